//! Endpoints that AWS runs on the internet: anyone may call them, and what they ask of who comes is
//! all that stands before them.

use super::host;
use crate::graph::Sink;
use crate::graph::surface::extent::{ALL_BUT, WITHIN};
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::Arn;
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::value;

/// Who calls it need not say who they are.
pub(in crate::graph::surface) const OPEN: Surface = Surface {
    id: "open-endpoint",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "FROM may call TO and need not say who they are",
    stands: "FROM may call TO and need not say who they are",
    fix: "let the endpoint ask for a signature or a token",
    controls: &["csf2:PR.AA-03", "csf2:PR.IR-01", "nhi:NHI4:2025"],
    facts: open,
};

/// It asks who comes, in some way.
pub(in crate::graph::surface) const ASKS: Surface = Surface {
    id: "endpoint-authentication",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Confinement,
    weakened: "TO no longer asks for EXTENT",
    stands: "TO does not ask for EXTENT",
    fix: "let the endpoint ask for a signature or a token",
    controls: &["csf2:PR.AA-03", "nhi:NHI4:2025"],
    facts: asked,
};

/// Ways to ask that ask nothing: a key that callers carry says nothing of who they are.
const NOTHING: &[&str] = &["API_KEY", "NONE"];
const KEYS: &[&str] = &["asks", "authorities", "more", "unauthenticated"];

/// What an endpoint asks for.
const PROOF: &str = "a proof of who comes";
/// What it does not ask for where a key that all callers may carry will do as well.
const BUT_WITH_KEY: &str = "a proof of who comes with an API key";

/// In which ways an endpoint asks, and why that may not be all.
fn ways(view: &View<'_, '_>, endpoint: &Element) -> (Vec<String>, bool, Vec<String>) {
    let elements = &view.elements;
    let mut open: Vec<String> =
        KEYS.iter().filter_map(|key| elements.why_open(endpoint, key)).collect();
    let mut asks = Vec::new();
    let mut nothing = elements.text(endpoint, "unauthenticated") == Some("true");
    for way in [elements.texts(endpoint, "asks"), elements.texts(endpoint, "more")].concat() {
        match way {
            way if value::is_symbolic(way) => {
                open.push(format!("how it asks ({}) is not known", value::readable(way)))
            }
            way if NOTHING.contains(&way) => nothing = true,
            "false" => {}
            way => asks.push(way.to_ascii_uppercase()),
        }
    }
    if !elements.texts(endpoint, "authorities").is_empty() {
        asks.push("CERTIFICATE".to_owned());
    }
    (asks, nothing, open)
}

/// Whether an API key is all that lets somebody in who proves nothing.
fn by_key(view: &View<'_, '_>, endpoint: &Element) -> bool {
    let all = ["asks", "more"].iter().flat_map(|key| view.elements.texts(endpoint, key));
    let loose: Vec<&str> = all.filter(|way| NOTHING.contains(way)).collect();
    let unasked = view.elements.text(endpoint, "unauthenticated") == Some("true");
    !unasked && loose.iter().all(|way| *way == "API_KEY")
}

/// Whether the internet comes to it at all, and whether it must ask.
fn is_public(view: &View<'_, '_>, endpoint: &Element) -> bool {
    let elements = &view.elements;
    let preflight = elements
        .text(endpoint, "method")
        .is_some_and(|one| one == "OPTIONS" || one.starts_with("OPTIONS "));
    let own = elements.texts(endpoint, "reach");
    let api = elements.name(endpoint, "of").and_then(|api| elements.find(ElementKind::Api, api));
    let around = api.map(|api| elements.texts(api, "reach")).unwrap_or_default();
    let inside = |reach: &[&str]| reach.iter().any(|one| matches!(*one, "PRIVATE" | "DISABLED"));
    !preflight && !inside(&own) && !inside(&around)
}

fn label(view: &View<'_, '_>, endpoint: &Element) -> (Label, Severity) {
    let what = host::what(view, endpoint);
    let mut short = host::short(view, endpoint, what);
    let mut severity = Severity::Medium;
    if let Some(function) = view.elements.name(endpoint, "function") {
        let carried = view.graph.world.carriers.get(&function).into_iter().flatten();
        let mut roles: Vec<_> = carried.map(|(_, role)| *role).collect();
        roles.sort_unstable_by_key(|role| view.text(*role));
        roles.dedup();
        let name = Arn::parse(view.text(function)).map(|arn| value::readable(arn.resource));
        let shown: Vec<String> = roles.iter().map(|role| host::shown(view, *role)).collect();
        short = format!("{short} of {}", name.unwrap_or_default());
        if !shown.is_empty() {
            short = format!("{short} ({})", shown.join("; "));
        }
        let worst = roles.iter().map(|role| host::worth(view, *role)).max();
        if worst.is_some_and(|worst| worst > Sink::Lateral) {
            severity = Severity::High;
        }
    }
    (Label { id: host::node(view, endpoint), short }, severity)
}

/// Endpoints that anyone may call.
pub(super) fn open<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let all = view.elements.of_kind(ElementKind::Endpoint).iter();
    let public = all.filter(|endpoint| is_public(view, endpoint));
    let facts = public.filter_map(|endpoint| {
        let (_, nothing, open) = ways(view, endpoint);
        (nothing || !open.is_empty()).then(|| {
            let open = if nothing { Vec::new() } else { open };
            fact(view, endpoint, Extent::whole("anyone"), Extent::none(), open)
        })
    });
    facts.collect()
}

fn asked<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    for endpoint in view.elements.of_kind(ElementKind::Endpoint) {
        let regards = Some((endpoint.kind, endpoint.id));
        let (asks, nothing, open) = ways(view, endpoint);
        let extent = match (asks.is_empty(), nothing, by_key(view, endpoint)) {
            (true, ..) | (_, true, false) => Extent::none(),
            (false, true, true) => {
                Extent::names([format!("{PROOF}{WITHIN}{ALL_BUT}{BUT_WITH_KEY}")])
            }
            (false, false, _) => Extent::whole(PROOF),
        };
        let sure = fact(view, endpoint, extent, Extent::none(), Vec::new());
        out.push(Fact { regards, ..sure });
        if !open.is_empty() {
            let perhaps = fact(view, endpoint, Extent::whole(PROOF), Extent::none(), open);
            out.push(Fact { regards, ..perhaps });
        }
    }
    for listener in view.elements.of_kind(ElementKind::Listener) {
        if super::balanced::asks(view, listener) {
            let keys = &["asks", "certificates", "unauthenticated"];
            let says = "it asks who comes before it sends on".to_owned();
            let support = vec![Support::of(listener, keys, says)];
            let one = fact(view, listener, Extent::whole(PROOF), Extent::none(), Vec::new());
            let to = Label {
                id: host::node(view, listener),
                short: host::short(view, listener, "listener"),
            };
            let regards = Some((listener.kind, listener.id));
            out.push(Fact { support, to, regards, ..one });
        }
    }
    out
}

fn fact<'i>(
    view: &View<'_, 'i>,
    endpoint: &'i Element,
    extent: Extent,
    lacks: Extent,
    open: Vec<String>,
) -> Fact<'i> {
    let (to, severity) = label(view, endpoint);
    let says = format!("what {} asks", to.short);
    let technique = match host::what(view, endpoint) {
        "function-url" => "net.lambda-url-none",
        "method" | "route" => "net.apigw-no-auth",
        "api" => "net.appsync",
        _ => "net.no-auth",
    };
    Fact {
        about: vec![endpoint.id],
        extent,
        lacks,
        open,
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: Label::plain("internet"),
        to,
        technique,
        severity,
        support: vec![Support::of(endpoint, KEYS, says)],
    }
}
