//! Requests and policies as JSON lines write them: what `policy eval` and `policy compare` read.

mod pair;
mod request;

pub use pair::Pair;
pub use request::Case;

use super::condition::Plain;
use super::policies::{Place, PolicyType};
use super::statement::Engine;
use crate::model::Store;
use crate::model::policy::{DocId, Principals, StatementId};
use serde_json::Value;
use serde_json::value::RawValue;

/// The documents of one line, with the places of their statements.
#[derive(Debug)]
pub struct Documents {
    /// The statements.
    pub store: Store,
    /// The same, compiled.
    pub engine: Engine,
    /// The version of documents that say none.
    version: Option<&'static str>,
    /// Where each statement was read, in order: its layer, the document's number in it, the index.
    read: Vec<(Place, usize, DocId)>,
}

impl Default for Documents {
    fn default() -> Self {
        Self::new()
    }
}

impl Documents {
    /// None yet.
    pub fn new() -> Self {
        Self { store: Store::default(), engine: Engine::new([]), version: None, read: Vec::new() }
    }

    /// The statements of a policy or a list of policies, for the layer at `place`.
    pub fn add(&mut self, raw: &RawValue, place: Place) -> Result<Vec<StatementId>, String> {
        let name = layer_name(place);
        if raw.get().trim_start().starts_with('[') {
            let list: Vec<&RawValue> =
                serde_json::from_str(raw.get()).map_err(|error| format!("{name}: {error}"))?;
            let mut out = Vec::new();
            for (at, one) in list.into_iter().enumerate() {
                out.extend(self.one(one, place, at).map_err(|why| format!("{name}[{at}]: {why}"))?);
            }
            return Ok(out);
        }
        self.one(raw, place, 0).map_err(|why| format!("{name}: {why}"))
    }

    fn one(&mut self, raw: &RawValue, place: Place, at: usize) -> Result<Vec<StatementId>, String> {
        // A document may also stand as a text, as AWS writes it.
        let text: Option<String> =
            if raw.get().starts_with('"') { serde_json::from_str(raw.get()).ok() } else { None };
        let text = text.as_deref().unwrap_or(raw.get());
        let completed = self.version.and_then(|version| with_version(text, version));
        let text = completed.as_deref().unwrap_or(text);
        let id = self.store.documents.add(text, &mut self.store.names);
        let document = self.store.documents.document(id);
        if let Some(why) = &document.invalid {
            return Err(why.to_string());
        }
        self.read.push((place, at, id));
        Ok(document.entries.iter().map(|entry| entry.statement).collect())
    }

    /// Lets a document without a version have that of the other: two revisions of one policy are
    /// compared, and AWS keeps the version when only the statements are given anew. A judgement.
    fn versions_agree(&mut self, one: &RawValue, other: &RawValue) {
        let new = |raw: &RawValue| raw.get().contains("2012-10-17");
        self.version = (new(one) || new(other)).then_some("2012-10-17");
    }

    /// The type under which documents are read.
    fn first_type(&self) -> PolicyType {
        self.read.first().map_or(PolicyType::Identity, |((of, _), ..)| *of)
    }

    /// Whether some statement says whom it is about.
    fn name_principals(&self, lists: &[&[StatementId]]) -> bool {
        lists.iter().copied().flatten().any(|id| {
            let statement = self.store.documents.statement(*id);
            statement.principals != Principals::None
        })
    }

    /// Compiles what was read.
    pub fn compile(&mut self) {
        self.engine.compile(&self.store);
    }

    /// How a statement of a layer is named: `identity[0].Statement[2] (ReadOnly)`.
    pub fn name(&self, place: Place, statement: StatementId) -> String {
        for (of, at, id) in self.read.iter().filter(|(of, ..)| *of == place) {
            let document = self.store.documents.document(*id);
            if let Some(entry) = document.entries.iter().find(|one| one.statement == statement) {
                let sid = self.store.names.text(entry.sid);
                let sid = if sid.is_empty() { String::new() } else { format!(" ({sid})") };
                return format!("{}[{at}].Statement[{}]{sid}", layer_name(*of), entry.index);
            }
        }
        layer_name(place)
    }
}

/// The document with this version, if it has none.
fn with_version(text: &str, version: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Head {
        #[serde(rename = "Version")]
        version: Option<serde::de::IgnoredAny>,
    }
    let head: Head = serde_json::from_str(text).ok()?;
    let rest = text.trim_start().strip_prefix('{')?;
    let comma = if rest.trim_start().starts_with('}') { "" } else { "," };
    head.version.is_none().then(|| format!(r#"{{"Version":"{version}"{comma}{rest}"#))
}

/// How a layer is named in an answer: `scp[1]`.
pub fn layer_name((of, level): Place) -> String {
    match of {
        PolicyType::Scp | PolicyType::Rcp => format!("{}[{level}]", of.name()),
        _ => of.name().to_owned(),
    }
}

/// The values of a JSON object as condition keys have them.
fn context(raw: &RawValue) -> Result<Plain, String> {
    let mut out = Plain::default();
    if raw.get() == "null" {
        return Ok(out);
    }
    let map: serde_json::Map<String, Value> =
        serde_json::from_str(raw.get()).map_err(|error| format!("context: {error}"))?;
    for (key, value) in &map {
        let values = match value {
            Value::Null => continue,
            Value::Array(list) => {
                list.iter().map(|one| text(key, one)).collect::<Result<_, _>>()?
            }
            one => vec![text(key, one)?],
        };
        out.set(key, values);
    }
    Ok(out)
}

fn text(key: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(crate::model::value::without_marks(text).into_owned()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        _ => Err(format!("the context key `{key}` has a value that is no text, number or boolean")),
    }
}
