//! Parameters of Systems Manager as elements. Their values are never read.

use super::element::{DECLARES, Declares, reads, reads_chosen};
use crate::model::element::ElementKind;

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[Declares {
    resource_type: "aws_ssm_parameter",
    kind: ElementKind::Parameter,
    known_by: "arn",
    reads: &[reads("type", "type"), reads_chosen("key", "key_id")],
    ..DECLARES
}];
