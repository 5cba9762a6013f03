//! What identifies a person is taken out of free text before anything is shown or stored.
//!
//! Found are telephone numbers, identity numbers (GB 11643-1999, and the 15 digits of before), bank
//! cards (ISO/IEC 7812), e-mail addresses, accounts, plates, the numbers of houses and rooms, names beside
//! a word that announces one, and the school of a child. Each is replaced by a mask that says what stood
//! there. What is left may still let somebody be recognised: this takes out, it does not make anonymous.
//!
//! Numbers of helplines, credit codes and names of roads and towns stay: matching needs them.

mod contacts;
mod houses;
mod names;
mod numbers;
mod schools;
mod words;

use super::traced::{Edit, Traced, half_width};
use crate::problem::{Code, Problem};
use words::Words;

/// What kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonalData {
    /// The number of an identity card.
    Identity,
    /// A mobile or fixed telephone.
    Phone,
    /// A bank card or account.
    BankCard,
    /// An e-mail address.
    Email,
    /// An account of 微信.
    Wechat,
    /// An account of QQ.
    Qq,
    /// The plate of a car.
    Plate,
    /// The number of a house, building or room.
    House,
    /// The school and class of a child.
    School,
    /// The name of a person.
    Name,
}

impl PersonalData {
    /// The code by which messages name it: `personal.CODE`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Phone => "phone",
            Self::BankCard => "bank_card",
            Self::Email => "email",
            Self::Wechat => "wechat",
            Self::Qq => "qq",
            Self::Plate => "plate",
            Self::House => "house",
            Self::School => "school",
            Self::Name => "name",
        }
    }

    /// What stands in its place.
    pub fn mask(self) -> &'static str {
        match self {
            Self::Identity => "〔身份证号〕",
            Self::Phone => "〔电话〕",
            Self::BankCard => "〔银行卡号〕",
            Self::Email => "〔邮箱〕",
            Self::Wechat => "〔微信号〕",
            Self::Qq => "〔QQ号〕",
            Self::Plate => "〔车牌〕",
            Self::House => "〔门牌〕",
            Self::School => "〔学校〕",
            Self::Name => "〔姓名〕",
        }
    }
}

/// One piece of personal data that was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// What it was.
    pub kind: PersonalData,
    /// Where it stood in the original, in code points: the first, and one past the last.
    pub span: [u32; 2],
}

/// A text without what identifies a person, as far as it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deidentified {
    /// The text with masks. Without a removal it is the original, byte for byte.
    pub text: String,
    /// What was taken out, in the order of the text.
    pub removed: Vec<Removal>,
}

impl Deidentified {
    /// The problem of a row that it makes; `None` if nothing was taken out.
    pub fn problem(&self, file: &str, row: u32, column: &str) -> Option<Problem> {
        let mut kinds: Vec<PersonalData> =
            self.removed.iter().map(|removal| removal.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let kinds: Vec<String> = kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
        let problem = || Problem::of_row(Code::PersonalDataRemoved, file, row).at(column);
        (!kinds.is_empty()).then(|| problem().with("kinds", kinds))
    }
}

/// A stretch of characters and what it is.
#[derive(Clone, Copy, Debug)]
struct Found {
    kind: PersonalData,
    start: usize,
    end: usize,
}

/// Rounds after which nothing new can appear in any text that was seen; a bound, not a hope: what one
/// round leaves is looked at again, as a mask may be the border that a number lacked.
const ROUNDS: usize = 4;

/// Takes personal data out of a text. Doing it twice is doing it once.
///
/// ```
/// use matchgraph::files::privacy::deidentify;
/// let done = deidentify("我叫李小兰，住八一七路12号3栋502室，电话138 0013 8000");
/// assert_eq!(done.text, "我叫〔姓名〕，住八一七路〔门牌〕，电话〔电话〕");
/// assert_eq!(done.removed[2].span, [23, 36]);
/// ```
pub fn deidentify(text: &str) -> Deidentified {
    let mut traced = Traced::new(text);
    let mut removed = Vec::new();
    for _ in 0..ROUNDS {
        let found = find(traced.chars());
        if found.is_empty() {
            break;
        }
        let edits: Vec<Edit> = found
            .iter()
            .map(|one| Edit { start: one.start, end: one.end, text: one.kind.mask().to_owned() })
            .collect();
        let spans = traced.replace(&edits);
        removed.extend(found.iter().zip(spans).map(|(one, span)| Removal { kind: one.kind, span }));
    }
    removed.sort_by_key(|removal| removal.span);
    let text = if removed.is_empty() { text.to_owned() } else { traced.text() };
    Deidentified { text, removed }
}

/// What one look finds, ascending, without overlaps.
fn find(original: &[char]) -> Vec<Found> {
    let text: Vec<char> = original.iter().map(|c| half_width(*c).to_ascii_uppercase()).collect();
    let words = Words::get();
    let mut found = Vec::new();
    let mut taken = vec![false; text.len()];
    // Earlier ones win: a number with a check is surer than a name.
    numbers::find(&text, words, &mut |one| take(one, &mut taken, &mut found));
    contacts::find(&text, words, &mut |one| take(one, &mut taken, &mut found));
    houses::find(&text, words, &mut |one| take(one, &mut taken, &mut found));
    schools::find(&text, words, &mut |one| take(one, &mut taken, &mut found));
    names::find(&text, words, &mut |one| take(one, &mut taken, &mut found));
    found.sort_by_key(|one| one.start);
    found
}

/// Keeps a stretch if nothing of it is taken yet.
fn take(one: Found, taken: &mut [bool], found: &mut Vec<Found>) {
    let stretch = taken.get_mut(one.start..one.end);
    if let Some(stretch) = stretch.filter(|stretch| stretch.iter().all(|taken| !taken)) {
        stretch.fill(true);
        found.push(one);
    }
}

#[cfg(test)]
mod tests;
