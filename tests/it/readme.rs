//! The README tells the truth: its commands do what it says.

use crate::support::{root, run};
use trustdrift::graph::left_out::LEFT_OUT;
use trustdrift::graph::technique::{Kind, Need, Shape, State, TECHNIQUES, Technique};

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

/// How sure a technique is: what its entry leaves open.
fn certainty(technique: &Technique) -> String {
    let open = |need: &Need| match need {
        Need::Unseen(what) | Need::Only(_, what) => Some(format!("if {what}")),
        Need::Thing(_, what) => Some(format!("sure where declared: {what}")),
        Need::Role(_) => None,
    };
    let open: Vec<String> = technique.needs.iter().filter_map(open).collect();
    let state = match technique.shape {
        Shape::Become(Kind::UserWith(State::HasKey | State::HasPassword)) => {
            Some("sure where declared: the user has one".to_owned())
        }
        Shape::Agent => Some("sure where the role lets the SSM agent register".to_owned()),
        _ => None,
    };
    let all: Vec<String> = open.into_iter().chain(state).collect();
    if all.is_empty() { "sure".into() } else { all.join("; ") }
}

/// The page of all techniques, one row each.
fn page() -> String {
    let mut out = String::from(
        "# Techniques\n\nHow one principal comes to act as another, or to decide what another may do. This page is \
         made from the entries in\n`src/graph/technique`; `UPDATE=1 cargo test --test it techniques` writes it.\n\n\
         | id | name | the actor | covers also | certainty | source |\n|---|---|---|---|---|---|\n",
    );
    for one in TECHNIQUES {
        let title = one.title.replace("TO", "the target");
        let covers = one.covers.join(", ");
        let sure = certainty(one);
        out += &format!(
            "| {} | {} | {title} | {covers} | {sure} | {} |\n",
            one.id, one.name, one.source
        );
    }
    out += "\n## Known and not modelled\n\n| name | the actor | why not |\n|---|---|---|\n";
    for one in LEFT_OUT {
        out += &format!("| {} | {} | {} |\n", one.name, one.what, one.why);
    }
    out
}

#[test]
fn all_techniques_are_on_their_page() {
    let file = root().join("docs/techniques.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(root().join("docs")).unwrap();
        std::fs::write(&file, page()).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == page(),
        "UPDATE=1 cargo test --test it techniques writes docs/techniques.md"
    );
    assert!(TECHNIQUES.iter().all(|one| one.source.contains("read 20")));
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("docs/techniques.md"));
}
