//! The licence check: every crate that the project builds from has a licence of `deny.toml`'s list.
//!
//! `cargo deny check licenses` does the same and more for people who have it; this check needs
//! nothing beyond cargo and reads the same list.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::workspace;

/// Checks the licences of all dependencies, those of tests and tools included.
///
/// Fails with the crates whose licence is not in the list.
pub(crate) fn check() -> Result<()> {
    let allowed = allowed_licences(&fs::read_to_string(workspace::root().join("deny.toml"))?)?;
    let metadata = workspace::metadata(true)?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let mut refused = Vec::new();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_allowed(licence, &allowed) {
            let (name, version) = (&package["name"], &package["version"]);
            refused.push(format!("{name} {version}: \"{licence}\"").replace('"', ""));
        }
    }
    println!("   {} crates", packages.len());
    ensure!(refused.is_empty(), "not in the list of deny.toml:\n  {}", refused.join("\n  "));
    Ok(())
}

/// The strings of the list `allow = [ … ]` under `[licenses]`.
fn allowed_licences(deny: &str) -> Result<Vec<String>> {
    let section = deny.split_once("[licenses]").map(|(_, section)| section);
    let list = section.and_then(|section| section.split_once("allow = [")?.1.split_once(']'));
    let (list, _) = list.context("deny.toml has no list of allowed licences")?;
    Ok(list.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

/// Whether a licence expression can be met with allowed licences alone: `OR` (and the old form
/// `/`) needs one side, `AND` both. An exception (`WITH …`) only adds freedoms.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut place = 0;
    let result = either(&words, &mut place, allowed);
    result && place == words.len()
}

fn either(words: &[&str], place: &mut usize, allowed: &[String]) -> bool {
    let mut result = both(words, place, allowed);
    while words.get(*place) == Some(&"OR") {
        *place += 1;
        result |= both(words, place, allowed);
    }
    result
}

fn both(words: &[&str], place: &mut usize, allowed: &[String]) -> bool {
    let mut result = single(words, place, allowed);
    while words.get(*place) == Some(&"AND") {
        *place += 1;
        result &= single(words, place, allowed);
    }
    result
}

fn single(words: &[&str], place: &mut usize, allowed: &[String]) -> bool {
    let word = words.get(*place).copied().unwrap_or_default();
    *place += 1;
    if word == "(" {
        let result = either(words, place, allowed);
        let closed = words.get(*place) == Some(&")");
        *place += 1;
        return result && closed;
    }
    if words.get(*place) == Some(&"WITH") {
        *place += 2;
    }
    allowed.iter().any(|licence| licence == word)
}

#[cfg(test)]
mod tests {
    use super::{allowed_licences, is_allowed};

    #[test]
    fn the_list_is_read_from_its_section() {
        let deny =
            "[bans]\nallow = [\"x\"]\n[licenses]\nallow = [\n \"MIT\", # why\n \"ISC\",\n]\n";
        assert_eq!(allowed_licences(deny).unwrap(), ["MIT", "ISC"]);
        assert!(allowed_licences("[bans]\n").is_err());
    }

    #[test]
    fn expressions() {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned);
        let cases = [
            ("MIT", true),
            ("GPL-3.0-or-later", false),
            ("GPL-3.0-only OR MIT", true),
            ("MIT/Apache-2.0", true),
            ("MIT AND GPL-2.0-only", false),
            ("(MIT OR GPL-2.0-only) AND Unicode-3.0", true),
            ("(MIT OR Apache-2.0) AND GPL-2.0-only", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("MIT GPL-2.0-only", false),
            ("(MIT", false),
            ("", false),
        ];
        for (expression, expected) in cases {
            assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
        }
    }
}
