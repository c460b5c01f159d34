//! The specification agrees with the tables, with itself, and with the program.

use serde_json::Value;
use std::collections::BTreeMap;
use trustdrift::iam::case::Documents;

use super::generate::{self, Random};
use super::rewrite::REWRITES;
use super::vocabulary::{KEYS, Key};
use super::{Case, Decision, Three, decide, decide_partial, judge};

#[test]
fn the_tables_agree() {
    let folder = crate::support::data("iam");
    let mut figures: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|end| end != "jsonl") {
            continue;
        }
        for line in std::fs::read_to_string(&path).expect("UTF-8").lines() {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let Some(judged) = judge(&line) else { continue };
            let figure = figures.entry(line["kind"].to_string()).or_default();
            figure.1 += 1;
            match judged.answer == judged.expected {
                true => figure.0 += 1,
                false => wrong.push(format!("{} {judged:?}", line["id"])),
            }
        }
    }
    assert!(wrong.is_empty(), "{figures:?}\n{wrong:#?}");
    assert!(!figures.is_empty(), "no cases");
}

#[test]
fn changes_that_mean_nothing_change_nothing() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let count = count(4_000);
    for seed in 0..count {
        let case = generate::decision(seed);
        let before = decide(&Case::read(&case).expect("a case"));
        *seen.entry(format!("{before:?}")).or_default() += 1;
        for (name, rewrite) in REWRITES {
            let mut changed = case.clone();
            rewrite(&mut changed, &mut Random::seeded(seed));
            let after = decide(&Case::read(&changed).expect("a case"));
            assert_eq!(before, after, "{name}: {case:#}\n{changed:#}");
        }
    }
    assert!(seen.values().all(|times| *times > count as usize / 20), "{seen:?}");
}

/// Random values for the keys that a case does not give; some stay absent.
fn completed(line: &Value, random: &mut Random) -> Value {
    let mut line = line.clone();
    if let Some(context) = line["request"]["context"].as_object_mut() {
        for key in KEYS {
            let given = context.contains_key(key.name);
            if !given && random.chance(70) {
                context.insert(key.name.to_owned(), value(random, key));
            }
        }
    }
    line
}

/// A value that the key may have; lists only where the key has several.
fn value(random: &mut Random, key: &Key) -> Value {
    let one = |random: &mut Random| *random.pick(key.actual);
    if key.many && random.chance(60) {
        return [one(random), one(random)].into_iter().collect();
    }
    serde_json::json!(one(random))
}

#[test]
fn a_partial_answer_holds_for_random_completions() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..600 {
        let line = generate::partial(seed);
        let Some(three) = decide_partial(&Case::read(&line).expect("a case")) else {
            *seen.entry("too many".to_owned()).or_default() += 1;
            continue;
        };
        *seen.entry(format!("{three:?}")).or_default() += 1;
        let random = &mut Random::seeded(seed);
        for _ in 0..30 {
            let whole = completed(&line, random);
            let allowed = decide(&Case::read(&whole).expect("a case")) == Decision::Allowed;
            let fits = three == Three::Conditional || allowed == (three == Three::Allow);
            assert!(fits, "{three:?}: {whole:#}");
        }
    }
    assert!(["Allow", "Conditional", "Deny"].iter().all(|answer| seen[*answer] > 20), "{seen:?}");
}

/// The program's answer to a line.
fn program(line: &Value) -> trustdrift::iam::Decision {
    let mut documents = Documents::new();
    let case = trustdrift::iam::case::Case::read(&line.to_string(), &mut documents);
    case.unwrap_or_else(|why| panic!("{why}: {line}")).explain(&documents).decision
}

/// How many random cases: `COUNT` or the number given.
fn count(usual: u64) -> u64 {
    std::env::var("COUNT").map_or(usual, |count| count.parse().expect("a number"))
}

#[test]
fn the_program_decides_as_the_specification() {
    let mut wrong = Vec::new();
    let count = count(20_000);
    for seed in 0..count {
        let line = generate::decision(seed);
        let wanted = format!("{:?}", decide(&Case::read(&line).expect("a case")));
        let got = format!("{:?}", program(&line));
        if wanted != got {
            wrong.push(format!("specification: {wanted}, program: {got}: {line}"));
        }
    }
    wrong.sort_by_key(String::len);
    assert!(wrong.is_empty(), "{} of {count}: {:#?}", wrong.len(), wrong.get(..wrong.len().min(8)));
}

#[test]
fn the_program_completes_as_the_specification() {
    let (mut wrong, mut open) = (Vec::new(), 0);
    for seed in 0..count(600) {
        let line = generate::partial(seed);
        let Some(three) = decide_partial(&Case::read(&line).expect("a case")) else { continue };
        let got = match program(&line) {
            trustdrift::iam::Decision::Allowed => Three::Allow,
            trustdrift::iam::Decision::Conditional => Three::Conditional,
            _ => Three::Deny,
        };
        // What the program leaves open because of policy variables is not wrong, but must be rare.
        if got == Three::Conditional && three != got {
            open += 1;
        } else if got != three {
            wrong.push(format!("specification: {three:?}, program: {got:?}: {line}"));
        }
    }
    wrong.sort_by_key(String::len);
    assert!(wrong.is_empty(), "{}: {:#?}", wrong.len(), wrong.get(..3.min(wrong.len())));
    assert!(open < 30, "{open} left open");
}
