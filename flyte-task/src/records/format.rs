//! How records lie in their section, in the words that writer and reader share.
//!
//! ```text
//! section = (padding of zero bytes, record)*
//! record  = MAGIC, version: u16, kind: u8, 0, length of the body: u32, checksum of the body: u32, body
//! task    = length of the JSON: u32, JSON, outputs, types of the inputs, late texts, place; the checksum is that of the
//!           JSON with its length, and goes on with that of the rest
//! type    = key: u64, what the type consists of
//! entry   = what makes it, "\n", line in digits, "\n", module, "\n", file
//! place   = line: u32, module, file
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

/// Names and numbers of tags, once.
macro_rules! tags {
    ($($(#[$docs:meta])* $name:ident = $byte:literal,)+) => {
        /// The first byte of a type. A number is never given to another tag.
        #[derive(Debug, Clone, Copy)]
        #[repr(u8)]
        pub(super) enum Tag {
            $($(#[$docs])* $name = $byte,)+
        }

        #[cfg(feature = "records")]
        impl Tag {
            pub(super) const fn of(byte: u8) -> Option<Self> {
                match byte {
                    $($byte => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

tags! {
    None = 0,
    Integer = 1,
    Float = 2,
    String = 3,
    Boolean = 4,
    Datetime = 5,
    Date = 6,
    Duration = 7,
    List = 8,
    Map = 9,
    KeyedMap = 10,
    Json = 11,
    ProtobufStruct = 12,
    Error = 13,
    Annotated = 14,
    Optional = 15,
    Struct = 16,
    Enum = 17,
    Union = 18,
    /// A file; its format follows.
    File = 19,
    /// A directory; its format follows.
    Directory = 20,
    JsonLines = 21,
    StructuredDataset = 22,
    Schema = 23,
    NumpyArray = 24,
    Bytes = 25,
    /// A type that has a record of its own, whose key follows.
    Keyed = 100,
    /// A struct that no record tells.
    UnknownStruct = 101,
    /// A union that no record tells.
    UnknownUnion = 102,
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

/// The checksum of nothing.
pub(super) const CHECKSUM: u32 = 0x811c_9dc5;

/// The checksum of more bytes: FNV-1a over words of eight bytes, folded to four. The macros sum the part that they
/// write.
///
/// Without calls, since they are what takes time in constants.
pub(super) const fn checksum(sum: u32, bytes: &[u8]) -> u32 {
    let mut sum = sum as u64;
    let mut rest = bytes;
    while let [a, b, c, d, e, f, g, h, tail @ ..] = rest {
        let low = *a as u64 | (*b as u64) << 8 | (*c as u64) << 16 | (*d as u64) << 24;
        let high = *e as u64 | (*f as u64) << 8 | (*g as u64) << 16 | (*h as u64) << 24;
        sum = (sum ^ low ^ (high << 32)).wrapping_mul(0x0100_0000_01b3);
        sum = (sum ^ (sum >> 32)) & 0xffff_ffff;
        rest = tail;
    }
    // The last word is short, or none.
    let (mut word, mut shift) = (0, 0);
    while let [byte, tail @ ..] = rest {
        word |= (*byte as u64) << shift;
        shift += 8;
        rest = tail;
    }
    sum = (sum ^ word).wrapping_mul(0x0100_0000_01b3);
    ((sum ^ (sum >> 32)) & 0xffff_ffff) as u32
}
