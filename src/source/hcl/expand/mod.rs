//! A configuration as it will be: every instance of every resource, its values worked out.
//!
//! Everything is evaluated when it is first asked for and then kept, so that the cost grows with
//! what there is, and what rests on itself is found out.

mod address;
mod block;
mod call;
mod check;
mod input;
mod instance;
mod memo;
mod names;
mod output;
mod provided;
mod provider;
mod render;
mod repeat;
mod resource;

use super::config::{Key, Mode};
use super::error::Error;
use super::eval::Budget;
use super::files::Files;
use super::value::{Fields, Value};
use crate::diag::limits::{CONFIGURATION_ERRORS_MAX, EVALUATION_STACK_BYTES};
use crate::diag::{Sources, Span};
use instance::Instance;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

pub use address::InstanceKey;
pub use provided::{Computed, Provided, Unprovided};

/// What to evaluate a configuration with.
pub struct Options<'a> {
    /// The directory of the root module, below the root of the files: modules beside it may be called.
    pub directory: String,
    /// Values for variables of the root, which go before those of files.
    pub variables: BTreeMap<Arc<str>, Value>,
    /// The same as texts, as a command line gives them: an expression where the type of the variable
    /// is no primitive one.
    pub texts: BTreeMap<Arc<str>, String>,
    /// Files of values below the root of the files, in the order in which they were given.
    pub value_files: Vec<String>,
    /// `terraform.workspace`
    pub workspace: Arc<str>,
    /// What providers would compute.
    pub provided: &'a dyn Provided,
    /// Whether to look for what is wrong whatever values there will be, as `terraform validate` does.
    /// It costs as much again, and whoever has planned has done it.
    pub validate: bool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            directory: ".".to_owned(),
            variables: BTreeMap::new(),
            texts: BTreeMap::new(),
            value_files: Vec::new(),
            workspace: "default".into(),
            provided: &Unprovided,
            validate: true,
        }
    }
}

/// A configuration, expanded and evaluated as far as that goes.
#[derive(Debug, Default)]
pub struct Configuration {
    /// Every instance of every resource, by address.
    pub resources: BTreeMap<String, ResourceInstance>,
    /// The outputs of the root.
    pub outputs: BTreeMap<Arc<str>, OutputValue>,
    /// The values of the root's variables.
    pub variables: BTreeMap<Arc<str>, Value>,
    /// Calls of modules that are not at hand.
    pub opaque: Vec<OpaqueCall>,
    /// What was moved: from and to, both within the module whose address comes first.
    pub moved: Vec<Moved>,
    /// Addresses of what is removed from the configuration and not destroyed.
    pub forgotten: Vec<String>,
    /// Whether the root declares resources or calls modules at all, be it for no instance.
    pub declares: bool,
    /// What Terraform would refuse.
    pub errors: Vec<Error>,
    /// The files that were read.
    pub sources: Sources,
}

/// One instance of a resource.
#[derive(Debug, Clone)]
pub struct ResourceInstance {
    /// The address of the module instance; empty for the root.
    pub module: Arc<str>,
    /// Mode, type and name.
    pub resource: Key,
    /// Which of the instances it is.
    pub key: InstanceKey,
    /// The provider configuration: its name and alias, with the address of the module that holds it.
    pub provider: ProviderReference,
    /// What the block of that provider says.
    pub settings: Arc<Fields>,
    /// What is set, with nested blocks as lists of objects.
    pub set: Fields,
    /// All of it: what is set and what a provider computes.
    pub value: Value,
    /// Where each attribute and block stands, by path: `statement[0].actions`.
    pub spans: Vec<(String, Span)>,
    /// Where the resource stands.
    pub span: Span,
}

impl ResourceInstance {
    /// The whole address.
    #[must_use]
    pub fn address(&self) -> String {
        let dot = if self.module.is_empty() { "" } else { "." };
        format!("{}{dot}{}{}", self.module, self.resource, self.key)
    }

    /// Whether Terraform manages it, rather than reads it.
    #[must_use]
    pub fn is_managed(&self) -> bool {
        self.resource.mode == Mode::Managed
    }
}

/// A provider configuration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProviderReference {
    /// The address of the module that configures it; empty for the root.
    pub module: Arc<str>,
    /// Its name there.
    pub name: Arc<str>,
    /// Its alias.
    pub alias: Option<Arc<str>>,
}

/// An output of the root.
#[derive(Debug, Clone)]
pub struct OutputValue {
    /// Its value.
    pub value: Value,
    /// Whether it may not be shown.
    pub sensitive: bool,
    /// Where it stands.
    pub span: Span,
}

/// A call of a module that is not at hand.
#[derive(Debug, Clone)]
pub struct OpaqueCall {
    /// Its address.
    pub address: String,
    /// Where the module would come from.
    pub source: Arc<str>,
    /// Which versions of it; empty where the call does not say.
    pub version: Arc<str>,
    /// What it receives.
    pub arguments: Fields,
    /// Where the call stands.
    pub span: Span,
}

/// A `moved` block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The address of the module that it stands in; empty for the root.
    pub module: Arc<str>,
    /// The old address, as written.
    pub from: String,
    /// The new address, as written.
    pub to: String,
}

/// Evaluates the configuration in the root of `files`. What Terraform would refuse is listed, and
/// what does not rest on it is evaluated nevertheless.
///
/// # Errors
/// When there is no configuration at all.
pub fn evaluate(files: &dyn Files, options: &Options<'_>) -> Result<Configuration, Error> {
    with_stack(|| {
        let mut found = Configuration::default();
        if options.validate {
            let validation = Run::new(files, options, Sources::default(), true)?;
            validation.everything();
            found = validation.finish();
        }
        let run = Run::new(files, options, found.sources, false)?;
        run.everything();
        run.report(found.errors);
        Ok(run.finish())
    })
}

/// Evaluates expressions in the root module, one after the other.
pub(super) fn expressions(
    files: &dyn Files,
    options: &Options<'_>,
    texts: &mut (dyn Iterator<Item = String> + Send),
    tell: &mut (dyn FnMut(Result<Value, Vec<Error>>) -> bool + Send),
) -> Result<(), Error> {
    with_stack(|| {
        let validation = Run::new(files, options, Sources::default(), true)?;
        let run = Run::new(files, options, Sources::default(), false)?;
        for text in texts {
            if !tell(validation.text(&text).and_then(|_| run.text(&text))) {
                break;
            }
        }
        Ok(())
    })
}

/// Does deep work on a stack that is large enough for the deepest that the limits allow.
fn with_stack<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(EVALUATION_STACK_BYTES);
        let running = thread
            .spawn_scoped(scope, work)
            .map_err(|error| Error::new(format!("no thread to evaluate in: {error}")))?;
        running.join().unwrap_or_else(|_| Err(Error::new("the evaluation broke down")))
    })
}

/// One evaluation.
struct Run<'a> {
    files: &'a dyn Files,
    options: &'a Options<'a>,
    root: Rc<Instance>,
    modules: RefCell<BTreeMap<String, Option<Rc<super::config::Module>>>>,
    /// Directories of modules from afar, by the path of calls.
    manifest: BTreeMap<String, String>,
    inputs: BTreeMap<Arc<str>, Value>,
    budget: Budget,
    /// Whether variables and resources are taken for unknown, to find what is wrong whatever they
    /// will be, as `terraform validate` does.
    validating: bool,
    found: RefCell<Configuration>,
}

impl Run<'_> {
    /// Notes what is wrong, once.
    fn report(&self, errors: Vec<Error>) {
        let mut found = self.found.borrow_mut();
        for error in errors {
            if found.errors.len() < CONFIGURATION_ERRORS_MAX && !found.errors.contains(&error) {
                found.errors.push(error);
            }
        }
    }

    fn finish(self) -> Configuration {
        self.found.into_inner()
    }
}
