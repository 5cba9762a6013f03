//! `matchgraph article`: what a news report or minutes say, as JSON.

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use anyhow::Context as _;
use matchgraph::files::article::{read, text_of};
use matchgraph::message::Language;
use matchgraph::problem::Level;

use super::ArticleArguments;
use super::files::{self, Files};

/// Prints one JSON object for each text, and on standard error what could not be read. Exit code 1 if
/// there is an error.
pub(super) fn run(arguments: &ArticleArguments, language: Language) -> anyhow::Result<ExitCode> {
    let dataset = match &arguments.data {
        Some(data) => Some(files::import(data, Files::of(data)?)?.dataset),
        None => None,
    };
    let (mut texts, mut problems) = (Vec::new(), Vec::new());
    for file in &arguments.files {
        let bytes = if file.as_os_str() == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("standard input")?;
            bytes
        } else {
            fs::read(file).with_context(|| file.display().to_string())?
        };
        let before = problems.len();
        let text = text_of(&file.display().to_string(), &bytes, &mut problems);
        if problems.len() == before {
            texts.push(text);
        }
    }
    texts.extend(arguments.text.clone());
    let mut out = std::io::stdout().lock();
    for text in texts {
        writeln!(out, "{}", serde_json::to_string(&read(&text, dataset.as_ref()))?)?;
    }
    for problem in &problems {
        let key = format!("problem.{}", problem.code.as_str());
        eprintln!("{} {}", problem.location(), language.sentence(&key, &problem.args));
    }
    let failed = problems.iter().any(|problem| problem.level == Level::Error);
    Ok(ExitCode::from(u8::from(failed)))
}
