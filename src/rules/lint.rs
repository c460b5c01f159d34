//! What is wrong with rules that can be read: they weaken the core, mean nothing, or stand twice.

use super::notice;
use super::pack::{Invariant, Override, Pack, Selector, When};
use super::ruleset::{Ruleset, Source};
use super::select::Field;
use crate::diff::finding::{Finding, Lane};
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
        for (id, select, allowed) in selectors(&source.pack) {
            if !allowed && !field.finds_any(select) {
                let title = format!("`{}` matches nothing", id.get_ref());
                let place = source.place(&id.span());
                out.push(notice::SELECTOR_EMPTY.finding(id.get_ref(), title, Lane::Block, place));
            }
        }
    }
    out
}

/// Every selector of a pack, with the rule that it stands in and whether it may match nothing.
fn selectors(pack: &Pack) -> Vec<(&Spanned<String>, &Selector, bool)> {
    let mut out: Vec<(&Spanned<String>, &Selector, bool)> = Vec::new();
    out.extend(pack.target.iter().map(|one| (&one.id, &one.select, one.allow_empty)));
    out.extend(pack.tenant.iter().map(|one| (&one.id, &one.select, one.allow_empty)));
    for gate in &pack.gate {
        let ends = [&gate.when.from, &gate.when.to].into_iter().flatten();
        out.extend(ends.map(|one| (&gate.id, one, gate.when.allow_empty)));
    }
    for one in &pack.invariant {
        out.extend(selected(one).into_iter().map(|select| (&one.id, select, one.allow_empty)));
    }
    out
}

/// The selectors of an invariant that it is about.
fn selected(one: &Invariant) -> Vec<&Selector> {
    let mut out = Vec::new();
    if one.never.is_some() {
        out.extend([&one.from, &one.to]);
    }
    for between in [&one.no_path, &one.no_new].into_iter().flatten() {
        out.extend([&between.from, &between.to]);
    }
    if let Some(only) = &one.only_via {
        out.extend([&only.from, &only.to, &only.via]);
    }
    out.extend(one.must_cover.iter().chain(&one.must_confine).map(|rule| &rule.select));
    out.extend(one.max_readers.iter().map(|rule| &rule.select));
    out.extend(one.requires_condition.iter().map(|rule| &rule.to));
    out.extend(one.set_equals.iter().map(|rule| &rule.select));
    out
}

/// What can be told of rules alone: what holds for everything, what stands twice, what nobody owns. Each
/// is a place and a sentence.
pub fn alone(rules: &Ruleset) -> Vec<String> {
    let mut out = Vec::new();
    let mut covered: Vec<(&str, &str)> = Vec::new();
    let mut gates: Vec<(&str, &When)> = Vec::new();
    for source in &rules.sources {
        let mut say = |span, what: String| {
            let place = source.place(&span);
            out.push(format!("{}:{}:{}: {what}", source.file, place.line, place.column));
        };
        for gate in &source.pack.gate {
            if gate.when.is_open() {
                say(
                    gate.id.span(),
                    format!("gate `{}` closes for every finding", gate.id.get_ref()),
                );
            }
        }
        for one in &source.pack.invariant {
            let open = selected(one).into_iter().any(Selector::is_open);
            if open {
                let id = one.id.get_ref();
                say(
                    one.id.span(),
                    format!("invariant `{id}` has a selector that means everything"),
                );
            }
        }
        for target in source.pack.target.iter().filter(|one| one.select.is_open()) {
            let id = target.id.get_ref();
            say(target.id.span(), format!("target `{id}` means everything"));
        }
        for gate in &source.pack.gate {
            let id = gate.id.get_ref();
            let same = |other: &&(&str, &When)| other.1 == &gate.when;
            if let Some((other, _)) = gates.iter().find(same) {
                say(
                    gate.id.span(),
                    format!("gates `{other}` and `{id}` close for the same findings"),
                );
            }
            gates.push((id, &gate.when));
        }
        for target in source.pack.target.iter().filter(|one| one.owner.is_none()) {
            say(target.id.span(), format!("target `{}` has no owner", target.id.get_ref()));
        }
        for owner in &source.pack.owner {
            let id = owner.id.get_ref().as_str();
            for pattern in &owner.covers.0 {
                if let Some((_, other)) =
                    covered.iter().find(|(known, other)| known == pattern && *other != id)
                {
                    say(owner.id.span(), format!("`{pattern}` is owned by `{other}` and `{id}`"));
                }
                covered.push((pattern, id));
            }
        }
    }
    out
}
