//! Ways in that are declared beside trust policies: trust anchors and profiles of Roles Anywhere,
//! identity pools, assignments of Identity Center. A trust policy that believes a provider lets nobody
//! in through a door that is shut.

use super::premise::Checked;
use super::prepare::provider_host;
use super::set::Node;
use super::technique::COGNITO;
use super::trust::Outside;
use super::trust::issuer::{self, REGISTERED};
use crate::iam::truth::Truth;
use crate::model::inventory::{Door, DoorKind, Inventory};
use crate::model::policy::{PrincipalRef, Statement};
use crate::model::{Arn, Name, Store};
use rustc_hash::FxHashMap;

/// The service that hands roles to who has a certificate.
pub const ROLES_ANYWHERE: &str = "rolesanywhere.amazonaws.com";

/// What identities of a pool tell in their token, guests last.
const KINDS: [&str; 2] = ["authenticated", "unauthenticated"];

/// The doors of a side by what they are doors of.
#[derive(Debug, Default)]
pub struct Doors<'i> {
    by_id: FxHashMap<(DoorKind, Name), Vec<&'i Door>>,
    anchors: Vec<&'i Door>,
    profiles: FxHashMap<Name, Vec<&'i Door>>,
}

impl<'i> Doors<'i> {
    /// Reads the doors of a side.
    pub fn new(inventory: &'i Inventory) -> Self {
        let mut out = Self::default();
        for door in &inventory.doors {
            match door.kind {
                DoorKind::Anchor => out.anchors.push(door),
                DoorKind::Profile => out.profiles.entry(door.to).or_default().push(door),
                _ => out.by_id.entry((door.kind, door.id)).or_default().push(door),
            }
        }
        out
    }

    fn of(&self, kind: DoorKind, id: Name) -> &[&'i Door] {
        self.by_id.get(&(kind, id)).map_or(&[], Vec::as_slice)
    }

    /// Providers that a principal of a role's trust policy stands for, each with the subjects that the
    /// statement admits.
    pub fn subjects(
        &self,
        principal: PrincipalRef,
        statement: &Statement,
        role: Node,
        store: &Store,
    ) -> Vec<(Name, String)> {
        let with = |provider: Name| {
            let host = store.names.text(provider);
            let subjects = issuer::subjects(statement, host, store).into_iter();
            let split = subjects.flat_map(|one| self.of_pool(host, one, store));
            split.map(move |one| (provider, one)).collect::<Vec<_>>()
        };
        match principal {
            PrincipalRef::Federated(provider) => with(provider),
            PrincipalRef::Service(service) if store.names.text(service) == ROLES_ANYWHERE => {
                let account = account(role, store);
                let own = |door: &&&Door| account == self::account(door.id, store);
                let anchors = self.anchors.iter().filter(own);
                let mut providers: Vec<Name> = anchors.map(|door| door.id).collect();
                if !self.profiles.contains_key(&role) {
                    return Vec::new();
                }
                if providers.is_empty() {
                    providers.push(service);
                }
                providers.into_iter().flat_map(with).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The identities of a pool that a subject means: where the statement does not tell users from
    /// guests, both; users that anybody may become are told apart.
    fn of_pool(&self, provider: &str, subject: String, store: &Store) -> Vec<String> {
        let pool = issuer::claim(&subject, "aud").and_then(|pool| store.names.find(pool));
        let Some(pool) = pool.filter(|_| provider_host(provider) == COGNITO) else {
            return vec![subject];
        };
        if self.of(DoorKind::Guests, pool).is_empty() {
            return vec![subject];
        }
        let asked = issuer::claim(&subject, "amr");
        let kinds = KINDS.iter().copied().filter(|kind| asked.is_none_or(|asked| asked == *kind));
        let registers = self.registers(pool).iter().any(|door| door.open);
        let one = |kind: &str| match kind {
            "authenticated" if registers => REGISTERED.to_owned(),
            _ => kind.to_owned(),
        };
        let named = |kind| format!("aud:{}:{}", store.names.text(pool), one(kind));
        let out: Vec<String> = kinds.map(named).collect();
        if out.is_empty() { vec![subject] } else { out }
    }

    /// Where anybody may register for a pool.
    fn registers(&self, pool: Name) -> Vec<&'i Door> {
        let users = self.of(DoorKind::Users, pool).iter().map(|door| door.to);
        let pools = users.chain([pool]);
        pools.flat_map(|one| self.of(DoorKind::SignUp, one).iter().copied()).collect()
    }

    /// Who of Identity Center has which roles: groups, users, and members of groups; sorted.
    pub fn people(&self) -> Vec<(Outside, Node)> {
        let doors = || self.by_id.iter();
        let assigned = doors().filter(|((kind, _), _)| *kind == DoorKind::Assigned);
        let assigned = assigned.flat_map(|(_, list)| list.iter().map(|door| (door.id, door.to)));
        let members = doors().filter(|((kind, _), _)| *kind == DoorKind::Member);
        let through = members.flat_map(|(_, list)| list.iter()).flat_map(|member| {
            let roles = self.of(DoorKind::Assigned, member.to).iter();
            roles.map(|door| (member.id, door.to))
        });
        let all = assigned.chain(through);
        let mut out: Vec<_> = all.map(|(who, role)| (Outside::Person(who), role)).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether somebody of Identity Center is in a group.
    pub fn is_member(&self, who: Name, group: Name) -> bool {
        self.of(DoorKind::Member, who).iter().any(|door| door.to == group)
    }

    /// What makes a principal administrator inside a resource, by a list of the resource itself.
    pub fn operates(&self, who: Name) -> impl Iterator<Item = &'i Door> {
        self.of(DoorKind::Operates, who).iter().copied()
    }

    /// Whether a source outside comes in by doors at all.
    pub fn concern(&self, outside: Outside, store: &Store) -> bool {
        match outside {
            Outside::Person(_) => true,
            Outside::Federated(provider, subject) => {
                let text = store.names.text(provider);
                is_anchor(text) || self.pool(text, subject, store).is_some()
            }
            _ => false,
        }
    }

    /// Whether the ways in tell all there is to tell of whom a statement lets take a role: the pools are
    /// all known, or no way leads to it.
    pub fn settle(
        &self,
        principal: PrincipalRef,
        statement: &Statement,
        role: Node,
        store: &Store,
    ) -> bool {
        let subjects = self.subjects(principal, statement, role, store);
        let settled = |(provider, subject): &(Name, String)| {
            let Some(subject) = store.names.find(subject) else { return false };
            let outside = Outside::Federated(*provider, subject);
            let shut = || self.check(outside, role, store).truth == Truth::No;
            self.pool(store.names.text(*provider), subject, store).is_some() || shut()
        };
        let by_certificate = matches!(principal, PrincipalRef::Service(_));
        let in_no_profile = by_certificate && subjects.is_empty() && !self.profiles.is_empty();
        in_no_profile || (!subjects.is_empty() && subjects.iter().all(settled))
    }

    fn pool(&self, provider: &str, subject: Name, store: &Store) -> Option<Name> {
        let pool = issuer::claim(store.names.text(subject), "aud")?;
        let pool = store.names.find(pool).filter(|_| provider_host(provider) == COGNITO)?;
        Some(pool).filter(|pool| !self.of(DoorKind::Guests, *pool).is_empty())
    }

    /// Whether the doors between a source and a role are open.
    pub fn check(&self, outside: Outside, role: Node, store: &Store) -> Checked {
        match outside {
            Outside::Person(who) => self.assigned(who, role),
            Outside::Federated(provider, subject) => {
                let text = store.names.text(provider);
                match self.pool(text, subject, store) {
                    Some(pool) => self.handed(pool, subject, role, store),
                    None if is_anchor(text) => self.certified(provider, role),
                    None => Checked::fact(Truth::Yes, vec![], ""),
                }
            }
            _ => Checked::fact(Truth::Yes, vec![], ""),
        }
    }

    /// By a permission set of its own or of a group that it is in.
    fn assigned(&self, who: Name, role: Node) -> Checked {
        let to = |id, kind, to| self.of(kind, id).iter().copied().find(|door| door.to == to);
        let missing = "it has no permission set with this role";
        if let Some(own) = to(who, DoorKind::Assigned, role) {
            return Checked::fact(Truth::Yes, vec![own.origin.clone()], missing);
        }
        let through = self.of(DoorKind::Member, who).iter().find_map(|member| {
            let group = to(member.to, DoorKind::Assigned, role)?;
            Some(vec![member.origin.clone(), group.origin.clone()])
        });
        let truth = Truth::from(through.is_some());
        Checked::fact(truth, through.unwrap_or_default(), missing)
    }

    /// By a certificate below an anchor, through a profile that hands out the role.
    fn certified(&self, anchor: Name, role: Node) -> Checked {
        let anchors: Vec<&Door> =
            self.anchors.iter().copied().filter(|door| door.id == anchor).collect();
        let profiles = self.profiles.get(&role).map(Vec::as_slice).unwrap_or_default();
        let mut out = opened(&anchors, "a trust anchor believes the certificate");
        if anchors.is_empty() {
            out.truth = Truth::Unknown;
        }
        and(out, opened(profiles, "an enabled profile hands out the role"))
    }

    /// By an identity of a pool, which hands out the role or a token for it.
    fn handed(&self, pool: Name, subject: Name, role: Node, store: &Store) -> Checked {
        let subject = store.names.text(subject);
        let entered = if subject.ends_with(":unauthenticated") {
            opened(self.of(DoorKind::Guests, pool), "the pool lets guests in")
        } else if subject.ends_with(REGISTERED) {
            opened(&self.registers(pool), "anybody may register")
        } else {
            Checked::fact(Truth::Yes, vec![], "")
        };
        let kinds = [DoorKind::HandsToGuests, DoorKind::HandsToUsers];
        let hands = || kinds.iter().flat_map(|kind| self.of(*kind, pool)).copied();
        let own: Vec<&Door> = hands().filter(|door| door.to == role).collect();
        let classic = self.of(DoorKind::Classic, pool);
        let missing = "the pool hands out the role";
        let mut given = opened(if own.is_empty() { classic } else { &own }, missing);
        if given.truth == Truth::No && hands().next().is_none() {
            given = Checked::fact(Truth::Unknown, vec![], missing);
        }
        and(entered, given)
    }
}

/// Whether `narrow` is part of `wide` by what they are, not by how they are written: users whom an
/// administrator lets in, where anybody may register, and users where guests come in.
pub fn within(wide: &str, narrow: &str) -> bool {
    let pool = issuer::claim(wide, "aud");
    let wider = match wide.rsplit(':').next() {
        Some("authenticated") if pool == Some("*") => return narrow.ends_with(REGISTERED),
        Some("unauthenticated") => true,
        Some(REGISTERED) => !narrow.ends_with(":unauthenticated"),
        _ => false,
    };
    wider && pool.is_some() && pool == issuer::claim(narrow, "aud")
}

/// The first open door; what is missing if all are shut.
fn opened(doors: &[&Door], missing: &'static str) -> Checked {
    let open = doors.iter().find(|door| door.open);
    let origins = open.map(|door| door.origin.clone()).into_iter().collect();
    Checked::fact(open.is_some().into(), origins, missing)
}

fn and(mut one: Checked, mut other: Checked) -> Checked {
    one.truth = one.truth.and(other.truth);
    one.support.append(&mut other.support);
    one.requires.append(&mut other.requires);
    one.blocked.append(&mut other.blocked);
    one
}

/// Whether a provider is a trust anchor, or stands for one that the input does not hold.
pub fn is_anchor(provider: &str) -> bool {
    provider == ROLES_ANYWHERE || provider.contains(":trust-anchor/")
}

fn account(arn: Name, store: &Store) -> Option<&str> {
    Arn::parse(store.names.text(arn)).map(|arn| arn.account)
}
