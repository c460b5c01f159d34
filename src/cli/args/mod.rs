//! What can be asked on the command line.

mod judging;
mod policy;
mod rules;

pub(in crate::cli) use judging::{Judging, Ruling};
pub(in crate::cli) use policy::{Policy, PolicyCommand, PolicyCompare, PolicyEval, PolicyLint};
pub(in crate::cli) use rules::{Rules, RulesCommand, RulesTest};

use super::given::pair;
use crate::report::graph::GraphFormat;
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
pub(in crate::cli) struct Arguments {
    #[command(subcommand)]
    pub(in crate::cli) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
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
pub(in crate::cli) struct Audit {
    /// What to look at; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(in crate::cli) sources: Vec<String>,
    /// A snapshot that was accepted: what stood in it is noted with its age
    #[arg(long, value_name = "SNAPSHOT")]
    pub(in crate::cli) accepted: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) given: Given,
    #[command(flatten)]
    pub(in crate::cli) judging: Judging,
}

/// `completions`
#[derive(Debug, Args)]
pub(in crate::cli) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    pub(in crate::cli) shell: clap_complete::Shell,
}

/// `man`
#[derive(Debug, Args)]
pub(in crate::cli) struct Man {
    /// Where to write them
    #[arg(value_name = "DIR")]
    pub(in crate::cli) directory: PathBuf,
}

/// `console`
#[derive(Debug, Args)]
pub(in crate::cli) struct Console {
    /// Directory of the configuration
    #[arg(value_name = "DIR")]
    pub(in crate::cli) directory: String,
    /// Print one JSON object a line
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Value of a variable; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(in crate::cli) var: Vec<(String, String)>,
}

/// `diff`
#[derive(Debug, Args)]
pub(in crate::cli) struct Diff {
    /// What was
    pub(in crate::cli) before: String,
    /// What is, or will be
    pub(in crate::cli) after: String,
    #[command(flatten)]
    pub(in crate::cli) given: Given,
    #[command(flatten)]
    pub(in crate::cli) judging: Judging,
}

/// `review`
#[derive(Debug, Args)]
pub(in crate::cli) struct Review {
    /// A plan as JSON, a plan file, or `-` for standard input; without it the directory is judged
    pub(in crate::cli) plan: Option<String>,
    /// Directory of the configuration; default: the current one, if it holds `*.tf`
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) dir: Option<String>,
    /// What was; default: the plan's prior state, or the merge base with the default branch
    #[arg(long, value_name = "SRC")]
    pub(in crate::cli) baseline: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) given: Given,
    #[command(flatten)]
    pub(in crate::cli) judging: Judging,
}

/// `explain`
#[derive(Debug, Args)]
pub(in crate::cli) struct Explain {
    /// What to look at; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(in crate::cli) sources: Vec<String>,
    /// The start: an ARN, an address, `user/NAME`, `role/NAME` or a source outside
    #[arg(long, value_name = "X")]
    pub(in crate::cli) from: String,
    /// The target, or `ADMIN`; without it all that the start reaches
    #[arg(long, value_name = "Y")]
    pub(in crate::cli) to: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Table)]
    pub(in crate::cli) format: ExplainFormat,
    #[command(flatten)]
    pub(in crate::cli) given: Given,
    #[command(flatten)]
    pub(in crate::cli) terminal: Terminal,
}

/// `graph`
#[derive(Debug, Args)]
pub(in crate::cli) struct Graph {
    /// What to look at; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(in crate::cli) sources: Vec<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = GraphFormatArg::Dot)]
    pub(in crate::cli) format: GraphFormatArg,
    /// Where to write; default: standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) given: Given,
}

/// `snapshot`
#[derive(Debug, Args)]
pub(in crate::cli) struct Snapshot {
    /// What to read; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(in crate::cli) sources: Vec<String>,
    /// Where to write
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: PathBuf,
    /// Accept what stands: moves FILE forward only if the gate passes what changed since it was written
    #[arg(long)]
    pub(in crate::cli) accept: bool,
    #[command(flatten)]
    pub(in crate::cli) given: Given,
    #[command(flatten)]
    pub(in crate::cli) ruling: Ruling,
}

/// `init`
#[derive(Debug, Args)]
pub(in crate::cli) struct Init {
    /// What to look at; several are merged
    #[arg(required = true, value_name = "SRC")]
    pub(in crate::cli) sources: Vec<String>,
    /// Where to write; a file that is there stays as it is
    #[arg(long, short, value_name = "FILE", default_value = "trustdrift.toml")]
    pub(in crate::cli) output: String,
    #[command(flatten)]
    pub(in crate::cli) given: Given,
}

/// What configurations are evaluated with. A plan brings its own values.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configurations")]
pub(in crate::cli) struct Given {
    /// Value of a variable of the root module; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(in crate::cli) var: Vec<(String, String)>,
    /// File of such values; repeatable
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) var_file: Vec<String>,
    /// Take values from TF_VAR_* in the environment
    #[arg(long)]
    pub(in crate::cli) var_env: bool,
    /// State that the data source `terraform_remote_state.NAME` reads; repeatable
    #[arg(long, value_name = "NAME=FILE", value_parser = pair)]
    pub(in crate::cli) remote_state: Vec<(String, String)>,
    /// What `terraform providers schema -json` prints: finds what bears on trust in types that are
    /// not modelled; repeatable
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) schema: Vec<String>,
}

/// How to write on a terminal.
#[derive(Debug, Args)]
pub(in crate::cli) struct Terminal {
    /// When to use colour
    #[arg(long, value_enum, default_value_t = When::Auto)]
    pub(in crate::cli) color: When,
    /// Columns to write in; default: those of the terminal, or 100
    #[arg(long, value_name = "COLUMNS")]
    pub(in crate::cli) width: Option<usize>,
}

/// When to do something on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How `explain` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExplainFormat {
    /// For people
    Table,
    /// For programs
    Json,
}

/// How `graph` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GraphFormatArg {
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
