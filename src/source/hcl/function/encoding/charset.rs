//! Encodings of texts by the names that IANA registers for them.

/// An encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Ascii,
    Latin1,
    Utf8,
    /// Two bytes a unit. `marked`: a byte order mark stands first, or decides when read.
    Utf16 {
        little: bool,
        marked: bool,
    },
}

const ASCII: &[&str] = &[
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
    "ascii",
];
const LATIN1: &[&str] = &[
    "iso-8859-1",
    "iso_8859-1:1987",
    "iso-ir-100",
    "iso_8859-1",
    "latin1",
    "l1",
    "ibm819",
    "cp819",
    "csisolatin1",
];

/// The encoding of a name, whose case does not matter.
pub(super) fn find(name: &str) -> Option<Charset> {
    let name = name.to_ascii_lowercase();
    let found = match &*name {
        "utf-8" | "csutf8" => Charset::Utf8,
        "utf-16" | "csutf16" => Charset::Utf16 { little: false, marked: true },
        "utf-16be" | "csutf16be" => Charset::Utf16 { little: false, marked: false },
        "utf-16le" | "csutf16le" => Charset::Utf16 { little: true, marked: false },
        name if ASCII.contains(&name) => Charset::Ascii,
        name if LATIN1.contains(&name) => Charset::Latin1,
        _ => return None,
    };
    Some(found)
}

impl Charset {
    /// The bytes of a text; none if it has characters that the encoding lacks.
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Self::Latin1 => text.chars().map(|one| u8::try_from(u32::from(one)).ok()).collect(),
            Self::Utf16 { little, marked } => {
                let mark = marked.then_some(0xFEFF_u16);
                let units = mark.into_iter().chain(text.encode_utf16());
                let bytes =
                    |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
                Some(units.flat_map(bytes).collect())
            }
        }
    }

    /// The text of bytes; none if they are no text.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 => String::from_utf8(bytes.to_vec()).ok(),
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
        }
    }
}
