//! The command line as a contract: exit codes, flags, the same bytes each time.

use crate::support::{data, run};

fn plan(name: &str) -> String {
    data("minicases").join(name).join("plan.json").display().to_string()
}

#[test]
fn exit_codes() {
    let (opens, passes) = (plan("01-trust-opened"), plan("03-dominated-by-admin"));
    let (conditional, open) = (plan("08-unknown-condition"), plan("04-refactor-only"));
    let table: &[(&[&str], i32)] = &[
        (&["review", &opens], 1),
        (&["review", &opens, "--fail-on", "never"], 0),
        (&["review", &opens, "--fail-on", "block"], 1),
        (&["review", &conditional], 1),
        (&["review", &conditional, "--fail-on", "block"], 0),
        (&["review", &passes], 0),
        (&["review", &open], 3),
        (&["review", &open, "--unknown-as", "ignore"], 0),
        (&["review", &open, "--unknown-as", "block", "--fail-on", "block"], 3),
        (&["review", &open, "--fail-on", "block"], 0),
        (&["review"], 2),
        (&["review", &opens, "--format", "nonsense"], 2),
        (&["review", &opens, "--format", "json", "--format", "table"], 2),
        (&["nonsense"], 2),
        (&["--help"], 0),
        (&["--version"], 0),
    ];
    for (arguments, want) in table {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(*want), "{arguments:?}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["github", "gitlab", "html", "json", "junit", "markdown", "sarif", "table"] {
        let arguments = ["review", &plan("02-one-statement-many-paths"), "--format", format];
        assert_eq!(run(&arguments).stdout, run(&arguments).stdout, "{format}");
    }
}

#[test]
fn tables_keep_their_width_and_have_no_colour_in_a_pipe() {
    for width in [80, 160] {
        let width_text = width.to_string();
        let plan = plan("02-one-statement-many-paths");
        let output = run(&["review", &plan, "--width", &width_text]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.contains('\u{1b}'));
        for line in text.lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
        for part in ["CRITICAL", "group/devs (3 users)", "role/cfn", "cause", "fix"] {
            assert!(text.contains(part), "{width}: {part} in\n{text}");
        }
    }
}

#[test]
fn explain_says_why_and_why_not() {
    let state = data("technique/lambda-001/opens.tfstate").display().to_string();
    let why = run(&["explain", &state, "--from", "user/actor", "--to", "ADMIN"]);
    let text = String::from_utf8(why.stdout).unwrap();
    assert_eq!(why.status.code(), Some(0));
    assert!(text.contains("lambda-001") && text.contains("reaches"), "{text}");

    let state = data("technique/lambda-001/misses-denied.tfstate").display().to_string();
    let not = run(&["explain", &state, "--from", "user/actor", "--to", "role/target"]);
    let text = String::from_utf8(not.stdout).unwrap();
    assert_eq!(not.status.code(), Some(0));
    assert!(text.contains("does not reach"), "{text}");
    assert!(text.contains("aws_iam_user_policy.actor_p.policy#Statement[1]"), "{text}");

    let nobody = run(&["explain", &state, "--from", "user/nobody", "--to", "ADMIN"]);
    assert_eq!(nobody.status.code(), Some(2));
}
