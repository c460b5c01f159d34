//! Whether a resource policy lets in everybody.

use super::condition::expected::Expected;
use super::condition::ip::Block;
use super::condition::{Set, Test};
use super::pattern::Pattern;
use super::statement::{Compiled, Engine};
use crate::model::policy::{Effect, StatementId};

/// Whether some statement grants to everybody without being tied to somebody by a fixed value.
///
/// Source: S3 user guide, "The meaning of public", read 2026-11-23.
pub fn is_public(list: &[StatementId], engine: &Engine) -> bool {
    list.iter().filter_map(|id| engine.statement(*id)).any(opens)
}

fn opens(statement: &Compiled) -> bool {
    statement.effect == Effect::Allow
        && statement.whom.is_anyone()
        && !statement.tests.iter().any(ties)
}

/// Keys whose fixed value ties a grant to somebody.
const TIES: &[&str] = &[
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "aws:vpceaccount",
    "aws:vpceorgid",
    "elasticfilesystem:accessedviamounttarget",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "sns:endpoint",
];

/// Whether a test ties a grant to somebody by fixed values.
pub fn ties(test: &Test) -> bool {
    TIES.contains(&&*test.key)
        && test.binds()
        && test.set != Set::All
        && test.templates().next().is_none()
        && test.fixed().all(is_narrow)
}

/// Whether a value names somebody: no wildcard but at the end of a name or before a mail domain, no
/// great part of all addresses.
fn is_narrow(value: &Expected) -> bool {
    match value {
        Expected::Text(text) | Expected::Folded(text) => !text.is_empty(),
        Expected::Glob(text) if text.starts_with("arn:") => {
            names_account(&Pattern::new(text, false))
        }
        Expected::Glob(text) => {
            let domain = text.rsplit_once('@').map_or("", |(_, domain)| domain);
            let of_domain = !domain.is_empty() && !domain.contains(['*', '?']);
            of_domain || !(text.starts_with(['*', '?']) || is_any_site(text))
        }
        Expected::Arn(pattern) => names_account(pattern),
        Expected::Block(block) => is_narrow_block(*block),
        Expected::Bool(is) => *is,
        _ => false,
    }
}

/// Whether a URL names no host: `https://*`.
fn is_any_site(text: &str) -> bool {
    text.split_once("://").is_some_and(|(_, host)| host.starts_with(['*', '?']))
}

/// Whether the account of an ARN is written out, or it needs none: `arn:aws:s3:::bucket`.
fn names_account(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Exact(_) => true,
        Pattern::Fields(fields) => {
            let [.., account] = &fields.head;
            let fixed = |text: &str| !text.is_empty() && !text.contains(['*', '?']);
            fixed(account) || (account.is_empty() && !fields.last.starts_with(['*', '?']))
        }
        Pattern::All | Pattern::Short(..) | Pattern::Variable(..) => false,
    }
}

/// At most a /8 of IPv4 or a /32 of IPv6.
fn is_narrow_block(block: Block) -> bool {
    let most: u128 = if block.wide { 1 << 96 } else { 1 << 24 };
    block.last - block.first < most
}
