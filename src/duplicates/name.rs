//! The parts of an organization's name.
//!
//! Registered names are made of the division, the 字号, the field and the form of organization
//! (民政部令第69号, 2024, article 8); lists leave parts out, shorten them, or add notes in brackets.

use super::gazetteer::Gazetteer;
use super::vocabulary::{Class, Vocabulary};
use crate::model::Place;
use crate::text::fold;

/// Characters of a name that are looked at. Registered names have at most some forty.
const LONGEST: usize = 64;
/// Characters that are looked at together with notes and punctuation.
const LONGEST_WITH_NOTES: usize = 256;

/// What a character of a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The division: 长沙市.
    Division,
    /// The form of organization: 服务中心.
    Form,
    /// A word of a field of work: 家庭教育.
    Field,
    /// What may be a place that the table lacks, or a 字号: 安康.
    Perhaps,
    /// The 字号: 满天星. What tells organizations apart.
    Brand,
}

/// A name, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Its characters, folded, without brackets and punctuation, long words in their short form.
    pub characters: Vec<char>,
    /// What each character belongs to.
    pub parts: Vec<Part>,
    /// The innermost place that it names.
    pub place: Option<Place>,
    /// The class of its form.
    pub class: Option<Class>,
    /// How many characters the form has. It stands at the end, or before the unit.
    pub form: usize,
    /// Where the name of a unit begins that ends it: 妇联 in 台商协会妇联.
    pub unit: Option<usize>,
    /// The numbers by which units are counted, in order: 一 in 志愿服务一队.
    pub numbers: Vec<char>,
    /// What stands in brackets.
    pub note: Option<String>,
}

impl Name {
    /// Reads a name. `home` is where the record says that the organization is.
    pub(super) fn parse(
        text: &str,
        home: Option<Place>,
        vocabulary: &Vocabulary,
        gazetteer: &Gazetteer,
    ) -> Self {
        let (characters, note) = without_notes(text, vocabulary);
        let characters = vocabulary.abbreviate(&characters);
        let mut name = Self { parts: vec![Part::Brand; characters.len()], ..Self::default() };
        let start = name.read_places(&characters, home, vocabulary, gazetteer);
        if name.place.is_none()
            && let Some(note) = &note
        {
            // 妇联孵化基地（闽侯）: the place stands in brackets.
            let note: Vec<char> = note.chars().collect();
            let named = gazetteer.read(&note, None, home, vocabulary);
            name.place = named.filter(|it| it.length == note.len()).and_then(|it| it.place);
        }
        let mut end = characters.len();
        if let Some(length) = vocabulary.unit(&characters[start..])
            && start + length < end
        {
            name.unit = Some(end - length);
            name.parts[end - length..].fill(Part::Form);
            end -= length;
        }
        if let Some((length, class)) = vocabulary.form(&characters[start..end]) {
            name.class = Some(class);
            name.form = length;
            name.parts[end - length..end].fill(Part::Form);
            end -= length;
        }
        let mut at = start;
        while at < end {
            let length = vocabulary.field(&characters[at..end]).unwrap_or(0);
            name.parts[at..at + length].fill(Part::Field);
            at += length.max(1);
        }
        name.numbers = numbers(&characters[start..], vocabulary);
        name.characters = characters;
        name.note = note;
        name
    }

    /// Marks the places at the beginning; where they end.
    fn read_places(
        &mut self,
        characters: &[char],
        home: Option<Place>,
        vocabulary: &Vocabulary,
        gazetteer: &Gazetteer,
    ) -> usize {
        let mut start = 0;
        // 市巾帼志愿者协会: written by somebody for whom there is one city.
        if characters.len() > 3 && vocabulary.ends_place(characters[0]) {
            self.parts[0] = Part::Division;
            start = 1;
        }
        // Where the place read last lies, and where it began if it may also be part of the 字号.
        let (mut outer, mut doubtful) = (None, None);
        // From the province down to the county there are three levels.
        for _ in 0..3 {
            let named = gazetteer.read(&characters[start..], outer, home, vocabulary);
            let Some(named) = named else { break };
            let end = start + named.length;
            // A place alone is a name.
            if end >= characters.len() {
                break;
            }
            if named.sure {
                // 浙江余姚: the second place says that the first was one.
                self.parts[doubtful.take().unwrap_or(start)..end].fill(Part::Division);
                self.place = named.place.or(self.place);
            } else {
                self.parts[start..end].fill(Part::Perhaps);
                if named.place.is_none() {
                    // 高新区: the ending comes and goes.
                    self.parts[end - 1] = Part::Division;
                } else {
                    doubtful = Some(start);
                }
            }
            outer = named.place.or(outer);
            start = end;
        }
        start
    }

    /// Does it have a 字号? 社会团体 often have none.
    pub(super) fn has_brand(&self) -> bool {
        self.parts.contains(&Part::Brand)
    }

    /// The name of the unit that ends it; empty if it names none.
    pub(super) fn unit_name(&self) -> &[char] {
        self.unit.and_then(|start| self.characters.get(start..)).unwrap_or_default()
    }

    /// The form of organization; empty if it names none.
    pub(super) fn form(&self) -> &[char] {
        let end = self.unit.unwrap_or(self.characters.len());
        end.checked_sub(self.form)
            .and_then(|start| self.characters.get(start..end))
            .unwrap_or_default()
    }

    /// The characters that say which organization it is: 字号, field, and what may be either.
    pub(super) fn core(&self) -> impl Iterator<Item = (char, Part)> + '_ {
        let pairs = self.characters.iter().copied().zip(self.parts.iter().copied());
        pairs.filter(|(_, part)| *part > Part::Form)
    }
}

/// The characters that count, and what stood in brackets.
fn without_notes(text: &str, vocabulary: &Vocabulary) -> (Vec<char>, Option<String>) {
    let text: String = text.chars().take(LONGEST_WITH_NOTES).collect();
    let folded: Vec<char> = fold(&text).chars().map(|it| vocabulary.plain(it)).collect();
    let (mut inside, mut outside) = (String::new(), Vec::new());
    let mut at = 0;
    while at < folded.len() && outside.len() < LONGEST {
        let closing = match folded[at] {
            '(' => ')',
            '[' => ']',
            '【' => '】',
            '〔' => '〕',
            _ => '\0',
        };
        let length = folded[at..].iter().position(|it| *it == closing);
        if let Some(length) = length.filter(|_| closing != '\0') {
            inside.extend(&folded[at + 1..at + length]);
            at += length;
        } else if folded[at].is_alphanumeric() {
            outside.push(folded[at]);
        }
        at += 1;
    }
    // A name that is nothing but its note is a name.
    if outside.len() < 2 && !inside.is_empty() {
        outside.extend(inside.chars().filter(|it| it.is_alphanumeric()).take(LONGEST));
        return (outside, None);
    }
    (outside, Some(inside).filter(|note| !note.is_empty()))
}

/// The numbers by which units and phases are counted: 一 in 第一, 一队, 一期.
pub(super) fn numbers(characters: &[char], vocabulary: &Vocabulary) -> Vec<char> {
    let is_number = |it: &char| "一二三四五六七八九十".contains(*it) || it.is_ascii_digit();
    let counts = |at: usize| {
        at > 0 && characters[at - 1] == '第'
            || characters.get(at + 1).is_some_and(|next| vocabulary.is_counted(*next))
    };
    let numbered = characters.iter().enumerate();
    numbered.filter(|(at, it)| is_number(it) && counts(*at)).map(|(_, it)| *it).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Divisions;

    fn parse_at(text: &str, home: &str) -> Name {
        let gazetteer = Gazetteer::new(&Divisions::builtin(), std::iter::empty());
        Name::parse(text, Place::parse(home), &Vocabulary::builtin().unwrap(), &gazetteer)
    }

    fn parse(text: &str) -> Name {
        parse_at(text, "")
    }

    /// The characters of one part.
    fn part(name: &Name, part: Part) -> String {
        let pairs = name.characters.iter().zip(&name.parts);
        pairs.filter(|(_, it)| **it == part).map(|(it, _)| *it).collect()
    }

    fn place(name: &Name) -> String {
        name.place.map(|it| it.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_registered_name_has_four_parts() {
        let name = parse("长沙市岳麓区麓山晚晴居家养老服务中心");
        assert_eq!(part(&name, Part::Division), "长沙市岳麓区");
        assert_eq!(part(&name, Part::Brand), "麓山晚晴");
        assert_eq!(part(&name, Part::Field), "居家养老");
        assert_eq!(part(&name, Part::Form), "服务中心");
        assert_eq!((place(&name).as_str(), name.class), ("430104", Some(Class::Institution)));
    }

    #[test]
    fn a_city_of_county_rank_lies_inside_its_prefecture() {
        for text in ["宁波市余姚市旗袍协会", "余姚市旗袍协会", "浙江余姚旗袍协会"]
        {
            let name = parse(text);
            assert_eq!(place(&name), "330281", "{text}");
            assert_eq!(part(&name, Part::Field), "旗袍", "{text}");
        }
        // Xiamen is not inside Ningbo: the second place is the home of its members.
        assert_eq!(part(&parse("宁波市厦门商会"), Part::Brand), "厦门");
    }

    #[test]
    fn a_name_may_lack_its_division() {
        let name = parse("千年渡公益红娘服务中心");
        assert_eq!((place(&name).as_str(), part(&name, Part::Division).as_str()), ("", ""));
        assert_eq!(part(&name, Part::Brand), "千年渡红娘");
        let name = parse("市巾帼志愿者帮扶协会");
        assert_eq!(part(&name, Part::Division), "市");
    }

    #[test]
    fn a_short_place_is_one_where_the_record_says_so() {
        let there = parse_at("同心社区关爱协会", "640324");
        assert_eq!((part(&there, Part::Division), place(&there)), ("同心".into(), "640324".into()));
        let elsewhere = parse_at("同心社区关爱协会", "350100");
        assert_eq!(part(&elsewhere, Part::Brand), "同心");
        // Also a city: it may be either.
        assert_eq!(part(&parse("安康家庭服务中心"), Part::Perhaps), "安康");
    }

    #[test]
    fn a_place_that_the_table_lacks_is_not_taken_for_sure() {
        let name = parse("长沙市高新区晨光协会");
        assert_eq!(part(&name, Part::Perhaps), "高新");
        assert_eq!(part(&name, Part::Brand), "晨光");
        assert_eq!(part(&parse("幸福里社区服务中心"), Part::Perhaps), "");
    }

    #[test]
    fn chambers_of_another_home_keep_it_as_their_brand() {
        let name = parse("上海市福建商会");
        assert_eq!((part(&name, Part::Brand), place(&name)), ("福建".into(), "310000".into()));
        assert_eq!(name.class, Some(Class::Association));
    }

    #[test]
    fn foundations_and_units_are_seen() {
        assert_eq!(parse("福建省恒申慈善基金会").class, Some(Class::Foundation));
        let unit = parse("漳州市台商投资企业协会妇联");
        assert_eq!(unit.unit, Some(unit.characters.len() - 2));
        assert_eq!(unit.class, Some(Class::Association));
        assert_eq!(parse("漳州市台商投资企业协会").unit, None);
    }

    #[test]
    fn numbers_of_teams_are_seen_and_other_numbers_are_not() {
        assert_eq!(parse("晋安区巾帼志愿服务一队").numbers, ['一']);
        assert_eq!(parse("第二社区妇女之家").numbers, ['二']);
        assert_eq!(parse("三八红旗手联谊会").numbers, [] as [char; 0]);
    }

    #[test]
    fn notes_quotes_and_spaces_are_no_part_of_the_name() {
        let name = parse("余姚市巾帼志愿者帮扶协会(枢纽)");
        assert_eq!(name.note.as_deref(), Some("枢纽"));
        assert_eq!(name.characters, parse("餘姚市巾幗 志願者幫扶協會").characters);
        assert_eq!(parse("“东江妈妈帮”").characters, parse("东江妈妈帮").characters);
        assert_eq!(place(&parse("婦聯孵化基地（閩侯縣）")), "350121");
        assert_eq!(parse("（妈妈帮）").characters, ['妈', '妈', '帮']);
        assert_eq!(parse("半边(天").characters, ['半', '边', '天']);
        assert_eq!(parse("").characters, [] as [char; 0]);
    }
}
