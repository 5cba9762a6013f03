//! Values of records that are small objects of their own: ratings, capacities, rule cards.

use serde_json::{Map, Value};

use super::choice::{Grade, IncubationState};
use super::field::{Context, Scalar};
use super::{Date, Money};
use crate::problem::Code;

/// Declares an object whose keys are all optional. Unknown keys inside are kept.
macro_rules! compound {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Keys beyond the contract, kept and written back.
            pub extra: Map<String, Value>,
        }

        impl $name {
            /// Reads the keys of an object.
            fn from_object(mut object: Map<String, Value>, context: &mut Context) -> Option<Self> {
                let mut read = Self::default();
                let mut whole = true;
                $(whole &= context.fill_inner(&mut object, stringify!($field), &mut read.$field);)*
                read.extra = object;
                whole.then_some(read)
            }

            /// The object as it is written back.
            fn to_object(&self) -> Value {
                use super::field::Field;
                let mut object = self.extra.clone();
                $(if let Some(value) = self.$field.write() {
                    object.insert(stringify!($field).to_owned(), value);
                })*
                Value::Object(object)
            }
        }
    )*};
}

compound! {
    /// A rating with what makes it checkable.
    Rating {
        /// 1A to 5A.
        grade: Option<Grade>,
        /// When it was given; it is valid for five years.
        date: Option<Date>,
        /// Who gave it.
        authority: Option<String>,
    }
    /// What an organization says it can carry.
    Capacity {
        /// Projects at a time.
        max_projects: Option<u32>,
        /// Yuan at a time.
        max_budget: Option<Money>,
    }
    /// Where an organization stands in an incubation base.
    Incubation {
        /// How far it is.
        state: Option<IncubationState>,
        /// The base, by id or name.
        base: Option<String>,
        /// Since when.
        from: Option<Date>,
        /// Until when.
        to: Option<Date>,
    }
    /// Conditions in the form of older lists. An absent key is no condition.
    Eligibility {
        /// Must be registered.
        registered: Option<bool>,
        /// Types that may apply, as written.
        types: Vec<String>,
        /// Lowest rating.
        min_rating: Option<Grade>,
        /// Lowest stage, as written.
        min_stage: Option<String>,
    }
    /// One condition of a call: a rule of the closed vocabulary, its value, and the words it came from.
    RuleCard {
        /// Name of the rule.
        rule: Option<String>,
        /// What the rule asks for; its form depends on the rule.
        value: Option<Value>,
        /// Decides eligibility (otherwise it is a bonus).
        hard: Option<bool>,
        /// The words of the call.
        text: Option<String>,
    }
}

/// Implements [`Scalar`] for an object, and for a shorthand that is no object.
macro_rules! scalar_object {
    ($name:ident, $shorthand:expr) => {
        impl Scalar for $name {
            fn parse(value: Value, context: &mut Context) -> Option<Self> {
                match value {
                    Value::Object(object) => Self::from_object(object, context),
                    other => {
                        let shorthand: fn(Value, &mut Context) -> Option<Self> = $shorthand;
                        shorthand(other, context)
                    }
                }
            }

            fn value(&self) -> Value {
                self.to_object()
            }
        }
    };
}

/// What is said of a value that should have been an object.
fn not_an_object<T>(value: &Value, context: &mut Context) -> Option<T> {
    let found = super::field::type_name(value);
    context.report(Code::WrongType, &[("want", "object"), ("found", found)]);
    None
}

scalar_object!(Rating, |value, context| {
    let text = value.as_str().map(str::to_owned);
    let grade = Grade::parse(value, context)?;
    if let Some(text) = text.filter(|text| text != grade.as_str()) {
        context.report(Code::RatingNormalized, &[("from", &text), ("to", grade.as_str())]);
    }
    Some(Self { grade: Some(grade), ..Self::default() })
});
scalar_object!(Capacity, |value, context| {
    let max_projects = Some(u32::parse(value, context)?);
    Some(Self { max_projects, ..Self::default() })
});
scalar_object!(Incubation, |value, context| {
    let state = Some(IncubationState::parse(value, context)?);
    Some(Self { state, ..Self::default() })
});
scalar_object!(Eligibility, |value, context| not_an_object(&value, context));
scalar_object!(RuleCard, |value, context| not_an_object(&value, context));

/// A number of things, or the words that stand where a number was expected.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// A whole number of the record's unit.
    Number(u32),
    /// As written, for example `1000多平方米`.
    Written(String),
}

impl Scalar for Quantity {
    fn parse(value: Value, context: &mut Context) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Written(text)),
            other => u32::parse(other, context).map(Self::Number),
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Number(number) => Value::from(*number),
            Self::Written(text) => Value::from(text.as_str()),
        }
    }
}
