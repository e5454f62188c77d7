//! How records lie in their section, in the words that writer and reader share.
//!
//! ```text
//! section = (padding of zero bytes, record)*
//! record  = MAGIC, version: u16, kind: u8, 0, length of the body: u32, checksum of the body: u32, body
//! task    = length of the JSON: u32, JSON, outputs, types of the inputs, late texts, place
//! type    = key: u64, what the type consists of
//! entry   = what makes it, "\n", place
//! place   = line, "\n", module, "\n", file
//! ```
//!
//! Numbers are little-endian whatever the target is. Inside bodies lengths and counts are LEB128, a text is its length
//! and its UTF-8. The head of a record is the same in every version; bodies are only read if the version is ours.

/// The first bytes of every record.
pub(super) const MAGIC: [u8; 8] = *b"\x89flytask";

/// The version of the format: it changes whenever a reader that does not know of the change would misread a record.
pub const FORMAT_VERSION: u16 = 1;

/// The bytes before the body.
pub(super) const HEAD: usize = 20;

/// The section's name in ELF files. The macros have the same.
#[cfg(feature = "records")]
pub(super) const ELF_SECTION: &str = ".flyte.tasks";

/// Segment and section in Mach-O files. The macros have the same.
#[cfg(feature = "records")]
pub(super) const MACH_O_SECTION: (&str, &str) = ("__DATA", "__flyte_tasks");

/// What a record is about.
pub(super) mod kind {
    /// A task fn.
    pub(in crate::records) const TASK: u8 = 1;
    /// A named type.
    pub(in crate::records) const TYPE: u8 = 2;
    /// Tasks that the program makes when it runs.
    pub(in crate::records) const ENTRY: u8 = 3;
}

/// The first byte of a type.
pub(super) mod tag {
    pub(in crate::records) const NONE: u8 = 0;
    pub(in crate::records) const INTEGER: u8 = 1;
    pub(in crate::records) const FLOAT: u8 = 2;
    pub(in crate::records) const STRING: u8 = 3;
    pub(in crate::records) const BOOLEAN: u8 = 4;
    pub(in crate::records) const DATETIME: u8 = 5;
    pub(in crate::records) const DATE: u8 = 6;
    pub(in crate::records) const DURATION: u8 = 7;
    pub(in crate::records) const LIST: u8 = 8;
    pub(in crate::records) const MAP: u8 = 9;
    pub(in crate::records) const KEYED_MAP: u8 = 10;
    pub(in crate::records) const JSON: u8 = 11;
    pub(in crate::records) const PROTOBUF_STRUCT: u8 = 12;
    pub(in crate::records) const ERROR: u8 = 13;
    pub(in crate::records) const ANNOTATED: u8 = 14;
    pub(in crate::records) const OPTIONAL: u8 = 15;
    pub(in crate::records) const STRUCT: u8 = 16;
    pub(in crate::records) const ENUM: u8 = 17;
    pub(in crate::records) const UNION: u8 = 18;
    /// A file; its format follows.
    pub(in crate::records) const FILE: u8 = 19;
    /// A directory; its format follows.
    pub(in crate::records) const DIRECTORY: u8 = 20;
    pub(in crate::records) const JSON_LINES: u8 = 21;
    /// A dataset; what is declared of it follows.
    pub(in crate::records) const DATASET: u8 = 22;
    /// A dataset of the older kind; what is declared of it follows.
    pub(in crate::records) const SCHEMA: u8 = 23;
    pub(in crate::records) const NUMPY_ARRAY: u8 = 24;
    /// A type that has a record of its own, whose key follows.
    pub(in crate::records) const KEYED: u8 = 100;
    /// A struct that no record tells.
    pub(in crate::records) const UNKNOWN_STRUCT: u8 = 101;
    /// A union that no record tells.
    pub(in crate::records) const UNKNOWN_UNION: u8 = 102;
}

/// Whether a field has a default.
pub(super) mod default {
    pub(in crate::records) const NONE: u8 = 0;
    /// One that only the program can make.
    pub(in crate::records) const UNKNOWN: u8 = 1;
    /// One whose packed form follows.
    pub(in crate::records) const CONSTANT: u8 = 2;
}

/// Where the value of an artifact's partition comes from.
pub(super) mod binding {
    pub(in crate::records) const NONE: u8 = 0;
    pub(in crate::records) const INPUT: u8 = 1;
    pub(in crate::records) const STATIC: u8 = 2;
    pub(in crate::records) const RUNTIME: u8 = 3;
}

/// The checksum of nothing; FNV-1a of 32 bits. The macros sum the part that they write.
pub(super) const CHECKSUM: u32 = 0x811c_9dc5;

/// The checksum of more bytes.
pub(super) const fn checksum(mut sum: u32, mut bytes: &[u8]) -> u32 {
    while let [byte, rest @ ..] = bytes {
        #[expect(clippy::cast_lossless, reason = "`From` is no constant")]
        {
            sum = (sum ^ *byte as u32).wrapping_mul(0x0100_0193);
        }
        bytes = rest;
    }
    sum
}
