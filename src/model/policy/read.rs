//! From JSON text to a [`Document`]: scalar or list, duplicate keys, odd types.

use super::{
    Condition, Document, Documents, Effect, Entry, Patterns, PrincipalRef, Principals, Problem,
    Statement, check_size,
};
use crate::diag::limits;
use crate::model::arn::{self, Arn};
use crate::model::names::{Name, Names};
use crate::model::value;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Reads a document. Errs with a reason when it cannot be evaluated at all.
pub(super) fn document(
    json: &str,
    names: &mut Names,
    store: &mut Documents,
) -> Result<Document, String> {
    let pairs: Pairs<'_, Json<'_>> =
        serde_json::from_str(json).map_err(|error| why_none(json, &error))?;
    let mut out = Document::default();
    let pairs = once("", pairs.0, &mut out.problems);
    let variables = match pairs.get("Version") {
        None | Some(Json::Null) => false,
        Some(Json::Text(text)) => text == "2012-10-17",
        Some(_) => return Err("Version is not a text".into()),
    };
    let statements = match pairs.into_value("Statement") {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::List(list)) => list,
        Some(one @ Json::Map(_)) => vec![one],
        Some(_) => return Err("Statement is neither an object nor a list".into()),
    };
    check_size(statements.len())?;
    for (index, statement) in statements.into_iter().enumerate() {
        let Json::Map(pairs) = statement else {
            return Err(format!("Statement[{index}] is not an object"));
        };
        let mut reader = Reader { names, problems: &mut out.problems, index, variables };
        let (sid, statement) =
            reader.statement(pairs).map_err(|why| format!("Statement[{index}]: {why}"))?;
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        out.entries.push(Entry { statement: store.add_statement(statement), index, sid });
    }
    Ok(out)
}

/// Why a text is no document: it is wrong, or only its identity is known.
fn why_none(text: &str, error: &serde_json::Error) -> String {
    if text.starts_with(value::SYMBOL_BEGIN) {
        return format!("it is only known as {}", value::readable(text));
    }
    format!("not a policy document: {error}")
}

struct Reader<'n> {
    names: &'n mut Names,
    problems: &'n mut Vec<Problem>,
    index: usize,
    variables: bool,
}

impl Reader<'_> {
    fn statement(&mut self, pairs: Vec<Pair<'_>>) -> Result<(Name, Statement), String> {
        let what = format!("Statement[{}]", self.index);
        let map = once(&what, pairs, self.problems);
        for key in map.keys() {
            if !ELEMENTS.contains(&key) {
                let message = format!("there is no element `{key}` in a statement");
                self.problems.push(Problem {
                    code: "unknown-element",
                    at: format!("{what}.{key}"),
                    message,
                });
            }
        }
        let effect = match map.get("Effect") {
            Some(Json::Text(text)) if text == "Allow" => Effect::Allow,
            Some(Json::Text(text)) if text == "Deny" => Effect::Deny,
            _ => return Err("Effect is neither Allow nor Deny".into()),
        };
        let sid = match map.get("Sid") {
            Some(Json::Text(text)) => {
                if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                    self.problems.push(Problem {
                        code: "invalid-sid",
                        at: format!("{what}.Sid"),
                        message: "a Sid holds letters and digits only".to_owned(),
                    });
                }
                self.names.add(text)
            }
            _ => Name::EMPTY,
        };
        let actions = self.patterns(map.get("Action"), map.get("NotAction"), action)?;
        let actions = actions.ok_or("neither Action nor NotAction")?;
        let resources = self.patterns(map.get("Resource"), map.get("NotResource"), resource)?;
        let any = Patterns { negated: false, patterns: vec![self.names.add("*")] };
        let principals = match (map.get("Principal"), map.get("NotPrincipal")) {
            (None, None) => Principals::None,
            (Some(only), None) => Principals::Only(self.principals(only)?),
            (None, Some(not)) => Principals::Not(self.principals(not)?),
            _ => return Err("both Principal and NotPrincipal".into()),
        };
        let conditions = match map.into_value("Condition") {
            None | Some(Json::Null) => Vec::new(),
            Some(Json::Map(operators)) => self.conditions(operators)?,
            Some(_) => return Err("Condition is not an object".into()),
        };
        let resources = resources.unwrap_or(any);
        let variables = self.variables;
        Ok((sid, Statement { effect, principals, actions, resources, conditions, variables }))
    }

    /// The patterns of `X` or `NotX`; none if neither is there, an error if both are.
    fn patterns(
        &mut self,
        plain: Option<&Json<'_>>,
        not: Option<&Json<'_>>,
        shape: fn(&str) -> Cow<'_, str>,
    ) -> Result<Option<Patterns>, String> {
        let (negated, list) = match (plain, not) {
            (None, None) => return Ok(None),
            (Some(list), None) => (false, list),
            (None, Some(list)) => (true, list),
            _ => return Err("an element together with its Not form".into()),
        };
        let mut patterns = Vec::new();
        for text in texts(list)? {
            if text.len() > limits::PATTERN_CHARS_MAX {
                return Err(format!("a pattern of more than {} bytes", limits::PATTERN_CHARS_MAX));
            }
            patterns.push(self.names.add(&shape(&text)));
        }
        patterns.sort_unstable();
        patterns.dedup();
        Ok(Some(Patterns { negated, patterns }))
    }

    fn principals(&mut self, element: &Json<'_>) -> Result<Vec<PrincipalRef>, String> {
        let mut out = Vec::new();
        match element {
            Json::Text(text) if text == "*" => out.push(PrincipalRef::Anyone),
            Json::Text(text) => {
                self.problems.push(Problem {
                    code: "bare-principal",
                    at: format!("Statement[{}].Principal", self.index),
                    message: "a principal stands in an object such as {\"AWS\": ...}".to_owned(),
                });
                out.push(self.principal("AWS", text)?);
            }
            Json::Map(kinds) => {
                for (kind, list) in kinds {
                    for text in texts(list)? {
                        out.push(self.principal(kind, &text)?);
                    }
                }
            }
            _ => return Err("Principal is neither `*` nor an object".into()),
        }
        out.sort_unstable();
        out.dedup();
        Ok(out)
    }

    fn principal(&mut self, kind: &str, text: &str) -> Result<PrincipalRef, String> {
        let name = self.names.add(text);
        Ok(match kind {
            "AWS" if text == "*" => PrincipalRef::AnyAws,
            "AWS" => match Arn::parse(text) {
                Some(arn) if arn.is_root() => PrincipalRef::Account(self.names.add(arn.account)),
                Some(_) => PrincipalRef::Arn(name),
                None if arn::is_account(text) || value::is_symbolic(text) => {
                    PrincipalRef::Account(name)
                }
                None => PrincipalRef::Dangling(name),
            },
            "Service" => PrincipalRef::Service(name),
            "Federated" => PrincipalRef::Federated(name),
            "CanonicalUser" => PrincipalRef::Canonical(name),
            "*" if text == "*" => PrincipalRef::Anyone,
            other => return Err(format!("unknown kind of principal `{other}`")),
        })
    }

    fn conditions(&mut self, operators: Vec<Pair<'_>>) -> Result<Vec<Condition>, String> {
        let mut out = Vec::new();
        let what = format!("Statement[{}].Condition", self.index);
        for (operator, keys) in once(&what, operators, self.problems).0 {
            let Json::Map(keys) = keys else {
                return Err(format!("Condition operator `{operator}` is not an object"));
            };
            let what = format!("{what}.{operator}");
            let operator = self.names.add(&operator.to_ascii_lowercase());
            for (key, list) in once(&what, keys, self.problems).0 {
                let mut values = Vec::new();
                for text in texts(&list)? {
                    values.push(self.names.add(&text));
                }
                values.sort_unstable();
                values.dedup();
                let key = self.names.add(&key.to_ascii_lowercase());
                out.push(Condition { operator, key, values });
            }
        }
        out.sort_unstable();
        out.dedup();
        Ok(out)
    }
}

const ELEMENTS: &[&str] = &[
    "Action",
    "Condition",
    "Effect",
    "NotAction",
    "NotPrincipal",
    "NotResource",
    "Principal",
    "Resource",
    "Sid",
];

fn action(text: &str) -> Cow<'_, str> {
    let lower = text.to_ascii_lowercase();
    if lower == "*:*" { Cow::Borrowed("*") } else { Cow::Owned(lower) }
}

fn resource(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

fn texts<'j>(list: &'j Json<'_>) -> Result<Vec<Cow<'j, str>>, String> {
    let one = |value: &'j Json<'_>| match value {
        Json::Text(text) => Ok(Cow::Borrowed(text.as_ref())),
        Json::Number(number) => Ok(Cow::Owned(number.to_string())),
        Json::Bool(truth) => Ok(Cow::Borrowed(if *truth { "true" } else { "false" })),
        _ => Err("a value that is neither text, number nor boolean".to_owned()),
    };
    match list {
        Json::List(values) => values.iter().map(one).collect(),
        single => Ok(vec![one(single)?]),
    }
}

type Pair<'j> = (Cow<'j, str>, Json<'j>);

/// Any JSON, with the keys of objects in order and kept even where they repeat.
enum Json<'j> {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(Cow<'j, str>),
    List(Vec<Self>),
    Map(Vec<Pair<'j>>),
}

struct Pairs<'j, V>(Vec<(Cow<'j, str>, V)>);

impl<'de: 'j, 'j> Deserialize<'de> for Pairs<'j, Json<'j>> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Json::deserialize(from)? {
            Json::Map(pairs) => Ok(Self(pairs)),
            _ => Err(serde::de::Error::custom("expected an object")),
        }
    }
}

impl<'de: 'j, 'j> Deserialize<'de> for Json<'j> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E>(self, truth: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(truth))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.into()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.into()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Json<'de>, E> {
        Ok(serde_json::Number::from_f64(number).map_or(Json::Null, Json::Number))
    }
    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json<'de>, A::Error> {
        let mut out = Vec::new();
        while let Some(value) = list.next_element()? {
            out.push(value);
        }
        Ok(Json::List(out))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let mut out = Vec::new();
        while let Some((key, value)) = map.next_entry::<Key<'de>, _>()? {
            out.push((key.0, value));
        }
        Ok(Json::Map(out))
    }
}

/// A key that borrows from the input where it has no escapes.
struct Key<'j>(Cow<'j, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a key")
            }
            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
        }
        from.deserialize_str(KeyVisitor)
    }
}

/// An object whose keys are unique; a repeated key is a problem and its last value wins.
struct Once<'j>(Vec<Pair<'j>>);

fn once<'j>(what: &str, pairs: Vec<Pair<'j>>, problems: &mut Vec<Problem>) -> Once<'j> {
    let mut out: Vec<Pair<'j>> = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        if let Some(earlier) = out.iter_mut().find(|(known, _)| *known == key) {
            problems.push(Problem {
                code: "repeated-key",
                at: what.to_owned(),
                message: format!("the key `{key}` is repeated: only its last value counts"),
            });
            earlier.1 = value;
        } else {
            out.push((key, value));
        }
    }
    Once(out)
}

impl<'j> Once<'j> {
    fn get(&self, key: &str) -> Option<&Json<'j>> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }
    fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_ref())
    }
    fn into_value(self, key: &str) -> Option<Json<'j>> {
        self.0.into_iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Effect, Store};

    fn problems(json: &str) -> (usize, usize, bool) {
        let mut store = Store::default();
        let id = store.documents.add(json, &mut store.names);
        let document = store.documents.document(id);
        (document.entries.len(), document.problems.len(), document.invalid.is_some())
    }

    #[test]
    fn equal_meaning_is_one_statement() {
        let mut store = Store::default();
        let one = r#"{"Statement":{"Effect":"Allow","Action":"S3:Get*","Resource":["b","a"]}}"#;
        let two = r#"{"Statement":[{"Sid":"x","Resource":["a","b","a"],"Action":["s3:get*"],"Effect":"Allow"}]}"#;
        let other =
            r#"{"Statement":[{"Resource":["a","B"],"Action":["s3:get*"],"Effect":"Allow"}]}"#;
        let ids: Vec<_> = [one, two, other]
            .iter()
            .map(|json| {
                let id = store.documents.add(json, &mut store.names);
                store.documents.document(id).entries.first().map(|entry| entry.statement)
            })
            .collect();
        assert_eq!(ids.first(), ids.get(1));
        assert_ne!(ids.first(), ids.get(2));
    }

    #[test]
    fn what_cannot_be_evaluated_is_invalid_and_says_so() {
        assert_eq!(problems(r#"{"Statement":[{"Effect":"Allow","Action":"a:b"}]}"#), (1, 0, false));
        assert_eq!(problems(r#"{"Statement":[{"Effect":"allow","Action":"a:b"}]}"#), (0, 0, true));
        assert_eq!(problems(r#"{"Statement":[{"Effect":"Allow"}]}"#), (0, 0, true));
        assert_eq!(problems("[]"), (0, 0, true));
        assert_eq!(problems("{}"), (0, 0, false));
    }

    #[test]
    fn a_repeated_key_is_a_problem_and_the_last_wins() {
        let json = r#"{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"a:b"}]}"#;
        let mut store = Store::default();
        let id = store.documents.add(json, &mut store.names);
        let document = store.documents.document(id);
        assert_eq!(document.problems.len(), 1);
        let effects: Vec<Effect> = document
            .entries
            .iter()
            .map(|entry| store.documents.statement(entry.statement).effect)
            .collect();
        assert_eq!(effects, [Effect::Deny]);
    }

    #[test]
    fn no_document_forges_a_symbol() {
        let mut store = Store::default();
        let json =
            r#"{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":"\ue000x\uE001"}]}"#;
        store.documents.add(json, &mut store.names);
        assert_eq!(store.names.find("\u{E000}x\u{E001}"), None);
        store.documents.add_own(json, &mut store.names);
        assert!(store.names.find("\u{E000}x\u{E001}").is_some());
    }
}
