use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-studio",
    name: "pass.sagemaker.studio",
    title: "opens a notebook as TO with a new user profile of SageMaker Studio",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create user profiles",
    source: "Amazon SageMaker API reference, CreateUserProfile, read 2026-11-23",
    shape: Shape::Pass("sagemaker.amazonaws.com"),
    calls: &[Call {
        action: "sagemaker:CreateUserProfile",
        on: On::New("arn:aws:sagemaker:{region}:{account}:user-profile/{new}/{new}"),
    }],
    then: &[&[Call {
        action: "sagemaker:CreatePresignedDomainUrl",
        on: On::New("arn:aws:sagemaker:{region}:{account}:user-profile/{new}/{new}"),
    }]],
    needs: &[Need::Thing(
        CarrierKind::StudioProfile,
        "the account has a domain of SageMaker Studio",
    )],
    ..PLAIN
};
