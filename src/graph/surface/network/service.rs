//! Services that others may take private endpoints to: who may, and whether anybody is asked.

use super::host;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Arn, Name, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "private-service",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "TO is open to EXTENT",
    stands: "TO is open to EXTENT",
    fix: "name the accounts that need it, and accept each connection by hand",
    controls: &["csf2:PR.IR-01", "csf2:GV.SC-07", "nhi:NHI3:2025"],
    facts,
};

/// What it means that no connection is accepted by hand.
const UNASKED: &str = "whoever may connect, without being asked";

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let elements = &view.elements;
    let mut out = Vec::new();
    for service in elements.of_kind(ElementKind::EndpointService) {
        out.extend(consumers(view, service, service));
        if elements.text(service, "asks") == Some("false") {
            let support =
                Support::of(service, &["asks"], "nobody accepts connections by hand".into());
            out.push(fact(view, service, UNASKED, Severity::Medium, support));
        }
    }
    for consumer in elements.of_kind(ElementKind::ServiceConsumer) {
        let service = elements.name(consumer, "of");
        let declared = service.and_then(|id| elements.find(ElementKind::EndpointService, id));
        out.extend(consumers(view, declared.unwrap_or(consumer), consumer));
    }
    out
}

/// Who may connect, as `listed` says.
fn consumers<'i>(view: &View<'_, 'i>, service: &'i Element, listed: &'i Element) -> Vec<Fact<'i>> {
    let all = view.elements.texts(listed, "principals").into_iter();
    all.map(|who| {
        let everyone = who == "*";
        let shown = if everyone { "every account".to_owned() } else { value::readable(who) };
        let support = Support::of(listed, &["of", "principals"], format!("{shown} may connect"));
        let severity = if everyone { Severity::High } else { Severity::Medium };
        fact(view, service, &shown, severity, support)
    })
    .collect()
}

/// What of a consumer is news; nothing where the service was open to all, or to the whole account.
pub(in crate::graph::surface) fn news<'i>(
    fact: Fact<'i>,
    _: &View<'_, 'i>,
    then: &View<'_, 'i>,
    called: &dyn Fn(Name) -> Name,
) -> Option<Fact<'i>> {
    let service = called(*fact.about.first()?);
    let elements = &then.elements;
    let own = elements.find(ElementKind::EndpointService, service);
    let lists = elements.by(ElementKind::ServiceConsumer, "of", service).into_iter().chain(own);
    let mut known = lists.flat_map(|list| elements.texts(list, "principals"));
    let account = Arn::parse(&fact.from.id).map(|arn| arn.account);
    let covers = |one: &str| {
        let whole = Arn::parse(one).filter(|arn| arn.resource == "root");
        one == "*" || (account.is_some() && whole.map(|arn| arn.account) == account)
    };
    let covered = fact.from.id != "*" && known.any(covers);
    (!covered).then_some(fact)
}

fn fact<'i>(
    view: &View<'_, 'i>,
    service: &'i Element,
    who: &str,
    severity: Severity,
    support: Support<'i>,
) -> Fact<'i> {
    let to = Label {
        id: host::node(view, service),
        short: host::short(view, service, "endpoint-service"),
    };
    Fact {
        about: vec![service.id],
        extent: Extent::whole(who),
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: Label::plain(if who == UNASKED { "*" } else { who }),
        to,
        technique: "net.privatelink-provider",
        severity,
        support: vec![support],
    }
}
