//! What comes out of a case, and whether it is what was expected.

use super::file::{Case, Ends, Expect, Found, TestFile, Who};
use crate::cli::audit;
use crate::diag::Error;
use crate::diff::finding::Finding;
use crate::iam::Truth;
use crate::model::{Arn, Inventory, Store};
use crate::report::Report;
use crate::rules::Ruleset;
use crate::rules::node::Nodes;
use crate::rules::select::like;
use crate::source::{self, Inputs};
use crate::{Question, compare, explain};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The day of all tests.
const DAY: jiff::civil::Date = jiff::civil::date(2026, 1, 1);
/// What the demands begin with that find out who gets at something.
const ASKED: &str = "asked-";

/// The two sides of a case.
#[derive(Debug, Default)]
pub(super) struct Sides {
    before: Option<Inventory>,
    after: Inventory,
    store: Store,
    /// Whether both are the same, byte by byte.
    pub(super) unchanged: bool,
}

impl Sides {
    /// What a case names, from the folder of its file.
    pub(super) fn of(case: &Case, folder: &Path) -> Result<Self, Error> {
        let given = Inputs::default();
        let path = |name: &str| folder.join(name).display().to_string();
        let (store, (before, after, digests)) = audit::both_sides(&mut |store| {
            let mut digests = BTreeSet::new();
            let mut load = |name: &str| {
                let (input, loaded) = source::load(&path(name), &given, store)?;
                digests.insert(input.sha256);
                Ok::<_, Error>(loaded.after())
            };
            let before = case.before.as_deref().map(&mut load).transpose()?;
            let after = load(&case.after)?;
            Ok((before, after, digests))
        })?;
        let unchanged = before.is_some() && digests.len() == 1;
        Ok(Self { before, after, store, unchanged })
    }

    /// Two sides with nothing in them.
    pub(super) fn empty(case: &Case) -> Self {
        Self { before: case.before.as_ref().map(|_| Inventory::default()), ..Self::default() }
    }
}

/// A case after it was judged.
#[derive(Debug)]
pub(super) struct Scene {
    report: Report,
    nodes: Nodes,
    /// For each pair of nodes that is asked about, whether one gets to the other; none where one of
    /// them is not there.
    reached: BTreeMap<(String, String), Option<bool>>,
}

impl Scene {
    /// Judges a case under its rules.
    ///
    /// # Errors
    /// `rules-invalid` for rules that cannot be read.
    pub(super) fn play(sides: Sides, file: &TestFile, case: &Case) -> Result<Self, Error> {
        let Sides { before, after, mut store, .. } = sides;
        let compared = before.is_some();
        let nodes = Nodes::of(&[&after, before.as_ref().unwrap_or(&Inventory::default())], &store);
        let mut reached = BTreeMap::new();
        for ends in case.expect.iter().filter_map(ends) {
            let found = explain(after.clone(), &ends.from, Some(&ends.to), false, &mut store);
            let there = !found.is_empty();
            let any = found.iter().any(|one| one.reached != Truth::No);
            reached.insert((ends.from.clone(), ends.to.clone()), there.then_some(any));
        }
        let command = if compared { "diff" } else { "audit" };
        let question = Question::new(command, before, after, rules(file, case)?);
        Ok(Self { report: compare(question, &mut store), nodes, reached })
    }

    /// Why an expectation does not hold; none if it does.
    pub(super) fn fails(&self, expect: &Expect, number: usize) -> Option<String> {
        match expect {
            Expect::Path(ends) => (self.reaches(ends) != Some(true))
                .then(|| format!("{} does not get to {}", ends.from, ends.to)),
            Expect::NoPath(ends) => match self.reaches(ends) {
                Some(false) => None,
                Some(true) => Some(format!("{} gets to {}", ends.from, ends.to)),
                None => Some(format!("{} or {} is not there", ends.from, ends.to)),
            },
            Expect::Finding(found) => self.finding(found),
            Expect::Lane(word) => {
                let lane = self.report.verdict.lane.map_or("fast", |lane| lane.word());
                (lane != word).then(|| format!("the lane is {lane}, not {word}"))
            }
            Expect::Owners(owned) => {
                let mut findings = self.report.findings.iter();
                let found = findings.find(|one| like(&owned.rule, one.rule));
                let Some(found) = found else {
                    return Some(format!("there is no finding of {}", owned.rule));
                };
                let are: BTreeSet<&String> = found.owners.iter().collect();
                let want: BTreeSet<&String> = owned.are.0.iter().collect();
                (are != want).then(|| format!("the owners are {are:?}"))
            }
            Expect::Readers(who) | Expect::Reach(who) => self.members(who, number),
        }
    }

    fn reaches(&self, ends: &Ends) -> Option<bool> {
        self.reached.get(&(ends.from.clone(), ends.to.clone())).copied().flatten()
    }

    fn finding(&self, want: &Found) -> Option<String> {
        if let Some(about) = &want.about
            && !self.is_there(about)
        {
            return Some(format!("{about} is not there"));
        }
        let found: Vec<&Finding> =
            self.report.findings.iter().filter(|one| self.is_meant(want, one)).collect();
        let wrong = match want.count {
            Some(count) => found.len() != count,
            None => found.is_empty(),
        };
        wrong.then(|| {
            let all = self.report.findings.iter();
            let all: Vec<String> = all
                .map(|one| {
                    let gates = one.ruling.gates.join(", ");
                    format!("{} ({}; {gates}) {}", one.rule, one.lane.word(), one.title)
                })
                .collect();
            format!("{} findings are as expected, of {all:#?}", found.len())
        })
    }

    fn is_meant(&self, want: &Found, finding: &Finding) -> bool {
        let about = |name: &String| {
            let ends = finding.path.iter().flat_map(|hop| [&hop.from, &hop.to]);
            let also = finding.also.examples.iter().flat_map(|(from, to)| [from, to]);
            let causes = finding.cause.iter().map(|cause| &cause.address);
            let mut all = ends.chain(also).chain(causes).chain([&finding.from, &finding.to]);
            all.any(|id| self.is_called(name, id))
        };
        like(&want.rule, finding.rule)
            && want.lane.is_none_or(|lane| lane == finding.lane)
            && want.gate.as_ref().is_none_or(|gate| finding.ruling.gates.contains(gate))
            && want.about.as_ref().is_none_or(about)
    }

    /// Whether a name means a node: its id, its address, or `role/NAME`.
    fn is_called(&self, name: &str, id: &str) -> bool {
        let node = self.nodes.node(id);
        let arn = Arn::parse(&node.id);
        let short = arn.map(|arn| format!("{}/{}", arn.resource_type(), arn.last_segment()));
        like(name, id) || like(name, &node.address) || short.is_some_and(|one| like(name, &one))
    }

    fn is_there(&self, name: &str) -> bool {
        self.nodes.declared().any(|node| self.is_called(name, &node.id))
    }

    /// Whether others get at something than those who are named, or not all of them.
    fn members(&self, who: &Who, number: usize) -> Option<String> {
        if !self.nodes.declared().any(|node| like(&who.of, &node.id)) {
            return Some(format!("{} is not there", who.of));
        }
        let gate = format!("invariant {ASKED}{number}");
        let broken = self.report.findings.iter().find(|one| one.ruling.gates.contains(&gate));
        broken.map(|one| one.title.clone())
    }
}

/// The pair of nodes that an expectation asks about.
fn ends(expect: &Expect) -> Option<&Ends> {
    match expect {
        Expect::Path(ends) | Expect::NoPath(ends) => Some(ends),
        _ => None,
    }
}

/// The rules of a case. Who gets at something is asked by a demand of its own.
fn rules(file: &TestFile, case: &Case) -> Result<Ruleset, Error> {
    let packs: Vec<String> = file.packs.iter().map(|name| quoted(name)).collect();
    let mut texts = vec![format!("packs = [{}]\n", packs.join(", "))];
    texts.extend([file.rules.clone(), case.rules.clone()]);
    for (number, expect) in case.expect.iter().enumerate() {
        let (who, of) = match expect {
            Expect::Readers(who) => (who, "readers"),
            Expect::Reach(who) => (who, "reach"),
            _ => continue,
        };
        let are: Vec<String> = who.are.0.iter().map(|name| quoted(name)).collect();
        texts.push(format!(
            "[[invariant]]\nid = \"{ASKED}{number}\"\nallow_empty = true\n\
             set_equals = {{ match = {{ id = {} }}, of = \"{of}\", principals = [{}] }}\n",
            quoted(&who.of),
            are.join(", "),
        ));
    }
    let files: Vec<(String, String)> =
        texts.into_iter().map(|text| (format!("rules of {}", file.rule), text)).collect();
    Ruleset::new(&files, DAY)
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
