//! New readers as findings: one for all that one change lets somebody read.

use super::News;
use crate::diag::limits;
use crate::diff::finding::{
    self, Also, Because, Cause, Certainty, Class, Drift, Finding, Hop, Lane, Request, Severity,
};
use crate::diff::{Face, Ground, fingerprint, group, label, proof, says};
use crate::graph::Space;
use crate::graph::premise::{Layer, Support};
use crate::graph::read::case::Place;
use crate::graph::read::{Keep, Kept, Lock};
use crate::graph::set::Node;
use crate::iam::truth::Truth;
use crate::model::policy::StatementId;
use crate::model::{Arn, Name, value};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The rule of who reads as things stand.
const READER: &str = "secret-reader";
/// The rule of who reads once it has rewritten a policy.
const REWRITER: &str = "secret-rewriter";

/// Tells what was found.
pub(super) struct Teller<'t> {
    pub(super) new: &'t Face<'t>,
    pub(super) is: &'t Keep<'t>,
    pub(super) ground: Ground<'t>,
    pub(super) space: &'t Space,
}

impl Teller<'_> {
    pub(super) fn findings(&self, all: Vec<News>) -> Vec<Finding> {
        let mut groups: BTreeMap<(Vec<Cause>, bool), Vec<News>> = BTreeMap::new();
        for one in all {
            groups.entry((one.cause.clone(), one.rewriting)).or_default().push(one);
        }
        let all = groups.into_iter();
        all.filter_map(|((cause, rewriting), group)| self.finding(cause, rewriting, group))
            .collect()
    }

    fn finding(&self, cause: Vec<Cause>, rewriting: bool, mut group: Vec<News>) -> Option<Finding> {
        let text = |name| self.ground.store.names.text(name);
        // What a key opens says that the key is opened.
        let is_key = |one: &News| self.kept(one.what).is_some_and(|kept| kept.way.is_key());
        if !group.iter().all(is_key) {
            group.retain(|one| !is_key(one));
        }
        group.sort_by_key(|one| {
            let rank = Reverse((self.severity(one), certainty(one)));
            (rank, text(one.who).to_owned(), text(one.what).to_owned())
        });
        let pair = |one: &News| (self.node(one.who), self.kept_node(one.what));
        let mut pairs: Vec<(String, String)> = group.iter().map(pair).collect();
        let starts: Vec<Node> = group.iter().map(|one| one.who).collect();
        let principals = group::principals(&starts, self.new, self.ground);
        let mut techniques: Vec<&'static str> =
            group.iter().map(|one| self.technique(one)).collect();
        techniques.sort_unstable();
        techniques.dedup();
        let first = group.first()?;
        let (from, to) = pair(first);
        pairs.sort();
        pairs.dedup();
        pairs.retain(|one| *one != (from.clone(), to.clone()));
        let rule = if rewriting { REWRITER } else { READER };
        let title = self.title(first, &principals, &group);
        let id = format!("{rule}\n{}\n{}", text(first.what), text(first.who));
        Some(Finding {
            id: fingerprint::digest(&id),
            rule,
            class: Class::Secret,
            axis: finding::Axis::Visibility,
            lane: Lane::Review,
            severity: self.severity(first),
            certainty: certainty(first),
            drift: if first.widened { Drift::Widened } else { Drift::Added },
            account: Arn::parse(text(first.what))
                .map(|arn| value::readable(arn.account))
                .unwrap_or_default(),
            path: vec![self.hop(first, rule, &title)],
            witness: first.reading.calls.first().map(|(action, on)| Request {
                principal: from.clone(),
                action: (*action).to_owned(),
                resource: value::readable(text(*on)),
                context: Vec::new(),
            }),
            title,
            from,
            to,
            principals,
            techniques,
            also: Also {
                count: pairs.len(),
                examples: pairs.into_iter().take(limits::EXAMPLES_MAX).collect(),
            },
            controls: vec!["csf2:PR.AA-05", "csf2:PR.DS-01", "nhi:NHI5:2025"],
            owners: Vec::new(),
            fix: match rewriting {
                true => "leave its policies to whoever owns the secret",
                false => "name only the secrets that it needs, or let it ask who has them",
            }
            .to_owned(),
            cause,
        })
    }

    fn kept(&self, what: Name) -> Option<&Kept<'_>> {
        self.is.find(what)
    }

    fn node(&self, who: Node) -> String {
        let address = self.new.graph.world.holder(who).map(|one| one.identity.origin.address);
        label::node(who, address, self.ground)
    }

    fn kept_node(&self, what: Name) -> String {
        label::node(what, self.kept(what).map(|kept| kept.origin.address), self.ground)
    }

    fn technique(&self, one: &News) -> &'static str {
        self.kept(one.what).map_or("data.read", |kept| kept.way.technique(one.rewriting))
    }

    /// A reader of data; less where nothing was there to be read or a key alone is opened, more for
    /// what the user names sensitive.
    fn severity(&self, one: &News) -> Severity {
        let kept = self.kept(one.what);
        let key = kept.is_some_and(|kept| kept.way.is_key());
        let sensitive = kept.is_some_and(|kept| kept.sensitive);
        match (one.made || key, sensitive) {
            (true, false) => Severity::Low,
            (true, true) | (false, false) => Severity::Medium,
            (false, true) => Severity::High,
        }
    }

    fn title(&self, one: &News, principals: &[String], group: &[News]) -> String {
        let label = |what| {
            let arn = self.ground.store.names.text(what);
            self.kept(what).map_or_else(|| value::readable(arn), |kept| kept.way.label(arn))
        };
        let who = match principals {
            [first, _, ..] => format!("{first} and {} more", principals.len() - 1),
            _ => label::short(one.who, self.ground),
        };
        let mut others: Vec<Name> = group.iter().map(|one| one.what).collect();
        others.sort_unstable();
        others.dedup();
        let what = match others.len() {
            0 | 1 => label(one.what),
            many => format!("{} and {} more", label(one.what), many - 1),
        };
        let can = if one.reading.truth == Truth::Yes { "can" } else { "may" };
        let key = self.kept(one.what).is_some_and(|kept| kept.way.is_key());
        let verb = if key { "decrypt what is under" } else { "read" };
        match one.rewriting {
            true => format!("{who} {can} rewrite who may read {what}, and so read it"),
            false => format!("{who} {can} {verb} {what}"),
        }
    }

    fn hop(&self, one: &News, rule: &'static str, title: &str) -> Hop {
        let mut requires = one.reading.requires.clone();
        requires.sort();
        requires.dedup();
        let because = one.reading.by.iter();
        let mut because: Vec<Because> =
            because.filter_map(|(place, id)| self.because(one, *place, *id)).collect();
        because.dedup();
        if because.is_empty() {
            because.extend(one.cause.iter().map(|cause| Because {
                policy: String::new(),
                statement: cause.statement,
                sid: String::new(),
                says: String::new(),
                place: cause.place.clone(),
            }));
        }
        Hop {
            from: self.node(one.who),
            to: self.kept_node(one.what),
            technique: rule,
            name: self.technique(one),
            title: title.to_owned(),
            new: true,
            because,
            requires,
        }
    }

    fn because(&self, one: &News, place: Place, statement: StatementId) -> Option<Because> {
        let kept = self.kept(one.what)?;
        let (id, policy) = match (place, &kept.lock) {
            (Place::Own, _) => {
                let scene = self.new.scene(self.ground.store, self.space);
                let layer = Layer::Identity;
                let support = Support::Statement { who: one.who, layer, statement };
                return proof::one(&support, scene, self.ground);
            }
            (Place::Key, Lock::Key(key)) => (*key, "key policy"),
            (Place::Key, _) => (kept.id, "key policy"),
            (Place::Secret, _) => (kept.id, "resource policy"),
        };
        self.is.documents(id).iter().find_map(|(written, entries)| {
            let entry = entries.iter().find(|entry| entry.statement == statement)?;
            Some(Because {
                policy: policy.into(),
                statement: Some(entry.index),
                sid: self.ground.store.names.text(entry.sid).to_owned(),
                says: says::statement(
                    self.ground.store.documents.statement(statement),
                    &self.ground.store.names,
                ),
                place: proof::place(&written.origin, Some(entry.index), self.ground),
            })
        })
    }
}

fn certainty(one: &News) -> Certainty {
    match (one.reading.truth, one.reading.open) {
        (Truth::Yes, _) => Certainty::Proven,
        (_, true) => Certainty::Unknown,
        (_, false) => Certainty::Conditional,
    }
}
