use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "supply-ecr",
    name: "supply.ecr.image",
    title: "replaces an image that runs as TO",
    fix: "make the tags of the repository immutable, or name images by digest",
    source: "Amazon ECR user guide, image tag mutability, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::CodeImage),
    calls: &[Call { action: "ecr:PutImage", on: On::Carrier }],
    then: &[
        &[Call { action: "ecr:InitiateLayerUpload", on: On::Carrier }],
        &[Call { action: "ecr:UploadLayerPart", on: On::Carrier }],
        &[Call { action: "ecr:CompleteLayerUpload", on: On::Carrier }],
    ],
    ..PLAIN
};
