//! AWS Config: what records the configurations of resources, whether it runs, and where it delivers.

use super::element::{DECLARES, Declares, reads, reads_or};
use crate::model::element::ElementKind;

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    Declares {
        resource_type: "aws_config_configuration_recorder",
        kind: ElementKind::ConfigRecorder,
        known_by: "name",
        reads: &[
            reads_or("all", "recording_group[0].all_supported", "true"),
            reads_or("global", "recording_group[0].include_global_resource_types", "false"),
            reads("types", "recording_group[0].resource_types"),
            reads("left-out", "recording_group[0].exclusion_by_resource_types[0].resource_types"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_config_configuration_recorder_status",
        kind: ElementKind::ConfigStatus,
        known_by: "name",
        reads: &[reads_or("on", "is_enabled", "false")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_config_delivery_channel",
        kind: ElementKind::ConfigDelivery,
        known_by: "name",
        reads: &[reads("bucket", "s3_bucket_name")],
        ..DECLARES
    },
];
