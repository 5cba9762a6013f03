//! `matchgraph template`: an empty list to be filled in.

use std::fs;
use std::process::ExitCode;

use anyhow::Context as _;
use matchgraph::files::{template, write};

use super::TemplateArguments;

/// Writes a template.
pub(super) fn run(arguments: &TemplateArguments) -> anyhow::Result<ExitCode> {
    let workbook = template::template(&arguments.kind).with_context(|| {
        let names: Vec<String> = template::names().into_iter().map(|(name, _)| name).collect();
        format!("there is no template {}; there are {}", arguments.kind, names.join(", "))
    })?;
    let out = &arguments.out;
    fs::write(out, write::xlsx(&workbook)?).with_context(|| out.display().to_string())?;
    Ok(ExitCode::SUCCESS)
}
