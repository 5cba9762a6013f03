//! Names of organizations, funders and projects.
//!
//! A name ends with a form (服务中心, 协会) and begins after a mark, a word that joins or acts (由, 与,
//! 资助), or where the name of a place begins. Projects stand in quotation marks beside a word such as
//! 项目. Names of known records come first.

use super::vocabulary::Vocabulary;
use super::{Entity, Known, Page, Role};
use crate::files::traced::is_han;
use crate::text::words::{Hit, WordFinder};

/// Longest name, in characters.
const LONGEST: usize = 30;
/// Shortest name or alias of a record that is looked for: shorter ones are words.
const SHORTEST_KNOWN: usize = 4;

/// A name in the text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub role: Role,
    /// Position among the known records.
    pub id: Option<String>,
    /// The name of a known record, or the name as written.
    pub name: String,
}

/// All names, ascending, none inside of another.
pub(super) fn find(
    page: &Page,
    known: &[Known],
    places: &[(usize, usize)],
    vocabulary: &Vocabulary,
) -> Vec<Found> {
    let mut found = recorded(page, known);
    found.extend(organizations(page, places, vocabulary));
    found.extend(projects(page, vocabulary));
    // The longest first; of equally long ones that of a known record.
    found.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end), one.id.is_none()));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        match kept.last_mut() {
            Some(last) if one.start < last.end => {
                let better = one.id.is_some() && last.id.is_none() && one.end > last.end;
                // A record's name inside of a longer stretch is what was meant: 走访|榕小伴中心.
                let inner = one.id.is_some() && last.id.is_none() && one.end == last.end;
                if better || inner {
                    *last = one;
                }
            }
            _ => kept.push(one),
        }
    }
    kept
}

/// Names and aliases of records.
fn recorded(page: &Page, known: &[Known]) -> Vec<Found> {
    let mut names: Vec<(String, &Known)> = known
        .iter()
        .filter(|one| one.key.len() >= SHORTEST_KNOWN)
        .map(|one| (one.key.iter().collect(), one))
        .collect();
    // The first of a name stays: an organization before a funder.
    names.sort_by(|one, other| one.0.cmp(&other.0));
    names.dedup_by(|one, other| one.0 == other.0);
    let texts: Vec<String> = names.iter().map(|(text, _)| text.clone()).collect();
    let hits = outermost(WordFinder::new(&texts).find(&page.key));
    let found = hits.into_iter().filter_map(|hit| Some((hit, names.get(hit.word)?.1)));
    found
        .map(|(hit, record)| Found {
            start: hit.start,
            end: hit.end,
            role: record.role,
            id: Some(record.id.clone()),
            name: record.name.clone(),
        })
        .collect()
}

/// Of words that overlap, the one that begins first, and of these the longest; ascending.
pub(super) fn outermost(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
    let mut last = 0;
    hits.retain(|hit| {
        let free = hit.start >= last;
        last = if free { hit.end } else { last };
        free
    });
    hits
}

/// Names that end with a form of organization.
fn organizations(page: &Page, places: &[(usize, usize)], vocabulary: &Vocabulary) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for end in 1..=page.key.len() {
        let text = &page.key[..end];
        let forms = [
            (&vocabulary.organization_forms, Role::Organization, false),
            (&vocabulary.public_forms, Role::Organization, true),
            (&vocabulary.funder_forms, Role::Funder, false),
        ];
        let longest = forms
            .iter()
            .filter_map(|(list, role, public)| Some((list.ends(text)?, *role, *public)))
            .max_by_key(|(length, _, public)| (*length, *public));
        let Some((form, role, public)) = longest else { continue };
        if vocabulary.not_after_form.begins(&page.key[end..]).is_some() {
            continue;
        }
        if let Some(start) = begin(&page.key, end - form, end, public, places, vocabulary) {
            // 孵化基地妇联 is one name, not a base and a federation.
            while found.last().is_some_and(|last| last.start >= start) {
                found.pop();
            }
            found.push(Found { start, end, role, id: None, name: page.text(start, end) });
        }
    }
    found
}

/// Where the name begins whose form stands at `form..end`.
fn begin(
    key: &[char],
    form: usize,
    end: usize,
    public: bool,
    places: &[(usize, usize)],
    vocabulary: &Vocabulary,
) -> Option<usize> {
    let limit = end.saturating_sub(LONGEST);
    let mut start = form;
    while start > limit {
        let character = key[start - 1];
        let fits = is_han(character) || character.is_ascii_alphabetic() || character == '·';
        if !fits || stops(key, start, end, vocabulary) {
            break;
        }
        start -= 1;
    }
    // The name of a place begins the name, whatever stands before it.
    let from = places.partition_point(|(place, _)| *place < start);
    let place = places.get(from).filter(|(_, place_end)| *place_end <= form).copied();
    let core;
    if let Some((place_start, place_end)) = place {
        (start, core) = (place_start, place_end);
    } else {
        while let Some(length) =
            vocabulary.leading.begins(&key[start..form]).filter(|n| start + n <= form)
        {
            start += length;
        }
        core = start + vocabulary.relative.begins(&key[start..form]).unwrap_or(0);
    }
    let name = key.get(core..form)?;
    let placed = core > start;
    let plain = name.is_empty() || vocabulary.generic.is(name);
    let named = if public {
        placed || !plain && name.len() <= 8
    } else {
        !plain || placed && name.len() >= 2
    };
    // A brand of one character is no name.
    (named && (placed || end - start >= 4)).then_some(start)
}

/// Does a name end (or rather begin) at `at`, because a word before it joins or acts?
fn stops(key: &[char], at: usize, end: usize, vocabulary: &Vocabulary) -> bool {
    let Some(length) = vocabulary.boundaries.ends(&key[..at]) else { return false };
    // 联合 in 联合会 and 组织 in 社会组织服务中心 belong to the name.
    let first = at - length;
    let kept = (first.saturating_sub(3)..=first).any(|from| {
        vocabulary.kept_boundaries.begins(&key[from..end]).is_some_and(|kept| from + kept > first)
    });
    !kept
}

/// Names in quotation marks that a word says to be projects.
fn projects(page: &Page, vocabulary: &Vocabulary) -> Vec<Found> {
    let key = &page.key;
    let quotes = quotes(key);
    let mut found = Vec::new();
    for (index, (start, end)) in quotes.iter().enumerate() {
        let inside = &key[start + 1..end - 1];
        let own = vocabulary.project_words.ends(inside).is_some_and(|length| length < inside.len());
        // “甲”“乙”等项目: the word after the last speaks of all.
        let mut last = index;
        while quotes.get(last + 1).is_some_and(|next| is_joint(&key[quotes[last].1..next.0])) {
            last += 1;
        }
        let after = &key[quotes[last].1..];
        let after = after.strip_prefix(&['等']).unwrap_or(after);
        let count = after
            .iter()
            .take(3)
            .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十个余多".contains(**c))
            .count();
        let announced = vocabulary.project_words.begins(&after[count..]).is_some();
        let mut first = index;
        while first > 0 && is_joint(&key[quotes[first - 1].1..quotes[first].0]) {
            first -= 1;
        }
        let before = &key[..quotes[first].0];
        let told = before.ends_with(&['项', '目']) || before.ends_with(&['项', '目', ':']);
        if own || announced || told {
            let name = page.text(start + 1, end - 1);
            found.push(Found {
                start: start + 1,
                end: end - 1,
                role: Role::Project,
                id: None,
                name,
            });
        }
    }
    found
}

/// May this stand between two quoted names of a list?
fn is_joint(between: &[char]) -> bool {
    matches!(between, [] | ['、' | ',' | '和' | '与' | '及'] | ['以', '及'])
}

/// Quoted stretches with their marks, not nested, 2–30 characters of one sentence.
fn quotes(key: &[char]) -> Vec<(usize, usize)> {
    let (mut quotes, mut open) = (Vec::new(), None);
    for (at, character) in key.iter().enumerate() {
        match character {
            '“' | '「' | '『' => open = Some(at),
            '”' | '」' | '』' => {
                if let Some(start) =
                    open.take().filter(|start| (3..=LONGEST + 1).contains(&(at - start)))
                {
                    quotes.push((start, at + 1));
                }
            }
            '。' | '\n' => open = None,
            _ => {}
        }
    }
    quotes
}

/// The entities of the names, in the order in which they are first named.
pub(super) fn entities(page: &Page, found: &[Found]) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    for one in found {
        let same = |entity: &&mut Entity| {
            entity.role == one.role
                && if one.id.is_some() { entity.id == one.id } else { entity.name == one.name }
        };
        let span = [one.start as u32, one.end as u32];
        let sentence = page.sentence(one.start);
        if let Some(entity) = entities.iter_mut().find(same) {
            entity.spans.push(span);
            entity.sentences.push(sentence);
        } else {
            entities.push(Entity {
                role: one.role,
                name: one.name.clone(),
                id: one.id.clone(),
                spans: vec![span],
                sentences: vec![sentence],
            });
        }
    }
    entities
}
