//! Places that an article names, by the table of places.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;

use super::names::{Found, outermost};
use super::{Page, Span};
use crate::model::{Divisions, Place, PlaceLevel};
use crate::text::fold;
use crate::text::words::WordFinder;

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedPlace {
    /// As written.
    pub text: String,
    /// Its code; `None` where several places bear the name and the article does not say which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The codes to choose from, if there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// Short names of prefectures that are words of another meaning.
const WORDS: [&str; 10] =
    ["大同", "安康", "白山", "海东", "海南", "海北", "黄南", "玉树", "吉安", "三明"];

/// Names of places: full ones, and short ones of provinces and prefectures.
fn finder() -> &'static WordFinder {
    static FINDER: OnceLock<WordFinder> = OnceLock::new();
    FINDER.get_or_init(|| {
        let mut names: Vec<String> = Vec::new();
        let divisions = Divisions::builtin();
        for (place, name) in divisions.iter().filter(|(place, _)| *place != Place::NATION) {
            let name = fold(name);
            if place.level() <= PlaceLevel::Prefecture
                && let Some(short) = name.strip_suffix(['省', '市'])
                && short.chars().count() >= 2
                && !WORDS.contains(&short)
            {
                names.push(short.to_owned());
            }
            if name.chars().count() >= 2 {
                names.push(name);
            }
        }
        names.sort_unstable();
        names.dedup();
        WordFinder::new(&names)
    })
}

/// Where names of places stand, one after the other without a break joined: 福州市鼓楼区.
pub(super) fn hits(page: &Page) -> Vec<(usize, usize)> {
    let mut hits: Vec<(usize, usize)> = Vec::new();
    for hit in outermost(finder().find(&page.key)) {
        match hits.last_mut() {
            Some(last) if last.1 == hit.start => last.1 = hit.end,
            _ => hits.push((hit.start, hit.end)),
        }
    }
    hits
}

/// The places outside of names of organizations and projects.
pub(super) fn find(page: &Page, hits: &[(usize, usize)], found: &[Found]) -> Vec<NamedPlace> {
    let divisions = Divisions::builtin();
    let mut memory: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let mut named: Vec<(usize, usize, Vec<Place>)> = Vec::new();
    for (start, end) in hits {
        let text: String = page.key[*start..*end].iter().collect();
        let places = memory.entry(text).or_insert_with_key(|text| divisions.find(text));
        if !places.is_empty() {
            named.push((*start, *end, places.clone()));
        }
    }
    // A repeated name means the one inside a place that the article names.
    let sure: Vec<Place> = named
        .iter()
        .filter_map(|(_, _, places)| <[Place; 1]>::try_from(places.as_slice()).ok())
        .flatten()
        .collect();
    let mut result = Vec::new();
    for (start, end, places) in named {
        if found.iter().any(|one| one.start <= start && end <= one.end) {
            continue;
        }
        let inside: Vec<Place> = places
            .iter()
            .copied()
            .filter(|place| sure.iter().any(|outer| outer.covers(*place)))
            .collect();
        let places = if inside.is_empty() { places } else { inside };
        let codes: Vec<String> = places.iter().map(ToString::to_string).collect();
        let (code, candidates) = match <[String; 1]>::try_from(codes) {
            Ok([code]) => (Some(code), Vec::new()),
            Err(codes) => (None, codes),
        };
        let span = [start as u32, end as u32];
        result.push(NamedPlace { text: page.text(start, end), code, candidates, span });
    }
    result
}
