//! Real plans made by terraform: all load, and what moves no trust passes.

use crate::support::{data, entries, list, report};

#[test]
fn real_plans_load() {
    for folder in entries(&data("plans")) {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let plan = folder.join("plan.json");
        if !plan.exists() || ["errored", "incomplete"].contains(&name.as_str()) {
            continue;
        }
        let (report, code) = report("review", &[&plan]);
        assert!([0, 1, 3].contains(&code), "{name}");
        assert!(report["stats"]["resources"].as_u64().unwrap() > 0, "{name}");
    }
}

#[test]
fn changes_without_trust_pass_with_evidence() {
    for name in ["noop", "moved"] {
        let (report, code) = report("review", &[&data("plans").join(name).join("plan.json")]);
        assert_eq!(code, 0, "{name}: {report:#}");
        assert_eq!(report["verdict"]["lane"], "fast", "{name}");
        // A new log group is a gain: it is said, and keeps nobody.
        for key in ["findings", "unknowns"] {
            assert!(list(&report, key).is_empty(), "{name}: {key}");
        }
        assert!(report["stats"]["statements"].as_u64().unwrap() > 0, "{name}");
    }
}

/// A resource that leaves management stays alive in the account: its access is not gone.
#[test]
fn forgotten_is_not_resolved() {
    let (report, _) = report("review", &[&data("plans/forget/plan.json")]);
    assert!(list(&report, "resolved").is_empty(), "{report:#}");
    assert!(list(&report, "findings").is_empty(), "{report:#}");
}

/// A plan against an empty account leaves documents open; they are said, never passed over.
#[test]
fn unknown_documents_are_undecided() {
    let (report, code) = report("review", &[&data("plans/fresh-mixed/plan.json")]);
    assert!(!list(&report, "unknowns").is_empty());
    assert!(code == 3 || !list(&report, "findings").is_empty());
    for unknown in list(&report, "unknowns") {
        assert!(!unknown["reason"].as_str().unwrap().is_empty(), "{unknown}");
    }
}

/// A document that is no policy is not known: neither a pass nor a way that is gone.
#[test]
fn a_document_that_cannot_be_read_is_undecided() {
    let folder = tempfile::tempdir().unwrap();
    let before = data("minicases/01-trust-opened/before.tfstate");
    let text = std::fs::read_to_string(&before).unwrap();
    let mut state: serde_json::Value = serde_json::from_str(&text).unwrap();
    let edited = folder.path().join("after.tfstate");
    for (policy, exit, unknowns) in [(r#"{"Statement":[{"Effect":"allow"}]}"#, 3, 1), ("", 0, 0)] {
        for resource in state["resources"].as_array_mut().unwrap() {
            if resource["type"] == "aws_iam_role"
                && resource["name"] == "deploy"
                && !policy.is_empty()
            {
                resource["instances"][0]["attributes"]["assume_role_policy"] = policy.into();
            }
        }
        let bytes = if policy.is_empty() { text.clone() } else { state.to_string() };
        std::fs::write(&edited, bytes).unwrap();
        let (report, code) = report("diff", &[&before, &edited]);
        assert_eq!(code, exit, "{report:#}");
        assert_eq!(list(&report, "unknowns").len(), unknowns);
        assert!(list(&report, "resolved").is_empty(), "{report:#}");
    }
}

#[test]
fn a_snapshot_is_as_good_as_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = folder.path().join("before.json");
    let before = data("minicases/07-two-sided/before.tfstate");
    let after = data("minicases/07-two-sided/after.tfstate");
    let arguments = ["snapshot", before.to_str().unwrap(), "-o", snapshot.to_str().unwrap()];
    assert_eq!(crate::support::run(&arguments).status.code(), Some(0));
    let (straight, _) = report("diff", &[&before, &after]);
    let (stored, code) = report("diff", &[&snapshot, &after]);
    assert_eq!(code, 1);
    assert_eq!(straight["findings"], stored["findings"]);
    let (same, code) = report("diff", &[&snapshot, &before]);
    assert_eq!((list(&same, "findings").len(), code), (0, 0));
}
