//! Encodings of texts by the names that IANA registers for them.

use encoding_rs::{self as known, Encoding};

/// An encoding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Charset {
    Ascii,
    Latin1,
    /// Two bytes a unit. `marked`: a byte order mark stands first, or decides when read.
    Utf16 {
        little: bool,
        marked: bool,
    },
    Other(&'static Encoding),
}

const BIG: Charset = Charset::Utf16 { little: false, marked: false };
const LITTLE: Charset = Charset::Utf16 { little: true, marked: false };
const MARKED: Charset = Charset::Utf16 { little: false, marked: true };

/// Encodings by their names in lower case.
const CHARSETS: &[(&[&str], Charset)] = &[
    (&["utf-8", "csutf8"], Charset::Other(known::UTF_8)),
    (&["utf-16", "csutf16"], MARKED),
    (&["utf-16be", "csutf16be"], BIG),
    (&["utf-16le", "csutf16le"], LITTLE),
    (
        &[
            "us-ascii",
            "iso-ir-6",
            "ansi_x3.4-1968",
            "ansi_x3.4-1986",
            "iso_646.irv:1991",
            "iso646-us",
            "us",
            "ibm367",
            "cp367",
            "csascii",
        ],
        Charset::Ascii,
    ),
    (
        &[
            "iso-8859-1",
            "iso_8859-1:1987",
            "iso-ir-100",
            "iso_8859-1",
            "latin1",
            "l1",
            "ibm819",
            "cp819",
            "csisolatin1",
        ],
        Charset::Latin1,
    ),
    (&["iso-8859-2", "iso_8859-2", "latin2", "l2"], Charset::Other(known::ISO_8859_2)),
    (&["iso-8859-3", "iso_8859-3", "latin3", "l3"], Charset::Other(known::ISO_8859_3)),
    (&["iso-8859-4", "iso_8859-4", "latin4", "l4"], Charset::Other(known::ISO_8859_4)),
    (&["iso-8859-5", "iso_8859-5", "cyrillic"], Charset::Other(known::ISO_8859_5)),
    (&["iso-8859-6", "iso_8859-6", "arabic"], Charset::Other(known::ISO_8859_6)),
    (&["iso-8859-7", "iso_8859-7", "greek"], Charset::Other(known::ISO_8859_7)),
    (&["iso-8859-8", "iso_8859-8", "hebrew"], Charset::Other(known::ISO_8859_8)),
    (&["iso-8859-10", "latin6", "l6"], Charset::Other(known::ISO_8859_10)),
    (&["iso-8859-13"], Charset::Other(known::ISO_8859_13)),
    (&["iso-8859-14", "iso_8859-14", "latin8", "l8"], Charset::Other(known::ISO_8859_14)),
    (&["iso-8859-15", "iso_8859-15", "latin-9"], Charset::Other(known::ISO_8859_15)),
    (&["iso-8859-16", "iso_8859-16", "latin10", "l10"], Charset::Other(known::ISO_8859_16)),
    (&["windows-874"], Charset::Other(known::WINDOWS_874)),
    (&["windows-1250"], Charset::Other(known::WINDOWS_1250)),
    (&["windows-1251"], Charset::Other(known::WINDOWS_1251)),
    (&["windows-1252"], Charset::Other(known::WINDOWS_1252)),
    (&["windows-1253"], Charset::Other(known::WINDOWS_1253)),
    (&["windows-1254"], Charset::Other(known::WINDOWS_1254)),
    (&["windows-1255"], Charset::Other(known::WINDOWS_1255)),
    (&["windows-1256"], Charset::Other(known::WINDOWS_1256)),
    (&["windows-1257"], Charset::Other(known::WINDOWS_1257)),
    (&["windows-1258"], Charset::Other(known::WINDOWS_1258)),
    (&["ibm866", "cp866", "866"], Charset::Other(known::IBM866)),
    (&["koi8-r", "cskoi8r"], Charset::Other(known::KOI8_R)),
    (&["koi8-u"], Charset::Other(known::KOI8_U)),
    (&["macintosh", "mac", "csmacintosh"], Charset::Other(known::MACINTOSH)),
    (&["shift_jis", "ms_kanji", "csshiftjis"], Charset::Other(known::SHIFT_JIS)),
    (&["euc-jp"], Charset::Other(known::EUC_JP)),
    (&["iso-2022-jp"], Charset::Other(known::ISO_2022_JP)),
    (&["euc-kr"], Charset::Other(known::EUC_KR)),
    (&["gbk", "cp936", "ms936", "windows-936"], Charset::Other(known::GBK)),
    (&["gb18030"], Charset::Other(known::GB18030)),
    (&["big5", "csbig5"], Charset::Other(known::BIG5)),
];

/// What the names of further encodings begin with, which Terraform knows and this does not.
const FURTHER: &[&str] =
    &["ibm", "cp4", "cp8", "hz-gb-2312", "iso-8859-9", "iso_8859-9", "latin5", "l5", "cs"];

/// The encoding of a name, whose case does not matter; nothing for one that is not known here.
///
/// # Errors
/// If no encoding has this name.
pub(super) fn find(name: &str) -> Result<Option<Charset>, String> {
    let lower = name.to_ascii_lowercase();
    let found = CHARSETS.iter().find(|(names, _)| names.contains(&&*lower));
    if found.is_none() && !FURTHER.iter().any(|begin| lower.starts_with(begin)) {
        return Err(format!("there is no encoding `{name}`"));
    }
    Ok(found.map(|(_, charset)| *charset))
}

impl Charset {
    /// The bytes of a text; none if it has characters that the encoding lacks.
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Self::Latin1 => text.chars().map(|one| u8::try_from(u32::from(one)).ok()).collect(),
            Self::Utf16 { little, marked } => {
                let mark = marked.then_some(0xFEFF_u16);
                let units = mark.into_iter().chain(text.encode_utf16());
                let bytes =
                    |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
                Some(units.flat_map(bytes).collect())
            }
            Self::Other(encoding) => {
                let (bytes, _, lacks) = encoding.encode(text);
                let is_same = || self.decode(&bytes).is_some_and(|back| back == text);
                (!lacks && is_same()).then(|| bytes.into_owned())
            }
        }
    }

    /// The text of bytes; none if they are no text.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Ascii => bytes.is_ascii().then(|| String::from_utf8(bytes.to_vec()).ok())?,
            Self::Latin1 => Some(bytes.iter().copied().map(char::from).collect()),
            Self::Utf16 { little, marked } => {
                let (little, bytes) = match bytes {
                    [0xFF, 0xFE, rest @ ..] if marked => (true, rest),
                    [0xFE, 0xFF, rest @ ..] if marked => (false, rest),
                    _ => (little, bytes),
                };
                let unit = |pair: &[u8; 2]| {
                    if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) }
                };
                let (pairs, rest) = bytes.as_chunks::<2>();
                let text =
                    char::decode_utf16(pairs.iter().map(unit)).collect::<Result<_, _>>().ok();
                text.filter(|_| rest.is_empty())
            }
            Self::Other(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
                // Web pages have control characters where these encodings have nothing.
                let control =
                    |one| encoding.is_single_byte() && ('\u{80}'..'\u{A0}').contains(&one);
                (!text.contains(control)).then(|| text.into_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let table: &[(&str, &str, Option<&[u8]>)] = &[
            ("UTF-16LE", "é", Some(&[0xE9, 0])),
            ("utf-16", "é", Some(&[0xFE, 0xFF, 0, 0xE9])),
            ("ISO-8859-1", "é", Some(&[0xE9])),
            ("ISO-8859-1", "€", None),
            ("windows-1252", "€", Some(&[0x80])),
            ("windows-1252", "\u{81}", None),
            ("Shift_JIS", "日", Some(&[0x93, 0xFA])),
            ("US-ASCII", "é", None),
        ];
        for (name, text, want) in table {
            let charset = find(name).ok().flatten();
            let bytes = charset.and_then(|charset| charset.encode(text));
            assert_eq!(bytes.as_deref(), *want, "{text} in {name}");
            if let (Some(charset), Some(bytes)) = (charset, bytes) {
                assert_eq!(charset.decode(&bytes).as_deref(), Some(*text), "{name}");
            }
        }
        assert_eq!(find("IBM437"), Ok(None));
        assert!(find("utf8").is_err());
    }
}
