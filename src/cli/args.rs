//! What can be asked on the command line.

use super::given::pair;
use crate::report::graph::GraphFormat;
use crate::rules::{FailOn, UnknownAs};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const SOURCES: &str = "\
SRC is a plan or a state as JSON (`terraform show -json`), a terraform.tfstate, a directory of \
Terraform configuration or `git:REV[:PATH]` for one as it stands in a revision, an IAM policy \
document or a directory of them, the output of `aws iam get-account-authorization-details` or a \
directory of such exports, a snapshot, or `-` for standard input. The kind is recognised from the \
content.

Exit codes: 0 passed, 1 the gate closed, 2 it could not run, 3 undecided: something unknown that \
may not be ignored.";

/// Finds the new ways to power that an infrastructure change opens, and proves them.
#[derive(Debug, Parser)]
#[command(name = "trustdrift", version, after_help = SOURCES, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Lists what stands now: every path to administrator power and every trust from outside
    Audit(Audit),
    /// Prints the completions of a shell
    Completions(Completions),
    /// Evaluates expressions on standard input, one a line, in the configuration of a directory
    Console(Console),
    /// Compares two sources: what does AFTER open that BEFORE did not?
    Diff(Diff),
    /// Shows why a principal reaches another, or what blocks it
    Explain(Explain),
    /// Exports the privilege graph
    Graph(Graph),
    /// Writes a first trustdrift.toml from what sources hold; never overwrites one
    Init(Init),
    /// Writes the manual pages
    Man(Man),
    /// Asks about policies alone: decides requests, compares, checks
    Policy(Policy),
    /// Judges a Terraform plan: what does the change open?
    Review(Review),
    /// Lists the rules in force, or checks rule packs
    Rules(Rules),
    /// Writes the canonical inventory of sources, to be a baseline
    Snapshot(Snapshot),
}

/// `audit`
#[derive(Debug, Args)]
pub(super) struct Audit {
    /// What to look at; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(super) sources: Vec<String>,
    /// A snapshot that was accepted: what stood in it is noted with its age
    #[arg(long, value_name = "SNAPSHOT")]
    pub(super) accepted: Option<String>,
    #[command(flatten)]
    pub(super) given: Given,
    #[command(flatten)]
    pub(super) judging: Judging,
}

/// `completions`
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

/// `man`
#[derive(Debug, Args)]
pub(super) struct Man {
    /// Where to write them
    #[arg(value_name = "DIR")]
    pub(super) directory: PathBuf,
}

/// `console`
#[derive(Debug, Args)]
pub(super) struct Console {
    /// Directory of the configuration
    #[arg(value_name = "DIR")]
    pub(super) directory: String,
    /// Print one JSON object a line
    #[arg(long)]
    pub(super) json: bool,
    /// Value of a variable; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(super) var: Vec<(String, String)>,
}

/// `diff`
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// What was
    pub(super) before: String,
    /// What is, or will be
    pub(super) after: String,
    #[command(flatten)]
    pub(super) given: Given,
    #[command(flatten)]
    pub(super) judging: Judging,
}

/// `review`
#[derive(Debug, Args)]
pub(super) struct Review {
    /// A plan as JSON, a plan file, or `-` for standard input; without it the directory is judged
    pub(super) plan: Option<String>,
    /// Directory of the configuration; default: the current one, if it holds `*.tf`
    #[arg(long, value_name = "DIR")]
    pub(super) dir: Option<String>,
    /// What was; default: the plan's prior state, or the merge base with the default branch
    #[arg(long, value_name = "SRC")]
    pub(super) baseline: Option<String>,
    #[command(flatten)]
    pub(super) given: Given,
    #[command(flatten)]
    pub(super) judging: Judging,
}

/// `explain`
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// What to look at; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(super) sources: Vec<String>,
    /// The start: an ARN, an address, `user/NAME`, `role/NAME` or a source outside
    #[arg(long, value_name = "X")]
    pub(super) from: String,
    /// The target, or `ADMIN`; without it all that the start reaches
    #[arg(long, value_name = "Y")]
    pub(super) to: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Table)]
    pub(super) format: ExplainFormat,
    #[command(flatten)]
    pub(super) given: Given,
    #[command(flatten)]
    pub(super) terminal: Terminal,
}

/// `graph`
#[derive(Debug, Args)]
pub(super) struct Graph {
    /// What to look at; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(super) sources: Vec<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = GraphFormatArg::Dot)]
    pub(super) format: GraphFormatArg,
    /// Where to write; default: standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<String>,
    #[command(flatten)]
    pub(super) given: Given,
}

/// `policy`
#[derive(Debug, Args)]
pub(super) struct Policy {
    #[command(subcommand)]
    pub(super) command: PolicyCommand,
}

/// What to ask about policies.
#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Does NEW allow anything that OLD does not? Prints a request for each way in which it does
    Compare(PolicyCompare),
    /// Decides requests: JSON lines in, one decision a line out
    Eval(PolicyEval),
    /// Lists what AWS would refuse in policies, and what is likely not meant
    Lint(PolicyLint),
}

/// `policy compare`
#[derive(Debug, Args)]
pub(super) struct PolicyCompare {
    /// The policy, or a directory of policies of one principal, as it was
    #[arg(required_unless_present = "jsonl")]
    pub(super) old: Option<String>,
    /// The same as it is, or will be
    #[arg(required_unless_present = "jsonl")]
    pub(super) new: Option<String>,
    /// Reads pairs from standard input, one JSON line each, and answers each on a line
    #[arg(long)]
    pub(super) jsonl: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Table)]
    pub(super) format: ExplainFormat,
}

/// `policy eval`
#[derive(Debug, Args)]
pub(super) struct PolicyEval {
    /// The file with the requests; `-` is standard input
    #[arg(default_value = "-")]
    pub(super) file: String,
}

/// `policy lint`
#[derive(Debug, Args)]
pub(super) struct PolicyLint {
    /// Policy files, or directories of them
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Table)]
    pub(super) format: ExplainFormat,
}

/// `snapshot`
#[derive(Debug, Args)]
pub(super) struct Snapshot {
    /// What to read; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(super) sources: Vec<String>,
    /// Where to write
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Accept what stands: moves FILE forward only if the gate passes what changed since it was written
    #[arg(long)]
    pub(super) accept: bool,
    #[command(flatten)]
    pub(super) given: Given,
    #[command(flatten)]
    pub(super) ruling: Ruling,
}

/// Flags of every command that judges.
#[derive(Debug, Args)]
pub(super) struct Judging {
    /// How to print: table, github, gitlab, html, json, junit, markdown or sarif, with =FILE to write it there; repeatable
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "table")]
    pub(super) format: Vec<String>,
    /// From which lane on findings close the gate
    #[arg(long, value_enum, default_value_t = FailOnArg::Review)]
    pub(super) fail_on: FailOnArg,
    /// As what something unknown counts
    #[arg(long, value_enum, default_value_t = UnknownAsArg::Review)]
    pub(super) unknown_as: UnknownAsArg,
    #[command(flatten)]
    pub(super) ruling: Ruling,
    /// What must not be reached: an ARN or a name with `*` and `?`, or `tag:KEY=VALUE`; repeatable
    #[arg(long, value_name = "SELECTOR")]
    pub(super) sensitive: Vec<String>,
    /// Print the time taken in the JSON report
    #[arg(long)]
    pub(super) stats: bool,
    /// Print no report on standard output
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// When to show on standard error that work goes on; `auto`: on a terminal, not in a pipeline
    #[arg(long, value_enum, default_value_t = When::Auto)]
    pub(super) progress: When,
    #[command(flatten)]
    pub(super) terminal: Terminal,
}

/// Which rules are in force, and for which day.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct Ruling {
    /// A rule pack: a file, or a directory of them; repeatable
    #[arg(long, value_name = "PATH")]
    pub(super) rules: Vec<String>,
    /// The rules of this repository; default: the nearest trustdrift.toml up the tree
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<String>,
    /// What the forge tells of the change, as JSON: the event of a pull or merge request, its reviews,
    /// its commits; repeatable
    #[arg(long, value_name = "FILE", visible_alias = "approvals")]
    pub(super) event: Vec<String>,
    /// The day for which waivers must hold; default: today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<String>,
}

/// `rules`
#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(subcommand)]
    pub(super) command: RulesCommand,
}

/// What to ask about rules.
#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// Reads rule packs and says what is wrong with them
    Check(RulesPaths),
    /// Lists the rules in force
    List(RulesPaths),
    /// Runs the tests of rule packs
    Test(RulesTest),
}

/// `rules test`
#[derive(Debug, Args)]
pub(super) struct RulesTest {
    /// Files of tests, or directories of them
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<String>,
}

/// Rule packs to look at.
#[derive(Debug, Args)]
pub(super) struct RulesPaths {
    /// Files, or directories of them, besides those in force
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<String>,
    #[command(flatten)]
    pub(super) ruling: Ruling,
}

/// `init`
#[derive(Debug, Args)]
pub(super) struct Init {
    /// What to look at; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(super) sources: Vec<String>,
    /// Where to write; a file that is there stays as it is
    #[arg(long, short, value_name = "FILE", default_value = "trustdrift.toml")]
    pub(super) output: String,
    #[command(flatten)]
    pub(super) given: Given,
}

/// What configurations are evaluated with. A plan brings its own values.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configurations")]
pub(super) struct Given {
    /// Value of a variable of the root module; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(super) var: Vec<(String, String)>,
    /// File of such values; repeatable
    #[arg(long, value_name = "FILE")]
    pub(super) var_file: Vec<String>,
    /// Take values from TF_VAR_* in the environment
    #[arg(long)]
    pub(super) var_env: bool,
    /// State that the data source `terraform_remote_state.NAME` reads; repeatable
    #[arg(long, value_name = "NAME=FILE", value_parser = pair)]
    pub(super) remote_state: Vec<(String, String)>,
    /// What `terraform providers schema -json` prints: finds what bears on trust in types that are
    /// not modelled; repeatable
    #[arg(long, value_name = "FILE")]
    pub(super) schema: Vec<String>,
}

/// How to write on a terminal.
#[derive(Debug, Args)]
pub(super) struct Terminal {
    /// When to use colour
    #[arg(long, value_enum, default_value_t = When::Auto)]
    pub(super) color: When,
    /// Columns to write in; default: those of the terminal, or 100
    #[arg(long, value_name = "COLUMNS")]
    pub(super) width: Option<usize>,
}

/// When to do something on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How `explain` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExplainFormat {
    /// For people
    Table,
    /// For programs
    Json,
}

/// How `graph` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GraphFormatArg {
    /// openCypher statements, for Neo4j and its like
    Cypher,
    /// For Graphviz
    Dot,
    /// For Gephi, yEd, NetworkX
    Graphml,
    /// For programs
    Json,
    /// For Markdown
    Mermaid,
}

/// The lane that closes the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOnArg {
    /// What must not be merged
    Block,
    /// What somebody must look at, and worse
    Review,
    /// Nothing
    Never,
}

/// What something unknown counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum UnknownAsArg {
    /// Somebody must look at it
    Review,
    /// It must not be merged
    Block,
    /// Nothing
    Ignore,
}

impl From<FailOnArg> for FailOn {
    fn from(arg: FailOnArg) -> Self {
        match arg {
            FailOnArg::Block => Self::Block,
            FailOnArg::Review => Self::Review,
            FailOnArg::Never => Self::Never,
        }
    }
}

impl From<GraphFormatArg> for GraphFormat {
    fn from(arg: GraphFormatArg) -> Self {
        match arg {
            GraphFormatArg::Cypher => Self::Cypher,
            GraphFormatArg::Dot => Self::Dot,
            GraphFormatArg::Graphml => Self::Graphml,
            GraphFormatArg::Json => Self::Json,
            GraphFormatArg::Mermaid => Self::Mermaid,
        }
    }
}

impl From<UnknownAsArg> for UnknownAs {
    fn from(arg: UnknownAsArg) -> Self {
        match arg {
            UnknownAsArg::Review => Self::Review,
            UnknownAsArg::Block => Self::Block,
            UnknownAsArg::Ignore => Self::Ignore,
        }
    }
}
