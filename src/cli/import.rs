//! `matchgraph import`: files as people have them become JSON lines by list.

use std::fs;
use std::process::ExitCode;

use anyhow::Context as _;
use matchgraph::message::Language;
use matchgraph::problem::Level;

use super::{ImportArguments, check};

/// Writes the records, prints the problems and what became of the rows. Exit code 1 if there is an
/// error; what could be read is written all the same.
pub(super) fn run(arguments: &ImportArguments, language: Language) -> anyhow::Result<ExitCode> {
    let (import, names) =
        check::read(&arguments.files, arguments.list.as_deref(), arguments.data.as_deref())?;
    let problems = check::of_files(&import, &names);
    let is_wanted = |file: u32| {
        import.dataset.files.get(file as usize).is_some_and(|name| names.contains(name))
    };
    let lists = import.dataset.lists_of(&is_wanted);
    let folder = &arguments.out;
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    // Nothing is written before everything can be: a folder that is half new misleads.
    for (list, records) in &lists {
        let file = folder.join(format!("{list}.jsonl"));
        anyhow::ensure!(
            records.is_empty() || arguments.force || !file.exists(),
            "{}: exists already; --force writes over it",
            file.display()
        );
    }
    check::print(&problems, arguments.format, language)?;
    check::print_fates(&import, &names);
    for (list, records) in lists.iter().filter(|(_, records)| !records.is_empty()) {
        let file = folder.join(format!("{list}.jsonl"));
        let lines: String = records.iter().map(|record| record.text() + "\n").collect();
        fs::write(&file, lines).with_context(|| file.display().to_string())?;
        eprintln!("{}: {} records", file.display(), records.len());
    }
    let errors = problems.iter().filter(|problem| problem.level == Level::Error).count();
    eprintln!("{} problems, {errors} of them errors", problems.len());
    Ok(ExitCode::from(u8::from(errors > 0)))
}
