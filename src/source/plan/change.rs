//! One entry of a plan: what happens to an instance, and what it is on each side.

use super::shape::ResourceChange;
use crate::diag::{Code, Error, Place};
use crate::model::inventory::ChangeKind;
use crate::source::terraform::address::Key;
use crate::source::terraform::object::{Identifier, Object, Seal};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// An entry with its action understood.
#[derive(Debug)]
pub(super) struct Change<'p> {
    entry: &'p ResourceChange<'p>,
    id: Identifier<'p>,
    action: Action,
}

/// What Terraform will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    NoOp,
    Create,
    Read,
    Update,
    Delete,
    Replace,
    Forget,
    ForgetAndCreate,
}

/// `actions` in every order that Terraform writes.
const ACTIONS: &[(&[&str], Action)] = &[
    (&["no-op"], Action::NoOp),
    (&["create"], Action::Create),
    (&["read"], Action::Read),
    (&["update"], Action::Update),
    (&["delete"], Action::Delete),
    (&["delete", "create"], Action::Replace),
    (&["create", "delete"], Action::Replace),
    (&["forget"], Action::Forget),
    (&["create", "forget"], Action::ForgetAndCreate),
    (&["forget", "create"], Action::ForgetAndCreate),
];

impl<'p> Change<'p> {
    /// Reads an entry.
    ///
    /// # Errors
    /// `input-shape` for an action that is not known or for values that are no object.
    pub(super) fn read(entry: &'p ResourceChange<'p>, subject: &str) -> Result<Self, Error> {
        let wrong = |message: String, pointer: &str| {
            let address = Some(entry.address.0.as_ref().into());
            let place = Place { address, pointer: Some(pointer.into()), ..Place::default() };
            Error::new(Code::InputShape, subject, message).at(place)
        };
        let given: Vec<&str> =
            entry.change.actions.iter().map(|action| action.0.as_ref()).collect();
        let found = ACTIONS.iter().find(|(actions, _)| *actions == given.as_slice());
        let Some((_, action)) = found else {
            let given = given.join("`, `");
            return Err(wrong(format!("no such action is known: `{given}`"), "change.actions"));
        };
        for (values, pointer) in
            [(entry.change.before, "change.before"), (entry.change.after, "change.after")]
        {
            if values.is_some_and(|raw| !raw.get().starts_with('{')) {
                return Err(wrong("the values of a resource are no object".into(), pointer));
            }
        }
        let id = Identifier {
            address: Cow::Borrowed(entry.address.0.as_ref()),
            module: entry
                .module_address
                .as_ref()
                .map(|text| Cow::Borrowed(text.0.as_ref()))
                .unwrap_or_default(),
            data: entry.mode.as_ref().is_some_and(|mode| mode.0 == "data"),
            kind: Cow::Borrowed(entry.kind.0.as_ref()),
            name: Cow::Borrowed(entry.name.0.as_ref()),
            key: entry.index.and_then(Key::read),
            provider: None,
        };
        Ok(Self { entry, id, action: *action })
    }

    /// Its address with all keys.
    pub(super) fn address(&self) -> &str {
        &self.id.address
    }

    /// Whether it is a data source.
    pub(super) fn is_data(&self) -> bool {
        self.id.data
    }

    /// Whether it is what a replacement left behind and this plan takes away.
    pub(super) fn is_deposed(&self) -> bool {
        self.entry.deposed.is_some()
    }

    /// Whether the object stays alive although Terraform lets it go.
    pub(super) fn stays(&self) -> bool {
        matches!(self.action, Action::Forget | Action::ForgetAndCreate)
    }

    /// Whether both sides are the same, byte by byte, and nothing of it is unknown.
    pub(super) fn is_untouched(&self) -> bool {
        let change = &self.entry.change;
        let text = |raw: Option<&'p RawValue>| raw.map(RawValue::get);
        self.action == Action::NoOp
            && text(change.before) == text(change.after)
            && text(change.before_sensitive) == text(change.after_sensitive)
            && change.after_unknown.is_none_or(|tree| !tree.get().contains("true"))
    }

    /// The instance as it stands; none if it is new.
    pub(super) fn before(&self) -> Option<Object<'p>> {
        let values = self.entry.change.before?;
        let seal = Seal::tree(self.entry.change.before_sensitive);
        Some(Object::new(self.id.clone(), values, None, seal))
    }

    /// The instance as it will be; none if it will not.
    pub(super) fn after(&self) -> Option<Object<'p>> {
        if matches!(self.action, Action::Delete | Action::Forget) {
            return None;
        }
        let change = &self.entry.change;
        let seal = Seal::tree(change.after_sensitive);
        let object = Object::new(self.id.clone(), change.after?, change.after_unknown, seal);
        Some(object.evaluated(change.reasons))
    }

    /// What happens to it, for those who read.
    pub(super) fn kind(&self) -> ChangeKind {
        let moved = || {
            let from = self.entry.previous_address.as_ref();
            from.is_some_and(|from| from.0 != self.entry.address.0)
        };
        match self.action {
            Action::NoOp if self.entry.change.importing.is_some() => ChangeKind::Import,
            Action::NoOp if moved() => ChangeKind::Move,
            Action::NoOp | Action::Read => ChangeKind::None,
            Action::Create => ChangeKind::Create,
            Action::Update => ChangeKind::Update,
            Action::Delete => ChangeKind::Delete,
            Action::Replace | Action::ForgetAndCreate => ChangeKind::Replace,
            Action::Forget => ChangeKind::Forget,
        }
    }
}
