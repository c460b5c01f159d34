use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "grant-set-default-version",
    name: "grant.set-default-version",
    title: "makes an old version of a policy of TO its default",
    fix: "delete the versions that allow more than they should, and limit iam:SetDefaultPolicyVersion",
    source: "IAM user guide, versioning IAM policies, read 2026-11-23",
    shape: Shape::Grant(Kind::PolicyWithPower),
    calls: &[Call { action: "iam:SetDefaultPolicyVersion", on: On::Target }],
    ..PLAIN
};
