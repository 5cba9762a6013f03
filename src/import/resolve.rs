//! Ids that records name: each is found, or listed with where it stands and what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::Import;
use crate::model::relation::{End, is_relation, may_join};
use crate::model::{Dataset, Kind, Origin};
use crate::problem::{Code, Problem};

/// Checks relations, and ids if they are to be looked up. Links that cannot be are dropped from the
/// dataset; the records that named an id keep it.
pub(super) fn check(import: &mut Import, look_up: bool) {
    let mut problems = Vec::new();
    check_links(import, look_up, &mut problems);
    if look_up {
        check_names(&import.dataset, &mut problems);
        check_parents(import, &mut problems);
        check_themes(&import.dataset, &mut problems);
    }
    import.problems.append(&mut problems);
}

/// A problem of a row, in the file it came from.
fn at(dataset: &Dataset, list: &str, origin: Origin, code: Code) -> Problem {
    let file = dataset.files.get(origin.file as usize).cloned().unwrap_or_default();
    // Rows of a project file are counted within their list.
    let whole = std::path::Path::new(&file)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let file = if whole && !file.starts_with(list) { format!("{file}/{list}") } else { file };
    Problem::of_row(code, &file, origin.row)
}

/// Keeps only the links that say something possible.
fn check_links(import: &mut Import, look_up: bool, problems: &mut Vec<Problem>) {
    let links = std::mem::take(&mut import.dataset.links);
    let mut kept = Vec::with_capacity(links.len());
    let dataset = &import.dataset;
    let mut refused = Vec::new();
    for link in links {
        refused.push(link.origin);
        let problem = |code| at(dataset, "links", link.origin, code);
        if !is_relation(&link.rel) {
            problems.push(problem(Code::UnknownRelation).at("rel").with("rel", link.rel));
            continue;
        }
        if link.from == link.to {
            problems.push(problem(Code::SelfLink).with("id", link.from));
            continue;
        }
        if look_up {
            let from = dataset.find(&link.from).map(|reference| reference.kind);
            let to = end(dataset, &link.to);
            for (column, id, missing) in
                [("from", &link.from, from.is_none()), ("to", &link.to, to.is_none())]
            {
                if missing {
                    problems.push(problem(Code::UnknownId).at(column).with("id", id.clone()));
                }
            }
            let (Some(from), Some(to)) = (from, to) else { continue };
            if !may_join(&link.rel, from, to) {
                let to = match to {
                    End::Record(kind) => kind.as_str(),
                    End::Theme => "theme",
                };
                problems.push(
                    problem(Code::WrongDirection)
                        .with("rel", link.rel)
                        .with("from", from.as_str())
                        .with("to", to),
                );
                continue;
            }
        }
        refused.pop();
        kept.push(link);
    }
    import.dataset.links = kept;
    refuse(import, &refused);
}

/// Counts rows that were taken for records and are none.
fn refuse(import: &mut Import, origins: &[Origin]) {
    for origin in origins {
        if let Some(report) = import.files.get_mut(origin.file as usize) {
            report.records -= 1;
            report.refused += 1;
        }
    }
}

/// What an id at the end of a link is.
fn end(dataset: &Dataset, id: &str) -> Option<End> {
    match id.strip_prefix("theme:") {
        Some(code) => dataset.themes.iter().any(|theme| theme.code == code).then_some(End::Theme),
        None => dataset.find(id).map(|reference| End::Record(reference.kind)),
    }
}

/// An id that a record names in a key of its own.
struct Naming {
    origin: Origin,
    list: &'static str,
    column: &'static str,
    id: String,
    kinds: &'static [Kind],
}

/// Every id that a record names in a key of its own.
fn namings(dataset: &Dataset) -> Vec<Naming> {
    const ORGANIZATION: &[Kind] = &[Kind::Organization];
    const FUNDER: &[Kind] = &[Kind::Funder];
    const PROVIDER: &[Kind] = &[Kind::Organization, Kind::Federation];
    let mut namings = Vec::new();
    let mut name = |origin, list, column, id: &Option<String>, kinds| {
        if let Some(id) = id.clone() {
            namings.push(Naming { origin, list, column, id, kinds });
        }
    };
    for need in &dataset.needs {
        name(need.origin, "needs", "subject", &need.subject, ORGANIZATION);
    }
    for call in &dataset.calls {
        name(call.origin, "calls", "funder", &call.funder, FUNDER);
    }
    for project in &dataset.projects {
        let origin = project.origin;
        name(origin, "projects", "organization", &project.organization, ORGANIZATION);
        name(origin, "projects", "funder", &project.funder, FUNDER);
        name(origin, "projects", "call", &project.call, &[Kind::Call]);
    }
    for resource in &dataset.resources {
        name(resource.origin, "resources", "provider", &resource.provider, PROVIDER);
    }
    for unit in &dataset.federations {
        name(unit.origin, "federations", "parent", &unit.parent, &[Kind::Federation]);
        name(unit.origin, "federations", "organization", &unit.organization, ORGANIZATION);
    }
    for event in &dataset.events {
        let organization = Some(event.organization.clone());
        name(event.origin, "events", "organization", &organization, ORGANIZATION);
    }
    namings
}

/// Looks up the ids that records name.
fn check_names(dataset: &Dataset, problems: &mut Vec<Problem>) {
    for naming in namings(dataset) {
        let problem = |code| at(dataset, naming.list, naming.origin, code).at(naming.column);
        match dataset.find(&naming.id) {
            None => problems.push(problem(Code::UnknownId).with("id", naming.id.as_str())),
            Some(found) if !naming.kinds.contains(&found.kind) => problems.push(
                problem(Code::WrongDirection)
                    .with("rel", naming.column)
                    .with("from", naming.list.trim_end_matches('s'))
                    .with("to", found.kind.as_str()),
            ),
            Some(_) => {}
        }
    }
}

/// Finds the step that would make a federation its own ancestor. Such a link is dropped.
fn check_parents(import: &mut Import, problems: &mut Vec<Problem>) {
    let dataset = &import.dataset;
    let mut parents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut cycles = Vec::new();
    for unit in &dataset.federations {
        if let Some(parent) = &unit.parent
            && !add_parent(&mut parents, &unit.id, parent)
        {
            cycles.push(
                at(dataset, "federations", unit.origin, Code::Cycle)
                    .at("parent")
                    .with("ids", vec![unit.id.clone(), parent.clone()]),
            );
        }
    }
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for link in &dataset.links {
        let fits = link.rel != "part_of" || add_parent(&mut parents, &link.from, &link.to);
        if fits {
            kept.push(link.clone());
        } else {
            let ids = vec![link.from.clone(), link.to.clone()];
            cycles.push(at(dataset, "links", link.origin, Code::Cycle).with("ids", ids));
            refused.push(link.origin);
        }
    }
    import.dataset.links = kept;
    refuse(import, &refused);
    problems.append(&mut cycles);
}

/// Adds a step up, unless it would close a cycle.
fn add_parent(parents: &mut BTreeMap<String, BTreeSet<String>>, child: &str, parent: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![parent.to_owned()];
    while let Some(next) = open.pop() {
        if next == child {
            return false;
        }
        if seen.insert(next.clone()) {
            open.extend(parents.get(&next).into_iter().flatten().cloned());
        }
    }
    parents.entry(child.to_owned()).or_default().insert(parent.to_owned());
    true
}

/// Lists the fields of organizations that the dataset's vocabulary, if it has one, does not know.
fn check_themes(dataset: &Dataset, problems: &mut Vec<Problem>) {
    if dataset.themes.is_empty() {
        return;
    }
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for theme in &dataset.themes {
        let names = [Some(&theme.zh), theme.zh_hant.as_ref(), theme.en.as_ref(), Some(&theme.code)];
        for name in names.into_iter().flatten() {
            known.insert(name);
        }
    }
    for organization in &dataset.organizations {
        for field in &organization.fields {
            if !known.contains(field.as_str()) {
                let problem = at(dataset, "organizations", organization.origin, Code::UnknownTheme);
                problems.push(problem.at("fields").with("text", field.as_str()));
            }
        }
    }
}
