//! Closed vocabularies of the data contract: canonical words, and the other words people write.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::field::{Context, Scalar};
use crate::problem::Code;
use crate::text::fold;

/// The number that stands beside a word, in any spelling of width, case or script.
fn position(words: &[(&str, usize)], word: &str) -> Option<usize> {
    // As canonical words mostly are written as they stand, these need no folding.
    let exact = words.iter().find(|(known, _)| *known == word);
    let (_, position) = exact.or_else(|| {
        let word = fold(word);
        words.iter().find(|(known, _)| fold(known) == word)
    })?;
    Some(*position)
}

/// Declares a vocabulary. After each canonical word stand other spellings that are read as it. Words
/// after `nothing` mean that nothing is known and are read as absent.
macro_rules! choice {
    ($($(#[$doc:meta])* $name:ident, $unknown:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $word:literal $(| $other:literal)*;)*
    } $(nothing $($nothing:literal),*)?;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every word, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The canonical word.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The choice that a word means, in any spelling of width, case or script.
            pub fn from_word(word: &str) -> Option<Self> {
                const WORDS: &[(&str, usize)] =
                    &[$(($word, $name::$variant as usize), $(($other, $name::$variant as usize),)*)*];
                Self::ALL.get(position(WORDS, word)?).copied()
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl Scalar for $name {
            fn parse(value: Value, context: &mut Context) -> Option<Self> {
                let text = <String as Scalar>::parse(value, context)?;
                let choice = Self::from_word(&text);
                let nothing: &[&str] = &["" $($(, $nothing)*)?];
                if choice.is_none() && !nothing.contains(&fold(&text).as_str()) {
                    context.report(Code::$unknown, &[("text", &text)]);
                }
                choice
            }

            fn value(&self) -> Value {
                Value::from(self.as_str())
            }
        }
    )*};
}

choice! {
    /// What an organization is in law.
    OrganizationType, UnknownType {
        /// A membership body.
        Association = "社会团体" | "社团";
        /// A social service agency, long called a private non-enterprise unit.
        ServiceAgency = "社会服务机构" | "民办非企业单位" | "民非";
        /// A foundation.
        Foundation = "基金会";
        /// Filed with a street or township, not registered.
        Filed = "社区备案" | "备案" | "备案社区社会组织" | "社区社会组织";
        /// A group without any record.
        Unregistered = "未登记" | "草根团队" | "草根组织";
        /// A company.
        Company = "企业" | "公司";
        /// A law firm.
        LawFirm = "律师事务所" | "律所";
        /// A public institution.
        PublicInstitution = "事业单位";
        /// A mass organization such as a federation.
        MassOrganization = "群团" | "群团组织" | "妇联组织" | "群团(妇联组织)";
        /// Anything else.
        Other = "其他";
    };
    /// Where an organization stands in the register.
    Status, UnknownValue {
        /// In good standing.
        Normal = "正常" | "存续" | "正常运行";
        /// On the list of abnormal operations.
        Abnormal = "异常名录" | "异常" | "活动异常名录";
        /// On the list of serious breaches of trust.
        Discredited = "失信" | "严重违法失信" | "严重失信";
        /// Deregistered.
        Deregistered = "注销" | "已注销";
        /// Registration revoked.
        Revoked = "撤销" | "已撤销" | "吊销";
    };
    /// How far an organization has grown.
    Stage, UnknownValue {
        /// Sprouting.
        Sprouting = "萌芽" | "萌芽期";
        /// Starting.
        Starting = "初创" | "初创期";
        /// Growing.
        Growing = "发展" | "发展期";
        /// Mature.
        Mature = "成熟" | "成熟期";
    };
    /// How close an organization is to the federation.
    Tier, UnknownValue {
        /// The core.
        Core = "核心" | "核心层";
        /// Close.
        Close = "紧密" | "紧密层";
        /// The broad circle.
        Broad = "大众" | "大众层";
        /// Older lists name hubs here; read as the key `hub`.
        Hub = "枢纽" | "枢纽型";
    };
    /// A rating by the civil affairs office.
    Grade, UnknownRating {
        /// The lowest.
        OneA = "1A" | "A" | "1A级" | "A级";
        /// Two A.
        TwoA = "2A" | "AA" | "2A级" | "AA级";
        /// Three A: what most calls ask for.
        ThreeA = "3A" | "AAA" | "3A级" | "AAA级";
        /// Four A.
        FourA = "4A" | "AAAA" | "4A级" | "AAAA级";
        /// The highest.
        FiveA = "5A" | "AAAAA" | "5A级" | "AAAAA级";
    } nothing "未评估", "未参评", "未评级", "无";
    /// The result of an annual check.
    CheckResult, UnknownValue {
        /// Passed.
        Passed = "合格";
        /// Passed with reservations.
        BasicallyPassed = "基本合格";
        /// Not passed.
        Failed = "不合格";
    };
    /// Where an organization stands in an incubation base.
    IncubationState, UnknownValue {
        /// Has applied.
        Applied = "申请";
        /// Is being incubated.
        Incubating = "在孵";
        /// The term was prolonged.
        Prolonged = "延期";
        /// Left grown up.
        Hatched = "出壳";
        /// Left otherwise.
        Left = "退出";
    };
    /// How a service reaches people.
    Delivery, UnknownValue {
        /// People come.
        OnSite = "到点" | "到场" | "线下";
        /// Somebody visits.
        AtHome = "上门";
        /// By network or telephone.
        Online = "线上" | "网上";
    };
    /// How a need was heard.
    Channel, UnknownValue {
        /// A questionnaire.
        Questionnaire = "问卷" | "网络问卷";
        /// A visit.
        Visit = "走访";
        /// A hotline.
        Hotline = "热线";
        /// A round table.
        Meeting = "座谈" | "座谈会";
    };
    /// Who pays.
    Payer, UnknownValue {
        /// A women's federation.
        Federation = "妇联";
        /// A civil affairs office.
        CivilAffairs = "民政";
        /// Another department.
        Department = "其他部门";
        /// Another mass organization.
        MassOrganization = "群团";
        /// A foundation.
        Foundation = "基金会";
        /// A charity federation.
        CharityFederation = "慈善会";
        /// A company.
        Company = "企业";
    };
    /// In which way a call gives money.
    Way, UnknownValue {
        /// Government purchase of services.
        Purchase = "购买服务" | "政府购买" | "政府购买服务";
        /// Venture philanthropy.
        VenturePhilanthropy = "公益创投" | "公益创投平台";
        /// A micro-project.
        MicroProject = "微项目";
        /// A donation.
        Donation = "捐赠";
        /// An award.
        Award = "评奖";
    };
    /// Where a project stands.
    ProjectStage, UnknownValue {
        /// Being set up.
        SetUp = "立项";
        /// Published.
        Published = "发布";
        /// Applied for.
        Applied = "申报";
        /// In selection.
        Selection = "遴选";
        /// Being carried out.
        Running = "实施";
        /// Being supervised.
        Supervised = "督导";
        /// In evaluation, or evaluated.
        Evaluated = "评估";
        /// Stopped.
        Stopped = "中止";
        /// Not selected.
        NotSelected = "未通过";
    };
    /// What a project is looking for.
    Seeks, UnknownValue {
        /// A contractor.
        Contractor = "承接组织";
        /// A funder.
        Funder = "出资方";
        /// Nothing.
        Nothing = "无";
    };
    /// What a resource is.
    ResourceKind, UnknownValue {
        /// A room.
        Venue = "场地";
        /// An expert.
        Expert = "专家";
        /// Goods.
        Goods = "物资";
        /// Volunteers.
        Volunteers = "志愿者";
        /// Training.
        Training = "培训";
        /// Media.
        Media = "媒体";
        /// Money.
        Funds = "资金";
        /// A service.
        Service = "服务";
        /// Jobs.
        Jobs = "岗位";
    };
    /// The level of a federation unit.
    FederationLevel, UnknownValue {
        /// The nation.
        Nation = "全国";
        /// A province.
        Province = "省";
        /// A city.
        City = "市";
        /// A county.
        County = "县";
        /// A town.
        Town = "乡镇";
        /// A village.
        Village = "村";
        /// A grid cell.
        Grid = "网格";
        /// A group.
        Group = "小组";
    };
    /// In which of five ways a federation unit was formed.
    FederationWay, UnknownValue {
        /// In one organization.
        Single = "单建" | "重点单建";
        /// Across a trade.
        Trade = "统建" | "行业统建";
        /// Across an area.
        Joint = "联建" | "区域联建";
        /// By the village as a last resort.
        Fallback = "兜底" | "村社兜底";
        /// As a group that extends a unit.
        Extension = "延伸" | "小组延伸";
    };
    /// What happened in the life of an organization.
    EventKind, UnknownValue {
        /// It said what it needs.
        Need = "需求";
        /// It was trained.
        Training = "培训";
        /// It was visited.
        Visit = "走访";
        /// A project.
        Project = "项目";
        /// An award.
        Award = "奖励";
        /// A check.
        Check = "检查";
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_trade_are_read() {
        let read = OrganizationType::from_word;
        assert_eq!(read("民办非企业单位"), Some(OrganizationType::ServiceAgency));
        assert_eq!(read(" 草根團隊 "), Some(OrganizationType::Unregistered));
        assert_eq!(read("公社"), None);
        assert_eq!(Stage::from_word("发展期"), Some(Stage::Growing));
        assert_eq!(Grade::from_word("ＡＡＡ"), Some(Grade::ThreeA));
        assert_eq!(Channel::from_word("网络问卷"), Some(Channel::Questionnaire));
    }

    #[test]
    fn canonical_words_read_as_themselves() {
        for choice in ProjectStage::ALL {
            assert_eq!(ProjectStage::from_word(choice.as_str()), Some(*choice));
        }
    }

    #[test]
    fn grades_are_ordered() {
        assert!(Grade::ThreeA > Grade::TwoA && Grade::FiveA > Grade::FourA);
    }
}
