use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-012",
    name: "become.update-trust",
    title: "rewrites the trust policy of TO and assumes it",
    fix: "limit iam:UpdateAssumeRolePolicy to the pipeline that owns the roles",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Become(Kind::Role),
    calls: &[Call { action: "iam:UpdateAssumeRolePolicy", on: On::Target }],
    ..PLAIN
};
