//! The commands that the README shows are run as they stand there.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fs;
use std::process::{Command, Stdio};

#[test]
fn the_commands_of_both_readmes_work() {
    let mut run = 0;
    for file in ["README.md", "README.zh-Hans.md"] {
        let text = fs::read_to_string(common::path(file)).unwrap();
        for line in text.lines() {
            let Some(arguments) = line.strip_prefix("cargo run --release -- ") else { continue };
            let output = Command::new(env!("CARGO_BIN_EXE_matchgraph"))
                .current_dir(common::path("."))
                .args(arguments.split_whitespace())
                .stdin(Stdio::null())
                .output()
                .unwrap();
            let error = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{file}: {line}\n{error}");
            let silent = arguments.starts_with("check");
            assert!(silent || !output.stdout.is_empty(), "{file}: {line} printed nothing");
            run += 1;
        }
    }
    assert!(run >= 8, "only {run} commands were found");
}

#[test]
fn the_two_commands_are_what_continuous_integration_runs() {
    let readme = fs::read_to_string(common::path("README.md")).unwrap();
    for command in ["cargo xtask serve", "cargo xtask test"] {
        assert!(readme.contains(command));
    }
    let script = fs::read_to_string(common::path(".ci/run")).unwrap();
    assert!(script.lines().any(|line| line.trim() == "cargo xtask test"), "{script}");
}
