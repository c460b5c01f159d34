//! Text of others, made safe to print: it can neither steer a terminal nor a log viewer, nor hide.

use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END};

/// Colons in a row that an ARN may have; longer runs serve nothing but to steer where lines break.
const COLONS_MAX: usize = 5;

/// The text as it may be printed anywhere on a line: every character that does not show itself is
/// written as an escape, and so is what begins a command to the log viewer of a CI service.
pub(super) fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut before, mut colons) = (' ', 0);
    let mut rest = text.chars().peekable();
    while let Some(one) = rest.next() {
        colons = if one == ':' { colons + 1 } else { 0 };
        match one {
            SYMBOL_BEGIN => out.push('<'),
            SYMBOL_END => out.push('>'),
            _ if is_hidden(one) => out.extend(one.escape_default()),
            // GitHub reads `::error::` at the begin of a line, whatever it is indented by.
            ':' if (before == ' ' || is_hidden(before)) && rest.peek() == Some(&':') => {
                out.extend(one.escape_unicode())
            }
            ':' if colons > COLONS_MAX => out.extend(one.escape_unicode()),
            // `##[error]` is read anywhere in a line, and `##vso[`, `##teamcity[` by others.
            '#' if before == '#' => out.extend(one.escape_unicode()),
            _ => out.push(one),
        }
        before = one;
    }
    out
}

/// Whether a character is a control, turns the direction of writing, or has no shape of its own.
///
/// Source: Unicode 16, `Cc`, `Bidi_Control`, `Default_Ignorable_Code_Point`, line separators.
fn is_hidden(one: char) -> bool {
    one.is_control()
        || matches!(one,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
        // A space that does not break or is none at all looks like one; only ` ` is one here.
        || (one.is_whitespace() && one != ' ')
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn what_does_not_show_itself_is_escaped() {
        let table = [
            ("arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::111122223333:role/deploy"),
            ("arn:aws:s3:::café/*", "arn:aws:s3:::café/*"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("a\nb\r\tc\0", "a\\nb\\r\\tc\\u{0}"),
            ("admin\u{202e}txt", "admin\\u{202e}txt"),
            ("\u{2066}x\u{2069}\u{200e}\u{200f}", "\\u{2066}x\\u{2069}\\u{200e}\\u{200f}"),
            ("ro\u{200b}le\u{ad}", "ro\\u{200b}le\\u{ad}"),
            ("::error::boom", "\\u{3a}:error::boom"),
            ("so ::stop-commands::x", "so \\u{3a}:stop-commands::x"),
            ("##[error]boom", "#\\u{23}[error]boom"),
            ("x##vso[task.complete]", "x#\\u{23}vso[task.complete]"),
            ("a:::::::b", "a:::::\\u{3a}\\u{3a}b"),
            ("\u{E000}account\u{E001}", "<account>"),
        ];
        for (text, want) in table {
            assert_eq!(safe(text), want, "{text:?}");
        }
    }
}
