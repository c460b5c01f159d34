//! What is wrong with rules that can be read: they weaken the core, mean nothing, or stand twice.

use super::pack::{ACCOUNT, CONTRACT, Gate, Invariant, Override, Pack, Row, Selector};
use super::ruleset::{Ruleset, Source};
use super::select::Field;
use super::{notice, vocabulary};
use crate::diag::limits;
use crate::diff::finding::{Finding, Lane};
use crate::iam::catalog::actions;
use std::collections::BTreeMap;
use toml::Spanned;

/// Overrides that take a rule to the lowest lane.
pub fn weakened(rules: &Ruleset) -> Vec<Finding> {
    let mut out = Vec::new();
    for source in &rules.sources {
        let lowest = source.pack.overrides.iter().filter(|one| one.lane == Lane::Note);
        out.extend(lowest.map(|one| lowered(one, source)));
    }
    out
}

/// That an override takes a rule to a lower lane.
pub fn lowered(one: &Override, source: &Source) -> Finding {
    let rule = one.rule.get_ref();
    let title = format!("an override takes `{rule}` to lane {}: {}", one.lane.word(), one.reason);
    notice::CORE_WEAKENED.finding(rule, title, Lane::Review, source.place(&one.rule.span()))
}

/// Selectors that mean nothing that is declared, and do not say that they may: a rule that is about nothing
/// always holds, so it is an error.
pub fn empty(rules: &Ruleset, field: &Field<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for source in &rules.sources {
        for Row { id, select, may_be_empty } in source.pack.selectors() {
            if !may_be_empty && !field.finds_any(select) {
                let title = format!("`{}` matches nothing", id.get_ref());
                let place = source.place(&id.span());
                out.push(notice::SELECTOR_EMPTY.finding(id.get_ref(), title, Lane::Block, place));
            }
        }
        for one in &source.pack.invariant {
            let scope = one.deny_by_default.as_ref().map(|rule| rule.scope.as_str());
            let account = scope.and_then(|scope| scope.strip_prefix(ACCOUNT));
            if let Some(account) = account.filter(|one| !field.finds_account(one))
                && !one.allow_empty
            {
                let id = one.id.get_ref();
                let title = format!("`{id}` is about account `{account}`, and nothing is in it");
                let place = source.place(&one.id.span());
                out.push(notice::SELECTOR_EMPTY.finding(id, title, Lane::Block, place));
            }
        }
    }
    out
}

/// What can be told of rules alone: what holds for everything, what stands twice, what nobody owns, what
/// names nothing. Each is a place and a sentence.
pub fn alone(rules: &Ruleset) -> Vec<String> {
    let mut out = Vec::new();
    let mut covered = BTreeMap::new();
    let mut gates = Vec::new();
    for source in &rules.sources {
        let mut found = vacuous(&source.pack);
        found.extend(ownerless(&source.pack));
        found.extend(overlapping(&source.pack, &mut gates, &mut covered));
        found.extend(dangling(&source.pack, rules));
        found.sort_by_key(|(id, _)| id.span().start);
        out.extend(found.into_iter().map(|(id, says)| {
            let place = source.place(&id.span());
            format!("{}:{}:{}: {says}", source.file, place.line, place.column)
        }));
    }
    out
}

/// A rule by its name, and what is wrong with it.
type Problem<'p> = (&'p Spanned<String>, String);

/// Rules that hold for everything.
fn vacuous(pack: &Pack) -> Vec<Problem<'_>> {
    let mut out = Vec::new();
    for one in pack.gate.iter().filter(|one| one.when.is_open()) {
        out.push((&one.id, format!("gate `{}` closes for every finding", one.id.get_ref())));
    }
    for one in pack.target.iter().filter(|one| one.select.is_open()) {
        out.push((&one.id, format!("target `{}` means everything", one.id.get_ref())));
    }
    let open = |one: &&Invariant| one.selectors().into_iter().any(Selector::is_open);
    for one in pack.invariant.iter().filter(open) {
        let id = one.id.get_ref();
        out.push((&one.id, format!("invariant `{id}` has a selector that means everything")));
    }
    out
}

fn ownerless(pack: &Pack) -> Vec<Problem<'_>> {
    let ownerless = pack.target.iter().filter(|one| one.owner.is_none());
    ownerless.map(|one| (&one.id, format!("target `{}` has no owner", one.id.get_ref()))).collect()
}

/// Gates that close for the same findings, and patterns that several own; `gates` and `covered` are those
/// of the packs before.
fn overlapping<'p>(
    pack: &'p Pack,
    gates: &mut Vec<&'p Gate>,
    covered: &mut BTreeMap<&'p str, &'p str>,
) -> Vec<Problem<'p>> {
    let mut out = Vec::new();
    for one in &pack.gate {
        if let Some(other) = gates.iter().find(|other| other.when == one.when) {
            let (other, id) = (other.id.get_ref(), one.id.get_ref());
            out.push((&one.id, format!("gates `{other}` and `{id}` close for the same findings")));
        }
        if gates.len() < limits::GATES_COMPARED_MAX {
            gates.push(one);
        }
    }
    for owner in &pack.owner {
        let id = owner.id.get_ref().as_str();
        for pattern in &owner.covers.0 {
            let other = *covered.entry(pattern).or_insert(id);
            if other != id {
                out.push((&owner.id, format!("`{pattern}` is owned by `{other}` and `{id}`")));
            }
        }
    }
    out
}

/// Names of teams, contracts and actions that nothing else knows. Teams may be known elsewhere, AWS may
/// have an action that the catalogue does not: rules with such names are in force.
fn dangling<'p>(pack: &'p Pack, rules: &Ruleset) -> Vec<Problem<'p>> {
    let teams: Vec<&str> =
        rules.all(|pack| &pack.owner).map(|one| one.id.get_ref().as_str()).collect();
    let contracts: Vec<&str> =
        rules.all(|pack| &pack.contract).map(|one| one.id.get_ref().as_str()).collect();
    let mut out = Vec::new();
    for gate in &pack.gate {
        let entries = gate.approvals.iter().flat_map(|asks| &asks.from.0);
        let asked = entries.flat_map(|entry| entry.split('&')).map(str::trim);
        let named = asked.filter(|one| !one.contains('('));
        out.extend(unknown(&gate.id, "owner", named, &teams));
    }
    for owner in &pack.owner {
        out.extend(unknown(&owner.id, "owner", owner.deputy.as_deref().into_iter(), &teams));
    }
    for target in &pack.target {
        out.extend(unknown(&target.id, "owner", target.owner.as_deref().into_iter(), &teams));
    }
    for one in &pack.invariant {
        let excepted = one.excepted().filter_map(|text| text.strip_prefix(CONTRACT));
        out.extend(unknown(&one.id, "contract", excepted, &contracts));
        let actions = one.deny_by_default.iter().flat_map(|rule| &rule.actions.0);
        let none = |action: &&String| actions::matching(action).next().is_none();
        out.extend(actions.filter(none).map(|action| {
            (
                &one.id,
                format!("`{}` is about `{action}`, and AWS lists no such action", one.id.get_ref()),
            )
        }));
    }
    out
}

fn unknown<'p, 'n>(
    rule: &'p Spanned<String>,
    sort: &str,
    names: impl Iterator<Item = &'n str>,
    known: &[&str],
) -> Vec<Problem<'p>> {
    let amiss = names.filter_map(|name| vocabulary::amiss(name, sort, known));
    amiss.map(|says| (rule, format!("`{}`: {says}", rule.get_ref()))).collect()
}
