//! Tags as walls between tenants. Who may set a tag of a resource chooses on which side of the wall it
//! stands, so a condition on that tag keeps nothing from it.

use super::allow::{Scene, object};
use super::context::{Actor, Call};
use super::set::Node;
use super::world::StackId;
use crate::iam::condition::{Context, Fact};
use crate::iam::stack::{Request, decide};
use crate::model::Arn;

/// The call that sets tags, by the service of the ARN and how the rest of it begins.
///
/// Source: service authorization reference, actions of access level Tagging, read 2026-11-23.
const TAGGING: &[(&str, &str, &str)] = &[
    ("apprunner", "service/", "apprunner:TagResource"),
    ("codebuild", "project/", "codebuild:UpdateProject"),
    ("ec2", "", "ec2:CreateTags"),
    ("ecs", "", "ecs:TagResource"),
    ("glue", "", "glue:TagResource"),
    ("iam", "role/", "iam:TagRole"),
    ("iam", "user/", "iam:TagUser"),
    ("lambda", "function:", "lambda:TagResource"),
    ("sagemaker", "", "sagemaker:AddTags"),
    ("secretsmanager", "secret:", "secretsmanager:TagResource"),
    ("ssm", "parameter/", "ssm:AddTagsToResource"),
    ("states", "stateMachine:", "states:TagResource"),
];

/// All calls that set tags.
pub fn actions() -> impl Iterator<Item = &'static str> {
    TAGGING.iter().map(|(.., action)| *action)
}

/// The call that sets the tags of a resource.
pub fn tagging(arn: &str) -> Option<&'static str> {
    let arn = Arn::parse(arn)?;
    let found = TAGGING
        .iter()
        .find(|(service, begin, _)| arn.service == *service && arn.resource.starts_with(begin));
    found.map(|(.., action)| *action)
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
}

impl Mover<'_> {
    /// Whether it surely may set this tag of the resource, which has the tags that it has.
    pub fn sets(&self, tag: &str) -> bool {
        let Scene { store, engine, stacks, world, .. } = self.scene;
        let resource = store.names.text(self.node);
        let Some(action) = tagging(resource) else { return false };
        let stack = stacks.stack(self.stack);
        let named = engine.action(action).is_some_and(|one| {
            let ids = stack.identity.iter().filter_map(|id| engine.statement(*id));
            ids.into_iter().any(|statement| statement.actions.meets(one.bit()))
        });
        if !named {
            return false;
        }
        let object = object(world, self.node);
        let call = Call { actor: Some(self.actor), object, mover: None, passed_to: None, store };
        let context = Tagging { call, tag };
        let request = Request { action, resource, context: &context };
        decide(stack, &request, engine, store).truth.must()
    }
}

/// A call that sets one tag.
struct Tagging<'t> {
    call: Call<'t>,
    tag: &'t str,
}

impl Context for Tagging<'_> {
    fn fact(&self, key: &str) -> Fact<'_> {
        match key.strip_prefix("aws:requesttag/") {
            Some(tag) if tag == self.tag => Fact::Chosen,
            Some(_) => Fact::Absent,
            None if key == "aws:tagkeys" => Fact::Is(self.tag.into()),
            None => self.call.fact(key),
        }
    }
}
