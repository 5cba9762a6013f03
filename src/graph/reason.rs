//! A path as one sentence that a person would say.

use super::path::{Direction, Step};
use super::{Node, Relation};
use crate::message::Message;

/// A kind of path: its code, its steps, and the arguments that the nodes between become.
///
/// A step is a direction (`>` along the relation, `<` against it, `~` either) and the name of a
/// relation or of a [group](GROUPS). The first node is `from`, the last `to`.
struct Pattern {
    code: &'static str,
    steps: &'static str,
    between: &'static str,
}

/// Relations that say much the same.
const GROUPS: [(&str, &[&str]); 4] = [
    ("base", &["hosted_by", "incubated_by"]),
    ("place", &["division", "service_area"]),
    ("topic", &["addresses", "fields", "wanted"]),
    ("unit", &["contacted_by", "supervised_by"]),
];

const fn pattern(code: &'static str, steps: &'static str, between: &'static str) -> Pattern {
    Pattern { code, steps, between }
}

/// Every kind of path that has a sentence of its own; the first that fits counts, read from either
/// end. A path of one step is named like its relation.
const PATTERNS: [Pattern; 28] = [
    pattern("ran-together", ">runs <runs", "project"),
    pattern("same-hub-member", "<leads >leads", "hub"),
    pattern("same-hub-member", ">member_of <member_of", "hub"),
    pattern("same-hub-member", ">base >leads", "hub"),
    pattern("same-base", ">base <base", "hub"),
    pattern("supervised-by-same", ">supervised_by <supervised_by", "unit"),
    pattern("contacted-by-same", ">unit <unit", "unit"),
    pattern("common-partner", "~partners_with ~partners_with", "partner"),
    pattern("funded-before", ">runs <funds", "project"),
    pattern("funded-before", "<provides >runs <funds", "organization project"),
    pattern("same-funder", "<funds >funds", "funder"),
    pattern("same-funder", "<supports >supports", "funder"),
    pattern("both-funded", ">runs <funds >funds <runs", "project funder other"),
    pattern("funded-together", ">funds <funds", "project"),
    pattern("ran-similar-project", ">runs >topic <topic <runs", "project field other"),
    pattern("ran-project-like", ">runs >topic <topic", "project field"),
    pattern("funded-project-like", ">funds >topic <topic", "project field"),
    pattern("funded-similar-project", ">runs >topic <topic <funds", "project field other"),
    pattern("ran-project-about", ">runs >topic", "project"),
    pattern("answered-need", ">runs >answers", "project"),
    pattern("applied-before", ">runs >call >funder", "project call"),
    pattern("same-call", ">call <call", "call"),
    pattern("both-applied", ">runs >call <call <runs", "project call other"),
    pattern("call-of-funder", ">call >funder", "call"),
    pattern("same-provider", "<provides >provides", "organization"),
    pattern("same-parent", ">part_of <part_of", "unit"),
    pattern("same-field", ">topic <topic", "field"),
    pattern("same-place", ">place <place", "place"),
];

/// Does a step fit one of a pattern?
fn fits(step: (&str, Direction), wanted: &str) -> bool {
    let Some((direction, name)) = wanted.split_at_checked(1) else { return false };
    let direction = match direction {
        ">" => step.1 == Direction::Out,
        "<" => step.1 == Direction::In,
        _ => true,
    };
    let group = GROUPS.iter().find(|(group, _)| *group == name);
    direction && group.map_or(step.0 == name, |(_, names)| names.contains(&step.0))
}

/// The sentence of a path.
pub(super) fn of_path(from: &Node, steps: &[Step]) -> Message {
    let mut nodes = vec![from];
    nodes.extend(steps.iter().map(|step| &step.to));
    let mut forms: Vec<(&str, Direction)> =
        steps.iter().map(|step| (step.relation, step.direction)).collect();
    for _ in 0..2 {
        if let [(relation, Direction::Out)] = forms.as_slice()
            && let Some(relation) = Relation::from_name(relation)
        {
            return named(Message::new(relation.name()), &nodes);
        }
        for pattern in &PATTERNS {
            let mut wanted = pattern.steps.split(' ');
            let whole = wanted.clone().count() == forms.len();
            if whole && forms.iter().all(|form| wanted.next().is_some_and(|it| fits(*form, it))) {
                let between = pattern.between.split(' ').zip(&nodes[1..]);
                let message = named(Message::new(pattern.code), &nodes);
                return between
                    .fold(message, |message, (name, node)| message.with(name, node.label()));
            }
        }
        // The same path from its other end.
        nodes.reverse();
        forms.reverse();
        for (_, direction) in &mut forms {
            *direction = match direction {
                Direction::Out => Direction::In,
                Direction::In => Direction::Out,
            };
        }
    }
    let between: Vec<String> = nodes[1..nodes.len() - 1].iter().map(|node| node.label()).collect();
    named(Message::new("linked").with("via", between), &nodes)
}

/// The message with both ends.
fn named(message: Message, nodes: &[&Node]) -> Message {
    let ends =
        [nodes.first(), nodes.last()].map(|node| node.map_or_else(String::new, |it| it.label()));
    let [from, to] = ends;
    message.with("from", from).with("to", to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;

    #[test]
    fn every_kind_of_path_has_its_words_and_uses_what_it_is_given() {
        for pattern in &PATTERNS {
            let template = &Language::Chinese.table()[&format!("path.{}", pattern.code)];
            for name in pattern.between.split(' ').chain(["from", "to"]) {
                let said = template.contains(&format!("{{{name}}}"));
                assert!(said || pattern.between.contains(' '), "{}: {name}", pattern.code);
            }
            assert_eq!(pattern.steps.split(' ').count(), 1 + pattern.between.split(' ').count());
        }
        assert!(Language::Chinese.table().contains_key("path.linked"));
    }

    #[test]
    fn patterns_name_relations_that_exist() {
        for step in PATTERNS.iter().flat_map(|pattern| pattern.steps.split(' ')) {
            let name = &step[1..];
            let group = GROUPS.iter().any(|(group, _)| *group == name);
            assert!(group || Relation::from_name(name).is_some(), "{name}");
        }
        let names = GROUPS.iter().flat_map(|(_, names)| *names);
        assert!(names.clone().all(|name| Relation::from_name(name).is_some()));
    }
}
