//! What AWS's provider computes, as far as the configuration alone tells: names and ARNs of what does
//! not exist yet, with symbols for the parts that are not known.

use super::rendered::rendered;
use super::{Adapter, adapter};
use crate::model::value::symbol;
use crate::source::hcl::config::{Key, Mode};
use crate::source::hcl::expand::{
    Computed, Provided, ProviderReference, ResourceInstance, Unprovided,
};
use crate::source::hcl::types::Type;
use crate::source::hcl::value::{Fields, Value};

/// Computes for the resources and data sources of AWS.
#[derive(Debug, Clone, Copy)]
pub(in crate::source) struct Aws;

impl Provided for Aws {
    fn computed(&self, resource: &ResourceInstance) -> Computed {
        if !resource.resource.kind.starts_with("aws_") {
            return Unprovided.computed(resource);
        }
        let told = Told { resource, address: resource.address() };
        match resource.resource.mode {
            Mode::Managed => told.managed(),
            Mode::Data => told.data(),
            Mode::Ephemeral => Computed { open: true, ..Computed::default() },
        }
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
        symbol(&format!("account of provider {}", provider_key(&self.resource.provider)))
    }

    fn region(&self) -> String {
        let own =
            || symbol(&format!("region of provider {}", provider_key(&self.resource.provider)));
        self.set("region").map_or_else(own, str::to_owned)
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
        Computed { attributes: out, open: true, refused: None }
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
                "partition" => out.push_str("aws"),
                "region" => out.push_str(&self.region()),
                "account" => out.push_str(&self.account()),
                "name" => out.push_str(name),
                "path" => out.push_str(self.set("path").unwrap_or("/")),
                "host" => {
                    let url = self.part("url", "url");
                    out.push_str(url.strip_prefix("https://").unwrap_or(&url));
                }
                "cluster" => {
                    let cluster = self.part("cluster", "cluster");
                    out.push_str(cluster.rsplit('/').next().unwrap_or_default());
                }
                other => out.push_str(&self.part(other, other)),
            }
        }
        out
    }

    fn data(&self) -> Computed {
        let text = |text: String| Value::text(text);
        let known: Vec<(&str, Value)> = match &*self.resource.resource.kind {
            "aws_caller_identity" => vec![
                ("account_id", text(self.account())),
                ("arn", text(self.symbol("arn"))),
                ("id", text(self.account())),
                ("user_id", text(self.symbol("user_id"))),
            ],
            "aws_partition" => vec![
                ("dns_suffix", text("amazonaws.com".to_owned())),
                ("id", text("aws".to_owned())),
                ("partition", text("aws".to_owned())),
                ("reverse_dns_prefix", text("com.amazonaws".to_owned())),
            ],
            "aws_region" => vec![
                ("id", text(self.region())),
                ("name", text(self.region())),
                ("region", text(self.region())),
            ],
            "aws_iam_policy_document" => self.document(),
            kind => self.existing(kind),
        };
        let attributes = known.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Computed { attributes, open: true, refused: None }
    }

    fn document(&self) -> Vec<(&'static str, Value)> {
        match rendered(&self.resource.set) {
            Ok(text) => vec![
                ("id", Value::text(self.symbol("id"))),
                ("json", Value::text(text.clone())),
                ("minified_json", Value::text(text)),
            ],
            Err(open) => {
                let unknown = || Value::unknown_not_null(Type::Text, open.clone());
                vec![("json", unknown()), ("minified_json", unknown())]
            }
        }
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
        // A path is not told by the name, and a policy of AWS has no account.
        let placed = named && !matches!(kind, "aws_iam_policy");
        let name = self.name(adapter);
        let arn = match self.set("arn") {
            Some(arn) => arn.to_owned(),
            None if placed && !adapter.arn.is_empty() => self.expand(adapter.arn, &name),
            None => self.symbol("arn"),
        };
        let mut out =
            vec![("arn", Value::text(arn.clone())), ("id", Value::text(self.symbol("id")))];
        out.extend(adapter.name_too.iter().map(|one| (*one, Value::text(name.clone()))));
        out.extend(adapter.arn_too.iter().map(|one| (*one, Value::text(arn.clone()))));
        out
    }
}
