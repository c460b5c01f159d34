//! A line of a suite: a request and all the policies that have a say.

use serde_json::Value;

use super::context::Context;
use super::document::{items, texts};
use super::principal::Caller;
use super::service::without_resource;

/// A request and the policies around it, as a `decision` or `partial` line has them.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) caller: Caller,
    pub(crate) action: String,
    /// More than one where an action needs several.
    pub(crate) resources: Vec<String>,
    pub(crate) resource_account: Option<String>,
    pub(crate) context: Context,
    /// What is said of keys beyond their values (`partial` lines).
    pub(crate) knowledge: Value,
    pub(crate) identity: Vec<Value>,
    pub(crate) boundary: Vec<Value>,
    pub(crate) session: Vec<Value>,
    pub(crate) resource: Vec<Value>,
    pub(crate) endpoint: Vec<Value>,
    /// The policies of each level, the root first.
    pub(crate) scp: Vec<Vec<Value>>,
    pub(crate) rcp: Vec<Vec<Value>>,
    pub(crate) block_public_access: bool,
    pub(crate) in_management_account: bool,
}

impl Case {
    /// Reads a line; the error says what is missing.
    pub(crate) fn read(line: &Value) -> Result<Self, String> {
        let (request, policies) = (&line["request"], &line["policies"]);
        let settings = &line["settings"];
        let list = |name: &str| items(&policies[name]).into_iter().cloned().collect();
        let levels = |name: &str| {
            let documents =
                |level: &Value| items(&level["policies"]).into_iter().cloned().collect();
            items(&policies[name]).into_iter().map(documents).collect()
        };
        let text = |name: &str| request[name].as_str().map(str::to_owned);
        let action = text("action").ok_or("a request without action")?;
        let bare = request["wildcard_only_action"].as_bool();
        // Unless an action is known to have resources, `*` is taken as the request of one without.
        let resources = match bare.unwrap_or_else(|| without_resource(&action)) {
            true => vec!["*".to_owned()],
            false => texts(&request["resource"]),
        };
        Ok(Self {
            caller: Caller::read(&request["principal"]).ok_or("a principal of unknown form")?,
            action,
            resources,
            resource_account: text("resource_account"),
            context: Context::read(&request["context"]),
            knowledge: [&line["context_knowledge"], &request["context_knowledge"]]
                .into_iter()
                .find(|knowledge| !knowledge.is_null())
                .cloned()
                .unwrap_or_default(),
            identity: list("identity"),
            boundary: list("boundary"),
            session: list("session"),
            resource: list("resource"),
            endpoint: list("vpce"),
            scp: levels("scp"),
            rcp: levels("rcp"),
            block_public_access: settings["s3_block_public_access"] == true,
            in_management_account: settings["principal_in_management_account"] == true,
        })
    }

    /// All policy documents of the case.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &Value> {
        let flat = [&self.identity, &self.boundary, &self.session, &self.resource, &self.endpoint];
        flat.into_iter().chain(&self.scp).chain(&self.rcp).flatten()
    }
}
