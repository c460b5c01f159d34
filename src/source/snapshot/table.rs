//! How each struct of the inventory is written, for both directions. A member that a table forgets does
//! not compile.

use super::part::{Part, Reader, Writer};
use crate::model::Inventory;
use crate::model::element::{Element, ElementKind, Setting};
use crate::model::inventory::{
    Attachment, Carrier, CarrierKind, Credential, CredentialKind, Disclosure, Door, DoorKind,
    Exclusive, Gap, Guard, GuardAttachment, GuardKind, Identity, IdentityKind, InstanceProfile,
    Leaf, ManagedPolicy, Membership, Open, Origin, Parent, Provider, Recorded, Resource,
    ResourceKind, SecretCopy, Unread, Written,
};
use crate::model::value::Unknown;
use serde_json::Value as Json;
use serde_json::value::RawValue;

/// Structs as objects with all their members.
macro_rules! records {
    ($($record:ident { $first:ident $(, $member:ident)* $(,)? })*) => {$(
        impl Part for $record {
            fn put(&self, to: &mut Writer<'_>) {
                let Self { $first, $($member),* } = self;
                to.key(stringify!($first), true);
                $first.put(to);
                $(to.key(stringify!($member), false);
                $member.put(to);)*
                to.out.push('}');
            }
            fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
                const MEMBERS: &[&str] = &[stringify!($first), $(stringify!($member)),*];
                let members = from.as_object().ok_or("an object is missing")?;
                if let Some(other) = members.keys().find(|key| !MEMBERS.contains(&key.as_str())) {
                    return Err(format!("`{other}` is no member of it"));
                }
                Ok(Self {
                    $first: take_member(members, stringify!($first), reader)?,
                    $($member: take_member(members, stringify!($member), reader)?),*
                })
            }
        }
    )*};
}

fn take_member<T: Part>(
    members: &serde_json::Map<String, Json>,
    key: &str,
    reader: &mut Reader<'_>,
) -> Result<T, String> {
    let member = members.get(key).unwrap_or(&Json::Null);
    T::take(member, reader).map_err(|why| format!("{key}: {why}"))
}

/// Kinds of the model, by the words that it has for them.
macro_rules! kinds {
    ($($of:ident),* $(,)?) => {$(
        impl Part for $of {
            fn put(&self, to: &mut Writer<'_>) {
                to.text(self.word());
            }
            fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
                let kind = from.as_str().and_then(Self::of_word);
                kind.ok_or_else(|| format!("{from} is no known word"))
            }
        }
    )*};
}

/// Enums that have other words elsewhere.
macro_rules! words {
    ($($of:ident { $($variant:ident $word:literal),* $(,)? })*) => {$(
        impl Part for $of {
            fn put(&self, to: &mut Writer<'_>) {
                to.text(match self { $(Self::$variant => $word),* });
            }
            fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
                match from.as_str() {
                    $(Some($word) => Ok(Self::$variant),)*
                    _ => Err(format!("{from} is no known word")),
                }
            }
        }
    )*};
}

/// The lists of an inventory, one record a line, and its single values.
macro_rules! inventory {
    ({ $($list:ident),* $(,)? } { $($single:ident),* $(,)? }) => {
        pub(super) fn members(inventory: &Inventory, to: &mut Writer<'_>) {
            // A snapshot stands by itself: the files that it came from may be gone.
            let Inventory { $($list,)* $($single,)* places: _, zones: _ } = inventory;
            $(
                to.out.push_str(concat!(",\n\"", stringify!($list), "\":"));
                to.list($list, true);
            )*
            $(
                to.out.push_str(concat!(",\n\"", stringify!($single), "\":"));
                $single.put(to);
            )*
        }

        /// Reads one member of a snapshot; an error is a pointer and what is wrong there.
        pub(super) fn member(
            key: &str,
            raw: &RawValue,
            inventory: &mut Inventory,
            reader: &mut Reader<'_>,
        ) -> Result<(), (String, String)> {
            match key {
                $(stringify!($list) => inventory.$list = take_list(key, raw, reader)?,)*
                $(stringify!($single) => inventory.$single = take_record(key, raw, reader)?,)*
                _ => return Err((key.to_owned(), "this member is not known".into())),
            }
            Ok(())
        }
    };
}

fn take_list<T: Part>(
    key: &str,
    raw: &RawValue,
    reader: &mut Reader<'_>,
) -> Result<Vec<T>, (String, String)> {
    let list: Vec<&RawValue> =
        serde_json::from_str(raw.get()).map_err(|_| (key.into(), "this is no list".into()))?;
    let records = list.into_iter().enumerate();
    records.map(|(index, raw)| take_record(&format!("{key}[{index}]"), raw, reader)).collect()
}

fn take_record<T: Part>(
    pointer: &str,
    raw: &RawValue,
    reader: &mut Reader<'_>,
) -> Result<T, (String, String)> {
    let json = serde_json::from_str(raw.get()).map_err(|why| (pointer.into(), why.to_string()))?;
    T::take(&json, reader).map_err(|why| (pointer.to_owned(), why))
}

inventory! {
    {
        attachments,
        carriers,
        copies,
        credentials,
        disclosures,
        doors,
        elements,
        exclusives,
        forgotten,
        gaps,
        guard_attachments,
        guards,
        identities,
        memberships,
        open,
        parents,
        policies,
        profiles,
        providers,
        resources,
    }
    { management_account, organization, resource_count, unread }
}

records! {
    Attachment { identity, attached, origin, mirrored }
    Carrier { kind, arn, role, interactive, shut, tags, origin }
    Credential { kind, user, origin }
    Disclosure { carrier, kind, user, origin }
    Door { kind, id, to, open, origin }
    Element { kind, id, settings, origin }
    Exclusive { of, by_policy, inline, only, origin }
    Gap { address, reason }
    Guard { kind, id, written }
    GuardAttachment { guard, target, origin }
    Identity { kind, arn, account, name, trust, boundary, tags, origin }
    InstanceProfile { arn, role, origin }
    Leaf { address, kind, attribute, value, modelled }
    ManagedPolicy { arn, written, others }
    Membership { user, group, origin }
    Open { origin, unknown, affects }
    Origin { address, attribute }
    Parent { child, parent, origin }
    Provider { arn, origin }
    Resource { kind, arn, account, policy, tags, origin }
    SecretCopy { of, holder, kind, printed, origin }
    Setting { key, known, open, attribute }
    Unknown { reason, references }
    Unread { recorded, leaves }
    Written { document, was, origin }
}

kinds! { CarrierKind, CredentialKind, DoorKind, ElementKind, IdentityKind, ResourceKind }

words! {
    GuardKind { Rcp "rcp", Scp "scp" }
    Recorded { Configuration "configuration", State "state" }
}
