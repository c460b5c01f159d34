//! What opened a path: for each premise that did not hold before, the facts that make it hold now or
//! no longer stand against it. Nothing else is a cause, however much else changed.

use super::Ground;
use crate::graph::allow::Scene;
use crate::graph::premise::{Against, By, Checked, Layer, Premise, Support, check, tag_moved};
use crate::graph::set::Node;
use crate::graph::world::{Chain, Holder};
use crate::iam::Blocked;
use crate::model::element::Element;
use crate::model::inventory::{Carrier, ChangeKind, Door, Inventory, Origin};
use crate::model::policy::{Entry, StatementId};
use crate::model::{Name, Store};

/// A changed fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Changed {
    /// Where it is written.
    pub origin: Origin,
    /// What it is a fact about: a policy, an identity, a resource. For the fingerprint.
    pub identity: Name,
    /// What kind of fact: `statement`, `attachment`, `membership`, `boundary`, `trust`, ...
    pub kind: &'static str,
    /// The statement and its position, for facts in documents.
    pub statement: Option<(StatementId, u32)>,
    /// What the change does to the resource that holds it.
    pub change: ChangeKind,
}

/// The causes of a path: sorted, each once.
pub fn of(
    premises: &[Premise],
    old: Scene<'_, '_>,
    new: Scene<'_, '_>,
    ground: Ground<'_>,
) -> Vec<Changed> {
    let tracer = Tracer { old, new, ground };
    let mut out = Vec::new();
    for premise in premises {
        let was = check(premise, old);
        let is = check(premise, new);
        if was.truth < is.truth {
            tracer.premise(premise, &was, &is, &mut out);
        }
    }
    if out.is_empty() {
        premises.iter().for_each(|premise| tracer.named(premise, &mut out));
    }
    let text = |one: &Changed| {
        let names = &ground.store.names;
        (names.text(one.origin.address).to_owned(), names.text(one.origin.attribute).to_owned())
    };
    out.sort_by_cached_key(|one| (text(one), one.statement.map(|(_, index)| index), one.kind));
    out.dedup();
    out
}

/// Whether a premise holds more surely than before.
pub fn is_new(premise: &Premise, old: Scene<'_, '_>, new: Scene<'_, '_>) -> bool {
    check(premise, old).truth < check(premise, new).truth
}

struct Tracer<'t, 'o, 'n> {
    old: Scene<'t, 'o>,
    new: Scene<'t, 'n>,
    ground: Ground<'t>,
}

impl Tracer<'_, '_, '_> {
    fn premise(&self, premise: &Premise, was: &Checked, is: &Checked, out: &mut Vec<Changed>) {
        match premise {
            Premise::Allowed { .. }
            | Premise::AgentAnswers { .. }
            | Premise::Undenied { .. }
            | Premise::PowerUnbound { .. }
            | Premise::PowerUndenied { .. }
            | Premise::PowerUnguarded { .. }
            | Premise::Uncapped { .. } => {
                let mut own = Vec::new();
                for against in &was.blocked {
                    if let Against::Policy(who, blocked) = against {
                        self.policy(*who, *blocked, is, &mut own);
                    }
                }
                self.zones(is, &mut own);
                // The principal itself is to blame only where nothing else is.
                if own.iter().any(|one| one.kind != "identity") {
                    own.retain(|one| one.kind != "identity");
                } else if tag_moved(premise, self.new).is_some() {
                    // What holds by a moved tag alone is opened by what lets the tag be moved.
                    own.clear();
                }
                out.append(&mut own);
            }
            Premise::Trusts { role, by } => {
                let mut moved = Vec::new();
                self.zones(is, &mut moved);
                // What holds by a moved tag alone is opened by what lets the tag be moved.
                let tagged = tag_moved(premise, self.new).is_some();
                if !tagged && (moved.is_empty() || self.trust_differs(*role)) {
                    self.trust(*role, *by, is, out);
                }
                out.append(&mut moved);
            }
            _ => self.facts(premise, is, out),
        }
    }

    fn policy(&self, who: Node, blocked: Blocked, is: &Checked, out: &mut Vec<Changed>) {
        match blocked {
            Blocked::NoAllow => {
                for (statement, layer) in statements(is, who) {
                    if layer == Layer::Identity {
                        self.gained(who, statement, out);
                    }
                }
            }
            Blocked::Deny(statement) => self.lost(who, statement, out),
            Blocked::Boundary => self.boundary(who, is, out),
            Blocked::Guard(_) => self.guards(out),
        }
    }

    /// A statement that the principal did not have: the links of its chain that are new.
    fn gained(&self, who: Node, statement: StatementId, out: &mut Vec<Changed>) {
        let Some(holder) = self.new.world.holder(who) else { return };
        let Some((chain, entry)) = find(holder, statement) else { return };
        let links = self.links(who, chain, *entry, self.old);
        out.extend(links);
    }

    /// A statement that the principal no longer has: the links of its chain that are gone.
    fn lost(&self, who: Node, statement: StatementId, out: &mut Vec<Changed>) {
        let Some(holder) = self.old.world.holder(who) else { return };
        if let Some((chain, entry)) = find(holder, statement) {
            let links = self.links(who, chain, *entry, self.new);
            out.extend(links);
        } else if let Some((arn, origin, entries)) = &holder.boundary
            && let Some(entry) = entries.iter().find(|entry| entry.statement == statement)
        {
            if let Some(moved) = self.boundary_moved(who) {
                out.push(moved);
                return;
            }
            let origin = self.document_origin(*arn, self.old).unwrap_or_else(|| (*origin).clone());
            out.push(self.changed(origin, *arn, "statement", Some(entry)));
        } else {
            self.guards(out);
        }
    }

    /// The links of a chain that the other side lacks.
    fn links(
        &self,
        who: Node,
        chain: &Chain<'_>,
        entry: Entry,
        other: Scene<'_, '_>,
    ) -> Vec<Changed> {
        let mut out = Vec::new();
        let inventory = other.world.inventory;
        if let Some(membership) = chain.membership {
            let same = inventory
                .memberships
                .iter()
                .any(|one| one.user == membership.user && one.group == membership.group);
            if !same {
                out.push(self.changed(membership.origin.clone(), who, "membership", None));
            }
        }
        let holder = chain.attachment.identity;
        let attached = other.world.holder(holder).is_some_and(|other| {
            other.chains.iter().any(|one| one.policy == chain.policy && one.membership.is_none())
        });
        let managed = chain.written.is_none_or(|written| written.origin != chain.attachment.origin);
        if managed && !attached {
            let origin = chain.attachment.origin.clone();
            out.push(self.changed(origin, holder, "attachment", None));
        }
        if let Some(written) = chain.written {
            let said = self.said_before(chain, holder, entry.statement, other);
            if !said {
                let identity = if managed { chain.policy } else { holder };
                let origin = written.origin.clone();
                out.push(self.changed(origin, identity, "statement", Some(&entry)));
            }
        }
        if out.is_empty() {
            out.extend(self.sessions(who));
        }
        if out.is_empty() {
            // The facts are all there on both sides: then the principal itself is what is new.
            if let Some(one) = self.new.world.holder(who) {
                out.push(self.changed(one.identity.origin.clone(), who, "identity", None));
            }
        }
        out
    }

    /// A trust policy that says something else and admits as before: it names the caller itself, which
    /// then needs no permission of its own.
    fn named(&self, premise: &Premise, out: &mut Vec<Changed>) {
        if let Premise::Trusts { role, by } = premise
            && self.trust_differs(*role)
        {
            self.trust(*role, *by, &check(premise, self.new), out);
        }
    }

    /// What is new of who takes a role: the tags of its sessions, its own tags, or itself.
    fn caller(&self, who: Node) -> Option<Changed> {
        let (old, new) = (self.old.world.holder(who), self.new.world.holder(who)?);
        let tags = old.is_some_and(|old| old.identity.tags != new.identity.tags);
        let itself = || self.changed(new.identity.origin.clone(), who, "identity", None);
        self.sessions(who).or_else(|| (tags || old.is_none()).then(itself))
    }

    /// A trust policy that says something else of the sessions of a role.
    fn sessions(&self, who: Node) -> Option<Changed> {
        let (old, new) = (self.old.world.holder(who)?, self.new.world.holder(who)?);
        let (was, is) = (old.identity.trust.as_ref()?, new.identity.trust.as_ref()?);
        let differs = was.document != is.document;
        differs.then(|| self.changed(is.origin.clone(), who, "session", None))
    }

    /// Whether the same policy said it on the other side: a managed one by ARN, an inline one by any
    /// inline policy of the same holder.
    fn said_before(
        &self,
        chain: &Chain<'_>,
        holder: Node,
        statement: StatementId,
        other: Scene<'_, '_>,
    ) -> bool {
        if let Some(policy) = other.world.policies.get(&chain.policy)
            && let Some((document, true)) = policy.written.said()
        {
            let entries = &other.store.documents.document(document).entries;
            return entries.iter().any(|entry| entry.statement == statement);
        }
        other.world.holder(holder).is_some_and(|other| {
            let own = other.chains.iter().filter(|one| one.membership.is_none() && one.sure);
            own.flat_map(|one| one.entries).any(|entry| entry.statement == statement)
        })
    }

    fn boundary(&self, who: Node, is: &Checked, out: &mut Vec<Changed>) {
        if let Some(moved) = self.boundary_moved(who) {
            out.push(moved);
            return;
        }
        let Some(Some((arn, origin, entries))) =
            self.new.world.holder(who).map(|one| &one.boundary)
        else {
            return;
        };
        for (statement, layer) in statements(is, who) {
            let entry = entries.iter().find(|entry| entry.statement == statement);
            if layer == Layer::Boundary && entry.is_some() {
                let origin =
                    self.document_origin(*arn, self.new).unwrap_or_else(|| (*origin).clone());
                out.push(self.changed(origin, *arn, "statement", entry));
            }
        }
    }

    /// Another boundary than before, or none: the setting, whatever the policies say.
    fn boundary_moved(&self, who: Node) -> Option<Changed> {
        let (old, new) = (self.old.world.holder(who)?, self.new.world.holder(who)?);
        let bound = |holder: &Holder<'_>| holder.boundary.as_ref().map(|(arn, ..)| *arn);
        let unknown = |holder: &Holder<'_>| matches!(&holder.identity.boundary, Some((Err(_), _)));
        let same = bound(old).is_some() || unknown(old) && unknown(new);
        if bound(old) == bound(new) && same {
            return None;
        }
        let was = old.identity.boundary.as_ref().map(|(_, origin)| origin);
        let beside = was.filter(|origin| origin.address != old.identity.origin.address);
        let origin = beside.cloned().unwrap_or_else(|| Origin {
            address: new.identity.origin.address,
            attribute: was.map_or(Name::EMPTY, |origin| origin.attribute),
        });
        Some(self.changed(origin, who, "boundary", None))
    }

    /// Guards and attachments of guards that differ between the sides.
    fn guards(&self, out: &mut Vec<Changed>) {
        let (old, new) = (self.old.world.inventory, self.new.world.inventory);
        for guard in &old.guards {
            let same = new
                .guards
                .iter()
                .any(|one| one.id == guard.id && one.written.document == guard.written.document);
            if !same {
                out.push(self.changed(guard.written.origin.clone(), guard.id, "scp", None));
            }
        }
        for link in &old.guard_attachments {
            let same = new
                .guard_attachments
                .iter()
                .any(|one| one.guard == link.guard && one.target == link.target);
            if !same {
                out.push(self.changed(link.origin.clone(), link.guard, "scp-attachment", None));
            }
        }
    }

    fn trust(&self, role: Node, by: By, is: &Checked, out: &mut Vec<Changed>) {
        // It trusts whom it trusted: then it is the caller that is another.
        if let By::Actor(who) = by
            && !self.trust_differs(role)
        {
            let before = out.len();
            out.extend(self.caller(who));
            if out.len() > before {
                return;
            }
        }
        let entry = is.support.iter().find_map(|one| match one {
            Support::Trust { role: of, entry } if *of == role => Some(entry),
            _ => None,
        });
        let Some(holder) = self.new.world.holder(role) else { return };
        let Some(trust) = &holder.identity.trust else { return };
        out.push(self.changed(trust.origin.clone(), role, "trust", entry));
    }

    /// What of the zones that an answer stands on is new: something that runs in a network, and the
    /// way that its calls take from there.
    fn zones(&self, is: &Checked, out: &mut Vec<Changed>) {
        for support in &is.support {
            let Support::Fact { origin } = support else { continue };
            if !self.stood(origin) {
                out.push(self.changed(origin.clone(), origin.address, "zone", None));
            }
        }
    }

    /// Whether what is declared at a place was so before, wherever it was written.
    fn stood(&self, origin: &Origin) -> bool {
        let (old, new) = (self.old.world.inventory, self.new.world.inventory);
        if let Some(one) = new.carriers.iter().find(|one| one.origin == *origin) {
            let runs = |was: &Carrier| (was.arn, was.role) == (one.arn, one.role);
            return old.carriers.iter().any(runs);
        }
        let said = |one: &Element| {
            let known = one.settings.iter().map(|setting| (setting.key, setting.known.clone()));
            (one.kind, one.id, known.collect::<Vec<_>>())
        };
        let mut here = new.elements.iter().filter(|one| one.origin.address == origin.address);
        here.all(|one| old.elements.iter().any(|was| said(was) == said(one)))
    }

    /// Whether the trust policy of a role says something else than before.
    fn trust_differs(&self, role: Node) -> bool {
        let document = |scene: Scene<'_, '_>| {
            let trust = scene.world.holder(role).and_then(|one| one.identity.trust.as_ref());
            trust.map(|written| written.document.clone())
        };
        document(self.old) != document(self.new)
    }

    /// Declared facts that the old side does not have.
    fn facts(&self, premise: &Premise, is: &Checked, out: &mut Vec<Changed>) {
        let old = self.old.world;
        for support in &is.support {
            let Support::Fact { origin } = support else { continue };
            let new = self.new.world.inventory;
            let profile = new.profiles.iter().find(|one| one.origin == *origin);
            let carrier = new.carriers.iter().find(|one| one.origin == *origin);
            let stood = match (premise, profile, carrier) {
                (Premise::Enters { .. }, ..) => {
                    let here = new.doors.iter().filter(|one| one.origin == *origin);
                    here.into_iter().all(|door| old.inventory.doors.iter().any(same(door)))
                }
                (Premise::Operates { who, carrier }, ..) => {
                    old.doors.operates(*who).any(|door| door.to == *carrier)
                }
                (_, Some(profile), _) => old
                    .inventory
                    .profiles
                    .iter()
                    .any(|one| one.arn == profile.arn && one.role == profile.role),
                (Premise::Runs { role, .. }, _, Some(carrier)) => {
                    let mut same = old.inventory.carriers.iter().filter(|one| {
                        (one.arn, one.role, one.kind) == (carrier.arn, carrier.role, carrier.kind)
                    });
                    let was = same.next();
                    if let Some(shut) = was.and_then(|one| one.shut.clone()) {
                        out.push(self.changed(shut, *role, "fact", None));
                    }
                    was.is_some()
                }
                _ => false,
            };
            if !stood {
                let identity = match premise {
                    // A new carrier has no ARN yet in a plan, its role has: so the id stays.
                    Premise::Runs { role, .. }
                    | Premise::InProfile { role }
                    | Premise::Enters { role, .. } => *role,
                    Premise::Shows { carrier, .. } | Premise::Operates { carrier, .. } => *carrier,
                    Premise::Has { who, .. } => *who,
                    Premise::PowerInVersion { policy } => *policy,
                    _ => origin.address,
                };
                out.push(self.changed(origin.clone(), identity, "fact", None));
            }
        }
        if let Premise::Credentials { user, .. } = premise {
            for credential in old.credentials.get(user).into_iter().flatten() {
                out.push(self.changed(credential.origin.clone(), *user, "credential", None));
            }
        }
    }

    fn document_origin(&self, policy: Name, scene: Scene<'_, '_>) -> Option<Origin> {
        scene.world.policies.get(&policy).map(|one| one.written.origin.clone())
    }

    fn changed(
        &self,
        origin: Origin,
        identity: Name,
        kind: &'static str,
        entry: Option<&Entry>,
    ) -> Changed {
        let change = self.change(&origin);
        let statement = entry.map(|entry| (entry.statement, entry.index));
        Changed { origin, identity, kind, statement, change }
    }

    /// What happens to the resource: the plan says it; without one, whether each side declares it.
    fn change(&self, origin: &Origin) -> ChangeKind {
        if !self.ground.compared {
            return ChangeKind::None;
        }
        if let Some(kind) = self.ground.changed.get(&origin.address) {
            return *kind;
        }
        let declares = |inventory: &Inventory| declares(inventory, origin.address);
        match (declares(self.old.world.inventory), declares(self.new.world.inventory)) {
            (false, true) => ChangeKind::Create,
            (true, false) => ChangeKind::Delete,
            _ => ChangeKind::Update,
        }
    }
}

/// Whether two ways in are the same, wherever they are declared.
fn same(door: &Door) -> impl Fn(&Door) -> bool {
    let said = |one: &Door| (one.kind, one.id, one.to, one.open);
    move |other| said(door) == said(other)
}

/// Whether some fact is written at an address.
pub(super) fn declares(inventory: &Inventory, address: Name) -> bool {
    let identities = inventory.identities.iter().map(|one| one.origin.address);
    let attachments = inventory.attachments.iter().map(|one| one.origin.address);
    let policies = inventory.policies.iter().map(|one| one.written.origin.address);
    let memberships = inventory.memberships.iter().map(|one| one.origin.address);
    let carriers = inventory.carriers.iter().map(|one| one.origin.address);
    let profiles = inventory.profiles.iter().map(|one| one.origin.address);
    let doors = inventory.doors.iter().map(|one| one.origin.address);
    let guards = inventory.guard_attachments.iter().map(|one| one.origin.address);
    let elements = inventory.elements.iter().map(|one| one.origin.address);
    let scps = inventory.guards.iter().map(|one| one.written.origin.address);
    identities
        .chain(attachments)
        .chain(policies)
        .chain(memberships)
        .chain(carriers)
        .chain(profiles)
        .chain(doors)
        .chain(guards)
        .chain(elements)
        .chain(scps)
        .any(|one| one == address)
}

/// The surest chain that brings a statement to a principal.
pub(super) fn find<'h, 'i>(
    holder: &'h Holder<'i>,
    statement: StatementId,
) -> Option<(&'h Chain<'i>, &'i Entry)> {
    holder.chains.iter().find_map(|chain| {
        let entry = chain.entries.iter().find(|entry| entry.statement == statement)?;
        Some((chain, entry))
    })
}

fn statements(checked: &Checked, who: Node) -> impl Iterator<Item = (StatementId, Layer)> {
    checked.support.iter().filter_map(move |one| match one {
        Support::Statement { who: of, layer, statement } if *of == who => {
            Some((*statement, *layer))
        }
        _ => None,
    })
}

/// Text that a cause is grouped and sorted by.
pub(super) fn key(changed: &[Changed], store: &Store) -> String {
    let one = |changed: &Changed| {
        let index = changed.statement.map(|(_, index)| index);
        let (address, attribute) = (changed.origin.address, changed.origin.attribute);
        format!(
            "{}\t{}\t{index:?}\t{}",
            store.names.text(address),
            store.names.text(attribute),
            changed.kind
        )
    };
    changed.iter().map(one).collect::<Vec<_>>().join("\n")
}
