//! The techniques: how one principal comes to act as another, or to decide what another may do.
//! One file each, named by the id that is printed; the list below is sorted by id.
//!
//! A technique is data. What it needs is read by `graph::edge` as sets of targets and by
//! `graph::premise` for one pair with proof; the two must agree, which a test checks.

mod amplify_build;
mod amplify_create;
mod amplify_update;
mod apprunner_001;
mod apprunner_002;
mod apprunner_update_role;
mod appstream_builder;
mod autoscaling_launch_configuration;
mod autoscaling_launch_template;
mod batch_001;
mod batch_002;
mod beanstalk_create;
mod beanstalk_update;
mod bedrock_001;
mod bedrock_002;
mod bedrock_agent_runtime;
mod bedrock_browser;
mod bedrock_browser_session;
mod bedrock_runtime_command;
mod braket_001;
mod cloudformation_001;
mod cloudformation_002;
mod cloudformation_003;
mod cloudformation_004;
mod cloudformation_005;
mod cloudformation_update_stack_role;
mod codebuild_001;
mod codebuild_002;
mod codebuild_update_role;
mod codedeploy_001;
mod codedeploy_group;
mod codepipeline_create;
mod codepipeline_update;
mod cognito_user;
mod cognitoidentity_001;
mod cred_agent_runtime_env;
mod cred_amplify_env;
mod cred_apprunner_env;
mod cred_batch_env;
mod cred_beanstalk_env;
mod cred_cfn_parameters;
mod cred_codebuild_env;
mod cred_datapipeline;
mod cred_dynamodb_item;
mod cred_ec2_user_data;
mod cred_ecs_env;
mod cred_glue_arguments;
mod cred_lambda_env;
mod cred_launch_template;
mod cred_notebook_script;
mod cred_s3_object;
mod cred_secret;
mod cred_ssm_parameter;
mod cred_stackset_parameters;
mod datapipeline_001;
mod ec2_001;
mod ec2_002;
mod ec2_004;
mod ec2_associate;
mod ec2_fleet;
mod ec2_serial_console;
mod ec2_spot;
mod ec2instanceconnect_003;
mod ecs_001;
mod ecs_002;
mod ecs_005;
mod ecs_006;
mod ecs_007;
mod ecs_008;
mod ecs_009;
mod ecs_update_service;
mod eks_access_entry;
mod eks_cluster_admin;
mod eks_nodegroup;
mod eks_pod_identity;
mod emr_001;
mod emr_step;
mod emrserverless_001;
mod emrserverless_job;
mod events_targets;
mod gamelift_001;
mod glue_001;
mod glue_002;
mod glue_003;
mod glue_005;
mod glue_007;
mod grant_create_role;
mod grant_create_user;
mod grant_set_default_version;
mod guard_delete_group_policy;
mod guard_delete_role_policy;
mod guard_delete_user_policy;
mod guard_detach_group_policy;
mod guard_detach_role_policy;
mod guard_detach_user_policy;
mod guard_leave_organization;
mod guard_put_role_boundary;
mod guard_put_user_boundary;
mod guard_remove_from_group;
mod iam_001;
mod iam_002;
mod iam_003;
mod iam_004;
mod iam_005;
mod iam_006;
mod iam_007;
mod iam_008;
mod iam_009;
mod iam_010;
mod iam_011;
mod iam_012;
mod iam_013;
mod iam_022;
mod iam_023;
mod imagebuilder_001;
mod iot_role_alias;
mod kinesisanalytics_001;
mod lambda_001;
mod lambda_003;
mod lambda_code;
mod lambda_code_trigger;
mod lambda_config;
mod lambda_update_role;
mod mwaa_create;
mod omics_001;
mod pipes_create;
mod pipes_update;
mod rolesanywhere_anchor;
mod rolesanywhere_profile;
mod sagemaker_001;
mod sagemaker_002;
mod sagemaker_003;
mod sagemaker_004;
mod sagemaker_005;
mod sagemaker_domain_url;
mod sagemaker_model;
mod sagemaker_studio;
mod sagemaker_tuning;
mod sagemaker_update_role;
mod saml_provider_update;
mod scheduler_001;
mod scheduler_update;
mod ssm_001;
mod ssm_002;
mod ssm_003;
mod ssm_association;
mod ssm_document;
mod sso_001;
mod sso_002;
mod sso_membership;
mod stepfunctions_001;
mod stepfunctions_002;
mod stepfunctions_update_role;
mod sts_001;
mod supply_codecommit;
mod supply_connection;
mod supply_ecr;
mod supply_ecr_policy;
mod supply_s3;
mod supply_s3_policy;

use crate::model::inventory::CarrierKind;

/// All techniques, sorted by id.
pub const TECHNIQUES: &[&Technique] = &[
    &amplify_build::TECHNIQUE,
    &amplify_create::TECHNIQUE,
    &amplify_update::TECHNIQUE,
    &apprunner_001::TECHNIQUE,
    &apprunner_002::TECHNIQUE,
    &apprunner_update_role::TECHNIQUE,
    &appstream_builder::TECHNIQUE,
    &autoscaling_launch_configuration::TECHNIQUE,
    &autoscaling_launch_template::TECHNIQUE,
    &batch_001::TECHNIQUE,
    &batch_002::TECHNIQUE,
    &beanstalk_create::TECHNIQUE,
    &beanstalk_update::TECHNIQUE,
    &bedrock_001::TECHNIQUE,
    &bedrock_002::TECHNIQUE,
    &bedrock_agent_runtime::TECHNIQUE,
    &bedrock_browser::TECHNIQUE,
    &bedrock_browser_session::TECHNIQUE,
    &bedrock_runtime_command::TECHNIQUE,
    &braket_001::TECHNIQUE,
    &cloudformation_001::TECHNIQUE,
    &cloudformation_002::TECHNIQUE,
    &cloudformation_003::TECHNIQUE,
    &cloudformation_004::TECHNIQUE,
    &cloudformation_005::TECHNIQUE,
    &cloudformation_update_stack_role::TECHNIQUE,
    &codebuild_001::TECHNIQUE,
    &codebuild_002::TECHNIQUE,
    &codebuild_update_role::TECHNIQUE,
    &codedeploy_001::TECHNIQUE,
    &codedeploy_group::TECHNIQUE,
    &codepipeline_create::TECHNIQUE,
    &codepipeline_update::TECHNIQUE,
    &cognito_user::TECHNIQUE,
    &cognitoidentity_001::TECHNIQUE,
    &cred_agent_runtime_env::TECHNIQUE,
    &cred_amplify_env::TECHNIQUE,
    &cred_apprunner_env::TECHNIQUE,
    &cred_batch_env::TECHNIQUE,
    &cred_beanstalk_env::TECHNIQUE,
    &cred_cfn_parameters::TECHNIQUE,
    &cred_codebuild_env::TECHNIQUE,
    &cred_datapipeline::TECHNIQUE,
    &cred_dynamodb_item::TECHNIQUE,
    &cred_ec2_user_data::TECHNIQUE,
    &cred_ecs_env::TECHNIQUE,
    &cred_glue_arguments::TECHNIQUE,
    &cred_lambda_env::TECHNIQUE,
    &cred_launch_template::TECHNIQUE,
    &cred_notebook_script::TECHNIQUE,
    &cred_s3_object::TECHNIQUE,
    &cred_secret::TECHNIQUE,
    &cred_ssm_parameter::TECHNIQUE,
    &cred_stackset_parameters::TECHNIQUE,
    &datapipeline_001::TECHNIQUE,
    &ec2_001::TECHNIQUE,
    &ec2_002::TECHNIQUE,
    &ec2_004::TECHNIQUE,
    &ec2_associate::TECHNIQUE,
    &ec2_fleet::TECHNIQUE,
    &ec2_serial_console::TECHNIQUE,
    &ec2_spot::TECHNIQUE,
    &ec2instanceconnect_003::TECHNIQUE,
    &ecs_001::TECHNIQUE,
    &ecs_002::TECHNIQUE,
    &ecs_005::TECHNIQUE,
    &ecs_006::TECHNIQUE,
    &ecs_007::TECHNIQUE,
    &ecs_008::TECHNIQUE,
    &ecs_009::TECHNIQUE,
    &ecs_update_service::TECHNIQUE,
    &eks_access_entry::TECHNIQUE,
    &eks_cluster_admin::TECHNIQUE,
    &eks_nodegroup::TECHNIQUE,
    &eks_pod_identity::TECHNIQUE,
    &emr_001::TECHNIQUE,
    &emr_step::TECHNIQUE,
    &emrserverless_001::TECHNIQUE,
    &emrserverless_job::TECHNIQUE,
    &events_targets::TECHNIQUE,
    &gamelift_001::TECHNIQUE,
    &glue_001::TECHNIQUE,
    &glue_002::TECHNIQUE,
    &glue_003::TECHNIQUE,
    &glue_005::TECHNIQUE,
    &glue_007::TECHNIQUE,
    &grant_create_role::TECHNIQUE,
    &grant_create_user::TECHNIQUE,
    &grant_set_default_version::TECHNIQUE,
    &guard_delete_group_policy::TECHNIQUE,
    &guard_delete_role_policy::TECHNIQUE,
    &guard_delete_user_policy::TECHNIQUE,
    &guard_detach_group_policy::TECHNIQUE,
    &guard_detach_role_policy::TECHNIQUE,
    &guard_detach_user_policy::TECHNIQUE,
    &guard_leave_organization::TECHNIQUE,
    &guard_put_role_boundary::TECHNIQUE,
    &guard_put_user_boundary::TECHNIQUE,
    &guard_remove_from_group::TECHNIQUE,
    &iam_001::TECHNIQUE,
    &iam_002::TECHNIQUE,
    &iam_003::TECHNIQUE,
    &iam_004::TECHNIQUE,
    &iam_005::TECHNIQUE,
    &iam_006::TECHNIQUE,
    &iam_007::TECHNIQUE,
    &iam_008::TECHNIQUE,
    &iam_009::TECHNIQUE,
    &iam_010::TECHNIQUE,
    &iam_011::TECHNIQUE,
    &iam_012::TECHNIQUE,
    &iam_013::TECHNIQUE,
    &iam_022::TECHNIQUE,
    &iam_023::TECHNIQUE,
    &imagebuilder_001::TECHNIQUE,
    &iot_role_alias::TECHNIQUE,
    &kinesisanalytics_001::TECHNIQUE,
    &lambda_001::TECHNIQUE,
    &lambda_003::TECHNIQUE,
    &lambda_code::TECHNIQUE,
    &lambda_code_trigger::TECHNIQUE,
    &lambda_config::TECHNIQUE,
    &lambda_update_role::TECHNIQUE,
    &mwaa_create::TECHNIQUE,
    &omics_001::TECHNIQUE,
    &pipes_create::TECHNIQUE,
    &pipes_update::TECHNIQUE,
    &rolesanywhere_anchor::TECHNIQUE,
    &rolesanywhere_profile::TECHNIQUE,
    &sagemaker_001::TECHNIQUE,
    &sagemaker_002::TECHNIQUE,
    &sagemaker_003::TECHNIQUE,
    &sagemaker_004::TECHNIQUE,
    &sagemaker_005::TECHNIQUE,
    &sagemaker_domain_url::TECHNIQUE,
    &sagemaker_model::TECHNIQUE,
    &sagemaker_studio::TECHNIQUE,
    &sagemaker_tuning::TECHNIQUE,
    &sagemaker_update_role::TECHNIQUE,
    &saml_provider_update::TECHNIQUE,
    &scheduler_001::TECHNIQUE,
    &scheduler_update::TECHNIQUE,
    &ssm_001::TECHNIQUE,
    &ssm_002::TECHNIQUE,
    &ssm_003::TECHNIQUE,
    &ssm_association::TECHNIQUE,
    &ssm_document::TECHNIQUE,
    &sso_001::TECHNIQUE,
    &sso_002::TECHNIQUE,
    &sso_membership::TECHNIQUE,
    &stepfunctions_001::TECHNIQUE,
    &stepfunctions_002::TECHNIQUE,
    &stepfunctions_update_role::TECHNIQUE,
    &sts_001::TECHNIQUE,
    &supply_codecommit::TECHNIQUE,
    &supply_connection::TECHNIQUE,
    &supply_ecr::TECHNIQUE,
    &supply_ecr_policy::TECHNIQUE,
    &supply_s3::TECHNIQUE,
    &supply_s3_policy::TECHNIQUE,
];

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
