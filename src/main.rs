//! The command line's door: arguments in, the engine's own lines out.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match cli::run(&arguments) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("matchgraph: {}", arguments.explain(&error));
            ExitCode::from(2)
        }
    }
}

/// Did the reader of our output stop reading, as `head` does?
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &std::io::Error| cause.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref().is_some_and(kind))
}
