//! `matchgraph check`: problems of files, without writing anything.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context as _;
use matchgraph::import::{FileReport, Importer};
use matchgraph::message::Language;
use matchgraph::problem::{Level, Problem};

use super::{CheckArguments, Format, files};

/// Prints the problems and what became of the rows. Exit code 1 if there is an error.
pub(super) fn run(arguments: &CheckArguments, language: Language) -> anyhow::Result<ExitCode> {
    let mut importer = Importer::new();
    let mut checked = Vec::new();
    let mut folder = false;
    for path in &arguments.files {
        folder |= path.is_dir();
        for file in files::list(path)? {
            let name = files::add(&mut importer, &file, &checked)?;
            if let Some(list) = &arguments.list {
                let known = importer.set_list(&name, list);
                anyhow::ensure!(known, "--as {list}: not a list of records");
            }
            checked.push(name);
        }
    }
    match &arguments.data {
        Some(data) => {
            for file in files::list(data)? {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                if !checked.iter().any(|checked| *checked == name) {
                    files::add(&mut importer, &file, &[])?;
                }
            }
        }
        None if !folder && checked.len() == 1 => importer.without_lookup(),
        None => {}
    }
    let import = importer.finish();
    let is_checked = |problem: &&Problem| {
        let file = problem.file.as_str();
        checked.iter().any(|name| {
            file.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let problems: Vec<&Problem> = import.problems.iter().filter(is_checked).collect();
    print(&problems, arguments.format, language)?;
    for report in import.files.iter().filter(|report| checked.contains(&report.name)) {
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
    let errors = problems.iter().filter(|problem| problem.level == Level::Error).count();
    eprintln!("{} problems, {errors} of them errors", problems.len());
    Ok(ExitCode::from(u8::from(errors > 0)))
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
fn print(problems: &[&Problem], format: Format, language: Language) -> anyhow::Result<()> {
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
