//! A request and the policies that bind it.

use super::Documents;
use crate::iam::action::Asked;
use crate::iam::condition::{Context, Fact, Plain};
use crate::iam::decide::{Decision, Reasons, Request, decide, explain};
use crate::iam::partial;
use crate::iam::policies::{Policies, PolicyType, Settings};
use crate::iam::principal::Caller;
use crate::model::policy::StatementId;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// A line as it is written.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(borrow)]
    request: Asks<'l>,
    #[serde(borrow, default)]
    policies: Layers<'l>,
    #[serde(default)]
    settings: Settled,
    #[serde(default)]
    context_knowledge: Value,
}

#[derive(Deserialize)]
struct Asks<'l> {
    #[serde(default)]
    principal: Option<String>,
    action: String,
    #[serde(default)]
    resource: Option<String>,
    /// Several, where one call needs them all.
    #[serde(default)]
    resources: Vec<String>,
    #[serde(default)]
    resource_account: Option<String>,
    #[serde(borrow, default)]
    context: Option<&'l RawValue>,
    #[serde(default)]
    wildcard_only_action: Option<bool>,
    #[serde(default)]
    context_knowledge: Value,
}

#[derive(Deserialize, Default)]
struct Layers<'l> {
    #[serde(borrow, default)]
    identity: Option<&'l RawValue>,
    #[serde(borrow, default)]
    resource: Option<&'l RawValue>,
    #[serde(borrow, default)]
    boundary: Option<&'l RawValue>,
    #[serde(borrow, default)]
    session: Option<&'l RawValue>,
    #[serde(borrow, default)]
    scp: Option<Vec<Level<'l>>>,
    #[serde(borrow, default)]
    rcp: Option<Vec<Level<'l>>>,
    #[serde(borrow, default)]
    vpce: Option<&'l RawValue>,
}

#[derive(Deserialize)]
struct Level<'l> {
    #[serde(borrow)]
    policies: &'l RawValue,
}

#[derive(Deserialize, Default)]
struct Settled {
    #[serde(default)]
    s3_block_public_access: bool,
    #[serde(default)]
    principal_in_management_account: bool,
}

/// A case that can be decided.
#[derive(Debug)]
pub struct Case {
    /// The id of the line, if it has one.
    pub id: Option<Value>,
    principal: Option<String>,
    asked: Asked,
    resources: Vec<String>,
    owner: Option<String>,
    context: Known,
    policies: Policies,
}

impl Case {
    /// Reads a line: the case and its policies. In a `decision` a context key that is not given is
    /// absent, in a `partial` one it is unknown.
    ///
    /// # Errors
    /// A sentence that names the element.
    pub fn read(line: &str, documents: &mut Documents) -> Result<Self, String> {
        let line: Line<'_> = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let asks = &line.request;
        let mut asked = Asked::new(&asks.action);
        if let Some(only) = asks.wildcard_only_action {
            asked.wildcard_only = only;
        }
        let mut resources = asks.resources.clone();
        resources.extend(asks.resource.clone());
        if resources.is_empty() {
            resources.push("*".to_owned());
        }
        let partial = line.kind.as_deref() == Some("partial");
        let mut context = Known { given: Plain::default(), others: partial, knowledge: vec![] };
        if let Some(raw) = asks.context {
            context.given = super::context(raw)?;
        }
        for knowledge in [&line.context_knowledge, &asks.context_knowledge] {
            context.learn_all(knowledge)?;
        }
        let settings = Settings {
            block_public_access: line.settings.s3_block_public_access,
            management_account: line.settings.principal_in_management_account,
        };
        let policies = layers(&line.policies, settings, documents)?;
        documents.compile();
        Ok(Self {
            id: line.id.clone(),
            principal: asks.principal.clone(),
            asked,
            resources,
            owner: asks.resource_account.clone(),
            context,
            policies,
        })
    }

    /// What comes of it. A call on several resources needs them all: the first that is not allowed
    /// decides.
    pub fn explain(&self, documents: &Documents) -> Reasons {
        let engine = &documents.engine;
        let mut worst: Option<Reasons> = None;
        for resource in &self.resources {
            let request = self.request(resource, &self.context);
            let mut reasons = explain(&self.policies, &request, engine, &documents.store);
            if reasons.decision == Decision::Conditional {
                let keys = self.context.open_keys(&self.policies, engine);
                let ask = |context: &dyn Context| {
                    decide(&self.policies, &self.request(resource, context), engine)
                };
                if let Some(settled) = partial::settle(&keys, &self.context, &ask) {
                    reasons.decision = settled;
                    reasons.depends_on.clear();
                }
            }
            if worst.as_ref().is_none_or(|known| known.decision == Decision::Allowed) {
                worst = Some(reasons);
            }
        }
        worst.unwrap_or(Reasons {
            decision: Decision::ImplicitlyDenied,
            by: vec![],
            missing: vec![],
            depends_on: vec![],
        })
    }

    /// The same in a word, without reasons: the first resource alone, and three-valued logic alone.
    pub fn decide(&self, documents: &Documents) -> Decision {
        let Some(resource) = self.resources.first() else { return Decision::ImplicitlyDenied };
        decide(&self.policies, &self.request(resource, &self.context), &documents.engine)
    }

    fn request<'c>(&'c self, resource: &'c str, context: &'c dyn Context) -> Request<'c> {
        Request {
            caller: Caller::read(self.principal.as_deref()),
            action: &self.asked,
            resource,
            owner: self.owner.as_deref(),
            context,
        }
    }
}

/// What is known of the context.
#[derive(Debug)]
struct Known {
    given: Plain,
    /// Whether keys that are not given are unknown; otherwise they are absent.
    others: bool,
    knowledge: Vec<(Box<str>, Knowledge)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Knowledge {
    Absent,
    Present,
    Unknown,
}

impl Known {
    /// Knowledge by key, or as a list of `{keyName, presenceIsKnown, valueIsKnown}`.
    fn learn_all(&mut self, said: &Value) -> Result<(), String> {
        match said {
            Value::Null => {}
            Value::Object(keys) => {
                for (key, said) in keys {
                    self.learn(key, said)?;
                }
            }
            Value::Array(list) => {
                for one in list {
                    let key = one.get("keyName").and_then(Value::as_str);
                    self.learn(key.ok_or("context_knowledge: an entry has no keyName")?, one)?;
                }
            }
            _ => return Err("context_knowledge is neither an object nor a list".to_owned()),
        }
        Ok(())
    }

    fn learn(&mut self, key: &str, said: &Value) -> Result<(), String> {
        let key = key.to_ascii_lowercase();
        let given = self.given.fact(&key) != Fact::Absent;
        let knowledge = match said {
            Value::Null => Some(Knowledge::Absent),
            Value::Bool(present) => {
                Some(if *present { Knowledge::Present } else { Knowledge::Absent })
            }
            Value::Object(said) => {
                let known = |what| said.get(what).and_then(Value::as_bool);
                match (known("presenceIsKnown"), known("valueIsKnown")) {
                    (Some(false), _) => Some(Knowledge::Unknown),
                    (_, Some(false)) => Some(Knowledge::Present),
                    _ if given => None,
                    _ => Some(Knowledge::Absent),
                }
            }
            Value::String(word) => match word.as_str() {
                "absent" | "missing" => Some(Knowledge::Absent),
                "present" => Some(Knowledge::Present),
                "unknown" => Some(Knowledge::Unknown),
                "known" => None,
                other => return Err(format!("context_knowledge of `{key}`: what is `{other}`?")),
            },
            _ => return Err(format!("context_knowledge of `{key}` says nothing")),
        };
        self.knowledge.extend(knowledge.map(|knowledge| (key.into(), knowledge)));
        Ok(())
    }

    /// The keys that the policies look at and that are not known.
    fn open_keys(&self, policies: &Policies, engine: &crate::iam::Engine) -> Vec<partial::Open> {
        let mut out = partial::looked_at(policies, engine);
        out.retain(|open| matches!(self.fact(&open.key), Fact::Unknown(_) | Fact::Present(_)));
        for open in &mut out {
            open.present = matches!(self.fact(&open.key), Fact::Present(_));
        }
        out
    }
}

impl Context for Known {
    fn fact(&self, key: &str) -> Fact<'_> {
        let said = self.knowledge.iter().find(|(known, _)| **known == *key);
        match said {
            Some((_, Knowledge::Absent)) => Fact::Absent,
            Some((_, Knowledge::Present)) => Fact::Present("its value is not given"),
            Some((_, Knowledge::Unknown)) => Fact::Unknown("it is not given"),
            None => match self.given.fact(key) {
                Fact::Absent if self.others => Fact::Unknown("it is not given"),
                fact => fact,
            },
        }
    }
}

fn layers(
    layers: &Layers<'_>,
    settings: Settings,
    documents: &mut Documents,
) -> Result<Policies, String> {
    let mut one = |raw: Option<&RawValue>, of: PolicyType, level| match raw {
        Some(raw) if raw.get() != "null" => documents.add(raw, (of, level)).map(Some),
        _ => Ok(None),
    };
    let identity = one(layers.identity, PolicyType::Identity, 0)?.unwrap_or_default();
    let boundary = one(layers.boundary, PolicyType::Boundary, 0)?;
    let session = one(layers.session, PolicyType::Session, 0)?;
    let resource = one(layers.resource, PolicyType::Resource, 0)?;
    let endpoint = one(layers.vpce, PolicyType::Endpoint, 0)?;
    let mut levels =
        |levels: &Option<Vec<Level<'_>>>, of| -> Result<Vec<Vec<StatementId>>, String> {
            let levels = levels.as_deref().unwrap_or_default().iter().enumerate();
            levels
                .map(|(at, level)| Ok(one(Some(level.policies), of, at)?.unwrap_or_default()))
                .collect()
        };
    let scps = levels(&layers.scp, PolicyType::Scp)?;
    let rcps = levels(&layers.rcp, PolicyType::Rcp)?;
    // An empty list of policies is no boundary, no session policy and no endpoint.
    let some = |list: Option<Vec<StatementId>>, raw: Option<&RawValue>| {
        list.filter(|_| raw.is_some_and(|raw| raw.get().trim() != "[]"))
    };
    Ok(Policies {
        identity,
        boundary: some(boundary, layers.boundary),
        session: some(session, layers.session),
        resource,
        scps,
        rcps,
        endpoint: some(endpoint, layers.vpce),
        settings,
    })
}
