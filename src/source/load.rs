//! Reads an input, whatever its kind. The only file I/O of the program's core.
//!
//! A directory is read flat and in sorted order: its `*.json` files, each recognised by content.
//! What stands in it and is not read (other JSON, folders, symbolic links that lead out of it) is a
//! gap of the inventory, never silence; files of other names and hidden ones are no inputs.

use super::directory::{self, Inputs, git};
use super::hcl::files::Files;
use super::kind::{self, Kind, Shape};
use super::nesting;
use super::plan;
use super::policy_json::{self, PolicyFile};
use super::{account, snapshot, state};
use crate::diag::{Code, Error, Place, limits};
use crate::model::inventory::{ChangeKind, Gap};
use crate::model::{Inventory, Name, Store, value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What a report says of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// As the user gave it.
    pub name: String,
    /// What it was taken for.
    pub kind: Kind,
    /// Hash of its bytes in hex; for a directory, of the names and hashes of the files in it.
    pub sha256: String,
}

/// What an input holds.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time, taken apart at once")]
pub enum Loaded {
    /// Two sides: a plan knows what stands and what will stand.
    Change {
        /// What stands.
        before: Inventory,
        /// What will stand.
        after: Inventory,
        /// What the plan does to each resource that it touches.
        changed: BTreeMap<Name, ChangeKind>,
        /// Whether its configuration declares resources at all.
        declares: bool,
    },
    /// One side.
    Side(Inventory),
}

impl Loaded {
    /// The side that counts where one is asked for: of a plan, what will stand.
    pub fn after(self) -> Inventory {
        match self {
            Self::Change { after, .. } | Self::Side(after) => after,
        }
    }
}

/// Sources that the interface names and this version does not read: prefix and what to do instead.
const NOT_READ: &[(&str, &str)] = &[(
    "aws:",
    "this version reads no live account: give the output of \
         `aws iam get-account-authorization-details`",
)];

/// What shows a binary plan as JSON, in order of preference.
const PLAN_READERS: &[&str] = &["terraform", "tofu"];

/// A plan, with the directory of its configuration if it is given.
///
/// # Errors
/// What [`load`] gives.
pub fn load_plan(
    plan: &str,
    directory: Option<&str>,
    inputs: &Inputs,
    store: &mut Store,
) -> Result<(Input, Loaded), Error> {
    let named = directory.is_some();
    let here = is_configuration(".").then_some(".");
    let Some(directory) = directory.or(here) else { return load(plan, inputs, store) };
    let (files, given) = directory::open(directory, Path::new(directory), inputs)?;
    match load_with(plan, Some((&files, &given.directory)), inputs, store) {
        // A directory that nobody named may be of something else.
        Err(error) if !named && NOT_ITS_OWN.contains(&error.code) => load(plan, inputs, store),
        loaded => loaded,
    }
}

/// What a plan joined with the configuration of something else ends in.
const NOT_ITS_OWN: &[Code] = &[Code::ConfigurationInvalid, Code::PlanMismatch];

/// Whether a directory holds Terraform configuration.
pub fn is_configuration(directory: &str) -> bool {
    directory::is_configuration(Path::new(directory))
}

/// The directory as it stood where the branch left the default branch, as a source.
///
/// # Errors
/// `input-unreadable` if git, a repository or a default branch is not there.
pub fn merge_base(directory: &str) -> Result<String, Error> {
    git::merge_base(directory).map_err(|why| Error::new(Code::InputUnreadable, directory, why))
}

/// What does `source` hold? It is a file, a directory, a revision, or `-` for standard input.
/// Configurations are evaluated with `inputs`.
///
/// # Errors
/// `input-*`, `terraform-needed`, `policy-invalid`, `configuration-invalid`, and what the readers of
/// plans and states give.
pub fn load(source: &str, inputs: &Inputs, store: &mut Store) -> Result<(Input, Loaded), Error> {
    load_with(source, None, inputs, store)
}

fn load_with(
    source: &str,
    files: Option<(&dyn Files, &str)>,
    inputs: &Inputs,
    store: &mut Store,
) -> Result<(Input, Loaded), Error> {
    if let Some((_, why)) = NOT_READ.iter().find(|(prefix, _)| source.starts_with(prefix)) {
        return Err(Error::new(Code::InputKind, source, *why));
    }
    super::schema::learn(&inputs.schemas, store)?;
    let path = Path::new(source);
    let (bytes, subject, file) = match source {
        "-" => (standard_input()?, "standard input", None),
        _ if path.is_dir() && directory::is_configuration(path) => {
            return directory::load(source, path, inputs, store);
        }
        _ if source.starts_with("git:") => return git::load(source, inputs, store),
        _ if path.is_dir() => return exports(source, path, store),
        _ => (read_file(path, source)?, source, Some(path)),
    };
    let sha256 = hex(&Sha256::digest(&bytes));
    let (bytes, binary) = match bytes.starts_with(b"PK") {
        true => (shown(file, subject)?, true),
        false => (bytes, false),
    };
    let text = text(&bytes, subject)?;
    let shape = kind::shape(text, subject)?;
    let loaded = one(shape, text, subject, file, files, store)?;
    let kind = if binary { Kind::PlanFile } else { shape.kind() };
    Ok((Input { name: source.to_owned(), kind, sha256 }, loaded))
}

/// A lone text, read by the reader of its shape.
fn one(
    shape: Shape,
    text: &str,
    subject: &str,
    file: Option<&Path>,
    files: Option<(&dyn Files, &str)>,
    store: &mut Store,
) -> Result<Loaded, Error> {
    // No file can forge a symbol; policies and accounts are cleaned text by text.
    let cleaned = match shape {
        Shape::Plan | Shape::StateShown | Shape::StateV4 => value::harmless_json(text),
        _ => text.into(),
    };
    let text = cleaned.as_ref();
    Ok(Loaded::Side(match shape {
        Shape::Plan => {
            let plan::Change { before, after, changed, declares } =
                plan::read(text, subject, files, store)?;
            return Ok(Loaded::Change { before, after, changed, declares });
        }
        Shape::Account => account::read(text, subject, store)?,
        Shape::Organization => account::read_organization(text, subject, store)?,
        Shape::Policy => {
            let name = file.map_or_else(|| "policy.json".to_owned(), file_name);
            let file = PolicyFile { subject: subject.to_owned(), name, text: text.to_owned() };
            policy_json::read(&[file], store)?
        }
        Shape::Snapshot => snapshot::read(text, subject, store)?,
        Shape::StateShown => state::read_shown(text, subject, store)?,
        Shape::StateV4 => state::read_v4(text, subject, store)?,
    }))
}

/// The policy documents and exports of one directory, as one side.
fn exports(source: &str, path: &Path, store: &mut Store) -> Result<(Input, Loaded), Error> {
    let Listing { files, mut unread } = list(source, path)?;
    let mut hash = Sha256::new();
    let mut inventory = Inventory::default();
    let mut kind: Option<Kind> = None;
    let mut policies = Vec::new();
    for file in files {
        let (subject, name) = (file.display().to_string(), file_name(&file));
        let bytes = read_file(&file, &subject)?;
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(&bytes));
        let text = text(&bytes, &subject)?;
        let shape = match kind::shape(text, &subject) {
            Err(error) if error.code == Code::InputKind => {
                unread.push((name, "a JSON file of a kind that is not read"));
                continue;
            }
            shape => shape?,
        };
        match shape {
            Shape::Account => inventory.append(account::read(text, &subject, store)?),
            Shape::Organization => {
                inventory.append(account::read_organization(text, &subject, store)?);
            }
            Shape::Policy => policies.push(PolicyFile { subject, name, text: text.to_owned() }),
            Shape::Plan | Shape::Snapshot | Shape::StateShown | Shape::StateV4 => {
                let what = shape.kind().name();
                let why = format!("a directory of exports holds no {what}: give it by itself");
                return Err(Error::new(Code::InputKind, subject, why));
            }
        }
        // An account with policy documents beside it is an account.
        kind = Some(kind.map_or(shape.kind(), |known| known.min(shape.kind())));
    }
    let Some(kind) = kind else {
        let why = "the directory holds no policy document and no export of an account";
        return Err(Error::new(Code::InputKind, source, why));
    };
    inventory.append(policy_json::read(&policies, store)?);
    inventory.gaps.extend(
        unread
            .into_iter()
            .map(|(name, reason)| Gap { address: store.names.add(&name), reason: reason.into() }),
    );
    let sha256 = hex(&hash.finalize());
    Ok((Input { name: source.to_owned(), kind, sha256 }, Loaded::Side(inventory)))
}

/// The entries of a directory that matter, sorted.
#[derive(Default)]
struct Listing {
    files: Vec<PathBuf>,
    /// Names of what is not read, and why.
    unread: Vec<(String, &'static str)>,
}

fn list(source: &str, directory: &Path) -> Result<Listing, Error> {
    let unreadable = |error: io::Error| unreadable(source, &error);
    let root = directory.canonicalize().map_err(unreadable)?;
    let mut paths = Vec::new();
    for entry in directory.read_dir().map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
        if paths.len() > limits::DIRECTORY_FILES_MAX {
            let why =
                format!("the directory has more than {} entries", limits::DIRECTORY_FILES_MAX);
            return Err(Error::new(Code::InputTooLarge, source, why));
        }
    }
    paths.sort_unstable();
    let mut out = Listing::default();
    for path in paths {
        let name = file_name(&path);
        if name.starts_with('.') {
            continue;
        }
        let inside = || path.canonicalize().is_ok_and(|target| target.starts_with(&root));
        if path.is_symlink() && !inside() {
            out.unread.push((name, "a symbolic link that leads out of the directory"));
        } else if path.is_dir() {
            out.unread
                .push((name, "a folder inside the directory: give it as a source of its own"));
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            match path.is_file() {
                true => out.files.push(path),
                false => out.unread.push((name, "neither a file nor a folder")),
            }
        }
    }
    Ok(out)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub(super) fn read_file(path: &Path, subject: &str) -> Result<Vec<u8>, Error> {
    let file = std::fs::File::open(path).map_err(|error| unreadable(subject, &error))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    read(file, size, subject)
}

/// All of standard input, which can be read only once and may be needed again.
fn standard_input() -> Result<Vec<u8>, Error> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(bytes) = BYTES.get() {
        return Ok(bytes.clone());
    }
    let bytes = read(io::stdin().lock(), 0, "standard input")?;
    Ok(BYTES.get_or_init(|| bytes).clone())
}

/// All bytes of `from`, which is said to hold `size`.
fn read(from: impl Read, size: u64, subject: &str) -> Result<Vec<u8>, Error> {
    let too_large = || {
        let why = format!("it holds more than {} bytes", limits::INPUT_BYTES_MAX);
        Err(Error::new(Code::InputTooLarge, subject, why))
    };
    if size > limits::INPUT_BYTES_MAX {
        return too_large();
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
    from.take(limits::INPUT_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(subject, &error))?;
    match u64::try_from(bytes.len()) {
        Ok(read) if read <= limits::INPUT_BYTES_MAX => Ok(bytes),
        _ => too_large(),
    }
}

fn unreadable(subject: &str, error: &io::Error) -> Error {
    let text = error.to_string();
    let why = text.split(" (os error").next().unwrap_or_default();
    Error::new(Code::InputUnreadable, subject, format!("it cannot be read: {why}"))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a text cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The bytes as text without a byte order mark.
pub(super) fn text<'b>(bytes: &'b [u8], subject: &str) -> Result<&'b str, Error> {
    if matches!(
        bytes,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, b'{' | b'[', ..] | [b'{' | b'[', 0, ..]
    ) {
        let why = "it is UTF-16, as PowerShell's `>` writes it, and JSON is UTF-8: redirect with \
                   `| Out-File -Encoding utf8 plan.json`";
        return Err(Error::new(Code::InputNotJson, subject, why));
    }
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let place =
            Place { line: number(line), column: number(last.len() + 1), ..Place::default() };
        Error::new(Code::InputNotJson, subject, "it is not UTF-8").at(place)
    })?;
    if text.trim_ascii().is_empty() {
        return Err(Error::new(Code::InputEmpty, subject, "it is empty"));
    }
    not_too_deep(text, subject)?;
    Ok(text)
}

/// Refuses JSON that nests deeper than any reader follows, wherever in the file that is: also in
/// parts that nobody would look at.
fn not_too_deep(text: &str, subject: &str) -> Result<(), Error> {
    let Some(at) = nesting::too_deep(text) else { return Ok(()) };
    let lines = text.as_bytes().get(..at).unwrap_or_default();
    let line = lines.iter().filter(|byte| **byte == b'\n').count() + 1;
    let place = Place { line: u32::try_from(line).unwrap_or(u32::MAX), ..Place::default() };
    let why = format!("it nests deeper than {} levels", limits::JSON_DEPTH_MAX);
    Err(Error::new(Code::InputTooDeep, subject, why).at(place))
}

/// A binary plan as JSON, by the tool that wrote it.
fn shown(file: Option<&Path>, subject: &str) -> Result<Vec<u8>, Error> {
    let needed = |why: String| Error::new(Code::TerraformNeeded, subject, why);
    let Some(file) = file else {
        return Err(needed("a binary plan cannot be read from standard input".into()));
    };
    let directory = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    // A leading `./` keeps a file named like a flag from being one.
    let name = Path::new(".").join(file.file_name().unwrap_or_default());
    let mut failure = None;
    for program in PLAN_READERS {
        let mut command = Command::new(program);
        command.args(["show", "-json", "-no-color"]).arg(&name).current_dir(directory);
        match command.stdin(Stdio::null()).output() {
            Ok(output) if output.status.success() => return Ok(output.stdout),
            Ok(output) => {
                let said = complaint(&output.stderr);
                let why = format!("`{program} show -json` cannot read this binary plan: {said}");
                failure.get_or_insert(why);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                failure.get_or_insert(format!("`{program}` does not start: {error}"));
            }
        }
    }
    Err(needed(failure.unwrap_or_else(|| {
        "this is a binary plan, and neither `terraform` nor `tofu` is on the PATH \
         to run `terraform show -json` on it"
            .into()
    })))
}

/// The first line of a tool's complaint, without the frame that Terraform draws around it.
fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let frame =
        |letter: char| letter.is_whitespace() || letter.is_control() || "╷│╵".contains(letter);
    let mut lines =
        text.lines().map(|line| line.trim_matches(frame)).filter(|line| !line.is_empty());
    let errors = lines.clone().find_map(|line| line.strip_prefix("Error: "));
    errors.or_else(|| lines.next()).unwrap_or("it gave no reason").to_owned()
}

#[cfg(test)]
#[expect(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]
mod tests {
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
    fn too_large() {
        let error = read(io::empty(), limits::INPUT_BYTES_MAX + 1, "x").unwrap_err();
        assert_eq!(error.code, Code::InputTooLarge);
        assert_eq!(read(&b"ab"[..], limits::INPUT_BYTES_MAX.min(9), "x"), Ok(b"ab".to_vec()));
    }

    #[test]
    fn directories() {
        let (policy, account, other) = (POLICY.as_bytes(), ACCOUNT.as_bytes(), &b"{}"[..]);
        let organization = ORGANIZATION.as_bytes();
        let table: [(Files<'_>, Kind, usize, usize); 4] = [
            (&[("a.json", policy), ("b.JSON", policy)], Kind::PolicyDocuments, 2, 0),
            (&[("1.json", account), ("organization.json", organization)], Kind::Account, 1, 0),
            (&[("a.json", account), ("p.json", policy)], Kind::Account, 2, 0),
            (
                &[("a.json", policy), ("truth.json", other), ("r.md", b"x")],
                Kind::PolicyDocuments,
                1,
                1,
            ),
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

    #[test]
    fn a_binary_plan_needs_a_file() {
        assert_eq!(shown(None, "standard input").unwrap_err().code, Code::TerraformNeeded);
        let framed = "╷\n│ Warning: old\n│ \n│ Error: Failed to read\n│ more\n╵\n";
        let table = [
            (framed, "Failed to read"),
            ("\nno luck\nat all", "no luck"),
            ("", "it gave no reason"),
        ];
        for (stderr, want) in table {
            assert_eq!(complaint(stderr.as_bytes()), want);
        }
    }
}
