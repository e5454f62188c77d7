//! Values as people write and read them: JSON, and the words of a command line.
//!
//! Nothing here knows a Rust type: a descriptor is enough to make a literal from JSON and JSON from a literal.

use chrono::{SecondsFormat, TimeDelta};
use serde_json::{Map, Number, Value, json};

use super::codec::{Reader, Writer};
use super::{
    ConversionError, FlyteType, StructType, TypeDescriptor, UnionType, blob, dataset, date, datetime,
    duration, protobuf_struct,
};
use crate::deck::Base64;
use crate::storage::Storage;

impl TypeDescriptor {
    /// The literal for a value given as JSON.
    ///
    /// Datetimes and dates are ISO 8601 text, durations seconds or text such as `1h 30m`.
    ///
    /// # Errors
    /// When the JSON is not a value of this type; the error names the place.
    pub fn literal_from_json(&self, value: &Value) -> Result<Vec<u8>, ConversionError> {
        Writer::literal(|writer| write(self, value, writer))
    }

    /// The literal for a value given as one word of a command line.
    ///
    /// Text is taken as it stands; lists and maps are JSON; `null` is the none of an optional.
    ///
    /// # Errors
    /// When the word is not a value of this type.
    pub fn literal_from_text(&self, text: &str) -> Result<Vec<u8>, ConversionError> {
        self.literal_from_json(&self.json_from_text(text)?)
    }

    fn json_from_text(&self, text: &str) -> Result<Value, ConversionError> {
        let quoted = || format!("`{text}`");
        match self.plain() {
            Self::Optional(_) if text == "null" => Ok(Value::Null),
            Self::Optional(some) => some.json_from_text(text),
            Self::String
            | Self::Datetime
            | Self::Date
            | Self::Duration
            | Self::Enum(_)
            | Self::Bytes
            | Self::Blob { .. }
            | Self::JsonLines
            | Self::NumpyArray => Ok(Value::String(text.to_owned())),
            Self::Float => match text.parse::<f64>() {
                // JSON has no words for these, so they stay text.
                Ok(value) if !value.is_finite() => Ok(Value::String(text.to_owned())),
                Ok(value) => Ok(Value::from(value)),
                Err(_) => Err(ConversionError::mismatch("a float", quoted())),
            },
            Self::Integer => text
                .parse::<i64>()
                .map(Value::from)
                .map_err(|error| ConversionError::mismatch("an integer", quoted()).caused_by(error)),
            Self::Boolean => text
                .parse::<bool>()
                .map(Value::from)
                .map_err(|_| ConversionError::mismatch("`true` or `false`", quoted())),
            // A bare word can only be meant as text.
            Self::Union(_) | Self::StructuredDataset(_) | Self::Schema(_) => {
                Ok(serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned())))
            }
            _ => serde_json::from_str(text).map_err(|error| {
                ConversionError::new(format!("expected JSON for {self}, found {}: {error}", quoted()))
            }),
        }
    }

    /// The value of a literal as JSON.
    ///
    /// # Errors
    /// When the literal is malformed or not of this type.
    pub fn json_from_literal(&self, literal: &[u8], storage: &Storage) -> Result<Value, ConversionError> {
        read(self, &mut Reader::literal(literal, storage))
    }
}

fn write(ty: &TypeDescriptor, value: &Value, writer: &mut Writer) -> Result<(), ConversionError> {
    let misfit = || ConversionError::mismatch(ty, describe(value));
    match (ty.plain(), value) {
        (TypeDescriptor::None, Value::Null) => writer.none(),
        (TypeDescriptor::Boolean, Value::Bool(value)) => writer.boolean(*value),
        (TypeDescriptor::Integer, Value::Number(number)) => {
            writer.integer(number.as_i64().ok_or_else(misfit)?);
        }
        (TypeDescriptor::Float, Value::Number(number)) => writer.float(number.as_f64().ok_or_else(misfit)?),
        (TypeDescriptor::Float, Value::String(text)) => writer.float(text.parse().map_err(|_| misfit())?),
        (TypeDescriptor::String, Value::String(text)) => writer.string(text),
        (TypeDescriptor::Datetime, Value::String(text)) => datetime::parse(text)?.encode(writer)?,
        (TypeDescriptor::Date, Value::String(text)) => date::parse(text)?.encode(writer)?,
        (TypeDescriptor::Duration, Value::String(text)) => parse_duration(text)?.encode(writer)?,
        (TypeDescriptor::Duration, Value::Number(seconds)) => {
            duration::from_seconds(seconds.as_f64().ok_or_else(misfit)?)?.encode(writer)?;
        }
        (TypeDescriptor::Bytes, Value::String(text)) => {
            let bytes = Base64::decode(text);
            let bytes = bytes.ok_or_else(|| ConversionError::mismatch("bytes in base64", describe(value)))?;
            writer.packed_bytes(&bytes)?;
        }
        (TypeDescriptor::List(element), Value::Array(items)) => {
            writer.list(items, |item, writer| write(element, item, writer))?;
        }
        (TypeDescriptor::Map(entry), Value::Object(entries)) => {
            let entries = entries.iter().map(|(key, value)| (key.as_str(), value));
            writer.map(entries, |value, writer| write(entry, value, writer))?;
        }
        (TypeDescriptor::KeyedMap(key, entry), Value::Object(entries)) => {
            writer.keyed_map(entries.iter(), |name, value, writer| {
                let at = |error: ConversionError| error.at_name(name);
                write(key, &key.json_from_text(name).map_err(at)?, writer).map_err(at)?;
                write(entry, value, writer).map_err(at)
            })?;
        }
        (TypeDescriptor::Json, value) => writer.json(value)?,
        (TypeDescriptor::ProtobufStruct, Value::Object(fields)) => {
            protobuf_struct::from_json(fields).encode(writer)?;
        }
        (TypeDescriptor::Blob { .. } | TypeDescriptor::JsonLines | TypeDescriptor::NumpyArray, value) => {
            blob::write_json(ty.plain(), value, writer)?;
        }
        (TypeDescriptor::Error, Value::Object(_)) => {
            let part = |name| value.get(name).and_then(Value::as_str).ok_or_else(misfit);
            writer.error(part("failed_node_id")?, part("message")?)?;
        }
        (TypeDescriptor::StructuredDataset(_) | TypeDescriptor::Schema(_), value) => {
            dataset::write_json(ty.plain(), value, writer)?;
        }
        (TypeDescriptor::Enum(of), Value::String(text)) if of.values.contains(&text.as_str()) => {
            writer.string(text);
        }
        (TypeDescriptor::Struct(of), Value::Object(entries)) => write_struct(ty, of, entries, writer)?,
        (TypeDescriptor::Optional(_), Value::Null) => {
            writer
                .union(&TypeDescriptor::None, |writer| write(&TypeDescriptor::None, &Value::Null, writer))?;
        }
        (TypeDescriptor::Optional(inner), value) if inner.is_union() => write(inner, value, writer)?,
        (TypeDescriptor::Union(of), value) => {
            let variant = variant_for(of, value).ok_or_else(misfit)?;
            writer.union(variant, |writer| write(variant, value, writer))?;
        }
        (TypeDescriptor::Optional(some), value) => {
            writer.union(some, |writer| write(some, value, writer))?;
        }
        _ => return Err(misfit()),
    }
    Ok(())
}

fn read(ty: &TypeDescriptor, reader: &mut Reader<'_>) -> Result<Value, ConversionError> {
    Ok(match ty {
        TypeDescriptor::None => {
            <()>::decode(reader)?;
            Value::Null
        }
        TypeDescriptor::Boolean => Value::Bool(reader.boolean()?),
        TypeDescriptor::Integer => Value::from(reader.integer()?),
        TypeDescriptor::Float => {
            let value = reader.float()?;
            Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number)
        }
        TypeDescriptor::String => Value::String(reader.string()?),
        TypeDescriptor::Datetime => {
            Value::String(reader.datetime()?.to_rfc3339_opts(SecondsFormat::AutoSi, true))
        }
        TypeDescriptor::Date => Value::String(reader.date()?.to_string()),
        TypeDescriptor::Duration => Value::String(reader.duration()?.to_string()),
        TypeDescriptor::Bytes => Value::String(Base64(&reader.bytes()?).to_string()),
        TypeDescriptor::List(element) => Value::Array(reader.list(|reader| read(element, reader))?),
        TypeDescriptor::Map(entry) => {
            let mut object = Map::new();
            reader.map(|key, reader| {
                object.insert(key.to_owned(), read(entry, reader)?);
                Ok(())
            })?;
            Value::Object(object)
        }
        TypeDescriptor::KeyedMap(key, entry) => {
            let mut object = Map::new();
            reader.keyed_map(&mut |name, reader| {
                let name = match name {
                    Some(name) => name.to_owned(),
                    None => match read(key, reader)? {
                        Value::String(name) => name,
                        other => other.to_string(),
                    },
                };
                let value = read(entry, reader).map_err(|error| error.at_name(&name))?;
                object.insert(name, value);
                Ok(())
            })?;
            Value::Object(object)
        }
        TypeDescriptor::Json => reader.told()?,
        TypeDescriptor::ProtobufStruct => reader.json()?,
        TypeDescriptor::Blob { directory, .. } => Value::String(reader.blob(*directory)?.uri),
        TypeDescriptor::JsonLines | TypeDescriptor::NumpyArray => Value::String(reader.blob(false)?.uri),
        TypeDescriptor::Annotated(of) => read(of.inner, reader)?,
        TypeDescriptor::Error => {
            let (node, message) = reader.error()?;
            json!({ "failed_node_id": node, "message": message })
        }
        TypeDescriptor::StructuredDataset(_) | TypeDescriptor::Schema(_) => dataset::read_json(reader)?,
        TypeDescriptor::Enum(of) => {
            let index = reader.enumeration(ty)?;
            of.values.get(index).map_or(Value::Null, |value| Value::String((*value).to_owned()))
        }
        TypeDescriptor::Struct(of) => {
            let fields = of.definition().fields;
            let mut object = Map::new();
            reader.structure(ty, &mut |index, reader| {
                if let Some(field) = fields.get(index) {
                    object.insert(field.name.to_owned(), read(field.ty, reader)?);
                }
                Ok(())
            })?;
            Value::Object(object)
        }
        TypeDescriptor::Union(of) => {
            let variants = of.definition().variants;
            let mut value = Value::Null;
            reader.union(ty, &mut |index, reader| {
                if let Some(variant) = variants.get(index) {
                    value = read(variant.ty, reader)?;
                }
                Ok(())
            })?;
            value
        }
        TypeDescriptor::Optional(inner) if matches!(inner.plain(), TypeDescriptor::Optional(_)) => {
            read(inner, reader)?
        }
        TypeDescriptor::Optional(some) => {
            reader.optional(some, |reader| read(some, reader))?.unwrap_or(Value::Null)
        }
    })
}

/// A key that names no field is an error here: a person wrote it, and meant something by it.
fn write_struct(
    ty: &TypeDescriptor,
    of: &StructType,
    entries: &Map<String, Value>,
    writer: &mut Writer,
) -> Result<(), ConversionError> {
    if let Some(key) = entries.keys().find(|key| of.position(key).is_none()) {
        return Err(of.unknown(key));
    }
    let fields = of.definition().fields;
    writer.structure(ty, &mut |index, writer| {
        let (Some(field), Some(key)) = (fields.get(index), of.keys.get(index)) else { return Ok(()) };
        let given =
            entries.get(key.name).or_else(|| key.aliases.iter().find_map(|alias| entries.get(*alias)));
        match (given, field.default) {
            (Some(value), _) => write(field.ty, value, writer),
            (None, Some(default)) => {
                writer.pack(&default.packed()?);
                Ok(())
            }
            (None, None) => Err(ConversionError::new("the field is missing and has no default")),
        }
    })
}

/// The variant for a value: one of exactly its kind, else the first that can hold it.
fn variant_for(of: &UnionType, value: &Value) -> Option<&'static TypeDescriptor> {
    let variants = || of.definition().variants.iter().map(|variant| variant.ty);
    let exact = variants().find(|ty| match (ty.plain(), value) {
        (TypeDescriptor::None, Value::Null) | (TypeDescriptor::Boolean, Value::Bool(_)) => true,
        (TypeDescriptor::Integer, Value::Number(number)) => number.is_i64(),
        (TypeDescriptor::Float, Value::Number(number)) => number.is_f64(),
        _ => false,
    });
    exact.or_else(|| variants().find(|ty| ty.literal_from_json(value).is_ok()))
}

fn parse_duration(text: &str) -> Result<TimeDelta, ConversionError> {
    if let Ok(span) = duration::parse_iso(text) {
        return Ok(span);
    }
    if let Ok(seconds) = text.parse::<f64>() {
        return duration::from_seconds(seconds);
    }
    let (negative, positive) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let span = humantime::parse_duration(positive).ok().and_then(|span| TimeDelta::from_std(span).ok());
    match span {
        Some(span) => Ok(if negative { -span } else { span }),
        None => Err(ConversionError::mismatch(
            "a duration such as `1h 30m`, `PT1H30M` or seconds",
            format!("`{text}`"),
        )),
    }
}

fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) => format!("`{value}`"),
        Value::String(_) => format!("the string {value}"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::from_literal;
    use serde_json::json;

    const NESTED: &TypeDescriptor =
        &TypeDescriptor::Map(&TypeDescriptor::List(&TypeDescriptor::Optional(&TypeDescriptor::Float)));

    #[test]
    fn json_survives_the_way_there_and_back() {
        let storage = Storage::new();
        for (ty, value) in [
            (NESTED, json!({"a": [1.5, null], "b": []})),
            (&TypeDescriptor::Integer, json!(i64::MIN)),
            (&TypeDescriptor::Datetime, json!("2024-02-29T12:30:00.000000005Z")),
            (&TypeDescriptor::Date, json!("2024-02-29")),
            (&TypeDescriptor::Duration, json!("PT5400.5S")),
            (&TypeDescriptor::Float, json!("NaN")),
        ] {
            let literal = ty.literal_from_json(&value).unwrap();
            assert_eq!(ty.json_from_literal(&literal, &storage).unwrap(), value);
        }
    }

    #[test]
    fn words_become_values_of_the_type() {
        let storage = Storage::new();
        let literal = TypeDescriptor::Duration.literal_from_text("-1h 30m").unwrap();
        let span: TimeDelta = from_literal(&literal, &storage).unwrap();
        assert_eq!(span, TimeDelta::minutes(-90));
        let text = TypeDescriptor::Optional(&TypeDescriptor::String);
        let some: Option<String> = from_literal(&text.literal_from_text("x y").unwrap(), &storage).unwrap();
        assert_eq!(some.as_deref(), Some("x y"));
        let none: Option<String> = from_literal(&text.literal_from_text("null").unwrap(), &storage).unwrap();
        assert_eq!(none, None);
    }

    #[test]
    fn misfits_name_the_place() {
        let error = NESTED.literal_from_json(&json!({"a": [1, "x"]})).unwrap_err();
        assert_eq!(error.to_string(), "at `a[1]`: expected float, found the string \"x\"");
        let error = TypeDescriptor::Integer.literal_from_text("1.5").unwrap_err();
        assert_eq!(error.to_string(), "expected an integer, found `1.5`");
        let error = TypeDescriptor::List(&TypeDescriptor::Integer).literal_from_text("[1,").unwrap_err();
        assert!(error.to_string().starts_with("expected JSON for list[int], found `[1,`"), "{error}");
    }
}
