//! `matchgraph batch`: a line filter from queries to results, for pipes and clusters.

use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;

use matchgraph::engine::{Engine, MatchRequest};
use matchgraph::failure::Failure;
use serde_json::{Map, Value};

use super::{BatchArguments, files};

/// Longest line that is read, in bytes.
const LONGEST_LINE: usize = 4 * 1024 * 1024;

/// Answers line by line. Exit code 1 at the end if a line could not be answered.
pub(super) fn run(arguments: &BatchArguments) -> anyhow::Result<ExitCode> {
    let mut engine = files::open(&arguments.source)?;
    files::add_routes(&mut engine, arguments.routes.as_ref())?;
    let as_of = super::as_of(arguments.as_of.as_ref());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut bad = false;
    for (number, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match answer(&engine, arguments, &as_of, &line) {
            Ok(result) => writeln!(out, "{result}")?,
            Err(failure) => {
                bad = true;
                let error = serde_json::json!({ "error": failure, "row": number + 1 });
                writeln!(out, "{error}")?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(bad)))
}

/// Answers one line: the keys of a request, without those that the arguments give.
fn answer(
    engine: &Engine,
    arguments: &BatchArguments,
    as_of: &str,
    line: &[u8],
) -> Result<String, Failure> {
    let bad = |text: String| Failure::new("bad_request").with("text", text);
    if line.len() > LONGEST_LINE {
        return Err(bad(format!("{} bytes", line.len())));
    }
    let mut object: Map<String, Value> =
        serde_json::from_slice(line).map_err(|error| bad(error.to_string()))?;
    object.insert("route".to_owned(), Value::from(arguments.route.as_str()));
    object.entry("as_of").or_insert_with(|| Value::from(as_of));
    let mut request = MatchRequest::read(Value::Object(object))?;
    request.top = request.top.or(arguments.top);
    engine.answer(&request)
}
