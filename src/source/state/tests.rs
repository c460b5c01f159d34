//! Small states, written by hand.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::{read_shown, read_v4};
use crate::diag::Code;
use crate::model::Store;
use crate::model::value::readable;
use serde_json::{Value, json};

fn role(name: &str, account: &str) -> Value {
    json!({"name": name, "arn": format!("arn:aws:iam::{account}:role/{name}"),
        "assume_role_policy": r#"{"Statement":[]}"#, "managed_policy_arns": ["arn:aws:iam::aws:policy/A"]})
}

#[test]
fn addresses_are_built_as_terraform_writes_them() {
    let of = |module: Option<&str>, key: Value| {
        json!({"module": module, "mode": "managed", "type": "aws_iam_role", "name": "r",
            "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
            "instances": [{"index_key": key, "attributes": role("x", "111122223333")}]})
    };
    let table = [
        (of(None, Value::Null), "aws_iam_role.r"),
        (of(None, json!(0)), "aws_iam_role.r[0]"),
        (of(None, json!("0")), "aws_iam_role.r[\"0\"]"),
        (of(None, json!("a\"b.c")), r#"aws_iam_role.r["a\"b.c"]"#),
        (of(Some("module.m[\"k\"]"), json!("a")), r#"module.m["k"].aws_iam_role.r["a"]"#),
    ];
    for (resource, want) in table {
        let mut store = Store::default();
        let state = json!({"version": 4, "resources": [resource]}).to_string();
        let inventory = read_v4(&state, "x", &mut store).unwrap();
        let origin = &inventory.identities.first().unwrap().origin;
        assert_eq!(store.names.text(origin.address), want);
    }
}

#[test]
fn accounts_are_those_of_the_provider() {
    let resource = |kind: &str, name: &str, provider: &str, values: Value| {
        let provider = format!("provider[\"registry.terraform.io/hashicorp/aws\"]{provider}");
        json!({"mode": "managed", "type": kind, "name": name, "provider": provider,
            "instances": [{"attributes": values}]})
    };
    let attachment = json!({"role": "x", "policy_arn": "arn:aws:iam::aws:policy/B"});
    let state = json!({"version": 4, "resources": [
        resource("aws_iam_role", "one", "", role("x", "111122223333")),
        resource("aws_iam_role", "two", ".prod", role("x", "444455556666")),
        resource("aws_iam_role_policy_attachment", "a", ".prod", attachment),
    ]});
    let mut store = Store::default();
    let inventory = read_v4(&state.to_string(), "x", &mut store).unwrap();
    let given = inventory.attachments.iter().find(|one| !one.mirrored).unwrap();
    let identity = readable(store.names.text(given.identity));
    assert_eq!(identity, "arn:aws:iam::444455556666:role/x");
}

#[test]
fn echoes_are_said_once() {
    let state = |policy: &str| {
        let resource = |kind: &str, values: Value| {
            json!({"address": format!("{kind}.x"), "mode": "managed", "type": kind, "name": "x",
                "values": values})
        };
        let attachment =
            json!({"role": "x", "policy_arn": format!("arn:aws:iam::aws:policy/{policy}")});
        json!({"format_version": "1.0", "values": {"root_module": {"child_modules": [{
            "address": "module.m",
            "resources": [
                resource("aws_iam_role", role("x", "111122223333")),
                resource("aws_iam_role_policy_attachment", attachment),
            ],
        }]}}})
    };
    for (policy, want) in [("A", 1), ("B", 2)] {
        let state = state(policy).to_string();
        let inventory = read_shown(&state, "x", &mut Store::default()).unwrap();
        assert_eq!(inventory.attachments.len(), want, "{policy}");
        assert_eq!(inventory.resource_count, 2);
    }
}

#[test]
fn states_that_are_refused() {
    let table = [
        (r#"{"version":4,"resources":[]}"#, None),
        (r#"{"version":3,"modules":[]}"#, Some(Code::InputVersion)),
        (r#"{"version":4,"resources":7}"#, Some(Code::InputShape)),
        (r#"{"version":4,"resources":["#, Some(Code::InputTruncated)),
    ];
    for (state, want) in table {
        let got = read_v4(state, "x", &mut Store::default());
        assert_eq!(got.err().map(|error| error.code), want, "{state}");
    }
    assert!(read_shown(r#"{"format_version":"1.0"}"#, "x", &mut Store::default()).is_ok());
}
