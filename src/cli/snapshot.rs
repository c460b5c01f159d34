//! `snapshot`: the canonical inventory, to be a baseline.

use super::args::Snapshot;
use super::{audit, output};
use crate::diag::Error;
use crate::model::Store;
use crate::source::snapshot;

/// Writes what the sources hold.
pub(super) fn run(arguments: &Snapshot) -> Result<u8, Error> {
    let mut store = Store::default();
    let given = arguments.given.inputs();
    let (inventory, _) = audit::side(&arguments.sources, "after", &given, &mut store)?;
    let text = snapshot::write(&inventory, &store);
    output::write_whole(&arguments.output.to_string_lossy(), text.as_bytes())?;
    Ok(0)
}
