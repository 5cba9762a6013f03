//! The chores of the repository, in Rust so that they run wherever the project builds.

mod bench;
mod browser;
mod build;
mod evaluate;
mod generate;
mod licences;
mod node;
mod process;
mod serve;
mod sizes;
mod step;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// What `cargo xtask` prints without arguments.
const HELP: &str = "\
cargo xtask build                 core and tables as wasm (www/pkg) and the page (www/dist); adds the
                                  wasm target and installs the page's npm packages when missing
cargo xtask serve [--port N]      build, then serve the page with the sample data on 127.0.0.1
                                  (port 8417 or the next free one); Ctrl+C ends it
cargo xtask test [PART…]          formatting, lints, licences, Rust tests, build, TypeScript, unit,
                                  parity and browser tests; parts: format lint lint-wasm licences
                                  rust build types server workload unit parity browser
cargo xtask sizes                 build, then the sizes of what a visitor downloads; exit code 1
                                  when one of them is over its budget
cargo xtask evaluate FOLDER…      how well the release build finds organizations that stand in a list
                                  twice; each folder has a dedup.csv: rid,name,division,true_org,noise
cargo xtask bench [--quick]       build, then our wasm against plain JavaScript on the shared workload
cargo xtask generate              write data/t2s.tsv and data/divisions.tsv from their npm packages
cargo xtask generate --check-divisions FILE
                                  compare data/divisions.tsv with another list (code,name)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    run(&arguments).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    match (command.as_str(), rest) {
        ("build", []) => build::run()?,
        ("serve", rest) => serve::run(rest)?,
        ("test", parts) => return test::run(parts),
        ("sizes", []) => sizes::run()?,
        ("evaluate", folders) => evaluate::run(folders)?,
        ("bench", rest) => bench::run(rest)?,
        ("generate", rest) => generate::run(rest)?,
        ("help" | "--help" | "-h", []) => println!("{HELP}"),
        _ => bail!("there is no such command: {}\n\n{HELP}", arguments.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}
