//! `init`: a first set of rules from what is there.

use super::args::Init;
use super::{audit, output};
use crate::diag::{Code, Error};
use crate::model::{Store, inventory::Inventory, value};
use crate::rules::node::Nodes;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Tags that tell tenants apart.
const TENANT_TAGS: &[&str] = &["tenant", "customer", "Tenant", "Customer"];
/// Words in the name of a role that is likely to be powerful.
const POWERFUL: &[&str] = &["admin", "breakglass", "break-glass", "owner", "root"];

/// Writes a first trustdrift.toml. A file that is there is left as it is, and that is an error.
pub(super) fn run(init: &Init) -> Result<u8, Error> {
    if std::path::Path::new(&init.output).exists() {
        let why = "this file is there already and stays as it is";
        return Err(Error::new(Code::OutputUnwritable, &init.output, why));
    }
    let mut store = Store::default();
    let (inventory, _) = audit::side(&init.sources, "after", &init.given.inputs(), &mut store)?;
    output::write_whole(&init.output, first(&inventory, &store).as_bytes())?;
    Ok(0)
}

fn first(inventory: &Inventory, store: &Store) -> String {
    let nodes = Nodes::of(&[inventory], store);
    let mut out = String::from(
        "# The rules of this repository. `trustdrift rules check` reads them.\n\n\
         # Besides `core`: ci-oidc, regulated, saas-tenancy, strict.\npacks = []\n",
    );
    let accounts: BTreeSet<String> = nodes.declared().map(|node| node.account).collect();
    let accounts: Vec<&str> =
        accounts.iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
    let _ = writeln!(out, "\n# Accounts seen: {}", accounts.join(", "));
    out.push_str("\n# What must be protected, and the mission that it serves.\n");
    for node in nodes.declared() {
        let name = node.name.to_lowercase();
        if POWERFUL.iter().any(|word| name.contains(word)) {
            let id = quoted(&node.id);
            let _ = writeln!(
                out,
                "[[target]]\nid = {}\nmatch = {{ id = {id} }}\nmission = \"administration\"\n\
                 criticality = \"high\"\n",
                quoted(&format!("target-{}", node.name)),
            );
        }
    }
    out.push_str("# Who must be kept apart, by tag.\n");
    for (key, tenant) in tenants(inventory, store) {
        let _ = writeln!(
            out,
            "[[tenant]]\nid = {}\nmatch = {{ tag.{key} = {} }}\n",
            quoted(&format!("tenant-{tenant}")),
            quoted(&tenant),
        );
    }
    out.push_str(
        "# Who answers for what; the longest pattern wins. As soon as there is one owner,\n\
         # a change of trust that nobody owns is blocked.\n\
         # [[owner]]\n# id = \"team-iam\"\n# covers = [\"aws_iam_*\"]\n",
    );
    out
}

fn tenants(inventory: &Inventory, store: &Store) -> BTreeSet<(String, String)> {
    let identities = inventory.identities.iter().flat_map(|one| &one.tags);
    let tags = identities.chain(inventory.carriers.iter().flat_map(|one| &one.tags));
    let shown =
        tags.map(|(key, is)| (value::shown(&store.names, *key), value::shown(&store.names, *is)));
    shown.filter(|(key, _)| TENANT_TAGS.contains(&key.as_str())).collect()
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
