//! What a rule may ask about a node of the graph.

use super::estate::Privileges;
use super::pack::Kind;
use crate::model::inventory::Inventory;
use crate::model::{Name, Store};
use std::collections::BTreeMap;

/// The kind of a node, by service and begin of the resource part of its ARN.
const KINDS: &[(&str, &str, Kind)] = &[
    ("dynamodb", "table/", Kind::Db),
    ("iam", "group/", Kind::Group),
    ("iam", "policy/", Kind::Policy),
    ("iam", "role/", Kind::Role),
    ("iam", "user/", Kind::User),
    ("kms", "key/", Kind::Key),
    ("lambda", "function:", Kind::Function),
    ("rds", "", Kind::Db),
    ("s3", "", Kind::Bucket),
    ("secretsmanager", "secret:", Kind::Secret),
    ("sns", "", Kind::Topic),
    ("sqs", "", Kind::Queue),
    ("ssm", "parameter/", Kind::Secret),
];

/// The kind of a node that is no ARN, by the begin of its id.
const WORDS: &[(&str, Kind)] = &[
    ("ADMIN", Kind::Admin),
    ("account:", Kind::Account),
    ("anonymous", Kind::Internet),
    ("federated:", Kind::Federated),
    ("internet", Kind::Internet),
    ("service:", Kind::Service),
];

/// A node, by what its id and its tags tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its id in reports.
    pub id: String,
    /// What it is, where the id tells.
    pub kind: Option<Kind>,
    /// Its name without path; the id where it has none.
    pub name: String,
    /// Its account; empty where the id does not tell.
    pub account: String,
    /// Its tags.
    pub tags: Vec<(String, String)>,
    /// Where it is declared; empty for what no input declares.
    pub address: String,
}

/// The nodes that are declared, by id and by address.
#[derive(Debug, Default)]
pub struct Nodes {
    tags: BTreeMap<String, Vec<(String, String)>>,
    addresses: BTreeMap<String, String>,
    /// The id of what is declared at an address.
    ids: BTreeMap<String, String>,
    /// The privileges that rules ask for, by id of who has them.
    pub privileges: Privileges,
}

impl Nodes {
    /// Identities, carriers, resources and elements of some inventories, the first of which counts most.
    pub fn of(inventories: &[&Inventory], store: &Store) -> Self {
        let mut out = Self::default();
        for inventory in inventories {
            let identities =
                inventory.identities.iter().map(|one| (one.arn, &one.origin, one.tags.as_slice()));
            let carriers =
                inventory.carriers.iter().map(|one| (one.arn, &one.origin, one.tags.as_slice()));
            let resources =
                inventory.resources.iter().map(|one| (one.arn, &one.origin, one.tags.as_slice()));
            let elements =
                inventory.elements.iter().map(|one| (one.id, &one.origin, [].as_slice()));
            let untagged = |(id, origin)| (id, origin, [].as_slice());
            let providers = inventory.providers.iter().map(|one| (one.arn, &one.origin));
            let policies = inventory.policies.iter().map(|one| (one.arn, &one.written.origin));
            let guards = inventory.guards.iter().map(|one| (one.id, &one.written.origin));
            let others = providers.chain(policies).chain(guards).map(untagged);
            let all = identities.chain(carriers).chain(resources).chain(elements).chain(others);
            for (id, origin, tags) in all {
                out.add(id, origin.address, tags, store);
            }
        }
        out
    }

    fn add(&mut self, id: Name, address: Name, tags: &[(Name, Name)], store: &Store) {
        let shown = |name| crate::model::value::shown(&store.names, name);
        let (id, address) = (shown(id), shown(address));
        if !tags.is_empty() {
            let tags: Vec<_> =
                tags.iter().map(|(key, value)| (shown(*key), shown(*value))).collect();
            self.tags.entry(id.clone()).or_insert_with(|| tags.clone());
            self.tags.entry(address.clone()).or_insert(tags);
        }
        self.ids.entry(address.clone()).or_insert_with(|| id.clone());
        self.addresses.entry(id).or_insert(address);
    }

    /// What is known of the node with an id.
    pub fn node(&self, id: &str) -> Node {
        let tags = self.tags.get(id).cloned().unwrap_or_default();
        let address = self.addresses.get(id).cloned().unwrap_or_default();
        let (id, address) = match self.arn(id) {
            arn if arn == id => (id, address),
            arn => (arn, id.to_owned()),
        };
        let mut parts = id.splitn(6, ':');
        let arn = parts.next() == Some("arn");
        let (service, account) = (parts.nth(1), parts.nth(1));
        let resource = parts.next().unwrap_or_default();
        let kind = if arn {
            let service = service.unwrap_or_default();
            KINDS
                .iter()
                .find(|row| row.0 == service && resource.starts_with(row.1))
                .map(|row| row.2)
        } else {
            WORDS.iter().find(|(begin, _)| id.starts_with(begin)).map(|row| row.1)
        };
        let name = if arn { resource.rsplit(['/', ':']).next() } else { None };
        let account = match id.strip_prefix("account:") {
            Some(number) => number,
            None => account.filter(|_| arn).unwrap_or_default(),
        };
        Node {
            kind,
            name: name.unwrap_or(id).to_owned(),
            account: account.to_owned(),
            tags,
            address,
            id: id.to_owned(),
        }
    }

    /// The ARN of a node, or its id. Where its ARN is not known yet, a node is called by its address.
    pub fn arn<'n>(&'n self, id: &'n str) -> &'n str {
        self.ids.get(id).map_or(id, String::as_str)
    }

    /// Whether a node has a privilege.
    pub fn has(&self, node: &Node, privilege: &str) -> bool {
        let own = [&node.id, &node.address].into_iter().filter_map(|id| self.privileges.get(id));
        own.into_iter().any(|all| all.contains(privilege))
    }

    /// All declared nodes.
    pub fn declared(&self) -> impl Iterator<Item = Node> {
        self.addresses.keys().map(|id| self.node(id))
    }

    /// Whether an input declares the node with an id, or at an address.
    pub fn declares(&self, id: &str) -> bool {
        self.addresses.contains_key(id) || self.ids.contains_key(id)
    }
}
