//! `graph`: the privilege graph for other programs.

use super::args::Graph;
use super::{audit, output};
use crate::diag::{Code, Error};
use crate::report::graph;

/// Writes the graph of what the sources hold.
pub(super) fn run(graph: &Graph) -> Result<u8, Error> {
    let given = graph.given.inputs();
    let (mut store, (inventory, _)) =
        audit::both_sides(&mut |store| audit::side(&graph.sources, "after", &given, store))?;
    let map = crate::graph(inventory, &mut store);
    let mut bytes = Vec::new();
    let failed = |error: std::io::Error| {
        Error::new(Code::OutputUnwritable, "standard output", error.to_string())
    };
    graph::render(&map, graph.format.into(), &mut bytes).map_err(failed)?;
    match &graph.output {
        Some(file) => output::write_whole(file, &bytes)?,
        None => output::to_stdout(&bytes).map_err(failed)?,
    }
    Ok(0)
}
