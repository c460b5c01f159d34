//! The rules in force, applied to what was found.

use super::node::Nodes;
use super::notice::{self, Notice};
use super::pack::{Criticality, Gate, Target, Waiver};
use super::ruleset::{Ruleset, Source};
use super::select::{Field, like};
use super::waiver::{self, Standing};
use super::{catalogue, invariant, lint, owner, when};
use crate::diff::finding::{Certainty, Class, Finding, Lane};
use crate::model::Store;
use crate::model::inventory::Inventory;

/// Where the core pack is read from.
const CORE: &str = "pack:core";
/// Classes in which a node that nobody owns must not change.
const OWNED: &[Class] = &[Class::Path, Class::Trust, Class::Secret, Class::Isolation];

/// What the rules make of the findings.
#[derive(Debug, Default)]
pub struct Judged {
    /// What counts, with lanes and owners, and what is wrong with the rules.
    pub findings: Vec<Finding>,
    /// What a waiver accepts.
    pub waived: Vec<Finding>,
}

/// Gives findings lanes and owners, takes out what is waived, adds what invariants and the rules
/// themselves find. `compared` tells a change from an audit, where everything is there to be looked at.
pub fn judge(
    rules: &Ruleset,
    findings: Vec<Finding>,
    inventory: &Inventory,
    store: &Store,
    compared: bool,
) -> Judged {
    let nodes = Nodes::of(inventory, store);
    let tenants = rules.sources.iter().flat_map(|source| &source.pack.tenant).collect();
    let bench = Bench { rules, field: Field { nodes: &nodes, tenants } };
    let mut out = Judged::default();
    let mut notices = lint::weakened(rules);
    for mut finding in findings {
        let human = bench.raise(&mut finding);
        bench.own(&mut finding, inventory, store, &mut notices);
        bench.invariants(&finding, &mut notices);
        bench.overrule(&mut finding);
        if bench.waived(&finding, human, &mut notices) {
            out.waived.push(finding);
        } else {
            out.findings.push(finding);
        }
    }
    if !compared {
        notices.extend(lint::empty(rules, &bench.field));
        notices.extend(bench.unused(&out));
    }
    notices.sort_by(|left, right| {
        right.severity.cmp(&left.severity).then_with(|| left.id.cmp(&right.id))
    });
    notices.dedup_by(|left, right| left.id == right.id);
    out.findings.extend(notices);
    out
}

struct Bench<'r> {
    rules: &'r Ruleset,
    field: Field<'r>,
}

impl Bench<'_> {
    /// Puts a finding into the highest lane that a gate or a target asks for, and says whether a
    /// person must decide. A gate may raise a lane, never lower it.
    fn raise(&self, finding: &mut Finding) -> bool {
        let mut human = false;
        for source in &self.rules.sources {
            let gates: Vec<&Gate> =
                source.pack.gate.iter().filter(|gate| self.closes(gate, finding)).collect();
            let targets: Vec<&Target> =
                source.pack.target.iter().filter(|one| self.hits(one, finding)).collect();
            for gate in gates {
                // The core tells who must decide; how bad it is the lanes by severity tell.
                if source.file != CORE {
                    finding.lane = finding.lane.max(gate.lane);
                }
                let approvals = gate.approvals.iter();
                human |= approvals.clone().any(|one| one.human);
                let teams = approvals.flat_map(|one| &one.from.0);
                let teams = teams.filter(|team| !team.contains('('));
                finding.owners.extend(teams.cloned());
            }
            for target in targets {
                let proven = finding.certainty == Certainty::Proven;
                let high = target.criticality == Criticality::High && proven;
                finding.lane = finding.lane.max(if high { Lane::Block } else { Lane::Review });
                finding.owners.extend(target.owner.clone());
            }
        }
        human
    }

    fn closes(&self, gate: &Gate, finding: &Finding) -> bool {
        when::holds(&gate.when, finding, &self.field)
    }

    fn hits(&self, target: &Target, finding: &Finding) -> bool {
        when::targets(finding, &self.field)
            .any(|node| self.field.means(&target.select, &node, None))
    }

    /// Names the owners. What the rules say counts before what tags say: a change may bring its own
    /// tags. Where owners are declared, a trust node without one is a finding that blocks.
    fn own(&self, finding: &mut Finding, from: &Inventory, store: &Store, out: &mut Vec<Finding>) {
        let declared = self.rules.sources.iter().flat_map(|source| &source.pack.owner);
        let declared: Vec<_> = declared.collect();
        let mut found = owner::declared(&declared, finding);
        if found.is_empty() {
            found = owner::tagged(finding, from, store);
        }
        let ownerless = found.is_empty() && !declared.is_empty() && OWNED.contains(&finding.class);
        if ownerless {
            let title = format!("nobody owns what changes here: {}", finding.title);
            let place = finding.cause.first().map(|one| one.place.clone()).unwrap_or_default();
            out.push(notice::OWNER_MISSING.finding(&finding.id, title, Lane::Block, place));
        }
        finding.owners.extend(found);
        finding.owners.sort();
        finding.owners.dedup();
    }

    fn invariants(&self, finding: &Finding, out: &mut Vec<Finding>) {
        for source in &self.rules.sources {
            for one in &source.pack.invariant {
                let Some((from, to)) = invariant::broken(one, finding, &self.field) else {
                    continue;
                };
                let id = one.id.get_ref();
                let title = format!("`{id}` does not hold: {from} gets to {to}");
                let place = source.place(&one.id.span());
                let key = format!("{id}\n{}", finding.id);
                let notice = notice::INVARIANT_BROKEN.finding(&key, title, Lane::Block, place);
                let controls = one.controls.iter();
                out.push(Finding {
                    controls: controls.filter_map(|id| catalogue::control(id.get_ref())).collect(),
                    from,
                    to,
                    path: finding.path.clone(),
                    cause: finding.cause.clone(),
                    owners: finding.owners.clone(),
                    certainty: finding.certainty,
                    drift: finding.drift,
                    class: finding.class,
                    axis: finding.axis,
                    ..notice
                });
            }
        }
    }

    /// The last word of an override.
    fn overrule(&self, finding: &mut Finding) {
        let all = self.rules.sources.iter().flat_map(|source| &source.pack.overrides);
        for one in all.filter(|one| like(one.rule.get_ref(), finding.rule)) {
            finding.lane = one.lane;
        }
    }

    /// Whether a waiver accepts the finding; one that no longer may is a finding itself.
    fn waived(&self, finding: &Finding, human: bool, out: &mut Vec<Finding>) -> bool {
        let mut accepted = false;
        for (source, waiver) in self.waivers().filter(|(_, one)| waiver::names(one, finding)) {
            match waiver::standing(waiver, finding, human, self.rules.today) {
                Standing::Holds => accepted = true,
                Standing::Expired => out.push(about(notice::WAIVER_EXPIRED, waiver, source)),
                Standing::Outgrown => out.push(about(notice::WAIVER_OUTGROWN, waiver, source)),
                Standing::Refused => out.push(about(notice::WAIVER_REFUSED, waiver, source)),
            }
        }
        accepted
    }

    fn waivers(&self) -> impl Iterator<Item = (&Source, &Waiver)> {
        let sources = self.rules.sources.iter();
        sources.flat_map(|source| source.pack.waiver.0.iter().map(move |waiver| (source, waiver)))
    }

    fn unused(&self, judged: &Judged) -> Vec<Finding> {
        let all = || judged.findings.iter().chain(&judged.waived);
        let idle =
            self.waivers().filter(|(_, one)| !all().any(|finding| waiver::names(one, finding)));
        idle.map(|(source, one)| about(notice::WAIVER_UNUSED, one, source)).collect()
    }
}

fn about(notice: Notice, waiver: &Waiver, source: &Source) -> Finding {
    let id = waiver.id.get_ref();
    let what = match notice.rule {
        "waiver-expired" => {
            format!("waiver `{id}` does not hold today; it ends {}", waiver.expires)
        }
        "waiver-outgrown" => format!("what waiver `{id}` accepted got wider"),
        "waiver-refused" => {
            format!("waiver `{id}` is for what a person must decide, or is not known")
        }
        _ => format!("waiver `{id}` names nothing that is there"),
    };
    notice.finding(id, what, Lane::Review, source.place(&waiver.id.span()))
}
