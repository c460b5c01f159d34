use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cloudformation-update-stack-role",
    name: "pass.cfn.update-stack-role",
    title: "gives TO to an existing stack and acts with its rights by a new template",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create stack updates",
    source: "AWS CloudFormation API reference, read 2026-11-23",
    shape: Shape::Repass("cloudformation.amazonaws.com", CarrierKind::Stack),
    calls: &[Call { action: "cloudformation:UpdateStack", on: On::Carrier }],
    ..PLAIN
};
