//! From what a forge says of a change, as JSON, to a [`Change`].
//!
//! | file | recognised by |
//! |---|---|
//! | GitHub event `pull_request`, `pull_request_review` | `pull_request` |
//! | GitHub `GET /pulls/N/reviews`, `GET /pulls/N/commits` | a list with `commit_id` or `commit` |
//! | GitLab event of a merge request | `object_kind` |
//! | GitLab `GET /merge_requests/N/approvals` | `approved_by` |
//! | our own, for other forges | `approvals`, `commits` or `author` as a text |

use super::{Change, Commit, Person, Review, github, gitlab};
use crate::diag::{Code, Error};
use serde_json::Value;

/// Reads what a forge says. `file` is its name in messages.
///
/// # Errors
/// `input-not-json`, or `input-shape` for what is none of the files above.
pub fn read(file: &str, text: &str) -> Result<Change, Error> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| Error::json(file, "what the forge says cannot be read", &error))?;
    let has = |key: &str| value.get(key).is_some();
    let found = match &value {
        Value::Array(list) => github::list(list),
        _ if has("pull_request") => github::event(&value),
        _ if has("object_kind") || has("approved_by") => gitlab::read(&value),
        _ if ["approvals", "commits", "author"].iter().any(|key| has(key)) => Some(own(&value)),
        _ => None,
    };
    found.ok_or_else(|| {
        let why = "this tells nothing of a change: give the event of a pull or merge request, the \
                   list of its reviews or commits, or the format of the manual";
        Error::new(Code::InputShape, file, why)
    })
}

/// The text under a path of keys.
pub(super) fn text(value: &Value, path: &[&str]) -> Option<String> {
    let found = path.iter().try_fold(value, |value, key| value.get(key))?;
    found.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The list under a key.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// `{"author": "alice", "head": "COMMIT", "approvals": [{"by": "bob", "commit": "COMMIT"}]}`
fn own(value: &Value) -> Change {
    let one = |value: &Value| match value.as_str() {
        Some(name) => Person::named(name),
        None => Person {
            name: text(value, &["name"]).unwrap_or_default(),
            mail: text(value, &["mail"]).unwrap_or_default(),
            bot: value.get("bot").and_then(Value::as_bool).unwrap_or_default(),
        },
    };
    let review = |value: &Value| {
        let by = Person {
            bot: value.get("bot").and_then(Value::as_bool).unwrap_or_default(),
            ..value.get("by").map(one).unwrap_or_default()
        };
        Review { by, agrees: true, commit: text(value, &["commit"]) }
    };
    let commit = |value: &Value| Commit {
        id: text(value, &["id"]).unwrap_or_default(),
        people: value.get("author").map(one).into_iter().collect(),
        message: text(value, &["message"]).unwrap_or_default(),
        verified: value.get("verified").and_then(Value::as_bool).unwrap_or_default(),
    };
    let texts = |key: &str| {
        list(value, key).iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    Change {
        author: value.get("author").map(one),
        head: text(value, &["head"]),
        base: text(value, &["base"]),
        branch: text(value, &["branch"]),
        labels: texts("labels"),
        commits: list(value, "commits").iter().map(commit).collect(),
        reviews: list(value, "approvals").iter().map(review).collect(),
        files: value.get("files").is_some().then(|| texts("files")),
    }
}
