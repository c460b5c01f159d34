use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-004",
    name: "become.create-login-profile",
    title: "gives TO a console password",
    fix: "limit iam:CreateLoginProfile to the team that makes users",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Become(Kind::UserWith(State::NoPassword)),
    calls: &[Call { action: "iam:CreateLoginProfile", on: On::Target }],
    ..PLAIN
};
