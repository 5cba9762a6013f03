//! What may leave a desk: no answer in its own words, no contact, no critical need as if harmless.
#![allow(clippy::unwrap_used)]

use matchgraph::engine::Engine;
use serde_json::{Map, Value, json};

#[test]
fn a_file_to_hand_over_holds_no_answer_and_no_contact() {
    let needs = r#"{"id":"n1","text":"放学后孩子没人管，奶奶带不动","division":"350102","rows":[3]}
{"id":"n2","text":"老公喝了酒就打我，昨晚又打","division":"350102","rows":[7]}
{"id":"n3","text":"刚做完乳腺手术，化疗掉头发，不敢出门","division":"350102","situations":["患重病"]}
"#;
    let organizations = r#"{"id":"o1","name":"榕小伴","contacts":{"电话":"000-0000-0029"}}"#;
    let engine = Engine::load([
        ("needs.jsonl", needs.as_bytes()),
        ("organizations.jsonl", organizations.as_bytes()),
    ])
    .unwrap();
    let decision = json!([{
        "route": "need-organization", "query": "n1", "candidate": "o1",
        "decision": "accepted", "on": "2026-01-02", "note": "打过电话给王某",
    }]);
    let aside: Map<String, Value> = [("decisions".to_owned(), decision)].into_iter().collect();
    let file = engine.hand_over(&aside);
    for secret in ["没人管", "打我", "乳腺", "两癌", "重病", "000-0000-0029", "王某"] {
        assert!(!file.contains(secret), "{secret} left the desk");
    }
    let value: Value = serde_json::from_str(&file).unwrap();
    assert_eq!(value["needs"].as_array().unwrap().len(), 2);
    assert_eq!(value["other_rows"][0]["row"], 7);
    assert_eq!(value["other_rows"][0]["note"], "危急");
    assert_eq!(value["decisions"][0]["candidate"], "o1");
    let origins = value["origins"].as_object().unwrap();
    assert_eq!(origins["n3"], json!(["needs.jsonl", 3]), "a row that was left out moves no other");
    assert!(!origins.contains_key("n2"));

    let again = Engine::load([("handover.matchgraph.json", file.as_bytes())]).unwrap();
    assert_eq!(again.dataset().needs.len(), 2, "it opens");
    assert_eq!(again.dataset().aside["decisions"], value["decisions"]);
    assert_eq!(again.dataset().other_rows.len(), 1);
}
