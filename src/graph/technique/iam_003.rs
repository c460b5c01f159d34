use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-003",
    name: "become.rotate-access-key",
    title: "replaces an access key of TO",
    fix: "limit iam:CreateAccessKey and iam:DeleteAccessKey to arn:aws:iam::ACCOUNT:user/${aws:username}",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Become(Kind::UserWith(State::HasKey)),
    calls: &[
        Call { action: "iam:CreateAccessKey", on: On::Target },
        Call { action: "iam:DeleteAccessKey", on: On::Target },
    ],
    ..PLAIN
};
