//! How much is under way at once.

use crate::env;
use crate::storage::settings::Settings;

const MIB: usize = 1024 * 1024;

/// The size of a part where nothing else is said; flytekit's.
const PART: usize = 25 * MIB;

/// S3 takes no smaller parts, save the last.
const SMALLEST_PART: usize = 5 * MIB;

/// S3 takes no more parts.
const MOST_PARTS: u64 = 10_000;

/// The bytes of objects that are held in memory, whatever the number of transfers; what a transfer takes beside them,
/// and what the allocator keeps of the one before, comes to as much again.
pub(super) const BYTES_AT_ONCE: u64 = 64 * MIB as u64;

/// The requests under way at once.
pub(super) const REQUESTS_AT_ONCE: usize = 32;

/// The pieces that large objects are fetched in, beside each other.
pub(super) const RANGE: u64 = 4 * MIB as u64;

/// The ranges of one object under way at once: 32 MiB of memory.
pub(super) const RANGES_AT_ONCE: usize = 8;

/// What is fetched ahead of a reader.
pub(super) const BYTES_AHEAD: usize = MIB;

/// The entries of a listing that are fetched at once; a page of S3's.
pub(super) const ENTRIES_AHEAD: usize = 1000;

/// The size of the parts that large objects are sent in.
pub(super) fn part_size(settings: &Settings) -> usize {
    let said = settings.first(&[env::WRITE_CHUNK_SIZE]).and_then(|text| text.trim().parse::<usize>().ok());
    said.unwrap_or(PART).max(SMALLEST_PART)
}

/// The same for an object of this size, which must not come to too many parts.
pub(super) fn part_size_for(size: u64, part_size: usize) -> usize {
    usize::try_from(size.div_ceil(MOST_PARTS)).map_or(part_size, |least| least.max(part_size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn parts_are_as_said_as_far_as_s3_allows() {
        let size = |said: &str| {
            part_size(&Settings::given(HashMap::from([(env::WRITE_CHUNK_SIZE.to_owned(), said.to_owned())])))
        };
        assert_eq!(size(""), 26_214_400);
        assert_eq!(size("many"), 26_214_400);
        assert_eq!(size("10485760"), 10 * MIB);
        assert_eq!(size("1"), 5 * MIB);
        assert_eq!(part_size_for(1 << 40, PART), 109_951_163);
        assert_eq!(part_size_for(1 << 30, PART), PART);
    }
}
