//! Inputs of all kinds, in files, folders and broken.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use std::fs;
use tempfile::TempDir;

const POLICY: &str = r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
const ACCOUNT: &str =
    r#"{"UserDetailList":[{"UserName":"u","Arn":"arn:aws:iam::111122223333:user/u"}]}"#;
const ORGANIZATION: &str = r#"{"OrganizationId":"o-1","Root":{"Id":"r-1"}}"#;

/// Names and bytes of files.
type Files<'f> = &'f [(&'f str, &'f [u8])];

fn folder(files: Files<'_>) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn side(path: &Path) -> Result<(Input, Inventory, Store), Error> {
    let mut store = Store::default();
    match load(path.to_str().unwrap(), &Inputs::default(), &mut store)? {
        (input, Loaded::Side(inventory)) => Ok((input, inventory, store)),
        (input, change) => panic!("{input:?} {change:?}"),
    }
}

fn error_of(bytes: &[u8]) -> Error {
    let folder = folder(&[("x.json", bytes)]);
    side(&folder.path().join("x.json")).unwrap_err()
}

#[test]
fn files_by_content() {
    let table = [
        (ACCOUNT, Kind::Account),
        (ORGANIZATION, Kind::Account),
        (POLICY, Kind::PolicyDocuments),
        (r#"{"trustdrift_snapshot":1}"#, Kind::Snapshot),
    ];
    for (text, kind) in table {
        let folder = folder(&[("plan.tfstate", text.as_bytes())]);
        let (input, ..) = side(&folder.path().join("plan.tfstate")).unwrap();
        assert_eq!(input.kind, kind, "{text}");
    }
}

#[test]
fn a_byte_order_mark_is_skipped_and_hashed() {
    let marked = folder(&[("x.json", format!("\u{FEFF}{POLICY}").as_bytes())]);
    let plain = folder(&[("x.json", POLICY.as_bytes())]);
    let (marked, ..) = side(&marked.path().join("x.json")).unwrap();
    let (plain, ..) = side(&plain.path().join("x.json")).unwrap();
    assert_eq!((marked.kind, plain.sha256.len()), (plain.kind, 64));
    assert_ne!(marked.sha256, plain.sha256);
}

#[test]
fn bytes_that_are_no_text() {
    let utf16: Vec<u8> = POLICY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe], &utf16[..]].concat();
    let table: [(&[u8], Code, &str); 7] = [
        (b"", Code::InputEmpty, "empty"),
        (b" \n\t ", Code::InputEmpty, "empty"),
        ("\u{FEFF}".as_bytes(), Code::InputEmpty, "empty"),
        (&utf16, Code::InputNotJson, "UTF-16"),
        (&marked, Code::InputNotJson, "UTF-16"),
        (b"{\"Statement\":\n \"\xff\"}", Code::InputNotJson, "not UTF-8"),
        (b"{\"trustdrift_snapshot\":1", Code::InputTruncated, "EOF"),
    ];
    for (bytes, code, part) in table {
        let error = error_of(bytes);
        assert_eq!(error.code, code, "{error}");
        assert!(error.message.contains(part), "{error}");
    }
    let place = error_of(b"{\"Statement\":\n \"\xff\"}").place;
    assert_eq!((place.line, place.column), (2, 3));
}

#[test]
fn sources_that_are_not_read() {
    let table = [
        ("aws:", Code::InputKind),
        ("aws:production", Code::InputKind),
        ("git:no-such-revision", Code::InputUnreadable),
        ("git:--help", Code::InputUnreadable),
        ("git:HEAD:../elsewhere", Code::InputUnreadable),
        ("no/such/file.json", Code::InputUnreadable),
    ];
    for (source, code) in table {
        let error = load(source, &Inputs::default(), &mut Store::default()).unwrap_err();
        assert_eq!(error.code, code, "{error}");
        assert!(!error.message.contains("os error"), "{error}");
    }
}

#[test]
fn directories() {
    let (policy, account, other) = (POLICY.as_bytes(), ACCOUNT.as_bytes(), &b"{}"[..]);
    let organization = ORGANIZATION.as_bytes();
    let table: [(Files<'_>, Kind, usize, usize); 4] = [
        (&[("a.json", policy), ("b.JSON", policy)], Kind::PolicyDocuments, 2, 0),
        (&[("1.json", account), ("organization.json", organization)], Kind::Account, 1, 0),
        (&[("a.json", account), ("p.json", policy)], Kind::Account, 2, 0),
        (&[("a.json", policy), ("truth.json", other), ("r.md", b"x")], Kind::PolicyDocuments, 1, 1),
    ];
    for (files, kind, identities, gaps) in table {
        let folder = folder(files);
        fs::write(folder.path().join(".hidden.json"), "broken").unwrap();
        let (input, found, _) = side(folder.path()).unwrap();
        assert_eq!(input.kind, kind, "{files:?}");
        assert_eq!((found.identities.len(), found.gaps.len()), (identities, gaps), "{files:?}");
    }
}

#[test]
fn directories_that_are_refused() {
    let table: [(Files<'_>, Code, &str); 4] = [
        (&[], Code::InputKind, "holds no policy document"),
        (&[("a.json", b"{}")], Code::InputKind, "holds no policy document"),
        (&[("a.json", br#"{"trustdrift_snapshot":1}"#)], Code::InputKind, "no snapshot"),
        (&[("a.json", POLICY.as_bytes()), ("b.json", b"")], Code::InputEmpty, "empty"),
    ];
    for (files, code, part) in table {
        let error = side(folder(files).path()).unwrap_err();
        assert_eq!(error.code, code, "{files:?}");
        assert!(error.message.contains(part), "{files:?}: {error}");
    }
}

#[test]
fn a_directory_has_one_hash_wherever_it_stands() {
    let files: Files<'_> = &[("a.json", POLICY.as_bytes()), ("b.json", ACCOUNT.as_bytes())];
    let (one, other) = (folder(files), folder(files));
    assert_eq!(side(one.path()).unwrap().0.sha256, side(other.path()).unwrap().0.sha256);
    fs::rename(other.path().join("a.json"), other.path().join("c.json")).unwrap();
    assert_ne!(side(one.path()).unwrap().0.sha256, side(other.path()).unwrap().0.sha256);
}

#[cfg(unix)]
#[test]
fn links_out_of_a_directory_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.json", POLICY.as_bytes())]);
    let inside = folder(&[("a.json", POLICY.as_bytes())]);
    symlink(outside.path().join("secret.json"), inside.path().join("out.json")).unwrap();
    symlink("gone.json", inside.path().join("gone-link.json")).unwrap();
    symlink("a.json", inside.path().join("in.json")).unwrap();
    fs::create_dir(inside.path().join("deeper")).unwrap();
    let (_, found, store) = side(inside.path()).unwrap();
    let gaps: Vec<_> = found.gaps.iter().map(|gap| store.names.text(gap.address)).collect();
    assert_eq!(gaps, ["deeper", "gone-link.json", "out.json"]);
    assert_eq!(found.identities.len(), 2);
}
