//! Who may switch off what is seen, or delete what was kept, and is no administrator.

use super::fact;
use crate::graph::edge::Out;
use crate::graph::surface::{Basis, Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::graph::world::{Chain, Holder};
use crate::iam::Pattern;
use crate::iam::statement::Compiled;
use crate::model::element::ElementKind;
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::IdentityKind;
use crate::model::policy::{Effect, Entry, StatementId};
use crate::model::{Arn, Name, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "log-power",
    class: Class::Logging,
    axis: Axis::Attribution,
    polarity: Polarity::Capability,
    weakened: "FROM can EXTENT",
    stands: "FROM can EXTENT",
    fix: "leave that to whoever runs the logs, and deny it to all others",
    controls: &["csf2:PR.PS-04", "csf2:PR.AA-05", "nhi:NHI5:2025"],
    facts,
};

/// One way to blind those who watch.
struct Power {
    action: &'static str,
    /// What it does, in words.
    what: &'static str,
    /// What is hit.
    target: &'static str,
    technique: &'static str,
    severity: Severity,
}

const fn power(
    action: &'static str,
    what: &'static str,
    target: &'static str,
    technique: &'static str,
    severity: Severity,
) -> Power {
    Power { action, what, target, technique, severity }
}

/// Sorted by action, in lower case.
const POWERS: &[Power] = &[
    power(
        "access-analyzer:deleteanalyzer",
        "delete analyzers of access",
        "log:access-analyzer",
        "log.detector-off",
        Severity::Medium,
    ),
    power(
        "cloudtrail:deleteeventdatastore",
        "delete event stores",
        "log:cloudtrail",
        "log.trail-delete",
        Severity::Medium,
    ),
    power(
        "cloudtrail:deletetrail",
        "delete trails",
        "log:cloudtrail",
        "log.trail-delete",
        Severity::High,
    ),
    power(
        "cloudtrail:puteventselectors",
        "choose what trails see",
        "log:cloudtrail",
        "log.trail-narrow",
        Severity::Medium,
    ),
    power(
        "cloudtrail:stoplogging",
        "stop trails",
        "log:cloudtrail",
        "log.trail-off",
        Severity::High,
    ),
    power(
        "cloudtrail:updatetrail",
        "change trails",
        "log:cloudtrail",
        "log.trail-narrow",
        Severity::Medium,
    ),
    power(
        "config:deletedeliverychannel",
        "end the delivery of configurations",
        "log:config",
        "log.detector-off",
        Severity::Medium,
    ),
    power(
        "config:stopconfigurationrecorder",
        "stop the recording of configurations",
        "log:config",
        "log.detector-off",
        Severity::Medium,
    ),
    power("ec2:deleteflowlogs", "delete flow logs", "log:flow", "log.flow", Severity::Medium),
    power(
        "guardduty:createfilter",
        "archive findings of GuardDuty",
        "log:guardduty",
        "log.detector-off",
        Severity::Medium,
    ),
    power(
        "guardduty:deletedetector",
        "delete detectors of GuardDuty",
        "log:guardduty",
        "log.detector-off",
        Severity::Medium,
    ),
    power(
        "guardduty:updatedetector",
        "switch off detectors of GuardDuty",
        "log:guardduty",
        "log.detector-off",
        Severity::Medium,
    ),
    power(
        "logs:deleteloggroup",
        "delete log groups",
        "log:cloudwatch",
        "log.delete-log-group",
        Severity::Medium,
    ),
    power(
        "logs:deletelogstream",
        "delete log streams",
        "log:cloudwatch",
        "log.delete-log-group",
        Severity::Medium,
    ),
    power(
        "logs:putretentionpolicy",
        "shorten how long logs are kept",
        "log:cloudwatch",
        "log.retention",
        Severity::Low,
    ),
    power(
        "route53resolver:deleteresolverquerylogconfig",
        "delete logs of asked names",
        "log:dns",
        "log.dns",
        Severity::Medium,
    ),
    power(
        "securityhub:disablesecurityhub",
        "switch off Security Hub",
        "log:security-hub",
        "log.detector-off",
        Severity::Medium,
    ),
];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let world = &view.graph.world;
    let mut out = Vec::new();
    for node in &world.nodes {
        let Some(holder) = world.holder(*node) else { continue };
        let open = view.space.stacks.stack(holder.stack).open;
        let is_admin = |out: &Out| out.admin.must() || (open && out.admin.may());
        if view.graph.out(*node).is_some_and(is_admin) {
            continue;
        }
        if holder.identity.kind == IdentityKind::Group {
            continue;
        }
        for power in POWERS {
            out.extend(held(view, holder, power));
        }
    }
    out
}

/// That somebody has a power, with the statements that give it; none if nothing does.
fn held<'i>(view: &View<'_, 'i>, holder: &Holder<'i>, power: &Power) -> Option<Fact<'i>> {
    let mut assumes = Vec::new();
    let mut support = Vec::new();
    for chain in &holder.chains {
        for entry in chain.entries {
            let one = compiled(view, entry.statement)?;
            if one.effect == Effect::Allow && one.names(power.action) && hits(view, power, one) {
                support.extend(supported(view, chain, entry));
                assumes.push(!one.tests.is_empty());
            }
        }
    }
    if support.is_empty() || !is_left(view, holder, power) {
        return None;
    }
    let tested = assumes.iter().all(|tested| *tested) || is_perhaps_denied(view, holder, power);
    let bound = view.space.stacks.stack(holder.stack).open;
    let identity = holder.identity;
    let kind = Arn::parse(view.text(identity.arn)).map_or("role", |arn| arn.resource_type());
    let short = format!("{kind}/{}", value::readable(view.text(identity.name)));
    let from = Label { id: value::readable(view.text(identity.arn)), short };
    let about = vec![identity.arn];
    let to = Label::plain(power.target);
    let conditions = tested.then(|| "the conditions of the statement hold".to_owned());
    let boundary = bound.then(|| format!("what else binds {} does not deny it", from.short));
    let assumes = conditions.into_iter().chain(boundary).collect();
    Some(Fact {
        from,
        extent: Extent::whole(power.what),
        assumes,
        regards: Some((ElementKind::Role, identity.arn)),
        support,
        ..fact(about, to, power.technique, power.severity)
    })
}

fn compiled<'v>(view: &View<'v, '_>, id: StatementId) -> Option<&'v Compiled> {
    view.space.engine.statement(id)
}

/// Whether a statement is about everything, or about a log group that the input has.
fn hits(view: &View<'_, '_>, power: &Power, one: &Compiled) -> bool {
    if one.not_resources || one.resources.contains(&Pattern::All) {
        return true;
    }
    let service = power.action.split(':').next().unwrap_or_default();
    let kind = match service {
        "logs" => ElementKind::LogGroup,
        "cloudtrail" => ElementKind::Trail,
        _ => return true,
    };
    let covers = |id: Name| one.resources.iter().any(|pattern| pattern.covers(view.text(id)).may());
    view.elements.of_kind(kind).iter().any(|element| covers(element.id))
}

fn supported<'i>(view: &View<'_, 'i>, chain: &Chain<'i>, entry: &Entry) -> Option<Support<'i>> {
    let origin = chain.written.map_or(&chain.attachment.origin, |written| &written.origin);
    let policy = view.text(chain.policy);
    let text = format!("{policy} {:?}", entry.statement);
    let says = format!("statement {} of {}", entry.index, value::readable(policy));
    Some(Support { basis: Basis::Other(origin, text), says })
}

/// Whether boundaries and guards leave the power, and no Deny without a condition takes it.
fn is_left(view: &View<'_, '_>, holder: &Holder<'_>, power: &Power) -> bool {
    let stack = view.space.stacks.stack(holder.stack);
    let about = |id: &StatementId, effect| {
        compiled(view, *id).is_some_and(|one| one.effect == effect && one.names(power.action))
    };
    let mut layers = stack.boundary.iter().chain(&stack.guards);
    let allowed = layers.all(|layer| layer.iter().any(|id| about(id, Effect::Allow)));
    let denied = denies(view, holder, power).any(|one| {
        one.tests.is_empty() && !one.not_resources && one.resources.contains(&Pattern::All)
    });
    allowed && !denied
}

fn is_perhaps_denied(view: &View<'_, '_>, holder: &Holder<'_>, power: &Power) -> bool {
    denies(view, holder, power).next().is_some()
}

/// Statements of all layers that deny the power, to some extent.
fn denies<'v>(
    view: &'v View<'_, '_>,
    holder: &Holder<'_>,
    power: &'v Power,
) -> impl Iterator<Item = &'v Compiled> {
    let stack = view.space.stacks.stack(holder.stack);
    let layers = stack.boundary.iter().chain(&stack.guards).chain([&stack.identity]);
    let all = layers.flatten().filter_map(|id| view.space.engine.statement(*id));
    all.filter(|one| one.effect == Effect::Deny && one.names(power.action))
}
