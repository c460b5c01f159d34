//! What functions may ask of the world around them.

use super::value::{Fields, Value};
use std::sync::Arc;

/// What functions may ask of the evaluation they are called in. Paths are as the configuration has
/// them: relative to the root module's directory, or absolute.
pub trait FunctionContext {
    /// The content of a file. An error for one that is missing or lies outside of the root given.
    ///
    /// # Errors
    /// One sentence for the reader.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, String>;

    /// Whether there is a file. An error for a directory.
    ///
    /// # Errors
    /// One sentence for the reader.
    fn exists(&self, path: &str) -> Result<bool, String>;

    /// The paths of all files below a directory, relative to it, sorted, `/` between parts.
    ///
    /// # Errors
    /// One sentence for the reader.
    fn list(&self, directory: &str) -> Result<Vec<String>, String>;

    /// The absolute directory that relative paths start from; none where there is none, as for a
    /// revision that is not checked out.
    fn working_directory(&self) -> Option<String>;

    /// The value of a template text in which `variables` and all functions but `templatefile` and
    /// `templatestring` may be used. `name` is for messages.
    ///
    /// # Errors
    /// One sentence for the reader.
    fn render(&self, name: &str, template: &str, variables: &Fields) -> Result<Value, String>;
}
