//! `explain`: why, and why not.

use super::args::{Explain, ExplainFormat};
use super::{audit, output};
use crate::diag::{Code, Error};
use crate::model::Store;
use crate::report::explain;

/// Prints the path from one principal to another, or what blocks it.
pub(super) fn run(explain: &Explain) -> Result<u8, Error> {
    let mut store = Store::default();
    let (inventory, _) =
        audit::side(&explain.sources, "after", &explain.given.inputs(), &mut store)?;
    let answers = crate::explain(inventory, &explain.from, explain.to.as_deref(), true, &mut store);
    if answers.is_empty() && explain.to.is_some() {
        let names = format!("--from {} --to {}", explain.from, explain.to.as_deref().unwrap_or(""));
        let why = "one of them names no principal of the input";
        return Err(Error::new(Code::PrincipalUnknown, names, why));
    }
    let mut bytes = Vec::new();
    let rendered = match explain.format {
        ExplainFormat::Json => explain::json(&explain.from, &answers, &mut bytes),
        ExplainFormat::Table => {
            let style = output::style(&explain.terminal, false);
            explain::table(&explain.from, &answers, style, &mut bytes)
        }
    };
    let failed = |error: std::io::Error| {
        Error::new(Code::OutputUnwritable, "standard output", error.to_string())
    };
    rendered.and_then(|()| output::to_stdout(&bytes)).map_err(failed)?;
    Ok(0)
}
