//! Which nodes a selector means.

use super::many::Many;
use super::node::{Node, Nodes};

use super::pack::{Account, CONTRACT, Contract, Kind, Pack, Selector, Tenant};
use super::ruleset::Ruleset;
use crate::iam::glob;
use std::cell::OnceCell;

/// The selector for a tenant other than that of the start.
const NOT_SAME: &str = "!same";

/// Whether a pattern with `*` and `?` surely covers a text.
pub fn like(pattern: &str, text: &str) -> bool {
    glob::covers(pattern, text) == crate::iam::Truth::Yes
}

/// What selectors are looked up in.
#[derive(Debug)]
pub struct Field<'r> {
    /// The declared nodes.
    pub nodes: &'r Nodes,
    /// The tenants of all packs in force.
    pub tenants: Vec<&'r Tenant>,
    /// Names of accounts.
    pub accounts: Vec<&'r Account>,
    /// The contracts that are still to be counted on.
    contracts: Vec<&'r Contract>,
    declared: OnceCell<Vec<Node>>,
}

impl<'r> Field<'r> {
    /// The nodes, as some rules see them.
    pub fn new(rules: &'r Ruleset, nodes: &'r Nodes) -> Self {
        let tenants = rules.all(|pack: &Pack| &pack.tenant).collect();
        let accounts = rules.all(|pack: &Pack| &pack.account).collect();
        let contracts = rules.all(|pack: &Pack| &pack.contract);
        let contracts = contracts.filter(|one| rules.today <= one.review_by).collect();
        Self { nodes, tenants, accounts, contracts, declared: OnceCell::new() }
    }

    /// Whether a selector means a node; `start` is the other end, for `!same`.
    pub fn means(&self, selector: &Selector, node: &Node, start: Option<&Node>) -> bool {
        self.plainly(selector, node) && self.of_tenant(selector, node, start)
    }

    /// The tenant that a node belongs to.
    pub fn tenant(&self, node: &Node) -> Option<&str> {
        let found = self.tenants.iter().find(|tenant| self.plainly(&tenant.select, node));
        found.map(|tenant| tenant.id.get_ref().as_str())
    }

    /// Whether a selector means any declared node. What no input declares, such as the internet or an
    /// administrator, is there for whoever asks for it by its kind alone.
    pub fn finds_any(&self, selector: &Selector) -> bool {
        let everywhere = |kind: &Kind| kind.is_everywhere();
        let by_kind = selector.kind.0.iter().any(everywhere);
        // The other end decides whose tenant is meant.
        let selector = match selector.tenant.as_deref() {
            Some(NOT_SAME) => &Selector { tenant: Some("*".to_owned()), ..selector.clone() },
            _ => selector,
        };
        by_kind || self.meant(selector).next().is_some()
    }

    /// Whether a pattern means an account, by number or name.
    pub fn is_account(&self, pattern: &str, number: &str) -> bool {
        let named = |one: &&Account| one.id.get_ref() == number && like(pattern, &one.alias);
        like(pattern, number) || self.accounts.iter().any(named)
    }

    /// The declared nodes that a selector means.
    pub fn meant<'f>(&'f self, selector: &'f Selector) -> impl Iterator<Item = &'f Node> {
        self.declared().iter().filter(move |node| self.means(selector, node, None))
    }

    fn declared(&self) -> &[Node] {
        self.declared.get_or_init(|| self.nodes.declared().collect())
    }

    /// Whether anything declared is in an account.
    pub fn finds_account(&self, pattern: &str) -> bool {
        self.declared().iter().any(|node| self.is_account(pattern, &node.account))
    }

    /// Whether one of some exceptions means a node: a pattern of its id, or the contract that it is in.
    pub fn is_excepted(&self, exceptions: &Many<String>, id: &str) -> bool {
        let agreed = |name: &str| {
            let own = self.contracts.iter().filter(|one| one.id.get_ref() == name);
            own.flat_map(|one| &one.node.0).any(|pattern| like(pattern, id))
        };
        exceptions.0.iter().any(|one| match one.strip_prefix(CONTRACT) {
            Some(name) => agreed(name),
            None => like(one, id),
        })
    }

    fn plainly(&self, selector: &Selector, node: &Node) -> bool {
        let fits = |pattern: &Option<String>, text: &str| {
            pattern.as_ref().is_none_or(|pattern| like(pattern, text))
        };
        let tagged = selector.tag.iter().all(|(key, pattern)| {
            node.tags.iter().any(|(had, value)| had == key && like(pattern, value))
        });
        tagged
            && selector.kind.open_or(|kind| Some(*kind) == node.kind)
            && fits(&selector.name, &node.name)
            && selector.account.as_ref().is_none_or(|one| self.is_account(one, &node.account))
            && fits(&selector.id, &node.id)
            && selector.any_privilege.open_or(|one| self.nodes.has(node, one))
    }

    fn of_tenant(&self, selector: &Selector, node: &Node, start: Option<&Node>) -> bool {
        let Some(wanted) = &selector.tenant else { return true };
        let Some(own) = self.tenant(node) else { return false };
        match wanted.as_str() {
            NOT_SAME => start.and_then(|start| self.tenant(start)).is_some_and(|its| its != own),
            pattern => like(pattern, own),
        }
    }
}
