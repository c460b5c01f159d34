//! Changes that open a way, and their nearest misses: `testdata/path/WAY/CASE.tf`. Lines below
//! `#: before` are there before the change alone, those below `#: after` afterwards alone, those below
//! `#: both` always. The name of a case tells what is expected: `opens-...`, `perhaps-...` (on a
//! condition), `misses-...`. Back again nothing opens. A line `# cause ADDRESS.ATTRIBUTE` says what the
//! only cause is.

use crate::support::{blames, data, entries, list, report, texts};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Writes the two sides of a case below `folder`.
fn sides(case: &Path, folder: &Path) -> [PathBuf; 2] {
    let text = std::fs::read_to_string(case).unwrap();
    ["before", "after"].map(|side| {
        let mut section = "both";
        let mut own = String::new();
        for line in text.lines() {
            match line.strip_prefix("#: ") {
                Some(name) => section = name.trim(),
                None if section == "both" || section == side => own += &format!("{line}\n"),
                None => own.push('\n'),
            }
        }
        let folder = folder.join(side);
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("main.tf"), own).unwrap();
        folder
    })
}

fn judge(way: &str, name: &str, report: &Value) {
    let found = list(report, "findings");
    let certainty = match name.split('-').next().unwrap() {
        "opens" => "proven",
        "perhaps" => "conditional",
        "misses" => {
            assert!(found.is_empty(), "{way}/{name} opens: {found:#?}");
            return;
        }
        other => panic!("{way}/{name}: no such kind of case: {other}"),
    };
    let [finding] = found else { panic!("{way}/{name}: {found:#?}") };
    assert_eq!(finding["certainty"], certainty, "{way}/{name}: {finding:#}");
    let steps = || list(finding, "path").iter();
    let named = steps().any(|step| step["technique"] == way)
        || texts(&finding["techniques"]).iter().any(|one| one == way);
    assert!(named, "{way}/{name}: {finding:#}");
    assert!(!list(finding, "cause").is_empty(), "{way}/{name}");
    if certainty == "conditional" {
        assert!(steps().flat_map(|step| list(step, "requires")).count() > 0, "{way}/{name}");
    }
}

#[test]
fn ways_open_and_miss_as_their_cases_say() {
    for folder in entries(&data("path")) {
        let way = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let mut kinds = BTreeSet::new();
        for case in entries(&folder) {
            let name = case.file_stem().unwrap().to_str().unwrap();
            let place = tempfile::tempdir().unwrap();
            let [before, after] = sides(&case, place.path());
            let (forth, _) = report("diff", &[&before, &after]);
            judge(&way, name, &forth);
            list(&forth, "findings").first().into_iter().for_each(|one| blames(&case, one));
            let (back, _) = report("diff", &[&after, &before]);
            let found = list(&back, "findings");
            assert!(found.is_empty(), "{way}/{name}, back again: {found:#?}");
            kinds.insert(name.split('-').next().unwrap().to_owned());
        }
        let opens = kinds.contains("opens") || kinds.contains("perhaps");
        assert!(opens && kinds.contains("misses"), "{way}: {kinds:?}");
    }
}
