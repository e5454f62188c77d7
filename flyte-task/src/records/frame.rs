//! From the section's bytes to single records, each checked.

use super::RecordsError;
use super::cursor::{Cursor, Damage, Read};
use super::format::{CHECKSUM, FORMAT_VERSION, MAGIC, checksum, kind};

/// A record whose body is as it was written.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: u8,
    pub(super) body: Cursor,
}

/// All records, in the section's order.
pub(super) fn frames(section: &'static [u8]) -> Result<Vec<Frame>, RecordsError> {
    let mut cursor = Cursor::new(section, 0);
    let mut frames = Vec::new();
    loop {
        // Linkers align.
        cursor.skip_zeros();
        if cursor.is_at_end() {
            return Ok(frames);
        }
        let (version, frame) = frame(&mut cursor)?;
        if version != FORMAT_VERSION {
            return Err(RecordsError::Version { path: "".into(), found: version });
        }
        frames.push(frame?);
    }
}

/// A record's version, and its body if it is whole.
fn frame(cursor: &mut Cursor) -> Read<(u16, Read<Frame>)> {
    let start = *cursor;
    if cursor.array()? != MAGIC {
        return Err(start.damage("no record starts here"));
    }
    let version = u16::from_le_bytes(cursor.array()?);
    Ok((version, body(cursor)))
}

fn body(cursor: &mut Cursor) -> Read<Frame> {
    let [kind, _] = cursor.array()?;
    let len = u32::from_le_bytes(cursor.array()?);
    let sum = u32::from_le_bytes(cursor.array()?);
    let start = *cursor;
    let bytes = cursor.take(usize::try_from(len).unwrap_or(usize::MAX))?;
    if summed(kind, bytes) != sum {
        return Err(start.damage("the checksum of the record is wrong"));
    }
    Ok(Frame { kind, body: Cursor::new(bytes, start.offset()) })
}

/// The checksum of a body; that of a task begins anew behind the JSON, whose sum the macro knows.
fn summed(kind: u8, body: &[u8]) -> u32 {
    let literal = match body.first_chunk() {
        Some(len) if kind == kind::TASK => usize::try_from(u32::from_le_bytes(*len)).ok(),
        _ => None,
    };
    match literal.and_then(|len| body.split_at_checked(len.checked_add(4)?)) {
        Some((literal, rest)) => checksum(checksum(CHECKSUM, literal), rest),
        None => checksum(CHECKSUM, body),
    }
}

impl From<Damage> for RecordsError {
    fn from(Damage { offset, reason }: Damage) -> Self {
        Self::Damaged { path: "".into(), offset, reason }
    }
}
