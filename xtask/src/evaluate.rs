//! `cargo xtask evaluate`: how good and how fast the release build is on data that are not part of the
//! repository.

#![expect(
    clippy::disallowed_methods,
    reason = "the core has no clock; here the time is what is measured"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::{process, workspace};

/// The list of names in a folder of evaluation data.
const NAMES: &str = "dedup.csv";
/// Its columns: id, name, code of the division, identity, kind of noise.
const HEADER: &str = "rid,name,division,true_org,noise";

/// Pairs of ids, the lower first.
type Pairs = BTreeSet<[String; 2]>;

/// Prints one line for each folder: names, precision, recall and F1 of the pairs that `matchgraph
/// duplicates` finds with its own threshold, and the time with reading the file.
///
/// Fails when a folder has no list of names, or the program does not answer.
pub(crate) fn run(folders: &[String]) -> Result<()> {
    ensure!(!folders.is_empty(), "name folders that have a file {NAMES} with {HEADER}");
    let mut cargo = Command::new(workspace::cargo());
    process::run(cargo.current_dir(workspace::root()).args(["build", "--release", "--quiet"]))?;
    for folder in folders {
        println!("{folder}: {}", names(Path::new(folder))?);
    }
    Ok(())
}

/// Measures one list of names.
fn names(folder: &Path) -> Result<String> {
    let file = folder.join(NAMES);
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let rows = rows(&text).with_context(|| file.display().to_string())?;
    let truth = truth(&rows);
    let target = workspace::target_directory()?;
    let records = target.join("evaluate");
    fs::create_dir_all(&records)?;
    let organizations = rows.iter().map(|[id, name, division, _]| {
        json!({"id": id, "name": name, "division": division}).to_string() + "\n"
    });
    fs::write(records.join("organizations.jsonl"), organizations.collect::<String>())?;
    // The counties of the list are invented, and named here by their codes alone.
    let codes: BTreeSet<&str> = rows.iter().map(|row| row[2].as_str()).collect();
    let divisions = codes.iter().map(|code| json!({"code": code, "name": code}).to_string() + "\n");
    fs::write(records.join("divisions.jsonl"), divisions.collect::<String>())?;

    let binary = target.join("release").join(format!("matchgraph{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(binary);
    command.arg("duplicates").arg("--data").arg(&records);
    let start = Instant::now();
    let output = command.output().context("matchgraph could not be started")?;
    let seconds = start.elapsed().as_secs_f64();
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    let mut found = Pairs::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let pair: Value = serde_json::from_str(line)?;
        found.insert(serde_json::from_value(pair["pair"].clone())?);
    }
    let right = found.intersection(&truth).count() as f64;
    let precision = right / found.len().max(1) as f64;
    let recall = right / truth.len().max(1) as f64;
    let f1 = 2.0 * right / (found.len() + truth.len()).max(1) as f64;
    Ok(format!(
        "{} names, {} pairs, precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}, \
         {seconds:.2} s with reading",
        rows.len(),
        truth.len()
    ))
}

/// The rows of a list: id, name, code of the division, identity. Names with commas are not read.
fn rows(text: &str) -> Result<Vec<[String; 4]>> {
    let mut lines = text.lines();
    ensure!(lines.next() == Some(HEADER), "the header is not {HEADER}");
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let [id, name, division, identity, _] = cells[..] else {
                anyhow::bail!("not five cells: {line}")
            };
            Ok([id, name, division, identity].map(str::to_owned))
        })
        .collect()
}

/// Each row that is one with an earlier row, with the first such row.
fn truth(rows: &[[String; 4]]) -> Pairs {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut pairs = Pairs::new();
    for [id, _, _, identity] in rows {
        match first.get(identity.as_str()) {
            Some(other) => {
                let mut pair = [id.clone(), (*other).to_owned()];
                pair.sort();
                pairs.insert(pair);
            }
            None => {
                first.insert(identity, id);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_identity_are_a_pair() {
        let list =
            format!("{HEADER}\nr2,甲会,350102,o1,\nr3,乙会,350102,o2,\nr1,甲協會,350100,o1,trad");
        let rows = rows(&list).unwrap();
        let pair = ["r1", "r2"].map(str::to_owned);
        assert_eq!(truth(&rows), Pairs::from([pair]));
    }

    #[test]
    fn another_table_is_refused() {
        assert!(rows("id,name\n1,甲会").is_err());
        assert!(rows(&format!("{HEADER}\nr1,甲,会,350102,o1,")).is_err());
    }
}
