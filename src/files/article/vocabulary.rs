//! The words by which articles are read: `data/article.json`.

use std::sync::OnceLock;

use serde_json::Value;

use super::Role;
use crate::files::word_list::WordList;

/// A way to say that two are linked.
#[derive(Debug)]
pub(super) struct Relation {
    /// The relation, as in links.
    pub rel: String,
    /// Who it goes from.
    pub from: Role,
    /// Who it goes to.
    pub to: Role,
    /// The one it goes to is named first: "P 由 O 承接".
    pub backward: bool,
    /// Nothing but the word may stand between the two.
    pub only: bool,
    /// A word between the two.
    pub between: WordList,
    /// The word after the second follows it at once and ends the clause: "B 承接。", not "B 承接“Q”".
    pub ends: bool,
    /// A word after the second; `None` if none is needed.
    pub after: Option<WordList>,
}

/// All lists.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub organization_forms: WordList,
    pub public_forms: WordList,
    pub funder_forms: WordList,
    pub not_after_form: WordList,
    pub boundaries: WordList,
    pub kept_boundaries: WordList,
    pub leading: WordList,
    pub relative: WordList,
    pub generic: WordList,
    pub project_words: WordList,
    pub furniture: Vec<String>,
    pub headline_lists: Vec<String>,
    /// Units as written, the longest first, each with its name.
    pub units: Vec<(Vec<char>, String)>,
    pub relations: Vec<Relation>,
}

impl Vocabulary {
    /// Those of the program.
    pub(super) fn get() -> &'static Self {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(|| {
            // The file is part of the program and a test reads it; a broken one reads nothing.
            let file: Value = serde_json::from_str(include_str!("../../../data/article.json"))
                .unwrap_or_default();
            Self::read(&file)
        })
    }

    fn read(file: &Value) -> Self {
        let list = |name: &str| WordList::read(file, name);
        let strings = |name: &str| -> Vec<String> {
            let items = file.get(name).and_then(Value::as_array).into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let mut units = Vec::new();
        for (name, written) in file.get("units").and_then(Value::as_object).into_iter().flatten() {
            for word in written.as_array().into_iter().flatten().filter_map(Value::as_str) {
                units.push((word.chars().collect::<Vec<char>>(), name.clone()));
            }
        }
        units.sort_by_key(|(word, _)| (std::cmp::Reverse(word.len()), word.clone()));
        let relations = file.get("relations").and_then(Value::as_array).into_iter().flatten();
        Self {
            organization_forms: list("organization_forms"),
            public_forms: list("public_forms"),
            funder_forms: list("funder_forms"),
            not_after_form: list("not_after_form"),
            boundaries: list("boundaries"),
            kept_boundaries: list("kept_boundaries"),
            leading: list("leading"),
            relative: list("relative"),
            generic: list("generic"),
            project_words: list("project_words"),
            furniture: strings("furniture"),
            headline_lists: strings("headline_lists"),
            units,
            relations: relations.filter_map(relation).collect(),
        }
    }
}

/// Reads one relation.
fn relation(value: &Value) -> Option<Relation> {
    let role = |name: &str| match value.get(name)?.as_str()? {
        "organization" => Some(Role::Organization),
        "funder" => Some(Role::Funder),
        "project" => Some(Role::Project),
        _ => None,
    };
    let flag = |name: &str| value.get(name).and_then(Value::as_bool).unwrap_or_default();
    Some(Relation {
        rel: value.get("rel")?.as_str()?.to_owned(),
        from: role("from")?,
        to: role("to")?,
        backward: flag("backward"),
        only: flag("only"),
        ends: flag("ends"),
        between: WordList::read(value, "between"),
        after: value.get("after").is_some().then(|| WordList::read(value, "after")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::relation::is_relation;

    #[test]
    fn the_file_is_read() {
        let vocabulary = Vocabulary::get();
        assert!(vocabulary.relations.len() >= 10 && vocabulary.units.len() > 15);
        assert!(vocabulary.relations.iter().all(|relation| is_relation(&relation.rel)));
        assert!(vocabulary.generic.is(&"社会组织".chars().collect::<Vec<_>>()));
        assert!(!vocabulary.furniture.is_empty() && !vocabulary.headline_lists.is_empty());
    }
}
