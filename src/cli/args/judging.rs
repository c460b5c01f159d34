//! How strictly is judged, by which rules, and how the report is printed.

use super::{Terminal, When};
use crate::rules::{FailOn, UnknownAs};
use clap::{Args, ValueEnum};

/// Flags of every command that judges.
#[derive(Debug, Args)]
pub(in crate::cli) struct Judging {
    /// How to print: table, github, gitlab, html, json, junit, markdown or sarif, with =FILE to write it there; repeatable
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "table")]
    pub(in crate::cli) format: Vec<String>,
    /// From which lane on findings close the gate
    #[arg(long, value_enum, default_value_t = FailOnArg::Review)]
    pub(in crate::cli) fail_on: FailOnArg,
    /// As what something unknown counts
    #[arg(long, value_enum, default_value_t = UnknownAsArg::Review)]
    pub(in crate::cli) unknown_as: UnknownAsArg,
    #[command(flatten)]
    pub(in crate::cli) ruling: Ruling,
    /// What must not be reached: an ARN or a name with `*` and `?`, or `tag:KEY=VALUE`; repeatable
    #[arg(long, value_name = "SELECTOR")]
    pub(in crate::cli) sensitive: Vec<String>,
    /// Print the time taken in the JSON report
    #[arg(long)]
    pub(in crate::cli) stats: bool,
    /// Print no report on standard output
    #[arg(long, short)]
    pub(in crate::cli) quiet: bool,
    /// When to show on standard error that work goes on; `auto`: on a terminal, not in a pipeline
    #[arg(long, value_enum, default_value_t = When::Auto)]
    pub(in crate::cli) progress: When,
    #[command(flatten)]
    pub(in crate::cli) terminal: Terminal,
}

/// Which rules are in force, and for which day.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(in crate::cli) struct Ruling {
    /// A rule pack: a file, or a directory of them; repeatable
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) rules: Vec<String>,
    /// The rules of this repository; default: the nearest trustdrift.toml up the tree
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) config: Option<String>,
    /// What the forge tells of the change, as JSON: the event of a pull or merge request, its reviews,
    /// its commits; repeatable
    #[arg(long, value_name = "FILE", visible_alias = "approvals")]
    pub(in crate::cli) event: Vec<String>,
    /// The day for which waivers must hold; default: today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(in crate::cli) today: Option<String>,
}

/// The lane that closes the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOnArg {
    /// What must not be merged
    Block,
    /// What somebody must look at, and worse
    Review,
    /// Nothing
    Never,
}

/// What something unknown counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum UnknownAsArg {
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

impl From<UnknownAsArg> for UnknownAs {
    fn from(arg: UnknownAsArg) -> Self {
        match arg {
            UnknownAsArg::Review => Self::Review,
            UnknownAsArg::Block => Self::Block,
            UnknownAsArg::Ignore => Self::Ignore,
        }
    }
}
