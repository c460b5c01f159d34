//! What is wrong with rules that can be read: they weaken the core, mean nothing, or stand twice.

use super::notice;
use super::ruleset::Ruleset;
use super::select::Field;
use crate::diff::finding::{Finding, Lane};

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

/// Targets and tenants that mean nothing that is declared, and do not say that they may.
pub fn empty(rules: &Ruleset, field: &Field<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for source in &rules.sources {
        let targets = source.pack.target.iter().map(|one| (&one.id, &one.select, one.allow_empty));
        let tenants = source.pack.tenant.iter().map(|one| (&one.id, &one.select, one.allow_empty));
        for (id, select, allowed) in targets.chain(tenants) {
            if !allowed && !field.finds_any(select) {
                let title = format!("`{}` matches nothing", id.get_ref());
                let place = source.place(&id.span());
                out.push(notice::SELECTOR_EMPTY.finding(id.get_ref(), title, Lane::Review, place));
            }
        }
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
