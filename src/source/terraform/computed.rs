//! What AWS's provider computes, as far as the configuration alone tells: names and ARNs of what does
//! not exist yet, with symbols for the parts that are not known.

use super::provider::{self, Provider};
use super::rendered::rendered;
use super::{Adapter, adapter, settings};
use crate::catalog::managed;
use crate::model::value::{INNER_RANGE, symbol};
use crate::source::hcl::config::{Key, Mode};
use crate::source::hcl::expand::{
    Computed, Provided, ProviderReference, ResourceInstance, Unprovided,
};
use crate::source::hcl::types::Type;
use crate::source::hcl::value::{Fields, Value, without_scheme};

/// What somebody else knows of instances: a plan.
pub(in crate::source) trait Known: Sync {
    /// The attributes of an instance that are known.
    fn attributes(&self, address: &str) -> Fields;

    /// Where an instance lives.
    fn provider(&self, address: &str) -> Option<Provider>;
}

/// The outputs of the state that a `terraform_remote_state` reads, if it is at hand.
pub(in crate::source) type Outputs<'k> = &'k (dyn Fn(&ResourceInstance) -> Option<Value> + Sync);

/// Computes for the resources and data sources of AWS, and for states of others.
#[derive(Clone, Copy, Default)]
pub(in crate::source) struct Aws<'k> {
    /// What is known besides the configuration.
    pub(in crate::source) known: Option<&'k dyn Known>,
    /// What other states hold.
    pub(in crate::source) outputs: Option<Outputs<'k>>,
}

/// What AWS makes with a network; its main route table is the one that it is made with.
const OF_NETWORK: &[(&str, &str)] = &[
    ("default_network_acl_id", "default_network_acl_id"),
    ("default_route_table_id", "main_route_table_id"),
    ("default_security_group_id", "default_security_group_id"),
    ("main_route_table_id", "main_route_table_id"),
];

/// Types that always have an address of the internet.
const ADDRESSED: &[&str] = &["aws_eip", "aws_nat_gateway"];

impl Provided for Aws<'_> {
    fn computed(&self, resource: &ResourceInstance, settings: &Fields) -> Computed {
        let address = resource.address();
        let known = self.known.map(|known| known.attributes(&address)).unwrap_or_default();
        if &*resource.resource.kind == "terraform_remote_state" {
            let outputs = self.outputs.and_then(|outputs| outputs(resource));
            let attributes = outputs.map(|outputs| ("outputs".into(), outputs)).into_iter();
            return Computed { attributes: attributes.collect(), known, open: true, refused: None };
        }
        if !resource.resource.kind.starts_with("aws_") {
            return Computed { known, ..Unprovided.computed(resource, settings) };
        }
        let provider = self.known.and_then(|known| known.provider(&address));
        let told = Told { resource, address, provider, settings };
        let computed = match resource.resource.mode {
            Mode::Managed => told.managed(),
            Mode::Data => told.data(),
            Mode::Ephemeral => Computed { open: true, ..Computed::default() },
        };
        Computed { known, ..computed }
    }

    fn schema(&self, resource: &Key) -> Option<Type> {
        Unprovided.schema(resource)
    }
}

/// How reports and plans name a provider configuration: `aws`, `aws.east`, `module.net:aws`.
pub(in crate::source) fn provider_key(provider: &ProviderReference) -> String {
    let ProviderReference { module, name, alias } = provider;
    let around = if module.is_empty() { String::new() } else { format!("{module}:") };
    let alias = alias.as_ref().map(|alias| format!(".{alias}")).unwrap_or_default();
    format!("{around}{name}{alias}")
}

/// What one instance tells.
struct Told<'r> {
    resource: &'r ResourceInstance,
    address: String,
    /// Where it lives, if that is known.
    provider: Option<Provider>,
    /// What the block of its provider says.
    settings: &'r Fields,
}

impl Told<'_> {
    /// A text that is set, perhaps with symbols; none if it is empty, unknown or sensitive.
    fn set(&self, attribute: &str) -> Option<&str> {
        let value = self.resource.set.get(attribute).filter(|value| !value.marks.any())?;
        value.as_text().map(|text| &**text).filter(|text| !text.is_empty())
    }

    /// A text that is set, or the symbol for it.
    fn part(&self, attribute: &str, label: &str) -> String {
        self.set(attribute).map_or_else(|| self.symbol(label), str::to_owned)
    }

    fn symbol(&self, label: &str) -> String {
        symbol(&format!("{label} of {}", self.address))
    }

    fn account(&self) -> String {
        let symbol = || symbol(&format!("account of provider {}", self.provider_key()));
        let of_provider = self.provider.as_ref().map(|provider| provider.account.clone());
        of_provider.or_else(|| settings::account(self.settings)).unwrap_or_else(symbol)
    }

    fn region(&self) -> String {
        let symbol = || symbol(&format!("region of provider {}", self.provider_key()));
        let of_provider = || self.provider.as_ref().map(|provider| provider.region.clone());
        let set = self.set("region").map(str::to_owned).or_else(of_provider);
        set.or_else(|| settings::region(self.settings)).unwrap_or_else(symbol)
    }

    fn partition(&self) -> String {
        let of_provider = self.provider.as_ref().map(|provider| provider.partition.clone());
        of_provider.unwrap_or_else(|| provider::partition(&self.region()).to_owned())
    }

    fn provider_key(&self) -> String {
        provider_key(&self.resource.provider)
    }

    fn managed(&self) -> Computed {
        let mut out = Fields::new();
        let mut add = |name: &str, text: String| {
            // What is set to null is computed as well.
            if self.resource.set.get(name).is_none_or(Value::is_null) {
                out.insert(name.into(), Value::text(text));
            }
        };
        add("id", self.symbol("id"));
        add("arn", self.symbol("arn"));
        if ADDRESSED.contains(&&*self.resource.resource.kind) {
            add("public_ip", self.symbol("public_ip"));
        }
        if &*self.resource.resource.kind == "aws_vpc" {
            for (attribute, what) in OF_NETWORK {
                add(attribute, self.symbol(what));
            }
        }
        if let Some(adapter) = adapter(&self.resource.resource.kind) {
            let name = self.name(adapter);
            for attribute in [adapter.name].iter().chain(adapter.name_too) {
                add(attribute, name.clone());
            }
            if !adapter.arn.is_empty() {
                let arn = self.expand(adapter.arn, &name);
                for attribute in ["arn"].iter().chain(adapter.arn_too) {
                    add(attribute, arn.clone());
                }
            }
        }
        let kind = &self.resource.resource.kind;
        let tags = settings::tags(kind, self.resource.set.get("tags"), self.settings);
        out.extend(tags.map(|tags| ("tags_all".into(), tags)));
        Computed { attributes: out, open: true, ..Computed::default() }
    }

    /// The name that AWS will know it by: given, or what follows a prefix.
    fn name(&self, adapter: &Adapter) -> String {
        let label = if adapter.name.ends_with("id") { "id" } else { "name" };
        let prefix = || {
            let prefix = self.set(&format!("{}_prefix", adapter.name))?;
            Some(format!("{prefix}{}", self.symbol(label)))
        };
        let given = self.set(adapter.name).map(str::to_owned);
        given.or_else(prefix).unwrap_or_else(|| self.symbol(label))
    }

    /// Fills a template such as `arn:{partition}:iam::{account}:role{path}{name}`, as
    /// [`Side::arn`](super::side::Side::arn) does for what a plan holds.
    fn expand(&self, template: &str, name: &str) -> String {
        let mut out = String::new();
        for piece in template.split('}') {
            let (text, place) = piece.split_once('{').unwrap_or((piece, ""));
            out.push_str(text);
            match place {
                "" => {}
                "partition" => out.push_str(&self.partition()),
                "region" => out.push_str(&self.region()),
                "account" => out.push_str(&self.account()),
                "name" => out.push_str(name),
                "path" => out.push_str(self.set("path").unwrap_or("/")),
                "host" => {
                    out.push_str(&without_scheme(&self.part("url", "url")));
                }
                "cluster" => {
                    let cluster = self.part("cluster", "cluster");
                    out.push_str(cluster.rsplit('/').next().unwrap_or_default());
                }
                "bare_name" => out.push_str(name.trim_start_matches('/')),
                "bucket_arn" => {
                    let bucket = self.part("bucket", "bucket");
                    if !bucket.starts_with("arn:") {
                        out.push_str(&format!("arn:{}:s3:::", self.partition()));
                    }
                    out.push_str(&bucket);
                }
                "secret_arn" => out.push_str(&self.part("secret_id", "secret_id")),
                other => out.push_str(&self.part(other, other)),
            }
        }
        out
    }

    /// The ARN of an identity of which only the account is known.
    fn somebody(&self, label: &str) -> String {
        format!("arn:{}:iam::{}:{}", self.partition(), self.account(), self.symbol(label))
    }

    fn data(&self) -> Computed {
        let text = |text: String| Value::text(text);
        let known: Vec<(&str, Value)> = match &*self.resource.resource.kind {
            "aws_caller_identity" => vec![
                ("account_id", text(self.account())),
                ("arn", text(self.somebody("caller"))),
                ("id", text(self.account())),
                ("user_id", text(self.symbol("user_id"))),
            ],
            "aws_partition" => vec![
                ("dns_suffix", text("amazonaws.com".to_owned())),
                ("id", text(self.partition())),
                ("partition", text(self.partition())),
                ("reverse_dns_prefix", text("com.amazonaws".to_owned())),
            ],
            "aws_region" => vec![
                ("id", text(self.region())),
                ("name", text(self.region())),
                ("region", text(self.region())),
            ],
            // A list of AWS is known by its name, which says what is in it.
            "aws_ec2_managed_prefix_list" => match self.set("name") {
                Some(name) => vec![("id", text(name.to_owned()))],
                None => self.existing("aws_ec2_managed_prefix_list"),
            },
            "aws_iam_policy_document" => self.document(),
            "aws_iam_session_context" => vec![("issuer_arn", text(self.somebody("issuer")))],
            "aws_iam_policy" => self.policy(),
            "aws_service_principal" => self.service(),
            kind @ ("aws_subnet" | "aws_vpc") if self.set("cidr_block").is_none() => {
                let mut out = self.existing(kind);
                out.push(("cidr_block", text(self.symbol(INNER_RANGE))));
                out
            }
            kind => self.existing(kind),
        };
        let attributes = known.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Computed { attributes, open: true, ..Computed::default() }
    }

    fn document(&self) -> Vec<(&'static str, Value)> {
        match rendered(&self.resource.set) {
            Ok(json) => vec![
                ("id", Value::text(self.symbol("id"))),
                ("json", json.clone()),
                ("minified_json", json),
            ],
            Err(open) => {
                let unknown = || Value::unknown_not_null(Type::Text, open.clone());
                vec![("json", unknown()), ("minified_json", unknown())]
            }
        }
    }

    /// A managed policy that exists: of AWS with its document, or of the account.
    fn policy(&self) -> Vec<(&'static str, Value)> {
        let by_name = || {
            let arn = managed::named(self.set("name")?)?;
            Some(arn.replacen("arn:aws:", &format!("arn:{}:", self.partition()), 1))
        };
        let arn = self.set("arn").map(str::to_owned).or_else(by_name);
        let found = arn.as_deref().and_then(|arn| Some((arn, managed::document(arn)?)));
        let Some((arn, found)) = found else { return self.existing("aws_iam_policy") };
        let name = arn.rsplit('/').next().unwrap_or_default();
        let known = [("arn", arn), ("id", arn), ("name", name), ("policy", found.document)];
        known.into_iter().map(|(attribute, text)| (attribute, Value::text(text))).collect()
    }

    /// A service as a principal. In China most services have names of their own.
    fn service(&self) -> Vec<(&'static str, Value)> {
        let name = self.set("service_name").filter(|_| self.partition() != "aws-cn");
        let known = name.map(|name| Value::text(format!("{name}.amazonaws.com")));
        known.map(|known| ("name", known)).into_iter().collect()
    }

    /// What a data source finds that names a resource as the resource itself would.
    fn existing(&self, kind: &str) -> Vec<(&'static str, Value)> {
        let Some(adapter) = adapter(kind) else {
            return vec![
                ("arn", Value::text(self.symbol("arn"))),
                ("id", Value::text(self.symbol("id"))),
            ];
        };
        let named = self.set(adapter.name).is_some();
        let name = self.name(adapter);
        let arn = match self.set("arn") {
            Some(arn) => arn.to_owned(),
            None if named && !adapter.arn.is_empty() => self.expand(adapter.arn, &name),
            None => self.symbol("arn"),
        };
        let mut out =
            vec![("arn", Value::text(arn.clone())), ("id", Value::text(self.symbol("id")))];
        out.extend(adapter.name_too.iter().map(|one| (*one, Value::text(name.clone()))));
        out.extend(adapter.arn_too.iter().map(|one| (*one, Value::text(arn.clone()))));
        out
    }
}
