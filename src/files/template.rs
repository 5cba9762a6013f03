//! The templates that people download (下载模板): a sheet for each list, with drop-downs and two examples,
//! and one that says how it is filled in. What they hold is `data/templates.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::write::{Column, Kind, Sheet, Workbook};

/// The declarations.
const TEMPLATES: &str = include_str!("../../data/templates.json");
/// What separates the words of a list.
const SEPARATOR: char = '、';
/// Width of the columns of the guide, in characters.
const GUIDE_WIDTHS: [u16; 4] = [12, 22, 60, 60];

/// The file of declarations.
#[derive(Deserialize)]
struct Declared {
    guide: Guide,
    choices: BTreeMap<String, String>,
    templates: Vec<Template>,
}

/// The sheet that says how a template is filled in.
#[derive(Deserialize)]
struct Guide {
    name: String,
    columns: Vec<String>,
    notes: Vec<String>,
}

/// A template.
#[derive(Deserialize)]
struct Template {
    name: String,
    title: String,
    sheets: Vec<ListSheet>,
}

/// A sheet for the records of a list.
#[derive(Deserialize)]
struct ListSheet {
    name: String,
    columns: Vec<ListColumn>,
    examples: Vec<BTreeMap<String, String>>,
}

/// A column for a key.
#[derive(Deserialize)]
struct ListColumn {
    key: String,
    title: String,
    width: u16,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    options: String,
    #[serde(default)]
    hint: String,
}

impl Declared {
    /// Reads the declarations; a test reads them too.
    fn read() -> Option<Self> {
        serde_json::from_str(TEMPLATES).ok()
    }

    /// The words that a column offers.
    fn options(&self, column: &ListColumn) -> Vec<String> {
        let words = self.choices.get(&column.options).map(String::as_str).unwrap_or_default();
        words.split(SEPARATOR).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// A sheet with its examples.
    fn sheet(&self, declared: &ListSheet) -> Sheet {
        let columns = declared.columns.iter().map(|column| Column {
            title: column.title.clone(),
            width: column.width,
            kind: column.kind,
            options: self.options(column),
        });
        let row = |example: &BTreeMap<String, String>| {
            let cell = |column: &ListColumn| example.get(&column.key).cloned().unwrap_or_default();
            declared.columns.iter().map(cell).collect()
        };
        Sheet {
            name: declared.name.clone(),
            columns: columns.collect(),
            rows: declared.examples.iter().map(row).collect(),
            notes: Vec::new(),
            frozen: true,
        }
    }

    /// The sheet that explains the columns of a template.
    fn guide(&self, template: &Template) -> Sheet {
        let titles = self.guide.columns.iter().zip(GUIDE_WIDTHS);
        let columns = titles.map(|(title, width)| Column {
            title: title.clone(),
            width,
            ..Column::default()
        });
        let mut rows = Vec::new();
        for sheet in &template.sheets {
            for column in &sheet.columns {
                let options = self.options(column).join(&SEPARATOR.to_string());
                if !(column.hint.is_empty() && options.is_empty()) {
                    let hint = column.hint.clone();
                    rows.push(vec![sheet.name.clone(), column.title.clone(), hint, options]);
                }
            }
        }
        Sheet {
            name: self.guide.name.clone(),
            columns: columns.collect(),
            rows,
            notes: self.guide.notes.clone(),
            frozen: true,
        }
    }
}

/// Names of the templates with their titles: `organizations`, 机构.
pub fn names() -> Vec<(String, String)> {
    let templates = Declared::read().map(|declared| declared.templates).unwrap_or_default();
    templates.into_iter().map(|template| (template.name, template.title)).collect()
}

/// A template by its name; `None` if there is none of that name.
pub fn template(name: &str) -> Option<Workbook> {
    let declared = Declared::read()?;
    let template = declared.templates.iter().find(|template| template.name == name)?;
    let mut sheets: Vec<Sheet> =
        template.sheets.iter().map(|sheet| declared.sheet(sheet)).collect();
    sheets.push(declared.guide(template));
    Some(Workbook { sheets })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{workbook, write};
    use super::*;
    use crate::import::Importer;
    use serde_json::{Value, json};

    #[test]
    fn every_template_is_written_and_read_back() {
        let names = names();
        let kinds: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(kinds, ["organizations", "needs", "projects", "resources", "funders"]);
        for kind in kinds {
            let described = template(kind).unwrap();
            let mut problems = Vec::new();
            let tables = workbook::tables(kind, &write::xlsx(&described).unwrap(), &mut problems);
            assert_eq!((tables.len(), problems.len()), (described.sheets.len(), 0));
            for (table, sheet) in tables.iter().zip(&described.sheets) {
                assert_eq!(table.sheet, sheet.name);
                let titles = sheet.columns.iter().map(|column| column.title.as_str());
                assert!(table.row(0).cells().eq(titles));
                for (row, cells) in (1..).zip(&sheet.rows) {
                    let cells = cells.iter().map(String::as_str);
                    let read = (0..cells.len()).map(|column| table.row(row).cell(column));
                    assert!(cells.eq(read), "{kind} {row}");
                }
            }
            let last = tables.last().unwrap();
            assert_eq!(last.sheet, "填写说明");
            assert!(last.row(last.len() - 1).cell(0).contains("不会上传"));
        }
        assert_eq!(template("divisions"), None);
    }

    #[test]
    fn examples_say_that_they_are_examples() {
        for (name, _) in names() {
            let workbook = template(&name).unwrap();
            for sheet in workbook.sheets.iter().filter(|sheet| sheet.name != "填写说明") {
                assert_eq!(sheet.rows.len(), 2);
                for row in &sheet.rows {
                    assert!(row[0].starts_with("示例（请删除）"));
                    assert_eq!(row.last().map(String::as_str), Some("是"));
                }
            }
        }
    }

    #[test]
    fn drop_downs_offer_what_the_import_understands() {
        let file: Value = serde_json::from_str(TEMPLATES).unwrap();
        let declared = Declared::read().unwrap();
        let lists = file["templates"].as_array().unwrap().iter().flat_map(|template| {
            template["sheets"].as_array().unwrap().iter().map(|sheet| sheet["list"].clone())
        });
        let sheets = declared.templates.iter().flat_map(|template| &template.sheets);
        let mut tried = 0;
        for (list, sheet) in lists.zip(sheets) {
            for column in sheet.columns.iter().filter(|column| !column.options.is_empty()) {
                let options = declared.options(column);
                assert!(options.len() > 1, "{}", column.key);
                // The import of tables reads these words, not that of records.
                for option in options.iter().filter(|_| column.options != "yes") {
                    let value = match column.key.as_str() {
                        "fields" | "beneficiaries" | "wanted" | "delivery" => json!([option]),
                        "rating" => json!({"grade": option}),
                        _ => json!(option),
                    };
                    let record = json!({"id": "a", "name": "甲", "text": "乙", &column.key: value});
                    let mut importer = Importer::new();
                    let name = format!("{}.jsonl", list.as_str().unwrap());
                    importer.add(&name, record.to_string().as_bytes());
                    importer.without_lookup();
                    let problems = importer.finish().problems;
                    let refused = problems.iter().any(|problem| {
                        problem.column.as_deref().is_some_and(|at| at.starts_with(&column.key))
                    });
                    assert!(!refused, "{option}: {problems:?}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 200);
    }
}
