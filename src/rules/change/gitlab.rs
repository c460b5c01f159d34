//! GitLab: events of merge requests, lists of approvals.
//!
//! Source: GitLab documentation, webhook events, merge request events; merge request approvals API,
//! read 2026-11-23.

use super::forge::{list, text};
use super::{Change, Commit, Person, Review};
use serde_json::Value;

/// What an account of a token of a project or a group is called.
const TOKEN_ACCOUNTS: &[&str] = &["project_", "group_"];

/// An event of a merge request, or what its approvals are.
pub(super) fn read(value: &Value) -> Option<Change> {
    if let Some(approved) = value.get("approved_by").and_then(Value::as_array) {
        // This list does not say which commit was approved.
        let by = approved.iter().filter_map(|one| person(one.get("user")?));
        let reviews = by.map(|by| Review { by, agrees: true, commit: None }).collect();
        return Some(Change { reviews, ..Change::default() });
    }
    let kind = text(value, &["object_kind"])?;
    if kind != "merge_request" {
        return None;
    }
    let request = value.get("object_attributes")?;
    let head = text(request, &["last_commit", "id"]);
    let actor = value.get("user").and_then(person);
    let agrees = match text(request, &["action"]).as_deref() {
        Some("approved" | "approval") => Some(true),
        Some("unapproved" | "unapproval") => Some(false),
        _ => None,
    };
    let review = agrees.zip(actor.clone());
    let review = review.map(|(agrees, by)| Review { by, agrees, commit: head.clone() });
    let label = |one: &Value| text(one, &["title"]);
    Some(Change {
        author: author(value, request, actor),
        branch: text(request, &["source_branch"]),
        labels: list(value, "labels").iter().filter_map(label).collect(),
        commits: request.get("last_commit").map(commit).into_iter().collect(),
        reviews: review.into_iter().collect(),
        head,
        ..Change::default()
    })
}

/// The author: the event gives a number, and people with their numbers elsewhere in it.
fn author(value: &Value, request: &Value, actor: Option<Person>) -> Option<Person> {
    let number = request.get("author_id")?.as_i64()?;
    let has = |one: &&Value| one.get("id").and_then(Value::as_i64) == Some(number);
    let listed = list(value, "assignees").iter().chain(list(value, "reviewers"));
    let acting = value.get("user").filter(|one| has(one)).and(actor);
    let found = acting.or_else(|| listed.filter(|one| has(one)).find_map(person));
    // The number alone tells at least who it is not.
    found.or_else(|| Some(Person::named(&format!("user {number}"))))
}

fn commit(value: &Value) -> Commit {
    let author = Person {
        name: text(value, &["author", "name"]).unwrap_or_default(),
        mail: text(value, &["author", "email"]).unwrap_or_default(),
        bot: false,
    };
    Commit {
        id: text(value, &["id"]).unwrap_or_default(),
        people: vec![author],
        message: text(value, &["message"]).unwrap_or_default(),
        verified: false,
    }
}

fn person(value: &Value) -> Option<Person> {
    let name = text(value, &["username"])?;
    let token = TOKEN_ACCOUNTS.iter().any(|begin| name.starts_with(begin)) && name.contains("_bot");
    let told = value.get("bot").and_then(Value::as_bool).unwrap_or_default();
    Some(Person { mail: String::new(), bot: token || told, name })
}
