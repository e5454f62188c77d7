//! `chrono::NaiveDate`.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};

use super::codec::Atom;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer, datetime};

impl FlyteType for NaiveDate {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Date;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        if writer.is_packed() {
            datetime::check_year(self.year())?;
            writer.string(&self.format("%Y-%m-%d").to_string());
            return Ok(());
        }
        writer.datetime(self.and_time(NaiveTime::MIN).and_utc().timestamp(), 0);
        Ok(())
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        reader.date()
    }
}

impl Reader<'_> {
    /// Reads a calendar day: of a point in time, the day in UTC.
    ///
    /// # Errors
    /// When the value is neither a point in time nor ISO 8601 text.
    pub fn date(&mut self) -> Result<NaiveDate, ConversionError> {
        match self.atom(&mut Vec::new())? {
            (Atom::Datetime(seconds, _), _) => DateTime::from_timestamp(seconds, 0)
                .map(|time| time.date_naive())
                .ok_or_else(|| ConversionError::mismatch("a date", format!("{seconds} s since the epoch"))),
            (Atom::String(text), _) => parse(text),
            (other, _) => Err(ConversionError::mismatch("a date", other.name())),
        }
    }
}

/// Reads `YYYY-MM-DD`, or the day of a datetime.
pub(crate) fn parse(text: &str) -> Result<NaiveDate, ConversionError> {
    text.parse()
        .or_else(|_| datetime::parse(text).map(|time| time.date_naive()))
        .map_err(|_| ConversionError::mismatch("a date such as 2024-02-29", format!("`{text}`")))
}
