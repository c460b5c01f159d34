//! Endpoints that AWS runs on the internet: interfaces of programs, functions, clusters, servers. Who
//! they ask for a proof, and whom they let in.

use super::block::Block;
use super::element::{DECLARES, Declares, Reads, always, reads, reads_chosen, reads_or};
use super::{Target, regional};
use crate::model::element::ElementKind;
use crate::model::names::Name;

const FUNCTION: Target = Target {
    kind: "aws_lambda_function",
    spell: |name, at| regional(at, "lambda", "function:", name),
};

const fn endpoint(resource_type: &'static str, reads: &'static [Reads]) -> Declares {
    Declares { resource_type, kind: ElementKind::Endpoint, reads, ..DECLARES }
}

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    endpoint(
        "aws_api_gateway_method",
        &[
            always("what", "method"),
            reads_or("asks", "authorization", "NONE"),
            reads("of", "rest_api_id"),
            reads("method", "http_method"),
        ],
    ),
    Declares {
        resource_type: "aws_api_gateway_rest_api",
        kind: ElementKind::Api,
        reads: &[reads("reach", "endpoint_configuration[0].types")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_apigatewayv2_api",
        kind: ElementKind::Endpoint,
        reads: &[always("what", "route")],
        more: quick,
        ..DECLARES
    },
    endpoint(
        "aws_apigatewayv2_route",
        &[
            always("what", "route"),
            reads_or("asks", "authorization_type", "NONE"),
            reads("of", "api_id"),
            reads("method", "route_key"),
        ],
    ),
    endpoint(
        "aws_appsync_graphql_api",
        &[
            always("what", "api"),
            reads("asks", "authentication_type"),
            reads("more", "additional_authentication_provider[0].authentication_type"),
            reads_or("reach", "visibility", "GLOBAL"),
        ],
    ),
    Declares {
        resource_type: "aws_eks_cluster",
        kind: ElementKind::Host,
        known_by: "arn",
        reads: &[
            always("what", "cluster"),
            always("port", "443"),
            always("managed", "true"),
            always("ungrouped", "true"),
            reads_or("public", "vpc_config[0].endpoint_public_access", "true"),
            reads_or("cidr", "vpc_config[0].public_access_cidrs", "0.0.0.0/0"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_lambda_function_url",
        kind: ElementKind::Endpoint,
        reads: &[always("what", "function-url"), reads("asks", "authorization_type")],
        more: function,
        ..DECLARES
    },
    endpoint(
        "aws_msk_cluster",
        &[
            always("what", "kafka"),
            reads("unauthenticated", "client_authentication[0].unauthenticated"),
            reads("asks", "client_authentication[0].sasl[0].iam"),
            reads("more", "client_authentication[0].sasl[0].scram"),
            reads("authorities", "client_authentication[0].tls[0].certificate_authority_arns"),
            reads_or(
                "reach",
                "broker_node_group_info[0].connectivity_info[0].public_access[0].type",
                "DISABLED",
            ),
        ],
    ),
    Declares {
        resource_type: "aws_sagemaker_notebook_instance",
        kind: ElementKind::Host,
        known_by: "arn",
        reads: &[
            always("what", "notebook"),
            reads_chosen("groups", "security_groups"),
            reads_chosen("subnets", "subnet_id"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_transfer_server",
        kind: ElementKind::Host,
        reads: &[
            always("what", "transfer-server"),
            always("managed", "true"),
            reads_or("endpoint", "endpoint_type", "PUBLIC"),
            reads("groups", "endpoint_details[0].security_group_ids"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_wafv2_web_acl_association",
        kind: ElementKind::FirewallAssociation,
        known_by: "resource_arn",
        reads: &[reads("of", "resource_arn"), reads("acl", "web_acl_arn")],
        ..DECLARES
    },
];

/// The function behind an address.
fn function(b: &mut Block<'_, '_>, _: Name) {
    if let Some(arn) = b.subject("function_name", FUNCTION) {
        let arn = b.store.names.text(arn).to_owned();
        b.also("function", &arn);
    }
}

/// An interface made in one go sends all calls to a function and asks nobody.
fn quick(b: &mut Block<'_, '_>, _: Name) {
    if let Some(arn) = b.subject("target", FUNCTION) {
        let arn = b.store.names.text(arn).to_owned();
        b.also("asks", "NONE");
        b.also("function", &arn);
    }
}
