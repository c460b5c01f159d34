use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "rolesanywhere-profile",
    name: "pass.rolesanywhere",
    title: "takes TO with a certificate of its own and a new profile of Roles Anywhere",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create profiles of Roles Anywhere",
    source: "IAM Roles Anywhere API reference, CreateProfile, read 2026-11-23",
    shape: Shape::Pass("rolesanywhere.amazonaws.com"),
    calls: &[Call {
        action: "rolesanywhere:CreateProfile",
        on: On::New("arn:aws:rolesanywhere:{region}:{account}:profile/{new}"),
    }],
    then: &[&[Call {
        action: "rolesanywhere:CreateTrustAnchor",
        on: On::New("arn:aws:rolesanywhere:{region}:{account}:trust-anchor/{new}"),
    }]],
    ..PLAIN
};
