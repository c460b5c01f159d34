//! What is wrong with rules that each by itself can be read: names that stand twice, words that mean
//! nothing, waivers that end before they begin. Rules with such a fault are not in force.

use super::approval::ENDS;
use super::catalogue::{self, CATALOGUES};
use super::estate::ADMIN_EQUIVALENT;
use super::pack::{Gate, Invariant, Pack, Row, Waiver};
use super::read::suggestion;
use super::ruleset::{Ruleset, Source};
use super::vocabulary;
use crate::diag::{Error, limits};
use crate::graph::surface::Polarity;
use std::collections::BTreeSet;
use toml::Spanned;

/// Checks all packs in force.
///
/// # Errors
/// `rules-invalid` with the place and what was likely meant.
pub(super) fn all(rules: &Ruleset) -> Result<(), Error> {
    let longest = rules.packs().filter_map(|pack| pack.waiver_days_max).min();
    for source in &rules.sources {
        let pack = &source.pack;
        once(source)?;
        pack.catalogues.iter().try_for_each(|name| is_catalogue(name, source))?;
        pack.gate.iter().try_for_each(|one| gate(one, source))?;
        pack.invariant.iter().try_for_each(|one| invariant(one, source))?;
        pack.waiver.0.iter().try_for_each(|one| waiver(one, longest, source))?;
        for Row { id, select, .. } in pack.selectors() {
            // A privilege is an action, with the service before a colon, or this one word.
            let words = select.any_privilege.0.iter().filter(|one| !one.contains(':'));
            all_mean(words, "privilege", &[ADMIN_EQUIVALENT], id, source)?;
        }
        for one in &pack.overrides {
            means(one.rule.get_ref(), "rule", &vocabulary::rules(), &one.rule, source)?;
        }
        for one in &pack.contract {
            let patterns = one.allowed.rules.0.iter();
            all_mean(patterns, "rule", &vocabulary::rules(), &one.id, source)?;
        }
    }
    Ok(())
}

/// Whether a file uses every name once, those of owners apart: teams may own in several places.
fn once(source: &Source) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    let count = ids(&source.pack).count() + source.pack.owner.len() + source.pack.overrides.len();
    if count > limits::RULES_MAX {
        let message = format!("{count} rules are more than the {} of one file", limits::RULES_MAX);
        return Err(source.error(&(0..0), message));
    }
    for id in ids(&source.pack) {
        if !seen.insert(id.get_ref().as_str()) {
            let message = format!("`{}` stands twice; a file uses every name once", id.get_ref());
            return Err(source.error(&id.span(), message));
        }
    }
    Ok(())
}

fn ids(pack: &Pack) -> impl Iterator<Item = &Spanned<String>> {
    let targets = pack.target.iter().map(|one| &one.id);
    let tenants = pack.tenant.iter().map(|one| &one.id);
    let gates = pack.gate.iter().map(|one| &one.id);
    let invariants = pack.invariant.iter().map(|one| &one.id);
    let contracts = pack.contract.iter().map(|one| &one.id);
    let assumptions = pack.assumption.iter().map(|one| &one.id);
    let waivers = pack.waiver.0.iter().map(|one| &one.id);
    let agreed = contracts.chain(assumptions).chain(waivers);
    targets.chain(tenants).chain(gates).chain(invariants).chain(agreed)
}

fn is_catalogue(name: &Spanned<String>, source: &Source) -> Result<(), Error> {
    let prefixes: Vec<&str> = CATALOGUES.iter().map(|one| one.prefix).collect();
    means(name.get_ref(), "catalogue", &prefixes, name, source)
}

fn gate(one: &Gate, source: &Source) -> Result<(), Error> {
    one.controls.iter().try_for_each(|control| is_control(control, source))?;
    all_mean(one.when.rule.0.iter(), "rule", &vocabulary::rules(), &one.id, source)?;
    let ends: Vec<&str> = ENDS.iter().map(|(word, _)| *word).collect();
    for entry in one.approvals.iter().flat_map(|asks| &asks.from.0) {
        let mut calls = entry.split('&').map(str::trim).filter(|part| part.contains(['(', ')']));
        let amiss = calls.find_map(|part| vocabulary::amiss(part, "owner of an end", &ends));
        if let Some(message) = amiss {
            return Err(source.error(&source.quoted(entry, &one.id.span()), message));
        }
    }
    Ok(())
}

fn invariant(one: &Invariant, source: &Source) -> Result<(), Error> {
    one.controls.iter().try_for_each(|control| is_control(control, source))?;
    if one.demands() != 1 {
        let message = "an invariant makes one demand: `never`, `no_path`, `no_new`, `only_via`, \
                       `must_cover`, `must_confine`, `deny_by_default`, `max_readers`, \
                       `requires_condition` or `set_equals`";
        return Err(source.error(&one.id.span(), message.to_owned()));
    }
    let watched = [
        (&one.must_cover, "surface that sees", Polarity::Observation),
        (&one.must_confine, "surface that confines", Polarity::Confinement),
    ];
    for (watched, sort, polarity) in watched {
        let surfaces: Vec<&str> = vocabulary::surfaces(Some(polarity)).collect();
        let patterns = watched.iter().flat_map(|watched| &watched.by.0);
        all_mean(patterns, sort, &surfaces, &one.id, source)?;
    }
    Ok(())
}

fn is_control(control: &Spanned<String>, source: &Source) -> Result<(), Error> {
    if catalogue::control(control.get_ref()).is_some() {
        return Ok(());
    }
    let question = suggestion(control.get_ref(), catalogue::all());
    let message = format!("no catalogue has a control `{}`{question}", control.get_ref());
    Err(source.error(&control.span(), message))
}

fn waiver(one: &Waiver, longest: Option<u16>, source: &Source) -> Result<(), Error> {
    let id = one.id.get_ref();
    let wrong = |message: String| Err(source.error(&one.id.span(), message));
    if one.expires < one.created {
        return wrong(format!("waiver `{id}` ends before it begins"));
    }
    let days = (one.expires - one.created).get_days();
    if let Some(most) = longest.filter(|most| days > i32::from(*most)) {
        return wrong(format!(
            "waiver `{id}` holds for {days} days, the rules in force allow {most}"
        ));
    }
    if one.finding.contains(['*', '?']) {
        return wrong(format!(
            "waiver `{id}` names one finding by its whole fingerprint, no pattern"
        ));
    }
    Ok(())
}

fn all_mean<'p>(
    mut patterns: impl Iterator<Item = &'p String>,
    sort: &str,
    words: &[&str],
    rule: &Spanned<String>,
    source: &Source,
) -> Result<(), Error> {
    patterns.try_for_each(|pattern| means(pattern, sort, words, rule, source))
}

/// Whether a pattern in a rule means one of some words: a rule about a word that is never said would hold
/// for nothing.
fn means(
    pattern: &str,
    sort: &str,
    words: &[&str],
    rule: &Spanned<String>,
    source: &Source,
) -> Result<(), Error> {
    match vocabulary::amiss(pattern, sort, words) {
        None => Ok(()),
        Some(message) => Err(source.error(&source.quoted(pattern, &rule.span()), message)),
    }
}
