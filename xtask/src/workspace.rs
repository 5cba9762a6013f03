//! Where things are: the repository, the folder of the page and the folder of build products.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// The repository's root: the folder above this crate.
pub(crate) fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// The folder of the page (`www`).
pub(crate) fn page() -> PathBuf {
    root().join("www")
}

/// The cargo that runs this program, so that both use the same toolchain.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// What `cargo metadata` says, with or without the dependencies.
///
/// Fails when cargo cannot resolve the workspace.
pub(crate) fn metadata(dependencies: bool) -> Result<serde_json::Value> {
    let mut command = Command::new(cargo());
    command.current_dir(root()).args(["metadata", "--format-version=1"]);
    if !dependencies {
        command.arg("--no-deps");
    }
    let output = command.output().context("cargo could not be started")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The folder of build products, wherever the user's configuration puts it.
///
/// Fails when cargo cannot read the workspace.
pub(crate) fn target_directory() -> Result<PathBuf> {
    let metadata = metadata(false)?;
    let directory = metadata["target_directory"].as_str();
    Ok(PathBuf::from(directory.context("cargo metadata names no target directory")?))
}
