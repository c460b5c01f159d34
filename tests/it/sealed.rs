//! No secret leaves: a token is planted in all that is sensitive of every plan and state of
//! `testdata/`, and looked for in everything that the program writes, also where it fails.

use crate::support::{data, entries, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;

const TOKEN: &str = "Zq7CanaryXk29Token";

/// Attributes with secrets in them, whether or not the provider says so.
const CARRIERS: &[&str] = &[
    "auth_token",
    "container_definitions",
    "container_properties",
    "default_arguments",
    "encrypted_secret",
    "environment",
    "environment_variables",
    "insecure_value",
    "item",
    "master_password",
    "parameters",
    "password",
    "private_key",
    "secret",
    "secret_binary",
    "secret_string",
    "ses_smtp_password_v4",
    "token",
    "user_data",
    "user_data_base64",
    "value",
];

/// Where the values of a side stand, with the tree that says what of them is sensitive.
const SIDES: &[(&str, &str)] = &[
    ("after", "after_sensitive"),
    ("attributes", ""),
    ("before", "before_sensitive"),
    ("values", "sensitive_values"),
];

/// Every form of a report.
const FORMATS: &[&str] =
    &["github", "gitlab", "html", "json", "junit", "markdown", "sarif", "table"];

/// Every form of a graph that names statements.
const GRAPHS: &[&str] = &["cypher", "json"];

fn plant(value: &mut Value) {
    match value {
        Value::String(text) => text.push_str(TOKEN),
        Value::Array(list) => list.iter_mut().for_each(plant),
        Value::Object(fields) => fields.values_mut().for_each(plant),
        _ => {}
    }
}

fn plant_marked(value: &mut Value, marks: &Value) {
    match (value, marks) {
        (value, Value::Bool(true)) => plant(value),
        (Value::Array(list), Value::Array(marks)) => {
            list.iter_mut().zip(marks).for_each(|(value, marks)| plant_marked(value, marks));
        }
        (Value::Object(fields), Value::Object(marks)) => {
            for (name, value) in fields {
                plant_marked(value, marks.get(name).unwrap_or(&Value::Null));
            }
        }
        _ => {}
    }
}

fn plant_everywhere(node: &mut Value) {
    match node {
        Value::Array(list) => list.iter_mut().for_each(plant_everywhere),
        Value::Object(fields) => {
            for (side, marks) in SIDES {
                let marks = fields.get(*marks).cloned().unwrap_or_default();
                let Some(side) = fields.get_mut(*side) else { continue };
                plant_marked(side, &marks);
                for (name, value) in side.as_object_mut().into_iter().flatten() {
                    if CARRIERS.contains(&name.as_str()) {
                        plant(value);
                    }
                }
            }
            if fields.get("sensitive") == Some(&Value::Bool(true)) {
                fields.get_mut("value").into_iter().for_each(plant);
            }
            fields.values_mut().for_each(plant_everywhere);
        }
        _ => {}
    }
}

/// Plans and states below a folder.
fn inputs(folder: &Path, out: &mut Vec<PathBuf>) {
    for path in entries(folder) {
        let is = |extension: &str| path.extension().is_some_and(|found| found == extension);
        if path.is_dir() {
            inputs(&path, out);
        } else if is("json") || is("tfstate") {
            out.push(path);
        }
    }
}

#[track_caller]
fn assert_sealed(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(!text.contains(TOKEN), "{what}: {text}");
}

fn assert_quiet(what: &str, output: &Output) {
    assert_sealed(what, &output.stdout);
    assert_sealed(what, &output.stderr);
}

/// Runs once and looks at the report in every form.
fn assert_every_format_quiet(what: &str, arguments: &[&str], folder: &Path) {
    let file = |format: &str| folder.join(format!("report.{format}"));
    let targets: Vec<String> = FORMATS
        .iter()
        .map(|format| format!("--format={format}={}", file(format).display()))
        .collect();
    let arguments = arguments.iter().copied().chain(targets.iter().map(String::as_str));
    let output = run(&arguments.collect::<Vec<_>>());
    assert_quiet(what, &output);
    if output.status.code() != Some(2) {
        FORMATS.iter().for_each(|one| assert_sealed(what, &std::fs::read(file(one)).unwrap()));
    }
}

#[test]
fn no_output_has_a_planted_secret() {
    let mut all = Vec::new();
    inputs(&data(""), &mut all);
    let folder = tempfile::tempdir().unwrap();
    let mut planted = 0;
    for path in all {
        let Ok(mut input) = serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()) else {
            continue;
        };
        plant_everywhere(&mut input);
        let text = input.to_string();
        let Some(at) = text.find(TOKEN) else { continue };
        planted += 1;
        let (whole, broken) = (folder.path().join("whole.json"), folder.path().join("broken.json"));
        std::fs::write(&whole, &text).unwrap();
        let cut = text.get(..at + TOKEN.len()).unwrap();
        std::fs::write(&broken, cut).unwrap();
        let (whole, broken) = (whole.to_str().unwrap(), broken.to_str().unwrap());
        let (what, original) = (path.display().to_string(), path.to_str().unwrap());
        assert_every_format_quiet(&what, &["audit", whole], folder.path());
        assert_quiet(&what, &run(&["diff", original, whole, "--format", "json"]));
        assert_quiet(&what, &run(&["review", whole, "--format", "json"]));
        for format in GRAPHS {
            assert_quiet(&what, &run(&["graph", whole, "--format", format]));
        }
        assert_quiet(&what, &run(&["audit", broken]));
        assert_quiet(&what, &run(&["explain", whole, "--from", "internet"]));
        let stored = folder.path().join("stored.json");
        let output = run(&["snapshot", whole, "-o", stored.to_str().unwrap()]);
        assert_quiet(&what, &output);
        if output.status.code() == Some(0) {
            assert_sealed(&what, &std::fs::read(&stored).unwrap());
        }
    }
    assert!(planted >= 100, "only {planted} inputs have something sensitive");
}

/// A configuration with the token in each secret of `testdata/sealed`, whole and broken behind each.
#[test]
fn no_directory_gives_a_secret_away() {
    let text = std::fs::read_to_string(data("sealed/main.tf")).unwrap().replace("CANARY", TOKEN);
    let places: Vec<usize> = text.match_indices(TOKEN).map(|(at, _)| at).skip(1).collect();
    assert!(places.len() >= 10, "{places:?}");
    let folder = tempfile::tempdir().unwrap();
    let (whole, broken) = (folder.path().join("whole"), folder.path().join("broken"));
    let written = |side: &Path, text: &str| {
        std::fs::create_dir_all(side).unwrap();
        std::fs::write(side.join("main.tf"), text).unwrap();
        side.to_str().unwrap().to_owned()
    };
    let side = written(&whole, &text);
    let other = data("surface/secret-copy/keeps-in-secret/before");
    let stored = folder.path().join("stored.json");
    let other = other.to_str().unwrap();
    for arguments in [&["audit", &side][..], &["diff", other, &side], &["diff", &side, other]] {
        assert_every_format_quiet("formats", arguments, folder.path());
    }
    assert_quiet("explain", &run(&["explain", &side, "--from", "role/job"]));
    assert_quiet("snapshot", &run(&["snapshot", &side, "-o", stored.to_str().unwrap()]));
    assert_sealed("snapshot", &std::fs::read(&stored).unwrap());
    for at in places {
        let (before, after) = text.split_at(at);
        let cut = format!("{before}{TOKEN}");
        let open = format!("{before}${{{after}");
        let doubled = format!("{before}\" = \"{after}");
        for text in [cut, open, doubled] {
            assert_quiet(&text, &run(&["audit", &written(&broken, &text)]));
        }
    }
}
