//! What is in the data, for people to look through: a summary, needs by filter, single records.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::attributes::Attributes;
use crate::declaration::Object;
use crate::failure::Failure;
use crate::import::{FileReport, Import};
use crate::model::{
    Dataset, Divisions, Kind, Merge, Need, Place, PlaceLevel, Record, Reference, WrittenRecord,
};
use crate::order;
use crate::problem::Level;
use crate::risk::Risk;
use crate::route::Route;
use crate::text::{Folded, fold};

/// A place with its name and the names above it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PlaceRow {
    /// Its code.
    pub code: String,
    /// Its name, or that of the nearest place above that has one.
    pub name: String,
    /// Names from the province down, without its own.
    pub path: Vec<String>,
}

impl PlaceRow {
    /// Looks up the names of a place.
    pub fn new(divisions: &Divisions, place: Place) -> Self {
        let name = divisions.label(place);
        let mut path = divisions.path(place);
        if divisions.name(place).is_none() {
            path.pop();
        }
        Self { code: place.to_string(), name, path }
    }
}

/// A place and how many needs come from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceFacet {
    /// The place.
    #[serde(flatten)]
    pub place: PlaceRow,
    /// Needs.
    pub needs: usize,
}

/// A group of people and how many needs speak of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupFacet {
    /// In the words of the data.
    pub name: String,
    /// Needs.
    pub needs: usize,
}

/// A route as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteSummary {
    /// The declaration.
    #[serde(flatten)]
    pub route: Route,
    /// Its hash.
    pub hash: String,
}

/// What is loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Records by list.
    pub counts: BTreeMap<&'static str, usize>,
    /// What became of the rows of each file.
    pub files: Vec<FileReport>,
    /// Problems by level.
    pub problems: BTreeMap<&'static str, usize>,
    /// Records that are invented examples.
    pub illustrative: usize,
    /// Counties that needs come from, those with most needs first.
    pub places: Vec<PlaceFacet>,
    /// Groups that needs speak of, those with most needs first.
    pub groups: Vec<GroupFacet>,
    /// Routes that can be asked.
    pub routes: Vec<RouteSummary>,
    /// Hash of the records.
    pub hash: String,
}

/// Counts what an import gave.
pub(crate) fn summary(import: &Import, routes: &[Route], needs: &[Attributes]) -> Summary {
    let dataset = &import.dataset;
    let levels = [Level::Error, Level::Warning, Level::Info];
    let routes =
        routes.iter().map(|route| RouteSummary { route: route.clone(), hash: route.hash() });
    let mut places: BTreeMap<Place, usize> = BTreeMap::new();
    for place in needs.iter().filter_map(|need| need.place) {
        *places.entry(place.at(PlaceLevel::County)).or_insert(0) += 1;
    }
    let mut places: Vec<PlaceFacet> = places
        .into_iter()
        .map(|(place, needs)| PlaceFacet { place: PlaceRow::new(&dataset.divisions, place), needs })
        .collect();
    order::sort_by(&mut places, |a, b| b.needs.cmp(&a.needs).then_with(|| a.place.cmp(&b.place)));
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for group in dataset.needs.iter().flat_map(groups_of) {
        *groups.entry(group).or_insert(0) += 1;
    }
    let mut groups: Vec<GroupFacet> = groups
        .into_iter()
        .map(|(name, needs)| GroupFacet { name: name.to_owned(), needs })
        .collect();
    order::sort_by(&mut groups, |a, b| b.needs.cmp(&a.needs).then_with(|| a.name.cmp(&b.name)));
    Summary {
        counts: dataset.counts(),
        files: import.files.clone(),
        problems: order::map(levels.map(|level| (level.as_str(), import.count(level)))),
        illustrative: dataset.illustrative(),
        places,
        groups,
        routes: routes.collect(),
        hash: dataset.hash(),
    }
}

/// The groups of people that a need speaks of, in the words of the data.
fn groups_of(need: &Need) -> Vec<&str> {
    let mut groups: Vec<&str> = need
        .respondent
        .iter()
        .chain(&need.beneficiaries)
        .chain(&need.situations)
        .map(String::as_str)
        .collect();
    order::sort(&mut groups);
    groups.dedup();
    groups
}

/// Which needs to list.
#[derive(Clone, Debug, Default)]
pub struct NeedFilter {
    /// Words that stand in the text, all of them, separated by spaces; or the id, or a row number.
    pub text: Option<String>,
    /// Code or name of a place that covers the need's own.
    pub place: Option<String>,
    /// A group that the need speaks of.
    pub group: Option<String>,
    /// Only needs in which somebody may be at risk.
    pub risk: bool,
    /// How many to skip.
    pub offset: usize,
    /// How many to give; 100 if absent.
    pub limit: Option<usize>,
}

impl NeedFilter {
    /// Reads a filter from JSON.
    pub fn read(value: Value) -> Result<Self, Failure> {
        let read = |mut object: Object| {
            let filter = Self {
                text: object.optional_text("text")?,
                place: object.optional_text("place")?,
                group: object.optional_text("group")?,
                risk: object.flag("risk", false)?,
                offset: object.optional_number("offset", u32::MAX)?.unwrap_or(0) as usize,
                limit: object.optional_number("limit", u32::MAX)?.map(|limit| limit as usize),
            };
            object.finish()?;
            Ok(filter)
        };
        Object::new(value, "$").and_then(read).map_err(|fault| Failure::bad_request(&fault))
    }
}

/// One need in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeedRow {
    /// Its id.
    pub id: String,
    /// What was said.
    pub text: String,
    /// Where.
    pub place: Option<PlaceRow>,
    /// Groups it speaks of.
    pub groups: Vec<String>,
    /// Services that were ticked.
    pub wanted: Vec<String>,
    /// Who may be at risk.
    pub risk: Option<Risk>,
    /// When it was said.
    pub date: Option<String>,
    /// Rows of the survey.
    pub rows: Vec<u32>,
    /// How it was heard.
    pub channel: Option<&'static str>,
    /// Invented.
    pub illustrative: bool,
    /// Where the words looked for stand, in code points.
    pub spans: Vec<[u32; 2]>,
}

/// Needs that pass a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeedList {
    /// How many there are in all.
    pub total: usize,
    /// Those asked for: needs at risk first, then in the order of the survey, then by id.
    pub needs: Vec<NeedRow>,
}

/// Lists needs.
pub(crate) fn needs(
    dataset: &Dataset,
    attributes: &[Attributes],
    filter: &NeedFilter,
    place: Option<Place>,
) -> NeedList {
    let words: Vec<Vec<char>> = filter
        .text
        .as_deref()
        .map(|text| Folded::new(text).text())
        .unwrap_or_default()
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().collect())
        .collect();
    let mut found: Vec<(&Need, &Attributes, Vec<[u32; 2]>)> = dataset
        .needs
        .iter()
        .zip(attributes)
        .filter(|(need, attributes)| {
            let here = place.is_none_or(|area| need.division.is_some_and(|own| area.covers(own)));
            let group = filter.group.as_deref();
            let concerned = group.is_none_or(|group| groups_of(need).contains(&group));
            here && concerned && (!filter.risk || attributes.risk.is_some())
        })
        .filter_map(|(need, attributes)| Some((need, attributes, search(need, &words)?)))
        .collect();
    order::sort_by_key(&mut found, |(need, attributes, _)| {
        let level = attributes.risk.as_ref().map(|risk| risk.level);
        (std::cmp::Reverse(level), need.rows.first().copied().unwrap_or(u32::MAX), &need.id)
    });
    let total = found.len();
    let page = found.into_iter().skip(filter.offset).take(filter.limit.unwrap_or(100));
    let needs = page.map(|(need, attributes, spans)| NeedRow {
        id: need.id.clone(),
        text: need.text.clone(),
        place: need.division.map(|place| PlaceRow::new(&dataset.divisions, place)),
        groups: groups_of(need).into_iter().map(str::to_owned).collect(),
        wanted: need.wanted.clone(),
        risk: attributes.risk.clone(),
        date: need.date.map(|date| date.to_string()),
        rows: need.rows.clone(),
        channel: need.channel.map(crate::model::choice::Channel::as_str),
        illustrative: need.provenance.illustrative == Some(true),
        spans,
    });
    NeedList { total, needs: needs.collect() }
}

/// Where all the words stand in a need; `None` if one is missing. A word may also be the need's id or
/// one of its rows.
fn search(need: &Need, words: &[Vec<char>]) -> Option<Vec<[u32; 2]>> {
    if words.is_empty() {
        return Some(Vec::new());
    }
    let folded = Folded::new(&need.text);
    let mut spans = Vec::new();
    for word in words {
        let text: String = word.iter().collect();
        let named = text == need.id || need.rows.iter().any(|row| row.to_string() == text);
        let starts = folded.chars.windows(word.len()).enumerate();
        let starts = starts.filter(|(_, window)| *window == word.as_slice());
        let before = spans.len();
        spans.extend(starts.map(|(start, _)| folded.span(start, start + word.len())));
        if spans.len() == before && !named {
            return None;
        }
    }
    order::sort(&mut spans);
    Some(spans)
}

/// Which records to list.
#[derive(Clone, Debug)]
pub struct RecordFilter {
    /// Kind of record.
    pub kind: String,
    /// Words that stand in its texts, all of them, separated by spaces; or its id.
    pub text: Option<String>,
    /// Code or name of a place that meets its area.
    pub place: Option<String>,
    /// Its category: the kind of a resource, the way of a call, the type of an organization.
    pub category: Option<String>,
    /// How many to skip.
    pub offset: usize,
    /// How many to give; 100 if absent.
    pub limit: Option<usize>,
}

impl RecordFilter {
    /// Reads a filter from JSON: `kind` must be there.
    pub fn read(value: Value) -> Result<Self, Failure> {
        let read = |mut object: Object| {
            let filter = Self {
                kind: object.text("kind")?,
                text: object.optional_text("text")?,
                place: object.optional_text("place")?,
                category: object.optional_text("category")?,
                offset: object.optional_number("offset", u32::MAX)?.unwrap_or(0) as usize,
                limit: object.optional_number("limit", u32::MAX)?.map(|limit| limit as usize),
            };
            object.finish()?;
            Ok(filter)
        };
        Object::new(value, "$").and_then(read).map_err(|fault| Failure::bad_request(&fault))
    }
}

/// One record in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordRow {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its name; the text of a need.
    pub name: String,
    /// Its category.
    pub category: Option<&'static str>,
    /// Where it serves, or else where it is.
    pub places: Vec<PlaceRow>,
    /// Fields of work, as written.
    pub fields: Vec<String>,
    /// Invented.
    pub illustrative: bool,
}

/// Records that pass a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordList {
    /// How many there are in all.
    pub total: usize,
    /// Categories of all records of the kind, in order.
    pub categories: Vec<&'static str>,
    /// Those asked for, by id.
    pub records: Vec<RecordRow>,
}

/// Lists records of any kind.
pub(crate) fn records(
    dataset: &Dataset,
    kind: Kind,
    attributes: &[Attributes],
    filter: &RecordFilter,
    place: Option<Place>,
) -> RecordList {
    let words = fold(filter.text.as_deref().unwrap_or_default());
    let says = |one: &Attributes| {
        words.split(' ').all(|word| {
            one.id == word || one.texts.iter().any(|piece| fold(&piece.text).contains(word))
        })
    };
    let meets = |one: &Attributes| {
        let meets = |area: &Place, place: Place| area.covers(place) || place.covers(*area);
        place.is_none_or(|place| one.areas().iter().any(|area| meets(area, place)))
    };
    let fits = |one: &&Attributes| {
        let category = filter.category.as_deref();
        category.is_none_or(|category| one.category == Some(category)) && meets(one) && says(one)
    };
    let mut categories: Vec<&'static str> =
        attributes.iter().filter_map(|one| one.category).collect();
    order::sort(&mut categories);
    categories.dedup();
    let found: Vec<&Attributes> = attributes.iter().filter(fits).collect();
    let page = found.iter().skip(filter.offset).take(filter.limit.unwrap_or(100));
    let records = page.map(|one| {
        let fields = one.texts.iter().filter(|piece| piece.field == "fields");
        let places = one.areas().iter().map(|place| PlaceRow::new(&dataset.divisions, *place));
        // A need has no name; its text says what it is.
        let text = one.texts.first().map(|piece| piece.text.as_str()).unwrap_or_default();
        RecordRow {
            kind,
            id: one.id.clone(),
            name: if one.name.is_empty() { text } else { &one.name }.to_owned(),
            category: one.category,
            places: places.collect(),
            fields: fields.map(|piece| piece.text.clone()).collect(),
            illustrative: one.illustrative,
        }
    });
    RecordList { total: found.len(), categories, records: records.collect() }
}

/// One record, with where it came from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordView {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The file it came from.
    pub file: String,
    /// The row in it.
    pub row: u32,
    /// Where it is.
    pub place: Option<PlaceRow>,
    /// Where it serves.
    pub service_area: Vec<PlaceRow>,
    /// The record as it is written back.
    pub record: WrittenRecord,
    /// The growth record of an organization, latest first.
    pub events: Vec<WrittenRecord>,
    /// Rows of other files that went into it.
    pub merges: Vec<Merge>,
}

/// Looks a record up.
pub(crate) fn record(dataset: &Dataset, id: &str) -> Option<RecordView> {
    let reference = dataset.find(id)?;
    let origin = dataset.origin(reference);
    let (place, service_area) = places_of(dataset, reference);
    let named = |place: &Place| PlaceRow::new(&dataset.divisions, *place);
    Some(RecordView {
        kind: reference.kind,
        id: id.to_owned(),
        file: dataset.files.get(origin.file as usize).cloned().unwrap_or_default(),
        row: origin.row,
        place: place.as_ref().map(named),
        service_area: service_area.iter().map(named).collect(),
        record: dataset.write(reference)?,
        events: events_of(dataset, id),
        merges: dataset.merges.iter().filter(|merge| merge.kept == id).cloned().collect(),
    })
}

/// The growth record of an organization, latest first.
fn events_of(dataset: &Dataset, id: &str) -> Vec<WrittenRecord> {
    // Events are in the order of their dates.
    let events = dataset.events.iter().rev().filter(|event| event.organization == id);
    events.map(Record::write).collect()
}

/// The place and the service area of a record.
fn places_of(dataset: &Dataset, reference: Reference) -> (Option<Place>, Vec<Place>) {
    let position = reference.position as usize;
    match reference.kind {
        Kind::Organization => {
            let one = &dataset.organizations[position];
            (one.division, one.service_area.clone())
        }
        Kind::Need => (dataset.needs[position].division, Vec::new()),
        Kind::Funder => {
            let one = &dataset.funders[position];
            (one.division, one.service_area.clone())
        }
        Kind::Call => (None, dataset.calls[position].service_area.clone()),
        Kind::Project => {
            let one = &dataset.projects[position];
            (one.division, one.service_area.clone())
        }
        Kind::Resource => {
            let one = &dataset.resources[position];
            (one.division, one.service_area.clone())
        }
        Kind::Federation => (dataset.federations[position].division, Vec::new()),
    }
}
