//! From a file's bytes to the section with the records.

use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{File, FileKind, Object, ObjectSection};

use super::RecordsError;
use super::format::{ELF_SECTION, MACH_O_SECTION};

/// The most bytes of records that are read; a hundred thousand tasks have less.
const MOST: u64 = 256 << 20;

/// What a build was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The processor, in lower case: `x86_64`, `aarch64`.
    pub architecture: String,
    /// The file's format: `elf` or `mach-o`.
    pub format: &'static str,
}

/// The records of a build, and what it was made for.
pub(super) fn section(bytes: &[u8]) -> Result<(Target, Vec<u8>), RecordsError> {
    let kind = FileKind::parse(bytes).ok();
    let (format, bytes) = match kind {
        Some(FileKind::Elf32 | FileKind::Elf64) => ("elf", bytes),
        Some(FileKind::MachO32 | FileKind::MachO64) => ("mach-o", bytes),
        // All parts of a universal binary are made from one source.
        Some(FileKind::MachOFat32) => ("mach-o", part(MachOFatFile32::parse(bytes).ok(), bytes)?),
        Some(FileKind::MachOFat64) => ("mach-o", part64(MachOFatFile64::parse(bytes).ok(), bytes)?),
        _ => return Err(not_a_build(stranger(bytes))),
    };
    let file =
        File::parse(bytes).map_err(|error| not_a_build(&format!("its headers are damaged ({error})")))?;
    let target = Target { architecture: format!("{:?}", file.architecture()).to_lowercase(), format };
    let mut records = Vec::new();
    for section in file.sections() {
        let name = section.name_bytes().ok();
        let is_ours = if format == "elf" {
            name == Some(ELF_SECTION.as_bytes())
        } else {
            let (segment, section_name) = MACH_O_SECTION;
            name == Some(section_name.as_bytes())
                && section.segment_name_bytes().ok().flatten() == Some(segment.as_bytes())
        };
        if !is_ours {
            continue;
        }
        let data = section
            .data()
            .map_err(|error| damaged(&format!("the section ends outside the file ({error})")))?;
        if (records.len() as u64).saturating_add(data.len() as u64) > MOST {
            return Err(damaged(&format!("the section has more than {MOST} bytes")));
        }
        records.extend_from_slice(data);
    }
    Ok((target, records))
}

fn part<'a>(file: Option<MachOFatFile32<'a>>, bytes: &'a [u8]) -> Result<&'a [u8], RecordsError> {
    let arch = file.and_then(|file| file.arches().first()?.data(bytes).ok());
    arch.ok_or_else(|| not_a_build("it is a universal binary without a readable part"))
}

fn part64<'a>(file: Option<MachOFatFile64<'a>>, bytes: &'a [u8]) -> Result<&'a [u8], RecordsError> {
    let arch = file.and_then(|file| file.arches().first()?.data(bytes).ok());
    arch.ok_or_else(|| not_a_build("it is a universal binary without a readable part"))
}

/// What a file is that is no program.
fn stranger(bytes: &[u8]) -> &'static str {
    match bytes {
        [] => "the file is empty",
        [b'!', b'<', b'a', b'r', b'c', b'h', b'>', ..] => {
            "it is a library that is still to be linked into a program; tasks are read from the program"
        }
        [b'M', b'Z', ..] => "it is a program for Windows, on which Flyte runs nothing",
        [0, b'a', b's', b'm', ..] => "it is WebAssembly, which Flyte does not run",
        [b'#', b'!', ..] => "it is a script",
        _ if is_text(bytes.get(..512).unwrap_or(bytes)) => "it is a text file",
        _ => "it is neither an ELF nor a Mach-O file",
    }
}

fn is_text(bytes: &[u8]) -> bool {
    let is_utf8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        // A letter may be cut off at the end.
        Err(error) => error.error_len().is_none(),
    };
    is_utf8 && bytes.iter().all(|byte| !byte.is_ascii_control() || byte.is_ascii_whitespace())
}

fn not_a_build(reason: &str) -> RecordsError {
    RecordsError::NotABuild { path: "".into(), reason: reason.to_owned() }
}

fn damaged(reason: &str) -> RecordsError {
    RecordsError::Damaged { path: "".into(), offset: 0, reason: reason.to_owned() }
}
