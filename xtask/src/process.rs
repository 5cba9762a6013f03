//! Running other programs: what is run is printed, and a failure names the command.

use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// A command for a program that is a script on Windows (npm) and an executable elsewhere.
pub(crate) fn script(program: impl AsRef<OsStr>) -> Command {
    let mut program = program.as_ref().to_owned();
    if env::consts::OS == "windows" {
        program.push(".cmd");
    }
    Command::new(program)
}

/// Runs a command with the terminal's own input and output.
///
/// Fails when the program is not there or ends with another code than 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = described(command);
    println!("  $ {line}");
    let status = command.status().with_context(|| format!("could not be started: {line}"))?;
    ensure!(status.success(), "failed ({status}): {line}");
    Ok(())
}

/// What a command writes to standard output, without the line end; nothing when it is not there or
/// fails. For questions about the machine, where "no answer" is an answer.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as a person would type it: the program's bare name and its arguments.
fn described(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy()));
    let quoted =
        |word: &str| if word.contains(' ') { format!("'{word}'") } else { word.to_owned() };
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}
