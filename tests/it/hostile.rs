//! Files of rules that mean harm: each ends soon, with its place, and with 2 where it cannot be read.

use crate::gate::PLAN;
use crate::house::House;
use crate::support::data;
use std::time::{Duration, Instant};

/// Longer than any of these takes on a slow machine without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);

/// The exit code and what is said under rules of these bytes.
fn judged(rules: &[u8]) -> (i32, String) {
    let house = House::new(&[]);
    std::fs::write(house.path().join("r.toml"), rules).unwrap();
    let plan = data(PLAN).display().to_string();
    let start = Instant::now();
    let end = house.run(&["review", &plan, "--rules", "r.toml", "--quiet"]);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    end
}

#[track_caller]
fn refused(rules: &[u8], place: &str, says: &str) {
    let (code, said) = judged(rules);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains(place) && said.contains(says), "{said}");
    assert!(said.len() < 2_000, "{} bytes are said", said.len());
}

#[test]
fn what_nests_deep_is_refused() {
    let deep = |open: &str, close: &str| {
        format!("packs = {}{}", open.repeat(100_000), close.repeat(100_000))
    };
    refused(deep("[", "]").as_bytes(), "r.toml:1:", "this nests too deep");
    refused(deep("{a=", "}").as_bytes(), "r.toml:1:", "this nests too deep");
    let dotted = format!("a{} = 1", ".a".repeat(100_000));
    refused(dotted.as_bytes(), "r.toml:1:1", "this nests too deep");
    let condition = format!("[[gate]]\nid = \"a\"\nwhen = {{ where = '{}' }}\n", "(".repeat(4_000));
    refused(condition.as_bytes(), "r.toml:3:18", "this nests too deep");
}

#[test]
fn what_is_no_text_is_refused_at_its_place() {
    refused(b"packs = []\n# \xff\xfe", "r.toml:2:3", "no text in UTF-8");
    refused(b"packs = [\0]", "r.toml:1:", "");
    let house = House::new(&[]);
    let plan = data(PLAN).display().to_string();
    let (code, said) = house.run(&["review", &plan, "--rules", "/dev/zero"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("input-too-large"), "{said}");
}

#[test]
fn what_is_huge_is_refused_or_soon_done() {
    refused("#".repeat(2 << 20).as_bytes(), "r.toml", "input-too-large");
    let many: String =
        (0..11_000).map(|id| format!("[[gate]]\nid=\"{id}\"\nwhen={{}}\n")).collect();
    refused(many.as_bytes(), "r.toml:1:1", "11000 rules are more than");
    let target = |id: usize| format!("{{id=\"{id}\",match={{name=\"{id}*y*z\"}},mission=\"m\"}}");
    let line: Vec<String> = (0..5_000).map(target).collect();
    assert_eq!(judged(format!("target=[{}]", line.join(",")).as_bytes()).0, 1);
    let stars = "*a".repeat(200_000);
    let name = format!("[[target]]\nid=\"a\"\nmatch={{name=\"{stars}\"}}\nmission=\"m\"\n");
    assert_eq!(judged(name.as_bytes()).0, 1);
    let rule = format!("[[gate]]\nid=\"a\"\nwhen={{rule=\"{stars}\"}}\n");
    refused(rule.as_bytes(), "r.toml:3:", "there is no rule");
}

/// Loops in loops: what costs too much to tell holds, so the gate closes.
#[test]
fn a_condition_that_costs_too_much_closes_the_gate() {
    let list = format!("[{}]", "'a',".repeat(100));
    let mut condition = "false".to_owned();
    for _ in 0..8 {
        condition = format!("{list}.exists(x, {condition})");
    }
    let gate = format!("[[gate]]\nid=\"a\"\nlane=\"block\"\nwhen={{where=\"{condition}\"}}\n");
    assert_eq!(judged(gate.as_bytes()).0, 1);
}

#[test]
fn tests_of_rules_follow_no_link_up() {
    let house = House::new(&[("below/a.test.toml", "rule = \"x\"\ncase = []\n")]);
    std::os::unix::fs::symlink(house.path(), house.path().join("below/up")).unwrap();
    let (code, said) = house.run(&["rules", "test", "."]);
    assert_eq!(code, 0, "{said}");
    assert!(said.starts_with("0 cases hold"), "{said}");
}
