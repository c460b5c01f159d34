//! The files of `docs/integrations`: what can be run of them here is run.

use crate::support::{data, root, run};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// A `gh` that writes down what it is asked, and knows the comment `known`.
fn forge(folder: &Path, known: &str) {
    let log = folder.join("log").display().to_string();
    let text = format!(
        "#!/bin/sh\necho \"$@\" >> {log}\ncase \"$*\" in *--paginate*) printf '{known}';; \
         *) for one; do case $one in body=@*) cat \"${{one#body=@}}\" >> {log};; esac; done;; esac\n"
    );
    let file = folder.join("gh");
    std::fs::write(&file, text).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// What `comment.sh` asks of the forge.
fn commented(known: &str, report: &str, code: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    forge(folder.path(), known);
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let status = Command::new("sh")
        .arg(root().join("docs/integrations/comment.sh"))
        .args(["owner/name", "7", report, code])
        .env("PATH", path)
        .status()
        .unwrap();
    assert!(status.success());
    std::fs::read_to_string(folder.path().join("log")).unwrap()
}

#[test]
fn one_comment_is_kept_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.md");
    let plan = data("minicases/01-trust-opened/plan.json");
    let format = format!("markdown={}", report.display());
    let output = run(&["review", plan.to_str().unwrap(), "--format", &format]);
    assert_eq!(output.status.code(), Some(1));
    let report = report.to_str().unwrap();
    let first = commented("", report, "1");
    assert!(first.contains("POST repos/owner/name/issues/7/comments"), "{first}");
    assert!(first.contains("## trustdrift block: 1 finding"), "{first}");
    let second = commented("42\\n", report, "1");
    assert!(second.contains("PATCH repos/owner/name/issues/comments/42"), "{second}");
}

/// A run that fails takes the place of an old verdict.
#[test]
fn a_failed_run_is_said() {
    for (report, code) in [("/nowhere/report.md", "2"), ("/nowhere/report.md", "101")] {
        let text = commented("42\\n", report, code);
        assert!(text.contains("could not run") && text.contains("PATCH"), "{text}");
        assert!(!text.contains("passed"), "{text}");
    }
}

#[test]
fn shells_and_manuals_know_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(&["completions", shell]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(text.contains("review") && text.contains("graph"), "{shell}");
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&["man", folder.path().to_str().unwrap()]).status.code(), Some(0));
    let page = std::fs::read_to_string(folder.path().join("trustdrift-review.1")).unwrap();
    assert!(page.contains(".TH") && page.contains("baseline"), "{page}");
}
