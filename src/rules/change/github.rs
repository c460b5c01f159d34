//! GitHub: events of pull requests, lists of reviews and commits.
//!
//! Source: GitHub documentation, webhook events and payloads, `pull_request` and
//! `pull_request_review`; REST API, pulls, read 2026-11-23.

use super::forge::{list as entries, text};
use super::{Change, Commit, Person, Review};
use serde_json::Value;

/// An event of a pull request, with the review that it is about if it is about one.
pub(super) fn event(value: &Value) -> Option<Change> {
    let pull = value.get("pull_request")?;
    let labels = entries(pull, "labels").iter().filter_map(|one| text(one, &["name"]));
    Some(Change {
        author: person(pull.get("user")),
        head: text(pull, &["head", "sha"]),
        base: text(pull, &["base", "sha"]),
        branch: text(pull, &["head", "ref"]),
        labels: labels.collect(),
        reviews: value.get("review").and_then(review).into_iter().collect(),
        ..Change::default()
    })
}

/// A list of reviews or of commits.
pub(super) fn list(values: &[Value]) -> Option<Change> {
    let known = |value: &Value| value.get("state").is_some() || value.get("commit").is_some();
    if !values.iter().all(known) {
        return None;
    }
    let commits = values.iter().filter_map(commit).collect();
    Some(Change {
        reviews: values.iter().filter_map(review).collect(),
        commits,
        ..Change::default()
    })
}

/// A review that says yes or no. A comment says neither and takes nothing back.
fn review(value: &Value) -> Option<Review> {
    let agrees = match text(value, &["state"])?.to_ascii_lowercase().as_str() {
        "approved" => true,
        "changes_requested" | "dismissed" => false,
        _ => return None,
    };
    Some(Review { by: person(value.get("user"))?, agrees, commit: text(value, &["commit_id"]) })
}

fn commit(value: &Value) -> Option<Commit> {
    let inner = value.get("commit")?;
    let named = |key: &str| {
        let written = inner.get(key)?;
        let account = person(value.get(key)).unwrap_or_default();
        let name = text(written, &["name"]).unwrap_or_default();
        let name = if account.name.is_empty() { name } else { account.name };
        let mail = text(written, &["email"]).unwrap_or_default();
        Some(Person { name, mail, bot: account.bot })
    };
    let verified = inner.get("verification").and_then(|one| one.get("verified"));
    Some(Commit {
        id: text(value, &["sha"]).unwrap_or_default(),
        people: ["author", "committer"].iter().filter_map(|key| named(key)).collect(),
        message: text(inner, &["message"]).unwrap_or_default(),
        verified: verified.and_then(Value::as_bool).unwrap_or_default(),
    })
}

fn person(value: Option<&Value>) -> Option<Person> {
    let name = text(value?, &["login"])?;
    let typed = text(value?, &["type"]).is_some_and(|kind| kind != "User");
    let bot = typed || name.ends_with("[bot]");
    Some(Person { name, mail: String::new(), bot })
}
