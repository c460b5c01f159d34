use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "imagebuilder-001",
    name: "pass.imagebuilder",
    title: "runs code as TO on a build instance of Image Builder",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create image pipelines",
    source: "EC2 Image Builder API reference, CreateInfrastructureConfiguration, read 2026-11-23",
    shape: Shape::Pass(EC2),
    calls: &[Call {
        action: "imagebuilder:CreateInfrastructureConfiguration",
        on: On::New("arn:aws:imagebuilder:{region}:{account}:infrastructure-configuration/{new}"),
    }],
    then: &[
        &[Call {
            action: "imagebuilder:CreateComponent",
            on: On::New("arn:aws:imagebuilder:{region}:{account}:component/{new}/1.0.0/1"),
        }],
        &[Call {
            action: "imagebuilder:CreateImageRecipe",
            on: On::New("arn:aws:imagebuilder:{region}:{account}:image-recipe/{new}/1.0.0"),
        }],
        &[Call {
            action: "imagebuilder:CreateImage",
            on: On::New("arn:aws:imagebuilder:{region}:{account}:image/{new}/1.0.0/1"),
        }],
    ],
    ..PLAIN
};
