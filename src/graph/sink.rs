//! What makes a place worth reaching, short of administrator power.

use super::Space;
use crate::iam::Mask;
use crate::iam::stack::Stack;
use crate::model::{Effect, StatementId};

use crate::iam::glob::covers;
use crate::model::{Arn, Name, Names};

/// Actions whose holder can read or change data or secrets, or let others do so.
pub const DATA: &[&str] = &[
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "kms:Decrypt",
    "kms:PutKeyPolicy",
    "s3:GetObject",
    "s3:PutBucketPolicy",
    "s3:PutObject",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
    "ssm:GetParameter",
];

/// Actions whose holder can lift what limits a whole account or switch off what is seen of it.
pub const CONTROL: &[&str] = &[
    "cloudtrail:DeleteTrail",
    "cloudtrail:StopLogging",
    "config:StopConfigurationRecorder",
    "guardduty:DeleteDetector",
    "organizations:DetachPolicy",
    "organizations:LeaveOrganization",
];

/// What the user names sensitive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// By its ARN or its name, with `*` and `?`.
    Named(String),
    /// By a tag: its key, and its value with `*` and `?`.
    Tagged(String, String),
}

impl Selector {
    /// Reads `arn:aws:iam::*:role/prod-*`, `prod-*` or `tag:Tier=gold`.
    pub fn new(text: &str) -> Self {
        match text.strip_prefix("tag:") {
            Some(tag) => {
                let (key, value) = tag.split_once('=').unwrap_or((tag, "*"));
                Self::Tagged(key.to_owned(), value.to_owned())
            }
            None => Self::Named(text.to_owned()),
        }
    }

    /// Whether it means what has this ARN and these tags. What is not known in either may be meant.
    pub fn selects(&self, arn: &str, tags: &[(Name, Name)], names: &Names) -> bool {
        match self {
            Self::Named(pattern) => {
                let own = Arn::parse(arn);
                let name = own.map_or(arn, |arn| arn.last_segment());
                let typed = own.map_or(arn, |arn| arn.resource);
                [arn, typed, name].iter().any(|text| covers(pattern, text).may())
            }
            Self::Tagged(key, value) => tags.iter().any(|(own, text)| {
                names.text(*own) == key && covers(value, names.text(*text)).may()
            }),
        }
    }
}

/// How much it means to reach a place, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sink {
    /// Another principal without such rights.
    Lateral,
    /// A principal that reads or changes data or secrets.
    Data,
    /// A principal that the user named sensitive, or that controls access or logging.
    Sensitive,
    /// An administrator of the account.
    Admin,
}

/// How much a principal is worth by the policies that bind it. One that the user names is sensitive,
/// unless what binds it takes all away.
pub fn worth(stack: &Stack, named: bool, space: &Space) -> Sink {
    let engine = &space.engine;
    let mask = |list: &[StatementId]| {
        let statements = list.iter().filter_map(|id| engine.statement(*id));
        let allows = statements.filter(|one| one.effect == Effect::Allow);
        allows.map(|one| one.actions).collect::<Mask>()
    };
    let own = mask(&stack.identity);
    let mut allowed = own;
    let layers = || stack.boundary.iter().chain(&stack.guards);
    for layer in layers() {
        allowed &= mask(layer);
    }
    let denying = layers().chain([&stack.identity]).flatten();
    for statement in denying.filter_map(|id| engine.statement(*id)) {
        if statement.denies_everywhere() {
            allowed &= !statement.actions;
        }
    }
    let blocked = !own.is_empty() && allowed.is_empty();
    let has = |actions: &[&str]| {
        actions.iter().filter_map(|name| engine.action(name)).any(|one| one.bit().meets(allowed))
    };
    if has(CONTROL) || (named && !blocked) {
        Sink::Sensitive
    } else if has(DATA) {
        Sink::Data
    } else {
        Sink::Lateral
    }
}

#[cfg(test)]
mod tests {
    use super::Selector;
    use crate::model::Names;

    #[test]
    fn selectors() {
        let mut names = Names::default();
        let tags = [(names.add("Tier"), names.add("gold-1"))];
        let arn = "arn:aws:iam::111122223333:role/team/prod-db";
        let table = [
            ("arn:aws:iam::*:role/team/prod-*", true),
            ("prod-*", true),
            ("role/team/*", true),
            ("prod", false),
            ("tag:Tier=gold*", true),
            ("tag:Tier", true),
            ("tag:Tier=silver", false),
            ("tag:tier=gold*", false),
        ];
        for (text, want) in table {
            assert_eq!(Selector::new(text).selects(arn, &tags, &names), want, "{text}");
        }
    }
}
