//! Literals as Python's protobuf tells them in JSON, down to the byte: flytekit's hashes of literals are made of that.
//!
//! The text goes out in pieces straight from a literal's bytes, since it is the large ones that are hashed.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::DateTime;

use super::messages::{Field, Kind, LITERAL, Message, Occurs};
use super::wire::{self, Fields, MAX_DEPTH, last_bytes, malformed, text};
use crate::deck::Base64;
use crate::types::ConversionError;

/// How much text is gathered before it is handed on.
const PIECE: usize = 1 << 16;

/// Hands the JSON of a literal to `sink`, as `json.dumps(MessageToDict(literal), sort_keys=True)` without spaces.
///
/// # Errors
/// When the bytes are malformed.
pub(crate) fn literal_json(literal: &[u8], sink: &mut dyn FnMut(&[u8])) -> Result<(), ConversionError> {
    let mut printer = Printer { out: String::new(), sink };
    printer.message(&LITERAL, literal, 0)?;
    (printer.sink)(printer.out.as_bytes());
    Ok(())
}

struct Printer<'s> {
    out: String,
    sink: &'s mut dyn FnMut(&[u8]),
}

impl Printer<'_> {
    fn message(&mut self, of: &Message, bytes: &[u8], depth: usize) -> Result<(), ConversionError> {
        if depth > MAX_DEPTH {
            return Err(ConversionError::new("values nest more than a hundred levels deep"));
        }
        let mut separator = '{';
        for field in of.fields {
            match field.occurs {
                Occurs::Repeated => self.repeated(field, bytes, &mut separator, depth)?,
                Occurs::Map => self.map(field, bytes, &mut separator, depth)?,
                Occurs::Plain | Occurs::Present => {
                    if let Some(value) = last(bytes, field.number)?
                        && (matches!(field.occurs, Occurs::Present) || !is_default(value))
                    {
                        self.name(&mut separator, field.name);
                        self.value(field.kind, value, depth)?;
                    }
                }
            }
        }
        self.out.push_str(if separator == '{' { "{}" } else { "}" });
        self.hand_on();
        Ok(())
    }

    fn repeated(
        &mut self,
        field: &Field,
        bytes: &[u8],
        separator: &mut char,
        depth: usize,
    ) -> Result<(), ConversionError> {
        let mut fields = Fields::new(bytes);
        let mut any = false;
        while let Some((number, value)) = fields.next()? {
            if number == field.number {
                if any {
                    self.out.push(',');
                } else {
                    self.name(separator, field.name);
                    self.out.push('[');
                }
                any = true;
                self.value(field.kind, value, depth)?;
            }
        }
        if any {
            self.out.push(']');
        }
        Ok(())
    }

    fn map(
        &mut self,
        field: &Field,
        bytes: &[u8],
        separator: &mut char,
        depth: usize,
    ) -> Result<(), ConversionError> {
        let entries = entries(bytes, field.number)?;
        if !entries.is_empty() {
            self.name(separator, field.name);
            self.entries(&entries, |printer, value| {
                printer.value(field.kind, wire::Field::Bytes(value), depth)
            })?;
        }
        Ok(())
    }

    fn entries<'b>(
        &mut self,
        entries: &BTreeMap<&str, &'b [u8]>,
        mut value: impl FnMut(&mut Self, &'b [u8]) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        let mut separator = '{';
        for (key, entry) in entries {
            self.name(&mut separator, key);
            value(self, entry)?;
        }
        self.out.push_str(if entries.is_empty() { "{}" } else { "}" });
        Ok(())
    }

    fn value(&mut self, kind: Kind, value: wire::Field<'_>, depth: usize) -> Result<(), ConversionError> {
        use wire::Field::{Bytes, Fixed64, Varint};
        match (kind, value) {
            (Kind::Message(of), Bytes(bytes)) => self.message(of, bytes, depth + 1)?,
            (Kind::Text, Bytes(bytes)) => self.string(text(bytes)?),
            (Kind::Bytes, Bytes(bytes)) => self.told(format_args!("\"{}\"", Base64(bytes))),
            (Kind::Boolean, Varint(bits)) => self.out.push_str(if bits == 0 { "false" } else { "true" }),
            (Kind::Float, Fixed64(bytes)) => self.float(f64::from_le_bytes(bytes)),
            (Kind::Signed, Varint(bits)) => self.told(format_args!("\"{}\"", bits.cast_signed())),
            (Kind::Unsigned, Varint(bits)) => self.told(format_args!("\"{bits}\"")),
            (Kind::Choice(names), Varint(bits)) => {
                match usize::try_from(bits).ok().and_then(|index| names.get(index)) {
                    Some(name) => self.string(name),
                    None => self.told(format_args!("{bits}")),
                }
            }
            (Kind::Timestamp, Bytes(bytes)) => self.timestamp(bytes)?,
            (Kind::Duration, Bytes(bytes)) => self.duration(bytes)?,
            (Kind::Struct, Bytes(bytes)) => self.fields(bytes, depth + 1)?,
            _ => return Err(malformed("a field has another wire type than its own")),
        }
        Ok(())
    }

    /// A protobuf `Struct`.
    fn fields(&mut self, bytes: &[u8], depth: usize) -> Result<(), ConversionError> {
        if depth > MAX_DEPTH {
            return Err(ConversionError::new("values nest more than a hundred levels deep"));
        }
        let entries = entries(bytes, 1)?;
        self.entries(&entries, |printer, value| printer.any(value, depth))
    }

    /// A protobuf `Value`.
    fn any(&mut self, value: &[u8], depth: usize) -> Result<(), ConversionError> {
        use wire::Field::{Bytes, Fixed64, Varint};
        let mut fields = Fields::new(value);
        let mut kind = None;
        while let Some(field) = fields.next()? {
            kind = Some(field);
        }
        match kind {
            Some((2, Fixed64(bytes))) => self.float(f64::from_le_bytes(bytes)),
            Some((3, Bytes(bytes))) => self.string(text(bytes)?),
            Some((4, Varint(bits))) => self.out.push_str(if bits == 0 { "false" } else { "true" }),
            Some((5, Bytes(bytes))) => self.fields(bytes, depth + 1)?,
            Some((6, Bytes(bytes))) => {
                let mut items = Fields::new(bytes);
                let mut separator = '[';
                while let Some((number, item)) = items.next()? {
                    if let (1, Bytes(item)) = (number, item) {
                        self.out.push(separator);
                        separator = ',';
                        self.any(item, depth + 1)?;
                    }
                }
                self.out.push_str(if separator == '[' { "[]" } else { "]" });
            }
            _ => self.out.push_str("null"),
        }
        Ok(())
    }

    fn timestamp(&mut self, bytes: &[u8]) -> Result<(), ConversionError> {
        let (seconds, nanos) = wire::seconds_and_nanos(bytes)?;
        let time = DateTime::from_timestamp(seconds, 0)
            .ok_or_else(|| ConversionError::mismatch("a datetime", format!("{seconds} s since the epoch")))?;
        self.told(format_args!("\"{}", time.format("%Y-%m-%dT%H:%M:%S")));
        self.fraction(nanos.unsigned_abs());
        self.out.push_str("Z\"");
        Ok(())
    }

    fn duration(&mut self, bytes: &[u8]) -> Result<(), ConversionError> {
        let (seconds, nanos) = wire::seconds_and_nanos(bytes)?;
        let sign = if seconds < 0 || nanos < 0 { "-" } else { "" };
        self.told(format_args!("\"{sign}{}", seconds.unsigned_abs()));
        self.fraction(nanos.unsigned_abs());
        self.out.push_str("s\"");
        Ok(())
    }

    /// As many digits of a second as there are, by threes.
    fn fraction(&mut self, nanos: u32) {
        match nanos {
            0 => {}
            _ if nanos.is_multiple_of(1_000_000) => self.told(format_args!(".{:03}", nanos / 1_000_000)),
            _ if nanos.is_multiple_of(1000) => self.told(format_args!(".{:06}", nanos / 1000)),
            _ => self.told(format_args!(".{nanos:09}")),
        }
    }

    /// A float as Python's `repr` gives it, or the words that protobuf has where JSON has none.
    fn float(&mut self, value: f64) {
        if value.is_nan() {
            self.out.push_str("\"NaN\"");
        } else if value.is_infinite() {
            self.out.push_str(if value > 0.0 { "\"Infinity\"" } else { "\"-Infinity\"" });
        } else {
            // Rust and Python agree on the digits and on when to use an exponent, but not on how to write that.
            let digits = format!("{value:?}");
            match digits.split_once('e') {
                None => self.out.push_str(&digits),
                Some((mantissa, exponent)) => {
                    let (sign, exponent) = match exponent.strip_prefix('-') {
                        Some(exponent) => ('-', exponent),
                        None => ('+', exponent),
                    };
                    self.told(format_args!("{mantissa}e{sign}{exponent:0>2}"));
                }
            }
        }
    }

    fn name(&mut self, separator: &mut char, name: &str) {
        self.out.push(*separator);
        *separator = ',';
        self.string(name);
        self.out.push(':');
    }

    /// A text with everything but printable ASCII escaped.
    fn string(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            match character {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                ' '..='~' => self.out.push(character),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\u{8}' => self.out.push_str("\\b"),
                '\u{c}' => self.out.push_str("\\f"),
                _ => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        self.told(format_args!("\\u{unit:04x}"));
                    }
                }
            }
            self.hand_on();
        }
        self.out.push('"');
    }

    fn told(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(what);
    }

    fn hand_on(&mut self) {
        if self.out.len() >= PIECE {
            (self.sink)(self.out.as_bytes());
            self.out.clear();
        }
    }
}

/// The last field of that number, as protobuf's "last one wins" has it.
fn last(bytes: &[u8], number: u64) -> Result<Option<wire::Field<'_>>, ConversionError> {
    let mut fields = Fields::new(bytes);
    let mut found = None;
    while let Some((other, field)) = fields.next()? {
        if other == number {
            found = Some(field);
        }
    }
    Ok(found)
}

fn is_default(value: wire::Field<'_>) -> bool {
    matches!(value, wire::Field::Varint(0) | wire::Field::Bytes([]))
}

/// A map's entries in the order of their keys, which is that of code points in Python as well.
fn entries(bytes: &[u8], number: u64) -> Result<BTreeMap<&str, &[u8]>, ConversionError> {
    let mut fields = Fields::new(bytes);
    let mut entries = BTreeMap::new();
    while let Some((other, field)) = fields.next()? {
        if let (true, wire::Field::Bytes(entry)) = (other == number, field) {
            let key = text(last_bytes(entry, 1)?.unwrap_or_default())?;
            entries.insert(key, last_bytes(entry, 2)?.unwrap_or_default());
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Every kind of literal at its edges, as Python's protobuf wrote it and told it in JSON.
    const BYTES: &[u8] = include_bytes!("goldens/literal.pb");
    const JSON: &str = include_str!("goldens/literal.json");

    #[test]
    fn literals_are_told_as_by_python() {
        let mut json = Vec::new();
        literal_json(BYTES, &mut |piece| json.extend_from_slice(piece)).unwrap();
        let json = String::from_utf8(json).unwrap();
        let apart = json.bytes().zip(JSON.bytes()).position(|(ours, theirs)| ours != theirs);
        let around = |text: &str| {
            let at = apart.unwrap_or(text.len());
            text.get(at.saturating_sub(80)..text.len().min(at + 40)).unwrap_or_default().to_owned()
        };
        assert_eq!(around(&json), around(JSON));
        assert_eq!(json.len(), JSON.len());
    }

    #[test]
    fn malformed_bytes_are_refused() {
        for end in 0..BYTES.len() {
            // What is cut off may be whole as it stands; it must only not do harm.
            let _ = literal_json(BYTES.get(..end).unwrap(), &mut |_| {});
        }
        assert!(literal_json(&[0x0a, 0x05], &mut |_| {}).is_err());
        assert!(literal_json(&[0x08, 0x05], &mut |_| {}).is_err(), "a scalar that is a number");
    }
}
