//! Words of closed vocabularies, with what people add to them: 发展期, 3A级社会组织, 核心层组织.

use crate::model::choice::{
    Channel, Delivery, EventKind, FederationLevel, FederationWay, IncubationState,
    OrganizationType, Payer, ProjectStage, ResourceKind, Seeks, Stage, Status, Tier, Way,
};
use crate::text::fold;

/// Reads a word in its vocabulary.
type Read = fn(&str) -> Option<&'static str>;

/// The vocabulary of each key.
const VOCABULARIES: [(&str, &str, Read); 17] = [
    ("organizations", "type", |word| {
        OrganizationType::from_word(word).map(OrganizationType::as_str)
    }),
    ("organizations", "status", |word| Status::from_word(word).map(Status::as_str)),
    ("organizations", "stage", |word| Stage::from_word(word).map(Stage::as_str)),
    ("organizations", "incubation.state", |word| {
        IncubationState::from_word(word).map(IncubationState::as_str)
    }),
    ("organizations", "tier", |word| Tier::from_word(word).map(Tier::as_str)),
    ("organizations", "delivery", |word| Delivery::from_word(word).map(Delivery::as_str)),
    ("needs", "delivery", |word| Delivery::from_word(word).map(Delivery::as_str)),
    ("needs", "channel", |word| Channel::from_word(word).map(Channel::as_str)),
    ("funders", "payer", |word| Payer::from_word(word).map(Payer::as_str)),
    ("calls", "way", |word| Way::from_word(word).map(Way::as_str)),
    ("projects", "stage", |word| ProjectStage::from_word(word).map(ProjectStage::as_str)),
    ("projects", "seeks", |word| Seeks::from_word(word).map(Seeks::as_str)),
    ("resources", "kind", |word| ResourceKind::from_word(word).map(ResourceKind::as_str)),
    ("resources", "delivery", |word| Delivery::from_word(word).map(Delivery::as_str)),
    ("federations", "level", |word| FederationLevel::from_word(word).map(FederationLevel::as_str)),
    ("federations", "way", |word| FederationWay::from_word(word).map(FederationWay::as_str)),
    ("events", "kind", |word| EventKind::from_word(word).map(EventKind::as_str)),
];

/// What people add to a word of a vocabulary.
const ADDED: [&str; 10] =
    ["社会组织", "组织", "类", "型", "级", "层", "期", "阶段", "状态", "方式"];

/// The vocabulary of a key; `None` where any text may stand.
pub(crate) fn vocabulary(list: &str, key: &str) -> Option<Read> {
    let found = VOCABULARIES.iter().find(|(of, known, _)| *of == list && *known == key);
    found.map(|(_, _, read)| *read)
}

/// The canonical word that a text means.
pub(crate) fn read(vocabulary: Read, text: &str) -> Option<&'static str> {
    if let Some(word) = vocabulary(text) {
        return Some(word);
    }
    let folded = fold(text);
    let bare = folded.split('(').next().unwrap_or(&folded).trim();
    vocabulary(bare)
        .or_else(|| ADDED.iter().find_map(|added| vocabulary(bare.strip_suffix(added)?.trim())))
}

/// Reads yes or no; `None` for anything else.
pub(crate) fn yes(text: &str) -> Option<bool> {
    let folded = fold(text);
    Some(match folded.as_str() {
        "是" | "有" | "√" | "✓" | "✔" | "☑" | "y" | "yes" | "true" | "1" | "对" | "已登记"
        | "已注册" | "已建" | "已建立" => true,
        "否" | "无" | "没有" | "不是" | "×" | "x" | "✗" | "✘" | "n" | "no" | "false" | "0"
        | "未登记" | "未注册" | "未建" | "未建立" => false,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_with_what_people_add() {
        let read = |list, key, text| super::read(vocabulary(list, key).unwrap(), text);
        assert_eq!(read("organizations", "type", "民办非企业单位（法人）"), Some("社会服务机构"));
        assert_eq!(read("organizations", "type", "群团（妇联组织）"), Some("群团"));
        assert_eq!(read("organizations", "type", "有限责任公司"), None);
        assert_eq!(read("organizations", "tier", "核心层組織"), Some("核心"));
        assert_eq!(read("organizations", "stage", "发展阶段"), Some("发展"));
        assert_eq!(read("projects", "stage", "实施阶段"), Some("实施"));
        assert!(vocabulary("organizations", "name").is_none());
    }

    #[test]
    fn yes_and_no_have_many_words() {
        for text in ["是", " √ ", "Ｙ", "有"] {
            assert_eq!(yes(text), Some(true), "{text}");
        }
        for text in ["否", "无", "×", "0"] {
            assert_eq!(yes(text), Some(false), "{text}");
        }
        assert_eq!(yes("待定"), None);
    }
}
