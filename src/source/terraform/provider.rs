//! Which account, region and partition a provider works in, as far as the input tells.

use super::configuration::{Configuration, Expression, references};
use super::json::{fields, items, scalar};
use super::object::Object;
use crate::model::arn::{Arn, is_account};
use crate::model::value::symbol;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// Where the resources of one provider live. Texts may hold symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) struct Provider {
    pub(in crate::source) partition: String,
    pub(in crate::source) region: String,
    pub(in crate::source) account: String,
}

/// All AWS providers of an input.
#[derive(Debug)]
pub(super) struct Providers {
    list: Vec<Provider>,
    /// For resources of which the input does not tell the provider.
    other: Provider,
}

impl Providers {
    /// The provider with this index.
    pub(super) fn get(&self, index: Option<usize>) -> &Provider {
        index.and_then(|index| self.list.get(index)).unwrap_or(&self.other)
    }
}

/// What was found out about one provider so far.
#[derive(Debug, Default, Clone)]
struct Clues {
    key: String,
    account: Option<String>,
    /// The account of its organization's ARNs, which is that of the management: its own if no other
    /// ARN tells.
    management: Option<String>,
    region: Option<String>,
    partition: Option<String>,
}

/// Finds out where each provider works. First come its own data sources, then its block, then the
/// ARNs of what it manages.
#[derive(Debug, Default)]
pub(super) struct Survey {
    clues: Vec<Clues>,
    places: HashMap<String, usize>,
    /// Accounts seen in any ARN, for resources without a provider.
    accounts: Vec<String>,
}

impl Survey {
    /// Takes the AWS providers of a configuration.
    pub(super) fn new(configuration: Option<&Configuration<'_>>) -> Self {
        let mut survey = Self::default();
        let blocks = configuration.map(|all| all.provider_config.0.as_slice()).unwrap_or_default();
        for (key, block) in blocks {
            if block.name.as_ref().is_some_and(|name| name.0 == "aws") {
                let region = block.expressions.get("region").and_then(|raw| constant(raw));
                let account = block_account(block);
                let key = key.to_string();
                survey.add(Clues { key, region, account, ..Clues::default() });
            }
        }
        survey
    }

    /// The index of the provider `key`, new or known.
    pub(super) fn index(&mut self, key: &str) -> usize {
        if let Some(known) = self.places.get(key) {
            return *known;
        }
        self.add(Clues { key: key.to_owned(), ..Clues::default() })
    }

    /// Takes the account that the block of the provider `key` names.
    pub(super) fn tell(&mut self, key: &str, account: String) {
        let index = self.index(key);
        if let Some(clues) = self.clues.get_mut(index) {
            clues.account = Some(account);
        }
    }

    fn add(&mut self, clues: Clues) -> usize {
        let place = self.clues.len();
        self.places.insert(clues.key.clone(), place);
        self.clues.push(clues);
        place
    }

    /// Learns from the data sources that name the place, which every provider may have.
    pub(super) fn learn_data(&mut self, object: &Object<'_>) {
        let Some(clues) = object.provider.and_then(|index| self.clues.get_mut(index)) else {
            return;
        };
        let known = |attribute| object.field(attribute).and_then(scalar).map(Cow::into_owned);
        match object.id.kind.as_ref() {
            "aws_caller_identity" => clues.account = known("account_id"),
            "aws_partition" => clues.partition = known("partition"),
            "aws_region" if clues.region.is_none() => {
                clues.region = known("region").or_else(|| known("name")).or_else(|| known("id"));
            }
            _ => {}
        }
    }

    /// Learns from the ARN of a managed resource.
    pub(super) fn learn_arn(&mut self, object: &Object<'_>) {
        let clues = object.provider.and_then(|index| self.clues.get_mut(index));
        if clues.as_ref().is_some_and(|clues| clues.is_complete()) {
            return;
        }
        let Some(text) = object.field("arn").and_then(scalar) else { return };
        let Some(arn) = Arn::parse(&text) else { return };
        if arn.service == "organizations" {
            if let Some(clues) = clues {
                clues.management.get_or_insert_with(|| arn.account.to_owned());
            }
            return;
        }
        if is_account(arn.account) && !self.accounts.iter().any(|known| known == arn.account) {
            self.accounts.push(arn.account.to_owned());
        }
        let Some(clues) = clues else { return };
        let set = |slot: &mut Option<String>, text: &str| {
            if slot.is_none() && !text.is_empty() {
                *slot = Some(text.to_owned());
            }
        };
        if is_account(arn.account) {
            set(&mut clues.account, arn.account);
        }
        set(&mut clues.region, arn.region);
        set(&mut clues.partition, arn.partition);
    }

    /// What it all comes to: symbols for what is still not known.
    pub(super) fn finish(mut self) -> Providers {
        for clues in &mut self.clues {
            if clues.account.is_none() {
                clues.account = clues.management.clone().filter(|account| is_account(account));
            }
        }
        for account in self.clues.iter().filter_map(|clues| clues.account.as_ref()) {
            if !self.accounts.contains(account) {
                self.accounts.push(account.clone());
            }
        }
        let only = match self.accounts.as_slice() {
            [account] => Some(account.clone()),
            _ => None,
        };
        if let [clues] = self.clues.as_mut_slice()
            && clues.account.is_none()
        {
            clues.account.clone_from(&only);
        }
        let list: Vec<Provider> = self.clues.iter().map(Clues::settle).collect();
        let other = match list.as_slice() {
            [one] => one.clone(),
            _ => Clues { key: "(unknown)".into(), account: only, ..Clues::default() }.settle(),
        };
        Providers { list, other }
    }
}

impl Clues {
    fn is_complete(&self) -> bool {
        self.account.is_some() && self.region.is_some() && self.partition.is_some()
    }

    fn settle(&self) -> Provider {
        let region = self.region.clone();
        let region = region.unwrap_or_else(|| symbol(&format!("region of provider {}", self.key)));
        let partition = self.partition.clone().unwrap_or_else(|| partition(&region).to_owned());
        let account = self.account.clone();
        let account =
            account.unwrap_or_else(|| symbol(&format!("account of provider {}", self.key)));
        Provider { partition, region, account }
    }
}

/// Regions that lie outside the partition `aws`, by prefix.
const PARTITIONS: &[(&str, &str)] = &[("cn-", "aws-cn"), ("us-gov-", "aws-us-gov")];

/// The partition in which a region lies; `aws` if nothing is known of it.
pub(super) fn partition(region: &str) -> &'static str {
    let known = PARTITIONS.iter().find(|(prefix, _)| region.starts_with(prefix));
    known.map_or("aws", |(_, partition)| partition)
}

fn constant(raw: &RawValue) -> Option<String> {
    Expression::read(raw).constant_value.and_then(scalar).map(Cow::into_owned)
}

/// The account that a provider block itself names: of the role that it assumes, or the only one
/// that it may work in.
fn block_account(block: &super::configuration::ProviderBlock<'_>) -> Option<String> {
    let role = block.expressions.get("assume_role").and_then(|blocks| {
        let first = items(blocks).into_iter().next()?;
        let arn = constant(fields(first).get("role_arn")?)?;
        Some(Arn::parse(&arn)?.account.to_owned())
    });
    let allowed = || {
        let raw = block.expressions.get("allowed_account_ids")?;
        if !references(raw).is_empty() {
            return None;
        }
        match items(Expression::read(raw).constant_value?).as_slice() {
            [one] => scalar(one).map(Cow::into_owned),
            _ => None,
        }
    };
    role.or_else(allowed).filter(|account| is_account(account))
}
