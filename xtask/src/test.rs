//! `cargo xtask test`: everything that must hold before a change is merged, part by part.

use std::env;
use std::ffi::OsStr;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::browser::{self, Browser};
use crate::step::step;
use crate::{build, licences, node, process, workspace};

/// One part of the tests.
struct Part {
    /// How it is named on the command line.
    name: &'static str,
    title: &'static str,
    /// How a person runs it alone.
    alone: &'static str,
    run: fn() -> Result<Outcome>,
}

/// How a part that did not fail ended.
enum Outcome {
    Passed,
    /// It could not be run; the sentence says why and what to do.
    Skipped(&'static str),
}

/// The parts in their order: what is quick and likely to fail comes first.
const PARTS: [Part; 12] = [
    Part {
        name: "format",
        title: "formatting",
        alone: "cargo fmt --all --check",
        run: || cargo(&["fmt", "--all", "--check"]),
    },
    Part {
        name: "lint",
        title: "lints, native",
        alone: "cargo clippy --workspace --all-targets -- -D warnings",
        run: || cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    },
    Part {
        name: "lint-wasm",
        title: "lints, browser",
        alone: "cargo xtask test lint-wasm",
        run: lint_wasm,
    },
    Part {
        name: "licences",
        title: "licences of the dependencies",
        alone: "cargo xtask test licences",
        run: || licences::check().map(|()| Outcome::Passed),
    },
    Part {
        name: "rust",
        title: "tests of the Rust code",
        alone: "cargo test --workspace",
        run: || cargo(&["test", "--workspace"]),
    },
    Part {
        name: "build",
        title: "the page is built",
        alone: "cargo xtask build",
        run: || build::run().map(|()| Outcome::Passed),
    },
    Part {
        name: "types",
        title: "TypeScript",
        alone: "npm run check (in www, after cargo xtask build)",
        run: || script("check", &[]),
    },
    Part {
        name: "server",
        title: "tests of the local server",
        alone: "node --test www/serve.test.mjs",
        run: || test_node("www/serve.test.mjs"),
    },
    Part {
        name: "workload",
        title: "tests of the workload of the benches",
        alone: "node --test benches/workload.test.mjs",
        run: || test_node("benches/workload.test.mjs"),
    },
    Part {
        name: "unit",
        title: "unit tests of the page",
        alone: "npm run test:unit (in www, after cargo xtask build)",
        run: || script("test:unit", &[]),
    },
    Part {
        name: "parity",
        title: "the browser's core answers as the native one does",
        alone: "cargo xtask test build parity",
        run: test_parity,
    },
    Part {
        name: "browser",
        title: "the page in a browser",
        alone: "cargo xtask test build browser",
        run: test_browser,
    },
];

/// Runs the named parts, or all of them, and prints what came of it. A failing part ends the run.
/// The exit code is a failure's when a part failed, and when one was skipped while the environment
/// variable `CI` is `true`.
///
/// Fails when there is no part of that name.
pub(crate) fn run(names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.name != *name)) {
        let known: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        bail!("there is no part {unknown}; the parts are {}", known.join(", "));
    }
    let mut chosen =
        PARTS.iter().filter(|part| names.is_empty() || names.iter().any(|name| name == part.name));
    let mut passed = 0;
    let mut skipped = Vec::new();
    let mut failure = None;
    for part in chosen.by_ref() {
        match step(part.title, part.run) {
            Ok(Outcome::Passed) => passed += 1,
            Ok(Outcome::Skipped(why)) => skipped.push((part, why)),
            Err(error) => {
                failure = Some((part, error));
                break;
            }
        }
    }
    for (part, why) in &skipped {
        println!("SKIPPED {}: {why}", part.title);
    }
    if let Some((part, error)) = &failure {
        println!("FAILED {}: {error:#}", part.title);
        println!("  run it alone: {}", part.alone);
    }
    let strict = env::var("CI").is_ok_and(|value| value == "true") && !skipped.is_empty();
    let left = chosen.count();
    if left > 0 {
        println!("{left} parts after it were not run");
    } else if strict {
        println!("FAILED: with CI=true nothing may be skipped");
    }
    println!("{passed} passed, {} failed, {} skipped", failure.iter().len(), skipped.len());
    Ok(if failure.is_some() || strict { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn cargo(arguments: &[&str]) -> Result<Outcome> {
    let mut cargo = Command::new(workspace::cargo());
    process::run(cargo.current_dir(workspace::root()).args(arguments))?;
    Ok(Outcome::Passed)
}

fn script(name: &str, variables: &[(&str, &OsStr)]) -> Result<Outcome> {
    node::run_script(name, variables)?;
    Ok(Outcome::Passed)
}

fn lint_wasm() -> Result<Outcome> {
    build::add_target()?;
    let target = format!("--target={}", build::TARGET);
    for features in ["", "files"] {
        let features = format!("--features={features}");
        let arguments = ["clippy", "--lib", "--no-default-features", &features, &target];
        cargo(&[&arguments[..], &["--", "-D", "warnings"]].concat())?;
    }
    Ok(Outcome::Passed)
}

fn test_node(file: &str) -> Result<Outcome> {
    let mut node = Command::new("node");
    process::run(node.current_dir(workspace::root()).args(["--test", file]))?;
    Ok(Outcome::Passed)
}

fn test_parity() -> Result<Outcome> {
    cargo(&["build", "--release"])?;
    let name = format!("matchgraph{}", env::consts::EXE_SUFFIX);
    let binary = workspace::target_directory()?.join("release").join(name);
    script("test:parity", &[("MATCHGRAPH_BINARY", binary.as_os_str())])
}

fn test_browser() -> Result<Outcome> {
    match browser::find()? {
        Browser::Found(browser) => script("test:browser", &[("CHROME", browser.as_os_str())]),
        Browser::Missing(what_to_do) => Ok(Outcome::Skipped(what_to_do)),
    }
}
