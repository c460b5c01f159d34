//! What characters mean to those who write YAML.

/// Whether a line ends there.
pub(super) fn is_break(one: char) -> bool {
    matches!(one, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character may stand in a text as it is. What lies beyond the first plane may not.
fn is_printable(one: char) -> bool {
    matches!(one, '\n' | ' '..='~' | '\u{A0}'..='\u{FFFD}') && one != '\u{FEFF}'
}

/// What is written within quotes for a character that cannot stand there as it is.
pub(super) fn escape(one: char) -> Option<String> {
    if is_printable(one) && !is_break(one) && one != '"' && one != '\\' {
        return None;
    }
    let named = match one {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{B}' => 'v',
        '\u{C}' => 'f',
        '\r' => 'r',
        '\u{1B}' => 'e',
        '"' | '\\' => one,
        '\u{85}' => 'N',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ => {
            let code = u32::from(one);
            return Some(match code {
                0..=0xFF => format!("\\x{code:02X}"),
                0x100..=0xFFFF => format!("\\u{code:04X}"),
                _ => format!("\\U{code:08X}"),
            });
        }
    };
    Some(format!("\\{named}"))
}

/// What a text holds that decides how it can be written.
#[derive(Debug, Default)]
pub(super) struct Analysis {
    unprintable: bool,
    space_before_break: bool,
    trailing_space: bool,
}

impl Analysis {
    pub(super) fn of(text: &str) -> Self {
        let mut found = Self { trailing_space: text.ends_with(' '), ..Self::default() };
        let mut before = None;
        for one in text.chars() {
            found.unprintable |= !is_printable(one);
            found.space_before_break |= is_break(one) && before == Some(' ');
            before = Some(one);
        }
        found
    }

    /// Whether it can be written line by line as it is.
    pub(super) fn may_be_literal(&self) -> bool {
        !self.unprintable && !self.space_before_break && !self.trailing_space
    }
}
