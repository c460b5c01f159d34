use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-s3-object",
    name: "cred.s3-object",
    title: "reads an access key of TO from an object of S3",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "Amazon S3 user guide, objects, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::Object),
    then: &[&[Call { action: "s3:GetObject", on: On::Carrier }]],
    ..PLAIN
};
