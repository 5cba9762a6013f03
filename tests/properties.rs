//! Laws that hold for every need of the sample, and for texts that nobody wrote.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use matchgraph::engine::{Engine, MatchRequest};
use matchgraph::fixed::Fixed;
use matchgraph::matching::MatchResult;
use matchgraph::rules::Verdict;
use matchgraph::score::EvidenceKind;
use matchgraph::taxonomy::Taxonomy;
use matchgraph::text::Folded;
use proptest::prelude::*;

fn all(top: Option<u32>) -> MatchRequest {
    MatchRequest {
        route: "need-organization".into(),
        as_of: "2026-01-01".into(),
        top,
        ..MatchRequest::default()
    }
}

fn answers(engine: &Engine, request: &MatchRequest) -> Vec<MatchResult> {
    let mut job = engine.find_all(request).unwrap();
    let mut results = Vec::new();
    while !job.progress().finished {
        results.extend(job.step(engine, 50));
    }
    results
}

static SAMPLE: LazyLock<Engine> = LazyLock::new(common::sample);

/// What must hold for every result.
fn assert_sound(result: &MatchResult) {
    for one in &result.matches {
        let sum = one.parts.iter().fold(Fixed::default(), |sum, part| sum.plus(part.points));
        assert_eq!(sum, one.score, "parts add up");
        for part in &one.parts {
            assert!(part.value <= Fixed::ONE && part.points <= part.weight);
        }
    }
    let ruled_out: Vec<bool> =
        result.matches.iter().map(|one| one.verdict == Verdict::No).collect();
    assert!(ruled_out.is_sorted(), "those that a rule is against come last");
    for half in [false, true] {
        let scores: Vec<Fixed> = result
            .matches
            .iter()
            .filter(|one| (one.verdict == Verdict::No) == half)
            .map(|one| one.score)
            .collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "better scores come first");
    }
}

#[test]
fn every_answer_on_the_sample_is_sound() {
    let results = answers(&SAMPLE, &all(None));
    assert_eq!(results.len(), 337);
    results.iter().for_each(assert_sound);
}

#[test]
fn every_route_gives_sound_answers_and_both_directions_of_a_pair_agree() {
    let routes = SAMPLE.summary().routes;
    let mut scores: BTreeMap<(String, String, String), String> = BTreeMap::new();
    for route in &routes {
        let request = MatchRequest { route: route.route.id.clone(), ..all(Some(u32::MAX)) };
        let results = answers(&SAMPLE, &request);
        assert!(!results.is_empty() && results.iter().any(|result| !result.matches.is_empty()));
        results.iter().for_each(assert_sound);
        for (result, one) in
            results.iter().flat_map(|result| result.matches.iter().map(move |one| (result, one)))
        {
            assert_ne!(result.query, one.id, "nobody is matched with itself");
            for part in one.parts.iter().filter(|part| part.feature != "text" && !part.missing) {
                let pair = (result.query.clone(), one.id.clone());
                let pair = if pair.0 < pair.1 { pair } else { (pair.1, pair.0) };
                let key = (part.feature.clone(), pair.0, pair.1);
                // What one lacks is not what the other lacks, a record has one owner, and a
                // random walk is not as likely to come back as to go.
                if matches!(
                    part.feature.as_str(),
                    "complements" | "track-record" | "wanted" | "graph"
                ) {
                    continue;
                }
                let value = part.value.to_string();
                let before = scores.entry(key.clone()).or_insert_with(|| value.clone());
                assert_eq!(*before, value, "{key:?} by {}", route.route.id);
            }
        }
    }
    assert_eq!(routes.len(), 12);
}

#[test]
fn what_the_limit_cuts_off_is_counted() {
    let (short, long) = (answers(&SAMPLE, &all(Some(3))), answers(&SAMPLE, &all(Some(u32::MAX))));
    for (short, long) in short.iter().zip(&long) {
        let cut: usize = short.excluded.values().sum();
        assert_eq!(short.matches.len() + cut, long.matches.len());
        assert_eq!(short.matches[..], long.matches[..short.matches.len()]);
        assert!(long.excluded.is_empty());
    }
}

#[test]
fn marked_words_stand_where_the_spans_say() {
    let piece = |text: &str, [start, end]: [u32; 2]| -> String {
        text.chars().skip(start as usize).take((end - start) as usize).collect()
    };
    let names = |text: &str, id: &str| {
        let taxonomy = Taxonomy::builtin();
        let hits = taxonomy.tag(&Folded::new(text));
        hits.iter().any(|hit| taxonomy.concept(hit.concept).id == id)
    };
    let mut seen = 0;
    for result in answers(&SAMPLE, &all(Some(5))) {
        let text = |id: &str, field: &str| {
            let record = SAMPLE.record(id).unwrap().record;
            let (key, item) = field.split_once('.').unwrap_or((field, ""));
            let value = record.0.into_iter().find(|(name, _)| name == key).unwrap().1;
            let value =
                if item.is_empty() { value } else { value[item.parse::<usize>().unwrap()].clone() };
            value.as_str().unwrap().to_owned()
        };
        for one in &result.matches {
            for part in &one.parts {
                for evidence in &part.evidence {
                    let from = text(&result.query, &evidence.from.field);
                    let (from, to) = (
                        piece(&from, evidence.from.span),
                        piece(&text(&one.id, &evidence.to.field), evidence.to.span),
                    );
                    if part.feature == "text" {
                        assert_eq!(matchgraph::text::fold(&from), evidence.via);
                        assert_eq!(matchgraph::text::fold(&to), evidence.via);
                    } else {
                        let danger = result
                            .risk
                            .as_ref()
                            .is_some_and(|risk| risk.spans.contains(&evidence.from.span));
                        if danger && !names(&from, &evidence.via) {
                            // Words of danger brought the concept.
                            assert_eq!(evidence.via, "violence");
                            assert!(evidence.kind == EvidenceKind::Inferred);
                            seen += 1;
                            continue;
                        }
                        // The marked words alone lead to the concept again.
                        assert!(names(&from, &evidence.via), "{from} {}", evidence.via);
                        let other = evidence.near.as_ref().unwrap_or(&evidence.via);
                        assert!(names(&to, other), "{to} {other}");
                        assert_eq!(
                            evidence.near.is_some(),
                            evidence.kind == EvidenceKind::Inferred
                        );
                    }
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 500, "{seen} pieces of evidence");
}

#[test]
fn the_order_of_files_and_rows_changes_nothing() {
    let mut files = common::files("examples/sample");
    for (name, bytes) in &mut files {
        if name.ends_with("jsonl") {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let mut lines: Vec<&str> = text.lines().collect();
            lines.reverse();
            let middle = lines.len() / 3;
            lines.rotate_left(middle);
            *bytes = lines.join("\n").into_bytes();
        }
    }
    files.reverse();
    let shuffled = common::engine(&files);
    let json = |engine: &Engine| -> Vec<String> {
        answers(engine, &all(None)).iter().map(MatchResult::to_json).collect()
    };
    assert_eq!(json(&SAMPLE), json(&shuffled));
}

/// Each Simplified character as one of its Traditional ones.
static TRADITIONAL: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let table = fs::read_to_string(common::path("data/t2s.tsv")).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let (simplified, traditional) = row.split_once('\t')?;
        Some((simplified.chars().next()?, traditional.chars().next()?))
    })
    .collect()
});

fn ask(text: &str, place: Option<&str>) -> Vec<(String, String)> {
    let request = MatchRequest {
        text: Some(text.to_owned()),
        place: place.map(str::to_owned),
        ..all(Some(u32::MAX))
    };
    let result = SAMPLE.find(&request).unwrap();
    assert_sound(&result);
    let mut scores: Vec<_> =
        result.matches.iter().map(|one| (one.id.clone(), one.score.to_string())).collect();
    scores.sort();
    scores
}

#[test]
fn traditional_and_simplified_are_one() {
    for need in SAMPLE.dataset().needs.iter().take(60) {
        let traditional: String =
            need.text.chars().map(|c| TRADITIONAL.get(&c).copied().unwrap_or(c)).collect();
        let place = need.division.map(|place| place.to_string());
        assert_eq!(ask(&need.text, place.as_deref()), ask(&traditional, place.as_deref()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gets_a_sound_answer(text in "\\PC{1,200}") {
        if !text.trim().is_empty() {
            ask(&text, Some("350102"));
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
        for name in ["organizations.jsonl", "x.json", "links.jsonl"] {
            Engine::load([(name, bytes.as_slice())]).unwrap();
        }
    }

    #[test]
    fn any_json_is_read_without_a_panic(
        key in "id|name|type|division|service_area|rating|capacity|annual_checks|rules|from|rel|to",
        value in "null|true|-1|1e308|\"x\"|\"350102\"|\\[\\]|\\{\\}|\\[\\[1\\]\\]|\\{\"grade\":\\[3\\]\\}",
    ) {
        let line = format!("{{\"id\":\"a\",\"name\":\"b\",\"text\":\"c\",\"{key}\":{value}}}");
        for name in ["organizations", "needs", "calls", "links", "projects", "federations"] {
            Engine::load([(format!("{name}.jsonl").as_str(), line.as_bytes())]).unwrap();
        }
    }
}
