//! What is wrong with rules that can be read: they weaken the core, mean nothing, or stand twice.

use super::notice;
use super::pack::{Pack, Selector};
use super::ruleset::Ruleset;
use super::select::Field;
use crate::diff::finding::{Finding, Lane};
use toml::Spanned;

/// Overrides that take a rule to the lowest lane.
pub fn weakened(rules: &Ruleset) -> Vec<Finding> {
    let mut out = Vec::new();
    for source in &rules.sources {
        for one in source.pack.overrides.iter().filter(|one| one.lane == Lane::Note) {
            let rule = one.rule.get_ref();
            let title = format!("an override makes a note of `{rule}`: {}", one.reason);
            let place = source.place(&one.rule.span());
            out.push(notice::CORE_WEAKENED.finding(rule, title, Lane::Review, place));
        }
    }
    out
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
        let mut add = |select| out.push((&one.id, select, one.allow_empty));
        if one.never.is_some() {
            add(&one.from);
            add(&one.to);
        }
        for between in [&one.no_path, &one.no_new].into_iter().flatten() {
            add(&between.from);
            add(&between.to);
        }
        if let Some(only) = &one.only_via {
            add(&only.from);
            add(&only.to);
            add(&only.via);
        }
        one.must_cover.iter().chain(&one.must_confine).for_each(|rule| add(&rule.select));
        one.max_readers.iter().for_each(|rule| add(&rule.select));
        one.requires_condition.iter().for_each(|rule| add(&rule.to));
        one.set_equals.iter().for_each(|rule| add(&rule.select));
    }
    out
}

/// What can be told of rules alone: gates that hold for every finding, owners that cover the same,
/// targets without owner. Each is a place and a sentence.
pub fn alone(rules: &Ruleset) -> Vec<String> {
    let mut out = Vec::new();
    let mut covered: Vec<(&str, &str)> = Vec::new();
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
