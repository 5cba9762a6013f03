//! Broken files give problems with a place and a code, and the good rows load.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;
use std::fs;

use matchgraph::engine::Engine;
use matchgraph::files::{self, Choices, Surroundings};
use matchgraph::import::{Import, Importer};
use serde_json::Value;

/// Adds a file as the command line does: tables as rows.
fn add(importer: &mut Importer, name: &str, bytes: &[u8]) {
    if files::is_ours(name, bytes) {
        let reading = files::read(name, bytes, &Choices::default(), &Surroundings::none());
        importer.add_prepared(reading.prepared);
    } else {
        importer.add(name, bytes);
    }
}

fn read(name: &str, bytes: &[u8]) -> Import {
    let mut importer = Importer::new();
    add(&mut importer, name, bytes);
    importer.without_lookup();
    importer.finish()
}

/// Every row has exactly one fate.
fn assert_fates(import: &Import) {
    for report in &import.files {
        let sum = report.records + report.merged + report.refused + report.blank;
        let sum = sum + report.apart + report.no_need;
        assert_eq!(report.rows, sum, "{report:?}");
    }
}

#[test]
fn broken_files_give_at_least_the_expected_problems() {
    let expected = fs::read_to_string(common::path("tests/data/bad/expected.jsonl")).unwrap();
    let expected: Vec<Value> =
        expected.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let files: BTreeSet<&str> = expected.iter().map(|row| row["file"].as_str().unwrap()).collect();
    assert_eq!((files.len(), expected.len()), (28, 106));
    for file in files {
        let mut importer = Importer::new();
        add(&mut importer, file, &fs::read(common::path("tests/data/bad").join(file)).unwrap());
        let with_sample = expected.iter().any(|row| row["file"] == file && row["data"] == "sample");
        if with_sample {
            for (name, bytes) in common::files("examples/sample") {
                importer.add(&name, &bytes);
            }
        } else {
            importer.without_lookup();
        }
        let import = importer.finish();
        assert_fates(&import);
        for row in expected.iter().filter(|row| row["file"] == file) {
            // A problem of the whole file has no row.
            let place = |value: &Value| value.as_u64().and_then(|row| u32::try_from(row).ok());
            let found = import.problems.iter().any(|problem| {
                problem.file == file
                    && problem.row == place(&row["row"])
                    && problem.column.as_deref() == row["column"].as_str()
                    && problem.code.as_str() == row["code"]
                    && problem.level.as_str() == row["level"]
            });
            assert!(found, "{row} is not among {:#?}", import.problems);
        }
    }
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_panics() {
    let deep = format!("{{\"id\":\"x\",\"name\":{}1{}}}", "[".repeat(3_000), "]".repeat(3_000));
    let long = format!("{{\"id\":\"x\",\"name\":\"{}\"}}", "长".repeat(3_500_000));
    let cases: [(&str, &[u8], &str); 13] = [
        ("organizations.jsonl", b"", "empty_file"),
        ("organizations.jsonl", b" \r\n\t\n", "empty_file"),
        ("organizations.jsonl", b"\xef\xbb\xbf", "empty_file"),
        ("organizations.jsonl", b"\xff\xfe{\x00}\x00", "bad_encoding"),
        ("甲.pdf", b"%PDF-1.7", "unsupported_format"),
        ("a.csv", "甲,乙\n丙,丁\n".as_bytes(), "unknown_content"),
        ("organizations.jsonl", b"{\"id\":\"x\"", "json_syntax"),
        ("organizations.jsonl", deep.as_bytes(), "json_too_deep"),
        ("organizations.jsonl", long.as_bytes(), "too_large"),
        ("organizations.csv", "名称,地区\n甲,鼓楼".as_bytes(), "ambiguous_division"),
        ("list.xlsx", b"PK\x03\x04\x14\x00xl/", "damaged_file"),
        ("x.json", b"{\"organizations\":7,\"format\":1}", "wrong_type"),
        ("x.json", b"{\"format\":99,\"needs\":[]}", "newer_format"),
    ];
    for (name, bytes, code) in cases {
        let import = read(name, bytes);
        let codes: Vec<&str> = import.problems.iter().map(|one| one.code.as_str()).collect();
        assert!(codes.contains(&code), "{name} {code}: {codes:?}");
        assert_fates(&import);
    }
}

#[test]
fn good_rows_load_between_bad_ones() {
    let text = "{\"id\":\"a\",\"name\":\"甲\",\"staff\":-3,\"division\":\"火星\"}\nrubbish\n\
                {\"id\":\"b\",\"name\":\"乙\",\"stage\":\"发展期\",\"rating\":\"AAA\",\"extra\":{\"k\":[1]}}\n";
    let import = read("organizations.jsonl", text.as_bytes());
    let names: Vec<&str> =
        import.dataset.organizations.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["甲", "乙"]);
    let codes: Vec<(Option<u32>, &str)> =
        import.problems.iter().map(|one| (one.row, one.code.as_str())).collect();
    let expected = [
        (Some(1), "unknown_division"),
        (Some(1), "negative_number"),
        (Some(2), "json_syntax"),
        (Some(3), "unknown_field"),
        (Some(3), "rating_normalized"),
    ];
    assert_eq!(codes, expected);
}

#[test]
fn unknown_keys_and_members_survive_saving_and_opening_again() {
    let text = "{\"format\":1,\"decisions\":[{\"need\":\"n\",\"accept\":true}],\"mine\":{\"a\":1},\
                \"organizations\":[{\"id\":\"b\",\"name\":\"乙\",\"stage\":\"发展期\",\"extra\":{\"k\":[1,2.5]}}]}";
    let first = read("x.matchgraph.json", text.as_bytes()).dataset.project_file();
    let saved: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(saved["organizations"][0]["extra"]["k"][1], 2.5);
    assert_eq!(saved["organizations"][0]["stage"], "发展");
    assert_eq!((&saved["mine"]["a"], &saved["decisions"][0]["accept"]), (&1.into(), &true.into()));
    let second = read("x.matchgraph.json", first.as_bytes()).dataset.project_file();
    assert_eq!(first, second, "saving what was saved changes nothing");
}

#[test]
fn a_list_that_stands_twice_in_a_project_file_is_read_twice() {
    let text = "{\"format\":1,\"needs\":[{\"id\":\"a\",\"text\":\"甲\"}],\"needs\":[{\"id\":\"b\",\"text\":\"乙\"}]}";
    let import = read("x.json", text.as_bytes());
    assert_eq!(import.dataset.needs.len(), 2);
    assert_eq!(import.problems[0].code.as_str(), "duplicate_key");
    assert_fates(&import);
    let broken = read("x.json", b"{\n\"needs\": [\n{\"id\": \"a\",}\n]\n}");
    let codes: Vec<&str> = broken.problems.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["json_syntax"], "one broken file is one problem");
}

#[test]
fn a_place_that_could_not_be_read_rules_nobody_out() {
    let files = [(
        "organizations.jsonl".to_owned(),
        "{\"id\":\"a\",\"name\":\"甲\",\"service_area\":[\"火星\",\"株洲市\"]}".as_bytes().to_vec(),
    )];
    let result = common::engine(&files)
        .find(&matchgraph::engine::MatchRequest {
            route: "need-organization".into(),
            text: Some("甲".into()),
            place: Some("长沙市芙蓉区".into()),
            as_of: "2026-01-01".into(),
            ..Default::default()
        })
        .unwrap();
    let verdicts: Vec<_> = result.matches.iter().map(|one| one.verdict).collect();
    assert_eq!(verdicts, [matchgraph::rules::Verdict::Unknown]);
}

#[test]
fn a_way_of_delivery_that_could_not_be_read_refuses_nobody() {
    let organizations = "{\"id\":\"a\",\"name\":\"甲\",\"delivery\":[\"上门\",\"电话\"]}\n\
                         {\"id\":\"b\",\"name\":\"乙\",\"delivery\":[\"上门\"]}";
    let calls = "{\"id\":\"c\",\"name\":\"丙\",\"rules\":[{\"rule\":\"delivery-mode\",\"value\":[\"线上\"],\"hard\":true}]}";
    let mut importer = Importer::new();
    importer.add("organizations.jsonl", organizations.as_bytes());
    importer.add("calls.jsonl", calls.as_bytes());
    let dataset = importer.finish().dataset;
    let as_of = matchgraph::model::Date::parse("2026-01-01").unwrap();
    let verdicts: Vec<_> = dataset
        .organizations
        .iter()
        .map(|one| {
            let applicant =
                matchgraph::rules::call::Applicant { organization: Some(one), project: None };
            let outcomes =
                matchgraph::rules::call::judge_call(&dataset.calls[0], applicant, &dataset, as_of);
            (outcomes[0].verdict, outcomes[0].reason.code)
        })
        .collect();
    assert_eq!(verdicts[0], (matchgraph::rules::Verdict::Unknown, "unread-part"));
    assert_eq!(verdicts[1].0, matchgraph::rules::Verdict::No);
}

#[test]
fn the_sample_is_the_same_as_a_folder_and_as_a_project_file() {
    let folder = common::sample();
    assert_eq!(folder.problems(), []);
    let file = folder.dataset().project_file();
    let project = Engine::load([("sample.matchgraph.json", file.as_bytes())]).unwrap();
    assert_eq!(project.problems(), []);
    assert_eq!(folder.dataset().hash(), project.dataset().hash());
    assert_eq!(folder.dataset().counts(), project.dataset().counts());
}
