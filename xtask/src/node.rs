//! Node and the npm packages of the page.

use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail, ensure};

use crate::{process, workspace};

/// What a person does who has no Node, or an old one.
const INSTALL: &str = "Node ^20.19 or >=22.12 is needed to build the page. Install the current LTS \
    version from https://nodejs.org or with your package manager (for example `nvm install 22`, \
    `brew install node`, `winget install OpenJS.NodeJS.LTS`), then run this command again";

/// Checks that Node is there and new enough, and installs the page's packages when they are
/// missing or older than the lock file.
///
/// Fails with what to install when Node does not do, and when npm fails.
pub(crate) fn prepare() -> Result<()> {
    let Some(version) = process::answer(Command::new("node").arg("--version")) else {
        bail!("no Node was found. {INSTALL}");
    };
    ensure!(is_supported(&version), "Node {version} was found. {INSTALL}");
    println!("   Node {version}");

    let lock = workspace::page().join("package-lock.json");
    let locked = lock.metadata().and_then(|file| file.modified());
    let locked = locked.with_context(|| lock.display().to_string())?;
    if installed().is_none_or(|installed| installed < locked) {
        let mut npm = process::script("npm");
        npm.current_dir(workspace::page());
        // Nothing that a package brings is run on the builder's machine.
        process::run(npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

/// Runs a script of `www/package.json`, with additional environment variables.
///
/// Fails when the script fails.
pub(crate) fn run_script(script: &str, variables: &[(&str, &std::ffi::OsStr)]) -> Result<()> {
    let mut npm = process::script("npm");
    npm.current_dir(workspace::page()).envs(variables.iter().copied());
    process::run(npm.args(["run", "--silent", script]))
}

/// When npm last finished installing; npm writes this file last.
fn installed() -> Option<SystemTime> {
    workspace::page().join("node_modules/.package-lock.json").metadata().ok()?.modified().ok()
}

/// Whether a version as Node prints it (`v22.12.0`) is `^20.19` or `>=22.12`.
fn is_supported(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(20)), Some(Ok(minor))) => minor >= 19,
        (Some(Ok(22)), Some(Ok(minor))) => minor >= 12,
        (Some(Ok(major)), _) => major > 22,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_supported;

    #[test]
    fn versions_of_node() {
        let cases = [
            ("v18.20.4", false),
            ("v20.18.3", false),
            ("v20.19.0", true),
            ("v21.7.3", false),
            ("v22.11.0", false),
            ("v22.12.0", true),
            ("v24.0.0", true),
            ("", false),
        ];
        for (version, supported) in cases {
            assert_eq!(is_supported(version), supported, "{version}");
        }
    }
}
