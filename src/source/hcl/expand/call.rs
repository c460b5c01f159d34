//! Calls of modules.

use super::super::config::{self, Call, Module, Repeat};
use super::super::error::Error;
use super::super::eval;
use super::super::files::{Files, join};
use super::super::syntax::{Expression, Step, StepKind};
use super::super::types::Type;
use super::super::value::{Data, Fields, Value};
use super::instance::{Caller, Instance};
use super::names::Place;
use super::repeat::Repeated;
use super::{InstanceKey, OpaqueCall, Run};
use crate::diag::limits::MODULE_DEPTH_MAX;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// The instances of a module that a call makes.
pub(super) struct Calls {
    several: Several,
    pub(super) children: Vec<(InstanceKey, Rc<Instance>)>,
    /// Why nothing is known of what it gives.
    opaque: Option<Arc<str>>,
    /// The instances that there would be of a module that is not at hand.
    unread: Vec<Repeated>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Several {
    No,
    Counted,
    Keyed,
}

/// Where Terraform notes the modules that it has fetched.
const MANIFEST: &str = ".terraform/modules/modules.json";

/// Directories of fetched modules, by the path of calls.
pub(super) fn manifest(files: &dyn Files, directory: &str) -> BTreeMap<String, String> {
    let path = join(directory, MANIFEST).unwrap_or_default();
    let bytes = files.read(&path).ok().flatten().unwrap_or_default();
    let parsed: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let modules = parsed.get("Modules").and_then(serde_json::Value::as_array);
    let entry = |one: &serde_json::Value| {
        let text = |name: &str| one.get(name).and_then(serde_json::Value::as_str);
        Some((text("Key")?.to_owned(), join(directory, text("Dir")?)?))
    };
    modules.into_iter().flatten().filter_map(entry).collect()
}

impl Run<'_> {
    /// The instances that a call makes; none where that rests on itself.
    pub(super) fn calls(&self, instance: &Rc<Instance>, name: &Arc<str>) -> Option<Rc<Calls>> {
        let call = instance.module.calls.get(name)?;
        instance.calls.get(name, || Rc::new(self.called(instance, name, call)))
    }

    fn called(&self, instance: &Rc<Instance>, name: &Arc<str>, call: &Call) -> Calls {
        let several = match call.repeat {
            Repeat::Once => Several::No,
            Repeat::Count(_) => Several::Counted,
            Repeat::ForEach(_) => Several::Keyed,
        };
        let place = Place::new(self, instance);
        self.depend(&place, &call.depends_on);
        let repeated = self.repeat(&place, &call.repeat, &format!("module.{name}"));
        let mut calls = Calls { several, children: Vec::new(), opaque: None, unread: Vec::new() };
        let Some((module, directory)) = self.module_of(instance, name, call) else {
            calls.opaque = Some(format!("`module.{name}` is not at hand").into());
            calls.unread = repeated;
            return calls;
        };
        self.check_arguments(call, &module);
        for (key, repetition) in repeated {
            if key == InstanceKey::Unknown {
                calls.opaque =
                    Some(format!("it is not known which instances `module.{name}` has").into());
            }
            let caller = Caller { instance: instance.clone(), name: name.clone(), repetition };
            let child = Rc::new(Instance::new(
                address(instance, name, &key).into(),
                path_of(instance, name),
                directory.clone(),
                module.clone(),
                Some(caller),
            ));
            calls.children.push((key, child));
        }
        calls
    }

    /// Notes what is given to a module that is not at hand.
    pub(super) fn unread(&self, instance: &Rc<Instance>, name: &Arc<str>, calls: &Calls) {
        let Some(call) = instance.module.calls.get(name) else { return };
        for (key, repetition) in &calls.unread {
            let place = Place { repetition, ..Place::new(self, instance) };
            let argument = |one: &super::super::syntax::Attribute| {
                (one.name.clone(), self.evaluate(&place, &one.expression))
            };
            let opaque = OpaqueCall {
                address: address(instance, name, key),
                source: call.source.clone().unwrap_or_default(),
                version: call.version.clone().unwrap_or_default(),
                arguments: call.arguments.iter().map(argument).collect(),
                span: call.span,
            };
            self.found.borrow_mut().opaque.push(opaque);
        }
    }

    /// The module that is called, and its directory; none where it is not at hand.
    fn module_of(
        &self,
        instance: &Rc<Instance>,
        name: &str,
        call: &Call,
    ) -> Option<(Rc<Module>, String)> {
        let wrong = |why: &str| self.report(vec![Error::at(call.span, why)]);
        let source = call.source.as_deref()?;
        if instance.depth >= MODULE_DEPTH_MAX {
            wrong("modules call one another too deep to be analysed");
            return None;
        }
        let local = source.starts_with("./") || source.starts_with("../");
        let directory = if local {
            join(&instance.directory, source)
        } else {
            self.manifest.get(&path_of(instance, name)).cloned()
        }?;
        if !self.modules.borrow().contains_key(&directory) {
            let mut found = self.found.borrow_mut();
            let mut errors = Vec::new();
            let module = config::module(self.files, &directory, &mut found.sources, &mut errors);
            drop(found);
            self.report(errors);
            self.modules.borrow_mut().insert(directory.clone(), module.map(Rc::new));
        }
        let module = self.modules.borrow().get(&directory).cloned().flatten();
        if module.is_none() && local {
            wrong("there is no module in this directory");
        }
        Some((module?, directory))
    }

    fn check_arguments(&self, call: &Call, module: &Module) {
        let mut errors = Vec::new();
        for argument in &call.arguments {
            if !module.variables.contains_key(&argument.name) {
                let why = format!("the module has no variable `{}`", argument.name);
                errors.push(Error::at(argument.name_span, why));
            }
        }
        for (name, variable) in &module.variables {
            let given = call.arguments.iter().any(|argument| argument.name == *name);
            if !given && variable.default.is_none() {
                errors.push(Error::at(call.span, format!("the module needs a value for `{name}`")));
            }
        }
        self.report(errors);
    }

    /// What `module.name` and the steps after it name: one output where that is all that is asked
    /// for, since the outputs of a module may rest on different things.
    pub(super) fn module_reference(
        &self,
        instance: &Rc<Instance>,
        name: &Arc<str>,
        steps: &[Step],
        index: &mut dyn FnMut(&Expression) -> Value,
    ) -> (Value, usize) {
        let Some(calls) = self.calls(instance, name) else {
            return (self.cycle(&format!("module.{name}")), 1);
        };
        if self.validating && calls.several != Several::No {
            return (Value::unknown(Type::Any, "it stands for any instance"), 1);
        }
        if let Some(why) = &calls.opaque {
            return (Value::unknown(Type::Any, why.clone()), 1);
        }
        let (child, used) = match (calls.several, steps.get(1).map(|step| &step.kind)) {
            (Several::No, _) => (calls.children.first(), 1),
            (_, Some(StepKind::Index(key))) => {
                let key = index(key);
                let found = calls
                    .children
                    .iter()
                    .find(|(one, _)| one.value().is_some_and(|one| eval::same_key(&one, &key)));
                (found, 2)
            }
            _ => (None, 1),
        };
        if let (Some((_, child)), Some(StepKind::Attribute(output))) =
            (child, steps.get(used).map(|step| &step.kind))
            && child.module.outputs.contains_key(output)
        {
            return (self.output(child, output), used + 1);
        }
        (self.all_outputs(&calls), 1)
    }

    fn all_outputs(&self, calls: &Calls) -> Value {
        let outputs = |child: &Rc<Instance>| {
            let names = child.module.outputs.keys();
            Value::object(names.map(|name| (name.clone(), self.output(child, name))).collect())
        };
        let all = calls.children.iter();
        match calls.several {
            Several::No => all
                .map(|(_, child)| outputs(child))
                .next()
                .unwrap_or_else(|| Value::null(Type::Any)),
            Several::Counted => Value::tuple(all.map(|(_, child)| outputs(child)).collect()),
            Several::Keyed => {
                let entry = |(key, child): &(InstanceKey, Rc<Instance>)| {
                    let key = key.value().and_then(|key| match key.data {
                        Data::Text(key) => Some(key),
                        _ => None,
                    });
                    (key.unwrap_or_default(), outputs(child))
                };
                Value::object(all.map(entry).collect::<Fields>())
            }
        }
    }
}

fn address(instance: &Instance, name: &str, key: &InstanceKey) -> String {
    let dot = if instance.address.is_empty() { "" } else { "." };
    format!("{}{dot}module.{name}{key}", instance.address)
}

fn path_of(instance: &Instance, name: &str) -> String {
    let dot = if instance.calls_path.is_empty() { "" } else { "." };
    format!("{}{dot}{name}", instance.calls_path)
}
