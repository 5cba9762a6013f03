//! `matchgraph index`: records and indexes as one file.

use std::fs;
use std::process::ExitCode;

use anyhow::Context as _;

use super::{IndexArguments, files};

/// Writes the file.
pub(super) fn run(arguments: &IndexArguments) -> anyhow::Result<ExitCode> {
    let bytes = files::load(&arguments.data)?.store();
    fs::write(&arguments.out, &bytes).with_context(|| arguments.out.display().to_string())?;
    eprintln!("{}: {} bytes", arguments.out.display(), bytes.len());
    Ok(ExitCode::SUCCESS)
}
