//! What an input is, told from its content: file names lie, top-level keys seldom do.

use crate::diag::{Code, Error};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::borrow::Cow;
use std::fmt;

/// Which kind of source an input was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Authorization details of an account, alone or in a bundle.
    Account,
    /// A live account.
    Aws,
    /// A directory with Terraform configuration.
    Directory,
    /// A directory as it stands in a commit.
    Git,
    /// A plan as JSON.
    Plan,
    /// A plan as `terraform plan -out` writes it.
    PlanFile,
    /// IAM policy documents.
    PolicyDocuments,
    /// What `trustdrift snapshot` wrote.
    Snapshot,
    /// A state, as Terraform stores or as it shows it.
    State,
}

impl Kind {
    /// The name that reports give the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Aws => "aws:",
            Self::Directory => "directory",
            Self::Git => "git",
            Self::Plan => "plan",
            Self::PlanFile => "plan file",
            Self::PolicyDocuments => "policy documents",
            Self::Snapshot => "snapshot",
            Self::State => "state",
        }
    }
}

/// The shape of a JSON text: which reader takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One or more pages of authorization details.
    Account,
    /// The tree, accounts and policies of an organization.
    Organization,
    /// A plan.
    Plan,
    /// A policy document, a list of statements or one statement.
    Policy,
    /// Our own inventory.
    Snapshot,
    /// `terraform show -json` of a state.
    StateShown,
    /// `terraform.tfstate`.
    StateV4,
}

impl Shape {
    /// The kind of source that a lone file of this shape is.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Account | Self::Organization => Kind::Account,
            Self::Plan => Kind::Plan,
            Self::Policy => Kind::PolicyDocuments,
            Self::Snapshot => Kind::Snapshot,
            Self::StateShown | Self::StateV4 => Kind::State,
        }
    }
}

/// One rule: all of the first keys and, unless it is empty, one of the second.
type Rule = (Shape, &'static [&'static str], &'static [&'static str]);

/// What settles the shape as soon as it is seen; the first rule that holds wins.
const RULES: &[Rule] = &[
    (Shape::Snapshot, &["trustdrift_snapshot"], &[]),
    (Shape::Plan, &[], &["planned_values", "resource_changes"]),
    (Shape::Plan, &["format_version"], &["configuration", "output_changes", "prior_state"]),
    (Shape::StateShown, &["format_version", "values"], &[]),
    (Shape::StateV4, &["version"], &["lineage", "modules", "serial", "terraform_version"]),
    (Shape::Policy, &["Statement"], &[]),
    (Shape::Policy, &["Effect"], &["Action", "NotAction"]),
    (Shape::Account, &[], &["GroupDetailList", "Policies", "RoleDetailList", "UserDetailList"]),
    (Shape::Organization, &["Root"], &["ManagementAccount", "OrganizationId"]),
];

/// What settles it once all keys were seen: Terraform shows an empty state as a version alone.
const RULES_AT_END: &[Rule] = &[(Shape::StateShown, &["format_version"], &[])];

/// Files that people give by mistake: a telling key and what to give instead.
const MISTAKES: &[(&str, &str)] = &[
    ("@level", "is the log of `terraform plan -json`, not the plan"),
    ("PolicyDocument", "is the output of an AWS command: give the document inside it"),
    ("PolicyVersion", "is the output of an AWS command: give the document inside it"),
    ("Role", "is the output of `aws iam get-role`"),
    ("Roles", "is the output of `aws iam list-roles`, which lacks the policies"),
    ("Users", "is the output of `aws iam list-users`, which lacks the policies"),
    ("provider_schemas", "holds the schemas of providers, no resources"),
];

/// What shape the JSON `text` has, by its top-level keys; reads no further than it must.
///
/// # Errors
/// `input-not-json`, `input-truncated` for what breaks before the shape is clear, `input-kind` for
/// JSON that is none of them.
pub(super) fn shape(text: &str, subject: &str) -> Result<Shape, Error> {
    let mut seen = Seen::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let end = Look(&mut seen).deserialize(&mut json).and_then(|()| json.end());
    match (seen.shape, end) {
        (Some(shape), _) => Ok(shape),
        // A log of JSON lines ends its first line like a file with something behind it.
        (None, Err(error)) if seen.mistake.is_none() => {
            Err(Error::json(subject, "this is not JSON", &error))
        }
        (None, _) => {
            let what = seen.mistake.unwrap_or("is JSON of no kind that is read");
            Err(Error::new(Code::InputKind, subject, format!("the file {what}")))
        }
    }
}

/// What the look found out so far.
#[derive(Default)]
struct Seen {
    shape: Option<Shape>,
    mistake: Option<&'static str>,
}

/// Looks at the keys of an object, or of the first object of a list.
struct Look<'s>(&'s mut Seen);

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut keys: Vec<Cow<'de, str>> = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            if let Some((_, what)) = MISTAKES.iter().find(|(mistake, _)| *mistake == key) {
                self.0.mistake = Some(what);
            }
            keys.push(key);
            if let Some(shape) = settled(RULES, &keys) {
                self.0.shape = Some(shape);
                // Stops the pass: the reader of that shape meets all that follows.
                return Err(A::Error::custom("settled"));
            }
            map.next_value::<IgnoredAny>()?;
        }
        self.0.shape = settled(RULES_AT_END, &keys);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut first = Seen::default();
        let end = list.next_element_seed(Look(&mut first));
        // A list of statements or of pages; a list of plans is nothing that Terraform writes.
        if matches!(first.shape, Some(Shape::Policy | Shape::Account)) {
            self.0.shape = first.shape;
        } else if first.shape.is_some() {
            self.0.mistake = Some("is a list: give its members one by one");
        } else {
            end?;
            while list.next_element::<IgnoredAny>()?.is_some() {}
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

fn settled(rules: &[Rule], keys: &[Cow<'_, str>]) -> Option<Shape> {
    let seen = |wanted: &&str| keys.iter().any(|key| key == wanted);
    let holds =
        |(_, all, any): &&Rule| all.iter().all(seen) && (any.is_empty() || any.iter().any(seen));
    rules.iter().find(holds).map(|(shape, ..)| *shape)
}

#[derive(serde::Deserialize)]
struct Key<'j>(#[serde(borrow)] Cow<'j, str>);

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let table = [
            (r#"{"format_version":"1.2","planned_values":{}}"#, Shape::Plan),
            (r#"{"format_version":"1.2","terraform_version":"1","prior_state":{}}"#, Shape::Plan),
            (r#"{"format_version":"2.0","resource_changes":[]}"#, Shape::Plan),
            (r#"{"format_version":"1.0","terraform_version":"1","values":{}}"#, Shape::StateShown),
            (r#"{"format_version":"1.0"}"#, Shape::StateShown),
            (r#"{"version":4,"terraform_version":"1","resources":[]}"#, Shape::StateV4),
            (r#"{"version":3,"modules":[]}"#, Shape::StateV4),
            (r#"{"Version":"2012-10-17","Statement":[]}"#, Shape::Policy),
            (r#"{"\u0053tatement":{}}"#, Shape::Policy),
            (r#"{"Effect":"Allow","NotAction":"iam:*"}"#, Shape::Policy),
            (r#"[{"Sid":"a","Effect":"Allow","Action":"*"}]"#, Shape::Policy),
            (r#"{"RoleDetailList":[]}"#, Shape::Account),
            (r#"{"UserDetailList":[]}{"UserDetailList":[]}"#, Shape::Account),
            (r#"[{"Marker":"x","Policies":[]}]"#, Shape::Account),
            (r#"{"OrganizationId":"o-1","Root":{}}"#, Shape::Organization),
            (r#"{"trustdrift_snapshot":1}"#, Shape::Snapshot),
        ];
        for (text, want) in table {
            assert_eq!(shape(text, "x"), Ok(want), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        let table = [
            ("{}", Code::InputKind, "is JSON of no kind"),
            ("[]", Code::InputKind, "is JSON of no kind"),
            ("7", Code::InputKind, "is JSON of no kind"),
            (r#"{"values":{}}"#, Code::InputKind, "is JSON of no kind"),
            (r#"{"version":4}"#, Code::InputKind, "is JSON of no kind"),
            (r#"{"a":{"Statement":[]}}"#, Code::InputKind, "is JSON of no kind"),
            (r#"{"Version":"2012-10-17"}"#, Code::InputKind, "is JSON of no kind"),
            (r#"{"Effect":"Allow"}"#, Code::InputKind, "is JSON of no kind"),
            (r#"[{"format_version":"1.2"},{"resource_changes":[]}]"#, Code::InputKind, "a list"),
            ("{\"@level\":\"info\"}\n{\"@level\":\"info\"}", Code::InputKind, "is the log"),
            (r#"{"Roles":[]}"#, Code::InputKind, "list-roles"),
            (r#"{"format_version":"1.2""#, Code::InputTruncated, "EOF"),
            ("[", Code::InputTruncated, "EOF"),
            ("Plan: 3 to add", Code::InputNotJson, "expected value"),
            (r#"{"a":1} x"#, Code::InputNotJson, "trailing"),
        ];
        for (text, code, part) in table {
            let error = shape(text, "x").unwrap_err();
            assert_eq!(error.code, code, "{text}");
            assert!(error.message.contains(part), "{text}: {}", error.message);
        }
        assert_eq!(shape(&"[".repeat(200), "x").unwrap_err().code, Code::InputTooDeep);
        let error = shape("{\n  nope", "x").unwrap_err();
        assert_eq!((error.place.line, error.place.column), (2, 3));
    }
}
