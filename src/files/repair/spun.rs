//! Words that a rewording program put in the place of others: 安排 for 组织, 女人 for 女性.
//!
//! The text is never rewritten. What a word probably meant is an alias beside it, and only in a text in
//! which several such words stand where nobody would write them.

use std::sync::OnceLock;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

/// A word and what it probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// Where the word stands, in code points.
    pub span: [u32; 2],
    /// As it stands there.
    pub word: &'static str,
    /// What it meant; as long as the word.
    pub meant: &'static str,
}

/// Different words in improbable places that make a text a reworded one.
const SEVERAL: usize = 3;

/// The words, and the stretches in which they are improbable.
struct Spun {
    words: Vec<(&'static str, &'static str)>,
    /// Finds words; values are positions in `words`.
    plain: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Finds stretches; values are positions in `words`.
    improbable: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

/// From `data/spun.tsv`.
fn spun() -> &'static Spun {
    static SPUN: OnceLock<Spun> = OnceLock::new();
    SPUN.get_or_init(|| {
        let file = include_str!("../../../data/spun.tsv");
        let (mut words, mut stretches) = (Vec::new(), Vec::new());
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            if let (Some(word), Some(meant), Some(contexts)) =
                (columns.next(), columns.next(), columns.next())
            {
                for stretch in contexts.split(' ') {
                    if !stretches.iter().any(|(known, _)| *known == stretch) {
                        stretches.push((stretch, words.len() as u32));
                    }
                }
                words.push((word, meant));
            }
        }
        let numbered =
            words.iter().zip(0_u32..).map(|((word, _), number)| (*word, number)).collect();
        Spun { plain: automaton(numbered), improbable: automaton(stretches), words }
    })
}

/// Finds these texts.
fn automaton(patterns: Vec<(&'static str, u32)>) -> Option<CharwiseDoubleArrayAhoCorasick<u32>> {
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::Standard)
        .build_with_values(patterns)
        .ok()
}

/// The aliases of a text, ascending; none where it is not reworded.
pub fn aliases(text: &str) -> Vec<Alias> {
    let spun = spun();
    let (Some(plain), Some(improbable)) = (&spun.plain, &spun.improbable) else {
        return Vec::new();
    };
    let mut seen: Vec<u32> = Vec::new();
    for found in improbable.find_overlapping_iter(text) {
        if !seen.contains(&found.value()) {
            seen.push(found.value());
        }
    }
    if seen.len() < SEVERAL {
        return Vec::new();
    }
    // Code points before a byte, counted once along the text.
    let (mut counted, mut points) = (0, 0);
    let mut aliases = Vec::new();
    for found in plain.find_iter(text) {
        let Some((word, meant)) = spun.words.get(found.value() as usize) else { continue };
        points += text.get(counted..found.start()).unwrap_or_default().chars().count() as u32;
        counted = found.start();
        aliases.push(Alias { span: [points, points + word.chars().count() as u32], word, meant });
    }
    aliases
}
