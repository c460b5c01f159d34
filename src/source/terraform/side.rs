//! All instances of one side, found by address, and the identities among them, found by name.

use super::adapter;
use super::address::{Key, parent, within};
use super::configuration::{Configuration, Index};
use super::object::Object;
use super::provider::{Provider, Providers, Survey};
use super::secret::Secrets;
use crate::diag::limits;
use crate::model::value::symbol;
use crate::source::hcl::value::without_scheme;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// What both sides share: the configuration and where its providers work.
#[derive(Debug)]
pub(in crate::source) struct Ground<'p> {
    pub(super) configuration: Index<'p>,
    pub(super) providers: Providers,
}

impl Ground<'_> {
    /// Where an instance lives, as far as its provider tells.
    pub(in crate::source) fn provider(&self, object: &Object<'_>) -> &Provider {
        self.providers.get(object.provider)
    }
}

/// Ties instances to their blocks and providers, and finds out where the providers work; `accounts` are
/// those that blocks of providers name.
pub(in crate::source) fn ground<'p>(
    configuration: Option<&'p Configuration<'p>>,
    objects: &mut [Object<'p>],
    accounts: impl IntoIterator<Item = (String, String)>,
) -> Ground<'p> {
    let index = configuration.map(Index::new).unwrap_or_default();
    let mut survey = Survey::new(configuration);
    for (key, account) in accounts {
        survey.tell(&key, account);
    }
    for object in objects.iter_mut() {
        let path = super::address::call_path(&object.id.module);
        object.block = object.block.or_else(|| index.resource(&path, &object.id.block()));
        if !object.id.kind.starts_with("aws_") {
            continue;
        }
        let told = object.block.and_then(|block| block.provider_config_key.as_ref());
        let key = told.map(|key| key.0.as_ref()).or(object.id.provider.as_deref());
        object.provider = key.map(|key| survey.index(key));
    }
    let (data, managed): (Vec<_>, Vec<_>) = objects.iter().partition(|object| object.id.data);
    data.into_iter().for_each(|object| survey.learn_data(object));
    managed.into_iter().for_each(|object| survey.learn_arn(object));
    Ground { configuration: index, providers: survey.finish() }
}

/// One side.
#[derive(Debug)]
pub(in crate::source) struct Side<'p> {
    pub(super) ground: Rc<Ground<'p>>,
    objects: HashMap<String, Vec<Rc<Object<'p>>>>,
    /// All module instances, with those around them.
    modules: BTreeSet<String>,
    /// ARN by type, account and name.
    identities: BTreeMap<(&'static str, String, String), String>,
    /// ARN by type and name; none if several accounts have that name.
    by_name: BTreeMap<(&'static str, String), Option<String>>,
    pub(super) secrets: Secrets<'p>,
    /// Instances of the types that others look through.
    by_type: BTreeMap<&'static str, Vec<Rc<Object<'p>>>>,
    open_groups: OnceCell<BTreeSet<String>>,
}

/// Types that others look through.
const INDEXED: &[&str] = &[
    "aws_ecr_repository",
    "aws_instance",
    "aws_lambda_code_signing_config",
    "aws_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
];

/// Types that look through them.
const LOOKING: &[&str] = &[
    "aws_codedeploy_deployment_group",
    "aws_ecs_task_definition",
    "aws_instance",
    "aws_lambda_function",
];

/// Types that others name by their name alone.
const NAMED: &[&str] = &[
    "aws_autoscaling_group",
    "aws_iam_group",
    "aws_iam_instance_profile",
    "aws_iam_role",
    "aws_iam_user",
    "aws_launch_configuration",
];

impl<'p> Side<'p> {
    pub(in crate::source) fn new(ground: Rc<Ground<'p>>, objects: &[Rc<Object<'p>>]) -> Self {
        let mut side = Self {
            ground,
            objects: HashMap::with_capacity(objects.len()),
            modules: BTreeSet::new(),
            identities: BTreeMap::new(),
            by_name: BTreeMap::new(),
            secrets: Secrets::default(),
            by_type: BTreeMap::new(),
            open_groups: OnceCell::new(),
        };
        for object in objects {
            let address = within(&object.id.module, &object.id.block());
            side.objects.entry(address).or_default().push(Rc::clone(object));
            side.add_module(&object.id.module);
        }
        for object in objects {
            side.add_identity(object);
            side.secrets.learn(object);
            let kind = INDEXED.iter().find(|kind| object.id.kind == **kind && !object.id.data);
            if let Some(kind) = kind {
                side.by_type.entry(kind).or_default().push(Rc::clone(object));
            }
        }
        side
    }

    fn add_module(&mut self, module: &str) {
        let mut at = module.to_owned();
        for _ in 0..limits::JSON_DEPTH_MAX {
            if at.is_empty() || self.modules.contains(&at) {
                return;
            }
            let around = parent(&at).map(|(around, ..)| around).unwrap_or_default();
            self.modules.insert(at);
            at = around;
        }
    }

    fn add_identity(&mut self, object: &Rc<Object<'p>>) {
        let Some(kind) = NAMED.iter().find(|kind| object.id.kind == **kind) else { return };
        let arn = self.arn(object);
        let name = self.name(object);
        let account = crate::model::Arn::parse(&arn).map_or("", |arn| arn.account).to_owned();
        let by_name = self.by_name.entry((kind, name.clone())).or_insert_with(|| Some(arn.clone()));
        if by_name.as_ref().is_some_and(|known| *known != arn) {
            *by_name = None;
        }
        self.identities.insert((kind, account, name), arn);
    }

    /// Whether both sides give every name they share the same ARN. Otherwise a name means one thing
    /// before and another after, and even what does not change has to be read twice.
    pub(in crate::source) fn agrees(&self, other: &Self) -> bool {
        self.identities
            .iter()
            .all(|(key, arn)| other.identities.get(key).is_none_or(|one| one == arn))
    }

    /// Whether what others look through is the same on both sides.
    pub(in crate::source) fn looks_like(&self, other: &Self) -> bool {
        let values = |side: &Self| -> Vec<_> {
            let all = side.by_type.values().flatten();
            all.map(|one| (one.address().to_owned(), one.raw().0.map(|raw| raw.get()))).collect()
        };
        values(self) == values(other)
    }

    /// Whether a type looks through others.
    pub(in crate::source) fn looks(kind: &str) -> bool {
        LOOKING.contains(&kind)
    }

    /// The ARN of the identity with this name: in the account of `provider`, or, where the provider
    /// is not told, in whichever account has the only one.
    pub(super) fn identity(&self, kind: &'static str, name: &str, of: &Object<'p>) -> Option<&str> {
        let account = self.provider(of).account.clone();
        let here = self.identities.get(&(kind, account, name.to_owned()));
        let anywhere = || self.by_name.get(&(kind, name.to_owned()))?.as_ref();
        match (here, of.provider) {
            (Some(arn), _) => Some(arn),
            (None, None) => anywhere().map(String::as_str),
            (None, Some(_)) => None,
        }
    }

    /// Where an instance lives: in the account of its provider, in its own region if it has one.
    pub(super) fn provider(&self, object: &Object<'p>) -> Cow<'_, Provider> {
        let provider = self.ground.providers.get(object.provider);
        match object.field("region").and_then(super::json::scalar) {
            Some(region) if region != provider.region => {
                Cow::Owned(Provider { region: region.into_owned(), ..provider.clone() })
            }
            _ => Cow::Borrowed(provider),
        }
    }

    /// The instances of a block in one module instance.
    pub(super) fn instances(&self, module: &str, address: &str) -> &[Rc<Object<'p>>] {
        self.objects.get(&within(module, address)).map(Vec::as_slice).unwrap_or_default()
    }

    /// All managed instances of one of [`INDEXED`], in order of the input.
    pub(super) fn of_type(&self, kind: &str) -> &[Rc<Object<'p>>] {
        self.by_type.get(kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// Ids and addresses of security groups that let the world in on the port of SSH.
    pub(super) fn open_groups(&self) -> &BTreeSet<String> {
        self.open_groups.get_or_init(|| super::ssh::open_groups(self))
    }

    /// The instance of a module call: the one with the given key, else the only one without a key,
    /// else the one with the key of whoever asks.
    pub(super) fn module(
        &self,
        around: &str,
        call: &str,
        key: Option<&Key>,
        asking: Option<&Key>,
    ) -> Option<String> {
        let plain = within(around, &format!("module.{call}"));
        let keyed = |key: &Key| format!("{plain}{key}");
        let candidates = match key {
            Some(key) => vec![keyed(key)],
            None => std::iter::once(plain.clone()).chain(asking.map(keyed)).collect(),
        };
        candidates.into_iter().find(|module| self.modules.contains(module))
    }

    /// The name that AWS knows an instance by; a symbol if only its identity is known.
    pub(super) fn name(&self, object: &Object<'p>) -> String {
        let attribute = adapter(&object.id.kind).map_or("name", |adapter| adapter.name);
        self.part(object, attribute, if attribute.ends_with("id") { "id" } else { "name" })
    }

    /// The text of an attribute; the symbol `LABEL of ADDRESS` if it is not known.
    pub(super) fn part(&self, object: &Object<'p>, attribute: &str, label: &str) -> String {
        let known = object.field(attribute).and_then(super::json::scalar);
        let known = known.filter(|text| !text.is_empty());
        known.map_or_else(|| symbol(&format!("{label} of {}", object.id.address)), Cow::into_owned)
    }

    /// The ARN of an instance: as AWS gave it, else as AWS will, with symbols for what is not known.
    pub(super) fn arn(&self, object: &Object<'p>) -> String {
        let known = adapter(&object.id.kind);
        let too = known.map(|adapter| adapter.arn_too).unwrap_or_default();
        for attribute in std::iter::once(&"arn").chain(too) {
            let text = object.field(attribute).and_then(super::json::scalar);
            if let Some(arn) = text.filter(|text| text.starts_with("arn:")) {
                return arn.into_owned();
            }
        }
        match known {
            Some(adapter) if !adapter.arn.is_empty() => self.expand(object, adapter.arn),
            _ => symbol(&format!("arn of {}", object.id.address)),
        }
    }

    /// The ARN of another resource that an attribute names, or a symbol for it.
    fn beside(&self, object: &Object<'p>, attribute: &str, target: super::Target) -> String {
        match self.own(object, attribute, target) {
            super::resolve::Read::Known(text) => text,
            _ => symbol(&format!("{attribute} of {}", object.id.address)),
        }
    }

    /// Fills the places of a template such as `arn:{partition}:iam::{account}:role{path}{name}`.
    fn expand(&self, object: &Object<'p>, template: &str) -> String {
        let provider = self.provider(object);
        let mut out = String::new();
        for piece in template.split('}') {
            let (text, place) = piece.split_once('{').unwrap_or((piece, ""));
            out.push_str(text);
            match place {
                "" => {}
                "partition" => out.push_str(&provider.partition),
                "region" => out.push_str(&provider.region),
                "account" => out.push_str(&provider.account),
                "name" => out.push_str(&self.name(object)),
                "path" => {
                    let path = object.field("path").and_then(super::json::scalar);
                    out.push_str(&path.unwrap_or(Cow::Borrowed("/")));
                }
                "host" => {
                    out.push_str(&without_scheme(&self.part(object, "url", "url")));
                }
                "cluster" => {
                    let cluster = self.beside(object, "cluster", super::CLUSTER);
                    out.push_str(cluster.rsplit('/').next().unwrap_or_default());
                }
                "bare_name" => out.push_str(self.name(object).trim_start_matches('/')),
                other => match super::carrier::place(other) {
                    Some((attribute, target)) => {
                        out.push_str(&self.beside(object, attribute, target))
                    }
                    None => out.push_str(&self.part(object, other, other)),
                },
            }
        }
        out
    }
}
