//! Small plans, each written by hand: what opens something stands beside its near miss.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]
#![expect(clippy::needless_pass_by_value, reason = "`json!` at the place of call reads better")]

use super::{Change, ChangeKind, read};
use crate::diag::Code;
use crate::model::inventory::{Attached, Inventory};
use crate::model::value::readable;
use crate::model::{Name, Store};
use serde_json::{Value, json};

const TRUST: &str = r#"{"Statement":[]}"#;
const ARN: &str = "arn:aws:iam::111122223333";

/// An entry of a plan; the address is that of the root module unless `module` says otherwise.
fn entry(address: &str, actions: &[&str], before: Value, after: Value, unknown: Value) -> Value {
    let local = address.rsplit_once("module.m.").map_or(address, |(_, local)| local);
    let (data, local) = match local.strip_prefix("data.") {
        Some(local) => (true, local),
        None => (false, local),
    };
    let (kind, name) = local.split_once('.').unwrap();
    let (name, index) = match name.split_once('[') {
        Some((name, index)) => (name, serde_json::from_str(index.trim_end_matches(']')).unwrap()),
        None => (name, Value::Null),
    };
    let mut out = json!({
        "address": address, "mode": if data { "data" } else { "managed" }, "type": kind,
        "name": name,
        "change": {"actions": actions, "before": before, "after": after, "after_unknown": unknown},
    });
    if !index.is_null() {
        out["index"] = index;
    }
    if address.starts_with("module.m.") {
        out["module_address"] = "module.m".into();
    }
    out
}

fn create(address: &str, after: Value, unknown: Value) -> Value {
    entry(address, &["create"], Value::Null, after, unknown)
}

fn block(address: &str, expressions: Value) -> Value {
    json!({"address": address, "provider_config_key": "aws", "expressions": expressions})
}

fn refers(references: &[&str]) -> Value {
    json!({"references": references})
}

fn plan(changes: Vec<Value>, module: Value) -> Value {
    json!({
        "format_version": "1.2", "resource_changes": changes,
        "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": [{
            "address": "data.aws_caller_identity.me", "mode": "data", "name": "me",
            "type": "aws_caller_identity", "values": {"account_id": "111122223333"},
        }]}}},
        "configuration": {
            "provider_config": {"aws": {"name": "aws"}},
            "root_module": module,
        },
    })
}

fn root(mut blocks: Vec<Value>) -> Value {
    blocks.push(block("data.aws_caller_identity.me", json!({})));
    json!({"resources": blocks})
}

fn load(plan: &Value) -> (Change, Store) {
    let mut store = Store::default();
    let change = read(&plan.to_string(), "plan.json", None, &mut store).unwrap();
    (change, store)
}

/// `IDENTITY POLICY` of each attachment, sorted.
fn attached(side: &Inventory, store: &Store) -> Vec<String> {
    let text = |name: Name| readable(store.names.text(name));
    let mut out: Vec<String> = side
        .attachments
        .iter()
        .map(|one| match &one.attached {
            Attached::Inline(name, _) => format!("{} inline {}", text(one.identity), text(*name)),
            Attached::Managed(arn) => format!("{} {}", text(one.identity), text(*arn)),
            Attached::Unknown(_) => format!("{} ?", text(one.identity)),
            Attached::Lent(from, _) => format!("{} of {}", text(one.identity), text(*from)),
        })
        .collect();
    out.sort_unstable();
    out
}

fn role(address: &str, name: &str) -> Value {
    let after = json!({"name": name, "path": "/", "assume_role_policy": TRUST});
    create(address, after, json!({"arn": true, "id": true}))
}

#[test]
fn a_reference_is_followed_to_the_one_resource_it_means() {
    let attachment = json!({"role": null, "policy_arn": "arn:aws:iam::aws:policy/A"});
    let table: &[(&[&str], &[&str])] = &[
        (&["aws_iam_role.r.id", "aws_iam_role.r"], &["role/x"]),
        (&["aws_iam_role.many[1].id", "aws_iam_role.many[1]", "aws_iam_role.many"], &["role/b"]),
        // Near misses: which of two, two at once, and what a plan does not hold.
        (&["aws_iam_role.many"], &[]),
        (&["aws_iam_role.r.id", "aws_iam_role.r", "aws_iam_role.many[0].id"], &[]),
        (&["local.role"], &[]),
    ];
    for (references, want) in table {
        let changes = vec![
            role("aws_iam_role.r", "x"),
            role("aws_iam_role.many[0]", "a"),
            role("aws_iam_role.many[1]", "b"),
            create("aws_iam_role_policy_attachment.a", attachment.clone(), json!({"role": true})),
        ];
        let blocks = vec![
            block("aws_iam_role.r", json!({})),
            block("aws_iam_role.many", json!({})),
            block("aws_iam_role_policy_attachment.a", json!({"role": refers(references)})),
        ];
        let (change, store) = load(&plan(changes, root(blocks)));
        let want: Vec<String> =
            want.iter().map(|role| format!("{ARN}:{role} arn:aws:iam::aws:policy/A")).collect();
        assert_eq!(attached(&change.after, &store), want, "{references:?}");
        assert_eq!(change.after.open.is_empty(), !want.is_empty(), "{references:?}");
    }
}

#[test]
fn references_go_through_variables_and_outputs() {
    let changes = vec![
        role("module.m.aws_iam_role.r", "x"),
        create(
            "module.m.aws_iam_role_policy_attachment.inner",
            json!({"role": "x"}),
            json!({"policy_arn": true}),
        ),
        create("aws_iam_policy.p", json!({"name": "p", "policy": TRUST}), json!({"arn": true})),
        create(
            "aws_iam_role_policy_attachment.outer",
            json!({"policy_arn": "arn:aws:iam::aws:policy/A"}),
            json!({"role": true}),
        ),
    ];
    let module = json!({
        "resources": [
            block("aws_iam_policy.p", json!({})),
            block("data.aws_caller_identity.me", json!({})),
            block("aws_iam_role_policy_attachment.outer",
                json!({"role": refers(&["module.m.role", "module.m"])})),
        ],
        "module_calls": {"m": {
            "expressions": {"policy": refers(&["aws_iam_policy.p.arn", "aws_iam_policy.p"])},
            "module": {
                "outputs": {"role": {"expression": refers(&["aws_iam_role.r.id", "aws_iam_role.r"])}},
                "resources": [
                    block("aws_iam_role.r", json!({})),
                    block("aws_iam_role_policy_attachment.inner",
                        json!({"policy_arn": refers(&["var.policy"])})),
                ],
            },
        }},
    });
    let (change, store) = load(&plan(changes, module));
    let want =
        [format!("{ARN}:role/x {ARN}:policy/p"), format!("{ARN}:role/x arn:aws:iam::aws:policy/A")];
    assert_eq!(attached(&change.after, &store), want);
}

#[test]
fn an_unknown_document_is_open_unless_nobody_set_it() {
    let queue = json!({"name": "q"});
    let unknown = json!({"arn": true, "policy": true});
    let table = [
        (json!({"policy": refers(&["aws_iam_role.r.arn", "aws_iam_role.r"])}), 1),
        (json!({}), 0),
        // All that it refers to is known, so the expression was `null`.
        (json!({"policy": refers(&["var.policy"])}), 0),
    ];
    for (expressions, opens) in table {
        let changes = vec![
            role("aws_iam_role.r", "x"),
            create("aws_sqs_queue.q", queue.clone(), unknown.clone()),
        ];
        let blocks =
            vec![block("aws_iam_role.r", json!({})), block("aws_sqs_queue.q", expressions.clone())];
        let (change, _) = load(&plan(changes, root(blocks)));
        assert_eq!(change.after.open.len(), opens, "{expressions}");
        let policies = change.after.resources.iter().filter(|one| one.policy.is_some());
        assert_eq!(policies.count(), opens, "{expressions}");
    }
}

#[test]
fn a_deferred_document_is_rendered_where_one_thing_fits_each_hole() {
    let statement = |effect: &str, holes: usize| {
        json!({"statement": [{"actions": ["sts:AssumeRole"], "effect": effect,
            "resources": vec![Value::Null; holes]}]})
    };
    let refs = |references: &[&str]| json!({"statement": [{"resources": refers(references)}]});
    let table = [
        ("Allow", 1, refs(&["aws_iam_role.r.arn", "aws_iam_role.r"]), Some("role/x\"]")),
        ("Deny", 1, refs(&["aws_iam_role.r.arn", "aws_iam_role.r"]), Some("role/x\"]")),
        (
            "Deny",
            2,
            refs(&["aws_s3_bucket.b.arn", "aws_s3_bucket.b"]),
            Some("b\",\"arn:aws:s3:::b/*"),
        ),
        // Near misses: a part of a longer text, two things for one hole, a dynamic block, and a
        // bucket or all that is in it.
        ("Allow", 1, refs(&["aws_iam_role.r.unique_id", "aws_iam_role.r"]), None),
        ("Allow", 1, refs(&["aws_iam_role.r.arn", "aws_s3_bucket.b.arn"]), None),
        ("Allow", 1, json!({}), None),
        ("Deny", 1, refs(&["aws_s3_bucket.b.arn", "aws_s3_bucket.b"]), None),
    ];
    for (effect, holes, expressions, want) in table {
        let marks = json!({"json": true, "statement": [{"resources": vec![true; holes]}]});
        let document = "data.aws_iam_policy_document.d";
        let changes = vec![
            role("aws_iam_role.r", "x"),
            create("aws_s3_bucket.b", json!({"bucket": "b"}), json!({"arn": true})),
            entry(document, &["read"], Value::Null, statement(effect, holes), marks),
            create("aws_iam_policy.p", json!({"name": "p"}), json!({"policy": true})),
        ];
        let policy = json!({"policy": refers(&["data.aws_iam_policy_document.d.json"])});
        let blocks = vec![
            block("aws_iam_role.r", json!({})),
            block("aws_s3_bucket.b", json!({})),
            block(document, expressions.clone()),
            block("aws_iam_policy.p", policy),
        ];
        let (change, store) = load(&plan(changes, root(blocks)));
        let written = &change.after.policies.first().unwrap().written;
        let text = written.document.as_ref().ok().map(|id| store.documents.text(*id));
        match want {
            Some(part) => assert!(text.is_some_and(|text| text.contains(part)), "{text:?}"),
            None => assert_eq!(text, None, "{effect} {holes} {expressions}"),
        }
    }
}

#[test]
fn names_that_are_not_known_are_symbols_and_equal_to_themselves() {
    let changes = vec![
        create("aws_iam_role.r", json!({"name_prefix": "x-"}), json!({"arn": true, "name": true})),
        create(
            "aws_iam_role_policy_attachment.a",
            json!({"policy_arn": "arn:aws:iam::aws:policy/A"}),
            json!({"role": true}),
        ),
    ];
    let blocks = vec![
        block("aws_iam_role.r", json!({})),
        block(
            "aws_iam_role_policy_attachment.a",
            json!({"role": refers(&["aws_iam_role.r.name"])}),
        ),
    ];
    let (change, store) = load(&plan(changes, root(blocks)));
    let role = change.after.identities.first().unwrap();
    assert_eq!(
        readable(store.names.text(role.arn)),
        format!("{ARN}:role/<name of aws_iam_role.r>")
    );
    assert_eq!(change.after.attachments.first().unwrap().identity, role.arn);
}

#[test]
fn echoes_are_dropped_where_another_resource_says_the_same() {
    let policy = "arn:aws:iam::aws:policy/A";
    let role = |policies: &[&str]| {
        json!({"arn": format!("{ARN}:role/x"), "name": "x", "assume_role_policy": TRUST,
            "managed_policy_arns": policies})
    };
    let role = entry("aws_iam_role.r", &["no-op"], role(&[policy]), role(&[policy]), json!({}));
    let attachment = json!({"role": "x", "policy_arn": policy});
    let delete =
        |address: &str| entry(address, &["delete"], attachment.clone(), Value::Null, json!({}));
    let blocks = || vec![block("aws_iam_role.r", json!({}))];
    let one = format!("{ARN}:role/x {policy}");

    let changes = vec![role.clone(), delete("aws_iam_role_policy_attachment.a")];
    let (change, store) = load(&plan(changes, root(blocks())));
    assert_eq!(attached(&change.before, &store), std::slice::from_ref(&one));
    assert!(attached(&change.after, &store).is_empty(), "the echo is stale");

    // Nobody manages it: then the echo is the truth, before and after.
    let (change, store) = load(&plan(vec![role.clone()], root(blocks())));
    assert_eq!(attached(&change.before, &store), std::slice::from_ref(&one));
    assert_eq!(attached(&change.after, &store), std::slice::from_ref(&one));

    // Set in the configuration it is no echo, and takes off what is not on it.
    let expressions = json!({"managed_policy_arns": {"constant_value": [policy]}});
    let blocks = vec![block("aws_iam_role.r", expressions)];
    let changes = vec![role, delete("aws_iam_role_policy_attachment.a")];
    let (change, store) = load(&plan(changes, root(blocks)));
    assert_eq!(attached(&change.after, &store), [one]);
    assert_eq!(change.after.exclusives.len(), 1);
}

#[test]
fn what_changes_and_is_not_read_is_a_gap() {
    let function = |role: &str, url: &str, memory: u32| json!({"function_name": "f", "role": role, "memory_size": memory, "new_thing": url});
    let lambda = |after: Value| {
        entry("aws_lambda_function.f", &["update"], function("r", "a", 1), after, json!({}))
    };
    let other = |kind: &str, before: Value, after: Value| {
        entry(&format!("{kind}.x"), &["update"], before, after, json!({}))
    };
    let table = [
        (lambda(function("r", "b", 1)), Some("`new_thing` of `aws_lambda_function` changes")),
        (lambda(function("q", "a", 2)), None),
        (
            other("aws_workspaces_workspace", json!({"policy": "a"}), json!({"policy": "b"})),
            Some("`aws_workspaces_workspace` is not modelled: `policy` changes"),
        ),
        (other("aws_workspaces_workspace", json!({"ip": "a"}), json!({"ip": "b"})), None),
        (other("aws_workspaces_workspace", json!({"policy": ""}), json!({"policy": null})), None),
        (other("random_password", json!({"secret": "a"}), json!({"secret": "b"})), None),
        (
            entry(
                "aws_x.y",
                &["delete"],
                json!({"block_public_acls": true}),
                Value::Null,
                json!({}),
            ),
            Some("`aws_x` is not modelled: removed with `block_public_acls`"),
        ),
        (entry("aws_x.y", &["forget"], json!({"acl": "a"}), Value::Null, json!({})), None),
        (entry("aws_x.y", &["no-op"], json!({"acl": "a"}), json!({"acl": "a"}), json!({})), None),
        // Computed, and set by nobody.
        (entry("aws_x.y", &["create"], Value::Null, json!({}), json!({"acl": true})), None),
    ];
    for (change, want) in table {
        let text = change.to_string();
        let (change, _) = load(&plan(vec![change], root(Vec::new())));
        let gaps: Vec<&str> = change.after.gaps.iter().map(|gap| gap.reason.as_ref()).collect();
        match want {
            Some(part) => {
                assert!(gaps.first().is_some_and(|gap| gap.starts_with(part)), "{gaps:?}")
            }
            None => assert!(gaps.is_empty(), "{text}: {gaps:?}"),
        }
    }
}

#[test]
fn kinds_of_change() {
    let values = || json!({"name": "x", "assume_role_policy": TRUST});
    let none = || Value::Null;
    let mut moved = entry("aws_iam_role.r", &["no-op"], values(), values(), json!({}));
    moved["previous_address"] = "aws_iam_role.old".into();
    let mut imported = entry("aws_iam_role.r", &["no-op"], values(), values(), json!({}));
    imported["change"]["importing"] = json!({"id": "x"});
    let of = |actions: &[&str], before: Value, after: Value| {
        entry("aws_iam_role.r", actions, before, after, json!({}))
    };
    let table = [
        (of(&["create"], none(), values()), Some(ChangeKind::Create), 0, 1),
        (of(&["update"], values(), values()), Some(ChangeKind::Update), 1, 1),
        (of(&["delete"], values(), none()), Some(ChangeKind::Delete), 1, 0),
        (of(&["delete", "create"], values(), values()), Some(ChangeKind::Replace), 1, 1),
        (of(&["create", "delete"], values(), values()), Some(ChangeKind::Replace), 1, 1),
        // It stays alive: no access is gone.
        (of(&["forget"], values(), none()), Some(ChangeKind::Forget), 1, 1),
        (moved, Some(ChangeKind::Move), 1, 1),
        (imported, Some(ChangeKind::Import), 1, 1),
        (of(&["no-op"], values(), values()), None, 1, 1),
    ];
    for (change, kind, before, after) in table {
        let text = change.to_string();
        let (change, _) = load(&plan(vec![change], root(Vec::new())));
        assert_eq!(change.changed.values().next().copied(), kind, "{text}");
        assert_eq!(change.before.identities.len(), before, "{text}");
        assert_eq!(change.after.identities.len(), after, "{text}");
    }
}

#[test]
fn keys_that_stand_in_settings_are_disclosed_and_not_kept() {
    let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    let key = json!({"user": "u", "id": "AKIA", "secret": secret});
    let key = entry("aws_iam_access_key.k", &["no-op"], key.clone(), key, json!({}));
    let function = |value: &str| json!({"function_name": "f", "role": "r", "environment": [{"variables": {"A": value}}]});
    let lambda =
        |value: &str, unknown: Value| create("aws_lambda_function.f", function(value), unknown);
    let pending = json!({"environment": [{"variables": {"B": true}}]});
    let refs = |reference: &str| json!({"environment": [{"variables": refers(&[reference])}]});
    let table = [
        (lambda(secret, json!({})), json!({}), 1),
        (lambda("AKIA", json!({})), json!({}), 0),
        (lambda("x", pending.clone()), refs("aws_iam_access_key.new.secret"), 1),
        (lambda("x", pending), refs("aws_iam_access_key.new.id"), 0),
    ];
    for (lambda, expressions, want) in table {
        let new = create(
            "aws_iam_access_key.new",
            json!({"user": "v"}),
            json!({"secret": true, "id": true}),
        );
        let blocks = vec![
            block("aws_iam_access_key.new", json!({})),
            block("aws_lambda_function.f", expressions),
        ];
        let (change, store) = load(&plan(vec![key.clone(), new, lambda], root(blocks)));
        assert_eq!(change.after.disclosures.len(), want);
        assert_eq!(store.names.find(secret), None);
    }
}

#[test]
fn roles_in_blocks_and_json_are_found_known_or_not() {
    let arn = format!("{ARN}:role/r");
    let service = |role: Value| json!({"service_name": "s", "instance_configuration": [{"instance_role_arn": role}]});
    let job = |role: &str| json!({"jobRoleArn": role, "image": "x"}).to_string();
    let refer =
        |attribute: &str| json!({attribute: refers(&["aws_iam_role.r.arn", "aws_iam_role.r"])});
    let inside = json!({"instance_configuration": [refer("instance_role_arn")]});
    let marked = json!({"instance_configuration": [{"instance_role_arn": true}]});
    let elsewhere = json!({"instance_configuration": [{"memory": true}]});
    let open = json!([{}]);
    let table = [
        ("aws_apprunner_service.x", service(arn.clone().into()), json!({}), json!({}), true),
        ("aws_apprunner_service.x", service(Value::Null), marked, inside.clone(), true),
        ("aws_apprunner_service.x", service(Value::Null), elsewhere, inside, false),
        (
            "aws_batch_job_definition.x",
            json!({"name": "j", "container_properties": job(&arn)}),
            json!({}),
            json!({}),
            true,
        ),
        (
            "aws_batch_job_definition.x",
            json!({"name": "j", "container_properties": null}),
            json!({"container_properties": true}),
            refer("container_properties"),
            true,
        ),
        ("aws_apprunner_service.x", json!({"service_name": "s"}), json!({}), open, false),
    ];
    for (address, values, unknown, expressions, want) in table {
        let changes = vec![role("aws_iam_role.r", "r"), create(address, values, unknown)];
        let blocks = vec![block("aws_iam_role.r", json!({})), block(address, expressions)];
        let (change, store) = load(&plan(changes, root(blocks)));
        let roles: Vec<&str> =
            change.after.carriers.iter().map(|one| store.names.text(one.role)).collect();
        assert_eq!(roles, if want { vec![arn.as_str()] } else { vec![] }, "{address}");
    }
}

#[test]
fn sensitive_documents_are_open_and_not_kept() {
    let policy = r#"{"Statement":[{"Sid":"TOKEN","Effect":"Allow","Action":"*"}]}"#;
    let mut change = create("aws_iam_policy.p", json!({"name": "p", "policy": policy}), json!({}));
    let (loaded, store) = load(&plan(vec![change.clone()], root(Vec::new())));
    assert!(loaded.after.open.is_empty());
    assert!(store.names.find("TOKEN").is_some());
    change["change"]["after_sensitive"] = json!({"policy": true});
    let (loaded, store) = load(&plan(vec![change], root(Vec::new())));
    assert_eq!(loaded.after.open.len(), 1);
    assert_eq!(store.names.find("TOKEN"), None);
}

#[test]
fn plans_that_are_refused() {
    let table = [
        (json!({"format_version": "1.2", "errored": true}), Some(Code::PlanErrored)),
        (json!({"format_version": "1.2", "complete": false}), Some(Code::PlanIncomplete)),
        (json!({"format_version": "2.0"}), Some(Code::InputVersion)),
        (json!({"format_version": "2.0", "resource_changes": {}}), Some(Code::InputVersion)),
        (json!({"format_version": "1.2", "resource_changes": {}}), Some(Code::InputShape)),
        (json!({"format_version": "1.9", "errored": false, "complete": true}), None),
    ];
    for (plan, want) in table {
        let got = read(&plan.to_string(), "plan.json", None, &mut Store::default());
        assert_eq!(got.err().map(|error| error.code), want, "{plan}");
    }
    let deep = format!(
        r#"{{"format_version":"1.2","configuration":{{"root_module":{}{}}}}}"#,
        r#"{"module_calls":{"m":{"module":"#.repeat(200),
        "}}}".repeat(200)
    );
    let got = read(&deep, "plan.json", None, &mut Store::default());
    assert_eq!(got.err().map(|error| error.code), Some(Code::InputTooDeep));
}
