//! Lists as people keep them become the records that the sample has as JSON lines.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use matchgraph::files::{self, Choices, Reading, Surroundings};
use matchgraph::import::{FileReport, Import, Importer, Prepared};
use matchgraph::model::Dataset;
use proptest::prelude::*;
use serde_json::{Map, Value};

fn read_as(name: &str, bytes: &[u8], choices: &Choices) -> Reading {
    files::read(name, bytes, choices, &Surroundings::none())
}

fn read(name: &str, text: &str) -> Reading {
    read_as(name, text.as_bytes(), &Choices::default())
}

fn import(prepared: Prepared) -> Import {
    let mut importer = Importer::new();
    importer.without_lookup();
    importer.add_prepared(prepared);
    importer.finish()
}

fn raw(name: &str) -> Import {
    let bytes = fs::read(common::path("examples/sample/raw").join(name)).unwrap();
    import(read_as(name, &bytes, &Choices::default()).prepared)
}

fn codes(import: &Import) -> Vec<(Option<u32>, &str)> {
    import.problems.iter().map(|problem| (problem.row, problem.code.as_str())).collect()
}

/// The records of a list by id.
fn records(dataset: &Dataset, list: &str) -> BTreeMap<String, Map<String, Value>> {
    let project: Value = serde_json::from_str(&dataset.project_file()).unwrap();
    let rows = project[list].as_array().cloned().unwrap_or_default();
    let object = |row: Value| row.as_object().cloned().unwrap();
    rows.into_iter().map(object).map(|row| (row["id"].as_str().unwrap().to_owned(), row)).collect()
}

fn adds_up(report: &FileReport) -> bool {
    let sum = report.records + report.merged + report.refused + report.blank;
    report.rows == sum + report.apart + report.no_need
}

#[test]
fn the_lists_of_the_sample_become_its_records() {
    let sample = common::sample();
    // What the lists do not say, or say in words of their own.
    let left_out: [(&str, &[&str]); 5] = [
        ("organizations", &["registered", "inferred", "is_federation_unit"]),
        ("funders", &["inferred", "kind", "eligibility", "overseas"]),
        ("calls", &["rules"]),
        ("projects", &["inferred"]),
        ("resources", &["inferred"]),
    ];
    for (list, left_out) in left_out {
        let expected = records(sample.dataset(), list);
        let found = records(&raw(&format!("{list}.csv")).dataset, list);
        assert_eq!(found.len(), expected.len(), "{list}");
        for (id, record) in expected {
            for (key, value) in
                record.into_iter().filter(|(key, _)| !left_out.contains(&key.as_str()))
            {
                assert_eq!(found[&id].get(&key), Some(&value), "{id} {key}");
            }
        }
    }
    assert_eq!(raw("events.csv").dataset.events.len(), sample.dataset().events.len());
}

#[test]
fn no_clean_list_has_an_error() {
    for entry in fs::read_dir(common::path("examples/sample/raw")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let import = raw(&name);
        // Two answers begin with = and @ on purpose; that is a warning.
        let bad: Vec<_> = import
            .problems
            .iter()
            .filter(|problem| {
                problem.level.as_str() != "info"
                    && problem.code != matchgraph::problem::Code::FormulaCell
            })
            .collect();
        assert!(bad.is_empty(), "{name}: {bad:#?}");
        assert!(import.files.iter().all(adds_up), "{name}: {:?}", import.files);
    }
}

#[test]
fn a_list_is_the_same_in_every_encoding_and_format() {
    let plain = records(&raw("organizations.csv").dataset, "organizations");
    assert_eq!(plain.len(), 86);
    let saved_as_gbk = records(&raw("organizations.gbk.csv").dataset, "organizations");
    let workbook = records(&raw("organizations.xlsx").dataset, "organizations");
    let traditional = records(&raw("organizations.zh-Hant.csv").dataset, "organizations");
    for (id, record) in &plain {
        assert_eq!(saved_as_gbk[id]["name"], record["name"]);
        assert_eq!(saved_as_gbk[id].get("description"), record.get("description"));
        for key in ["credit_code", "type", "stage", "division", "service_area", "staff", "hub"] {
            assert_eq!(workbook[id].get(key), record.get(key), "{id} {key}");
            assert_eq!(traditional[id].get(key), record.get(key), "{id} {key}");
        }
    }
}

#[test]
fn a_real_list_with_titles_two_headers_and_merged_places_is_read() {
    let text = "某市女性社会组织名录,,,,,,\n填报单位：示例妇联,,,,,,2025年3月\n\
                序号,区县,机构名称,乡镇街道,预算（万元）,联系方式,\n,,,,,负责人,电话\n\
                1,福州市鼓楼区,甲中心,水部街道,近20,某某,000\n2,,乙中心,东街街道,3—5,某,001\n\
                ,小计,2,,,,\n3,福州市台江区,丙中心,,136,,\n\n合计,,3,,,,\n注：金额为示例,,,,,,\n";
    let reading = read("名录.csv", text);
    let import = import(reading.prepared);
    let report = &import.files[0];
    assert_eq!((report.rows, report.records, report.apart, report.blank), (11, 3, 7, 1));
    let of = |name: &str| import.dataset.organizations.iter().find(|one| one.name == name).unwrap();
    let division = |name: &str| of(name).division.unwrap();
    assert_eq!(division("乙中心").parent().unwrap().to_string(), "350102");
    assert_eq!(import.dataset.divisions.label(division("甲中心")), "水部街道");
    assert_eq!(division("丙中心").to_string(), "350103");
    assert_eq!(of("甲中心").contacts.len(), 2, "{:?}", of("甲中心").contacts);
    assert!(of("甲中心").extra.contains_key("预算（万元）"), "what is not used is kept");
}

#[test]
fn words_that_are_no_values_stay_in_the_record() {
    let text = "机构名称,所在区划,服务领域,专职人数,志愿者人数,服务区域\n\
                甲,福州市鼓楼区,家庭教育,十来个,约50人,火星、台江区\n";
    let import = import(read("机构.csv", text).prepared);
    let one = &import.dataset.organizations[0];
    assert_eq!((one.staff, one.volunteers), (None, Some(50)));
    assert_eq!(one.provenance.as_written["专职人数"], "十来个");
    assert_eq!(one.provenance.as_written["志愿者人数"], "约50人");
    assert_eq!(one.provenance.unread, ["service_area"]);
    let expected =
        [(Some(2), "not_a_number"), (Some(2), "approximate_number"), (Some(2), "unknown_division")];
    let found: BTreeSet<_> = codes(&import).into_iter().collect();
    assert_eq!(found, expected.into_iter().collect());
    let columns: Vec<_> = import.problems.iter().filter_map(|one| one.column.as_deref()).collect();
    assert!(columns.contains(&"服务区域"), "problems name the header: {columns:?}");
}

#[test]
fn money_is_read_by_the_unit_of_the_header_and_persons_are_not_person_times() {
    let text = "项目名称,领域,所在区划,预算（万元）,受益人数\n甲,家庭教育,福州市,12.5,93万多人次\n\
                乙,家庭教育,福州市,8万元,300人\n丙,家庭教育,福州市,3000元,20户\n";
    let import = import(read("项目.csv", text).prepared);
    let projects: BTreeMap<&str, _> =
        import.dataset.projects.iter().map(|one| (one.name.as_str(), one)).collect();
    let yuan = |name: &str| projects[name].budget.unwrap().fen() / 100;
    assert_eq!((yuan("甲"), yuan("乙"), yuan("丙")), (125_000, 80_000, 3_000));
    assert_eq!((projects["甲"].people, projects["甲"].person_times), (None, Some(930_000)));
    assert_eq!((projects["乙"].people, projects["丙"].people), (Some(300), None));
}

#[test]
fn a_person_decides_what_columns_mean_and_which_county_is_hers() {
    let text = "团体,镇,做什么\n甲中心,龙田镇,家庭教育\n乙中心,三山镇,托管\n";
    let reading = read_as("x.csv", text.as_bytes(), &Choices::default());
    assert_eq!(import(reading.prepared).dataset.organizations.len(), 0);
    let columns = BTreeMap::from([
        ("团体".to_owned(), Some("name".to_owned())),
        ("做什么".to_owned(), Some("fields".to_owned())),
    ]);
    let mut choices = Choices {
        list: Some("organizations".into()),
        columns: Some(columns),
        ..Choices::default()
    };
    let reading = read_as("x.csv", text.as_bytes(), &choices);
    assert!(reading.report.asks_county);
    choices.county = Some("350181".into());
    let reading = read_as("x.csv", text.as_bytes(), &choices);
    assert!(!reading.report.asks_county);
    let import = import(reading.prepared);
    assert_eq!(import.dataset.own_divisions.len(), 2);
    assert!(import.files.iter().all(adds_up), "{:?}", import.files);
    let place = import.dataset.organizations[0].division.unwrap();
    assert_eq!(place.parent().unwrap().to_string(), "350181");
    assert_eq!(import.dataset.organizations[0].fields.len(), 1);
}

#[test]
fn templates_come_back_with_every_column_and_without_their_examples() {
    for (kind, _) in files::template::names() {
        let workbook = files::template::template(&kind).unwrap();
        let bytes = files::write::xlsx(&workbook).unwrap();
        let reading = read_as(&format!("{kind}.xlsx"), &bytes, &Choices::default());
        for table in &reading.report.tables {
            for column in &table.columns {
                assert!(column.key.is_some(), "{kind}: {} {}", table.sheet, column.header);
            }
        }
        assert!(
            reading.report.tables.iter().any(|table| table.list.as_deref() == Some(&kind)),
            "{kind}"
        );
        let import = import(reading.prepared);
        assert!(import.files.iter().all(adds_up), "{kind}: {:?}", import.files);
        assert_eq!(import.files[0].records, 0, "{kind}: examples are no records");
    }
}

#[test]
fn hostile_tables_end_in_a_problem() {
    let wide = format!("机构名称{}\n甲\n", ",x".repeat(20_000));
    let long = format!("机构名称,简介\n甲,{}\n乙,丙\n", "长".repeat(4_000_000));
    let quotes = "\"".repeat(1_000_001);
    let many = format!("机构名称,{}\n甲\n", "垃圾,".repeat(16_000));
    for text in [wide, long, quotes, many] {
        let import = import(read("a.csv", &text).prepared);
        assert!(!import.problems.is_empty());
        assert!(import.files.iter().all(adds_up), "{:?}", import.files);
    }
}

/// Cells as lists have them, and some that they should not have.
const CELLS: [&str; 20] = [
    "",
    "甲中心",
    "机构名称",
    "所在区划",
    "福州市鼓楼区",
    "合计",
    "小计",
    "注：示例",
    "3",
    "-3",
    "=1+1",
    "\"",
    "2023年4月",
    "家庭教育、托管",
    "\u{202e}x",
    "服务领域",
    "需求",
    "水部街道",
    "约50人",
    "一、二",
];

proptest! {
    #[test]
    fn every_row_of_any_table_has_one_fate(
        rows in prop::collection::vec(prop::collection::vec(0_usize..20, 0..6), 0..12),
        names in any::<bool>()
    ) {
        let mut text = if names { "机构名称,所在区划,服务领域\n".to_owned() } else { String::new() };
        for row in &rows {
            let cells: Vec<&str> = row.iter().map(|at| CELLS[*at]).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        let reading = read("a.csv", &text);
        let again = Prepared::from_json(&reading.prepared.to_json());
        prop_assert_eq!(again.as_ref(), Some(&reading.prepared));
        let import = import(reading.prepared);
        prop_assert!(import.files.iter().all(adds_up), "{text:?} {:?}", import.files);
    }

    #[test]
    fn any_bytes_are_read(bytes: Vec<u8>, ending in 0_usize..5) {
        let name = ["a.csv", "a.txt", "a.xlsx", "a.xls", "a.docx"][ending];
        let import = import(read_as(name, &bytes, &Choices::default()).prepared);
        prop_assert!(import.files.iter().all(adds_up), "{:?}", import.files);
    }
}
