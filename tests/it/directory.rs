//! Directories of configuration, revisions of them, and plans joined with them.

use crate::support::{data, entries, list};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// Runs a program in a folder.
fn run_in(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).current_dir(folder).output().expect("it starts")
}

fn trustdrift(folder: &Path, arguments: &[&str]) -> (Value, i32, String) {
    let output = run_in(folder, env!("CARGO_BIN_EXE_trustdrift"), arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    let code = output.status.code().expect("it ends by itself");
    (serde_json::from_slice(&output.stdout).unwrap_or_default(), code, error)
}

const ROLES: &str = r#"
resource "aws_iam_user" "ci" {
  name = "ci"
}
resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = TRUST
}
resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
"#;

/// The same trust policy in all the ways in which it is written.
const FORMS: &[(&str, &str)] = &[
    (
        r#"jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.ci.arn } }] })"#,
        "",
    ),
    (
        "data.aws_iam_policy_document.trust.json",
        r#"
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.ci.arn]
    }
  }
}"#,
    ),
    (
        "<<-EOT\n    {\"Version\":\"2012-10-17\",\"Statement\":{\"Action\":[\"sts:AssumeRole\"],\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"${aws_iam_user.ci.arn}\"]}}}\n  EOT",
        "",
    ),
    (
        "local.trust",
        r#"
locals {
  who   = { for one in [aws_iam_user.ci] : one.name => one.arn }
  trust = templatefile("${path.module}/trust.tftpl", { arns = values(local.who) })
}"#,
    ),
    PLACEHOLDER,
];

const PLACEHOLDER: (&str, &str) = (
    r#"replace(replace(jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "_EFFECT_", Action = "sts:AssumeRole", Principal = { AWS = "_CI_" } }] }), "_CI_", aws_iam_user.ci.arn), "_EFFECT_", "Allow")"#,
    "",
);

const TEMPLATE: &str = r#"{"Version":"2012-10-17","Statement":[%{ for arn in arns ~}
{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"${arn}"}}
%{ endfor ~}]}"#;

fn configuration(form: usize) -> String {
    let (expression, more) = FORMS[form];
    format!("{}{more}\n", ROLES.replace("TRUST", expression))
}

#[test]
fn a_document_means_the_same_however_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = ROLES.replace(
        "TRUST",
        r#"jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })"#,
    );
    write(folder.path(), &[("before/main.tf", &nobody)]);
    for form in 0..FORMS.len() {
        let name = format!("form{form}");
        let main = format!("{name}/main.tf");
        let template = format!("{name}/trust.tftpl");
        write(folder.path(), &[(&main, &configuration(form)), (&template, TEMPLATE)]);
        let (report, code, error) =
            trustdrift(folder.path(), &["diff", "before", &name, "--format", "json"]);
        let found = list(&report, "findings");
        assert_eq!((found.len(), code), (1, 1), "{name}: {report:#} {error}");
        assert_eq!(found[0]["to"], "ADMIN", "{name}");
        assert!(list(&report, "unknowns").is_empty(), "{name}: {report:#}");
        let (report, code, _) =
            trustdrift(folder.path(), &["diff", "form0", &name, "--format", "json"]);
        assert_eq!((list(&report, "findings").len(), code), (0, 0), "{name}: {report:#}");
    }
}

#[test]
fn a_policy_of_aws_is_found_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let data = r#"data "aws_iam_policy" "admin" {
  name = "AdministratorAccess"
}"#;
    let by_name = configuration(0).replace(
        "\"arn:aws:iam::aws:policy/AdministratorAccess\"",
        "data.aws_iam_policy.admin.arn",
    );
    let copy = by_name
        .replace("aws_iam_role_policy_attachment", "aws_iam_role_policy")
        .replace("policy_arn", "policy    ")
        .replace("data.aws_iam_policy.admin.arn", "data.aws_iam_policy.admin.policy");
    write(folder.path(), &[("arn/main.tf", &configuration(0))]);
    write(folder.path(), &[("name/main.tf", &format!("{by_name}{data}\n"))]);
    write(folder.path(), &[("copy/main.tf", &format!("{copy}{data}\n"))]);
    for side in ["name", "copy"] {
        let (report, code, error) =
            trustdrift(folder.path(), &["diff", "arn", side, "--format", "json"]);
        assert_eq!((list(&report, "findings").len(), code), (0, 0), "{side}: {report:#} {error}");
        let (report, _, _) = trustdrift(folder.path(), &["audit", side, "--format", "json"]);
        assert!(list(&report, "findings").iter().any(|one| one["to"] == "ADMIN"), "{side}");
    }
}

#[test]
fn a_branch_is_compared_with_where_it_left() {
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let output = run_in(folder.path(), "git", arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    };
    let nobody = ROLES.replace(
        "TRUST",
        r#"jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })"#,
    );
    write(
        folder.path(),
        &[("infra/main.tf", "module \"iam\" {\n  source = \"../modules/iam\"\n}\n")],
    );
    write(folder.path(), &[("modules/iam/main.tf", &nobody)]);
    git(&["init", "-q", "-b", "main"]);
    git(&["config", "user.email", "a@example.org"]);
    git(&["config", "user.name", "a"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "one"]);
    git(&["checkout", "-q", "-b", "change"]);
    let review = |arguments: &[&str]| {
        let all = [&["review", "--dir", "infra", "--format", "json"], arguments].concat();
        trustdrift(folder.path(), &all)
    };
    let (report, code, error) = review(&[]);
    assert_eq!((list(&report, "findings").len(), code), (0, 0), "{error}");
    write(folder.path(), &[("modules/iam/main.tf", &configuration(0))]);
    for baseline in [&[][..], &["--baseline", "git:main:infra"]] {
        let (report, code, error) = review(baseline);
        let found = list(&report, "findings");
        assert_eq!((found.len(), code), (1, 1), "{error}");
        let cause = &found[0]["cause"][0]["address"];
        assert_eq!(cause, "module.iam.aws_iam_role.deploy");
        assert_eq!(report["inputs"][0]["kind"], "git");
        assert_eq!(report["inputs"][1]["kind"], "directory");
    }
    let (_, code, error) = review(&["--baseline", "git:nowhere:infra"]);
    assert!(code == 2 && error.contains("input-unreadable"), "{error}");
}

#[test]
fn what_is_not_at_hand_is_a_gap_and_what_is_wrong_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let far = "module \"far\" {\n  source = \"acme/iam/aws\"\n}\n";
    let wrong = "locals {\n  x = jsondecode(\"{\")\n}\nresource \"aws_iam_user\" \"x\" {\n  name = local.x\n}\n";
    write(folder.path(), &[("far/main.tf", far), ("wrong/main.tf", wrong)]);
    write(folder.path(), &[("torn/main.tf", "resource \"aws_iam_user\" {\n")]);
    let (report, code, _) = trustdrift(folder.path(), &["audit", "far", "--format", "json"]);
    assert_eq!(code, 0);
    assert_eq!(report["gaps"][0]["address"], "module.far");
    let (report, code, _) = trustdrift(folder.path(), &["audit", "wrong", "--format", "json"]);
    assert_eq!(code, 3, "{report:#}");
    assert!(report["unknowns"][0]["affects"][0].as_str().unwrap().contains("main.tf:2"));
    let (_, code, error) = trustdrift(folder.path(), &["audit", "torn", "--format", "json"]);
    assert!(code == 2 && error.contains("torn/main.tf:"), "{error}");
}

#[test]
fn a_plan_of_other_code_is_refused() {
    let plan = data("plans/fresh-mixed/plan.json");
    let plan = plan.to_str().unwrap();
    let other = data("minicases/01-trust-opened/after");
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["review", plan, "--dir", other.to_str().unwrap(), "--format", "json"];
    let (_, code, error) = trustdrift(folder.path(), &arguments);
    assert!(code == 2 && error.contains("plan-mismatch"), "{code}: {error}");
    // The same addresses, and another name.
    let own = data("plans/fresh-mixed");
    for (from, to, want) in
        [("harbour-ledger", "harbour-ledger", 1), ("harbour-ledger", "other", 2)]
    {
        copied(&own, folder.path());
        let main = std::fs::read_to_string(own.join("main.tf")).unwrap();
        write(folder.path(), &[("main.tf", &main.replace(from, to))]);
        let (_, code, error) = trustdrift(folder.path(), &["review", plan, "--dir", "."]);
        assert_eq!(code, want, "{error}");
        assert_eq!(error.contains("aws_iam_role.ledger"), want == 2, "{error}");
    }
}

/// Copies a folder with what is below it.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in entries(from) {
        let target = to.join(entry.file_name().unwrap());
        match entry.is_dir() {
            true => copied(&entry, &target),
            false => drop(std::fs::copy(&entry, &target).unwrap()),
        }
    }
}

/// The file, line and column of a place in a report.
fn position(place: &Value) -> (&str, u64, u64) {
    let number = |name| place[name].as_u64().unwrap_or_default();
    (place["file"].as_str().unwrap_or_default(), number("line"), number("column"))
}

#[test]
fn every_statement_knows_its_line() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("trust.tftpl", TEMPLATE)]);
    // The statement itself, be it in another file.
    for (form, want) in [(0, (7, 74)), (1, (15, 3)), (2, (8, 41)), (3, (2, 1))] {
        write(folder.path(), &[("main.tf", &configuration(form))]);
        let (report, _, error) = trustdrift(folder.path(), &["audit", ".", "--format", "json"]);
        let trust = &report["findings"][0]["path"][0]["because"][0];
        assert_eq!(trust["policy"], "trust policy", "{report:#} {error}");
        let file = if form == 3 { "trust.tftpl" } else { "main.tf" };
        assert_eq!(position(&trust["place"]), (file, want.0, want.1), "form {form}");
    }
}

#[test]
fn places_lead_through_modules_and_instances() {
    let folder = tempfile::tempdir().unwrap();
    let main = r#"
module "team" {
  source   = "./team"
  for_each = toset(["a", "b"])
  admin    = each.key == "b"
}
"#;
    let team = r#"
variable "admin" { type = bool }
locals {
  allow = jsonencode({
    Statement = [
      { Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = "*" },
      { Sid = "All", Effect = var.admin ? "Allow" : "Deny", Action = "*", Resource = "*" },
    ]
  })
}
resource "aws_iam_user" "one" {
  count = var.admin ? 1 : 0
  name  = "one"
}
resource "aws_iam_role" "one" {
  name               = var.admin ? "admin" : "reader"
  assume_role_policy = jsonencode({ Statement = [for who in aws_iam_user.one[*].arn :
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = who } }] })
}
resource "aws_iam_role_policy" "one" {
  role   = aws_iam_role.one.name
  policy = local.allow
}
"#;
    write(folder.path(), &[("after/main.tf", main), ("after/team/main.tf", team)]);
    let (report, _, error) = trustdrift(folder.path(), &["audit", "after", "--format", "json"]);
    let found = &report["findings"][0];
    let trust = &found["path"][0]["because"][0];
    assert_eq!(trust["place"]["address"], r#"module.team["b"].aws_iam_role.one"#);
    assert_eq!(position(&trust["place"]), ("after/team/main.tf", 18, 5), "{error}");
    let because = &found["path"][1]["because"][0];
    assert_eq!(because["sid"], "All", "{report:#}");
    assert_eq!(because["place"]["address"], r#"module.team["b"].aws_iam_role_policy.one"#);
    assert_eq!(position(&because["place"]), ("after/team/main.tf", 7, 7));
}

#[test]
fn a_plan_joined_with_its_configuration_has_places() {
    let side = data("minicases/01-trust-opened");
    let (plan, directory) = (side.join("plan.json"), side.join("after"));
    let arguments = ["review", plan.to_str().unwrap(), "--dir", directory.to_str().unwrap()];
    let (report, code, error) =
        trustdrift(&directory, &[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(code, 1, "{error}");
    let place = &report["findings"][0]["cause"][0]["place"];
    let (file, line, _) = position(place);
    assert!(file.ends_with("after/main.tf") && line > 1, "{report:#}");
}

#[test]
fn providers_tell_account_region_and_tags() {
    let folder = tempfile::tempdir().unwrap();
    let providers = r#"
variable "account" { default = "222222222222" }
provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["111111111111"]
  default_tags {
    tags = { team = "blue" }
  }
}
provider "aws" {
  alias  = "other"
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::${var.account}:role/deploy"
  }
}
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
resource "aws_iam_user_policy" "ci" {
  provider = aws.other
  user     = aws_iam_user.ci.name
  policy   = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.deploy.arn }] })
}
"#;
    let main = configuration(0).replace("name = \"ci\"", "name = \"ci\"\n  provider = aws.other");
    write(folder.path(), &[("main.tf", &format!("{main}{providers}"))]);
    let (report, _, error) = trustdrift(folder.path(), &["audit", ".", "--format", "json"]);
    let found = &report["findings"][0];
    assert_eq!(found["from"], "arn:aws:iam::222222222222:user/ci", "{report:#} {error}");
    assert_eq!(found["path"][0]["to"], "arn:aws:iam::111111111111:role/deploy", "{report:#}");
    let (_, code, error) = trustdrift(folder.path(), &["snapshot", ".", "-o", "s.json"]);
    assert_eq!(code, 0, "{error}");
    let snapshot = std::fs::read_to_string(folder.path().join("s.json")).unwrap();
    assert!(snapshot.contains("arn:aws:sqs:eu-central-1:111111111111:jobs"), "{snapshot}");
    assert!(snapshot.contains("blue"), "{snapshot}");
}

#[test]
fn values_and_states_are_taken_where_they_are_given() {
    let folder = tempfile::tempdir().unwrap();
    let trusted = r#"
variable "team" { type = map(object({ arn = string })) }
variable "extra" { default = "nobody" }
data "terraform_remote_state" "org" {
  backend = "s3"
  config  = { bucket = "states", key = "org" }
}
data "terraform_remote_state" "near" {
  backend = "local"
  config  = { path = "near.tfstate" }
}
resource "aws_iam_role" "admin" {
  name = "admin"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {
    AWS = concat(values(var.team)[*].arn, [
      var.extra, data.terraform_remote_state.org.outputs.deployer, data.terraform_remote_state.near.outputs.deployer,
    ]) } }] })
}
resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.admin.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
"#;
    let state = |account: &str| {
        format!(
            r#"{{"version":4,"outputs":{{"deployer":{{"value":"arn:aws:iam::{account}:root","type":"string"}}}},"resources":[]}}"#
        )
    };
    let files = [
        ("main.tf", trusted.to_owned()),
        ("near.tfstate", state("333333333333")),
        ("org.json", state("444444444444")),
        ("prod.tfvars", "extra = \"arn:aws:iam::555555555555:root\"\n".to_owned()),
    ];
    for (name, text) in &files {
        write(folder.path(), &[(name, text)]);
    }
    let audit = |more: &[&str]| {
        let team = r#"team={ a = { arn = "arn:aws:iam::666666666666:root" } }"#;
        let all = [&["audit", ".", "--format", "json", "--var", team], more].concat();
        let (report, _, error) = trustdrift(folder.path(), &all);
        // One way in is shown, the others are counted.
        let found = list(&report, "findings");
        let also = |one: &Value| 1 + one["also"]["count"].as_u64().unwrap_or_default();
        let ways_in = found.iter().filter(|one| one["rule"] == "outside-to-admin");
        let found = ways_in.map(also).sum::<u64>();
        (found, list(&report, "unknowns").len(), error)
    };
    let (found, unknowns, error) =
        audit(&["--var-file", "prod.tfvars", "--remote-state", "org=org.json"]);
    assert_eq!((found, unknowns), (4, 0), "{error}");
    let (found, unknowns, error) = audit(&["--var", "extra=arn:aws:iam::777777777777:root"]);
    assert_eq!((found, unknowns), (4, 0), "whoever the state of org names: {error}");
    for bad in [["--var-file", "none.tfvars"], ["--remote-state", "org=main.tf"]] {
        let (_, code, error) = trustdrift(folder.path(), &["audit", ".", bad[0], bad[1]]);
        let file = bad[1].trim_start_matches("org=");
        assert!(code == 2 && error.contains(file), "{code}: {error}");
    }
}

#[test]
fn a_slice_of_what_is_only_found_at_apply_has_a_length() {
    let folder = tempfile::tempdir().unwrap();
    let main = r#"
data "aws_region" "here" { region = null }
data "aws_availability_zones" "all" {}
locals {
  zones = slice(data.aws_availability_zones.all.names, 0, 3)
}
resource "aws_sqs_queue" "zone" {
  count = length(local.zones)
  name  = "jobs-${local.zones[count.index]}-${data.aws_region.here.region}"
}
"#;
    write(folder.path(), &[("main.tf", main)]);
    let (_, code, error) = trustdrift(folder.path(), &["snapshot", ".", "-o", "s.json"]);
    assert_eq!(code, 0, "{error}");
    let snapshot = std::fs::read_to_string(folder.path().join("s.json")).unwrap();
    for at in 0..3 {
        let zone = format!("names[{at}] of data.aws_availability_zones.all");
        assert!(snapshot.contains(&zone), "{zone}: {snapshot}");
    }
    assert!(snapshot.contains("region of provider aws"), "{snapshot}");
}

/// What is declared nowhere is said, and what stands beside it is judged all the same.
#[test]
fn what_is_declared_nowhere_hides_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let more = r#"
resource "aws_sqs_queue" "jobs" {
  name = "for-${aws_iam_role.nowhere.name}"
}"#;
    for (side, text) in [("whole", configuration(0)), ("part", configuration(0) + more)] {
        write(folder.path(), &[(&format!("{side}/main.tf"), &text)]);
    }
    let open = |side: &str| {
        let (report, code, error) = trustdrift(folder.path(), &["audit", side, "--format", "json"]);
        assert!(list(&report, "findings").iter().any(|one| one["to"] == "ADMIN"), "{error}");
        assert_eq!(code, 1, "{error}");
        let unknowns = list(&report, "unknowns").iter();
        unknowns.filter(|one| one["reason"] == "there is no `aws_iam_role.nowhere`").count()
    };
    assert_eq!((open("whole"), open("part")), (0, 1));
    let (_, code, error) = trustdrift(folder.path(), &["snapshot", "part", "-o", "s.json"]);
    assert_eq!(code, 0, "{error}");
    let snapshot = std::fs::read_to_string(folder.path().join("s.json")).unwrap();
    assert!(snapshot.contains("name of aws_iam_role.nowhere"), "{snapshot}");
}

/// `try` and `coalesce` keep what surely will be there, and only that.
#[test]
fn what_the_provider_will_tell_goes_through_try_and_coalesce() {
    let folder = tempfile::tempdir().unwrap();
    let name = |expression: &str| {
        let main = format!(
            "resource \"aws_vpc\" \"net\" {{\n  cidr_block = \"10.0.0.0/16\"\n}}\nresource \"aws_sqs_queue\" \"jobs\" {{\n  name = {expression}\n}}\n"
        );
        write(folder.path(), &[("main.tf", &main)]);
        let (_, code, error) = trustdrift(folder.path(), &["snapshot", ".", "-o", "s.json"]);
        assert_eq!(code, 0, "{error}");
        std::fs::read_to_string(folder.path().join("s.json")).unwrap()
    };
    let known = "queue-\\ue000id of aws_vpc.net";
    for expression in ["try(aws_vpc.net.id, \"x\")", "coalesce(null, aws_vpc.net.id, \"x\")"] {
        let snapshot = name(&format!("\"queue-${{{expression}}}\""));
        assert!(snapshot.contains(known), "{expression}: {snapshot}");
    }
    let settled = ["queue-\\ue000label of", "queue-\\ue000parts[0].name of"];
    // A part that may not be there, and a text that may be empty, may give way to the next.
    for expression in
        ["try(aws_vpc.net.parts[0].name, \"x\")", "coalesce(aws_vpc.net.label, \"x\")"]
    {
        let snapshot = name(&format!("\"queue-${{{expression}}}\""));
        assert!(!settled.iter().any(|one| snapshot.contains(one)), "{expression}: {snapshot}");
    }
}

#[test]
fn a_module_is_handed_providers_by_alias() {
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (folder.path().join("before"), folder.path().join("after"));
    let call = |account: &str| {
        format!(
            r#"provider "aws" {{
  alias               = "audited"
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}}
module "audit" {{
  source    = "./audit"
  trusted   = "{account}"
  providers = {{ aws.target = aws.audited }}
}}
"#
        )
    };
    let module = r#"terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.target]
    }
  }
}
variable "trusted" {}
resource "aws_iam_role" "audit" {
  provider           = aws.target
  name               = "audit"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = var.trusted } }] })
}
resource "aws_iam_role_policy_attachment" "audit" {
  provider   = aws.target
  role       = aws_iam_role.audit.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
"#;
    for (side, account) in [(&before, "111122223333"), (&after, "444455556666")] {
        let root = call(account);
        write(side, &[("main.tf", &root), ("audit/main.tf", module)]);
    }
    let (report, code, _) =
        trustdrift(folder.path(), &["diff", "before", "after", "--format", "json"]);
    let [finding] = list(&report, "findings") else { panic!("{report:#}") };
    assert_eq!((code, finding["rule"].as_str()), (1, Some("outside-to-admin")));
    assert_eq!(finding["account"], "111122223333");
}
