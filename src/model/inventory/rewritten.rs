//! What leads to a role because somebody may rewrite it: who changes whom a provider believes, comes in
//! by it.

use super::{Carrier, CarrierKind, DoorKind, Inventory, Origin};
use crate::model::names::Name;
use crate::model::policy::{Effect, PrincipalRef, Principals};
use crate::model::{Arn, Store};

impl Inventory {
    /// Adds the roles that SAML providers, trust anchors and user pools lead to, as what runs with them.
    pub fn lead_through_providers(&mut self, store: &Store) {
        let mut found = self.by_assertion(store);
        found.extend(self.by_certificate(store));
        found.extend(self.by_user_pool());
        let carrier = |(kind, arn, role, origin)| Carrier {
            kind,
            arn,
            role,
            interactive: false,
            tags: Vec::new(),
            origin,
        };
        self.carriers.extend(found.into_iter().map(carrier));
    }

    /// Roles that trust a SAML provider.
    fn by_assertion(&self, store: &Store) -> Vec<(CarrierKind, Name, Name, Origin)> {
        let mut out = Vec::new();
        for role in &self.identities {
            let Some(trust) = &role.trust else { continue };
            let Ok(document) = trust.document else { continue };
            let entries = store.documents.document(document).entries.iter();
            let statements = entries.map(|entry| store.documents.statement(entry.statement));
            for statement in statements.filter(|one| one.effect == Effect::Allow) {
                let Principals::Only(list) = &statement.principals else { continue };
                let saml = list.iter().filter_map(|principal| match principal {
                    PrincipalRef::Federated(provider) => Some(*provider),
                    _ => None,
                });
                let saml = saml.filter(|one| store.names.text(*one).contains(":saml-provider/"));
                out.extend(saml.map(|provider| {
                    (CarrierKind::SamlProvider, provider, role.arn, trust.origin.clone())
                }));
            }
        }
        out
    }

    /// Roles that an open profile hands out, by each trust anchor of their account.
    fn by_certificate(&self, store: &Store) -> Vec<(CarrierKind, Name, Name, Origin)> {
        let account = |name: Name| Arn::parse(store.names.text(name)).map(|arn| arn.account);
        let doors = |kind| self.doors.iter().filter(move |door| door.kind == kind && door.open);
        let profiles = doors(DoorKind::Profile);
        let pairs = profiles.flat_map(|profile| {
            let anchors = doors(DoorKind::Anchor);
            let own = anchors.filter(move |anchor| account(anchor.id) == account(profile.to));
            own.map(move |anchor| {
                (CarrierKind::TrustAnchor, anchor.id, profile.to, profile.origin.clone())
            })
        });
        pairs.collect()
    }

    /// Roles that an identity pool hands to the users of a user pool.
    fn by_user_pool(&self) -> Vec<(CarrierKind, Name, Name, Origin)> {
        let doors = |kind| self.doors.iter().filter(move |door| door.kind == kind);
        let pairs = doors(DoorKind::HandsToUsers).flat_map(|hands| {
            let users = doors(DoorKind::Users).filter(move |users| users.id == hands.id);
            users
                .map(move |users| (CarrierKind::UserPool, users.to, hands.to, hands.origin.clone()))
        });
        pairs.collect()
    }
}
