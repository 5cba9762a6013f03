//! Facts of the project, and what is told where there is none → answer.

use super::{judged, projects, table};

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
