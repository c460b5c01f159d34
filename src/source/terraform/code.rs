//! Where things that run with a role load their code from: who can write there runs code as the role.
//! Whether they load it anew by themselves is told apart.

use super::block::Block;
use super::carrier::{carry, carry_unless, descend, named};
use super::iam::ROLE;
use super::json::{fields, items, scalar};
use super::{BUCKET, Target, regional, secret};
use crate::diag::limits;
use crate::model::Name;
use crate::model::inventory::{CarrierKind, Origin};
use serde_json::value::RawValue;

const PROJECT: Target = Target {
    kind: "aws_codebuild_project",
    spell: |name, at| regional(at, "codebuild", "project/", name),
};
const REPOSITORY: Target = Target {
    kind: "aws_codecommit_repository",
    spell: |name, at| regional(at, "codecommit", "", name),
};

/// An object of S3 in a bucket; none if either is not known.
fn object(b: &mut Block<'_, '_>, bucket: &str, key: &str) -> Option<Name> {
    if bucket.is_empty() || key.is_empty() {
        return None;
    }
    let bucket = b.side.spelled(bucket, b.object, BUCKET);
    Some(b.intern(&format!("{bucket}/{}", key.trim_start_matches('/'))))
}

/// An object of S3 by its URL.
fn object_at(b: &mut Block<'_, '_>, url: &str) -> Option<Name> {
    let (bucket, key) = url.strip_prefix("s3://")?.split_once('/')?;
    object(b, bucket, key)
}

/// Notes that something with a role loads an object of S3 as its code: who rewrites the policy of the
/// bucket may replace it too.
fn loads(
    b: &mut Block<'_, '_>,
    shut: Option<&Origin>,
    object: Name,
    role: Name,
    path: &'static str,
    watched: bool,
) {
    let bucket = b.store.names.text(object).split('/').next().unwrap_or_default().to_owned();
    let bucket = b.intern(&bucket);
    for (kind, arn) in [(CarrierKind::CodeObject, object), (CarrierKind::CodeBucket, bucket)] {
        carry_unless(b, shut.cloned(), kind, arn, role, path, watched);
    }
}

/// Notes from where something with a role loads its code.
fn load(
    b: &mut Block<'_, '_>,
    kind: CarrierKind,
    source: Name,
    role: Name,
    path: &'static str,
    watched: bool,
) {
    match kind {
        CarrierKind::CodeObject => loads(b, None, source, role, path, watched),
        _ => carry(b, kind, source, role, path, watched),
    }
}

/// The ECR repository of an image that is no digest, and what keeps its tags from being moved.
fn repository(b: &mut Block<'_, '_>, image: &str) -> Option<(Name, Option<Origin>)> {
    let (host, path) = image.split_once('/')?;
    let mut parts = host.split('.');
    let (account, dkr, ecr, region) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if dkr != "dkr" || ecr != "ecr" || path.contains('@') {
        return None;
    }
    let name = path.split(':').next()?;
    let declared = b
        .side
        .of_type("aws_ecr_repository")
        .iter()
        .find(|one| b.side.name(one) == name && b.side.provider(one).account == account);
    let fixed = declared.filter(|one| {
        let tags = one.field("image_tag_mutability").and_then(scalar);
        tags.is_some_and(|text| text == "IMMUTABLE")
    });
    let address = fixed.map(|one| one.address().to_owned());
    let shut = address.map(|address| Origin {
        address: b.intern(&address),
        attribute: b.intern("image_tag_mutability"),
    });
    let partition = &b.side.provider(b.object).partition;
    let arn = format!("arn:{partition}:ecr:{region}:{account}:repository/{name}");
    Some((b.intern(&arn), shut))
}

/// The text at the end of a path, if there is just one.
fn text(b: &mut Block<'_, '_>, path: &'static str) -> Option<String> {
    let (top, rest) = path.split_once('.').unwrap_or((path, ""));
    let mut out = Vec::new();
    descend(b.object.field(top)?, rest, limits::JSON_DEPTH_MAX, &mut out);
    out.pop().filter(|_| out.is_empty())
}

/// A function takes new code when it is deployed again.
pub(super) fn function(b: &mut Block<'_, '_>, shut: Option<&Origin>, role: Name) {
    let (bucket, key) = (text(b, "s3_bucket"), text(b, "s3_key"));
    if let Some(arn) = bucket.zip(key).and_then(|(bucket, key)| object(b, &bucket, &key)) {
        loads(b, shut, arn, role, "s3_key", false);
    }
    if let Some((arn, fixed)) = text(b, "image_uri").and_then(|image| repository(b, &image)) {
        let shut = shut.cloned().or(fixed);
        carry_unless(b, shut, CarrierKind::CodeImage, arn, role, "image_uri", false);
    }
}

/// An instance runs at its start what its user data copies from S3.
pub(super) fn boot(b: &mut Block<'_, '_>, attribute: &'static str, role: Name) {
    let Some(text) = b.object.unsealed(attribute).and_then(scalar) else { return };
    let plain = secret::decoded(&text);
    for url in copied(plain.as_deref().unwrap_or(&text)) {
        let url = if url.ends_with('/') { format!("{url}{NEW_FILE}") } else { url.to_owned() };
        if let Some(arn) = object_at(b, &url) {
            loads(b, None, arn, role, attribute, false);
        }
    }
}

/// What the commands of a script copy from S3: `aws s3 cp s3://bucket/key here`.
fn copied(script: &str) -> impl Iterator<Item = &str> {
    script.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        words.find(|word| *word == "s3")?;
        words.next().filter(|verb| matches!(*verb, "cp" | "mv" | "sync"))?;
        let from = words.find(|word| !word.starts_with("--"))?;
        let from = from.trim_matches(['"', '\'', ';']);
        from.starts_with("s3://").then_some(from)
    })
}

/// Tasks take a new image when they start.
pub(super) fn task(b: &mut Block<'_, '_>, role: Name) {
    let mut images = Vec::new();
    if let Some(raw) = b.object.field("container_definitions") {
        descend(raw, "image", limits::JSON_DEPTH_MAX, &mut images);
    }
    for image in images {
        if let Some((arn, shut)) = repository(b, &image) {
            let kind = CarrierKind::CodeImage;
            carry_unless(b, shut, kind, arn, role, "container_definitions", false);
        }
    }
}

/// A job loads its script at each run.
pub(super) fn glue_job(b: &mut Block<'_, '_>) {
    let script = text(b, "command.script_location");
    let Some(arn) = script.and_then(|url| object_at(b, &url)) else { return };
    for role in named(b, "role_arn", ROLE) {
        loads(b, None, arn, role, "command", false);
    }
}

/// Airflow reads its folder of DAGs all the time.
pub(super) fn airflow(b: &mut Block<'_, '_>) {
    let folder = text(b, "dag_s3_path");
    let bucket = named(b, "source_bucket_arn", BUCKET);
    let (Some(folder), Some(bucket)) = (folder, bucket.first()) else { return };
    let bucket = b.store.names.text(*bucket).to_owned();
    let arn = b.intern(&format!("{bucket}/{}/{NEW_FILE}", folder.trim_matches('/')));
    for role in named(b, "execution_role_arn", ROLE) {
        loads(b, None, arn, role, "dag_s3_path", true);
    }
}

/// A file that the actor adds to a folder of code.
const NEW_FILE: &str = "new.py";

/// A build loads its source, and the commands in it, at each build.
pub(super) fn project(b: &mut Block<'_, '_>) {
    let kind = text(b, "source.type");
    let Some(location) = text(b, "source.location") else { return };
    let (arn, carrier) = match kind.as_deref() {
        Some("S3") => (object_at(b, &format!("s3://{location}")), CarrierKind::CodeObject),
        Some("CODECOMMIT") => {
            let name = location.rsplit('/').next().unwrap_or_default();
            let arn = b.side.spelled(name, b.object, REPOSITORY);
            (Some(b.intern(&arn)), CarrierKind::CodeRepository)
        }
        _ => return,
    };
    let Some(arn) = arn else { return };
    for role in named(b, "service_role", ROLE) {
        load(b, carrier, arn, role, "source", false);
    }
}

/// A pipeline runs what its sources hold: in builds with the role of the project, in stacks with the
/// role of the action. It watches its sources unless it is told not to.
pub(super) fn pipeline(b: &mut Block<'_, '_>) {
    b.consumed.push("stage");
    let stages = b.object.field("stage").map(items).unwrap_or_default();
    let actions: Vec<Action> = stages
        .into_iter()
        .flat_map(|stage| fields(stage).get("action").map(|raw| items(raw)).unwrap_or_default())
        .map(Action::read)
        .collect();
    let mut roles = Vec::new();
    for action in &actions {
        let arn = match (action.provider.as_str(), action.setting("RoleArn")) {
            ("CodeBuild", _) => {
                action.setting("ProjectName").map(|name| b.side.spelled(&name, b.object, PROJECT))
            }
            ("CloudFormation", Some(role)) => Some(b.side.spelled(&role, b.object, ROLE)),
            _ => None,
        };
        roles.extend(arn.map(|arn| b.intern(&arn)));
    }
    for action in &actions {
        let setting = |name| action.setting(name).unwrap_or_default();
        let (source, kind) = match action.provider.as_str() {
            "S3" if action.category == "Source" => {
                let (bucket, key) = (setting("S3Bucket"), setting("S3ObjectKey"));
                (object(b, &bucket, &key), CarrierKind::CodeObject)
            }
            "CodeStarSourceConnection" => {
                let connection = setting("ConnectionArn");
                let known = (!connection.is_empty()).then(|| b.intern(&connection));
                (known, CarrierKind::CodeConnection)
            }
            "CodeCommit" => {
                let arn = b.side.spelled(&setting("RepositoryName"), b.object, REPOSITORY);
                (Some(b.intern(&arn)), CarrierKind::CodeRepository)
            }
            _ => continue,
        };
        let Some(source) = source else { continue };
        let asked = ["DetectChanges", "PollForSourceChanges"].map(setting);
        let watched = asked.iter().all(|answer| answer != "false");
        for role in roles.clone() {
            load(b, kind, source, role, "stage", watched);
        }
    }
}

/// An action of a pipeline.
struct Action {
    category: String,
    provider: String,
    configuration: Vec<(String, String)>,
}

impl Action {
    fn read(raw: &RawValue) -> Self {
        let action = fields(raw);
        let text = |key| action.get(key).and_then(|raw| scalar(raw));
        let text = |key| text(key).map(std::borrow::Cow::into_owned).unwrap_or_default();
        let configuration = action.get("configuration").map(|raw| fields(raw)).unwrap_or_default();
        let settings = configuration.0.iter();
        let settings = settings.filter_map(|(key, raw)| Some((key.to_string(), scalar(raw)?)));
        Self {
            category: text("category"),
            provider: text("provider"),
            configuration: settings.map(|(key, value)| (key, value.into_owned())).collect(),
        }
    }

    fn setting(&self, name: &str) -> Option<String> {
        let found = self.configuration.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone())
    }
}
