use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "grant-create-role",
    name: "grant.create-role",
    title: "makes a role that trusts it and gives it any policy",
    fix: "require a permissions boundary for iam:CreateRole, or limit the names that may be attached to",
    source: "IAM user guide, permissions boundaries, read 2026-11-23",
    shape: Shape::Create,
    calls: &[Call { action: "iam:CreateRole", on: On::New("arn:aws:iam::{account}:role/{new}") }],
    then: &[&[
        Call { action: "iam:AttachRolePolicy", on: On::New("arn:aws:iam::{account}:role/{new}") },
        Call { action: "iam:PutRolePolicy", on: On::New("arn:aws:iam::{account}:role/{new}") },
    ]],
    ..PLAIN
};
