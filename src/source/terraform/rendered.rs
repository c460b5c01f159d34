//! Policy documents as `data.aws_iam_policy_document` writes them, from its evaluated arguments.
//!
//! Source: provider hashicorp/aws 6.x, data source aws_iam_policy_document, and what real plans of it
//! show, read 2026-11-23.

use crate::diag::Span;
use crate::model::value::symbol;
use crate::source::hcl::value::{Data, Fields, Value};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why a document is not known.
type Open = Arc<str>;

/// The text of the document: two spaces a level, elements in the order of the provider. Texts that are
/// not known are symbols in it.
///
/// # Errors
/// Why it is not known: a list of statements or of another document is not.
pub(super) fn rendered(arguments: &Fields) -> Result<Value, Open> {
    let mut all = Vec::new();
    for name in ["source_json", "source_policy_documents"] {
        for document in documents(arguments, name)? {
            merge(&mut all, read(&document)?);
        }
    }
    let own: Result<Vec<_>, Open> = blocks(arguments, "statement")?.iter().map(statement).collect();
    merge(&mut all, own?);
    for name in ["override_json", "override_policy_documents"] {
        for document in documents(arguments, name)? {
            merge(&mut all, read(&document)?);
        }
    }
    let version = optional(arguments, "version")?;
    let mut out = vec![member("Version", &version.unwrap_or_else(|| "2012-10-17".into()))];
    out.extend(optional(arguments, "policy_id")?.map(|id| member("Id", &id)));
    if !all.is_empty() {
        let list = all.iter().map(|one| one.pretty("    ")).collect::<Vec<_>>().join(",\n    ");
        out.push(format!("\"Statement\": [\n    {list}\n  ]"));
    }
    let text = Value::text(format!("{{\n  {}\n}}", out.join(",\n  ")));
    Ok(Value { encodes: Some(Arc::new(origins(&all))), ..text })
}

/// The document as a value whose statements know where they are written, and nothing else.
fn origins(all: &[Statement]) -> Value {
    let one = |one: &Statement| Value { origin: one.origin, ..Value::object(Fields::new()) };
    let list = Value::tuple(all.iter().map(one).collect());
    Value::object(Fields::from([("Statement".into(), list)]))
}

/// A statement: its Sid, and its elements in the order of the provider, each as JSON.
#[derive(Debug, Clone, PartialEq)]
struct Statement {
    sid: String,
    elements: Vec<(&'static str, Json)>,
    /// Where it is written.
    origin: Option<Span>,
}

impl Statement {
    fn pretty(&self, indent: &str) -> String {
        let inner = format!("{indent}  ");
        let mut out = Vec::new();
        if !self.sid.is_empty() {
            out.push(member("Sid", &self.sid));
        }
        let element =
            |(name, value): &(&str, Json)| format!("\"{name}\": {}", pretty(value, &inner));
        out.extend(self.elements.iter().map(element));
        format!("{{\n{inner}{}\n{indent}}}", out.join(&format!(",\n{inner}")))
    }
}

/// Later statements take the place of earlier ones with their Sid.
fn merge(all: &mut Vec<Statement>, more: Vec<Statement>) {
    for one in more {
        match all.iter_mut().find(|known| !one.sid.is_empty() && known.sid == one.sid) {
            Some(known) => *known = one,
            None => all.push(one),
        }
    }
}

/// Elements in the order in which the provider writes them.
const ELEMENTS: &[&str] = &[
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
];

/// The statements of another document.
fn read(document: &Value) -> Result<Vec<Statement>, Open> {
    let Some(text) = text(document)?.filter(|text| !text.is_empty()) else { return Ok(vec![]) };
    let written = document.encodes.as_ref().and_then(|one| one.fields()?.get("Statement"));
    let written = written.and_then(Value::elements).unwrap_or_default();
    let bad = |why: &str| Open::from(format!("a source document {why}"));
    let json: Json = serde_json::from_str(&text).map_err(|_| bad("is no JSON"))?;
    let list = match json.get("Statement") {
        None | Some(Json::Null) => return Ok(vec![]),
        Some(Json::Array(list)) => list.clone(),
        Some(_) => return Err(bad("has a Statement that is no list")),
    };
    let one = |(at, json): (usize, Json)| Statement {
        origin: written.get(at).and_then(|one| one.origin).or(document.origin),
        sid: json.get("Sid").and_then(Json::as_str).unwrap_or_default().to_owned(),
        elements: ELEMENTS
            .iter()
            .filter_map(|name| Some((*name, json.get(name)?.clone())))
            .collect(),
    };
    Ok(list.into_iter().enumerate().map(one).collect())
}

/// Lists of a statement: the argument, and the element that it becomes.
const LISTS: &[(&str, &str)] = &[
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
];

fn statement((block, origin): &(Fields, Option<Span>)) -> Result<Statement, Open> {
    let effect = optional(block, "effect")?.unwrap_or_else(|| "Allow".into());
    let mut elements = vec![("Effect", Json::from(effect))];
    for (argument, element) in LISTS {
        let list = texts(block, argument)?;
        if !list.is_empty() {
            elements.push((
                element,
                one_or_many(list.iter().map(|text| variables(text)).collect(), true),
            ));
        }
    }
    for (argument, element) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        elements.extend(principals(block, argument)?.map(|json| (element, json)));
    }
    elements.extend(conditions(block)?.map(|json| ("Condition", json)));
    let sid = optional(block, "sid")?.unwrap_or_default();
    Ok(Statement { sid, elements, origin: *origin })
}

fn principals(block: &Fields, argument: &str) -> Result<Option<Json>, Open> {
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (one, _) in blocks(block, argument)? {
        let kind = optional(&one, "type")?.ok_or("a principal has no type")?;
        let list = texts(&one, "identifiers")?;
        kinds.entry(kind).or_default().extend(list.iter().map(|text| variables(text)));
    }
    if kinds.get("*").is_some_and(|list| *list == ["*"]) {
        return Ok(Some(Json::from("*")));
    }
    let members = kinds.into_iter().map(|(kind, list)| (kind, one_or_many(list, true)));
    Ok(some(members.collect()))
}

fn conditions(block: &Fields) -> Result<Option<Json>, Open> {
    let mut tests: BTreeMap<String, serde_json::Map<String, Json>> = BTreeMap::new();
    for (one, _) in blocks(block, "condition")? {
        let test = optional(&one, "test")?.ok_or("a condition has no test")?;
        let key = optional(&one, "variable")?.ok_or("a condition has no variable")?;
        let values = texts(&one, "values")?.iter().map(|text| variables(text)).collect();
        tests.entry(test).or_default().insert(key, one_or_many(values, false));
    }
    Ok(some(tests.into_iter().map(|(test, keys)| (test, Json::Object(keys))).collect()))
}

fn some(members: serde_json::Map<String, Json>) -> Option<Json> {
    if members.is_empty() { None } else { Some(Json::Object(members)) }
}

/// The bare text of a list of one; a longer list, descending where the provider sorts it so.
fn one_or_many(mut list: Vec<String>, sorted: bool) -> Json {
    if sorted {
        list.sort_unstable_by(|one, next| next.cmp(one));
    }
    match list.as_slice() {
        [one] => Json::from(one.as_str()),
        _ => Json::from(list),
    }
}

/// The provider writes `&{x}` for what is `${x}` in a policy.
fn variables(text: &str) -> String {
    text.replace("&{", "${")
}

/// A text that is set; the symbol for one that is only known by identity.
fn optional(fields: &Fields, name: &str) -> Result<Option<String>, Open> {
    let text = fields.get(name).map(text).transpose()?.flatten();
    Ok(text.filter(|text| !text.is_empty()))
}

fn text(value: &Value) -> Result<Option<String>, Open> {
    Ok(match &value.data {
        Data::Text(text) => Some(text.to_string()),
        Data::Bool(truth) => Some(truth.to_string()),
        Data::Number(number) => Some(number.to_string()),
        Data::Unknown(unknown) => match &unknown.identity {
            Some(identity) => Some(symbol(identity)),
            None => return Err(unknown.reason.clone()),
        },
        _ => None,
    })
}

/// The texts of a list; an error if it is not known how many there are.
fn texts(fields: &Fields, name: &str) -> Result<Vec<String>, Open> {
    let Some(value) = fields.get(name).filter(|value| !value.is_null()) else { return Ok(vec![]) };
    match (&value.data, value.elements()) {
        (Data::Unknown(unknown), _) => Err(unknown.reason.clone()),
        (_, Some(list)) => list.iter().filter_map(|one| text(one).transpose()).collect(),
        _ => Ok(text(value)?.into_iter().collect()),
    }
}

/// Other documents; an error if one is not known, for its statements would be missing.
fn documents(fields: &Fields, name: &str) -> Result<Vec<Value>, Open> {
    let Some(value) = fields.get(name) else { return Ok(vec![]) };
    let list = value.elements().map_or_else(|| vec![value.clone()], <[Value]>::to_vec);
    for one in &list {
        if let Data::Unknown(unknown) = &one.data {
            return Err(unknown.reason.clone());
        }
    }
    Ok(list)
}

/// The blocks of a name, with their places; an error if it is not known how many there are.
fn blocks(fields: &Fields, name: &str) -> Result<Vec<(Fields, Option<Span>)>, Open> {
    let one = |value: &Value| Some((value.fields().cloned()?, value.origin));
    let Some(value) = fields.get(name) else { return Ok(vec![]) };
    match (&value.data, value.elements()) {
        (Data::Unknown(unknown), _) => Err(unknown.reason.clone()),
        (_, Some(list)) => Ok(list.iter().filter_map(one).collect()),
        _ => Ok(one(value).into_iter().collect()),
    }
}

fn member(name: &str, text: &str) -> String {
    format!("\"{name}\": {}", quoted(text))
}

/// JSON with two spaces a level, members in order of their names.
fn pretty(json: &Json, indent: &str) -> String {
    let inner = format!("{indent}  ");
    let list = |open: char, items: Vec<String>, close: char| {
        format!("{open}\n{inner}{}\n{indent}{close}", items.join(&format!(",\n{inner}")))
    };
    match json {
        Json::Array(items) if items.is_empty() => "[]".to_owned(),
        Json::Array(items) => list('[', items.iter().map(|one| pretty(one, &inner)).collect(), ']'),
        Json::Object(members) if members.is_empty() => "{}".to_owned(),
        Json::Object(members) => {
            let member = |(name, value): (&String, &Json)| {
                format!("{}: {}", quoted(name), pretty(value, &inner))
            };
            list('{', members.iter().map(member).collect(), '}')
        }
        Json::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// As Go quotes: `<`, `>` and `&` are escaped.
fn quoted(text: &str) -> String {
    let json = Json::from(text).to_string();
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::text(text)
    }

    fn json(arguments: &Fields) -> String {
        let rendered = rendered(arguments).ok();
        rendered.and_then(|one| one.as_text().map(|text| text.to_string())).unwrap_or_default()
    }

    fn list(texts: &[&str]) -> Value {
        Value::tuple(texts.iter().map(|one| text(one)).collect())
    }

    fn object(members: &[(&str, Value)]) -> Value {
        Value::object(members.iter().map(|(name, value)| ((*name).into(), value.clone())).collect())
    }

    #[test]
    fn as_the_provider_writes_it() {
        let statement = object(&[
            ("sid", text("A")),
            ("actions", list(&["s3:GetObject", "s3:PutObject"])),
            ("resources", list(&["arn:aws:s3:::b/&{aws:username}"])),
            (
                "principals",
                Value::tuple(vec![object(&[("type", text("*")), ("identifiers", list(&["*"]))])]),
            ),
            (
                "condition",
                Value::tuple(vec![object(&[
                    ("test", text("StringLike")),
                    ("variable", text("s3:prefix")),
                    ("values", list(&["b", "a"])),
                ])]),
            ),
        ]);
        let arguments = [("statement".into(), Value::tuple(vec![statement]))].into();
        let want = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "A",
      "Effect": "Allow",
      "Action": [
        "s3:PutObject",
        "s3:GetObject"
      ],
      "Resource": "arn:aws:s3:::b/${aws:username}",
      "Principal": "*",
      "Condition": {
        "StringLike": {
          "s3:prefix": [
            "b",
            "a"
          ]
        }
      }
    }
  ]
}"#;
        assert_eq!(json(&arguments), want);
    }

    #[test]
    fn documents_are_merged_by_sid() {
        let source = r#"{"Statement":[{"Sid":"A","Effect":"Deny","Action":"x:y"},{"Sid":"B","Effect":"Deny","Action":"x:y"}]}"#;
        let own = object(&[("sid", text("A")), ("actions", list(&["a:b"]))]);
        let arguments = [
            ("source_policy_documents".into(), list(&[source])),
            ("statement".into(), Value::tuple(vec![own])),
        ]
        .into();
        let found: Json = serde_json::from_str(&json(&arguments)).unwrap_or_default();
        let text = |at: usize, element: &str| {
            let found = found.pointer(&format!("/Statement/{at}/{element}"));
            found.and_then(Json::as_str).map(str::to_owned)
        };
        assert_eq!(text(0, "Action").as_deref(), Some("a:b"));
        assert_eq!(text(1, "Sid").as_deref(), Some("B"));
        assert_eq!(text(2, "Effect"), None);
    }

    #[test]
    fn what_is_not_known_is_a_symbol_or_says_why() {
        use crate::source::hcl::types::Type;
        let unknown = || Value::unknown(Type::Any, "it is made later").identified("arn of aws_x.y");
        let holes =
            object(&[("actions", list(&["a:b"])), ("resources", Value::tuple(vec![unknown()]))]);
        let arguments = [("statement".into(), Value::tuple(vec![holes]))].into();
        let text = json(&arguments);
        assert!(text.contains(&symbol("arn of aws_x.y")), "{text}");
        let arguments = [("statement".into(), unknown())].into();
        assert!(rendered(&arguments).is_err());
    }
}
