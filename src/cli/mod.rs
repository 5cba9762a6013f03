//! Arguments, files and tables of the command line. What they mean is the engine's business.

mod article;
mod batch;
mod check;
mod duplicates;
mod evaluate;
mod export;
mod files;
mod find;
mod import;
mod index;
mod table;
mod template;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use matchgraph::failure::Failure;
use matchgraph::message::Language;

/// Matches organizations, resources and needs, says why, and names what nobody serves.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Example:\n  matchgraph match --data examples/sample --route need-organization --query need-001"
)]
pub(crate) struct Arguments {
    /// Language of sentences: zh-Hans or en
    #[arg(long, global = true, default_value = "zh-Hans", value_parser = language)]
    language: Language,
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    /// Who can help with a need, and why
    #[command(
        name = "match",
        after_help = "Examples:\n  \
            matchgraph match --data examples/sample --route need-organization --query need-001 --explain\n  \
            matchgraph match --data examples/sample --route need-organization --text 放学后孩子没人管，奶奶带不动 --place 鼓楼区\n  \
            matchgraph match --data examples/sample --route need-organization --as-of 2026-01-01 --format jsonl"
    )]
    Match(MatchArguments),
    /// How good the ranking is, against judgments by people
    #[command(after_help = "Example:\n  \
            matchgraph evaluate --data examples/sample --route need-organization \\\n    \
            --judgments tests/data/dev/need_org.jsonl --bands tests/data/dev/need_overlap.jsonl\n\n\
            Ticked options and other declared answers are hidden.")]
    Evaluate(EvaluateArguments),
    /// Lists, surveys and notes as JSON lines in a folder; what became of every row is said
    #[command(after_help = "Examples:\n  \
            matchgraph import 名录.xlsx 问卷.csv --out data\n  \
            matchgraph import 需求.csv --as needs --data examples/sample --out data")]
    Import(ImportArguments),
    /// What in the files could not be taken over as written; exit code 1 if there is an error
    #[command(after_help = "Examples:\n  matchgraph check examples/sample\n  \
            matchgraph check links.jsonl --data examples/sample")]
    Check(CheckArguments),
    /// Builds all indexes once and stores them with the records, for `--index`
    #[command(
        after_help = "Example:\n  matchgraph index --data examples/sample --out sample.index"
    )]
    Index(IndexArguments),
    /// Answers queries from standard input, one JSON object a line, in order
    #[command(after_help = "Example:\n  \
            printf '%s\\n' '{\"query\":\"need-001\"}' '{\"text\":\"孩子放学没人管\",\"place\":\"350102\"}' |\n    \
            matchgraph batch --index sample.index --route need-organization --as-of 2026-01-01\n\n\
            A bad line gives an error line; the exit code is then 1 at the end.")]
    Batch(BatchArguments),
    /// Writes a workbook to be filled in, with drop-downs and two examples
    #[command(after_help = "Example:\n  matchgraph template organizations --out 机构.xlsx")]
    Template(TemplateArguments),
    /// Writes matches, records, the directory, problems or missing facts for a spreadsheet; the graph; or
    /// the project file
    #[command(after_help = "Examples:\n  \
            matchgraph export --data examples/sample --format xlsx --out 对接表.xlsx\n  \
            matchgraph export --data examples/sample --what supplement --format xlsx --out 补充信息表.xlsx\n  \
            matchgraph export --data examples/sample --format graphml --out sample.graphml")]
    Export(export::ExportArguments),
    /// Which organizations may be the same, and which projects may be paid for twice
    #[command(after_help = "Example:\n  \
            matchgraph duplicates --data examples/sample --kind projects\n\n\
            One pair a line, the surest first. Nothing is merged.")]
    Duplicates(DuplicatesArguments),
    /// What a news report or minutes say: organizations, funders, projects, figures, places, links
    #[command(after_help = "Examples:\n  matchgraph article report.txt --data examples/sample\n  \
            matchgraph article --text 福州市青禾社会工作服务中心承接“暖巢计划”项目\n\n\
            One JSON object for each text; stretches count the characters of its `text`.")]
    Article(ArticleArguments),
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// JSON lines: one result a line
    Jsonl,
    /// Comma-separated values, UTF-8 with BOM
    Csv,
}

/// Where the records come from.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Source {
    /// Folder of JSON lines files, or a project file
    #[arg(long, value_name = "DIR|FILE")]
    data: Option<PathBuf>,
    /// Stored records and indexes, as `index` writes them
    #[arg(long, value_name = "FILE")]
    index: Option<PathBuf>,
}

/// Arguments of `index`.
#[derive(Debug, clap::Args)]
struct IndexArguments {
    /// Folder of JSON lines files, or a project file
    #[arg(long, value_name = "DIR|FILE")]
    data: PathBuf,
    /// File to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Arguments of `article`.
#[derive(Debug, clap::Args)]
struct ArticleArguments {
    /// Text files, `-` for standard input
    #[arg(required_unless_present = "text", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The text itself
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Folder or project file whose records are recognised
    #[arg(long, value_name = "DIR|FILE")]
    data: Option<PathBuf>,
}

/// Arguments of `batch`.
#[derive(Debug, clap::Args)]
struct BatchArguments {
    #[command(flatten)]
    source: Source,
    /// Direction of matching
    #[arg(long)]
    route: String,
    /// JSON file with a route of your own, or with several: {"routes": […]}
    #[arg(long, value_name = "FILE")]
    routes: Option<PathBuf>,
    /// How many matches (the route's own limit if not given)
    #[arg(long)]
    top: Option<u32>,
    /// "Today" for the rules, ISO date (today if not given)
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

/// What to look for twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DuplicateKind {
    /// The same organization under another name
    Organizations,
    /// The same project paid for by several
    Projects,
}

/// Arguments of `duplicates`.
#[derive(Debug, clap::Args)]
struct DuplicatesArguments {
    /// Folder of JSON lines files, or a project file
    #[arg(long, value_name = "DIR|FILE")]
    data: PathBuf,
    /// What to look for
    #[arg(long, value_enum, default_value = "organizations")]
    kind: DuplicateKind,
    /// Lowest score that is shown, in millionths (a choice for each kind if not given)
    #[arg(long, value_name = "SCORE", value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    least: Option<u32>,
}

/// Arguments of `match`.
#[derive(Debug, clap::Args)]
struct MatchArguments {
    #[command(flatten)]
    source: Source,
    /// Direction of matching
    #[arg(long)]
    route: String,
    /// JSON file with a route of your own, or with several: {"routes": […]}
    #[arg(long, value_name = "FILE")]
    routes: Option<PathBuf>,
    /// Id of one query; without it and --text, all queries are answered
    #[arg(long, value_name = "ID", conflicts_with = "text")]
    query: Option<String>,
    /// A need in words
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Code or name of its place
    #[arg(long, value_name = "CODE", requires = "text")]
    place: Option<String>,
    /// The need can also be served online
    #[arg(long, requires = "text")]
    online: bool,
    /// How many matches (the route's own limit if not given)
    #[arg(long)]
    top: Option<u32>,
    /// "Today" for the rules, ISO date (today if not given)
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// How to write results
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// Show parts, words in common and rules of each match
    #[arg(long)]
    explain: bool,
    /// Only ids, scores and verdicts, as JSON lines: for very many queries
    #[arg(long, conflicts_with_all = ["format", "explain"])]
    brief: bool,
    /// JSON file of weights in millionths by feature, for example {"text": 800000, "place": 200000}
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Leave out a rule; may be given several times
    #[arg(long, value_name = "RULE")]
    without_rule: Vec<String>,
    /// Leave a relation out of the graph; may be given several times
    #[arg(long, value_name = "REL")]
    without_links: Vec<String>,
}

/// Arguments of `evaluate`.
#[derive(Debug, clap::Args)]
struct EvaluateArguments {
    /// Folder of JSON lines files, or a project file
    #[arg(long, value_name = "DIR|FILE")]
    data: PathBuf,
    /// Direction of matching
    #[arg(long)]
    route: String,
    /// JSON file with a route of your own, or with several: {"routes": […]}
    #[arg(long, value_name = "FILE")]
    routes: Option<PathBuf>,
    /// JSON lines of judgments: query, candidate, grade 0–3
    #[arg(long, value_name = "FILE")]
    judgments: PathBuf,
    /// Places that nDCG looks at
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    top: u32,
    /// JSON lines of queries with the band they belong to
    #[arg(long, value_name = "FILE")]
    bands: Option<PathBuf>,
    /// "Today" for the rules, ISO date (today if not given)
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// JSON file of weights in millionths by feature
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Leave out a rule; may be given several times
    #[arg(long, value_name = "RULE")]
    without_rule: Vec<String>,
    /// Leave a relation out of the graph; may be given several times
    #[arg(long, value_name = "REL")]
    without_links: Vec<String>,
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
struct CheckArguments {
    /// Files or folders
    #[arg(required = true, value_name = "FILE|DIR")]
    files: Vec<PathBuf>,
    /// What the files hold (organizations, needs, links, …), where their names do not say so
    #[arg(long = "as", value_name = "LIST")]
    list: Option<String>,
    /// Folder or project file in which ids are looked up
    #[arg(long, value_name = "DIR|FILE")]
    data: Option<PathBuf>,
    /// How to write problems
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

/// Arguments of `template`.
#[derive(Debug, clap::Args)]
struct TemplateArguments {
    /// organizations, needs, projects, resources, or funders (with their calls)
    kind: String,
    /// File to write, ending in .xlsx
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
struct ImportArguments {
    /// Files or folders
    #[arg(required = true, value_name = "FILE|DIR")]
    files: Vec<PathBuf>,
    /// Folder to write to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// What the files hold (organizations, needs, links, …), where they do not say so
    #[arg(long = "as", value_name = "LIST")]
    list: Option<String>,
    /// Folder or project file in which ids are looked up
    #[arg(long, value_name = "DIR|FILE")]
    data: Option<PathBuf>,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
    /// How to write problems
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

/// Does what the arguments say. The exit code is 1 if `check` found an error.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let language = arguments.language;
    match &arguments.command {
        Command::Match(arguments) => find::run(arguments, language),
        Command::Evaluate(arguments) => evaluate::run(arguments),
        Command::Check(arguments) => check::run(arguments, language),
        Command::Import(arguments) => import::run(arguments, language),
        Command::Index(arguments) => index::run(arguments),
        Command::Batch(arguments) => batch::run(arguments),
        Command::Template(arguments) => template::run(arguments),
        Command::Export(arguments) => export::run(arguments, language),
        Command::Duplicates(arguments) => duplicates::run(arguments),
        Command::Article(arguments) => article::run(arguments, language),
    }
}

impl Arguments {
    /// An error as one line in the chosen language.
    pub(crate) fn explain(&self, error: &anyhow::Error) -> String {
        match error.downcast_ref::<Failure>() {
            Some(failure) => failure.sentence(self.language),
            None => format!("{error:#}"),
        }
    }
}

/// The language of a tag.
fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "there are zh-Hans and en".to_owned())
}

/// The given date, or today where the user is. The core has no clock; this is the one place that
/// looks at it.
fn as_of(given: Option<&String>) -> String {
    given.cloned().unwrap_or_else(|| jiff::Zoned::now().date().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_well_formed() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }
}
