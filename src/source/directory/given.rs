//! What is given to configurations besides their files: values of variables, states that they read.

use crate::diag::{Code, Error};
use crate::source::bytes;
use crate::source::hcl::files::{Files, join};
use crate::source::hcl::json::value;
use crate::source::hcl::value::{Fields, Marks, Value};
use crate::source::hcl::{expand::ResourceInstance, types::Type};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::path::Path;

/// What the user gives to all configurations of a run.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Values of variables of the root as on a command line: texts, or expressions for what is more.
    pub variables: BTreeMap<String, String>,
    /// Files of values, in the order in which they count.
    pub files: Vec<String>,
    /// State files of `terraform_remote_state`, by the label of the data source.
    pub states: BTreeMap<String, String>,
    /// Files with schemas of providers.
    pub schemas: Vec<String>,
}

impl Inputs {
    /// The files of values by their paths below `root`. One that is not there is an error where
    /// `must_be` says so: an older revision may not have had it.
    ///
    /// # Errors
    /// `input-unreadable` for a file that lies elsewhere.
    pub(super) fn files_below(&self, root: &Path, must_be: bool) -> Result<Vec<String>, Error> {
        let mut out = Vec::new();
        for file in &self.files {
            let bad = |why: String| Error::new(Code::InputUnreadable, file, why);
            let whole = match Path::new(file).canonicalize() {
                Ok(whole) => whole,
                Err(error) if must_be => return Err(bad(format!("it cannot be read: {error}"))),
                Err(_) => continue,
            };
            let below = whole.strip_prefix(root).ok().and_then(Path::to_str).ok_or_else(|| {
                bad("files of values lie in the repository or below the working directory".into())
            })?;
            out.push(below.to_owned());
        }
        Ok(out)
    }
}

/// Outputs of states, for `terraform_remote_state`.
pub(super) struct States<'f> {
    /// The files of the configuration: a state of the backend `local` may lie among them.
    files: &'f dyn Files,
    directory: &'f str,
    given: BTreeMap<String, Value>,
}

impl<'f> States<'f> {
    /// Reads the states that the user gives.
    ///
    /// # Errors
    /// `input-unreadable` and `input-shape` for what is no state.
    pub(super) fn new(
        inputs: &Inputs,
        files: &'f dyn Files,
        directory: &'f str,
    ) -> Result<Self, Error> {
        let mut given = BTreeMap::new();
        for (label, path) in &inputs.states {
            let bytes = bytes::read_file(Path::new(path), path)?;
            let outputs = outputs(&bytes).ok_or_else(|| {
                let why = "this is no state: give a `terraform.tfstate` or what `terraform state \
                           pull` prints";
                Error::new(Code::InputShape, path, why)
            })?;
            given.insert(label.clone(), outputs);
        }
        Ok(Self { files, directory, given })
    }

    /// The outputs that a data source reads; none if its state is not at hand.
    pub(super) fn outputs(&self, resource: &ResourceInstance) -> Option<Value> {
        if let Some(given) = self.given.get(&*resource.resource.name) {
            return Some(given.clone());
        }
        let text = |value: Option<&Value>| value.and_then(Value::as_text).cloned();
        text(resource.set.get("backend")).filter(|backend| &**backend == "local")?;
        let config = resource.set.get("config")?.fields()?;
        let path = join(self.directory, &text(config.get("path"))?)?;
        outputs(&self.files.read(&path).ok()??)
    }
}

/// The part of a state that is read.
#[derive(Deserialize)]
struct State<'j> {
    version: u32,
    #[serde(borrow, default)]
    outputs: BTreeMap<String, Output<'j>>,
}

#[derive(Deserialize)]
struct Output<'j> {
    #[serde(borrow)]
    value: &'j RawValue,
    #[serde(default)]
    sensitive: bool,
}

/// The outputs of a state; none if it is not one.
fn outputs(bytes: &[u8]) -> Option<Value> {
    let text = crate::model::value::harmless_json(bytes::text(bytes, "").ok()?);
    let state: State<'_> = serde_json::from_str(&text).ok()?;
    let marks = |sensitive| if sensitive { Marks::SENSITIVE } else { Marks::NONE };
    let mut out = Fields::new();
    for (name, output) in state.outputs {
        let known = value(output.value).unwrap_or_else(|| Value::null(Type::Any));
        out.insert(name.into(), known.marked(marks(output.sensitive)));
    }
    (state.version == 4).then(|| Value::object(out))
}
