//! Representative values of an unknown condition key: enough of them that every test in the
//! policies sees both outcomes, as far as it has both.

use serde_json::Value;
use std::collections::BTreeSet;

use super::case::Case;
use super::condition::{Set, written};
use super::document::{has_variables, statements, texts};
use super::glob::{Piece, common, covers, literal, pieces};
use super::value::{instant, number_near};
use super::variable::{fill, keys};

/// A line of a condition block: one key under one operator.
pub(crate) struct Use {
    pub(crate) key: String,
    /// The operator in lower case, without prefix and suffix.
    operator: String,
    set: Set,
    values: Vec<String>,
    variables: bool,
}

/// Every line of every condition block.
pub(crate) fn uses(case: &Case) -> Vec<Use> {
    let mut out = Vec::new();
    for document in case.documents() {
        let blocks = statements(document).into_iter().filter_map(|s| s["Condition"].as_object());
        for (name, lines) in blocks.flatten() {
            let Some(written) = written(name) else { continue };
            let operator = written.operator.map_or("null", |(name, ..)| name).to_lowercase();
            for (key, values) in lines.as_object().into_iter().flatten() {
                out.push(Use {
                    key: key.to_lowercase(),
                    operator: operator.clone(),
                    set: written.set,
                    values: texts(values),
                    variables: has_variables(document),
                });
            }
        }
    }
    out
}

/// Texts with variables, each with the texts that they may have to match.
pub(crate) fn templates(case: &Case, uses: &[Use]) -> Vec<(String, Vec<String>)> {
    let in_statement = |statement: &Value| {
        let patterns = [&statement["Resource"], &statement["NotResource"]].map(texts).concat();
        patterns.into_iter().map(|pattern| (pattern, case.resources.clone())).collect::<Vec<_>>()
    };
    let documents = case.documents().filter(|document| has_variables(document));
    let resources = documents.flat_map(statements).flat_map(in_statement);
    let of_use = |used: &Use| {
        let actual = case.context.values(&used.key).to_vec();
        used.values.iter().map(move |text| (text.clone(), actual.clone())).collect::<Vec<_>>()
    };
    let conditions = uses.iter().filter(|used| used.variables).flat_map(of_use);
    resources.chain(conditions).filter(|(text, _)| !keys(text).is_empty()).collect()
}

/// The values that an unknown key is tried with, absent aside. A key under a set operator may
/// have up to three values at once.
pub(crate) fn candidates(case: &Case, uses: &[Use], key: &str) -> Vec<Vec<String>> {
    let singles = singles(case, uses, key, true);
    let sets = uses.iter().filter(|used| used.key == key && used.set != Set::Single).count();
    let most = if sets == 0 { 1 } else { (sets + 1).min(3) };
    subsets(&singles, most).into_iter().filter(|subset| !subset.is_empty()).collect()
}

fn subsets(of: &[String], most: usize) -> Vec<Vec<String>> {
    let Some((first, rest)) = of.split_first() else { return vec![Vec::new()] };
    let without = subsets(rest, most);
    let with = without.iter().filter(|subset| subset.len() < most);
    let with: Vec<Vec<String>> =
        with.map(|subset| [std::slice::from_ref(first), subset].concat()).collect();
    [without, with].concat()
}

/// Single values. `deep`: variables inside the policy's values are filled in.
fn singles(case: &Case, uses: &[Use], key: &str, deep: bool) -> Vec<String> {
    let mut out = BTreeSet::new();
    let mut patterns = Vec::new();
    let mut typed = false;
    for used in uses.iter().filter(|used| used.key == key) {
        for value in &used.values {
            match family(&used.operator) {
                Family::Text => patterns.extend(expansions(case, uses, used, value, deep)),
                Family::Number => out.extend(number_near(value)),
                Family::Date => out.extend(instants_near(value)),
                Family::Bool => out.extend(["true", "false"].map(str::to_owned)),
                Family::Bytes => out.extend([value.clone(), "AAAA".to_owned()]),
                Family::Network => out.extend(addresses_near(value)),
                Family::Presence => {}
            }
        }
        typed |= !matches!(family(&used.operator), Family::Text | Family::Presence);
        if used.operator.starts_with("arn") {
            out.insert("arn:aws:fresh:::fresh".to_owned());
            typed = true;
        }
    }
    for (i, a) in patterns.iter().enumerate() {
        out.extend(instances(a));
        out.extend(patterns.iter().skip(i + 1).filter_map(|b| common(a, b)));
    }
    if deep {
        out.extend(solutions(case, uses, key));
    }
    if !typed || out.is_empty() {
        out.extend(["fresh-1", "fresh-2"].map(str::to_owned));
    }
    out.remove("");
    out.into_iter().collect()
}

enum Family {
    Text,
    Number,
    Date,
    Bool,
    Bytes,
    Network,
    Presence,
}

fn family(operator: &str) -> Family {
    match operator {
        "bool" => Family::Bool,
        "binaryequals" => Family::Bytes,
        "ipaddress" | "notipaddress" => Family::Network,
        "null" => Family::Presence,
        other if other.starts_with("numeric") => Family::Number,
        other if other.starts_with("date") => Family::Date,
        _ => Family::Text,
    }
}

/// The patterns that a policy value may stand for, variables filled in.
fn expansions(case: &Case, uses: &[Use], used: &Use, value: &str, deep: bool) -> Vec<Vec<Piece>> {
    let exact =
        used.operator.starts_with("stringequals") || used.operator.starts_with("stringnotequals");
    let read = |text: &str| if exact { literal(text) } else { pieces(text) };
    if !used.variables {
        return vec![read(value)];
    }
    let mut choices: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for key in keys(value).into_iter().collect::<BTreeSet<_>>() {
        let known = case.context.values(&key).to_vec();
        let values = match (known.is_empty(), deep) {
            (true, true) => singles(case, uses, &key.to_lowercase(), false),
            _ => known,
        };
        let extend = |choice: &Vec<_>| -> Vec<Vec<_>> {
            let with = |value: &String| [&choice[..], &[(key.clone(), value.clone())]].concat();
            values.iter().map(with).collect()
        };
        // A variable without value keeps its default.
        choices = choices
            .iter()
            .flat_map(|choice| [extend(choice), vec![choice.clone()]].concat())
            .collect();
    }
    let filled = |choice: &Vec<(String, String)>| {
        fill(value, &|key, default| {
            let chosen = choice.iter().find(|(known, _)| known == key);
            chosen.map(|(_, value)| value.as_str()).or(default).map(literal)
        })
    };
    choices.iter().filter_map(filled).collect()
}

/// Texts that a pattern matches: each `*` empty, or each one letter.
fn instances(pattern: &[Piece]) -> [String; 2] {
    ["", "q"].map(|many| {
        let text = |piece: &Piece| match piece {
            Piece::Char(c) => c.to_string(),
            Piece::One => "q".to_owned(),
            Piece::Many => many.to_owned(),
        };
        pattern.iter().map(text).collect()
    })
}

/// Values that make a text with the variable `key` match what it is compared with: parts of that.
fn solutions(case: &Case, uses: &[Use], key: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (template, texts) in templates(case, uses) {
        if !keys(&template).iter().any(|used| used.eq_ignore_ascii_case(key)) {
            continue;
        }
        for text in texts {
            out.extend(parts(&text).into_iter().filter(|part| {
                let value = |its: &str, _: Option<&str>| {
                    let own = its.eq_ignore_ascii_case(key);
                    Some(if own { literal(part) } else { vec![Piece::Many] })
                };
                fill(&template, &value).is_some_and(|pattern| covers(&pattern, &text))
            }));
        }
    }
    out
}

/// Every part of a text.
fn parts(text: &str) -> Vec<String> {
    let ends = || text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends()
        .flat_map(|from| ends().filter_map(move |to| text.get(from..to)))
        .map(str::to_owned)
        .collect()
}

/// A second before, at, and after a date.
fn instants_near(value: &str) -> Vec<String> {
    let Some(nanos) = instant(value) else { return Vec::new() };
    // Written with leading zeros, since four digits would be a year.
    [-1, 0, 1].map(|step| format!("{:012}", nanos.div_euclid(1_000_000_000) + step)).to_vec()
}

/// The first and last addresses of a network, their neighbours outside, and one address of each
/// family far away.
fn addresses_near(value: &str) -> Vec<String> {
    let mut out = vec!["192.0.2.77".to_owned(), "2001:db8:77::77".to_owned()];
    let (base, prefix) = value.split_once('/').unwrap_or((value, ""));
    let prefix: Option<u32> = prefix.parse().ok();
    match base.parse() {
        Ok(std::net::IpAddr::V4(address)) => {
            let host = u32::MAX.checked_shr(prefix.unwrap_or(32)).unwrap_or(0);
            let first = u32::from(address) & !host;
            let near = [
                Some(first),
                first.checked_sub(1),
                Some(first | host),
                (first | host).checked_add(1),
            ];
            let text = |bits: u32| std::net::Ipv4Addr::from(bits).to_string();
            out.extend(near.into_iter().flatten().map(text));
        }
        Ok(std::net::IpAddr::V6(address)) => {
            let host = u128::MAX.checked_shr(prefix.unwrap_or(128)).unwrap_or(0);
            let first = u128::from(address) & !host;
            let near = [
                Some(first),
                first.checked_sub(1),
                Some(first | host),
                (first | host).checked_add(1),
            ];
            let text = |bits: u128| std::net::Ipv6Addr::from(bits).to_string();
            out.extend(near.into_iter().flatten().map(text));
        }
        Err(_) => {}
    }
    out
}
