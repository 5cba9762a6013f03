use super::*;
use crate::text::fold;
use proptest::prelude::*;

const NAME: u32 = 0;
const DESCRIPTION: u32 = 1;

fn parameters(b: u32) -> Bm25f {
    let field = |name: &str, weight| FieldParameters { name: name.to_owned(), weight, b };
    Bm25f::new(1200, 500, vec![field("name", 500), field("description", 1000)]).unwrap()
}

/// One document for each text, as its description.
fn documents<'a>(texts: &[&'a str]) -> Vec<DocumentText<'a>> {
    let piece = |text| FieldText { field: DESCRIPTION, item: 0, text };
    texts.iter().map(|text| DocumentText { fields: vec![piece(*text)] }).collect()
}

fn index(texts: &[&str]) -> TextIndex {
    TextIndex::build(parameters(500), &documents(texts))
}

fn scores(index: &TextIndex, query: &str) -> Vec<(u32, u32)> {
    let scores = index.scores(&index.query(&Folded::new(query)));
    (0_u32..).zip(scores).filter(|(_, score)| *score > 0).collect()
}

/// A question as evidence sees it.
fn asked(question: &str) -> Side {
    Side::new(Folded::new(question))
}

/// The shared words, each with the two stretches of the texts as they were written.
fn shared(index: &TextIndex, query: &str, document: &str) -> Vec<[String; 3]> {
    let cut = |text: &str, [start, end]: [u32; 2]| -> String {
        text.chars().skip(start as usize).take((end - start) as usize).collect()
    };
    let piece = FieldText { field: DESCRIPTION, item: 0, text: document };
    let found = index.evidence(&asked(query), &[piece], 9);
    found.into_iter().map(|one| [cut(query, one.from), cut(document, one.to), one.via]).collect()
}

fn words(index: &TextIndex, query: &str, document: &str) -> Vec<String> {
    shared(index, query, document).into_iter().map(|[_, _, via]| via).collect()
}

#[test]
fn a_score_is_what_the_formula_says() {
    // One of two documents has the terms: idf = ln(1 + 1.5 / 1.5) = 0.6931. Each stands once in a
    // field of mean length: 1 / (1.2 + 1) of it. A pair gains 315, a character half of that, 158.
    let documents = documents(&["托管", "剪纸"]);
    let index = TextIndex::build(parameters(0), &documents);
    assert_eq!(scores(&index, "托管"), [(0, 315 + 158 + 158)]);
    assert_eq!(scores(&index, "管"), [(0, 158)]);
    assert_eq!(scores(&index, "剪报"), [(1, 158)]);
    assert_eq!(index.query(&Folded::new("托管托管")).ideal, 693 + 347 + 347);
    assert_eq!(scores(&index, "养老"), []);
    assert_eq!(scores(&index, ""), []);
}

#[test]
fn field_weight_length_and_repetition_count() {
    let piece = |field, text| DocumentText { fields: vec![FieldText { field, item: 0, text }] };
    let index = TextIndex::build(
        parameters(1000),
        &[
            piece(NAME, "托管"),
            piece(DESCRIPTION, "托管"),
            piece(DESCRIPTION, "托管托管"),
            piece(DESCRIPTION, "托管和剪纸绣花唱戏"),
        ],
    );
    let score: Vec<u32> = scores(&index, "托管").into_iter().map(|(_, score)| score).collect();
    assert!(score[0] < score[1], "a name counts half here");
    assert!(score[3] < score[1], "the longer text says less about it");
    assert!(score[2] < 2 * score[1], "saying it twice does not count twice");
}

#[test]
fn pieces_of_unknown_fields_are_left_out() {
    let piece = |field| FieldText { field, item: 0, text: "托管" };
    let document = DocumentText { fields: vec![piece(2), piece(u32::MAX)] };
    let index = TextIndex::build(parameters(500), &[document]);
    assert_eq!(index.document_count(), 1);
    assert_eq!(scores(&index, "托管"), []);
    assert_eq!(index.evidence(&asked("托管"), &[piece(2)], 9), []);
}

#[test]
fn an_empty_index_answers() {
    let index = TextIndex::build(parameters(500), &[]);
    let query = index.query(&Folded::new("托管"));
    assert_eq!(index.scores(&query), [0; 0]);
    assert_eq!(index.value(0, &query), 0);
}

#[test]
fn stop_words_find_nothing() {
    let index = index(&["希望大家可以的", "剪纸"]);
    assert_eq!(scores(&index, "我希望可以"), []);
    assert_eq!(words(&index, "我希望可以", "希望大家可以的"), [""; 0]);
}

#[test]
fn documents_of_a_later_block_are_scored_as_those_of_the_first() {
    let mut texts = vec!["剪纸"; 2 * BLOCK + 3];
    for place in [0, BLOCK - 1, BLOCK, 2 * BLOCK + 2] {
        texts[place] = "托管";
    }
    let index = index(&texts);
    let found = scores(&index, "托管");
    let numbers: Vec<usize> = found.iter().map(|(number, _)| *number as usize).collect();
    assert_eq!(numbers, [0, BLOCK - 1, BLOCK, 2 * BLOCK + 2]);
    assert!(found.iter().all(|(_, score)| *score == found[0].1));
}

#[test]
fn a_plain_index_scores_as_published() {
    // BM25 with k1 1.2 and no correction for length: idf · 2.2 · times / (times + 1.2), in parts of 16,000.
    let texts =
        ["托管", "托管托管", "剪纸"].map(|text| vec![FieldText { field: 0, item: 0, text }]);
    let documents = texts.map(|fields| DocumentText { fields });
    let index = TextIndex::build(Bm25f::plain(1200, 0).unwrap(), &documents);
    assert_eq!(index.scale(), 16_000);
    let idf = libm::log(1.0 + 1.5 / 2.5);
    let gain = |times: f64| (16_000.0 * idf * 2.2 * times / (times + 1.2)).round() as u32;
    assert_eq!(scores(&index, "托管"), [(0, gain(1.0)), (1, gain(2.0))]);
    assert_eq!(scores(&index, "托"), [], "a character alone is no term of a longer run");
}

#[test]
fn values_compare_between_questions() {
    let index = index(&["社区托管班", "剪纸绣花", "养老", "法律", "心理", "健康", "防溺水"]);
    let value = |text: &str| {
        let query = index.query(&Folded::new(text));
        let best = index.scores(&query).into_iter().max().unwrap();
        index.value(best, &query)
    };
    // All of a question beats one word of a longer one, which beats one chance character.
    assert!(value("社区托管班") > value("托管 剪纸 养老 法律"));
    assert!(value("托管 剪纸 养老 法律") > value("老 法 心 健 防 花 班"));
}

#[test]
fn shared_words_are_marked_where_they_stand() {
    let document = "中心辦「課後託管」，ＨＰＶ疫苗宣传";
    let index = index(&[document, "课后班", "剪纸"]);
    assert_eq!(
        shared(&index, "想找课后托管,打hpv疫苗", document),
        [["课后托管", "課後託管", "课后托管"], ["hpv疫苗", "ＨＰＶ疫苗", "hpv疫苗"]]
    );
}

#[test]
fn words_are_not_stitched_from_halves_of_others() {
    let document = "服务妇女儿童，妇女议事，儿童托管";
    let index = index(&[document, "妇女之家", "儿童之家", "我的女儿"]);
    assert_eq!(words(&index, "女儿没人管", document), [""; 0]);
    assert_eq!(words(&index, "女儿没人管", "我的女儿"), ["女儿"]);
    assert_eq!(words(&index, "妇女儿童", document), ["妇女儿童"]);
}

#[test]
fn function_characters_are_cut_off_unless_they_make_a_word() {
    let document = "帮妇女就业和孩子的托管";
    let index = index(&[document, "剪纸"]);
    assert_eq!(words(&index, "就业", document), ["就业"]);
    assert_eq!(words(&index, "我和孩子的事", document), ["孩子"]);
    assert_eq!(words(&index, "孩子的托管", document), ["孩子的托管"]);
}

#[test]
fn listed_words_are_not_broken() {
    let document = "四点半课堂";
    let index = index(&[document, "剪纸"]);
    assert_eq!(words(&index, "六点半才回", document), [""; 0]);
    assert_eq!(words(&index, "四点半没人接", document), ["四点半"]);
}

#[test]
fn evidence_is_short_and_says_nothing_twice() {
    let document = "托管、剪纸、托管、养老、托管";
    let index = index(&[document, "托管", "托管", "养老"]);
    let piece = FieldText { field: DESCRIPTION, item: 3, text: document };
    let query = asked("托管托管养老剪纸");
    let found = index.evidence(&query, &[piece, piece], 9);
    let via: Vec<&str> = found.iter().map(|one| one.via.as_str()).collect();
    assert_eq!(via, ["剪纸", "养老", "托管"], "the rarest word first");
    assert!(found.iter().all(|one| one.item == 3 && one.field == DESCRIPTION));
    assert_eq!(index.evidence(&query, &[piece], 1), found[..1]);
    assert_eq!(index.evidence(&query, &[piece], 0), []);
}

/// Texts in which words meet often.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "托管",
            "儿童",
            "妇女",
            "女",
            "学",
            "就业",
            "的",
            "希望",
            "兒童",
            "ＨＰＶ",
            "hpv",
            "，",
            " ",
            "\u{200b}",
            "管",
            "婦",
            "大家庭",
            "12338",
            "a",
        ]),
        0..12,
    )
    .prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn the_order_of_documents_changes_only_their_numbers(
        (texts, order) in prop::collection::vec(text(), 1..8).prop_flat_map(|texts| {
            let order: Vec<usize> = (0..texts.len()).collect();
            (Just(texts), Just(order).prop_shuffle())
        }),
        question in text(),
    ) {
        let straight: Vec<&str> = texts.iter().map(String::as_str).collect();
        let shuffled: Vec<&str> = order.iter().map(|&number| straight[number]).collect();
        let (one, other) = (index(&straight), index(&shuffled));
        let back = scores(&other, &question).into_iter();
        let mut back: Vec<(u32, u32)> =
            back.map(|(number, score)| (order[number as usize] as u32, score)).collect();
        back.sort_unstable();
        prop_assert_eq!(scores(&one, &question), back);
        let folded = Folded::new(&question);
        let (query, other_query) = (one.query(&folded), other.query(&folded));
        prop_assert_eq!(one.value(500, &query), other.value(500, &other_query));
        for text in straight {
            prop_assert_eq!(shared(&one, &question, text), shared(&other, &question, text));
        }
    }

    #[test]
    fn scores_stay_within_the_ideal(texts in prop::collection::vec(text(), 0..6), question in text()) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let index = index(&texts);
        let query = index.query(&Folded::new(&question));
        // Every impact and every weight is rounded by itself: half a thousandth each.
        let bound = query.ideal + query.terms.len() as u32;
        let scores = index.scores(&query);
        prop_assert_eq!(scores.len(), texts.len());
        prop_assert!(scores.iter().all(|&score| score <= bound));
    }

    #[test]
    fn a_higher_score_never_has_a_lower_value(
        question in text(), low in any::<u32>(), step in any::<u32>()
    ) {
        let index = index(&["托管儿童", "妇女就业", "hpv"]);
        let query = index.query(&Folded::new(&question));
        let (low, high) =
            (index.value(low, &query), index.value(low.saturating_add(step), &query));
        prop_assert!(low <= high && high <= 1_000_000);
    }

    #[test]
    fn traditional_and_simplified_score_the_same(question in text(), document in text()) {
        let (plain, other) = (fold(&document), "剪纸儿童");
        let (one, two) = (index(&[&document, other]), index(&[&plain, other]));
        prop_assert_eq!(scores(&one, &question), scores(&two, &fold(&question)));
    }

    #[test]
    fn evidence_stands_in_both_texts(question in text(), document in text()) {
        let index = index(&[&document, "剪纸儿童妇女"]);
        for [from, to, via] in shared(&index, &question, &document) {
            prop_assert_eq!(fold(&from), via.clone());
            prop_assert_eq!(fold(&to), via);
        }
    }

    #[test]
    fn evidence_marks_do_not_overlap(question in text(), document in text()) {
        let index = index(&[&document, "剪纸儿童妇女"]);
        let piece = FieldText { field: DESCRIPTION, item: 0, text: &document };
        let mut spans: Vec<[u32; 2]> =
            index.evidence(&asked(&question), &[piece], 9).iter().map(|one| one.from).collect();
        spans.sort_unstable();
        prop_assert!(spans.windows(2).all(|pair| pair[0][1] <= pair[1][0]));
    }
}
