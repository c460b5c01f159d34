//! Secrets of access keys and where they flow to. Secrets are compared in memory and never leave:
//! what leaves is whose key stands where.

use super::block::Block;
use super::iam::USER;
use super::json::{each_scalar, scalar};
use super::object::Object;
use super::resolve::{Lead, Read};
use crate::model::Name;
use crate::model::inventory::{CarrierKind, Disclosure};
use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END, is_symbolic, symbol};
use std::collections::BTreeMap;
use std::rc::Rc;

const KEY: &str = "aws_iam_access_key";

/// Attributes of an access key that let whoever reads them use it.
const SECRETS: &[&str] = &["encrypted_secret", "secret", "ses_smtp_password_v4"];

/// Shorter values are no secrets of AWS, and would be found by chance.
const SECRET_BYTES_MIN: usize = 16;

/// Secrets of access keys that are known, each with its key.
#[derive(Debug, Default)]
pub(super) struct Secrets<'p>(BTreeMap<String, Rc<Object<'p>>>);

impl<'p> Secrets<'p> {
    /// Remembers the secrets of an access key.
    pub(super) fn learn(&mut self, object: &Rc<Object<'p>>) {
        if object.id.kind != KEY || object.id.data {
            return;
        }
        // Where the key does not exist yet, its secret is known by identity.
        for name in SECRETS {
            let identity = symbol(&format!("{name} of {}", object.id.address));
            self.0.insert(identity, Rc::clone(object));
        }
        for secret in SECRETS.iter().filter_map(|name| object.unsealed(name).and_then(scalar)) {
            if secret.len() >= SECRET_BYTES_MIN {
                self.0.insert(secret.into_owned(), Rc::clone(object));
            }
        }
    }

    /// The keys whose secret is `text`, or a word in it, or in what it is the base64 of.
    fn inside(&self, text: &str, out: &mut Vec<Rc<Object<'p>>>) {
        self.within(text, out);
        if let Some(plain) = decoded(text) {
            self.within(&plain, out);
        }
    }

    fn within(&self, text: &str, out: &mut Vec<Rc<Object<'p>>>) {
        let is_part = |char: char| char.is_ascii_alphanumeric() || "+-/_".contains(char);
        if is_symbolic(text) {
            let symbols = text
                .split_inclusive(SYMBOL_END)
                .filter_map(|one| one.find(SYMBOL_BEGIN).and_then(|begin| one.get(begin..)));
            out.extend(symbols.filter_map(|one| self.0.get(one).cloned()));
        }
        let words = text.split(|char| !is_part(char)).filter(|word| word.len() >= SECRET_BYTES_MIN);
        out.extend(words.chain([text]).filter_map(|word| self.0.get(word).cloned()));
    }
}

/// The text whose base64 this is; none if it is not that of a text.
fn decoded(text: &str) -> Option<String> {
    let digits = text.trim_end_matches('=').as_bytes();
    if digits.len() < SECRET_BYTES_MIN {
        return None;
    }
    let (mut bytes, mut bits, mut count) = (Vec::with_capacity(digits.len()), 0_u32, 0_u32);
    for digit in digits {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'\n' => continue,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Notes whose keys stand in an attribute: by value, or because its expression refers to one.
pub(super) fn disclose(
    b: &mut Block<'_, '_>,
    attribute: &'static str,
    carrier: Name,
    kind: CarrierKind,
) {
    b.consumed.push(attribute);
    let mut users: Vec<String> = keys(b, attribute)
        .into_iter()
        .filter_map(|key| match b.side.own(&key, "user", USER) {
            Read::Known(user) => Some(user),
            Read::Absent | Read::Unknown(_) => None,
        })
        .collect();
    users.sort_unstable();
    users.dedup();
    for user in users {
        let (user, origin) = (b.intern(&user), b.origin(attribute));
        b.out.inventory.disclosures.push(Disclosure { carrier, kind, user, origin });
    }
}

fn keys<'p>(b: &Block<'_, 'p>, attribute: &str) -> Vec<Rc<Object<'p>>> {
    let mut out = Vec::new();
    if let (Some(raw), false) = (b.object.unsealed(attribute), b.side.secrets.0.is_empty()) {
        each_scalar(raw, &mut |text| b.side.secrets.inside(text, &mut out));
    }
    if b.object.mark(attribute).is_some() {
        let references = b.object.references(attribute);
        for lead in b.side.leads(b.object, &references) {
            if let Lead::Object(there, below) = lead
                && there.id.kind == KEY
                && SECRETS.contains(&below.as_str())
            {
                out.push(there);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn base64_of_texts() {
        let table = [
            ("ZXhwb3J0IFNFQ1JFVD14", Some("export SECRET=x")),
            ("ZXhwb3J0IFNFQ1JFVD14eA==", Some("export SECRET=xx")),
            ("a text that is no base64", None),
            ("//////////////////////8=", None),
            ("ZXhw", None),
        ];
        for (text, want) in table {
            assert_eq!(decoded(text).as_deref(), want, "{text}");
        }
    }
}
