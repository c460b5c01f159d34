//! Changes that move no trust pass at once: no finding, no gap, nothing unknown, the fast lane.

use crate::support::{data, list, report};
use serde_json::Value;
use std::path::Path;

/// What is edited in `testdata/neutral/main.tf`: the words, and what comes in their place.
const EDITS: &[(&str, &str)] = &[
    ("tags       = { Name = \"main\" }", "tags       = { Name = \"core\", cost = \"42\" }"),
    ("tags       = { Name = \"private\" }", "tags       = {}"),
    ("\"from the network\"", "\"from our own network\""),
    ("\"resizes pictures\"", "\"resizes and turns pictures\""),
    ("\"Pictures\"", "\"ReadAndWritePictures\""),
    ("[\"s3:GetObject\", \"s3:PutObject\"]", "[\"s3:PutObject\", \"s3:GetObject\"]"),
    ("\"makes pictures small\"", "\"makes pictures smaller\""),
    ("memory_size   = 256", "memory_size   = 1024"),
    ("timeout       = 10", "timeout       = 60"),
    ("\"python3.13\"", "\"python3.14\""),
    ("{ team = \"web\" }", "{ team = \"web\", cost = \"7\" }"),
    ("days          = 30", "days          = 60"),
    ("default = 2", "default = 5"),
    ("instance_type          = \"t3.small\"", "instance_type          = \"t3.large\""),
    ("monitoring             = false", "monitoring             = true"),
    ("volume_size = 20", "volume_size = 80"),
    ("size              = 40", "size              = 90"),
    ("instance_type = \"t3.small\"", "instance_type = \"m7i.large\""),
    ("max_size            = 3", "max_size            = 30"),
    ("desired_capacity    = 1", "desired_capacity    = 2"),
    ("idle_timeout       = 60", "idle_timeout       = 120"),
    ("interval = 30", "interval = 10"),
    ("\"/health\"", "\"/healthz\""),
    ("allocated_storage           = 50", "allocated_storage           = 100"),
    ("\"db.t4g.small\"", "\"db.t4g.large\""),
    ("\"03:00-04:00\"", "\"01:00-02:00\""),
    ("num_cache_nodes = 1", "num_cache_nodes = 3"),
    ("read_capacity  = 5", "read_capacity  = 50"),
    ("\"thumbnails\"", "\"thumbnails\", \"covers\""),
    ("visibility_timeout_seconds = 30", "visibility_timeout_seconds = 90"),
    ("display_name = \"News\"", "display_name = \"All the news\""),
    ("threshold           = 80", "threshold           = 95"),
    ("cpu                      = 256", "cpu                      = 512"),
    ("web:1\"", "web:2\""),
    ("desired_count   = 1", "desired_count   = 4"),
    ("\"for the mail server\"", "\"for the new mail server\""),
    ("value = \"blue\"", "value = \"green\""),
    ("\"data at rest\"", "\"all data at rest\""),
    ("comment = \"inside\"", "comment = \"names of the inside\""),
    ("throughput_mode  = \"bursting\"", "throughput_mode  = \"elastic\""),
];

#[track_caller]
fn passes(what: &str, report: &Value, code: i32) {
    for key in ["findings", "resolved", "gaps", "unknowns"] {
        assert!(list(report, key).is_empty(), "{what}: {:#?}", report[key]);
    }
    assert_eq!((&report["verdict"]["lane"], code), (&"fast".into(), 0), "{what}");
}

fn written(folder: &Path, text: &str) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("main.tf"), text).unwrap();
}

#[test]
fn each_change_that_moves_no_trust_is_fast() {
    let base = std::fs::read_to_string(data("neutral").join("main.tf")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (folder.path().join("before"), folder.path().join("after"));
    written(&before, &base);
    assert!(EDITS.len() >= 30);
    for (words, others) in EDITS {
        assert_eq!(base.matches(words).count(), 1, "{words}");
        written(&after, &base.replace(words, others));
        let (report, code) = report("diff", &[&before, &after]);
        passes(others, &report, code);
    }
}

#[test]
fn all_of_them_together_are_fast_from_a_plan_too() {
    let plan = data("neutral").join("plan.json");
    let (report, code) = report("review", &[&plan]);
    passes("plan.json", &report, code);
}
