//! Parameters of Systems Manager, as far as their protection goes. Their values are never read here.

use super::element::{DECLARES, Declares, reads, reads_or};
use crate::model::element::ElementKind;

/// Elements of this service, sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[Declares {
    resource_type: "aws_ssm_parameter",
    kind: ElementKind::Parameter,
    known_by: "arn",
    reads: &[reads_or("type", "type", "String"), reads("key", "key_id")],
    ..DECLARES
}];
