//! The formats that other programs read: the same findings, in the words of each.

use crate::support::{data, entries, root, run};
use serde_json::Value;

fn opens() -> String {
    data("minicases/01-trust-opened").join("plan.json").display().to_string()
}

fn passes() -> String {
    data("minicases/03-dominated-by-admin").join("plan.json").display().to_string()
}

fn printed(arguments: &[&str]) -> (String, Option<i32>) {
    let output = run(arguments);
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments).0).unwrap()
}

#[test]
fn sarif_has_each_finding_where_it_is_written() {
    let (before, after) =
        (data("minicases/01-trust-opened/before"), data("minicases/01-trust-opened/after"));
    let sides = [before.to_str().unwrap(), after.to_str().unwrap()];
    let sarif = json(&["diff", sides[0], sides[1], "--format", "sarif"]);
    let plain = json(&["diff", sides[0], sides[1], "--format", "json"]);
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    let findings = plain["findings"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    assert!(!results.is_empty());
    for (result, finding) in results.iter().zip(findings) {
        assert_eq!(result["partialFingerprints"]["trustdrift/v1"], finding["id"]);
        assert_eq!(result["ruleId"], finding["rule"]);
        assert_eq!(result["level"], "error");
        assert_eq!(result["baselineState"], "new");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], finding["cause"][0]["place"]["line"]);
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().ends_with("main.tf"));
        let flow = &result["codeFlows"][0]["threadFlows"][0]["locations"];
        assert_eq!(flow.as_array().unwrap().len(), finding["path"].as_array().unwrap().len());
    }
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == findings[0]["rule"]));
}

#[test]
fn sarif_says_what_is_not_known_and_what_is_resolved() {
    let open = data("minicases/04-refactor-only").join("plan.json").display().to_string();
    let sarif = json(&["review", &open, "--format", "sarif"]);
    let run = &sarif["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 0);
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    assert!(notes.iter().any(|one| one["message"]["text"].as_str().unwrap().contains("not known")));
    let back = data("minicases/01-trust-opened").join("reverse.plan.json").display().to_string();
    let sarif = json(&["review", &back, "--format", "sarif"]);
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty() && results.iter().all(|one| one["baselineState"] == "absent"));
}

#[test]
fn markdown_says_the_verdict_first() {
    let (text, code) = printed(&["review", &opens(), "--format", "markdown"]);
    assert_eq!(code, Some(1));
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("<!-- trustdrift -->"));
    assert_eq!(lines.next(), Some("## trustdrift block: 1 finding"));
    assert!(text.contains("**Cause** <code>") && text.contains("**new**"), "{text}");
    let (text, code) = printed(&["review", &passes(), "--format", "markdown"]);
    assert_eq!(code, Some(0));
    assert!(text.lines().nth(1).unwrap().starts_with("## trustdrift passed"), "{text}");
}

/// A name in a fork's plan must not close our folds, mention a team or be a link.
#[test]
fn no_name_becomes_markup() {
    let plan = std::fs::read_to_string(opens()).unwrap();
    let evil = "</details>@everyone[x](https://example.org)![y](z)<img src=q>";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    let user = json(&["review", &opens(), "--format", "json"]);
    let name = user["findings"][0]["cause"][0]["address"].as_str().unwrap().to_owned();
    std::fs::write(&path, plan.replace(&name, &format!("{name}[\\\"{evil}\\\"]"))).unwrap();
    let (text, _) = printed(&["review", path.to_str().unwrap(), "--format", "markdown"]);
    assert!(text.contains("everyone"), "{text}");
    for bad in ["@everyone", "<img", "](https", "</details>&#64;"] {
        assert!(!text.contains(bad), "{bad}: {text}");
    }
}

#[test]
fn junit_fails_what_closes_the_gate() {
    let (text, _) = printed(&["review", &opens(), "--format", "junit"]);
    assert!(text.contains("failures=\"1\"") && text.contains("path-to-admin"), "{text}");
    let (text, _) = printed(&["review", &passes(), "--format", "junit"]);
    assert!(text.contains("tests=\"1\"") && text.contains("failures=\"0\""), "{text}");
}

/// A report of yesterday that says green must not be taken for today's.
#[test]
fn a_run_that_fails_leaves_no_old_report() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.md");
    let format = format!("markdown={}", report.display());
    assert_eq!(run(&["review", &passes(), "--format", &format]).status.code(), Some(0));
    assert!(report.exists());
    let broken = folder.path().join("plan.json");
    std::fs::write(&broken, "{").unwrap();
    let arguments = ["review", broken.to_str().unwrap(), "--format", &format];
    assert_eq!(run(&arguments).status.code(), Some(2));
    assert!(!report.exists());
}

/// What is read stays, whatever the report is called; a file beside it is written.
#[test]
fn no_report_is_written_over_what_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.json");
    std::fs::copy(passes(), &plan).unwrap();
    let plan = plan.to_str().unwrap();
    let beside = format!("json={}", folder.path().join("report.json").display());
    let over = format!("json={}/./plan.json", folder.path().display());
    for arguments in
        [&["review", plan][..], &["audit", plan], &["diff", &opens(), plan], &["diff", plan, plan]]
    {
        let with = |format: &str| run(&[arguments, &["--format", format]].concat());
        assert_eq!(with(&over).status.code(), Some(2), "{arguments:?}");
        assert_ne!(with(&beside).status.code(), Some(2), "{arguments:?}");
        assert_eq!(std::fs::read(plan).unwrap(), std::fs::read(passes()).unwrap());
    }
}

/// What `graph` writes is read by a reader of its format, and has the edge that the audit finds.
#[test]
fn graphs_are_read_by_others() {
    let graph = |format: &str| printed(&["graph", &opens(), "--format", format]).0;
    let json: Value = serde_json::from_str(&graph("json")).unwrap();
    let (nodes, edges) = (json["nodes"].as_array().unwrap(), json["edges"].as_array().unwrap());
    let reaches = |one: &&Value| {
        one["from"].as_str().unwrap().ends_with("user/ci") && one["technique"] == "sts-001"
    };
    let found = edges.iter().find(reaches).unwrap_or_else(|| panic!("{json:#}"));
    let statement = &found["after"]["because"][0];
    assert_eq!(found["after"]["certainty"], "proven");
    assert!(statement["says"].as_str().unwrap().starts_with("Allow "), "{statement}");
    let text = graph("graphml");
    let document = roxmltree::Document::parse(&text).unwrap();
    let count = |name: &str| document.descendants().filter(|one| one.has_tag_name(name)).count();
    assert_eq!((count("node"), count("edge")), (nodes.len(), edges.len()));
    for (format, node, edge) in
        [("dot", "[label=", " -> "), ("mermaid", "\"", "-->"), ("cypher", "MERGE (", "CREATE (")]
    {
        let text = graph(format);
        let lines = |part: &str| text.lines().filter(|line| line.contains(part)).count();
        assert!(lines(edge) == edges.len() && lines(node) >= nodes.len(), "{format}: {text}");
    }
}

/// Every report is valid by the published schema, and a wrong one is not.
#[test]
fn json_is_valid_by_the_published_schema() {
    let schema = std::fs::read_to_string(root().join("docs/report.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut seen = 0;
    for case in entries(&data("minicases")).iter().filter(|case| case.is_dir()) {
        let plan = case.join("plan.json");
        for command in ["review", "audit"] {
            let report = json(&[command, plan.to_str().unwrap(), "--format", "json", "--stats"]);
            let errors: Vec<String> =
                validator.iter_errors(&report).map(|one| format!("{one}")).collect();
            assert!(errors.is_empty(), "{command} {plan:?}: {errors:?}");
            seen += report["findings"].as_array().unwrap().len();
        }
    }
    assert!(seen > 10, "{seen}");
    let mut wrong = json(&["review", &opens(), "--format", "json"]);
    wrong["findings"][0]["severity"] = "awful".into();
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn gitlab_has_an_issue_where_each_finding_is_written() {
    let sides = [data("minicases/01-trust-opened/before"), data("minicases/01-trust-opened/after")];
    let sides = sides.each_ref().map(|side| side.to_str().unwrap());
    let issues = json(&["diff", sides[0], sides[1], "--format", "gitlab"]);
    let plain = json(&["diff", sides[0], sides[1], "--format", "json"]);
    let finding = &plain["findings"][0];
    assert_eq!(issues[0]["fingerprint"], finding["id"]);
    assert_eq!(issues[0]["severity"], "blocker");
    assert_eq!(issues[0]["location"]["lines"]["begin"], finding["cause"][0]["place"]["line"]);
}

#[test]
fn github_annotates_the_line_of_the_cause() {
    let sides = [data("minicases/01-trust-opened/before"), data("minicases/01-trust-opened/after")];
    let sides = sides.each_ref().map(|side| side.to_str().unwrap());
    let (text, code) = printed(&["diff", sides[0], sides[1], "--format", "github"]);
    assert_eq!(code, Some(1));
    assert!(text.starts_with("::error file=") && text.contains("main.tf,line="), "{text}");
}

/// What the report proposes closes what it found: the edit made in the file, and judged again.
#[test]
fn a_proposed_fix_closes_its_finding() {
    let table = [
        (
            "01-trust-opened",
            "user/ci taken out of the Principal of aws_iam_role.deploy.assume_role_policy",
            "[aws_iam_user.ci.arn, aws_iam_role.ops.arn]",
            "[aws_iam_role.ops.arn]",
        ),
        (
            "02-one-statement-many-paths",
            "without aws_iam_group_policy.devs.policy#Statement[1]",
            "\"*\" },\n    { Effect = \"Allow\", Action = [\"iam:PassRole\"], Resource = \"*\" }",
            "\"*\" }",
        ),
    ];
    for (case, words, from, to) in table {
        let (before, after) = (data(case_side(case, "before")), data(case_side(case, "after")));
        let (before, after) = (before.to_str().unwrap(), after);
        let found = json(&["diff", before, after.to_str().unwrap(), "--format", "json"]);
        let fix = found["findings"][0]["fix"].as_str().unwrap();
        assert!(fix.contains("Checked: ") && fix.contains(words), "{fix}");
        let folder = tempfile::tempdir().unwrap();
        let text = std::fs::read_to_string(after.join("main.tf")).unwrap();
        assert!(text.contains(from), "{text}");
        std::fs::write(folder.path().join("main.tf"), text.replace(from, to)).unwrap();
        let fixed = json(&["diff", before, folder.path().to_str().unwrap(), "--format", "json"]);
        let left = fixed["findings"].as_array().unwrap();
        assert!(left.iter().all(|one| one["lane"] == "note"), "{case}: {fixed:#}");
    }
}

fn case_side(case: &str, side: &str) -> String {
    format!("minicases/{case}/{side}")
}
