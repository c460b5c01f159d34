//! The bytes of an input: read within bounds, and as text that is fit to be parsed.

use super::nesting;
use crate::diag::{Code, Error, Place, limits};
use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::Path;
use std::sync::OnceLock;

/// All bytes of a file.
///
/// # Errors
/// `input-unreadable`, `input-too-large`.
pub(super) fn read_file(path: &Path, subject: &str) -> Result<Vec<u8>, Error> {
    let file = std::fs::File::open(path).map_err(|error| unreadable(subject, &error))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    read(file, size, subject)
}

/// All of standard input, which can be read only once and may be needed again.
pub(super) fn standard_input() -> Result<Vec<u8>, Error> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(bytes) = BYTES.get() {
        return Ok(bytes.clone());
    }
    let bytes = read(io::stdin().lock(), 0, "standard input")?;
    Ok(BYTES.get_or_init(|| bytes).clone())
}

/// All bytes of `from`, which is said to hold `size`.
fn read(from: impl Read, size: u64, subject: &str) -> Result<Vec<u8>, Error> {
    let too_large = || {
        let why = format!("it holds more than {} bytes", limits::INPUT_BYTES_MAX);
        Err(Error::new(Code::InputTooLarge, subject, why))
    };
    if size > limits::INPUT_BYTES_MAX {
        return too_large();
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
    from.take(limits::INPUT_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(subject, &error))?;
    match u64::try_from(bytes.len()) {
        Ok(read) if read <= limits::INPUT_BYTES_MAX => Ok(bytes),
        _ => too_large(),
    }
}

/// That an input cannot be read, without the number of the error.
pub(super) fn unreadable(subject: &str, error: &io::Error) -> Error {
    let text = error.to_string();
    let why = text.split(" (os error").next().unwrap_or_default();
    Error::new(Code::InputUnreadable, subject, format!("it cannot be read: {why}"))
}

/// The bytes in hexadecimal, lower case.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a text cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The bytes as text without a byte order mark.
pub(super) fn text<'b>(bytes: &'b [u8], subject: &str) -> Result<&'b str, Error> {
    if matches!(
        bytes,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, b'{' | b'[', ..] | [b'{' | b'[', 0, ..]
    ) {
        let why = "it is UTF-16, as PowerShell's `>` writes it, and JSON is UTF-8: redirect with \
                   `| Out-File -Encoding utf8 plan.json`";
        return Err(Error::new(Code::InputNotJson, subject, why));
    }
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let place =
            Place { line: number(line), column: number(last.len() + 1), ..Place::default() };
        Error::new(Code::InputNotJson, subject, "it is not UTF-8").at(place)
    })?;
    if text.trim_ascii().is_empty() {
        return Err(Error::new(Code::InputEmpty, subject, "it is empty"));
    }
    not_too_deep(text, subject)?;
    Ok(text)
}

/// Refuses JSON that nests deeper than any reader follows, wherever in the file that is: also in
/// parts that nobody would look at.
fn not_too_deep(text: &str, subject: &str) -> Result<(), Error> {
    let Some(at) = nesting::too_deep(text) else { return Ok(()) };
    let lines = text.as_bytes().get(..at).unwrap_or_default();
    let line = lines.iter().filter(|byte| **byte == b'\n').count() + 1;
    let place = Place { line: u32::try_from(line).unwrap_or(u32::MAX), ..Place::default() };
    let why = format!("it nests deeper than {} levels", limits::JSON_DEPTH_MAX);
    Err(Error::new(Code::InputTooDeep, subject, why).at(place))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn too_large() {
        let error = read(io::empty(), limits::INPUT_BYTES_MAX + 1, "x").unwrap_err();
        assert_eq!(error.code, Code::InputTooLarge);
        assert_eq!(read(&b"ab"[..], limits::INPUT_BYTES_MAX.min(9), "x"), Ok(b"ab".to_vec()));
    }
}
