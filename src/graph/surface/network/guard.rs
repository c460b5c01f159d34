//! What stands before networks and what runs in them, whatever their rules say: blocks of the
//! internet, policies of endpoints, firewalls before an application, tokens of the metadata service.

use super::guard_policy::{lets_all_pass, policy_of};
use super::host;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::iam::truth::Truth;
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::value;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "network-guard",
    class: Class::Guardrail,
    axis: Axis::Access,
    polarity: Polarity::Confinement,
    weakened: "TO no longer has EXTENT",
    stands: "TO lacks EXTENT",
    fix: "put it back, or show that something else does the same",
    controls: &["csf2:PR.IR-01", "csf2:PR.AA-05"],
    facts,
};

/// One kind of guard.
struct Guard {
    kind: ElementKind,
    keys: &'static [&'static str],
    word: &'static str,
    technique: &'static str,
    severity: Severity,
    /// What it keeps back, with `None` for what is not known.
    keeps: fn(&View<'_, '_>, &Element) -> Option<&'static [&'static str]>,
    /// Whether a new thing lacks it from the start only because of its own settings.
    own: bool,
}

/// What binds an access point.
const ONE_NETWORK: &str = "one network that alone may use it";

const GUARDS: &[Guard] = &[
    Guard {
        kind: ElementKind::PublicBlock,
        keys: &["mode"],
        word: "account",
        technique: "guard.vpc-public-block",
        severity: Severity::High,
        keeps: |view, one| match view.elements.text(one, "mode")? {
            "block-bidirectional" => Some(&[
                "the block of what comes from the internet",
                "the block of what goes to the internet",
            ]),
            "block-ingress" => Some(&["the block of what comes from the internet"]),
            text if value::is_symbolic(text) => None,
            _ => Some(&[]),
        },
        own: false,
    },
    Guard {
        kind: ElementKind::VpcEndpoint,
        keys: &["policy"],
        word: "vpc-endpoint",
        technique: "guard.endpoint-policy",
        severity: Severity::Medium,
        keeps: |view, one| match lets_all_pass(&view.elements, one) {
            Truth::Unknown => None,
            Truth::Yes => Some(&[]),
            Truth::No => Some(&["a policy of its own"]),
        },
        own: true,
    },
    Guard {
        kind: ElementKind::AccessPointBlock,
        keys: &["vpc"],
        word: "access-point",
        technique: "guard.access-point-network",
        severity: Severity::Medium,
        keeps: |view, one| match view.elements.why_open(one, "vpc") {
            Some(_) => None,
            None if view.elements.texts(one, "vpc").is_empty() => Some(&[]),
            None => Some(&[ONE_NETWORK]),
        },
        own: true,
    },
    Guard {
        kind: ElementKind::FirewallAssociation,
        keys: &["acl", "of"],
        word: "web-firewall-of",
        technique: "guard.web-firewall",
        severity: Severity::Medium,
        keeps: |_, _| Some(&["a web firewall before it"]),
        own: false,
    },
    Guard {
        kind: ElementKind::Host,
        keys: &["metadata-tokens"],
        word: "",
        technique: "net.imds-v1",
        severity: Severity::Medium,
        keeps: |view, one| match view.elements.text(one, "metadata-tokens") {
            Some("required") => Some(&["tokens for its metadata service"]),
            Some(text) if value::is_symbolic(text) => None,
            _ => Some(&[]),
        },
        own: true,
    },
];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    for guard in GUARDS {
        for one in view.elements.of_kind(guard.kind) {
            out.extend(fact(view, guard, one));
        }
    }
    out
}

/// What stands behind a firewall, as readers call it.
fn fronted(view: &View<'_, '_>, link: &Element) -> String {
    let elements = &view.elements;
    let of = elements.name(link, "of");
    let host = of.and_then(|id| {
        let kinds = [ElementKind::Host, ElementKind::Api, ElementKind::Endpoint];
        let by_arn = |kind| elements.by(kind, "arn", id).into_iter().next();
        kinds.into_iter().find_map(|kind| elements.find(kind, id).or_else(|| by_arn(kind)))
    });
    match (host, of) {
        (Some(host), _) => host::short(view, host, host::what(view, host)),
        (None, Some(of)) => value::readable(view.text(of)),
        (None, None) => host::short(view, link, "web-firewall-of"),
    }
}

fn fact<'i>(view: &View<'_, 'i>, guard: &Guard, one: &'i Element) -> Vec<Fact<'i>> {
    let word = if guard.word.is_empty() { host::what(view, one) } else { guard.word };
    let short = match guard.kind {
        ElementKind::PublicBlock => "every network of the account".to_owned(),
        ElementKind::FirewallAssociation => fronted(view, one),
        _ => host::short(view, one, word),
    };
    let keeps = (guard.keeps)(view, one);
    let written = policy_of(&view.elements, one).unwrap_or(one);
    let known = Fact {
        about: vec![one.id],
        extent: Extent::names(keeps.unwrap_or_default().iter().copied()),
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: guard.own.then_some((one.kind, one.id)),
        from: Label::plain("internet"),
        to: Label { id: host::node(view, one), short },
        technique: guard.technique,
        severity: guard.severity,
        support: vec![Support::of(written, guard.keys, "what keeps it".to_owned())],
    };
    let full: &[&str] = &[
        "a policy of its own",
        ONE_NETWORK,
        "the block of what comes from the internet",
        "the block of what goes to the internet",
        "tokens for its metadata service",
    ];
    let perhaps = keeps.is_none().then(|| Fact {
        extent: Extent::names(full.iter().copied()),
        open: vec![format!("what keeps {} is not known until apply", known.to.short)],
        ..known.clone()
    });
    std::iter::once(known).chain(perhaps).collect()
}
