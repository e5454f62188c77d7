//! A check for types of one's own: that they say of themselves what they do, and stand what others send.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use flyte_idl::core::Literal;
use flyte_idl::prost::Message;
use serde_json::Value;

use super::mutations::mutations;
use super::odd_literals::odd_literals;
use crate::storage::Storage;
use crate::types::{ConversionError, FlyteType, from_literal, to_literal};

/// Holds a hand-written [`FlyteType`] against what every type promises.
///
/// - A value comes back as it was: by itself, in a list, in a map, and packed inside a struct.
/// - What is written is what the descriptor says: it reads as JSON, and is read back from that JSON, by the descriptor
///   alone, as the command line and decks do.
/// - Forms that other writers use are read ([`reads`](Self::reads)), and what is no value is refused
///   ([`refuses`](Self::refuses)).
/// - Literals of every kind, and bytes that were cut or changed, are refused or read as something; nothing panics.
///
/// ```
/// use flyte_task::flyte_idl::core::Literal;
/// use flyte_task::testing::Conformance;
/// use flyte_task::types::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};
///
/// /// A colour, on the wire a text such as `#ff8000`.
/// #[derive(Debug, Clone, PartialEq)]
/// struct Colour([u8; 3]);
///
/// impl FlyteType for Colour {
///     const TYPE: &'static TypeDescriptor = &TypeDescriptor::String;
///
///     fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
///         let [r, g, b] = self.0;
///         writer.string(&format!("#{r:02x}{g:02x}{b:02x}"));
///         Ok(())
///     }
///
///     fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
///         let text = String::decode(reader)?;
///         let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
///         let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
///         let number = number.ok_or_else(|| ConversionError::mismatch("a colour", &text))?;
///         let [_, r, g, b] = number.to_be_bytes();
///         Ok(Self([r, g, b]))
///     }
/// }
///
/// Conformance::new()
///     .value(Colour([0xff, 0x80, 0]))
///     .value(Colour([0; 3]))
///     .reads(&Literal::string("#FF8000"), Colour([0xff, 0x80, 0]))
///     .refuses(&Literal::string("orange"))
///     .refuses(&Literal::integer(7))
///     .check();
/// ```
#[derive(Debug)]
#[must_use = "nothing is checked before `check`"]
pub struct Conformance<T> {
    values: Vec<T>,
    forms: Vec<(Literal, T)>,
    refused: Vec<Literal>,
}

impl<T> Default for Conformance<T> {
    fn default() -> Self {
        Self { values: Vec::new(), forms: Vec::new(), refused: Vec::new() }
    }
}

impl<T: FlyteType + Clone + PartialEq + Debug> Conformance<T> {
    /// A check of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Also with this value, which must be equal to itself.
    pub fn value(mut self, value: T) -> Self {
        self.values.push(value);
        self
    }

    /// Also that this literal, as another writer has it, is read as that value.
    pub fn reads(mut self, literal: &Literal, value: T) -> Self {
        self.forms.push((literal.clone(), value));
        self
    }

    /// Also that this literal is no value.
    pub fn refuses(mut self, literal: &Literal) -> Self {
        self.refused.push(literal.clone());
        self
    }

    /// Does it all.
    ///
    /// # Panics
    /// When something is not as it should be; the message lists all that is not.
    #[track_caller]
    pub fn check(self) {
        let problems = self.problems();
        assert!(problems.is_empty(), "`{}` is no good Flyte type:{problems}", std::any::type_name::<T>());
    }

    fn problems(&self) -> String {
        let mut problems = String::new();
        let mut note = |what: &str, problem: Result<(), String>| {
            if let Err(problem) = problem {
                // Writing to a string cannot fail.
                let _ = write!(problems, "\n- {what}: {problem}");
            }
        };
        if self.values.is_empty() {
            note("there is no value to check it with", Err("name some by `value`".to_owned()));
        }
        note("as a type that Flyte can register", T::TYPE.registrable().map_err(|error| error.to_string()));
        for value in &self.values {
            note(&format!("{value:?} by itself"), comes_back(value));
            note(&format!("{value:?} in a list"), comes_back(&vec![value.clone(), value.clone()]));
            note(
                &format!("{value:?} in a map"),
                comes_back(&BTreeMap::from([("key".to_owned(), value.clone())])),
            );
            // Maps whose keys are no texts travel packed, as structs do.
            note(
                &format!("{value:?} packed in a struct"),
                comes_back(&BTreeMap::from([(1_i64, value.clone())])),
            );
            note(&format!("{value:?} by its descriptor"), is_as_described(value));
        }
        for literal in odd_literals() {
            note(&format!("{literal:?}"), stands::<T>(&literal.encode_to_vec()));
        }
        for (literal, value) in &self.forms {
            note(&format!("{literal:?}"), is_read_as(literal, value));
        }
        for literal in &self.refused {
            let read = read::<T>(&literal.encode_to_vec());
            note(
                &format!("{literal:?}"),
                read.map_or(Ok(()), |value| Err(format!("it is to be refused, but was read as {value:?}"))),
            );
        }
        problems
    }
}

/// Checks the way there and back, and what happens to bytes that were cut or changed on it.
fn comes_back<T: FlyteType + PartialEq + Debug>(value: &T) -> Result<(), String> {
    let bytes = caught(|| to_literal(value)).map_err(|problem| format!("it cannot be written: {problem}"))?;
    Literal::decode(bytes.as_slice()).map_err(|error| format!("what is written is no literal: {error}"))?;
    let back = read::<T>(&bytes).map_err(|problem| format!("what is written cannot be read: {problem}"))?;
    if back != *value {
        return Err(format!("it comes back as {back:?}"));
    }
    mutations(&bytes).try_for_each(|changed| stands::<T>(&changed))
}

/// Checks that bytes which need not be a value make nothing panic.
fn stands<T: FlyteType>(bytes: &[u8]) -> Result<(), String> {
    let read = catch_unwind(AssertUnwindSafe(|| {
        // What is read all the same must be good enough to be written.
        from_literal::<T>(bytes, &Storage::new()).is_ok_and(|value| to_literal(&value).is_ok())
    }));
    read.map(drop).map_err(|_| format!("the bytes {bytes:02x?} make it panic"))
}

/// Checks that the descriptor alone is enough to know what is written.
fn is_as_described<T: FlyteType + PartialEq + Debug>(value: &T) -> Result<(), String> {
    let by_descriptor = |bytes: &[u8]| T::TYPE.json_from_literal(bytes, &Storage::new());
    let bytes = to_literal(value).map_err(|error| error.to_string())?;
    let json: Value =
        by_descriptor(&bytes).map_err(|error| format!("it is said to be {}, but {error}", T::TYPE))?;
    let again = T::TYPE
        .literal_from_json(&json)
        .map_err(|error| format!("as JSON it is {json}, which is no {}: {error}", T::TYPE))?;
    let back = read::<T>(&again)
        .map_err(|problem| format!("as JSON it is {json}, which cannot be read: {problem}"))?;
    if back == *value { Ok(()) } else { Err(format!("as JSON it is {json}, which comes back as {back:?}")) }
}

fn is_read_as<T: FlyteType + PartialEq + Debug>(literal: &Literal, value: &T) -> Result<(), String> {
    let found =
        read::<T>(&literal.encode_to_vec()).map_err(|problem| format!("it cannot be read: {problem}"))?;
    if found == *value { Ok(()) } else { Err(format!("it is read as {found:?}, not as {value:?}")) }
}

fn read<T: FlyteType>(bytes: &[u8]) -> Result<T, String> {
    caught(|| from_literal(bytes, &Storage::new()))
}

/// A panic is a problem like any other.
fn caught<T>(run: impl FnOnce() -> Result<T, ConversionError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("it panics".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Reader, TypeDescriptor, Writer};

    /// A type with a fault that is chosen by number.
    #[derive(Debug, Clone, PartialEq)]
    struct Faulty<const FAULT: u8>(i64);

    impl<const FAULT: u8> FlyteType for Faulty<FAULT> {
        const TYPE: &'static TypeDescriptor =
            if FAULT == 1 { &TypeDescriptor::String } else { &TypeDescriptor::Integer };

        fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
            writer.integer(if FAULT == 2 { self.0 + 1 } else { self.0 });
            Ok(())
        }

        fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
            let number = <i64 as FlyteType>::decode(reader)?;
            assert!(FAULT != 3 || number.abs() < 1000, "too large");
            if FAULT == 4 { Err(ConversionError::new("never")) } else { Ok(Self(number)) }
        }
    }

    fn problems<const FAULT: u8>() -> String {
        let check = Conformance::new().value(Faulty::<FAULT>(7)).reads(&Literal::float(2.0), Faulty(2));
        check.refuses(&Literal::string("x")).problems()
    }

    #[test]
    fn a_good_type_is_good() {
        assert_eq!(problems::<0>(), "");
    }

    #[test]
    fn each_fault_is_found_and_told() {
        for (problems, words) in [
            (problems::<1>(), "by its descriptor: it is said to be str, but"),
            (problems::<2>(), "by itself: it comes back as Faulty(8)"),
            (problems::<3>(), "make it panic"),
            (problems::<4>(), "in a list: what is written cannot be read: at `[0]`: never"),
            (Conformance::<i64>::new().problems(), "no value to check it with"),
            (Conformance::<i64>::new().value(1).refuses(&Literal::integer(1)).problems(), "was read as 1"),
            (Conformance::<i64>::new().value(1).reads(&Literal::integer(1), 2).problems(), "not as 2"),
        ] {
            assert!(problems.contains(words), "`{words}` in {problems}");
        }
    }
}
