//! Networks: security groups, subnets, routes, gateways, access lists, what joins and what shares them.

use super::block::Block;
use super::element::{DECLARES, Declares, Reads, always, reads, reads_chosen, reads_or};
use super::json::scalar;
use crate::model::element::ElementKind;
use crate::model::names::Name;

/// A rule inside of a security group.
const GROUP_RULE: &[Reads] = &[
    reads("protocol", "protocol"),
    reads("from", "from_port"),
    reads("to", "to_port"),
    reads("cidr", "cidr_blocks"),
    reads("cidr6", "ipv6_cidr_blocks"),
    reads("prefix-list", "prefix_list_ids"),
    reads("group", "security_groups"),
    reads("self", "self"),
];

/// A rule inside of an access list; the default list of a network has the same.
const ACL_RULE: &[Reads] = &[
    reads("number", "rule_no"),
    reads("action", "action"),
    reads("protocol", "protocol"),
    reads("from", "from_port"),
    reads("to", "to_port"),
    reads("cidr", "cidr_block"),
    reads("cidr6", "ipv6_cidr_block"),
];

/// Where a route leads to.
const ROUTE: &[Reads] = &[
    reads("cidr", "cidr_block"),
    reads("cidr6", "ipv6_cidr_block"),
    reads("prefix-list", "destination_prefix_list_id"),
    reads("gateway", "gateway_id"),
    reads("nat", "nat_gateway_id"),
    reads("egress-only", "egress_only_gateway_id"),
    reads("transit", "transit_gateway_id"),
    reads("peering", "vpc_peering_connection_id"),
    reads("endpoint", "vpc_endpoint_id"),
    reads("interface", "network_interface_id"),
    reads("carrier", "carrier_gateway_id"),
    reads("core", "core_network_arn"),
    reads("local", "local_gateway_id"),
];

/// A new rule of its own, in either direction.
const RULE: &[Reads] = &[
    reads("of", "security_group_id"),
    reads("protocol", "ip_protocol"),
    reads("from", "from_port"),
    reads("to", "to_port"),
    reads("cidr", "cidr_ipv4"),
    reads("cidr6", "cidr_ipv6"),
    reads("prefix-list", "prefix_list_id"),
    reads("group", "referenced_security_group_id"),
];

const SUBNET: &[Reads] = &[
    reads("vpc", "vpc_id"),
    reads("cidr", "cidr_block"),
    reads("cidr6", "ipv6_cidr_block"),
    reads("public-address", "map_public_ip_on_launch"),
    reads("public-address6", "assign_ipv6_address_on_creation"),
];

const VPC: &[Reads] = &[
    reads("cidr", "cidr_block"),
    reads("default-group", "default_security_group_id"),
    reads("default-acl", "default_network_acl_id"),
    reads("main-table", "main_route_table_id"),
    reads("main-table", "default_route_table_id"),
];

const PEERING: &[Reads] = &[
    reads("vpc", "vpc_id"),
    reads("peer-vpc", "peer_vpc_id"),
    reads("peer-account", "peer_owner_id"),
    reads("accepted", "auto_accept"),
];

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    Declares {
        resource_type: "aws_default_network_acl",
        kind: ElementKind::Acl,
        reads: &[
            reads("subnets", "subnet_ids"),
            reads("vpc", "vpc_id"),
            reads("known-as", "default_network_acl_id"),
        ],
        more: acl,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_default_route_table",
        kind: ElementKind::RouteTable,
        reads: &[reads("vpc", "vpc_id"), reads("known-as", "default_route_table_id")],
        more: routes,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_default_security_group",
        kind: ElementKind::SecurityGroup,
        reads: &[reads("vpc", "vpc_id"), always("default", "true")],
        more: group_rules,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_default_subnet",
        kind: ElementKind::Subnet,
        reads: SUBNET,
        ..DECLARES
    },
    Declares { resource_type: "aws_default_vpc", kind: ElementKind::Vpc, reads: VPC, ..DECLARES },
    Declares {
        resource_type: "aws_ec2_managed_prefix_list",
        kind: ElementKind::PrefixList,
        more: |b, id| {
            b.elements_of("entry", ElementKind::PrefixEntry, id, &[reads("cidr", "cidr")], &[])
        },
        ..DECLARES
    },
    Declares {
        resource_type: "aws_ec2_managed_prefix_list_entry",
        kind: ElementKind::PrefixEntry,
        reads: &[reads("of", "prefix_list_id"), reads("cidr", "cidr")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_ec2_transit_gateway",
        kind: ElementKind::TransitGateway,
        reads: &[
            reads_or("accepts", "auto_accept_shared_attachments", "disable"),
            reads_or("associates", "default_route_table_association", "enable"),
            reads_or("propagates", "default_route_table_propagation", "enable"),
            reads_or("group-references", "security_group_referencing_support", "disable"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_ec2_transit_gateway_peering_attachment",
        kind: ElementKind::TransitAttachment,
        reads: &[
            reads("transit", "transit_gateway_id"),
            reads("peer", "peer_transit_gateway_id"),
            reads("peer-account", "peer_account_id"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_ec2_transit_gateway_route",
        kind: ElementKind::TransitRoute,
        reads: &[
            reads("table", "transit_gateway_route_table_id"),
            reads("cidr", "destination_cidr_block"),
            reads("attachment", "transit_gateway_attachment_id"),
            reads("blackhole", "blackhole"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_ec2_transit_gateway_route_table_association",
        kind: ElementKind::TransitAssociation,
        reads: &[
            reads("table", "transit_gateway_route_table_id"),
            reads("attachment", "transit_gateway_attachment_id"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_ec2_transit_gateway_route_table_propagation",
        kind: ElementKind::TransitPropagation,
        reads: &[
            reads("table", "transit_gateway_route_table_id"),
            reads("attachment", "transit_gateway_attachment_id"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_ec2_transit_gateway_vpc_attachment",
        kind: ElementKind::TransitAttachment,
        reads: &[
            reads("transit", "transit_gateway_id"),
            reads("vpc", "vpc_id"),
            reads("subnets", "subnet_ids"),
            reads_chosen("associates", "transit_gateway_default_route_table_association"),
            reads_chosen("propagates", "transit_gateway_default_route_table_propagation"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_egress_only_internet_gateway",
        kind: ElementKind::EgressGateway,
        reads: &[reads("vpc", "vpc_id")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_eip",
        kind: ElementKind::PublicAddress,
        reads: &[
            reads("host", "instance"),
            reads("interface", "network_interface"),
            reads("address", "public_ip"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_eip_association",
        kind: ElementKind::PublicAddress,
        reads: &[
            reads("host", "instance_id"),
            reads("interface", "network_interface_id"),
            reads("address", "public_ip"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_instance",
        kind: ElementKind::Host,
        reads: &[
            always("what", "instance"),
            reads_chosen("groups", "vpc_security_group_ids"),
            reads_chosen("group-names", "security_groups"),
            reads_chosen("subnets", "subnet_id"),
            reads("public", "associate_public_ip_address"),
            reads("address", "public_ip"),
            reads("addresses6", "ipv6_addresses"),
            reads("count6", "ipv6_address_count"),
            reads("interfaces", "network_interface[0].network_interface_id"),
            reads("interfaces", "primary_network_interface[0].network_interface_id"),
            reads("template", "launch_template[0].id"),
            reads("metadata-tokens", "metadata_options[0].http_tokens"),
            reads("metadata-hops", "metadata_options[0].http_put_response_hop_limit"),
        ],
        more: |b, _| b.note_configured(),
        ..DECLARES
    },
    Declares {
        resource_type: "aws_internet_gateway",
        kind: ElementKind::InternetGateway,
        reads: &[reads("vpc", "vpc_id")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_internet_gateway_attachment",
        kind: ElementKind::GatewayAttachment,
        reads: &[reads("vpc", "vpc_id"), reads("gateway", "internet_gateway_id")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_launch_template",
        kind: ElementKind::HostTemplate,
        reads: &[
            reads("groups", "vpc_security_group_ids"),
            reads("interface-groups", "network_interfaces[0].security_groups"),
            reads("public", "network_interfaces[0].associate_public_ip_address"),
            reads("subnets", "network_interfaces[0].subnet_id"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_main_route_table_association",
        kind: ElementKind::MainRouteTable,
        reads: &[reads("vpc", "vpc_id"), reads("table", "route_table_id")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_nat_gateway",
        kind: ElementKind::NatGateway,
        reads: &[
            reads("subnets", "subnet_id"),
            reads_or("type", "connectivity_type", "public"),
            reads("allocation", "allocation_id"),
            reads("address", "public_ip"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_network_acl",
        kind: ElementKind::Acl,
        reads: &[reads("subnets", "subnet_ids"), reads("vpc", "vpc_id")],
        more: acl,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_network_acl_association",
        kind: ElementKind::AclAssociation,
        reads: &[reads("acl", "network_acl_id"), reads("subnets", "subnet_id")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_network_acl_rule",
        kind: ElementKind::AclRule,
        reads: &[
            reads("of", "network_acl_id"),
            reads("number", "rule_number"),
            reads("action", "rule_action"),
            reads("egress", "egress"),
            reads("protocol", "protocol"),
            reads("from", "from_port"),
            reads("to", "to_port"),
            reads("cidr", "cidr_block"),
            reads("cidr6", "ipv6_cidr_block"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_network_interface",
        kind: ElementKind::Host,
        reads: &[
            always("what", "interface"),
            reads("groups", "security_groups"),
            reads("subnets", "subnet_id"),
            reads("attached", "attachment[0].instance"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_network_interface_attachment",
        kind: ElementKind::InterfaceAttachment,
        reads: &[reads("interface", "network_interface_id"), reads("host", "instance_id")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_network_interface_sg_attachment",
        kind: ElementKind::GroupMembership,
        reads: &[reads("groups", "security_group_id"), reads("interface", "network_interface_id")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_route",
        kind: ElementKind::Route,
        reads: &[
            reads("of", "route_table_id"),
            reads("cidr", "destination_cidr_block"),
            reads("cidr6", "destination_ipv6_cidr_block"),
            reads("prefix-list", "destination_prefix_list_id"),
            reads("gateway", "gateway_id"),
            reads("nat", "nat_gateway_id"),
            reads("egress-only", "egress_only_gateway_id"),
            reads("transit", "transit_gateway_id"),
            reads("peering", "vpc_peering_connection_id"),
            reads("endpoint", "vpc_endpoint_id"),
            reads("interface", "network_interface_id"),
            reads("carrier", "carrier_gateway_id"),
            reads("core", "core_network_arn"),
            reads("local", "local_gateway_id"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_route_table",
        kind: ElementKind::RouteTable,
        reads: &[reads("vpc", "vpc_id")],
        more: routes,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_route_table_association",
        kind: ElementKind::RouteAssociation,
        reads: &[
            reads("table", "route_table_id"),
            reads("subnets", "subnet_id"),
            reads("gateway", "gateway_id"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_security_group",
        kind: ElementKind::SecurityGroup,
        reads: &[reads("vpc", "vpc_id"), reads("name", "name")],
        more: group_rules,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_security_group_rule",
        kind: ElementKind::GroupRule,
        reads: &[
            reads("direction", "type"),
            reads("of", "security_group_id"),
            reads("protocol", "protocol"),
            reads("from", "from_port"),
            reads("to", "to_port"),
            reads("cidr", "cidr_blocks"),
            reads("cidr6", "ipv6_cidr_blocks"),
            reads("prefix-list", "prefix_list_ids"),
            reads("group", "source_security_group_id"),
            reads("self", "self"),
        ],
        ..DECLARES
    },
    Declares { resource_type: "aws_subnet", kind: ElementKind::Subnet, reads: SUBNET, ..DECLARES },
    Declares { resource_type: "aws_vpc", kind: ElementKind::Vpc, reads: VPC, ..DECLARES },
    Declares {
        resource_type: "aws_vpc_block_public_access_exclusion",
        kind: ElementKind::PublicBlockExclusion,
        reads: &[
            reads("vpc", "vpc_id"),
            reads("subnets", "subnet_id"),
            reads("mode", "internet_gateway_exclusion_mode"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_block_public_access_options",
        kind: ElementKind::PublicBlock,
        reads: &[reads("mode", "internet_gateway_block_mode")],
        more: |_, _| {},
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_endpoint",
        kind: ElementKind::VpcEndpoint,
        reads: &[
            reads("vpc", "vpc_id"),
            reads("service", "service_name"),
            reads_or("type", "vpc_endpoint_type", "Gateway"),
            reads("groups", "security_group_ids"),
            reads("subnets", "subnet_ids"),
            reads("policy", "policy"),
            reads("tables", "route_table_ids"),
        ],
        more: endpoint_policy,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_endpoint_policy",
        kind: ElementKind::EndpointPolicy,
        reads: &[reads("endpoint", "vpc_endpoint_id"), reads("policy", "policy")],
        more: endpoint_policy,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_endpoint_route_table_association",
        kind: ElementKind::EndpointRoute,
        reads: &[reads("endpoint", "vpc_endpoint_id"), reads("table", "route_table_id")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_endpoint_service",
        kind: ElementKind::EndpointService,
        reads: &[
            reads_or("asks", "acceptance_required", "true"),
            reads("principals", "allowed_principals"),
            reads("balancers", "network_load_balancer_arns"),
            reads("gateways", "gateway_load_balancer_arns"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_endpoint_service_allowed_principal",
        kind: ElementKind::ServiceConsumer,
        reads: &[reads("of", "vpc_endpoint_service_id"), reads("principals", "principal_arn")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_peering_connection",
        kind: ElementKind::Peering,
        reads: PEERING,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_peering_connection_accepter",
        kind: ElementKind::PeeringAccepter,
        reads: &[reads("peering", "vpc_peering_connection_id"), reads("accepted", "auto_accept")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_security_group_egress_rule",
        kind: ElementKind::GroupRule,
        reads: RULE,
        more: |b, _| b.also("direction", "egress"),
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpc_security_group_ingress_rule",
        kind: ElementKind::GroupRule,
        reads: RULE,
        more: |b, _| b.also("direction", "ingress"),
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpn_connection",
        kind: ElementKind::Vpn,
        reads: &[
            reads("gateway", "vpn_gateway_id"),
            reads("transit", "transit_gateway_id"),
            reads("customer", "customer_gateway_id"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpn_gateway",
        kind: ElementKind::VpnGateway,
        reads: &[reads("vpc", "vpc_id")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_vpn_gateway_attachment",
        kind: ElementKind::GatewayAttachment,
        reads: &[reads("vpc", "vpc_id"), reads("gateway", "vpn_gateway_id")],
        ..DECLARES
    },
];

fn group_rules(b: &mut Block<'_, '_>, group: Name) {
    for direction in ["ingress", "egress"] {
        let given = [("direction", direction)];
        b.elements_of(direction, ElementKind::GroupRule, group, GROUP_RULE, &given);
    }
}

/// The policy of an endpoint as a document: what it lets pass is compared as a set of requests.
fn endpoint_policy(b: &mut Block<'_, '_>, _: Name) {
    if let Some(text) = b.object.field("policy").and_then(scalar) {
        b.store.documents.add_inner(&text, &mut b.store.names);
    }
}

fn acl(b: &mut Block<'_, '_>, acl: Name) {
    for (attribute, egress) in [("ingress", "false"), ("egress", "true")] {
        b.elements_of(attribute, ElementKind::AclRule, acl, ACL_RULE, &[("egress", egress)]);
    }
}

fn routes(b: &mut Block<'_, '_>, table: Name) {
    b.elements_of("route", ElementKind::Route, table, ROUTE, &[]);
}
