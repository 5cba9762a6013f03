//! The browser's door: bytes in, the engine's own JSON bytes out. Types are in `wasm.d.ts`.

use std::rc::Rc;

use serde::Serialize;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::catalogue::{NeedFilter, RecordFilter};
use crate::declaration;
use crate::engine::{Engine, MatchJob, MatchRequest};
use crate::failure::Failure;
use crate::import::{Importer, Prepared};
use crate::taxonomy::Taxonomy;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm.d.ts");

/// A failure as the message of an error: JSON that the page turns into a sentence.
fn error(failure: &Failure) -> JsError {
    JsError::new(&serde_json::to_string(failure).unwrap_or_default())
}

/// The one serialiser.
fn bytes(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// A request from its JSON.
fn request<T>(json: &str, read: fn(Value) -> Result<T, Failure>) -> Result<T, JsError> {
    let value = declaration::parse(json).map_err(|fault| Failure::bad_request(&fault));
    value.and_then(read).map_err(|failure| error(&failure))
}

/// Members to keep in a project file beside the records; none if the text is empty.
fn members(json: &str) -> Result<Map<String, Value>, JsError> {
    let members = |value| match value {
        Value::Object(members) => Ok(members),
        _ => Err(Failure::new("bad_request").with("text", "$ must be an object")),
    };
    if json.is_empty() { Ok(Map::new()) } else { request(json, members) }
}

/// Takes in files before they are read together.
#[wasm_bindgen(js_name = Loader)]
#[derive(Default)]
pub struct WasmLoader(Importer);

#[wasm_bindgen(js_class = Loader)]
impl WasmLoader {
    /// A loader without files.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; the same name again appends to it.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        self.0.add(name, bytes);
    }

    /// Adds a file that the other module, `files`, has read as far as rows. Fails if the bytes are not
    /// what it made.
    #[wasm_bindgen(js_name = addPrepared)]
    pub fn add_prepared(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        let prepared = Prepared::from_json(bytes);
        let prepared = prepared.ok_or_else(|| error(&Failure::new("bad_request")))?;
        self.0.add_prepared(prepared);
        Ok(())
    }

    /// Opens a stored index, as the command line's `index` writes it.
    pub fn open(bytes: &[u8]) -> Result<WasmEngine, JsError> {
        let engine = Engine::open(bytes).map_err(|failure| error(&failure))?;
        Ok(WasmEngine(Rc::new(engine)))
    }

    /// Reads everything and prepares it for questions. The loader is used up.
    pub fn finish(self) -> Result<WasmEngine, JsError> {
        let engine = Engine::new(self.0.finish()).map_err(|failure| error(&failure))?;
        Ok(WasmEngine(Rc::new(engine)))
    }
}

/// Loaded data. Every method returns UTF-8 JSON.
#[wasm_bindgen(js_name = Engine)]
pub struct WasmEngine(Rc<Engine>);

#[wasm_bindgen(js_class = Engine)]
impl WasmEngine {
    /// What is loaded: `Summary`.
    pub fn summary(&self) -> Vec<u8> {
        bytes(&self.0.summary())
    }

    /// What could not be taken over as written: `Problem[]`.
    pub fn problems(&self) -> Vec<u8> {
        bytes(&self.0.problems())
    }

    /// Needs that pass a `NeedFilter`: `NeedList`.
    pub fn needs(&self, filter: &str) -> Result<Vec<u8>, JsError> {
        let list =
            self.0.needs(&request(filter, NeedFilter::read)?).map_err(|failure| error(&failure))?;
        Ok(bytes(&list))
    }

    /// Records of a kind that pass a `RecordFilter`: `RecordList`.
    pub fn records(&self, filter: &str) -> Result<Vec<u8>, JsError> {
        let list = self
            .0
            .records(&request(filter, RecordFilter::read)?)
            .map_err(|failure| error(&failure))?;
        Ok(bytes(&list))
    }

    /// Every concept of the taxonomy with its titles: `Concept[]`.
    pub fn concepts() -> Vec<u8> {
        bytes(&Taxonomy::builtin().rows())
    }

    /// One record: `RecordView`.
    pub fn record(&self, id: &str) -> Result<Vec<u8>, JsError> {
        Ok(bytes(&self.0.record(id).map_err(|failure| error(&failure))?))
    }

    /// Places to suggest while a name is being typed: `Place[]`.
    pub fn places(&self, text: &str, limit: usize) -> Vec<u8> {
        bytes(&self.0.places(text, limit))
    }

    /// What is around a record, a place (`place:CODE`) or a concept: `Neighbourhood`.
    pub fn neighbourhood(&self, id: &str) -> Result<Vec<u8>, JsError> {
        Ok(bytes(&self.0.neighbourhood(id).map_err(|failure| error(&failure))?))
    }

    /// How two of these hang together: `Path | null`.
    pub fn path(&self, from: &str, to: &str) -> Result<Vec<u8>, JsError> {
        Ok(bytes(&self.0.path(from, to).map_err(|failure| error(&failure))?))
    }

    /// The organizations that hold others together: `Hub[]`.
    pub fn hubs(&self) -> Vec<u8> {
        bytes(&self.0.hubs())
    }

    /// Answers a `MatchRequest`: `Result` (or `BriefResult`), byte for byte what the command line prints.
    #[wasm_bindgen(js_name = "match")]
    pub fn find(&self, json: &str) -> Result<Vec<u8>, JsError> {
        let answer = self
            .0
            .answer(&request(json, MatchRequest::read)?)
            .map_err(|failure| error(&failure))?;
        Ok(answer.into_bytes())
    }

    /// Adds routes of one's own: a `Route`, or `{"routes": Route[]}`. Not while a job is under way.
    #[wasm_bindgen(js_name = addRoutes)]
    pub fn add_routes(&mut self, json: &str) -> Result<(), JsError> {
        let engine = Rc::get_mut(&mut self.0).ok_or_else(|| error(&Failure::new("job_running")))?;
        engine.add_routes(json).map_err(|failure| error(&failure))
    }

    /// Begins to answer every query of a route.
    #[wasm_bindgen(js_name = matchAll)]
    pub fn find_all(&self, json: &str) -> Result<WasmMatchJob, JsError> {
        let request = request(json, MatchRequest::read)?;
        let job = self.0.find_all(&request).map_err(|failure| error(&failure))?;
        Ok(WasmMatchJob { engine: Rc::clone(&self.0), job, lines: String::new() })
    }

    /// What the project file holds beside the records (`weights`, `decisions`, …): a JSON object.
    pub fn aside(&self) -> Vec<u8> {
        bytes(&self.0.dataset().aside)
    }

    /// The project file, to be saved and opened again. `aside` is a JSON object of members to keep in it
    /// beside the records; they replace loaded ones of the same name.
    pub fn project(&self, aside: &str) -> Result<Vec<u8>, JsError> {
        Ok(self.0.dataset().project_file_with(&members(aside)?).into_bytes())
    }

    /// The project file without original answers, contacts and free notes: what may leave a desk.
    #[wasm_bindgen(js_name = handOver)]
    pub fn hand_over(&self, aside: &str) -> Result<Vec<u8>, JsError> {
        Ok(self.0.hand_over(&members(aside)?).into_bytes())
    }
}

/// Answering every query, in steps.
#[wasm_bindgen(js_name = MatchJob)]
pub struct WasmMatchJob {
    engine: Rc<Engine>,
    job: MatchJob,
    lines: String,
}

#[wasm_bindgen(js_class = MatchJob)]
impl WasmMatchJob {
    /// Answers the next queries and says how far it has come: `Progress`.
    pub fn step(&mut self, units: usize) -> Vec<u8> {
        self.lines.push_str(&self.job.step_lines(&self.engine, units));
        bytes(&self.job.progress())
    }

    /// The results since the last call, as JSON lines.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.lines).into_bytes()
    }
}
