//! `cargo xtask serve`: builds the page and serves it on this computer alone.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{build, process, workspace};

/// Builds and serves until interrupted. `--port N` asks for one port; without it the server takes
/// 8417 or the next free one.
///
/// Fails when the build fails or the port is taken.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let port: Option<u16> = match arguments {
        [] => None,
        [option, port] if option == "--port" => Some(port.parse()?),
        _ => bail!("usage: cargo xtask serve [--port N]"),
    };
    build::run()?;
    let mut node = Command::new("node");
    node.current_dir(workspace::root()).arg("www/serve.mjs");
    if let Some(port) = port {
        node.arg("--port").arg(port.to_string());
    }
    process::run(&mut node)
}
