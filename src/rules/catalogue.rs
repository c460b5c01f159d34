//! The controls of the catalogues: only ids that exist and are not withdrawn.

/// One control a line: catalogue, colon, id.
const CONTROLS: &str = include_str!("../../rulesets/catalogues/controls.txt");

/// All controls, as `catalogue:ID`.
pub fn all() -> impl Iterator<Item = &'static str> {
    CONTROLS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The control with an id, where a catalogue has it.
pub fn control(id: &str) -> Option<&'static str> {
    all().find(|known| *known == id)
}
