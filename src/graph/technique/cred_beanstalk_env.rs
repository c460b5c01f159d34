use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-beanstalk-env",
    name: "cred.beanstalk-env",
    title: "reads an access key of TO from the settings of an environment of Elastic Beanstalk",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "Elastic Beanstalk developer guide, environment properties, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::BeanstalkEnvironment),
    then: &[&[Call { action: "elasticbeanstalk:DescribeConfigurationSettings", on: On::Carrier }]],
    ..PLAIN
};
