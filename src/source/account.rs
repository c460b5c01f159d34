//! `aws iam get-account-authorization-details`, and the organization around the account.
//!
//! Pages may stand in one file one after the other, as a list, or joined by key. Documents may be
//! objects, JSON inside a text, or that percent-encoded, as the API itself gives it.
//!
//! An organization is an object with the keys of `Organization` below: `Root` with its units,
//! accounts and names of attached policies, and the policies with their content.
//!
//! Source: IAM API reference, `GetAccountAuthorizationDetails`, read 2026-11-22.

use crate::diag::{Code, Error, Place};
use crate::model::arn::Arn;
use crate::model::inventory::{
    Attached, Attachment, Guard, GuardAttachment, GuardKind, Identity, IdentityKind,
    InstanceProfile, ManagedPolicy, Membership, Open, Origin, Parent, Written,
};
use crate::model::value::{self, Unknown};
use crate::model::{Inventory, Name, Store};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// What does an account hold? In: all pages of its authorization details. Out: its identities, their
/// policies and memberships, in order of the file.
///
/// # Errors
/// `input-not-json`, `input-truncated`, `input-shape` with the line.
pub(super) fn read(text: &str, name: &str, store: &mut Store) -> Result<Inventory, Error> {
    let pages = pages(text, name)?;
    let mut reader = Reader { out: Inventory::default(), groups: HashMap::new(), store, subject: name };
    for page in &pages {
        for group in &page.group_detail_list.0 {
            reader.group(group)?;
        }
    }
    for page in &pages {
        for user in &page.user_detail_list.0 {
            reader.user(user)?;
        }
        for role in &page.role_detail_list.0 {
            reader.role(role)?;
        }
        for policy in &page.policies.0 {
            reader.policy(policy);
        }
    }
    if pages.last().is_some_and(|page| page.is_truncated) {
        reader.cut_short();
    }
    let out = &mut reader.out;
    out.resource_count = out.identities.len() + out.policies.len() + out.profiles.len();
    Ok(reader.out)
}

fn pages<'j>(text: &'j str, subject: &str) -> Result<Vec<Page<'j>>, Error> {
    let wrong = |error: serde_json::Error| Error::json(subject, "authorization details", &error);
    let pages: Vec<Page<'j>> = if text.trim_ascii_start().starts_with('[') {
        serde_json::from_str(text).map_err(wrong)?
    } else {
        let pages = serde_json::Deserializer::from_str(text).into_iter();
        pages.collect::<Result<_, _>>().map_err(wrong)?
    };
    Ok(pages)
}

struct Reader<'s> {
    out: Inventory,
    /// ARNs of groups by account and name, for users name their groups without path.
    groups: HashMap<(Name, Name), Name>,
    store: &'s mut Store,
    subject: &'s str,
}

impl Reader<'_> {
    fn user(&mut self, user: &User<'_>) -> Result<(), Error> {
        let identity = self.identity(IdentityKind::User, &user.arn, &user.user_name, &user.shared)?;
        let Identity { arn, account, .. } = identity;
        self.inline(arn, "UserPolicyList", &user.user_policy_list.0);
        for group in &user.group_list.0 {
            let origin = self.origin(arn, "GroupList", &group.0);
            let short = self.name(&group.0);
            let group = match self.groups.get(&(account, short)) {
                Some(&known) => known,
                None => self.group_elsewhere(&user.arn, short),
            };
            self.out.memberships.push(Membership { user: arn, group, origin });
        }
        self.out.identities.push(identity);
        Ok(())
    }

    fn group(&mut self, group: &Group<'_>) -> Result<(), Error> {
        let Group { arn, group_name, group_policy_list, shared } = group;
        let identity = self.identity(IdentityKind::Group, arn, group_name, shared)?;
        self.groups.insert((identity.account, identity.name), identity.arn);
        self.inline(identity.arn, "GroupPolicyList", &group_policy_list.0);
        self.out.identities.push(identity);
        Ok(())
    }

    fn role(&mut self, role: &Role<'_>) -> Result<(), Error> {
        let mut identity =
            self.identity(IdentityKind::Role, &role.arn, &role.role_name, &role.shared)?;
        let arn = identity.arn;
        let attribute = self.store.names.add("AssumeRolePolicyDocument");
        let origin = Origin { address: arn, attribute };
        identity.trust = Some(self.written(role.assume_role_policy_document, origin));
        self.inline(arn, "RolePolicyList", &role.role_policy_list.0);
        for profile in &role.instance_profile_list.0 {
            let origin = self.origin(arn, "InstanceProfileList", &profile.instance_profile_name);
            let arn = self.name(&profile.arn);
            self.out.profiles.push(InstanceProfile { arn, role: identity.arn, origin });
        }
        self.out.identities.push(identity);
        Ok(())
    }

    /// What users, roles and groups have in common; their managed policies are added.
    fn identity(
        &mut self,
        kind: IdentityKind,
        arn: &str,
        name: &str,
        shared: &Shared<'_>,
    ) -> Result<Identity, Error> {
        let Some(parsed) = Arn::parse(arn) else {
            let pointer = Some(format!("{}[{}]", kind_key(kind), value::readable(name)).into());
            return Err(Error::new(Code::InputShape, self.subject, "an `Arn` is no ARN")
                .at(Place { pointer, ..Place::default() }));
        };
        let account = self.name(parsed.account);
        let (arn, name) = (self.name(arn), self.name(name));
        for policy in &shared.attached_managed_policies.0 {
            let origin = self.origin(arn, "AttachedManagedPolicies", &policy.policy_arn);
            let attached = Attached::Managed(self.name(&policy.policy_arn));
            self.out.attachments.push(Attachment {
                identity: arn,
                attached,
                origin,
                mirrored: false,
            });
        }
        let attribute = self.store.names.add("PermissionsBoundary");
        let boundary = shared.permissions_boundary.as_ref().map(|boundary| {
            let policy = self.name(&boundary.permissions_boundary_arn);
            (Ok(policy), Origin { address: arn, attribute })
        });
        let mut tags: Vec<(&str, &str)> =
            shared.tags.0.iter().map(|tag| (tag.key.as_ref(), tag.value.as_ref())).collect();
        tags.sort_unstable();
        let tags = tags.into_iter().map(|(key, value)| (self.name(key), self.name(value)));
        let tags = tags.collect();
        let origin = Origin { address: arn, attribute: Name::EMPTY };
        Ok(Identity { kind, arn, account, name, trust: None, boundary, tags, origin })
    }

    fn inline(&mut self, identity: Name, list: &str, policies: &[InlinePolicy<'_>]) {
        for policy in policies {
            let origin = self.origin(identity, list, &policy.policy_name);
            let name = self.name(&policy.policy_name);
            let written = self.written(policy.policy_document, origin.clone());
            let attached = Attached::Inline(name, written);
            self.out.attachments.push(Attachment { identity, attached, origin, mirrored: false });
        }
    }

    /// A managed policy with its default version, by mark or else by number.
    fn policy(&mut self, policy: &Policy<'_>) {
        let versions = &policy.policy_version_list.0;
        let version = versions.iter().find(|version| version.is_default_version).or_else(|| {
            let number = policy.default_version_id.as_deref();
            versions.iter().find(|version| number == Some(version.version_id.as_ref()))
        });
        let arn = self.name(&policy.arn);
        let origin = self.origin(
            arn,
            "PolicyVersionList",
            version.map_or("default", |version| &version.version_id),
        );
        let written = self.written(version.and_then(|version| version.document), origin);
        self.out.policies.push(ManagedPolicy { arn, written });
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

    /// A group that the file does not hold; its path is not known, so the usual one is taken.
    fn group_elsewhere(&mut self, user: &str, group: Name) -> Name {
        let (partition, account) =
            Arn::parse(user).map_or(("aws", ""), |arn| (arn.partition, arn.account));
        let group = self.store.names.text(group);
        let arn = format!("arn:{partition}:iam::{account}:group/{group}");
        self.name(&arn)
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

fn kind_key(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Group => "GroupDetailList",
        IdentityKind::Role => "RoleDetailList",
        IdentityKind::User => "UserDetailList",
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
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        (rest, _) = match after {
            [high, low, behind @ ..] if *byte == b'%' => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => (behind, out.push(high * 16 + low)),
                _ => (after, out.push(*byte)),
            },
            _ => (after, out.push(*byte)),
        };
    }
    String::from_utf8_lossy(&out).into_owned()
}
