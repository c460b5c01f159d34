//! Exports of accounts, each written by hand.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use super::*;
use crate::model::inventory::GuardKind;

const ALLOW: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;

fn text(store: &Store, name: Name) -> &str {
    store.names.text(name)
}

fn loaded(json: &str) -> (Inventory, Store) {
    let mut store = Store::default();
    let inventory = read(json, "x.json", &mut store).unwrap();
    (inventory, store)
}

#[test]
fn a_role_with_all_its_parts() {
    let (found, store) = loaded(&format!(
        r#"{{"RoleDetailList":[{{"Path":"/team/","RoleName":"deploy","RoleId":"AROA",
        "Arn":"arn:aws:iam::111122223333:role/team/deploy",
        "AssumeRolePolicyDocument":{ALLOW},
        "RolePolicyList":[{{"PolicyName":"own","PolicyDocument":{ALLOW}}}],
        "AttachedManagedPolicies":[{{"PolicyName":"p",
          "PolicyArn":"arn:aws:iam::aws:policy/p"}}],
        "InstanceProfileList":[{{"InstanceProfileName":"vm","Roles":[],
          "Arn":"arn:aws:iam::111122223333:instance-profile/vm"}}],
        "PermissionsBoundary":{{"PermissionsBoundaryType":"Policy",
          "PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/b"}},
        "Tags":[{{"Key":"z","Value":"1"}},{{"Key":"a","Value":"2"}}]}}]}}"#
    ));
    let [role] = &found.identities[..] else { panic!("{found:?}") };
    assert_eq!(role.kind, IdentityKind::Role);
    assert_eq!(text(&store, role.arn), "arn:aws:iam::111122223333:role/team/deploy");
    assert_eq!(text(&store, role.account), "111122223333");
    assert_eq!(text(&store, role.name), "deploy");
    let tags = role.tags.iter().map(|(key, value)| (text(&store, *key), text(&store, *value)));
    assert_eq!(tags.collect::<Vec<_>>(), [("a", "2"), ("z", "1")]);
    let (boundary, origin) = role.boundary.clone().unwrap();
    assert_eq!(text(&store, boundary.unwrap()), "arn:aws:iam::111122223333:policy/b");
    assert_eq!(text(&store, origin.attribute), "PermissionsBoundary");
    let trust = role.trust.as_ref().unwrap();
    assert_eq!(text(&store, trust.origin.attribute), "AssumeRolePolicyDocument");
    let origins: Vec<_> =
        found.attachments.iter().map(|one| text(&store, one.origin.attribute)).collect();
    let managed = "AttachedManagedPolicies[arn:aws:iam::aws:policy/p]";
    assert_eq!(origins, ["RolePolicyList[own]", managed]);
    let [profile] = &found.profiles[..] else { panic!("{found:?}") };
    assert_eq!((profile.role, profile.origin.address), (role.arn, role.arn));
    let Attached::Inline(_, own) = &found.attachments[0].attached else { panic!("{found:?}") };
    assert_eq!(own.document, trust.document, "an equal text is one document");
    assert_eq!(found.resource_count, 2);
}

#[test]
fn pages_one_after_the_other_in_a_list_and_joined() {
    let user = r#""UserDetailList":[{"UserName":"u","Arn":"arn:aws:iam::1:user/u",
        "GroupList":["g","far"]}]"#;
    let group = r#""GroupDetailList":[{"GroupName":"g","Arn":"arn:aws:iam::1:group/p/g"}]"#;
    for json in [
        format!("{{{user},\"IsTruncated\":true}}\n{{{group},\"IsTruncated\":false}}"),
        format!("[{{{user}}},{{{group}}}]"),
        format!("{{{user},{group},\"UserDetailList\":[],\"Policies\":null}}"),
    ] {
        let (found, store) = loaded(&json);
        let groups: Vec<_> = found.memberships.iter().map(|one| text(&store, one.group)).collect();
        assert_eq!(groups, ["arn:aws:iam::1:group/p/g", "arn:aws:iam::1:group/far"], "{json}");
        assert_eq!(text(&store, found.memberships[0].origin.attribute), "GroupList[g]");
        assert_eq!((found.identities.len(), found.open.len()), (2, 0), "{json}");
    }
    let (found, _) = loaded(r#"{"Policies":[],"IsTruncated":true,"Marker":"m"}"#);
    assert_eq!(found.open.len(), 1, "a missing page is said aloud");
}

#[test]
fn the_default_version_of_a_policy() {
    let version = |id: &str, default: bool| {
        format!(r#"{{"VersionId":"{id}","IsDefaultVersion":{default},"Document":{ALLOW}}}"#)
    };
    let table = [
        ("v1", [version("v1", false), version("v2", true)], "PolicyVersionList[v2]", true),
        ("v1", [version("v1", false), version("v2", false)], "PolicyVersionList[v1]", true),
        ("v9", [version("v1", false), version("v2", false)], "PolicyVersionList[default]", false),
    ];
    for (number, versions, want, known) in table {
        let versions = versions.join(",");
        let (found, store) = loaded(&format!(
            r#"{{"Policies":[{{"Arn":"arn:aws:iam::1:policy/p","DefaultVersionId":"{number}",
            "PolicyVersionList":[{versions}]}}]}}"#
        ));
        let written = &found.policies[0].written;
        assert_eq!(text(&store, written.origin.attribute), want);
        assert_eq!(written.document.is_ok(), known, "{want}");
    }
}

#[test]
fn documents_in_three_forms() {
    let table = [
        (ALLOW.to_owned(), ALLOW),
        (serde_json::to_string(ALLOW).unwrap(), ALLOW),
        (r#""%7B%22Version%22%3a1%7d""#.to_owned(), r#"{"Version":1}"#),
        (r#""{\"a\":\"100%25 %zz %\"}""#.to_owned(), r#"{"a":"100%25 %zz %"}"#),
        (r#""%7B%C3%A9%zz%4""#.to_owned(), "{\u{e9}%zz%4"),
    ];
    for (raw, want) in table {
        assert_eq!(document_text(&raw), want, "{raw}");
    }
}

#[test]
fn errors() {
    let table = [
        (r#"{"UserDetailList":[{"UserName":"u"}]}"#, Code::InputShape),
        (r#"{"UserDetailList":[{"UserName":"u","Arn":"u"}]}"#, Code::InputShape),
        (r#"{"UserDetailList":{}}"#, Code::InputShape),
        (r#"{"UserDetailList":[]}{"Marker":"m"}"#, Code::InputShape),
        (r#"{"UserDetailList":[]} x"#, Code::InputNotJson),
        (r#"{"UserDetailList":[{"Arn":"#, Code::InputTruncated),
    ];
    for (json, code) in table {
        let error = read(json, "x.json", &mut Store::default()).unwrap_err();
        assert_eq!(error.code, code, "{json}: {error}");
    }
}

#[test]
fn no_input_forges_a_symbol() {
    let (found, store) = loaded(
        "{\"UserDetailList\":[{\"UserName\":\"\u{E000}x\u{E001}\",\
        \"Arn\":\"arn:aws:iam::\\ue000x\\ue001:user/u\"}]}",
    );
    let user = &found.identities[0];
    for name in [user.arn, user.account, user.name] {
        assert!(!value::is_symbolic(text(&store, name)));
    }
}

#[test]
fn an_organization() {
    let mut store = Store::default();
    let json = format!(
        r#"{{"OrganizationId":"o-1","ManagementAccount":"1",
        "Root":{{"Id":"r-1","ServiceControlPolicies":["FullAWSAccess","Lost"],
          "OrganizationalUnits":[
            {{"Id":"ou-prod","Path":"Work/Prod","ServiceControlPolicies":["p-7"],
              "Accounts":["2"]}},
            {{"Id":"ou-work","Path":"Work","Accounts":[],"OrganizationalUnits":[
              {{"Id":"ou-in"}}]}}]}},
        "Accounts":[{{"Id":"2","Ou":"Work/Prod"}},{{"Id":"3","Ou":"Work",
          "ResourceControlPolicies":["Rcp"]}}],
        "ServiceControlPolicies":[{{"Name":"Deny","Id":"p-7","Content":{ALLOW}}}],
        "ResourceControlPolicies":[{{"Name":"Rcp","Content":{ALLOW}}}]}}"#
    );
    let found = read_organization(&json, "organization.json", &mut store).unwrap();
    let name = |name: Name| text(&store, name);
    let mut parents: Vec<_> =
        found.parents.iter().map(|link| (name(link.child), name(link.parent))).collect();
    parents.sort_unstable();
    let want = [
        ("2", "ou-prod"),
        ("3", "ou-work"),
        ("ou-in", "ou-work"),
        ("ou-prod", "ou-work"),
        ("ou-work", "r-1"),
    ];
    assert_eq!(parents, want);
    let attached: Vec<_> = found
        .guard_attachments
        .iter()
        .map(|one| (name(one.guard), name(one.target), name(one.origin.attribute)))
        .collect();
    let want = [
        ("FullAWSAccess", "r-1", "ServiceControlPolicies[FullAWSAccess]"),
        ("Lost", "r-1", "ServiceControlPolicies[Lost]"),
        ("p-7", "ou-prod", "ServiceControlPolicies[p-7]"),
        ("Rcp", "3", "ResourceControlPolicies[Rcp]"),
    ];
    assert_eq!(attached, want);
    let known: Vec<_> = found
        .guards
        .iter()
        .map(|guard| (name(guard.id), guard.kind, guard.written.document.is_ok()))
        .collect();
    let want = [
        ("p-7", GuardKind::Scp, true),
        ("Rcp", GuardKind::Rcp, true),
        ("FullAWSAccess", GuardKind::Scp, true),
        ("Lost", GuardKind::Scp, false),
    ];
    assert_eq!(known, want);
    assert_eq!(found.management_account.map(name), Some("1"));
    let lost = json.replace(r#""Ou":"Work","#, r#""Ou":"Nowhere","#);
    let error = read_organization(&lost, "organization.json", &mut store).unwrap_err();
    assert_eq!(error.code, Code::InputShape);
}
