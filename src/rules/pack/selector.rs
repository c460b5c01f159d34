//! Which nodes of the graph a rule means, as it is written.

use super::Pack;
use crate::rules::many::Many;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// Which nodes of the graph are meant; all that is given must hold.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selector {
    /// Kinds of nodes.
    pub kind: Many<Kind>,
    /// Patterns of values, by key.
    pub tag: BTreeMap<String, String>,
    /// Pattern of the name.
    pub name: Option<String>,
    /// Pattern of the account number.
    pub account: Option<String>,
    /// Pattern of the node id.
    pub id: Option<String>,
    /// A tenant, `*` for any, `!same` for another than that of the start.
    pub tenant: Option<String>,
    /// Privileges of which it has any; `admin-equivalent` is administrator power.
    pub any_privilege: Many<String>,
}

impl Selector {
    /// Whether nothing is given, so that it means every node.
    pub fn is_open(&self) -> bool {
        self == &Self::default()
    }
}

/// A kind of node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Kind {
    Account,
    Admin,
    Bucket,
    Db,
    Federated,
    Function,
    Group,
    Internet,
    Key,
    Policy,
    Queue,
    Role,
    Secret,
    Service,
    Topic,
    User,
}

impl Kind {
    /// Whether it is there though no input declares it.
    pub fn is_everywhere(self) -> bool {
        matches!(
            self,
            Self::Account | Self::Admin | Self::Federated | Self::Internet | Self::Service
        )
    }
}

/// A selector and the rule that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Row<'p> {
    /// The name of the rule.
    pub id: &'p Spanned<String>,
    /// What it means.
    pub select: &'p Selector,
    /// Whether it may match nothing.
    pub may_be_empty: bool,
}

impl Pack {
    /// Every selector of the pack.
    pub fn selectors(&self) -> Vec<Row<'_>> {
        let row = |id, select, may_be_empty| Row { id, select, may_be_empty };
        let mut out = Vec::new();
        out.extend(self.target.iter().map(|one| row(&one.id, &one.select, one.allow_empty)));
        out.extend(self.tenant.iter().map(|one| row(&one.id, &one.select, one.allow_empty)));
        for gate in &self.gate {
            let ends = [&gate.when.from, &gate.when.to].into_iter().flatten();
            out.extend(ends.map(|one| row(&gate.id, one, gate.when.allow_empty)));
        }
        for one in &self.invariant {
            let own = one.selectors().into_iter();
            out.extend(own.map(|select| row(&one.id, select, one.allow_empty)));
        }
        out.extend(self.contract.iter().map(|one| row(&one.id, &one.allowed.resources, true)));
        out
    }
}
