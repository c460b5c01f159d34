//! Reports made by hand, for the tests of the formats.

use crate::diag::Place;
use crate::diff::finding::{
    Also, Axis, Because, Cause, Certainty, Class, Drift, Finding, Hop, Lane, Request, Severity,
};
use crate::model::inventory::ChangeKind;
use crate::report::{GapRecord, InputRecord, Report, Stats, UnknownRecord, Verdict};

/// What the conditional finding of [`report`] rests on.
pub(in crate::report) const CONDITION: &str = "aws:SourceIp is in 203.0.113.0/24";

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";
const CI: &str = "arn:aws:iam::111122223333:role/ci";
const DEPLOY: &str = "arn:aws:iam::111122223333:role/platform/team-a/deploy";
const DEPLOY_POLICY: &str = "module.platform[\"eu\"].aws_iam_role_policy.deploy";

/// A proven path of three steps, a conditional one of one, and one of everything else.
pub(in crate::report) fn report() -> Report {
    Report {
        command: "review",
        verdict: Verdict { lane: Some(Lane::Block), exit: 1 },
        findings: vec![to_admin(), conditional()],
        resolved: vec![Finding {
            title: "user/dave can act as role/old".into(),
            drift: Drift::Removed,
            ..conditional()
        }],
        unknowns: vec![UnknownRecord {
            address: "aws_iam_policy.later".into(),
            attribute: "policy".into(),
            reason: "known after apply".into(),
            affects: vec!["arn:aws:iam::111122223333:role/later".into()],
            place: Place::default(),
        }],
        gaps: vec![GapRecord {
            address: "aws_vpc_endpoint.s3".into(),
            reason: "the attribute policy is not read".into(),
            place: Place::default(),
        }],
        stats: Stats { unresolved: 1, ..nothing().stats },
        ..nothing()
    }
}

/// A comparison that finds nothing.
pub(in crate::report) fn nothing() -> Report {
    let input = |role| InputRecord {
        role,
        kind: "plan",
        name: "plan.json".into(),
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
    };
    Report {
        command: "review",
        verdict: Verdict { lane: None, exit: 0 },
        inputs: vec![input("before"), input("after")],
        findings: vec![],
        resolved: vec![],
        waived: vec![],
        unknowns: vec![],
        gaps: vec![],
        stats: Stats {
            principals: 12,
            resources: 40,
            statements: 31,
            edges: 220,
            unresolved: 0,
            millis: None,
        },
    }
}

/// More findings than are seen at a glance.
pub(in crate::report) fn many() -> Report {
    let low = Finding { severity: Severity::Low, lane: Lane::Note, ..to_admin() };
    let medium = Finding { severity: Severity::Medium, lane: Lane::Review, ..conditional() };
    Report { findings: vec![to_admin(), conditional(), medium, low], ..report() }
}

/// A report in which whoever wrote the input tries to steer its reader.
pub(in crate::report) fn hostile() -> Report {
    let bad = || "x\u{1b}[2J\n::error::boom \u{202e}nimda ::stop-commands::y ##[error]z".to_owned();
    let long = || format!("arn:aws:iam::111122223333:role/{}::warning::{}", "a".repeat(90), bad());
    let mut report = report();
    let place = Place {
        address: Some(bad().into()),
        file: Some(long().into()),
        line: 1,
        ..Place::default()
    };
    for finding in &mut report.findings {
        finding.title = bad();
        finding.from = long();
        finding.fix = bad();
        finding.principals = vec![bad(), long()];
        finding.owners = vec![bad()];
        finding.also.examples = vec![(bad(), long())];
        for hop in &mut finding.path {
            (hop.from, hop.to, hop.title, hop.requires) = (long(), bad(), bad(), vec![long()]);
            for one in &mut hop.because {
                (one.policy, one.sid, one.place) = (bad(), long(), place.clone());
            }
        }
        for cause in &mut finding.cause {
            (cause.address, cause.attribute, cause.place) = (long(), bad(), place.clone());
        }
    }
    report.findings.extend_from_within(..);
    report.inputs.iter_mut().for_each(|input| input.name = bad());
    report.resolved.iter_mut().for_each(|one| one.title = long());
    report.unknowns.iter_mut().for_each(|one| (one.address, one.reason) = (bad(), long()));
    report.gaps.iter_mut().for_each(|one| (one.address, one.reason) = (long(), bad()));
    report
}

/// An unknown value, by number.
pub(in crate::report) fn unknown(number: usize) -> UnknownRecord {
    UnknownRecord {
        address: format!("aws_iam_policy.later[{number}]"),
        attribute: "policy".into(),
        reason: "known after apply".into(),
        affects: vec![],
        place: Place::default(),
    }
}

fn place(address: &str, pointer: &str, line: u32) -> Place {
    let file = if line > 0 { Some("iam.tf".into()) } else { None };
    let pointer = Some(pointer.into());
    Place { address: Some(address.into()), file, line, column: u32::from(line > 0), pointer }
}

fn hop(from: &str, to: &str, technique: [&'static str; 2], title: &str, because: Because) -> Hop {
    let [technique, name] = technique;
    let (from, to, title) = (from.into(), to.into(), title.into());
    Hop { from, to, technique, name, title, new: true, because: vec![because], requires: vec![] }
}

fn assumes(from: &str) -> Hop {
    let trust = Because {
        policy: "trust policy".into(),
        statement: Some(1),
        sid: "Developers".into(),
        place: place("aws_iam_role.ci", "assume_role_policy#Statement[1]", 14),
    };
    hop(from, CI, ["sts-001", "become.assume-role"], "assumes role/ci", trust)
}

fn to_admin() -> Finding {
    let tools = Because {
        policy: "arn:aws:iam::999988887777:policy/tools".into(),
        statement: Some(0),
        sid: String::new(),
        place: place("aws_iam_role_policy_attachment.ci", "policy_arn", 0),
    };
    let full = Because {
        policy: "arn:aws:iam::aws:policy/AdministratorAccess".into(),
        statement: Some(0),
        sid: String::new(),
        place: place(DEPLOY_POLICY, "policy#Statement[0]", 3),
    };
    let runs = ["lambda-001", "pass.lambda.invoke"];
    let runs = hop(CI, DEPLOY, runs, "runs code as role/deploy in a new Lambda function", tools);
    let is = ["is-admin", "is-admin"];
    let is = hop(DEPLOY, "ADMIN", is, "is administrator by its own policies", full);
    let cause = |address: &str, attribute: &str, index, change, line| Cause {
        address: address.into(),
        attribute: attribute.into(),
        statement: Some(index),
        change,
        place: place(address, attribute, line),
    };
    let ci = "aws_iam_role.ci";
    let admin = |name: &str| (format!("arn:aws:iam::111122223333:{name}"), "ADMIN".to_owned());
    Finding {
        id: "5d41402abc4b2a76".into(),
        rule: "path-to-admin",
        class: Class::Path,
        axis: Axis::Access,
        lane: Lane::Block,
        severity: Severity::Critical,
        certainty: Certainty::Proven,
        drift: Drift::Added,
        title: "group/devs (3 users) can become administrator of account 111122223333".into(),
        from: ALICE.into(),
        to: "ADMIN".into(),
        account: "111122223333".into(),
        principals: vec!["group/devs (3 users)".into(), "role/build".into()],
        techniques: vec!["become.assume-role", "guard.boundary-removed", "pass.lambda.invoke"],
        path: vec![assumes(ALICE), Hop { new: false, ..runs }, is],
        cause: vec![
            cause(ci, "assume_role_policy", 1, ChangeKind::Update, 14),
            cause(DEPLOY_POLICY, "policy", 0, ChangeKind::Replace, 3),
        ],
        also: Also {
            count: 4,
            examples: ["user/bob", "user/carol", "role/build", "role/x"].map(admin).to_vec(),
        },
        witness: Some(Request {
            principal: ALICE.into(),
            action: "sts:AssumeRole".into(),
            resource: CI.into(),
            context: vec![],
        }),
        controls: vec!["csf2:PR.AA-05"],
        owners: vec!["team-iam".into()],
        ruling: Default::default(),
        fix: "name the principals that may assume the role, or require a condition that only they \
              can meet"
            .into(),
    }
}

fn conditional() -> Finding {
    let outside = "arn:aws:iam::444455556666:root";
    Finding {
        id: "7d793037a0760186".into(),
        rule: "outside-to-role",
        severity: Severity::High,
        certainty: Certainty::Conditional,
        lane: Lane::Review,
        title: "account:444455556666 may act as role/ci".into(),
        from: "account:444455556666".into(),
        to: CI.into(),
        principals: vec!["account:444455556666".into()],
        techniques: vec!["become.assume-role"],
        path: vec![Hop { requires: vec![CONDITION.into()], ..assumes(outside) }],
        also: Also::default(),
        owners: vec![],
        ruling: Default::default(),
        witness: None,
        ..to_admin()
    }
}
