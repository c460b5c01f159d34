//! Which findings a gate closes for and which nodes a selector means: each key with the nearest miss, and
//! what is said of a word that means nothing.

use crate::gate::{DAY, judged, judged_as, rules_of};
use crate::house::{House, PROVIDER, of, policy, role, user};
use crate::support::{data, list, texts};
use serde_json::Value;

/// Whether a gate with these conditions closes for the path of [`crate::gate::PLAN`].
fn closes(when: &str) -> bool {
    let text = format!("[[gate]]\nid = \"mine\"\nlane = \"block\"\nwhen = {{ {when} }}\n");
    let (report, _) = judged(&text);
    let mut findings = list(&report, "findings").iter();
    let path = findings.find(|one| one["rule"] == "path-to-admin").unwrap();
    texts(&path["gates"]) == ["mine"]
}

#[test]
fn each_key_of_a_gate_has_its_nearest_miss() {
    for (hit, miss) in [
        ("fact = \"CAN_BECOME\"", "fact = [\"TRUSTS\", \"ALLOWS\"]"),
        ("class = [\"network\", \"path\"]", "class = [\"network\", \"trust\"]"),
        ("rule = \"path-*\"", "rule = [\"outside-*\", \"path-to-control\"]"),
        ("technique = \"sts-001\"", "technique = \"sts-002*\""),
        ("technique = \"become.*\"", "technique = \"exec.*\""),
        ("severity = \"critical\"", "severity = \"critical\", class = \"trust\""),
        ("attr_weaker = \"assume_role_*\"", "attr_weaker = \"max_session_duration\""),
        ("fan_in = { min = 1 }", "fan_in = { min = 2 }"),
        ("from = { kind = \"user\" }", "from = { kind = \"role\" }"),
        ("to = { kind = \"admin\" }", "to = { name = \"ops\" }"),
        ("to = { name = \"deploy\" }", "to = { name = \"deployer\" }, allow_empty = true"),
        ("from = { account = \"1234*\" }", "from = { account = \"2*\" }, allow_empty = true"),
        ("where = \"finding.to == 'ADMIN'\"", "where = \"finding.to == 'admin'\""),
        ("where = \"finding.starts < 2\"", "where = \"finding.starts > 1\""),
        (
            "where = \"finding.principals.exists(one, one.endsWith('/ci'))\"",
            "where = \"finding.principals.all(one, one.endsWith('/cd'))\"",
        ),
    ] {
        assert!(closes(hit), "{hit}");
        assert!(!closes(miss), "{miss}");
    }
}

#[test]
fn each_means_is_told_from_the_others() {
    const ALL: [&str; 7] = [
        "account-access",
        "cognito",
        "oidc",
        "outbound-jwt",
        "saml",
        "trusted-token-issuer",
        "x509",
    ];
    let rules: String =
        ALL.map(|via| format!("[[gate]]\nid = \"{via}\"\nwhen = {{ via = \"{via}\" }}\n")).concat();
    let gates = |state: &str, from: &str| -> Vec<String> {
        let house = House::new(&[("now/main.tf", state), ("rules.toml", &rules)]);
        let (report, _) = house.judged(&["audit", "now", "--rules", "rules.toml"]);
        let mut found = list(&report, "findings").iter();
        let found = found.find(|one| one["from"].as_str().unwrap().starts_with(from));
        let found = found.unwrap_or_else(|| panic!("{from}: {report:#}"));
        let gates = texts(&found["gates"]);
        gates.into_iter().filter(|gate| ALL.contains(&gate.as_str())).collect()
    };
    let power = policy("role", "in", "Action = \"*\", Resource = \"*\"");
    let federated = |provider: &str, action: &str, condition: &str| {
        let trusted = format!("{{ Federated = {provider} }}, Condition = {{ {condition} }}");
        let taken = role("in", &trusted, "").replace("sts:AssumeRole", action);
        format!("{PROVIDER}{taken}{power}")
    };
    let oidc = "resource \"aws_iam_openid_connect_provider\" \"p\" {\n  url = \"https://token.actions.githubusercontent.com\"\n  \
         client_id_list = [\"sts.amazonaws.com\"]\n}\n"
        .to_owned()
        + &federated(
            "aws_iam_openid_connect_provider.p.arn",
            "sts:AssumeRoleWithWebIdentity",
            "StringEquals = { \"token.actions.githubusercontent.com:sub\" = \"repo:a/b:ref:refs/heads/main\" }",
        );
    assert_eq!(gates(&oidc, "federated:"), ["oidc"]);
    let saml = "resource \"aws_iam_saml_provider\" \"p\" {\n  name = \"p\"\n  saml_metadata_document = \"x\"\n}\n"
        .to_owned()
        + &federated(
            "aws_iam_saml_provider.p.arn",
            "sts:AssumeRoleWithSAML",
            "StringEquals = { \"SAML:aud\" = \"https://signin.aws.amazon.com/saml\" }",
        );
    assert_eq!(gates(&saml, "federated:"), ["saml"]);
    let account = role("in", "{ AWS = \"arn:aws:iam::999988887777:root\" }", "");
    assert_eq!(gates(&format!("{PROVIDER}{account}{power}"), "account:"), ["account-access"]);
    let inside = role("in", "{ AWS = aws_iam_user.ann.arn }", "") + &user("ann", "");
    assert!(gates(&format!("{PROVIDER}{inside}{power}"), "aws_iam_user").is_empty());

    let certificate = data("technique/rolesanywhere-anchor/opens.tfstate").display().to_string();
    let (report, _) = judged_as(&["audit", &certificate], &rules);
    let found = of(&report, "outside-to-admin");
    assert_eq!(texts(&found[0]["gates"])[0], "x509", "{found:#?}");
}

/// The lane of the path of [`crate::gate::PLAN`] and the gates that hold it, under a target.
fn hit(select: &str) -> Option<Value> {
    let text = format!(
        "[[target]]\nid = \"crown\"\nmatch = {{ {select} }}\nmission = \"pay\"\nallow_empty = true\n"
    );
    let (report, _) = judged(&text);
    let path = list(&report, "findings").iter().find(|one| one["rule"] == "path-to-admin").cloned();
    let path = path.unwrap();
    texts(&path["gates"]).contains(&"target crown (pay)".to_owned()).then_some(path)
}

#[test]
fn a_target_is_known_by_each_of_its_signs() {
    for (meant, other) in [
        ("kind = \"role\", name = \"deploy\"", "kind = \"user\", name = \"deploy\""),
        ("id = \"*:role/deploy\"", "id = \"role/deploy\""),
        ("kind = \"role\", account = \"123456789012\"", "kind = \"role\", account = \"123\""),
        (
            "kind = \"role\", any_privilege = \"admin-equivalent\"",
            "kind = \"bucket\", any_privilege = \"admin-equivalent\"",
        ),
        (
            "kind = \"role\", any_privilege = [\"iam:*\", \"x:y\"]",
            "kind = \"group\", any_privilege = \"iam:*\"",
        ),
    ] {
        assert!(hit(meant).is_some(), "{meant}");
        assert!(hit(other).is_none(), "{other}");
    }
}

/// The ends of findings that a target with a privilege takes for its own, in an audit of two roles.
#[test]
fn a_privilege_is_had_as_a_whole_and_by_every_way() {
    let trusted = "{ AWS = \"arn:aws:iam::999988887777:root\" }";
    let state = PROVIDER.to_owned()
        + &role("whole", trusted, "")
        + &policy("role", "whole", "Action = \"kms:*\", Resource = \"*\"")
        + &role("part", trusted, "")
        + &policy("role", "part", "Action = \"kms:Decrypt\", Resource = \"*\"")
        + &role("none", trusted, "")
        + &policy("role", "none", "NotAction = \"kms:*\", Resource = \"*\"")
            .replace("NotAction = \"kms:*\"", "Action = \"sqs:*\"");
    let house = House::new(&[("now/main.tf", &state)]);
    let names = |privilege: &str| -> Vec<String> {
        house.write(
            "rules.toml",
            &format!("[[target]]\nid = \"t\"\nmatch = {{ any_privilege = \"{privilege}\" }}\nmission = \"m\"\n"),
        );
        let (report, _) = house.judged(&["audit", "now", "--rules", "rules.toml"]);
        let held = list(&report, "findings")
            .iter()
            .filter(|one| texts(&one["gates"]).contains(&"target t (m)".to_owned()));
        let mut out: Vec<String> = held
            .flat_map(|one| {
                let also = list(&one["also"], "examples").iter().map(|pair| pair[1].clone());
                also.chain([one["to"].clone()]).collect::<Vec<_>>()
            })
            .filter_map(|to| to.as_str().map(|to| to.rsplit('.').next().unwrap().to_owned()))
            .collect();
        out.sort();
        out.dedup();
        out
    };
    assert_eq!(names("kms:*"), ["whole"]);
    assert_eq!(names("kms:Decrypt"), ["part", "whole"]);
}

#[test]
fn a_word_that_is_never_said_is_refused_with_the_nearest() {
    let gate =
        |more: &str| format!("[[gate]]\nid = \"a\"\nwhen = {{ class = \"path\" }}\n{more}\n");
    for (text, place, says) in [
        ("[[gate]]\nid = \"a\"\nwhen = { rule = [\"path-*\", \"log-trial\"] }\n".to_owned(), (3, 28), "there is no rule `log-trial`; did you mean `log-trail`?"),
        ("[[override]]\nrule = \"secret-raeder\"\nlane = \"note\"\nreason = \"r\"\n".to_owned(), (2, 8), "did you mean `secret-reader`?"),
        (gate("approvals = { from = \"owner(form) & owner(to)\" }"), (4, 22), "did you mean `owner(from)`?"),
        ("[[invariant]]\nid = \"a\"\nmust_cover = { match = { kind = \"role\" }, by = \"log-trial\" }\n".to_owned(), (3, 48), "there is no surface that sees `log-trial`; did you mean `log-trail`?"),
        ("[[invariant]]\nid = \"a\"\nmust_confine = { match = { kind = \"role\" }, by = \"log-trail\" }\n".to_owned(), (3, 50), "there is no surface that confines `log-trail`"),
        ("[[gate]]\nid = \"a\"\nwhen = { where = \"finding.sevrity == 'high'\" }\n".to_owned(), (3, 18), "a finding has no `sevrity`; did you mean `severity`?"),
        (
            "[[target]]\nid = \"a\"\nmatch = { any_privilege = \"admin-equivalant\" }\nmission = \"m\"\n".to_owned(),
            (3, 27),
            "did you mean `admin-equivalent`?",
        ),
        ("[gate]\nid = \"a\"\n".to_owned(), (1, 1), "`[[gate]]`, not `[gate]`"),
        ("[waiver]\nid = \"W\"\ncreated = \"2026-01-01\"\n".to_owned(), (3, 11), "a date is written as 2026-01-31, without quotes"),
    ] {
        let day = DAY.parse().unwrap();
        let read = trustdrift::rules::Ruleset::new(&[("r.toml".to_owned(), text.clone())], day);
        let error = read.expect_err(&text);
        assert!(error.message.contains(says), "{text}: {error}");
        assert_eq!((error.place.line, error.place.column), place, "{text}: {error}");
    }
}

#[test]
fn a_check_names_what_nothing_else_knows() {
    let text = "[[owner]]\nid = \"team-iam\"\ncovers = \"aws_iam_*\"\ndeputy = \"securty\"\n\
        [[owner]]\nid = \"security\"\ncovers = \"aws_kms_*\"\n\
        [[gate]]\nid = \"g\"\nwhen = { class = \"path\" }\napprovals = { from = [\"team-iamm\", \"owner(to)\"] }\n\
        [[invariant]]\nid = \"p\"\nno_path = { from = { kind = \"user\" }, to = { kind = \"admin\" }, except = \"contract:log\" }\n\
        [[invariant]]\nid = \"d\"\ndeny_by_default = { scope = \"account:*\", principals = \"unlisted\", actions = \"kms:Decript\" }\n";
    let house = House::new(&[("rules.toml", text)]);
    let (code, said) = house.run(&["rules", "check", "rules.toml"]);
    assert_eq!(code, 1, "{said}");
    for what in [
        "rules.toml:2:6: `team-iam`: there is no owner `securty`; did you mean `security`?",
        "rules.toml:9:6: `g`: there is no owner `team-iamm`; did you mean `team-iam`?",
        "rules.toml:13:6: `p`: there is no contract `log`",
        "rules.toml:16:6: `d` is about `kms:Decript`, and AWS lists no such action",
    ] {
        assert!(said.contains(what), "{what}: {said}");
    }
    assert!(said.contains("4 problem(s)"), "{said}");
}

#[test]
fn a_scope_in_which_nothing_is_blocks() {
    let rule = |scope: &str, more: &str| {
        format!(
            "[[invariant]]\nid = \"d\"\ndeny_by_default = {{ scope = \"{scope}\", principals = \"unlisted\", \
             actions = \"x:y\" }}\n{more}"
        )
    };
    let said = |text: &str| rules_of(&judged(text).0).contains(&"selector-empty");
    assert!(said(&rule("account:prod", "")));
    assert!(!said(&rule("account:prod", "allow_empty = true\n")));
    assert!(!said(&rule("account:1234*", "")));
    let named = "[[account]]\nid = \"123456789012\"\nalias = \"prod\"\n".to_owned();
    assert!(!said(&(named + &rule("account:prod", ""))));
}
