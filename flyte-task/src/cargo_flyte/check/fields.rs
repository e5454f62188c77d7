//! What differs between the fields of two struct types.

use std::collections::BTreeSet;

use flyte_idl::core::LiteralType;
use flyte_idl::core::literal_type::Type;
use flyte_idl::prost_types::{Struct, Value};
use flyte_idl::value;

/// The differing fields of the structs that the types are made of, in words; empty where neither names any.
pub(super) fn difference(was: &LiteralType, is: &LiteralType) -> String {
    let (Some(was), Some(is)) = (properties(was), properties(is)) else { return String::new() };
    let names: BTreeSet<&String> = was.fields.keys().chain(is.fields.keys()).collect();
    let words: Vec<String> = names
        .into_iter()
        .filter_map(|name| match (was.fields.get(name), is.fields.get(name)) {
            (Some(_), None) => Some(format!("the field `{name}` is gone")),
            (None, Some(_)) => Some(format!("the field `{name}` is new")),
            (Some(was), Some(is)) if was != is => {
                let (was, is) = (word(was), word(is));
                Some(if was == is {
                    format!("the field `{name}` is another {is}")
                } else {
                    format!("the field `{name}` is {is}, was {was}")
                })
            }
            _ => None,
        })
        .collect();
    words.join(", ")
}

/// The properties in the schema of a struct, or of that which lists, maps and options hold.
fn properties(ty: &LiteralType) -> Option<&Struct> {
    match ty.r#type.as_ref()? {
        Type::CollectionType(inner) | Type::MapValueType(inner) => properties(inner),
        Type::UnionType(union) => union.variants.iter().find_map(properties),
        Type::Simple(_) => value::as_struct(ty.metadata.as_ref()?.fields.get("properties")?),
        _ => None,
    }
}

/// The type that a property's schema tells.
fn word(property: &Value) -> String {
    let Some(schema) = value::as_struct(property) else { return "a value".to_owned() };
    let text = |name: &str| schema.fields.get(name).and_then(value::as_str);
    if let Some(options) = schema.fields.get("anyOf").and_then(value::as_list) {
        return options.iter().map(word).collect::<Vec<_>>().join(" or ");
    }
    if let Some(values) = schema.fields.get("enum").and_then(value::as_list) {
        let values: Vec<&str> = values.iter().filter_map(value::as_str).collect();
        return format!("one of {}", values.join(", "));
    }
    match (text("type"), text("title").or_else(|| text("format")), schema.fields.get("items")) {
        (Some("array"), _, Some(items)) => format!("array of {}", word(items)),
        (_, Some(name), _) | (Some(name), None, _) => name.to_owned(),
        _ => "a value".to_owned(),
    }
}
