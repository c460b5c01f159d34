//! One side, joined: who has which policies, what runs with which role, who trusts whom.

use super::context::Actor;
use super::door::Doors;
use super::prepare::Provided;
use super::session;
use super::set::{Node, SetId, Sets};
use super::trust::{Trust, Trusts};
use crate::iam::stack::Stack;
use crate::model::inventory::{
    Attached, Attachment, Carrier, Credential, Disclosure, Identity, IdentityKind, InstanceProfile,
    Inventory, ManagedPolicy, Membership, Origin, Written,
};
use crate::model::names::{Arena, Name};
use crate::model::policy::{Entry, PrincipalRef, Principals, StatementId};
use crate::model::zone::Zone;
use crate::model::{Arn, Store};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::HashMap;
use std::sync::Arc;

/// Links from a carrier to its role: service, task definition, instance profile.
const CARRIER_HOPS_MAX: usize = 3;

crate::arena_id! {
    /// A stack of policies; equal stacks have equal ids, on both sides.
    StackId
}

/// All stacks of a run.
#[derive(Debug, Default)]
pub struct Stacks {
    stacks: Arena<StackId, Stack>,
    ids: HashMap<Stack, StackId>,
}

impl Stacks {
    /// The id of a stack by content.
    pub fn add(&mut self, stack: Stack) -> StackId {
        if let Some(&known) = self.ids.get(&stack) {
            return known;
        }
        let id = self.stacks.push(stack.clone());
        self.ids.insert(stack, id);
        id
    }

    /// The stack of an id.
    pub fn stack(&self, id: StackId) -> &Stack {
        &self.stacks[id]
    }
}

/// How a statement comes to a principal: the links of the chain, outermost first.
#[derive(Debug, Clone, Copy)]
pub struct Chain<'i> {
    /// The membership, if it comes through a group.
    pub membership: Option<&'i Membership>,
    /// The attachment of the policy to the principal or its group.
    pub attachment: &'i Attachment,
    /// The ARN of the managed policy, or the name of the inline one.
    pub policy: Name,
    /// The document; none for a policy of AWS.
    pub written: Option<&'i Written>,
    /// Its entries.
    pub entries: &'i [Entry],
    /// Whether the document surely says so; otherwise it said so before, and is not known now.
    pub sure: bool,
}

/// A user, role or group with what it has.
#[derive(Debug)]
pub struct Holder<'i> {
    /// The identity.
    pub identity: &'i Identity,
    /// All that binds it.
    pub stack: StackId,
    /// Where its own statements come from.
    pub chains: Vec<Chain<'i>>,
    /// Where the statements of its boundary come from.
    pub boundary: Option<(Name, &'i Origin, &'i [Entry])>,
    /// Whether some policy of it is not known.
    pub partly_unknown: bool,
}

/// What sets a principal apart without its name: its kind, and how much is said about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    kind: Option<IdentityKind>,
    bounded: bool,
    policies: usize,
    statements: usize,
    trusted: usize,
    /// The first service that it trusts.
    service: Option<Arc<str>>,
    profiles: usize,
}

/// One side, joined.
#[derive(Debug)]
pub struct World<'i> {
    /// The facts.
    pub inventory: &'i Inventory,
    /// Whether to count what is only missing from sight: things that a technique works on.
    pub latent: bool,
    /// The managed policies of AWS that somebody has.
    pub provided: &'i Provided,
    /// Users, roles and groups by ARN.
    pub holders: FxHashMap<Node, Holder<'i>>,
    /// Their ARNs, sorted by text.
    pub nodes: Vec<Node>,
    /// Managed policies by ARN.
    pub policies: FxHashMap<Name, &'i ManagedPolicy>,
    /// Who has a managed policy, members of groups included.
    pub holders_of: FxHashMap<Name, Vec<Node>>,
    /// Members of a group.
    pub members: FxHashMap<Node, Vec<Node>>,
    /// Carriers by ARN, each with the role that it runs with.
    pub carriers: Carried<'i>,
    /// Instance profiles by role.
    pub profiles: FxHashMap<Node, Vec<&'i InstanceProfile>>,
    /// Credentials by user.
    pub credentials: FxHashMap<Node, Vec<&'i Credential>>,
    /// Disclosures by carrier.
    pub disclosures: FxHashMap<Node, Vec<&'i Disclosure>>,
    /// Ways in beside the trust policies.
    pub doors: Doors<'i>,
    /// Tags of resources with data.
    pub tags: FxHashMap<Node, &'i [(Name, Name)]>,
    /// Who trusts whom.
    pub trusts: Trusts,
    /// The accounts that have identities here, sorted by text.
    pub accounts: Vec<Name>,
    /// Those in which somebody other than an administrator may tag sessions.
    taggers: FxHashSet<Name>,
    /// Whose control is only limited by what the organization allows: kept for look-ups of origin.
    pub guard_entries: Vec<(Name, &'i Origin, Vec<Entry>)>,
}

impl<'i> World<'i> {
    /// Joins the facts of a side. AWS managed policies must be in `provided`.
    pub fn new(
        inventory: &'i Inventory,
        provided: &'i Provided,
        store: &'i Store,
        stacks: &mut Stacks,
        sets: &mut Sets,
    ) -> Self {
        let join = Join::new(inventory, provided, store);
        let mut holders = FxHashMap::default();
        for identity in &inventory.identities {
            let holder = join.holder(identity, stacks);
            holders.insert(identity.arn, holder);
        }
        let mut nodes: Vec<Node> = holders_sorted(&holders, store);
        nodes.dedup();
        let mut accounts: Vec<Name> =
            inventory.identities.iter().map(|identity| identity.account).collect();
        accounts.sort_unstable_by_key(|name| store.names.text(*name));
        accounts.dedup();
        let doors = Doors::new(inventory);
        let trusts = Trusts::new(inventory, &doors, &accounts, store, sets);
        let mut world = Self {
            inventory,
            latent: false,
            provided,
            holders,
            nodes,
            policies: inventory.policies.iter().map(|policy| (policy.arn, policy)).collect(),
            holders_of: FxHashMap::default(),
            members: FxHashMap::default(),
            carriers: FxHashMap::default(),
            profiles: FxHashMap::default(),
            credentials: FxHashMap::default(),
            disclosures: FxHashMap::default(),
            doors,
            tags: inventory.resources.iter().map(|one| (one.arn, one.tags.as_slice())).collect(),
            trusts,
            accounts,
            taggers: FxHashSet::default(),
            guard_entries: join.guards(),
        };
        world.link(store);
        world
    }

    fn link(&mut self, store: &Store) {
        let taggers = self.holders.values().filter(|holder| session::tags(holder, store));
        self.taggers = taggers.map(|holder| holder.identity.account).collect();
        for membership in &self.inventory.memberships {
            self.members.entry(membership.group).or_default().push(membership.user);
        }
        for node in &self.nodes {
            let Some(holder) = self.holders.get(node) else { continue };
            for chain in &holder.chains {
                if let Attached::Managed(policy) = chain.attachment.attached {
                    self.holders_of.entry(policy).or_default().push(*node);
                }
            }
        }
        for profile in &self.inventory.profiles {
            self.profiles.entry(profile.role).or_default().push(profile);
        }
        self.carriers = carried(self.inventory);
        for credential in &self.inventory.credentials {
            self.credentials.entry(credential.user).or_default().push(credential);
        }
        for disclosure in &self.inventory.disclosures {
            self.disclosures.entry(disclosure.carrier).or_default().push(disclosure);
        }
    }

    /// The holder of a node; none for what is outside.
    pub fn holder(&self, node: Node) -> Option<&Holder<'i>> {
        self.holders.get(&node)
    }

    /// An identity as an actor.
    pub fn actor(&self, identity: &'i Identity) -> Actor<'i> {
        let of_organization =
            self.inventory.parents.iter().any(|one| one.child == identity.account);
        let organization = self.inventory.organization.filter(|_| of_organization);
        Actor {
            node: identity.arn,
            account: identity.account,
            identity,
            organization,
            tagged: self.taggers.contains(&identity.account),
            zones: self.zones(identity.arn),
        }
    }

    /// From where a role calls, as far as it is known.
    pub fn zones(&self, role: Node) -> &'i [Zone] {
        let all = &self.inventory.zones;
        let first = all.partition_point(|zone| zone.role < role);
        let rest = all.get(first..).unwrap_or_default();
        let count = rest.partition_point(|zone| zone.role == role);
        rest.get(..count).unwrap_or_default()
    }

    /// The account of a node; none for what is outside.
    pub fn account(&self, node: Node) -> Option<Name> {
        self.holders.get(&node).map(|holder| holder.identity.account)
    }

    /// How a principal stands; a node that is none stands before all others.
    pub fn standing(&self, node: Node, store: &Store) -> Standing {
        let Some(holder) = self.holders.get(&node) else { return Standing::default() };
        let entries = || self.trust(node).into_iter().flat_map(|trust| &trust.entries);
        let trusted = || {
            entries().flat_map(|one| match &store.documents.statement(one.statement).principals {
                Principals::None => &[],
                Principals::Only(list) | Principals::Not(list) => list.as_slice(),
            })
        };
        let service = |one: &PrincipalRef| match one {
            PrincipalRef::Service(name) => Some(store.names.shared(*name)),
            _ => None,
        };
        Standing {
            kind: Some(holder.identity.kind),
            bounded: holder.identity.boundary.is_some(),
            policies: holder.chains.len(),
            statements: holder.chains.iter().map(|chain| chain.entries.len()).sum(),
            trusted: trusted().count(),
            service: trusted().filter_map(service).min(),
            profiles: self.profiles.get(&node).map_or(0, Vec::len),
        }
    }

    /// The trust policy of a role, read.
    pub fn trust(&self, role: Node) -> Option<&Trust> {
        self.trusts.of(role)
    }

    /// ARNs of the identities of one kind in an account, as a set; roles linked to a service are
    /// left out, for nobody can hand them over or change them.
    pub fn identities(
        &self,
        account: Name,
        kind: IdentityKind,
        store: &Store,
        sets: &mut Sets,
    ) -> SetId {
        let wanted = |identity: &&Identity| {
            identity.kind == kind
                && identity.account == account
                && !is_service_linked(store.names.text(identity.arn))
        };
        let nodes = self.inventory.identities.iter().filter(wanted);
        sets.add(nodes.map(|identity| identity.arn).collect())
    }
}

/// What runs with which role, by the ARN of what runs.
pub(super) type Carried<'i> = FxHashMap<Node, Vec<(&'i Carrier, Node)>>;

/// What runs with which role. A carrier may name its role, or an instance profile, task definition or
/// template that leads to it; some name none and only have to be there.
pub(super) fn carried(inventory: &Inventory) -> Carried<'_> {
    let profiles = inventory.profiles.iter();
    let profiles: FxHashMap<Name, Node> = profiles.map(|one| (one.arn, one.role)).collect();
    let mut leads: FxHashMap<Name, Vec<Node>> = FxHashMap::default();
    for carrier in inventory.carriers.iter().filter(|one| one.arn != one.role) {
        let known = leads.entry(carrier.arn).or_default();
        known.extend(Some(carrier.role).filter(|_| carrier.shut.is_none()));
    }
    let mut out = Carried::default();
    for carrier in inventory.carriers.iter().filter(|one| one.role != Name::EMPTY) {
        let mut roles = vec![carrier.role];
        for _ in 0..CARRIER_HOPS_MAX {
            let next = |role: &Node| match profiles.get(role) {
                Some(&role) => vec![role],
                None => leads.get(role).cloned().unwrap_or_else(|| vec![*role]),
            };
            roles = roles.iter().flat_map(next).filter(|role| *role != Name::EMPTY).collect();
            roles.sort_unstable();
            roles.dedup();
        }
        let known = out.entry(carrier.arn).or_default();
        known.extend(roles.into_iter().map(|role| (carrier, role)));
    }
    out
}

/// Whether an ARN is that of a role linked to a service.
pub fn is_service_linked(arn: &str) -> bool {
    Arn::parse(arn).is_some_and(|arn| arn.resource.starts_with("role/aws-service-role/"))
}

fn holders_sorted(holders: &FxHashMap<Node, Holder<'_>>, store: &Store) -> Vec<Node> {
    let mut nodes: Vec<Node> = holders.keys().copied().collect();
    nodes.sort_unstable_by_key(|node| store.names.text(*node));
    nodes
}

/// Indexes that joining needs.
struct Join<'i> {
    inventory: &'i Inventory,
    store: &'i Store,
    provided: &'i Provided,
    policies: FxHashMap<Name, &'i ManagedPolicy>,
    attachments: FxHashMap<Name, Vec<&'i Attachment>>,
    groups: FxHashMap<Name, Vec<&'i Membership>>,
    levels: FxHashMap<Name, Vec<Vec<StatementId>>>,
}

impl<'i> Join<'i> {
    fn new(inventory: &'i Inventory, provided: &'i Provided, store: &'i Store) -> Self {
        let mut attachments: FxHashMap<Name, Vec<&Attachment>> = FxHashMap::default();
        for attachment in &inventory.attachments {
            if !taken_off(attachment, inventory) {
                attachments.entry(attachment.identity).or_default().push(attachment);
            }
        }
        let mut groups: FxHashMap<Name, Vec<&Membership>> = FxHashMap::default();
        for membership in &inventory.memberships {
            groups.entry(membership.user).or_default().push(membership);
        }
        let policies = inventory.policies.iter().map(|policy| (policy.arn, policy)).collect();
        let levels = super::guard::levels(inventory, store);
        Self { inventory, store, provided, policies, attachments, groups, levels }
    }

    fn holder(&self, identity: &'i Identity, stacks: &mut Stacks) -> Holder<'i> {
        let mut chains = Vec::new();
        let mut partly_unknown = false;
        let own = [(None, identity.arn)].into_iter();
        let groups = self.groups.get(&identity.arn).into_iter().flatten();
        for (membership, who) in own.chain(groups.map(|one| (Some(*one), one.group))) {
            for attachment in self.attachments.get(&who).into_iter().flatten() {
                match self.chain(membership, attachment) {
                    Some(chain) => chains.push(chain),
                    None => partly_unknown = true,
                }
            }
        }
        // Whatever order they are written in, the same one is the first to tell.
        chains.sort_by_key(|chain: &Chain<'_>| {
            let address = self.store.names.text(chain.attachment.origin.address);
            (!chain.sure, chain.membership.is_some(), address)
        });
        let said = |sure: bool| {
            let chains = chains.iter().filter(move |chain: &&Chain<'_>| chain.sure == sure);
            sorted(chains.flat_map(|chain| chain.entries))
        };
        let boundary = self.boundary(identity);
        let open = identity.boundary.is_some() && boundary.is_none();
        partly_unknown |= open || chains.iter().any(|chain| !chain.sure);
        let stack = Stack {
            identity: said(true),
            perhaps: said(false),
            boundary: boundary.map(|(_, _, entries)| sorted(entries)),
            guards: self.levels_of(identity),
            open,
        };
        Holder { identity, stack: stacks.add(stack), chains, boundary, partly_unknown }
    }

    fn levels_of(&self, identity: &Identity) -> Vec<Vec<StatementId>> {
        let free = self.inventory.management_account == Some(identity.account)
            || is_service_linked(self.store.names.text(identity.arn));
        if free {
            Vec::new()
        } else {
            self.levels.get(&identity.account).cloned().unwrap_or_default()
        }
    }

    /// How an attachment's policy comes to the principal; none if the policy is not known.
    fn chain(
        &self,
        membership: Option<&'i Membership>,
        attachment: &'i Attachment,
    ) -> Option<Chain<'i>> {
        let (policy, written) = match &attachment.attached {
            Attached::Inline(name, written) | Attached::Lent(name, written) => {
                (*name, Some(written))
            }
            Attached::Managed(arn) => (*arn, self.policies.get(arn).map(|policy| &policy.written)),
            Attached::Unknown(_) => return None,
        };
        let (entries, sure) = match written {
            Some(written) => self.entries(written)?,
            None => (self.provided.get(&policy)?.as_slice(), true),
        };
        Some(Chain { membership, attachment, policy, written, entries, sure })
    }

    fn entries(&self, written: &Written) -> Option<(&'i [Entry], bool)> {
        let (id, sure) = written.said()?;
        let document = self.store.documents.document(id);
        if document.invalid.is_some() { None } else { Some((&document.entries, sure)) }
    }

    /// The boundary's statements; none without a boundary, and none for one that is not known.
    fn boundary(&self, identity: &'i Identity) -> Option<(Name, &'i Origin, &'i [Entry])> {
        let (arn, origin) = identity.boundary.as_ref()?;
        let arn = arn.as_ref().ok()?;
        let entries = match self.policies.get(arn) {
            Some(policy) => self.entries(&policy.written).filter(|(_, sure)| *sure)?.0,
            None => self.provided.get(arn)?.as_slice(),
        };
        Some((*arn, origin, entries))
    }

    fn guards(&self) -> Vec<(Name, &'i Origin, Vec<Entry>)> {
        let entries = |written| self.entries(written).map_or(&[][..], |(list, _)| list).to_vec();
        let guards = self.inventory.guards.iter();
        guards.map(|guard| (guard.id, &guard.written.origin, entries(&guard.written))).collect()
    }
}

fn sorted<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Vec<StatementId> {
    let mut out: Vec<StatementId> = entries.into_iter().map(|entry| entry.statement).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether an exclusive list takes this attachment off.
fn taken_off(attachment: &Attachment, inventory: &Inventory) -> bool {
    let (policy, inline) = match &attachment.attached {
        Attached::Inline(name, _) => (*name, true),
        Attached::Managed(arn) => (*arn, false),
        Attached::Unknown(_) | Attached::Lent(..) => return false,
    };
    inventory.exclusives.iter().any(|list| {
        let (of, member) = if list.by_policy {
            (policy, attachment.identity)
        } else {
            (attachment.identity, policy)
        };
        list.inline == inline && list.of == of && list.only.binary_search(&member).is_err()
    })
}
