//! `matchgraph evaluate`: figures against judgments.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use matchgraph::engine::MatchRequest;
use matchgraph::evaluate::{Figures, Judgments, measure, parse_bands};

use super::{EvaluateArguments, files};

/// Prints `ndcg@10 …` and the other figures, then the same for each band.
pub(super) fn run(arguments: &EvaluateArguments) -> anyhow::Result<ExitCode> {
    let read = |file: &Path| fs::read_to_string(file).with_context(|| file.display().to_string());
    let judgments = Judgments::parse(&read(&arguments.judgments)?)
        .map_err(|error| anyhow::anyhow!("{}: {error}", arguments.judgments.display()))?;
    let bands = match &arguments.bands {
        Some(file) => parse_bands(&read(file)?)
            .map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?,
        None => BTreeMap::new(),
    };
    let mut engine = files::load(&arguments.data)?;
    files::add_routes(&mut engine, arguments.routes.as_ref())?;
    let mut rankings = BTreeMap::new();
    for query in judgments.grades.keys() {
        let result = engine.find(&MatchRequest {
            route: arguments.route.clone(),
            query: Some(query.clone()),
            // The whole list: the reciprocal rank looks at all of it.
            top: Some(u32::MAX),
            as_of: super::as_of(arguments.as_of.as_ref()),
            weights: files::weights(arguments.weights.as_ref())?,
            without_rules: arguments.without_rule.clone(),
            without_links: arguments.without_links.clone(),
            hide_answers: true,
            ..MatchRequest::default()
        })?;
        let ids: Vec<String> = result.matches.into_iter().map(|one| one.id).collect();
        rankings.insert(query.clone(), ids);
    }
    print(
        arguments.top as usize,
        None,
        &measure(&judgments, &rankings, arguments.top as usize, |_| true),
    )?;
    let names: BTreeSet<&String> = bands.values().collect();
    for name in names {
        let keep = |query: &str| bands.get(query) == Some(name);
        let figures = measure(&judgments, &rankings, arguments.top as usize, keep);
        print(arguments.top as usize, Some(name), &figures)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints one block of figures.
fn print(top: usize, band: Option<&str>, figures: &Figures) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if let Some(band) = band {
        writeln!(out, "\nband {band}")?;
    }
    writeln!(out, "ndcg@{top} {:.4}", figures.ndcg)?;
    writeln!(out, "recall@5 {:.4}", figures.recall)?;
    writeln!(out, "mrr {:.4}", figures.reciprocal_rank)?;
    writeln!(out, "success@1 {:.4}", figures.success)?;
    writeln!(out, "queries {}", figures.queries)?;
    writeln!(out, "left-out {}", figures.left_out)?;
    Ok(())
}
