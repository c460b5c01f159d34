//! Resources with data, and their policies.

use super::{Origin, Written};
use crate::model::kind::kinds;
use crate::model::names::Name;

kinds! {
    /// What kind of resource a policy protects.
    pub enum ResourceKind {
        /// An access point of S3.
        AccessPoint "access point",
        /// A REST API of API Gateway.
        Api "api",
        /// A domain of CodeArtifact.
        ArtifactDomain "artifact domain",
        /// A repository of CodeArtifact.
        ArtifactRepository "artifact repository",
        /// A vault of AWS Backup.
        BackupVault "backup vault",
        /// An S3 bucket.
        Bucket "bucket",
        /// The data catalog of an account, of Glue.
        Catalog "catalog",
        /// A private certificate authority.
        CertificateAuthority "certificate authority",
        /// A snapshot of a database, of RDS.
        DatabaseSnapshot "database snapshot",
        /// The administration of a service for the organization.
        Delegation "delegation",
        /// A bus of EventBridge.
        EventBus "event bus",
        /// A file system of EFS.
        FileSystem "file system",
        /// A Lambda function.
        Function "function",
        /// A machine image of EC2.
        Image "image",
        /// The image registry of an account, of ECR.
        ImageRegistry "image registry",
        /// An image repository of ECR.
        ImageRepository "image repository",
        /// A KMS key.
        Key "key",
        /// A version of a layer of Lambda.
        Layer "layer",
        /// A destination of CloudWatch Logs.
        LogDestination "log destination",
        /// The log groups of an account.
        Logs "logs",
        /// An address or domain that SES sends mail for.
        MailIdentity "mail identity",
        /// A container of MediaStore.
        MediaContainer "media container",
        /// An SQS queue.
        Queue "queue",
        /// A registry of EventBridge Schemas.
        SchemaRegistry "schema registry",
        /// A domain of OpenSearch.
        SearchDomain "search domain",
        /// A secret of Secrets Manager.
        Secret "secret",
        /// A resource share of RAM.
        Share "share",
        /// A snapshot of EBS.
        Snapshot "snapshot",
        /// A stream of Kinesis.
        Stream "stream",
        /// A cluster of MSK.
        StreamingCluster "streaming cluster",
        /// A table of DynamoDB.
        Table "table",
        /// An SNS topic.
        Topic "topic",
        /// A vault of Glacier.
        Vault "vault",
    }
}

/// A resource with data, and its policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// What kind.
    pub kind: ResourceKind,
    /// Its ARN.
    pub arn: Name,
    /// The account that it belongs to, where the input tells: the ARN of a bucket names none.
    pub account: Option<Name>,
    /// Its resource policy, if any.
    pub policy: Option<Written>,
    /// Tags, sorted by key.
    pub tags: Vec<(Name, Name)>,
    /// Where it is declared.
    pub origin: Origin,
}
