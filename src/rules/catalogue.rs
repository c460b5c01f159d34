//! The controls of the catalogues: only ids that exist and are not withdrawn. A finding is evidence toward
//! a control, never that it is met.

use crate::diff::finding::Class;

/// A catalogue of controls, as it was on a day.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue {
    /// What its ids begin with, before a colon.
    pub prefix: &'static str,
    /// The file: what it is, where it is from, its controls one a line.
    text: &'static str,
}

/// All catalogues, sorted by prefix.
pub const CATALOGUES: &[Catalogue] = &[
    of("80053", include_str!("../../rulesets/catalogues/80053r5.txt")),
    of("airmf", include_str!("../../rulesets/catalogues/airmf1.txt")),
    of("cis7", include_str!("../../rulesets/catalogues/cis7.txt")),
    of("csf2", include_str!("../../rulesets/catalogues/csf2.txt")),
    of("iso27001", include_str!("../../rulesets/catalogues/iso27001.txt")),
    of("nhi", include_str!("../../rulesets/catalogues/nhi2025.txt")),
    of("pci4", include_str!("../../rulesets/catalogues/pci4.txt")),
    of("soc2", include_str!("../../rulesets/catalogues/soc2.txt")),
];

/// A class of findings and the controls of all catalogues that it bears on, a row a line.
const CROSSWALK: &str = include_str!("../../rulesets/catalogues/crosswalk.txt");

const fn of(prefix: &'static str, text: &'static str) -> Catalogue {
    Catalogue { prefix, text }
}

impl Catalogue {
    /// What it is.
    pub fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }

    /// Where it is from, what its licence is, when it was checked: `origin`, `licence`, `checked`.
    pub fn about(&self, key: &str) -> Option<&'static str> {
        let mut said = self.text.lines().filter_map(|line| line.strip_prefix('@'));
        said.find_map(|line| line.split_once(' ').filter(|(known, _)| *known == key))
            .map(|(_, value)| value)
    }

    /// Its controls.
    pub fn controls(&self) -> impl Iterator<Item = &'static str> {
        lines(self.text)
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '@']))
}

/// All controls, as `catalogue:ID`.
pub fn all() -> impl Iterator<Item = &'static str> {
    CATALOGUES.iter().flat_map(Catalogue::controls)
}

/// The control with an id, where a catalogue has it.
pub fn control(id: &str) -> Option<&'static str> {
    let (prefix, _) = id.split_once(':')?;
    let catalogue = CATALOGUES.iter().find(|one| one.prefix == prefix)?;
    catalogue.controls().find(|known| *known == id)
}

/// The controls of some catalogues that a class of findings bears on.
pub fn of_class(class: Class, prefixes: &[&str]) -> Vec<&'static str> {
    let rows = lines(CROSSWALK).filter_map(|line| line.split_once(' '));
    let own = rows.filter(|(word, _)| *word == class.word());
    let controls = own.flat_map(|(_, controls)| controls.split(", "));
    let asked = |id: &&str| id.split_once(':').is_some_and(|(own, _)| prefixes.contains(&own));
    controls.filter(asked).collect()
}

#[cfg(test)]
mod tests {
    use super::{CATALOGUES, CROSSWALK, all, control, lines, of_class};
    use crate::diff::finding::Class;

    #[test]
    fn catalogues_say_where_they_are_from() {
        for one in CATALOGUES {
            assert!(!one.title().is_empty());
            for key in ["origin", "licence", "checked"] {
                assert!(one.about(key).is_some(), "{}: {key}", one.prefix);
            }
            let begin = format!("{}:", one.prefix);
            assert!(one.controls().all(|id| id.starts_with(&begin)), "{}", one.prefix);
        }
        assert!(CATALOGUES.is_sorted_by_key(|one| one.prefix));
        let mut ids: Vec<&str> = all().collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn the_crosswalk_names_what_exists() {
        let prefixes: Vec<&str> = CATALOGUES.iter().map(|one| one.prefix).collect();
        let classes = [
            Class::Path,
            Class::Trust,
            Class::Access,
            Class::Network,
            Class::Secret,
            Class::Logging,
            Class::Isolation,
            Class::Guardrail,
        ];
        assert_eq!(lines(CROSSWALK).count(), classes.len());
        for class in classes {
            let found = of_class(class, &prefixes);
            assert!(found.len() > 4, "{}", class.word());
            for id in found {
                assert_eq!(control(id), Some(id));
            }
        }
        assert!(of_class(Class::Path, &[]).is_empty());
    }
}
