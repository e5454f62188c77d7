//! `chrono::TimeDelta` and `std::time::Duration`.

use std::time::Duration;

use chrono::TimeDelta;

use super::codec::Atom;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

/// The longest span that protobuf's JSON form, and so the console, can show: ten thousand years, in seconds.
const LONGEST: i64 = 315_576_000_000;

impl FlyteType for TimeDelta {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Duration;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        if self.num_seconds().abs() > LONGEST {
            return Err(ConversionError::new(format!(
                "a span of {} s is longer than the ten thousand years that Flyte can show",
                self.num_seconds()
            )));
        }
        if writer.is_packed() {
            writer.float(total_seconds(self));
            return Ok(());
        }
        writer.duration(self.num_seconds(), self.subsec_nanos());
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        reader.duration()
    }
}

/// Spans in std's sense are never negative; a negative one is refused when read.
impl FlyteType for Duration {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Duration;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        TimeDelta::from_std(*self)
            .map_err(|error| ConversionError::new(format!("{self:?}: {error}")))?
            .encode(writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let span = reader.duration()?;
        span.to_std().map_err(|_| ConversionError::mismatch("a span that is not negative", span))
    }
}

impl Reader<'_> {
    /// Reads a span of time.
    ///
    /// Numbers count as seconds and text as ISO 8601 (`PT1M30S`): the forms in which spans travel inside structs.
    ///
    /// # Errors
    /// When the value is no span of time, or one that chrono cannot hold.
    pub fn duration(&mut self) -> Result<TimeDelta, ConversionError> {
        match self.atom(&mut Vec::new())? {
            (Atom::Duration(seconds, nanos), _) => from_parts(seconds, nanos),
            (Atom::Integer(seconds), _) => from_parts(seconds, 0),
            (Atom::Float(seconds), _) => from_seconds(seconds),
            (Atom::String(text), _) => parse_iso(text),
            (other, _) => Err(ConversionError::mismatch("a duration", other.name())),
        }
    }
}

/// The seconds as Python's `total_seconds` counts them: whole microseconds, divided once.
#[expect(clippy::cast_precision_loss, reason = "Python's division rounds alike")]
fn total_seconds(span: &TimeDelta) -> f64 {
    // The span was checked to be within ten thousand years, and those have fewer microseconds than an i64 holds.
    span.num_microseconds().unwrap_or(i64::MAX) as f64 / 1e6
}

fn from_parts(seconds: i64, nanos: i32) -> Result<TimeDelta, ConversionError> {
    TimeDelta::try_seconds(seconds)
        .and_then(|whole| whole.checked_add(&TimeDelta::nanoseconds(i64::from(nanos))))
        .ok_or_else(|| ConversionError::mismatch("a duration", format!("{seconds} s and {nanos} ns")))
}

/// The message for a span that is not negative.
pub(crate) fn wire_duration(span: Duration) -> flyte_idl::prost_types::Duration {
    flyte_idl::prost_types::Duration {
        seconds: i64::try_from(span.as_secs()).unwrap_or(i64::MAX),
        nanos: span.subsec_nanos().cast_signed(),
    }
}

/// Whole microseconds, which is what the Python side counts in.
pub(crate) fn from_seconds(seconds: f64) -> Result<TimeDelta, ConversionError> {
    let micros = (seconds * 1e6).round();
    // Beyond this a float no longer counts single microseconds, and i64 is not far off.
    if micros.abs() < 9.2e18 {
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked on the line above")]
        Ok(TimeDelta::microseconds(micros as i64))
    } else {
        Err(ConversionError::mismatch("a duration", format!("{seconds} s")))
    }
}

/// Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds, as `pydantic` writes them.
pub(crate) fn parse_iso(text: &str) -> Result<TimeDelta, ConversionError> {
    let misfit = || ConversionError::mismatch("a duration such as PT1H30M", format!("`{text}`"));
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let rest = rest.strip_prefix('P').ok_or_else(misfit)?;
    let (days, times) = rest.split_once('T').unwrap_or((rest, ""));
    if rest.is_empty() || rest.ends_with('T') {
        return Err(misfit());
    }
    let mut total = TimeDelta::zero();
    for (part, units) in [
        (days, &[('W', 604_800.0), ('D', 86_400.0)][..]),
        (times, &[('H', 3600.0), ('M', 60.0), ('S', 1.0)][..]),
    ] {
        let (mut part, mut units) = (part, units.iter());
        while !part.is_empty() {
            let end = part.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(misfit)?;
            let (number, tail) = part.split_at(end);
            let unit = tail.chars().next().ok_or_else(misfit)?;
            // Units stand in this order, each at most once.
            let (_, seconds) = units.find(|(name, _)| *name == unit).ok_or_else(misfit)?;
            let number: f64 = number.parse().map_err(|_| misfit())?;
            total = total.checked_add(&from_seconds(number * seconds)?).ok_or_else(misfit)?;
            part = &tail[unit.len_utf8()..];
        }
    }
    Ok(if negative { -total } else { total })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Storage;
    use crate::types::{from_literal, to_literal};

    #[test]
    fn both_parts_carry_the_sign() {
        let span = TimeDelta::milliseconds(-1500);
        let literal = to_literal(&span).unwrap();
        assert_eq!(from_literal::<TimeDelta>(&literal, &Storage::new()).unwrap(), span);
        assert!(from_literal::<Duration>(&literal, &Storage::new()).is_err());
        assert!(to_literal(&TimeDelta::MAX).is_err());
    }

    #[test]
    fn iso_texts_read() {
        let seconds = |text: &str| parse_iso(text).map(|span| span.num_milliseconds());
        assert_eq!(seconds("PT1M30S").unwrap(), 90_000);
        assert_eq!(seconds("-P1DT0.5S").unwrap(), -86_400_500);
        for wrong in ["", "P", "PT", "1H", "PT1X", "PT1M1H", "P1H", "PTS", "PT1", "PT1.2.3S"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
