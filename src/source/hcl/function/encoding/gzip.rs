//! Compression as gzip files have it, byte by byte as Terraform compresses: others would decompress to
//! the same text, but a text that differs is a change of a resource.
//!
//! Source: RFC 1951, RFC 1952; the choices that these leave open are those of Go's `compress/flate` at
//! its default level, read 2026-11-23.

mod block;
mod huffman;
mod matches;

use block::Writer;

/// Bytes that are compressed here: what lies in one window and one stored block.
const BYTES_MAX: usize = 65_535;
/// No name, no time, no particular system.
const HEADER: [u8; 10] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];

/// The compressed bytes; none if there are too many.
pub(super) fn compressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(bytes.len()).ok().filter(|_| bytes.len() <= BYTES_MAX)?;
    let mut writer = Writer::new(HEADER.to_vec());
    matches::each_block(bytes, &mut |tokens, from| writer.block(tokens, from));
    // What was written is made readable first, and then ended.
    writer.stored(&[], false);
    writer.stored(&[], true);
    let mut out = writer.finish();
    out.extend(checksum(bytes).to_le_bytes());
    out.extend(u32::from(length).to_le_bytes());
    Some(out)
}

/// The cyclic redundancy check of 32 bits.
fn checksum(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xEDB8_8320;
    let step = |rest: u32, _| if rest & 1 == 1 { rest >> 1 ^ POLYNOMIAL } else { rest >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::super::base64;
    use super::*;

    #[test]
    fn texts() {
        let table = [
            ("", "H4sIAAAAAAAA/wAAAP//AQAA//8AAAAAAAAAAA=="),
            ("test", "H4sIAAAAAAAA/ypJLS4BAAAA//8BAAD//wx+f9gEAAAA"),
        ];
        for (text, want) in table {
            assert_eq!(compressed(text.as_bytes()).map(|all| base64(&all)).as_deref(), Some(want));
        }
        assert_eq!(compressed(&[0; BYTES_MAX + 1]), None);
    }
}
