//! What is wrong with a configuration.

use crate::diag::Span;
use std::sync::Arc;

/// Something that Terraform would refuse, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Where; none where it is not about a place in a file.
    pub span: Option<Span>,
    /// One sentence for the reader.
    pub message: Arc<str>,
    /// Whether the file could not be read at all: then what it declares is missing.
    pub unread: bool,
}

impl Error {
    /// What is wrong at `span`.
    pub fn at(span: Span, message: impl Into<Arc<str>>) -> Self {
        Self { span: Some(span), message: message.into(), unread: false }
    }

    /// The same about a file that could not be read at all.
    #[must_use]
    pub fn of_unread(self) -> Self {
        Self { unread: true, ..self }
    }

    /// What is wrong, at no place in particular.
    pub fn new(message: impl Into<Arc<str>>) -> Self {
        Self { span: None, message: message.into(), unread: false }
    }
}
