//! Who runs, funds, supports whom: two names in one sentence with a word between them that says so.

use serde::Serialize;

use super::names::Found;
use super::vocabulary::{Relation, Vocabulary};
use super::{Page, Role, Span};
use crate::files::word_list::WordList;

/// A relation that a sentence states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleLink {
    /// The relation, as in links: `runs`, `funds`, …
    pub rel: String,
    /// The name it goes from.
    pub from: String,
    /// The record of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_id: Option<String>,
    /// The name it goes to.
    pub to: String,
    /// The record of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_id: Option<String>,
    /// The words that say so: from the first name to the second.
    pub span: Span,
    /// Their sentence.
    pub sentence: Span,
}

/// Characters between two names within which a word may link them.
const BETWEEN: usize = 24;
/// Characters after the second name.
const AFTER: usize = 10;

/// All links, in the order of the text.
pub(super) fn find(page: &Page, found: &[Found], vocabulary: &Vocabulary) -> Vec<ArticleLink> {
    let mut links: Vec<ArticleLink> = Vec::new();
    let groups = groups(page, found);
    for pair in groups.windows(2) {
        let [first, second] = pair else { continue };
        let (Some(left), Some(right)) = (first.last(), second.first()) else { continue };
        let Some(end) = second.last().map(|last| last.end) else { continue };
        if page.sentence(left.start) != page.sentence(right.start) || right.start < left.end {
            continue;
        }
        let between = &page.key[left.end..right.start];
        let after = &page.key[end..page.key.len().min(end + AFTER)];
        let after =
            after.split(|c| matches!(c, '。' | ';' | '\n' | '!' | '?')).next().unwrap_or_default();
        if between.len() > BETWEEN {
            continue;
        }
        let stated = vocabulary.relations.iter().find(|relation| {
            fits(relation, left.role, right.role) && says(relation, between, after)
        });
        let Some(relation) = stated else { continue };
        for one in *first {
            for other in *second {
                let (from, to) = if relation.backward { (other, one) } else { (one, other) };
                add(&mut links, page, relation, from, to);
            }
        }
    }
    pairs_of_partners(page, found, vocabulary, &mut links);
    links
}

/// Adds a link once.
fn add(links: &mut Vec<ArticleLink>, page: &Page, relation: &Relation, from: &Found, to: &Found) {
    let span = [from.start.min(to.start) as u32, from.end.max(to.end) as u32];
    let link = ArticleLink {
        rel: relation.rel.clone(),
        from: from.name.clone(),
        from_id: from.id.clone(),
        to: to.name.clone(),
        to_id: to.id.clone(),
        span,
        sentence: page.sentence(from.start),
    };
    let same = |known: &ArticleLink| {
        known.rel == link.rel && known.from == link.from && known.to == link.to
    };
    if link.from != link.to && !links.iter().any(same) {
        links.push(link);
    }
}

/// Names one after the other that only a mark or 和 joins, of one role: 甲、乙和丙.
fn groups<'a>(page: &Page, found: &'a [Found]) -> Vec<&'a [Found]> {
    found
        .chunk_by(|one, other| {
            let between = page.key.get(one.end..other.start).unwrap_or_default();
            one.role == other.role && is_list(between)
        })
        .collect()
}

/// May this stand between two names of a list, with or without quotation marks?
fn is_list(between: &[char]) -> bool {
    let inner = between.strip_prefix(&['”']).and_then(|rest| rest.strip_suffix(&['“']));
    match inner {
        Some(inner) => matches!(inner, [] | ['、' | '和' | '及' | '与' | ',']),
        None => matches!(between, ['、' | '和' | '及'] | ['以', '及']),
    }
}

/// Are these the roles of the relation? A federation or a company may pay as well as act.
fn fits(relation: &Relation, left: Role, right: Role) -> bool {
    let (from, to) = if relation.backward { (right, left) } else { (left, right) };
    let may = |want: Role, is: Role| want == is || (want != Role::Project && is != Role::Project);
    may(relation.from, from) && may(relation.to, to)
}

/// Do the words between and after say so?
fn says(relation: &Relation, between: &[char], after: &[char]) -> bool {
    let plain: &[char] = between.strip_prefix(&['”']).unwrap_or(between);
    let plain = plain.strip_suffix(&['“']).unwrap_or(plain);
    let said =
        if relation.only { relation.between.is(plain) } else { relation.between.inside(between) };
    // 不 and 未 turn it round; a second clause speaks of somebody else.
    let clear = !between.iter().any(|c| matches!(c, '不' | '未' | '没'));
    let near = |list: &WordList| {
        if relation.ends {
            let rest = list.begins(after).map(|length| &after[length..]);
            rest.is_some_and(|rest| matches!(rest, [] | [',' | '、' | ':', ..]))
        } else {
            list.inside(after)
        }
    };
    said && clear && relation.after.as_ref().is_none_or(near)
}

/// 甲与乙合作, 甲和乙共同: the two that a list joins are partners if a word after says so.
fn pairs_of_partners(
    page: &Page,
    found: &[Found],
    vocabulary: &Vocabulary,
    links: &mut Vec<ArticleLink>,
) {
    for pair in found.windows(2) {
        let [left, right] = pair else { continue };
        let both = left.role != Role::Project && right.role != Role::Project;
        let Some(between) = page.key.get(left.end..right.start).filter(|_| both) else { continue };
        let after = &page.key[right.end..page.key.len().min(right.end + 6)];
        let stated = vocabulary
            .relations
            .iter()
            .find(|relation| relation.only && says(relation, between, after));
        if let Some(relation) = stated {
            add(links, page, relation, left, right);
        }
    }
}
