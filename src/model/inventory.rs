//! What one side holds. Adapters write facts here; the graph joins them by name.
//!
//! An identity's name is its ARN (account, kind, name), never its Terraform address: so renames of
//! addresses, moved blocks and inline against managed policies change nothing.

mod open;
mod rewritten;
mod unread;

pub use unread::{Leaf, Recorded, Unread};

use super::element::Element;
use super::names::Name;
use super::places::Places;
use super::policy::DocId;
use super::value::Unknown;
use super::zone::Zone;
use std::sync::Arc;

/// Where a fact is written: the resource and the attribute, and what the change does to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Terraform address, or the ARN where there is no Terraform.
    pub address: Name,
    /// Attribute of that resource; empty for the resource as a whole.
    pub attribute: Name,
}

/// What a change does to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It is new.
    Create,
    /// It is altered.
    Update,
    /// It is removed.
    Delete,
    /// It is removed and made anew.
    Replace,
    /// Its address changes, nothing else.
    Move,
    /// It exists and comes under management.
    Import,
    /// It stays and leaves management.
    Forget,
    /// Nothing.
    None,
}

/// A policy document as a fact: what it says, or why that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The document, or why it is not known.
    pub document: Result<DocId, Unknown>,
    /// For a document that is not known: what it said before the change, and perhaps still says.
    pub was: Option<DocId>,
    /// Where it is written.
    pub origin: Origin,
}

impl Written {
    fn recall(&mut self, was: impl FnOnce() -> Option<DocId>) {
        if self.document.is_err() && self.was.is_none() {
            self.was = was();
        }
    }

    /// The document and whether it surely says so; none if nothing at all is known.
    pub fn said(&self) -> Option<(DocId, bool)> {
        match (&self.document, self.was) {
            (Ok(document), _) => Some((*document, true)),
            (Err(_), Some(was)) => Some((was, false)),
            (Err(_), None) => None,
        }
    }
}

/// What kind of identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityKind {
    /// A group: holds policies for its members, never acts itself.
    Group,
    /// A role.
    Role,
    /// A user.
    User,
}

/// A user, role or group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// User, role or group.
    pub kind: IdentityKind,
    /// Its ARN; with a symbol where the account is not known.
    pub arn: Name,
    /// The account of the ARN.
    pub account: Name,
    /// The name without its path.
    pub name: Name,
    /// The trust policy of a role.
    pub trust: Option<Written>,
    /// The permissions boundary: an ARN, or why it is not known.
    pub boundary: Option<(Result<Name, Unknown>, Origin)>,
    /// Tags, sorted by key.
    pub tags: Vec<(Name, Name)>,
    /// Where it is declared.
    pub origin: Origin,
}

/// A managed policy with its default version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// Its ARN.
    pub arn: Name,
    /// The default version.
    pub written: Written,
    /// Other versions, where the input holds them.
    pub others: Vec<DocId>,
}

/// What an attachment gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attached {
    /// A policy of the identity's own, by its name.
    Inline(Name, Written),
    /// A managed policy, by ARN.
    Managed(Name),
    /// A managed policy whose ARN is not known.
    Unknown(Unknown),
    /// What the policy of a resource, by its ARN, says of the identity. No source gives it: the graph
    /// derives it.
    Lent(Name, Written),
}

/// An identity has a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// ARN of the user, role or group.
    pub identity: Name,
    /// What it has.
    pub attached: Attached,
    /// Where it is written.
    pub origin: Origin,
    /// A computed echo of what other resources manage (`managed_policy_arns` that nobody set).
    pub mirrored: bool,
}

/// The whole list of what an identity may have of one kind: what others attach is taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusive {
    /// ARN of the identity, or of the policy if `by_policy`.
    pub of: Name,
    /// Whether the list is that of a policy's holders.
    pub by_policy: bool,
    /// Whether it is about inline policies (by name) and not managed ones (by ARN).
    pub inline: bool,
    /// Sorted names, ARNs of policies, or ARNs of holders.
    pub only: Vec<Name>,
    /// Where it is written.
    pub origin: Origin,
}

/// A user is in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// ARN of the user.
    pub user: Name,
    /// ARN of the group.
    pub group: Name,
    /// Where it is written.
    pub origin: Origin,
}

/// A container that hands a role to EC2 instances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceProfile {
    /// Its ARN.
    pub arn: Name,
    /// ARN of its role.
    pub role: Name,
    /// Where the role is set.
    pub origin: Origin,
}

/// What kind of resource runs with a role, or shows a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CarrierKind {
    /// A runtime of Bedrock AgentCore.
    AgentRuntime,
    /// An Amplify app.
    AmplifyApp,
    /// A service of App Runner.
    AppRunnerService,
    /// An environment of Elastic Beanstalk, whose instances run with the role.
    BeanstalkEnvironment,
    /// A browser of Bedrock AgentCore.
    Browser,
    /// A CodeBuild project.
    BuildProject,
    /// A Lambda function that something calls: a schedule, a queue, anybody by its address.
    CalledFunction,
    /// An S3 bucket, from which something with a role loads its code.
    CodeBucket,
    /// A connection to a repository elsewhere, from which something with a role loads its code.
    CodeConnection,
    /// An ECR repository, from which something with a role takes its image.
    CodeImage,
    /// An S3 object or prefix, from which something with a role loads its code.
    CodeObject,
    /// A CodeCommit repository, from which something with a role loads its code.
    CodeRepository,
    /// A code interpreter of Bedrock AgentCore.
    CodeInterpreter,
    /// An EKS cluster.
    Cluster,
    /// A pipeline of AWS Data Pipeline.
    DataPipeline,
    /// A CodeDeploy deployment group, with the role of an instance that it deploys to.
    DeploymentGroup,
    /// A Glue development endpoint.
    DevEndpoint,
    /// An EMR cluster, whose instances run with the role.
    EmrCluster,
    /// A Lambda function.
    Function,
    /// A Glue job.
    GlueJob,
    /// An EC2 instance.
    Instance,
    /// A job definition of AWS Batch.
    JobDefinition,
    /// A job queue of AWS Batch.
    JobQueue,
    /// A launch configuration of Auto Scaling.
    LaunchConfiguration,
    /// An EC2 launch template.
    LaunchTemplate,
    /// A SageMaker notebook instance.
    Notebook,
    /// A script that SageMaker notebooks start with.
    NotebookScript,
    /// An item of S3.
    Object,
    /// A parameter of Systems Manager.
    Parameter,
    /// A permission set of IAM Identity Center.
    PermissionSet,
    /// A pipe of EventBridge.
    Pipe,
    /// A pipeline of CodePipeline.
    Pipeline,
    /// An EKS cluster, in whose pods the role can be had.
    Pods,
    /// An Auto Scaling group.
    ScalingGroup,
    /// A SAML provider, whose people may take the role.
    SamlProvider,
    /// A schedule of EventBridge Scheduler.
    Schedule,
    /// A secret of Secrets Manager.
    Secret,
    /// An application of EMR Serverless.
    ServerlessApplication,
    /// An ECS service whose tasks run with the role.
    Service,
    /// An EC2 instance, to who comes by SSH.
    Shell,
    /// A CloudFormation stack with a service role.
    Stack,
    /// A CloudFormation stack set with an administration role.
    StackSet,
    /// A state machine of Step Functions.
    StateMachine,
    /// A user profile of SageMaker Studio.
    StudioProfile,
    /// A table of DynamoDB.
    Table,
    /// An ECS task definition.
    TaskDefinition,
    /// A trust anchor of Roles Anywhere, whose certificates get the role.
    TrustAnchor,
    /// A user pool of Cognito, whose users get the role.
    UserPool,
    /// A group of IAM Identity Center, whose members have the role.
    WorkforceGroup,
}

/// A resource that runs with a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// What kind.
    pub kind: CarrierKind,
    /// Its ARN; with a symbol where the id is not known yet.
    pub arn: Name,
    /// ARN of the role, or of the instance profile or task definition that leads to it; empty for
    /// what only has to be there.
    pub role: Name,
    /// Whether a person can open a shell in it (ECS exec, SSH from anywhere), or for code whether it is
    /// loaded without anybody's further doing.
    pub interactive: bool,
    /// What keeps new code from it, where that is set: signatures that it asks for, tags of images that
    /// do not move.
    pub shut: Option<Origin>,
    /// Tags, sorted by key.
    pub tags: Vec<(Name, Name)>,
    /// Where the role is set.
    pub origin: Origin,
}

impl Carrier {
    /// Whether who may reach it gets to run commands in it: an ECS service must allow it, and nothing
    /// keep them out.
    pub fn runs_commands(&self) -> bool {
        self.shut.is_none() && (self.kind != CarrierKind::Service || self.interactive)
    }

    /// What else must happen before it runs what is given to it; none if nothing.
    pub fn waits_for(&self) -> Option<&'static str> {
        match self.kind {
            CarrierKind::CodeBucket
            | CarrierKind::CodeConnection
            | CarrierKind::CodeImage
            | CarrierKind::CodeObject
            | CarrierKind::CodeRepository
                if !self.interactive =>
            {
                Some("what loads the code does so again")
            }
            CarrierKind::Shell if !self.interactive => {
                Some("the instance answers the actor by SSH")
            }
            _ => None,
        }
    }
}

/// What kind of long-lived credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialKind {
    /// An access key.
    AccessKey,
    /// A console password.
    LoginProfile,
    /// A password for one service alone, such as CodeCommit or Bedrock.
    ServicePassword,
}

/// A user has a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// What kind.
    pub kind: CredentialKind,
    /// ARN of the user.
    pub user: Name,
    /// Where it is declared.
    pub origin: Origin,
}

/// Who can read where a credential is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// ARN of the resource whose attribute carries the credential.
    pub carrier: Name,
    /// What kind of resource that is.
    pub kind: CarrierKind,
    /// ARN of the user whose key it is.
    pub user: Name,
    /// Where it is written.
    pub origin: Origin,
}

/// Something holds a copy of a secret, where whoever reads it reads the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretCopy {
    /// What it is a copy of: the ARN of a secret or parameter, else what readers call it.
    pub of: Name,
    /// ARN of what holds it; for an output of the configuration `output.NAME`.
    pub holder: Name,
    /// What kind of resource holds it; none for an output.
    pub kind: Option<CarrierKind>,
    /// Whether it is printed: an output that is not marked sensitive.
    pub printed: bool,
    /// Where it is written.
    pub origin: Origin,
}

/// An identity provider of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its ARN.
    pub arn: Name,
    /// Where it is declared.
    pub origin: Origin,
}

/// What kind of way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoorKind {
    /// A trust anchor of Roles Anywhere believes certificates.
    Anchor,
    /// A group or user of Identity Center has a permission set in an account: to its role there.
    Assigned,
    /// An identity pool lets its identities take any role that trusts it.
    Classic,
    /// An identity pool lets guests in.
    Guests,
    /// An identity pool hands a role to guests.
    HandsToGuests,
    /// An identity pool hands a role to users.
    HandsToUsers,
    /// A user of Identity Center is in a group.
    Member,
    /// The list of an EKS cluster makes a principal its administrator: to the cluster.
    Operates,
    /// A profile of Roles Anywhere hands out a role.
    Profile,
    /// Anybody may register with a user pool, or with an identity pool by a public login.
    SignUp,
    /// An identity pool takes the users of a user pool.
    Users,
}

/// A way in for who is outside, declared beside the trust policies of roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// What kind.
    pub kind: DoorKind,
    /// What it is a door of: an anchor, a pool, somebody of Identity Center.
    pub id: Name,
    /// Where it leads: a role, a user pool, a group; empty if nowhere by itself.
    pub to: Name,
    /// Whether it is open.
    pub open: bool,
    /// Where that is set.
    pub origin: Origin,
}

/// What kind of resource a policy protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    /// An access point of S3.
    AccessPoint,
    /// A REST API of API Gateway.
    Api,
    /// A domain of CodeArtifact.
    ArtifactDomain,
    /// A repository of CodeArtifact.
    ArtifactRepository,
    /// A vault of AWS Backup.
    BackupVault,
    /// An S3 bucket.
    Bucket,
    /// The data catalog of an account, of Glue.
    Catalog,
    /// A private certificate authority.
    CertificateAuthority,
    /// A snapshot of a database, of RDS.
    DatabaseSnapshot,
    /// The administration of a service for the organization.
    Delegation,
    /// A bus of EventBridge.
    EventBus,
    /// A file system of EFS.
    FileSystem,
    /// A Lambda function.
    Function,
    /// A machine image of EC2.
    Image,
    /// The image registry of an account, of ECR.
    ImageRegistry,
    /// An image repository of ECR.
    ImageRepository,
    /// A KMS key.
    Key,
    /// A version of a layer of Lambda.
    Layer,
    /// A destination of CloudWatch Logs.
    LogDestination,
    /// The log groups of an account.
    Logs,
    /// An address or domain that SES sends mail for.
    MailIdentity,
    /// A container of MediaStore.
    MediaContainer,
    /// An SQS queue.
    Queue,
    /// A registry of EventBridge Schemas.
    SchemaRegistry,
    /// A domain of OpenSearch.
    SearchDomain,
    /// A secret of Secrets Manager.
    Secret,
    /// A resource share of RAM.
    Share,
    /// A snapshot of EBS.
    Snapshot,
    /// A stream of Kinesis.
    Stream,
    /// A cluster of MSK.
    StreamingCluster,
    /// A table of DynamoDB.
    Table,
    /// An SNS topic.
    Topic,
    /// A vault of Glacier.
    Vault,
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

/// What an organization's policy limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GuardKind {
    /// A service control policy: limits the principals of accounts.
    Scp,
    /// A resource control policy: limits access to the resources of accounts.
    Rcp,
}

impl GuardKind {
    /// All kinds that limit access; tag, backup and opt-out policies do not.
    pub const ALL: &[Self] = &[Self::Scp, Self::Rcp];

    /// What AWS calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scp => "SERVICE_CONTROL_POLICY",
            Self::Rcp => "RESOURCE_CONTROL_POLICY",
        }
    }

    /// The kind that AWS calls so.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

/// A policy of the organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// SCP or RCP.
    pub kind: GuardKind,
    /// Its id or address.
    pub id: Name,
    /// The document.
    pub written: Written,
}

/// A policy of the organization is attached to a root, a unit or an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardAttachment {
    /// Id of the policy.
    pub guard: Name,
    /// Id of the root or unit, or the account's number.
    pub target: Name,
    /// Where it is written.
    pub origin: Origin,
}

/// An account or unit lies below another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parent {
    /// Account number or id of a unit.
    pub child: Name,
    /// Id of the unit or root above it.
    pub parent: Name,
    /// Where that is written.
    pub origin: Origin,
}

/// Something that the input leaves open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Open {
    /// Where.
    pub origin: Origin,
    /// Why it is not known.
    pub unknown: Unknown,
    /// What would rest on it: ARNs or addresses.
    pub affects: Vec<Name>,
}

/// Something that changed and was not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Address of the resource.
    pub address: Name,
    /// What was not read, in words.
    pub reason: Arc<str>,
}

/// All facts of one side.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// Users, roles and groups.
    pub identities: Vec<Identity>,
    /// Managed policies of the customer.
    pub policies: Vec<ManagedPolicy>,
    /// Who has which policy.
    pub attachments: Vec<Attachment>,
    /// Lists that take off what others attach.
    pub exclusives: Vec<Exclusive>,
    /// Who is in which group.
    pub memberships: Vec<Membership>,
    /// Instance profiles.
    pub profiles: Vec<InstanceProfile>,
    /// What runs with a role.
    pub carriers: Vec<Carrier>,
    /// Keys and passwords.
    pub credentials: Vec<Credential>,
    /// Credentials that stand where others can read them.
    pub disclosures: Vec<Disclosure>,
    /// Copies of secrets.
    pub copies: Vec<SecretCopy>,
    /// Identity providers.
    pub providers: Vec<Provider>,
    /// Ways in beside the trust policies.
    pub doors: Vec<Door>,
    /// Resources with data.
    pub resources: Vec<Resource>,
    /// Policies of the organization.
    pub guards: Vec<Guard>,
    /// Where those are attached.
    pub guard_attachments: Vec<GuardAttachment>,
    /// The tree of the organization.
    pub parents: Vec<Parent>,
    /// The account that manages the organization: no SCP binds it.
    pub management_account: Option<Name>,
    /// The id of the organization, where the input tells it.
    pub organization: Option<Name>,
    /// What else bears on trust: networks, secrets, logs, guardrails.
    pub elements: Vec<Element>,
    /// From where what runs with a role calls; made from the rest before a graph is built, and only where
    /// some condition asks for it.
    pub zones: Vec<Zone>,
    /// What is not known.
    pub open: Vec<Open>,
    /// What changed and was not read.
    pub gaps: Vec<Gap>,
    /// What was not read, to compare with another side; none where nobody kept it.
    pub unread: Option<Unread>,
    /// How many resources the input holds, modelled or not.
    pub resource_count: usize,
    /// Where all this is written, as far as files of a configuration were given.
    pub places: Places,
}

impl Inventory {
    /// Adds all facts of `other`.
    pub fn append(&mut self, mut other: Self) {
        self.leave_unread(other.unread.take());
        self.identities.append(&mut other.identities);
        self.policies.append(&mut other.policies);
        self.attachments.append(&mut other.attachments);
        self.exclusives.append(&mut other.exclusives);
        self.memberships.append(&mut other.memberships);
        self.profiles.append(&mut other.profiles);
        self.carriers.append(&mut other.carriers);
        self.credentials.append(&mut other.credentials);
        self.disclosures.append(&mut other.disclosures);
        self.copies.append(&mut other.copies);
        self.providers.append(&mut other.providers);
        self.doors.append(&mut other.doors);
        self.resources.append(&mut other.resources);
        self.guards.append(&mut other.guards);
        self.guard_attachments.append(&mut other.guard_attachments);
        self.parents.append(&mut other.parents);
        self.management_account = self.management_account.or(other.management_account);
        self.organization = self.organization.or(other.organization);
        self.elements.append(&mut other.elements);
        self.open.append(&mut other.open);
        self.gaps.append(&mut other.gaps);
        self.resource_count += other.resource_count;
        self.places.append(other.places);
    }
}
