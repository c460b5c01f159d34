//! The id of a finding: the same fact has the same id whatever moved around it.

use super::cause::Changed;
use super::pair::Pair;
use crate::graph::Sink;
use crate::model::Store;
use crate::model::policy::{Principals, StatementId};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// From what kind of place is reached, and the identities and contents (never addresses, positions,
/// lines or the path) of the changes that open it.
pub(super) fn of(rule: &str, pair: &Pair, cause: &[Changed], store: &Store) -> String {
    let mut parts: Vec<String> = cause.iter().map(|one| part(one, store)).collect();
    parts.sort();
    parts.dedup();
    let sink = match pair.sink {
        Sink::Admin => "admin",
        Sink::Sensitive => "sensitive",
        Sink::Data => "data",
        Sink::Lateral => "lateral",
    };
    let text = format!("{rule}\n{sink}\n{}", parts.join("\n"));
    digest(&text)
}

/// The digest of what makes a finding the same, short enough to be read.
pub(super) fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn part(changed: &Changed, store: &Store) -> String {
    let text = |name| store.names.text(name);
    let content = changed.statement.map(|(id, _)| content(id, store)).unwrap_or_default();
    format!("{}\t{}\t{content}", text(changed.identity), changed.kind)
}

/// A statement as text that does not depend on the order in which things were read.
fn content(id: StatementId, store: &Store) -> String {
    let statement = store.documents.statement(id);
    let names = |list: &[crate::model::Name]| {
        let mut texts: Vec<&str> = list.iter().map(|name| store.names.text(*name)).collect();
        texts.sort_unstable();
        texts.join(",")
    };
    let mut conditions: Vec<String> = statement
        .conditions
        .iter()
        .map(|test| {
            let (operator, key) = (store.names.text(test.operator), store.names.text(test.key));
            format!("{operator} {key} {}", names(&test.values))
        })
        .collect();
    conditions.sort();
    let who = match &statement.principals {
        Principals::None => 0,
        Principals::Only(list) => list.len(),
        Principals::Not(list) => list.len() + 1_000,
    };
    format!(
        "{:?} {} {} {} {} {who} {}",
        statement.effect,
        statement.actions.negated,
        names(&statement.actions.patterns),
        statement.resources.negated,
        names(&statement.resources.patterns),
        conditions.join(";"),
    )
}
