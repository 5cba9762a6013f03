//! Cells that say where: the row's own place out of several columns, and the places somebody serves.

use std::borrow::Cow;

use serde_json::Value;

use super::{Cells, PlannedColumn};
use crate::files::values::list;
use crate::files::values::place::Found;
use crate::model::{Place, PlaceLevel};

/// Words for the whole area of somebody's own.
const WHOLE: [(&str, PlaceLevel); 10] = [
    ("全省", PlaceLevel::Province),
    ("本省", PlaceLevel::Province),
    ("全市", PlaceLevel::Prefecture),
    ("本市", PlaceLevel::Prefecture),
    ("全区", PlaceLevel::County),
    ("全县", PlaceLevel::County),
    ("本区", PlaceLevel::County),
    ("本县", PlaceLevel::County),
    ("辖区内", PlaceLevel::County),
    ("本辖区", PlaceLevel::County),
];

/// What the row says about places, until all its cells are read.
#[derive(Clone, Debug, Default)]
pub(super) struct RowPlaces<'a> {
    pub(super) above: String,
    pub(super) division: Option<(&'a PlannedColumn, String)>,
    pub(super) town: Option<(&'a PlannedColumn, String)>,
    pub(super) village: Option<(&'a PlannedColumn, String)>,
    pub(super) areas: Option<(&'a PlannedColumn, String)>,
}

impl Cells<'_> {
    /// The row's own place, out of all columns that say something about it.
    pub(super) fn division(&mut self, here: &RowPlaces) -> Option<Place> {
        let mut place = None;
        if let Some((column, text)) = &here.division {
            match self.places.find(text, &here.above, None, self.row) {
                Found::Place(found) => place = Some(found),
                Found::Within(found, _) => {
                    place = Some(found);
                    self.write_down(column, text);
                }
                Found::Unclear => self.unread("division", column, text),
            }
        } else if !here.above.is_empty()
            && let Found::Place(found) = self.places.find(&here.above, "", None, self.row)
        {
            place = Some(found);
        }
        for (column, name) in [&here.town, &here.village].into_iter().flatten() {
            let above = match place {
                Some(place) if place.level() == PlaceLevel::Town => Some(place),
                place => self.places.county_of(place),
            };
            let found = above.and_then(|above| self.places.below(above, name, self.row));
            place = found.or(place);
            if found.is_none() {
                self.asks_county |= above.is_none();
                self.write_down(column, name);
            }
        }
        if let Some(place) = place {
            self.object.insert("division".to_owned(), place.to_string().into());
        }
        place
    }

    /// The places that somebody serves. What is not found is left to the import, which then knows that
    /// the list is not complete.
    pub(super) fn areas(
        &mut self,
        column: &PlannedColumn,
        text: &str,
        near: Option<Place>,
        above: &str,
    ) {
        let mut areas: Vec<Value> = Vec::new();
        let mut whole = true;
        for item in list::items(text) {
            let own = WHOLE.iter().find(|(word, _)| item == *word);
            let found = match (own, near) {
                (Some((_, level)), Some(near)) => Found::Place(near.at(*level)),
                _ => self.places.find(item, above, near, self.row),
            };
            let value: Cow<str> = match found {
                Found::Place(place) => place.to_string().into(),
                Found::Within(place, _) => {
                    whole = false;
                    place.to_string().into()
                }
                Found::Unclear => {
                    whole = false;
                    item.into()
                }
            };
            let value = Value::from(value);
            if !areas.contains(&value) {
                areas.push(value);
            }
        }
        if !whole {
            self.write_down(column, text);
        }
        self.set("service_area", Value::Array(areas));
    }
}
