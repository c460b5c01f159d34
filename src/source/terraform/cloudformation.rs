//! CloudFormation stacks act with their service role.

use super::block::Block;
use super::iam::ROLE;
use super::{Adapter, PLAIN};
use crate::model::inventory::{Carrier, CarrierKind};

pub(super) const ADAPTERS: &[Adapter] = &[Adapter {
    resource_type: "aws_cloudformation_stack",
    arn: "arn:{partition}:cloudformation:{region}:{account}:stack/{name}/{uuid}",
    arn_too: &["id"],
    // The template is not here: what it creates is not read, and a change of it is a gap.
    neutral: &[
        "disable_rollback",
        "notification_arns",
        "on_failure",
        "outputs",
        "policy_body",
        "policy_url",
        "timeout_in_minutes",
    ],
    adapt: stack,
    ..PLAIN
}];

fn stack(b: &mut Block<'_, '_>) {
    b.name();
    let arn = b.arn();
    super::secret::disclose(b, "parameters", arn, CarrierKind::Stack);
    let tags = b.tags();
    if let Some(role) = b.subject("iam_role_arn", ROLE) {
        let origin = b.origin("iam_role_arn");
        let kind = CarrierKind::Stack;
        let carrier = Carrier { kind, arn, role, interactive: false, shut: None, tags, origin };
        b.out.inventory.carriers.push(carrier);
    }
}
