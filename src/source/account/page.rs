//! Authorization details as they are written: what is read of a page, and nothing of what it means.

use crate::model::inventory::IdentityKind;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// One page of authorization details. Texts and documents borrow from the file.
#[derive(Default)]
pub(super) struct Page<'j> {
    pub(super) groups: Vec<Principal<'j>>,
    pub(super) policies: Vec<Policy<'j>>,
    pub(super) roles: Vec<Principal<'j>>,
    pub(super) users: Vec<Principal<'j>>,
    pub(super) is_truncated: bool,
}

impl<'j> Page<'j> {
    pub(super) fn list(&self, kind: IdentityKind) -> &[Principal<'j>] {
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
pub(super) struct List<T>(pub(super) Vec<T>);

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
pub(super) struct Text<'j>(#[serde(borrow)] pub(super) Cow<'j, str>);

/// An entry of the three lists of identities; which members it has depends on the list.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Principal<'j> {
    #[serde(borrow)]
    pub(super) arn: Cow<'j, str>,
    #[serde(borrow, alias = "GroupName", alias = "RoleName", alias = "UserName")]
    pub(super) name: Cow<'j, str>,
    #[serde(
        borrow,
        default,
        alias = "GroupPolicyList",
        alias = "RolePolicyList",
        alias = "UserPolicyList"
    )]
    pub(super) policies: List<InlinePolicy<'j>>,
    #[serde(borrow, default)]
    pub(super) attached_managed_policies: List<AttachedPolicy<'j>>,
    #[serde(borrow, default)]
    pub(super) group_list: List<Text<'j>>,
    #[serde(borrow, default)]
    pub(super) assume_role_policy_document: Option<&'j RawValue>,
    #[serde(borrow, default)]
    pub(super) instance_profile_list: List<Profile<'j>>,
    #[serde(borrow, default)]
    pub(super) permissions_boundary: Option<Boundary<'j>>,
    #[serde(borrow, default)]
    pub(super) tags: List<Tag<'j>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct InlinePolicy<'j> {
    #[serde(borrow)]
    pub(super) policy_name: Cow<'j, str>,
    #[serde(borrow, default)]
    pub(super) policy_document: Option<&'j RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AttachedPolicy<'j> {
    #[serde(borrow)]
    pub(super) policy_arn: Cow<'j, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Boundary<'j> {
    #[serde(borrow)]
    pub(super) permissions_boundary_arn: Cow<'j, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tag<'j> {
    #[serde(borrow)]
    pub(super) key: Cow<'j, str>,
    #[serde(borrow, default)]
    pub(super) value: Cow<'j, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Profile<'j> {
    #[serde(borrow)]
    pub(super) arn: Cow<'j, str>,
    #[serde(borrow)]
    pub(super) instance_profile_name: Cow<'j, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Policy<'j> {
    #[serde(borrow)]
    pub(super) arn: Cow<'j, str>,
    #[serde(borrow, default)]
    pub(super) default_version_id: Option<Cow<'j, str>>,
    #[serde(borrow, default)]
    pub(super) policy_version_list: List<Version<'j>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Version<'j> {
    #[serde(borrow)]
    pub(super) version_id: Cow<'j, str>,
    #[serde(default)]
    pub(super) is_default_version: bool,
    #[serde(borrow, default)]
    pub(super) document: Option<&'j RawValue>,
}
