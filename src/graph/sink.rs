//! What makes a place worth reaching, short of administrator power.

/// Actions whose holder can read or change data or secrets.
pub const DATA: &[&str] = &[
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "kms:Decrypt",
    "s3:GetObject",
    "s3:PutObject",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
    "ssm:GetParameter",
];

/// Actions whose holder can change who has access or switch off what is seen.
pub const CONTROL: &[&str] = &[
    "cloudtrail:DeleteTrail",
    "cloudtrail:StopLogging",
    "config:StopConfigurationRecorder",
    "guardduty:DeleteDetector",
    "kms:PutKeyPolicy",
    "organizations:DetachPolicy",
    "organizations:LeaveOrganization",
    "s3:PutBucketPolicy",
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
