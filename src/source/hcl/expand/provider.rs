//! Which provider configuration a resource uses, and what it says.

use super::super::config::{ProviderName, Resource};
use super::super::value::Fields;
use super::block::Reader;
use super::instance::Instance;
use super::names::Place;
use super::{ProviderReference, Run};
use std::rc::Rc;
use std::sync::Arc;

impl Run<'_> {
    /// The provider configuration of a resource: named there, or after the first word of its type.
    /// With its arguments, nested blocks as lists of objects.
    pub(super) fn provider(
        &self,
        instance: &Rc<Instance>,
        resource: &Resource,
        kind: &str,
    ) -> (ProviderReference, Arc<Fields>) {
        let first = kind.split('_').next().unwrap_or(kind);
        let name = resource.provider.clone().unwrap_or_else(|| (first.into(), None));
        let (holder, name) = configured(instance, name);
        let settings = self.settings(&holder, &name);
        let (module, (name, alias)) = (holder.address.clone(), name);
        (ProviderReference { module, name, alias }, settings)
    }

    /// The arguments of a provider block. What cannot be evaluated is left out: a provider is no
    /// part of what is judged, and may read files that are not at hand.
    fn settings(&self, instance: &Rc<Instance>, name: &ProviderName) -> Arc<Fields> {
        let work = || match instance.module.providers.get(name) {
            Some(block) if !self.validating => {
                let place = Place::new(self, instance);
                let mut reader = Reader { place: &place, errors: Vec::new() };
                Arc::new(reader.content(&block.body, None, "").fields)
            }
            _ => Arc::default(),
        };
        // A provider that rests on what it manages itself is told nothing of itself.
        instance.settings.get(name, work).unwrap_or_default()
    }
}

/// The configuration that a name stands for in a module, which its callers may have passed on: the
/// module that holds it, and its name there.
fn configured(instance: &Rc<Instance>, name: ProviderName) -> (Rc<Instance>, ProviderName) {
    let mut instance = instance;
    let mut name = name;
    loop {
        let here = instance.module.providers.contains_key(&name);
        let Some(caller) = instance.caller.as_ref().filter(|_| !here) else {
            return (Rc::clone(instance), name);
        };
        let call = caller.instance.module.calls.get(&caller.name);
        let passed =
            call.and_then(|call| call.providers.iter().find(|(inside, _)| *inside == name));
        if let Some((_, outside)) = passed {
            name = outside.clone();
        }
        instance = &caller.instance;
    }
}
