//! Whether a gate closes for a finding.

use super::node::Node;
use super::pack::{Fact, Via, When};
use super::select::{Field, like};
use crate::diff::finding::{Class, Finding};

/// By which means a step gets in, by patterns of where it starts and of the name of its technique: the
/// first row that fits.
const MEANS: &[(&str, &str, Via)] = &[
    ("federated:cognito-identity*", "*", Via::Cognito),
    ("*", "*.cognito*", Via::Cognito),
    ("*saml-provider/*", "*", Via::Saml),
    ("*", "*.saml*", Via::Saml),
    ("federated:arn:*:rolesanywhere:*", "*", Via::X509),
    ("*", "*.rolesanywhere*", Via::X509),
    ("*", "*.sso*", Via::TrustedTokenIssuer),
    ("*", "*.jwt*", Via::OutboundJwt),
    ("federated:*", "*", Via::Oidc),
    ("*oidc-provider/*", "*", Via::Oidc),
    ("*", "*.oidc*", Via::Oidc),
    ("account:*", "*", Via::AccountAccess),
];

/// Which findings are about which facts.
const FACTS: &[(Fact, Class)] =
    &[(Fact::Allows, Class::Access), (Fact::CanBecome, Class::Path), (Fact::Trusts, Class::Trust)];

/// Whether everything that is given holds for a finding.
pub fn holds(when: &When, finding: &Finding, field: &Field<'_>) -> bool {
    let start = field.nodes.node(&finding.from);
    let fact = |fact: &Fact| FACTS.contains(&(*fact, finding.class));
    when.fact.open_or(fact)
        && when.class.open_or(|class| *class == finding.class)
        && when.rule.open_or(|pattern| like(pattern, finding.rule))
        && when.severity.is_none_or(|least| finding.severity >= least)
        && when.via.open_or(|via| comes_by(*via, finding))
        && when.technique.open_or(|pattern| {
            finding.path.iter().any(|hop| like(pattern, hop.technique))
                || finding.techniques.iter().any(|name| like(pattern, name))
        })
        && when
            .attr_weaker
            .open_or(|pattern| finding.cause.iter().any(|cause| like(pattern, &cause.attribute)))
        && when.fan_in.as_ref().is_none_or(|fan| finding.starts() >= fan.min)
        && when.from.as_ref().is_none_or(|from| field.means(from, &start, None))
        && when.to.as_ref().is_none_or(|to| {
            targets(finding, field).any(|node| field.means(to, &node, Some(&start)))
        })
        && when.condition.as_ref().is_none_or(|condition| condition.holds(finding))
}

/// Everything that a finding reaches on its way.
pub fn targets<'a>(finding: &'a Finding, field: &'a Field<'_>) -> impl Iterator<Item = Node> + 'a {
    let hops = finding.path.iter().map(|hop| hop.to.as_str());
    hops.chain([finding.to.as_str()]).map(|id| field.nodes.node(id))
}

fn comes_by(via: Via, finding: &Finding) -> bool {
    let means = |from: &str, technique: &str| {
        let mut rows = MEANS.iter();
        let row = rows.find(|row| like(row.0, from) && like(row.1, technique));
        row.is_some_and(|row| row.2 == via)
    };
    finding.path.iter().any(|hop| means(&hop.from, hop.name))
        || (finding.path.is_empty() && means(&finding.from, ""))
}
