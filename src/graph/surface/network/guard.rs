//! What stands before networks and what runs in them, whatever their rules say: blocks of the
//! internet, policies of endpoints, firewalls before an application, tokens of the metadata service.

use super::{endpoint_policy, host};
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::value;
use std::collections::BTreeSet;

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
    keeps: fn(&View<'_, '_>, &Element) -> Option<Extent>,
    /// The most that one of its kind can keep back.
    most: fn() -> Extent,
    /// Whether a new thing lacks it from the start only because of its own settings.
    own: bool,
}

const BLOCKS: [&str; 2] =
    ["the block of what comes from the internet", "the block of what goes to the internet"];
const FIREWALL: &str = "a web firewall before it";
const TOKENS: &str = "tokens for its metadata service";

const GUARDS: &[Guard] = &[
    Guard {
        kind: ElementKind::PublicBlock,
        keys: &["mode"],
        word: "account",
        technique: "guard.vpc-public-block",
        severity: Severity::High,
        keeps: |view, one| match view.elements.text(one, "mode")? {
            "block-bidirectional" => Some(Extent::names(BLOCKS)),
            "block-ingress" => Some(Extent::names(BLOCKS.into_iter().take(1))),
            text if value::is_symbolic(text) => None,
            _ => Some(Extent::none()),
        },
        most: || Extent::names(BLOCKS),
        own: false,
    },
    Guard {
        kind: ElementKind::VpcEndpoint,
        keys: &["policy"],
        word: "vpc-endpoint",
        technique: "guard.endpoint-policy",
        severity: Severity::Medium,
        keeps: |view, one| endpoint_policy::endpoint_bound(&view.elements, one),
        most: || Extent::Bound(BTreeSet::new()),
        own: true,
    },
    Guard {
        kind: ElementKind::FirewallAssociation,
        keys: &["acl", "of"],
        word: "web-firewall-of",
        technique: "guard.web-firewall",
        severity: Severity::Medium,
        keeps: |_, _| Some(Extent::whole(FIREWALL)),
        most: || Extent::whole(FIREWALL),
        own: false,
    },
    Guard {
        kind: ElementKind::Host,
        keys: &["metadata-tokens"],
        word: "",
        technique: "net.imds-v1",
        severity: Severity::Medium,
        keeps: |view, one| match view.elements.text(one, "metadata-tokens") {
            Some("required") => Some(Extent::whole(TOKENS)),
            Some(text) if value::is_symbolic(text) => None,
            _ => Some(Extent::none()),
        },
        most: || Extent::whole(TOKENS),
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

fn fact<'i>(view: &View<'_, 'i>, guard: &Guard, one: &'i Element) -> Vec<Fact<'i>> {
    let word = if guard.word.is_empty() { host::what(view, one) } else { guard.word };
    let short = match guard.kind {
        ElementKind::PublicBlock => "every network of the account".to_owned(),
        _ => host::short(view, one, word),
    };
    let keeps = (guard.keeps)(view, one);
    let written = endpoint_policy::declared(&view.elements, one).unwrap_or(one);
    let known = Fact {
        about: vec![one.id],
        extent: keeps.clone().unwrap_or_else(Extent::none),
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
    let perhaps = keeps.is_none().then(|| Fact {
        extent: (guard.most)(),
        open: vec![format!("what keeps {} is not known until apply", known.to.short)],
        ..known.clone()
    });
    std::iter::once(known).chain(perhaps).collect()
}
