use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cognito-user",
    name: "fed.cognito.create-user",
    title: "takes TO as a new user of the user pool",
    fix: "let nobody but the service that registers users make or change them",
    source: "Amazon Cognito user pools API reference, AdminCreateUser, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::UserPool),
    calls: &[Call { action: "cognito-idp:AdminCreateUser", on: On::Carrier }],
    needs: &[Need::Unseen("users of the pool sign in where the identity pool takes them")],
    ..PLAIN
};
