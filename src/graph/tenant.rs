//! Tags as walls between tenants. Who may set a tag of a resource chooses on which side of the wall it
//! stands, so a condition on that tag keeps nothing from it. A second factor is such a wall too: a user
//! who may enrol a device for itself has one whenever a policy asks.

use super::admin;
use super::allow::{Scene, object};
use super::context::{Actor, Call};
use super::set::Node;
use super::world::StackId;
use crate::iam::condition::{Context, Fact};
use crate::iam::stack::{Request, decide};
use crate::model::Arn;

/// How the tags of a kind of resource are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tagging {
    /// The service of the ARN.
    service: &'static str,
    /// How the rest of the ARN begins.
    begin: &'static str,
    /// The call that sets a tag.
    pub sets: &'static str,
    /// The call that takes a tag away.
    pub removes: &'static str,
}

const fn by(
    service: &'static str,
    begin: &'static str,
    sets: &'static str,
    removes: &'static str,
) -> Tagging {
    Tagging { service, begin, sets, removes }
}

/// The calls that move tags, sorted by service.
///
/// Source: service authorization reference, actions of access level Tagging, read 2026-11-23.
const TAGGING: &[Tagging] = &[
    by("airflow", "environment/", "airflow:TagResource", "airflow:UntagResource"),
    by("amplify", "apps/", "amplify:TagResource", "amplify:UntagResource"),
    by("apprunner", "service/", "apprunner:TagResource", "apprunner:UntagResource"),
    by("autoscaling", "", "autoscaling:CreateOrUpdateTags", "autoscaling:DeleteTags"),
    by("batch", "", "batch:TagResource", "batch:UntagResource"),
    by("bedrock-agentcore", "", "bedrock-agentcore:TagResource", "bedrock-agentcore:UntagResource"),
    by("codebuild", "project/", "codebuild:UpdateProject", "codebuild:UpdateProject"),
    by("codecommit", "", "codecommit:TagResource", "codecommit:UntagResource"),
    by("codepipeline", "", "codepipeline:TagResource", "codepipeline:UntagResource"),
    by("dynamodb", "table/", "dynamodb:TagResource", "dynamodb:UntagResource"),
    by("ec2", "", "ec2:CreateTags", "ec2:DeleteTags"),
    by("ecr", "repository/", "ecr:TagResource", "ecr:UntagResource"),
    by("ecs", "", "ecs:TagResource", "ecs:UntagResource"),
    by("eks", "", "eks:TagResource", "eks:UntagResource"),
    by("elasticmapreduce", "", "elasticmapreduce:AddTags", "elasticmapreduce:RemoveTags"),
    by("emr-serverless", "", "emr-serverless:TagResource", "emr-serverless:UntagResource"),
    by("glue", "", "glue:TagResource", "glue:UntagResource"),
    by("iam", "role/", "iam:TagRole", "iam:UntagRole"),
    by("iam", "user/", "iam:TagUser", "iam:UntagUser"),
    by("lambda", "function:", "lambda:TagResource", "lambda:UntagResource"),
    by("pipes", "pipe/", "pipes:TagResource", "pipes:UntagResource"),
    by("sagemaker", "", "sagemaker:AddTags", "sagemaker:DeleteTags"),
    by("secretsmanager", "secret:", "secretsmanager:TagResource", "secretsmanager:UntagResource"),
    by("ssm", "parameter/", "ssm:AddTagsToResource", "ssm:RemoveTagsFromResource"),
    by("states", "stateMachine:", "states:TagResource", "states:UntagResource"),
];

/// The call that enrols a second factor of a user, and the one that makes the device.
///
/// Source: IAM API reference, EnableMFADevice and CreateVirtualMFADevice, read 2026-11-23.
const ENROLS: &str = "iam:EnableMFADevice";
const MAKES_DEVICE: &str = "iam:CreateVirtualMFADevice";

/// All calls that move tags or enrol a second factor.
pub fn actions() -> impl Iterator<Item = &'static str> {
    let tags = TAGGING.iter().flat_map(|one| [one.sets, one.removes]);
    tags.chain([ENROLS, MAKES_DEVICE])
}

/// The calls that change what conditions see of the principal or resource with this ARN.
pub fn moving(arn: &str) -> impl Iterator<Item = &'static str> {
    let tags = tagging(arn).map(|one| [one.sets, one.removes]);
    let enrols = is_user(arn).then_some(ENROLS);
    tags.into_iter().flatten().chain(enrols)
}

fn is_user(arn: &str) -> bool {
    Arn::parse(arn).is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with("user/"))
}

/// What it is called when an action moves the tags of a principal or of another resource, or enrols a
/// second factor.
pub fn technique(action: &str) -> Option<&'static str> {
    if action == ENROLS {
        return Some("become.enroll-mfa");
    }
    let moves = TAGGING.iter().find(|one| one.sets == action || one.removes == action)?;
    Some(match (moves.service, moves.sets == action) {
        ("iam", true) => "tenant.tag-principal",
        ("iam", false) => "tenant.untag-principal",
        (_, true) => "tenant.tag-resource",
        (_, false) => "tenant.untag-resource",
    })
}

/// How the tags of a resource are moved.
pub fn tagging(arn: &str) -> Option<Tagging> {
    let arn = Arn::parse(arn)?;
    let of_kind =
        |one: &&Tagging| arn.service == one.service && arn.resource.starts_with(one.begin);
    TAGGING.iter().find(of_kind).copied()
}

/// Somebody who may perhaps move the tags of a resource.
#[derive(Clone, Copy)]
pub struct Mover<'i> {
    /// Where to look.
    pub scene: Scene<'i, 'i>,
    /// The policies that bind it.
    pub stack: StackId,
    /// Who.
    pub actor: Actor<'i>,
    /// The resource.
    pub node: Node,
    /// Whether it moves its own tags too.
    pub own: bool,
}

impl<'i> Mover<'i> {
    /// A principal that moves its own tags.
    pub fn itself(scene: Scene<'i, 'i>, stack: StackId, actor: Actor<'i>) -> Self {
        Self { scene, stack, actor, node: actor.node, own: true }
    }
}

impl Mover<'_> {
    /// The same actor before itself, if it moves its own tags.
    pub fn on_itself(self) -> Option<Self> {
        self.own.then_some(Self { node: self.actor.node, ..self })
    }

    /// What a tag of the resource holds, which has the tags that it has, once the actor moved it: none if
    /// it cannot.
    pub fn moved<'f>(&self, tag: &str, has: Fact<'f>) -> Option<Fact<'f>> {
        let tagging = tagging(self.scene.store.names.text(self.node))?;
        if self.may(tagging.sets, tag) {
            return Some(Fact::Chosen);
        }
        match has {
            Fact::Is(value) if self.may(tagging.removes, tag) => Some(Fact::Removable(value)),
            _ => None,
        }
    }

    /// Whether it surely may give itself a second factor.
    pub fn enrols(&self) -> bool {
        let user = self.scene.store.names.text(self.actor.node);
        if self.node != self.actor.node || !is_user(user) {
            return false;
        }
        let name = Arn::parse(user).map_or("", |arn| arn.last_segment());
        let account = self.scene.store.names.text(self.actor.account);
        let makes = |name: &str| {
            let device = format!("arn:aws:iam::{account}:mfa/{name}");
            self.may_on(MAKES_DEVICE, &device, "")
        };
        self.may(ENROLS, "") && (makes(name) || makes(admin::NEW))
    }

    /// Whether it surely may make this call for this tag.
    fn may(&self, action: &str, tag: &str) -> bool {
        self.may_on(action, self.scene.store.names.text(self.node), tag)
    }

    fn may_on(&self, action: &str, resource: &str, tag: &str) -> bool {
        let Scene { store, engine, stacks, world, .. } = self.scene;
        let stack = stacks.stack(self.stack);
        let named = engine.action(action).is_some_and(|one| {
            let ids = stack.identity.iter().filter_map(|id| engine.statement(*id));
            ids.into_iter().any(|statement| statement.actions.meets(one.bit()))
        });
        if !named {
            return false;
        }
        let object = object(world, self.node);
        let actor = Some(self.actor);
        let call = Call { action, actor, object, mover: None, passed_to: None, store };
        let context = Moving { call, tag };
        let request = Request { action, resource, context: &context };
        decide(stack, &request, engine, store).truth.must()
    }
}

/// A call that moves one tag.
struct Moving<'t> {
    call: Call<'t>,
    tag: &'t str,
}

impl Context for Moving<'_> {
    fn fact(&self, key: &str) -> Fact<'_> {
        match key.strip_prefix("aws:requesttag/") {
            Some(tag) if tag == self.tag => Fact::Chosen,
            Some(_) => Fact::Absent,
            None if key == "aws:tagkeys" => Fact::Is(self.tag.into()),
            None => self.call.fact(key),
        }
    }
}
