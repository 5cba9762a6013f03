//! A news report or minutes become organizations, funders, projects, figures, places, dates and links.
//!
//! Nothing is invented: every item has its stretch of the text that is shown, and its sentence. The text
//! is restored first, page furniture is left out, and persons are masked; what is read is proposed to a
//! person, who ticks what to keep.

mod dates;
mod figures;
mod links;
mod names;
mod page;
mod places;
mod vocabulary;

use serde::Serialize;

use super::detect::Format;
use super::privacy::deidentify;
use super::repair::{RepairKind, aliases, repair};
use super::{document, encoding, limits};
use crate::model::{Dataset, Kind};
use crate::problem::{Code, Problem};
use crate::text::fold;
use vocabulary::Vocabulary;

pub use dates::Moment;
pub use figures::Figure;
pub use links::ArticleLink;
pub use page::LeftOut;
pub use places::NamedPlace;

/// A stretch of the text that is shown, in code points: the first, and one past the last.
pub type Span = [u32; 2];

/// What something in an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An organization, a federation, or a public body.
    Organization,
    /// Who pays.
    Funder,
    /// A project.
    Project,
}

/// Somebody or something that an article names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// What it is.
    pub role: Role,
    /// The name as it first stands in the text; for a known record its own name.
    pub name: String,
    /// The id of the record of that name or alias, if one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Where it is named, ascending.
    pub spans: Vec<Span>,
    /// The sentence of each of these.
    pub sentences: Vec<Span>,
}

/// A repair of the text, to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mended {
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// A word that was probably put in the place of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reworded {
    /// Where it stands.
    pub span: Span,
    /// The word.
    pub word: &'static str,
    /// What it probably meant.
    pub meant: &'static str,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Article {
    /// The text that is shown: restored, without furniture, persons masked. All stretches speak of it.
    pub text: String,
    /// Organizations, in the order in which they are first named.
    pub organizations: Vec<Entity>,
    /// Funders.
    pub funders: Vec<Entity>,
    /// Projects.
    pub projects: Vec<Entity>,
    /// Numbers with their units.
    pub figures: Vec<Figure>,
    /// Places outside of names.
    pub places: Vec<NamedPlace>,
    /// Dates.
    pub dates: Vec<Moment>,
    /// Who runs, funds, supports whom.
    pub links: Vec<ArticleLink>,
    /// Lines of the page that do not belong to the article.
    pub left_out: Vec<LeftOut>,
    /// What was restored, but for notes and doubled marks.
    pub repairs: Vec<Mended>,
    /// Notes and doubled marks that were removed.
    pub notes_removed: usize,
    /// Reworded words.
    pub aliases: Vec<Reworded>,
    /// Kinds of personal data that were masked, as codes.
    pub masked: Vec<&'static str>,
}

/// A record by one of its names.
#[derive(Clone, Debug)]
struct Known {
    role: Role,
    id: String,
    name: String,
    /// Folded.
    key: Vec<char>,
}

/// A text with the keys by which words are found: as long as the text, Simplified, half width, lower case.
struct Page {
    chars: Vec<char>,
    key: Vec<char>,
    /// Sentences, without their final marks.
    sentences: Vec<(usize, usize)>,
}

impl Page {
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut key: Vec<char> = chars.iter().map(|character| key(*character)).collect();
        for alias in aliases(text) {
            let stretch = key.iter_mut().skip(alias.span[0] as usize);
            for (place, meant) in stretch.zip(alias.meant.chars()) {
                *place = meant;
            }
        }
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, character) in key.iter().enumerate() {
            if matches!(character, '。' | '!' | '?' | ';' | '\n' | '\r') {
                sentences.push((start, at));
                start = at + 1;
            }
        }
        sentences.push((start, key.len()));
        sentences.retain(|(start, end)| start < end);
        Self { chars, key, sentences }
    }

    /// The sentence that holds a place.
    fn sentence(&self, at: usize) -> Span {
        let index = self.sentences.partition_point(|(_, end)| *end <= at);
        self.sentences.get(index).map_or([0, 0], |(start, end)| [*start as u32, *end as u32])
    }

    /// A stretch as it stands in the text.
    fn text(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }
}

/// The key of one character.
fn key(character: char) -> char {
    if character.is_whitespace() {
        return if character == '\n' { '\n' } else { ' ' };
    }
    let mut folded =
        fold(character.encode_utf8(&mut [0; 4])).chars().collect::<Vec<char>>().into_iter();
    match (folded.next(), folded.next()) {
        (Some(one), None) => one,
        _ => character,
    }
}

/// Longest text that is read, in characters; the rest is left out and said so.
pub const LONGEST: usize = 200_000;

/// Reads an article. With a dataset, records are recognised by name and alias.
///
/// ```
/// use matchgraph::files::article::read;
/// let article = read("福州市青禾社会工作服务中心承接“暖巢计划”项目，爱心基金会资助近20万元。", None);
/// assert_eq!(article.organizations[0].name, "福州市青禾社会工作服务中心");
/// assert_eq!(article.links[0].rel, "runs");
/// assert_eq!(article.figures[0].to.as_deref(), Some("200000"));
/// ```
pub fn read(text: &str, dataset: Option<&Dataset>) -> Article {
    let cut = text.char_indices().nth(LONGEST).map_or(text, |(at, _)| &text[..at]);
    let repaired = repair(cut);
    let vocabulary = Vocabulary::get();
    let (body, mut left_out) = page::body(&repaired.text, vocabulary);
    if cut.len() < text.len() {
        left_out
            .push(LeftOut { reason: "too_long", characters: text[cut.len()..].chars().count() });
    }
    let clean = deidentify(&body);
    let page = Page::new(&clean.text);
    let known = dataset.map(known).unwrap_or_default();
    let hits = places::hits(&page);
    let found = names::find(&page, &known, &hits, vocabulary);
    let links = links::find(&page, &found, vocabulary);
    let mut masked: Vec<&'static str> = clean.removed.iter().map(|one| one.kind.as_str()).collect();
    masked.sort_unstable();
    masked.dedup();
    let (mut organizations, mut funders, mut projects) = (Vec::new(), Vec::new(), Vec::new());
    for entity in names::entities(&page, &found) {
        match entity.role {
            Role::Organization => organizations.push(entity),
            Role::Funder => funders.push(entity),
            Role::Project => projects.push(entity),
        }
    }
    let is_small = |kind: RepairKind| matches!(kind, RepairKind::Pinyin | RepairKind::DoubledMark);
    Article {
        organizations,
        funders,
        projects,
        figures: figures::find(&page, &found, vocabulary),
        places: places::find(&page, &hits, &found),
        dates: dates::find(&page),
        links,
        left_out,
        notes_removed: repaired.repairs.iter().filter(|one| is_small(one.kind)).count(),
        repairs: repaired
            .repairs
            .iter()
            .filter(|one| !is_small(one.kind))
            .map(|one| Mended { before: one.before.clone(), after: one.after.clone() })
            .collect(),
        aliases: aliases(&clean.text)
            .into_iter()
            .map(|alias| Reworded { span: alias.span, word: alias.word, meant: alias.meant })
            .collect(),
        masked,
        text: clean.text,
    }
}

/// The text of a file: .docx, or characters in any encoding that is read. Empty, with a problem, where it
/// is neither.
pub fn text_of(name: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> String {
    if bytes.len() > limits::FILE {
        let size = format!("{} MB", bytes.len() / 1024 / 1024);
        let problem = Problem::of_file(Code::TooLarge, name);
        problems.push(problem.with("limit", limits::FILE_WORDS).with("size", size));
        return String::new();
    }
    let unsupported =
        |format: &str| Problem::of_file(Code::UnsupportedFormat, name).with("format", format);
    match Format::of(name, bytes) {
        Format::Document => return document::paragraphs(name, bytes, problems).join("\n"),
        Format::Text | Format::Separated | Format::Json => {
            return encoding::decode(bytes, None).text.into_owned();
        }
        Format::Empty => problems.push(Problem::of_file(Code::EmptyFile, name)),
        Format::Workbook => problems.push(unsupported("xlsx / html")),
        Format::Other(word) => problems.push(unsupported(word)),
    }
    String::new()
}

/// The names and aliases of a dataset.
fn known(dataset: &Dataset) -> Vec<Known> {
    let mut known = Vec::new();
    let mut add = |kind: Kind, id: &str, name: &str, aliases: &[String]| {
        let role = match kind {
            Kind::Funder => Role::Funder,
            Kind::Project => Role::Project,
            _ => Role::Organization,
        };
        for one in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            let key: Vec<char> = one.chars().map(key).collect();
            known.push(Known { role, id: id.to_owned(), name: name.to_owned(), key });
        }
    };
    for one in &dataset.organizations {
        add(Kind::Organization, &one.id, &one.name, &one.aliases);
    }
    for one in &dataset.federations {
        let short = one.name.replace("妇女联合会", "妇联");
        add(Kind::Federation, &one.id, &one.name, &[short]);
    }
    for one in &dataset.funders {
        add(Kind::Funder, &one.id, &one.name, &one.aliases);
    }
    for one in &dataset.projects {
        add(Kind::Project, &one.id, &one.name, &[]);
    }
    known
}
