//! The same record from two files is one, remembers both, and can be taken apart.
#![allow(clippy::unwrap_used, clippy::panic)]

use matchgraph::engine::Engine;
use matchgraph::import::{Import, Importer, Prepared, PreparedPart};
use matchgraph::problem::Code;

const FIRST: &str = r#"{"id":"a","name":"长沙县满天星社会工作服务中心","division":"430121","fields":["流动妇女融入"]}
{"id":"b","name":"巾帼手工坊","division":"350102"}
"#;
const SECOND: &str = r#"{"id":"a","name":"長沙縣滿天星社會工作服務中心","division":"430121","fields":["流動婦女融入"],"staff":7}
{"name":"巾帼手工坊","division":"350103","staff":3}
{"name":"巾帼手工坊（刺绣）","division":"350102","staff":4}
"#;

fn read(files: &[(&str, &str)]) -> Import {
    let mut importer = Importer::new();
    for (name, text) in files {
        importer.add(name, text.as_bytes());
    }
    importer.finish()
}

fn both(more: &[(&str, &str)]) -> Import {
    let mut files = vec![("1/organizations.jsonl", FIRST), ("2/organizations.jsonl", SECOND)];
    files.extend(more);
    read(&files)
}

#[test]
fn another_script_is_the_same_and_another_place_is_not() {
    let import = both(&[]);
    let organizations = &import.dataset.organizations;
    // Three: the second 巾帼手工坊 lies in another district, the third is the first with a note.
    assert_eq!(organizations.len(), 3);
    let star = organizations.iter().find(|one| one.id == "a").unwrap();
    assert_eq!(star.name, "长沙县满天星社会工作服务中心");
    assert_eq!(star.staff, Some(7), "what only the other row says is taken over");
    assert_eq!(organizations.iter().find(|one| one.id == "b").unwrap().staff, Some(4));
    let merges = &import.dataset.merges;
    assert_eq!(merges.len(), 2);
    assert_eq!((merges[0].why.as_str(), merges[0].row), ("script", 1));
    assert_eq!(merges[0].filled, ["staff"]);
    assert!(merges[0].differs.is_empty(), "the script alone is no difference");
    let said = import.problems.iter().filter(|problem| problem.code == Code::MergedRecord);
    assert_eq!(said.count(), 2);
    for report in &import.files {
        let fates = report.records + report.merged + report.refused + report.blank;
        assert_eq!(report.rows, fates, "{report:?}");
    }
}

#[test]
fn a_name_alone_merges_nothing() {
    let one = r#"{"id":"a","name":"巾帼志愿服务队"}"#;
    let another = r#"{"id":"b","name":"巾帼志愿服务队","division":"350102"}"#;
    let wide = r#"{"id":"c","name":"巾帼志愿服务队","division":"350000"}"#;
    let files = [
        ("1/organizations.jsonl", one),
        ("2/organizations.jsonl", another),
        ("3/organizations.jsonl", wide),
    ];
    let import = read(&files);
    assert_eq!(import.dataset.organizations.len(), 3);
    assert!(import.problems.iter().any(|problem| problem.code == Code::SimilarName));
}

#[test]
fn a_merge_can_be_taken_apart_and_survives_saving() {
    let merged = both(&[]);
    let merge = &merged.dataset.merges[0];
    let apart = format!(r#"{{"format":1,"apart":["{}"]}}"#, merge.fingerprint);
    let split = both(&[("decisions.json", &apart)]);
    assert_eq!(split.dataset.organizations.len(), 4);
    assert_eq!(split.dataset.merges.len(), 1);

    // The same from the saved project, in which the rows stand merged.
    let project = merged.dataset.project_file();
    let again = read(&[("p.json", &project)]);
    assert_eq!(again.dataset.organizations.len(), 3);
    assert_eq!(again.dataset.project_file(), project);
    let split_again = read(&[("p.json", &project), ("q.json", &apart)]);
    let names: Vec<_> = split_again.dataset.organizations.iter().map(|one| &one.id).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert_eq!(names, split.dataset.organizations.iter().map(|one| &one.id).collect::<Vec<_>>());
    let kept = split_again.dataset.organizations.iter().find(|one| one.id == "a").unwrap();
    assert_eq!(kept.staff, None, "what came from the other row went with it");
}

#[test]
fn a_record_shows_the_rows_that_went_into_it() {
    let engine = Engine::new(both(&[])).unwrap();
    let view = engine.record("a").unwrap();
    assert_eq!(view.merges.len(), 1);
    assert_eq!(view.merges[0].file, "2/organizations.jsonl");
    assert_eq!(view.merges[0].record["name"], "長沙縣滿天星社會工作服務中心");
}

#[test]
fn within_one_file_a_repeated_id_is_a_fault() {
    let import = read(&[("organizations.jsonl", &format!("{FIRST}{SECOND}"))]);
    assert!(import.dataset.merges.is_empty());
    assert!(import.problems.iter().any(|problem| problem.code == Code::DuplicateId));
}

#[test]
fn a_sheet_of_missing_facts_wins_and_can_be_undone() {
    let object = r#"{"id":"a","name":"长沙县满天星社会工作服务中心","staff":9,"capacity":3}"#;
    let stranger = r#"{"id":"z","name":"谁也不认识","staff":1}"#;
    let rows = [object, stranger].into_iter().zip(2..);
    let rows = rows.map(|(text, row)| (row, serde_json::from_str(text).unwrap())).collect();
    let part = PreparedPart {
        list: "organizations".into(),
        place: "0.xlsx".into(),
        supplement: true,
        rows,
        ..PreparedPart::default()
    };
    let prepared =
        Prepared { name: "0.xlsx".into(), parts: vec![part], total: 2, ..Prepared::default() };
    let read = |apart: &str| {
        let mut importer = Importer::new();
        let known = r#"{"id":"a","name":"长沙县满天星社会工作服务中心","staff":7}"#;
        importer.add("1.jsonl", known.as_bytes());
        importer.set_list("1.jsonl", "organizations");
        importer.add_prepared(prepared.clone());
        importer.add("2.json", format!(r#"{{"format":1,"apart":["{apart}"]}}"#).as_bytes());
        importer.finish()
    };
    let filled = read("");
    let [one] = filled.dataset.organizations.as_slice() else { panic!("one organization") };
    assert_eq!((one.staff, one.capacity.is_some()), (Some(9), true));
    assert!(filled.problems.iter().any(|problem| problem.code == Code::UnknownId));
    assert_eq!((filled.files[0].merged, filled.files[0].refused), (1, 1));
    let [merge] = filled.dataset.merges.as_slice() else { panic!("one merge") };
    assert_eq!((merge.replaced["staff"].as_i64(), merge.why.as_str()), (Some(7), "supplement"));

    let undone = read(&merge.fingerprint);
    assert_eq!(undone.dataset.organizations[0].staff, Some(7));
    let project = filled.dataset.project_file();
    let mut importer = Importer::new();
    importer.add("p.json", project.as_bytes());
    let apart = format!(r#"{{"format":1,"apart":["{}"]}}"#, merge.fingerprint);
    importer.add("q.json", apart.as_bytes());
    let undone = importer.finish().dataset;
    assert_eq!((undone.organizations[0].staff, undone.organizations.len()), (Some(7), 1));
}
