use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "amplify-create",
    name: "pass.amplify",
    title: "runs build commands as TO in a new Amplify app",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create Amplify apps",
    source: "AWS Amplify API reference, CreateApp, read 2026-11-23",
    shape: Shape::Pass("amplify.amazonaws.com"),
    calls: &[Call {
        action: "amplify:CreateApp",
        on: On::New("arn:aws:amplify:{region}:{account}:apps/{new}"),
    }],
    then: &[
        &[Call {
            action: "amplify:CreateBranch",
            on: On::New("arn:aws:amplify:{region}:{account}:apps/{new}/branches/{new}"),
        }],
        &[Call {
            action: "amplify:StartJob",
            on: On::New("arn:aws:amplify:{region}:{account}:apps/{new}/branches/{new}/jobs/{new}"),
        }],
    ],
    ..PLAIN
};
