//! Resources that run with a role or show what they are given, of all services for which that is all
//! there is to read: a table, and one way to read it.

use super::block::Block;
use super::iam::{PROFILE, ROLE};
use super::json::{fields, items, scalar};
use super::object::has_mark;
use super::resolve::{Lead, untold};
use super::{Adapter, BUCKET, PLAIN, SECRET, Target, regional, secret};
use crate::diag::limits;
use crate::model::Name;
use crate::model::inventory::{Carrier, CarrierKind as Kind, Origin};
use serde_json::value::RawValue;

/// What a resource type carries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carries {
    kind: Kind,
    /// Where its role stands, through blocks and JSON texts: `target.role_arn`; empty for what only
    /// has to be there.
    role: &'static str,
    /// What that attribute names.
    names: Target,
    /// The attribute with the resource that the calls are made on, where it is another one.
    on: Option<(&'static str, Target)>,
}

/// An attribute in which a credential may stand, and what kind of resource shows it to its readers.
pub(super) type Shows = (&'static str, Kind);

pub(super) const EKS: Target =
    Target { kind: "aws_eks_cluster", spell: |name, at| regional(at, "eks", "cluster/", name) };

const fn role(kind: Kind, role: &'static str) -> Carries {
    Carries { kind, role, names: ROLE, on: None }
}

const fn profile(kind: Kind, role: &'static str) -> Carries {
    Carries { kind, role, names: PROFILE, on: None }
}

pub(super) const fn there(kind: Kind) -> Carries {
    Carries { kind, role: "", names: ROLE, on: None }
}

const fn in_pods(role: &'static str) -> Carries {
    Carries { kind: Kind::Pods, role, names: ROLE, on: Some(("cluster_name", EKS)) }
}

/// What entries leave out.
const CARRIER: Adapter = Adapter { lenient: true, adapt: read, ..PLAIN };

/// Sorted by type.
pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_amplify_app",
        arn: "arn:{partition}:amplify:{region}:{account}:apps/{id}",
        carries: &[there(Kind::AmplifyApp), role(Kind::AmplifyApp, "iam_service_role_arn")],
        shows: &[("environment_variables", Kind::AmplifyApp)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_apprunner_service",
        name: "service_name",
        arn: "arn:{partition}:apprunner:{region}:{account}:service/{name}/{service_id}",
        carries: &[role(Kind::AppRunnerService, "instance_configuration.instance_role_arn")],
        shows: &[("source_configuration", Kind::AppRunnerService)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_autoscaling_group",
        name_too: &["id"],
        arn: "arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:{uuid}:autoScalingGroupName/{name}",
        adapt: super::fleet::scaling_group,
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_batch_job_definition",
        arn: "arn:{partition}:batch:{region}:{account}:job-definition/{name}:{revision}",
        arn_too: &["id"],
        carries: &[
            role(Kind::JobDefinition, "container_properties.jobRoleArn"),
            role(Kind::JobDefinition, "container_properties.executionRoleArn"),
        ],
        shows: &[("container_properties", Kind::JobDefinition)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_batch_job_queue",
        arn: "arn:{partition}:batch:{region}:{account}:job-queue/{name}",
        arn_too: &["id"],
        carries: &[there(Kind::JobQueue)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_bedrockagentcore_agent_runtime",
        name: "agent_runtime_name",
        arn: "arn:{partition}:bedrock-agentcore:{region}:{account}:runtime/{agent_runtime_id}",
        arn_too: &["agent_runtime_arn"],
        carries: &[role(Kind::AgentRuntime, "role_arn")],
        shows: &[("environment_variables", Kind::AgentRuntime)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_bedrockagentcore_browser",
        arn: "arn:{partition}:bedrock-agentcore:{region}:{account}:browser-custom/{browser_id}",
        arn_too: &["browser_arn"],
        carries: &[role(Kind::Browser, "execution_role_arn")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_bedrockagentcore_code_interpreter",
        arn: "arn:{partition}:bedrock-agentcore:{region}:{account}:code-interpreter-custom/{code_interpreter_id}",
        arn_too: &["code_interpreter_arn"],
        carries: &[role(Kind::CodeInterpreter, "execution_role_arn")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_cloudformation_stack_set",
        name_too: &["id"],
        arn: "arn:{partition}:cloudformation:{region}:{account}:stackset/{name}:{stack_set_id}",
        carries: &[role(Kind::StackSet, "administration_role_arn")],
        shows: &[("parameters", Kind::StackSet)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_cloudwatch_event_target",
        name: "target_id",
        adapt: |b| super::lambda::called(b, "arn"),
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_codebuild_project",
        arn: "arn:{partition}:codebuild:{region}:{account}:project/{name}",
        arn_too: &["id"],
        carries: &[role(Kind::BuildProject, "service_role")],
        shows: &[("environment", Kind::BuildProject)],
        adapt: |b| {
            read(b);
            super::code::project(b);
        },
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_codedeploy_deployment_group",
        name: "deployment_group_name",
        arn: "arn:{partition}:codedeploy:{region}:{account}:deploymentgroup:{app_name}/{name}",
        adapt: super::fleet::deployment_group,
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_codepipeline",
        name_too: &["id"],
        arn: "arn:{partition}:codepipeline:{region}:{account}:{name}",
        carries: &[role(Kind::Pipeline, "role_arn")],
        adapt: |b| {
            read(b);
            super::code::pipeline(b);
        },
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_datapipeline_pipeline_definition",
        name: "pipeline_id",
        name_too: &["id"],
        arn: "arn:{partition}:datapipeline:{region}:{account}:pipeline/{name}",
        shows: &[("parameter_value", Kind::DataPipeline), ("pipeline_object", Kind::DataPipeline)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_dynamodb_table_item",
        arn: "arn:{partition}:dynamodb:{region}:{account}:table/{table_name}",
        shows: &[("item", Kind::Table)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_eks_access_entry",
        name: "id",
        neutral: &["cluster_name", "principal_arn", "type", "user_name"],
        lenient: false,
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_eks_access_policy_association",
        name: "id",
        adapt: super::eks::associated,
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_eks_cluster",
        name_too: &["id"],
        arn: "arn:{partition}:eks:{region}:{account}:cluster/{name}",
        carries: &[there(Kind::Cluster)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_eks_node_group",
        name: "node_group_name",
        arn: "arn:{partition}:eks:{region}:{account}:nodegroup/{cluster_name}/{name}/{uuid}",
        carries: &[in_pods("node_role_arn")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_eks_pod_identity_association",
        name: "association_id",
        arn: "arn:{partition}:eks:{region}:{account}:podidentityassociation/{cluster_name}/{name}",
        arn_too: &["association_arn"],
        carries: &[in_pods("role_arn")],
        adapt: super::eks::pods,
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_elastic_beanstalk_environment",
        arn: "arn:{partition}:elasticbeanstalk:{region}:{account}:environment/{application}/{name}",
        shows: &[("setting", Kind::BeanstalkEnvironment)],
        adapt: |b| {
            read(b);
            beanstalk(b);
        },
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_emr_cluster",
        arn: "arn:{partition}:elasticmapreduce:{region}:{account}:cluster/{id}",
        carries: &[profile(Kind::EmrCluster, "ec2_attributes.instance_profile")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_emrserverless_application",
        arn: "arn:{partition}:emr-serverless:{region}:{account}:/applications/{id}",
        carries: &[there(Kind::ServerlessApplication)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_glue_dev_endpoint",
        name_too: &["id"],
        arn: "arn:{partition}:glue:{region}:{account}:devEndpoint/{name}",
        carries: &[role(Kind::DevEndpoint, "role_arn")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_glue_job",
        name_too: &["id"],
        arn: "arn:{partition}:glue:{region}:{account}:job/{name}",
        carries: &[role(Kind::GlueJob, "role_arn")],
        shows: &[
            ("default_arguments", Kind::GlueJob),
            ("non_overridable_arguments", Kind::GlueJob),
        ],
        adapt: |b| {
            read(b);
            super::code::glue_job(b);
        },
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_lambda_event_source_mapping",
        name: "uuid",
        adapt: |b| super::lambda::called(b, "function_name"),
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_lambda_function_url",
        name: "url_id",
        adapt: |b| {
            if b.plain("authorization_type").as_deref() == Some("NONE") {
                super::lambda::called(b, "function_name");
            }
        },
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_launch_configuration",
        name_too: &["id"],
        arn: "arn:{partition}:autoscaling:{region}:{account}:launchConfiguration:{uuid}:launchConfigurationName/{name}",
        carries: &[profile(Kind::LaunchConfiguration, "iam_instance_profile")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_launch_template",
        arn: "arn:{partition}:ec2:{region}:{account}:launch-template/{id}",
        carries: &[
            profile(Kind::LaunchTemplate, "iam_instance_profile.arn"),
            profile(Kind::LaunchTemplate, "iam_instance_profile.name"),
        ],
        shows: &[("user_data", Kind::LaunchTemplate)],
        adapt: |b| {
            read(b);
            for path in ["iam_instance_profile.arn", "iam_instance_profile.name"] {
                for profile in named(b, path, PROFILE) {
                    super::code::boot(b, "user_data", profile);
                }
            }
        },
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_mwaa_environment",
        name_too: &["id"],
        arn: "arn:{partition}:airflow:{region}:{account}:environment/{name}",
        adapt: |b| {
            read(b);
            super::code::airflow(b);
        },
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_pipes_pipe",
        name_too: &["id"],
        arn: "arn:{partition}:pipes:{region}:{account}:pipe/{name}",
        carries: &[role(Kind::Pipe, "role_arn")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_s3_object",
        name: "key",
        arn: "{bucket_arn}/{name}",
        shows: &[("content", Kind::Object)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_sagemaker_notebook_instance",
        name_too: &["id"],
        arn: "arn:{partition}:sagemaker:{region}:{account}:notebook-instance/{name}",
        carries: &[role(Kind::Notebook, "role_arn")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_sagemaker_notebook_instance_lifecycle_configuration",
        name_too: &["id"],
        arn: "arn:{partition}:sagemaker:{region}:{account}:notebook-instance-lifecycle-config/{name}",
        shows: &[("on_create", Kind::NotebookScript), ("on_start", Kind::NotebookScript)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_sagemaker_user_profile",
        name: "user_profile_name",
        arn: "arn:{partition}:sagemaker:{region}:{account}:user-profile/{domain_id}/{name}",
        carries: &[role(Kind::StudioProfile, "user_settings.execution_role")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_scheduler_schedule",
        arn: "arn:{partition}:scheduler:{region}:{account}:schedule/{group_name}/{name}",
        carries: &[role(Kind::Schedule, "target.role_arn")],
        adapt: |b| {
            read(b);
            super::lambda::called(b, "target.arn");
        },
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_secretsmanager_secret_version",
        name: "version_id",
        arn: "{secret_arn}",
        shows: &[("secret_string", Kind::Secret)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_sfn_state_machine",
        arn: "arn:{partition}:states:{region}:{account}:stateMachine:{name}",
        arn_too: &["id"],
        carries: &[role(Kind::StateMachine, "role_arn")],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_spot_instance_request",
        name: "id",
        arn: "arn:{partition}:ec2:{region}:{account}:instance/{spot_instance_id}",
        carries: &[
            profile(Kind::Instance, "iam_instance_profile"),
            profile(Kind::Shell, "iam_instance_profile"),
        ],
        shows: &[("user_data", Kind::Instance), ("user_data_base64", Kind::Instance)],
        ..CARRIER
    },
    Adapter {
        resource_type: "aws_ssm_parameter",
        name_too: &["id"],
        arn: "arn:{partition}:ssm:{region}:{account}:parameter/{bare_name}",
        shows: &[("value", Kind::Parameter), ("insecure_value", Kind::Parameter)],
        ..CARRIER
    },
];

/// Reads what the table says of a type.
pub(super) fn read(b: &mut Block<'_, '_>) {
    let Some(adapter) = super::adapter(&b.object.id.kind) else { return };
    b.name();
    let arn = b.arn();
    for (attribute, kind) in adapter.shows {
        secret::disclose(b, attribute, arn, *kind);
    }
    for carries in adapter.carries {
        let arn = match carries.on {
            None => Some(arn),
            Some((attribute, target)) => b.target(attribute, target).and_then(Result::ok),
        };
        let Some(arn) = arn else { continue };
        let roles = match carries.role {
            "" => vec![Name::EMPTY],
            path => named(b, path, carries.names),
        };
        for role in roles {
            carry(b, carries.kind, arn, role, carries.role, false);
        }
    }
}

/// Notes that something runs with a role.
pub(super) fn carry(
    b: &mut Block<'_, '_>,
    kind: Kind,
    arn: Name,
    role: Name,
    path: &'static str,
    interactive: bool,
) {
    carry_unless(b, None, kind, arn, role, path, interactive);
}

/// Notes that something runs with a role, and what keeps new code from it.
pub(super) fn carry_unless(
    b: &mut Block<'_, '_>,
    shut: Option<Origin>,
    kind: Kind,
    arn: Name,
    role: Name,
    path: &'static str,
    interactive: bool,
) {
    let tags = b.tags();
    let origin = b.origin(path.split('.').next().unwrap_or_default());
    let carrier = Carrier { kind, arn, role, interactive, shut, tags, origin };
    let carriers = &mut b.out.inventory.carriers;
    // Only this very resource can have said the same.
    let own = carriers.iter().rev().take_while(|one| one.origin.address == carrier.origin.address);
    if !own.into_iter().any(|one| *one == carrier) {
        carriers.push(carrier);
    }
}

/// The ARNs of all that a path of blocks and JSON texts names. What is not known is left open.
pub(super) fn named(b: &mut Block<'_, '_>, path: &'static str, target: Target) -> Vec<Name> {
    let (top, rest) = path.split_once('.').unwrap_or((path, ""));
    b.consumed.push(top);
    let mut texts = Vec::new();
    if let Some(raw) = b.object.field(top) {
        descend(raw, rest, limits::JSON_DEPTH_MAX, &mut texts);
    }
    texts.retain(|text| !text.is_empty());
    let mut out: Vec<Name> = Vec::new();
    for text in texts {
        let arn = b.side.spelled(&text, b.object, target);
        out.push(b.intern(&arn));
    }
    let hidden = b.object.is_sealed(top);
    let marked = b.object.mark(top).is_some_and(|tree| is_marked(tree, rest));
    if out.is_empty() && (hidden || marked) && b.is_configured(top) {
        let references = b.object.references(top);
        let arns = referred(b, &references, target);
        if arns.is_empty() && rest.is_empty() {
            b.open(top, untold(b.object, top, &references), &[]);
        }
        out.extend(arns);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Of what an expression refers to, that which is a target. A block holds other references too.
fn referred(b: &mut Block<'_, '_>, references: &[String], target: Target) -> Vec<Name> {
    let mut out = Vec::new();
    for lead in b.side.leads(b.object, references) {
        let Lead::Object(there, below) = lead else { continue };
        if there.id.kind == target.kind {
            let found = b.side.named_by(&there, &below, target, limits::REFERENCE_HOPS_MAX);
            out.extend(found.map(|arn| b.intern(&arn)));
        }
    }
    out
}

/// The texts at the end of a path, through all blocks of a list and into JSON texts.
pub(super) fn descend(raw: &RawValue, path: &str, depth: usize, out: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    match raw.get().as_bytes().first() {
        Some(b'[') => items(raw).into_iter().for_each(|one| descend(one, path, depth, out)),
        Some(b'{') if !step.is_empty() => {
            if let Some(below) = fields(raw).get(step) {
                descend(below, rest, depth, out);
            }
        }
        Some(b'"') => {
            let Some(text) = scalar(raw) else { return };
            if path.is_empty() {
                out.push(text.into_owned());
            } else if let Ok(inside) = serde_json::from_str::<&RawValue>(&text)
                && !inside.get().starts_with('"')
            {
                descend(inside, path, depth, out);
            }
        }
        _ => {}
    }
}

/// Whether a tree of marks has one at the end of a path, or above it.
fn is_marked(tree: &RawValue, path: &str) -> bool {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    match tree.get().as_bytes().first() {
        Some(b'[') => items(tree).into_iter().any(|one| is_marked(one, path)),
        Some(b'{') if !step.is_empty() => {
            fields(tree).get(step).is_some_and(|below| is_marked(below, rest))
        }
        _ => has_mark(tree),
    }
}

/// An environment of Elastic Beanstalk names its instance profile in one of its settings.
fn beanstalk(b: &mut Block<'_, '_>) {
    let arn = b.arn();
    let settings = b.object.field("setting").map(items).unwrap_or_default();
    for setting in settings {
        let setting = fields(setting);
        let text = |key| setting.get(key).and_then(|raw| scalar(raw));
        if text("name").as_deref() != Some("IamInstanceProfile") {
            continue;
        }
        let Some(value) = text("value") else { continue };
        let profile = b.side.spelled(&value, b.object, PROFILE);
        let profile = b.intern(&profile);
        carry(b, Kind::BeanstalkEnvironment, arn, profile, "setting", false);
    }
}

/// Places of ARN templates that are no attributes: the ARN of another resource.
pub(super) fn place(name: &str) -> Option<(&'static str, Target)> {
    match name {
        "bucket_arn" => Some(("bucket", BUCKET)),
        "secret_arn" => Some(("secret_id", SECRET)),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn texts_at_the_end_of_a_path() {
        let table: &[(&str, &str, &[&str])] = &[
            (r#""r""#, "", &["r"]),
            (r#"[{"a":"x"},{"a":"y"},{"b":"z"}]"#, "a", &["x", "y"]),
            (r#"[{"a":[{"b":"x"}]}]"#, "a.b", &["x"]),
            (r#""{\"a\":{\"b\":\"x\"}}""#, "a.b", &["x"]),
            (r#""\"{}\"""#, "a", &[]),
            (r#"{"a":"x"}"#, "", &[]),
            (r#"{"a":1}"#, "a", &[]),
            ("null", "a", &[]),
        ];
        for (json, path, want) in table {
            let raw: &RawValue = serde_json::from_str(json).unwrap();
            let mut out = Vec::new();
            descend(raw, path, limits::JSON_DEPTH_MAX, &mut out);
            assert_eq!(out, *want, "{json} {path}");
        }
    }

    #[test]
    fn marks_at_the_end_of_a_path() {
        let table = [
            ("true", "a.b", true),
            (r#"[{"a":true}]"#, "a.b", true),
            (r#"[{"a":[{"b":true}]}]"#, "a.b", true),
            (r#"[{"a":[{"c":true}]}]"#, "a.b", false),
            (r#"[{"c":true}]"#, "a", false),
            ("[]", "a", false),
        ];
        for (json, path, want) in table {
            let raw: &RawValue = serde_json::from_str(json).unwrap();
            assert_eq!(is_marked(raw, path), want, "{json} {path}");
        }
    }
}
