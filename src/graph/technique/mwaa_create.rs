use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "mwaa-create",
    name: "pass.mwaa",
    title: "runs code as TO in a new environment of Managed Airflow",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create Airflow environments",
    source: "Amazon MWAA API reference, CreateEnvironment, read 2026-11-23",
    shape: Shape::Pass("airflow.amazonaws.com"),
    calls: &[Call {
        action: "airflow:CreateEnvironment",
        on: On::New("arn:aws:airflow:{region}:{account}:environment/{new}"),
    }],
    needs: &[Need::Unseen("the role reads the bucket with the code of the actor")],
    ..PLAIN
};
