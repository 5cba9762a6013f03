//! All records together, found by id.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::record::WrittenRecord;
use super::{
    Call, Division, Divisions, Event, Federation, Funder, Link, Merge, Need, Organization, Origin,
    OtherRow, Place, Project, Record, Resource, Theme,
};
use crate::order;

/// A kind of record that has an id of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// [`Organization`]
    Organization,
    /// [`Need`]
    Need,
    /// [`Funder`]
    Funder,
    /// [`Call`]
    Call,
    /// [`Project`]
    Project,
    /// [`Resource`]
    Resource,
    /// [`Federation`]
    Federation,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Organization,
        Self::Need,
        Self::Funder,
        Self::Call,
        Self::Project,
        Self::Resource,
        Self::Federation,
    ];

    /// The word that stands in data files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Need => "need",
            Self::Funder => "funder",
            Self::Call => "call",
            Self::Project => "project",
            Self::Resource => "resource",
            Self::Federation => "federation",
        }
    }

    /// The kind that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A record of any kind: which kind, and its position in the list of that kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Which list.
    pub kind: Kind,
    /// Position in it.
    pub position: u32,
}

/// Everything that was loaded.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Names of the files that records came from; [`Origin::file`] counts in it.
    pub files: Vec<String>,
    /// Organizations, ascending id, like every list with ids.
    pub organizations: Vec<Organization>,
    /// Needs.
    pub needs: Vec<Need>,
    /// Funders.
    pub funders: Vec<Funder>,
    /// Calls.
    pub calls: Vec<Call>,
    /// Projects.
    pub projects: Vec<Project>,
    /// Resources.
    pub resources: Vec<Resource>,
    /// Federations.
    pub federations: Vec<Federation>,
    /// Growth records.
    pub events: Vec<Event>,
    /// The vocabulary of fields.
    pub themes: Vec<Theme>,
    /// Relations.
    pub links: Vec<Link>,
    /// Places added to the built-in table.
    pub own_divisions: Vec<Division>,
    /// All known places.
    pub divisions: Divisions,
    /// Rows that went into other records.
    pub merges: Vec<Merge>,
    /// Rows of surveys that became no need of their own.
    pub other_rows: Vec<OtherRow>,
    /// Members of a project file that are no records (decisions, weights, …), kept and written back.
    pub aside: Map<String, Value>,
    /// Where each id is.
    ids: BTreeMap<String, Reference>,
}

/// Calls a function with each list whose records have an id.
macro_rules! each_list {
    ($dataset:expr, $function:ident) => {
        $function!(organizations, Organization, $dataset);
        $function!(needs, Need, $dataset);
        $function!(funders, Funder, $dataset);
        $function!(calls, Call, $dataset);
        $function!(projects, Project, $dataset);
        $function!(resources, Resource, $dataset);
        $function!(federations, Federation, $dataset);
    };
}

impl Dataset {
    /// Version of the project file that is written.
    pub const FORMAT: u32 = 1;

    /// The member of the project file that holds [`merges`](Self::merges).
    pub const MERGES: &'static str = "merges";

    /// The member of the project file that says which row of which file each record came from.
    pub const ORIGINS: &'static str = "origins";

    /// The member of the project file that holds [`other_rows`](Self::other_rows).
    pub const OTHER_ROWS: &'static str = "other_rows";

    /// Sorts every list, and finds out where each id is and which places are used. Called once, after
    /// the last record was added; the result does not depend on the order in which they came.
    pub fn settle(&mut self) {
        self.ids.clear();
        macro_rules! index {
            ($list:ident, $kind:ident, $dataset:expr) => {
                order::sort_by(&mut self.$list, |a, b| a.id.cmp(&b.id));
                for (position, record) in self.$list.iter().enumerate() {
                    let reference = Reference { kind: Kind::$kind, position: position as u32 };
                    self.ids.insert(record.id.clone(), reference);
                }
            };
        }
        each_list!(self, index);
        // Other records may name a row that went into another one.
        for merge in &self.merges {
            let absorbed = merge.record.get("id").and_then(Value::as_str);
            if let (Some(id), Some(reference)) = (absorbed, self.ids.get(&merge.kept).copied()) {
                self.ids.entry(id.to_owned()).or_insert(reference);
            }
        }
        order::sort_by(&mut self.events, |a, b| {
            (&a.organization, a.date, &a.text).cmp(&(&b.organization, b.date, &b.text))
        });
        order::sort_by(&mut self.links, |a, b| {
            (&a.from, &a.rel, &a.to).cmp(&(&b.from, &b.rel, &b.to))
        });
        order::sort_by(&mut self.merges, |a, b| {
            (&a.list, &a.kept, &a.file, a.row).cmp(&(&b.list, &b.kept, &b.file, b.row))
        });
        order::sort_by(&mut self.other_rows, Ord::cmp);
        self.other_rows.dedup();
        order::sort_by(&mut self.themes, |a, b| a.code.cmp(&b.code));
        order::sort_by(&mut self.own_divisions, |a, b| a.code.cmp(&b.code));
        for place in self.places() {
            self.divisions.mark_used(place);
        }
    }

    /// Every place that a record names.
    fn places(&self) -> Vec<Place> {
        let organizations = self.organizations.iter().flat_map(|organization| {
            organization.division.iter().chain(&organization.service_area).copied()
        });
        let needs = self.needs.iter().filter_map(|need| need.division);
        organizations.chain(needs).filter(|place| *place != Place::NATION).collect()
    }

    /// The record with an id, or that into which the row with that id went.
    pub fn find(&self, id: &str) -> Option<Reference> {
        self.ids.get(id).copied()
    }

    /// The record as it is written back.
    pub fn write(&self, reference: Reference) -> Option<WrittenRecord> {
        let position = reference.position as usize;
        match reference.kind {
            Kind::Organization => self.organizations.get(position).map(Record::write),
            Kind::Need => self.needs.get(position).map(Record::write),
            Kind::Funder => self.funders.get(position).map(Record::write),
            Kind::Call => self.calls.get(position).map(Record::write),
            Kind::Project => self.projects.get(position).map(Record::write),
            Kind::Resource => self.resources.get(position).map(Record::write),
            Kind::Federation => self.federations.get(position).map(Record::write),
        }
    }

    /// Which row of which file a record came from.
    pub fn origin(&self, reference: Reference) -> Origin {
        let position = reference.position as usize;
        match reference.kind {
            Kind::Organization => self.organizations.get(position).map(Record::origin),
            Kind::Need => self.needs.get(position).map(Record::origin),
            Kind::Funder => self.funders.get(position).map(Record::origin),
            Kind::Call => self.calls.get(position).map(Record::origin),
            Kind::Project => self.projects.get(position).map(Record::origin),
            Kind::Resource => self.resources.get(position).map(Record::origin),
            Kind::Federation => self.federations.get(position).map(Record::origin),
        }
        .unwrap_or_default()
    }

    /// How many records of each list there are, by the name of its file.
    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        order::map(self.written_lists().into_iter().map(|(name, records)| (name, records.len())))
    }

    /// How many records are marked as invented.
    pub fn illustrative(&self) -> usize {
        let mut count = 0;
        macro_rules! tally {
            ($list:ident, $kind:ident, $dataset:expr) => {
                count += self
                    .$list
                    .iter()
                    .filter(|record| record.provenance.illustrative == Some(true))
                    .count();
            };
        }
        each_list!(self, tally);
        count
    }

    /// Every list with its records as they are written back, in the order of the contract.
    pub fn written_lists(&self) -> Vec<(&'static str, Vec<WrittenRecord>)> {
        self.lists_of(&|_| true)
    }

    /// The same with only those records whose file (by its position among the files) is wanted.
    pub fn lists_of(
        &self,
        is_wanted: &dyn Fn(u32) -> bool,
    ) -> Vec<(&'static str, Vec<WrittenRecord>)> {
        fn written<R: Record>(
            records: &[R],
            is_wanted: &dyn Fn(u32) -> bool,
        ) -> (&'static str, Vec<WrittenRecord>) {
            let wanted = records.iter().filter(|record| is_wanted(record.origin().file));
            (R::FILE, wanted.map(Record::write).collect())
        }
        let calls = self.calls.iter().filter(|call| !call.is_derived());
        let calls = calls.filter(|call| is_wanted(call.origin.file));
        vec![
            written(&self.organizations, is_wanted),
            written(&self.needs, is_wanted),
            written(&self.funders, is_wanted),
            (Call::FILE, calls.map(Record::write).collect()),
            written(&self.projects, is_wanted),
            written(&self.resources, is_wanted),
            written(&self.federations, is_wanted),
            written(&self.events, is_wanted),
            written(&self.themes, is_wanted),
            written(&self.links, is_wanted),
            written(&self.own_divisions, is_wanted),
        ]
    }

    /// The project file: `format`, every list that is not empty, what was set aside, and `hash`, the
    /// FNV-1a 64 of the records in hexadecimal.
    pub fn project_file(&self) -> String {
        self.project_file_with(&Map::new())
    }

    /// The project file with other members beside the records (`decisions`, `weights`, …): those given
    /// replace those of the same name that were loaded. Names of lists, `format` and `hash` are kept for
    /// the file itself.
    pub fn project_file_with(&self, aside: &Map<String, Value>) -> String {
        let mut pairs = vec![("format".to_owned(), Value::from(Self::FORMAT))];
        for (name, records) in self.written_lists() {
            if !records.is_empty() {
                // Values that came out of JSON can always go back into it.
                let array = serde_json::to_value(records).unwrap_or_default();
                pairs.push((name.to_owned(), array));
            }
        }
        let merges = serde_json::to_value(&self.merges).unwrap_or_default();
        let others = serde_json::to_value(&self.other_rows).unwrap_or_default();
        for (name, array) in [(Self::MERGES, merges), (Self::OTHER_ROWS, others)] {
            if array.as_array().is_some_and(|items| !items.is_empty()) {
                pairs.push((name.to_owned(), array));
            }
        }
        pairs.push((Self::ORIGINS.to_owned(), self.written_origins()));
        let kept = self.aside.iter().filter(|(key, _)| !aside.contains_key(*key));
        let taken: Vec<&str> = self.written_lists().iter().map(|(name, _)| *name).collect();
        let own = ["format", "hash", Self::MERGES, Self::ORIGINS, Self::OTHER_ROWS];
        let is_own = |key: &str| taken.contains(&key) || own.contains(&key);
        for (key, value) in kept.chain(aside).filter(|(key, _)| !is_own(key)) {
            pairs.push((key.clone(), value.clone()));
        }
        pairs.push(("hash".to_owned(), Value::from(self.hash())));
        let mut file = WrittenRecord(pairs).text();
        file.push('\n');
        file
    }

    /// Row and file of every record that has an id: `{id: [file, row]}`.
    fn written_origins(&self) -> Value {
        let mut origins = Map::new();
        for (id, reference) in &self.ids {
            let origin = self.origin(*reference);
            let file = self.files.get(origin.file as usize).cloned().unwrap_or_default();
            // A call that a funder's own conditions stand for is made anew.
            if origin.row > 0 && self.write(*reference).is_some() {
                origins.insert(id.clone(), vec![Value::from(file), Value::from(origin.row)].into());
            }
        }
        Value::Object(origins)
    }

    /// Takes over where records came from before they were saved.
    pub fn set_origins(&mut self, origins: &Map<String, Value>) {
        for (id, origin) in origins {
            let (file, row) = (origin.get(0).and_then(Value::as_str), origin.get(1));
            let (Some(file), Some(row)) = (file, row.and_then(Value::as_u64)) else { continue };
            let Some(reference) = self.find(id) else { continue };
            let known = self.files.iter().position(|known| known == file);
            let file = known.unwrap_or_else(|| {
                self.files.push(file.to_owned());
                self.files.len() - 1
            });
            let origin = Origin { file: file as u32, row: row as u32 };
            macro_rules! set {
                ($list:ident, $kind:ident, $dataset:expr) => {
                    if reference.kind == Kind::$kind
                        && let Some(record) = self.$list.get_mut(reference.position as usize)
                    {
                        record.origin = origin;
                    }
                };
            }
            each_list!(self, set);
        }
    }

    /// FNV-1a 64 of all records in canonical form, hexadecimal: the same for the same content,
    /// whatever files it came from and in whatever order.
    pub fn hash(&self) -> String {
        let mut hash = crate::hash::Fnv64::new();
        for (name, records) in self.written_lists() {
            for record in records {
                hash.write(name.as_bytes());
                hash.write(record.text().as_bytes());
            }
        }
        hash.hexadecimal()
    }
}
