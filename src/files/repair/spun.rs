//! Words that a rewording program put in the place of others: 安排 for 组织, 女人 for 女性.
//!
//! The text is never rewritten. What a word probably meant is an alias beside it, and only in a text in
//! which several such words stand where nobody would write them.

use std::sync::OnceLock;

use crate::text::words::WordFinder;

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
    plain: Finder,
    improbable: Finder,
}

/// Finds texts that stand for positions in the list of words.
struct Finder {
    finder: WordFinder,
    positions: Vec<u32>,
}

impl Finder {
    /// Finds these texts.
    fn new(mut texts: Vec<(&'static str, u32)>) -> Self {
        texts.sort_unstable();
        texts.dedup_by_key(|(text, _)| *text);
        let words: Vec<String> = texts.iter().map(|(text, _)| (*text).to_owned()).collect();
        let positions = texts.into_iter().map(|(_, position)| position).collect();
        Self { finder: WordFinder::new(&words), positions }
    }

    /// First character and position in the list of words, of every text that stands there, ascending.
    fn find(&self, chars: &[char]) -> Vec<(usize, u32)> {
        let hits = self.finder.find(chars).into_iter();
        let mut found: Vec<(usize, u32)> =
            hits.filter_map(|hit| Some((hit.start, *self.positions.get(hit.word)?))).collect();
        found.sort_unstable();
        found
    }
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
        Spun { plain: Finder::new(numbered), improbable: Finder::new(stretches), words }
    })
}

/// The aliases of a text, ascending; none where it is not reworded.
pub fn aliases(text: &str) -> Vec<Alias> {
    let spun = spun();
    let chars: Vec<char> = text.chars().collect();
    let mut seen: Vec<u32> = spun.improbable.find(&chars).iter().map(|(_, word)| *word).collect();
    seen.sort_unstable();
    seen.dedup();
    if seen.len() < SEVERAL {
        return Vec::new();
    }
    let mut aliases: Vec<Alias> = Vec::new();
    for (start, position) in spun.plain.find(&chars) {
        let Some((word, meant)) = spun.words.get(position as usize) else { continue };
        let start = start as u32;
        if aliases.last().is_none_or(|last| last.span[1] <= start) {
            let end = start + word.chars().count() as u32;
            aliases.push(Alias { span: [start, end], word, meant });
        }
    }
    aliases
}
