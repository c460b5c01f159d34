use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-006",
    name: "become.update-login-profile",
    title: "sets the console password of TO",
    fix: "limit iam:UpdateLoginProfile to arn:aws:iam::ACCOUNT:user/${aws:username}",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Become(Kind::UserWith(State::HasPassword)),
    calls: &[Call { action: "iam:UpdateLoginProfile", on: On::Target }],
    ..PLAIN
};
