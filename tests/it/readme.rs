//! The README tells the truth: its commands do what it says.

use crate::support::{root, run};

fn commands() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    text.lines().filter_map(|line| line.strip_prefix("    cargo ")).map(str::to_owned).collect()
}

#[test]
fn the_first_command_finds_a_path_and_closes_the_gate() {
    let commands = commands();
    let arguments = commands.first().and_then(|line| line.split_once(" -- ")).unwrap().1;
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("path-to-admin") && text.contains("ADMIN"), "{text}");
}

#[test]
fn the_second_command_runs_all_tests() {
    assert_eq!(commands().get(1).map(String::as_str), Some("test --locked --all-targets"));
    let ci = std::fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(ci.contains("cargo test --locked --all-targets"), "{ci}");
}

#[test]
fn every_technique_and_code_is_listed() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    for technique in trustdrift::graph::technique::TECHNIQUES {
        let row = format!("| {} | {} |", technique.id, technique.name);
        assert!(text.contains(&row), "the README lacks `{row}`");
    }
}
