//! Statements without requests that nobody can make: an action is only made on resources of its own
//! types, so `s3:GetObject` with the ARN of a bucket is no request, however it is written.

use super::{Access, Compiled, Engine};
use crate::iam::action::ActionPattern;
use crate::iam::catalog::actions::{self, Action, ResourceType, patterns_of};
use crate::iam::condition::Test;
use crate::iam::pattern::{Fields, Pattern};
use crate::iam::policies::PolicyType;
use crate::model::policy::StatementId;
use std::borrow::Cow;

/// A statement, or a part of one, with its id.
pub(super) type Piece<'a> = (StatementId, Cow<'a, Compiled>);

/// The layers of some policies, each with its type and its statements.
pub(super) type Layers<'a> = Vec<(PolicyType, Vec<Piece<'a>>)>;

/// The layers of some policies, as they are written.
pub(super) fn whole<'a>(access: &Access, engine: &'a Engine) -> Layers<'a> {
    layers(access, engine, |whole| vec![Cow::Borrowed(whole)])
}

/// The same with statements taken apart by what their actions are made on, and with conditions that say
/// all they mean.
pub(super) fn pieces<'a>(access: &Access, engine: &'a Engine) -> Layers<'a> {
    layers(access, engine, |whole| taken_apart(whole).into_iter().map(told_in_full).collect())
}

/// A statement with tests of requests that can be made.
fn told_in_full(piece: Cow<'_, Compiled>) -> Cow<'_, Compiled> {
    let tests: Box<[Test]> = piece.tests.iter().flat_map(Test::of_made).collect();
    if tests == piece.tests {
        return piece;
    }
    Cow::Owned(Compiled { tests, ..piece.into_owned() })
}

fn layers<'a>(
    access: &Access,
    engine: &'a Engine,
    parts: impl Fn(&'a Compiled) -> Vec<Cow<'a, Compiled>>,
) -> Layers<'a> {
    let of_statement = |id: &StatementId| {
        let whole = engine.statement(*id);
        whole.into_iter().flat_map(&parts).map(|part| (*id, part)).collect::<Vec<_>>()
    };
    let layer = |(of, list): &(PolicyType, Vec<StatementId>)| {
        (*of, list.iter().flat_map(of_statement).collect())
    };
    access.layers.iter().map(layer).collect()
}

/// The parts of a statement, each of actions with the resources that they can be made on; itself where
/// that is all the same, or cannot be told.
fn taken_apart(whole: &Compiled) -> Vec<Cow<'_, Compiled>> {
    let Some(kept) = kept(whole) else { return vec![Cow::Borrowed(whole)] };
    let mut groups: Vec<(Vec<Pattern>, Vec<ActionPattern>)> = Vec::new();
    for (action, resources) in kept.into_iter().filter(|(_, resources)| !resources.is_empty()) {
        match groups.iter_mut().find(|(known, _)| *known == resources) {
            Some((_, actions)) => actions.push(action),
            None => groups.push((resources, vec![action])),
        }
    }
    let part = |(resources, actions): (Vec<Pattern>, Vec<ActionPattern>)| {
        let (resources, action_patterns) = (resources.into(), actions.into());
        Cow::Owned(Compiled { resources, action_patterns, ..whole.clone() })
    };
    groups.into_iter().map(part).collect()
}

/// Each action with the resources that it can be made on; none where all can be made on all, or where
/// the statement does not name its actions.
fn kept(whole: &Compiled) -> Option<Vec<(ActionPattern, Vec<Pattern>)>> {
    if whole.not_actions || whole.not_resources || whole.resources.contains(&Pattern::All) {
        return None;
    }
    let one = |pattern: &ActionPattern| {
        let ActionPattern::Exact(name) = pattern else { return None };
        let action =
            name.split_once(':').and_then(|(service, name)| actions::action(service, name));
        let action = action.filter(|action| !action.wildcard_only())?;
        let can = |resource: &&Pattern| is_made_on(action, resource);
        Some((pattern.clone(), whole.resources.iter().filter(can).cloned().collect::<Vec<_>>()))
    };
    let kept: Vec<_> = whole.action_patterns.iter().map(one).collect::<Option<_>>()?;
    let fewer = kept.iter().any(|(_, resources)| resources.len() < whole.resources.len());
    fewer.then_some(kept)
}

/// Types of resources whose names hold no slash, so that what follows one is of another type.
///
/// Source: S3 user guide, bucket naming rules; DynamoDB developer guide, naming rules, read 2026-11-23.
const WITHOUT_SLASH: &[(&str, &str)] = &[("dynamodb", "table"), ("s3", "bucket")];

/// Whether an action can be made on some resource of a pattern; yes where that is not known, also
/// because AWS lists no such resource.
fn is_made_on(action: Action, resource: &Pattern) -> bool {
    let listed = || patterns_of(service_of(resource)).any(|one| is_of(resource, one));
    let own = |of: ResourceType| {
        let plain = WITHOUT_SLASH.contains(&(action.service, of.name));
        let mut templates = actions::resource_patterns(action.service, of.name);
        templates.any(|template| {
            let more = slashes(resource) > as_glob(template).matches('/').count();
            !(plain && more) && is_of(resource, template)
        })
    };
    action.resources().any(own) || !listed()
}

/// Whether some resource of a pattern may be of the type with this template.
fn is_of(resource: &Pattern, template: &str) -> bool {
    Pattern::new(&as_glob(template), false).may_meet(resource)
}

/// The service of a pattern, as ARNs name it.
fn service_of(pattern: &Pattern) -> &str {
    match pattern {
        Pattern::Exact(text) => text.split(':').nth(2).unwrap_or_default(),
        Pattern::Fields(fields) | Pattern::Short(_, fields) => {
            let [_, _, service, ..] = &fields.head;
            service
        }
        Pattern::Variable(head, _) => {
            let [_, _, service, ..] = &**head;
            service
        }
        Pattern::All => "*",
    }
}

/// A template such as `arn:${Partition}:s3:::${BucketName}` with wildcards for its parts, and for where
/// it is: what is shared by lists has no ARN of AWS's own, and so one of ours with an account.
fn as_glob(template: &str) -> String {
    let mut fields = template.splitn(6, ':');
    let service = fields.nth(2).unwrap_or("*");
    let mut parts = fields.nth(2).unwrap_or("*").split("${");
    let mut out = format!("arn:*:{service}:*:*:{}", parts.next().unwrap_or_default());
    for part in parts {
        out.push('*');
        out.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

/// Slashes in the last field of a pattern.
fn slashes(pattern: &Pattern) -> usize {
    match pattern {
        Pattern::Exact(text) => text.matches('/').count(),
        Pattern::Fields(fields) => {
            let Fields { last, .. } = &**fields;
            last.matches('/').count()
        }
        Pattern::All | Pattern::Short(..) | Pattern::Variable(..) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_made_on_their_own_types() {
        let table = [
            ("s3", "GetObject", "arn:aws:s3:::data", false),
            ("s3", "GetObject", "arn:aws:s3:::data/*", true),
            ("s3", "GetObject", "arn:aws:s3:::data*", true),
            ("s3", "ListBucket", "arn:aws:s3:::data", true),
            ("s3", "ListBucket", "arn:aws:s3:::data*", true),
            ("s3", "ListBucket", "arn:aws:s3:::data/*", false),
            ("s3", "GetObject", "arn:aws:sqs:us-east-1:111122223333:data", false),
            ("dynamodb", "GetItem", "arn:aws:dynamodb:*:*:table/t", true),
            ("dynamodb", "GetItem", "arn:aws:dynamodb:*:*:table/t/index/*", false),
            ("dynamodb", "Query", "arn:aws:dynamodb:*:*:table/t/index/*", true),
            ("ssm", "GetParameter", "arn:aws:ssm:*:*:parameter/a/b/c", true),
            ("sts", "AssumeRole", "arn:aws:iam::111122223333:role/path/x", true),
            ("s3", "GetObject", "arn:aws:sqs:*:111122223333:*", false),
            ("organizations", "PutResourcePolicy", "arn:aws:organizations::*:service/x", true),
            ("sts", "AssumeRole", "\u{E000}arn of aws_iam_role.x\u{E001}", true),
        ];
        for (service, name, resource, want) in table {
            let made = actions::action(service, name)
                .is_some_and(|action| is_made_on(action, &Pattern::new(resource, true)));
            assert_eq!(made, want, "{service}:{name} {resource}");
        }
    }
}
