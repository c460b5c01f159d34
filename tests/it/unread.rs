//! What changed and nobody read is said, whatever the sides come from; what only moved has not changed.

use crate::support::{list, report, run_in};
use serde_json::Value;
use std::path::Path;

const NETWORK: &str = r#"resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
"#;

/// A way in that no entry reads.
fn rule(name: &str, cidr: &str) -> String {
    format!(
        r#"{NETWORK}resource "aws_dx_gateway_association_proposal" "{name}" {{
          description            = "{name}"
          dx_gateway_id          = "dxgw-1"
          associated_gateway_id    = "{cidr}"
          dx_gateway_owner_account_id = "444455556666"
        }}"#
    )
}

/// The reasons of the gaps from one text to another.
fn gaps(folder: &Path, before: &str, after: &str) -> Vec<String> {
    let sides = [("before", before), ("after", after)];
    let [before, after] = sides.map(|(name, text)| {
        let side = folder.join(name);
        std::fs::create_dir_all(&side).unwrap();
        std::fs::write(side.join("main.tf"), text).unwrap();
        side
    });
    reasons(&report("diff", &[&before, &after]).0)
}

fn reasons(report: &Value) -> Vec<String> {
    let text = |gap: &Value| gap["reason"].as_str().unwrap().to_owned();
    list(report, "gaps").iter().map(text).collect()
}

#[test]
fn directories_tell_what_changes_and_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let judge = |before: &str, after: &str| gaps(folder.path(), before, after);
    let (old, wide) = (rule("office", "10.0.0.0/24"), rule("office", "0.0.0.0/0"));

    assert!(judge(NETWORK, &old)[0].contains("not modelled: new with `associated_gateway_id`"));
    assert!(judge(&old, &wide)[0].ends_with("not modelled: `associated_gateway_id` changes"));
    assert!(judge(&old, NETWORK)[0].contains("not modelled: removed with"));
    assert!(judge(&old, &old).is_empty());
    assert!(judge(&old, &rule("bureau", "10.0.0.0/24")).is_empty(), "another label, the same rule");
    assert_eq!(judge(&old, &rule("bureau", "0.0.0.0/0")).len(), 2, "one goes, another comes");
}

#[test]
fn what_is_switched_off_changes_as_what_is_switched_on() {
    let folder = tempfile::tempdir().unwrap();
    let judge = |before: &str, after: &str| gaps(folder.path(), before, after);
    let cluster = |line: &str| {
        format!(
            "{NETWORK}resource \"aws_redshift_cluster\" \"c\" {{\n  \
             cluster_identifier = \"c\"\n  {line}\n}}\n"
        )
    };
    let [on, off, none] = ["encrypted = true", "encrypted = false", ""].map(cluster);
    for (before, after) in [(&on, &off), (&off, &on), (&on, &none), (&none, &on)] {
        let said = judge(before, after);
        assert!(said.len() == 1 && said[0].contains("`encrypted`"), "{before} {after}: {said:?}");
    }
    assert!(judge(&off, &none).is_empty());
    assert!(judge(&none, NETWORK).is_empty());
}

#[test]
fn states_and_snapshots_of_them_tell_it_too() {
    let state = |cidr: &str| {
        serde_json::json!({
            "version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {},
            "resources": [{
                "mode": "managed", "type": "aws_dx_gateway_association_proposal", "name": "office",
                "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
                "instances": [{ "attributes": { "id": "1", "associated_gateway_id": cidr } }]
            }]
        })
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (name, cidr) in [("old.tfstate", "10.0.0.0/24"), ("new.tfstate", "0.0.0.0/0")] {
        std::fs::write(path(name), state(cidr).to_string()).unwrap();
    }
    let wanted =
        ["`aws_dx_gateway_association_proposal` is not modelled: `associated_gateway_id` changes"];
    assert_eq!(reasons(&report("diff", &[&path("old.tfstate"), &path("new.tfstate")]).0), wanted);

    let output = run_in(folder.path(), &["snapshot", "old.tfstate", "-o", "old.snapshot"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(reasons(&report("diff", &[&path("old.snapshot"), &path("new.tfstate")]).0), wanted);
    let (same, _) = report("diff", &[&path("old.snapshot"), &path("old.tfstate")]);
    assert!(reasons(&same).is_empty());
}

/// A type that nobody reads, whose attributes of trust lie below another name.
fn manager(role: &str, version: &str) -> String {
    format!(
        r#"{NETWORK}resource "aws_ssmquicksetup_configuration_manager" "m" {{
          name = "m"
          configuration_definition {{
            local_deployment_administration_role_arn = "{role}"
            parameters   = {{ "PatchPolicyName" = "p" }}
            type         = "AWSQuickSetupType-PatchPolicy"
            type_version = "{version}"
          }}
        }}"#
    )
}

#[test]
fn a_schema_tells_what_bears_on_trust_in_types_that_nobody_reads() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let side = folder.path().join(name);
        std::fs::create_dir_all(&side).unwrap();
        std::fs::write(side.join("main.tf"), text).unwrap();
    };
    let schema = crate::support::data("schema/aws.json");
    let judge = |before: &str, after: &str, flags: &[&str]| {
        write("before", before);
        write("after", after);
        let arguments = [&["diff", "before", "after", "--format", "json"], flags].concat();
        let output = run_in(folder.path(), &arguments);
        reasons(&serde_json::from_slice(&output.stdout).unwrap())
    };
    let given = ["--schema", schema.to_str().unwrap()];
    let one = manager("arn:aws:iam::111122223333:role/a", "1.0");
    let other = manager("arn:aws:iam::111122223333:role/b", "1.0");
    let wanted = "`aws_ssmquicksetup_configuration_manager` is not modelled: \
                  `configuration_definition` changes";
    assert_eq!(judge(&one, &other, &given), [wanted]);
    assert!(judge(&one, &other, &[]).is_empty(), "without a schema nobody knows");
    assert!(judge(&one, &one, &given).is_empty());
    let subscribed = |key: &str| {
        format!(
            r#"{NETWORK}resource "aws_ce_anomaly_subscription" "s" {{
              name      = "s"
              frequency = "DAILY"
              threshold_expression {{
                dimension {{
                  key    = "{key}"
                  values = ["100"]
                }}
              }}
            }}"#
        )
    };
    assert!(judge(&subscribed("a"), &subscribed("b"), &given).is_empty(), "no key to anything");
    let wrong = ["diff", "before", "after", "--schema", "before/main.tf"];
    assert_eq!(run_in(folder.path(), &wrong).status.code(), Some(2));
}
