//! `aws iam get-account-authorization-details`, and the organization around the account.
//!
//! Pages may stand in one file one after the other, as a list, or joined by key. Documents may be
//! objects, JSON inside a text, or that percent-encoded, as the API itself gives it.
//!
//! An organization is an object with the keys of `Organization` below: `Root` with its units,
//! accounts and names of attached policies, and the policies with their content.
//!
//! Source: IAM API reference, `GetAccountAuthorizationDetails`, read 2026-11-22.

mod organization;
mod page;
#[cfg(test)]
mod tests;

pub(super) use organization::read_organization;

use crate::diag::{Code, Error, Place};
use crate::model::arn::Arn;
use crate::model::inventory::{
    Attached, Attachment, Identity, IdentityKind, InstanceProfile, ManagedPolicy, Membership, Open,
    Origin, Written,
};
use crate::model::value::{self, Unknown};
use crate::model::{Inventory, Name, Store};
use page::{Page, Policy, Principal};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// What does an account hold?
/// In: all pages of its authorization details. Out: its identities, their policies and memberships,
/// in order of the file.
///
/// # Errors
/// `input-not-json`, `input-truncated`, `input-shape` with the line.
pub(super) fn read(text: &str, name: &str, store: &mut Store) -> Result<Inventory, Error> {
    let pages = pages(text, name)?;
    let out = Inventory::default();
    let mut reader = Reader { out, groups: HashMap::new(), store, subject: name };
    // Groups first: users name them without path, and may stand on an earlier page.
    for kind in [IdentityKind::Group, IdentityKind::User, IdentityKind::Role] {
        for principal in pages.iter().flat_map(|page| page.list(kind)) {
            reader.principal(kind, principal)?;
        }
    }
    for policy in pages.iter().flat_map(|page| &page.policies) {
        reader.policy(policy);
    }
    if pages.last().is_some_and(|page| page.is_truncated) {
        reader.cut_short();
    }
    let out = &mut reader.out;
    out.resource_count = out.identities.len() + out.policies.len() + out.profiles.len();
    Ok(reader.out)
}

fn pages<'j>(text: &'j str, subject: &str) -> Result<Vec<Page<'j>>, Error> {
    let pages = if text.trim_ascii_start().starts_with('[') {
        serde_json::from_str(text)
    } else {
        serde_json::Deserializer::from_str(text).into_iter().collect()
    };
    pages.map_err(|error| Error::json(subject, "the authorization details cannot be read", &error))
}

struct Reader<'s> {
    out: Inventory,
    /// ARNs of groups by account and name.
    groups: HashMap<(Name, Name), Name>,
    store: &'s mut Store,
    subject: &'s str,
}

impl Reader<'_> {
    fn principal(&mut self, kind: IdentityKind, from: &Principal<'_>) -> Result<(), Error> {
        let mut identity = self.identity(kind, from)?;
        let Identity { arn, account, name, .. } = identity;
        for policy in &from.policies.0 {
            let origin = self.origin(arn, policy_key(kind), &policy.policy_name);
            let name = self.name(&policy.policy_name);
            let written = self.written(policy.policy_document, origin.clone());
            self.attach(arn, Attached::Inline(name, written), origin);
        }
        for policy in &from.attached_managed_policies.0 {
            let origin = self.origin(arn, "AttachedManagedPolicies", &policy.policy_arn);
            let policy = self.name(&policy.policy_arn);
            self.attach(arn, Attached::Managed(policy), origin);
        }
        match kind {
            IdentityKind::Group => {
                self.groups.insert((account, name), arn);
            }
            IdentityKind::Role => self.role(&mut identity, from),
            IdentityKind::User => self.memberships(&identity, from),
        }
        self.out.identities.push(identity);
        Ok(())
    }

    /// What users, roles and groups have in common.
    fn identity(&mut self, kind: IdentityKind, from: &Principal<'_>) -> Result<Identity, Error> {
        let Some(parsed) = Arn::parse(&from.arn) else {
            let which = format!("{}[{}].Arn", list_key(kind), value::without_marks(&from.name));
            let place = Place { pointer: Some(which.into()), ..Place::default() };
            return Err(Error::new(Code::InputShape, self.subject, "this is no ARN").at(place));
        };
        let account = self.name(parsed.account);
        let (arn, name) = (self.name(&from.arn), self.name(&from.name));
        let boundary = from.permissions_boundary.as_ref().map(|boundary| {
            let attribute = self.store.names.add("PermissionsBoundary");
            let policy = self.name(&boundary.permissions_boundary_arn);
            (Ok(policy), Origin { address: arn, attribute })
        });
        let mut tags: Vec<_> = from.tags.0.iter().map(|tag| (&tag.key, &tag.value)).collect();
        tags.sort_unstable();
        let tags = tags.into_iter().map(|(key, value)| (self.name(key), self.name(value)));
        let tags = tags.collect();
        let origin = Origin { address: arn, attribute: Name::EMPTY };
        Ok(Identity { kind, arn, account, name, trust: None, boundary, tags, origin })
    }

    fn role(&mut self, role: &mut Identity, from: &Principal<'_>) {
        let attribute = self.store.names.add("AssumeRolePolicyDocument");
        let origin = Origin { address: role.arn, attribute };
        role.trust = Some(self.written(from.assume_role_policy_document, origin));
        for profile in &from.instance_profile_list.0 {
            let origin =
                self.origin(role.arn, "InstanceProfileList", &profile.instance_profile_name);
            let arn = self.name(&profile.arn);
            self.out.profiles.push(InstanceProfile { arn, role: role.arn, origin });
        }
    }

    fn memberships(&mut self, user: &Identity, from: &Principal<'_>) {
        for text in &from.group_list.0 {
            let origin = self.origin(user.arn, "GroupList", &text.0);
            let short = self.name(&text.0);
            let group = match self.groups.get(&(user.account, short)) {
                Some(&known) => known,
                None => self.group_elsewhere(&from.arn, &text.0),
            };
            self.out.memberships.push(Membership { user: user.arn, group, origin });
        }
    }

    /// A group that the file does not hold; its path is not known, so the usual one is taken.
    fn group_elsewhere(&mut self, user: &str, group: &str) -> Name {
        let (partition, account) =
            Arn::parse(user).map_or(("aws", ""), |arn| (arn.partition, arn.account));
        self.name(&format!("arn:{partition}:iam::{account}:group/{group}"))
    }

    fn attach(&mut self, identity: Name, attached: Attached, origin: Origin) {
        self.out.attachments.push(Attachment { identity, attached, origin, mirrored: false });
    }

    /// A managed policy with its default version, by mark or else by number.
    fn policy(&mut self, policy: &Policy<'_>) {
        let versions = &policy.policy_version_list.0;
        let marked = versions.iter().find(|version| version.is_default_version);
        let version = marked.or_else(|| {
            let number = policy.default_version_id.as_ref();
            versions.iter().find(|version| number == Some(&version.version_id))
        });
        let arn = self.name(&policy.arn);
        let number = version.map_or("default", |version| &version.version_id);
        let origin = self.origin(arn, "PolicyVersionList", number);
        let written = self.written(version.and_then(|version| version.document), origin);
        let rest = versions.iter().filter(|one| version.is_none_or(|is| !std::ptr::eq(*one, is)));
        let texts = rest.filter_map(|one| one.document).map(|raw| document_text(raw.get()));
        let documents = &mut self.store.documents;
        let others = texts.map(|text| documents.add(&text, &mut self.store.names)).collect();
        self.out.policies.push(ManagedPolicy { arn, written, others });
    }

    fn written(&mut self, document: Option<&RawValue>, origin: Origin) -> Written {
        let document = document.map(|raw| {
            let text = document_text(raw.get());
            self.store.documents.add(&text, &mut self.store.names)
        });
        let document = document.ok_or_else(|| Unknown {
            reason: "the export does not hold the document".into(),
            references: Vec::new(),
        });
        Written { document, was: None, origin }
    }

    /// A page is missing: whoever reads the report must know.
    fn cut_short(&mut self) {
        let origin = Origin {
            address: self.store.names.add(self.subject),
            attribute: self.store.names.add("IsTruncated"),
        };
        let reason = "the export stops after a page: more identities or policies follow";
        let unknown = Unknown { reason: reason.into(), references: Vec::new() };
        self.out.open.push(Open { origin, unknown, affects: Vec::new() });
    }

    fn origin(&mut self, address: Name, list: &str, entry: &str) -> Origin {
        origin(self.store, address, list, entry)
    }

    fn name(&mut self, text: &str) -> Name {
        self.store.names.add(&value::without_marks(text))
    }
}

fn origin(store: &mut Store, address: Name, list: &str, entry: &str) -> Origin {
    let attribute = format!("{list}[{entry}]");
    Origin { address, attribute: store.names.add(&value::without_marks(&attribute)) }
}

fn list_key(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Group => "GroupDetailList",
        IdentityKind::Role => "RoleDetailList",
        IdentityKind::User => "UserDetailList",
    }
}

fn policy_key(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Group => "GroupPolicyList",
        IdentityKind::Role => "RolePolicyList",
        IdentityKind::User => "UserPolicyList",
    }
}

/// The text of a document that is an object, JSON in a text, or that percent-encoded.
fn document_text(raw: &str) -> Cow<'_, str> {
    if !raw.starts_with('"') {
        return raw.into();
    }
    let Ok(text) = serde_json::from_str::<String>(raw) else { return raw.into() };
    match text.trim_ascii_start().starts_with('%') {
        true => percent_decoded(&text).into(),
        false => text.into(),
    }
}

/// The text behind percent-encoding (RFC 3986); what is no escape stays as it is.
fn percent_decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let digit =
            |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let escaped = match after {
            [high, low, ..] if *byte == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        out.push(escaped.map_or(*byte, |(high, low)| high * 16 + low));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&out).into_owned()
}
