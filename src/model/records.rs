//! Every kind of record of the data contract, as a declaration of its keys.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::choice::{
    Channel, CheckResult, Delivery, EventKind, FederationLevel, FederationWay, OrganizationType,
    Payer, ProjectStage, ResourceKind, Seeks, Stage, Status, Tier, Way,
};
use super::compound::{Capacity, Eligibility, Incubation, Quantity, Rating, RuleCard};
use super::field::Context;
use super::record::{self, Origin, Provenance, Record, WrittenRecord, records};
use super::{Date, Money, Place};

records! {
    /// An organization: who can serve, apply, lead or learn.
    Organization in "organizations" {
        /// Identity in this dataset.
        id: String,
        /// Registered or usual name.
        name: String,
        /// Short and former names.
        aliases: Vec<String>,
        /// What it is in law.
        r#type: Option<OrganizationType>,
        /// 统一社会信用代码 (GB 32100-2015), as written.
        credit_code: Option<String>,
        /// Is it registered?
        registered: Option<bool>,
        /// Since when.
        registered_on: Option<Date>,
        /// Where it stands in the register.
        status: Option<Status>,
        /// The registering office.
        registrar: Option<String>,
        /// 业务主管单位.
        supervising_unit: Option<String>,
        /// When it was founded.
        founded: Option<Date>,
        /// How far it has grown.
        stage: Option<Stage>,
        /// Its time in an incubation base.
        incubation: Option<Incubation>,
        /// How close it is to the federation.
        tier: Option<Tier>,
        /// Does it lead others?
        hub: Option<bool>,
        /// Rating by the civil affairs office.
        rating: Option<Rating>,
        /// Annual checks by year.
        annual_checks: BTreeMap<String, CheckResult>,
        /// Date of its last administrative penalty; 无 where there is known to be none.
        last_penalty: Option<String>,
        /// Its tax status, such as 非营利组织免税资格; 无 where there is known to be none.
        tax_status: Option<String>,
        /// Its party unit; 无 where there is known to be none.
        party_unit: Option<String>,
        /// Its federation unit; 无 where there is known to be none.
        federation_unit: Option<String>,
        /// Is it itself a unit of a federation?
        is_federation_unit: Option<bool>,
        /// Where its office is.
        division: Option<Place>,
        /// Where it serves; empty if unknown.
        service_area: Vec<Place>,
        /// How its services reach people; empty if unknown.
        delivery: Vec<Delivery>,
        /// Fields of work.
        fields: Vec<String>,
        /// Whom it serves.
        beneficiaries: Vec<String>,
        /// What it can do.
        skills: Vec<String>,
        /// What it says it can carry.
        capacity: Option<Capacity>,
        /// Paid staff, persons.
        staff: Option<u32>,
        /// Volunteers, persons.
        volunteers: Option<u32>,
        /// What it does, in sentences.
        description: Option<String>,
        /// Names of projects it carried.
        past_projects: Vec<String>,
        /// Telephone and the like: kept here, never matched, never exported unless ticked.
        contacts: BTreeMap<String, Value>,
    }

    /// Something that somebody needs, in their own words.
    Need in "needs" {
        /// Identity in this dataset.
        id: String,
        /// What was said.
        text: String,
        /// The organization whose own need it is.
        subject: Option<String>,
        /// Where.
        division: Option<Place>,
        /// Who is concerned.
        beneficiaries: Vec<String>,
        /// Circumstances that were ticked.
        situations: Vec<String>,
        /// Services that were ticked.
        wanted: Vec<String>,
        /// When it suits.
        time: Option<String>,
        /// How the service should come.
        delivery: Vec<Delivery>,
        /// How many people said it.
        respondents: Option<u32>,
        /// Only where the source states it.
        urgency: Option<String>,
        /// When it was said.
        date: Option<Date>,
        /// How it was heard.
        channel: Option<Channel>,
        /// In which survey.
        survey: Option<String>,
        /// Rows of the survey it was made from.
        rows: Vec<u32>,
        /// Who answered.
        respondent: Option<String>,
        /// Age bracket of who answered.
        age: Option<String>,
        /// How she wants to be reached.
        channels: Vec<String>,
        /// 1 to 5.
        satisfaction: Option<u32>,
        /// What was noted about it: 已转, 勿外发.
        handling: Option<String>,
    }

    /// Somebody who pays.
    Funder in "funders" {
        /// Identity in this dataset.
        id: String,
        /// Name.
        name: String,
        /// Other names.
        aliases: Vec<String>,
        /// What kind of payer.
        payer: Option<Payer>,
        /// The same in the words of older lists.
        kind: Option<String>,
        /// From outside the country?
        overseas: Option<bool>,
        /// Where its office is.
        division: Option<Place>,
        /// Where it pays.
        service_area: Vec<Place>,
        /// For which fields.
        fields: Vec<String>,
        /// For whom.
        beneficiaries: Vec<String>,
        /// What it does, in sentences.
        description: Option<String>,
        /// Conditions in the form of older lists; read as a call.
        eligibility: Option<Eligibility>,
        /// Conditions in words.
        eligibility_text: Option<String>,
        /// Last day; read as a call.
        deadline: Option<Date>,
        /// Smallest grant; read as a call.
        grant_min: Option<Money>,
        /// Largest grant; read as a call.
        grant_max: Option<Money>,
    }

    /// A call for proposals, a purchase, an award.
    Call in "calls" {
        /// Identity in this dataset.
        id: String,
        /// Who calls.
        funder: Option<String>,
        /// Name.
        name: String,
        /// For which year.
        year: Option<u32>,
        /// In which way it gives.
        way: Option<Way>,
        /// For which fields.
        fields: Vec<String>,
        /// For whom.
        beneficiaries: Vec<String>,
        /// For which places.
        service_area: Vec<Place>,
        /// In all.
        budget: Option<Money>,
        /// Smallest grant.
        grant_min: Option<Money>,
        /// Largest grant.
        grant_max: Option<Money>,
        /// Last day to apply.
        deadline: Option<Date>,
        /// First day of the projects.
        start: Option<Date>,
        /// Last day of the projects.
        end: Option<Date>,
        /// Its conditions.
        rules: Vec<RuleCard>,
        /// Its conditions in words.
        rules_text: Option<String>,
        /// Papers to hand in.
        documents: Vec<String>,
        /// The article that says such a programme was run.
        based_on: Option<String>,
    }

    /// A project in any of its states.
    Project in "projects" {
        /// Identity in this dataset.
        id: String,
        /// Name.
        name: String,
        /// Where it stands.
        stage: Option<ProjectStage>,
        /// What it is looking for.
        seeks: Option<Seeks>,
        /// The call it answers.
        call: Option<String>,
        /// Who carries it.
        organization: Option<String>,
        /// Who pays.
        funder: Option<String>,
        /// Where its office is.
        division: Option<Place>,
        /// Where it serves.
        service_area: Vec<Place>,
        /// Fields of work.
        fields: Vec<String>,
        /// Whom it serves.
        beneficiaries: Vec<String>,
        /// In all.
        budget: Option<Money>,
        /// How much of the budget the applicant brings itself.
        own_funds: Option<Money>,
        /// Ids or names of those who apply together with the organization.
        joint_applicants: Vec<String>,
        /// Persons served.
        people: Option<u32>,
        /// 人次: times somebody was served, which is not persons.
        person_times: Option<u32>,
        /// When it entered each state.
        dates: BTreeMap<String, Date>,
        /// When its present state should be over.
        due: Option<Date>,
        /// First day.
        start: Option<Date>,
        /// Last day.
        end: Option<Date>,
        /// What it does, in sentences.
        description: Option<String>,
    }

    /// A room, an expert, goods, training, money: something an organization or a need can use.
    Resource in "resources" {
        /// Identity in this dataset.
        id: String,
        /// Name.
        name: String,
        /// What it is.
        kind: Option<ResourceKind>,
        /// Who offers it.
        provider: Option<String>,
        /// Where it is.
        division: Option<Place>,
        /// For which places; its own place if empty.
        service_area: Vec<Place>,
        /// How it reaches people.
        delivery: Vec<Delivery>,
        /// Fields of work.
        fields: Vec<String>,
        /// How much.
        quantity: Option<Quantity>,
        /// Of what.
        unit: Option<String>,
        /// What the donor wishes.
        wish: Option<String>,
        /// Conditions of use, in words.
        availability: Option<String>,
        /// First day.
        available_from: Option<Date>,
        /// Last day.
        available_to: Option<Date>,
        /// Opening hours.
        hours: Option<String>,
        /// What it is, in sentences.
        description: Option<String>,
    }

    /// A federation or one of its units.
    Federation in "federations" {
        /// Identity in this dataset.
        id: String,
        /// Name.
        name: String,
        /// Its level.
        level: Option<FederationLevel>,
        /// What kind of unit, in the words of the list.
        kind: Option<String>,
        /// In which way it was formed.
        way: Option<FederationWay>,
        /// The unit above.
        parent: Option<String>,
        /// Where it is.
        division: Option<Place>,
        /// The organization it is, or is formed in.
        organization: Option<String>,
        /// Units it stands for.
        count: Option<u32>,
        /// What is told of it.
        facts: Option<String>,
        /// A place such as a 妇女微家, not a unit.
        place: Option<bool>,
    }

    /// One entry of an organization's growth record.
    Event in "events" {
        /// Whose.
        organization: String,
        /// When.
        date: Option<Date>,
        /// What kind.
        kind: Option<EventKind>,
        /// What happened.
        text: String,
        /// A figure as written.
        value: Option<String>,
    }

    /// A word of the dataset's vocabulary of fields.
    Theme in "themes" {
        /// What links call `theme:CODE`.
        code: String,
        /// In Simplified Chinese.
        zh: String,
        /// In Traditional Chinese.
        zh_hant: Option<String>,
        /// In English.
        en: Option<String>,
        /// How the survey words it.
        survey_option: Option<String>,
    }

    /// A relation between two records.
    Link in "links" {
        /// Id of the one.
        from: String,
        /// Name of the relation.
        rel: String,
        /// Id of the other.
        to: String,
    }

    /// A place that the built-in table lacks.
    Division in "divisions" {
        /// Its code of 6, 9 or 12 digits.
        code: String,
        /// Its name.
        name: String,
        /// Its level, in words.
        level: Option<String>,
        /// Code of the place above.
        parent: Option<String>,
    }
}

impl Call {
    /// The key that marks a call read out of a funder's own conditions.
    pub const DERIVED: &'static str = "derived";

    /// Was it read out of a funder's own conditions? Then it is not written back: the funder is.
    pub fn is_derived(&self) -> bool {
        self.extra.get(Self::DERIVED) == Some(&Value::Bool(true))
    }
}
