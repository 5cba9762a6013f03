//! `matchgraph export`: what goes back to people and to other programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::ValueEnum;
use matchgraph::engine::{Engine, MatchRequest};
use matchgraph::export::{Source, What, graphml};
use matchgraph::files::write;
use matchgraph::graph::Graph;
use matchgraph::message::Language;
use serde_json::{Map, Value};

use super::files;

/// Queries answered at a time.
const STEP: usize = 64;

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArguments {
    /// Folder of files, or a project file
    #[arg(long, value_name = "DIR|FILE")]
    data: PathBuf,
    /// What to export as a workbook or CSV
    #[arg(long, value_enum, default_value = "matches")]
    what: Subject,
    /// Direction of the matches
    #[arg(long, default_value = "need-organization")]
    route: String,
    /// Kind of file
    #[arg(long, value_enum)]
    format: FileFormat,
    /// File to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Write contacts too
    #[arg(long)]
    contacts: bool,
    /// "Today" for the rules, ISO date (today if not given)
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

/// What can be exported as a table.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Subject {
    /// Matches with reasons, in the order of the rows that were imported
    Matches,
    /// All records, cleaned
    Records,
    /// The organizations, with the source of every cell
    Directory,
    /// What could not be taken over as written
    Problems,
    /// The facts that are missing and decide something, to be filled in
    Supplement,
}

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    /// A workbook
    Xlsx,
    /// Comma-separated values: the first sheet
    Csv,
    /// The graph, without the texts of needs
    Graphml,
    /// The project file with everything
    Project,
    /// The project file without answers, contacts and notes
    Handover,
}

/// Writes the file.
pub(super) fn run(arguments: &ExportArguments, language: Language) -> anyhow::Result<ExitCode> {
    let engine = files::load(&arguments.data)?;
    let bytes = match arguments.format {
        FileFormat::Graphml => graphml::write(&Graph::build(engine.dataset())?).into_bytes(),
        FileFormat::Project => engine.dataset().project_file().into_bytes(),
        FileFormat::Handover => engine.hand_over(&Map::new()).into_bytes(),
        FileFormat::Xlsx | FileFormat::Csv => table(arguments, &engine, language)?,
    };
    save(&arguments.out, &bytes)?;
    eprintln!("{}: {} bytes", arguments.out.display(), bytes.len());
    Ok(ExitCode::SUCCESS)
}

/// The workbook, or its first sheet as CSV.
fn table(
    arguments: &ExportArguments,
    engine: &Engine,
    language: Language,
) -> anyhow::Result<Vec<u8>> {
    let what = match arguments.what {
        Subject::Matches => What::Matches,
        Subject::Records => What::Records,
        Subject::Directory => What::Directory,
        Subject::Problems => What::Problems,
        Subject::Supplement => What::Supplement,
    };
    let route = match what {
        What::Matches => Some(arguments.route.as_str()),
        What::Supplement => Some("organization-call"),
        _ => None,
    };
    let as_of = super::as_of(arguments.as_of.as_ref());
    let results = route.map(|route| results(engine, route, &as_of)).transpose()?;
    let problems = serde_json::to_value(engine.problems())?;
    let source = Source {
        dataset: engine.dataset(),
        results: &results.unwrap_or_default(),
        problems: problems.as_array().map_or(&[], Vec::as_slice),
        language,
        contacts: arguments.contacts,
    };
    let workbook = source.workbook(what);
    if arguments.format == FileFormat::Xlsx {
        return Ok(write::xlsx(&workbook)?);
    }
    Ok(workbook.sheets.first().map(write::csv).unwrap_or_default())
}

/// The results of every query of a route.
fn results(engine: &Engine, route: &str, as_of: &str) -> anyhow::Result<Vec<Value>> {
    let request = MatchRequest {
        route: route.to_owned(),
        as_of: as_of.to_owned(),
        ..MatchRequest::default()
    };
    let mut job = engine.find_all(&request)?;
    let mut results = Vec::new();
    while !job.progress().finished {
        for result in job.step(engine, STEP) {
            results.push(serde_json::from_str(&result.to_json())?);
        }
    }
    Ok(results)
}

/// Writes a file.
fn save(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| path.display().to_string())
}
