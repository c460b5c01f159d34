use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-dynamodb-item",
    name: "cred.dynamodb-item",
    title: "reads an access key of TO from an item of a DynamoDB table",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "Amazon DynamoDB developer guide, reading items, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::Table),
    then: &[&[
        Call { action: "dynamodb:GetItem", on: On::Carrier },
        Call { action: "dynamodb:Query", on: On::Carrier },
        Call { action: "dynamodb:Scan", on: On::Carrier },
        Call { action: "dynamodb:BatchGetItem", on: On::Carrier },
    ]],
    ..PLAIN
};
