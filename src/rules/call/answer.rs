//! Filling an answer in place. Every function is compiled once and called from every rule.

use super::{Answer, Verdict};
use crate::message::Argument;
use crate::model::{Date, Money};

impl Answer {
    /// Verdict and reason.
    pub(super) fn set(&mut self, verdict: Verdict, code: &'static str) {
        self.verdict = verdict;
        self.code = code;
    }

    /// A yes where `holds`, else a no.
    pub(super) fn decide(&mut self, holds: bool, yes: &'static str, no: &'static str) {
        if holds {
            self.set(Verdict::Yes, yes);
        } else {
            self.set(Verdict::No, no);
        }
    }

    /// An unknown.
    pub(super) fn missing(&mut self, code: &'static str) {
        self.set(Verdict::Unknown, code);
    }

    /// An argument.
    #[inline(never)]
    fn put(&mut self, name: &'static str, argument: Argument) {
        self.args.insert(name.into(), argument);
    }

    /// A word or sentence as argument.
    #[inline(never)]
    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        self.put(name, Argument::from(text));
    }

    /// A number as argument.
    #[inline(never)]
    pub(super) fn number(&mut self, name: &'static str, number: u32) {
        self.put(name, Argument::from(number));
    }

    /// Several words as argument.
    #[inline(never)]
    pub(super) fn list(&mut self, name: &'static str, words: &[&str]) {
        self.put(name, Argument::List(words.iter().map(|word| (*word).to_owned()).collect()));
    }

    /// A date as argument; `…` where there is none.
    #[inline(never)]
    pub(super) fn date(&mut self, name: &'static str, date: Option<Date>) {
        self.text(name, &date.map_or("…".to_owned(), |date| date.to_string()));
    }

    /// Yuan as argument.
    #[inline(never)]
    pub(super) fn money(&mut self, name: &'static str, money: Money) {
        self.text(name, &money.to_string());
    }

    /// A fact as it stands in the data.
    #[inline(never)]
    pub(super) fn note(&mut self, fact: &str) {
        self.facts.push(fact.to_owned());
    }

    /// A date among the facts.
    #[inline(never)]
    pub(super) fn note_date(&mut self, date: Date) {
        self.facts.push(date.to_string());
    }

    /// A number among the facts.
    #[inline(never)]
    pub(super) fn note_number(&mut self, number: u32) {
        self.facts.push(number.to_string());
    }

    /// Yuan among the facts.
    #[inline(never)]
    pub(super) fn note_money(&mut self, money: Money) {
        self.facts.push(money.to_string());
    }
}
