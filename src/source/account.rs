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

pub(super) use organization::read_organization;

use crate::diag::{Code, Error, Place};
use crate::model::arn::Arn;
use crate::model::inventory::{
    Attached, Attachment, Guard, GuardAttachment, GuardKind, Identity, IdentityKind,
    InstanceProfile, ManagedPolicy, Membership, Open, Origin, Parent, Written,
};
use crate::model::value::{self, Unknown};
use crate::model::{Inventory, Name, Store};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;

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

/// One page of authorization details. Texts and documents borrow from the file.
#[derive(Default)]
struct Page<'j> {
    groups: Vec<Principal<'j>>,
    policies: Vec<Policy<'j>>,
    roles: Vec<Principal<'j>>,
    users: Vec<Principal<'j>>,
    is_truncated: bool,
}

impl<'j> Page<'j> {
    fn list(&self, kind: IdentityKind) -> &[Principal<'j>] {
        match kind {
            IdentityKind::Group => &self.groups,
            IdentityKind::Role => &self.roles,
            IdentityKind::User => &self.users,
        }
    }
}

impl<'de> Deserialize<'de> for Page<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(PageVisitor)
    }
}

/// The lists that make a page one of authorization details.
const LISTS: &[&str] = &["GroupDetailList", "Policies", "RoleDetailList", "UserDetailList"];

struct PageVisitor;

impl<'de> Visitor<'de> for PageVisitor {
    type Value = Page<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object with the lists of authorization details")
    }

    /// A key may come again: joined pages repeat theirs, and the lists add up.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Page<'de>, A::Error> {
        let mut page = Page::default();
        let mut any = false;
        while let Some(Text(key)) = map.next_key()? {
            any |= LISTS.contains(&key.as_ref());
            match key.as_ref() {
                "GroupDetailList" => page.groups.append(&mut map.next_value::<List<_>>()?.0),
                "IsTruncated" => page.is_truncated = map.next_value()?,
                "Policies" => page.policies.append(&mut map.next_value::<List<_>>()?.0),
                "RoleDetailList" => page.roles.append(&mut map.next_value::<List<_>>()?.0),
                "UserDetailList" => page.users.append(&mut map.next_value::<List<_>>()?.0),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match any {
            true => Ok(page),
            false => Err(serde::de::Error::custom("an object with none of the four lists")),
        }
    }
}

/// A list that may be absent or null.
struct List<T>(Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(Option::deserialize(from)?.unwrap_or_default()))
    }
}

/// A text that borrows from the file, inside a list too.
#[derive(Deserialize)]
struct Text<'j>(#[serde(borrow)] Cow<'j, str>);

/// An entry of the three lists of identities; which members it has depends on the list.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Principal<'j> {
    #[serde(borrow)]
    arn: Cow<'j, str>,
    #[serde(borrow, alias = "GroupName", alias = "RoleName", alias = "UserName")]
    name: Cow<'j, str>,
    #[serde(
        borrow,
        default,
        alias = "GroupPolicyList",
        alias = "RolePolicyList",
        alias = "UserPolicyList"
    )]
    policies: List<InlinePolicy<'j>>,
    #[serde(borrow, default)]
    attached_managed_policies: List<AttachedPolicy<'j>>,
    #[serde(borrow, default)]
    group_list: List<Text<'j>>,
    #[serde(borrow, default)]
    assume_role_policy_document: Option<&'j RawValue>,
    #[serde(borrow, default)]
    instance_profile_list: List<Profile<'j>>,
    #[serde(borrow, default)]
    permissions_boundary: Option<Boundary<'j>>,
    #[serde(borrow, default)]
    tags: List<Tag<'j>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct InlinePolicy<'j> {
    #[serde(borrow)]
    policy_name: Cow<'j, str>,
    #[serde(borrow, default)]
    policy_document: Option<&'j RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AttachedPolicy<'j> {
    #[serde(borrow)]
    policy_arn: Cow<'j, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Boundary<'j> {
    #[serde(borrow)]
    permissions_boundary_arn: Cow<'j, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tag<'j> {
    #[serde(borrow)]
    key: Cow<'j, str>,
    #[serde(borrow, default)]
    value: Cow<'j, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Profile<'j> {
    #[serde(borrow)]
    arn: Cow<'j, str>,
    #[serde(borrow)]
    instance_profile_name: Cow<'j, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Policy<'j> {
    #[serde(borrow)]
    arn: Cow<'j, str>,
    #[serde(borrow, default)]
    default_version_id: Option<Cow<'j, str>>,
    #[serde(borrow, default)]
    policy_version_list: List<Version<'j>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Version<'j> {
    #[serde(borrow)]
    version_id: Cow<'j, str>,
    #[serde(default)]
    is_default_version: bool,
    #[serde(borrow, default)]
    document: Option<&'j RawValue>,
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const ALLOW: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;

    fn text(store: &Store, name: Name) -> &str {
        store.names.text(name)
    }

    fn loaded(json: &str) -> (Inventory, Store) {
        let mut store = Store::default();
        let inventory = read(json, "x.json", &mut store).unwrap();
        (inventory, store)
    }

    #[test]
    fn a_role_with_all_its_parts() {
        let (found, store) = loaded(&format!(
            r#"{{"RoleDetailList":[{{"Path":"/team/","RoleName":"deploy","RoleId":"AROA",
            "Arn":"arn:aws:iam::111122223333:role/team/deploy",
            "AssumeRolePolicyDocument":{ALLOW},
            "RolePolicyList":[{{"PolicyName":"own","PolicyDocument":{ALLOW}}}],
            "AttachedManagedPolicies":[{{"PolicyName":"p",
              "PolicyArn":"arn:aws:iam::aws:policy/p"}}],
            "InstanceProfileList":[{{"InstanceProfileName":"vm","Roles":[],
              "Arn":"arn:aws:iam::111122223333:instance-profile/vm"}}],
            "PermissionsBoundary":{{"PermissionsBoundaryType":"Policy",
              "PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/b"}},
            "Tags":[{{"Key":"z","Value":"1"}},{{"Key":"a","Value":"2"}}]}}]}}"#
        ));
        let [role] = &found.identities[..] else { panic!("{found:?}") };
        assert_eq!(role.kind, IdentityKind::Role);
        assert_eq!(text(&store, role.arn), "arn:aws:iam::111122223333:role/team/deploy");
        assert_eq!(text(&store, role.account), "111122223333");
        assert_eq!(text(&store, role.name), "deploy");
        let tags = role.tags.iter().map(|(key, value)| (text(&store, *key), text(&store, *value)));
        assert_eq!(tags.collect::<Vec<_>>(), [("a", "2"), ("z", "1")]);
        let (boundary, origin) = role.boundary.clone().unwrap();
        assert_eq!(text(&store, boundary.unwrap()), "arn:aws:iam::111122223333:policy/b");
        assert_eq!(text(&store, origin.attribute), "PermissionsBoundary");
        let trust = role.trust.as_ref().unwrap();
        assert_eq!(text(&store, trust.origin.attribute), "AssumeRolePolicyDocument");
        let origins: Vec<_> =
            found.attachments.iter().map(|one| text(&store, one.origin.attribute)).collect();
        let managed = "AttachedManagedPolicies[arn:aws:iam::aws:policy/p]";
        assert_eq!(origins, ["RolePolicyList[own]", managed]);
        let [profile] = &found.profiles[..] else { panic!("{found:?}") };
        assert_eq!((profile.role, profile.origin.address), (role.arn, role.arn));
        let Attached::Inline(_, own) = &found.attachments[0].attached else { panic!("{found:?}") };
        assert_eq!(own.document, trust.document, "an equal text is one document");
        assert_eq!(found.resource_count, 2);
    }

    #[test]
    fn pages_one_after_the_other_in_a_list_and_joined() {
        let user = r#""UserDetailList":[{"UserName":"u","Arn":"arn:aws:iam::1:user/u",
            "GroupList":["g","far"]}]"#;
        let group = r#""GroupDetailList":[{"GroupName":"g","Arn":"arn:aws:iam::1:group/p/g"}]"#;
        for json in [
            format!("{{{user},\"IsTruncated\":true}}\n{{{group},\"IsTruncated\":false}}"),
            format!("[{{{user}}},{{{group}}}]"),
            format!("{{{user},{group},\"UserDetailList\":[],\"Policies\":null}}"),
        ] {
            let (found, store) = loaded(&json);
            let groups: Vec<_> =
                found.memberships.iter().map(|one| text(&store, one.group)).collect();
            assert_eq!(groups, ["arn:aws:iam::1:group/p/g", "arn:aws:iam::1:group/far"], "{json}");
            assert_eq!(text(&store, found.memberships[0].origin.attribute), "GroupList[g]");
            assert_eq!((found.identities.len(), found.open.len()), (2, 0), "{json}");
        }
        let (found, _) = loaded(r#"{"Policies":[],"IsTruncated":true,"Marker":"m"}"#);
        assert_eq!(found.open.len(), 1, "a missing page is said aloud");
    }

    #[test]
    fn the_default_version_of_a_policy() {
        let version = |id: &str, default: bool| {
            format!(r#"{{"VersionId":"{id}","IsDefaultVersion":{default},"Document":{ALLOW}}}"#)
        };
        let table = [
            ("v1", [version("v1", false), version("v2", true)], "PolicyVersionList[v2]", true),
            ("v1", [version("v1", false), version("v2", false)], "PolicyVersionList[v1]", true),
            (
                "v9",
                [version("v1", false), version("v2", false)],
                "PolicyVersionList[default]",
                false,
            ),
        ];
        for (number, versions, want, known) in table {
            let versions = versions.join(",");
            let (found, store) = loaded(&format!(
                r#"{{"Policies":[{{"Arn":"arn:aws:iam::1:policy/p","DefaultVersionId":"{number}",
                "PolicyVersionList":[{versions}]}}]}}"#
            ));
            let written = &found.policies[0].written;
            assert_eq!(text(&store, written.origin.attribute), want);
            assert_eq!(written.document.is_ok(), known, "{want}");
        }
    }

    #[test]
    fn documents_in_three_forms() {
        let table = [
            (ALLOW.to_owned(), ALLOW),
            (serde_json::to_string(ALLOW).unwrap(), ALLOW),
            (r#""%7B%22Version%22%3a1%7d""#.to_owned(), r#"{"Version":1}"#),
            (r#""{\"a\":\"100%25 %zz %\"}""#.to_owned(), r#"{"a":"100%25 %zz %"}"#),
            (r#""%7B%C3%A9%zz%4""#.to_owned(), "{\u{e9}%zz%4"),
        ];
        for (raw, want) in table {
            assert_eq!(document_text(&raw), want, "{raw}");
        }
    }

    #[test]
    fn errors() {
        let table = [
            (r#"{"UserDetailList":[{"UserName":"u"}]}"#, Code::InputShape),
            (r#"{"UserDetailList":[{"UserName":"u","Arn":"u"}]}"#, Code::InputShape),
            (r#"{"UserDetailList":{}}"#, Code::InputShape),
            (r#"{"UserDetailList":[]}{"Marker":"m"}"#, Code::InputShape),
            (r#"{"UserDetailList":[]} x"#, Code::InputNotJson),
            (r#"{"UserDetailList":[{"Arn":"#, Code::InputTruncated),
        ];
        for (json, code) in table {
            let error = read(json, "x.json", &mut Store::default()).unwrap_err();
            assert_eq!(error.code, code, "{json}: {error}");
        }
    }

    #[test]
    fn no_input_forges_a_symbol() {
        let (found, store) = loaded(
            "{\"UserDetailList\":[{\"UserName\":\"\u{E000}x\u{E001}\",\
            \"Arn\":\"arn:aws:iam::\\ue000x\\ue001:user/u\"}]}",
        );
        let user = &found.identities[0];
        for name in [user.arn, user.account, user.name] {
            assert!(!value::is_symbolic(text(&store, name)));
        }
    }

    #[test]
    fn an_organization() {
        let mut store = Store::default();
        let json = format!(
            r#"{{"OrganizationId":"o-1","ManagementAccount":"1",
            "Root":{{"Id":"r-1","ServiceControlPolicies":["FullAWSAccess","Lost"],
              "OrganizationalUnits":[
                {{"Id":"ou-prod","Path":"Work/Prod","ServiceControlPolicies":["p-7"],
                  "Accounts":["2"]}},
                {{"Id":"ou-work","Path":"Work","Accounts":[],"OrganizationalUnits":[
                  {{"Id":"ou-in"}}]}}]}},
            "Accounts":[{{"Id":"2","Ou":"Work/Prod"}},{{"Id":"3","Ou":"Work",
              "ResourceControlPolicies":["Rcp"]}}],
            "ServiceControlPolicies":[{{"Name":"Deny","Id":"p-7","Content":{ALLOW}}}],
            "ResourceControlPolicies":[{{"Name":"Rcp","Content":{ALLOW}}}]}}"#
        );
        let found = read_organization(&json, "organization.json", &mut store).unwrap();
        let name = |name: Name| text(&store, name);
        let mut parents: Vec<_> =
            found.parents.iter().map(|link| (name(link.child), name(link.parent))).collect();
        parents.sort_unstable();
        let want = [
            ("2", "ou-prod"),
            ("3", "ou-work"),
            ("ou-in", "ou-work"),
            ("ou-prod", "ou-work"),
            ("ou-work", "r-1"),
        ];
        assert_eq!(parents, want);
        let attached: Vec<_> = found
            .guard_attachments
            .iter()
            .map(|one| (name(one.guard), name(one.target), name(one.origin.attribute)))
            .collect();
        let want = [
            ("FullAWSAccess", "r-1", "ServiceControlPolicies[FullAWSAccess]"),
            ("Lost", "r-1", "ServiceControlPolicies[Lost]"),
            ("p-7", "ou-prod", "ServiceControlPolicies[p-7]"),
            ("Rcp", "3", "ResourceControlPolicies[Rcp]"),
        ];
        assert_eq!(attached, want);
        let known: Vec<_> = found
            .guards
            .iter()
            .map(|guard| (name(guard.id), guard.kind, guard.written.document.is_ok()))
            .collect();
        let want = [
            ("p-7", GuardKind::Scp, true),
            ("Rcp", GuardKind::Rcp, true),
            ("FullAWSAccess", GuardKind::Scp, true),
            ("Lost", GuardKind::Scp, false),
        ];
        assert_eq!(known, want);
        assert_eq!(found.management_account.map(name), Some("1"));
        let lost = json.replace(r#""Ou":"Work","#, r#""Ou":"Nowhere","#);
        let error = read_organization(&lost, "organization.json", &mut store).unwrap_err();
        assert_eq!(error.code, Code::InputShape);
    }
}
