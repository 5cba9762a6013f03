//! The words by which personal data is recognised: `data/privacy.json`.

use std::sync::OnceLock;

use serde_json::Value;

use crate::files::word_list::WordList;

/// Declares the lists and sets, each under its name in the file.
macro_rules! words {
    ($($list:ident),*; $($set:ident),*) => {
        /// Lists of words, and sets of characters.
        #[derive(Debug, Default)]
        pub(super) struct Words {
            $(pub(super) $list: WordList,)*
            $(pub(super) $set: Vec<char>,)*
        }

        impl Words {
            /// Reads the file.
            fn read(file: &Value) -> Self {
                let set = |name: &str| -> Vec<char> {
                    file.get(name).and_then(Value::as_str).unwrap_or_default().chars().collect()
                };
                Self {
                    $($list: WordList::read(file, stringify!($list)),)*
                    $($set: set(stringify!($set)),)*
                }
            }
        }
    };
}

words! {
    qq, wechat, called, beside, roles, labels, no_name, titles, follow, not_names, compound_surnames, roads,
    not_roads, residences, living, after_day, phone_labels, card_labels, register_labels, code_labels,
    schools, attending, school_before, school_after, any_school, residence_units, room_units;
    not_in_given, not_beside, clear_surnames, ambiguous_surnames, plates
}

impl Words {
    /// Those of the program.
    pub(super) fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            // The file is part of the program and a test reads it; a broken one leaves empty lists.
            let file = include_str!("../../../data/privacy.json");
            Self::read(&serde_json::from_str(file).unwrap_or_default())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_file_is_read() {
        let file = include_str!("../../../data/privacy.json");
        let file: Value = serde_json::from_str(file).unwrap();
        let words = format!("{:?}", Words::get());
        for (name, list) in file.as_object().unwrap() {
            assert!(words.contains(&format!(" {name}: ")), "{name} is not read");
            assert!(list.as_array().is_none_or(|list| !list.is_empty()));
        }
        let clear = &Words::get().clear_surnames;
        assert!(clear.iter().all(|c| !Words::get().ambiguous_surnames.contains(c)));
        assert!(Words::get().room_units.begins(&['室']).is_some());
    }
}
