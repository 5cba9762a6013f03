use super::*;
use crate::import::Importer;
use crate::message::Language;
use crate::rules::verdict;

/// The day on which everything is judged.
fn today() -> Date {
    Date::parse("2026-01-01").unwrap()
}

/// A dataset of these records; a key that is not given is unknown.
fn dataset(files: &[(&str, &str)]) -> Dataset {
    let mut importer = Importer::new();
    for (name, text) in files {
        importer.add(name, text.as_bytes());
    }
    importer.finish().dataset
}

/// The sentence of an outcome; fails where the tables lack it or a place stays empty.
fn sentence(outcome: &RuleOutcome) -> String {
    let key = format!("rule.{}.{}", outcome.rule, outcome.reason.code);
    let sentence = Language::Chinese.sentence(&key, &outcome.reason.args);
    assert!(sentence != key && !sentence.contains('{'), "{key}: {sentence}");
    sentence
}

fn word(outcome: &RuleOutcome) -> String {
    sentence(outcome);
    let verdict = match outcome.verdict {
        Verdict::Yes => "yes",
        Verdict::Unknown => "unknown",
        Verdict::No => "no",
    };
    format!("{verdict} {}", outcome.reason.code)
}

/// Judges one card for an organization with these keys, and for its project if there is one.
fn judged(
    organization: &str,
    call: &str,
    card: &str,
    project: &str,
    more: &[(&str, &str)],
) -> String {
    let organization = format!(r#"{{"id":"o","name":"甲"{organization}}}"#);
    let call = format!(r#"{{"id":"c","name":"征集","funder":"f","rules":[{card}]{call}}}"#);
    let project = match project {
        "" => String::new(),
        keys => format!(r#"{{"id":"p","name":"暖心课堂","organization":"o"{keys}}}"#),
    };
    let mut files = vec![
        ("organizations.jsonl", organization.as_str()),
        ("calls.jsonl", call.as_str()),
        ("funders.jsonl", "{\"id\":\"f\",\"name\":\"妇联\"}\n{\"id\":\"g\",\"name\":\"基金会\"}"),
        // The same name again appends.
        ("projects.jsonl", project.as_str()),
        ("projects.jsonl", "\n"),
    ];
    files.extend(more);
    let dataset = dataset(&files);
    let judge = CallJudge::new(&dataset, today());
    let own = dataset.projects.iter().find(|project| project.id == "p");
    let organization = dataset.organizations.iter().find(|organization| organization.id == "o");
    let applicant = match own {
        Some(project) => judge.applicant(project),
        None => Applicant { organization, project: None },
    };
    assert_eq!(applicant.organization, organization);
    let outcomes = judge.judge(&dataset.calls[0], applicant);
    word(&outcomes[0])
}

/// Rows of organization keys, value of the card, answer.
fn table(rule: &str, rows: &[(&str, &str, &str)]) {
    for (organization, value, expected) in rows {
        let card = format!(r#"{{"rule":"{rule}","value":{value}}}"#);
        assert_eq!(judged(organization, "", &card, "", &[]), *expected, "{organization} {value}");
    }
}

/// Rows of project keys, value of the card, answer; other keys of the call.
fn projects(rule: &str, call: &str, rows: &[(&str, &str, &str)]) {
    for (project, value, expected) in rows {
        let card = format!(r#"{{"rule":"{rule}","value":{value}}}"#);
        assert_eq!(judged("", call, &card, project, &[]), *expected, "{project} {value}");
    }
}

#[test]
fn every_rule_has_a_title_and_the_sentences_that_all_have() {
    let has = |key: String| {
        assert!(Language::Chinese.table().contains_key(&key), "{key}");
    };
    for rule in CALL_RULES {
        let name = rule.names[0];
        has(format!("rule.{name}"));
        has(format!("rule.{name}.not-understood"));
        if !rule.reads.is_empty() {
            has(format!("rule.{name}.guessed"));
        }
        if matches!(rule.judge, Judge::Organization(_)) {
            has(format!("rule.{name}.no-organization"));
        }
    }
    has(format!("rule.{}", ANY_N_OF[0]));
    has(format!("rule.{NO_RULE}.{NOT_UNDERSTOOD}"));
    assert_eq!(names().len(), CALL_RULES.len() + 1);
}

#[test]
fn what_is_not_understood_is_unknown() {
    let values = [
        r#"{"x":1}"#,
        "[]",
        "[[]]",
        r#""?""#,
        "-1",
        "1e300",
        "[null]",
        r#"{"of":[1,null,{}],"n":9}"#,
    ];
    for value in values {
        for rule in names() {
            let card = format!(r#"{{"rule":"{rule}","value":{value}}}"#);
            for project in ["", r#","budget":5"#] {
                let answer = judged(r#","type":"社会团体""#, "", &card, project, &[]);
                // Any word may be the name of a tax status; an any-n-of counts what it holds.
                let expected = match (rule, value) {
                    ("tax-status", r#""?""#) => "unknown no-record",
                    ("any-n-of", r#"{"of":[1,null,{}],"n":9}"#) => "no too-few",
                    _ => "unknown not-understood",
                };
                assert_eq!(answer, expected, "{rule} {value}");
            }
        }
    }
    let card = r#"{"rule":"热心公益","value":true}"#;
    assert_eq!(judged("", "", card, "", &[]), "unknown not-understood");
    assert_eq!(judged("", "", "{}", "", &[]), "unknown not-understood");
}

#[test]
fn registered_as() {
    let both = r#"["社会团体","民办非企业单位"]"#;
    table(
        "registered-as",
        &[
            (r#","type":"社会团体","registered":true"#, both, "yes type"),
            (r#","type":"社会服务机构","registered_on":"2020""#, both, "yes type"),
            (r#","type":"社会团体""#, both, "unknown no-registration"),
            (r#","type":"社会团体","registered":false"#, both, "no not-registered"),
            (r#","type":"社区备案","registered":false"#, both, "no other-type"),
            (r#","type":"社区备案""#, r#"["社会团体","社区备案"]"#, "yes type"),
            (r#","registered":true"#, both, "unknown no-type"),
            (r#","registered":false"#, both, "no not-registered"),
            (r#","type":"基金会","registered":true"#, r#"["社会组织"]"#, "yes type"),
            (
                r#","type":"企业","registered":true"#,
                r#"["社会团体","合作社"]"#,
                "unknown not-understood",
            ),
            (r#","registered":true"#, "true", "yes registered"),
            (r#","type":"未登记""#, "true", "no not-registered"),
            ("", "true", "unknown no-registration"),
            ("", "false", "yes no-condition"),
            (
                r#","type":"社会团体","registered":true,"inferred":["type"]"#,
                both,
                "unknown guessed",
            ),
            (r#","type":"社区备案","inferred":["type"]"#, both, "unknown guessed"),
        ],
    );
    table(
        "type-in",
        &[
            (r#","type":"未登记""#, r#"["社会团体","未登记"]"#, "yes type"),
            (r#","type":"企业""#, r#""社会团体""#, "no other-type"),
            ("", r#"["社会团体"]"#, "unknown no-type"),
        ],
    );
}

#[test]
fn registered_months() {
    table(
        "registered-months",
        &[
            (r#","registered_on":"2024-01-01""#, "24", "yes long-enough"),
            (r#","registered_on":"2024-01-02""#, "24", "no too-short"),
            (r#","registered_on":"2024-01""#, "24", "unknown coarse-date"),
            (r#","registered_on":"2023-12""#, "24", "yes long-enough"),
            (r#","registered_on":"2024-02""#, "\"24\"", "no too-short"),
            (
                r#","registered_on":"2024-02-10""#,
                r#"{"months":24,"on":"2026-02-10"}"#,
                "yes long-enough",
            ),
            (r#","type":"社会团体","registered":true"#, "24", "unknown no-date"),
            ("", "24", "unknown no-date"),
            (r#","registered":false"#, "24", "no not-registered"),
            (r#","type":"社区备案""#, "24", "no not-registered"),
        ],
    );
    // The deadline is the day that counts, where there is one.
    let card = r#"{"rule":"registered-months","value":24}"#;
    let since = r#","registered_on":"2024-01-20""#;
    assert_eq!(judged(since, "", card, "", &[]), "no too-short");
    assert_eq!(judged(since, r#","deadline":"2026-01-20""#, card, "", &[]), "yes long-enough");
    assert_eq!(judged(since, r#","deadline":"2026-01""#, card, "", &[]), "unknown coarse-date");
}

#[test]
fn standing_in_the_register() {
    table(
        "status-clean",
        &[
            (r#","status":"正常""#, r#"["异常名录","失信"]"#, "yes clean"),
            (r#","status":"异常名录""#, r#"["异常名录","失信"]"#, "no listed"),
            (r#","status":"异常名录""#, r#"["失信"]"#, "yes clean"),
            (r#","status":"注销""#, r#"["失信"]"#, "no listed"),
            (r#","status":"失信""#, "true", "no listed"),
            ("", r#"["失信"]"#, "unknown no-status"),
            (r#","type":"社区备案""#, r#"["失信"]"#, "yes not-registered"),
            (r#","status":"正常""#, r#"["失信","欠税"]"#, "unknown not-understood"),
        ],
    );
    table(
        "no-penalty-years",
        &[
            ("", "3", "unknown no-record"),
            (r#","last_penalty":"无""#, "3", "yes none"),
            (r#","last_penalty":"2023-01-01""#, "3", "yes long-ago"),
            (r#","last_penalty":"2023-01-02""#, "3", "no recent"),
            (r#","last_penalty":"2023-01""#, "3", "unknown coarse-date"),
            (r#","last_penalty":"警告一次""#, "3", "unknown unclear"),
        ],
    );
    table(
        "tax-status",
        &[
            ("", r#""非营利组织免税资格""#, "unknown no-record"),
            (r#","tax_status":"非營利組織免稅資格""#, r#""非营利组织免税资格""#, "yes has"),
            (r#","tax_status":"无""#, r#""非营利组织免税资格""#, "no none"),
            (r#","tax_status":"小规模纳税人""#, r#""非营利组织免税资格""#, "unknown unclear"),
        ],
    );
}

#[test]
fn excluded_bodies() {
    let words = r#"["公益一类事业单位","使用事业编制且由财政拨款保障的群团组织"]"#;
    table(
        "excluded-bodies",
        &[
            (r#","type":"社会团体""#, words, "yes allowed"),
            (r#","type":"事业单位""#, words, "unknown perhaps"),
            (r#","type":"群团""#, words, "unknown perhaps"),
            ("", words, "unknown no-type"),
            (r#","type":"企业""#, r#"["企业"]"#, "no excluded"),
            (r#","type":"企业""#, r#"["个人"]"#, "yes allowed"),
            ("", r#"["个人"]"#, "yes allowed"),
            (r#","type":"社会团体""#, r#"["涉黑组织"]"#, "unknown not-understood"),
        ],
    );
}

#[test]
fn annual_check() {
    let last = r#"{"last":2,"at_least":"合格"}"#;
    let checks = |text: &str| format!(r#","type":"社会团体","annual_checks":{{{text}}}"#);
    let rows = [
        (r#""2023":"合格","2024":"合格""#, last, "yes passed"),
        (r#""2023":"基本合格","2024":"合格""#, last, "no below"),
        (r#""2022":"不合格","2023":"合格","2024":"合格""#, last, "yes passed"),
        (r#""2024":"合格""#, last, "unknown missing"),
        (r#""2024":"不合格""#, last, "no below"),
        (r#""2023":"合格","2024":"合格","2025":"合格""#, last, "yes passed"),
        (r#""2023":"合格","2024":"合格","2025":"不合格""#, last, "no below"),
        (r#""2024":"基本合格""#, r#"{"last":1,"at_least":"基本合格"}"#, "yes passed"),
        (r#""2024":"基本合格""#, r#""合格""#, "no below"),
        (r#""2024":"合格""#, "true", "yes passed"),
        (
            r#""2022":"合格","2023":"合格""#,
            r#"{"years":[2022,2023],"at_least":"合格"}"#,
            "yes passed",
        ),
        (r#""2022":"合格""#, r#"{"years":[2022,2023]}"#, "unknown missing"),
        (r#""2022":"合格""#, r#"{"years":[2022],"at_least":"优秀"}"#, "unknown not-understood"),
        (r#""2022":"合格""#, r#"{"years":[2022],"except":"新成立"}"#, "unknown not-understood"),
    ];
    for (organization, value, expected) in rows {
        table("annual-check", &[(&checks(organization), value, expected)]);
    }
    table(
        "annual-check",
        &[
            (r#","type":"社区备案""#, last, "no not-registered"),
            (r#","registered":false"#, last, "no not-registered"),
            (r#","type":"企业""#, last, "unknown other-register"),
        ],
    );
    // A call that admits a type by name does not ask of it what it cannot have.
    let admits = r#"{"rule":"annual-check","value":{"last":1}},{"rule":"registered-as","value":["社会团体","社区备案","企业"]}"#;
    assert_eq!(judged(r#","type":"社区备案""#, "", admits, "", &[]), "yes not-subject");
    assert_eq!(judged(r#","type":"企业""#, "", admits, "", &[]), "yes not-subject");
    assert_eq!(judged(r#","type":"社会团体""#, "", admits, "", &[]), "unknown missing");
    let bonus = admits.replacen("}}", r#"},"hard":false}"#, 1);
    assert_eq!(judged(r#","type":"社区备案""#, "", &bonus, "", &[]), "no not-registered");
}

#[test]
fn rating_at_least() {
    let rated = |grade: &str, date: &str| {
        format!(r#","type":"社会团体","rating":{{"grade":"{grade}","date":"{date}"}}"#)
    };
    let on = r#"{"grade":"3A","valid_on":"2026-01-31"}"#;
    let rows = [
        ("3A", "2021-01-31", on, "yes valid"),
        ("3A", "2021-01-30", on, "no expired"),
        ("4A", "2021-01", on, "unknown coarse-date"),
        ("5A", "2020", on, "no expired"),
        ("AAAA", "2023", on, "yes valid"),
        ("2A", "2024-05-01", on, "no too-low"),
        ("3A", "2026-02-01", on, "no not-yet"),
        ("3A", "2021-01-01", "\"3A\"", "yes valid"),
        ("3A", "2020-12-31", "\"AAA\"", "no expired"),
        ("3A", "2023", r#"{"grade":"3A","valid_on":"soon"}"#, "unknown not-understood"),
        ("3A", "2023", "\"金牌\"", "unknown not-understood"),
    ];
    for (grade, date, value, expected) in rows {
        table("rating-at-least", &[(&rated(grade, date), value, expected)]);
    }
    table(
        "rating-at-least",
        &[
            (r#","rating":"3A""#, on, "unknown no-date"),
            (r#","rating":"2A""#, on, "no too-low"),
            (r#","type":"社会团体""#, on, "unknown no-rating"),
            (r#","type":"社区备案""#, on, "no not-registered"),
            (r#","type":"企业""#, on, "unknown other-register"),
        ],
    );
}

#[test]
fn strength() {
    table(
        "stage",
        &[
            (r#","stage":"初创期""#, r#"["萌芽","初创"]"#, "yes in-stage"),
            (r#","stage":"成熟""#, r#"["萌芽","初创"]"#, "no other-stage"),
            ("", r#"["萌芽"]"#, "unknown no-stage"),
            (r#","stage":"成熟","inferred":["stage"]"#, r#"["萌芽"]"#, "unknown guessed"),
        ],
    );
    table(
        "stage-at-least",
        &[
            (r#","stage":"发展""#, r#""初创""#, "yes in-stage"),
            (r#","stage":"萌芽""#, r#""初创""#, "no other-stage"),
        ],
    );
    table(
        "staff-at-least",
        &[
            (r#","staff":3"#, "3", "yes enough"),
            (r#","staff":2"#, "3", "no too-few"),
            ("", "3", "unknown no-staff"),
        ],
    );
    table(
        "party-unit",
        &[
            (r#","party_unit":"联合党支部""#, "true", "yes has"),
            (r#","party_unit":"无""#, "true", "no none"),
            (r#","party_unit":"党员先锋岗，无支部""#, "true", "no none"),
            (r#","party_unit":"退休党员活动小组""#, "true", "unknown unclear"),
            ("", "true", "unknown not-stated"),
            ("", "false", "unknown not-understood"),
        ],
    );
    table(
        "federation-unit",
        &[
            (r#","federation_unit":"本会妇联（单建）""#, "true", "yes has"),
            (r#","federation_unit":"村妇联兜底""#, "true", "unknown covered"),
            (r#","federation_unit":"网格妇女小组""#, "true", "unknown covered"),
            (r#","federation_unit":"无""#, "true", "no none"),
            (r#","federation_unit":"正在筹备""#, "true", "unknown unclear"),
            (r#","is_federation_unit":true"#, "true", "yes has"),
            ("", "true", "unknown not-stated"),
        ],
    );
    table(
        "delivery-mode",
        &[
            (r#","delivery":["到点","上门"]"#, r#"["上门"]"#, "yes offers"),
            (r#","delivery":["线上"]"#, r#"["到点","上门"]"#, "no other"),
            ("", r#"["上门"]"#, "unknown not-stated"),
            (r#","delivery":["线上"]"#, r#"["空投"]"#, "unknown not-understood"),
        ],
    );
    let unit =
        ("federations.jsonl", r#"{"id":"u","name":"甲妇联","kind":"妇联","organization":"o"}"#);
    let hub = ("federations.jsonl", r#"{"id":"u","name":"甲","kind":"枢纽","organization":"o"}"#);
    let card = r#"{"rule":"federation-unit","value":true}"#;
    assert_eq!(judged("", "", card, "", &[unit]), "yes has");
    assert_eq!(judged("", "", card, "", &[hub]), "unknown not-stated");
}

#[test]
fn capacity_counts_what_runs() {
    let running = (
        "projects.jsonl",
        r#"{"id":"q","name":"乙","stage":"实施"}
{"id":"r","name":"丙","stage":"督导","organization":"o"}
{"id":"s","name":"丁","stage":"评估","organization":"o"}"#,
    );
    let link = ("links.jsonl", r#"{"from":"o","rel":"runs","to":"q"}"#);
    let card = r#"{"rule":"capacity","value":{"min_projects":1}}"#;
    let can = |max: u32| format!(r#","capacity":{{"max_projects":{max}}}"#);
    assert_eq!(judged(&can(3), "", card, "", &[running, link]), "yes free");
    assert_eq!(judged(&can(2), "", card, "", &[running, link]), "no full");
    assert_eq!(judged("", "", card, "", &[running, link]), "unknown not-stated");
}

#[test]
fn serves_place() {
    table(
        "serves-place",
        &[
            (r#","service_area":["350102"]"#, r#"["350100"]"#, "yes inside"),
            (r#","service_area":["350102","430100"]"#, r#"["350100"]"#, "yes inside"),
            (r#","service_area":["350000"]"#, r#"["福州市"]"#, "yes covers"),
            (r#","service_area":["430100"]"#, r#"["350100","350900"]"#, "no elsewhere"),
            (r#","service_area":["430100"],"delivery":["线上"]"#, r#"["350100"]"#, "no elsewhere"),
            ("", r#"["350100"]"#, "unknown no-area"),
            (r#","service_area":["430100"]"#, r#"["鼓楼区"]"#, "unknown not-understood"),
        ],
    );
    let online = r#"{"rule":"serves-place","value":"350100"},{"rule":"delivery-mode","value":["上门","线上"]}"#;
    let far = r#","service_area":["430100"],"delivery":["线上"]"#;
    assert_eq!(judged(far, "", online, "", &[]), "yes online");
    projects(
        "serves-place",
        r#","service_area":["350100"]"#,
        &[
            (r#","service_area":["350102"]"#, "null", "yes inside"),
            (r#","division":"350102""#, "null", "yes inside"),
            (r#","service_area":["350102","350203"]"#, "null", "unknown partly"),
            (r#","service_area":["350000"]"#, "null", "unknown partly"),
            (r#","service_area":["350203"]"#, "null", "no elsewhere"),
            (r#","budget":1"#, "null", "unknown no-area"),
        ],
    );
}

#[test]
fn period() {
    let value = r#"["2026-04-01","2026-10-31"]"#;
    projects(
        "period",
        "",
        &[
            (r#","start":"2026-04","end":"2026-10""#, value, "yes inside"),
            (r#","start":"2026-03-31","end":"2026-10""#, value, "no outside"),
            (r#","start":"2026-04","end":"2026-11-01""#, value, "no outside"),
            (r#","start":"2026","end":"2026-10""#, value, "unknown coarse-date"),
            (r#","start":"2026-04""#, value, "unknown no-dates"),
            (r#","end":"2027""#, value, "no outside"),
            (r#","end":"2026-05""#, r#"{"end":"2026-06-30"}"#, "yes inside"),
            (r#","end":"2026-05""#, r#"["2026-04-01"]"#, "unknown not-understood"),
        ],
    );
    let award = r#","way":"评奖""#;
    projects(
        "period",
        award,
        &[
            (r#","start":"2020","end":"2026-04""#, value, "yes inside"),
            (r#","start":"2020","end":"2026-03""#, value, "no outside"),
            (r#","start":"2020","end":"2027""#, value, "unknown not-finished"),
        ],
    );
    table(
        "period",
        &[
            ("", value, "yes when-applying"),
            ("", r#""2026-01-01""#, "yes open"),
            ("", r#""2026-01""#, "yes open"),
            ("", r#""2025-12-31""#, "no closed"),
            ("", r#""下周""#, "unknown not-understood"),
        ],
    );
}

#[test]
fn amounts() {
    let range = "[20000,50000]";
    projects(
        "amount-range",
        r#","grant_max":80000"#,
        &[
            (r#","budget":50000"#, range, "yes inside"),
            (r#","budget":50001"#, range, "no over"),
            (r#","budget":60000,"own_funds":10000"#, range, "yes inside"),
            (r#","budget":19999"#, range, "no under"),
            (r#","budget":25000,"own_funds":6000"#, range, "no under"),
            (r#","people":5"#, range, "unknown no-budget"),
            (r#","budget":80000"#, "null", "yes inside"),
            (r#","budget":80001"#, "\"80000\"", "no over"),
            (r#","budget":1"#, r#"{"min":"2"}"#, "no under"),
        ],
    );
    table(
        "amount",
        &[("", range, "yes when-applying"), ("", r#"{"max":"5000"}"#, "yes when-applying")],
    );
    let shared = r#"{"rule":"amount-range","value":[1,100]},{"rule":"co-funding","value":0.2}"#;
    assert_eq!(judged("", "", shared, r#","budget":120"#, &[]), "unknown no-own-funds");
    assert_eq!(judged("", "", shared, r#","budget":120,"own_funds":0"#, &[]), "no over");
    projects(
        "co-funding",
        "",
        &[
            (r#","budget":100,"own_funds":20"#, "0.2", "yes enough"),
            (r#","budget":100,"own_funds":19.99"#, "0.2", "no too-little"),
            (r#","budget":100"#, "0.2", "unknown no-own-funds"),
            (r#","own_funds":20"#, r#"{"ratio":0.125}"#, "unknown no-budget"),
            (r#","budget":100,"own_funds":100"#, "20", "unknown not-understood"),
        ],
    );
    table("co-funding", &[("", "0.3", "yes when-applying")]);
}

#[test]
fn joint_applicant() {
    let federations = (
        "federations.jsonl",
        r#"{"id":"town","name":"镇妇联","level":"乡镇"}
{"id":"county","name":"县妇联","level":"县"}
{"id":"village","name":"村妇联","level":"村"}"#,
    );
    let county = r#"{"rule":"joint-applicant","value":{"with":["县级以上妇联"]}}"#;
    let village = r#"{"rule":"joint-applicant","value":{"with":["村（社区）妇联"]}}"#;
    let judged =
        |organization, card, project| judged(organization, "", card, project, &[federations]);
    assert_eq!(judged("", county, r#","joint_applicants":["county"]"#), "yes has");
    assert_eq!(judged("", county, r#","joint_applicants":["town"]"#), "unknown unclear");
    assert_eq!(judged("", county, r#","joint_applicants":["某单位"]"#), "unknown unclear");
    assert_eq!(judged("", county, r#","budget":1"#), "unknown no-partner");
    assert_eq!(judged("", county, ""), "yes when-applying");
    assert_eq!(judged("", village, r#","joint_applicants":["town","village"]"#), "yes has");
    let only =
        r#"{"rule":"joint-applicant","value":{"when":"未登记","with":["已登记的社会组织"]}}"#;
    assert_eq!(judged(r#","type":"社会团体""#, only, r#","budget":1"#), "yes not-needed");
    assert_eq!(judged(r#","type":"未登记""#, only, r#","budget":1"#), "unknown no-partner");
    assert_eq!(judged("", only, ""), "yes when-applying");
}

#[test]
fn applications_are_counted() {
    let others = (
        "projects.jsonl",
        r#"{"id":"q","name":"乙","stage":"申报","call":"c","organization":"o"}
{"id":"r","name":"丙","stage":"立项","call":"c","organization":"o"}
{"id":"s","name":"丁","stage":"未通过","call":"c","organization":"o"}"#,
    );
    let card = |most| format!(r#"{{"rule":"max-applications","value":{most}}}"#);
    assert_eq!(judged("", "", &card(1), "", &[]), "yes when-applying");
    assert_eq!(judged("", "", &card(1), "", &[others]), "yes within");
    assert_eq!(judged("", "", &card(1), r#","stage":"申报""#, &[others]), "no too-many");
    assert_eq!(judged("", "", &card(2), r#","stage":"申报""#, &[others]), "yes within");
    assert_eq!(judged("", "", &card(0), "", &[others]), "no too-many");
}

#[test]
fn first_time_cap() {
    let earlier = |stage: &str, funder: &str| {
        format!(
            r#"{{"id":"q","name":"乙","stage":"{stage}","funder":"{funder}","organization":"o"}}"#
        )
    };
    let judged = |project: &str, earlier: &str| {
        let card = r#"{"rule":"first-time-cap","value":80000}"#;
        judged("", "", card, project, &[("projects.jsonl", earlier)])
    };
    assert_eq!(judged("", ""), "yes when-applying");
    assert_eq!(judged("", &earlier("评估", "f")), "yes not-first");
    assert_eq!(judged(r#","budget":90000"#, &earlier("实施", "f")), "yes not-first");
    assert_eq!(judged(r#","budget":90000"#, &earlier("实施", "g")), "unknown over-if-first");
    assert_eq!(judged(r#","budget":90000"#, &earlier("申报", "f")), "unknown over-if-first");
    assert_eq!(judged(r#","budget":80000"#, ""), "yes within");
    assert_eq!(judged(r#","people":1"#, ""), "unknown no-budget");
}

#[test]
fn no_double_funding() {
    let judged = |project: &str, other: &str| {
        let card = r#"{"rule":"no-double-funding","value":2026}"#;
        judged("", "", card, project, &[("projects.jsonl", other)])
    };
    let other = |name: &str, keys: &str| {
        format!(r#"{{"id":"q","name":"{name}","stage":"实施","funder":"g"{keys}}}"#)
    };
    let own =
        |dates: &str| other("“暖心课堂”第二期项目", &format!(r#","organization":"o"{dates}"#));
    let applied = r#","stage":"申报""#;
    assert_eq!(judged(applied, ""), "yes none-known");
    assert_eq!(judged(applied, &own(r#","start":"2025-03","end":"2026-02""#)), "no double");
    assert_eq!(judged(applied, &own(r#","start":"2025-03","end":"2025-12""#)), "yes none-known");
    assert_eq!(judged(applied, &own("")), "unknown perhaps");
    let elsewhere = other("暖心课堂", r#","start":"2026","end":"2026""#);
    assert_eq!(judged(applied, &elsewhere), "unknown perhaps");
    let unlike = other("绣娘订单", r#","organization":"o","start":"2026","end":"2026""#);
    assert_eq!(judged(applied, &unlike), "yes none-known");
    assert_eq!(judged("", &unlike), "yes not-these");
    assert_eq!(judged("", ""), "yes when-applying");
    let itself = r#","stage":"实施","funder":"g","start":"2026-01","end":"2026-06""#;
    assert_eq!(judged(itself, ""), "no double");
    let answers = r#","stage":"实施","funder":"f","call":"c","start":"2026-01","end":"2026-06""#;
    assert_eq!(judged(answers, ""), "yes none-known");
}

#[test]
fn track_record() {
    let judged = |value: &str, other: &str| {
        let card = format!(r#"{{"rule":"track-record","value":{value}}}"#);
        judged("", r#","way":"公益创投""#, &card, "", &[("projects.jsonl", other)])
    };
    let carried = |keys: &str| {
        format!(r#"{{"id":"q","name":"乙","organization":"o","fields":["家庭教育"]{keys}}}"#)
    };
    let field = r#"{"field":"家庭教育"}"#;
    assert_eq!(judged(field, &carried(r#","stage":"评估""#)), "yes enough");
    assert_eq!(judged(field, &carried(r#","stage":"申报""#)), "unknown not-shown");
    assert_eq!(
        judged(field, &carried(r#","stage":"评估","inferred":["fields"]"#)),
        "unknown not-shown"
    );
    assert_eq!(
        judged(r#"{"field":"家庭教育","n":2}"#, &carried(r#","stage":"评估""#)),
        "unknown not-shown"
    );
    assert_eq!(
        judged(r#"{"way":"公益创投"}"#, &carried(r#","stage":"评估","call":"c""#)),
        "yes enough"
    );
    assert_eq!(
        judged(r#"{"way":"公益创投"}"#, &carried(r#","stage":"评估""#)),
        "unknown not-shown"
    );
    assert_eq!(
        judged(r#"{"way":"众筹"}"#, &carried(r#","stage":"评估""#)),
        "unknown not-understood"
    );
    assert_eq!(judged("1", &carried(r#","stage":"评估""#)), "yes enough");
}

#[test]
fn some_of_several() {
    let of = r#"[{"rule":"party-unit","value":true},{"rule":"federation-unit","value":true},{"rule":"热心","value":1}]"#;
    let any = |organization: &str, n: &str| {
        let card = format!(r#"{{"rule":"any-n-of","value":{{"n":{n},"of":{of}}}}}"#);
        judged(organization, "", &card, "", &[])
    };
    let (party, none) =
        (r#","party_unit":"党支部""#, r#","party_unit":"无","federation_unit":"无""#);
    assert_eq!(any(party, "1"), "yes enough");
    assert_eq!(any(party, "null"), "yes enough");
    assert_eq!(any(party, "2"), "unknown open");
    assert_eq!(any(none, "1"), "unknown open");
    assert_eq!(any(none, "2"), "no too-few");
    let nested = r#"{"rule":"any-n-of","value":{"of":[{"rule":"any-n-of","value":{"of":[]}}]}}"#;
    assert_eq!(judged("", "", nested, "", &[]), "unknown open");
}

#[test]
fn a_bonus_decides_nothing_and_cards_keep_their_words() {
    let dataset = dataset(&[
        ("organizations.jsonl", r#"{"id":"o","name":"甲","staff":1,"party_unit":"无"}"#),
        (
            "calls.jsonl",
            r#"{"id":"c","name":"征集","rules":[{"rule":"staff-at-least","value":1,"hard":true,"text":"专职至少1人"},{"rule":"party-unit","value":true,"hard":false,"text":"有党组织的优先"}]}"#,
        ),
    ]);
    let organization = dataset.organizations.first();
    let applicant = Applicant { organization, project: None };
    let outcomes = judge_call(&dataset.calls[0], applicant, &dataset, today());
    assert_eq!(verdict(&outcomes), Verdict::Yes);
    assert_eq!(
        serde_json::to_string(&outcomes).unwrap(),
        r#"[{"rule":"staff-at-least","verdict":"yes","facts":["1"],"reason":{"code":"enough","args":{"staff":1,"wanted":1}},"text":"专职至少1人"},{"rule":"party-unit","verdict":"no","hard":false,"facts":["无"],"reason":{"code":"none","args":{"text":"无"}},"text":"有党组织的优先"}]"#
    );
    let nobody = judge_call(&dataset.calls[0], Applicant::default(), &dataset, today());
    assert!(nobody.iter().all(|outcome| word(outcome) == "unknown no-organization"));
}

#[test]
fn the_pasted_call_of_the_story() {
    let cards = r#"{"rule":"registered-months","value":24},{"rule":"annual-check","value":{"last":1}},{"rule":"rating-at-least","value":"3A"},{"rule":"first-time-cap","value":80000}"#;
    let call = format!(r#"{{"id":"c","name":"征集","rules":[{cards}]}}"#);
    let judge = |keys: &str| {
        let organization = format!(r#"{{"id":"o","name":"甲"{keys}}}"#);
        let dataset = dataset(&[("organizations.jsonl", &organization), ("calls.jsonl", &call)]);
        let applicant = Applicant { organization: dataset.organizations.first(), project: None };
        verdict(&judge_call(&dataset.calls[0], applicant, &dataset, today()))
    };
    let whole = r#","type":"社会团体","registered_on":"2019-05-06","annual_checks":{"2024":"合格"},"rating":{"grade":"3A","date":"2022-05-01"}"#;
    assert_eq!(judge(whole), Verdict::Yes);
    assert_eq!(judge(&whole.replace(r#","date":"2022-05-01""#, "")), Verdict::Unknown);
    assert_eq!(judge(&whole.replace(r#""2024":"合格""#, "")), Verdict::Unknown);
    assert_eq!(judge(&whole.replace("3A", "2A")), Verdict::No);
    assert_eq!(judge(&whole.replace("2022-05-01", "2020-05-01")), Verdict::No);
    assert_eq!(judge(r#","type":"社区备案""#), Verdict::No);
}
