//! Reading data files from disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use matchgraph::engine::Engine;
use matchgraph::import::Importer;
use serde_json::Value;

use super::Source;

/// The files that a path means: itself, or the data files of a folder (not of folders below it).
pub(super) fn list(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let (mut files, mut left) = (Vec::new(), Vec::new());
    let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
    for entry in entries {
        let file = entry.with_context(|| path.display().to_string())?.path();
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let known = matches!(ending.to_ascii_lowercase().as_str(), "jsonl" | "json");
        if file.is_file() && known {
            files.push(file);
        } else if file.is_file()
            && matches!(ending.to_ascii_lowercase().as_str(), "csv" | "xlsx" | "xls")
        {
            left.push(file.display().to_string());
        }
    }
    files.sort();
    left.sort();
    if !left.is_empty() {
        eprintln!("matchgraph: not read (tables are not read yet): {}", left.join(", "));
    }
    anyhow::ensure!(!files.is_empty(), "{}: no .jsonl or .json file in it", path.display());
    Ok(files)
}

/// Adds a file to an importer and gives the name back under which it is known: that without folders,
/// or the whole path if a file of that name is there already.
pub(super) fn add(
    importer: &mut Importer,
    file: &Path,
    known: &[String],
) -> anyhow::Result<String> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let short = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let name = if known.contains(&short) { file.display().to_string() } else { short };
    importer.add(&name, &bytes);
    Ok(name)
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

/// Loads a folder or a project file. What could not be taken over is counted on standard error.
pub(super) fn load(data: &Path) -> anyhow::Result<Engine> {
    let files = list(data)?;
    if let [file] = files.as_slice() {
        let bytes = fs::read(file).with_context(|| file.display().to_string())?;
        if matchgraph::stored::is_stored(&bytes) {
            return Ok(Engine::open(&bytes)?);
        }
    }
    let mut importer = Importer::new();
    for file in files {
        add(&mut importer, &file, &[])?;
    }
    let engine = Engine::new(importer.finish())?;
    let problems = engine.summary().problems;
    let (errors, warnings) = (problems["error"], problems["warning"]);
    if errors + warnings > 0 {
        eprintln!(
            "matchgraph: {errors} errors, {warnings} warnings in the data; see them with: \
             matchgraph check {}",
            data.display()
        );
    }
    Ok(engine)
}

/// Reads a file of weights.
pub(super) fn weights(file: Option<&PathBuf>) -> anyhow::Result<BTreeMap<String, u32>> {
    let Some(file) = file else { return Ok(BTreeMap::new()) };
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let value: Value = serde_json::from_str(&text).with_context(|| file.display().to_string())?;
    serde_json::from_value(value)
        .with_context(|| format!("{}: want {{\"feature\": millionths}}", file.display()))
}
