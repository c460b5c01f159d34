//! What the user gives to the configurations of a run, as the sources take it.

use super::args::Given;
use crate::source::Inputs;

/// What environment variables with values of variables begin with.
const PREFIX: &str = "TF_VAR_";

impl Given {
    /// The values and states. `--var` counts more than the environment.
    pub(super) fn inputs(&self) -> Inputs {
        let mut variables = std::collections::BTreeMap::new();
        if self.var_env {
            variables.extend(std::env::vars_os().filter_map(|(name, value)| {
                let name = name.to_str()?.strip_prefix(PREFIX)?.to_owned();
                Some((name, value.to_str()?.to_owned()))
            }));
        }
        variables.extend(self.var.iter().cloned());
        let states = self.remote_state.iter().cloned().collect();
        let schemas = self.schema.clone();
        Inputs { variables, files: self.var_file.clone(), states, schemas }
    }
}

/// `NAME=VALUE`
pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}
