//! Policies of resources compared as languages: whom a policy lets in now and did not before, with a
//! request that shows it.
//!
//! A policy denotes the set of requests that it allows. What is news is a request of the new set that is
//! not in the old one, so a policy that says the same in other words gives nothing, and a lost Deny, a
//! wider pattern and a condition that is gone are all one question. The paths through roles are told
//! elsewhere; of trust policies only what widens and opens no path is told here.

use super::finding::{
    Because, Cause, Certainty, Class, Drift, Finding, Hop, Lane, Request, Severity,
};
use super::{Ground, finding, fingerprint, proof, says};
use crate::diag::limits;
use crate::graph::Space;
use crate::graph::admission::right::{self, Right};
use crate::graph::admission::source::{self, Source};
use crate::graph::admission::{self, Accounts, Admission, Guarded, service};
use crate::graph::surface::View;
use crate::iam::PolicyType;
use crate::iam::access::{Access, Point};
use crate::iam::statement::Compiled;
use crate::model::element::ElementKind;
use crate::model::inventory::{ChangeKind, Inventory, Origin};
use crate::model::policy::PrincipalRef;
use crate::model::value::{readable, shown};
use crate::model::{Arn, Name};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody is let in who was not.
struct News<'i> {
    arn: &'i str,
    admission: Admission<'i>,
    source: Source,
    right: Right,
    drift: Drift,
    certainty: Certainty,
    /// Whether the user names the resource sensitive, or it is a role of administrators.
    sensitive: bool,
    /// A request that only the new policy allows.
    point: Option<Point>,
    /// Keys that were asked of the same source before and are not any more.
    lost: Vec<String>,
    /// Whether only a public access block keeps them out.
    held_back: bool,
}

/// What the policies of resources newly allow; without a comparison, what they allow to others.
pub(super) fn widened(
    old: &Inventory,
    new: &View<'_, '_>,
    told: &[Finding],
    ground: Ground<'_>,
    space: &Space,
) -> Vec<Finding> {
    let before = admission::guarded(old, ground.store);
    let after = admission::guarded(new.graph.world.inventory, ground.store);
    let accounts = Accounts::new(new.graph.world.inventory, ground.store);
    let judge = Judge { old, new, accounts, ground, space };
    let mut groups: BTreeMap<(Cause, &'static str), Vec<News<'_>>> = BTreeMap::new();
    for (arn, guarded) in &after {
        for one in judge.news(arn, before.get(arn), guarded) {
            let cause = judge.cause(&one);
            if !is_told(arn, &cause, told) {
                groups.entry((cause, rule(&one))).or_default().push(one);
            }
        }
    }
    let all = groups.into_iter();
    all.filter_map(|((cause, rule), group)| judge.finding(rule, cause, group)).collect()
}

/// Whether a path already tells what this change of a trust policy opens.
fn is_told(arn: &str, cause: &Cause, told: &[Finding]) -> bool {
    let same = |one: &Cause| one.address == cause.address && one.attribute == cause.attribute;
    let role = readable(arn);
    let about = |finding: &&Finding| {
        let nodes = finding.path.iter().flat_map(|hop| [&hop.from, &hop.to]).chain([&finding.to]);
        nodes.into_iter().any(|node| *node == role || *node == cause.address)
    };
    told.iter().filter(about).any(|finding| finding.cause.iter().any(same))
}

struct Judge<'j, 'v, 'i> {
    old: &'j Inventory,
    new: &'j View<'v, 'i>,
    accounts: Accounts<'j>,
    ground: Ground<'j>,
    space: &'j Space,
}

impl<'j> Judge<'j, '_, '_> {
    fn news(&self, arn: &'j str, was: Option<&Guarded<'_>>, is: &Guarded<'j>) -> Vec<News<'j>> {
        let store = self.ground.store;
        let role = is_role(arn);
        let nothing = Guarded::default();
        let was = was.unwrap_or(&nothing);
        // What was not known before weakens nothing; roles that are new are told by paths.
        if was.open || (role && was.policies.is_empty()) {
            return Vec::new();
        }
        if self.ground.compared && was.statements() == is.statements() {
            return Vec::new();
        }
        let owners = self.accounts.owning(arn);
        let known = was.admissions(store);
        let mut out = Vec::new();
        for admission in is.admissions(store) {
            let Some(compiled) = self.space.engine.statement(admission.alone) else { continue };
            if role && self.is_settled(arn, &admission) {
                continue;
            }
            let same = |one: &&Admission<'_>| one.principal == admission.principal;
            let before: Vec<&Admission<'_>> = known.iter().filter(same).collect();
            let source = self.whom(arn, &admission, compiled, &owners);
            let Some(source) = source.filter(|one| *one != Source::Own || before.is_empty()) else {
                continue;
            };
            let held_back = source == Source::Anyone && self.is_blocked(arn, &admission);
            let Some((point, sure)) = self.beyond(&admission, was) else { continue };
            let of_others = source != Source::Own && !source::may_be_own(source, &owners, store);
            let sure = sure && !held_back && of_others;
            out.push(News {
                arn,
                sensitive: self.is_named(arn) || self.is_administrator(arn),
                source,
                right: right::most(compiled, service_of(arn)),
                drift: match (self.ground.compared, before.is_empty()) {
                    (false, _) => Drift::Present,
                    (true, false) => Drift::Widened,
                    (true, true) => Drift::Added,
                },
                certainty: if sure { Certainty::Proven } else { Certainty::Conditional },
                point,
                lost: self.lost(&before, &admission),
                held_back,
                admission,
            });
        }
        // Which services may take a role is no news of the role; that they lose their tie is.
        out.retain(|one| !role || one.drift == Drift::Widened || one.source == Source::Own);
        out.retain(|one| !matches!(one.source, Source::Federated(_)) || role);
        out
    }

    /// A request that an admission allows and the old policy does not, and whether that is certain;
    /// none if there is none.
    fn beyond(
        &self,
        admission: &Admission<'_>,
        was: &Guarded<'_>,
    ) -> Option<(Option<Point>, bool)> {
        let mut now = admission.denies(self.ground.store);
        now.insert(0, admission.alone);
        let own = Access::of(PolicyType::Resource, now);
        let before = Access::of(PolicyType::Resource, was.apart(self.ground.store));
        let excess = own.newly_made(&before, &self.space.engine);
        match excess.points.into_iter().next() {
            Some((_, point)) => Some((Some(point), true)),
            None if excess.undecided.is_empty() => None,
            None => Some((None, false)),
        }
    }

    /// Whether the ways in beside a trust policy tell all there is to tell of an admission.
    fn is_settled(&self, arn: &str, admission: &Admission<'_>) -> bool {
        let store = self.ground.store;
        let statement = store.documents.statement(admission.alone);
        let doors = &self.new.graph.world.doors;
        let role = store.names.find(arn);
        role.is_some_and(|role| doors.settle(admission.principal, statement, role, store))
    }

    /// Who of those whom an admission lets in is the most of a stranger. Of the own account only the
    /// account as a whole counts, and where it is about an administrator: whom its other policies let
    /// assume the role, nobody sees from here.
    fn whom(
        &self,
        arn: &str,
        admission: &Admission<'_>,
        compiled: &Compiled,
        owners: &[&str],
    ) -> Option<Source> {
        let store = self.ground.store;
        let inventory = self.new.graph.world.inventory;
        let sources = source::of(admission, compiled, owners, store).into_iter();
        let most = sources.map(|one| source::at_home(one, inventory, store)).max()?;
        match most {
            Source::BoundService(_) => None,
            Source::Own => {
                let all = matches!(admission.principal, PrincipalRef::Account(_));
                let opened = all && self.ground.compared && self.is_administrator(arn);
                opened.then_some(most)
            }
            _ => Some(most),
        }
    }

    /// What was asked of the same principal and is not any more.
    fn lost(&self, before: &[&Admission<'_>], admission: &Admission<'_>) -> Vec<String> {
        let kept: Vec<(&str, bool)> = self.asked(admission).collect();
        let all: BTreeSet<(&str, bool)> = before.iter().flat_map(|one| self.asked(one)).collect();
        let lost = all.into_iter().filter(|(key, certain)| {
            let now = kept.iter().filter(|(other, _)| other == key);
            now.map(|(_, certain)| *certain).max() < Some(*certain)
        });
        let words = |(key, _): (&str, bool)| match kept.iter().any(|(other, _)| *other == key) {
            true => format!("a certain {key}"),
            false => key.to_owned(),
        };
        lost.map(words).collect()
    }

    /// The keys that a statement asks for, and whether it asks for certain values of them.
    fn asked(&self, admission: &Admission<'_>) -> impl Iterator<Item = (&str, bool)> {
        let compiled = self.space.engine.statement(admission.alone);
        let tests = compiled.into_iter().flat_map(|one| &one.tests);
        tests.map(|test| (&*test.key, !test.takes_any_value()))
    }

    fn is_administrator(&self, arn: &str) -> bool {
        let graph = self.new.graph;
        let node = self.ground.store.names.find(arn);
        node.and_then(|node| graph.out(node)).is_some_and(|out| out.admin.must())
    }

    /// Whether the user names a resource sensitive.
    fn is_named(&self, arn: &str) -> bool {
        let names = &self.ground.store.names;
        let mut resources = self.new.graph.world.inventory.resources.iter();
        let tags = resources.find(|one| names.text(one.arn) == arn).map(|one| one.tags.as_slice());
        let tags = tags.unwrap_or_default();
        self.ground.sensitive.iter().any(|one| one.selects(arn, tags, names))
    }

    /// Whether an access block keeps everybody out of a bucket, whatever its policy says.
    fn is_blocked(&self, arn: &str, admission: &Admission<'_>) -> bool {
        let elements = &self.new.elements;
        let attribute = self.ground.store.names.text(admission.written.origin.attribute);
        let switch = match attribute {
            "access_control_policy" | "acl" => "ignore-public-acls",
            _ => "restrict-public-buckets",
        };
        let blocks = |element| elements.flag(element, switch) == Some(true);
        let bucket = self.ground.store.names.find(arn);
        let own = bucket.and_then(|arn| elements.find(ElementKind::BucketAccessBlock, arn));
        let mut all = elements.of_kind(ElementKind::AccountAccessBlock).iter().copied().chain(own);
        service_of(arn) == "s3" && all.any(blocks)
    }

    fn cause(&self, one: &News<'_>) -> Cause {
        let origin = &one.admission.written.origin;
        let text = |name| shown(&self.ground.store.names, name);
        let statement = (origin.attribute != Name::EMPTY).then_some(one.admission.entry.index);
        Cause {
            address: text(origin.address),
            attribute: text(origin.attribute),
            statement,
            change: self.change(origin),
            place: proof::place(origin, statement, self.ground),
        }
    }

    fn change(&self, origin: &Origin) -> ChangeKind {
        if !self.ground.compared {
            return ChangeKind::None;
        }
        if let Some(kind) = self.ground.changed.get(&origin.address) {
            return *kind;
        }
        let inventory = self.old;
        let resources = inventory.resources.iter().filter_map(|one| one.policy.as_ref());
        let trusts = inventory.identities.iter().filter_map(|one| one.trust.as_ref());
        let mut written = resources.chain(trusts);
        match written.any(|one| one.origin.address == origin.address) {
            true => ChangeKind::Update,
            false => ChangeKind::Create,
        }
    }

    /// One finding for all that one statement newly lets in.
    fn finding(
        &self,
        rule: &'static str,
        cause: Cause,
        mut group: Vec<News<'_>>,
    ) -> Option<Finding> {
        group.sort_by_key(|one| std::cmp::Reverse((severity(one), one.source)));
        let pair = |one: &News<'_>| (self.label(one).0, readable(one.arn));
        let mut all: Vec<(String, String)> = group.iter().map(pair).collect();
        let mut techniques: Vec<&'static str> = group.iter().map(technique).collect();
        techniques.sort_unstable();
        techniques.dedup();
        let one = group.first()?;
        let (from, to) = pair(one);
        let mut principals: Vec<String> = all.iter().map(|(from, _)| from.clone()).collect();
        all.sort();
        all.dedup();
        all.retain(|other| *other != (from.clone(), to.clone()));
        principals.sort();
        principals.dedup();
        let id = format!("{rule}\n{}\n{}\n{from}", one.arn, cause.attribute);
        Some(Finding {
            id: fingerprint::digest(&id),
            rule,
            class: Class::Trust,
            axis: finding::Axis::Access,
            lane: Lane::Review,
            severity: severity(one),
            certainty: one.certainty,
            drift: one.drift,
            title: self.title(one),
            from: from.clone(),
            to: to.clone(),
            account: account_of(one.arn),
            principals,
            techniques,
            path: vec![self.hop(one, from, to)],
            also: finding::Also {
                count: all.len(),
                examples: all.into_iter().take(limits::EXAMPLES_MAX).collect(),
            },
            witness: one.point.as_ref().map(request),
            controls: vec!["csf2:PR.AA-05", "nhi:NHI5:2025"],
            owners: Vec::new(),
            ruling: Default::default(),
            fix: fix(one),
            cause: vec![cause],
        })
    }

    /// The node of who is let in, and how a sentence names it.
    fn label(&self, one: &News<'_>) -> (String, String) {
        if one.source == Source::Own {
            return (format!("account:{}", account_of(one.arn)), "whoever the account lets".into());
        }
        source::label(one.source, self.ground.store)
    }

    fn title(&self, one: &News<'_>) -> String {
        let (_, who) = self.label(one);
        let words = service::of(service_of(one.arn));
        let name = Arn::parse(one.arn).map_or(one.arn, |arn| arn.last_segment());
        let name = readable(name.rsplit(':').next().unwrap_or(name));
        let can = if one.certainty == Certainty::Proven { "can" } else { "may" };
        let verb = one.right.verb();
        let what = format!("{who} {can} {verb} {}/{name}", words.kind);
        if one.held_back {
            return format!("{what} once its public access block is lifted");
        }
        match (one.lost.as_slice(), one.drift) {
            ([], Drift::Widened) => format!("{what} in more ways"),
            ([], _) => what,
            (lost, _) => format!("{what} without {}", lost.join(", ")),
        }
    }

    fn hop(&self, one: &News<'_>, from: String, to: String) -> Hop {
        let store = self.ground.store;
        let entry = one.admission.entry;
        let origin = &one.admission.written.origin;
        Hop {
            from,
            to,
            technique: rule(one),
            name: technique(one),
            title: self.title(one),
            new: self.ground.compared,
            because: vec![Because {
                policy: if is_role(one.arn) { "trust policy" } else { "resource policy" }.into(),
                statement: Some(entry.index),
                sid: store.names.text(entry.sid).to_owned(),
                says: says::statement(store.documents.statement(entry.statement), &store.names),
                place: proof::place(origin, Some(entry.index), self.ground),
            }],
            requires: match one.certainty {
                Certainty::Proven => Vec::new(),
                _ if one.held_back => vec!["no public access block keeps them out".into()],
                _ if one.source == Source::Own => {
                    vec!["somebody of the account who is not seen here may assume it".into()]
                }
                _ if one.point.is_none() => vec!["the policies differ in what is asked".into()],
                _ => vec!["the source is not of the account that owns the resource".into()],
            },
        }
    }
}

fn account_of(arn: &str) -> String {
    Arn::parse(arn).map(|arn| readable(arn.account)).unwrap_or_default()
}

fn service_of(arn: &str) -> &str {
    Arn::parse(arn).map(|arn| arn.service).unwrap_or_default()
}

fn is_role(arn: &str) -> bool {
    service_of(arn) == "iam"
}

fn request(point: &Point) -> Request {
    let context = point.context.iter().map(|(key, values)| (key.to_owned(), values.join(", ")));
    Request {
        principal: point.principal.clone().unwrap_or_else(|| "anonymous".to_owned()),
        action: point.action.clone(),
        resource: readable(&point.resource),
        context: context.map(|(key, value)| (key, readable(&value))).collect(),
    }
}

fn rule(one: &News<'_>) -> &'static str {
    match one.source {
        Source::Service(_) => "confused-deputy",
        _ if is_role(one.arn) => "trust-widened",
        Source::Anyone if one.held_back => "resource-public-but-blocked",
        Source::Anyone => "resource-public",
        _ => "resource-shared",
    }
}

fn technique(one: &News<'_>) -> &'static str {
    let words = service::of(service_of(one.arn));
    match one.source {
        Source::Service(_) => "deputy.no-source-condition",
        Source::Federated(_) => "fed.oidc",
        Source::Anyone => words.public,
        _ => words.grant,
    }
}

/// How bad it is, one worse for what the user names sensitive.
fn severity(one: &News<'_>) -> Severity {
    match (graded(one), one.sensitive) {
        (Severity::Low, true) => Severity::Medium,
        (Severity::Medium, true) => Severity::High,
        (severity, _) => severity,
    }
}

/// How bad it is: who, and to do what. An exposure is no path, so it is never the worst.
fn graded(one: &News<'_>) -> Severity {
    if one.held_back {
        // One step away from everybody: worth a look when it is new.
        let stands = one.drift == Drift::Present;
        return if stands { Severity::Low } else { Severity::Medium };
    }
    let strong = one.right >= Right::Code;
    let severity = match (one.source, one.right) {
        // Whoever makes the service act: not much alone, but a guard that was there is gone.
        (Source::Service(_), _) if one.drift == Drift::Widened => Severity::Medium,
        (Source::Service(_), _) => Severity::Low,
        (Source::Anyone, Right::Use) => Severity::Medium,
        (Source::Anyone, _) => Severity::High,
        (Source::OwnNetwork(_), _) if !strong => Severity::Low,
        (Source::Organization(_) | Source::Network(_), Right::Use) => Severity::Low,
        (Source::Account(_) | Source::Principal(_), Right::Become) => Severity::Medium,
        (Source::Account(_) | Source::Principal(_), _) if strong => Severity::High,
        _ => Severity::Medium,
    };
    // Of who may be of the own account: data in reach counts as if of a stranger, and so does a role that
    // asked for something and asks no more.
    let counts = one.point.is_some()
        && match one.right {
            Right::Use => false,
            Right::Become => !one.lost.is_empty(),
            _ => true,
        };
    match (severity, one.certainty) {
        (Severity::High, Certainty::Conditional) => Severity::Medium,
        (Severity::Medium, Certainty::Conditional) if !counts => Severity::Low,
        (severity, _) => severity,
    }
}

fn fix(one: &News<'_>) -> String {
    match one.source {
        Source::Service(_) => "require aws:SourceArn or aws:SourceAccount of the statement",
        Source::Anyone => "name who needs it, or require aws:PrincipalOrgID",
        Source::Federated(_) => "keep the conditions on audience and subject",
        _ if !one.lost.is_empty() => "keep the condition",
        _ => "take the principal off, or name the role instead of its account",
    }
    .to_owned()
}
