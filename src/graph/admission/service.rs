//! What the resources of each service are called in a report.

/// The words for the resources of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The service of the ARN.
    pub service: &'static str,
    /// What a sentence calls it: `bucket`.
    pub kind: &'static str,
    /// How everybody comes to it.
    pub public: &'static str,
    /// How somebody else does.
    pub grant: &'static str,
}

const fn words(
    service: &'static str,
    kind: &'static str,
    public: &'static str,
    grant: &'static str,
) -> Words {
    Words { service, kind, public, grant }
}

/// Sorted by service.
const WORDS: &[Words] = &[
    words("acm-pca", "certificate authority", "rpol.public.acm-pca", "rpol.grant.acm-pca"),
    words("apigateway", "api", "rpol.public.apigateway", "rpol.grant.apigateway"),
    words("backup", "backup vault", "rpol.public.backup", "rpol.grant.backup"),
    words("codeartifact", "artifacts", "rpol.public.codeartifact", "rpol.grant.codeartifact"),
    words("dynamodb", "table", "rpol.public.dynamodb", "rpol.grant.dynamodb"),
    words("ec2", "snapshot or image", "data.snapshot-share", "data.snapshot-share"),
    words("ecr", "image repository", "rpol.public.ecr", "rpol.grant.ecr"),
    words("elasticfilesystem", "file system", "rpol.public.efs", "rpol.grant.efs"),
    words("es", "search domain", "rpol.public.opensearch", "rpol.grant.opensearch"),
    words("events", "event bus", "rpol.public.events", "rpol.grant.events"),
    words("glacier", "vault", "rpol.public.glacier", "rpol.grant.glacier"),
    words("glue", "data catalog", "rpol.public.glue", "rpol.grant.glue"),
    words("iam", "role", "xacct.public-trust", "xacct.assume-role"),
    words("kafka", "cluster", "rpol.public.kafka", "rpol.grant.kafka"),
    words("kinesis", "stream", "rpol.public.kinesis", "rpol.grant.kinesis"),
    words("kms", "key", "rpol.public.kms", "rpol.grant.kms"),
    words("lambda", "function", "rpol.public.lambda", "rpol.grant.lambda"),
    words("logs", "log destination", "rpol.public.logs", "rpol.grant.logs"),
    words("mediastore", "media container", "rpol.public.mediastore", "rpol.grant.mediastore"),
    words("organizations", "service", "xacct.delegated-admin", "xacct.delegated-admin"),
    words("ram", "resource share", "xacct.ram", "xacct.ram"),
    words("rds", "database snapshot", "data.rds.share", "data.rds.share"),
    words("s3", "bucket", "rpol.public.s3", "rpol.grant.s3"),
    words("schemas", "schema registry", "rpol.public.schemas", "rpol.grant.schemas"),
    words("secretsmanager", "secret", "rpol.public.secret", "rpol.grant.secret"),
    words("ses", "mail identity", "rpol.public.ses", "rpol.grant.ses"),
    words("sns", "topic", "rpol.public.sns", "rpol.grant.sns"),
    words("sqs", "queue", "rpol.public.sqs", "rpol.grant.sqs"),
];

const ANY: Words = words("", "resource", "rpol.public.any", "rpol.grant.any");

/// The words of a service.
pub fn of(service: &str) -> Words {
    let at = WORDS.binary_search_by(|one| one.service.cmp(service));
    at.ok().and_then(|at| WORDS.get(at)).copied().unwrap_or(ANY)
}

#[cfg(test)]
mod tests {
    #[test]
    fn services_are_sorted() {
        assert!(super::WORDS.is_sorted_by_key(|one| one.service));
    }
}
