//! Files that say how to judge: rules, their tests, what a forge tells. Whoever wrote them may be hostile.

use crate::diag::{Code, Error};
use crate::rules::read;
use std::fs::File;
use std::io::Read;

/// The text of a file of at most `limit` bytes. What is no text has the code `broken`, at its place.
///
/// # Errors
/// `input-unreadable`, `input-too-large`, or `broken`.
pub(super) fn read(file: &str, limit: u64, broken: Code) -> Result<String, Error> {
    let failed = |error: std::io::Error| Error::new(Code::InputUnreadable, file, error.to_string());
    let mut bytes = Vec::new();
    // What is no plain file has no length beforehand.
    File::open(file)
        .and_then(|open| open.take(limit + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > limit {
        let why = format!("it has more than {limit} bytes");
        return Err(Error::new(Code::InputTooLarge, file, why));
    }
    String::from_utf8(bytes).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes().get(..end).unwrap_or_default());
        let place = read::place(&text, &(end..end));
        Error::new(broken, file, "this is no text in UTF-8").at(place)
    })
}
