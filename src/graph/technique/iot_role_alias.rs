use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iot-role-alias",
    name: "pass.iot.role-alias",
    title: "takes the credentials of TO with a device certificate and a new role alias",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create role aliases",
    source: "AWS IoT Core developer guide, direct calls to AWS services, read 2026-11-23",
    shape: Shape::Pass("credentials.iot.amazonaws.com"),
    calls: &[Call {
        action: "iot:CreateRoleAlias",
        on: On::New("arn:aws:iot:{region}:{account}:rolealias/{new}"),
    }],
    then: &[
        &[
            Call { action: "iot:CreateKeysAndCertificate", on: On::New("*") },
            Call { action: "iot:CreateCertificateFromCsr", on: On::New("*") },
        ],
        &[Call {
            action: "iot:CreatePolicy",
            on: On::New("arn:aws:iot:{region}:{account}:policy/{new}"),
        }],
        &[Call {
            action: "iot:AttachPolicy",
            on: On::New("arn:aws:iot:{region}:{account}:cert/{new}"),
        }],
    ],
    ..PLAIN
};
