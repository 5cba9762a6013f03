//! Facts of the organization → answer.

use super::{judged, table};

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
