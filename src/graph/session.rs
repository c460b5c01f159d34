//! Tags of sessions: who takes a role may bring tags along, and what they say of the session counts
//! before the tags of the role.

use super::context::Actor;
use super::world::Holder;
use crate::iam::condition::{Context, Fact, Test};
use crate::iam::statement::names_action;
use crate::iam::truth::Truth;
use crate::model::policy::{Condition, Effect, PrincipalRef, Principals, Statement};
use crate::model::{Name, Store};

/// The call that brings tags along, in lower case.
const TAG_SESSION: &str = "sts:tagsession";

/// Whether who takes a role chooses this tag of its session: the trust policy lets it tag sessions and
/// fixes no value. Of subjects of a provider the provider chooses, so nobody knows.
///
/// Source: IAM user guide, "Pass session tags in AWS STS", read 2026-11-23.
pub(super) fn chooses(actor: &Actor<'_>, tag: &str, store: &Store) -> Truth {
    let role = actor.identity;
    let said = role.trust.as_ref().and_then(|trust| trust.said());
    let Some((document, sure)) = said else { return Truth::No };
    let entries = &store.documents.document(document).entries;
    let statements = entries.iter().map(|entry| store.documents.statement(entry.statement));
    let about = statements.filter(|one| names_action(&one.actions, TAG_SESSION, &store.names));
    let mut out = Truth::No;
    for statement in about {
        match (statement.effect, fixes(statement, tag, store)) {
            (Effect::Deny, true) => return Truth::No,
            (Effect::Allow, false) => out = out.or(who(statement, actor)),
            _ => {}
        }
    }
    if sure { out } else { out.and(Truth::Unknown) }
}

/// Whether somebody may tag sessions by its own policies, and not because it may do everything.
pub(super) fn tags(holder: &Holder<'_>, store: &Store) -> bool {
    let mut entries = holder.chains.iter().flat_map(|chain| chain.entries);
    entries.any(|entry| {
        let statement = store.documents.statement(entry.statement);
        let all = |name: &Name| store.names.text(*name) == "*";
        statement.effect == Effect::Allow
            && !statement.actions.negated
            && !statement.actions.patterns.iter().any(all)
            && names_action(&statement.actions, TAG_SESSION, &store.names)
    })
}

/// Whether those whom a statement means choose the tags themselves: AWS fixes those of its services, and
/// who comes by its account needs an allow of its own.
fn who(statement: &Statement, actor: &Actor<'_>) -> Truth {
    let Principals::Only(list) = &statement.principals else { return Truth::No };
    Truth::any(list.iter().map(|one| match one {
        PrincipalRef::Federated(_) => Truth::Unknown,
        PrincipalRef::Service(_) => Truth::No,
        PrincipalRef::Account(account) if *account == actor.account => actor.tagged.into(),
        _ => Truth::Yes,
    }))
}

/// Whether a statement asks for a value of the tag, or keeps it from being set at all: an Allow of other
/// tags, a Deny of this one.
fn fixes(statement: &Statement, tag: &str, store: &Store) -> bool {
    let denies = statement.effect == Effect::Deny;
    let asks = |test: &Condition| match store.names.text(test.key).strip_prefix("aws:requesttag/") {
        Some(key) => key == tag,
        None => {
            let test = Test::new(test, statement.variables, &store.names);
            &*test.key == "aws:tagkeys" && test.holds(Effect::Allow, &Keys(tag)).must() == denies
        }
    };
    (denies && statement.conditions.is_empty()) || statement.conditions.iter().any(asks)
}

/// A session with one tag.
struct Keys<'t>(&'t str);

impl Context for Keys<'_> {
    fn fact(&self, key: &str) -> Fact<'_> {
        if key == "aws:tagkeys" { Fact::Is(self.0.into()) } else { Fact::Chosen }
    }
}
