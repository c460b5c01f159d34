//! What can be asked about policies alone.

use super::ExplainFormat;
use clap::{Args, Subcommand};

/// `policy`
#[derive(Debug, Args)]
pub(in crate::cli) struct Policy {
    #[command(subcommand)]
    pub(in crate::cli) command: PolicyCommand,
}

/// What to ask about policies.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PolicyCommand {
    /// Does NEW allow anything that OLD does not? Prints a request for each way in which it does
    Compare(PolicyCompare),
    /// Decides requests: JSON lines in, one decision a line out
    Eval(PolicyEval),
    /// Lists what AWS would refuse in policies, and what is likely not meant
    Lint(PolicyLint),
}

/// `policy compare`
#[derive(Debug, Args)]
pub(in crate::cli) struct PolicyCompare {
    /// The policy, or a directory of policies of one principal, as it was
    #[arg(required_unless_present = "jsonl")]
    pub(in crate::cli) old: Option<String>,
    /// The same as it is, or will be
    #[arg(required_unless_present = "jsonl")]
    pub(in crate::cli) new: Option<String>,
    /// Reads pairs from standard input, one JSON line each, and answers each on a line
    #[arg(long)]
    pub(in crate::cli) jsonl: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Table)]
    pub(in crate::cli) format: ExplainFormat,
}

/// `policy eval`
#[derive(Debug, Args)]
pub(in crate::cli) struct PolicyEval {
    /// The file with the requests; `-` is standard input
    #[arg(default_value = "-")]
    pub(in crate::cli) file: String,
}

/// `policy lint`
#[derive(Debug, Args)]
pub(in crate::cli) struct PolicyLint {
    /// Policy files, or directories of them
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Table)]
    pub(in crate::cli) format: ExplainFormat,
}
