//! What makes an administrator: calls across services that only full power allows together.

/// An action and the ARN of a resource that nobody named in a policy.
///
/// A principal that is allowed all of them, whatever guards it has elsewhere, counts as administrator
/// of its account. Who may only write IAM gets there by a grant technique, with that step shown.
pub const PROBES: &[(&str, &str)] = &[
    ("ec2:RunInstances", "arn:aws:ec2:{region}:{account}:instance/{new}"),
    ("iam:AttachRolePolicy", "arn:aws:iam::{account}:role/{new}"),
    ("iam:PassRole", "arn:aws:iam::{account}:role/{new}"),
    ("lambda:CreateFunction", "arn:aws:lambda:{region}:{account}:function:{new}"),
    ("s3:DeleteBucket", "arn:aws:s3:::{new}"),
    ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:{region}:{account}:secret:{new}"),
];

/// The name that stands for something new: no policy names it.
pub const NEW: &str = "trustdrift-new";

/// The ARN of a template with `{region}`, `{account}` and `{new}`.
pub fn instantiate(template: &str, account: &str, name: &str) -> String {
    template.replace("{region}", "us-east-1").replace("{account}", account).replace("{new}", name)
}
