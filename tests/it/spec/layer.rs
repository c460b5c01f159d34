//! The kinds of policies in play, and what the policies of one kind say of a request.

use serde_json::Value;

use super::action::action_matches;
use super::condition::matches_condition;
use super::context::Context;
use super::document::{has_variables, statements};
use super::principal::{Caller, Grant, grants};
use super::resource::statement_covers;
use super::variable::Reader;

/// A kind of policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    Identity,
    Boundary,
    Session,
    Resource,
    Scp,
    Rcp,
    Endpoint,
}

impl Layer {
    /// Does a statement of this kind say whom it speaks of?
    fn names_principals(self) -> bool {
        matches!(self, Self::Resource | Self::Rcp | Self::Endpoint)
    }
}

/// A request for one action on one resource.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'c> {
    pub(crate) caller: &'c Caller,
    pub(crate) action: &'c str,
    pub(crate) resource: &'c str,
    pub(crate) context: &'c Context,
    pub(crate) has_boundary: bool,
}

/// What the policies of one kind say.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) denied: bool,
    /// The ways in which Allow statements reach the caller.
    pub(crate) grants: Vec<Grant>,
}

impl Verdict {
    pub(crate) fn allowed(&self) -> bool {
        !self.grants.is_empty()
    }

    pub(crate) fn has(&self, grant: Grant) -> bool {
        self.grants.contains(&grant)
    }
}

/// What some policies of one kind say of the request, taken together.
pub(crate) fn verdict(policies: &[Value], layer: Layer, asked: Asked<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    for policy in policies {
        let reader = Reader { variables: has_variables(policy), context: asked.context };
        for statement in statements(policy) {
            let grants = reach(statement, layer, asked, reader);
            match statement.get("Effect").and_then(Value::as_str) {
                Some("Allow") => verdict.grants.extend(grants),
                Some("Deny") => verdict.denied |= !grants.is_empty(),
                _ => {}
            }
        }
    }
    verdict
}

/// The ways in which a statement applies to the request: none when it does not.
fn reach(statement: &Value, layer: Layer, asked: Asked<'_>, reader: Reader<'_>) -> Vec<Grant> {
    let applies = action_matches(statement, asked.action)
        && statement_covers(statement, asked.resource, layer, reader)
        && statement.get("Condition").is_none_or(|block| matches_condition(block, reader));
    match (applies, layer.names_principals()) {
        (false, _) => Vec::new(),
        (true, false) => vec![Grant::Direct],
        (true, true) => grants(statement, asked.caller, asked.has_boundary),
    }
}
