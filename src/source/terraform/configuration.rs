//! The configuration inside a plan: which expression feeds an attribute, through which modules.

use super::address::within;
use super::json::{Fields, Pairs, Text, fields};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// `configuration` of a plan.
#[derive(Debug, Default, Deserialize)]
pub(in crate::source) struct Configuration<'j> {
    #[serde(borrow, default)]
    pub(super) provider_config: Pairs<'j, ProviderBlock<'j>>,
    #[serde(borrow, default)]
    root_module: Module<'j>,
}

impl Configuration<'_> {
    /// Whether it has a resource block or calls a module, be it for no instance at all.
    pub(in crate::source) fn declares_resources(&self) -> bool {
        !self.root_module.resources.is_empty() || !self.root_module.module_calls.0.is_empty()
    }

    /// The outputs of the root, each with what its expression refers to and whether it is marked
    /// sensitive.
    pub(in crate::source) fn outputs(&self) -> impl Iterator<Item = (&str, (Vec<String>, bool))> {
        self.root_module.outputs.0.iter().map(|(name, output)| {
            let references = output.expression.map(references).unwrap_or_default();
            (name.as_ref(), (references, output.sensitive))
        })
    }
}

/// A provider block.
#[derive(Debug, Deserialize)]
pub(super) struct ProviderBlock<'j> {
    #[serde(borrow)]
    pub(super) name: Option<Text<'j>>,
    #[serde(borrow, default)]
    pub(super) expressions: Fields<'j>,
}

#[derive(Debug, Default, Deserialize)]
struct Module<'j> {
    #[serde(borrow, default)]
    resources: Vec<Resource<'j>>,
    #[serde(borrow, default)]
    module_calls: Pairs<'j, Call<'j>>,
    #[serde(borrow, default)]
    outputs: Pairs<'j, Output<'j>>,
}

/// A resource block, all its instances at once.
#[derive(Debug, Deserialize)]
pub(in crate::source) struct Resource<'j> {
    #[serde(borrow)]
    address: Text<'j>,
    #[serde(borrow)]
    pub(super) provider_config_key: Option<Text<'j>>,
    #[serde(borrow)]
    expressions: Option<&'j RawValue>,
}

#[derive(Debug, Deserialize)]
struct Call<'j> {
    #[serde(borrow)]
    expressions: Option<&'j RawValue>,
    #[serde(borrow)]
    module: Option<Module<'j>>,
}

#[derive(Debug, Deserialize)]
struct Output<'j> {
    #[serde(borrow)]
    expression: Option<&'j RawValue>,
    #[serde(default)]
    sensitive: bool,
}

impl<'j> Resource<'j> {
    /// The expression of an attribute or of the blocks of that name; none if nobody set it.
    pub(super) fn expression(&self, attribute: &str) -> Option<&'j RawValue> {
        fields(self.expressions?).get(attribute).copied()
    }
}

/// A [`Configuration`] that finds its blocks by address.
#[derive(Debug, Default)]
pub(super) struct Index<'p> {
    resources: HashMap<String, &'p Resource<'p>>,
    modules: HashMap<String, &'p Module<'p>>,
}

impl<'p> Index<'p> {
    pub(super) fn new(configuration: &'p Configuration<'p>) -> Self {
        let mut index = Self::default();
        index.add(String::new(), &configuration.root_module);
        index
    }

    /// Modules nest as deep as JSON may; the reader has refused what is deeper.
    fn add(&mut self, path: String, module: &'p Module<'p>) {
        for resource in &module.resources {
            self.resources.insert(place(&path, &resource.address.0), resource);
        }
        for (name, call) in &module.module_calls.0 {
            if let Some(inner) = &call.module {
                self.add(within(&path, name), inner);
            }
        }
        self.modules.insert(path, module);
    }

    /// The block of `address` (without key) in the module with this path of calls.
    pub(super) fn resource(&self, path: &str, address: &str) -> Option<&'p Resource<'p>> {
        self.resources.get(&place(path, address)).copied()
    }

    /// What a call hands to a variable; none if it leaves the default.
    pub(super) fn argument(&self, path: &str, call: &str, variable: &str) -> Option<&'p RawValue> {
        let (_, call) =
            self.modules.get(path)?.module_calls.0.iter().find(|(name, _)| name == call)?;
        fields(call.expressions?).get(variable).copied()
    }

    /// The expression of an output.
    pub(super) fn output(&self, path: &str, output: &str) -> Option<&'p RawValue> {
        self.modules.get(path)?.outputs.get(output)?.expression
    }
}

fn place(path: &str, address: &str) -> String {
    format!("{path}|{address}")
}

/// An expression of one attribute: a constant, or what it refers to.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Expression<'j> {
    #[serde(borrow)]
    pub(super) constant_value: Option<&'j RawValue>,
    #[serde(default)]
    pub(super) references: Vec<String>,
}

impl<'j> Expression<'j> {
    pub(super) fn read(raw: &'j RawValue) -> Self {
        serde_json::from_str(raw.get()).unwrap_or_default()
    }
}

/// All references at any depth of an attribute's expression or blocks.
pub(super) fn references(raw: &RawValue) -> Vec<String> {
    let mut out = Vec::new();
    collect(raw, crate::diag::limits::JSON_DEPTH_MAX, &mut out);
    out
}

fn collect(raw: &RawValue, depth: usize, out: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    if raw.get().starts_with('[') {
        super::json::items(raw).into_iter().for_each(|item| collect(item, depth, out));
    } else if raw.get().starts_with('{') {
        for (key, value) in fields(raw).0 {
            match key.as_ref() {
                "references" => out.append(&mut Expression::read(raw).references),
                "constant_value" => {}
                _ => collect(value, depth, out),
            }
        }
    }
}
