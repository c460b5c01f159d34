//! What both sides share, made before either is built: names of outside sources, policies of AWS,
//! compiled statements.

use super::allow::Allow;
use super::door::Doors;
use super::set::Sets;
use super::technique;
use super::world::Stacks;
use crate::iam::Engine;
use crate::iam::catalog::managed;
use crate::model::inventory::{Attached, Inventory};
use crate::model::names::Name;
use crate::model::policy::{Entry, PrincipalRef, Principals};
use crate::model::{Arn, Store};
use std::collections::HashMap;

/// What the graphs of both sides share.
#[derive(Debug)]
pub struct Space {
    /// Compiled statements.
    pub engine: Engine,
    /// All stacks.
    pub stacks: Stacks,
    /// All sets.
    pub sets: Sets,
    /// Remembered answers.
    pub allow: Allow,
    /// Whether a right counts, on a condition, though nothing in sight can be done with it. Who asks what
    /// somebody could do asks for that too; a change that gives it opens nothing yet.
    pub latent: bool,
}

/// Policies of AWS that somebody has, by ARN.
pub type Provided = HashMap<Name, Vec<Entry>>;

/// What an account allows where the input names no SCP that allows: AWS attaches this one itself.
const FULL_ACCESS: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

impl Space {
    /// A space made [ready](Self::ready) for these inventories.
    pub fn new(inventories: &mut [&mut Inventory], store: &mut Store) -> (Self, Provided) {
        let mut space = Self {
            engine: Engine::new(technique::actions()),
            stacks: Stacks::default(),
            sets: Sets::default(),
            allow: Allow::default(),
            latent: false,
        };
        let provided = space.ready(inventories, store);
        (space, provided)
    }

    /// Makes ready what the graphs of these inventories need, gives their principals what policies of
    /// resources lend them, and roles to who may rewrite whom they trust. To be called once for them; the
    /// store must not change while their graphs are in use. Graphs of earlier inventories must be gone:
    /// what was remembered of their principals and resources is forgotten.
    pub fn ready(&mut self, inventories: &mut [&mut Inventory], store: &mut Store) -> Provided {
        self.allow.forget();
        super::undeclared::stand_for(inventories, store);
        for inventory in &mut *inventories {
            super::lent::lend(inventory, store);
            inventory.lead_through_providers(store);
            inventory.zones = super::zone::all(inventory, store);
        }
        let inventories: Vec<&Inventory> = inventories.iter().map(|one| &**one).collect();
        let inventories = inventories.as_slice();
        let mut provided = Provided::new();
        for inventory in inventories {
            provide(inventory, store, &mut provided);
        }
        store.documents.add(FULL_ACCESS, &mut store.names);
        store.names.add("*");
        name_outside(inventories, store);
        for inventory in inventories {
            super::admission::prepare(inventory, store);
            super::read::prepare(inventory, store);
        }
        self.engine.compile(store);
        provided
    }
}

/// The statements of the SCP that AWS attaches itself; empty before [`Space::new`].
pub(super) fn full_access(store: &Store) -> Vec<crate::model::StatementId> {
    let document = store.documents.find(FULL_ACCESS);
    let entries = document.map(|id| store.documents.document(id).entries.as_slice());
    entries.unwrap_or_default().iter().map(|entry| entry.statement).collect()
}

/// Loads the managed policies of AWS that are attached or bound and that the input does not hold.
fn provide(inventory: &Inventory, store: &mut Store, provided: &mut Provided) {
    let attached =
        inventory.attachments.iter().filter_map(|attachment| match attachment.attached {
            Attached::Managed(arn) => Some(arn),
            _ => None,
        });
    let bounds = inventory.identities.iter().filter_map(|identity| {
        identity.boundary.as_ref().and_then(|(arn, _)| arn.as_ref().ok().copied())
    });
    let mut wanted: Vec<Name> = attached.chain(bounds).collect();
    wanted.sort_unstable();
    wanted.dedup();
    for arn in wanted {
        if provided.contains_key(&arn) {
            continue;
        }
        let text = store.names.text(arn);
        if Arn::parse(text).is_none_or(|arn| arn.account != "aws") {
            continue;
        }
        let Some(policy) = managed::document(text) else { continue };
        let document = store.documents.add(policy.document, &mut store.names);
        provided.insert(arn, store.documents.document(document).entries.clone());
    }
}

/// Interns the nodes that stand for administrators of the accounts and for sources outside.
fn name_outside(inventories: &[&Inventory], store: &mut Store) {
    let mut texts = vec![outside_text("account", "*", None)];
    for inventory in inventories {
        let doors = Doors::new(inventory);
        for identity in &inventory.identities {
            texts.push(admin_text(store.names.text(identity.account)));
            let Some(written) = &identity.trust else { continue };
            let Ok(document) = written.document else { continue };
            for entry in &store.documents.document(document).entries {
                let statement = store.documents.statement(entry.statement);
                let Principals::Only(list) = &statement.principals else { continue };
                for principal in list {
                    match *principal {
                        PrincipalRef::Account(account) => {
                            texts.push(outside_text("account", store.names.text(account), None));
                        }
                        _ => {
                            let arn = identity.arn;
                            for (provider, subject) in
                                doors.subjects(*principal, statement, arn, store)
                            {
                                let provider = store.names.text(provider);
                                texts.push(outside_text("federated", provider, Some(&subject)));
                                texts.push(subject);
                            }
                        }
                    }
                }
            }
        }
    }
    texts.sort_unstable();
    texts.dedup();
    for text in texts {
        store.names.add(&text);
    }
}

/// The text of the node that stands for administrator power over an account.
pub fn admin_text(account: &str) -> String {
    format!("ADMIN:{account}")
}

/// The text of a node outside: `account:123456789012`, `federated:HOST#SUBJECT`.
pub fn outside_text(kind: &str, name: &str, subject: Option<&str>) -> String {
    match subject {
        Some("*") if name.contains(":saml-provider/") => format!("{kind}:{name}"),
        Some(subject) => format!("{kind}:{}#{subject}", provider_host(name)),
        None => format!("{kind}:{name}"),
    }
}

/// The host of an OIDC provider's ARN: `token.actions.githubusercontent.com`.
pub fn provider_host(provider: &str) -> &str {
    provider.split_once(":oidc-provider/").map_or(provider, |(_, host)| host)
}
