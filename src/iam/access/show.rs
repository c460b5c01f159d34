//! What is found, as a request that a reader recognises.

use super::point::Point;
use super::space::{Choice, Overlay, Space, Value};
use super::value::State;
use crate::iam::action::Asked;
use crate::iam::catalog::actions;
use crate::iam::principal::{Caller, Grant};

impl Space<'_> {
    /// The request of a choice.
    pub(super) fn point(
        &self,
        choice: &Choice,
        callers: &[Value<Option<String>>],
        actions: &[&Value<Asked>],
        resources: &[Value<String>],
        keys: &[(Box<str>, Vec<Value<State>>)],
    ) -> Point {
        let caller = callers.get(choice.caller).and_then(|one| one.value.clone());
        let resource = resources.get(choice.resource).map(|one| one.value.clone());
        let mut context = self.variables.clone();
        for ((key, values), at) in keys.iter().zip(&choice.keys) {
            if let Some(Some(state)) = values.get(*at).map(|one| &one.value) {
                context.set(key, state.clone());
            }
        }
        let asked = actions.get(choice.action).map(|one| &one.value);
        let known = asked.and_then(|asked| self.existing(asked));
        let future = known.is_none();
        let written = |asked: &Asked| asked.name.to_string();
        let action = known.or_else(|| asked.map(written)).unwrap_or_default();
        let mut out = Point {
            principal: caller.map(|caller| self.plain_caller(caller)),
            action,
            resource: resource.unwrap_or_default(),
            context,
            future,
        };
        self.beautify(&mut out);
        out
    }

    /// A user in place of the root user, where it is granted without policies of its own.
    fn plain_caller(&self, caller: String) -> String {
        let Some(account) = caller.strip_suffix(":root") else { return caller };
        let user = format!("{account}:user/x");
        let direct = self.inside.iter().filter(|part| part.of.has_principals()).all(|part| {
            let means = part.statement.whom.means(&Caller::read(Some(&user)), false);
            means == Some(Grant::Direct)
        });
        if direct { user } else { caller }
    }

    /// An action of today that lies in the same boxes.
    fn existing(&self, asked: &Asked) -> Option<String> {
        let (service, name) = asked.name.split_once(':')?;
        if let Some(known) = actions::action(service, name) {
            return Some(known.to_string());
        }
        let same = |one: &actions::Action| {
            let name = one.to_string().to_ascii_lowercase();
            one.wildcard_only() == asked.wildcard_only
                && self
                    .parts()
                    .all(|part| part.statement.names(&name) == part.statement.names(&asked.name))
        };
        let own = actions::matching(&format!("{service}:*")).find(same);
        // A service that does not exist stands for all that no pattern names.
        let other = || {
            let exists = actions::matching(&format!("{service}:*")).next().is_some();
            if exists { None } else { LIKELY.iter().filter_map(|one| likely(one)).find(same) }
        };
        own.or_else(other).map(|one| one.to_string())
    }

    /// Replaces fields of the resource that may be anything by what a reader expects there.
    fn beautify(&self, point: &mut Point) {
        let context = Overlay { space: self, key: "", state: &None };
        let same = |resource: &str| {
            self.parts().all(|part| {
                let lies = |text: &str| part.statement.covers(text, part.of, &context);
                lies(resource) == lies(&point.resource)
            })
        };
        let service = point.action.split(':').next().unwrap_or_default();
        let account = point
            .principal
            .as_deref()
            .and_then(|text| Caller::read(Some(text)).account().map(str::to_owned));
        let account = account.unwrap_or_else(|| "111122223333".to_owned());
        for example in examples(&point.action, &account) {
            if same(&example) {
                point.resource = example;
                return;
            }
        }
        let mut fields: Vec<String> = point.resource.splitn(6, ':').map(str::to_owned).collect();
        for (at, better) in [(1, "aws"), (2, service), (3, "us-east-1"), (4, &account)] {
            let Some(field) = fields.get_mut(at) else { return };
            let plain = std::mem::replace(field, better.to_owned());
            if !same(&fields.join(":"))
                && let Some(field) = fields.get_mut(at)
            {
                *field = plain;
            }
        }
        point.resource = fields.join(":");
    }
}

/// Actions that everybody knows, tried where any action will do.
const LIKELY: &[&str] = &[
    "s3:GetObject",
    "ec2:StartInstances",
    "sqs:SendMessage",
    "dynamodb:GetItem",
    "lambda:InvokeFunction",
    "ec2:DescribeInstances",
    "s3:ListAllMyBuckets",
    "iam:PassRole",
];

fn likely(text: &str) -> Option<actions::Action> {
    let (service, name) = text.split_once(':')?;
    actions::action(service, name)
}

/// Resources that an action is made on, as the catalogue writes them with `x` for what is open.
fn examples(action: &str, account: &str) -> Vec<String> {
    let Some((service, name)) = action.split_once(':') else { return vec![] };
    let Some(known) = actions::action(service, name) else { return vec![] };
    let patterns = known.resources().flat_map(|one| actions::resource_patterns(service, one.name));
    patterns.map(|pattern| example(pattern, account)).collect()
}

/// The pattern with its parts filled in: `${Account}` and the like.
fn example(pattern: &str, account: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("${") {
        let (part, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(match part {
            "Partition" => "aws",
            "Region" => "us-east-1",
            "Account" => account,
            _ => "x",
        });
        rest = after;
    }
    out.push_str(rest);
    out.replace('*', "x")
}
