//! Who has policies and is declared elsewhere: a role of another state, a group made by hand, whoever has
//! a policy that is only written here. What they get is told, what they may do is asked for.

use crate::house::{House, of};
use crate::support::list;
use serde_json::Value;

const PROVIDER: &str = r#"
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
"#;
const ALL: &str = "Action = \"*\", Resource = \"*\"";
const LITTLE: &str = "Action = \"s3:ListAllMyBuckets\", Resource = \"*\"";

/// One resource of a type with some lines.
fn resource(kind: &str, lines: &str) -> String {
    format!("resource \"{kind}\" \"x\" {{\n{lines}\n}}\n")
}

/// A line that sets an attribute to a document with one statement.
fn says(attribute: &str, effect: &str, statement: &str) -> String {
    format!(
        "{attribute} = jsonencode({{ Version = \"2012-10-17\", \
         Statement = [{{ Effect = \"{effect}\", {statement} }}] }})"
    )
}

fn change(before: &str, after: &str) -> (Value, i32) {
    let [before, after] = [before, after].map(|text| PROVIDER.to_owned() + text);
    let house = House::new(&[("before/main.tf", &before), ("after/main.tf", &after)]);
    house.judged(&["diff", "before", "after"])
}

/// Asserts that a change gives somebody administrator power on a condition, and back again nothing.
#[track_caller]
fn gives_power(before: &str, after: &str, whom: &str) {
    let (report, code) = change(before, after);
    let [finding] = &of(&report, "path-to-admin")[..] else { panic!("{report:#}") };
    assert_eq!(list(&report, "findings").len(), 1, "{report:#}");
    assert_eq!((code, &finding["certainty"]), (1, &"conditional".into()), "{finding:#}");
    assert!(finding["title"].as_str().unwrap().starts_with(whom), "{finding:#}");
    opens_nothing(after, before);
    opens_nothing(after, after);
}

#[track_caller]
fn opens_nothing(before: &str, after: &str) {
    let (report, code) = change(before, after);
    assert_eq!((code, list(&report, "findings").len()), (0, 0), "{report:#}");
}

/// Asserts that a change cannot be decided, for what it names is not in the input.
#[track_caller]
fn is_asked(before: &str, after: &str, name: &str) {
    let (report, code) = change(before, after);
    let unknowns = list(&report, "unknowns");
    let named = unknowns.iter().any(|one| one["reason"].as_str().unwrap().contains(name));
    assert_eq!((code, named), (3, true), "{report:#}");
    let (same, code) = change(after, after);
    assert_eq!((code, list(&same, "unknowns").len()), (0, 0), "{same:#}");
}

#[test]
fn who_is_declared_elsewhere_gets_power() {
    let admin = "policy_arn = \"arn:aws:iam::aws:policy/AdministratorAccess\"";
    for (kind, lines, whom) in [
        ("aws_iam_role_policy_attachment", format!("role = \"app\"\n{admin}"), "role/app"),
        ("aws_iam_group_policy_attachment", format!("group = \"devs\"\n{admin}"), "group/devs"),
        (
            "aws_iam_user_policy",
            format!("user = \"bob\"\n{}", says("policy", "Allow", ALL)),
            "user/bob",
        ),
        (
            "aws_iam_policy_attachment",
            format!("name = \"x\"\nroles = [\"ci\"]\n{admin}"),
            "role/ci",
        ),
        (
            "aws_ssoadmin_managed_policy_attachment",
            "instance_arn = \"arn:aws:sso:::instance/ssoins-1\"\n\
             permission_set_arn = \"arn:aws:sso:::permissionSet/ssoins-1/ps-1\"\n\
             managed_policy_arn = \"arn:aws:iam::aws:policy/AdministratorAccess\""
                .to_owned(),
            "role/AWSReservedSSO_ps-1",
        ),
    ] {
        gives_power("", &resource(kind, &lines), whom);
    }
}

#[test]
fn little_for_who_is_declared_elsewhere_opens_nothing() {
    let little = says("policy", "Allow", LITTLE);
    opens_nothing("", &resource("aws_iam_role_policy", &format!("role = \"app\"\n{little}")));
}

#[test]
fn a_role_that_comes_to_be_declared_is_the_same() {
    let attached = resource(
        "aws_iam_role_policy_attachment",
        "role = \"app\"\npolicy_arn = \"arn:aws:iam::aws:policy/AdministratorAccess\"",
    );
    let trust = "Action = \"sts:AssumeRole\", Principal = { Service = \"ec2.amazonaws.com\" }";
    let role = resource(
        "aws_iam_role",
        &format!("name = \"app\"\n{}", says("assume_role_policy", "Allow", trust)),
    );
    opens_nothing(&attached, &(attached.clone() + &role));
}

#[test]
fn who_has_a_policy_elsewhere_gets_what_it_says_now() {
    let policy = |statement| {
        resource(
            "aws_iam_policy",
            &format!("name = \"team\"\n{}", says("policy", "Allow", statement)),
        )
    };
    gives_power(&policy(LITTLE), &policy(ALL), "who has policy/team");
    opens_nothing("", &policy(ALL));
}

#[test]
fn a_policy_of_the_organization_is_attached_elsewhere() {
    let policy = |actions: &str| {
        let statement = format!("Action = [{actions}], Resource = \"*\"");
        let lines = format!("name = \"g\"\n{}", says("content", "Deny", &statement));
        resource("aws_organizations_policy", &lines)
    };
    let (wide, narrow) = (policy("\"cloudtrail:*\""), policy("\"cloudtrail:StopLogging\""));
    let (report, code) = change(&wide, &narrow);
    let [finding] = &of(&report, "organization-guard")[..] else { panic!("{report:#}") };
    assert_eq!((code, &finding["certainty"]), (1, &"conditional".into()), "{finding:#}");
    opens_nothing(&narrow, &wide);
    opens_nothing(&wide, "");
}

#[test]
fn what_is_declared_elsewhere_and_newly_named_is_asked_for() {
    let joins = |group: &str| {
        let user = resource("aws_iam_user", "name = \"dev\"");
        let lines = format!("user = aws_iam_user.x.name\ngroups = [\"{group}\"]");
        user + &resource("aws_iam_user_group_membership", &lines)
    };
    is_asked(&joins("readers"), &joins("writers"), "group/writers");
    let profile = |role: &str| {
        resource("aws_iam_instance_profile", &format!("name = \"p\"\nrole = \"{role}\""))
    };
    is_asked(&profile("low"), &profile("high"), "role/high");
    opens_nothing("", &profile("high"));
    let detached = resource(
        "aws_organizations_policy_attachment",
        "policy_id = \"p-12345678\"\ntarget_id = \"ou-abcd-12345678\"",
    );
    let (report, code) = change(&detached, "");
    assert_eq!((code, list(&report, "unknowns").len()), (3, 1), "{report:#}");
    opens_nothing("", &detached);
}

#[test]
fn a_module_that_is_not_at_hand_is_asked_for_where_it_changes() {
    let module = |lines: &str| {
        format!("module \"admin\" {{\n  source = \"example.com/acme/admin/aws\"\n{lines}\n}}\n")
    };
    let trusting = |whom: &str| module(&format!("version = \"1.0.0\"\ntrusted = [\"{whom}\"]"));
    is_asked("", &trusting("ci"), "it is new");
    is_asked(&trusting("ci"), &trusting("*"), "`trusted` changes");
    is_asked(&module("version = \"1.0.0\""), &module("version = \"2.0.0\""), "`version` changes");
    is_asked(&trusting("ci"), "", "it is removed");
    opens_nothing(
        &module("version = \"1.0.0\"\ntags = { team = \"a\" }"),
        &module("version = \"1.0.0\"\ntags = { team = \"b\" }"),
    );
}
