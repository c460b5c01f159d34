//! One request, one decision, with the statements that made it.

use super::condition::{self, Context, Test};
use super::policies::PolicyType;
use super::statement::{Action, Engine};
use super::truth::Truth;
use crate::model::policy::{Effect, StatementId};
use crate::model::{Name, Store};

/// All policies that bind a principal when it acts: sorted statement ids, so that equal stacks are
/// equal values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Stack {
    /// Statements of its own, attached and groups' policies.
    pub identity: Vec<StatementId>,
    /// Statements that it perhaps has: of documents that are not known, as they last were.
    pub perhaps: Vec<StatementId>,
    /// Statements of its permissions boundary; none without one.
    pub boundary: Option<Vec<StatementId>>,
    /// Statements of the SCPs of each level.
    pub guards: Vec<Vec<StatementId>>,
    /// Whether some layer that limits is not known: then whatever is allowed is so only perhaps.
    pub open: bool,
}

/// What is asked.
pub struct Request<'a> {
    /// The action, in any case.
    pub action: &'a str,
    /// The ARN, or `*` for an action without a resource.
    pub resource: &'a str,
    /// Where condition keys get their values.
    pub context: &'a dyn Context,
}

/// What stands against a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Blocked {
    /// No policy of the principal allows it.
    NoAllow,
    /// This statement denies it.
    Deny(StatementId),
    /// The permissions boundary does not allow it.
    Boundary,
    /// The SCPs of this level do not allow it.
    Guard(usize),
}

/// A decision and what it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Allowed, not allowed, or depending on `requires`.
    pub truth: Truth,
    /// The statements that allow it, one for each layer that must: identity, boundary, SCPs.
    pub support: Vec<StatementId>,
    /// What must hold, in words; empty when the decision is certain.
    pub requires: Vec<String>,
    /// What stands against it, if it is not allowed for certain.
    pub blocked: Vec<Blocked>,
}

impl Outcome {
    /// What surely is or is not depends on nothing.
    fn settle(&mut self) {
        if self.truth != Truth::Unknown {
            self.requires.clear();
        }
        self.requires.sort();
        self.requires.dedup();
    }
}

/// Whether the stack allows the request.
///
/// A stack allows when its identity policies, its boundary and each level of SCPs allow, and nothing
/// denies. Resource policies and role trust are for the caller to join.
/// Source: IAM user guide, "Policy evaluation logic", read 2026-11-22.
pub fn decide(stack: &Stack, request: &Request<'_>, engine: &Engine, store: &Store) -> Outcome {
    let action = request.action.to_ascii_lowercase();
    let query =
        Query { request, action: &action, known: engine.action(request.action), engine, store };
    let mut out = Outcome { truth: Truth::Yes, support: vec![], requires: vec![], blocked: vec![] };
    query.identity(stack, &mut out);
    if let Some(boundary) = &stack.boundary {
        query.layer(boundary, Blocked::Boundary, &mut out);
    }
    for (level, guard) in stack.guards.iter().enumerate() {
        query.layer(guard, Blocked::Guard(level), &mut out);
    }
    let guards = stack.guards.iter().flatten();
    let all = stack.identity.iter().chain(stack.boundary.iter().flatten()).chain(guards);
    for &id in all {
        query.deny(id, Truth::Yes, &mut out);
    }
    for &id in &stack.perhaps {
        query.deny(id, Truth::Unknown, &mut out);
    }
    if stack.open && out.truth == Truth::Yes {
        out.truth = Truth::Unknown;
        out.requires.push("the permissions boundary, which is not known, allows it".into());
    }
    out.settle();
    out
}

/// Whether no statement of the stack denies the request: all that binds a grant by resource policy.
pub fn undenied(stack: &Stack, request: &Request<'_>, engine: &Engine, store: &Store) -> Outcome {
    let action = request.action.to_ascii_lowercase();
    let query =
        Query { request, action: &action, known: engine.action(request.action), engine, store };
    let mut out = Outcome { truth: Truth::Yes, support: vec![], requires: vec![], blocked: vec![] };
    let guards = stack.guards.iter().flatten();
    for &id in stack.identity.iter().chain(stack.boundary.iter().flatten()).chain(guards) {
        query.deny(id, Truth::Yes, &mut out);
    }
    for &id in &stack.perhaps {
        query.deny(id, Truth::Unknown, &mut out);
    }
    out.settle();
    out
}

struct Query<'a> {
    request: &'a Request<'a>,
    action: &'a str,
    /// The action's place in the engine's list, if it has one.
    known: Option<Action>,
    engine: &'a Engine,
    store: &'a Store,
}

impl Query<'_> {
    /// One layer that must allow: takes the surest statement as support, of several the simplest.
    fn layer(&self, layer: &[StatementId], missing: Blocked, out: &mut Outcome) {
        let mut best = (Truth::No, None);
        for &id in layer {
            let truth = self.matches(id, Effect::Allow);
            let simpler = |known| self.simplicity(id) < self.simplicity(known);
            if truth > best.0 || (truth == best.0 && best.1.is_some_and(simpler)) {
                best = (truth, Some(id));
            }
        }
        if let (truth, Some(id)) = best {
            out.support.push(id);
            if truth == Truth::Unknown {
                self.open(id, "", out);
            }
        }
        if best.0 != Truth::Yes {
            out.blocked.push(missing);
        }
        out.truth = out.truth.and(best.0);
    }

    /// An order of statements that does not depend on where they stand; names decide last.
    fn simplicity(&self, id: StatementId) -> (usize, Vec<&str>, Vec<&str>) {
        let statement = self.store.documents.statement(id);
        let texts = |list: &[Name]| {
            let mut out: Vec<_> = list.iter().map(|name| self.store.names.text(*name)).collect();
            out.sort_unstable();
            out
        };
        let resources = &statement.resources.patterns;
        (statement.conditions.len(), texts(&statement.actions.patterns), texts(resources))
    }

    /// The layer of the identity's own policies, where some statements are there only perhaps.
    fn identity(&self, stack: &Stack, out: &mut Outcome) {
        let sure = stack.identity.iter().any(|id| self.matches(*id, Effect::Allow) == Truth::Yes);
        let last = stack.perhaps.iter().find(|id| self.matches(**id, Effect::Allow).may());
        match last {
            Some(id) if !sure => {
                out.support.push(*id);
                out.requires.push("a policy document that is not known still says so".into());
                out.blocked.push(Blocked::NoAllow);
                out.truth = out.truth.and(Truth::Unknown);
            }
            _ => self.layer(&stack.identity, Blocked::NoAllow, out),
        }
    }

    /// Takes off what a statement denies; `there` says whether the statement is there at all.
    fn deny(&self, id: StatementId, there: Truth, out: &mut Outcome) {
        let truth = self.matches(id, Effect::Deny).and(there);
        if truth == Truth::No {
            return;
        }
        out.blocked.push(Blocked::Deny(id));
        out.truth = out.truth.and(!truth);
        if truth == Truth::Unknown {
            self.open(id, "not ", out);
        }
    }

    /// Whether the statement has this effect and is about the request.
    fn matches(&self, id: StatementId, effect: Effect) -> Truth {
        let Some(compiled) = self.engine.statement(id) else { return Truth::Unknown };
        if compiled.effect != effect {
            return Truth::No;
        }
        let about = match self.known {
            Some(action) => compiled.actions.meets(action.bit()),
            None => compiled.names(self.action),
        };
        if !about {
            return Truth::No;
        }
        let context = self.request.context;
        let covers = compiled.covers(self.request.resource, PolicyType::Identity, context);
        if covers == Truth::No { Truth::No } else { covers.and(compiled.holds(context)) }
    }

    /// Notes what a statement of unknown effect depends on.
    fn open(&self, id: StatementId, not: &str, out: &mut Outcome) {
        let statement = self.store.documents.statement(id);
        let names = &self.store.names;
        let mut found = false;
        for test in &statement.conditions {
            let variables = statement.variables;
            let compiled = Test::new(test, variables, names);
            if compiled.holds(statement.effect, self.request.context) == Truth::Unknown {
                out.requires.push(format!("{not}{}", condition::words(test, names)));
                found = true;
            }
        }
        if !found {
            let resource = crate::model::value::readable(self.request.resource);
            out.requires.push(format!("{not}{resource} is among the resources of the statement"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::condition::Fact;

    /// Nothing is known of the network, everything else is absent.
    struct Plain;
    impl Context for Plain {
        fn fact(&self, key: &str) -> Fact<'_> {
            if key == "aws:sourceip" { Fact::Unknown("network") } else { Fact::Absent }
        }
    }

    const ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
    const S3: &str = r#"{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":"*"}"#;
    const NO_S3: &str = r#"{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#;
    const BUT_IAM: &str = r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#;
    const ELSEWHERE: &str =
        r#"{"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::b/*"}"#;
    const FROM_IP: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#;
    const UNLESS_IP: &str = r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#;

    /// A case: identity policies, boundary, SCPs of one level, perhaps; action and answer.
    type Case<'a> = (&'a [&'a str], Option<&'a [&'a str]>, &'a [&'a str], &'a str, Truth);

    fn ids(list: &[&str], store: &mut Store) -> Vec<StatementId> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, list.join(","));
        let document = store.documents.add(&text, &mut store.names);
        let entries = &store.documents.document(document).entries;
        entries.iter().map(|entry| entry.statement).collect()
    }

    #[test]
    fn layers() {
        use Truth::{No, Unknown, Yes};
        let get = "s3:GetObject";
        let cases: &[Case<'_>] = &[
            (&[], None, &[], get, No),
            (&[ALL], None, &[], get, Yes),
            (&[ALL, NO_S3], None, &[], get, No),
            (&[ALL, NO_S3], None, &[], "ec2:RunInstances", Yes),
            (&[ALL], Some(&[S3]), &[], get, Yes),
            (&[ALL], Some(&[S3]), &[], "s3:PutObject", No),
            (&[ALL], Some(&[]), &[], get, No),
            (&[], Some(&[ALL]), &[], get, No),
            (&[ALL], None, &[ALL, NO_S3], "s3:CreateBucket", No),
            (&[ALL], None, &[ALL, NO_S3], "ec2:RunInstances", Yes),
            (&[ALL], None, &[S3], "ec2:RunInstances", No),
            (&[BUT_IAM], None, &[], get, Yes),
            (&[BUT_IAM], None, &[], "iam:PassRole", No),
            (&[ELSEWHERE], None, &[], get, No),
            (&[FROM_IP], None, &[], get, Unknown),
            (&[FROM_IP, ALL], None, &[], get, Yes),
            (&[ALL, UNLESS_IP], None, &[], get, Unknown),
            (&[ALL, UNLESS_IP, NO_S3], None, &[], get, No),
        ];
        for (identity, boundary, guards, action, want) in cases {
            let mut store = Store::default();
            let stack = Stack {
                identity: ids(identity, &mut store),
                boundary: boundary.map(|list| ids(list, &mut store)),
                guards: if guards.is_empty() { vec![] } else { vec![ids(guards, &mut store)] },
                ..Stack::default()
            };
            let mut engine = Engine::new(["iam:PassRole", "s3:GetObject"]);
            engine.compile(&store);
            let request = Request { action, resource: "arn:aws:s3:::b/k", context: &Plain };
            let got = decide(&stack, &request, &engine, &store);
            assert_eq!(got.truth, *want, "{identity:?} {boundary:?} {guards:?} {action}");
            assert_eq!(got.truth == Unknown, !got.requires.is_empty(), "{identity:?}: {got:?}");
            assert_eq!(got.truth == Yes, got.blocked.is_empty(), "{identity:?}: {got:?}");
        }
    }

    #[test]
    fn what_is_not_known_is_neither_allowed_nor_denied() {
        let mut store = Store::default();
        let (all, none) = (ids(&[ALL], &mut store), ids(&[NO_S3], &mut store));
        let mut engine = Engine::new([]);
        engine.compile(&store);
        let request =
            Request { action: "s3:GetObject", resource: "arn:aws:s3:::b/k", context: &Plain };
        let stacks = [
            Stack { perhaps: all.clone(), ..Stack::default() },
            Stack { identity: all.clone(), open: true, ..Stack::default() },
            Stack { identity: all.clone(), perhaps: none, ..Stack::default() },
        ];
        for stack in stacks {
            let got = decide(&stack, &request, &engine, &store);
            assert_eq!(got.truth, Truth::Unknown, "{stack:?}");
            assert!(!got.requires.is_empty(), "{stack:?}");
        }
    }
}
