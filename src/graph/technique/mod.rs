//! The techniques: how one principal comes to act as another, or to decide what another may do.
//! One file each, named by the id that is printed, and one line in the list below, which is sorted.
//!
//! A technique is data. What it needs is read by `graph::edge` as sets of targets and by
//! `graph::premise` for one pair with proof; the two must agree, which a test checks.

use crate::model::inventory::CarrierKind;

/// Makes modules of the files of techniques, and the list of them.
macro_rules! registry {
    ($($name:ident,)*) => {
        $(mod $name;)*

        /// All techniques, sorted by id.
        pub const TECHNIQUES: &[&Technique] = &[$(&$name::TECHNIQUE),*];
    };
}

registry! {
    amplify_build,
    amplify_create,
    amplify_update,
    apprunner_001,
    apprunner_002,
    apprunner_update_role,
    appstream_builder,
    athena_spark,
    autoscaling_launch_configuration,
    autoscaling_launch_template,
    batch_001,
    batch_002,
    beanstalk_create,
    beanstalk_update,
    bedrock_001,
    bedrock_002,
    bedrock_agent_runtime,
    bedrock_browser,
    bedrock_browser_session,
    bedrock_runtime_command,
    braket_001,
    cloudformation_001,
    cloudformation_002,
    cloudformation_003,
    cloudformation_004,
    cloudformation_005,
    cloudformation_update_stack_role,
    codebuild_001,
    codebuild_002,
    codebuild_update_role,
    codedeploy_001,
    codedeploy_group,
    codepipeline_create,
    codepipeline_update,
    cognito_user,
    cognitoidentity_001,
    cred_agent_runtime_env,
    cred_amplify_env,
    cred_apprunner_env,
    cred_batch_env,
    cred_beanstalk_env,
    cred_cfn_parameters,
    cred_codebuild_env,
    cred_datapipeline,
    cred_dynamodb_item,
    cred_ec2_user_data,
    cred_ecs_env,
    cred_glue_arguments,
    cred_lambda_env,
    cred_launch_template,
    cred_notebook_script,
    cred_s3_object,
    cred_secret,
    cred_ssm_parameter,
    cred_stackset_parameters,
    datapipeline_001,
    ec2_001,
    ec2_002,
    ec2_004,
    ec2_associate,
    ec2_fleet,
    ec2_serial_console,
    ec2_spot,
    ec2instanceconnect_003,
    ecs_001,
    ecs_002,
    ecs_005,
    ecs_006,
    ecs_007,
    ecs_008,
    ecs_009,
    ecs_update_service,
    eks_access_entry,
    eks_cluster_admin,
    eks_nodegroup,
    eks_pod_identity,
    emr_001,
    emr_step,
    emrserverless_001,
    emrserverless_job,
    events_targets,
    gamelift_001,
    glue_001,
    glue_002,
    glue_003,
    glue_005,
    glue_007,
    grant_create_role,
    grant_create_user,
    grant_set_default_version,
    guard_delete_group_policy,
    guard_delete_role_policy,
    guard_delete_user_policy,
    guard_detach_group_policy,
    guard_detach_role_policy,
    guard_detach_user_policy,
    guard_leave_organization,
    guard_put_role_boundary,
    guard_put_user_boundary,
    guard_remove_from_group,
    iam_001,
    iam_002,
    iam_003,
    iam_004,
    iam_005,
    iam_006,
    iam_007,
    iam_008,
    iam_009,
    iam_010,
    iam_011,
    iam_012,
    iam_013,
    iam_022,
    iam_023,
    imagebuilder_001,
    iot_role_alias,
    kinesisanalytics_001,
    lambda_001,
    lambda_003,
    lambda_code,
    lambda_code_trigger,
    lambda_config,
    lambda_update_role,
    mwaa_create,
    omics_001,
    pipes_create,
    pipes_update,
    rolesanywhere_anchor,
    rolesanywhere_profile,
    sagemaker_001,
    sagemaker_002,
    sagemaker_003,
    sagemaker_004,
    sagemaker_005,
    sagemaker_domain_url,
    sagemaker_model,
    sagemaker_studio,
    sagemaker_tuning,
    sagemaker_update_role,
    saml_provider_update,
    scheduler_001,
    scheduler_update,
    ssm_001,
    ssm_002,
    ssm_003,
    ssm_association,
    ssm_document,
    sso_001,
    sso_002,
    sso_membership,
    stepfunctions_001,
    stepfunctions_002,
    stepfunctions_update_role,
    sts_001,
    supply_codecommit,
    supply_connection,
    supply_ecr,
    supply_ecr_policy,
    supply_s3,
    supply_s3_policy,
}

/// How one principal gains from another.
#[derive(Debug, PartialEq, Eq)]
pub struct Technique {
    /// The id of the public catalogue of pathfinding.cloud, or a kebab-case id of our own.
    pub id: &'static str,
    /// Its family and name: `pass.lambda.invoke`.
    pub name: &'static str,
    /// What the actor does, to follow "FROM": `runs code as TO in a new Lambda function`.
    pub title: &'static str,
    /// What would close it in general.
    pub fix: &'static str,
    /// Where it is documented.
    pub source: &'static str,
    /// Further ids of the catalogue that it covers: the same way with another last call.
    pub covers: &'static [&'static str],
    /// What leads from the actor to the target.
    pub shape: Shape,
    /// Calls that one and the same identity must be allowed to make.
    pub calls: &'static [Call],
    /// Further calls, each a list of alternatives, by any identity that the actor controls.
    pub then: &'static [&'static [Call]],
    /// What must be there besides.
    pub needs: &'static [Need],
}

/// What entries leave out.
pub const PLAIN: Technique = Technique {
    id: "",
    name: "",
    title: "",
    fix: "",
    source: "",
    covers: &[],
    shape: Shape::Trust,
    calls: &[],
    then: &[],
    needs: &[],
};

/// An API call that a technique needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// In AWS's own case.
    pub action: &'static str,
    /// On what.
    pub on: On,
}

/// On what a call is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// On the target itself.
    Target,
    /// On the target itself, and the call says nothing of the boundary that the target has.
    TargetUnbound,
    /// On the resource that carries the target role.
    Carrier,
    /// On a resource that the actor makes: its ARN with `{region}`, `{account}` and `{new}`.
    New(&'static str),
    /// On one of several that are there for everybody or that the actor makes, written so.
    OneOf(&'static [&'static str]),
}

impl On {
    /// The ARNs to choose from, for what is not in the input.
    pub fn templates(&self) -> &[&'static str] {
        match self {
            Self::New(template) => std::slice::from_ref(template),
            Self::OneOf(templates) => templates,
            Self::Target | Self::TargetUnbound | Self::Carrier => &[],
        }
    }
}

/// What must be there besides the target, the carrier and the calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Nothing in the input can tell: the way holds on this condition.
    Unseen(&'static str),
    /// Surely where the input has something of this kind, otherwise on this condition.
    Thing(CarrierKind, &'static str),
    /// Only where the input has something of this kind, and then on this condition.
    Only(CarrierKind, &'static str),
    /// Another role, that the actor may hand to this service.
    Role(&'static str),
}

/// What leads from the actor to the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The trust policy of the target role admits the actor.
    Trust,
    /// The calls are made on the target, and the actor then acts as it.
    Become(Kind),
    /// The calls are made on the target, and decide what its holder may do.
    Grant(Kind),
    /// The calls are made on the target, and lift the permissions boundary off it.
    Unbind(Kind),
    /// The calls are made on the target, and take a Deny off it that comes to it so.
    Undeny(Kind, Link),
    /// The SCPs that limit the account are lifted.
    Unguard,
    /// The actor makes an identity of its own and gives it what it likes.
    Create,
    /// A role that trusts this service is handed to it.
    Pass(&'static str),
    /// A role that trusts this service is handed to an existing resource of this kind.
    Repass(&'static str, CarrierKind),
    /// An EC2 instance whose SSM agent answers runs with the role.
    Agent,
    /// A resource of this kind already runs with the role.
    Carried(CarrierKind),
    /// A resource of this kind runs with the role, and lists the actor as its administrator.
    Inside(CarrierKind),
    /// A resource of this kind shows a credential of the target to who may read it.
    Disclosed(CarrierKind),
}

impl Shape {
    /// The service that a role is handed to.
    pub fn service(self) -> Option<&'static str> {
        match self {
            Self::Pass(service) | Self::Repass(service, _) => Some(service),
            _ => None,
        }
    }

    /// Whether the role is handed over in an instance profile: EKS makes one itself.
    pub fn takes_profile(self) -> bool {
        self.service() == Some(EC2) && self != Self::Repass(EC2, CarrierKind::Cluster)
    }

    /// The kind of existing resource that the calls are made on.
    pub fn carrier(self) -> Option<CarrierKind> {
        match self {
            Self::Agent => Some(CarrierKind::Instance),
            Self::Repass(_, kind)
            | Self::Carried(kind)
            | Self::Inside(kind)
            | Self::Disclosed(kind) => Some(kind),
            _ => None,
        }
    }
}

/// How a policy with a Deny comes to a principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// In a group.
    Group,
    /// As an inline policy.
    Inline,
    /// As an inline policy of a group.
    InlineOfGroup,
    /// As a managed policy.
    Managed,
    /// As a managed policy of a group.
    ManagedOfGroup,
}

/// What a call's target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A group.
    Group,
    /// A customer managed policy.
    Policy,
    /// A customer managed policy that has a version with administrator power.
    PolicyWithPower,
    /// A role that is not linked to a service.
    Role,
    /// A user.
    User,
    /// A user, whose state must also allow it.
    UserWith(State),
}

/// What a user must have or lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Fewer than two access keys.
    RoomForKey,
    /// A key to replace: surely with two, perhaps otherwise.
    HasKey,
    /// No console password.
    NoPassword,
    /// A console password: surely where one is declared, perhaps otherwise.
    HasPassword,
}

impl Technique {
    /// All calls, with the alternatives.
    pub fn all_calls(&self) -> impl Iterator<Item = &'static Call> {
        self.calls.iter().chain(self.then.iter().copied().flatten())
    }
}

/// The service that takes a role in an instance profile.
pub const EC2: &str = "ec2.amazonaws.com";
/// The provider whose pools hand roles to who has an identity of them; roles trust it as a provider.
pub const COGNITO: &str = "cognito-identity.amazonaws.com";

/// What makes an instance profile for a role where none exists.
pub const MAKE_PROFILE: &[Call] = &[
    Call { action: "iam:CreateInstanceProfile", on: On::New(PROFILE) },
    Call { action: "iam:AddRoleToInstanceProfile", on: On::New(PROFILE) },
];
/// Documents by which whoever runs them runs commands of its own on an instance, or code that it names.
///
/// Source: AWS Systems Manager user guide, "Running commands using a specific document version" and
/// "AWS Systems Manager Command document plugin reference", read 2026-11-23.
pub const COMMAND_DOCUMENTS: &[&str] = &[
    "arn:aws:ssm:{region}::document/AWS-RunShellScript",
    "arn:aws:ssm:{region}::document/AWS-RunPowerShellScript",
    "arn:aws:ssm:{region}::document/AWS-RunRemoteScript",
    "arn:aws:ssm:{region}::document/AWS-RunDocument",
    "arn:aws:ssm:{region}::document/AWS-ApplyAnsiblePlaybooks",
    "arn:aws:ssm:{region}::document/AWS-RunAnsiblePlaybook",
    "arn:aws:ssm:{region}::document/AWS-RunSaltState",
    "arn:aws:ssm:{region}::document/AWS-InstallPowerShellModule",
];
const PROFILE: &str = "arn:aws:iam::{account}:instance-profile/{new}";

/// The technique of an id.
pub fn find(id: &str) -> Option<&'static Technique> {
    let at = TECHNIQUES.binary_search_by(|technique| technique.id.cmp(id)).ok()?;
    TECHNIQUES.get(at).copied()
}

/// All actions that some technique names, and those that the administrator test asks for.
pub fn actions() -> impl Iterator<Item = &'static str> {
    let probes = super::admin::GIVING.iter().chain(super::admin::USING).map(|(action, _)| *action);
    let own = [super::PASS_ROLE, super::AGENT, super::ASSUME_ROLE];
    let sinks = super::sink::DATA.iter().chain(super::sink::CONTROL).copied();
    let sinks = sinks.chain(super::read::actions());
    let calls = TECHNIQUES.iter().flat_map(|one| one.all_calls()).map(|call| call.action);
    let calls = calls.chain(MAKE_PROFILE.iter().map(|call| call.action));
    calls.chain(probes).chain(own).chain(sinks).chain(super::tenant::actions())
}

/// What to do about a path without a technique of its own.
pub const PASS_FIX: &str = "take back one of the changes named as its cause";
