//! A directory of Terraform configuration as one side: evaluated here, without terraform.
//!
//! The instances are shown as a plan shows them, and read by the same adapters.

mod account;
pub(super) mod git;
mod given;
pub mod history;
mod load;
mod places;

pub use given::Inputs;
pub(super) use load::{is_configuration, load, open};
pub(super) use places::places;

use super::hcl::config::Mode;
use super::hcl::error::Error as Wrong;
use super::hcl::expand::{
    Configuration, InstanceKey, OpaqueCall, Options, ResourceInstance, evaluate,
};
use super::hcl::files::Files;
use super::hcl::json::{Shown, shown};
use super::hcl::value::Fields;
use super::terraform::adapt_all;
use super::terraform::address::Key;
use super::terraform::computed::{Aws, provider_key};
use super::terraform::configuration::Resource;
use super::terraform::gap;
use super::terraform::object::{Identifier, Object, Seal};
use super::terraform::secret::{self, Output};
use super::terraform::settings;
use super::terraform::side::{Side, ground};
use crate::diag::{Code, Error, Place};
use crate::model::inventory::{Gap, Leaf, Open, Origin, Recorded, SecretCopy};
use crate::model::value::Unknown;
use crate::model::{Inventory, Name, Store};
use given::States;
use serde_json::json;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// Which configuration to read, and with what.
#[derive(Debug, Clone)]
pub(super) struct Given<'i> {
    /// The directory of the root module.
    pub(super) directory: String,
    /// Files of values for its variables, in the order in which they count.
    pub(super) files: Vec<String>,
    /// What the user gives to all configurations.
    pub(super) inputs: &'i Inputs,
}

/// What the configuration in the root of `files` declares. `name` is how the user named it.
///
/// # Errors
/// `configuration-invalid` for what Terraform would refuse as well.
pub(super) fn read(
    files: &dyn Files,
    given: &Given<'_>,
    name: &str,
    store: &mut Store,
) -> Result<Inventory, Error> {
    let states = States::new(given.inputs, files, &given.directory)?;
    let provided = Aws { known: None, outputs: Some(&|one| states.outputs(one)) };
    let texts = given.inputs.variables.iter();
    let options = Options {
        texts: texts.map(|(name, text)| (name.as_str().into(), text.clone())).collect(),
        directory: given.directory.clone(),
        value_files: given.files.clone(),
        provided: &provided,
        validate: false,
        ..Options::default()
    };
    let bad = |why: &str| Error::new(Code::ConfigurationInvalid, name, why);
    let mut found = evaluate(files, &options).map_err(|error| bad(&error.message))?;
    if let Some(first) = found.errors.iter().find(|error| error.unread) {
        let place = place(first, &found);
        let file = place.file.as_deref().unwrap_or(name).to_owned();
        let message = first.message.as_ref();
        return Err(Error::new(Code::ConfigurationInvalid, file, message).at(place));
    }
    let mut out = inventory(&found, store);
    // A configuration whose counts are all zero is something, and not an empty directory.
    out.resource_count += usize::from(found.declares && out.resource_count == 0);
    out.open.extend(without_value(&found, store));
    out.places = places(&mut found, store);
    Ok(out)
}

fn place(error: &Wrong, found: &Configuration) -> Place {
    error.span.map(|span| found.sources.place(span)).unwrap_or_default()
}

/// Expressions that have no value: Terraform would refuse them, or only the provider can tell. What rests
/// on them is not known, and the rest is judged. One file says the same thing once, with every line.
fn without_value(found: &Configuration, store: &mut Store) -> Vec<Open> {
    let mut said: BTreeMap<(Arc<str>, &Arc<str>), Vec<u32>> = BTreeMap::new();
    for error in &found.errors {
        let Place { file, line, .. } = place(error, found);
        let file = file.unwrap_or_else(|| "the configuration".into());
        said.entry((file, &error.message)).or_default().push(line);
    }
    let open = said.into_iter().map(|((file, message), mut lines)| {
        lines.sort_unstable();
        lines.dedup();
        let origin = Origin { address: store.names.add(&file), attribute: Name::EMPTY };
        let affects = lines.iter().map(|line| store.names.add(&format!("{file}:{line}")));
        let unknown = Unknown { reason: Arc::clone(message), references: Vec::new() };
        Open { origin, unknown, affects: affects.collect() }
    });
    open.collect()
}

/// The texts of one instance, which its object borrows from.
struct Texts<'c> {
    instance: &'c ResourceInstance,
    address: String,
    shown: Shown,
    block: String,
}

fn inventory(found: &Configuration, store: &mut Store) -> Inventory {
    let mut texts: Vec<Texts<'_>> = found.resources.iter().map(Texts::of).collect();
    for (symbol, account) in account::learned(&texts) {
        store.learned_late |= store.may_mean && !store.accounts.contains_key(&symbol);
        store.accounts.entry(symbol).or_insert(account);
    }
    store.may_mean = true;
    for text in &mut texts {
        account::filled(&mut text.shown.values, &store.accounts);
    }
    let blocks: Vec<Option<Resource<'_>>> =
        texts.iter().map(|one| serde_json::from_str(&one.block).ok()).collect();
    let with_blocks = texts.iter().zip(&blocks);
    let mut objects: Vec<Object<'_>> =
        with_blocks.filter_map(|(one, block)| one.object(block.as_ref())).collect();
    let named = found
        .resources
        .values()
        .filter_map(|one| Some((provider_key(&one.provider), settings::account(&one.settings)?)));
    let ground = Rc::new(ground(None, &mut objects, named));
    let objects: Vec<Rc<Object<'_>>> = objects.into_iter().map(Rc::new).collect();
    let side = Side::new(ground, &objects);
    let mut out = adapt_all(&side, &objects, Recorded::Configuration, store).inventory;
    out.copies.extend(copies(found, &side, store));
    out.forgotten = found.forgotten.iter().map(|one| store.names.add(one)).collect();
    for call in &found.opaque {
        if let Some(unread) = &mut out.unread {
            unread.leaves.extend(leaves(call, store));
        }
        let address = store.names.add(&call.address);
        // What begins with a dot lies in the file system, where no `init` brings it.
        let next = match call.source.starts_with('.') {
            true => "lies outside of what is read: run in the directory that holds both",
            false => "is not at hand: run `terraform init` or give a plan",
        };
        let reason = format!("the module comes from `{}`, which {next}", call.source);
        out.gaps.push(Gap { address, reason: reason.into() });
    }
    out
}

/// What is given to a module that is not at hand, but for what is sensitive.
fn leaves(call: &OpaqueCall, store: &mut Store) -> Vec<Leaf> {
    let plain = call.arguments.iter().filter(|(_, value)| !value.deep_marks().any());
    let arguments = plain.map(|(name, value)| {
        let one = shown(&Fields::from([(name.clone(), value.clone())]));
        (&**name, one.values + &one.unknown)
    });
    let all = arguments.chain([("version", call.version.to_string())]);
    gap::of_call(&call.address, &call.source, all, store)
}

/// The copies of secrets that the outputs hold.
fn copies(found: &Configuration, side: &Side<'_>, store: &mut Store) -> Vec<SecretCopy> {
    let mut out = Vec::new();
    for (name, output) in &found.outputs {
        let shown = shown(&Fields::from([(name.clone(), output.value.clone())]));
        let value = serde_json::from_str::<&RawValue>(&shown.values).ok();
        let (references, sensitive) = (Vec::new(), output.sensitive);
        out.extend(secret::output(side, &Output { name, value, references, sensitive }, store));
    }
    out
}

impl<'c> Texts<'c> {
    fn of((address, instance): (&String, &'c ResourceInstance)) -> Self {
        let shown = match instance.value.fields() {
            Some(fields) => shown(fields),
            None => shown(&instance.set),
        };
        // What is set is configured. What it refers to is worked out already: it leads nowhere.
        let set = instance.set.iter().filter(|(_, value)| !value.is_null());
        let expressions: serde_json::Map<String, serde_json::Value> =
            set.map(|(name, _)| (name.to_string(), json!({}))).collect();
        let block = json!({
            "address": instance.resource.to_string(),
            "provider_config_key": provider_key(&instance.provider),
            "expressions": expressions,
        });
        Self { instance, address: address.clone(), shown, block: block.to_string() }
    }

    fn object<'t>(&'t self, block: Option<&'t Resource<'t>>) -> Option<Object<'t>> {
        let resource = &self.instance.resource;
        let id = Identifier {
            address: Cow::Borrowed(&self.address),
            module: Cow::Borrowed(&self.instance.module),
            data: resource.mode != Mode::Managed,
            kind: Cow::Borrowed(&resource.kind),
            name: Cow::Borrowed(&resource.name),
            key: key(&self.instance.key),
            provider: None,
        };
        let raw = |text: &'t str| serde_json::from_str::<&RawValue>(text).ok();
        let seal = Seal::tree(raw(&self.shown.sensitive));
        let object = Object::new(id, raw(&self.shown.values)?, raw(&self.shown.unknown), seal);
        Some(object.in_block(block).evaluated(Some(&self.shown.reasons)))
    }
}

fn key(key: &InstanceKey) -> Option<Key> {
    match key {
        InstanceKey::None => None,
        InstanceKey::Number(at) => Some(Key::Index(at.to_string())),
        InstanceKey::Text(text) => Some(Key::Name(text.to_string())),
        InstanceKey::Unknown => Some(Key::Index("*".to_owned())),
    }
}
