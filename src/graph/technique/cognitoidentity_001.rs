use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cognitoidentity-001",
    name: "pass.cognito.identity-pool",
    title: "takes TO with an identity of a Cognito pool to which it gives the role",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create the roles of identity pools",
    source: "Cognito identity pools API reference, SetIdentityPoolRoles, read 2026-11-23",
    shape: Shape::Pass(COGNITO),
    calls: &[Call {
        action: "cognito-identity:SetIdentityPoolRoles",
        on: On::New("arn:aws:cognito-identity:{region}:{account}:identitypool/{region}:{new}"),
    }],
    needs: &[Need::Unseen("the actor has an identity of a pool that the role trusts")],
    ..PLAIN
};
