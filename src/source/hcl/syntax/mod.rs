//! From text to a tree: the syntax of the Terraform language, in its own form and as JSON.

mod body;
mod collection;
mod cursor;
mod expression;
mod heredoc;
mod json;
pub mod refer;
mod template;
mod tree;

pub use body::file;
pub use expression::expression;
pub use json::json_file;
pub(super) use json::json_values;
pub use template::template;
pub use tree::{
    Attribute, Block, Body, Call, Conditional, Expression, For, Item, Kind, Operator, Step,
    StepKind, Unary,
};

#[cfg(test)]
mod tests;
