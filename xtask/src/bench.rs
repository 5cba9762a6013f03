//! `cargo xtask bench`: the built wasm against plain JavaScript on the shared workload.

use std::process::Command;

use anyhow::Result;

use crate::{build, process, workspace};

/// Builds, then runs `benches/run.mjs` in Node, which prints a table. `--quick` does fewer rounds and
/// leaves out the largest size.
///
/// Fails with what failed; never because something was slow.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    build::run()?;
    let mut node = Command::new("node");
    // The largest size needs more memory than Node takes by itself.
    node.current_dir(workspace::root()).args(["--max-old-space-size=8000", "benches/run.mjs"]);
    process::run(node.args(arguments))
}
