//! `init`: a first set of rules from what is there.

use super::args::Init;
use super::{audit, output};
use crate::diag::{Code, Error};
use crate::diff::finding::Finding;
use crate::model::{Arn, Store, inventory::Inventory, value};
use crate::rules::Ruleset;
use crate::rules::node::{Node, Nodes};
use crate::rules::pack::Kind;
use crate::{Question, compare};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Tags that tell tenants apart.
const TENANT_TAGS: &[&str] = &["tenant", "customer", "Tenant", "Customer"];
/// The rule that tells who is administrator.
const ADMINISTRATOR: &str = "administrator";
/// What shows that a pack may be of use, by the begin of who comes in, and the pack.
const HINTS: &[(&str, &str)] = &[("federated:oidc.eks.", "eks"), ("federated:", "ci-oidc")];

/// Writes a first trustdrift.toml. A file that is there is left as it is, and that is an error.
pub(super) fn run(init: &Init) -> Result<u8, Error> {
    if std::path::Path::new(&init.output).exists() {
        let why = "this file is there already and stays as it is";
        return Err(Error::new(Code::OutputUnwritable, &init.output, why));
    }
    let mut store = Store::default();
    let (inventory, _) = audit::side(&init.sources, "after", &init.given.inputs(), &mut store)?;
    let nodes = Nodes::of(&[&inventory], &store);
    let tenants = tenants(&inventory, &store);
    let rules = Ruleset::new(&[], jiff::civil::Date::default())?;
    let report = compare(Question::new("init", None, inventory, rules), &mut store);
    let text = first(&nodes, &tenants, &report.findings);
    output::write_whole(&init.output, text.as_bytes())?;
    Ok(0)
}

/// The file, a part after the other.
fn first(nodes: &Nodes, tenants: &BTreeSet<(String, String)>, findings: &[Finding]) -> String {
    let entries = entries(nodes, findings);
    let mut out = head(tenants, &entries);
    accounts(nodes, &mut out);
    targets(nodes, findings, &mut out);
    out.push_str(
        "\n# Who must be kept apart, by tag. `packs = [\"saas-tenancy\"]` says that they are.\n",
    );
    for (key, tenant) in tenants {
        let (id, value) = (quoted(tenant), quoted(tenant));
        let _ = writeln!(out, "[[tenant]]\nid = {id}\nmatch = {{ tag.{key} = {value} }}");
    }
    contracts(&entries, &mut out);
    out.push_str(
        "\n# Who answers for what; the longest pattern wins. As soon as there is one owner,\n\
         # a change of trust that nobody owns is blocked.\n\
         # [[owner]]\n# id = \"team-iam\"\n# covers = [\"aws_iam_*\"]\n# members = [\"@alice\"]\n",
    );
    out
}

fn head(tenants: &BTreeSet<(String, String)>, entries: &BTreeSet<(String, String)>) -> String {
    let mut hints: BTreeSet<&str> = BTreeSet::new();
    for (party, _) in entries {
        let hint = HINTS.iter().find(|(begin, _)| party.starts_with(begin));
        hints.extend(hint.map(|(_, pack)| *pack));
    }
    hints.extend((!tenants.is_empty()).then_some("saas-tenancy"));
    let mut out = String::from(
        "# The rules of this repository. `trustdrift rules check` reads them, `trustdrift rules list`\n\
         # shows what is in force.\n\n\
         # Besides `core` there are ci-oidc, eks, regulated, saas-tenancy and strict.\n",
    );
    if !hints.is_empty() {
        let hints: Vec<&str> = hints.into_iter().collect();
        let _ = writeln!(out, "# What is here suggests {}.", hints.join(" and "));
    }
    out.push_str("packs = []\n");
    out
}

fn accounts(nodes: &Nodes, out: &mut String) {
    let numbers: BTreeSet<String> = nodes.declared().map(|node| node.account).collect();
    let is_number =
        |one: &&String| !one.is_empty() && one.bytes().all(|byte| byte.is_ascii_digit());
    out.push_str("\n# Accounts that were seen. Give them names that you know them by.\n");
    for (count, number) in numbers.iter().filter(is_number).enumerate() {
        let alias = quoted(&format!("account-{}", count + 1));
        let _ = writeln!(out, "[[account]]\nid = {}\nalias = {alias}", quoted(number));
    }
}

/// Who is administrator, whoever by.
fn targets(nodes: &Nodes, findings: &[Finding], out: &mut String) {
    out.push_str(
        "\n# What must be protected, and the mission that it serves: who is administrator today.\n",
    );
    let told = findings.iter().filter(|one| one.rule == ADMINISTRATOR);
    let also = told.clone().flat_map(|one| one.also.examples.iter().map(|(from, _)| from));
    let ids: BTreeSet<&String> = told.map(|one| &one.from).chain(also).collect();
    let declared = ids.into_iter().filter(|id| nodes.declares(id)).map(|id| nodes.node(id));
    for node in declared.filter(|node| matches!(node.kind, Some(Kind::Role | Kind::User))) {
        let name = if node.address.is_empty() { short(&node) } else { node.address.clone() };
        let _ = writeln!(
            out,
            "[[target]]\nid = {}\nmatch = {{ {} }}\nmission = \"administration\"\n\
             criticality = \"high\"\n# owner = \"team-iam\"",
            quoted(&format!("administrator {name}")),
            selector(&node),
        );
    }
}

/// What means a node in every source: its id only where that is the same in a plan for an empty account.
fn selector(node: &Node) -> String {
    let kind = if node.kind == Some(Kind::User) { "user" } else { "role" };
    match node.account.bytes().all(|byte| byte.is_ascii_digit()) {
        true => format!("id = {}", quoted(&node.id)),
        false => format!("kind = \"{kind}\", name = {}", quoted(&node.name)),
    }
}

/// `role/NAME of ACCOUNT`
fn short(node: &Node) -> String {
    let name = Arn::parse(&node.id).map_or(node.name.as_str(), |arn| arn.resource);
    format!("{name} of {}", node.account)
}

/// Who comes in from outside, and where.
fn entries(nodes: &Nodes, findings: &[Finding]) -> BTreeSet<(String, String)> {
    let outside = |one: &&Finding| {
        let kind = nodes.node(&one.from).kind;
        kind.is_some_and(Kind::is_everywhere) && kind != Some(Kind::Admin)
    };
    let all = findings.iter().filter(outside);
    all.map(|one| (one.from.clone(), one.to.clone())).collect()
}

fn contracts(entries: &BTreeSet<(String, String)>, out: &mut String) {
    out.push_str("\n# Ways in: who outside is trusted, and with what. Write down what was agreed with each.\n");
    for (party, to) in entries {
        let _ = writeln!(out, "#   {} -> {}", one_line(party), one_line(to));
    }
    let parties: BTreeSet<&String> = entries.iter().map(|(party, _)| party).collect();
    let agrees =
        |party: &&&String| party.starts_with("account:") || party.starts_with("federated:");
    for party in parties.iter().filter(agrees) {
        let _ = writeln!(
            out,
            "# [[contract]]\n# id = \"what it is for\"\n# node = {}\n# allowed = {{ resources = {{ kind = \"role\" }} }}\n\
             # owner_ours = \"team-here\"\n# owner_theirs = \"team-there\"\n# review_by = 2030-01-31",
            quoted(party),
        );
    }
}

/// A text that stays in its comment.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn tenants(inventory: &Inventory, store: &Store) -> BTreeSet<(String, String)> {
    let identities = inventory.identities.iter().flat_map(|one| &one.tags);
    let tags = identities.chain(inventory.carriers.iter().flat_map(|one| &one.tags));
    let shown =
        tags.map(|(key, is)| (value::shown(&store.names, *key), value::shown(&store.names, *is)));
    shown.filter(|(key, _)| TENANT_TAGS.contains(&key.as_str())).collect()
}

/// A text as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}
