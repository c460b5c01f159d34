//! What tells who took a role: a source identity or a session name that its trust policy asks for.

use super::fact;
use crate::graph::ASSUME_ROLE;
use crate::graph::surface::{Basis, Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::graph::trust::Trust;
use crate::iam::statement::names_action;
use crate::model::element::ElementKind;
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::{Identity, IdentityKind};
use crate::model::policy::{Effect, PrincipalRef, Principals, Statement};
use crate::model::value;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "session-attribution",
    class: Class::Logging,
    axis: Axis::Attribution,
    polarity: Polarity::Confinement,
    weakened: "TO no longer asks for EXTENT of who takes it",
    stands: "TO does not ask for EXTENT of who takes it",
    fix: "ask for it in every statement of the trust policy",
    controls: &["csf2:PR.AA-03", "csf2:PR.PS-04", "nhi:NHI10:2025"],
    facts,
};

/// Condition keys that tell who it was, and what they ask for.
const KEYS: &[(&str, &str)] = &[
    ("sts:rolesessionname", "a session name"),
    ("sts:sourceidentity", "a source identity"),
    ("aws:multifactorauthpresent", "a second factor"),
];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let world = &view.graph.world;
    let roles = world.inventory.identities.iter().filter(|one| one.kind == IdentityKind::Role);
    roles
        .filter_map(|role| {
            let trust = world.trust(role.arn).filter(|trust| trust.sure)?;
            asked(view, role, trust)
        })
        .collect()
}

/// What a role asks of every principal that may take it; none if it asks nothing or admits nobody.
fn asked<'i>(view: &View<'_, 'i>, role: &'i Identity, trust: &Trust) -> Option<Fact<'i>> {
    let documents = &view.store.documents;
    let statements = || trust.entries.iter().map(|entry| documents.statement(entry.statement));
    let admits: Vec<&Statement> = statements().filter(|one| admits(view, one)).collect();
    if admits.is_empty() {
        return None;
    }
    let asks = |key: &str| {
        admits.iter().all(|one| tests(view, one, key))
            || statements().any(|one| one.effect == Effect::Deny && denies_without(view, one, key))
    };
    let words: Vec<&str> =
        KEYS.iter().filter(|(key, _)| asks(key)).map(|(_, word)| *word).collect();
    if words.is_empty() {
        return None;
    }
    let origin = &role.trust.as_ref()?.origin;
    let id = value::readable(view.text(role.arn));
    let to = Label { id, short: format!("role/{}", value::readable(view.text(role.name))) };
    let said = format!("trust of {}: {}", view.text(role.arn), words.join(", "));
    let says = format!("the trust policy of {} asks for {}", to.short, words.join(", "));
    let support = vec![Support { basis: Basis::Other(origin, said), says }];
    let plain = fact(vec![role.arn], to, "log.attribution", Severity::Medium);
    let regards = Some((ElementKind::Role, role.arn));
    Some(Fact { extent: Extent::names(words), regards, support, ..plain })
}

/// Whether a statement lets principals of AWS take the role: a service has no name to give.
fn admits(view: &View<'_, '_>, one: &Statement) -> bool {
    let aws = |principal: &PrincipalRef| {
        !matches!(principal, PrincipalRef::Service(_) | PrincipalRef::Federated(_))
    };
    let named = match &one.principals {
        Principals::Only(list) => list.iter().any(aws),
        Principals::Not(_) => true,
        Principals::None => false,
    };
    let action = ASSUME_ROLE.to_ascii_lowercase();
    one.effect == Effect::Allow && named && names_action(&one.actions, &action, &view.store.names)
}

/// Whether a condition tests a key, and not for anything at all.
fn tests(view: &View<'_, '_>, one: &Statement, key: &str) -> bool {
    let text = |name| view.text(name);
    one.conditions.iter().any(|test| {
        let operator = text(test.operator);
        let anything = test.values.iter().any(|value| text(*value) == "*");
        let firm =
            !operator.ends_with("ifexists") && !operator.contains("not") && operator != "null";
        let says_no = operator == "bool" && test.values.iter().any(|value| text(*value) == "false");
        text(test.key) == key && firm && !anything && !says_no
    })
}

/// Whether a Deny stops those who come without it.
fn denies_without(view: &View<'_, '_>, one: &Statement, key: &str) -> bool {
    let action = ASSUME_ROLE.to_ascii_lowercase();
    let [test] = one.conditions.as_slice() else { return false };
    let (operator, says) = (view.text(test.operator), |text: &str| {
        test.values.iter().any(|value| view.text(*value) == text)
    });
    let lacks = match operator {
        "null" => says("true"),
        "bool" | "boolifexists" => says("false"),
        "stringnotlike" | "stringnotequals" => true,
        _ => false,
    };
    lacks && view.text(test.key) == key && names_action(&one.actions, &action, &view.store.names)
}
