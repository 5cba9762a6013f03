//! The browser's second door, to the module that reads and writes tables: bytes in, bytes out. Types are
//! in `wasm_files.d.ts`.

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::failure::Failure;
use crate::files::{template, write};

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

/// Reads and writes tables.
#[wasm_bindgen(js_name = Files)]
pub struct WasmFiles;

#[wasm_bindgen(js_class = Files)]
impl WasmFiles {
    /// An .xlsx file from a `Workbook`.
    #[wasm_bindgen(js_name = writeXlsx)]
    pub fn write_xlsx(workbook: &str) -> Result<Vec<u8>, JsError> {
        write::xlsx(&described(workbook)?).map_err(|failure| error(&failure))
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
