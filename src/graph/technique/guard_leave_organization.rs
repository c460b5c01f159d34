use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "guard-leave-organization",
    name: "guard.scp-leave",
    title: "takes the account of TO out of the organization, and so from under its SCPs",
    fix: "deny organizations:LeaveOrganization in an SCP",
    source: "AWS Organizations user guide, leaving an organization, read 2026-11-23",
    shape: Shape::Unguard,
    calls: &[Call { action: "organizations:LeaveOrganization", on: On::New("*") }],
    needs: &[Need::Unseen("the account can stand alone: it has a way to pay and a contact")],
    ..PLAIN
};
