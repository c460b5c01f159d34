//! From bytes to an [`Inventory`](crate::model::Inventory): one file or folder per kind of source.
//!
//! | kind | how it is recognised | read by |
//! |---|---|---|
//! | plan, plan file | `planned_values` or `resource_changes`; a zip archive | `plan` |
//! | directory, git | `*.tf` or `*.tf.json` in it; `git:REV[:PATH]` | `directory`, evaluated by [`hcl`] |
//! | state | `terraform.tfstate`, or `values` beside `format_version` | `state` |
//! | policy documents | a policy, a list of statements, a directory of them | `policy_json` |
//! | account | authorization details, an organization, a directory of both | `account` |
//! | snapshot | `trustdrift_snapshot` | [`snapshot`] |
//!
//! Only `load`, with `bytes` and `binary`, and `directory` do I/O; every reader turns a text into facts and knows no file. All but that
//! of snapshots take the marks of symbols out of what they read, so that no input can forge a symbol.

mod account;
mod binary;
mod bytes;
mod directory;
pub mod hcl;
mod kind;
mod load;
mod nesting;
mod plan;
pub mod pointer;
mod policy_json;
mod schema;
pub mod snapshot;
mod state;
mod terraform;

pub use directory::{Inputs, history};
pub use kind::Kind;
pub use load::{Input, Loaded, is_configuration, load, load_plan, merge_base};
pub use terraform::is_read;
