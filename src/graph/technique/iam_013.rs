use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-013",
    name: "grant.add-user-to-group",
    title: "joins the group TO",
    fix: "limit iam:AddUserToGroup to groups without rights over others",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Become(Kind::Group),
    calls: &[Call { action: "iam:AddUserToGroup", on: On::Target }],
    ..PLAIN
};
