//! `chrono::DateTime<Utc>`.

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc};

use super::codec::Atom;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl FlyteType for DateTime<Utc> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Datetime;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        if writer.is_packed() {
            writer.string(&iso(self)?);
            return Ok(());
        }
        // chrono tells a leap second by nanoseconds above a second; protobuf has no room for it.
        writer.datetime(self.timestamp(), self.timestamp_subsec_nanos().min(999_999_999));
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        reader.datetime()
    }
}

impl Reader<'_> {
    /// Reads a point in time; ISO 8601 text is taken too, the form that attribute access on a struct yields.
    ///
    /// # Errors
    /// When the value is no point in time, or one that chrono cannot hold.
    pub fn datetime(&mut self) -> Result<DateTime<Utc>, ConversionError> {
        match self.atom(&mut Vec::new())? {
            (Atom::Datetime(seconds, nanos), _) => from_parts(seconds, nanos),
            (Atom::String(text), _) => parse(text),
            (other, _) => Err(ConversionError::mismatch("a datetime", other.name())),
        }
    }
}

pub(super) fn from_parts(seconds: i64, nanos: i32) -> Result<DateTime<Utc>, ConversionError> {
    u32::try_from(nanos).ok().and_then(|nanos| DateTime::from_timestamp(seconds, nanos)).ok_or_else(|| {
        ConversionError::mismatch("a datetime", format!("{seconds} s and {nanos} ns since the epoch"))
    })
}

/// The text that Python's `isoformat` gives, which shows microseconds only where there are some.
fn iso(time: &DateTime<Utc>) -> Result<String, ConversionError> {
    check_year(time.year())?;
    let seconds = time.format("%Y-%m-%dT%H:%M:%S");
    Ok(match (time.nanosecond() / 1000).min(999_999) {
        0 => format!("{seconds}+00:00"),
        micros => format!("{seconds}.{micros:06}+00:00"),
    })
}

/// Python's dates end where four digits do.
pub(super) fn check_year(year: i32) -> Result<(), ConversionError> {
    if (1..=9999).contains(&year) {
        Ok(())
    } else {
        Err(ConversionError::new(format!("the year {year} is not between 1 and 9999")))
    }
}

/// Reads RFC 3339 text, or ISO 8601 text without an offset, which counts as UTC as in flytekit.
pub(crate) fn parse(text: &str) -> Result<DateTime<Utc>, ConversionError> {
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.to_utc())
        .or_else(|_| {
            let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
                .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f"));
            local.map(|time| time.and_utc())
        })
        .map_err(|error| {
            ConversionError::mismatch("a datetime such as 2024-02-29T12:30:00Z", format!("`{text}`"))
                .caused_by(error)
        })
}
