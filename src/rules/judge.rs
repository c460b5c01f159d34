//! The rules in force, applied to what was found.

use super::accepted::Accepted;
use super::approval::Council;
use super::boundary::Touched;
use super::change::Change;
use super::change::provenance::Agents;
use super::node::Nodes;
use super::notice::{self, Notice};
use super::owner::{Owners, Tagged};
use super::pack::{Criticality, Gate, Pack, Target, Waiver};
use super::ruleset::{Ruleset, Source};
use super::select::{Field, like};
use super::waiver::{self, Standing};
use super::{agreed, boundary, catalogue, lint, vocabulary, when};
use crate::diff::finding::{Certainty, Finding, Lane};
use crate::model::Store;
use crate::model::inventory::Inventory;
use std::collections::BTreeSet;

/// Where the core pack is read from.
const CORE: &str = "pack:core";

/// What is to be judged.
#[derive(Debug)]
pub struct Docket<'d> {
    /// The rules in force.
    pub rules: &'d Ruleset,
    /// What is told of the change.
    pub change: &'d Change,
    /// What was accepted as it stands.
    pub accepted: &'d [Accepted],
    /// What stands after.
    pub after: &'d Inventory,
    /// All nodes of both sides.
    pub nodes: &'d Nodes,
    /// Names.
    pub store: &'d Store,
    /// Whether two sides are compared; else everything is there to be looked at.
    pub compared: bool,
    /// What the change touches.
    pub touched: Touched,
}

/// What the rules make of the findings.
#[derive(Debug, Default)]
pub struct Judged {
    /// What counts, with lanes and owners, and what is wrong with the rules.
    pub findings: Vec<Finding>,
    /// What a waiver accepts.
    pub waived: Vec<Finding>,
}

/// Gives findings lanes and owners, takes out what is waived, adds what `broken` invariants and the rules
/// themselves say.
pub fn judge(docket: &Docket<'_>, findings: Vec<Finding>, broken: Vec<Finding>) -> Judged {
    let bench = Bench::new(docket);
    let mut out = Judged::default();
    let mut notices = lint::weakened(docket.rules);
    notices.extend(docket.rules.weakened.iter().cloned());
    notices.extend(lint::empty(docket.rules, &bench.field));
    for mut finding in findings {
        debug_assert!(vocabulary::rules().contains(&finding.rule), "{}", finding.rule);
        let human = bench.rule(&mut finding, &mut notices);
        if bench.waived(&finding, human, &mut notices) {
            out.waived.push(finding);
        } else {
            out.findings.push(finding);
        }
    }
    for mut finding in broken {
        finding.owners = bench.owners.of(&finding).into_iter().collect();
        notices.push(finding);
    }
    if docket.compared {
        notices.extend(boundary::look(docket, &bench.agents, &bench.council()));
    } else {
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
    docket: &'r Docket<'r>,
    field: Field<'r>,
    owners: Owners<'r>,
    tagged: Tagged<'r>,
    agents: Agents<'r>,
}

impl<'r> Bench<'r> {
    fn new(docket: &'r Docket<'r>) -> Self {
        let nodes = docket.nodes;
        let field = Field::new(docket.rules, nodes);
        let declared = docket.rules.all(|pack: &Pack| &pack.owner).collect();
        let boundaries = docket.rules.packs().filter_map(|pack| pack.boundary.as_ref()).collect();
        Self {
            docket,
            field,
            owners: Owners { declared, nodes },
            tagged: Tagged::new(docket.after, docket.store),
            agents: Agents { boundaries },
        }
    }

    fn council(&self) -> Council<'_> {
        Council { change: self.docket.change, owners: &self.owners, agents: &self.agents }
    }

    /// Gives a finding its lane and owners, and says whether a person must decide about it.
    fn rule(&self, finding: &mut Finding, out: &mut Vec<Finding>) -> bool {
        self.own(finding, out);
        let demanded = self.demanded(finding);
        agreed::apply(self.docket, &self.field, finding, out);
        let human = self.approve(finding, demanded);
        self.accept(finding, demanded);
        self.overrule(finding, out);
        self.map(finding);
        human
    }

    /// The lane that no approval answers: of gates that ask for none, and of targets. A gate may raise
    /// a lane, never lower it.
    fn demanded(&self, finding: &mut Finding) -> Option<Lane> {
        let mut demanded = None;
        for source in &self.docket.rules.sources {
            let targets: Vec<&Target> =
                source.pack.target.iter().filter(|one| self.hits(one, finding)).collect();
            for target in targets {
                let proven = finding.certainty == Certainty::Proven;
                let high = target.criticality == Criticality::High && proven;
                demanded = demanded.max(Some(if high { Lane::Block } else { Lane::Review }));
                finding.owners.extend(target.owner.clone());
                finding.ruling.gates.push(format!(
                    "target {} ({})",
                    target.id.get_ref(),
                    target.mission
                ));
            }
            let (_, gates) = self.gates(source, finding);
            for gate in gates {
                demanded = demanded.max(Some(gate.lane));
                held(finding, gate);
            }
        }
        demanded
    }

    /// Puts a finding into the lane that its severity, its gates and the approvals make together. Where
    /// all gates that ask for approvals have them, only what others demand stays.
    fn approve(&self, finding: &mut Finding, demanded: Option<Lane>) -> bool {
        let council = self.council();
        let (mut human, mut asked, mut open) = (false, false, true);
        let mut lane = finding.lane.max(demanded.unwrap_or(Lane::Note));
        for source in &self.docket.rules.sources {
            let (gates, _) = self.gates(source, finding);
            for gate in gates {
                let Some(asks) = &gate.approvals else { continue };
                let decision = council.decide(gate.id.get_ref(), asks, finding);
                (asked, open) = (true, open && decision.open);
                human |= asks.human;
                // The core tells who must decide; how bad it is the lanes by severity tell.
                if source.file != CORE {
                    lane = lane.max(gate.lane);
                }
                let teams = asks.from.0.iter().filter(|team| !team.contains('('));
                finding.owners.extend(teams.cloned());
                held(finding, gate);
                finding.ruling.approvals.extend(decision.says);
            }
        }
        finding.lane = if asked && open { demanded.unwrap_or(Lane::Note) } else { lane };
        finding.owners.sort();
        finding.owners.dedup();
        human
    }

    /// What was accepted as it stands is a note with its age, as long as it is no wider.
    fn accept(&self, finding: &mut Finding, demanded: Option<Lane>) {
        let found = self.docket.accepted.iter().find(|one| one.covers(finding));
        if let Some(one) = found {
            finding.lane = demanded.unwrap_or(Lane::Note);
            finding.ruling.accepted = Some(one.age(self.docket.rules.today));
        }
    }

    /// The gates that a finding closes: those that ask for approvals, and the others.
    fn gates<'g>(&self, source: &'g Source, finding: &Finding) -> (Vec<&'g Gate>, Vec<&'g Gate>) {
        let gates = source.pack.gate.iter();
        let closed = gates.filter(|gate| when::holds(&gate.when, finding, &self.field));
        closed.partition(|gate| gate.approvals.is_some())
    }

    fn hits(&self, target: &Target, finding: &Finding) -> bool {
        when::targets(finding, &self.field)
            .any(|node| self.field.means(&target.select, &node, None))
    }

    /// Names the owners. What the rules say counts before what tags say: a change may bring its own
    /// tags. Where owners are declared, a trust node without one is a finding that blocks.
    fn own(&self, finding: &mut Finding, out: &mut Vec<Finding>) {
        let mut found = self.owners.of(finding);
        if found.is_empty() {
            found = self.tagged.of(finding);
        }
        let declared = !self.owners.declared.is_empty();
        if declared {
            for address in self.owners.missing(finding, &found) {
                let title = format!("nobody owns {address}, and it changes: {}", finding.title);
                let cause = finding.cause.iter().find(|one| one.address == address);
                let place = cause.map(|one| one.place.clone()).unwrap_or_default();
                let key = format!("{}\n{address}", finding.id);
                out.push(notice::OWNER_MISSING.finding(&key, title, Lane::Block, place));
            }
        }
        finding.owners.extend(found);
    }

    /// Adds the controls of the catalogues that the packs ask for, each once.
    fn map(&self, finding: &mut Finding) {
        let asked = self.docket.rules.all(|pack: &Pack| &pack.catalogues);
        let asked: Vec<&str> = asked.map(|name| name.get_ref().as_str()).collect();
        for control in catalogue::of_class(finding.class, &asked) {
            finding.controls.push(control);
        }
        let mut seen = BTreeSet::new();
        finding.controls.retain(|control| seen.insert(*control));
    }

    /// The last word of an override. One that lowers a lane is a finding itself.
    fn overrule(&self, finding: &mut Finding, out: &mut Vec<Finding>) {
        for source in &self.docket.rules.sources {
            let named = source.pack.overrides.iter();
            for one in named.filter(|one| like(one.rule.get_ref(), finding.rule)) {
                if one.lane < finding.lane {
                    out.push(lint::lowered(one, source));
                }
                finding.lane = one.lane;
            }
        }
    }

    /// Whether a waiver accepts the finding; one that no longer may is a finding itself.
    fn waived(&self, finding: &Finding, human: bool, out: &mut Vec<Finding>) -> bool {
        let mut accepted = false;
        for (source, waiver) in self.waivers().filter(|(_, one)| waiver::names(one, finding)) {
            match waiver::standing(waiver, finding, human, self.docket.rules.today) {
                Standing::Holds => accepted = true,
                Standing::Expired => out.push(about(notice::WAIVER_EXPIRED, waiver, source)),
                Standing::Outgrown => out.push(about(notice::WAIVER_OUTGROWN, waiver, source)),
                Standing::Refused => out.push(about(notice::WAIVER_REFUSED, waiver, source)),
            }
        }
        accepted
    }

    fn waivers(&self) -> impl Iterator<Item = (&Source, &Waiver)> {
        let sources = self.docket.rules.sources.iter();
        sources.flat_map(|source| source.pack.waiver.0.iter().map(move |waiver| (source, waiver)))
    }

    fn unused(&self, judged: &Judged) -> Vec<Finding> {
        let all = || judged.findings.iter().chain(&judged.waived);
        let idle =
            self.waivers().filter(|(_, one)| !all().any(|finding| waiver::names(one, finding)));
        idle.map(|(source, one)| about(notice::WAIVER_UNUSED, one, source)).collect()
    }
}

/// Notes that a gate holds a finding.
fn held(finding: &mut Finding, gate: &Gate) {
    finding.ruling.gates.push(gate.id.get_ref().clone());
    let controls = gate.controls.iter().filter_map(|id| catalogue::control(id.get_ref()));
    finding.controls.extend(controls);
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
