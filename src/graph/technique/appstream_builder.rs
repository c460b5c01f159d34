use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "appstream-builder",
    name: "pass.appstream.image-builder",
    title: "opens a desktop as TO on a new image builder of AppStream",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create image builders",
    source: "Amazon AppStream 2.0 API reference, CreateImageBuilder, read 2026-11-23",
    shape: Shape::Pass("appstream.amazonaws.com"),
    calls: &[Call {
        action: "appstream:CreateImageBuilder",
        on: On::New("arn:aws:appstream:{region}:{account}:image-builder/{new}"),
    }],
    then: &[&[Call {
        action: "appstream:CreateImageBuilderStreamingURL",
        on: On::New("arn:aws:appstream:{region}:{account}:image-builder/{new}"),
    }]],
    ..PLAIN
};
