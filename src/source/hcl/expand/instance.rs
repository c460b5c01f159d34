//! Instances of modules.

use super::super::config::{self, Key, Module, ProviderName};
use super::super::error::Error;
use super::super::files::Files;
use super::super::syntax::Expression;
use super::super::value::{Fields, Value};
use super::call::Calls;
use super::memo::Memo;
use super::names::Place;
use super::repeat::Repetition;
use super::{Configuration, Options, Run};
use crate::diag::Sources;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// One instance of a module.
pub(super) struct Instance {
    /// `module.a["k"].module.b`; empty for the root.
    pub(super) address: Arc<str>,
    /// `a.b`: the names of the calls alone.
    pub(super) calls_path: String,
    pub(super) depth: usize,
    pub(super) module: Rc<Module>,
    /// Relative to the root.
    pub(super) directory: String,
    pub(super) caller: Option<Caller>,
    pub(super) variables: Memo<Arc<str>, Value>,
    pub(super) locals: Memo<Arc<str>, Value>,
    pub(super) outputs: Memo<Arc<str>, Value>,
    pub(super) resources: Memo<Key, Value>,
    pub(super) calls: Memo<Arc<str>, Rc<Calls>>,
    /// What provider blocks say.
    pub(super) settings: Memo<ProviderName, Arc<Fields>>,
}

/// Who calls a module.
pub(super) struct Caller {
    pub(super) instance: Rc<Instance>,
    pub(super) name: Arc<str>,
    pub(super) repetition: Repetition,
}

impl Instance {
    pub(super) fn new(
        address: Arc<str>,
        calls_path: String,
        directory: String,
        module: Rc<Module>,
        caller: Option<Caller>,
    ) -> Self {
        let depth = caller.as_ref().map_or(0, |caller| caller.instance.depth + 1);
        Self {
            address,
            calls_path,
            depth,
            module,
            directory,
            caller,
            variables: Memo::default(),
            locals: Memo::default(),
            outputs: Memo::default(),
            resources: Memo::default(),
            calls: Memo::default(),
            settings: Memo::default(),
        }
    }
}

impl<'a> Run<'a> {
    /// Reads the root module and the values for its variables.
    pub(super) fn new(
        files: &'a dyn Files,
        options: &'a Options<'a>,
        sources: Sources,
        validating: bool,
    ) -> Result<Self, Error> {
        let mut found = Configuration { sources, ..Configuration::default() };
        let root = config::module(files, &options.directory, &mut found.sources, &mut found.errors)
            .ok_or_else(|| Error::new("there is no configuration in this directory"))?;
        let root = Rc::new(root);
        let directory = options.directory.clone();
        let instance =
            Instance::new("".into(), String::new(), directory.clone(), root.clone(), None);
        let mut run = Self {
            files,
            options,
            root: Rc::new(instance),
            modules: RefCell::new(BTreeMap::from([(directory.clone(), Some(root))])),
            manifest: super::call::manifest(files, &directory),
            inputs: BTreeMap::new(),
            budget: super::Budget::default(),
            validating,
            found: RefCell::new(found),
        };
        run.inputs = run.read_inputs();
        Ok(run)
    }

    /// Evaluates all that is declared.
    pub(super) fn everything(&self) {
        let root = self.root.clone();
        let module = &root.module;
        self.found.borrow_mut().declares = !module.resources.is_empty() || !module.calls.is_empty();
        for name in root.module.variables.keys() {
            let value = self.variable(&root, name);
            self.found.borrow_mut().variables.insert(name.clone(), value);
        }
        self.whole(&root);
        self.root_outputs();
    }

    fn whole(&self, instance: &Rc<Instance>) {
        let module = instance.module.clone();
        for name in module.variables.keys() {
            self.variable(instance, name);
        }
        self.validate(instance);
        for name in module.locals.keys() {
            self.local(instance, name);
        }
        for key in module.resources.keys() {
            self.resource(instance, key);
        }
        for name in module.outputs.keys() {
            self.output(instance, name);
        }
        self.moved(instance);
        self.forgotten(instance);
        self.check_references(instance);
        for name in module.calls.keys() {
            let Some(calls) = self.calls(instance, name) else { continue };
            self.unread(instance, name, &calls);
            for (_, child) in &calls.children {
                self.whole(child);
            }
        }
    }

    /// A local value.
    pub(super) fn local(&self, instance: &Rc<Instance>, name: &Arc<str>) -> Value {
        let work = || {
            let Some(local) = instance.module.locals.get(name) else {
                return Value::unknown(super::super::types::Type::Any, "it is not declared");
            };
            let value = self.evaluate(&Place::new(self, instance), &local.expression);
            self.kept(value, local.expression.span)
        };
        let value = instance.locals.get(name, work);
        value.unwrap_or_else(|| self.cycle(&format!("local.{name}")))
    }

    /// The value of a text that is an expression in the root module, or what is wrong with it.
    pub(super) fn text(&self, text: &str) -> Result<Value, Vec<Error>> {
        let number = self.found.borrow_mut().sources.add("input", &text.into());
        let expression =
            super::super::syntax::expression(text, number, 0).map_err(|one| vec![one])?;
        let mut errors = Vec::new();
        let before = self.found.borrow().errors.len();
        let value = Place::new(self, &self.root).value(&expression, None, &mut errors);
        // What it refers to may be wrong, too; an error is told as often as it is met.
        errors.extend(self.found.borrow_mut().errors.drain(before..));
        if errors.is_empty() { Ok(value) } else { Err(errors) }
    }

    /// The value of an expression; what is wrong is noted.
    pub(super) fn evaluate(&self, place: &Place<'_>, expression: &Expression) -> Value {
        let mut errors = Vec::new();
        let value = place.value(expression, None, &mut errors);
        self.report(errors);
        value
    }

    /// What is not known because it rests on itself.
    pub(super) fn cycle(&self, what: &str) -> Value {
        let why = format!("`{what}` rests on itself");
        self.report(vec![Error::new(why.clone())]);
        Value::unknown(super::super::types::Type::Any, why)
    }
}
