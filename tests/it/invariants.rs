//! What must always hold, asked of the graph: each demand with a house that keeps it and the nearest one
//! that does not.

use crate::house::{House, PROVIDER, of, policy, role, user};
use crate::support::{data, list};
use serde_json::Value;

/// The finding of the one invariant in `demand`, of an audit of a configuration.
fn broken(state: &str, demand: &str) -> Option<Value> {
    let house = House::new(&[("now/main.tf", state)]);
    house.write("rules.toml", &rules(demand));
    let (report, _) = house.judged(&["audit", "now", "--rules", "rules.toml"]);
    assert!(of(&report, "selector-empty").is_empty(), "{report:#}");
    of(&report, "invariant-broken").first().map(|one| (*one).clone())
}

fn rules(demand: &str) -> String {
    format!(
        "[[tenant]]\nid = \"a\"\nmatch = {{ tag.tenant = \"a\" }}\nallow_empty = true\n\
         [[tenant]]\nid = \"b\"\nmatch = {{ tag.tenant = \"b\" }}\nallow_empty = true\n\
         [[invariant]]\nid = \"rule\"\n{demand}\n"
    )
}

#[track_caller]
fn breaks(state: &str, demand: &str, from: &str, to: &str) {
    let found = broken(state, demand).unwrap_or_else(|| panic!("{demand} holds"));
    let ends = [&found["from"], &found["to"]].map(|end| end.as_str().unwrap().to_owned());
    assert!(ends[0].contains(from) && ends[1].contains(to), "{ends:?}");
    assert_eq!(found["lane"], "block", "{found:#}");
}

#[track_caller]
fn holds(state: &str, demand: &str) {
    if let Some(found) = broken(state, demand) {
        panic!("{demand}: {found:#}");
    }
}

/// Two users and a role of two tenants; `trusted` may take the role of b.
fn tenants(trusted: &str) -> String {
    PROVIDER.to_owned()
        + &user("a", "tenant = \"a\"")
        + &user("b", "tenant = \"b\"")
        + &role("of-b", &format!("{{ AWS = aws_iam_user.{trusted}.arn }}"), "tenant = \"b\"")
}

const APART: &str = "no_path = { from = { tenant = \"*\" }, to = { tenant = \"!same\" } }";

#[test]
fn no_path() {
    holds(&tenants("b"), APART);
    breaks(&tenants("a"), APART, "aws_iam_user.a", "aws_iam_role.of-b");
    // The same, as the shorter word says it.
    let never = "never = \"path\"\nfrom = { tenant = \"*\" }\nto = { tenant = \"!same\" }";
    breaks(&tenants("a"), never, "aws_iam_user.a", "aws_iam_role.of-b");
    let excepted = APART.replace(" } }", " }, except = \"*of-b\" }");
    holds(&tenants("a"), &excepted);
}

#[test]
fn a_contract_is_an_exception_as_long_as_it_counts() {
    let trusted = "{ AWS = \"arn:aws:iam::999988887777:root\" }";
    let state = PROVIDER.to_owned() + &role("in", trusted, "");
    let demand = |name: &str, until: &str| {
        format!(
            "no_path = {{ from = {{ kind = \"account\" }}, to = {{ kind = \"role\" }}, except = \"contract:{name}\" }}\n\
             [[contract]]\nid = \"logs\"\nnode = \"account:999988887777\"\nallowed = {{}}\nowner_ours = \"a\"\n\
             owner_theirs = \"b\"\nreview_by = {until}"
        )
    };
    holds(&state, &demand("logs", "2026-12-31"));
    assert!(broken(&state, &demand("other", "2026-12-31")).is_some());
    assert!(broken(&state, &demand("logs", "2026-01-31")).is_some());
}

/// A bucket of tenant b, and a user of tenant a who may read `what`.
fn bucket(what: &str) -> String {
    PROVIDER.to_owned()
        + &user("a", "tenant = \"a\"")
        + &policy("user", "a", &format!("Action = \"s3:GetObject\", Resource = \"{what}\""))
        + "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b-data\"\n  tags = { tenant = \"b\" }\n}\n\
           resource \"aws_s3_bucket_policy\" \"b\" {\n  bucket = aws_s3_bucket.b.id\n  policy = jsonencode({ Version = \"2012-10-17\", \
           Statement = [{ Effect = \"Deny\", Principal = \"*\", Action = \"s3:DeleteBucket\", Resource = \"*\" }] })\n}\n"
}

#[test]
fn no_path_to_data() {
    let apart = APART.replace("tenant = \"!same\"", "kind = \"bucket\"");
    breaks(&bucket("*"), &apart, "aws_iam_user.a", "b-data");
    breaks(&bucket("arn:aws:s3:::b-data/*"), &apart, "aws_iam_user.a", "b-data");
    holds(&bucket("arn:aws:s3:::a-data/*"), &apart);
}

#[test]
fn no_new() {
    let house = House::new(&[("before/main.tf", &tenants("a")), ("after/main.tf", &tenants("a"))]);
    let count = |demand: &str| {
        house.write("rules.toml", &rules(demand));
        let (report, _) = house.judged(&["diff", "before", "after", "--rules", "rules.toml"]);
        of(&report, "invariant-broken").len()
    };
    let new = APART.replace("no_path", "no_new");
    // It stood before: a demand on what is new is kept, one on what is not.
    assert_eq!((count(&new), count(APART)), (0, 1));
    house.write("before/main.tf", &tenants("b"));
    assert_eq!((count(&new), count(APART)), (1, 1));
}

/// A user who takes a gate role, that takes the role of the vault; `also` may take it directly.
fn vault(also: &str) -> String {
    let trusted = format!("{{ AWS = [aws_iam_role.gate.arn{also}] }}");
    PROVIDER.to_owned()
        + &user("ann", "")
        + &role("gate", "{ AWS = aws_iam_user.ann.arn }", "")
        + &policy("role", "gate", "Action = \"sts:AssumeRole\", Resource = \"*\"")
        + &role("vault", &trusted, "")
}

#[test]
fn only_via() {
    let only = "only_via = { from = { kind = \"user\" }, to = { name = \"vault\" }, via = { name = \"gate\" } }";
    holds(&vault(""), only);
    breaks(&vault(", aws_iam_user.ann.arn"), only, "aws_iam_user.ann", "vault");
}

#[test]
fn deny_by_default() {
    let demand = |listed: &str| {
        format!(
            "deny_by_default = {{ scope = \"account:*\", principals = \"{listed}\", \
             actions = [\"kms:Decrypt\", \"sts:AssumeRole\"] }}"
        )
    };
    let state = |action: &str| {
        PROVIDER.to_owned()
            + &user("ann", "")
            + &policy("user", "ann", &format!("Action = \"{action}\", Resource = \"*\""))
    };
    breaks(&state("kms:*"), &demand("unlisted"), "aws_iam_user.ann", "account:*");
    breaks(&state("*"), &demand("unlisted"), "aws_iam_user.ann", "account:*");
    holds(&state("kms:ListKeys"), &demand("unlisted"));
    // Of a pattern every action counts.
    let any = demand("unlisted").replace("\"kms:Decrypt\"", "\"kms:*\"");
    breaks(&state("kms:ListKeys"), &any, "aws_iam_user.ann", "account:*");
    breaks(&state("kms:*Keys"), &any, "aws_iam_user.ann", "account:*");
    holds(&state("sqs:*"), &any);
    holds(&state("kms:*"), &demand("user/ann"));
}

/// A secret that users may read.
fn secret(readers: &[&str]) -> String {
    let mut out = PROVIDER.to_owned()
        + "resource \"aws_secretsmanager_secret\" \"db\" {\n  name = \"db\"\n}\n\
           resource \"aws_secretsmanager_secret_policy\" \"db\" {\n  secret_arn = aws_secretsmanager_secret.db.arn\n  \
           policy = jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = \"Deny\", Principal = \"*\", \
           Action = \"secretsmanager:DeleteSecret\", Resource = \"*\" }] })\n}\n";
    for name in readers {
        out += &user(name, "");
        out +=
            &policy("user", name, "Action = \"secretsmanager:GetSecretValue\", Resource = \"*\"");
    }
    out
}

#[test]
fn max_readers() {
    let demand = "max_readers = { match = { kind = \"secret\" }, max = 2 }";
    holds(&secret(&["ann", "bea"]), demand);
    breaks(&secret(&["ann", "bea", "cyd"]), demand, "3 principals", "secret:db");
}

#[test]
fn set_equals() {
    let demand = "set_equals = { match = { kind = \"secret\" }, principals = [\"user/ann\"] }";
    holds(&secret(&["ann"]), demand);
    breaks(&secret(&["ann", "eve"]), demand, "aws_iam_user.eve", "secret:db");
    breaks(&secret(&[]), demand, "user/ann", "secret:db");
    let reach =
        "set_equals = { match = { name = \"of-b\" }, of = \"reach\", principals = \"user/b\" }";
    holds(&tenants("b"), reach);
    breaks(&tenants("a"), reach, "user", "of-b");
}

#[test]
fn requires_condition() {
    let demand = "requires_condition = { to = { name = \"vendor\" }, from = { kind = \"account\" }, keys = \"sts:ExternalId\" }";
    let state = |condition: &str| {
        let trusted = format!("{{ AWS = \"arn:aws:iam::999988887777:root\" }}{condition}");
        PROVIDER.to_owned() + &role("vendor", &trusted, "")
    };
    let asks = |operator: &str| {
        state(&format!(", Condition = {{ {operator} = {{ \"sts:ExternalId\" = \"x\" }} }}"))
    };
    holds(&asks("StringEquals"), demand);
    breaks(&state(""), demand, "account:999988887777", "vendor");
    // Whoever leaves the key out is let in.
    breaks(&asks("StringEqualsIfExists"), demand, "account:999988887777", "vendor");
}

#[test]
fn must_confine() {
    let audit = |case: &str, side: &str, demand: &str| {
        let house = House::new(&[("rules.toml", &rules(demand))]);
        let source = data("surface").join(case).join(side).display().to_string();
        let (report, _) = house.judged(&["audit", &source, "--rules", "rules.toml"]);
        assert!(!list(&report, "inputs").is_empty());
        of(&report, "invariant-broken").len()
    };
    let bounded =
        "must_confine = { match = { kind = [\"role\", \"user\"] }, by = \"identity-boundary\" }";
    assert_eq!(audit("identity-boundary/weakens-removed", "before", bounded), 0);
    assert_eq!(audit("identity-boundary/weakens-removed", "after", bounded), 1);
    let blocked = "must_confine = { match = { kind = \"bucket\" }, by = \"s3-access-block\" }";
    assert_eq!(audit("s3-access-block/weakens-block-removed", "before", blocked), 0);
    assert_eq!(audit("s3-access-block/weakens-block-removed", "after", blocked), 1);
}

#[test]
fn must_cover() {
    let demand = "must_cover = { match = { kind = \"bucket\" }, by = \"log-trail\" }";
    let state = |trail: &str| {
        PROVIDER.to_owned()
            + "resource \"aws_s3_bucket\" \"data\" {\n  bucket = \"data\"\n}\n"
            + &format!(
                "resource \"aws_cloudtrail\" \"org\" {{\n  name = \"org\"\n  s3_bucket_name = \"logs\"\n{trail}}}\n"
            )
    };
    let all = "is_multi_region_trail = true\nenable_log_file_validation = true\n";
    holds(&state(all), demand);
    breaks(&state("enable_log_file_validation = true\n"), demand, "data", "log-trail");
    breaks(&state(&format!("{all}enable_logging = false\n")), demand, "data", "log-trail");
    let none =
        PROVIDER.to_owned() + "resource \"aws_s3_bucket\" \"data\" {\n  bucket = \"data\"\n}\n";
    breaks(&none, demand, "data", "log-trail");
}

#[test]
fn what_may_break_it_is_for_review() {
    let state = PROVIDER.to_owned()
        + &user("a", "tenant = \"a\"")
        + &role(
            "of-b",
            "{ AWS = aws_iam_user.a.arn }, Condition = { IpAddress = { \"aws:SourceIp\" = \"203.0.113.0/24\" } }",
            "tenant = \"b\"",
        );
    let found = broken(&state, APART).expect("it may be");
    assert_eq!((&found["lane"], &found["certainty"]), (&"review".into(), &"conditional".into()));
}

#[test]
fn an_invariant_makes_one_demand() {
    let day = crate::gate::DAY.parse().unwrap();
    let read = |demand: &str| {
        trustdrift::rules::Ruleset::new(&[("r.toml".to_owned(), rules(demand))], day)
    };
    assert!(read(APART).is_ok());
    for demand in ["", &format!("{APART}\nnever = \"path\"")] {
        let error = read(demand).expect_err("one is asked for");
        assert!(error.message.contains("one demand"), "{error}");
    }
}

#[test]
fn an_account_has_a_name() {
    let text = |account: &str| {
        format!(
            "[[account]]\nid = \"123456789012\"\nalias = \"prod\"\n\
             [[invariant]]\nid = \"rule\"\nno_path = {{ from = {{ name = \"ops\" }}, \
             to = {{ kind = \"role\", account = \"{account}\" }} }}\n"
        )
    };
    let state = data("minicases/01-trust-opened/after.tfstate").display().to_string();
    let house = House::new(&[]);
    let count = |account: &str| {
        house.write("rules.toml", &text(account));
        let (report, _) = house.judged(&["audit", &state, "--rules", "rules.toml"]);
        (of(&report, "invariant-broken").len(), of(&report, "selector-empty").len())
    };
    let by_number = count("123456789012");
    assert_eq!(by_number, count("prod"));
    assert_eq!(by_number.0, 1);
    assert_eq!(count("stage"), (0, 1));
}
