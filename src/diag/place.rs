//! Where something stands.

use std::fmt;
use std::sync::Arc;

/// Where something stands: in a file, in a resource, or both. Unknown parts are absent, never guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The Terraform address or, without Terraform, the ARN.
    pub address: Option<Arc<str>>,
    /// The file, as the user named it.
    pub file: Option<Arc<str>>,
    /// Line in the file, from 1; 0 when unknown.
    pub line: u32,
    /// Column in the line, from 1; 0 when unknown.
    pub column: u32,
    /// The attribute and what lies below it, such as `policy#Statement[1]`.
    pub pointer: Option<Arc<str>>,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(out, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(out, ":{}", self.column)?;
        }
        match (&self.address, &self.pointer) {
            (Some(address), Some(pointer)) => write!(out, " ({address}.{pointer})"),
            (Some(one), None) | (None, Some(one)) => write!(out, " ({one})"),
            (None, None) => Ok(()),
        }
    }
}
