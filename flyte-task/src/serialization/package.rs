//! The one file that `flytectl register files --archive` takes: a gzipped tar of the serialized files.
//!
//! Every byte follows from the files: no times, no owners, no machine. The gzip stream stores instead of compressing,
//! because compressors write other bytes from release to release, and specifications are small.

use super::SerializedFile;

/// Midnight of 1980-01-01 UTC in Unix seconds: the time that flytekit gives to the files of its archives.
const MODIFIED: u64 = 315_532_800;

/// Tar works in blocks of this size.
const BLOCK: usize = 512;

/// The longest name that a tar header holds.
const LONGEST_NAME: usize = 100;

/// The most bytes in a stored block of a gzip stream.
const LONGEST_STORED: usize = 0xffff;

/// The archive of the files, in their order; equal files give equal bytes.
pub fn package(files: &[SerializedFile]) -> Vec<u8> {
    gzip(&tar(files))
}

fn tar(files: &[SerializedFile]) -> Vec<u8> {
    let mut archive = Vec::new();
    for file in files {
        let mut name = file.name.as_bytes();
        if name.len() > LONGEST_NAME || !name.is_ascii() {
            // POSIX's way to say what has no room in a header.
            let record = pax_record("path", &file.name);
            append(&mut archive, b"././@PaxHeader", b'x', record.as_bytes());
            name = name.get(..LONGEST_NAME).unwrap_or(name);
        }
        append(&mut archive, name, b'0', &file.bytes);
    }
    // Two empty blocks end it.
    archive.resize(archive.len() + 2 * BLOCK, 0);
    archive
}

fn append(archive: &mut Vec<u8>, name: &[u8], kind: u8, content: &[u8]) {
    let mut header = Vec::with_capacity(BLOCK);
    let mut field = |bytes: &[u8], size: usize| {
        header.extend_from_slice(bytes);
        header.resize(header.len() + size - bytes.len(), 0);
    };
    field(name, LONGEST_NAME);
    field(b"0000644", 8);
    field(b"0000000", 8);
    field(b"0000000", 8);
    field(format!("{:011o}", content.len()).as_bytes(), 12);
    field(format!("{MODIFIED:011o}").as_bytes(), 12);
    // The checksum counts itself as spaces.
    field(b"        ", 8);
    field(&[kind], 1);
    field(b"", 100);
    field(b"ustar", 6);
    field(b"00", 2);
    // No owner, group, device or prefix.
    field(b"", 32 + 32 + 8 + 8 + 155 + 12);
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    let sum = format!("{sum:06o}\0");
    for (byte, digit) in header.iter_mut().skip(148).zip(sum.bytes()) {
        *byte = digit;
    }
    archive.extend(header);
    archive.extend_from_slice(content);
    archive.resize(archive.len().next_multiple_of(BLOCK), 0);
}

/// A record whose first number is its own length.
fn pax_record(key: &str, value: &str) -> String {
    let rest = format!(" {key}={value}\n");
    let mut length = rest.len();
    loop {
        let record = format!("{length}{rest}");
        if record.len() == length {
            return record;
        }
        length = record.len();
    }
}

fn gzip(content: &[u8]) -> Vec<u8> {
    // Deflate, no flags, no time, no hints, an unknown system.
    let mut stream = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let mut blocks = content.chunks(LONGEST_STORED).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    stream.extend(crc32(content).to_le_bytes());
    // The length counts modulo 2^32.
    let length = u64::try_from(content.len()).unwrap_or(u64::MAX).to_le_bytes();
    stream.extend(length.iter().take(4));
    stream
}

/// The checksum of gzip: the polynomial 0x04c11db7, bits reversed.
fn crc32(content: &[u8]) -> u32 {
    !content.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // zlib.crc32(b"123456789"), the checksum's own test value
    #[test]
    fn checksums_are_gzips() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn a_record_counts_its_own_length() {
        assert_eq!(pax_record("path", "ab"), "11 path=ab\n");
        // With two digits it is one longer than with one.
        let name = "a".repeat(91);
        assert_eq!(pax_record("path", &name).split_once(' ').map(|(length, _)| length.len()), Some(3));
        for length in 0..120 {
            let record = pax_record("path", &"a".repeat(length));
            assert!(record.starts_with(&format!("{} ", record.len())), "{record}");
        }
    }

    #[test]
    fn an_archive_ends_on_whole_blocks() {
        let file = |name: &str, size: usize| SerializedFile { name: name.to_owned(), bytes: vec![7; size] };
        assert_eq!(tar(&[]).len(), 2 * BLOCK);
        assert_eq!(tar(&[file("a", 0)]).len(), 3 * BLOCK);
        assert_eq!(tar(&[file("a", 512)]).len(), 4 * BLOCK);
        assert_eq!(tar(&[file("a", 513)]).len(), 5 * BLOCK);
        // A long name takes a header and a record more.
        assert_eq!(tar(&[file(&"a".repeat(101), 0)]).len(), 5 * BLOCK);
    }
}
