//! Policies of resources and roles open where their folder says so, and do not in the nearest misses:
//! `opens-HOW`, `keeps-WHY`, by the rule that is to speak or to be silent.

use crate::support::{data, entries, list, report};
use serde_json::Value;

fn of_rule<'v>(report: &'v Value, key: &str, rule: &str) -> Vec<&'v Value> {
    list(report, key).iter().filter(|finding| finding["rule"] == rule).collect()
}

#[test]
fn policies_open_and_keep_as_their_cases_say() {
    for folder in entries(&data("admission")) {
        let rule = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for case in entries(&folder) {
            let name = case.file_name().unwrap().to_str().unwrap().to_owned();
            let (before, after) = (case.join("before"), case.join("after"));
            let (forth, _) = report("diff", &[&before, &after]);
            let found = of_rule(&forth, "findings", &rule);
            if name.starts_with("keeps") {
                assert!(found.is_empty(), "{rule}/{name}: {found:#?}");
                continue;
            }
            assert_eq!(found.len(), 1, "{rule}/{name}: {forth:#}");
            assert_eq!(list(found[0], "cause").len(), 1, "{rule}/{name}");
            for step in list(found[0], "path") {
                assert!(!list(step, "because").is_empty(), "{rule}/{name}: a step without proof");
            }
            let (back, _) = report("diff", &[&after, &before]);
            assert!(of_rule(&back, "findings", &rule).is_empty(), "{rule}/{name}: {back:#}");
            let (same, _) = report("diff", &[&after, &after]);
            assert!(list(&same, "findings").is_empty(), "{rule}/{name}: {same:#}");
        }
    }
}
