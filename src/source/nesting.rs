//! How deep JSON nests, told before anybody follows it down.

use crate::diag::limits::JSON_DEPTH_MAX;

/// Where a JSON text goes deeper than [`JSON_DEPTH_MAX`] levels; none if it nowhere does. It takes
/// one pass and no memory, and the text may be anything.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut rest = text.as_bytes();
    let mut depth = 0usize;
    while let Some(at) =
        rest.iter().position(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']'))
    {
        let found = rest.get(at).copied().unwrap_or_default();
        rest = rest.get(at + 1..).unwrap_or_default();
        match found {
            b'"' => rest = after_string(rest),
            b'{' | b'[' => depth += 1,
            _ => depth = depth.saturating_sub(1),
        }
        if depth > JSON_DEPTH_MAX {
            return Some(text.len() - rest.len());
        }
    }
    None
}

/// What follows the string that `rest` begins inside of.
fn after_string(mut rest: &[u8]) -> &[u8] {
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) {
        let skip = if rest.get(at) == Some(&b'"') { at + 1 } else { at + 2 };
        let quote = rest.get(at) == Some(&b'"');
        rest = rest.get(skip..).unwrap_or_default();
        if quote {
            break;
        }
    }
    rest
}
