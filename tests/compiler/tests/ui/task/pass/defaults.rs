//! Defaults are expressions, texts become what the input is, and arrays become lists.

use std::collections::BTreeMap;
use std::time::Duration;

use flyte_task::prelude::*;

const LIMIT: i64 = 10;

fn half() -> i64 {
    LIMIT / 2
}

#[task]
#[allow(clippy::too_many_arguments)]
fn all(
    #[default(-1)] integer: i64,
    #[default(255)] byte: u8,
    #[default(LIMIT + half() * 2)] computed: i64,
    #[default("x")] text: String,
    #[default(Some("x"))] option: Option<String>,
    #[default(None)] none: Option<i64>,
    #[default(["a", "b"])] array: Vec<String>,
    #[default(vec!["a"; 2].into_iter().map(str::to_owned).collect())] mapped: Vec<String>,
    #[default(vec!["a", "b",])] list: Vec<String>,
    #[default([])] empty: Vec<i64>,
    #[default([[1, 2], [3, 4]])] nested: Vec<Vec<i64>>,
    #[default(Some(["a"]))] optional_list: Option<Vec<String>>,
    #[default(BTreeMap::from([("a".to_owned(), 1)]))] map: BTreeMap<String, i64>,
    #[default(Duration::from_secs(60))] duration: Duration,
    #[default(if LIMIT > 5 { true } else { false })] flag: bool,
) -> String {
    format!(
        "{integer} {byte} {computed} {text} {option:?} {none:?} {array:?} {mapped:?} {list:?} {empty:?} {nested:?} \
         {optional_list:?} {map:?} {duration:?} {flag}"
    )
}

fn main() {
    let defaults: Vec<_> = all::DESCRIPTOR.inputs.iter().map(|input| input.default.unwrap()).collect();
    assert!(defaults.iter().all(|default| (default.literal)().is_ok()));
    let texts: Vec<_> = defaults.iter().map(|default| default.text).collect();
    assert_eq!(texts[0], "-1");
    assert_eq!(texts[2], "LIMIT + half() * 2");
    assert_eq!(texts[6], r#"["a", "b"]"#);
    assert_eq!(texts[13], "Duration::from_secs(60)");
}
