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
        found.extend(self.by_service_account(store));
        let carrier = |(kind, arn, role, origin)| Carrier {
            kind,
            arn,
            role,
            interactive: false,
            shut: None,
            tags: Vec::new(),
            origin,
        };
        self.carriers.extend(found.into_iter().map(carrier));
    }

    /// Roles that trust a SAML provider.
    fn by_assertion(&self, store: &Store) -> Vec<(CarrierKind, Name, Name, Origin)> {
        let roles = self.trusting(store, |provider| provider.contains(":saml-provider/"));
        let one = |(provider, role, origin)| (CarrierKind::SamlProvider, provider, role, origin);
        roles.into_iter().map(one).collect()
    }

    /// Providers that `fits` picks, with the roles that trust them.
    fn trusting(&self, store: &Store, fits: impl Fn(&str) -> bool) -> Vec<(Name, Name, Origin)> {
        let mut out = Vec::new();
        for role in &self.identities {
            let Some(trust) = &role.trust else { continue };
            let Ok(document) = trust.document else { continue };
            let entries = store.documents.document(document).entries.iter();
            let statements = entries.map(|entry| store.documents.statement(entry.statement));
            for statement in statements.filter(|one| one.effect == Effect::Allow) {
                let Principals::Only(list) = &statement.principals else { continue };
                let providers = list.iter().filter_map(|principal| match principal {
                    PrincipalRef::Federated(provider) => Some(*provider),
                    _ => None,
                });
                let own = providers.filter(|one| fits(store.names.text(*one)));
                out.extend(own.map(|provider| (provider, role.arn, trust.origin.clone())));
            }
        }
        out
    }

    /// Roles that trust the service accounts of the only EKS cluster.
    fn by_service_account(&self, store: &Store) -> Vec<(CarrierKind, Name, Name, Origin)> {
        let clusters = self.carriers.iter().filter(|one| one.kind == CarrierKind::Cluster);
        let clusters: Vec<Name> = clusters.map(|one| one.arn).collect();
        let [cluster] = clusters.as_slice() else { return Vec::new() };
        let of_cluster = |provider: &str| {
            provider.contains("oidc.eks.") || provider.contains(" of aws_eks_cluster.")
        };
        let roles = self.trusting(store, of_cluster).into_iter();
        let one = |(_, role, origin)| (CarrierKind::Pods, *cluster, role, origin);
        roles.map(one).collect()
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
