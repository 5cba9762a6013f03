//! Reading data files from disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use matchgraph::engine::Engine;
use matchgraph::files as tables;
use matchgraph::import::{Import, Importer};
use matchgraph::problem::Level;
use serde_json::Value;

use super::Source;

/// Endings of files that are read.
const ENDINGS: [&str; 11] =
    ["jsonl", "json", "csv", "tsv", "txt", "xlsx", "xls", "xlsm", "html", "htm", "docx"];

/// The files that a path means: itself, or the data files of a folder (not of folders below it). Of
/// the other files in it, those that look like lists are named.
pub(super) fn list(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
    for entry in entries {
        let file = entry.with_context(|| path.display().to_string())?.path();
        if file.is_file() && ENDINGS.contains(&ending(&file).as_str()) && !is_about(&file) {
            files.push(file);
        }
    }
    files.sort();
    anyhow::ensure!(!files.is_empty(), "{}: no list in it that is read", path.display());
    Ok(files)
}

/// The ending of a name in lower case.
fn ending(file: &Path) -> String {
    file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase()
}

/// Is it a file about the others, such as a licence?
fn is_about(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let stem = stem.to_ascii_lowercase();
    // Programs for spreadsheets lay a lock file beside an open list.
    stem.starts_with("~$")
        || stem.starts_with('.')
        || ["license", "licence", "readme"].contains(&stem.as_str())
}

/// The files of a data set, before the tables among them are read: they are read with what the others
/// say about places and fields.
#[derive(Default)]
pub(super) struct Files {
    files: Vec<(String, Vec<u8>)>,
    lists: BTreeMap<String, String>,
}

impl Files {
    /// The files that a path means; see [`list`].
    pub(super) fn of(path: &Path) -> anyhow::Result<Self> {
        let mut files = Self::default();
        for file in list(path)? {
            files.add(&file)?;
        }
        Ok(files)
    }

    /// Adds a file and gives the name back under which it is known: that without folders, or the whole
    /// path if a file of that name is there already.
    pub(super) fn add(&mut self, file: &Path) -> anyhow::Result<String> {
        let bytes = fs::read(file).with_context(|| file.display().to_string())?;
        let short = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let known = self.files.iter().any(|(name, _)| *name == short);
        let name = if known { file.display().to_string() } else { short };
        self.files.push((name.clone(), bytes));
        Ok(name)
    }

    /// Says which list a file holds.
    pub(super) fn set_list(&mut self, name: &str, list: &str) {
        self.lists.insert(name.to_owned(), list.to_owned());
    }

    /// Is there a file of this name?
    pub(super) fn contains(&self, name: &str) -> bool {
        self.files.iter().any(|(known, _)| known == name)
    }

    /// The bytes, if there is one file only.
    fn single(&self) -> Option<&[u8]> {
        match self.files.as_slice() {
            [(_, bytes)] => Some(bytes),
            _ => None,
        }
    }

    /// Hands everything to an importer, tables as rows.
    pub(super) fn import(self, importer: &mut Importer) -> anyhow::Result<()> {
        let (tables, others): (Vec<_>, Vec<_>) =
            self.files.into_iter().partition(|(name, bytes)| tables::is_ours(name, bytes));
        let mut surroundings = tables::Surroundings::none();
        if !tables.is_empty() {
            let mut first = Importer::new();
            for (name, bytes) in &others {
                first.add(name, bytes);
            }
            surroundings = tables::Surroundings::of(first.finish().dataset);
        }
        for (name, bytes) in others {
            importer.add(&name, &bytes);
            if let Some(list) = self.lists.get(&name) {
                anyhow::ensure!(
                    importer.set_list(&name, list),
                    "--as {list}: not a list of records"
                );
            }
        }
        for (name, bytes) in tables {
            let choices = tables::Choices {
                list: self.lists.get(&name).cloned(),
                ..tables::Choices::default()
            };
            let reading = tables::read(&name, &bytes, &choices, &surroundings);
            importer.add_prepared(reading.prepared);
        }
        Ok(())
    }
}

/// Opens what the arguments name: files, or a stored index.
pub(super) fn open(source: &Source) -> anyhow::Result<Engine> {
    match (&source.data, &source.index) {
        (Some(data), _) => load(data),
        (None, Some(index)) => {
            let bytes = fs::read(index).with_context(|| index.display().to_string())?;
            Ok(Engine::open(&bytes)?)
        }
        (None, None) => anyhow::bail!("--data or --index"),
    }
}

/// Loads a folder, a project file or a stored index; see [`import`].
pub(super) fn load(data: &Path) -> anyhow::Result<Engine> {
    let files = Files::of(data)?;
    if let Some(bytes) = files.single().filter(|bytes| matchgraph::stored::is_stored(bytes)) {
        return Ok(Engine::open(bytes)?);
    }
    Ok(Engine::new(import(data, files)?)?)
}

/// Reads the files of `data`. What could not be taken over is counted on standard error.
pub(super) fn import(data: &Path, files: Files) -> anyhow::Result<Import> {
    let mut importer = Importer::new();
    files.import(&mut importer)?;
    let import = importer.finish();
    let (errors, warnings) = (import.count(Level::Error), import.count(Level::Warning));
    if errors + warnings > 0 {
        eprintln!(
            "matchgraph: {errors} errors, {warnings} warnings in the data; see them with: \
             matchgraph check {}",
            data.display()
        );
    }
    Ok(import)
}

/// Adds the routes of a file to an engine.
pub(super) fn add_routes(engine: &mut Engine, file: Option<&PathBuf>) -> anyhow::Result<()> {
    let Some(file) = file else { return Ok(()) };
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    engine.add_routes(&text).with_context(|| file.display().to_string())
}

/// Reads a file of weights.
pub(super) fn weights(file: Option<&PathBuf>) -> anyhow::Result<BTreeMap<String, u32>> {
    let Some(file) = file else { return Ok(BTreeMap::new()) };
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let value: Value = serde_json::from_str(&text).with_context(|| file.display().to_string())?;
    serde_json::from_value(value)
        .with_context(|| format!("{}: want {{\"feature\": millionths}}", file.display()))
}
