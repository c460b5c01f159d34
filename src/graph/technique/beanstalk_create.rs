use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "beanstalk-create",
    name: "pass.beanstalk",
    title: "runs code as TO on instances of a new environment of Elastic Beanstalk",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create environments",
    source: "Elastic Beanstalk API reference, CreateEnvironment, read 2026-11-23",
    shape: Shape::Pass(EC2),
    calls: &[Call {
        action: "elasticbeanstalk:CreateEnvironment",
        on: On::New("arn:aws:elasticbeanstalk:{region}:{account}:environment/{new}/{new}"),
    }],
    then: &[&[Call {
        action: "elasticbeanstalk:CreateApplicationVersion",
        on: On::New("arn:aws:elasticbeanstalk:{region}:{account}:applicationversion/{new}/{new}"),
    }]],
    needs: &[Need::Unseen("Elastic Beanstalk has the rights to launch the instances")],
    ..PLAIN
};
