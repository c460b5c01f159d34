//! How each kind of thing that keeps a secret is read, and how who reads it is decided anew.

use super::value_of;
use crate::graph::technique::{Shape, TECHNIQUES, Technique};
use crate::model::element::{Element, ElementKind};
use crate::model::inventory::{CarrierKind, ResourceKind};
use crate::model::{Arn, Store, value};

/// How something that keeps a secret is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By calls of its own service.
    Own(&'static Calls),
    /// In what something shows that holds a copy, as a technique reads credentials there.
    Copy(&'static Technique),
}

/// The calls that read one kind of thing.
#[derive(Debug, PartialEq, Eq)]
pub struct Calls {
    /// What a sentence calls it.
    pub word: &'static str,
    /// Calls of which each reads it.
    reads: &'static [&'static str],
    /// Calls of which each writes the policy that says who reads it.
    rewrites: &'static [&'static str],
    /// What follows its ARN in what is read.
    pub inside: &'static str,
    /// How a reader comes to it, and how one does who rewrites its policy first.
    techniques: [&'static str; 2],
}

/// Source: service authorization reference, read 2026-11-23.
const BUCKET: Calls = Calls {
    word: "bucket",
    reads: &["s3:GetObject"],
    rewrites: &["s3:PutBucketPolicy"],
    inside: "/*",
    techniques: ["data.s3.read", "rpol.write.s3"],
};

/// Source: AWS KMS developer guide, "Key policies" and "Grants", read 2026-11-23.
pub(super) const KEY: Calls = Calls {
    word: "key",
    reads: &["kms:Decrypt"],
    rewrites: &["kms:CreateGrant", "kms:PutKeyPolicy"],
    inside: "",
    techniques: ["data.kms.decrypt", "rpol.write.kms"],
};

/// Source: AWS Systems Manager user guide, "Restricting access to parameters", read 2026-11-23.
const PARAMETER: Calls = Calls {
    word: "parameter",
    reads: &[
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:GetParametersByPath",
        "ssm:GetParameterHistory",
    ],
    rewrites: &[],
    inside: "",
    techniques: ["data.ssm.read", "rpol.write.kms"],
};

/// Source: AWS Secrets Manager user guide, "Resource-based policies", read 2026-11-23.
const SECRET: Calls = Calls {
    word: "secret",
    reads: &["secretsmanager:GetSecretValue"],
    rewrites: &["secretsmanager:PutResourcePolicy"],
    inside: "",
    techniques: ["data.secret.read", "rpol.write.secret"],
};

/// Source: service authorization reference, read 2026-11-23.
const TABLE: Calls = Calls {
    word: "table",
    reads: &[
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:PartiQLSelect",
        "dynamodb:Query",
        "dynamodb:Scan",
    ],
    rewrites: &["dynamodb:PutResourcePolicy"],
    inside: "",
    techniques: ["data.dynamodb.read", "rpol.write.dynamodb"],
};

const ALL: &[&Calls] = &[&BUCKET, &KEY, &PARAMETER, &SECRET, &TABLE];

/// All actions by which what is secret is read, or who reads it is decided.
pub fn actions() -> impl Iterator<Item = &'static str> {
    ALL.iter().flat_map(|calls| calls.reads.iter().chain(calls.rewrites).copied())
}

impl Way {
    /// The calls of which each reads it.
    pub fn reads(self) -> Vec<&'static str> {
        match self {
            Self::Own(calls) => calls.reads.to_vec(),
            Self::Copy(technique) => technique.all_calls().map(|call| call.action).collect(),
        }
    }

    /// The calls of which each writes the policy that says who reads it.
    pub fn rewrites(self) -> &'static [&'static str] {
        match self {
            Self::Own(calls) => calls.rewrites,
            Self::Copy(_) => &[],
        }
    }

    /// By which way a reader comes to it, or who rewrites policies first.
    pub fn technique(self, rewriting: bool) -> &'static str {
        match self {
            Self::Own(calls) => {
                let [reads, rewrites] = calls.techniques;
                if rewriting { rewrites } else { reads }
            }
            Self::Copy(technique) => technique.name,
        }
    }

    /// What a sentence calls what is read under an ARN: `secret/db`.
    pub fn label(self, arn: &str) -> String {
        let resource = Arn::parse(arn).map_or(arn, |arn| arn.resource);
        let name = resource.split_once([':', '/']).map_or(resource, |(_, name)| name);
        // AWS ends the name of a secret with characters of its own.
        let own = |calls: &Calls| match (calls.word, name.split_once("-\u{E000}suffix")) {
            ("secret", Some((name, _))) => name,
            ("bucket", _) => resource,
            _ => name,
        };
        value::readable(&match self {
            Self::Own(calls) => format!("{}/{}", calls.word, own(calls)),
            Self::Copy(_) => format!("a copy of a secret in {}", resource.replacen(':', "/", 1)),
        })
    }

    /// Whether it is a key, which alone tells nothing.
    pub fn is_key(self) -> bool {
        self == Self::Own(&KEY)
    }
}

/// How an element is read that keeps a secret; none for any other.
pub(super) fn of_element(element: &Element, store: &Store) -> Option<Way> {
    let text = |key| value_of(element, key, store).map(|one| store.names.text(one));
    match element.kind {
        ElementKind::Key => Some(Way::Own(&KEY)),
        ElementKind::Parameter if text("type") == Some("SecureString") => {
            Some(Way::Own(&PARAMETER))
        }
        ElementKind::Secret => Some(Way::Own(&SECRET)),
        _ => None,
    }
}

/// How a resource of a kind shows a copy to its readers; none if it does not.
pub(super) fn of_carrier(kind: CarrierKind) -> Option<Way> {
    let shows = |one: &&&'static Technique| one.shape == Shape::Disclosed(kind);
    TECHNIQUES.iter().find(shows).map(|one| Way::Copy(one))
}

/// How a resource is read, if the user names it sensitive.
pub(super) fn of_resource(kind: ResourceKind) -> Option<Way> {
    match kind {
        ResourceKind::Bucket => Some(Way::Own(&BUCKET)),
        ResourceKind::Table => Some(Way::Own(&TABLE)),
        _ => None,
    }
}
