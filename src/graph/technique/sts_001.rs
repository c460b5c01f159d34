use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sts-001",
    name: "become.assume-role",
    title: "assumes TO",
    fix: "take the principal out of the trust policy, or require a condition that it cannot meet",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Trust,
    ..PLAIN
};
