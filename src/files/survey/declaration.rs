//! What `data/survey.json` says: columns of survey platforms, questions, options, phrases.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::text::fold;

/// The file. Every word in it is folded when it is read, except options, themes and ways of delivery,
/// which are written into records.
#[derive(Debug, Default, Deserialize)]
pub(in crate::files) struct Declaration {
    pub columns: Columns,
    /// Cells that stand for nothing.
    pub missing: Vec<String>,
    /// Words by which a heading says that several options may be chosen.
    pub choice_heading: Vec<String>,
    /// Words by which brackets behind a question hold a remark, not an option.
    pub remarks: Vec<String>,
    /// What joins options where the export does not use its own sign, the surest first.
    pub separators: Vec<String>,
    /// Which words of a heading make it which question; the first that fits.
    pub questions: Vec<Question>,
    /// Answers by which a row of a matrix is chosen.
    pub answers_of_a_matrix: Vec<String>,
    /// Cells of a column of one option that say yes.
    pub ticked: Vec<String>,
    /// Cells of a column of one option that say no.
    pub not_ticked: Vec<String>,
    /// Options that say that none of the circumstances applies.
    pub no_situation: Vec<String>,
    /// Names of the option that is filled in freely.
    pub other: Vec<String>,
    /// What is filled in there and says nothing.
    pub vague: Vec<String>,
    /// What is put behind the name of a city to mean the city itself.
    pub whole_city: Vec<String>,
    /// How a service comes, by the words of the survey.
    pub delivery: BTreeMap<String, String>,
    /// Points of 1 to 5 for words.
    pub satisfaction: BTreeMap<String, u32>,
    /// Options that are known where no vocabulary of themes is.
    pub options: Vec<KnownOption>,
    /// Options of surveys among organizations.
    pub organization_options: Vec<String>,
    /// What is said when nothing is asked for.
    pub phrases: Vec<Phrases>,
    /// Words that keep a text from being taken for mere thanks.
    pub need_words: Vec<String>,
    /// Rows of keys, and the alphabet.
    pub keyboard: Vec<String>,
    /// Matters of other offices.
    pub off_topic: Vec<String>,
    /// Words that say that somebody in particular is concerned.
    pub family: Vec<String>,
    pub several: Several,
    pub notes: NoteWords,
}

/// Columns that a platform adds to the questions.
#[derive(Debug, Default, Deserialize)]
pub(in crate::files) struct Columns {
    pub number: Vec<String>,
    pub submitted: Vec<String>,
    pub duration: Vec<String>,
    /// Addresses, devices, accounts: dropped unread.
    pub dropped: Vec<String>,
    /// Harmless, and of no use here.
    pub plain: Vec<String>,
}

/// The words of one question.
#[derive(Debug, Default, Deserialize)]
pub(in crate::files) struct Question {
    pub key: String,
    /// It is this question if the heading has all words of one of these.
    pub any: Vec<Vec<String>>,
}

/// An option and the theme it stands for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::files) struct KnownOption {
    pub option: String,
    pub theme: String,
}

/// Words of which a clause consists that asks for nothing.
#[derive(Debug, Default, Deserialize)]
pub(in crate::files) struct Phrases {
    pub quality: String,
    /// At least one of these is in it …
    pub say: Vec<String>,
    /// … and apart from them only these.
    pub with: Vec<String>,
    /// Words behind which a name may stand.
    #[serde(default)]
    pub thanks: Vec<String>,
}

/// Signs that somebody speaks of several matters.
#[derive(Debug, Default, Deserialize)]
pub(in crate::files) struct Several {
    /// Chinese numerals from one on.
    pub ordinals: Vec<String>,
    /// Words with which somebody asks for something or says what is lacking: a part without one is
    /// only more about the matter before it.
    pub asks: Vec<String>,
    /// Words that begin another matter.
    pub besides: Vec<String>,
}

/// Headers and words of visit notes and hotline lists.
#[derive(Debug, Default, Deserialize)]
pub(in crate::files) struct NoteWords {
    pub date: Vec<String>,
    pub place: Vec<String>,
    pub content: Vec<String>,
    pub handling: Vec<String>,
    pub respondent: Vec<String>,
    /// Words by which a list comes from a hotline.
    pub hotline: Vec<String>,
    /// Words of a remark about what became of the matter.
    pub flags: Vec<String>,
}

/// The declaration that comes with the program. It is part of the program and a test reads it; a broken
/// one recognises nothing.
pub(in crate::files) fn declaration() -> &'static Declaration {
    static READ: OnceLock<Declaration> = OnceLock::new();
    READ.get_or_init(|| {
        let text = include_str!("../../../data/survey.json");
        let mut read: Declaration = serde_json::from_str(text).unwrap_or_default();
        read.fold();
        read
    })
}

/// Folds words in place.
fn fold_all(words: &mut [String]) {
    for word in words {
        *word = fold(word);
    }
}

impl Declaration {
    /// Folds what texts are compared with.
    fn fold(&mut self) {
        let columns = &mut self.columns;
        let notes = &mut self.notes;
        for words in [
            &mut columns.number,
            &mut columns.submitted,
            &mut columns.duration,
            &mut columns.dropped,
            &mut columns.plain,
            &mut self.missing,
            &mut self.choice_heading,
            &mut self.remarks,
            &mut self.answers_of_a_matrix,
            &mut self.ticked,
            &mut self.not_ticked,
            &mut self.no_situation,
            &mut self.other,
            &mut self.vague,
            &mut self.whole_city,
            &mut self.need_words,
            &mut self.off_topic,
            &mut self.family,
            &mut self.several.asks,
            &mut self.several.besides,
            &mut notes.date,
            &mut notes.place,
            &mut notes.content,
            &mut notes.handling,
            &mut notes.respondent,
            &mut notes.hotline,
            &mut notes.flags,
        ] {
            fold_all(words);
        }
        for question in &mut self.questions {
            question.any.iter_mut().for_each(|words| fold_all(words));
        }
        for phrases in &mut self.phrases {
            for words in [&mut phrases.say, &mut phrases.with, &mut phrases.thanks] {
                fold_all(words);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_can_be_read() {
        let read: Result<Declaration, _> =
            serde_json::from_str(include_str!("../../../data/survey.json"));
        assert!(read.is_ok(), "{read:?}");
        assert!(declaration().questions.iter().any(|question| question.key == "text"));
    }

    #[test]
    fn the_known_options_are_those_of_the_sample() {
        let sample = include_str!("../../../examples/sample/themes.json");
        let themes: Vec<BTreeMap<String, String>> =
            serde_json::from_str(sample).unwrap_or_default();
        let known = |theme: &BTreeMap<String, String>| {
            declaration().options.iter().any(|known| {
                theme.get("survey_option") == Some(&known.option)
                    && theme.get("zh") == Some(&known.theme)
            })
        };
        assert!(themes.len() > 20 && themes.iter().all(known));
    }
}
