//! Which column is which question: what a platform added, what is personal, and what was asked.

use crate::files::table::Table;
use crate::text::fold;

use super::declaration::declaration;
use super::heading::Heading;
use super::quality::is_missing;

/// How the answers to a question lie in its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// One column.
    One,
    /// A column for each option, ticked or not.
    Options,
    /// A column for each row of a matrix.
    Matrix,
}

/// A question with its columns.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// What its answers are: a key of a need, or `organization`, `county`.
    pub key: &'static str,
    /// Heading of its first column, as written.
    pub written: String,
    /// At most so many options may be chosen.
    pub limit: Option<u32>,
    /// Several options may be chosen.
    pub several: bool,
    pub layout: Layout,
    /// Columns, with the option or row that each stands for.
    pub columns: Vec<(usize, Option<String>)>,
}

impl Question {
    /// The key of a need that its answers go to.
    pub(super) fn need_key(&self) -> &'static str {
        match self.key {
            "county" | "locality" => "division",
            "organization" => "subject",
            key => key,
        }
    }
}

/// What the columns of a survey are.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub number: Option<usize>,
    pub submitted: Option<usize>,
    pub duration: Option<usize>,
    /// Columns whose cells are never read.
    pub dropped: Vec<usize>,
    /// Columns that are not understood.
    pub ignored: u32,
    pub questions: Vec<Question>,
}

impl Plan {
    /// Reads the header alone.
    pub(super) fn of_header(header: &[&str]) -> Self {
        let columns = &declaration().columns;
        let mut plan = Self::default();
        // The key of the question of each number: later columns of a question name its number alone.
        let mut numbers: Vec<(u32, Option<&'static str>)> = Vec::new();
        for (at, written) in header.iter().enumerate() {
            let folded = fold(written);
            let is = |words: &[String]| words.contains(&folded);
            if folded.is_empty() || is(&columns.plain) {
                continue;
            }
            let slot = if is(&columns.number) {
                Some(&mut plan.number)
            } else if is(&columns.submitted) {
                Some(&mut plan.submitted)
            } else if is(&columns.duration) {
                Some(&mut plan.duration)
            } else {
                None
            };
            if let Some(slot) = slot {
                slot.get_or_insert(at);
                continue;
            }
            if is(&columns.dropped) {
                plan.dropped.push(at);
                continue;
            }
            let heading = Heading::read(written);
            let known = heading.number.and_then(|number| {
                numbers.iter().find(|(known, _)| *known == number).map(|(_, key)| *key)
            });
            let key = match known {
                Some(key) if heading.stem.is_empty() || heading.part.is_some() => key,
                _ => key_of(&heading),
            };
            if let Some(number) = heading.number {
                numbers.push((number, key));
            }
            match key {
                None => plan.ignored += 1,
                Some("personal") => plan.dropped.push(at),
                Some(key) => plan.add(key, at, written, heading),
            }
        }
        plan
    }

    /// Heading of the question for own words, or of the first question.
    pub(super) fn text_heading(&self) -> &str {
        let mut questions = self.questions.iter();
        let found = questions.find(|question| question.key == "text");
        found.or(self.questions.first()).map_or("-", |question| question.written.as_str())
    }

    /// The key of a need that a column goes to.
    pub(super) fn key(&self, column: usize) -> Option<&'static str> {
        let platform = [(self.number, "rows"), (self.submitted, "date")];
        let of_platform = platform.into_iter().find(|(at, _)| *at == Some(column));
        of_platform.map(|(_, key)| key).or_else(|| {
            let mut questions = self.questions.iter();
            let asked = questions.find(|one| one.columns.iter().any(|(at, _)| *at == column));
            asked.map(Question::need_key)
        })
    }

    /// Is a column read?
    pub(super) fn uses(&self, column: usize) -> bool {
        self.duration == Some(column) || self.key(column).is_some()
    }

    /// Adds a column to the question that it belongs to.
    fn add(&mut self, key: &'static str, at: usize, written: &str, heading: Heading) {
        let same = self.questions.iter_mut().find(|question| question.key == key);
        if let Some(question) = same.filter(|question| {
            heading.part.is_some() && question.columns.iter().any(|(_, part)| part.is_some())
        }) {
            question.columns.push((at, heading.part));
            question.limit = question.limit.or(heading.limit);
        } else if key == "text" || !self.questions.iter().any(|question| question.key == key) {
            self.questions.push(Question {
                key,
                written: written.trim().to_owned(),
                limit: heading.limit,
                several: heading.several,
                layout: Layout::One,
                columns: vec![(at, heading.part)],
            });
        } else {
            // The first of two questions for one key counts.
            self.ignored += 1;
        }
    }

    /// Looks at the answers for what the header does not say.
    pub(super) fn look_at(&mut self, table: &Table) {
        let words = declaration();
        for question in &mut self.questions {
            let cells = |at: usize| table.rows().map(move |row| row.cell(at));
            if question.columns.iter().all(|(_, part)| part.is_none()) {
                question.several |= question
                    .columns
                    .iter()
                    .any(|(at, _)| cells(*at).any(|cell| cell.contains(['┋', '→'])));
                continue;
            }
            let ticked = question.columns.iter().all(|(at, part)| {
                let option = fold(part.as_deref().unwrap_or_default());
                cells(*at).filter(|cell| !is_missing(cell)).all(|cell| {
                    let cell = fold(cell);
                    words.ticked.contains(&cell)
                        || words.not_ticked.contains(&cell)
                        || cell.starts_with(&option)
                })
            });
            question.layout = if ticked { Layout::Options } else { Layout::Matrix };
            question.several = true;
        }
    }

    /// Is this the header of a survey? Its platform says when an answer came in, and how long it took,
    /// from where it came, or what was asked.
    pub(super) fn is_survey(&self, header: &[&str]) -> bool {
        let numbered = header.iter().filter(|text| Heading::read(text).number.is_some()).count();
        let dropped = self
            .dropped
            .iter()
            .filter_map(|at| header.get(*at))
            .any(|text| declaration().columns.dropped.contains(&fold(text)));
        let asked = !self.questions.is_empty();
        self.submitted.is_some()
            && (self.duration.is_some() || (dropped && asked) || (numbered >= 2 && asked))
    }
}

/// What a question is about, by its words.
fn key_of(heading: &Heading) -> Option<&'static str> {
    let questions = declaration().questions.iter();
    let mut fitting = questions.filter(|question| {
        // Where several may be chosen it is no question for one's own words.
        !(question.key == "text" && heading.several)
            && question
                .any
                .iter()
                .any(|words| words.iter().all(|word| heading.stem.contains(word.as_str())))
    });
    fitting.next().map(|question| question.key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(header: &[&str]) -> Vec<(&'static str, usize)> {
        let plan = Plan::of_header(header);
        plan.questions.iter().map(|one| (one.key, one.columns[0].0)).collect()
    }

    #[test]
    fn questions_are_known_by_their_words() {
        let header = [
            "序号",
            "提交答卷时间",
            "所用时间",
            "来自IP",
            "1、您的身份是：",
            "2：您的年龄段",
            "3: 您所在的县（市、区）：",
            "Q4 您所在的乡镇（街道）或村（社区）",
            "5、您家里目前有下列哪些情况？（可多选）",
            "6、您目前最需要哪些方面的服务？（最多选5项）",
            "7、您愿意通过哪种方式得到服务？（可多选）",
            "8、您方便参加的时间：",
            "9、您对身边现有服务的满意程度（1—5分）：",
            "10、您还遇到哪些具体困难，或有什么意见建议？",
            "11、您的手机号：",
            "12、是否党员",
        ];
        let found: Vec<&str> = keys(&header).iter().map(|(key, _)| *key).collect();
        assert_eq!(
            found,
            [
                "respondent",
                "age",
                "county",
                "locality",
                "situations",
                "wanted",
                "channels",
                "time",
                "satisfaction",
                "text"
            ]
        );
        let plan = Plan::of_header(&header);
        assert_eq!((plan.dropped.as_slice(), plan.ignored), ([3, 14].as_slice(), 1));
        assert!(plan.is_survey(&header));
    }

    #[test]
    fn other_lists_are_no_surveys() {
        for header in [
            ["序号", "机构名称", "所在区划", "来源"].as_slice(),
            &["项目名称", "提交时间", "预算"],
            &["日期", "地点", "内容", "处理"],
        ] {
            assert!(!Plan::of_header(header).is_survey(header), "{header:?}");
        }
    }

    #[test]
    fn other_platforms_are_known_by_their_columns() {
        let tencent = [
            "编号",
            "开始答题时间",
            "结束答题时间",
            "答题时长",
            "地理位置省",
            "1.您最需要哪些服务？",
        ];
        assert!(Plan::of_header(&tencent).is_survey(&tencent));
        let jinshuju = ["序号", "您遇到的困难", "您需要的服务", "提交人", "提交时间", "IP"];
        assert!(Plan::of_header(&jinshuju).is_survey(&jinshuju));
    }

    #[test]
    fn columns_of_one_question_are_taken_together() {
        let header = ["1、您最需要哪些服务？(法律咨询)", "第1题(托管)", "第1题(养老)", "2、困难"];
        let plan = Plan::of_header(&header);
        assert_eq!(plan.questions.len(), 2);
        assert_eq!(plan.questions[0].columns.len(), 3);
    }
}
