//! Our own canonical inventory, to be a baseline: equal inventories are equal bytes.
//!
//! ```json
//! {"trustdrift_snapshot":1,
//! "documents":[
//! "{\"Version\":\"2012-10-17\",...}"
//! ],
//! "policies":[
//! {"arn":"arn:...","written":{"document":{"known":0},"origin":{...},...}}
//! ],
//! ...}
//! ```
//! One record a line, lists sorted by their text, each policy document once and elsewhere by its
//! number. The marks of symbols are written as escapes and, of all inputs, only here read back.
//!
//! The tables at the end say how each struct of the inventory is written, for both directions; a
//! member that a table forgets does not compile.

use crate::diag::{Code, Error, Place};
use crate::model::element::{Element, ElementKind, Setting};
use crate::model::inventory::{
    Attached, Attachment, Carrier, CarrierKind, Credential, CredentialKind, Disclosure, Door,
    DoorKind, Exclusive, Gap, Guard, GuardAttachment, GuardKind, Identity, IdentityKind,
    InstanceProfile, Leaf, ManagedPolicy, Membership, Open, Origin, Parent, Provider, Recorded,
    Resource, ResourceKind, SecretCopy, Unread, Written,
};
use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END, Unknown};
use crate::model::{DocId, Inventory, Name, Store};
use serde_json::Value as Json;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;
/// The key that says the version.
const VERSION_KEY: &str = "trustdrift_snapshot";
/// The key of the policy documents.
const DOCUMENTS_KEY: &str = "documents";

/// The key of what was accepted in it: a list that this module keeps and does not read.
pub const ACCEPTED_KEY: &str = "accepted";

/// A snapshot with a list of what is accepted in it, as JSON.
#[must_use]
pub fn with_accepted(mut snapshot: String, list: &str) -> String {
    snapshot.truncate(snapshot.trim_end().len().saturating_sub(1));
    snapshot + &format!(",\n\"{ACCEPTED_KEY}\":{list}}}\n")
}

/// The inventory as text.
/// In: an inventory of `store`. Out: JSON that ends in a line break; equal for equal facts,
/// whatever their order or the order in which the store met their names.
pub fn write(inventory: &Inventory, store: &Store) -> String {
    // The first round finds the documents, the second knows their numbers.
    let mut writer = Writer { store, numbers: BTreeMap::new(), out: String::new() };
    members(inventory, &mut writer);
    let mut documents: Vec<DocId> = writer.numbers.keys().copied().collect();
    documents.sort_unstable_by_key(|id| store.documents.text(*id));
    writer.numbers = documents.iter().copied().zip(0..).collect();
    writer.out = format!("{{\"{VERSION_KEY}\":{VERSION},\n\"{DOCUMENTS_KEY}\":[");
    for (index, id) in documents.iter().enumerate() {
        writer.out.push_str(if index == 0 { "\n" } else { ",\n" });
        writer.text(store.documents.text(*id));
    }
    writer.out.push_str("\n]");
    members(inventory, &mut writer);
    writer.out.push_str("}\n");
    writer.out
}

/// The inventory of a snapshot.
///
/// # Errors
/// `input-version` for a snapshot of a newer version; `input-not-json`, `input-truncated`,
/// `input-shape` for what is no snapshot.
pub fn read(text: &str, name: &str, store: &mut Store) -> Result<Inventory, Error> {
    let file: BTreeMap<String, &RawValue> = serde_json::from_str(text)
        .map_err(|error| Error::json(name, "the snapshot cannot be read", &error))?;
    let shape = |pointer: &str, why: &str| {
        let place = Place { pointer: Some(pointer.into()), ..Place::default() };
        Error::new(Code::InputShape, name, format!("the snapshot is damaged: {why}")).at(place)
    };
    let version = file.get(VERSION_KEY).and_then(|raw| raw.get().parse::<u64>().ok());
    match version {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => {
            let why = format!("the snapshot has version {newer}, and this program knows {VERSION}");
            return Err(Error::new(Code::InputVersion, name, why));
        }
        _ => return Err(shape(VERSION_KEY, "this is no version")),
    }
    let texts = match file.get(DOCUMENTS_KEY) {
        Some(raw) => serde_json::from_str::<Vec<String>>(raw.get())
            .map_err(|_| shape(DOCUMENTS_KEY, "this is no list of texts"))?,
        None => Vec::new(),
    };
    let Store { names, documents, .. } = &mut *store;
    let documents = texts.iter().map(|text| documents.add_own(text, names)).collect();
    let mut reader = Reader { store, documents };
    let mut inventory = Inventory::default();
    for (key, raw) in &file {
        if ![VERSION_KEY, DOCUMENTS_KEY, ACCEPTED_KEY].contains(&key.as_str()) {
            member(key, raw, &mut inventory, &mut reader)
                .map_err(|(pointer, why)| shape(&pointer, &why))?;
        }
    }
    Ok(inventory)
}

struct Writer<'s> {
    store: &'s Store,
    /// Numbers of the documents met so far.
    numbers: BTreeMap<DocId, usize>,
    out: String,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        // Writing a text cannot fail.
        let json = serde_json::to_string(text).unwrap_or_default();
        if json.contains([SYMBOL_BEGIN, SYMBOL_END]) {
            let escaped = json.replace(SYMBOL_BEGIN, "\\ue000").replace(SYMBOL_END, "\\ue001");
            self.out.push_str(&escaped);
        } else {
            self.out.push_str(&json);
        }
    }

    /// `"key":` of an object.
    fn key(&mut self, key: &str, first: bool) {
        self.out.push_str(if first { "{\"" } else { ",\"" });
        self.out.push_str(key);
        self.out.push_str("\":");
    }

    /// An object with one member.
    fn tagged(&mut self, tag: &str, part: &impl Part) {
        self.key(tag, true);
        part.put(self);
        self.out.push('}');
    }

    /// A list, sorted by the text of its members.
    fn list<T: Part>(&mut self, list: &[T], break_lines: bool) {
        let before = std::mem::take(&mut self.out);
        let mut texts = Vec::with_capacity(list.len());
        for part in list {
            part.put(self);
            texts.push(std::mem::take(&mut self.out));
        }
        self.out = before;
        texts.sort_unstable();
        let line = if break_lines && !texts.is_empty() { "\n" } else { "" };
        self.out.push('[');
        for (index, text) in texts.iter().enumerate() {
            self.out.push_str(if index == 0 { "" } else { "," });
            self.out.push_str(line);
            self.out.push_str(text);
        }
        self.out.push_str(line);
        self.out.push(']');
    }
}

struct Reader<'s> {
    store: &'s mut Store,
    /// The documents by number.
    documents: Vec<DocId>,
}

/// Something that a snapshot can hold.
trait Part: Sized {
    /// Writes it.
    fn put(&self, to: &mut Writer<'_>);
    /// Reads it, or says what it is not.
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String>;
    /// Brings a list into the order that the inventory promises.
    fn arrange(_: &mut [Self], _: &Store) {}
}

impl Part for Name {
    fn put(&self, to: &mut Writer<'_>) {
        to.text(to.store.names.text(*self));
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        Ok(reader.store.names.add(from.as_str().ok_or("a text is missing")?))
    }
    fn arrange(list: &mut [Self], _: &Store) {
        list.sort_unstable();
    }
}

impl Part for Arc<str> {
    fn put(&self, to: &mut Writer<'_>) {
        to.text(self);
    }
    fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
        Ok(from.as_str().ok_or("a text is missing")?.into())
    }
}

impl Part for DocId {
    fn put(&self, to: &mut Writer<'_>) {
        let next = to.numbers.len();
        let number = *to.numbers.entry(*self).or_insert(next);
        to.out.push_str(&number.to_string());
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        let number = from.as_u64().and_then(|number| usize::try_from(number).ok());
        let known = number.and_then(|number| reader.documents.get(number));
        known.copied().ok_or_else(|| "there is no document of this number".into())
    }
}

impl Part for bool {
    fn put(&self, to: &mut Writer<'_>) {
        to.out.push_str(if *self { "true" } else { "false" });
    }
    fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
        from.as_bool().ok_or_else(|| "a boolean is missing".into())
    }
}

impl Part for usize {
    fn put(&self, to: &mut Writer<'_>) {
        to.out.push_str(&self.to_string());
    }
    fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
        let number = from.as_u64().and_then(|number| Self::try_from(number).ok());
        number.ok_or_else(|| "a number is missing".into())
    }
}

impl<T: Part> Part for Option<T> {
    fn put(&self, to: &mut Writer<'_>) {
        match self {
            Some(part) => part.put(to),
            None => to.out.push_str("null"),
        }
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        if from.is_null() { Ok(None) } else { T::take(from, reader).map(Some) }
    }
}

impl<T: Part> Part for Vec<T> {
    fn put(&self, to: &mut Writer<'_>) {
        to.list(self, false);
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        if from.is_null() {
            return Ok(Self::new());
        }
        let list = from.as_array().ok_or("a list is missing")?;
        let mut out: Self =
            list.iter().map(|part| T::take(part, reader)).collect::<Result<_, _>>()?;
        T::arrange(&mut out, reader.store);
        Ok(out)
    }
}

impl<T: Part> Part for Result<T, Unknown> {
    fn put(&self, to: &mut Writer<'_>) {
        match self {
            Ok(known) => to.tagged("known", known),
            Err(unknown) => to.tagged("unknown", unknown),
        }
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        match tag(from)? {
            ("known", part) => T::take(part, reader).map(Ok),
            ("unknown", part) => Unknown::take(part, reader).map(Err),
            (other, _) => Err(format!("`{other}` is neither known nor unknown")),
        }
    }
}

/// A tag: key and value.
impl Part for (Name, Name) {
    fn put(&self, to: &mut Writer<'_>) {
        put_pair(&self.0, &self.1, to);
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        take_pair(from, reader)
    }
    fn arrange(list: &mut [Self], store: &Store) {
        list.sort_unstable_by_key(|(key, value)| {
            (store.names.text(*key), store.names.text(*value))
        });
    }
}

/// A boundary and where it is set.
impl Part for (Result<Name, Unknown>, Origin) {
    fn put(&self, to: &mut Writer<'_>) {
        put_pair(&self.0, &self.1, to);
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        take_pair(from, reader)
    }
}

impl Part for ElementKind {
    fn put(&self, to: &mut Writer<'_>) {
        to.text(self.word());
    }
    fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
        let kind = from.as_str().and_then(Self::of_word);
        kind.ok_or_else(|| format!("{from} is no kind of element"))
    }
}

impl Part for Attached {
    fn put(&self, to: &mut Writer<'_>) {
        match self {
            Self::Inline(name, written) => {
                to.key("inline", true);
                put_pair(name, written, to);
                to.out.push('}');
            }
            Self::Managed(arn) => to.tagged("managed", arn),
            Self::Unknown(unknown) => to.tagged("unknown", unknown),
            Self::Lent(resource, written) => {
                to.key("lent", true);
                put_pair(resource, written, to);
                to.out.push('}');
            }
        }
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        match tag(from)? {
            ("lent", part) => {
                let (resource, written) = take_pair(part, reader)?;
                Ok(Self::Lent(resource, written))
            }
            ("inline", part) => {
                let (name, written) = take_pair(part, reader)?;
                Ok(Self::Inline(name, written))
            }
            ("managed", part) => Name::take(part, reader).map(Self::Managed),
            ("unknown", part) => Unknown::take(part, reader).map(Self::Unknown),
            (other, _) => Err(format!("`{other}` is no way to attach a policy")),
        }
    }
}

fn put_pair(one: &impl Part, other: &impl Part, to: &mut Writer<'_>) {
    to.out.push('[');
    one.put(to);
    to.out.push(',');
    other.put(to);
    to.out.push(']');
}

fn take_pair<A: Part, B: Part>(from: &Json, reader: &mut Reader<'_>) -> Result<(A, B), String> {
    match from.as_array().map(Vec::as_slice) {
        Some([one, other]) => Ok((A::take(one, reader)?, B::take(other, reader)?)),
        _ => Err("a pair is missing".into()),
    }
}

/// The one member of an object.
fn tag(from: &Json) -> Result<(&str, &Json), String> {
    let members = from.as_object().filter(|members| members.len() == 1);
    let member = members.and_then(|members| members.iter().next());
    member.map(|(key, part)| (key.as_str(), part)).ok_or_else(|| "a tagged value is missing".into())
}

/// Structs as objects with all their members.
macro_rules! records {
    ($($record:ident { $first:ident $(, $member:ident)* $(,)? })*) => {$(
        impl Part for $record {
            fn put(&self, to: &mut Writer<'_>) {
                let Self { $first, $($member),* } = self;
                to.key(stringify!($first), true);
                $first.put(to);
                $(to.key(stringify!($member), false);
                $member.put(to);)*
                to.out.push('}');
            }
            fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
                const MEMBERS: &[&str] = &[stringify!($first), $(stringify!($member)),*];
                let members = from.as_object().ok_or("an object is missing")?;
                if let Some(other) = members.keys().find(|key| !MEMBERS.contains(&key.as_str())) {
                    return Err(format!("`{other}` is no member of it"));
                }
                Ok(Self {
                    $first: take_member(members, stringify!($first), reader)?,
                    $($member: take_member(members, stringify!($member), reader)?),*
                })
            }
        }
    )*};
}

fn take_member<T: Part>(
    members: &serde_json::Map<String, Json>,
    key: &str,
    reader: &mut Reader<'_>,
) -> Result<T, String> {
    let member = members.get(key).unwrap_or(&Json::Null);
    T::take(member, reader).map_err(|why| format!("{key}: {why}"))
}

/// Enums of plain words.
macro_rules! words {
    ($($of:ident { $($variant:ident $word:literal),* $(,)? })*) => {$(
        impl Part for $of {
            fn put(&self, to: &mut Writer<'_>) {
                to.text(match self { $(Self::$variant => $word),* });
            }
            fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
                match from.as_str() {
                    $(Some($word) => Ok(Self::$variant),)*
                    _ => Err(format!("{from} is no known word")),
                }
            }
        }
    )*};
}

/// The lists of an inventory, one record a line, and its single values.
macro_rules! inventory {
    ({ $($list:ident),* $(,)? } { $($single:ident),* $(,)? }) => {
        fn members(inventory: &Inventory, to: &mut Writer<'_>) {
            // A snapshot stands by itself: the files that it came from may be gone.
            let Inventory { $($list,)* $($single,)* places: _, zones: _ } = inventory;
            $(
                to.out.push_str(concat!(",\n\"", stringify!($list), "\":"));
                to.list($list, true);
            )*
            $(
                to.out.push_str(concat!(",\n\"", stringify!($single), "\":"));
                $single.put(to);
            )*
        }

        /// Reads one member of a snapshot; an error is a pointer and what is wrong there.
        fn member(
            key: &str,
            raw: &RawValue,
            inventory: &mut Inventory,
            reader: &mut Reader<'_>,
        ) -> Result<(), (String, String)> {
            match key {
                $(stringify!($list) => inventory.$list = take_list(key, raw, reader)?,)*
                $(stringify!($single) => inventory.$single = take_record(key, raw, reader)?,)*
                _ => return Err((key.to_owned(), "this member is not known".into())),
            }
            Ok(())
        }
    };
}

fn take_list<T: Part>(
    key: &str,
    raw: &RawValue,
    reader: &mut Reader<'_>,
) -> Result<Vec<T>, (String, String)> {
    let list: Vec<&RawValue> =
        serde_json::from_str(raw.get()).map_err(|_| (key.into(), "this is no list".into()))?;
    let records = list.into_iter().enumerate();
    records.map(|(index, raw)| take_record(&format!("{key}[{index}]"), raw, reader)).collect()
}

fn take_record<T: Part>(
    pointer: &str,
    raw: &RawValue,
    reader: &mut Reader<'_>,
) -> Result<T, (String, String)> {
    let json = serde_json::from_str(raw.get()).map_err(|why| (pointer.into(), why.to_string()))?;
    T::take(&json, reader).map_err(|why| (pointer.to_owned(), why))
}

inventory! {
    {
        attachments,
        carriers,
        copies,
        credentials,
        disclosures,
        doors,
        elements,
        exclusives,
        gaps,
        guard_attachments,
        guards,
        identities,
        memberships,
        open,
        parents,
        policies,
        profiles,
        providers,
        resources,
    }
    { management_account, organization, resource_count, unread }
}

records! {
    Attachment { identity, attached, origin, mirrored }
    Carrier { kind, arn, role, interactive, shut, tags, origin }
    Credential { kind, user, origin }
    Disclosure { carrier, kind, user, origin }
    Door { kind, id, to, open, origin }
    Element { kind, id, settings, origin }
    Exclusive { of, by_policy, inline, only, origin }
    Gap { address, reason }
    Guard { kind, id, written }
    GuardAttachment { guard, target, origin }
    Identity { kind, arn, account, name, trust, boundary, tags, origin }
    InstanceProfile { arn, role, origin }
    Leaf { address, kind, attribute, value, modelled }
    ManagedPolicy { arn, written, others }
    Membership { user, group, origin }
    Open { origin, unknown, affects }
    Origin { address, attribute }
    Parent { child, parent, origin }
    Provider { arn, origin }
    Resource { kind, arn, account, policy, tags, origin }
    SecretCopy { of, holder, kind, printed, origin }
    Setting { key, known, open, attribute }
    Unknown { reason, references }
    Unread { recorded, leaves }
    Written { document, was, origin }
}

words! {
    CarrierKind {
        AgentRuntime "agent runtime",
        AmplifyApp "amplify app",
        AppRunnerService "app runner service",
        BeanstalkEnvironment "beanstalk environment",
        Browser "browser",
        BuildProject "build project",
        CalledFunction "called function",
        CodeBucket "code bucket",
        CodeConnection "code connection",
        CodeImage "code image",
        CodeObject "code object",
        CodeRepository "code repository",
        CodeInterpreter "code interpreter",
        Cluster "cluster",
        DataPipeline "data pipeline",
        DeploymentGroup "deployment group",
        DevEndpoint "dev endpoint",
        EmrCluster "emr cluster",
        Function "function",
        GlueJob "glue job",
        Instance "instance",
        JobDefinition "job definition",
        JobQueue "job queue",
        LaunchConfiguration "launch configuration",
        LaunchTemplate "launch template",
        Notebook "notebook",
        NotebookScript "notebook script",
        Object "object",
        Parameter "parameter",
        PermissionSet "permission set",
        Pipe "pipe",
        Pipeline "pipeline",
        Pods "pods",
        ScalingGroup "scaling group",
        SamlProvider "saml provider",
        Schedule "schedule",
        Secret "secret",
        ServerlessApplication "serverless application",
        Service "service",
        Shell "shell",
        Stack "stack",
        StackSet "stack set",
        StateMachine "state machine",
        StudioProfile "studio profile",
        Table "table",
        TaskDefinition "task definition",
        TrustAnchor "trust anchor",
        UserPool "user pool",
        WorkforceGroup "workforce group",
    }
    CredentialKind { AccessKey "access key", LoginProfile "login profile", ServicePassword "service password" }
    DoorKind {
        Anchor "anchor",
        Assigned "assigned",
        Classic "classic",
        Guests "guests",
        HandsToGuests "hands to guests",
        HandsToUsers "hands to users",
        Member "member",
        Operates "operates",
        Profile "profile",
        SignUp "sign-up",
        Users "users",
    }
    GuardKind { Rcp "rcp", Scp "scp" }
    IdentityKind { Group "group", Role "role", User "user" }
    Recorded { Configuration "configuration", State "state" }
    ResourceKind {
        AccessPoint "access point",
        Api "api",
        ArtifactDomain "artifact domain",
        ArtifactRepository "artifact repository",
        BackupVault "backup vault",
        Bucket "bucket",
        Catalog "catalog",
        CertificateAuthority "certificate authority",
        DatabaseSnapshot "database snapshot",
        Delegation "delegation",
        EventBus "event bus",
        FileSystem "file system",
        Function "function",
        Image "image",
        ImageRegistry "image registry",
        ImageRepository "image repository",
        Key "key",
        Layer "layer",
        LogDestination "log destination",
        Logs "logs",
        MailIdentity "mail identity",
        MediaContainer "media container",
        Queue "queue",
        SchemaRegistry "schema registry",
        SearchDomain "search domain",
        Secret "secret",
        Share "share",
        Snapshot "snapshot",
        Stream "stream",
        StreamingCluster "streaming cluster",
        Table "table",
        Topic "topic",
        Vault "vault",
    }
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::model::value::symbol;

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
            exclusives: vec![Exclusive {
                of: arn,
                by_policy: true,
                inline: false,
                only,
                origin: at(),
            }],
            memberships: vec![Membership { user: a, group: b, origin: at() }],
            profiles: vec![InstanceProfile { arn: a, role: arn, origin: at() }],
            carriers: vec![carrier(CarrierKind::Stack), carrier(CarrierKind::TaskDefinition)],
            credentials: vec![Credential {
                kind: CredentialKind::AccessKey,
                user: a,
                origin: at(),
            }],
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
        assert_eq!(
            write(&read(&text, "x", &mut Store::default()).unwrap(), &Store::default()),
            text
        );
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
}
