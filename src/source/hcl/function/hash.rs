//! Functions that make digests and identifiers.

use super::super::types::Type;
use super::super::value::Value;
use super::encoding::{base64, from_base64};
use super::{Call, Function, NUMBER, TEXT};
use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use std::fmt::Write;

pub(super) const FUNCTIONS: &[Function] = &[
    of_text("base64sha256", |call| digest(call, base64sha256)),
    of_text("base64sha512", |call| digest(call, base64sha512)),
    Function { rest: Some(NUMBER), ..of_text("bcrypt", bcrypt) },
    of_text("md5", |call| digest(call, md5)),
    Function { parameters: &[TEXT, TEXT], ..of_text("rsadecrypt", rsadecrypt) },
    of_text("sha1", |call| digest(call, sha1)),
    of_text("sha256", |call| digest(call, sha256)),
    of_text("sha512", |call| digest(call, sha512)),
    Function { parameters: &[], ..of_text("uuid", uuid) },
    Function { parameters: &[TEXT, TEXT], ..of_text("uuidv5", uuidv5) },
];

/// A function of one text that makes a text.
const fn of_text(name: &'static str, run: fn(&Call<'_>) -> Result<Value, String>) -> Function {
    Function { name, parameters: &[TEXT], rest: None, result: |_| Type::Text, run }
}

fn digest(call: &Call<'_>, of: fn(&[u8]) -> String) -> Result<Value, String> {
    Ok(Value::text(of(call.text(0).as_bytes())))
}

pub(super) fn base64sha256(bytes: &[u8]) -> String {
    base64(&Sha256::digest(bytes))
}

pub(super) fn base64sha512(bytes: &[u8]) -> String {
    base64(&Sha512::digest(bytes))
}

pub(super) fn md5(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}

pub(super) fn sha1(bytes: &[u8]) -> String {
    hex(&Sha1::digest(bytes))
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn sha512(bytes: &[u8]) -> String {
    hex(&Sha512::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a text does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The name spaces that have names of their own.
const NAMESPACES: &[(&str, u128)] = &[
    ("dns", 0x6ba7_b810_9dad_11d1_80b4_00c0_4fd4_30c8),
    ("oid", 0x6ba7_b812_9dad_11d1_80b4_00c0_4fd4_30c8),
    ("url", 0x6ba7_b811_9dad_11d1_80b4_00c0_4fd4_30c8),
    ("x500", 0x6ba7_b814_9dad_11d1_80b4_00c0_4fd4_30c8),
];

fn uuidv5(call: &Call<'_>) -> Result<Value, String> {
    let given = call.text(0);
    let named = NAMESPACES.iter().find(|(name, _)| *name == given).map(|(_, one)| *one);
    let namespace = named
        .or_else(|| identifier(given))
        .ok_or("the name space must be `dns`, `oid`, `url`, `x500` or a UUID")?;
    let mut hash = Sha1::new();
    hash.update(namespace.to_be_bytes());
    hash.update(call.text(1));
    let first =
        hash.finalize().iter().take(16).fold(0_u128, |all, byte| all << 8 | u128::from(*byte));
    // Version 5, variant of RFC 4122.
    let id = first & !(0xF << 76) & !(0x3 << 62) | 0x5 << 76 | 0x2 << 62;
    let mut text = format!("{id:032x}");
    for at in [20, 16, 12, 8] {
        text.insert(at, '-');
    }
    Ok(Value::text(text))
}

/// A UUID: with hyphens, without, within braces of any kind, or as a URN.
fn identifier(text: &str) -> Option<u128> {
    let plain = match text.len() {
        32 => return hexadecimal(text),
        36 => text,
        38 => {
            let mut inner = text.chars();
            inner.next()?;
            inner.next_back()?;
            inner.as_str()
        }
        45 => {
            let (scheme, rest) = text.split_at_checked(9)?;
            scheme.eq_ignore_ascii_case("urn:uuid:").then_some(rest)?
        }
        _ => return None,
    };
    let groups: Vec<&str> = plain.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    if lengths != [8, 4, 4, 4, 12] {
        return None;
    }
    hexadecimal(&groups.concat())
}

fn hexadecimal(text: &str) -> Option<u128> {
    let digits = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits.then(|| u128::from_str_radix(text, 16).ok()).flatten()
}

/// A plan does not run it, so that not even its arguments are looked at.
fn bcrypt(_: &Call<'_>) -> Result<Value, String> {
    Ok(Value::unknown_not_null(Type::Text, "`bcrypt` makes another text each time"))
}

fn uuid(_: &Call<'_>) -> Result<Value, String> {
    Ok(Value::unknown_not_null(Type::Text, "`uuid` makes another text each time"))
}

fn rsadecrypt(call: &Call<'_>) -> Result<Value, String> {
    from_base64(call.text(0))?;
    let key = call.text(1);
    let (begin, end) = ("-----BEGIN ", "-----END ");
    if !key.split_once(begin).is_some_and(|(_, rest)| rest.contains(end)) {
        return Err("argument 2 is no private key in PEM form".to_owned());
    }
    Ok(Value::unknown_not_null(Type::Text, "what `rsadecrypt` decrypts is secret"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_read_in_every_form() {
        let id = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        let plain = id.replace('-', "");
        for text in [id, &plain, &format!("{{{id}}}"), &format!("URN:uuid:{id}")] {
            assert_eq!(identifier(text), NAMESPACES.first().map(|(_, one)| *one), "{text}");
        }
        for text in ["", "6ba7b8109-dad-11d1-80b4-00c04fd430c8", "+ba7b8109dad11d180b400c04fd430c8"]
        {
            assert_eq!(identifier(text), None, "{text}");
        }
    }
}
