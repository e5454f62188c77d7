//! What can be the key of a map.

use std::borrow::Cow;
use std::fmt::Display;
use std::hash::Hash;

use chrono::NaiveDate;

use super::{ConversionError, FlyteType, date};

/// A type that can be the key of a map.
///
/// Flyte itself has only maps from strings. Maps with other keys travel packed in a `STRUCT`, as in flytekit. To have a
/// type of your own as a key, implement this beside [`FlyteType`]; the names of its values are what it displays.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a map on Flyte",
    label = "not a key",
    note = "keys are `String`, integers, `bool` and `chrono::NaiveDate`; a type of your own becomes one by implementing `flyte_task::types::MapKey`"
)]
pub trait MapKey: FlyteType + Ord + Hash + Display {
    /// Reads a key where it comes as text: from a console, a command line, protobuf's `Struct`.
    ///
    /// # Errors
    /// When the text is no such key.
    fn from_text(text: &str) -> Result<Self, ConversionError>;

    /// The key as text: what a map has for its key where [`FlyteType::TYPE`] says that it is a string.
    fn as_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl MapKey for String {
    fn from_text(text: &str) -> Result<Self, ConversionError> {
        Ok(text.to_owned())
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl MapKey for NaiveDate {
    fn from_text(text: &str) -> Result<Self, ConversionError> {
        date::parse(text)
    }
}

macro_rules! parsed {
    ($($key:ty, $expected:literal;)+) => {$(
        impl MapKey for $key {
            fn from_text(text: &str) -> Result<Self, ConversionError> {
                text.parse().map_err(|error| {
                    ConversionError::mismatch($expected, format!("`{text}`")).caused_by(error)
                })
            }
        }
    )+};
}

parsed! {
    i8, "an i8 as the key";
    i16, "an i16 as the key";
    i32, "an i32 as the key";
    i64, "an i64 as the key";
    u8, "a u8 as the key";
    u16, "a u16 as the key";
    u32, "a u32 as the key";
    u64, "a u64 as the key";
    bool, "`true` or `false` as the key";
}
