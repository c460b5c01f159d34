//! Services that look for what is wrong in an account, and what of it nobody is to see.

use super::element::{DECLARES, Declares, Reads, always, reads, reads_or};
use crate::model::element::ElementKind;

const fn finder(
    resource_type: &'static str,
    kind: ElementKind,
    reads: &'static [Reads],
) -> Declares {
    Declares { resource_type, kind, reads, ..DECLARES }
}

/// Where a detector says whether it scans volumes.
const SCAN: &str =
    "datasources[0].malware_protection[0].scan_ec2_instance_with_findings[0].ebs_volumes[0].enable";

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    Declares {
        resource_type: "aws_accessanalyzer_analyzer",
        kind: ElementKind::Analyzer,
        known_by: "arn",
        reads: &[reads_or("type", "type", "ACCOUNT")],
        ..DECLARES
    },
    finder(
        "aws_accessanalyzer_archive_rule",
        ElementKind::Suppression,
        &[always("what", "archive rule"), always("on", "ARCHIVE"), reads("name", "rule_name")],
    ),
    finder(
        "aws_guardduty_detector",
        ElementKind::Detector,
        &[
            reads_or("on", "enable", "true"),
            reads("s3", "datasources[0].s3_logs[0].enable"),
            reads("kubernetes", "datasources[0].kubernetes[0].audit_logs[0].enable"),
            reads("volumes", SCAN),
        ],
    ),
    finder(
        "aws_guardduty_detector_feature",
        ElementKind::DetectorFeature,
        &[reads("of", "detector_id"), reads("name", "name"), reads("status", "status")],
    ),
    finder(
        "aws_guardduty_filter",
        ElementKind::Suppression,
        &[always("what", "filter"), reads("on", "action"), reads("name", "name")],
    ),
    finder(
        "aws_guardduty_ipset",
        ElementKind::Suppression,
        &[always("what", "trusted addresses"), reads("on", "activate"), reads("name", "name")],
    ),
    finder(
        "aws_inspector2_enabler",
        ElementKind::Inspector,
        &[reads("types", "resource_types"), reads("accounts", "account_ids")],
    ),
    finder("aws_macie2_account", ElementKind::Macie, &[reads_or("status", "status", "ENABLED")]),
    finder("aws_securityhub_account", ElementKind::Hub, &[]),
    finder(
        "aws_securityhub_standards_subscription",
        ElementKind::HubStandard,
        &[reads("name", "standards_arn")],
    ),
];
