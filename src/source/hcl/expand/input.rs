//! Values of variables.

use super::super::config::{self, Variable, constant};
use super::super::convert::convert;
use super::super::error::Error;
use super::super::files::join;
use super::super::syntax;
use super::super::types::Type;
use super::super::value::{Marks, Value};
use super::Run;
use super::instance::Instance;
use super::names::Place;
use crate::diag::Span;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

impl Run<'_> {
    /// The values given for variables of the root: files in their order, then options.
    pub(super) fn read_inputs(&self) -> BTreeMap<Arc<str>, Value> {
        let mut inputs = BTreeMap::new();
        let mut errors = Vec::new();
        for path in self.value_files() {
            let mut found = self.found.borrow_mut();
            let body = config::values_file(self.files, &path, &mut found.sources, &mut errors);
            for attribute in body.into_iter().flat_map(|body| body.attributes) {
                match constant(&attribute.expression) {
                    Ok(value) => drop(inputs.insert(attribute.name, value)),
                    Err(error) => errors.push(error),
                }
            }
        }
        for (name, text) in &self.options.texts {
            match self.typed(name, text) {
                Ok(value) => drop(inputs.insert(name.clone(), value)),
                Err(error) => errors.push(error),
            }
        }
        self.report(errors);
        inputs.extend(self.options.variables.clone());
        inputs
    }

    /// A text from a command line: what it says, unless the variable takes more than that.
    fn typed(&self, name: &Arc<str>, text: &str) -> Result<Value, Error> {
        let of = self.root.module.variables.get(name).map_or(&Type::Any, |variable| &variable.of);
        let plain = matches!(of, Type::Text | Type::Number | Type::Bool)
            || (*of == Type::Any && !text.trim_start().starts_with(['[', '{']));
        if plain {
            return Ok(Value::text(text));
        }
        let number = self.found.borrow_mut().sources.add(&format!("--var {name}"), &text.into());
        constant(&syntax::expression(text, number, 0)?)
    }

    fn value_files(&self) -> Vec<String> {
        let directory = &self.options.directory;
        let mut paths = vec!["terraform.tfvars".to_owned(), "terraform.tfvars.json".to_owned()];
        let names = self.files.list(directory).ok().flatten().unwrap_or_default();
        let auto =
            |name: &str| name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json");
        paths.extend(names.into_iter().map(|(name, _)| name).filter(|name| auto(name)));
        let beside = paths.iter().filter_map(|path| join(directory, path));
        beside.chain(self.options.value_files.iter().cloned()).collect()
    }

    /// The value of a variable.
    pub(super) fn variable(&self, instance: &Rc<Instance>, name: &Arc<str>) -> Value {
        let work = || match instance.module.variables.get(name) {
            Some(variable) if self.validating => {
                let marks = Marks { sensitive: variable.sensitive, ephemeral: variable.ephemeral };
                Value::unknown(variable.of.without_optional(), "it stands for any value")
                    .marked(marks)
            }
            Some(variable) => self.received(instance, name, variable),
            None => Value::unknown(Type::Any, "it is not declared"),
        };
        let value = instance.variables.get(name, work);
        value.unwrap_or_else(|| self.cycle(&format!("var.{name}")))
    }

    fn received(&self, instance: &Rc<Instance>, name: &Arc<str>, variable: &Variable) -> Value {
        let (given, span) = match self.given(instance, name) {
            Some((value, span)) => (Some(value), span),
            None => (None, variable.span),
        };
        let given_null = given.as_ref().is_some_and(Value::is_null);
        let given = match given {
            Some(value) if value.is_null() && !variable.nullable => variable.default.clone(),
            Some(value) => Some(value),
            None => variable.default.clone(),
        };
        let value = match given {
            Some(value) => {
                let with_defaults = variable.defaults.apply(&value);
                convert(&with_defaults, &variable.of).unwrap_or_else(|why| {
                    self.report(vec![Error::at(span, format!("`var.{name}`: {why}"))]);
                    Value::unknown(variable.of.clone(), format!("`var.{name}` is of a wrong type"))
                })
            }
            None if given_null => {
                let why = format!("`var.{name}` must not be null");
                self.report(vec![Error::at(span, why.clone())]);
                Value::unknown(variable.of.without_optional(), why)
            }
            None => {
                if instance.caller.is_some() {
                    self.report(vec![Error::at(
                        span,
                        format!("`var.{name}` must be given a value"),
                    )]);
                }
                let why = format!("`var.{name}` was given no value");
                let value = Value::unknown(variable.of.without_optional(), why);
                value.identified(format!("var.{name}"))
            }
        };
        if value.is_null() && !variable.nullable {
            self.report(vec![Error::at(span, format!("`var.{name}` must not be null"))]);
        }
        let marks = Marks { sensitive: variable.sensitive, ephemeral: variable.ephemeral };
        self.kept(value.marked(marks), span)
    }

    /// What the caller gives, and where.
    fn given(&self, instance: &Rc<Instance>, name: &Arc<str>) -> Option<(Value, Span)> {
        let Some(caller) = &instance.caller else {
            return self.inputs.get(name).map(|value| (value.clone(), Span::default()));
        };
        let call = caller.instance.module.calls.get(&caller.name)?;
        let argument = call.arguments.iter().find(|one| one.name == *name)?;
        let place = Place { repetition: &caller.repetition, ..Place::new(self, &caller.instance) };
        Some((self.evaluate(&place, &argument.expression), argument.expression.span))
    }

    /// Whether the value of each variable passes its validations.
    pub(super) fn validate(&self, instance: &Rc<Instance>) {
        for variable in instance.module.variables.values() {
            self.conditions(&Place::new(self, instance), &variable.validations);
        }
    }
}
