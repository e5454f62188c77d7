//! `r#type` is named `type`.

use flyte_task::prelude::*;

#[task(cache, cache_ignore_input_vars(r#fn, "type"))]
fn r#match(r#type: String, #[default(1)] r#fn: i64) -> String {
    r#type.repeat(usize::try_from(r#fn).unwrap_or(0))
}

fn main() {
    assert_eq!(r#match("a".to_owned(), 2), "aa");
    assert_eq!(r#match::DESCRIPTOR.function, "match");
    let names: Vec<_> = r#match::DESCRIPTOR.inputs.iter().map(|input| input.name).collect();
    assert_eq!(names, ["type", "fn"]);
    assert_eq!(r#match::DESCRIPTOR.options.cache_ignore_input_vars, ["fn", "type"]);
    let _ = r#match::call("a", 1);
}
