//! Conditions on a finding: each part of the language, what is said of a wrong one, and the bounds.

use trustdrift::diag::{Place, limits};
use trustdrift::diff::finding::{Finding, Lane};
use trustdrift::rules::cel::Where;
use trustdrift::rules::notice;

/// A finding of four principals, four starts, two controls and no path.
fn finding() -> Finding {
    let place = Place::default();
    let mut out =
        notice::OWNER_MISSING.finding("key", "a \"title\"".to_owned(), Lane::Block, place);
    out.principals = ["user/ann", "user/bea", "group/devs", "role/ci"].map(str::to_owned).to_vec();
    out.also.count = 3;
    out.from = "arn:aws:iam::111122223333:user/ann".to_owned();
    out.to = "ADMIN".to_owned();
    out.controls = vec!["csf2:GV.RR-02", "nhi:NHI5:2025"];
    out
}

fn holds(text: &str) -> bool {
    Where::new(text).unwrap_or_else(|why| panic!("{text}: {why}")).holds(&finding())
}

#[test]
fn each_part_of_the_language_decides() {
    for text in [
        "true",
        "!false",
        "!(false || false) && true",
        "false || true && true",
        "finding.to == 'ADMIN'",
        "finding.to != \"admin\"",
        "finding.class == 'guardrail' && finding.severity in ['high', 'critical']",
        "finding.rule == 'owner-missing'",
        "finding.starts == 4 && finding.starts >= 4 && finding.starts <= 4",
        "finding.starts > -3 && 3 < finding.starts && finding.steps < 1",
        "size(finding.principals) == 4 && finding.to.size() == 5",
        "finding.from.startsWith('arn:aws:iam::1111') && finding.from.endsWith('user/ann')",
        "finding.title.contains('\"title\"') && finding.title == 'a \\\"title\\\"'",
        "'user/bea' in finding.principals && !('user/eve' in finding.principals)",
        "finding.principals.exists(one, one.startsWith('group/'))",
        "finding.principals.all(one, one.contains('/'))",
        "finding.principals.exists(a, finding.principals.exists(b, a != b && a.startsWith('user')))",
        "finding.techniques.all(one, false)",
        "[].all(one, false) && !['a', 'b'].exists(one, one == 'c')",
    ] {
        assert!(holds(text), "{text}");
        assert!(!holds(&format!("!({text})")), "{text}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_what_was_meant() {
    for (text, says) in [
        ("finding.clas == 'path'", "letter 9: a finding has no `clas`; did you mean `class`?"),
        ("findin.class == 'path'", "letter 1: nothing is called `findin`; did you mean `finding`?"),
        ("finding.class == 'pth'", "letter 18: `pth` is never there; there is path, trust"),
        ("finding.rule == 'path-to-amdin'", "did you mean `path-to-admin`?"),
        ("'highh' == finding.severity", "did you mean `high`?"),
        ("finding.class in ['path', 'trusst']", "did you mean `trust`?"),
        ("finding.to.startWith('a')", "there is no call `startWith`; did you mean `startsWith`?"),
        ("finding.to = 'a'", "letter 12: `=` begins nothing; equality is `==`"),
        ("finding.to == 'a' & true", "and is `&&`"),
        ("finding.severity >= 'high'", "`>=` compares numbers"),
        ("finding.starts == 'a'", "letter 19: this is a text, and must be a number"),
        ("finding.to", "letter 1: this is a text, and must be true or false"),
        ("finding.to == 'a", "letter 15: this text does not end"),
        ("finding.principals.exists(one, one)", "letter 32: this is a text"),
        ("finding.principals.exists(one, two == 'a')", "nothing is called `two`"),
        ("finding.to in finding.from", "must be a list of texts"),
        ("true true", "letter 6: the condition ended before this"),
        ("(true", "letter 6: `)` is missing"),
        ("", "letter 1: the condition ends here, and something is missing"),
        ("finding.starts == 99999999999999999999", "is no number"),
        ("size(finding.starts) == 1", "a number has no size"),
        ("['a', 1].exists(one, true)", "a list holds texts in quotes"),
        ("'a\\n' == 'b'", "after `\\` stands a quote"),
    ] {
        let why = Where::new(text).expect_err(text);
        assert!(why.contains(says), "{text}: {why}");
    }
}

#[test]
fn nothing_hostile_takes_long_or_deep() {
    let long = format!("'{}' == ''", "a".repeat(limits::CEL_BYTES_MAX));
    let parentheses = format!("{}true{}", "(".repeat(1_000), ")".repeat(1_000));
    let negations = format!("{}true", "!".repeat(2_000));
    for text in [long, parentheses, negations] {
        let why = Where::new(&text).expect_err("it is refused");
        assert!(why.contains("longer than") || why.contains("too deep"), "{why}");
    }
    let joined = format!("true{}", "&&true".repeat(600));
    assert!(holds(&joined));
    // Loops in loops: more steps than there may be, so it counts as holding.
    let list = format!("[{}]", "'a',".repeat(100));
    let mut bomb = "false".to_owned();
    for _ in 0..8 {
        bomb = format!("{list}.exists(x, {bomb})");
    }
    assert!(holds(&bomb));
    let mut calm = "false".to_owned();
    for _ in 0..2 {
        calm = format!("{list}.exists(x, {calm})");
    }
    assert!(!holds(&calm));
}
