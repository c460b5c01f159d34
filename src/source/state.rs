//! A state: as Terraform stores it (version 4), and as `terraform show -json` prints it.

use super::terraform::adapt_all;
use super::terraform::address::{Key, within};
use super::terraform::json::{Pairs, Text};
use super::terraform::object::{Identifier, Object, Seal};
use super::terraform::secret::{Output, output};
use super::terraform::side::{Side, ground};
use crate::diag::{Code, Error, Place};
use crate::model::inventory::Recorded;
use crate::model::{Inventory, Store};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::rc::Rc;

#[cfg(test)]
mod tests;

/// The major version of the JSON that Terraform prints.
const FORMAT_MAJOR: &str = "1";
/// The version of the states that Terraform stores, since 0.12.
const STATE_VERSION: u64 = 4;

/// What `terraform show -json` prints of a state; a plan holds one as `prior_state`.
#[derive(Debug, Deserialize)]
pub(super) struct Shown<'j> {
    #[serde(borrow)]
    format_version: Option<Text<'j>>,
    #[serde(borrow)]
    values: Option<Values<'j>>,
}

#[derive(Debug, Deserialize)]
struct Values<'j> {
    #[serde(borrow)]
    root_module: Option<Module<'j>>,
    #[serde(borrow, default)]
    outputs: Pairs<'j, StoredOutput<'j>>,
}

/// An output of the root, in either form of a state.
#[derive(Debug, Deserialize)]
struct StoredOutput<'j> {
    #[serde(default)]
    sensitive: bool,
    #[serde(borrow)]
    value: Option<&'j RawValue>,
}

#[derive(Debug, Deserialize)]
struct Module<'j> {
    #[serde(borrow)]
    address: Option<Text<'j>>,
    #[serde(borrow)]
    resources: Option<Vec<Resource<'j>>>,
    #[serde(borrow)]
    child_modules: Option<Vec<Self>>,
}

#[derive(Debug, Deserialize)]
struct Resource<'j> {
    #[serde(borrow)]
    address: Text<'j>,
    #[serde(borrow)]
    mode: Option<Text<'j>>,
    #[serde(borrow, rename = "type")]
    kind: Text<'j>,
    #[serde(borrow)]
    name: Text<'j>,
    #[serde(borrow)]
    index: Option<&'j RawValue>,
    #[serde(borrow)]
    deposed_key: Option<Text<'j>>,
    #[serde(borrow)]
    values: Option<&'j RawValue>,
    #[serde(borrow)]
    sensitive_values: Option<&'j RawValue>,
}

/// Refuses JSON of a major version that is not known.
///
/// # Errors
/// `input-version`.
pub(super) fn check_version(version: Option<&Text<'_>>, name: &str) -> Result<(), Error> {
    let Some(Text(version)) = version else {
        return Err(Error::new(Code::InputVersion, name, "the file has no `format_version`"));
    };
    if version.split('.').next() == Some(FORMAT_MAJOR) {
        return Ok(());
    }
    let why = format!("`format_version` {version} is not known; {FORMAT_MAJOR}.x is");
    Err(Error::new(Code::InputVersion, name, why))
}

/// Why a text is not read: its version if that is not known, for then its shape may well differ.
pub(super) fn unreadable(text: &str, name: &str, what: &str, error: &serde_json::Error) -> Error {
    #[derive(Deserialize)]
    struct Versioned<'j> {
        #[serde(borrow)]
        format_version: Option<Text<'j>>,
    }
    let versioned: Option<Versioned<'_>> = serde_json::from_str(text).ok();
    let version = versioned.and_then(|versioned| versioned.format_version);
    match check_version(version.as_ref(), name) {
        Err(wrong) if version.is_some() => wrong,
        _ => Error::json(name, what, error),
    }
}

impl<'j> Shown<'j> {
    /// Adds the data sources that were read.
    ///
    /// # Errors
    /// `input-shape`.
    pub(super) fn data(&'j self, name: &str, out: &mut Vec<Object<'j>>) -> Result<(), Error> {
        self.objects(name, true, out)
    }

    fn objects(
        &'j self,
        name: &str,
        only_data: bool,
        out: &mut Vec<Object<'j>>,
    ) -> Result<(), Error> {
        let root = self.values.as_ref().and_then(|values| values.root_module.as_ref());
        // No recursion: the order of modules is that of the text.
        let mut modules: Vec<&Module<'j>> = root.into_iter().collect();
        while let Some(module) = modules.pop() {
            for resource in module.resources.iter().flatten() {
                let is_data = resource.mode.as_ref().is_some_and(|mode| mode.0 == "data");
                if is_data || !only_data {
                    out.extend(resource.object(module, is_data, name)?);
                }
            }
            modules.extend(module.child_modules.iter().flatten().rev());
        }
        Ok(())
    }
}

impl<'j> Resource<'j> {
    fn object(
        &'j self,
        module: &'j Module<'j>,
        data: bool,
        subject: &str,
    ) -> Result<Option<Object<'j>>, Error> {
        let Some(values) = self.values else { return Ok(None) };
        let mut address = Cow::Borrowed(self.address.0.as_ref());
        if let Some(deposed) = &self.deposed_key {
            address = format!("{address} (deposed {})", deposed.0).into();
        }
        let id = Identifier {
            address,
            module: module
                .address
                .as_ref()
                .map(|text| Cow::Borrowed(text.0.as_ref()))
                .unwrap_or_default(),
            data,
            kind: Cow::Borrowed(self.kind.0.as_ref()),
            name: Cow::Borrowed(self.name.0.as_ref()),
            key: self.index.and_then(Key::read),
            provider: None,
        };
        object(id, values, Seal::tree(self.sensitive_values), subject).map(Some)
    }
}

/// An instance of a state; its values must be an object.
fn object<'j>(
    id: Identifier<'j>,
    values: &'j RawValue,
    seal: Seal<'j>,
    subject: &str,
) -> Result<Object<'j>, Error> {
    if values.get().starts_with('{') {
        return Ok(Object::new(id, values, None, seal));
    }
    let place = Place { address: Some(id.address.as_ref().into()), ..Place::default() };
    let why = "the values of a resource are no object";
    Err(Error::new(Code::InputShape, subject, why).at(place))
}

/// Reads what `terraform show -json` prints of a state.
///
/// # Errors
/// `input-version`, and `input-*` for what is no state.
pub(super) fn read_shown(text: &str, name: &str, store: &mut Store) -> Result<Inventory, Error> {
    let shown: Shown<'_> = serde_json::from_str(text)
        .map_err(|error| unreadable(text, name, "this is not a state in JSON", &error))?;
    check_version(shown.format_version.as_ref(), name)?;
    let mut objects = Vec::new();
    shown.objects(name, false, &mut objects)?;
    let outputs = shown.values.as_ref().map(|values| &values.outputs);
    Ok(inventory(objects, outputs, store))
}

fn inventory<'j>(
    mut objects: Vec<Object<'j>>,
    outputs: Option<&Pairs<'j, StoredOutput<'j>>>,
    store: &mut Store,
) -> Inventory {
    let ground = Rc::new(ground(None, &mut objects, None));
    let objects: Vec<Rc<Object<'_>>> = objects.into_iter().map(Rc::new).collect();
    let side = Side::new(ground, &objects);
    let mut out = adapt_all(&side, &objects, Recorded::State, store).inventory;
    for (name, stored) in outputs.into_iter().flat_map(|all| &all.0) {
        let StoredOutput { sensitive, value } = *stored;
        let one = Output { name, value, references: Vec::new(), sensitive };
        out.copies.extend(output(&side, &one, store));
    }
    out
}

#[derive(Debug, Deserialize)]
struct Stored<'j> {
    #[serde(borrow, default)]
    outputs: Pairs<'j, StoredOutput<'j>>,
    #[serde(borrow)]
    resources: Option<Vec<StoredResource<'j>>>,
}

#[derive(Debug, Deserialize)]
struct Version {
    version: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct StoredResource<'j> {
    #[serde(borrow)]
    module: Option<Text<'j>>,
    #[serde(borrow)]
    mode: Option<Text<'j>>,
    #[serde(borrow, rename = "type")]
    kind: Text<'j>,
    #[serde(borrow)]
    name: Text<'j>,
    #[serde(borrow)]
    provider: Option<Text<'j>>,
    #[serde(borrow)]
    instances: Option<Vec<Instance<'j>>>,
}

#[derive(Debug, Deserialize)]
struct Instance<'j> {
    #[serde(borrow)]
    index_key: Option<&'j RawValue>,
    #[serde(borrow)]
    deposed: Option<Text<'j>>,
    #[serde(borrow)]
    attributes: Option<&'j RawValue>,
    sensitive_attributes: Option<Vec<Vec<PathStep>>>,
}

/// One step of the path to a sensitive value.
#[derive(Debug, Deserialize)]
struct PathStep {
    value: serde_json::Value,
}

impl Instance<'_> {
    /// The attributes that hold something sensitive.
    fn seal(&self) -> Seal<'static> {
        let paths = self.sensitive_attributes.iter().flatten();
        let first = |path: &Vec<PathStep>| path.first()?.value.as_str().map(str::to_owned);
        let names: Vec<String> = paths.filter_map(first).collect();
        if names.is_empty() { Seal::Open } else { Seal::Names(names) }
    }
}

/// Reads a state file.
///
/// # Errors
/// `input-version` for versions 1 to 3, and `input-*` for what is no state.
pub(super) fn read_v4(text: &str, name: &str, store: &mut Store) -> Result<Inventory, Error> {
    let wrong = |error| Error::json(name, "this is not a state in JSON", &error);
    let Version { version } = serde_json::from_str(text).map_err(wrong)?;
    if version != Some(STATE_VERSION) {
        let found =
            version.map_or_else(|| "no version".to_owned(), |found| format!("version {found}"));
        let why = format!(
            "the state has {found}; only version {STATE_VERSION} is read: let terraform 0.12 or \
             later write it anew"
        );
        return Err(Error::new(Code::InputVersion, name, why));
    }
    let stored: Stored<'_> = serde_json::from_str(text).map_err(wrong)?;
    let mut objects = Vec::new();
    for resource in stored.resources.iter().flatten() {
        for instance in resource.instances.iter().flatten() {
            let Some(values) = instance.attributes else { continue };
            objects.push(object(resource.id(instance), values, instance.seal(), name)?);
        }
    }
    Ok(inventory(objects, Some(&stored.outputs), store))
}

impl<'j> StoredResource<'j> {
    /// Who an instance is. A state keeps the parts of an address, not the address.
    fn id(&'j self, instance: &Instance<'j>) -> Identifier<'j> {
        let mut id = Identifier {
            address: Cow::Borrowed(""),
            module: self
                .module
                .as_ref()
                .map(|text| Cow::Borrowed(text.0.as_ref()))
                .unwrap_or_default(),
            data: self.mode.as_ref().is_some_and(|mode| mode.0 == "data"),
            kind: Cow::Borrowed(self.kind.0.as_ref()),
            name: Cow::Borrowed(self.name.0.as_ref()),
            key: instance.index_key.and_then(Key::read),
            provider: self.provider.as_ref().map(|text| Cow::Borrowed(text.0.as_ref())),
        };
        let mut address = within(&id.module, &id.block());
        if let Some(key) = &id.key {
            address.push_str(&key.to_string());
        }
        if let Some(deposed) = &instance.deposed {
            address.push_str(&format!(" (deposed {})", deposed.0));
        }
        id.address = address.into();
        id
    }
}
