//! Why two organizations may be the same, and what speaks against it.

use super::alignment::{Aligner, Step};
use super::compare::{Codes, Comparison, Nearness, are_other_units};
use super::name::{Name, Part};
use super::prepared::{Prepared, Spelling};
use crate::message::Message;
use crate::model::{Divisions, Place};

/// Most characters of a difference that may be a slip of the pen.
const SLIP: usize = 2;

/// The reasons, those for it first.
pub(super) fn explain(
    one: &Prepared,
    other: &Prepared,
    comparison: Comparison,
    divisions: &Divisions,
    aligner: &mut Aligner,
) -> Vec<Message> {
    let mut why = Vec::new();
    let codes = || [&one.code, &other.code].into_iter().flatten().cloned().collect::<Vec<_>>();
    match comparison.codes {
        Codes::Same => {
            why.extend(codes().pop().map(|it| Message::new("same-code").with("code", it)));
        }
        Codes::Near => why.push(Message::new("near-code").with("codes", codes())),
        Codes::Other | Codes::Unknown => {}
    }
    let (first, second) =
        (one.spellings.get(comparison.first), other.spellings.get(comparison.second));
    if let (Some(first), Some(second)) = (first, second) {
        for (spelling, position) in [(first, comparison.first), (second, comparison.second)] {
            if position > 0 {
                why.push(Message::new("other-name").with("name", spelling.text));
            }
        }
        of_names(&mut why, first, second, divisions, aligner);
    }
    why.extend(of_places(comparison.nearness, one.place, other.place, divisions));
    if comparison.codes == Codes::Other {
        why.push(Message::new("other-code").with("codes", codes()));
    }
    if let (Some(one), Some(other)) = (one.r#type, other.r#type)
        && one != other
    {
        let message = Message::new("other-type").with("one", one.as_str());
        why.push(message.with("other", other.as_str()));
    }
    why
}

/// How the places lie to each other, where both are known.
pub(super) fn of_places(
    nearness: Nearness,
    one: Option<Place>,
    other: Option<Place>,
    divisions: &Divisions,
) -> Option<Message> {
    let label = |place: Option<Place>| place.map(|it| divisions.label(it)).unwrap_or_default();
    let both = |code| Message::new(code).with("one", label(one)).with("other", label(other));
    match nearness {
        Nearness::Same => Some(Message::new("same-place").with("place", label(one))),
        Nearness::Within => Some(both("near-place")),
        Nearness::OtherCounty | Nearness::OtherCity => Some(both("other-place")),
        Nearness::Unknown => None,
    }
}

/// What the names share and how they differ.
fn of_names(
    why: &mut Vec<Message>,
    first: &Spelling,
    second: &Spelling,
    divisions: &Divisions,
    aligner: &mut Aligner,
) {
    let (one, other) = (&first.name, &second.name);
    if first.text == second.text {
        why.push(Message::new("same-name"));
    } else if one.characters == other.characters {
        why.push(Message::new("same-spelling"));
    } else {
        let steps = aligner.steps(&first.weighted, &second.weighted);
        let shared: String =
            steps.iter().filter_map(|step| shared_brand(one, other, *step)).collect();
        if !shared.is_empty() {
            why.push(Message::new("same-brand").with("words", shared));
        }
        differences(why, one, other, &steps);
    }
    if one.note != other.note {
        why.extend(
            [&one.note, &other.note]
                .into_iter()
                .flatten()
                .map(|note| Message::new("note").with("words", note.as_str())),
        );
    }
    if are_other_units(one, other) {
        let name = |name: &Name| name.unit_name().iter().chain(&name.numbers).collect::<String>();
        let units: Vec<String> =
            [name(one), name(other)].into_iter().filter(|unit| !unit.is_empty()).collect();
        why.push(Message::new("other-unit").with("units", units));
    }
    if let (Some(place), Some(another)) = (one.place, other.place)
        && place != another
    {
        let message = Message::new("other-named-place").with("one", divisions.label(place));
        why.push(message.with("other", divisions.label(another)));
    }
}

/// The character of the 字号 that both share in a step.
fn shared_brand(one: &Name, other: &Name, step: Step) -> Option<char> {
    let Step::Same(first, second) = step else { return None };
    let is_brand =
        one.parts.get(first) > Some(&Part::Form) && other.parts.get(second) > Some(&Part::Form);
    one.characters.get(first).copied().filter(|_| is_brand)
}

/// A stretch of both names in which they differ, inside one part.
#[derive(Default)]
struct Difference {
    first: String,
    second: String,
    part: Option<Part>,
}

/// One reason for each stretch in which the names differ; the form once.
fn differences(why: &mut Vec<Message>, one: &Name, other: &Name, steps: &[Step]) {
    let mut found: Vec<Difference> = Vec::new();
    let mut open = false;
    for step in steps {
        let (first, second) = match *step {
            Step::Same(..) => {
                open = false;
                continue;
            }
            Step::Changed(first, second) => (first..first + 1, second..second + 1),
            Step::Swapped(first, second) => (first..first + 2, second..second + 2),
            Step::First(first) => (first..first + 1, 0..0),
            Step::Second(second) => (0..0, second..second + 1),
        };
        let parts = one.parts.get(first.clone()).into_iter().flatten();
        let part =
            parts.chain(other.parts.get(second.clone()).into_iter().flatten()).min().copied();
        match found.last_mut() {
            Some(last) if open && last.part == part => {}
            _ => found.push(Difference { part, ..Difference::default() }),
        }
        open = true;
        if let Some(last) = found.last_mut() {
            last.first.extend(one.characters.get(first).into_iter().flatten());
            last.second.extend(other.characters.get(second).into_iter().flatten());
        }
    }
    let mut form = false;
    for difference in found {
        let Difference { first, second, part } = difference;
        let words = || format!("{first}{second}");
        let one_sided = first.is_empty() || second.is_empty();
        let short = first.chars().count().max(second.chars().count()) <= SLIP;
        why.push(match part {
            Some(Part::Division) if one_sided => {
                Message::new("without-division").with("words", words())
            }
            Some(Part::Form) if form => continue,
            Some(Part::Form) => {
                form = true;
                let text = |name: &Name| name.form().iter().collect::<String>();
                match (text(one), text(other)) {
                    (form, none) | (none, form) if none.is_empty() => {
                        Message::new("left-out").with("words", form)
                    }
                    // They differ in the unit that follows.
                    (form, another) if form == another => continue,
                    (form, another) => {
                        Message::new("other-form").with("one", form).with("other", another)
                    }
                }
            }
            _ if one_sided => Message::new("left-out").with("words", words()),
            _ if short => Message::new("slip").with("one", first).with("other", second),
            _ => Message::new("other-words").with("one", first).with("other", second),
        });
    }
}
