//! What can be asked about rules.

use super::Ruling;
use clap::{Args, Subcommand};

/// `rules`
#[derive(Debug, Args)]
pub(in crate::cli) struct Rules {
    #[command(subcommand)]
    pub(in crate::cli) command: RulesCommand,
}

/// What to ask about rules.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RulesCommand {
    /// Reads rule packs and says what is wrong with them
    Check(RulesPaths),
    /// Lists the rules in force
    List(RulesPaths),
    /// Runs the tests of rule packs
    Test(RulesTest),
}

/// `rules test`
#[derive(Debug, Args)]
pub(in crate::cli) struct RulesTest {
    /// Files of tests, or directories of them
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<String>,
}

/// Rule packs to look at.
#[derive(Debug, Args)]
pub(in crate::cli) struct RulesPaths {
    /// Files, or directories of them, besides those in force
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) ruling: Ruling,
}
