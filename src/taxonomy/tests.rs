use proptest::prelude::*;

use std::collections::BTreeMap;

use super::*;
use crate::text::Folded;

/// The ids of the concepts that a text names, sorted.
fn ids(text: &str) -> Vec<&'static str> {
    let taxonomy = Taxonomy::builtin();
    let hits = taxonomy.tag(&Folded::new(text));
    let mut ids: Vec<&str> =
        hits.iter().map(|hit| taxonomy.concept(hit.concept).id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn names(text: &str, id: &str) -> bool {
    assert!(Taxonomy::builtin().number(id).is_some(), "{id}");
    ids(text).contains(&id)
}

fn profile(text: &str) -> Profile {
    Taxonomy::builtin().need_profile([("text", text)].into_iter(), false)
}

fn similarity(one: &str, other: &str) -> u32 {
    Taxonomy::builtin().similarity(&profile(one).service, &profile(other).service)
}

#[test]
fn nothing_is_left_to_mend() {
    let file = include_str!("../../data/taxonomy.json");
    let taxonomy = Taxonomy::read(file).unwrap();
    assert_eq!(taxonomy.check(), Vec::<String>::new());
    assert!(taxonomy.concepts().len() > 150);
}

#[test]
fn every_theme_of_the_sample_leads_to_one_concept() {
    let themes = include_str!("../../examples/sample/themes.json");
    let themes: Vec<BTreeMap<String, String>> = serde_json::from_str(themes).unwrap();
    assert_eq!(themes.len(), 23);
    for theme in themes {
        let taxonomy = Taxonomy::builtin();
        let title = |concept: &&Concept| concept.zh == theme["zh"] && concept.axis == Axis::Service;
        let concept = taxonomy.concepts().iter().find(title).unwrap();
        for key in ["zh", "zh_hant", "en", "survey_option"] {
            let hits = taxonomy.tag(&Folded::new(&theme[key]));
            let services = hits.iter().map(|hit| taxonomy.concept(hit.concept));
            let services: Vec<&str> = services
                .filter(|concept| concept.axis == Axis::Service)
                .map(|concept| concept.id.as_str())
                .collect();
            assert_eq!(services, [&concept.id], "{}", theme[key]);
        }
    }
}

#[test]
fn what_people_say_and_what_is_offered_meet() {
    for text in ["放学后孩子没人管", "四点半课堂", "下午三点半放學，沒人接"]
    {
        assert!(names(text, "children.after-school"), "{text}");
    }
    let golden = [
        ("崽伢子在家没大人看", "children.childcare"),
        ("丈夫打人想离婚", "law.divorce"),
        ("宝妈想在家门口挣点钱", "work.flexible"),
        ("宝妈想在家门口挣点钱", "people.home-mothers"),
        ("反家暴维权法律援助", "violence"),
        ("老公喝了酒就动手打人", "violence"),
        ("社區沒有老年食堂", "elder.meals"),
        ("娭毑一个人住，没人说话", "elder.visits"),
        ("爸爸坐牢，跟着爷爷奶奶", "children.hardship"),
        ("HIV感染者", "health.hiv"),
        ("台胞", "people.taiwan"),
        ("港澳同胞", "people.hong-kong-macau"),
        ("少数民族妇女", "people.ethnic"),
        ("外籍人士", "people.foreigners"),
    ];
    for (text, id) in golden {
        assert!(names(text, id), "{text}: {:?}", ids(text));
    }
    assert!(
        similarity("放学后孩子没人管", "四点半课堂") > similarity("放学后孩子没人管", "暑托班")
    );
    assert!(similarity("放学后孩子没人管", "暑托班") > similarity("放学后孩子没人管", "HPV疫苗"));
}

#[test]
fn hiv_is_health_and_confidential() {
    assert!(ids("艾滋病").iter().all(|id| ["health.hiv", "people.hiv"].contains(id)));
    assert_eq!(similarity("艾滋病", "刑满释放"), 0);
    assert_eq!(similarity("艾滋病", "戒毒"), 0);
}

#[test]
fn violence_is_never_near_mediation() {
    let taxonomy = Taxonomy::builtin();
    let need = profile("老公打我，家里天天吵，想找人调解");
    let mediation = taxonomy.number("mediation").unwrap();
    assert!(!need.service.is_empty());
    for (concept, _) in need.service.entries() {
        assert!(!taxonomy.is_within(*concept, mediation));
    }
    let known = taxonomy.need_profile([("text", "家庭矛盾调解")].into_iter(), true);
    let violence = taxonomy.number("violence").unwrap();
    assert!(known.service.entries().iter().map(|(concept, _)| *concept).eq([violence]));
    let offered = taxonomy.profile([("skills", "家庭矛盾调解")].into_iter());
    assert_eq!(taxonomy.similarity(&need.service, &offered.service), 0);
    assert_eq!(taxonomy.similarity(&known.service, &offered.service), 0);
}

#[test]
fn a_negation_before_a_trigger_denies_it() {
    assert!(names("需要课后服务", "children.after-school"));
    assert!(!names("不需要课后服务", "children.after-school"));
    assert!(!names("不是托管", "children.childcare"));
    // 没有 says that something is lacking, but it denies an event.
    assert!(names("附近没有托管班", "children.after-school"));
    assert!(names("遭遇家暴", "violence") && !names("没有家暴", "violence"));
    // A trigger with a negation of its own is not denied, and a second place may count.
    assert!(names("不想上学", "children.learning"));
    assert!(names("不要托管，还是要托管", "children.childcare"));
}

#[test]
fn a_longer_trigger_hides_what_is_inside_on_its_axis_only() {
    assert_eq!(ids("财务托管"), ["organization.finance"]);
    assert!(names("妇女健康", "people.women"));
    assert!(!names("留守儿童", "people.children"));
    assert!(!names("老公打工", "violence"));
}

#[test]
fn parts_must_follow_each_other_in_one_sentence() {
    assert!(names("奶奶在家里很孤单", "elder.visits"));
    assert!(!names("奶奶来了。很寂静，没人陪", "elder.visits"));
    assert!(!names("奶奶昨天下午带着全家人去公园散步玩得高兴没人陪", "elder.visits"));
}

#[test]
fn a_trigger_counts_once_and_spans_lead_to_the_words() {
    let taxonomy = Taxonomy::builtin();
    assert_eq!(profile("托管").service, profile("托管，托管，托管").service);
    let folded = Folded::new("要 托 管");
    let hits = taxonomy.tag(&folded);
    assert_eq!(hits[0].span, [2, 5]);
    assert!(taxonomy.tag(&Folded::new("")).is_empty());
}

#[test]
fn broken_files_are_refused_and_bad_ones_mended() {
    let read = |json: &str| Taxonomy::read(json).err().unwrap();
    assert!(read("[]").contains("object"));
    let concept = r#"{"id":"a","axis":"service","zh":"甲","en":"a","triggers":"@x~乙"}"#;
    assert!(read(&format!(r#"{{"concepts":[{concept}]}}"#)).contains("@x"));
    assert!(
        read(r#"{"concepts":[{"id":"a.b","zh":"甲","en":"a"}]}"#).contains("unknown concept a")
    );
    let ring = r#"{"concepts":[{"id":"a","parent":"b"},{"id":"b","parent":"a"}]}"#;
    assert!(read(ring).contains("below itself"));
    let poor = r#"{"concepts":[
        {"id":"violence","axis":"service","zh":"暴力","en":"v","triggers":"打","related":{"mediation":500}},
        {"id":"mediation","axis":"service","zh":"调解","en":"","triggers":"调解"},
        {"id":"x","axis":"people","zh":"","en":"v","related":{"violence":9}}]}"#;
    let faults = Taxonomy::read(poor).unwrap().check().join("\n");
    for fault in [
        "one character: 打",
        "violence: must exclude mediation",
        "violence: related to mediation",
        "mediation: a title is missing",
        "调解 stands there twice",
        "x: a relation to violence",
        "x: the weight 9",
        "x: its own name does not lead to it",
    ] {
        assert!(faults.contains(fault), "{fault}\n{faults}");
    }
}

/// Texts made of pieces that trigger and do not.
fn any_text() -> impl Strategy<Value = String> {
    "(孩子|放学|没人|兒童|婦女|托管|不用|没有|家暴|老人|孤单|打工|调解|。|，| |HPV|妈妈|甲){0,14}"
}

proptest! {
    #[test]
    fn tagging_does_not_depend_on_the_script(text in any_text()) {
        let folded = Folded::new(&text);
        let taxonomy = Taxonomy::builtin();
        prop_assert_eq!(taxonomy.tag(&folded), taxonomy.tag(&Folded::new(&folded.text())));
    }

    #[test]
    fn hits_lie_inside_and_in_order(text in any_text(), noise in any::<String>()) {
        let folded = Folded::new(&format!("{text}{noise}"));
        let hits = Taxonomy::builtin().tag(&folded);
        let length = folded.chars.len() as u32;
        prop_assert!(hits.iter().all(|hit| hit.span[0] < hit.span[1] && hit.span[1] <= length));
        prop_assert!(hits.is_sorted_by_key(|hit| (hit.span, hit.concept, hit.trigger)));
        prop_assert!(hits.iter().all(|hit| hit.weight > 0));
    }

    #[test]
    fn similarity_is_symmetric_and_at_most_one(one in any_text(), other in any_text()) {
        let taxonomy = Taxonomy::builtin();
        let (one, other) = (profile(&one), profile(&other));
        for axis in Axis::ALL {
            let (one, other) = (one.axis(axis), other.axis(axis));
            let value = taxonomy.similarity(one, other);
            prop_assert_eq!(value, taxonomy.similarity(other, one));
            prop_assert!(value <= 1_000_000);
            let sum: u32 = taxonomy.shared(one, other).iter().map(|pair| pair.worth).sum();
            prop_assert!(sum <= value + 1 && value <= sum + 300, "{} {}", sum, value);
            if !one.is_empty() {
                prop_assert!(taxonomy.similarity(one, one) > 999_000);
            }
        }
    }

    #[test]
    fn a_profile_does_not_depend_on_the_order_of_texts(texts in prop::collection::vec(any_text(), 0..6)) {
        let pieces = || texts.iter().map(|text| ("skills", text.as_str()));
        let taxonomy = Taxonomy::builtin();
        let backward: Vec<(&str, &str)> = pieces().rev().collect();
        prop_assert_eq!(taxonomy.profile(pieces()), taxonomy.profile(backward.into_iter()));
    }
}
