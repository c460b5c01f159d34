use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "rolesanywhere-anchor",
    name: "fed.rolesanywhere.update",
    title: "takes TO with a certificate of its own, by another authority in the trust anchor",
    fix: "let nobody but the identity team change trust anchors",
    source: "IAM Roles Anywhere API reference, UpdateTrustAnchor, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::TrustAnchor),
    calls: &[Call { action: "rolesanywhere:UpdateTrustAnchor", on: On::Carrier }],
    ..PLAIN
};
