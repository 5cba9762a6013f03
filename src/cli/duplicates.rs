//! `matchgraph duplicates`: pairs of records that may be one.

use std::io::Write as _;
use std::process::ExitCode;

use matchgraph::duplicates::{self, Pair};

use super::files::{self, Files};
use super::{DuplicateKind, DuplicatesArguments};

/// Prints the pairs as JSON lines, the surest first. Only the records are read: no index is built.
pub(super) fn run(arguments: &DuplicatesArguments) -> anyhow::Result<ExitCode> {
    let dataset = files::import(&arguments.data, Files::of(&arguments.data)?)?.dataset;
    let least = |usual: u32| arguments.least.unwrap_or(usual);
    let pairs: Vec<Pair> = match arguments.kind {
        DuplicateKind::Organizations => {
            duplicates::organizations_of(&dataset, least(duplicates::ORGANIZATIONS_FROM))?
        }
        DuplicateKind::Projects => {
            duplicates::projects_of(&dataset, least(duplicates::PROJECTS_FROM))?
        }
    };
    let mut out = std::io::stdout().lock();
    for pair in pairs {
        writeln!(out, "{}", serde_json::to_string(&pair)?)?;
    }
    Ok(ExitCode::SUCCESS)
}
