//! What one side holds. Adapters write facts here; the graph joins them by name.
//!
//! An identity's name is its ARN (account, kind, name), never its Terraform address: so renames of
//! addresses, moved blocks and inline against managed policies change nothing.

mod carrier;
mod credential;
mod door;
mod forgotten;
mod guard;
mod identity;
mod open;
mod resource;
mod rewritten;
mod unread;

pub use carrier::{Carrier, CarrierKind, InstanceProfile};
pub use credential::{Credential, CredentialKind, Disclosure, SecretCopy};
pub use door::{Door, DoorKind, Provider};
pub use guard::{Guard, GuardAttachment, GuardKind, Parent};
pub use identity::{
    Attached, Attachment, Exclusive, Identity, IdentityKind, ManagedPolicy, Membership,
};
pub use resource::{Resource, ResourceKind};
pub use unread::{Leaf, MODULE, Recorded, Unread};

use super::element::Element;
use super::names::Name;
use super::places::Places;
use super::policy::DocId;
use super::value::Unknown;
use super::zone::Zone;
use std::sync::Arc;

/// Where a fact is written: the resource and the attribute, and what the change does to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Terraform address, or the ARN where there is no Terraform.
    pub address: Name,
    /// Attribute of that resource; empty for the resource as a whole.
    pub attribute: Name,
}

/// What a change does to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It is new.
    Create,
    /// It is altered.
    Update,
    /// It is removed.
    Delete,
    /// It is removed and made anew.
    Replace,
    /// Its address changes, nothing else.
    Move,
    /// It exists and comes under management.
    Import,
    /// It stays and leaves management.
    Forget,
    /// Nothing.
    None,
}

/// A policy document as a fact: what it says, or why that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The document, or why it is not known.
    pub document: Result<DocId, Unknown>,
    /// For a document that is not known: what it said before the change, and perhaps still says.
    pub was: Option<DocId>,
    /// Where it is written.
    pub origin: Origin,
}

impl Written {
    fn recall(&mut self, was: impl FnOnce() -> Option<DocId>) {
        if self.document.is_err() && self.was.is_none() {
            self.was = was();
        }
    }

    /// The document and whether it surely says so; none if nothing at all is known.
    pub fn said(&self) -> Option<(DocId, bool)> {
        match (&self.document, self.was) {
            (Ok(document), _) => Some((*document, true)),
            (Err(_), Some(was)) => Some((was, false)),
            (Err(_), None) => None,
        }
    }
}

/// Something that the input leaves open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Open {
    /// Where.
    pub origin: Origin,
    /// Why it is not known.
    pub unknown: Unknown,
    /// What would rest on it: ARNs or addresses.
    pub affects: Vec<Name>,
}

/// Something that changed and was not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Address of the resource.
    pub address: Name,
    /// What was not read, in words.
    pub reason: Arc<str>,
}

/// All facts of one side.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// Users, roles and groups.
    pub identities: Vec<Identity>,
    /// Managed policies of the customer.
    pub policies: Vec<ManagedPolicy>,
    /// Who has which policy.
    pub attachments: Vec<Attachment>,
    /// Lists that take off what others attach.
    pub exclusives: Vec<Exclusive>,
    /// Who is in which group.
    pub memberships: Vec<Membership>,
    /// Instance profiles.
    pub profiles: Vec<InstanceProfile>,
    /// What runs with a role.
    pub carriers: Vec<Carrier>,
    /// Keys and passwords.
    pub credentials: Vec<Credential>,
    /// Credentials that stand where others can read them.
    pub disclosures: Vec<Disclosure>,
    /// Copies of secrets.
    pub copies: Vec<SecretCopy>,
    /// Identity providers.
    pub providers: Vec<Provider>,
    /// Ways in beside the trust policies.
    pub doors: Vec<Door>,
    /// Resources with data.
    pub resources: Vec<Resource>,
    /// Policies of the organization.
    pub guards: Vec<Guard>,
    /// Where those are attached.
    pub guard_attachments: Vec<GuardAttachment>,
    /// The tree of the organization.
    pub parents: Vec<Parent>,
    /// The account that manages the organization: no SCP binds it.
    pub management_account: Option<Name>,
    /// The id of the organization, where the input tells it.
    pub organization: Option<Name>,
    /// What else bears on trust: networks, secrets, logs, guardrails.
    pub elements: Vec<Element>,
    /// From where what runs with a role calls; made from the rest before a graph is built, and only where
    /// some condition asks for it.
    pub zones: Vec<Zone>,
    /// Addresses of what goes on to stand though nothing declares it any more.
    pub forgotten: Vec<Name>,
    /// What is not known.
    pub open: Vec<Open>,
    /// What changed and was not read.
    pub gaps: Vec<Gap>,
    /// What was not read, to compare with another side; none where nobody kept it.
    pub unread: Option<Unread>,
    /// How many resources the input holds, modelled or not.
    pub resource_count: usize,
    /// Where all this is written, as far as files of a configuration were given.
    pub places: Places,
}

impl Inventory {
    /// Adds all facts of `other`.
    pub fn append(&mut self, mut other: Self) {
        self.leave_unread(other.unread.take());
        self.identities.append(&mut other.identities);
        self.policies.append(&mut other.policies);
        self.attachments.append(&mut other.attachments);
        self.exclusives.append(&mut other.exclusives);
        self.memberships.append(&mut other.memberships);
        self.profiles.append(&mut other.profiles);
        self.carriers.append(&mut other.carriers);
        self.credentials.append(&mut other.credentials);
        self.disclosures.append(&mut other.disclosures);
        self.copies.append(&mut other.copies);
        self.providers.append(&mut other.providers);
        self.doors.append(&mut other.doors);
        self.resources.append(&mut other.resources);
        self.guards.append(&mut other.guards);
        self.guard_attachments.append(&mut other.guard_attachments);
        self.parents.append(&mut other.parents);
        self.management_account = self.management_account.or(other.management_account);
        self.organization = self.organization.or(other.organization);
        self.elements.append(&mut other.elements);
        self.forgotten.append(&mut other.forgotten);
        self.open.append(&mut other.open);
        self.gaps.append(&mut other.gaps);
        self.resource_count += other.resource_count;
        self.places.append(other.places);
    }
}
