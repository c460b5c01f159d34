//! Which provider configuration a resource uses.

use super::super::config::{ProviderName, Resource};
use super::instance::Instance;
use super::{ProviderReference, Run};
use std::rc::Rc;

impl Run<'_> {
    /// The provider configuration of a resource: named there, or after the first word of its type.
    pub(super) fn provider(
        &self,
        instance: &Rc<Instance>,
        resource: &Resource,
        kind: &str,
    ) -> ProviderReference {
        let first = kind.split('_').next().unwrap_or(kind);
        let name = resource.provider.clone().unwrap_or_else(|| (first.into(), None));
        configured(instance, name)
    }
}

/// The configuration that a name stands for in a module, which its callers may have passed on.
fn configured(instance: &Rc<Instance>, name: ProviderName) -> ProviderReference {
    let mut instance = instance;
    let mut name = name;
    loop {
        let here = instance.module.providers.contains_key(&name);
        let Some(caller) = instance.caller.as_ref().filter(|_| !here) else {
            let module = instance.address.clone();
            return ProviderReference { module, name: name.0, alias: name.1 };
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
