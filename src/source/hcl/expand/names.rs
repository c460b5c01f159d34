//! What references mean in a module.

use super::super::config::{Key, Mode, Repeat};
use super::super::context::FunctionContext;
use super::super::error::Error;
use super::super::eval::{self, Evaluator, Names, Scope};
use super::super::syntax::refer::{self, Found};
use super::super::syntax::{Expression, Kind, Step, StepKind};
use super::super::types::Type;
use super::super::value::{Fields, Value};
use super::Run;
use super::instance::Instance;
use super::repeat::Repetition;
use crate::diag::Span;
use std::rc::Rc;
use std::sync::Arc;

/// Where an expression stands: a module instance, and perhaps an instance of a resource in it.
pub(super) struct Place<'a> {
    pub(super) run: &'a Run<'a>,
    pub(super) instance: &'a Rc<Instance>,
    pub(super) repetition: &'a Repetition,
    /// The resource that the expression belongs to, which cannot refer to itself.
    pub(super) own: Option<&'a Key>,
    /// `self`
    pub(super) this: Option<Value>,
}

impl<'a> Place<'a> {
    /// A place in a module outside of resources.
    pub(super) fn new(run: &'a Run<'a>, instance: &'a Rc<Instance>) -> Self {
        Self { run, instance, repetition: &Repetition::None, own: None, this: None }
    }

    /// The value of an expression. References to what is not declared are errors before anything
    /// is evaluated, wherever they stand.
    pub(super) fn value(
        &self,
        expression: &Expression,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let before = errors.len();
        self.check(expression, scope, errors);
        // Terraform would stop here. Who only looks goes on: an attribute of a resource that is not
        // declared is still that attribute.
        if errors.len() > before && self.run.options.validate {
            return Value::unknown(Type::Any, "it refers to what is not declared");
        }
        let evaluator = Evaluator { names: self, functions: self, budget: &self.run.budget };
        evaluator.value(expression, scope, errors)
    }

    /// Notes references to what is not declared.
    pub(super) fn check(
        &self,
        expression: &Expression,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) {
        refer::each(expression, &mut |found| {
            let (root, steps, span) = match found {
                Found::Reference(root, steps, span) => (root, steps, span),
                Found::Call(name, span) => {
                    if let Err(why) = self.provides(name) {
                        errors.push(Error::at(span, why));
                    }
                    return;
                }
            };
            if scope.is_some_and(|scope| scope.find(root).is_some()) {
                return;
            }
            if let Err(why) = self.declared(root, steps) {
                errors.push(Error::at(span, why));
            }
        });
    }

    /// Whether the provider of a function is listed among those that are required.
    fn provides(&self, function: &str) -> Result<(), String> {
        let Some(name) = function.strip_prefix("provider::") else { return Ok(()) };
        let (provider, _) = name.split_once("::").unwrap_or((name, ""));
        if self.instance.module.required.contains(provider) {
            return Ok(());
        }
        Err(format!("there is no provider `{provider}` among those that are required"))
    }

    /// Whether what a reference names is declared.
    fn declared(&self, root: &str, steps: &[Step]) -> Result<(), String> {
        let module = &self.instance.module;
        let name = attribute_at(steps, 0);
        let named = || name.cloned().ok_or_else(|| format!("`{root}` needs a dot and a name"));
        let known = |known: bool, what: &str, name: &str| {
            if known { Ok(()) } else { Err(format!("there is no {what} `{name}`")) }
        };
        match root {
            "var" => named()
                .and_then(|name| known(module.variables.contains_key(&name), "variable", &name)),
            "local" => named()
                .and_then(|name| known(module.locals.contains_key(&name), "local value", &name)),
            "module" => {
                let name = named()?;
                let call = module.calls.get(&name).ok_or(format!("there is no module `{name}`"))?;
                instance_steps(&call.repeat, steps.get(1..), &name)
            }
            "path" => named()
                .and_then(|name| known(matches!(&*name, "module" | "root" | "cwd"), "path", &name)),
            "terraform" => named().and_then(|name| {
                known(matches!(&*name, "workspace" | "applying"), "attribute of `terraform`", &name)
            }),
            "count" => named().and_then(|name| {
                let there = matches!(self.repetition, Repetition::Count(_));
                known(there && &*name == "index", "`count` here with", &name)
            }),
            "each" => named().and_then(|name| {
                let there = matches!(self.repetition, Repetition::Each { .. });
                known(there && matches!(&*name, "key" | "value"), "`each` here with", &name)
            }),
            "self" => known(self.this.is_some(), "value here called", "self"),
            _ => self.declared_resource(root, steps),
        }
    }

    fn declared_resource(&self, root: &str, steps: &[Step]) -> Result<(), String> {
        let Some((key, used)) = resource_key(root, steps) else {
            return Err(format!("`{root}` needs a dot and a name"));
        };
        if self.own == Some(&key) {
            return Err(format!("`{key}` cannot refer to itself"));
        }
        let Some(resource) = self.instance.module.resources.get(&key) else {
            return Err(format!("there is no `{key}`"));
        };
        let rest = steps.get(used..).unwrap_or_default();
        let repeats = !matches!(resource.repeat, Repeat::Once);
        instance_steps(&resource.repeat, Some(rest), &key.to_string())?;
        let Some(schema) = self.run.options.provided.schema(&key) else { return Ok(()) };
        let rest = match rest.split_first() {
            Some((Step { kind: StepKind::Index(_), .. }, rest)) if repeats => rest,
            _ => rest,
        };
        fits(&schema, rest).map_err(|why| format!("`{key}`: {why}"))
    }
}

/// Whether steps into a value of a type can succeed at all.
fn fits(of: &Type, steps: &[Step]) -> Result<(), String> {
    let Some((step, rest)) = steps.split_first() else { return Ok(()) };
    let inside = match (&step.kind, of) {
        (StepKind::Splat(_), _) | (_, Type::Any) => return Ok(()),
        (StepKind::Index(key), _) if !matches!(key.kind, Kind::Literal(_)) => return Ok(()),
        (StepKind::Attribute(name), Type::Object(all)) => all
            .get(name)
            .map(|one| &one.of)
            .ok_or_else(|| format!("there is no attribute `{name}`"))?,
        (StepKind::Attribute(_), Type::Map(of)) => of,
        (StepKind::Index(_), Type::List(of) | Type::Map(of)) => of,
        (StepKind::Index(_), Type::Object(_) | Type::Tuple(_)) => return Ok(()),
        (_, other) => return Err(format!("a {} has nothing inside", other.name())),
    };
    fits(inside, rest)
}

/// Whether an index stands where there are several instances, and only there.
fn instance_steps(repeat: &Repeat, steps: Option<&[Step]>, what: &str) -> Result<(), String> {
    let next = steps.and_then(<[Step]>::first).map(|step| &step.kind);
    match (repeat, next) {
        (Repeat::Once, Some(StepKind::Index(key))) if matches!(key.kind, Kind::Literal(_)) => {
            Err(format!(
                "`{what}` has neither `count` nor `for_each`: it has no instances to choose from"
            ))
        }
        (Repeat::Count(_) | Repeat::ForEach(_), Some(StepKind::Attribute(name))) => {
            Err(format!("`{what}` has several instances: `{name}` is an attribute of each of them"))
        }
        _ => Ok(()),
    }
}

fn attribute_at(steps: &[Step], at: usize) -> Option<&Arc<str>> {
    match &steps.get(at)?.kind {
        StepKind::Attribute(name) => Some(name),
        _ => None,
    }
}

/// The resource that a reference names, and how many of its steps do that.
pub(super) fn resource_key(root: &str, steps: &[Step]) -> Option<(Key, usize)> {
    let explicit = match root {
        "data" => Some(Mode::Data),
        "ephemeral" => Some(Mode::Ephemeral),
        "resource" => Some(Mode::Managed),
        _ => None,
    };
    let (mode, kind, at) = match explicit {
        Some(mode) => (mode, attribute_at(steps, 0)?.clone(), 1),
        None => (Mode::Managed, root.into(), 0),
    };
    let name = attribute_at(steps, at)?.clone();
    Some((Key { mode, kind, name }, at + 1))
}

impl Names for Place<'_> {
    fn resolve(
        &self,
        evaluator: &Evaluator<'_>,
        root: &str,
        steps: &[Step],
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> (Value, usize) {
        if let Err(why) = self.declared(root, steps) {
            return match resource_key(root, steps).filter(|(key, _)| self.is_missing(key)) {
                Some((key, used)) => (self.run.resource(self.instance, &key), used),
                None => (eval::failed(errors, span, why), 0),
            };
        }
        let Some(name) = attribute_at(steps, 0) else {
            return (self.this.clone().unwrap_or_else(|| Value::null(Type::Any)), 0);
        };
        let value = match root {
            "var" => self.run.variable(self.instance, name),
            "local" => self.run.local(self.instance, name),
            "path" => self.path(name),
            "terraform" => Value::text(self.run.options.workspace.clone()),
            "count" | "each" => match (self.repetition, &**name) {
                (Repetition::Count(index), _) => index.clone(),
                (Repetition::Each { key, .. }, "key") => key.clone(),
                (Repetition::Each { value, .. }, _) => value.clone(),
                (Repetition::None, _) => Value::null(Type::Any),
            },
            "self" => return (self.this.clone().unwrap_or_else(|| Value::null(Type::Any)), 0),
            "module" => {
                let mut index = |key: &Expression| evaluator.value(key, scope, errors);
                return self.run.module_reference(self.instance, name, steps, &mut index);
            }
            _ => match resource_key(root, steps) {
                Some((key, used)) => return (self.run.resource(self.instance, &key), used),
                None => return (eval::failed(errors, span, "this refers to nothing"), 0),
            },
        };
        (value, 1)
    }
}

impl Place<'_> {
    /// Whether a resource is declared nowhere, and who evaluates goes on all the same.
    fn is_missing(&self, key: &Key) -> bool {
        let resource = key.mode != Mode::Managed || key.kind.contains('_');
        resource && !self.run.options.validate && !self.instance.module.resources.contains_key(key)
    }

    fn path(&self, name: &str) -> Value {
        match name {
            "module" => Value::text(self.run.seen(&self.instance.directory)),
            "root" => Value::text("."),
            _ => match self.run.root_directory() {
                Some(path) => Value::text(path),
                None => Value::unknown(Type::Text, "the configuration lies in no directory"),
            },
        }
    }
}

impl FunctionContext for Place<'_> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, String> {
        self.run.read_file(path)
    }

    fn exists(&self, path: &str) -> Result<bool, String> {
        self.run.file_exists(path)
    }

    fn list(&self, directory: &str) -> Result<Vec<String>, String> {
        self.run.list_files(directory)
    }

    fn working_directory(&self) -> Option<String> {
        self.run.root_directory()
    }

    fn render(&self, name: &str, template: &str, variables: &Fields) -> Result<Value, String> {
        self.run.render(self, name, template, variables)
    }
}
