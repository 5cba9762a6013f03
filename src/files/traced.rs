//! A text that is being changed and knows where each of its characters stood in the original.

/// What replaces a stretch of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The first character that goes.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// What comes instead.
    pub(super) text: String,
}

/// Characters with the stretch of the original that each stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Traced {
    chars: Vec<char>,
    spans: Vec<[u32; 2]>,
}

impl Traced {
    /// The original.
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let spans = (0..chars.len() as u32).map(|at| [at, at + 1]).collect();
        Self { chars, spans }
    }

    /// The characters as they are now.
    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The text as it is now.
    pub(super) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Where a stretch of the present text stood in the original, in code points: first, one past last.
    /// `[0, 0]` for an empty stretch or one outside the text.
    pub(super) fn span(&self, start: usize, end: usize) -> [u32; 2] {
        match self.spans.get(start..end) {
            Some(spans @ [first, ..]) => [first[0], spans.last().map_or(first[1], |last| last[1])],
            _ => [0, 0],
        }
    }

    /// Replaces stretches; they ascend and do not overlap (one that does is left out). Gives for each
    /// edit that was made its stretch of the original. New characters stand for all that they replace.
    pub(super) fn replace(&mut self, edits: &[Edit]) -> Vec<[u32; 2]> {
        let (mut chars, mut spans) = (Vec::with_capacity(self.chars.len()), Vec::new());
        let (mut done, mut replaced) = (0, Vec::new());
        for edit in edits {
            if edit.start < done || edit.start >= edit.end || edit.end > self.chars.len() {
                continue;
            }
            chars.extend_from_slice(&self.chars[done..edit.start]);
            spans.extend_from_slice(&self.spans[done..edit.start]);
            let span = self.span(edit.start, edit.end);
            for character in edit.text.chars() {
                chars.push(character);
                spans.push(span);
            }
            replaced.push(span);
            done = edit.end;
        }
        chars.extend_from_slice(&self.chars[done..]);
        spans.extend_from_slice(&self.spans[done..]);
        (self.chars, self.spans) = (chars, spans);
        replaced
    }
}

/// A character in half width; itself where it has none.
pub(super) fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' | '\u{a0}' => ' ',
        _ => character,
    }
}

/// Is it a Chinese character?
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { start, end, text: text.to_owned() }
    }

    #[test]
    fn every_character_knows_where_it_stood() {
        let mut text = Traced::new("甲乙丙丁戊");
        assert_eq!(text.replace(&[edit(1, 3, "〔电话〕"), edit(4, 5, "")]), [[1, 3], [4, 5]]);
        assert_eq!(text.text(), "甲〔电话〕丁");
        assert_eq!((text.span(0, 1), text.span(2, 4), text.span(5, 6)), ([0, 1], [1, 3], [3, 4]));
        // A second change still speaks of the original.
        assert_eq!(text.replace(&[edit(0, 2, "子")]), [[0, 3]]);
        assert_eq!(text.span(9, 10), [0, 0]);
    }

    #[test]
    fn edits_that_overlap_or_lie_outside_are_left_out() {
        let mut text = Traced::new("甲乙丙");
        let edits = [edit(0, 2, "x"), edit(1, 3, "y"), edit(2, 2, "z"), edit(2, 9, "w")];
        assert_eq!(text.replace(&edits), [[0, 2]]);
        assert_eq!(text.text(), "x丙");
    }
}
