//! What makes an administrator: calls across services that only full power allows together.

use crate::iam::truth::Truth;

/// Calls that let one give any right to a new identity and take it: all of them are needed. An
/// action, and the ARN of a resource that nobody named in a policy.
pub const GIVING: &[Probe] = &[
    ("iam:AttachRolePolicy", "arn:aws:iam::{account}:role/{new}"),
    ("iam:CreateRole", "arn:aws:iam::{account}:role/{new}"),
    ("iam:PassRole", "arn:aws:iam::{account}:role/{new}"),
];

/// Calls of other services: one of them is needed. A guard that denies some (a Deny on deleting
/// buckets) takes no power away from who can give rights to a new identity.
pub const USING: &[Probe] = &[
    ("ec2:RunInstances", "arn:aws:ec2:{region}:{account}:instance/{new}"),
    ("lambda:CreateFunction", "arn:aws:lambda:{region}:{account}:function:{new}"),
    ("s3:DeleteBucket", "arn:aws:s3:::{new}"),
    ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:{region}:{account}:secret:{new}"),
];

/// An action and the template of a resource.
pub type Probe = (&'static str, &'static str);

/// Whether a principal is administrator of its account: all of [`GIVING`] and one of [`USING`]. Who
/// may only write IAM gets there by a grant technique, with that step shown.
pub fn power(allowed: impl Fn(&Probe) -> Truth) -> Truth {
    let giving = Truth::all(GIVING.iter().map(&allowed));
    if giving == Truth::No { giving } else { giving.and(Truth::any(USING.iter().map(&allowed))) }
}

/// The name that stands for something new: no policy names it.
pub const NEW: &str = "trustdrift-new";

/// The ARN of a template with `{region}`, `{account}` and `{new}`.
pub fn instantiate(template: &str, account: &str, name: &str) -> String {
    template.replace("{region}", "us-east-1").replace("{account}", account).replace("{new}", name)
}
