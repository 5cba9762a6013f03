//! What each mechanism promises, by example. How well the words cover real texts is measured in
//! `tests/risk.rs`.

use super::*;

const DATA: &str = include_str!("../../data/risk.json");

fn kinds(text: &str) -> Vec<String> {
    assess(text, false).map(|risk| risk.kinds).unwrap_or_default()
}

fn level(text: &str) -> Option<RiskLevel> {
    assess(text, false).map(|risk| risk.level)
}

fn marked(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let spans = assess(text, false).map(|risk| risk.spans).unwrap_or_default();
    spans.iter().map(|span| chars[span[0] as usize..span[1] as usize].iter().collect()).collect()
}

#[test]
fn the_word_list_reads() {
    let lexicon = Lexicon::read(DATA).expect("data/risk.json");
    assert!(lexicon.kinds.len() >= 20, "{} kinds", lexicon.kinds.len());
    // Critical kinds come before sensitive ones, so that the order of urgency is one order.
    assert!(lexicon.kinds.is_sorted_by(|a, b| a.level >= b.level));
    for kind in &lexicon.kinds {
        assert!(lexicon.rules.iter().any(|rule| rule.kind == kind_index(&lexicon, &kind.id)));
        for line in &kind.help {
            let known = ["110", "120", "12338", "12356", "12355", "12348"].contains(&line.as_str());
            assert!(known, "{} of {}", line, kind.id);
        }
        if kind.level == RiskLevel::Critical {
            assert!(kind.help.iter().any(|line| lexicon.emergency_help.contains(line)));
        }
    }
}

fn kind_index(lexicon: &Lexicon, id: &str) -> usize {
    lexicon.kinds.iter().position(|kind| kind.id == id).expect("a known kind")
}

#[test]
fn every_word_is_folded_and_short_enough() {
    let source: serde_json::Value = serde_json::from_str(DATA).expect("json");
    let mut pending = vec![&source];
    let mut words = Vec::new();
    while let Some(value) = pending.pop() {
        match value {
            serde_json::Value::Array(values) => pending.extend(values),
            serde_json::Value::Object(values) => {
                let other = ["about", "level", "same"];
                let lists = values.iter().filter(|(key, _)| !other.contains(&key.as_str()));
                pending.extend(lists.map(|(_, value)| value));
            }
            serde_json::Value::String(line) => words.extend(line.split('、')),
            _ => {}
        }
    }
    let folded = |word: &str| Folded::new(word).chars.iter().collect::<String>();
    let unfolded: Vec<&&str> = words.iter().filter(|word| folded(word) != ***word).collect();
    assert!(unfolded.is_empty(), "never match: {unfolded:?}");
    assert!(words.len() > 5_000, "{} words", words.len());
    // A window must see a whole pattern with its context.
    assert!(words.iter().all(|word| word.chars().count() <= 40));
}

#[test]
fn a_broken_word_list_is_an_error_that_names_it() {
    let unknown_class = DATA.replacen("@husband", "@nobody", 1);
    let error = Lexicon::read(&unknown_class).err().expect("an error");
    assert!(error.contains("@nobody"), "{error}");
    let unknown_level = DATA.replacen("\"危急\"", "\"紧急\"", 1);
    let error = Lexicon::read(&unknown_level).err().expect("an error");
    assert!(error.contains("紧急"), "{error}");
    assert!(Lexicon::read("{").is_err());
}

#[test]
fn violence_has_its_lines_and_its_words() {
    let risk = assess("老公喝醉就打我，脸都肿了", false).expect("risk");
    assert!(risk.is_critical() && risk.has("violence") && risk.violence);
    assert_eq!(risk.help, ["110", "12338", "12348"]);
    assert!(marked("老公喝醉就打我").iter().any(|words| words.contains('打')));
}

#[test]
fn injury_adds_the_ambulance() {
    let risk = assess("他打断了我的肋骨", false).expect("risk");
    assert_eq!(risk.help[..2], ["110", "120"]);
}

#[test]
fn a_minor_gets_the_line_for_young_people_after_the_emergency_lines() {
    let adult = assess("觉得活着没意思", false).expect("risk");
    assert!(!adult.minor);
    assert_eq!(adult.help, ["120", "110", "12356"]);
    let minor = assess("觉得活着没意思", true).expect("risk");
    assert!(minor.minor);
    assert_eq!(minor.help, ["120", "110", "12355", "12356"]);
    assert_eq!(assess("想学画画", true), None);
}

#[test]
fn ages_say_who_is_a_minor() {
    let minor = |text: &str| assess(text, false).expect("risk").minor;
    assert!(minor("不想活了，才13岁"));
    assert!(minor("不想活了，才十三岁"));
    assert!(minor("不想活了，才十几岁"));
    assert!(!minor("不想活了，二十三岁"));
    assert!(!minor("不想活了，33岁"));
    assert!(!minor("他比我大三岁，天天打我"));
}

#[test]
fn traditional_full_width_and_blanks_are_the_same_words() {
    let simplified = kinds("老公对我动手，我不敢回家");
    assert!(simplified.contains(&"violence".to_owned()));
    assert_eq!(kinds("老公對我動手，我不敢回家"), simplified);
    assert_eq!(kinds("老 公 对我 动 手，我不敢回家"), simplified);
    assert_eq!(kinds("我老公又打俺"), kinds("我老公又打我"));
    assert_eq!(marked("前几天，他 打 我"), ["打 我"]);
}

#[test]
fn a_wife_from_elsewhere_who_is_held_is_critical() {
    for text in ["外来媳妇被关着", "外来媳妇没身份证，不让走", "那个外地媳妇想回家，婆家不让走"]
    {
        assert_eq!(level(text), Some(RiskLevel::Critical), "{text}");
    }
    assert_eq!(level("外来媳妇想学普通话"), None);
}

#[test]
fn look_alikes_do_not_fire() {
    for text in [
        "老公打电话说加班",
        "婆婆打麻将打到半夜",
        "累死了，想歇歇",
        "想死你们了",
        "孩子打疫苗要排队",
        "笑死我了",
        "老公常年在外打工",
    ] {
        assert_eq!(assess(text, false), None, "{text}");
    }
}

#[test]
fn negation_cancels_but_a_plea_does_not() {
    assert_eq!(assess("老公没打我，只是吵架", false), None);
    assert_eq!(assess("他从来不打孩子", false), None);
    assert_eq!(level("求他别打我了"), Some(RiskLevel::Critical));
    assert_eq!(level("他没有一天不打我"), Some(RiskLevel::Critical));
    assert_eq!(level("老公有没有家暴，怎么认定"), Some(RiskLevel::Critical));
}

#[test]
fn publicity_cancels_a_subject_but_never_a_story() {
    assert_eq!(assess("想办一场反家暴讲座，要海报", false), None);
    assert_eq!(level("看了你们的反家暴海报才敢说，老公打我好多年"), Some(RiskLevel::Critical));
}

#[test]
fn fiction_counts_only_when_it_is_also_mine() {
    assert_eq!(assess("电视剧里老公打老婆，看着来气", false), None);
    assert_eq!(level("电视剧里老公打老婆，我老公也打我"), Some(RiskLevel::Critical));
}

#[test]
fn what_is_long_past_is_a_trauma() {
    assert_eq!(kinds("小时候被我爸打，到现在怕大声"), ["trauma"]);
    assert!(kinds("我妈被我爸打了一辈子，现在老了还打").contains(&"violence".to_owned()));
}

#[test]
fn dementia_is_not_violence_but_a_husband_is() {
    assert_eq!(assess("我妈老年痴呆，老打人", false), None);
    assert_eq!(assess("放学后孩子没人管，奶奶带不动", false), None);
    assert_eq!(level("他打我，还把我锁在屋里"), Some(RiskLevel::Critical));
}

#[test]
fn kinds_are_in_order_of_urgency_and_spans_are_disjoint() {
    let risk = assess("老公打我，我不想活了，孩子确诊白血病", false).expect("risk");
    assert_eq!(risk.kinds.first().map(String::as_str), Some("suicide"));
    assert!(risk.has("violence") && risk.has("illness"));
    assert!(risk.spans.is_sorted() && risk.spans.windows(2).all(|pair| pair[0][1] < pair[1][0]));
    let json = serde_json::to_string(&risk).expect("json");
    assert!(json.starts_with(r#"{"level":"危急","kinds":["suicide","#), "{json}");
}

#[test]
fn a_long_text_is_read_to_its_end() {
    let mut text = "想学手工。".repeat(20_000);
    assert_eq!(assess(&text, false), None);
    text.push_str("老公打我");
    let risk = assess(&text, false).expect("risk");
    assert_eq!(risk.spans, [[100_000, 100_004]]);
    // No cut between two windows tears a look-alike.
    assert_eq!(assess(&"老公在外打工，孩子没人接。".repeat(5_000), false), None);
    // A text made of nothing but hits takes time in proportion to its length.
    let dense = assess(&"他打".repeat(50_000), false).expect("risk");
    assert!(dense.violence);
}

#[test]
fn empty_and_strange_texts_are_harmless() {
    for text in ["", " ", "\u{200b}", "😀😀", "岁", "周岁", "零岁老", "。。。"] {
        assert_eq!(assess(text, false), None, "{text:?}");
    }
}

#[test]
fn service_words_are_there() {
    for word in ["调解", "劝和", "说和", "和解"] {
        assert!(mediation_words().iter().any(|known| known == word), "{word}");
    }
    for word in ["反家暴", "反家庭暴力", "庇护", "告诫书", "人身安全保护令"] {
        assert!(safety_words().iter().any(|known| known == word), "{word}");
    }
    assert!(!mediation_words().iter().any(|word| safety_words().contains(word)));
}
