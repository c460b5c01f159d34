//! Resources.

use super::super::config::{Key, Repeat, Resource};
use super::super::error::Error;
use super::super::syntax::Expression;
use super::super::types::Type;
use super::super::value::{Fields, Marks, Value};
use super::block::Reader;
use super::instance::Instance;
use super::names::Place;
use super::repeat::Repeated;
use super::{InstanceKey, ProviderReference, ResourceInstance, Run, provided};
use crate::diag::Span;
use crate::diag::limits::RESOURCES_MAX;
use std::rc::Rc;
use std::sync::Arc;

/// Whether an argument is only handed to the provider and kept nowhere: the name says so.
///
/// Source: Terraform, "Use write-only arguments", read 2026-11-23: providers end their names in `_wo`.
fn is_write_only(name: &str) -> bool {
    name.ends_with("_wo")
}

impl Run<'_> {
    /// The value of a resource: an object, or a tuple or an object of those of its instances.
    pub(super) fn resource(&self, instance: &Rc<Instance>, key: &Key) -> Value {
        let work = || match instance.module.resources.get(key) {
            Some(resource) => self.instances(instance, key, resource),
            None => self.undeclared(instance, key),
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

    /// What is declared nowhere that was read: as if nothing of it were set.
    fn undeclared(&self, instance: &Rc<Instance>, key: &Key) -> Value {
        let kind = key.kind.split('_').next().unwrap_or_default();
        let provider = ProviderReference { module: "".into(), name: kind.into(), alias: None };
        let found = ResourceInstance {
            module: instance.address.clone(),
            resource: key.clone(),
            key: InstanceKey::None,
            provider,
            settings: Arc::default(),
            set: Fields::new(),
            value: Value::null(Type::Any),
            spans: Vec::new(),
            span: Span::default(),
        };
        provided::value(&found, self.options.provided.computed(&found, &Fields::new()))
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
        let (provider, settings) = self.provider(instance, resource, &key.kind);
        let mut found = ResourceInstance {
            module: instance.address.clone(),
            resource: key.clone(),
            key: index.clone(),
            provider,
            settings: settings.clone(),
            set: content.fields,
            value: Value::null(Type::Any),
            spans: content.spans,
            span: resource.span,
        };
        let computed = self.options.provided.computed(&found, &settings);
        if let Some(why) = &computed.refused {
            self.report(vec![Error::at(resource.span, why.clone())]);
        }
        found.value = provided::value(&found, computed);
        if key.mode == super::Mode::Ephemeral {
            found.value = found.value.marked(Marks::EPHEMERAL);
        } else if found
            .set
            .iter()
            .any(|(name, one)| one.deep_marks().ephemeral && !is_write_only(name))
        {
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
