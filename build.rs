//! Packs the declarations in `data` for the program.
//!
//! People edit text files; the program carries them as one stream of bytes that a model of texts has
//! made as short as it can: every character is first the one or two bytes of its rank, numbers are
//! steps. What a visitor of the page downloads of them is half of what gzip makes of the files.
//! `src/packed.rs` reads it back.

// A build script may stop the build; sizes are those of files in this repository.
#![allow(clippy::unwrap_used, clippy::panic, clippy::cast_possible_truncation)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

#[path = "src/packed/model.rs"]
mod model;

/// Text files that are packed as they are, with the name by which the program asks for them.
const TEXTS: [(&str, &str); 3] =
    [("RISK", "risk.json"), ("TAXONOMY", "taxonomy.json"), ("STOP_WORDS", "stop_words.txt")];
/// Characters that get one byte. The other values of a first byte announce a second.
const SINGLES: usize = 192;

fn main() {
    let data = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("data");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/packed/model.rs");
    let read = |name: &str| fs::read_to_string(data.join(name)).unwrap();
    let mut texts: Vec<(&str, String)> =
        TEXTS.iter().map(|(name, file)| (*name, tight(file, &read(file)))).collect();
    let (codes, names) = divisions(&read("divisions.tsv"));
    texts.push(("DIVISION_NAMES", names));

    let ranks = ranks(&texts);
    let mut blob = table(&ranks);
    let mut source = format!(
        "/// Where the table of characters ends.\nconst TABLE_END: usize = {};\n",
        blob.len()
    );
    for (name, text) in &texts {
        let packed = pack(text, &ranks);
        add(&mut source, &mut blob, name, &packed);
    }
    add(&mut source, &mut blob, "DIVISION_CODES", &codes);
    add(&mut source, &mut blob, "SIMPLIFIED", &simplified(&read("t2s.tsv")));

    let out = env::var("OUT_DIR").unwrap();
    writeln!(
        source,
        "/// Bytes in all.\n#[allow(clippy::unreadable_literal)]\nconst LENGTH: usize = {};",
        blob.len()
    )
    .unwrap();
    fs::write(Path::new(&out).join("packed.bin"), squeeze(&blob)).unwrap();
    fs::write(Path::new(&out).join("packed.rs"), source).unwrap();
}

/// Appends a part and writes down where it is.
fn add(source: &mut String, blob: &mut Vec<u8>, name: &str, part: &[u8]) {
    let start = blob.len();
    blob.extend_from_slice(part);
    writeln!(source, "/// `{name}` in the packed bytes.\n#[allow(clippy::unreadable_literal)]")
        .unwrap();
    writeln!(source, "pub(crate) const {name}: Part = Part({start}, {});", blob.len()).unwrap();
}

/// JSON without white space and without what is said to its readers under `about`; other text as it
/// is.
fn tight(file: &str, text: &str) -> String {
    if Path::new(file).extension().is_none_or(|ending| ending != "json") {
        return text.to_owned();
    }
    let mut value: Value = serde_json::from_str(text).unwrap();
    let mut open = vec![&mut value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                members.remove("about");
                open.extend(members.values_mut());
            }
            _ => {}
        }
    }
    value.to_string()
}

/// Bytes as the arithmetic code of the bits that the model did not expect.
fn squeeze(bytes: &[u8]) -> Vec<u8> {
    let (mut model, mut interval) = (model::Model::new(), model::Interval::new());
    let mut out = Vec::new();
    for bit in bytes.iter().flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1 == 1)) {
        let split = interval.split(model.foretell());
        interval.narrow(split, bit);
        model.learn(bit);
        out.extend(std::iter::from_fn(|| interval.shift()));
    }
    out.extend(interval.high.to_be_bytes());
    out
}

/// The rank of every character: the frequent ones first, the others by code point.
fn ranks(texts: &[(&str, String)]) -> Vec<char> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for character in texts.iter().flat_map(|(_, text)| text.chars()) {
        *counts.entry(character).or_default() += 1;
    }
    let mut ranked: Vec<(char, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(character, count)| (std::cmp::Reverse(*count), *character));
    let mut ranked: Vec<char> = ranked.into_iter().map(|(character, _)| character).collect();
    let singles = SINGLES.min(ranked.len());
    ranked[..singles].sort_unstable();
    ranked[singles..].sort_unstable();
    assert!(ranked.len() - singles <= (256 - SINGLES) * 256, "too many characters");
    ranked
}

/// The characters in the order of their ranks: the step from one to the next.
fn table(ranks: &[char]) -> Vec<u8> {
    let mut out = Vec::new();
    for half in [&ranks[..SINGLES], &ranks[SINGLES..]] {
        number(&mut out, half.len() as u32);
        let mut before = 0;
        for character in half {
            number(&mut out, u32::from(*character) - before);
            before = u32::from(*character);
        }
    }
    out
}

/// A text as ranks.
fn pack(text: &str, ranks: &[char]) -> Vec<u8> {
    let rank: BTreeMap<char, usize> = ranks.iter().copied().zip(0..).collect();
    let mut out = Vec::new();
    for character in text.chars() {
        let rank = rank[&character];
        if rank < SINGLES {
            out.push(rank as u8);
        } else {
            let rest = rank - SINGLES;
            out.push((SINGLES + (rest >> 8)) as u8);
            out.push((rest & 255) as u8);
        }
    }
    out
}

/// A number in groups of seven bits, the lowest first.
fn number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 128 {
        out.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Codes of places as steps, and their names joined by line breaks.
fn divisions(table: &str) -> (Vec<u8>, String) {
    let (mut codes, mut names, mut before) = (Vec::new(), Vec::new(), 0);
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (code, name) = line.split_once('\t').unwrap();
        let code: u32 = code.parse().unwrap();
        number(&mut codes, code - before);
        before = code;
        names.push(name);
    }
    (codes, names.join("\n"))
}

/// Traditional characters as steps, then the Simplified one of each: high bytes, then low bytes.
fn simplified(table: &str) -> Vec<u8> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (to, from) = line.split_once('\t').unwrap();
        let to = u32::from(to.chars().next().unwrap());
        pairs.extend(from.chars().map(|from| (u32::from(from), to)));
    }
    pairs.sort_unstable();
    assert!(pairs.iter().all(|(from, to)| *from.max(to) <= 0xFFFF));
    let mut out = Vec::new();
    number(&mut out, pairs.len() as u32);
    let mut before = 0;
    for (from, _) in &pairs {
        number(&mut out, from - before);
        before = *from;
    }
    out.extend(pairs.iter().map(|(_, to)| (to >> 8) as u8));
    out.extend(pairs.iter().map(|(_, to)| (to & 255) as u8));
    out
}
