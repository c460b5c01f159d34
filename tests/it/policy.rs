//! `policy`: decisions, comparisons and the tables of `testdata/iam`.

use crate::support::{data, entries};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};
use trustdrift::iam::access::Access;
use trustdrift::iam::case::{Case, Documents};
use trustdrift::iam::{Decision, PolicyType, glob, lint, public};

/// All cases of a kind.
fn cases(kind: &str) -> Vec<Value> {
    let mut out = Vec::new();
    for file in entries(&data("iam")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let lines = text.lines().filter(|_| file.extension().is_some_and(|end| end == "jsonl"));
        let all = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
        out.extend(all.filter(|case| case["kind"] == kind));
    }
    assert!(!out.is_empty(), "there are cases of {kind}");
    out
}

/// Runs `policy ...` with lines on standard input.
fn policy(arguments: &[&str], lines: &[Value]) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_trustdrift"))
        .arg("policy")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().unwrap();
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn agrees(decision: &str, expected: &Value) -> bool {
    let denied = matches!(decision, "ImplicitlyDenied" | "ExplicitlyDenied");
    match (expected["three_valued"].as_str(), expected["decision"].as_str()) {
        (Some("Allow"), _) => decision == "Allowed",
        (Some("Deny"), _) => denied,
        (Some(_), _) => decision == "Conditional",
        (None, Some(wanted)) => decision == wanted,
        (None, None) => expected["allowed"] == (decision == "Allowed"),
    }
}

#[test]
fn every_decision_agrees() {
    let lines: Vec<Value> = [cases("decision"), cases("partial")].concat();
    let answers = policy(&["eval"], &lines);
    assert_eq!(lines.len(), answers.len());
    for (line, answer) in lines.iter().zip(&answers) {
        assert_eq!(line["id"], answer["id"]);
        let decision = answer["decision"].as_str().unwrap_or_default();
        assert!(agrees(decision, &line["expected"]), "{answer}\nfor {line}");
        let open = answer["depends_on"].as_array().unwrap();
        assert_eq!(decision == "Conditional", !open.is_empty(), "{answer}");
        let silent = line["request"]["action"] == "sts:GetCallerIdentity";
        assert!(silent || answer["by"] != json!([]) || decision == "Conditional", "{answer}");
    }
}

/// Both directions of every pair, with what is expected.
fn comparisons() -> Vec<(Value, &'static str)> {
    let result = |pass: &Value| if *pass == true { "PASS" } else { "FAIL" };
    let mut out = Vec::new();
    for case in cases("no_new_access") {
        let wanted = if case["expected"]["result"] == "PASS" { "PASS" } else { "FAIL" };
        out.push((case, wanted));
    }
    for case in cases("pair") {
        for (before, after, implied) in
            [("p2", "p1", "p1_implies_p2"), ("p1", "p2", "p2_implies_p1")]
        {
            let line = json!({
                "id": format!("{} {implied}", case["id"]), "policy_type": case["policy_type"],
                "before": case[before], "after": case[after],
            });
            out.push((line, result(&case["expected"][implied])));
        }
    }
    out
}

#[test]
fn every_comparison_agrees_and_its_witness_holds() {
    let comparisons = comparisons();
    let lines: Vec<Value> = comparisons.iter().map(|(line, _)| line.clone()).collect();
    let answers = policy(&["compare", "--jsonl"], &lines);
    let mut questions = Vec::new();
    for ((line, wanted), answer) in comparisons.iter().zip(&answers) {
        assert_eq!(answer["result"], *wanted, "{answer}\nfor {line}");
        assert_eq!(answer["exact"], true, "{answer}");
        // A side without a version is read under that of the other; asked alone it is an older one.
        let versions = line["before"]["Version"] == line["after"]["Version"];
        if *wanted == "FAIL" && versions {
            let (identity, resource) = (json!([line["after"]]), line["after"].clone());
            let (old_identity, old_resource) = (json!([line["before"]]), line["before"].clone());
            let of_identity = line["policy_type"] == "identity";
            let policies = |identity, resource| {
                if of_identity {
                    json!({"identity": identity})
                } else {
                    json!({"resource": resource})
                }
            };
            let request = &answer["witness"];
            questions.push(json!({"request": request, "policies": policies(identity, resource)}));
            questions.push(
                json!({"request": request, "policies": policies(old_identity, old_resource)}),
            );
        }
    }
    assert!(questions.len() > 100);
    let decisions = policy(&["eval"], &questions);
    for (question, decision) in questions.chunks(2).zip(decisions.chunks(2)) {
        assert_eq!(decision[0]["decision"], "Allowed", "after: {}", question[0]);
        assert_ne!(decision[1]["decision"], "Allowed", "before: {}", question[1]);
    }
}

#[test]
fn a_malformed_line_is_answered_and_the_run_goes_on() {
    let good = cases("decision").swap_remove(0);
    let bad = [
        json!({"id": "x"}),
        json!([1]),
        json!({"id": 7, "request": {"action": 1}}),
        json!({"id": "e", "request": {"action": "s3:GetObject"},
            "policies": {"identity": [{"Statement": {"Effect": "allow", "Action": "*"}}]}}),
    ];
    for line in bad {
        let answers = policy(&["eval"], &[line.clone(), good.clone()]);
        assert!(answers[0]["error"].is_string(), "{}", answers[0]);
        assert_eq!(answers[0].get("id"), line.get("id"));
        assert_eq!(answers[1]["id"], good["id"]);
    }
    let answers = policy(&["compare", "--jsonl"], &[json!({"id": "x", "before": {}})]);
    assert!(answers[0]["error"].is_string());
}

/// What comes of a request of a user with one statement.
fn decides(statement: &Value, version: &Value, of: &str, request: &Value) -> Decision {
    let document = json!({"Version": version, "Statement": [statement]});
    let mut policies = json!({"identity": [{"Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}]});
    policies[of] = match of {
        "identity" | "boundary" | "vpce" => json!([document]),
        "scp" | "rcp" => json!([{"level": "root", "policies": [document]}]),
        _ => document,
    };
    let line = json!({"request": request, "policies": policies}).to_string();
    let mut documents = Documents::new();
    Case::read(&line, &mut documents).unwrap().explain(&documents).decision
}

#[test]
fn conditions_and_resources_agree_with_the_tables() {
    let user = "arn:aws:iam::111122223333:user/ana";
    for case in cases("condition") {
        let statement = json!({"Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": case["condition"]});
        let request = json!({"principal": user, "action": "s3:GetObject",
            "resource": "arn:aws:s3:::b/k", "context": case["request"]["context"]});
        let got = decides(&statement, &json!("2012-10-17"), "identity", &request);
        assert_eq!(case["expected"]["match"], got == Decision::Allowed, "{case}");
    }
    for case in cases("resource") {
        let element = case["element"].as_str().unwrap();
        let mut statement = json!({"Effect": case["effect"], "Action": "*"});
        statement[element] = case["patterns"].clone();
        let request = json!({"principal": user, "action": "x:Unknown",
            "resource": case["request"]["resource"], "context": case["request"]["context"]});
        let of = case["policy_type"].as_str().unwrap();
        let got = decides(&statement, &case["version"], of, &request);
        let matched = if case["effect"] == "Deny" {
            got == Decision::ExplicitlyDenied
        } else {
            got == Decision::Allowed
        };
        assert_eq!(case["expected"]["match"] == true, matched, "{case}");
    }
}

#[test]
fn patterns_and_queries_agree_with_the_tables() {
    for case in cases("glob_intersects") {
        let text = |key: &str| case[key].as_str().unwrap();
        assert_eq!(case["expected"]["match"], glob::intersect(text("a"), text("b")), "{case}");
    }
    // The strict table follows a rule of its maker's about literal prefixes, which AWS has not.
    for case in cases("arn_type_match").iter().filter(|case| case["strict"] == false) {
        let text = |key: &str| case[key].as_str().unwrap();
        let got = lint::fits(text("type_pattern"), text("pattern"));
        assert_eq!(case["expected"]["match"], got, "{case}");
    }
    for case in cases("access_not_granted") {
        let any = |list: &Value| if list.is_null() { json!("*") } else { list.clone() };
        let query = json!({"Statement": [{"Effect": "Allow", "Action": any(&case["query"]["actions"]),
            "Resource": any(&case["query"]["resources"])}]});
        let mut documents = Documents::new();
        let mut read = |json: &Value, of| {
            let raw = serde_json::value::RawValue::from_string(json.to_string()).unwrap();
            documents.add(&raw, (of, 0)).unwrap()
        };
        let granted = Access {
            layers: vec![
                (PolicyType::Resource, read(&case["policy"], PolicyType::Resource)),
                (PolicyType::Identity, read(&query, PolicyType::Identity)),
            ],
        };
        documents.compile();
        let nothing = Access::of(PolicyType::Identity, vec![]);
        let excess = granted.minus(&nothing, &documents.engine);
        assert!(excess.undecided.is_empty());
        assert_eq!(case["expected"]["result"] == "PASS", excess.is_nothing(), "{case}");
    }
    for case in cases("no_public_access") {
        let raw = serde_json::value::RawValue::from_string(case["policy"].to_string()).unwrap();
        let mut documents = Documents::new();
        let list = documents.add(&raw, (PolicyType::Resource, 0)).unwrap();
        documents.compile();
        let public = public::is_public(&list, &documents.engine);
        assert_eq!(case["expected"]["result"] == "FAIL", public, "{case}");
    }
}

#[test]
fn what_cannot_be_decided_within_the_limits_is_said() {
    let one = |resource: String| {
        json!({"Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "*", "Resource": resource}]})
    };
    let before = one(format!("arn:aws:s3:::{}", "a?".repeat(4_000)));
    let after = one(format!("arn:aws:s3:::{}", "a*".repeat(4_000)));
    let answers =
        policy(&["compare", "--jsonl"], &[json!({"id": 1, "before": before, "after": after})]);
    assert_eq!((&answers[0]["result"], &answers[0]["exact"]), (&json!("FAIL"), &json!(false)));
    assert!(answers[0]["new"][0]["undecided"].is_string() && answers[0].get("witness").is_none());
}

#[test]
fn an_rcp_closes_what_a_trust_policy_opens() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let allow =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    write("deploy.identity.json", allow);
    write(
        "deploy.trust.json",
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}"#,
    );
    let rcp = |action: &str| {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny","Principal":"*","Action":"{action}","Resource":"*"}}}}"#
        );
        write("perimeter.rcp.json", &text);
        let (report, _) = crate::support::report("audit", &[folder.path()]);
        let ways_in = report["findings"].as_array().unwrap().iter();
        ways_in.filter(|one| one["rule"] == "outside-to-admin").count()
    };
    assert!(rcp("s3:*") > 0, "a guard on another service closes nothing");
    assert_eq!(rcp("sts:AssumeRole*"), 0);
}
