//! Resources.

use super::super::config::{Key, Repeat, Resource};
use super::super::error::Error;
use super::super::syntax::refer::{self, Found};
use super::super::syntax::{Expression, Kind, Step, StepKind};
use super::super::types::Type;
use super::super::value::{Fields, Marks, Value};
use super::block::{self, Reader};
use super::instance::Instance;
use super::names::Place;
use super::repeat::Repeated;
use super::{InstanceKey, ResourceInstance, Run, provided};
use crate::diag::limits::RESOURCES_MAX;
use std::rc::Rc;
use std::sync::Arc;

impl Run<'_> {
    /// The value of a resource: an object, or a tuple or an object of those of its instances.
    pub(super) fn resource(&self, instance: &Rc<Instance>, key: &Key) -> Value {
        let work = || match instance.module.resources.get(key) {
            Some(resource) => self.instances(instance, key, resource),
            None => Value::unknown(Type::Any, "it is not declared"),
        };
        let value = instance.resources.get(key, work);
        if self.validating {
            return Value::unknown(Type::Any, "it stands for any resource");
        }
        value.unwrap_or_else(|| self.cycle(&key.to_string()))
    }

    fn instances(&self, instance: &Rc<Instance>, key: &Key, resource: &Resource) -> Value {
        let place = Place { own: Some(key), ..Place::new(self, instance) };
        self.depend(&place, &resource.depends_on);
        let repeated = self.repeat(&place, &resource.repeat, &key.to_string());
        let mut all = Vec::new();
        for one in &repeated {
            if self.found.borrow().resources.len() >= RESOURCES_MAX {
                self.report(vec![Error::at(resource.span, "there are too many resources")]);
                break;
            }
            all.push(self.one(instance, key, resource, one));
        }
        let open = repeated.iter().any(|(key, _)| *key == InstanceKey::Unknown);
        match &resource.repeat {
            Repeat::Once => all.pop().unwrap_or_else(|| Value::null(Type::Any)),
            _ if open => Value::unknown(
                Type::Any,
                format!("it is not known which instances `{key}` will have"),
            ),
            Repeat::Count(_) => Value::tuple(all),
            Repeat::ForEach(_) => {
                let name = |(key, _): &Repeated| match key {
                    InstanceKey::Text(key) => key.clone(),
                    _ => "".into(),
                };
                Value::object(repeated.iter().map(name).zip(all).collect::<Fields>())
            }
        }
    }

    /// Works out what something depends on, so that a circle is found.
    pub(super) fn depend(&self, place: &Place<'_>, on: &[Expression]) {
        for one in on {
            self.evaluate(place, one);
        }
    }

    /// One instance.
    fn one(
        &self,
        instance: &Rc<Instance>,
        key: &Key,
        resource: &Resource,
        (index, repetition): &Repeated,
    ) -> Value {
        let place = Place { own: Some(key), repetition, ..Place::new(self, instance) };
        self.conditions(&place, &resource.preconditions);
        let mut reader = Reader { place: &place, errors: Vec::new() };
        let content = reader.content(&resource.body, None, "");
        self.report(reader.errors);
        let ignored = resource.lifecycle.as_ref().and_then(|body| body.attribute("ignore_changes"));
        let (provider, settings) = self.provider(instance, resource, &key.kind);
        let mut found = ResourceInstance {
            module: instance.address.clone(),
            resource: key.clone(),
            key: index.clone(),
            provider,
            set: content.fields,
            value: Value::null(Type::Any),
            spans: content.spans,
            span: resource.span,
            references: block::references(&resource.body, key),
            depends_on: resource.depends_on.iter().flat_map(names_in).collect(),
            ignore_changes: ignored.iter().flat_map(|one| listed(&one.expression)).collect(),
        };
        let computed = self.options.provided.computed(&found, &settings);
        if let Some(why) = &computed.refused {
            self.report(vec![Error::at(resource.span, why.clone())]);
        }
        found.value = provided::value(&found, computed);
        if key.mode == super::Mode::Ephemeral {
            found.value = found.value.marked(Marks::EPHEMERAL);
        } else if found.set.values().any(|one| one.deep_marks().ephemeral) {
            let why = "an ephemeral value cannot be kept in a resource";
            self.report(vec![Error::at(resource.span, why)]);
        }
        let value = self.kept(found.value.clone(), resource.span);
        let own = Place { this: Some(value.clone()), own: None, ..place };
        self.conditions(&own, &resource.postconditions);
        self.found.borrow_mut().resources.insert(found.address(), found);
        value
    }
}

/// A reference as it is written, up to the first step that is not fixed.
pub(super) fn written(root: &str, steps: &[Step]) -> String {
    let mut text = root.to_owned();
    for step in steps {
        match &step.kind {
            StepKind::Attribute(name) => {
                text.push('.');
                text.push_str(name);
            }
            StepKind::Index(Expression { kind: Kind::Literal(value), .. }) => {
                let key = match (value.as_number(), value.as_text()) {
                    (Some(number), _) => format!("[{number}]"),
                    (None, Some(text)) => InstanceKey::Text(text.clone()).to_string(),
                    _ => break,
                };
                text.push_str(&key);
            }
            _ => break,
        }
    }
    text
}

fn names_in(expression: &Expression) -> Vec<String> {
    let mut all = Vec::new();
    refer::each(expression, &mut |found| {
        if let Found::Reference(root, steps, _) = found {
            all.push(written(root, steps));
        }
    });
    all
}

fn listed(expression: &Expression) -> Vec<String> {
    match &expression.kind {
        Kind::Tuple(all) => all.iter().flat_map(listed).collect(),
        Kind::Literal(value) => value.as_text().map(Arc::to_string).into_iter().collect(),
        _ => names_in(expression),
    }
}
