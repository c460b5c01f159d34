use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sso-membership",
    name: "grant.sso-membership",
    title: "joins a group of IAM Identity Center that signs in as TO",
    fix: "let nobody but the identity team change who is in a group with permission sets",
    source: "Identity Store API reference, CreateGroupMembership, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::WorkforceGroup),
    calls: &[Call { action: "identitystore:CreateGroupMembership", on: On::Carrier }],
    needs: &[Need::Unseen("the actor has a user of IAM Identity Center")],
    ..PLAIN
};
