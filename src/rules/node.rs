//! What a rule may ask about a node of the graph.

use super::pack::Kind;
use crate::model::Store;
use crate::model::inventory::Inventory;
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
}

/// The nodes that are declared, by id and by address.
#[derive(Debug, Default)]
pub struct Nodes {
    tags: BTreeMap<String, Vec<(String, String)>>,
    ids: Vec<String>,
}

impl Nodes {
    /// All identities and carriers of an inventory, with their tags.
    pub fn of(inventory: &Inventory, store: &Store) -> Self {
        let mut out = Self::default();
        let identities =
            inventory.identities.iter().map(|one| (one.arn, one.origin.address, &one.tags));
        let carriers =
            inventory.carriers.iter().map(|one| (one.arn, one.origin.address, &one.tags));
        for (arn, address, tags) in identities.chain(carriers) {
            let shown = |name| crate::model::value::shown(&store.names, name);
            let tags: Vec<_> =
                tags.iter().map(|(key, value)| (shown(*key), shown(*value))).collect();
            out.ids.push(shown(arn));
            out.tags.insert(shown(arn), tags.clone());
            out.tags.insert(shown(address), tags);
        }
        out.ids.sort();
        out.ids.dedup();
        out
    }

    /// What is known of the node with an id.
    pub fn node(&self, id: &str) -> Node {
        let tags = self.tags.get(id).cloned().unwrap_or_default();
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
            id: id.to_owned(),
        }
    }

    /// All declared nodes.
    pub fn declared(&self) -> impl Iterator<Item = Node> {
        self.ids.iter().map(|id| self.node(id))
    }
}
