use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "supply-s3",
    name: "supply.s3",
    title: "replaces code in S3 that runs as TO",
    fix: "let nobody but the pipeline write where code is loaded from",
    source: "AWS Lambda, AWS Glue, AWS CodePipeline and Amazon MWAA guides, code in S3, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::CodeObject),
    calls: &[Call { action: "s3:PutObject", on: On::Carrier }],
    ..PLAIN
};
