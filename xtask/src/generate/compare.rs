//! Comparing `data/divisions.tsv` with another list of divisions, difference by difference.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::divisions::{is_placeholder, is_statistical_zone};

/// Compares the table with a list that has a header with `code` and `name` (comma-separated,
/// codes of 2, 4 or 6 digits; longer ones are townships and ignored) or no header and two columns
/// separated by a tab. Prints every difference with its reason.
///
/// Fails when a difference has no known reason.
pub(super) fn divisions(table: &Path, list: &Path) -> Result<()> {
    let ours = listed(table)?;
    let theirs = listed(list)?;
    let mut unexplained = 0;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, name) in &theirs {
        let reason = match ours.get(code) {
            Some(ours) if ours == name => continue,
            Some(ours) => {
                println!("  {code} is {ours} here and {name} there");
                unexplained += 1;
                continue;
            }
            None if is_statistical_zone(code) => "statistical zone, left out",
            None if is_placeholder(code) => "no place of its own, left out",
            None => "missing here",
        };
        unexplained += usize::from(reason == "missing here");
        *counts.entry(reason).or_default() += 1;
        println!("  {code} {name}: {reason}");
    }
    for (code, name) in ours.iter().filter(|(code, _)| !theirs.contains_key(*code)) {
        let region = matches!(&code[..2], "71" | "81" | "82");
        let reason = if region { "Taiwan, Hong Kong, Macao: only here" } else { "only here" };
        unexplained += usize::from(!region);
        *counts.entry(reason).or_default() += 1;
        println!("  {code} {name}: {reason}");
    }
    println!("  {} divisions here, {} there", ours.len(), theirs.len());
    for (reason, count) in counts {
        println!("  {count} × {reason}");
    }
    ensure!(unexplained == 0, "{unexplained} differences without a known reason");
    Ok(())
}

/// Six-digit codes with their names.
fn listed(path: &Path) -> Result<BTreeMap<String, String>> {
    let text = super::read(path)?;
    let mut lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .peekable();
    let first = lines.peek().copied().with_context(|| format!("{}: empty", path.display()))?;
    let (separator, code_column, name_column) = if first.contains('\t') {
        ('\t', 0, 1)
    } else {
        let titles: Vec<&str> = first.split(',').collect();
        let column = |title| titles.iter().position(|other| *other == title);
        let columns = column("code").zip(column("name"));
        let (code, name) = columns.with_context(|| format!("{}: no header", path.display()))?;
        lines.next();
        (',', code, name)
    };
    let mut listed = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split(separator).map(|cell| cell.trim_matches('"')).collect();
        let code = cells.get(code_column).context("a line without code")?;
        let name = cells.get(name_column).context("a line without name")?;
        if code.len() <= 6 {
            listed.insert(format!("{code:0<6}"), (*name).to_owned());
        }
    }
    Ok(listed)
}
