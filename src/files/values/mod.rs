//! Cells to values of the contract. What cannot be turned into the contract's form is handed on as it
//! stands: the import says what is wrong with it, and the record keeps the words.

pub(crate) mod amount;
pub(crate) mod choice;
pub(crate) mod date;
pub(crate) mod list;
pub(crate) mod place;
pub(crate) mod standing;

use super::columns::Kind;

/// How many of some cells look like what a kind of column holds, in thousandths. Kinds that hold any
/// text always fit.
pub(crate) fn fits(kind: Kind, cells: &[&str]) -> u32 {
    let looks: fn(&str) -> bool = match kind {
        Kind::Number | Kind::Times | Kind::Money => |cell| amount::read(cell).is_some(),
        Kind::Date | Kind::Year => |cell| date::read(cell).is_some(),
        Kind::Yes => |cell| choice::yes(cell).is_some(),
        Kind::Credit => |cell| {
            let letters = cell.chars().filter(|c| !c.is_whitespace()).count();
            (15..=20).contains(&letters) && cell.chars().any(|c| c.is_ascii_digit())
        },
        Kind::Place | Kind::Places => |cell| cell.chars().any(|c| !c.is_ascii_punctuation()),
        _ => |_| true,
    };
    let mut all = 0_u32;
    let mut good = 0_u32;
    for cell in cells {
        all += 1;
        good += u32::from(looks(cell));
    }
    (good * 1000).checked_div(all).unwrap_or(1000)
}
