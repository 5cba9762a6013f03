//! `matchgraph match`: results as a table, JSON lines or CSV.

use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;

use matchgraph::engine::{Engine, MatchRequest};
use matchgraph::matching::{Match, MatchResult};
use matchgraph::message::{Arguments, Language};
use matchgraph::rules::{RuleOutcome, Verdict};
use matchgraph::score::Evidence;

use super::table::fit;
use super::{Format, MatchArguments, files};

/// Queries between two looks at the progress.
const STEP: usize = 16;

/// Answers one query, or all of them.
pub(super) fn run(arguments: &MatchArguments, language: Language) -> anyhow::Result<ExitCode> {
    let mut engine = files::open(&arguments.source)?;
    files::add_routes(&mut engine, arguments.routes.as_ref())?;
    let request = MatchRequest {
        route: arguments.route.clone(),
        query: arguments.query.clone(),
        text: arguments.text.clone(),
        place: arguments.place.clone(),
        delivery: if arguments.online { vec!["线上".to_owned()] } else { Vec::new() },
        top: arguments.top,
        as_of: super::as_of(arguments.as_of.as_ref()),
        weights: files::weights(arguments.weights.as_ref())?,
        without_rules: arguments.without_rule.clone(),
        without_links: arguments.without_links.clone(),
        hide_answers: false,
        brief: arguments.brief,
    };
    let mut printer = Printer::new(arguments.format, arguments.explain, language);
    if request.query.is_some() || request.text.is_some() {
        if request.brief {
            println!("{}", engine.answer(&request)?);
        } else {
            printer.print(&engine, &engine.find(&request)?, request.text.as_deref())?;
        }
    } else {
        let mut job = engine.find_all(&request)?;
        let show = std::io::stderr().is_terminal();
        while !job.progress().finished {
            if request.brief {
                write!(std::io::stdout().lock(), "{}", job.step_lines(&engine, STEP))?;
            } else {
                for result in job.step(&engine, STEP) {
                    printer.print(&engine, &result, None)?;
                }
            }
            if show {
                let progress = job.progress();
                eprint!("\r{} / {}", progress.done, progress.total);
            }
        }
        if show {
            eprintln!();
        }
    }
    printer.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes results in one of the formats.
struct Printer {
    format: Format,
    explain: bool,
    language: Language,
    csv: csv::Writer<std::io::Stdout>,
    begun: bool,
}

impl Printer {
    fn new(format: Format, explain: bool, language: Language) -> Self {
        let csv = csv::Writer::from_writer(std::io::stdout());
        Self { format, explain, language, csv, begun: false }
    }

    /// Writes one result.
    fn print(
        &mut self,
        engine: &Engine,
        result: &MatchResult,
        typed: Option<&str>,
    ) -> anyhow::Result<()> {
        match self.format {
            Format::Jsonl => writeln!(std::io::stdout().lock(), "{}", result.to_json())?,
            Format::Csv => self.print_csv(result)?,
            Format::Table => {
                let query = engine.record(&result.query).ok();
                let text = query.and_then(|view| {
                    let (_, value) = view.record.0.into_iter().find(|(key, _)| key == "text")?;
                    value.as_str().map(str::to_owned)
                });
                let text = text.as_deref().or(typed).unwrap_or_default();
                let mut out = std::io::stdout().lock();
                if std::mem::replace(&mut self.begun, true) {
                    writeln!(out)?;
                }
                self.print_table(&mut out, result, text)?;
            }
        }
        Ok(())
    }

    fn say(&self, key: &str, arguments: &Arguments) -> String {
        self.language.sentence(key, arguments)
    }

    fn word(&self, key: &str) -> String {
        self.say(key, &Arguments::new())
    }

    /// The need, the help card if somebody may be at risk, then who can help.
    fn print_table(
        &self,
        out: &mut impl Write,
        result: &MatchResult,
        text: &str,
    ) -> anyhow::Result<()> {
        writeln!(out, "{}  {}", result.query, fit(text, 100).trim_end())?;
        if let Some(risk) = &result.risk {
            writeln!(out, "! {}", self.word(&format!("risk.level.{}", risk.level.label())))?;
            for line in &risk.help {
                writeln!(out, "! {}", self.word(&format!("help.{line}")))?;
            }
            if risk.minor {
                writeln!(out, "! {}", self.word("help.minor"))?;
            }
            if risk.violence {
                writeln!(out, "! {}", self.word("help.mediation"))?;
            }
        }
        let served = serde_json::to_value(result.served)?;
        write!(out, "{}", self.word(&format!("served.{}", served.as_str().unwrap_or_default())))?;
        if let Some(cause) = &result.cause {
            let sentence = self.say(&format!("cause.{}", cause.code), &cause.args);
            write!(out, "  {sentence}")?;
        }
        writeln!(out)?;
        for (rank, one) in result.matches.iter().enumerate() {
            writeln!(
                out,
                "{:>3}  {}  {}  {}  {}",
                rank + 1,
                fit(&one.score.to_string(), 8),
                fit(&self.verdict(one), 13),
                fit(&one.name, 36),
                self.reason(one)
            )?;
            if self.explain {
                self.explain(out, one)?;
            }
        }
        for (rule, count) in &result.excluded {
            writeln!(out, "     +{count}  {rule}")?;
        }
        Ok(())
    }

    fn verdict(&self, one: &Match) -> String {
        self.word(match one.verdict {
            Verdict::Yes => "verdict.yes",
            Verdict::No => "verdict.no",
            Verdict::Unknown => "verdict.unknown",
        })
    }

    /// The sentence of a match; for one that is ruled out, that of the rule.
    fn reason(&self, one: &Match) -> String {
        match one.rules.iter().find(|outcome| outcome.is_against()) {
            Some(outcome) => self.rule(outcome),
            None => self.say(&format!("reason.{}", one.reason.code), &one.reason.args),
        }
    }

    fn rule(&self, outcome: &RuleOutcome) -> String {
        let key = format!("rule.{}.{}", outcome.rule, outcome.reason.code);
        self.say(&key, &outcome.reason.args)
    }

    /// Parts with their words in common, then rules.
    fn explain(&self, out: &mut impl Write, one: &Match) -> anyhow::Result<()> {
        for part in &one.parts {
            let title = self.word(&format!("feature.{}", part.feature));
            let mark = if part.missing { " ?" } else { "" };
            writeln!(
                out,
                "     {} {}{mark} × {} = {}",
                fit(&title, 12),
                part.value,
                part.weight,
                part.points
            )?;
            for evidence in &part.evidence {
                writeln!(
                    out,
                    "       “{}” {} [{}, {}) → {} [{}, {})",
                    self.via(&part.feature, evidence),
                    evidence.from.field,
                    evidence.from.span[0],
                    evidence.from.span[1],
                    evidence.to.field,
                    evidence.to.span[0],
                    evidence.to.span[1]
                )?;
            }
        }
        for outcome in &one.rules {
            let verdict = match outcome.verdict {
                Verdict::Yes => "verdict.yes",
                Verdict::No => "verdict.no",
                Verdict::Unknown => "verdict.unknown",
            };
            writeln!(out, "     {} {}", fit(&self.word(verdict), 9), self.rule(outcome))?;
        }
        Ok(())
    }

    /// What a piece of evidence is about: words, or the title of a concept with that of a close one.
    fn via(&self, feature: &str, evidence: &Evidence) -> String {
        if feature == "text" {
            return evidence.via.clone();
        }
        let title = |id: &String| self.word(&format!("concept.{id}"));
        let near = evidence.near.iter().map(title);
        [title(&evidence.via)].into_iter().chain(near).collect::<Vec<_>>().join(" ≈ ")
    }

    fn print_csv(&mut self, result: &MatchResult) -> anyhow::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            std::io::stdout().write_all("\u{feff}".as_bytes())?;
            let head =
                ["query", "served", "risk", "rank", "id", "name", "score", "verdict", "reason"];
            self.csv.write_record(head)?;
        }
        let served = serde_json::to_value(result.served)?;
        let risk = result.risk.as_ref().map_or("", |risk| risk.level.label());
        let cause = result.cause.as_ref();
        let cause = cause
            .map(|cause| self.say(&format!("cause.{}", cause.code), &cause.args))
            .unwrap_or_default();
        if result.matches.is_empty() {
            // Nobody is an answer too: no query is missing from the table.
            let [rank, id, name, score, verdict] = [""; 5];
            let served = served.as_str().unwrap_or_default();
            let query = plain(&result.query);
            self.csv.write_record([
                &query,
                served,
                risk,
                rank,
                id,
                name,
                score,
                verdict,
                &plain(&cause),
            ])?;
        }
        for (rank, one) in result.matches.iter().enumerate() {
            self.csv.write_record([
                plain(&result.query),
                served.as_str().unwrap_or_default().to_owned(),
                risk.to_owned(),
                (rank + 1).to_string(),
                plain(&one.id),
                plain(&one.name),
                one.score.to_string(),
                self.verdict(one),
                plain(&self.reason(one)),
            ])?;
        }
        Ok(())
    }

    /// Writes what is still held back.
    fn finish(mut self) -> anyhow::Result<()> {
        self.csv.flush()?;
        std::io::stdout().flush()?;
        Ok(())
    }
}

/// Text that a spreadsheet will not take for a formula.
pub(super) fn plain(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let formula =
        matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r'));
    if formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_quoted() {
        assert_eq!(plain("=1+1"), "'=1+1");
        assert_eq!(plain(" ＠x"), "' ＠x");
        assert_eq!(plain("妇联"), "妇联");
    }
}
