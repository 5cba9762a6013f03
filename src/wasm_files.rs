//! The browser's second door, to the module that reads and writes tables: bytes in, bytes out. Types are
//! in `wasm_files.d.ts`.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::duplicates;
use crate::export::{Source, What, graphml};
use crate::failure::Failure;
use crate::files::columns::Mapping;
use crate::files::{self, Choices, Surroundings, article, seal, template, write};
use crate::graph::Graph;
use crate::import::Importer;
use crate::message::Language;
use crate::model::Dataset;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm_files.d.ts");

/// A failure as the message of an error: JSON that the page turns into a sentence.
fn error(failure: &Failure) -> JsError {
    JsError::new(&serde_json::to_string(failure).unwrap_or_default())
}

/// What a JSON describes.
fn described<T: DeserializeOwned>(json: &str) -> Result<T, JsError> {
    serde_json::from_str(json)
        .map_err(|fault| error(&Failure::new("bad_request").with("text", fault.to_string())))
}

/// What to export, and how.
#[derive(Deserialize)]
struct ExportOptions {
    /// `matches`, `records`, `directory`, `problems` or `supplement`.
    what: String,
    /// BCP 47 tag of headers and sentences.
    language: String,
    /// Write contacts too.
    #[serde(default)]
    contacts: bool,
    /// CSV instead of a workbook.
    #[serde(default)]
    csv: bool,
}

/// Bytes as text.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The records of a project file.
fn dataset(project: &[u8]) -> Dataset {
    let mut importer = Importer::new();
    importer.add("project.matchgraph.json", project);
    importer.finish().dataset
}

/// Reads and writes tables.
#[wasm_bindgen(js_name = Files)]
#[derive(Default)]
pub struct WasmFiles {
    others: Importer,
    mappings: Vec<Mapping>,
    surroundings: Option<Surroundings>,
}

#[wasm_bindgen(js_class = Files)]
impl WasmFiles {
    /// A reader for files that are opened together. `mappings` are a `Mapping[]`: what a person said that
    /// columns mean; it may be empty.
    #[wasm_bindgen(constructor)]
    pub fn new(mappings: &str) -> Result<Self, JsError> {
        let mappings = if mappings.is_empty() { Vec::new() } else { described(mappings)? };
        Ok(Self { mappings, ..Self::default() })
    }

    /// Is a file read here? Those that are not are the core's own.
    #[wasm_bindgen(js_name = isOurs)]
    pub fn is_ours(name: &str, bytes: &[u8]) -> bool {
        files::is_ours(name, bytes)
    }

    /// Tells of a file of the core's that is opened at the same time, before the first is read: its places
    /// and its vocabulary count for tables too. The same name again appends to it.
    #[wasm_bindgen(js_name = addOther)]
    pub fn add_other(&mut self, name: &str, bytes: &[u8]) {
        self.others.add(name, bytes);
    }

    /// Reads a file as far as rows. `choices` are `Choices`, what a person decided otherwise than it was
    /// guessed; it may be empty.
    pub fn read(
        &mut self,
        name: &str,
        bytes: &[u8],
        choices: &str,
    ) -> Result<WasmReading, JsError> {
        let choices = if choices.is_empty() { Choices::default() } else { described(choices)? };
        let surroundings = self.surroundings.get_or_insert_with(|| {
            let others = std::mem::take(&mut self.others).finish().dataset;
            Surroundings {
                mappings: std::mem::take(&mut self.mappings),
                ..Surroundings::of(others)
            }
        });
        let reading = files::read(name, bytes, &choices, surroundings);
        Ok(WasmReading {
            prepared: reading.prepared.to_json(),
            report: serde_json::to_vec(&reading.report).unwrap_or_default(),
        })
    }

    /// An .xlsx file from a `Workbook`.
    #[wasm_bindgen(js_name = writeXlsx)]
    pub fn write_xlsx(workbook: &str) -> Result<Vec<u8>, JsError> {
        write::xlsx(&described(workbook)?).map_err(|failure| error(&failure))
    }

    /// What goes back to people, as an .xlsx file or, with `csv`, its first sheet as CSV. `project` is the
    /// project file; `results` are JSON lines as the core writes them (all needs for `matches`, the route
    /// `organization-call` for `supplement`, else empty), `problems` is a `Problem[]`.
    #[wasm_bindgen(js_name = writeExport)]
    pub fn write_export(
        options: &str,
        project: &[u8],
        results: &str,
        problems: &[u8],
    ) -> Result<Vec<u8>, JsError> {
        let options: ExportOptions = described(options)?;
        let refused = |text: &str| error(&Failure::new("bad_request").with("text", text));
        let what = What::from_word(&options.what).ok_or_else(|| refused(&options.what))?;
        let language =
            Language::from_tag(&options.language).ok_or_else(|| refused(&options.language))?;
        let dataset = dataset(project);
        let results: Vec<Value> = results
            .lines()
            .map(|line| serde_json::from_str(line).map_err(|_| refused(line)))
            .collect::<Result<_, _>>()?;
        let problems: Vec<Value> =
            if problems.is_empty() { Vec::new() } else { described(&text(problems))? };
        let contacts = options.contacts;
        let source = Source {
            dataset: &dataset,
            results: &results,
            problems: &problems,
            language,
            contacts,
        };
        let workbook = source.workbook(what);
        if options.csv {
            return Ok(workbook.sheets.first().map(write::csv).unwrap_or_default());
        }
        write::xlsx(&workbook).map_err(|failure| error(&failure))
    }

    /// The graph of a project file as `GraphML`, without the texts of needs.
    #[wasm_bindgen(js_name = writeGraphml)]
    pub fn write_graphml(project: &[u8]) -> Result<Vec<u8>, JsError> {
        let graph = Graph::build(&dataset(project)).map_err(|failure| error(&failure))?;
        Ok(graphml::write(&graph).into_bytes())
    }

    /// Pairs of records of a project file that may be one, the surest first: `Pair[]`. `kind` is
    /// `organizations` or `projects`.
    pub fn duplicates(project: &[u8], kind: &str) -> Result<Vec<u8>, JsError> {
        let dataset = dataset(project);
        let pairs = match kind {
            "projects" => duplicates::projects_of(&dataset, duplicates::PROJECTS_FROM),
            _ => duplicates::organizations_of(&dataset, duplicates::ORGANIZATIONS_FROM),
        };
        let pairs = pairs.map_err(|failure| error(&failure))?;
        Ok(serde_json::to_vec(&pairs).unwrap_or_default())
    }

    /// What a news report or minutes say: an `Article`. `name` and `bytes` are a .docx or a text; records of
    /// the project file, which may be empty, are recognised.
    pub fn article(name: &str, bytes: &[u8], project: &[u8]) -> Result<Vec<u8>, JsError> {
        let mut problems = Vec::new();
        let text = article::text_of(name, bytes, &mut problems);
        if let Some(problem) = problems.first() {
            let failure = Failure::new("bad_request").with("text", problem.location());
            return Err(error(&failure));
        }
        let dataset = (!project.is_empty()).then(|| dataset(project));
        Ok(serde_json::to_vec(&article::read(&text, dataset.as_ref())).unwrap_or_default())
    }

    /// Is a file under a passphrase?
    #[wasm_bindgen(js_name = isSealed)]
    pub fn is_sealed(bytes: &[u8]) -> bool {
        seal::is_sealed(bytes)
    }

    /// A file under a passphrase. `entropy` are 40 fresh random bytes.
    pub fn seal(bytes: &[u8], passphrase: &str, entropy: &[u8]) -> Result<Vec<u8>, JsError> {
        let entropy = entropy.try_into();
        let entropy = entropy.map_err(|_| error(&Failure::new("bad_request")))?;
        seal::seal(bytes, passphrase, entropy).map_err(|failure| error(&failure))
    }

    /// What is under a passphrase.
    #[wasm_bindgen(js_name = openSealed)]
    pub fn open_sealed(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, JsError> {
        seal::open(bytes, passphrase).map_err(|failure| error(&failure))
    }

    /// A CSV file from a `Sheet`.
    #[wasm_bindgen(js_name = writeCsv)]
    pub fn write_csv(sheet: &str) -> Result<Vec<u8>, JsError> {
        Ok(write::csv(&described(sheet)?))
    }

    /// The template of that name as an .xlsx file.
    #[wasm_bindgen(js_name = writeTemplate)]
    pub fn write_template(name: &str) -> Result<Vec<u8>, JsError> {
        let failure = || error(&Failure::new("bad_request").with("text", name));
        let workbook = template::template(name).ok_or_else(failure)?;
        write::xlsx(&workbook).map_err(|failure| error(&failure))
    }
}

/// A file that was read. Each part can be taken once.
#[wasm_bindgen(js_name = Reading)]
pub struct WasmReading {
    prepared: Vec<u8>,
    report: Vec<u8>,
}

#[wasm_bindgen(js_class = Reading)]
impl WasmReading {
    /// Its rows, for `Loader.addPrepared`.
    pub fn prepared(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.prepared)
    }

    /// What was found and guessed: `TableFile` as JSON.
    pub fn report(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.report)
    }
}
