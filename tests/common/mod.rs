//! The sample data, loaded as the doors load it.

// Every test file compiles this module for itself and uses a part of it.
#![allow(dead_code)]

use std::fs;
use std::path::PathBuf;

use matchgraph::engine::Engine;

/// A path inside the repository.
pub(crate) fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The data files of a folder, by name.
pub(crate) fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "jsonl" || ending == "json"))
        .map(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(file).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// An engine with these files.
pub(crate) fn engine(files: &[(String, Vec<u8>)]) -> Engine {
    Engine::load(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).unwrap()
}

/// An engine with the sample.
pub(crate) fn sample() -> Engine {
    engine(&files("examples/sample"))
}
