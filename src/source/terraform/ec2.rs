//! EC2 instances run with the role of their instance profile.

use super::block::Block;
use super::iam::PROFILE;
use super::{Adapter, PLAIN, code, secret, ssh};
use crate::model::inventory::{Carrier, CarrierKind};

pub(super) const ADAPTERS: &[Adapter] = &[Adapter {
    resource_type: "aws_instance",
    name: "id",
    arn: "arn:{partition}:ec2:{region}:{account}:instance/{name}",
    // What the machine is and where it stands. Its network and its metadata service are not here:
    // they are not modelled, and a change of them is a gap.
    neutral: &[
        "ami",
        "availability_zone",
        "capacity_reservation_specification",
        "cpu_options",
        "credit_specification",
        "disable_api_stop",
        "disable_api_termination",
        "ebs_block_device",
        "ebs_optimized",
        "enclave_options",
        "ephemeral_block_device",
        "get_password_data",
        "hibernation",
        "host_id",
        "host_resource_group_arn",
        "instance_initiated_shutdown_behavior",
        "instance_lifecycle",
        "instance_market_options",
        "instance_state",
        "instance_type",
        "maintenance_options",
        "monitoring",
        "outpost_arn",
        "password_data",
        "placement_group",
        "placement_group_id",
        "placement_partition_number",
        "primary_network_interface_id",
        "private_dns",
        "private_dns_name_options",
        "private_ip",
        "public_dns",
        "root_block_device",
        "secondary_private_ips",
        "source_dest_check",
        "spot_instance_request_id",
        "tenancy",
        "user_data_replace_on_change",
        "volume_tags",
    ],
    adapt: instance,
    ..PLAIN
}];

fn instance(b: &mut Block<'_, '_>) {
    let arn = b.arn();
    let kind = CarrierKind::Instance;
    secret::disclose(b, "user_data", arn, kind);
    secret::disclose(b, "user_data_base64", arn, kind);
    let tags = b.tags();
    if let Some(role) = b.subject("iam_instance_profile", PROFILE) {
        let origin = b.origin("iam_instance_profile");
        let carrier = Carrier { kind, arn, role, interactive: false, shut: None, tags, origin };
        // The same machine to who comes by SSH.
        let interactive = ssh::answers(b.object, b.side);
        let shell = Carrier { kind: CarrierKind::Shell, interactive, ..carrier.clone() };
        b.out.inventory.carriers.extend([carrier, shell]);
        code::boot(b, "user_data", role);
        code::boot(b, "user_data_base64", role);
    }
}
