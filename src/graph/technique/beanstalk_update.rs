use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "beanstalk-update",
    name: "exec.beanstalk",
    title: "deploys code to an environment of Elastic Beanstalk that runs as TO",
    fix: "limit elasticbeanstalk:UpdateEnvironment to the environments of the team",
    source: "Elastic Beanstalk API reference, UpdateEnvironment, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::BeanstalkEnvironment),
    calls: &[Call { action: "elasticbeanstalk:UpdateEnvironment", on: On::Carrier }],
    then: &[&[Call {
        action: "elasticbeanstalk:CreateApplicationVersion",
        on: On::New("arn:aws:elasticbeanstalk:{region}:{account}:applicationversion/{new}/{new}"),
    }]],
    needs: &[Need::Unseen("the rights that a deployment takes in other services are there")],
    ..PLAIN
};
