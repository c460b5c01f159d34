//! IAM Identity Center: who has which permission set in which account. A permission set becomes a role
//! in each account that it is assigned in, with policies that are declared beside the set.

use super::block::Block;
use super::carrier::{self, there};
use super::element::{DECLARES, Declares, reads_or};
use super::iam::POLICY;
use super::json::{fields, items, scalar};
use super::{Adapter, PLAIN, Target};
use crate::model::element::ElementKind;
use crate::model::inventory::{
    Attached, Attachment, Carrier, CarrierKind, Door, DoorKind, Identity, IdentityKind, Inventory,
    Open, Origin, Written,
};
use crate::model::value::{self, Unknown, symbol};
use crate::model::{Arn, Name, Store};
use std::collections::{BTreeMap, BTreeSet};

const SET: Target = Target {
    kind: "aws_ssoadmin_permission_set",
    spell: |name, at| format!("arn:{}:sso:::permissionSet/{name}", at.partition),
};

/// What is known of permission sets besides what they may.
pub(super) const ELEMENTS: &[Declares] = &[Declares {
    resource_type: "aws_ssoadmin_permission_set",
    kind: ElementKind::SessionLimit,
    known_by: "arn",
    reads: &[reads_or("length", "session_duration", "PT1H")],
    ..DECLARES
}];

/// Sorted by type. Source: provider hashicorp/aws 6.x, read 2026-11-23.
pub(super) const ADAPTERS: &[Adapter] = &[
    adapter("aws_ssoadmin_account_assignment", assignment),
    adapter("aws_ssoadmin_customer_managed_policy_attachment", customer_managed),
    adapter("aws_ssoadmin_customer_managed_policy_attachments_exclusive", customer_managed),
    adapter("aws_ssoadmin_managed_policy_attachment", managed),
    adapter("aws_ssoadmin_managed_policy_attachments_exclusive", managed),
    Adapter {
        arn: "arn:{partition}:sso:::permissionSet/{instance}/{id}",
        carries: &[there(CarrierKind::PermissionSet)],
        lenient: true,
        ..adapter(SET.kind, permission_set)
    },
    adapter("aws_ssoadmin_permission_set_inline_policy", inline),
    adapter("aws_ssoadmin_permissions_boundary_attachment", boundary),
];

/// Sorted by type.
pub(super) const STORE: &[Adapter] = &[adapter("aws_identitystore_group_membership", membership)];

/// The instance of Identity Center and ids of what was made say nothing of who may do what.
const fn adapter(resource_type: &'static str, adapt: fn(&mut Block<'_, '_>)) -> Adapter {
    let neutral = &["identity_store_id", "instance_arn", "membership_id", "target_type"];
    Adapter { resource_type, neutral, adapt, ..PLAIN }
}

/// What is declared, before each assignment has its role.
#[derive(Debug, Clone, Default)]
pub(super) struct Center {
    /// Permission sets with their names.
    sets: BTreeMap<Name, (Name, Origin)>,
    assignments: Vec<Assignment>,
    policies: Vec<Given>,
    boundaries: Vec<Given>,
}

/// A group or user has a permission set in an account.
#[derive(Debug, Clone)]
struct Assignment {
    set: Name,
    who: Name,
    account: Name,
    origin: Origin,
}

/// A permission set has a policy.
#[derive(Debug, Clone)]
struct Given {
    set: Name,
    policy: Policy,
    origin: Origin,
}

#[derive(Debug, Clone)]
enum Policy {
    Inline(Written),
    Managed(Name),
    /// That of the account with this path and name.
    OfAccount(String),
    Unknown(Unknown),
}

fn permission_set(b: &mut Block<'_, '_>) {
    carrier::read(b);
    let (arn, name, origin) = (b.arn(), b.name(), b.origin(""));
    b.out.center.sets.insert(arn, (name, origin));
}

fn assignment(b: &mut Block<'_, '_>) {
    let kind = b.plain("principal_type").map_or_else(String::new, |text| text.to_lowercase());
    let who = somebody(b, &kind, "principal_id");
    let account = b.symbolic("target_id");
    let origin = b.origin("principal_id");
    let Some(set) = b.subject("permission_set_arn", SET) else { return };
    b.out.center.assignments.push(Assignment { set, who, account, origin });
}

fn membership(b: &mut Block<'_, '_>) {
    let id = somebody(b, "user", "member_id");
    let to = somebody(b, "group", "group_id");
    let origin = b.origin("member_id");
    let door = Door { kind: DoorKind::Member, id, to, open: true, origin };
    b.out.inventory.doors.push(door);
}

/// A group or user of the directory, as a source outside of the accounts.
fn somebody(b: &mut Block<'_, '_>, kind: &str, attribute: &'static str) -> Name {
    let id = b.symbolic(attribute);
    let text = format!("identity-center:{kind}/{}", b.store.names.text(id));
    b.intern(&text)
}

fn inline(b: &mut Block<'_, '_>) {
    let Some(set) = b.subject("permission_set_arn", SET) else { return };
    if let Some(written) = b.document("inline_policy", set) {
        let origin = written.origin.clone();
        b.out.center.policies.push(Given { set, policy: Policy::Inline(written), origin });
    }
}

fn managed(b: &mut Block<'_, '_>) {
    let Some(set) = b.subject("permission_set_arn", SET) else { return };
    let one = b.target("managed_policy_arn", POLICY).map(|one| ("managed_policy_arn", one));
    let list = b.subjects("managed_policy_arns", POLICY).known.into_iter();
    for (attribute, policy) in
        one.into_iter().chain(list.map(|arn| ("managed_policy_arns", Ok(arn))))
    {
        let policy = policy.map_or_else(Policy::Unknown, Policy::Managed);
        let origin = b.origin(attribute);
        b.out.center.policies.push(Given { set, policy, origin });
    }
}

fn customer_managed(b: &mut Block<'_, '_>) {
    let Some(set) = b.subject("permission_set_arn", SET) else { return };
    let attribute = "customer_managed_policy_reference";
    for name in references(b, attribute, &[]) {
        let origin = b.origin(attribute);
        b.out.center.policies.push(Given { set, policy: Policy::OfAccount(name), origin });
    }
}

fn boundary(b: &mut Block<'_, '_>) {
    let Some(set) = b.subject("permission_set_arn", SET) else { return };
    let attribute = "permissions_boundary";
    let managed = carrier::named(b, "permissions_boundary.managed_policy_arn", POLICY);
    let own = references(b, attribute, &["customer_managed_policy_reference"]);
    let all = managed.into_iter().map(Policy::Managed);
    if let Some(policy) = all.chain(own.into_iter().map(Policy::OfAccount)).next() {
        let origin = b.origin(attribute);
        b.out.center.boundaries.push(Given { set, policy, origin });
    }
}

/// Paths and names of policies that blocks refer to, below further blocks.
fn references(b: &mut Block<'_, '_>, attribute: &'static str, below: &[&str]) -> Vec<String> {
    b.consumed.push(attribute);
    let mut blocks = b.object.field(attribute).map(items).unwrap_or_default();
    for step in below {
        let inner = |block| fields(block).get(step).map(|raw| items(raw));
        blocks = blocks.into_iter().filter_map(inner).flatten().collect();
    }
    let one = |block| {
        let block = fields(block);
        let text = |key| block.get(key).and_then(|raw| scalar(raw));
        let path = text("path").unwrap_or_else(|| "/".into());
        text("name").map(|name| format!("{path}{name}"))
    };
    blocks.into_iter().filter_map(one).collect()
}

impl Center {
    /// Adds all that `other` declares.
    pub(super) fn append(&mut self, mut other: Self) {
        self.sets.append(&mut other.sets);
        self.assignments.append(&mut other.assignments);
        self.policies.append(&mut other.policies);
        self.boundaries.append(&mut other.boundaries);
    }

    /// Makes the roles of all assignments, and the ways into them.
    pub(super) fn settle(&self, inventory: &mut Inventory, store: &mut Store) {
        let mut made = BTreeSet::new();
        for one in &self.assignments {
            let role = self.role(one, store);
            if made.insert(role) {
                self.identity(one, role, inventory, store);
            }
            let origin = one.origin.clone();
            let door = Door { kind: DoorKind::Assigned, id: one.who, to: role, open: true, origin };
            inventory.doors.push(door);
            self.group(one, role, inventory, store);
        }
        self.elsewhere(inventory, store);
    }

    /// Gives the policies of a set that is declared and assigned elsewhere to its role, wherever that is.
    fn elsewhere(&self, inventory: &mut Inventory, store: &mut Store) {
        let assigned = |set: Name| self.assignments.iter().any(|one| one.set == set);
        let here = |set: Name| self.sets.contains_key(&set) || assigned(set);
        for given in self.policies.iter().filter(|given| !here(given.set)) {
            let set = store.names.shared(given.set);
            let set = Arn::parse(&set).map_or(&*set, |arn| arn.last_segment());
            let account = store.names.add(&symbol(&format!("account that has {set}")));
            let (who, origin) = (Name::EMPTY, given.origin.clone());
            let role = self.role(&Assignment { set: given.set, who, account, origin }, store);
            let attached = given.policy(account, store);
            let origin = given.origin.clone();
            let attachment = Attachment { identity: role, attached, origin, mirrored: false };
            inventory.attachments.push(attachment);
        }
    }

    /// The ARN of a permission set's role: AWS makes up the end of its name.
    fn role(&self, one: &Assignment, store: &mut Store) -> Name {
        let set = store.names.text(one.set);
        let arn = Arn::parse(set);
        let partition = arn.map_or("aws", |arn| arn.partition);
        let name = match self.sets.get(&one.set) {
            Some((name, _)) => store.names.text(*name),
            None => arn.map_or(set, |arn| arn.last_segment()),
        };
        let account = store.names.text(one.account);
        let end = symbol(&format!("suffix of {name} in {account}"));
        let role = format!(
            "arn:{partition}:iam::{account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_{name}_{end}"
        );
        store.names.add(&role)
    }

    fn identity(&self, one: &Assignment, role: Name, inventory: &mut Inventory, store: &mut Store) {
        let known = self.sets.get(&one.set);
        let (name, origin) = known.map_or((one.set, &one.origin), |(name, origin)| (*name, origin));
        if known.is_none() {
            let set = value::readable(store.names.text(one.set));
            let reason = format!("the permission set {set} is not in the input").into();
            let unknown = Unknown { reason, references: Vec::new() };
            inventory.open.push(Open { origin: one.origin.clone(), unknown, affects: vec![role] });
        }
        let of_set = |given: &&Given| given.set == one.set;
        let boundary = self.boundaries.iter().find(of_set).and_then(|given| {
            let arn = match given.policy(one.account, store) {
                Attached::Managed(arn) => Ok(arn),
                Attached::Unknown(unknown) => Err(unknown),
                Attached::Inline(..) | Attached::Lent(..) => return None,
            };
            Some((arn, given.origin.clone()))
        });
        inventory.identities.push(Identity {
            kind: IdentityKind::Role,
            arn: role,
            account: one.account,
            name,
            trust: None,
            boundary,
            tags: Vec::new(),
            origin: origin.clone(),
        });
        for given in self.policies.iter().filter(of_set) {
            let attached = given.policy(one.account, store);
            let origin = given.origin.clone();
            let attachment = Attachment { identity: role, attached, origin, mirrored: false };
            inventory.attachments.push(attachment);
        }
    }

    /// Who adds a member to a group gives it the roles of the group.
    fn group(&self, one: &Assignment, role: Name, inventory: &mut Inventory, store: &mut Store) {
        let Some(id) = store.names.text(one.who).strip_prefix("identity-center:group/") else {
            return;
        };
        let arn = format!("arn:aws:identitystore:::group/{id}");
        let arn = store.names.add(&arn);
        inventory.carriers.push(Carrier {
            kind: CarrierKind::WorkforceGroup,
            arn,
            role,
            interactive: false,
            shut: None,
            tags: Vec::new(),
            origin: one.origin.clone(),
        });
    }
}

impl Given {
    /// What the role in an account has of it.
    fn policy(&self, account: Name, store: &mut Store) -> Attached {
        match &self.policy {
            Policy::Inline(written) => Attached::Inline(self.set, written.clone()),
            Policy::Managed(arn) => Attached::Managed(*arn),
            Policy::OfAccount(name) => {
                let partition = Arn::parse(store.names.text(self.set)).map(|arn| arn.partition);
                let (partition, account) = (partition.unwrap_or("aws"), store.names.text(account));
                let arn = format!("arn:{partition}:iam::{account}:policy{name}");
                Attached::Managed(store.names.add(&arn))
            }
            Policy::Unknown(unknown) => Attached::Unknown(unknown.clone()),
        }
    }
}
