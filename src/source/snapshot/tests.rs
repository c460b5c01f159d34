//! What is written is read again, and nothing else is.

use super::{read, write};
use crate::diag::Code;
use crate::model::element::{Element, ElementKind, Setting};
use crate::model::inventory::{
    Attached, Attachment, Carrier, CarrierKind, Credential, CredentialKind, Disclosure, Door,
    DoorKind, Exclusive, Gap, Guard, GuardAttachment, GuardKind, Identity, IdentityKind,
    InstanceProfile, Leaf, ManagedPolicy, Membership, Open, Origin, Parent, Provider, Recorded,
    Resource, ResourceKind, SecretCopy, Unread, Written,
};
use crate::model::value::{Unknown, symbol};
use crate::model::{Inventory, Name, Store};

const DOCUMENT: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;

/// An inventory with one record of each kind, its names met in the order of `warm_up`.
fn inventory(store: &mut Store, warm_up: &[&str]) -> Inventory {
    for text in warm_up {
        store.names.add(text);
    }
    let document = store.documents.add(DOCUMENT, &mut store.names);
    let mut name = |text: &str| store.names.add(text);
    let arn = name(&format!("arn:aws:iam::{}:role/\"quoted\"", symbol("account")));
    let origin = Origin { address: name("aws_iam_role.a"), attribute: name("policy") };
    let at = || origin.clone();
    let unknown = || Unknown { reason: "later".into(), references: vec!["var.x".into()] };
    let written = || Written { document: Ok(document), was: None, origin: at() };
    let lost = || Written { document: Err(unknown()), was: Some(document), origin: at() };
    let (a, b, a_b) = (name("a"), name("b"), name("a b"));
    let tags = || vec![(a, b), (a_b, a), (b, a)];
    let mut only = vec![b, a];
    only.sort_unstable();
    let identity = |boundary, trust| Identity {
        kind: IdentityKind::Role,
        arn,
        account: a,
        name: b,
        trust,
        boundary,
        tags: tags(),
        origin: at(),
    };
    let attachment =
        |attached| Attachment { identity: arn, attached, origin: at(), mirrored: true };
    let carrier = |kind| Carrier {
        kind,
        arn,
        role: b,
        interactive: true,
        shut: Some(at()),
        tags: tags(),
        origin: at(),
    };
    let resource = |kind| Resource {
        kind,
        arn,
        account: Some(b),
        policy: Some(lost()),
        tags: tags(),
        origin: at(),
    };
    Inventory {
        zones: Vec::new(),
        identities: vec![
            identity(Some((Err(unknown()), at())), Some(lost())),
            identity(Some((Ok(a), at())), None),
            identity(None, Some(written())),
        ],
        policies: vec![ManagedPolicy { arn: a, written: written(), others: vec![document] }],
        attachments: vec![
            attachment(Attached::Inline(b, written())),
            attachment(Attached::Managed(a)),
            attachment(Attached::Unknown(unknown())),
            attachment(Attached::Lent(b, written())),
        ],
        exclusives: vec![Exclusive { of: arn, by_policy: true, inline: false, only, origin: at() }],
        memberships: vec![Membership { user: a, group: b, origin: at() }],
        profiles: vec![InstanceProfile { arn: a, role: arn, origin: at() }],
        carriers: vec![carrier(CarrierKind::Stack), carrier(CarrierKind::TaskDefinition)],
        credentials: vec![Credential { kind: CredentialKind::AccessKey, user: a, origin: at() }],
        disclosures: vec![Disclosure {
            carrier: a,
            kind: CarrierKind::Function,
            user: b,
            origin: at(),
        }],
        doors: vec![Door { kind: DoorKind::Anchor, id: a, to: b, open: true, origin: at() }],
        copies: vec![SecretCopy {
            of: a,
            holder: b,
            kind: Some(CarrierKind::Function),
            printed: true,
            origin: at(),
        }],
        providers: vec![Provider { arn: a, origin: at() }],
        resources: vec![resource(ResourceKind::Secret), resource(ResourceKind::Bucket)],
        elements: vec![Element {
            kind: ElementKind::Bucket,
            id: a,
            settings: vec![Setting {
                key: a,
                known: vec![a, b],
                open: Some(unknown()),
                attribute: b,
            }],
            origin: at(),
        }],
        guards: vec![Guard { kind: GuardKind::Rcp, id: a, written: written() }],
        guard_attachments: vec![GuardAttachment { guard: a, target: b, origin: at() }],
        parents: vec![Parent { child: a, parent: b, origin: at() }],
        management_account: Some(b),
        organization: Some(a),
        open: vec![Open { origin: at(), unknown: unknown(), affects: vec![b, a] }],
        forgotten: vec![a],
        gaps: vec![Gap { address: a, reason: "not read".into() }],
        unread: Some(Unread {
            recorded: Recorded::State,
            leaves: vec![Leaf { address: a, kind: b, attribute: a, value: b, modelled: true }],
        }),
        resource_count: 7,
        places: crate::model::Places::default(),
    }
}

#[test]
fn round_trip() {
    let mut store = Store::default();
    let before = inventory(&mut store, &[]);
    let text = write(&before, &store);
    assert!(text.contains("\\ue000account\\ue001"), "{text}");
    let mut after = read(&text, "x", &mut store).unwrap();
    // Lists come back sorted: the order of records carries no meaning.
    after.identities.reverse();
    let same = |tags: &[(Name, Name)]| {
        tags.iter().map(|(key, _)| store.names.text(*key)).collect::<Vec<_>>()
    };
    assert_eq!(same(&after.identities[0].tags), ["a", "a b", "b"]);
    assert_eq!(after.exclusives, before.exclusives);
    assert_eq!(after.policies, before.policies);
    assert_eq!(after.guards, before.guards);
    assert_eq!(after.management_account, before.management_account);
    assert_eq!(after.organization, before.organization);
    assert!(before.identities.iter().all(|one| after.identities.contains(one)));
    assert!(before.attachments.iter().all(|one| after.attachments.contains(one)));
    assert!(before.resources.iter().all(|one| after.resources.contains(one)));
    let mut other = Store::default();
    let again = read(&text, "x", &mut other).unwrap();
    assert_eq!(write(&again, &other), text);
}

#[test]
fn equal_facts_are_equal_bytes() {
    let (mut one, mut other) = (Store::default(), Store::default());
    other.documents.add("{}", &mut other.names);
    let first = inventory(&mut one, &[]);
    let mut second = inventory(&mut other, &["b", "a b", "policy", "a"]);
    second.identities.reverse();
    second.attachments.rotate_left(1);
    assert_eq!(write(&first, &one), write(&second, &other));
}

#[test]
fn an_empty_inventory() {
    let text = write(&Inventory::default(), &Store::default());
    assert_eq!(write(&read(&text, "x", &mut Store::default()).unwrap(), &Store::default()), text);
}

#[test]
fn errors() {
    let gap = r#"{"trustdrift_snapshot":1,"gaps":"#;
    let table = [
        (r#"{"trustdrift_snapshot":2,"new":[]}"#.to_owned(), Code::InputVersion, ""),
        (r#"{"trustdrift_snapshot":"1"}"#.to_owned(), Code::InputShape, "version"),
        (r#"{"trustdrift_snapshot":0}"#.to_owned(), Code::InputShape, "version"),
        (r#"{"trustdrift_snapshot":1"#.to_owned(), Code::InputTruncated, ""),
        (r#"{"trustdrift_snapshot":1} x"#.to_owned(), Code::InputNotJson, ""),
        (r#"{"trustdrift_snapshot":1,"more":[]}"#.to_owned(), Code::InputShape, "not known"),
        (r#"{"trustdrift_snapshot":1,"documents":[1]}"#.to_owned(), Code::InputShape, "list"),
        (format!("{gap}7}}"), Code::InputShape, "no list"),
        (format!("{gap}[7]}}"), Code::InputShape, "an object is missing"),
        (format!(r#"{gap}[{{"address":"a"}}]}}"#), Code::InputShape, "reason: a text"),
        (format!(r#"{gap}[{{"address":"a","reason":"","x":1}}]}}"#), Code::InputShape, "`x`"),
        (
            r#"{"trustdrift_snapshot":1,
                "policies":[{"arn":"a","written":{"document":{"known":0}}}]}"#
                .to_owned(),
            Code::InputShape,
            "no document of this number",
        ),
    ];
    for (text, code, part) in table {
        let error = read(&text, "x", &mut Store::default()).unwrap_err();
        assert_eq!(error.code, code, "{text}: {error}");
        assert!(error.message.contains(part), "{text}: {error}");
    }
}
