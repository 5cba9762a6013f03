//! Why a question could not be answered: one type for every door.

use std::fmt;

use serde::Serialize;

use crate::declaration::Fault;
use crate::message::{Argument, Language, Message};

/// A question that could not be answered. Its sentence is `failure.CODE` in the message tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Failure(Message);

impl Failure {
    /// A failure with a code of the message tables.
    pub fn new(code: &'static str) -> Self {
        Self(Message::new(code))
    }

    /// The same failure with one more argument.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<Argument>) -> Self {
        Self(self.0.with(name, value))
    }

    /// What is wrong with a request.
    pub fn bad_request(fault: &Fault) -> Self {
        Self::new("bad_request").with("text", fault.sentence())
    }

    /// The code, for example `unknown_route`.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The sentence in a language.
    pub fn sentence(&self, language: Language) -> String {
        language.sentence(&format!("failure.{}", self.0.code), &self.0.args)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::new("bad_route").with("path", fault.path).with("text", fault.text)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for Failure {}
