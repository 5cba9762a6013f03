//! `cargo xtask sizes`: what a visitor downloads, against the budgets.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{build, workspace};

/// Bytes in a KB of the budgets.
const KILOBYTE: usize = 1024;
/// What the core may weigh, compressed.
const CORE_BUDGET: usize = 400 * KILOBYTE;
/// What the module for tables may weigh, compressed. It comes after the page can be used. A third each is
/// what has to be known (encodings, places, characters, words), what writes and unpacks workbooks, and
/// what reads lists, surveys and articles, finds duplicates and composes exports.
const TABLES_BUDGET: usize = 1050 * KILOBYTE;
/// What the page may load before it can be used, compressed: everything, core and sample included.
const FIRST_LOAD_BUDGET: usize = 550 * KILOBYTE;

/// Builds, then prints the size of each file, plain and compressed with gzip at its best, and the
/// sums against the budgets. The `gzip` program itself comes out a few per cent smaller.
///
/// Fails when a sum is over its budget.
pub(crate) fn run() -> Result<()> {
    build::run()?;
    let dist = workspace::page().join("dist");
    let mut files = BTreeMap::new();
    for path in files_below(&dist)? {
        let name = path.strip_prefix(&dist)?.to_string_lossy().replace('\\', "/");
        files.insert(name, fs::read(&path).with_context(|| path.display().to_string())?);
    }
    let loaded = first_load(&files);
    ensure!(loaded.iter().any(|name| has_extension(name, "wasm")), "the page loads no wasm");

    println!("== sizes in bytes: plain, gzip -9 (* = part of the first load)");
    let core = show("pkg/matchgraph_bg.wasm", &fs::read(build::core())?, ' ')?;
    show("pkg/matchgraph.js", &fs::read(build::package().join("matchgraph.js"))?, ' ')?;
    let tables = show("pkg/files_bg.wasm", &fs::read(build::tables())?, ' ')?;
    show("pkg/files.js", &fs::read(build::package().join("files.js"))?, ' ')?;
    let mut sum = 0;
    for (name, bytes) in &files {
        let mark = if loaded.contains(name.as_str()) { '*' } else { ' ' };
        let compressed = show(&format!("dist/{name}"), bytes, mark)?;
        sum += if mark == '*' { compressed } else { 0 };
    }
    let core_fits = against("core", core, CORE_BUDGET);
    let tables_fit = against("tables, loaded later", tables, TABLES_BUDGET);
    let load_fits = against("first load", sum, FIRST_LOAD_BUDGET);
    ensure!(core_fits && tables_fit && load_fits, "over the budget");
    Ok(())
}

fn show(name: &str, bytes: &[u8], mark: char) -> Result<usize> {
    let compressed = compressed_length(bytes)?;
    println!(" {mark} {:>9} {compressed:>9}  {name}", bytes.len());
    Ok(compressed)
}

/// Prints a sum with its budget; says whether it fits.
fn against(what: &str, bytes: usize, budget: usize) -> bool {
    let kilobytes = |bytes: usize| bytes as f64 / KILOBYTE as f64;
    println!("{what}: {:.1} KB of {:.0} KB, gzip", kilobytes(bytes), kilobytes(budget));
    bytes <= budget
}

fn compressed_length(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let entry = entry?;
            let list = if entry.file_type()?.is_dir() { &mut folders } else { &mut files };
            list.push(entry.path());
        }
    }
    Ok(files)
}

/// The files that opening the page loads: `index.html`, every file named in a loaded text file,
/// and the records of the sample, which open by themselves. A file named only in a dynamic
/// `import(…)` comes later and does not count; nor does what only the service worker names, which
/// stores the page for offline use once it is open.
fn first_load(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<&str> {
    let sample = files.keys().filter(|name| {
        name.starts_with("sample/") && (has_extension(name, "jsonl") || has_extension(name, "json"))
    });
    let mut loaded: BTreeSet<&str> = sample.map(String::as_str).collect();
    let mut open: Vec<&str> =
        files.keys().map(String::as_str).filter(|name| *name == "index.html").collect();
    loaded.extend(&open);
    while let Some(name) = open.pop() {
        let names_files = ["html", "js", "css", "webmanifest"];
        if name == "sw.js" || !names_files.iter().any(|kind| has_extension(name, kind)) {
            continue;
        }
        let text = String::from_utf8_lossy(&files[name]);
        for other in files.keys() {
            if !loaded.contains(other.as_str()) && is_loaded_by(&text, other) {
                loaded.insert(other);
                open.push(other);
            }
        }
    }
    loaded
}

/// Whether a text names a file other than in a dynamic import.
fn is_loaded_by(text: &str, file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    text.match_indices(name).any(|(place, _)| {
        let start = text[..place].rfind(['"', '\'', '`', '(']).map_or(0, |quote| quote + 1);
        let before = text[..start].trim_end_matches(['"', '\'', '`']);
        !before.ends_with("import(")
    })
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == extension)
}

#[cfg(test)]
mod tests {
    use super::first_load;

    #[test]
    fn the_first_load_follows_names_but_not_dynamic_imports() {
        let files = [
            ("index.html", r#"<script type="module" src="./assets/index-a1.js"></script>"#),
            (
                "assets/index-a1.js",
                r#"import"./shared-b2.js";new Worker("./assets/worker-c3.js");import("./en-d4.js");register("./sw.js")"#,
            ),
            ("assets/shared-b2.js", ""),
            ("assets/worker-c3.js", r#"fetch("matchgraph-e5.wasm")"#),
            ("assets/en-d4.js", r#"import"./late-f6.js""#),
            ("sw.js", r#"FILES={"assets/late-f6.js":"sha256-"}"#),
            ("assets/late-f6.js", ""),
            ("assets/matchgraph-e5.wasm", "\0asm"),
            ("sample/needs.jsonl", "{}"),
            ("sample/README.md", ""),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        let expected = [
            "assets/index-a1.js",
            "assets/matchgraph-e5.wasm",
            "assets/shared-b2.js",
            "assets/worker-c3.js",
            "index.html",
            "sample/needs.jsonl",
            "sw.js",
        ];
        assert_eq!(first_load(&files).into_iter().collect::<Vec<_>>(), expected);
    }
}
