use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "grant-create-user",
    name: "grant.create-user",
    title: "makes a user with any policy and takes its credentials",
    fix: "require a permissions boundary for iam:CreateUser, or limit the names that may be attached to",
    source: "IAM user guide, permissions boundaries, read 2026-11-23",
    shape: Shape::Create,
    calls: &[Call { action: "iam:CreateUser", on: On::New("arn:aws:iam::{account}:user/{new}") }],
    then: &[
        &[
            Call {
                action: "iam:AttachUserPolicy",
                on: On::New("arn:aws:iam::{account}:user/{new}"),
            },
            Call { action: "iam:PutUserPolicy", on: On::New("arn:aws:iam::{account}:user/{new}") },
        ],
        &[
            Call {
                action: "iam:CreateAccessKey",
                on: On::New("arn:aws:iam::{account}:user/{new}"),
            },
            Call {
                action: "iam:CreateLoginProfile",
                on: On::New("arn:aws:iam::{account}:user/{new}"),
            },
        ],
    ],
    ..PLAIN
};
