//! The small world that random cases are about. Texts are close to each other on purpose: most
//! requests stand near the edge of some pattern.

/// The account of most principals and resources, and another one.
pub(crate) const ACCOUNTS: &[&str] = &["111111111111", "222222222222"];

/// Every action that a request may name. The rest of the words below is about them.
pub(crate) const ACTIONS: &[&str] = &[
    "s3:GetObject",
    "s3:GetObjectTagging",
    "s3:PutObject",
    "s3:ListBucket",
    "s3:ListAllMyBuckets",
    "iam:PassRole",
    "iam:GetRole",
    "iam:PutRolePolicy",
    "sts:AssumeRole",
    "sts:GetCallerIdentity",
    "kms:Decrypt",
    "kms:ListKeys",
    "sns:Publish",
    "lambda:InvokeFunction",
];

/// What `Action` and `NotAction` may say.
pub(crate) const ACTION_PATTERNS: &[&str] = &[
    "*",
    "*:*",
    "s3:*",
    "s3:Get*",
    "s3:GetObject",
    "S3:getobject",
    "s3:Get?bject",
    "s3:*Object",
    "s3:GetObject*",
    "s3:GetObject?*",
    "s3:*t*",
    "s*:GetObject",
    "s3:",
    "iam:PassRole",
    "iam:*",
    "iam:*Role",
    "iam:Get*",
    "sts:*",
    "sts:AssumeRole",
    "kms:*",
    "kms:Decrypt",
    "kms:List*",
    "sns:Publish",
    "lambda:Invoke*",
    "nosuch:*",
];

/// The resources of a service's actions. `A` stands for an account.
pub(crate) const RESOURCES: &[(&str, &[&str])] = &[
    (
        "s3",
        &[
            "arn:aws:s3:::bkt",
            "arn:aws:s3:::bkt/key",
            "arn:aws:s3:::bkt/ana/key",
            "arn:aws:s3:::bkt2/key",
            "arn:aws:s3:::bkt/a:b",
        ],
    ),
    (
        "iam",
        &[
            "arn:aws:iam::A:role/app",
            "arn:aws:iam::A:role/x/app",
            "arn:aws:iam::A:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef",
        ],
    ),
    ("sts", &["arn:aws:iam::A:role/app", "arn:aws:iam::A:role/x/app"]),
    (
        "kms",
        &[
            "arn:aws:kms:us-east-1:A:key/k1",
            "arn:aws:kms:eu-west-1:A:key/k2",
            "arn:aws:kms:us-east-1:A:alias/k",
        ],
    ),
    ("sns", &["arn:aws:sns:us-east-1:A:topic", "arn:aws:sns:us-east-1:A:topic:sub"]),
    (
        "lambda",
        &["arn:aws:lambda:us-east-1:A:function:f", "arn:aws:lambda:us-east-1:A:function:f:1"],
    ),
];

/// What `Resource` and `NotResource` may say beside the resources themselves.
pub(crate) const RESOURCE_PATTERNS: &[&str] = &[
    "*",
    "*",
    "*",
    "arn:aws:s3:::bkt/*",
    "arn:aws:s3:::bkt*",
    "arn:aws:s3:::*",
    "arn:*:s3:::bkt/k?y",
    "arn:aws:s3:::*/key",
    "arn:aws:s3:::bkt/*/key",
    "arn:aws:s3:::bkt/${aws:username}/*",
    "arn:aws:s3:::bkt/${aws:username, 'ana'}/key",
    "arn:aws:s3:::bkt/${*}",
    "arn:aws:s3:::${aws:PrincipalTag/team}/key",
    "arn:aws:s3",
    "arn:aws:s3:*",
    "arn:aws:*",
    "arn:*",
    "arn:aws:s3:*:*:bkt/?e?",
    "arn:aws:iam::A:role/*",
    "arn:aws:iam::*:role/app",
    "arn:aws:iam::*:role/*app",
    "arn:aws:kms:*:A:key/*",
    "arn:aws:kms:us-*:A:*",
    "arn:aws:kms:us-east-1:A",
    "arn:aws:sns:*:topic",
    "arn:aws:sns:us-east-1:A:top*",
    "arn:aws:lambda:*:*:function:f",
    "arn:aws:lambda:us-east-1:A:function:f:*",
    "arn:aws:iam::${aws:PrincipalAccount}:role/app",
];

/// Who may ask. `A` stands for an account; the empty text is nobody known.
pub(crate) const CALLERS: &[&str] = &[
    "arn:aws:iam::A:user/ana",
    "arn:aws:iam::A:user/ana",
    "arn:aws:iam::A:user/dev/bob",
    "arn:aws:iam::A:root",
    "arn:aws:iam::A:role/app",
    "arn:aws:iam::A:role/x/app",
    "arn:aws:sts::A:assumed-role/app/s1",
    "arn:aws:sts::A:assumed-role/app/s1",
    "arn:aws:sts::A:assumed-role/app/s2",
    "arn:aws:sts::A:federated-user/ana",
    "arn:aws:sts::A:assumed-role/AWSServiceRoleForX/s1",
    "arn:aws:iam::A:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
    "lambda.amazonaws.com",
    "ec2.amazonaws.com",
    "arn:aws:iam::A:oidc-provider/token.example.com",
    "accounts.google.com",
    "",
];

/// What `Principal` may name: kind and name. The kind `*` is the bare star.
pub(crate) const PRINCIPALS: &[(&str, &str)] = &[
    ("*", "*"),
    ("*", "*"),
    ("AWS", "*"),
    ("AWS", "A"),
    ("AWS", "arn:aws:iam::A:root"),
    ("AWS", "arn:aws:iam::A:user/ana"),
    ("AWS", "arn:aws:iam::A:user/dev/bob"),
    ("AWS", "arn:aws:iam::A:user/*"),
    ("AWS", "arn:aws:iam::A:role/app"),
    ("AWS", "arn:aws:iam::A:role/x/app"),
    ("AWS", "arn:aws:sts::A:assumed-role/app/s1"),
    ("AWS", "arn:aws:sts::A:federated-user/ana"),
    ("AWS", "AROAEXAMPLEEXAMPLE123"),
    ("Service", "lambda.amazonaws.com"),
    ("Service", "ec2.amazonaws.com"),
    ("Federated", "arn:aws:iam::A:oidc-provider/token.example.com"),
    ("Federated", "accounts.google.com"),
];

/// A condition key: its operators, what policies and what requests may say, and whether it may
/// have several values.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) operators: &'static [&'static str],
    pub(crate) wanted: &'static [&'static str],
    pub(crate) actual: &'static [&'static str],
    pub(crate) many: bool,
}

const TEXT: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
];
const ARN: &[&str] = &["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "StringLike"];
const NUMBER: &[&str] = &[
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
];
const DATE: &[&str] = &[
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
];

pub(crate) const KEYS: &[Key] = &[
    Key {
        name: "aws:PrincipalTag/team",
        operators: TEXT,
        wanted: &["red", "Red", "re*", "r?d", "*", "${aws:username}", "blue", "r${*}d", "r${?}d"],
        actual: &["red", "Red", "RED", "reed", "blue", "ana", "r*d", "bkt"],
        many: false,
    },
    Key {
        name: "aws:username",
        operators: TEXT,
        wanted: &["ana", "an*", "bob", "${aws:PrincipalTag/team, 'ana'}"],
        actual: &["ana", "bob", "*", "key"],
        many: false,
    },
    Key {
        name: "aws:TagKeys",
        operators: TEXT,
        wanted: &["a", "b", "a*", "A", "${aws:username}"],
        actual: &["a", "b", "ab", "c", "ana"],
        many: true,
    },
    Key {
        name: "aws:PrincipalArn",
        operators: ARN,
        wanted: &[
            "arn:aws:iam::111111111111:role/app",
            "arn:aws:iam::*:role/*",
            "arn:aws:iam:*:user/ana",
            "arn:aws:iam::111111111111:*",
            "arn:*:iam::?11111111111:user/an?",
            "arn:aws:iam::111111111111:user/${aws:username}",
        ],
        actual: &[
            "arn:aws:iam::111111111111:role/app",
            "arn:aws:iam::111111111111:user/ana",
            "arn:aws:iam::222222222222:role/x/app",
            "arn:aws:iam::222222222222:user/dev/bob",
        ],
        many: false,
    },
    Key {
        name: "aws:SourceIp",
        operators: &["IpAddress", "NotIpAddress"],
        wanted: &["10.0.0.0/8", "10.1.0.0/16", "203.0.113.7", "2001:db8::/32", "0.0.0.0/0"],
        actual: &["10.1.2.3", "10.255.255.255", "11.0.0.0", "203.0.113.7", "2001:db8::1", "::1"],
        many: false,
    },
    Key {
        name: "aws:MultiFactorAuthAge",
        operators: NUMBER,
        wanted: &["3600", "60", "-1", "59.5"],
        actual: &["0", "59", "60", "60.0", "3600", "3601"],
        many: false,
    },
    Key {
        name: "aws:CurrentTime",
        operators: DATE,
        wanted: &["2026-01-01T00:00:00Z", "1767225600", "2026-06-30", "2026-01-01T01:00:00+01:00"],
        actual: &["2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2026-07-01T12:00:00Z"],
        many: false,
    },
    Key {
        name: "aws:SecureTransport",
        operators: &["Bool"],
        wanted: &["true", "false", "True"],
        actual: &["true", "false"],
        many: false,
    },
    Key {
        name: "x:Blob",
        operators: &["BinaryEquals"],
        wanted: &["QUJD", "QQ=="],
        actual: &["QUJD", "QUJE", "QQ=="],
        many: false,
    },
];

/// Set prefixes; mostly none.
pub(crate) const PREFIXES: &[&str] = &["", "", "", "ForAllValues:", "ForAnyValue:"];
