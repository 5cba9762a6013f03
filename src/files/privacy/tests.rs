use super::*;
use proptest::prelude::*;

/// Checks the text with masks, and that the spans lead back to what stood there.
fn masked(text: &str) -> String {
    let done = deidentify(text);
    let chars: Vec<char> = text.chars().collect();
    let mut rebuilt = String::new();
    let mut at = 0;
    for removal in &done.removed {
        let [start, end] = removal.span.map(|place| place as usize);
        assert!(at <= start && start < end && end <= chars.len(), "{text}");
        rebuilt.extend(&chars[at..start]);
        rebuilt.push_str(removal.kind.mask());
        at = end;
    }
    rebuilt.extend(&chars[at..]);
    assert_eq!(rebuilt, done.text);
    done.text
}

#[track_caller]
fn becomes(cases: &[(&str, &str)]) {
    for (text, want) in cases {
        assert_eq!(masked(text), *want, "{text}");
    }
}

#[track_caller]
fn stays(texts: &[&str]) {
    for text in texts {
        assert_eq!(masked(text), *text);
    }
}

/// An identity number of digits that passes its check, or with X.
fn identity(seventeen: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = seventeen.chars().map(|c| c.to_digit(10).unwrap());
    let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
    format!("{seventeen}{}", "10X98765432".chars().nth(sum as usize % 11).unwrap())
}

#[test]
fn telephones_in_every_dress() {
    becomes(&[
        ("电话13800138000谢谢", "电话〔电话〕谢谢"),
        ("打138-0013-8000或者138 0013 8000", "打〔电话〕或者〔电话〕"),
        ("１３８００１３８０００", "〔电话〕"),
        ("一三八零零一三八〇〇〇", "〔电话〕"),
        ("+86 13800138000，8613800138000", "+〔电话〕，〔电话〕"),
        ("0591-87654321转801", "〔电话〕"),
        ("(0591)87654321", "〔电话〕"),
        ("（010）8765 4321", "〔电话〕"),
        ("059187654321", "〔电话〕"),
        ("家里电话：87654321", "家里电话：〔电话〕"),
        ("13800138000 13900139000", "〔电话〕 〔电话〕"),
    ]);
}

#[test]
fn helplines_and_plain_numbers_stay() {
    stays(&[
        "拨打110、120、12338、12355、12356、12348",
        "拨打12338",
        "热线400-810-0000，800-820-8820，4008100000",
        "0591-12338",
        "2025-03-03 09:44:15",
        "2025年10月14日，第20251014号",
        "共13800人次，1380万元，12,345,678元",
        "12345678901",
        "9787111111111",
        "示例电话 000-0000-0029",
    ]);
}

#[test]
fn identity_numbers_and_credit_codes_are_told_apart() {
    let (plain, with_x) = (identity("35010219900307123"), identity("11010519491231002"));
    assert!(with_x.ends_with('X'));
    becomes(&[
        (&format!("身份证{plain}"), "身份证〔身份证号〕"),
        (&format!("身份证{}", with_x.to_lowercase()), "身份证〔身份证号〕"),
        (&format!("{} {} {}", &plain[..6], &plain[6..14], &plain[14..]), "〔身份证号〕"),
        ("350102900307123", "〔身份证号〕"),
        // A slip of the pen in the last digit still names somebody.
        ("证号350102199003071230或350102199003071231", "证号〔身份证号〕或〔身份证号〕"),
    ]);
    // All digits, both checks right.
    let code = crate::files::credit_code::candidates("523501020000900").remove(0);
    stays(&[&format!("代码{code}"), &code, "52350102XXXX90018J", "注册号350102900307123"]);
}

#[test]
fn an_all_digit_code_is_never_taken_for_a_card_or_a_person() {
    for body in 0..2000 {
        for code in crate::files::credit_code::candidates(&format!("5235010{body:08}")) {
            stays(&[&format!("统一社会信用代码{code}")]);
        }
    }
}

#[test]
fn cards_and_accounts() {
    becomes(&[
        ("卡6222 0200 0000 0000 004谢谢", "卡6222 0200 0000 0000 004谢谢"),
        ("4111111111111111", "〔银行卡号〕"),
        ("4111 1111 1111 1111", "〔银行卡号〕"),
        ("账号：123456789012345", "账号：〔银行卡号〕"),
        ("邮箱 li.xiaolan_88@example.com.cn。", "邮箱 〔邮箱〕。"),
        ("QQ：123456789，qq群 87654321", "QQ：〔QQ号〕，qq群 〔QQ号〕"),
        ("微信号：lan_1988", "微信号：〔微信号〕"),
        ("加微信xiaolan88", "加微信〔微信号〕"),
        ("vx: xiaolan", "vx: 〔微信号〕"),
        ("车牌闽A12345，闽A·D12345", "车牌〔车牌〕，〔车牌〕"),
    ]);
    stays(&[
        "微信群里有200人",
        "微信小程序",
        "加微信12338",
        "@所有人",
        "QQ群",
        "新A区",
        "川A级景区",
        "a@b",
    ]);
}

#[test]
fn the_road_stays_and_the_number_goes() {
    becomes(&[
        ("八一七路12号3栋502室", "八一七路〔门牌〕"),
        ("工业路三百号", "工业路〔门牌〕"),
        ("住在阳光小区3栋", "住在阳光小区〔门牌〕"),
        ("阳光小区3幢2单元501", "阳光小区〔门牌〕"),
        ("阳光小区3-2-501", "阳光小区〔门牌〕"),
        ("家住幸福村12号", "家住幸福村〔门牌〕"),
        ("东街口街道东大路5号院2号楼", "东街口街道东大路〔门牌〕"),
    ]);
    stays(&[
        "地铁2号线",
        "10月12号开始",
        "不知道12号来不来",
        "1号楼电梯坏了",
        "三楼活动室",
        "五组那几个嫂子",
        "二十一条",
        "2025-03-05",
        "坐12路车",
        "住3楼没电梯",
        "我们社区12号有活动",
    ]);
}

#[test]
fn names_beside_a_word_that_announces_one() {
    becomes(&[
        ("我叫李小兰，", "我叫〔姓名〕，"),
        ("我叫李兰今年三十岁", "我叫〔姓名〕今年三十岁"),
        ("孩子叫欧阳小雨，读三年级", "孩子叫〔姓名〕，读三年级"),
        ("姓名：陈美玲 电话：13800138000", "姓名：〔姓名〕 电话：〔电话〕"),
        ("联系人：周敏", "联系人：〔姓名〕"),
        ("我是王秀英，家里", "我是〔姓名〕，家里"),
        ("女儿林小雨在家", "女儿〔姓名〕在家"),
        ("孩子张晓明同学不肯上学", "孩子〔姓名〕同学不肯上学"),
        ("姓名：古丽·买买提", "姓名：〔姓名〕"),
        ("出席：王敏、周小川、李兰。", "出席：〔姓名〕、〔姓名〕、〔姓名〕。"),
        ("妇联副主席何敏介绍", "妇联副主席〔姓名〕介绍"),
    ]);
    stays(&[
        "张某某来电",
        "王女士说",
        "李阿姨带孩子",
        "联系人：张某某",
        "姓名：王女士",
        "我叫不到车",
        "我叫车去医院",
        "我是单亲妈妈",
        "我是白领，",
        "我是江西人，",
        "我是高中老师",
        "孩子高兴",
        "女儿成绩下降",
        "老公常年在外",
        "我是林业局的",
        "我是张家口人",
        "姓名：保密",
        "联系人待定",
        "孩子叫苦",
        "我是王家村的",
        "大名鼎鼎",
        "我是陈旧楼房里的",
        "孩子万一在家",
        "我是金山街道的",
        "主任和书记都来了",
        "老师安排作业",
        "志愿者常年在社区",
    ]);
}

#[test]
fn the_school_of_a_child() {
    becomes(&[
        ("孩子就读于福州市鼓楼区实验小学三年级2班", "孩子就读于福州市鼓楼区〔学校〕"),
        ("女儿在阳光幼儿园上大班", "女儿在〔学校〕上大班"),
        ("儿子在白沙小学读三年级", "儿子在〔学校〕读三年级"),
        ("在育才小学三（2）班", "在〔学校〕"),
    ]);
    stays(&[
        "小孩刚上幼儿园，想出去做事",
        "孩子在小学读三年级",
        "在村小学上三年级",
        "在公立幼儿园上学",
        "去小学接孩子",
        "小学老师说",
        "在附近的小学读书",
        "初中毕业",
        "上小学三年级",
    ]);
}

#[test]
fn what_was_taken_out_is_one_problem() {
    let done = deidentify("我叫李小兰，电话13800138000、13900139000");
    let problem = done.problem("a.csv", 2, "意见").unwrap();
    let sentence =
        crate::message::Language::Chinese.sentence("problem.personal_data_removed", &problem.args);
    assert_eq!(sentence, "已遮去个人信息：电话、姓名。");
    assert_eq!(deidentify("没有").problem("a.csv", 2, "意见"), None);
}

#[test]
fn needs_and_answers_of_the_sample_stay_as_they_are() {
    let needs = include_str!("../../../examples/sample/needs.jsonl");
    let mut texts = 0;
    for line in needs.lines() {
        let need: serde_json::Value = serde_json::from_str(line).unwrap();
        stays(&[need["text"].as_str().unwrap()]);
        texts += 1;
    }
    assert_eq!(texts, 337);
    let answers = include_str!("../../../examples/sample/raw/survey_wjx.csv");
    let mut reader = csv::Reader::from_reader(answers.as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap() {
            stays(&[cell]);
        }
    }
}

/// Stretches of which texts of this kind are made.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "1[3-9][0-9]{9}",
        "0[1-9][0-9]{2}-?[2-8][0-9]{6,7}",
        "35010[1-5]19[0-9]{2}0[1-9]1[0-9]{4}[0-9X]",
        "[0-9]{1,20}",
        "[0-9一二三]{1,3}(号|栋|幢|单元|室|楼|-){1,2}",
        "(我叫|姓名：|联系人:|孩子|女儿|微信|微信号|QQ|住在|电话|就读于|在|〔电话〕|〔姓名〕)",
        "(王|李|张|欧阳|高)(小明|兰|某某|女士|晓)?",
        "(东大路|阳光小区|幸福村|实验小学|三年级|2班|12338)",
        "[，。 -（）闽A·@a.]{1,3}",
    ]
}

/// The runs of digits of a text, in half width.
fn runs(text: &str) -> Vec<String> {
    let half: String = text.chars().map(half_width).collect();
    half.split(|c: char| !c.is_ascii_digit()).map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn twice_is_once(pieces in proptest::collection::vec(piece(), 0..12)) {
        let once = deidentify(&pieces.concat());
        let twice = deidentify(&once.text);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.removed.is_empty());
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        masked(&text);
    }

    #[test]
    fn no_mobile_and_no_identity_number_survives(
        pieces in proptest::collection::vec(piece(), 0..12)
    ) {
        let done = masked(&pieces.concat());
        for run in runs(&done) {
            let digits: Vec<u32> = run.chars().filter_map(|c| c.to_digit(10)).collect();
            let mobile = run.len() == 11 && run.starts_with('1') && digits[1] >= 3;
            prop_assert!(!mobile, "{done}");
            let valid = run.len() == 18 && identity(&run[..17]) == run
                && ("1900".."2100").contains(&&run[6..10]) && run.starts_with("35")
                && ("01".."12").contains(&&run[10..12]) && ("01".."28").contains(&&run[12..14]);
            prop_assert!(!valid, "{done}");
        }
    }
}
