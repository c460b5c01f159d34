use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-002",
    name: "become.create-access-key",
    title: "makes an access key for TO",
    fix: "limit iam:CreateAccessKey to arn:aws:iam::ACCOUNT:user/${aws:username}",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Become(Kind::UserWith(State::RoomForKey)),
    calls: &[Call { action: "iam:CreateAccessKey", on: On::Target }],
    ..PLAIN
};
