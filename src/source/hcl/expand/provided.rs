//! What providers compute: a question that other stages may answer.

use super::super::config::{Key, Mode};
use super::super::types::Type;
use super::super::value::{Data, Fields, Value};
use super::ResourceInstance;
use crate::model::value::symbol;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a provider computes for a resource instance.
#[derive(Debug, Clone, Default)]
pub struct Computed {
    /// Attributes that are not set, with their values, unknown or not.
    pub attributes: Fields,
    /// Attributes whose values are known from elsewhere, also of those that are set.
    pub known: Fields,
    /// Whether there may be more attributes, of which nothing is known.
    pub open: bool,
    /// Why the resource is refused, if it is.
    pub refused: Option<String>,
}

/// Says what a provider would compute. `resource.value` is not filled yet.
pub trait Provided: Sync {
    /// The attributes that are not set; `settings` is what the block of the provider says.
    fn computed(&self, resource: &ResourceInstance, settings: &Fields) -> Computed;

    /// The type of a resource's object, where it is known: a reference to what it has not is an
    /// error before anything is evaluated.
    fn schema(&self, resource: &Key) -> Option<Type>;
}

/// Knows Terraform's own `terraform_data` and says of all else that it is not known.
#[derive(Debug, Clone, Copy)]
pub struct Unprovided;

impl Provided for Unprovided {
    fn computed(&self, resource: &ResourceInstance, _: &Fields) -> Computed {
        if &*resource.resource.kind == "terraform_data" && resource.is_managed() {
            return terraform_data(resource);
        }
        Computed { open: true, ..Computed::default() }
    }

    fn schema(&self, resource: &Key) -> Option<Type> {
        let known = resource.mode == Mode::Managed && &*resource.kind == "terraform_data";
        let any = ["input", "output", "triggers_replace"].map(|name| (name.into(), Type::Any));
        known.then(|| Type::object(any.into_iter().chain([("id".into(), Type::Text)])))
    }
}

/// Attributes that `terraform_data` takes.
const TERRAFORM_DATA: &[&str] = &["input", "triggers_replace"];

/// `terraform_data`: its output will be its input.
fn terraform_data(resource: &ResourceInstance) -> Computed {
    let null = || Value::null(Type::Any);
    let input = resource.set.get("input").cloned().unwrap_or_else(null);
    let address = resource.address();
    let output = if input.is_null() {
        input.clone()
    } else {
        Value::unknown(input.type_of(), format!("`{address}.output` is not known until apply"))
    };
    let id =
        Value::unknown_not_null(Type::Text, format!("`{address}.id` is not known until apply"));
    let wrong = resource.set.keys().find(|name| !TERRAFORM_DATA.contains(&&***name));
    Computed {
        attributes: Fields::from([
            ("id".into(), id),
            ("input".into(), input),
            ("output".into(), output),
            ("triggers_replace".into(), null()),
        ]),
        known: Fields::new(),
        open: false,
        refused: wrong.map(|name| format!("`terraform_data` has no argument `{name}`")),
    }
}

/// The value of a resource: what is set, what is computed, and, where there may be more, a key that
/// is a symbol: it makes an attribute that is not there unknown, rather than an error.
pub(super) fn value(resource: &ResourceInstance, computed: Computed) -> Value {
    let mut fields = computed.attributes;
    // What is set to null is computed all the same.
    let set =
        resource.set.iter().filter(|(name, value)| !value.is_null() || !fields.contains_key(*name));
    let set: Vec<_> = set.map(|(name, value)| (name.clone(), value.clone())).collect();
    fields.extend(set);
    fields.extend(computed.known);
    let value = Value::object(fields).at(resource.span);
    if !computed.open {
        return value;
    }
    let opener = Opener {
        blocks: resource.spans.iter().map(|(path, _)| path.as_str()).collect(),
        address: resource.address(),
    };
    opener.object(value, "")
}

/// Adds the key that stands for more to an object and to the blocks in it.
struct Opener<'a> {
    blocks: BTreeSet<&'a str>,
    address: String,
}

impl Opener<'_> {
    fn object(&self, value: Value, path: &str) -> Value {
        let Data::Object(fields) = &value.data else { return value };
        let dot = if path.is_empty() { "" } else { "." };
        let mut opened: Fields = fields
            .iter()
            .map(|(name, one)| {
                (name.clone(), self.list(one.clone(), &format!("{path}{dot}{name}")))
            })
            .collect();
        let place = format!("{}{dot}{path}", self.address);
        let why = format!("what `{place}` computes is not known until apply");
        opened.insert(symbol(&place).into(), Value::unknown(Type::Any, why));
        Value { data: Data::Object(Arc::new(opened)), ..value }
    }

    /// The blocks of a kind; anything else remains as it is.
    fn list(&self, value: Value, path: &str) -> Value {
        let Data::Tuple(all) = &value.data else { return value };
        if !self.blocks.contains(format!("{path}[0]").as_str()) {
            return value;
        }
        let one = |(at, one): (usize, &Value)| self.object(one.clone(), &format!("{path}[{at}]"));
        let data = Data::Tuple(Arc::new(all.iter().enumerate().map(one).collect()));
        Value { data, ..value }
    }
}
