//! Reports in the programs that they are for, where those are installed; `.ci/run` installs them.

use crate::support::{data, run};
use std::process::Command;

/// Whether a program is there; one that is not is said, so that no run looks like more than it was.
#[expect(clippy::print_stderr, reason = "a test left out is said where tests are read")]
fn there(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        eprintln!("{program} is not installed: its reading of our output is not tested");
    }
    found
}

fn written(arguments: &[&str], name: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, run(arguments).stdout).unwrap();
    let file = file.display().to_string();
    (folder, file)
}

#[test]
fn a_browser_draws_the_page_without_complaint() {
    if !there("chromium") {
        return;
    }
    let case = |side: &str| data("minicases/02-one-statement-many-paths").join(side);
    let (before, after) = (case("before"), case("after"));
    let sides = ["diff", before.to_str().unwrap(), after.to_str().unwrap(), "--format", "html"];
    let (_folder, file) = written(&sides, "report.html");
    let profile = tempfile::tempdir().unwrap();
    let output = Command::new("chromium")
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"])
        .args(["--virtual-time-budget=4000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{file}"))
        .output()
        .unwrap();
    let (page, log) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!log.contains("CONSOLE"), "{log}");
    assert_eq!(page.matches("class=\"node ").count(), 6, "three users, three roles: {page}");
    assert_eq!(page.matches("class=\"edge new").count(), 9, "{page}");
    assert!(page.contains("what is new: 6 nodes, 9 edges."), "{page}");
}

#[test]
fn graphviz_reads_what_it_is_for() {
    if !there("dot") {
        return;
    }
    let plan = data("minicases/01-trust-opened/plan.json");
    let (_folder, file) =
        written(&["graph", plan.to_str().unwrap(), "--format", "dot"], "graph.dot");
    let output = Command::new("dot").args(["-Tplain", &file]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{text}");
    assert!(text.lines().any(|line| line.starts_with("node") && line.contains("role/deploy")));
    assert!(
        text.lines().any(|line| line.starts_with("edge") && line.contains("sts-001")),
        "{text}"
    );
}
