//! Risk comes before matching: which words of a need say that somebody may be in danger.
//!
//! [`assess`] reads one text and answers with a level, the kinds it found, the words that made it
//! say so and the telephone lines for the help card. All knowledge is in `data/risk.json`, which a
//! social worker can edit; the code knows words, patterns of words near each other, look-alikes,
//! negation and contexts (publicity, fiction, the past), and nothing about any one kind.
//!
//! The two mistakes are not equal. A missed 危急 does harm, a help card too many costs a glance;
//! where the data must choose, it chooses to fire.

mod lexicon;
mod scan;

use std::sync::LazyLock;

use serde::{Serialize, Serializer};

use crate::text::fold::Folded;
use lexicon::Lexicon;

/// How serious a risk is. The order is the order of concern: `Critical` is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RiskLevel {
    /// 敏感: matched like any need, never quoted, never shown in small counts.
    Sensitive,
    /// 危急: a person first; the help card stands before any ranking.
    Critical,
}

impl RiskLevel {
    /// The word used in data and output: `敏感` or `危急`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sensitive => "敏感",
            Self::Critical => "危急",
        }
    }
}

impl Serialize for RiskLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.label())
    }
}

/// What a text says about danger. It speaks of the matter described, never of a person's character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// The highest level among the kinds found.
    pub level: RiskLevel,
    /// Stable ASCII codes (`violence`, `suicide`, `bereavement`, …), most urgent first.
    pub kinds: Vec<String>,
    /// The respondent is under 18, or a child seems to be concerned.
    pub minor: bool,
    /// The words that fired: half-open ranges of code points of the original text, in order,
    /// without overlap.
    pub spans: Vec<[u32; 2]>,
    /// Somebody is hurt, threatened, watched or held by another person: the service mediation is
    /// excluded.
    pub violence: bool,
    /// Telephone lines for the help card, most urgent first, without repetition.
    pub help: Vec<String>,
}

impl Risk {
    /// Whether a person has to look at this before anything is matched.
    pub fn is_critical(&self) -> bool {
        self.level == RiskLevel::Critical
    }

    /// Whether a kind, given by its code, was found.
    pub fn has(&self, kind: &str) -> bool {
        self.kinds.iter().any(|found| found == kind)
    }

    /// The answer when the word list itself cannot be read: nothing may pass as harmless.
    fn unchecked() -> Self {
        Self {
            level: RiskLevel::Critical,
            kinds: vec!["unchecked".to_owned()],
            minor: false,
            spans: Vec::new(),
            violence: true,
            help: vec!["110".to_owned(), "12338".to_owned()],
        }
    }
}

/// The word list, or nothing if the built-in data is broken (a test reports why).
fn lexicon() -> Option<&'static Lexicon> {
    static LEXICON: LazyLock<Option<Lexicon>> =
        LazyLock::new(|| Lexicon::read(&crate::packed::RISK.text()).ok());
    LEXICON.as_ref()
}

/// Reads one text in any mixture of Simplified, Traditional, full width and English.
///
/// `minor_respondent` says that the person who answered is under 18. `None` means that no word of
/// risk was found; it does not mean that there is none. A minor without risk is `None` as well.
pub fn assess(text: &str, minor_respondent: bool) -> Option<Risk> {
    let Some(lexicon) = lexicon() else { return Some(Risk::unchecked()) };
    let folded = Folded::new(text);
    let findings = scan::scan(lexicon, &folded.chars);
    let level = findings.kinds.iter().map(|&kind| lexicon.kinds[kind].level).max()?;
    let child_matter = findings.kinds.iter().any(|&kind| lexicon.kinds[kind].child_words);
    let minor = minor_respondent || (child_matter && findings.child);
    let mut spans = join_spans(findings.spans.iter().map(|&(start, end)| folded.span(start, end)));
    // A pattern fires on words that hold together; a lone 他 or 又 beside them tells a reader nothing.
    let words = |span: &[u32; 2]| span[1] - span[0] > 1;
    if spans.iter().any(words) {
        spans.retain(words);
    }
    let kinds: Vec<String> =
        findings.kinds.iter().map(|&kind| lexicon.kinds[kind].id.clone()).collect();
    Some(Risk {
        level,
        minor,
        spans,
        violence: kinds.iter().any(|kind| lexicon.violence_family.contains(kind)),
        kinds,
        help: help_lines(lexicon, &findings, minor),
    })
}

/// As [`assess`], with what is known of the matter beside the text: circumstances that were ticked,
/// people who are concerned. Only words of the text itself are marked.
pub fn assess_with(text: &str, context: &[&str], minor_respondent: bool) -> Option<Risk> {
    let of_text = assess(text, minor_respondent);
    let Some(of_context) = assess(&context.join("。"), minor_respondent) else { return of_text };
    let Some(mut risk) = of_text else { return Some(Risk { spans: Vec::new(), ..of_context }) };
    risk.level = risk.level.max(of_context.level);
    risk.minor |= of_context.minor;
    risk.violence |= of_context.violence;
    for (known, more) in [(&mut risk.kinds, of_context.kinds), (&mut risk.help, of_context.help)] {
        for word in more {
            if !known.contains(&word) {
                known.push(word);
            }
        }
    }
    Some(risk)
}

/// Joins ranges that touch or overlap; the input is in order of the start.
fn join_spans(spans: impl Iterator<Item = [u32; 2]>) -> Vec<[u32; 2]> {
    let mut joined: Vec<[u32; 2]> = Vec::new();
    for [start, end] in spans {
        match joined.last_mut() {
            Some(last) if start <= last[1] => last[1] = last[1].max(end),
            _ => joined.push([start, end]),
        }
    }
    joined
}

/// Lines of all kinds found, emergency lines before the others, the line for minors between.
fn help_lines(lexicon: &Lexicon, findings: &scan::Findings, minor: bool) -> Vec<String> {
    let injury = if findings.injury { lexicon.injury_help.as_slice() } else { &[] };
    let of_kinds = findings.kinds.iter().flat_map(|&kind| &lexicon.kinds[kind].help);
    let named: Vec<&String> = of_kinds.chain(injury).collect();
    let is_emergency = |line: &&&String| lexicon.emergency_help.contains(**line);
    let emergency = named.iter().filter(is_emergency).copied();
    let others = named.iter().filter(|line| !is_emergency(line)).copied();
    let of_minors = lexicon.minor_help.iter().filter(|_| minor);
    let mut lines: Vec<String> = Vec::new();
    for line in emergency.chain(of_minors).chain(others) {
        if !lines.contains(line) {
            lines.push(line.clone());
        }
    }
    lines
}

/// Words by which a service is mediation (调解, 劝和 …), which violence excludes. Folded text.
pub fn mediation_words() -> &'static [String] {
    lexicon().map_or(&[], |lexicon| &lexicon.mediation)
}

/// Words by which an organization or service is fit for violence (反家暴, 庇护, 告诫书 …). Folded
/// text.
pub fn safety_words() -> &'static [String] {
    lexicon().map_or(&[], |lexicon| &lexicon.safety)
}

#[cfg(test)]
mod tests;
