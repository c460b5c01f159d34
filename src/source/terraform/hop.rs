//! Ways through a network that nobody looks into: what they lead to is read, what they let pass is not.

use super::element::{DECLARES, Declares, Reads, always, reads};
use crate::model::element::ElementKind;

const fn hop(resource_type: &'static str, reads: &'static [Reads]) -> Declares {
    Declares { resource_type, kind: ElementKind::Hop, reads, ..DECLARES }
}

const INTERNET: Reads = always("from", "internet");
const ELSEWHERE: Reads = always("from", "a network elsewhere");
const CLIENTS: Reads = always("from", "people with a VPN client");
const ENDPOINTS: &[Reads] = &[
    always("what", "a Global Accelerator"),
    INTERNET,
    reads("to", "endpoint_configuration[0].endpoint_id"),
    reads("to", "endpoint_configuration[1].endpoint_id"),
    reads("to", "endpoint_configuration[2].endpoint_id"),
];

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    hop(
        "aws_cloudfront_distribution",
        &[
            always("what", "a CloudFront distribution"),
            INTERNET,
            reads("to", "origin[0].domain_name"),
            reads("to", "origin[1].domain_name"),
            reads("to", "origin[2].domain_name"),
            reads("to", "origin[3].domain_name"),
        ],
    ),
    hop(
        "aws_cloudfront_vpc_origin",
        &[
            always("what", "a CloudFront origin in a network"),
            INTERNET,
            reads("to", "vpc_origin_endpoint_config[0].arn"),
        ],
    ),
    hop(
        "aws_dx_gateway_association",
        &[
            always("what", "a Direct Connect gateway"),
            ELSEWHERE,
            reads("to", "associated_gateway_id"),
            reads("to", "allowed_prefixes"),
        ],
    ),
    hop(
        "aws_dx_private_virtual_interface",
        &[
            always("what", "a Direct Connect interface"),
            ELSEWHERE,
            reads("to", "dx_gateway_id"),
            reads("to", "vpn_gateway_id"),
        ],
    ),
    hop(
        "aws_dx_public_virtual_interface",
        &[
            always("what", "a Direct Connect interface"),
            ELSEWHERE,
            reads("to", "route_filter_prefixes"),
        ],
    ),
    hop(
        "aws_dx_transit_virtual_interface",
        &[always("what", "a Direct Connect interface"), ELSEWHERE, reads("to", "dx_gateway_id")],
    ),
    hop(
        "aws_ec2_client_vpn_authorization_rule",
        &[
            always("what", "a Client VPN endpoint"),
            CLIENTS,
            reads("to", "target_network_cidr"),
            reads("who", "access_group_id"),
            reads("who", "authorize_all_groups"),
        ],
    ),
    hop(
        "aws_ec2_client_vpn_network_association",
        &[always("what", "a Client VPN endpoint"), CLIENTS, reads("to", "subnet_id")],
    ),
    hop(
        "aws_ec2_client_vpn_route",
        &[always("what", "a Client VPN endpoint"), CLIENTS, reads("to", "destination_cidr_block")],
    ),
    hop(
        "aws_ec2_transit_gateway_connect",
        &[
            always("what", "an appliance at a transit gateway"),
            ELSEWHERE,
            reads("to", "transit_gateway_id"),
        ],
    ),
    hop(
        "aws_ec2_transit_gateway_prefix_list_reference",
        &[
            always("what", "a transit gateway"),
            ELSEWHERE,
            reads("to", "prefix_list_id"),
            reads("to", "transit_gateway_attachment_id"),
        ],
    ),
    hop("aws_globalaccelerator_custom_routing_endpoint_group", ENDPOINTS),
    hop("aws_globalaccelerator_endpoint_group", ENDPOINTS),
    hop(
        "aws_networkmanager_vpc_attachment",
        &[always("what", "a core network"), ELSEWHERE, reads("to", "vpc_arn")],
    ),
    hop(
        "aws_route53_resolver_endpoint",
        &[
            always("what", "a resolver of names"),
            ELSEWHERE,
            reads("to", "ip_address[0].subnet_id"),
            reads("to", "ip_address[1].subnet_id"),
        ],
    ),
    hop(
        "aws_vpc_endpoint_connection_accepter",
        &[always("what", "PrivateLink"), ELSEWHERE, reads("to", "vpc_endpoint_service_id")],
    ),
    hop(
        "aws_vpclattice_resource_configuration",
        &[
            always("what", "VPC Lattice"),
            ELSEWHERE,
            reads("to", "resource_configuration_definition[0].dns_resource[0].domain_name"),
            reads("to", "resource_configuration_definition[0].ip_resource[0].ip_address"),
            reads("to", "resource_configuration_definition[0].arn_resource[0].arn"),
        ],
    ),
    hop(
        "aws_vpclattice_service_network_service_association",
        &[always("what", "VPC Lattice"), ELSEWHERE, reads("to", "service_identifier")],
    ),
    hop(
        "aws_vpclattice_service_network_vpc_association",
        &[always("what", "VPC Lattice"), ELSEWHERE, reads("to", "vpc_identifier")],
    ),
    hop(
        "aws_vpclattice_target_group_attachment",
        &[always("what", "VPC Lattice"), ELSEWHERE, reads("to", "target[0].id")],
    ),
    hop(
        "aws_vpn_gateway_route_propagation",
        &[always("what", "a VPN gateway"), ELSEWHERE, reads("to", "route_table_id")],
    ),
];
