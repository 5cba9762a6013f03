//! `matchgraph check`: problems of files, without writing anything.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use matchgraph::import::{FileReport, Import, Importer};
use matchgraph::message::Language;
use matchgraph::problem::{Level, Problem};

use super::files::{self, Files};
use super::{CheckArguments, Format};

/// Prints the problems and what became of the rows. Exit code 1 if there is an error.
pub(super) fn run(arguments: &CheckArguments, language: Language) -> anyhow::Result<ExitCode> {
    let (import, checked) =
        read(&arguments.files, arguments.list.as_deref(), arguments.data.as_deref())?;
    let problems = of_files(&import, &checked);
    print(&problems, arguments.format, language)?;
    print_fates(&import, &checked);
    let errors = problems.iter().filter(|problem| problem.level == Level::Error).count();
    eprintln!("{} problems, {errors} of them errors", problems.len());
    Ok(ExitCode::from(u8::from(errors > 0)))
}

/// Reads files, and what else they are read with. Gives the names of the files themselves.
pub(super) fn read(
    paths: &[PathBuf],
    list: Option<&str>,
    data: Option<&Path>,
) -> anyhow::Result<(Import, Vec<String>)> {
    let mut files = Files::default();
    let mut checked = Vec::new();
    let mut folder = false;
    for path in paths {
        folder |= path.is_dir();
        for file in files::list(path)? {
            let name = files.add(&file)?;
            if let Some(list) = list {
                files.set_list(&name, list);
            }
            checked.push(name);
        }
    }
    let mut importer = Importer::new();
    match data {
        Some(data) => {
            for file in files::list(data)? {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                if !files.contains(&name) {
                    files.add(&file)?;
                }
            }
        }
        None if !folder && checked.len() == 1 => importer.without_lookup(),
        None => {}
    }
    files.import(&mut importer)?;
    Ok((importer.finish(), checked))
}

/// The problems of some files, with their sheets and lists.
pub(super) fn of_files<'a>(import: &'a Import, names: &[String]) -> Vec<&'a Problem> {
    let is_of = |problem: &&Problem| {
        let file = problem.file.as_str();
        names.iter().any(|name| {
            file.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    import.problems.iter().filter(is_of).collect()
}

/// Says on standard error what became of the rows of some files.
pub(super) fn print_fates(import: &Import, names: &[String]) {
    for report in import.files.iter().filter(|report| names.contains(&report.name)) {
        eprintln!(
            "{}: {} rows = {} records + {} merged + {} refused + {} blank{}",
            report.name,
            report.rows,
            report.records,
            report.merged,
            report.refused,
            report.blank,
            others(report)
        );
    }
}

/// The fates that only tables have, where there are any.
fn others(report: &FileReport) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (count, name) in [(report.apart, "no records"), (report.no_need, "without a need")] {
        if count > 0 {
            parts.push(format!(" + {count} {name}"));
        }
    }
    if report.split > 0 {
        parts.push(format!("; {} records more from rows with several", report.split));
    }
    parts.concat()
}

/// Writes problems, one a line.
pub(super) fn print(
    problems: &[&Problem],
    format: Format,
    language: Language,
) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match format {
        Format::Table => {
            for problem in problems {
                let key = format!("problem.{}", problem.code.as_str());
                let sentence = language.sentence(&key, &problem.args);
                writeln!(out, "{} {}", problem.location(), sentence.replace(['\n', '\r'], " "))?;
            }
        }
        Format::Jsonl => {
            for problem in problems {
                writeln!(out, "{}", serde_json::to_string(problem)?)?;
            }
        }
        Format::Csv => {
            out.write_all("\u{feff}".as_bytes())?;
            let mut writer = csv::Writer::from_writer(out);
            writer.write_record(["file", "row", "column", "level", "code", "message"])?;
            for problem in problems {
                let key = format!("problem.{}", problem.code.as_str());
                writer.write_record([
                    super::find::plain(&problem.file),
                    problem.row.map(|row| row.to_string()).unwrap_or_default(),
                    super::find::plain(problem.column.as_deref().unwrap_or_default()),
                    problem.level.as_str().to_owned(),
                    problem.code.as_str().to_owned(),
                    super::find::plain(&language.sentence(&key, &problem.args)),
                ])?;
            }
            writer.flush().context("writing")?;
        }
    }
    Ok(())
}
