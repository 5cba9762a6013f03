//! Rows into records: reading each by its declaration, and merging or refusing repeated ones.

use std::collections::{BTreeMap, BTreeSet};

use super::{Import, List, Part, add_division, merge};
use crate::hash::Fnv64;
use crate::model::choice::Tier;
use crate::model::field::Context;
use crate::model::{
    Call, Dataset, Division, Event, Federation, Funder, Link, Merge, Need, Organization, Project,
    Record, Resource, Theme, WrittenRecord,
};
use crate::problem::{Code, Problem};
use crate::text::fold;

/// Where something was seen first.
#[derive(Clone, Debug)]
struct Seen {
    place: String,
    row: u32,
    /// The record as written, to tell a repetition from a conflict.
    text: String,
}

/// Reads parts in order and remembers what identities were taken.
pub(super) struct Collector<'a> {
    import: &'a mut Import,
    /// Records with an id, of every kind: links name ids without a kind.
    ids: BTreeMap<String, Seen>,
    /// Lower-case ids.
    lower_ids: BTreeMap<String, Seen>,
    credit_codes: BTreeMap<String, Seen>,
    names: BTreeMap<String, Seen>,
    links: BTreeMap<String, Seen>,
    /// Where each record is, by id.
    positions: BTreeMap<String, (&'static str, Known)>,
    /// Where each record is that is known by its name, by list and name.
    titles: BTreeMap<(&'static str, String), Known>,
    /// Fingerprints of rows that a person took out of others.
    apart: BTreeSet<String>,
    /// What became of each row of the part that is being read.
    fates: BTreeMap<u32, Fate>,
}

/// Where a record is: its position in its list, and the table it came from.
#[derive(Clone, Debug)]
struct Known {
    position: usize,
    place: String,
}

/// Why two records are the same that have nothing in common but the name.
const SAME_NAME: &str = "same-name";

/// What became of a row that is an object; of several the best counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Refused,
    Merged,
    /// So many records.
    Records(u32),
}

/// A record that has an id.
trait Identified: Record {
    /// Are two of the same name the same, unless code or place say otherwise?
    const KNOWN_BY_NAME: bool;
    /// The id.
    fn id(&self) -> &str;
    /// The id, to be changed.
    fn id_mut(&mut self) -> &mut String;
    /// Its name, or the text of a need.
    fn title(&self) -> &str;
    /// The list it goes into.
    fn list(dataset: &mut Dataset) -> &mut Vec<Self>;
}

/// Implements [`Identified`].
macro_rules! identified {
    ($($name:ident $title:ident $list:ident $known_by_name:literal;)*) => {$(
        impl Identified for $name {
            const KNOWN_BY_NAME: bool = $known_by_name;

            fn id(&self) -> &str {
                &self.id
            }

            fn id_mut(&mut self) -> &mut String {
                &mut self.id
            }

            fn title(&self) -> &str {
                &self.$title
            }

            fn list(dataset: &mut Dataset) -> &mut Vec<Self> {
                &mut dataset.$list
            }
        }
    )*};
}

identified! {
    Organization name organizations true;
    Need text needs false;
    Funder name funders true;
    Call name calls false;
    Project name projects false;
    Resource name resources false;
    Federation name federations true;
}

impl<'a> Collector<'a> {
    /// Collects into an import.
    pub(super) fn new(import: &'a mut Import, apart: BTreeSet<String>) -> Self {
        Self {
            import,
            ids: BTreeMap::new(),
            lower_ids: BTreeMap::new(),
            credit_codes: BTreeMap::new(),
            names: BTreeMap::new(),
            links: BTreeMap::new(),
            positions: BTreeMap::new(),
            titles: BTreeMap::new(),
            apart,
            fates: BTreeMap::new(),
        }
    }

    /// Reads the rows of one list in one file.
    pub(super) fn take(&mut self, part: Part) {
        let file = part.file as usize;
        self.fates.clear();
        let counts = part.counts;
        self.take_rows(part);
        if !counts {
            return;
        }
        let report = &mut self.import.files[file];
        for fate in self.fates.values() {
            match fate {
                Fate::Refused => report.refused += 1,
                Fate::Merged => report.merged += 1,
                Fate::Records(count) => {
                    report.records += 1;
                    report.split += count - 1;
                }
            }
        }
    }

    /// Notes the fate of an object that became no record, or one.
    fn note(&mut self, row: u32, fate: Fate) {
        let known = self.fates.get(&row).copied();
        let sum = match (known, fate) {
            (Some(Fate::Records(count)), Fate::Records(more)) => Fate::Records(count + more),
            (Some(known), fate) => known.max(fate),
            (None, fate) => fate,
        };
        self.fates.insert(row, sum);
    }

    /// One record of a row became none after all.
    fn take_back(&mut self, row: u32, instead: Fate) {
        let left = match self.fates.get(&row) {
            Some(Fate::Records(count)) if *count > 1 => Fate::Records(count - 1),
            _ => instead,
        };
        self.fates.insert(row, left);
    }

    /// Reads the rows into the dataset.
    fn take_rows(&mut self, part: Part) {
        match part.list {
            List::Divisions => {
                for record in self.read::<Division>(part) {
                    let (file, row) = (record.origin.file as usize, record.origin.row);
                    let place = self.import.dataset.files.get(file).cloned().unwrap_or_default();
                    let at = Problem::of_row(Code::UnknownDivision, &place, row);
                    let import = &mut *self.import;
                    add_division(&mut import.dataset, &record, &mut import.problems, at);
                    import.dataset.own_divisions.push(record);
                }
            }
            List::Themes => {
                let records = self.read::<Theme>(part);
                self.import.dataset.themes.extend(records);
            }
            List::Organizations => {
                let place = part.place.clone();
                let from = self.import.dataset.organizations.len();
                self.gather::<Organization>(part);
                let mut added = self.import.dataset.organizations.split_off(from);
                for record in &mut added {
                    if record.tier == Some(Tier::Hub) {
                        record.tier = None;
                        record.hub = Some(true);
                    }
                    self.compare_organization(record, &place);
                }
                self.import.dataset.organizations.extend(added);
            }
            List::Needs => self.gather::<Need>(part),
            List::Funders => self.gather::<Funder>(part),
            List::Calls => self.gather::<Call>(part),
            List::Projects => self.gather::<Project>(part),
            List::Resources => self.gather::<Resource>(part),
            List::Federations => self.gather::<Federation>(part),
            List::Events => {
                let records = self.read::<Event>(part);
                self.import.dataset.events.extend(records);
            }
            List::Links => self.take_links(part),
        }
    }

    /// Reads every row by the declaration of its record; a row that cannot be one is refused.
    fn read<R: Record>(&mut self, part: Part) -> Vec<R> {
        let Part { file, place, rows, from_table, .. } = part;
        let import = &mut *self.import;
        let (mut records, mut refused) = (Vec::with_capacity(rows.len()), Vec::new());
        for row in rows {
            let number = row.row;
            let mut context = Context {
                file: &place,
                file_number: file,
                row: row.row,
                column: String::new(),
                from_table,
                unread: Vec::new(),
                divisions: &import.dataset.divisions,
                problems: &mut import.problems,
            };
            match R::read(row.object, &mut context) {
                Some(record) => records.push(record),
                None => refused.push(number),
            }
        }
        for row in refused {
            self.note(row, Fate::Refused);
        }
        for record in &records {
            self.note(record.origin().row, Fate::Records(1));
        }
        records
    }

    /// Like [`read`](Self::read) for records with an id: makes one from the content where it is
    /// missing, and adds the records to their list, merging and refusing those that repeat others.
    fn gather<R: Identified>(&mut self, mut part: Part) {
        for row in &mut part.rows {
            if row.object.get("id").is_none_or(serde_json::Value::is_null) {
                let mut hash = Fnv64::new();
                // Keys of a map are sorted, so the same content has the same text.
                hash.write(serde_json::to_string(&row.object).unwrap_or_default().as_bytes());
                let id = format!("{}-{}", R::FILE.trim_end_matches('s'), hash.hexadecimal());
                row.object.insert("id".to_owned(), id.into());
            }
        }
        let (place, supplement) = (part.place.clone(), part.supplement);
        for mut record in self.read::<R>(part) {
            let written = record.write();
            let row = record.origin().row;
            let same = self.same_elsewhere(&record, &written, &place);
            if supplement && same.is_none() {
                let problem = Problem::of_row(Code::UnknownId, &place, row).at("id");
                self.import.problems.push(problem.with("id", record.id()));
                self.take_back(row, Fate::Refused);
                continue;
            }
            if let Some(mut merge) = same {
                let fingerprint = Merge::fingerprint(&written);
                if supplement {
                    Merge::SUPPLEMENT.clone_into(&mut merge.why);
                }
                if supplement && self.apart.contains(&fingerprint) {
                    self.take_back(row, Fate::Merged);
                    continue;
                }
                if !self.apart.contains(&fingerprint) {
                    self.merge::<R>(written, merge);
                    self.take_back(row, Fate::Merged);
                    continue;
                }
                if merge.why != SAME_NAME {
                    let id = merge::own_id(record.id(), &fingerprint);
                    *record.id_mut() = id;
                }
            }
            let id = record.id().to_owned();
            if !self.admit(&place, row, &id, written.text()) {
                continue;
            }
            let list = R::list(&mut self.import.dataset);
            let at = Known { position: list.len(), place: place.clone() };
            if R::KNOWN_BY_NAME {
                let key = (R::FILE, name_key(record.title()));
                self.titles.entry(key).or_insert_with(|| at.clone());
            }
            self.positions.insert(id, (R::FILE, at));
            list.push(record);
        }
    }

    /// The record of another file that this one certainly repeats, as the beginning of a merge.
    fn same_elsewhere<R: Identified>(
        &mut self,
        record: &R,
        written: &WrittenRecord,
        place: &str,
    ) -> Option<Merge> {
        let key = name_key(record.title());
        let by_id = self.positions.get(record.id());
        let by_id = by_id.filter(|(list, _)| *list == R::FILE).map(|(_, known)| known);
        let by_name = || self.titles.get(&(R::FILE, key.clone())).filter(|_| !key.is_empty());
        let known = by_id.or_else(|| by_name().filter(|_| R::KNOWN_BY_NAME))?;
        let known = Some(known.clone()).filter(|known| known.place != place)?;
        let other = R::list(&mut self.import.dataset).get(known.position)?;
        if name_key(other.title()) != key {
            return None;
        }
        let other_written = other.write();
        let same_id = other.id() == record.id();
        if other_written == *written || !merge::are_same(&other_written, written, same_id) {
            return None;
        }
        let why = if other.title() != record.title() {
            "script"
        } else if same_id {
            "same-id"
        } else {
            SAME_NAME
        };
        Some(Merge {
            list: R::FILE.to_owned(),
            kept: other.id().to_owned(),
            why: why.to_owned(),
            file: place.to_owned(),
            row: record.origin().row,
            filled: Vec::new(),
            differs: Vec::new(),
            replaced: serde_json::Map::new(),
            fingerprint: String::new(),
            record: serde_json::Map::new(),
        })
    }

    /// Puts a row into the record that stays, and says so.
    fn merge<R: Identified>(&mut self, other: WrittenRecord, merge: Merge) {
        let Some((_, known)) = self.positions.get(&merge.kept).cloned() else { return };
        let import = &mut *self.import;
        let Some(kept) = R::list(&mut import.dataset).get(known.position) else { return };
        let (origin, written) = (kept.origin(), kept.write());
        let (sum, merge) = merge::merge(written, other, merge);
        // Both were read before: nothing new can be wrong with their sum.
        let mut silent = Vec::new();
        let mut context = Context {
            file: &known.place,
            file_number: origin.file,
            row: origin.row,
            column: String::new(),
            unread: Vec::new(),
            from_table: false,
            divisions: &import.dataset.divisions,
            problems: &mut silent,
        };
        let Some(record) = R::read(sum, &mut context) else { return };
        let problem = Problem::of_row(Code::MergedRecord, &merge.file, merge.row);
        let problem = problem.with("row", origin.row).with("other", known.place.clone());
        import.problems.push(problem.with("why", merge.why.clone()));
        if let Some(kept) = R::list(&mut import.dataset).get_mut(known.position) {
            *kept = record;
        }
        import.dataset.merges.push(merge);
    }

    /// Is this the first record with its id? Otherwise it is merged or refused, and counted so.
    fn admit(&mut self, place: &str, row: u32, id: &str, text: String) -> bool {
        let problem = |code| Problem::of_row(code, place, row).at("id");
        if let Some(seen) = self.ids.get(id) {
            let (problem, fate) = if seen.text == text {
                (problem(Code::DuplicateIdentical), Fate::Merged)
            } else {
                (problem(Code::DuplicateId).with("id", id), Fate::Refused)
            };
            self.import.problems.push(seen.name_in(problem));
            self.take_back(row, fate);
            return false;
        }
        let seen = Seen { place: place.to_owned(), row, text };
        let lower = id.to_lowercase();
        if let Some(other) = self.lower_ids.get(&lower) {
            let problem = problem(Code::IdCase).with("id", id);
            self.import.problems.push(other.name_in(problem));
        } else {
            self.lower_ids.insert(lower, seen.clone());
        }
        self.ids.insert(id.to_owned(), seen);
        true
    }

    /// Reports an organization whose credit code or name an earlier one has.
    fn compare_organization(&mut self, organization: &Organization, place: &str) {
        let row = organization.origin.row;
        let seen = Seen { place: place.to_owned(), row, text: organization.name.clone() };
        let code = organization.credit_code.as_deref().map(fold).unwrap_or_default();
        if let Some(other) = self.credit_codes.get(&code) {
            let problem = Problem::of_row(Code::DuplicateCreditCode, place, row).at("credit_code");
            self.import.problems.push(other.name_in(problem));
        } else if !code.is_empty() {
            self.credit_codes.insert(code, seen.clone());
        }
        let key = name_key(&organization.name);
        if let Some(other) = self.names.get(&key) {
            let problem = Problem::of_row(Code::SimilarName, place, row).at("name");
            self.import.problems.push(other.name_in(problem));
        } else {
            self.names.insert(key, seen);
        }
    }

    /// Reads links; a repeated one is merged.
    fn take_links(&mut self, part: Part) {
        let place = part.place.clone();
        for link in self.read::<Link>(part) {
            let key = format!("{}\t{}\t{}", link.from, link.rel, link.to);
            let row = link.origin.row;
            if let Some(seen) = self.links.get(&key) {
                let problem = Problem::of_row(Code::DuplicateLink, &place, row);
                self.import.problems.push(seen.name_in(problem));
                self.take_back(row, Fate::Merged);
            } else {
                let text = String::new();
                self.links.insert(key, Seen { place: place.clone(), row, text });
                self.import.dataset.links.push(link);
            }
        }
    }
}

impl Seen {
    /// Says in a problem which earlier row is meant.
    fn name_in(&self, problem: Problem) -> Problem {
        problem.with("row", self.row).with("other", self.place.clone())
    }
}

/// A name without what stands in brackets, folded: equal for the same name in another script or with
/// a note behind it.
fn name_key(name: &str) -> String {
    let mut depth = 0_u32;
    fold(name)
        .chars()
        .filter(|c| match c {
            '(' | '〔' | '[' | '【' => {
                depth += 1;
                false
            }
            ')' | '〕' | ']' | '】' => {
                depth = depth.saturating_sub(1);
                false
            }
            c => depth == 0 && !c.is_whitespace(),
        })
        .collect()
}
