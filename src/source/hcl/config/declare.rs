//! From blocks to declarations.

use super::super::context::FunctionContext;
use super::super::convert::convert;
use super::super::error::Error;
use super::super::eval::{Budget, Evaluator, Names, Scope};
use super::super::syntax::refer::{self, Found};
use super::super::syntax::{Attribute, Block, Body, Expression, Kind, Step, StepKind};
use super::super::types::Type;
use super::super::value::{Fields, Value};
use super::{
    Call, Condition, Defaults, Key, Mode, Module, Output, ProviderName, Repeat, Resource, Variable,
    constraint,
};
use crate::diag::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Arguments of a resource that are the language's own.
const META: &[&str] = &["count", "depends_on", "for_each", "provider"];
/// Arguments of a module call that are the language's own.
const META_CALL: &[&str] = &["count", "depends_on", "for_each", "providers", "source", "version"];
/// Names that no variable can have.
const RESERVED: &[&str] =
    &["count", "depends_on", "for_each", "lifecycle", "locals", "providers", "source", "version"];

/// What a module declares.
pub(super) fn module(body: Body, errors: &mut Vec<Error>) -> Module {
    let mut module = Module::default();
    for block in body.blocks {
        let label =
            |at: usize| block.labels.get(at).map(|(label, _)| label.clone()).unwrap_or_default();
        let span = block.span;
        match &*block.kind {
            "variable" => {
                let variable = variable(&block, errors);
                insert(&mut module.variables, label(0), variable, span, errors);
            }
            "locals" => {
                for inner in &block.body.blocks {
                    errors.push(Error::at(inner.span, "`locals` holds no blocks"));
                }
                for attribute in block.body.attributes {
                    let span = attribute.name_span;
                    insert(&mut module.locals, attribute.name.clone(), attribute, span, errors);
                }
            }
            "output" => {
                if let Some(output) = output(&block, errors) {
                    insert(&mut module.outputs, label(0), output, span, errors);
                }
            }
            "resource" | "data" | "ephemeral" => {
                let mode = match &*block.kind {
                    "resource" => Mode::Managed,
                    "data" => Mode::Data,
                    _ => Mode::Ephemeral,
                };
                let key = Key { mode, kind: label(0), name: label(1) };
                let resource = resource(block, errors);
                insert(&mut module.resources, key, resource, span, errors);
            }
            "module" => {
                let call = call(&block, errors);
                insert(&mut module.calls, label(0), call, span, errors);
            }
            "provider" => {
                let alias = block.body.attribute("alias").and_then(|one| text(&one.expression));
                insert(&mut module.providers, (label(0), alias), block, span, errors);
            }
            "check" => {
                for data in block.body.blocks_of("data") {
                    let name = |at: usize| data.labels.get(at).map(|(one, _)| one.clone());
                    let (kind, name) = (name(0).unwrap_or_default(), name(1).unwrap_or_default());
                    let key = Key { mode: Mode::Data, kind, name };
                    let one = resource(data.clone(), errors);
                    insert(&mut module.resources, key, one, data.span, errors);
                }
                if conditions(&block.body, "assert", None, errors).is_empty() {
                    errors.push(Error::at(span, "a check needs an `assert`"));
                }
                module.checks.push(block);
            }
            "terraform" => {
                let required = block.body.blocks_of("required_providers");
                let names = required.flat_map(|one| &one.body.attributes);
                module.required.extend(names.map(|one| one.name.clone()));
            }
            "moved" => module.moved.push(block),
            "import" => module.imports.push(block),
            "removed" => module.removed.push(block),
            _ => {}
        }
    }
    module
}

fn insert<K: Ord, V>(
    into: &mut BTreeMap<K, V>,
    key: K,
    value: V,
    span: Span,
    errors: &mut Vec<Error>,
) {
    if into.insert(key, value).is_some() {
        errors.push(Error::at(span, "this is declared a second time"));
    }
}

fn variable(block: &Block, errors: &mut Vec<Error>) -> Variable {
    let name = block.labels.first().map(|(name, _)| name.clone()).unwrap_or_default();
    if let Some((name, span)) = block.labels.first()
        && RESERVED.contains(&&**name)
    {
        errors.push(Error::at(*span, "no variable can have this name"));
    }
    let mut note = |error: Error| errors.push(error);
    let constrained =
        block.body.attribute("type").map(|one| constraint::read(&one.expression, &constant));
    let (of, defaults) = match constrained {
        Some(Ok(found)) => found,
        Some(Err(error)) => {
            note(error);
            (Type::Any, Defaults::default())
        }
        None => (Type::Any, Defaults::default()),
    };
    let default = block.body.attribute("default").and_then(|one| {
        let span = one.expression.span;
        let value = constant(&one.expression).and_then(|value| {
            let value = defaults.apply(&value);
            convert(&value, &of).map_err(|why| Error::at(span, format!("the default: {why}")))
        });
        value.map_err(&mut note).ok()
    });
    let nullable = flag(&block.body, "nullable", true, errors);
    if !nullable && default.as_ref().is_some_and(Value::is_null) {
        errors.push(Error::at(block.span, "the default is null, but `nullable` is false"));
    }
    Variable {
        of,
        defaults,
        default,
        nullable,
        sensitive: flag(&block.body, "sensitive", false, errors),
        ephemeral: flag(&block.body, "ephemeral", false, errors),
        validations: conditions(&block.body, "validation", Some(&name), errors),
        span: block.span,
    }
}

fn flag(body: &Body, name: &str, default: bool, errors: &mut Vec<Error>) -> bool {
    let Some(attribute) = body.attribute(name) else { return default };
    let value = constant(&attribute.expression).and_then(|value| {
        let converted = convert(&value, &Type::Bool).ok().and_then(|value| value.as_bool());
        converted
            .ok_or_else(|| Error::at(attribute.expression.span, "`true` or `false` is required"))
    });
    value.unwrap_or_else(|error| {
        errors.push(error);
        default
    })
}

/// The conditions of a kind. Each must refer to something, or to the variable `of`.
fn conditions(
    body: &Body,
    kind: &str,
    of: Option<&str>,
    errors: &mut Vec<Error>,
) -> Vec<Condition> {
    let mut all = Vec::new();
    for block in body.blocks_of(kind) {
        let message = block.body.attribute("error_message").map(|one| one.expression.clone());
        match block.body.attribute("condition") {
            Some(one) if message.is_some() => {
                if !refers(&one.expression, of) {
                    let why = "a condition must refer to what it is to check";
                    errors.push(Error::at(one.expression.span, why));
                }
                all.push(Condition { condition: one.expression.clone(), message });
            }
            _ => {
                let why = format!("`{kind}` needs a `condition` and an `error_message`");
                errors.push(Error::at(block.span, why));
            }
        }
    }
    all
}

/// Whether an expression refers to anything, or to a variable if one is given.
fn refers(expression: &Expression, variable: Option<&str>) -> bool {
    let mut found = false;
    refer::each(expression, &mut |one| {
        let Found::Reference(root, steps, _) = one else { return };
        found |= match (variable, steps.first().map(|step| &step.kind)) {
            (None, _) => true,
            (Some(variable), Some(StepKind::Attribute(name))) => {
                &**root == "var" && **name == *variable
            }
            (Some(_), _) => false,
        };
    });
    found
}

fn output(block: &Block, errors: &mut Vec<Error>) -> Option<Output> {
    let Some(value) = block.body.attribute("value") else {
        errors.push(Error::at(block.span, "an output needs a `value`"));
        return None;
    };
    Some(Output {
        value: value.expression.clone(),
        sensitive: flag(&block.body, "sensitive", false, errors),
        ephemeral: flag(&block.body, "ephemeral", false, errors),
        preconditions: conditions(&block.body, "precondition", None, errors),
        depends_on: references(&block.body, errors),
        span: block.span,
    })
}

/// What `depends_on` lists.
fn references(body: &Body, errors: &mut Vec<Error>) -> Vec<Expression> {
    match body.attribute("depends_on").map(|one| &one.expression) {
        Some(Expression { kind: Kind::Tuple(all), .. }) => all.clone(),
        Some(other) => {
            errors.push(Error::at(other.span, "`depends_on` is a list of references"));
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn repeat(body: &Body, errors: &mut Vec<Error>) -> Repeat {
    match (body.attribute("count"), body.attribute("for_each")) {
        (None, None) => Repeat::Once,
        (Some(count), None) => Repeat::Count(count.expression.clone()),
        (None, Some(each)) => Repeat::ForEach(each.expression.clone()),
        (Some(count), Some(_)) => {
            errors.push(Error::at(count.name_span, "`count` and `for_each` exclude one another"));
            Repeat::Once
        }
    }
}

fn resource(block: Block, errors: &mut Vec<Error>) -> Resource {
    let lifecycles: Vec<&Block> = block.body.blocks_of("lifecycle").collect();
    if let [_, second, ..] = lifecycles.as_slice() {
        errors.push(Error::at(second.span, "there can be only one `lifecycle`"));
    }
    let lifecycle = lifecycles.first().map(|one| &one.body);
    let both = |kind: &str, errors: &mut Vec<Error>| {
        lifecycle.map(|body| conditions(body, kind, None, errors)).unwrap_or_default()
    };
    let provider = block.body.attribute("provider").map(|one| &one.expression);
    let mut resource = Resource {
        repeat: repeat(&block.body, errors),
        provider: provider.and_then(provider_name),
        depends_on: references(&block.body, errors),
        preconditions: both("precondition", errors),
        postconditions: both("postcondition", errors),
        body: block.body,
        span: block.span,
    };
    resource.body.attributes.retain(|one| !META.contains(&&*one.name));
    let own = ["lifecycle", "provisioner", "connection"];
    resource.body.blocks.retain(|one| !own.contains(&&*one.kind));
    resource
}

fn call(block: &Block, errors: &mut Vec<Error>) -> Call {
    let body = &block.body;
    let source = body.attribute("source").and_then(|one| text(&one.expression));
    if source.is_none() {
        errors.push(Error::at(block.span, "a module needs a `source`, a text without references"));
    }
    let local = source.as_deref().is_some_and(|one| one.starts_with('.'));
    if let Some(version) = body.attribute("version").filter(|_| local) {
        errors.push(Error::at(version.name_span, "a module beside this one has no version"));
    }
    for inner in &body.blocks {
        errors.push(Error::at(inner.span, "a module call holds no blocks"));
    }
    let providers = match body.attribute("providers").map(|one| &one.expression.kind) {
        Some(Kind::Object(items)) => items
            .iter()
            .filter_map(|item| Some((provider_name(&item.key)?, provider_name(&item.value)?)))
            .collect(),
        _ => Vec::new(),
    };
    let arguments = body.attributes.iter().filter(|one| !META_CALL.contains(&&*one.name));
    Call {
        source,
        version: body.attribute("version").and_then(|one| text(&one.expression)),
        repeat: repeat(body, errors),
        providers,
        depends_on: references(body, errors),
        arguments: arguments.cloned().collect::<Vec<Attribute>>(),
        span: block.span,
    }
}

/// `aws`, `aws.west` or the same as a text.
fn provider_name(expression: &Expression) -> Option<ProviderName> {
    match &expression.kind {
        Kind::Variable(name) => Some((name.clone(), None)),
        Kind::Literal(value) => {
            let text = value.as_text()?;
            let (name, alias) = text.split_once('.').map_or((&**text, None), |(a, b)| (a, Some(b)));
            Some((name.into(), alias.map(Into::into)))
        }
        Kind::Traverse(on, steps) => match (&on.kind, steps.as_slice()) {
            (Kind::Variable(name), [Step { kind: StepKind::Attribute(alias), .. }]) => {
                Some((name.clone(), Some(alias.clone())))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The text that an expression without references is.
fn text(expression: &Expression) -> Option<Arc<str>> {
    constant(expression).ok()?.as_text().cloned()
}

/// The value of an expression in which no reference can stand.
pub(in super::super) fn constant(expression: &Expression) -> Result<Value, Error> {
    let mut call = None;
    refer::each(expression, &mut |found| {
        if let Found::Call(_, span) = found {
            call = call.or(Some(span));
        }
    });
    if let Some(span) = call {
        return Err(Error::at(span, "no function can be called here"));
    }
    let evaluator = Evaluator { names: &Nothing, functions: &Nothing, budget: &Budget::default() };
    let mut errors = Vec::new();
    let value = evaluator.value(expression, None, &mut errors);
    errors.into_iter().next().map_or(Ok(value), Err)
}

/// Where there is nothing to refer to.
struct Nothing;

impl Names for Nothing {
    fn resolve(
        &self,
        _: &Evaluator<'_>,
        root: &str,
        _: &[Step],
        span: Span,
        _: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> (Value, usize) {
        let why = format!("`{root}`: no reference can stand here");
        (super::super::eval::failed(errors, span, why), 0)
    }
}

impl FunctionContext for Nothing {
    fn read(&self, _: &str) -> Result<Arc<[u8]>, String> {
        Err("no file can be read here".to_owned())
    }

    fn exists(&self, _: &str) -> Result<bool, String> {
        Err("no file can be read here".to_owned())
    }

    fn list(&self, _: &str) -> Result<Vec<String>, String> {
        Err("no file can be read here".to_owned())
    }

    fn working_directory(&self) -> Option<String> {
        None
    }

    fn render(&self, _: &str, _: &str, _: &Fields) -> Result<Value, String> {
        Err("no template can be rendered here".to_owned())
    }
}
