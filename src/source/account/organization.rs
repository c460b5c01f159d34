//! An organization's export: which policies of it limit which accounts, and the tree between them.

use super::page::{List, Text};
use super::{document_text, origin};
use crate::diag::{Code, Error};
use crate::model::inventory::{Guard, GuardAttachment, GuardKind, Origin, Parent, Written};
use crate::model::value::{self, Unknown};
use crate::model::{Inventory, Name, Store};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// What does an organization forbid, and where? Out: guards, attachments, the tree.
///
/// # Errors
/// `input-not-json`, `input-truncated`, `input-shape` with the line.
pub(in crate::source) fn read_organization(
    text: &str,
    name: &str,
    store: &mut Store,
) -> Result<Inventory, Error> {
    let organization: Organization<'_> = serde_json::from_str(text)
        .map_err(|error| Error::json(name, "the organization cannot be read", &error))?;
    let mut tree = Tree { out: Inventory::default(), guards: HashMap::new(), store };
    let manager = organization.management_account.as_ref();
    tree.out.management_account = manager.map(|account| tree.name(account));
    let id = organization.organization_id.as_ref();
    tree.out.organization = id.map(|id| tree.name(id));
    for guard in &organization.service_control_policies.0 {
        tree.guard(GuardKind::Scp, guard);
    }
    for guard in &organization.resource_control_policies.0 {
        tree.guard(GuardKind::Rcp, guard);
    }
    tree.units(&organization);
    tree.accounts(&organization, name)?;
    tree.out.resource_count = tree.out.guards.len() + tree.out.parents.len();
    Ok(tree.out)
}

struct Tree<'s> {
    out: Inventory,
    /// Ids of the policies by kind and name or id: an attachment may give either.
    guards: HashMap<(GuardKind, Name), Name>,
    store: &'s mut Store,
}

impl Tree<'_> {
    fn guard(&mut self, kind: GuardKind, guard: &Control<'_>) {
        let name = self.name(&guard.name);
        let id = guard.id.as_ref().map_or(name, |id| self.name(id));
        let own = guard.content.map(|raw| document_text(raw.get()));
        let text = own.or_else(|| provided(kind, &guard.name).map(Cow::from));
        let document = text.map(|text| self.store.documents.add(&text, &mut self.store.names));
        let document = document.ok_or_else(|| Unknown {
            reason: "the export does not hold the policy".into(),
            references: Vec::new(),
        });
        let origin = origin(self.store, id, controls_key(kind), &guard.name);
        self.out.guards.push(Guard { kind, id, written: Written { document, was: None, origin } });
        self.guards.extend([((kind, name), id), ((kind, id), id)]);
    }

    /// The units below the root. A path such as `Workloads/Prod` says what lies above, and so does
    /// nesting.
    fn units(&mut self, organization: &Organization<'_>) {
        let mut units = Vec::new();
        organization.root.flatten(None, &mut units);
        for (unit, enclosing) in &units {
            let id = self.name(&unit.id);
            let above = unit.path.as_ref().and_then(|path| path.rsplit_once('/'));
            let above = above.and_then(|(path, _)| by_path(&units, path)).or(*enclosing);
            if let Some(above) = above {
                self.below(id, &above.id);
            }
            self.attach(id, &unit.service_control_policies, &unit.resource_control_policies);
            for account in &unit.accounts.0 {
                let child = self.name(&account.0);
                self.below(child, &unit.id);
            }
        }
    }

    /// The list of accounts: policies of their own, and a unit for those that no unit lists.
    fn accounts(&mut self, organization: &Organization<'_>, subject: &str) -> Result<(), Error> {
        let mut units = Vec::new();
        organization.root.flatten(None, &mut units);
        let placed: HashSet<Name> = self.out.parents.iter().map(|link| link.child).collect();
        for account in &organization.accounts.0 {
            let id = self.name(&account.id);
            self.attach(id, &account.service_control_policies, &account.resource_control_policies);
            let Some(path) = account.ou.as_ref().filter(|_| !placed.contains(&id)) else {
                continue;
            };
            let Some(unit) = by_path(&units, path) else {
                let why =
                    format!("account `{}` is in a unit that the tree does not hold", account.id);
                return Err(Error::new(Code::InputShape, subject, why));
            };
            self.below(id, &unit.id);
        }
        Ok(())
    }

    fn below(&mut self, child: Name, parent: &str) {
        let parent = self.name(parent);
        let origin = Origin { address: child, attribute: Name::EMPTY };
        self.out.parents.push(Parent { child, parent, origin });
    }

    fn attach(&mut self, target: Name, scps: &List<Text<'_>>, rcps: &List<Text<'_>>) {
        for (kind, list) in [(GuardKind::Scp, scps), (GuardKind::Rcp, rcps)] {
            for Text(text) in &list.0 {
                let name = self.name(text);
                if !self.guards.contains_key(&(kind, name)) {
                    let control = Control { name: text.clone(), id: None, content: None };
                    self.guard(kind, &control);
                }
                let guard = self.guards.get(&(kind, name)).copied().unwrap_or(name);
                let origin = origin(self.store, target, controls_key(kind), text);
                self.out.guard_attachments.push(GuardAttachment { guard, target, origin });
            }
        }
    }

    fn name(&mut self, text: &str) -> Name {
        self.store.names.add(&value::without_marks(text))
    }
}

fn controls_key(kind: GuardKind) -> &'static str {
    match kind {
        GuardKind::Rcp => "ResourceControlPolicies",
        GuardKind::Scp => "ServiceControlPolicies",
    }
}

/// The policies that AWS keeps itself: exports often name them without their content.
///
/// Source: Organizations user guide, "Managing policies", read 2026-11-22.
fn provided(kind: GuardKind, name: &str) -> Option<&'static str> {
    match (kind, name) {
        (GuardKind::Scp, "FullAWSAccess" | "p-FullAWSAccess") => Some(
            r#"{"Version":"2012-10-17",
            "Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
        ),
        (GuardKind::Rcp, "RCPFullAWSAccess" | "p-RCPFullAWSAccess") => Some(
            r#"{"Version":"2012-10-17",
            "Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#,
        ),
        _ => None,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Organization<'j> {
    #[serde(borrow, default)]
    organization_id: Option<Cow<'j, str>>,
    #[serde(borrow, default)]
    management_account: Option<Cow<'j, str>>,
    #[serde(borrow)]
    root: Unit<'j>,
    #[serde(borrow, default)]
    accounts: List<Account<'j>>,
    #[serde(borrow, default)]
    service_control_policies: List<Control<'j>>,
    #[serde(borrow, default)]
    resource_control_policies: List<Control<'j>>,
}

/// The root or a unit.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Unit<'j> {
    #[serde(borrow)]
    id: Cow<'j, str>,
    #[serde(borrow, default)]
    path: Option<Cow<'j, str>>,
    #[serde(borrow, default)]
    service_control_policies: List<Text<'j>>,
    #[serde(borrow, default)]
    resource_control_policies: List<Text<'j>>,
    #[serde(borrow, default)]
    organizational_units: List<Self>,
    #[serde(borrow, default)]
    accounts: List<Text<'j>>,
}

/// A unit and the one that it is written in.
type Nested<'o> = (&'o Unit<'o>, Option<&'o Unit<'o>>);

impl<'j> Unit<'j> {
    fn flatten<'o>(&'o self, enclosing: Option<&'o Unit<'o>>, out: &mut Vec<Nested<'o>>) {
        out.push((self, enclosing));
        for unit in &self.organizational_units.0 {
            unit.flatten(Some(self), out);
        }
    }
}

fn by_path<'o>(units: &[Nested<'o>], path: &str) -> Option<&'o Unit<'o>> {
    units.iter().find(|(unit, _)| unit.path.as_deref() == Some(path)).map(|(unit, _)| *unit)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Account<'j> {
    #[serde(borrow)]
    id: Cow<'j, str>,
    #[serde(borrow, default)]
    ou: Option<Cow<'j, str>>,
    #[serde(borrow, default)]
    service_control_policies: List<Text<'j>>,
    #[serde(borrow, default)]
    resource_control_policies: List<Text<'j>>,
}

/// A service or resource control policy.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Control<'j> {
    #[serde(borrow)]
    name: Cow<'j, str>,
    #[serde(borrow, default)]
    id: Option<Cow<'j, str>>,
    #[serde(borrow, default)]
    content: Option<&'j RawValue>,
}
