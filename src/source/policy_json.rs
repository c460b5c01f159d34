//! IAM policy documents in files: a lone one, or a directory of them.
//!
//! A file is named `NAME.KIND.json`. NAME is whom or what it is about, KIND says which policy it
//! is:
//!
//! | KIND | what it is | KIND may be left out when |
//! |---|---|---|
//! | `identity` | what the principal NAME may do | no statement has a `Principal` |
//! | `trust` | who may become the role NAME | statements have a `Principal` and `sts:AssumeRole*` |
//! | `resource` | who may use the resource NAME | statements have a `Principal` and other actions |
//! | `boundary` | the permissions boundary of the principal NAME | never |
//! | `scp` | a service control policy of the account | never |
//! | `rcp` | a resource control policy of the account | never |
//!
//! So `deploy.json` and `deploy.trust.json` are what the role `deploy` may do and who may become
//! it; a NAME without a trust policy is a user. Several `identity` files of one NAME add up
//! (`deploy.json`, `deploy.identity.json`). All principals are in one account, whose number the
//! files do not tell: it is written `<account>`. A resource is a bucket, key, secret, topic or
//! queue, by the actions of its policy; its ARN is the one that a statement names (the first of
//! several in the alphabet), else one made from NAME.
//!
//! The text is a policy, a list of statements, or one statement; the last two are read as version
//! 2012-10-17.

use crate::diag::{Code, Error};
use crate::model::arn::Arn;
use crate::model::inventory::{
    Attached, Attachment, Gap, Guard, GuardAttachment, GuardKind, Identity, IdentityKind,
    ManagedPolicy, Origin, Resource, ResourceKind, Written,
};
use crate::model::policy::{DocId, Principals, Statement};
use crate::model::{Inventory, Name, Store, value};
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A file with a policy.
pub(super) struct PolicyFile {
    /// As errors name it.
    pub(super) subject: String,
    /// Its name without directories.
    pub(super) name: String,
    /// What it holds.
    pub(super) text: String,
}

/// Which policy a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Boundary,
    Guard(GuardKind),
    Identity,
    Resource,
    Trust,
}

/// The parts of file names.
const PARTS: &[(&str, Part)] = &[
    ("boundary", Part::Boundary),
    ("identity", Part::Identity),
    ("rcp", Part::Guard(GuardKind::Rcp)),
    ("resource", Part::Resource),
    ("scp", Part::Guard(GuardKind::Scp)),
    ("trust", Part::Trust),
];

/// What do these policies say together? In: files in the order in which they count.
///
/// # Errors
/// `input-not-json`, `input-truncated`, `input-too-deep`, `policy-invalid`.
pub(super) fn read(files: &[PolicyFile], store: &mut Store) -> Result<Inventory, Error> {
    let mut policies = Vec::new();
    for file in files {
        policies.push(policy(file, store)?);
    }
    let roles: BTreeSet<&str> = policies
        .iter()
        .filter(|policy| policy.part == Part::Trust)
        .map(|policy| policy.about)
        .collect();
    let mut principals: BTreeMap<&str, Identity> = BTreeMap::new();
    let mut out = Inventory { resource_count: files.len(), ..Inventory::default() };
    for policy in &policies {
        let written = |address| Written {
            document: Ok(policy.document),
            was: None,
            origin: Origin { address, attribute: policy.file },
        };
        match policy.part {
            Part::Guard(kind) => guard(kind, policy, written, &mut out, store),
            Part::Resource => resource(policy, written, &mut out, store),
            Part::Boundary | Part::Identity | Part::Trust => {
                let identity = principals
                    .entry(policy.about)
                    .or_insert_with(|| identity(policy.about, &roles, store));
                let written = written(identity.arn);
                principal(policy, written, identity, &mut out, store)?;
            }
        }
    }
    out.identities.extend(principals.into_values());
    Ok(out)
}

/// A policy that was read, and what its file says of it.
struct Policy<'f> {
    part: Part,
    about: &'f str,
    subject: &'f str,
    file: Name,
    document: DocId,
}

fn policy<'f>(file: &'f PolicyFile, store: &mut Store) -> Result<Policy<'f>, Error> {
    // Syntax first: for that there is a line and a column.
    serde_json::from_str::<IgnoredAny>(&file.text)
        .map_err(|error| Error::json(&file.subject, "the policy is not JSON", &error))?;
    let document = store.documents.add(&whole(&file.text), &mut store.names);
    if let Some(why) = &store.documents.document(document).invalid {
        let deep = why.contains("recursion limit");
        let code = if deep { Code::InputTooDeep } else { Code::PolicyInvalid };
        return Err(Error::new(code, file.subject.as_str(), why.as_ref()));
    }
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let named = stem.rsplit_once('.').and_then(|(about, part)| {
        let known = PARTS.iter().find(|(name, _)| *name == part);
        known.map(|(_, part)| (about, *part))
    });
    let (about, part) = named.unwrap_or_else(|| (stem, part_by_content(document, store)));
    let name = plain(&file.name, store);
    Ok(Policy { part, about, subject: &file.subject, file: name, document })
}

/// The text as a whole policy: statements alone are wrapped.
fn whole(text: &str) -> Cow<'_, str> {
    let is_policy = !text.trim_ascii_start().starts_with('[')
        && serde_json::from_str::<Keys>(text).is_ok_and(|keys| keys.effect.is_none());
    match is_policy {
        true => text.into(),
        false => format!("{{\"Version\":\"2012-10-17\",\"Statement\":{text}}}").into(),
    }
}

/// What tells a statement from a policy.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Keys {
    effect: Option<IgnoredAny>,
}

fn part_by_content(document: DocId, store: &Store) -> Part {
    let statements = || statements(document, store);
    let assumes = |statement: &Statement| {
        let mut actions = statement.actions.patterns.iter();
        actions.any(|action| store.names.text(*action).starts_with("sts:assumerole"))
    };
    if statements().all(|statement| statement.principals == Principals::None) {
        Part::Identity
    } else if statements().any(assumes) {
        Part::Trust
    } else {
        Part::Resource
    }
}

fn statements(document: DocId, store: &Store) -> impl Iterator<Item = &Statement> {
    let entries = store.documents.document(document).entries.iter();
    entries.map(|entry| store.documents.statement(entry.statement))
}

/// The principal of a NAME, without policies.
fn identity(about: &str, roles: &BTreeSet<&str>, store: &mut Store) -> Identity {
    let (kind, what) = match roles.contains(about) {
        true => (IdentityKind::Role, "role"),
        false => (IdentityKind::User, "user"),
    };
    let (arn, name) = (iam_arn(what, about, store), plain(about, store));
    let origin = Origin { address: arn, attribute: Name::EMPTY };
    let account = account(store);
    Identity { kind, arn, account, name, trust: None, boundary: None, tags: Vec::new(), origin }
}

fn principal(
    policy: &Policy<'_>,
    written: Written,
    identity: &mut Identity,
    out: &mut Inventory,
    store: &mut Store,
) -> Result<(), Error> {
    let origin = written.origin.clone();
    let second = |what: &str| {
        let why = format!("`{}` has a second {what}: give one file of it", policy.about);
        Err(Error::new(Code::InputShape, policy.subject, why))
    };
    match policy.part {
        Part::Boundary if identity.boundary.is_some() => return second("boundary"),
        Part::Trust if identity.trust.is_some() => return second("trust policy"),
        Part::Boundary => {
            let arn = iam_arn("policy", &format!("{}.boundary", policy.about), store);
            identity.boundary = Some((Ok(arn), origin));
            out.policies.push(ManagedPolicy { arn, written, others: Vec::new() });
        }
        Part::Trust => identity.trust = Some(written),
        _ => out.attachments.push(Attachment {
            identity: identity.arn,
            attached: Attached::Inline(policy.file, written),
            origin,
            mirrored: false,
        }),
    }
    Ok(())
}

fn guard(
    kind: GuardKind,
    policy: &Policy<'_>,
    written: impl Fn(Name) -> Written,
    out: &mut Inventory,
    store: &mut Store,
) {
    let (guard, target) = (plain(policy.about, store), account(store));
    let written = written(guard);
    let origin = written.origin.clone();
    out.guards.push(Guard { kind, id: guard, written });
    out.guard_attachments.push(GuardAttachment { guard, target, origin });
}

/// Kinds of resources: the prefix of their actions and what their ARN is made of.
const RESOURCES: &[(&str, ResourceKind, &str)] = &[
    ("kms:", ResourceKind::Key, "key/"),
    ("s3:", ResourceKind::Bucket, ""),
    ("secretsmanager:", ResourceKind::Secret, "secret:"),
    ("sns:", ResourceKind::Topic, ""),
    ("sqs:", ResourceKind::Queue, ""),
];

fn resource(
    policy: &Policy<'_>,
    written: impl Fn(Name) -> Written,
    out: &mut Inventory,
    store: &mut Store,
) {
    let known = RESOURCES.iter().find(|(prefix, ..)| {
        let mut actions =
            statements(policy.document, store).flat_map(|statement| &statement.actions.patterns);
        actions.any(|action| store.names.text(*action).starts_with(prefix))
    });
    let Some((prefix, kind, before_name)) = known else {
        let reason = "a resource policy for no bucket, key, secret, topic or queue";
        out.gaps.push(Gap { address: policy.file, reason: reason.into() });
        return;
    };
    let service = prefix.trim_end_matches(':');
    let arn = named_resource(policy.document, service, store).unwrap_or_else(|| {
        let about = value::without_marks(policy.about);
        match kind {
            ResourceKind::Bucket => format!("arn:aws:s3:::{about}"),
            _ => {
                let (region, account) = (value::symbol("region"), value::symbol("account"));
                format!("arn:aws:{service}:{region}:{account}:{before_name}{about}")
            }
        }
    });
    let arn = store.names.add(&arn);
    let origin = Origin { address: arn, attribute: Name::EMPTY };
    let policy = Some(written(arn));
    out.resources.push(Resource {
        kind: *kind,
        arn,
        account: None,
        policy,
        tags: Vec::new(),
        origin,
    });
}

/// The ARN of the resource itself if a statement names it; for a bucket without the objects in it.
fn named_resource(document: DocId, service: &str, store: &Store) -> Option<String> {
    let resources = statements(document, store).map(|statement| &statement.resources);
    let patterns = resources.filter(|list| !list.negated).flat_map(|list| &list.patterns);
    let arns = patterns.filter_map(|pattern| {
        let arn = Arn::parse(store.names.text(*pattern))?;
        let resource = match arn.service {
            "s3" => arn.resource.split('/').next()?,
            _ => arn.resource,
        };
        let Arn { partition, region, account, .. } = arn;
        let text = format!("arn:{partition}:{service}:{region}:{account}:{resource}");
        (arn.service == service && !text.contains(['*', '?', '$'])).then_some(text)
    });
    arns.min()
}

fn account(store: &mut Store) -> Name {
    store.names.add(&value::symbol("account"))
}

fn iam_arn(what: &str, name: &str, store: &mut Store) -> Name {
    let (account, name) = (value::symbol("account"), value::without_marks(name));
    store.names.add(&format!("arn:aws:iam::{account}:{what}/{name}"))
}

fn plain(text: &str, store: &mut Store) -> Name {
    store.names.add(&value::without_marks(text))
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::model::value::readable;

    const MAY: &str = r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    const TRUST: &str = r#"{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithSAML",
        "Principal":{"Service":"ec2.amazonaws.com"}}]}"#;

    fn files(list: &[(&str, &str)]) -> Vec<PolicyFile> {
        let file = |(name, text): &(&str, &str)| PolicyFile {
            subject: format!("dir/{name}"),
            name: (*name).to_owned(),
            text: (*text).to_owned(),
        };
        list.iter().map(file).collect()
    }

    fn loaded(list: &[(&str, &str)]) -> (Inventory, Store) {
        let mut store = Store::default();
        let inventory = read(&files(list), &mut store).unwrap();
        (inventory, store)
    }

    fn arns(found: &Inventory, store: &Store) -> Vec<String> {
        found.identities.iter().map(|one| readable(store.names.text(one.arn))).collect()
    }

    #[test]
    fn parts_by_name_and_by_content() {
        let bucket = r#"[{"Effect":"Allow","Action":"s3:Get*","Principal":"*",
            "Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b"]}]"#;
        let guard = r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#;
        let (found, store) = loaded(&[
            ("b.json", bucket),
            ("deploy.boundary.json", MAY),
            ("deploy.json", MAY),
            ("deploy.trust.json", TRUST),
            ("limit.scp.json", guard),
            ("ops.anna.json", MAY),
            ("shield.rcp.json", guard),
            ("vm.json", TRUST),
        ]);
        let want = [
            "arn:aws:iam::<account>:role/deploy",
            "arn:aws:iam::<account>:user/ops.anna",
            "arn:aws:iam::<account>:role/vm",
        ];
        assert_eq!(arns(&found, &store), want);
        let deploy = &found.identities[0];
        assert!(deploy.trust.is_some());
        let boundary = deploy.boundary.clone().unwrap().0.unwrap();
        assert_eq!(found.policies[0].arn, boundary);
        assert_eq!(found.attachments.len(), 2);
        assert_eq!(store.names.text(found.attachments[0].origin.attribute), "deploy.json");
        assert_eq!(store.names.text(found.resources[0].arn), "arn:aws:s3:::b");
        let guards: Vec<_> =
            found.guards.iter().map(|one| (one.kind, store.names.text(one.id))).collect();
        assert_eq!(guards, [(GuardKind::Scp, "limit"), (GuardKind::Rcp, "shield")]);
        let target = found.guard_attachments[0].target;
        assert_eq!((target, found.resource_count), (deploy.account, 8));
    }

    #[test]
    fn a_name_without_trust_is_a_user() {
        let (found, store) = loaded(&[("deploy.identity.json", MAY), ("deploy.json", MAY)]);
        assert_eq!(arns(&found, &store), ["arn:aws:iam::<account>:user/deploy"]);
        assert_eq!(found.attachments.len(), 2);
    }

    #[test]
    fn resources() {
        let policy = |action: &str, resource: &str| {
            format!(
                r#"{{"Effect":"Allow","Principal":"*","Action":"{action}",
                "Resource":"{resource}"}}"#
            )
        };
        let table = [
            ("s3:GetObject", "arn:aws:s3:::b/*", "arn:aws:s3:::b"),
            ("s3:GetObject", "*", "arn:aws:s3:::r"),
            ("kms:Decrypt", "*", "arn:aws:kms:<region>:<account>:key/r"),
            ("sqs:*", "arn:aws:sqs:eu-west-1:1:q", "arn:aws:sqs:eu-west-1:1:q"),
            ("sns:Publish", "arn:aws:sns:*:1:t", "arn:aws:sns:<region>:<account>:r"),
        ];
        for (action, resource, want) in table {
            let (found, store) = loaded(&[("r.json", &policy(action, resource))]);
            assert_eq!(readable(store.names.text(found.resources[0].arn)), want);
        }
        let (found, _) = loaded(&[("r.json", &policy("lambda:InvokeFunction", "*"))]);
        assert_eq!((found.resources.len(), found.gaps.len()), (0, 1));
    }

    #[test]
    fn statements_alone_are_version_2012() {
        let statement = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#;
        for text in [statement.to_owned(), format!("[{statement},{statement}]")] {
            let (found, store) = loaded(&[("a.json", &text)]);
            let Attached::Inline(_, written) = &found.attachments[0].attached else {
                panic!("{found:?}")
            };
            let document = written.document.clone().unwrap();
            assert!(statements(document, &store).all(|statement| statement.variables));
        }
        let (found, store) = loaded(&[("a.json", MAY)]);
        let Attached::Inline(_, written) = &found.attachments[0].attached else {
            panic!("{found:?}")
        };
        let document = written.document.clone().unwrap();
        assert!(statements(document, &store).all(|statement| !statement.variables));
    }

    #[test]
    fn errors() {
        let deep = format!(r#"{{"Statement":[],"x":{}{}}}"#, "[".repeat(200), "]".repeat(200));
        let table: [(&[(&str, &str)], Code); 5] = [
            (&[("a.json", r#"{"Statement":[{"Effect":"Maybe"}]}"#)], Code::PolicyInvalid),
            (&[("a.json", r#"{"Statement":[]} x"#)], Code::InputNotJson),
            (&[("a.json", r#"{"Statement":["#)], Code::InputTruncated),
            (&[("a.json", &deep)], Code::InputTooDeep),
            (&[("a.json", TRUST), ("a.trust.json", TRUST)], Code::InputShape),
        ];
        for (list, code) in table {
            let error = read(&files(list), &mut Store::default()).unwrap_err();
            assert_eq!(error.code, code, "{error}");
        }
    }
}
