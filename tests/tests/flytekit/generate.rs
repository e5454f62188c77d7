//! Random values of the families, in the notation of the golden cases.

use flyte_task_tests::random::Random;
use serde_json::{Map, Value, json};

/// Returns a value of a type that the families use; `bits` is the width of integers and floats in Rust.
pub(crate) fn value(random: &mut Random, python_type: &str, bits: u32, signed: bool) -> Value {
    if let Some(inner) = inside(python_type, "typing.Optional[") {
        return if random.below(3) == 0 { Value::Null } else { value(random, inner, bits, signed) };
    }
    if let Some(inner) = inside(python_type, "typing.List[") {
        return (0..random.below(6)).map(|_| value(random, inner, bits, signed)).collect();
    }
    if let Some(inner) = inside(python_type, "typing.Dict[str, ") {
        let entries = (0..random.below(6)).map(|_| (text(random), value(random, inner, bits, signed)));
        return Value::Object(entries.collect::<Map<_, _>>());
    }
    match python_type {
        "int" => json!(integer(random, bits, signed)),
        "float" => json!({ "$float": float(random, bits) }),
        "bool" => json!(random.below(2) == 0),
        "str" => json!(text(random)),
        "datetime.datetime" => {
            let (year, month, day) = date(random);
            let time = format!("{:02}:{:02}:{:02}", random.below(24), random.below(60), random.below(60));
            json!({ "$datetime": format!("{year:04}-{month:02}-{day:02}T{time}.{:06}+00:00", random.below(1_000_000)) })
        }
        "datetime.date" => {
            let (year, month, day) = date(random);
            json!({ "$date": format!("{year:04}-{month:02}-{day:02}") })
        }
        "datetime.timedelta" => {
            let longest = 315_576_000_000_000_000;
            json!({ "$duration_us": random.between(if signed { -longest } else { 0 }, longest) })
        }
        other => json!({ "$unknown_type": other }),
    }
}

/// Returns what stands between a generic type's bracket and its closing one.
fn inside<'a>(python_type: &'a str, opening: &str) -> Option<&'a str> {
    python_type.strip_prefix(opening)?.strip_suffix(']')
}

/// An integer of any magnitude that its Rust type can hold, and that Flyte's 64 signed bits can.
fn integer(random: &mut Random, bits: u32, signed: bool) -> i64 {
    let high = i64::MAX >> if signed { 64 - bits } else { 63_u32.saturating_sub(bits) };
    let low = if signed { -high - 1 } else { 0 };
    let halvings = random.below(bits as usize);
    random.between(low, high) >> halvings
}

/// Any bits that are a float of the width; NaN is one value in Python.
fn float(random: &mut Random, bits: u32) -> String {
    let value = match bits {
        32 => f64::from(f32::from_bits(u32::try_from(random.bits() >> 32).unwrap_or(0))),
        _ => f64::from_bits(random.bits()),
    };
    format!("{value:?}")
}

fn text(random: &mut Random) -> String {
    let alphabet: Vec<char> = "aZ0 _-./\\\"'\0\n\u{7f}éß\u{301}ж日🦀\u{ffff}\u{10ffff}".chars().collect();
    (0..random.below(12)).filter_map(|_| alphabet.get(random.below(alphabet.len()))).collect()
}

fn date(random: &mut Random) -> (i64, i64, i64) {
    (random.between(1, 9999), random.between(1, 12), random.between(1, 28))
}
