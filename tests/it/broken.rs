//! Bad input: a clear error that names file and next step, exit 2, nothing on standard output.

use crate::support::{data, entries, run};
use std::path::Path;

/// File of `testdata`, and the code that must be named.
const REFUSED: &[(&str, &str)] = &[
    ("broken/array-root.json", "input-kind"),
    ("broken/empty.json", "input-empty"),
    ("broken/future-plan.json", "input-version"),
    ("broken/nested-200.json", "input-"),
    ("broken/nested-plan.json", "input-too-deep"),
    ("broken/not-json.json", "input-"),
    ("broken/old-state.tfstate", "input-version"),
    ("broken/truncated-plan.json", "input-truncated"),
    ("minicases/01-trust-opened/before", "plan-expected"),
    ("minicases/01-trust-opened/before.tfstate", "plan-expected"),
    ("minicases/01-trust-opened/before.state.json", "plan-expected"),
    ("plans/errored/plan.json", "plan-errored"),
    ("plans/incomplete/plan.json", "plan-incomplete"),
    ("no-such-file.json", "input-unreadable"),
];

#[test]
fn review_refuses_with_a_clear_message() {
    for (file, code) in REFUSED {
        let path = data(file);
        let output = run(&["review", path.to_str().unwrap()]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{file}: {error}");
        assert!(output.stdout.is_empty(), "{file}");
        assert!(error.starts_with(&format!("error[{code}")), "{file}: {error}");
        assert!(error.contains("--> ") && error.contains("= help: "), "{file}: {error}");
        let name = Path::new(file).file_name().unwrap().to_str().unwrap();
        assert!(error.contains(name), "{file} is not named: {error}");
    }
}

#[test]
fn no_broken_file_makes_it_crash() {
    for file in entries(&data("broken")) {
        for command in ["review", "audit"] {
            let output = run(&[command, file.to_str().unwrap()]);
            let code = output.status.code().unwrap_or_else(|| panic!("{file:?} kills it"));
            assert!(code <= 3, "{file:?}: {code}");
        }
    }
}

#[test]
fn nothing_is_left_of_a_report_that_cannot_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("report.json");
    let format = format!("json={}", target.display());
    let broken = data("broken/truncated-plan.json");
    let output = run(&["review", broken.to_str().unwrap(), "--format", &format]);
    assert_eq!(output.status.code(), Some(2));
    assert!(entries(folder.path()).is_empty());
    let plan = data("minicases/01-trust-opened/plan.json");
    let output = run(&["review", plan.to_str().unwrap(), "--format", &format]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(entries(folder.path()), [target]);
}

/// Fixed-seed mutations: bytes flipped, cut and repeated.
#[test]
fn mutated_plans_end_with_a_report_or_an_error() {
    let text = std::fs::read(data("minicases/07-two-sided/plan.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.json");
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below
    };
    for round in 0..150 {
        let mut bytes = text.clone();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = u8::try_from(random(256)).unwrap(),
                1 => bytes.truncate(at.max(1)),
                2 => drop(bytes.drain(at..(at + random(40)).min(bytes.len()))),
                _ => {
                    let part = bytes[at..(at + random(80)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, part);
                }
            }
            if bytes.is_empty() {
                bytes.push(b'{');
            }
        }
        std::fs::write(&file, &bytes).unwrap();
        let output = run(&["review", file.to_str().unwrap()]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some_and(|code| code <= 3), "{round}: {error}");
        assert!(!error.contains("panicked"), "{round}: {error}");
    }
}
