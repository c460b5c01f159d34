//! Short names: of nodes, policies, places and changes.

use super::ink::Ink;
use super::page::Glyphs;
use super::text::Text;
use crate::diag::Place;
use crate::diff::finding::{Because, Cause, Hop};
use crate::model::Arn;
use crate::model::inventory::ChangeKind;

/// What of IAM is unique in its account by its last name, whatever its path.
const NAMED: &[&str] = &["group", "instance-profile", "policy", "role", "user"];

/// A node as `role/deploy`: its account is said only where it is not `home`.
pub(super) fn node(id: &str, home: &str) -> String {
    let Some(arn) = Arn::parse(id) else { return id.to_owned() };
    let short = match (arn.service, arn.resource_type()) {
        ("iam", kind) if NAMED.contains(&kind) => format!("{kind}/{}", arn.last_segment()),
        ("iam" | "sts", _) => arn.resource.to_owned(),
        (service, _) => format!("{service}:{}", arn.resource),
    };
    match arn.account {
        "" => short,
        "aws" => format!("{short} (AWS)"),
        account if account == home => short,
        account => format!("{short} (account {account})"),
    }
}

/// The account that a path ends in; empty where no node tells.
pub(super) fn home(path: &[Hop]) -> &str {
    let nodes = path.iter().rev().flat_map(|hop| [&hop.to, &hop.from]);
    let accounts = nodes.filter_map(|node| Arn::parse(node)).map(|arn| arn.account);
    accounts.into_iter().find(|account| !account.is_empty()).unwrap_or_default()
}

/// What a step stands on: the statement in its policy, or a declared fact, and where it is written.
pub(super) fn because(one: &Because, home: &str) -> Text {
    let mut text = match one.policy.as_str() {
        "" => Text::of(Ink::Plain, "declared"),
        both @ ("trust policy" | "resource policy") => Text::of(Ink::Plain, both),
        policy if Arn::parse(policy).is_some() => Text::of(Ink::Plain, &node(policy, home)),
        says if one.statement.is_none() => Text::of(Ink::Plain, says),
        policy => Text::of(Ink::Plain, "policy ").add(Ink::Plain, policy),
    };
    if let Some(statement) = one.statement {
        text = text.add(Ink::Plain, &format!(" Statement[{statement}]"));
    }
    if !one.sid.is_empty() {
        text = text.add(Ink::Plain, " ").add(Ink::Strong, &one.sid);
    }
    let place = place(&one.place, home);
    if place.is_empty() {
        text
    } else {
        text.add(Ink::Plain, " ").tie(Ink::Faint, "at").join(place)
    }
}

/// `address.attribute file:line`; empty where nothing of it is known.
fn place(place: &Place, home: &str) -> Text {
    let mut text = Text::default();
    if let Some(address) = &place.address {
        text = text.add(Ink::Faint, &node(address, home));
    }
    // The statement is named already, and more prominently.
    let attribute = place.pointer.as_deref().and_then(|pointer| pointer.split("#Statement").next());
    if let Some(attribute) = attribute.filter(|attribute| !attribute.is_empty()) {
        let dot = if text.is_empty() { "" } else { "." };
        text = text.add(Ink::Faint, dot).add(Ink::Faint, attribute);
    }
    text.join(file(place))
}

/// ` file:line`; empty where the file is not known.
pub(super) fn file(place: &Place) -> Text {
    match (place.file.as_deref(), place.line) {
        (None, _) => Text::default(),
        (Some(file), 0) => Text::of(Ink::Faint, " ").add(Ink::Faint, file),
        (Some(file), line) => {
            Text::of(Ink::Faint, " ").add(Ink::Faint, file).add(Ink::Faint, &format!(":{line}"))
        }
    }
}

/// `~ address.attribute#Statement[i] file:line`.
pub(super) fn cause(one: &Cause, home: &str, glyphs: &Glyphs) -> Text {
    changed(one, home, glyphs).join(file(&one.place))
}

/// `~ address.attribute#Statement[i]`.
fn changed(one: &Cause, home: &str, glyphs: &Glyphs) -> Text {
    let (glyph, ink, word) = change(one.change, glyphs);
    let text = Text::default();
    let text = if glyph.is_empty() { text } else { text.tie(ink, glyph) };
    let mut text = text.add(Ink::Strong, &node(&one.address, home));
    if !one.attribute.is_empty() {
        text = text.add(Ink::Strong, ".").add(Ink::Strong, &one.attribute);
    }
    if let Some(statement) = one.statement {
        text = text.add(Ink::Strong, &format!("#Statement[{statement}]"));
    }
    text.add(Ink::Faint, word)
}

/// `~ address`.
pub(super) fn brief(one: &Cause, home: &str, glyphs: &Glyphs) -> Text {
    let whole = Cause { attribute: String::new(), statement: None, ..one.clone() };
    changed(&whole, home, glyphs)
}

/// The mark of a change, as Terraform shows it; a word for what has none there.
fn change(kind: ChangeKind, glyphs: &Glyphs) -> (&'static str, Ink, &'static str) {
    match kind {
        ChangeKind::Create => ("+", Ink::Good, ""),
        ChangeKind::Update => ("~", Ink::Doubt, ""),
        ChangeKind::Delete => ("-", Ink::Bad, ""),
        ChangeKind::Replace => (glyphs.replace, Ink::Doubt, ""),
        ChangeKind::Move => ("", Ink::Plain, " (moved)"),
        ChangeKind::Import => ("", Ink::Plain, " (imported)"),
        ChangeKind::Forget => ("", Ink::Plain, " (forgotten)"),
        ChangeKind::None => ("", Ink::Plain, ""),
    }
}

/// `1 principal`, `2 principals`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::node;

    #[test]
    fn the_end_that_tells_nodes_apart_is_kept() {
        let home = "111122223333";
        let table = [
            ("arn:aws:iam::111122223333:role/team/a/deploy", "role/deploy"),
            ("arn:aws:iam::444455556666:user/ci", "user/ci (account 444455556666)"),
            ("arn:aws:iam::aws:policy/AdministratorAccess", "policy/AdministratorAccess (AWS)"),
            ("arn:aws:iam::111122223333:root", "root"),
            ("arn:aws:sts::111122223333:assumed-role/a/b", "assumed-role/a/b"),
            ("arn:aws:lambda:eu-west-1:111122223333:function:x", "lambda:function:x"),
            ("arn:aws:s3:::bucket", "s3:bucket"),
            ("ADMIN", "ADMIN"),
            ("module.a.aws_iam_role.x[\"k\"]", "module.a.aws_iam_role.x[\"k\"]"),
        ];
        for (id, want) in table {
            assert_eq!(node(id, home), want, "{id}");
        }
    }
}
