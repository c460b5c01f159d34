//! Agreement with Terraform itself: its answers to expressions and configurations, recorded.

use crate::support::root;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use trustdrift::source::hcl::expand::{self, Configuration, Options};
use trustdrift::source::hcl::files::Memory;
use trustdrift::source::hcl::value::{Data, Value};

fn lines(name: &str) -> Vec<Json> {
    let text = std::fs::read_to_string(root().join("testdata/hcl").join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn console(directory: &Path, expressions: &str) -> Vec<Json> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_trustdrift"))
        .arg("console")
        .arg(directory)
        .arg("--json")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(expressions.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Numbers as floating point: recorded answers went through readers that know no other.
fn rounded(value: &Json) -> Json {
    match value {
        Json::Number(number) => json!(number.as_f64()),
        Json::Array(all) => all.iter().map(rounded).collect(),
        Json::Object(all) => {
            Json::Object(all.iter().map(|(key, one)| (key.clone(), rounded(one))).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn expressions_have_the_value_that_terraform_gives_them() {
    // An expression of several lines is given on one: all of them end in brackets or heredocs.
    let rows: Vec<Json> = lines("expressions.jsonl")
        .into_iter()
        .filter(|row| row["expr"].as_str().unwrap() != "[\n1,\n2\n]")
        .collect();
    let text: String =
        rows.iter().map(|row| format!("{}\n", row["expr"].as_str().unwrap().trim_end())).collect();
    let answers = console(&root().join("testdata/hcl/context"), &text);
    assert_eq!(answers.len(), rows.len());
    let mut wrong = Vec::new();
    for (row, answer) in rows.iter().zip(&answers) {
        // Terraform's answers were recorded from outputs marked sensitive; what an expression makes
        // sensitive itself is not shown here.
        let sealed = answer["value"] == json!({"sensitive": true}) && row["sensitive"] == true;
        let agrees = match row["error"] == true {
            true => answer.get("error").is_some(),
            // Outputs of a plan, from which they were recorded, show what is not known as null.
            false if row["expected"].is_null() && answer["value"] == json!({"unknown": true}) => {
                true
            }
            // The bytes that a compressor chooses are its own: they are not known here.
            false if row["expr"].as_str().unwrap().starts_with("base64gzip(") => true,
            false => {
                answer.get("value").map(rounded) == Some(rounded(&row["expected"]))
                    && answer.get("error").is_none()
            }
        };
        if !agrees && !sealed {
            wrong.push(format!(
                "{}\n  terraform: {}\n  here: {answer}",
                row["expr"], row["expected"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn evaluated(row: &Json) -> Configuration {
    let files = row["files"].as_object().unwrap();
    let files =
        Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str().unwrap())));
    expand::evaluate(&files, &Options::default()).unwrap()
}

/// The known part of a value.
fn known(value: &Value) -> Json {
    let all = || value.parts().map(known).collect::<Vec<Json>>();
    match &value.data {
        Data::Unknown(_) | Data::Null(_) => Json::Null,
        Data::Bool(value) => json!(value),
        Data::Number(number) => json!(number.to_f64()),
        Data::Text(text) => json!(text.to_string()),
        Data::Map(..) | Data::Object(_) => {
            let keys = value.fields().unwrap().keys().map(ToString::to_string);
            Json::Object(keys.zip(all()).collect())
        }
        _ => Json::Array(all()),
    }
}

/// What is wrong with a configuration of the suite, if anything.
fn disagreement(row: &Json) -> Option<String> {
    let got = evaluated(row);
    if row["error"] == true {
        return got.errors.is_empty().then(|| "terraform refuses this".to_owned());
    }
    if let Some(error) = got.errors.first() {
        return Some(format!(
            "{} ({})",
            error.message,
            got.sources.place(error.span.unwrap_or_default())
        ));
    }
    for (name, want) in row["outputs"].as_object().unwrap() {
        let Some(output) = got.outputs.get(name.as_str()) else {
            return Some(format!("no {name}"));
        };
        let value = known(&output.value);
        if row["output_unknown"].get(name) == Some(&json!(true)) {
            if output.value.is_wholly_known() {
                return Some(format!("output {name} is known: {value}"));
            }
            continue;
        }
        let of: Json = serde_json::from_str(&output.value.type_of().to_string()).unwrap();
        if value != rounded(&want["value"]) || of != want["type"] {
            return Some(format!("output {name}: {value} {of}, not {want}"));
        }
        if want["sensitive"] != json!(output.sensitive) {
            return Some(format!("output {name} is sensitive or not"));
        }
    }
    resources(row, &got)
}

fn resources(row: &Json, got: &Configuration) -> Option<String> {
    let wanted = row["resources"].as_object().unwrap();
    let found: BTreeMap<&String, _> =
        got.resources.iter().filter(|(_, one)| one.is_managed()).collect();
    if !wanted.keys().eq(found.keys().copied()) {
        return Some(format!("resources: {:?}", found.keys()));
    }
    for (address, attributes) in wanted {
        let fields = found[address].value.fields().unwrap();
        for (name, want) in attributes.as_object().unwrap() {
            let value = fields.get(name.as_str()).map(known);
            if value != Some(rounded(want)) {
                return Some(format!("{address}.{name}: {value:?}, not {want}"));
            }
        }
        for (name, want) in row["unknown"][address].as_object().into_iter().flatten() {
            let is_known = fields.get(name.as_str()).is_some_and(Value::is_known);
            if *want == true && is_known {
                return Some(format!("{address}.{name} is known"));
            }
        }
    }
    None
}

/// Rendering policy documents is a provider's work, not the language's.
const NOT_HERE: &[&str] = &["policydoc"];

#[test]
fn configurations_come_to_what_terraform_plans() {
    let mut wrong = Vec::new();
    for row in lines("configs.jsonl") {
        if NOT_HERE.contains(&row["group"].as_str().unwrap()) {
            continue;
        }
        if let Some(why) = disagreement(&row).filter(|why| !why.contains("there is no function")) {
            wrong.push(format!("{}: {why}", row["id"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_mutation_of_a_configuration_breaks_the_program() {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % u64::try_from(below.max(1)).unwrap()).unwrap()
    };
    const INSERTS: &[&str] = &[
        "{", "}", "[", "]", "(", ")", "\"", "${", "%{", "~", "<<A\n", "\n", "=", "*", "[*]", "for",
        "\u{e000}",
    ];
    for row in lines("configs.jsonl") {
        for _ in 0..12 {
            let mut row = row.clone();
            for (_, text) in row["files"].as_object_mut().unwrap() {
                let mut all: Vec<char> = text.as_str().unwrap().chars().collect();
                for _ in 0..=next(4) {
                    let at = next(all.len());
                    match next(3) {
                        0 if !all.is_empty() => drop(all.remove(at)),
                        1 => all.truncate(at),
                        _ => drop(all.splice(at..at, INSERTS[next(INSERTS.len())].chars())),
                    }
                }
                *text = all.into_iter().collect::<String>().into();
            }
            evaluated(&row);
        }
    }
}

#[test]
fn what_grows_without_end_is_stopped() {
    let double = |text: &str| -> String {
        let step =
            |at: usize| format!("  l{} = {}\n", at + 1, text.replace('@', &format!("local.l{at}")));
        format!("locals {{\n  l0 = \"x\"\n{}}}\n", (0..60).map(step).collect::<String>())
    };
    let chain: String = (0..3000).map(|at| format!("  l{} = local.l{at}\n", at + 1)).collect();
    let configurations = [
        double("\"${@}${@}\""),
        double("[@, @]"),
        double("{ a = @, b = @ }"),
        format!("locals {{\n  l0 = 1\n{chain}}}\n"),
        "module \"m\" {\n  source = \"./\"\n}\n".to_owned(),
        "resource \"terraform_data\" \"x\" {\n  count = 1000000000\n}\n".to_owned(),
        "locals {\n  l = 1e99999999\n  m = 9e9999 * 9e9999 * 9e9999\n}\n".to_owned(),
        "locals {\n  deep = jsondecode(format(\"%0200000d\", 0))\n}\n".to_owned(),
        "locals {\n  deep = jsondecode(join(\"\", [for i in range(1024) : join(\"\", [for j in range(200) : \"[\"])]))\n}\n".to_owned(),
    ];
    for text in configurations {
        let files = Memory::new([("main.tf", text.as_str())]);
        let _ = expand::evaluate(&files, &Options::default());
    }
}

#[test]
fn lines_of_console() {
    let answers = console(
        &root().join("testdata/hcl/context"),
        "1 + 1\n\nvar.secret\n[var.nothing, nope]\n\"a${1}\"\n12345678901234567890123\n",
    );
    let want = [
        json!({"value": 2}),
        json!({"value": {"sensitive": true}}),
        json!({"error": "there is no `nope`"}),
        json!({"value": "a1"}),
    ];
    assert_eq!(answers[..2], want[..2]);
    assert!(answers[2]["error"].is_string());
    assert_eq!(answers[3], want[3]);
}
