//! What a change of rules takes back: a change is judged by the rules before it, and what it would loosen
//! is a finding.
//!
//! Rules are compared as they are written, entry by entry. What only makes them stricter (a higher lane,
//! more approvals, an earlier end) is no news; whatever else differs is, because the reader of a pattern
//! cannot tell which way it got wider.

use super::{notice, read};
use crate::diag::Place;
use crate::diff::finding::{Finding, Lane};
use toml::{Table, Value};

/// A table of rules: the key that names an entry, or nothing where there is one in a file; and whether an
/// entry that goes or one that comes weakens.
const TABLES: &[(&str, &str, bool, bool)] = &[
    ("account", "id", false, false),
    ("assumption", "id", false, true),
    ("boundary", "", true, false),
    ("contract", "id", false, true),
    ("gate", "id", true, false),
    ("invariant", "id", true, false),
    ("override", "rule", false, true),
    ("owner", "id", true, false),
    ("packs", "", true, false),
    ("target", "id", true, false),
    ("tenant", "id", true, false),
    ("waiver", "id", false, true),
    ("waiver_days_max", "", true, false),
];

/// Values from the loosest to the strictest, by key.
const STRICTER: &[(&str, &[&str])] = &[
    ("criticality", &["low", "medium", "high"]),
    ("lane", &["note", "review", "block"]),
    ("max_widening", &["any", "none"]),
    ("mode", &["trust-delta", "ai-any", "all"]),
];

/// Keys whose greater value is stricter, and whose smaller one is.
const MORE: &[&str] = &["after_last_push", "contracts", "count", "human", "not_author"];
const LESS: &[&str] = &["allow_empty", "expires", "max", "min", "review_by", "waiver_days_max"];
/// Keys of which a further element is stricter.
const LISTS: &[&str] = &["agents", "branches", "controls", "keys", "labels", "packs", "requires"];
/// Keys that say something and decide nothing.
const WORDS: &[&str] =
    &["about", "compensating", "evidence", "mission", "reason", "says", "version"];

/// An entry: its table, its name, the file and what it says.
struct Entry<'t> {
    table: &'static str,
    name: String,
    file: &'t (String, String),
    value: Value,
}

/// What `after` takes back of `before`, each a name and a text.
pub fn compare(before: &[(String, String)], after: &[(String, String)]) -> Vec<Finding> {
    let (was, is) = (entries(before), entries(after));
    let mut out = Vec::new();
    for old in &was {
        let new = is.iter().find(|new| new.table == old.table && new.name == old.name);
        let loses = TABLES.iter().any(|row| row.0 == old.table && row.2);
        match new {
            None if loses => out.push(told(old, "is gone")),
            Some(new) if !is_stricter(old.table, &old.value, &new.value) => {
                out.push(told(new, "is not what it was"));
            }
            _ => {}
        }
    }
    for new in &is {
        let known = was.iter().any(|old| old.table == new.table && old.name == new.name);
        let adds = TABLES.iter().any(|row| row.0 == new.table && row.3);
        if adds && !known {
            out.push(told(new, "is new"));
        }
    }
    out
}

fn told(entry: &Entry<'_>, what: &str) -> Finding {
    let Entry { table, name, file, .. } = entry;
    let title = format!("the change weakens the rules: {table} `{name}` {what}");
    let at = file.1.find(&format!("\"{name}\"")).or_else(|| file.1.find(table));
    let at = at.unwrap_or_default();
    let place = Place { file: Some(file.0.as_str().into()), ..read::place(&file.1, &(at..at)) };
    let key = format!("{table}\n{name}\n{what}\n{}", entry.value);
    notice::RULES_WEAKENED.finding(&key, title, Lane::Review, place)
}

/// The entries of all tables, and those keys that stand once in a file.
fn entries(files: &[(String, String)]) -> Vec<Entry<'_>> {
    let mut out = Vec::new();
    for file in files {
        let Ok(whole) = file.1.parse::<Table>() else { continue };
        let own = file.0.rsplit('/').next().unwrap_or_default();
        for (table, key, ..) in TABLES {
            let list = match whole.get(*table) {
                Some(Value::Array(list)) if !key.is_empty() => list.clone(),
                Some(one) => vec![one.clone()],
                None => Vec::new(),
            };
            out.extend(list.into_iter().map(|value| {
                let name = value.get(key).and_then(Value::as_str).unwrap_or(own).to_owned();
                Entry { table, name, file, value }
            }));
        }
    }
    out
}

/// Whether a value differs from another only in what makes it stricter.
fn is_stricter(key: &str, old: &Value, new: &Value) -> bool {
    if old == new || WORDS.contains(&key) {
        return true;
    }
    let rank =
        |list: &[&str], value: &Value| list.iter().position(|one| Some(*one) == value.as_str());
    if let Some((_, order)) = STRICTER.iter().find(|(known, _)| *known == key) {
        return rank(order, old) < rank(order, new);
    }
    let more = MORE.contains(&key);
    if more || LESS.contains(&key) {
        let (less, greater) = if more { (old, new) } else { (new, old) };
        return number(less).zip(number(greater)).is_some_and(|(less, greater)| less < greater);
    }
    match (old, new) {
        (Value::Table(old), Value::Table(new)) => {
            let kept = old.iter().all(|(key, old)| match new.get(key) {
                Some(new) => is_stricter(key, old, new),
                None => WORDS.contains(&key.as_str()),
            });
            let added = new.keys().filter(|key| !old.contains_key(*key));
            let mut added = added.map(String::as_str);
            kept && added
                .all(|key| MORE.contains(&key) || WORDS.contains(&key) || LISTS.contains(&key))
        }
        (Value::Array(old), Value::Array(new)) if LISTS.contains(&key) => {
            old.iter().all(|one| new.contains(one))
        }
        _ => false,
    }
}

/// A number, a day or a flag as a number.
fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Boolean(flag) => Some(i64::from(*flag)),
        Value::Datetime(time) => {
            let date = time.date?;
            Some(i64::from(date.year) * 10_000 + i64::from(date.month) * 100 + i64::from(date.day))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::compare;

    fn count(before: &str, after: &str) -> usize {
        let file = |text: &str| [("trustdrift.toml".to_owned(), text.to_owned())];
        compare(&file(before), &file(after)).len()
    }

    #[test]
    fn what_gets_stricter_is_no_news() {
        let gate = |lane: &str, count: u8| {
            format!(
                "[[gate]]\nid = \"a\"\nwhen = {{ class = \"path\" }}\nlane = \"{lane}\"\n\
                 approvals = {{ count = {count}, human = true }}\n"
            )
        };
        assert_eq!(count(&gate("review", 1), &gate("block", 2)), 0);
        assert_eq!(count(&gate("review", 2), &gate("review", 1)), 1);
        assert_eq!(count(&gate("block", 1), &gate("review", 1)), 1);
        assert_eq!(count(&gate("review", 1), ""), 1);
        assert_eq!(count("", &gate("review", 1)), 0);
        assert_eq!(count(&gate("review", 1), &gate("review", 1).replace("path", "trust")), 1);
    }

    #[test]
    fn exceptions_that_come_are_news() {
        let waiver = |expires: &str| {
            format!(
                "[waiver]\nid = \"W\"\nfinding = \"fp:0\"\ncreated = 2026-01-01\nexpires = {expires}\n"
            )
        };
        assert_eq!(count("", &waiver("2026-02-01")), 1);
        assert_eq!(count(&waiver("2026-02-01"), &waiver("2026-01-15")), 0);
        assert_eq!(count(&waiver("2026-02-01"), &waiver("2026-03-01")), 1);
        assert_eq!(count(&waiver("2026-02-01"), ""), 0);
        assert_eq!(count("[boundary]\nmode = \"all\"\n", "[boundary]\nmode = \"ai-any\"\n"), 1);
        assert_eq!(count("[boundary]\nmode = \"all\"\n", ""), 1);
        assert_eq!(count("", "[boundary]\nmode = \"all\"\n"), 0);
        assert_eq!(count("packs = [\"strict\"]\n", "packs = []\n"), 1);
        assert_eq!(count("packs = []\n", "packs = [\"strict\"]\n"), 0);
    }
}
