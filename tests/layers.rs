//! Lower modules never use higher ones.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

/// From the bottom up; a module may use those before it, and those in its own group.
const LAYERS: &[&[&str]] = &[
    &["hash", "order", "fixed", "packed"],
    &["declaration"],
    &["text"],
    &["taxonomy"],
    &["message"],
    &["failure", "problem"],
    &["index", "model", "risk"],
    &["import", "attributes", "graph"],
    &["files"],
    &["rules", "score"],
    &["route"],
    &["matching"],
    &["catalogue", "duplicates", "evaluate", "handover", "stored"],
    &["export"],
    &["engine"],
    &["wasm", "wasm_files", "lib"],
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn modules_only_use_what_lies_below() {
    let root = common::path("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let layer = |module: &str| LAYERS.iter().position(|group| group.contains(&module));
    let mut uses = 0;
    for file in files {
        let relative = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let module = relative.split(['/', '.']).next().unwrap();
        if matches!(module, "main" | "cli") {
            continue;
        }
        let own = layer(module).unwrap_or_else(|| panic!("{module} has no layer"));
        let text = fs::read_to_string(&file).unwrap();
        // Tests beside the code may look at anything.
        let text = text.split("#[cfg(test)]").next().unwrap();
        // A comment may point anywhere.
        let code: Vec<&str> =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for piece in code.join("\n").split("crate::").skip(1) {
            let used: String =
                piece.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let Some(other) = layer(&used) else { continue };
            uses += 1;
            assert!(other <= own, "{relative} uses {used}, which lies above it");
        }
    }
    assert!(uses > 40, "only {uses} uses were found: is the test still looking?");
}
