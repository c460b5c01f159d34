use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-datapipeline",
    name: "cred.datapipeline",
    title: "reads an access key of TO from the definition of a pipeline of AWS Data Pipeline",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "AWS Data Pipeline API reference, GetPipelineDefinition, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::DataPipeline),
    then: &[&[Call { action: "datapipeline:GetPipelineDefinition", on: On::Carrier }]],
    ..PLAIN
};
