//! Policies of endpoints: what they let pass, as sets of requests.

use crate::graph::surface::{Elements, Extent, Fact, Loss, View};
use crate::iam::PolicyType;
use crate::iam::access::{Access, Point};
use crate::iam::truth::Truth;
use crate::model::element::{Element, ElementKind};
use crate::model::{Name, value};

/// Whether an endpoint has no policy of its own, or one that is as good as none.
pub(in crate::graph) fn lets_all_pass(elements: &Elements<'_>, endpoint: &Element) -> Truth {
    let written = policy_of(elements, endpoint).unwrap_or(endpoint);
    match elements.text(written, "policy") {
        None if elements.why_open(written, "policy").is_some() => Truth::Unknown,
        policy => policy.is_none_or(lets_all).into(),
    }
}

/// The policy of an endpoint that is declared by itself.
pub(super) fn policy_of<'i>(elements: &Elements<'i>, endpoint: &Element) -> Option<&'i Element> {
    elements.by(ElementKind::EndpointPolicy, "endpoint", endpoint.id).first().copied()
}

/// What the policy of an endpoint kept back before and lets pass now, and why that may not be all;
/// nothing where it keeps back as much.
pub(in crate::graph::surface) fn narrower(
    fact: &Fact<'_>,
    then: &View<'_, '_>,
    now: &View<'_, '_>,
    called: &dyn Fn(Name) -> Name,
) -> Option<Loss> {
    let endpoint = *fact.about.first()?;
    let (was, is) = (passes(then, endpoint)?, passes(now, called(endpoint))?);
    let excess = is.newly_made(&was, &now.space.engine);
    let shown = |point: &Point| {
        let on = format!(" on {}", value::readable(&point.resource));
        let on = if point.resource == "*" { String::new() } else { on };
        format!("a policy that keeps back {}{on}", point.action)
    };
    let names: Vec<String> = excess.points.iter().take(1).map(|(_, one)| shown(one)).collect();
    match (names.is_empty(), excess.undecided.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Loss {
            of: Extent::whole("a policy that keeps back as much"),
            open: vec!["whether its policy lets more pass is not decided".to_owned()],
        }),
        (false, _) => Some(Loss { of: Extent::names(names), open: Vec::new() }),
    }
}

/// What the policy of an endpoint lets pass; none where there is none, or where it is not known.
fn passes(view: &View<'_, '_>, endpoint: Name) -> Option<Access> {
    let element = view.elements.find(ElementKind::VpcEndpoint, endpoint)?;
    let written = policy_of(&view.elements, element).unwrap_or(element);
    let text = view.elements.text(written, "policy")?;
    let documents = &view.store.documents;
    let document = documents.document(documents.find(&value::without_escaped_marks(text))?);
    let statements = document.entries.iter().map(|entry| entry.statement).collect();
    document.invalid.is_none().then(|| Access::of(PolicyType::Endpoint, statements))
}

/// Whether a policy is as good as none: everything for everybody, without a condition.
fn lets_all(policy: &str) -> bool {
    let text: String = policy.chars().filter(|one| !one.is_whitespace()).collect();
    let everything = text.contains("\"Action\":\"*\"") && text.contains("\"Resource\":\"*\"");
    everything
        && !text.contains("\"Deny\"")
        && !text.contains("\"Condition\"")
        && (text.contains("\"Principal\":\"*\"") || text.contains("\"AWS\":\"*\""))
}
