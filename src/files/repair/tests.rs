use std::sync::LazyLock;

use super::characters::Characters;
use super::*;
use encoding_rs::{GB18030, WINDOWS_1252};
use proptest::prelude::*;

/// Texts as people write them: needs, descriptions, rules.
fn clean_texts() -> Vec<String> {
    let mut texts = Vec::new();
    for file in [
        include_str!("../../../examples/sample/needs.jsonl"),
        include_str!("../../../examples/sample/organizations.jsonl"),
        include_str!("../../../examples/sample/projects.jsonl"),
        include_str!("../../../examples/sample/calls.jsonl"),
    ] {
        for line in file.lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            for key in ["name", "text", "description", "rules_text"] {
                texts.extend(record.get(key).and_then(Value::as_str).map(str::to_owned));
            }
        }
    }
    let table = include_str!("../../../examples/sample/raw/organizations.zh-Hant.csv");
    texts.extend(table.lines().map(str::to_owned));
    texts
}

#[track_caller]
fn stays(text: &str) {
    let done = repair(text);
    assert_eq!((done.text.as_str(), done.repairs), (text, vec![]));
}

#[track_caller]
fn becomes(cases: &[(&str, &str)]) {
    for (text, want) in cases {
        assert_eq!(repair(text).text, *want, "{text}");
    }
}

#[test]
fn clean_texts_stay_as_they_are() {
    let texts = clean_texts();
    assert!(texts.len() > 600);
    for text in &texts {
        stays(text);
        assert_eq!(mojibake(text), None, "{text}");
        assert_eq!(aliases(text), [], "{text}");
    }
    stays(&texts.join("\n"));
    assert_eq!(aliases(&texts.join("\n")), [], "the sample as one text");
    for text in [
        "A组(a)、演示(PPT)、3公里(km)、共青团(CYL)，他(he)说",
        "真的吗？！好吧……“是的，”她说。",
        "élève à l'école, naïve façade",
        "ひらがなとカタカナの文章です、東京都。",
        "氨苄西林、氟哌啶醇、艾司唑仑、鼉、爻",
        "有没有?！",
        "",
    ] {
        stays(text);
    }
}

#[test]
fn pinyin_notes_go() {
    becomes(&[
        ("福州市婦(fù)聯(lián)積(jī)極推動(dòng)", "福州市婦聯積極推動"),
        ("婦 (fù)聯（lián）組（zǔ）織", "婦聯組織"),
        ("女(nǚ)性 綠(lǜ)色 呂(lv)", "女性 綠色 呂"),
        ("聯(lian)合會(hui)成員", "聯合會成員"),
        ("聯(lia\u{301}n)合", "聯合"),
        ("導(dao3)師", "導師"),
    ]);
    let done = repair("婦(fù)聯(lián)");
    let spans: Vec<[u32; 2]> = done.repairs.iter().map(|repair| repair.span).collect();
    assert_eq!(spans, [[1, 5], [6, 12]]);
    assert_eq!(done.repairs[0].before, "(fù)");
    let problems = done.problems("a.csv", 2, "简介");
    assert_eq!(problems[0].code, Code::PinyinNotes);
    assert_eq!(problems[0].args["count"], 2_i64.into());
    for text in ["方案(a)和(b)", "他(he)说", "项目(xiangmu)", "乘(bus)", "(lián)合"] {
        stays(text);
    }
}

#[test]
fn doubled_marks_become_one() {
    becomes(&[("積極,、穩步,。", "積極、穩步。"), ("一，、二，。", "一、二。")]);
    stays("真好。。。是吗？！");
}

#[test]
fn half_a_character_late() {
    becomes(&[
        ("的?;爻闪⒔鼉赡陙?，", "的基地成立近兩年來，"),
        ("“幸?！し伞ぜ摇薄败岳蚪憬慵沂螺o導調解項目”", "“幸福·飞·家”“茉莉姐姐家事輔導調解項目”"),
        ("承接?jì)D聯項目", "承接婦聯項目"),
        ("承接?D聯項目", "承接婦聯項目"),
    ]);
    let done = repair("的?;爻闪⒔鼉赡陙?，");
    assert_eq!((done.repairs.len(), done.repairs[0].span), (1, [1, 10]));
    assert_eq!(done.repairs[0].after, "基地成立近兩年來");
    assert_eq!(done.problems("a", 1, "b")[0].code, Code::TextRepaired);
}

#[test]
fn whole_texts_in_a_wrong_encoding() {
    let text = "示例乱码服务中心，家庭教育与一对一心理辅导，福建省福州市鼓楼区 3A";
    let as_gbk = GB18030.decode(text.as_bytes()).0.into_owned();
    let as_latin: String = text.bytes().map(char::from).collect();
    let as_windows = WINDOWS_1252.decode(text.as_bytes()).0.into_owned();
    let gbk_as_windows = WINDOWS_1252.decode(&GB18030.encode(text).0).0.into_owned();
    for (damaged, from, to) in [
        (as_latin, "UTF-8", "Windows-1252"),
        (as_windows, "UTF-8", "Windows-1252"),
        (gbk_as_windows, "GBK", "Windows-1252"),
    ] {
        let restored = mojibake(&damaged).unwrap();
        assert_eq!((restored.text.as_str(), restored.from, restored.to), (text, from, to));
    }
    // Where three bytes do not fill two characters, some are lost for good.
    let restored = mojibake(&as_gbk).unwrap();
    assert_eq!((restored.from, restored.to), ("UTF-8", "GBK"));
    assert!(restored.text.starts_with("示例乱码服务中心"), "{}", restored.text);
    let problems = repair(&as_gbk).problems("a.csv", 1, "-");
    assert_eq!(problems[0].code, Code::Mojibake);
}

#[test]
fn the_broken_table_is_restored() {
    let table = include_str!("../../../tests/data/bad/05e_mojibake.csv");
    let restored = mojibake(table).unwrap();
    assert!(restored.text.starts_with("机构名称,统一社会信用代码,登记类型,服务领域,所在区划"));
    assert!(
        restored.text.contains("示例乱码服务中心,,民办非企业单位,家庭教育,福建省福州市鼓楼区,3,3A")
    );
}

#[test]
fn what_is_lost_is_named() {
    let done = repair("示例锟斤拷服务中心，示例��中心");
    assert_eq!(done.lost, [[2, 5], [12, 14]]);
    assert_eq!(done.repairs, []);
    assert_eq!(done.problems("a", 2, "b")[0].code, Code::LostCharacters);
}

#[test]
fn reworded_texts_get_aliases_and_keep_their_words() {
    let text = "全省女人社会安排效劳中心共有巾帼自愿者3000名，展开作业，帮助窘境儿童。";
    let aliases = aliases(text);
    let found: Vec<(&str, &str)> = aliases.iter().map(|alias| (alias.word, alias.meant)).collect();
    assert_eq!(
        found[..4],
        [("女人", "女性"), ("安排", "组织"), ("效劳", "服务"), ("自愿", "志愿")]
    );
    assert_eq!(aliases[0].span, [2, 4]);
    for (alias, chars) in aliases.iter().zip(std::iter::repeat(text.chars().collect::<Vec<_>>())) {
        let [start, end] = alias.span.map(|at| at as usize);
        assert_eq!(chars[start..end].iter().collect::<String>(), alias.word);
    }
    // The same words where people do write them.
    assert_eq!(super::aliases("老师安排作业，经过展开讨论，女人们自愿参加，掩盖不住高兴"), []);
}

/// Texts of 24 to 60 characters of two bytes, none of which is ASCII: there a reader finds its way back,
/// and a stretch of a few characters is too short to be sure of.
static LONG: LazyLock<Vec<String>> = LazyLock::new(|| {
    let pairs = |text: &String| -> String {
        let fits = |c: &char| Characters::get().bytes(*c).is_some_and(|bytes| bytes[1] > 0xa0);
        text.chars().filter(fits).take(60).collect()
    };
    clean_texts()
        .iter()
        .map(pairs)
        .filter(|text| text.chars().count() >= 24 && repair(text).text == *text)
        .collect()
});

/// A text in GBK without one byte of the character at `lost`.
fn without_a_byte(text: &str, lost: usize, first: bool) -> String {
    let mut bytes = Vec::new();
    for (at, character) in text.chars().enumerate() {
        let code = GB18030.encode(character.encode_utf8(&mut [0; 4])).0.into_owned();
        match (at == lost, first) {
            (true, true) => bytes.extend(&code[1..]),
            (true, false) => bytes.extend(&code[..1]),
            _ => bytes.extend(code),
        }
    }
    GB18030.decode_without_bom_handling(&bytes).0.into_owned()
}

proptest! {
    #[test]
    fn one_lost_byte_is_mended_except_around_the_loss(
        which in 0_usize..600, at in 0_usize..1000, first in any::<bool>()
    ) {
        // With a dozen characters one cannot tell for sure.
        let text = &LONG[which % LONG.len()];
        let length = text.chars().count();
        let lost = at % (length - 20);
        let mended = repair(&without_a_byte(text, lost, first)).text;
        let original: Vec<char> = text.chars().collect();
        let mended: Vec<char> = mended.chars().collect();
        // From both ends up to the loss; what the decoder could not read at all stays lost, in its place.
        let front = || mended.iter().zip(&original).take(lost.saturating_sub(4));
        let back = || mended.iter().rev().zip(original.iter().rev()).take(length - lost - 5).skip(1);
        let differs = |(one, other): &(&char, &char)| one != other && **one != '\u{fffd}';
        prop_assert!(!front().any(|pair| differs(&pair)), "{text}\n{mended:?}");
        prop_assert!(!back().any(|pair| differs(&pair)), "{text}\n{mended:?}");
        let lost = mended.iter().filter(|one| **one == '\u{fffd}').count();
        prop_assert!(lost * 4 <= length, "{text}\n{mended:?}");
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        let done = repair(&text);
        let length = text.chars().count() as u32;
        prop_assert!(done.repairs.iter().all(|one| one.span[0] < one.span[1] && one.span[1] <= length));
        aliases(&text);
    }

    #[test]
    fn strange_text_is_answered(text in "[?\u{fffd}爻闪⒔鼉赡陙！し伞ぜo@;(fù)聯、，é锟斤拷]{0,40}") {
        repair(&text);
    }
}
