//! What does not change the meaning changes no finding: other names, another order, a list for a
//! single value, a managed policy for an inline one, another way to write the same configuration.

use crate::support::{data, entries, list, report, run_in, texts};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// States with findings: the mini-cases, and an opening case of every technique.
fn states() -> Vec<PathBuf> {
    let folders = |name: &str| entries(&data(name)).into_iter();
    let techniques = folders("technique")
        .flat_map(|one| ["opens.tfstate", "perhaps.tfstate"].map(|name| one.join(name)));
    let stories = folders("minicases").map(|one| one.join("after.tfstate"));
    techniques.chain(stories).filter(|path| path.exists()).collect()
}

/// How much of a finding must stay.
#[derive(Clone, Copy, PartialEq)]
enum Keep {
    /// All of it, its id too.
    All,
    /// All but its id.
    Facts,
    /// All but its id and where its cause is written.
    Meaning,
}

/// A finding without words and places, in a form that compares.
fn facts(finding: &Value, keep: Keep) -> Value {
    let sorted = |key: &str| {
        let mut list = texts(&finding[key]);
        list.sort();
        list
    };
    let step = |step: &Value| {
        let requires = list(step, "requires").len();
        json!([step["from"], step["to"], step["technique"], requires])
    };
    let cause = |one: &Value| json!([one["address"], one["attribute"], one["change"]]);
    let mut cause: Vec<Value> = list(finding, "cause").iter().map(cause).collect();
    cause.sort_by_key(Value::to_string);
    let keys = ["rule", "class", "severity", "certainty", "lane", "drift", "from", "to"];
    let mut out = json!({
        "path": list(finding, "path").iter().map(step).collect::<Vec<_>>(),
        "principals": sorted("principals"),
        "techniques": sorted("techniques"),
        "also": finding["also"]["count"],
    });
    for key in keys {
        out[key] = finding[key].clone();
    }
    if keep == Keep::Facts && finding["also"]["count"] != 0 {
        // Which of several equals stands for them is told by their names.
        out["from"] = Value::Null;
        out["path"] = list(finding, "path").iter().map(|step| step["technique"].clone()).collect();
    }
    if keep != Keep::Meaning {
        out["cause"] = Value::Array(cause);
    }
    if keep == Keep::All {
        out["id"] = finding["id"].clone();
    }
    out
}

/// The findings of an audit.
fn audit(state: &Value) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.tfstate");
    std::fs::write(&file, state.to_string()).unwrap();
    list(&report("audit", &[&file]).0, "findings").to_vec()
}

/// What is kept of findings, in an order of its own.
fn kept(findings: &[Value], keep: Keep) -> Vec<Value> {
    let mut out: Vec<Value> = findings.iter().map(|one| facts(one, keep)).collect();
    out.sort_by_key(Value::to_string);
    out
}

/// Findings with other words for names.
fn renamed(findings: &[Value], words: &BTreeMap<String, String>) -> Vec<Value> {
    let inside = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    let mut out = findings.to_vec();
    for finding in &mut out {
        let ends = ["from", "to", "principals", "cause"];
        for key in ends {
            each_text(&mut finding[key], &mut |text| replace(text, words, inside));
        }
        for step in finding["path"].as_array_mut().unwrap() {
            for key in ["from", "to"] {
                each_text(&mut step[key], &mut |text| replace(text, words, inside));
            }
        }
    }
    out
}

/// Each text below a value.
fn each_text(value: &mut Value, change: &mut impl FnMut(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(list) => list.iter_mut().for_each(|one| each_text(one, change)),
        Value::Object(map) => map.values_mut().for_each(|one| each_text(one, change)),
        _ => {}
    }
}

const MADE: &str = "AWSReservedSSO_";

/// A text with words put in place of others; `inside` tells the letters of a word.
fn replace(text: &str, words: &BTreeMap<String, String>, inside: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| !inside(letter)).unwrap_or(rest.len());
        let end = if end == 0 { first.len_utf8() } else { end };
        let (word, after) = rest.split_at(end);
        // Identity Center makes the name of a role from that of its permission set.
        let name = word.strip_prefix(MADE).and_then(|word| word.strip_suffix('_'));
        match name.and_then(|name| words.get(name)) {
            Some(new) => out.push_str(&format!("{MADE}{new}_")),
            None => out.push_str(words.get(word).map_or(word, String::as_str)),
        }
        rest = after;
    }
    out
}

/// Each policy document that a state holds as text.
fn each_document(state: &mut Value, change: impl Fn(&mut Value)) {
    each_text(state, &mut |text| match serde_json::from_str::<Value>(text) {
        Ok(mut document) if document["Statement"] != Value::Null => {
            change(&mut document);
            document.to_string()
        }
        _ => text.to_owned(),
    });
}

/// The statements of a document as a list.
fn statements(document: &mut Value) -> &mut Vec<Value> {
    let found = document["Statement"].take();
    document["Statement"] = if found.is_array() { found } else { json!([found]) };
    document["Statement"].as_array_mut().unwrap()
}

/// The parts of a statement that may be a list or a single text.
fn each_part(document: &mut Value, change: impl Fn(&mut Value)) {
    for statement in statements(document) {
        for key in ["Action", "NotAction", "Resource", "NotResource"] {
            statement.get_mut(key).into_iter().for_each(&change);
        }
        let nested = ["Principal", "NotPrincipal"].map(|key| statement[key].clone());
        for (key, mut principals) in ["Principal", "NotPrincipal"].into_iter().zip(nested) {
            if let Some(map) = principals.as_object_mut() {
                map.values_mut().for_each(&change);
                statement[key] = principals;
            } else if principals.is_null() {
                statement.as_object_mut().unwrap().remove(key);
            }
        }
        let tests = statement.get_mut("Condition").and_then(Value::as_object_mut);
        for test in tests.into_iter().flat_map(|map| map.values_mut()) {
            test.as_object_mut().into_iter().flat_map(|map| map.values_mut()).for_each(&change);
        }
    }
}

fn turned_around(state: &mut Value) {
    state["resources"].as_array_mut().unwrap().reverse();
    each_document(state, |document| {
        statements(document).reverse();
        each_part(document, |part| {
            if let Some(list) = part.as_array_mut() {
                list.reverse();
            }
        });
    });
}

fn all_lists(state: &mut Value) {
    each_document(state, |document| {
        each_part(document, |part| {
            if !part.is_array() {
                *part = json!([part.take()]);
            }
        });
    });
}

fn all_single(state: &mut Value) {
    each_document(state, |document| {
        each_part(document, |part| {
            if let Some([only]) = part.as_array().map(Vec::as_slice) {
                *part = only.clone();
            }
        });
        if let [only] = statements(document).as_slice() {
            document["Statement"] = only.clone();
        }
    });
}

/// Every inline policy becomes a managed one with an attachment.
fn managed(state: &mut Value) {
    let mut out = Vec::new();
    for resource in state["resources"].as_array().unwrap() {
        let kind = resource["type"].as_str().unwrap();
        let holder = kind.strip_prefix("aws_iam_").and_then(|kind| kind.strip_suffix("_policy"));
        let Some(holder) = holder.filter(|kind| ["user", "role", "group"].contains(kind)) else {
            out.push(resource.clone());
            continue;
        };
        let attributes = &resource["instances"][0]["attributes"];
        let who = attributes[holder].as_str().unwrap();
        let name = format!("managed-{}", resource["name"].as_str().unwrap());
        let arn = format!("arn:aws:iam::123456789012:policy/{name}");
        let policy = json!({
            "arn": arn, "id": arn, "name": name, "path": "/", "policy": attributes["policy"],
        });
        let attachment = json!({ "id": "x", holder: who, "policy_arn": arn });
        let declared = |kind: &str, attributes: Value| {
            let mut out = resource.clone();
            out["type"] = kind.into();
            out["instances"] = json!([{ "schema_version": 0, "attributes": attributes }]);
            out
        };
        out.push(declared("aws_iam_policy", policy));
        out.push(declared(&format!("aws_iam_{holder}_policy_attachment"), attachment));
    }
    state["resources"] = Value::Array(out);
}

/// A way to say the same, and what of a finding must not change.
type Form = (&'static str, fn(&mut Value), Keep);

/// Every managed policy of our own becomes an inline one of each that has it.
fn inline(state: &mut Value) {
    let mut policies: BTreeMap<String, Value> = BTreeMap::new();
    for resource in list(state, "resources") {
        let attributes = &resource["instances"][0]["attributes"];
        if resource["type"] == "aws_iam_policy" {
            let arn = attributes["arn"].as_str().unwrap();
            policies.insert(arn.to_owned(), attributes["policy"].clone());
        }
    }
    for resource in state["resources"].as_array_mut().unwrap() {
        let kind = resource["type"].as_str().unwrap();
        let holder = kind.strip_prefix("aws_iam_");
        let holder = holder.and_then(|kind| kind.strip_suffix("_policy_attachment"));
        let Some(holder) = holder.map(str::to_owned) else { continue };
        let attributes = resource["instances"][0]["attributes"].clone();
        let arn = attributes["policy_arn"].as_str().unwrap_or_default();
        let Some(policy) = policies.get(arn) else { continue };
        let name = resource["name"].clone();
        let own =
            json!({ "id": "x", "name": name, &holder: attributes[&holder], "policy": policy });
        resource["type"] = format!("aws_iam_{holder}_policy").into();
        resource["instances"] = json!([{ "schema_version": 0, "attributes": own }]);
    }
}

/// Every resource becomes the instance of this key.
fn keyed(state: &mut Value, key: &Value) {
    for resource in state["resources"].as_array_mut().unwrap() {
        for instance in resource["instances"].as_array_mut().unwrap() {
            if instance["index_key"].is_null() {
                instance["index_key"] = key.clone();
            }
        }
    }
}

fn in_a_module(state: &mut Value) {
    for resource in state["resources"].as_array_mut().unwrap() {
        if resource["module"].is_null() {
            resource["module"] = "module.wrapped[\"one\"]".into();
        }
    }
}

/// Findings with the addresses that resources had before they were wrapped.
fn unwrapped(mut findings: Vec<Value>) -> Vec<Value> {
    let plain = |text: &str| {
        let wrapping = ["module.wrapped[\"one\"].", "[0]", "[\"one\"]"];
        wrapping.iter().fold(text.to_owned(), |text, part| text.replace(part, ""))
    };
    findings.iter_mut().for_each(|finding| each_text(finding, &mut |text| plain(text)));
    findings
}

const FORMS: &[Form] = &[
    ("by count", |state| keyed(state, &json!(0)), Keep::Meaning),
    ("by for_each", |state| keyed(state, &json!("one")), Keep::Meaning),
    ("in a module", in_a_module, Keep::Meaning),
    ("inline for managed", inline, Keep::Meaning),
    ("turned around", turned_around, Keep::All),
    ("lists for single values", all_lists, Keep::All),
    ("single values for lists", all_single, Keep::All),
    ("managed for inline", managed, Keep::Meaning),
];

/// Whether a case is about calls on a policy that is inline, or on one that is not.
fn is_about_the_form(path: &Path) -> bool {
    let about =
        ["guard-delete-", "guard-detach-", "iam-001", "iam-002", "grant-set-default-version"];
    let mut folders = path.iter().filter_map(|part| part.to_str());
    folders.any(|name| about.iter().any(|one| name.starts_with(one)))
}

#[test]
fn another_form_of_a_state_has_the_same_findings() {
    for path in states() {
        let state: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let was = audit(&state);
        for (name, change, keep) in FORMS {
            let mut other = state.clone();
            change(&mut other);
            if other != state && !(*keep == Keep::Meaning && is_about_the_form(&path)) {
                let is = kept(&unwrapped(audit(&other)), *keep);
                assert_eq!(is, kept(&unwrapped(was.clone()), *keep), "{}: {name}", path.display());
            }
        }
        if !by_part(&state) {
            let words = random_words(&state);
            let is = kept(&audit(&with_words(&state, &words)), Keep::Facts);
            let was = kept(&renamed(&was, &words), Keep::Facts);
            assert_eq!(is, was, "{}: {words:?}", path.display());
        }
    }
}

/// Words that are no names: what a document says with them would change.
const NOT_NAMES: &[&str] = &["Administrator", "AdministratorAccess", "admin-user-x", "ec2", "root"];

/// The names, Sids, descriptions and values of tags of a state, each with a random word.
fn random_words(state: &Value) -> BTreeMap<String, String> {
    let mut found: Vec<String> = Vec::new();
    for resource in list(state, "resources") {
        found.extend(resource["name"].as_str().map(str::to_owned));
        for instance in list(resource, "instances") {
            let attributes = &instance["attributes"];
            for key in ["name", "description", "family", "function_name", "bucket", "identifier"] {
                found.extend(attributes[key].as_str().map(str::to_owned));
            }
            let tags = attributes["tags"].as_object();
            let values = tags.into_iter().flat_map(|tags| tags.values());
            found.extend(values.filter_map(Value::as_str).map(str::to_owned));
        }
    }
    found.sort();
    found.dedup();
    found.retain(|word| !NOT_NAMES.contains(&word.as_str()) && !word.contains([' ', '/', '.']));
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let word = |name: String| {
        let mut word = String::from("x");
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            word.push(char::from(b'a' + u8::try_from((seed >> 33) % 26).unwrap()));
        }
        (name, word)
    };
    found.into_iter().map(word).collect()
}

/// Whether a pattern of some document covers names by a part of them: then names matter.
fn by_part(state: &Value) -> bool {
    let found = std::cell::Cell::new(false);
    let part = |text: &str| {
        let last = text.rsplit([':', '/']).next().unwrap_or_default();
        last.len() > 1 && last.contains('*')
    };
    each_document(&mut state.clone(), |document| {
        for statement in statements(document) {
            for resource in ["Resource", "NotResource"] {
                each_text(&mut statement[resource], &mut |text| {
                    found.set(found.get() || part(text));
                    text.to_owned()
                });
            }
        }
    });
    found.get()
}

/// Sids and descriptions say nothing: they become random without a trace.
fn without_comments(state: &mut Value) {
    each_document(state, |document| {
        for (at, statement) in statements(document).iter_mut().enumerate() {
            statement["Sid"] = format!("Qwx{at}").into();
        }
    });
}

/// A state with other words for its names.
fn with_words(state: &Value, words: &BTreeMap<String, String>) -> Value {
    // The name of a service holds dots, and is none of the words.
    let inside = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    let mut out = state.clone();
    for resource in out["resources"].as_array_mut().unwrap() {
        let label = resource["name"].as_str().unwrap();
        resource["name"] = words.get(label).map_or(label, String::as_str).into();
        each_text(&mut resource["instances"], &mut |text| replace(text, words, inside));
    }
    without_comments(&mut out);
    out
}

/// Who may become administrator, in Terraform; `POLICY` stands for what lets it.
const CONFIGURATION: &str = r#"
resource "aws_iam_user" "ci" {
  name = "ci"
}
resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:root" } }] })
}
resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
POLICY
"#;

const SAYS: &str = r#"jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.deploy.arn }] })"#;

/// Ways to write the same policy of the same user.
const WRITTEN: &[(&str, &str)] = &[
    (
        "inline",
        r#"resource "aws_iam_user_policy" "p" {
  name   = "p"
  user   = aws_iam_user.ci.name
  policy = SAYS
}"#,
    ),
    (
        "by count",
        r#"resource "aws_iam_user_policy" "p" {
  count  = 1
  name   = "p"
  user   = aws_iam_user.ci.name
  policy = SAYS
}"#,
    ),
    (
        "by for_each",
        r#"resource "aws_iam_user_policy" "p" {
  for_each = toset([aws_iam_user.ci.name])
  name     = "p"
  user     = each.key
  policy   = SAYS
}"#,
    ),
    (
        "by a document",
        r#"data "aws_iam_policy_document" "p" {
  statement {
    actions   = ["sts:AssumeRole"]
    resources = [aws_iam_role.deploy.arn]
  }
}
resource "aws_iam_user_policy" "p" {
  user   = aws_iam_user.ci.name
  policy = data.aws_iam_policy_document.p.json
}"#,
    ),
    (
        "by a text",
        r#"resource "aws_iam_user_policy" "p" {
  name   = "p"
  user   = aws_iam_user.ci.name
  policy = <<-EOT
    {
      "Statement": {
        "Resource": "${aws_iam_role.deploy.arn}",
        "Action": ["sts:Assume*"],
        "Effect": "Allow"
      },
      "Version": "2012-10-17"
    }
  EOT
}"#,
    ),
    (
        "by documents joined",
        r#"data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Assume"
    actions   = ["sts:AssumeRole"]
    resources = [aws_iam_role.deploy.arn]
  }
}
data "aws_iam_policy_document" "p" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
}
resource "aws_iam_user_policy" "p" {
  user   = aws_iam_user.ci.name
  policy = data.aws_iam_policy_document.p.json
}"#,
    ),
    (
        "managed",
        r#"resource "aws_iam_policy" "p" {
  name   = "p"
  policy = SAYS
}
resource "aws_iam_user_policy_attachment" "p" {
  user       = aws_iam_user.ci.name
  policy_arn = aws_iam_policy.p.arn
}"#,
    ),
    (
        "managed, attached to a list",
        r#"resource "aws_iam_policy" "p" {
  name   = "p"
  policy = SAYS
}
resource "aws_iam_policy_attachment" "p" {
  name       = "p"
  users      = [aws_iam_user.ci.name]
  policy_arn = aws_iam_policy.p.arn
}"#,
    ),
];

fn judged(folder: &Path, arguments: &[&str]) -> (Vec<Value>, Option<i32>) {
    let output = run_in(folder, &[arguments, &["--format", "json"]].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = list(&report, "findings").iter().map(|one| facts(one, Keep::Meaning));
    (found.collect(), output.status.code())
}

#[test]
fn a_configuration_means_the_same_however_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for (at, (_, policy)) in WRITTEN.iter().enumerate() {
        let within = folder.path().join(at.to_string());
        std::fs::create_dir(&within).unwrap();
        let text = CONFIGURATION.replace("POLICY", policy).replace("SAYS", SAYS);
        std::fs::write(within.join("main.tf"), text).unwrap();
    }
    let (first, _) = judged(folder.path(), &["audit", "0"]);
    let rules: Vec<&Value> = first.iter().map(|one| &one["rule"]).collect();
    assert_eq!(rules, ["outside-to-admin", "administrator"], "{first:#?}");
    for (at, (name, _)) in WRITTEN.iter().enumerate() {
        let at = at.to_string();
        assert_eq!(judged(folder.path(), &["audit", &at]).0, first, "{name}");
        for pair in [["0", at.as_str()], [at.as_str(), "0"]] {
            let (found, code) = judged(folder.path(), &["diff", pair[0], pair[1]]);
            assert_eq!((found, code), (vec![], Some(0)), "{name}");
        }
    }
}
