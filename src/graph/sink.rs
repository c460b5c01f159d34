//! What makes a place worth reaching, short of administrator power.

use super::Space;
use crate::iam::Mask;
use crate::iam::stack::Stack;
use crate::model::{Effect, StatementId};

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

/// How much a principal is worth by the policies that bind it.
pub fn worth(stack: &Stack, space: &Space) -> Sink {
    let engine = &space.engine;
    let mask = |list: &[StatementId]| {
        let statements = list.iter().filter_map(|id| engine.statement(*id));
        let allows = statements.filter(|one| one.effect == Effect::Allow);
        allows.map(|one| one.actions).collect::<Mask>()
    };
    let mut allowed = mask(&stack.identity);
    for layer in stack.boundary.iter().chain(&stack.guards) {
        allowed &= mask(layer);
    }
    let has = |actions: &[&str]| {
        actions.iter().filter_map(|name| engine.action(name)).any(|one| one.bit().meets(allowed))
    };
    if has(CONTROL) {
        Sink::Sensitive
    } else if has(DATA) {
        Sink::Data
    } else {
        Sink::Lateral
    }
}
