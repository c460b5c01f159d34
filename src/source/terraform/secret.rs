//! Secrets and where they flow to. What is equal is found by a keyed hash whose key is drawn anew in each
//! run: no secret is kept, and what leaves is only whose secret stands where.

use super::block::Block;
use super::iam::USER;
use super::json::each_scalar;
use super::object::Object;
use super::origin;
use super::resolve::{Lead, Read};
use super::side::Side;
use crate::model::inventory::{CarrierKind, Disclosure, SecretCopy};
use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END, is_symbolic};
use crate::model::{Name, Store};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::rc::Rc;

const KEY: &str = "aws_iam_access_key";

/// Shorter values are no secrets of AWS, and would be found by chance.
const SECRET_BYTES_MIN: usize = 16;
/// The same for secrets that somebody chooses.
const CHOSEN_BYTES_MIN: usize = 8;

/// An instance that holds a secret.
type Source<'p> = Rc<Object<'p>>;

/// The secrets of a side, each with the instance that holds it.
#[derive(Debug, Default)]
pub(super) struct Secrets<'p> {
    /// Those that are known, by a keyed hash: the same value may be the secret of several.
    known: HashMap<u64, Vec<Source<'p>>>,
    /// Those that do not exist yet, by what stands for them.
    pending: BTreeMap<String, Source<'p>>,
    key: RandomState,
}

impl<'p> Secrets<'p> {
    /// Remembers the secrets of an instance.
    pub(super) fn learn(&mut self, object: &Source<'p>) {
        for name in origin::attributes(object) {
            self.pending.insert(origin::identity(name, object), Rc::clone(object));
            let Some(raw) = object.unsealed(name) else { continue };
            each_scalar(raw, &mut |text| {
                self.add(text, object);
                // Many a secret is an object of JSON with the password in it.
                if let Ok(inner) = serde_json::from_str::<&RawValue>(text)
                    && inner.get().starts_with('{')
                {
                    each_scalar(inner, &mut |text| self.add(text, object));
                }
            });
        }
    }

    fn add(&mut self, text: &str, object: &Source<'p>) {
        let least = if object.id.kind == KEY { SECRET_BYTES_MIN } else { CHOSEN_BYTES_MIN };
        if text.len() >= least && !is_symbolic(text) {
            let same = self.known.entry(self.key.hash_one(text)).or_default();
            if !same.iter().any(|one| Rc::ptr_eq(one, object)) {
                same.push(Rc::clone(object));
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.known.is_empty() && self.pending.is_empty()
    }

    /// Whose secret is `text`, or a word in it, or in what it is the base64 of.
    fn inside(&self, text: &str, out: &mut Vec<Source<'p>>) {
        self.within(text, out);
        if let Some(plain) = decoded(text) {
            self.within(&plain, out);
        }
    }

    fn within(&self, text: &str, out: &mut Vec<Source<'p>>) {
        if is_symbolic(text) {
            let symbols = text
                .split_inclusive(SYMBOL_END)
                .filter_map(|one| one.find(SYMBOL_BEGIN).and_then(|begin| one.get(begin..)));
            symbols.for_each(|symbol| self.meant(symbol, out));
        }
        if self.known.is_empty() {
            return;
        }
        let is_part = |char: char| char.is_ascii_alphanumeric() || "+-/_".contains(char);
        let words = text.split(|char| !is_part(char)).filter(|word| word.len() >= CHOSEN_BYTES_MIN);
        let found = |word: &str| self.known.get(&self.key.hash_one(word));
        out.extend(words.chain([text]).filter_map(found).flatten().cloned());
    }

    /// The secrets that a symbol stands for, or a part or a function of: in
    /// `jsondecode(secret_string.password of data.a.b)` that is `secret_string of data.a.b`, in
    /// `base64encode("x=<result of random_password.y>")` it is `result of random_password.y`.
    fn meant(&self, symbol: &str, out: &mut Vec<Source<'p>>) {
        let text = symbol.trim_matches([SYMBOL_BEGIN, SYMBOL_END]);
        let mut pieces = text.split(" of ").peekable();
        while let (Some(before), Some(after)) = (pieces.next(), pieces.peek()) {
            let what = before.rsplit(['(', ' ', '<', '"']).next().unwrap_or_default();
            let attribute = what.split(['.', '[']).next().unwrap_or_default();
            let address = after.split([')', ',', '>']).next().unwrap_or_default();
            let one = crate::model::value::symbol(&format!("{attribute} of {address}"));
            out.extend(self.pending.get(&one).cloned());
        }
    }
}

/// The text whose base64 this is; none if it is not that of a text.
pub(super) fn decoded(text: &str) -> Option<String> {
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

/// Notes whose secrets stand in an attribute: by value, or because its expression refers to one. What
/// its readers see so is a copy; of an access key also what lets them act as its user.
pub(super) fn disclose(
    b: &mut Block<'_, '_>,
    attribute: &'static str,
    carrier: Name,
    kind: CarrierKind,
) {
    b.consumed.push(attribute);
    let sources = sources(b.side, b.object, attribute);
    let mut users: Vec<String> = Vec::new();
    for key in sources.iter().filter(|one| one.id.kind == KEY) {
        if let Read::Known(user) = b.side.own(key, "user", USER) {
            users.push(user);
        }
    }
    users.sort_unstable();
    users.dedup();
    for user in users {
        let (user, origin) = (b.intern(&user), b.origin(attribute));
        b.out.inventory.disclosures.push(Disclosure { carrier, kind, user, origin });
    }
    if !is_sealed_home(b, kind) {
        copies(b, attribute, carrier, kind, &sources);
    }
}

/// Whether it is a place for secrets, whose readers are those of a secret.
fn is_sealed_home(b: &Block<'_, '_>, kind: CarrierKind) -> bool {
    kind == CarrierKind::Secret || !origin::attributes(b.object).is_empty()
}

fn copies<'p>(
    b: &mut Block<'_, 'p>,
    attribute: &'static str,
    holder: Name,
    kind: CarrierKind,
    sources: &[Source<'p>],
) {
    let mut called: Vec<String> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for source in sources {
        if !seen.contains(&source.address()) {
            seen.push(source.address());
            called.push(origin::called(b.side, source));
        }
    }
    if called.is_empty() && b.object.is_sealed(attribute) {
        called.push("a sensitive value".to_owned());
    }
    for of in called {
        let (of, origin) = (b.intern(&of), b.origin(attribute));
        let copy = SecretCopy { of, holder, kind: Some(kind), printed: false, origin };
        b.out.inventory.copies.push(copy);
    }
}

/// The instances whose secrets stand in an attribute.
fn sources<'p>(side: &Side<'p>, object: &Object<'p>, attribute: &str) -> Vec<Source<'p>> {
    let mut out = Vec::new();
    if side.secrets.is_empty() {
        return out;
    }
    if let Some(raw) = object.unsealed(attribute) {
        each_scalar(raw, &mut |text| side.secrets.inside(text, &mut out));
    }
    if object.mark(attribute).is_some() {
        let references = object.references(attribute);
        out.extend(led_to(side.leads(object, &references)));
    }
    out
}

/// The instances whose secrets references lead to.
fn led_to<'p>(leads: Vec<Lead<'p>>) -> impl Iterator<Item = Source<'p>> {
    leads.into_iter().filter_map(|lead| match lead {
        Lead::Object(there, below) => {
            let attribute = below.split(['.', '[']).next().unwrap_or_default();
            origin::attributes(&there).contains(&attribute).then_some(there)
        }
        Lead::Known | Lead::Dead => None,
    })
}

/// An output of the root, as far as its value is at hand.
#[derive(Debug)]
pub(in crate::source) struct Output<'o> {
    pub(in crate::source) name: &'o str,
    pub(in crate::source) value: Option<&'o RawValue>,
    /// What its expression refers to.
    pub(in crate::source) references: Vec<String>,
    /// Whether Terraform keeps it out of what it prints.
    pub(in crate::source) sensitive: bool,
}

/// The copies that an output holds: all who read the state have it, and if it is not marked sensitive
/// also all who see what Terraform prints.
pub(in crate::source) fn output(
    side: &Side<'_>,
    one: &Output<'_>,
    store: &mut Store,
) -> Vec<SecretCopy> {
    let mut found = Vec::new();
    if let Some(raw) = one.value {
        each_scalar(raw, &mut |text| side.secrets.inside(text, &mut found));
    }
    found.extend(led_to(side.leads_of_root(&one.references)));
    let mut called: Vec<String> = found.iter().map(|source| origin::called(side, source)).collect();
    called.sort_unstable();
    called.dedup();
    let address = store.names.add(&format!("output.{}", one.name));
    let attribute = store.names.add("value");
    let copy = |of: String| SecretCopy {
        of: store.names.add(&of),
        holder: address,
        kind: None,
        printed: !one.sensitive,
        origin: crate::model::inventory::Origin { address, attribute },
    };
    called.into_iter().map(copy).collect()
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
