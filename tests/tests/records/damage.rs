//! Sections that were cut, changed and written by somebody else: errors, and nothing worse.

use std::env;
use std::fs;
use std::sync::OnceLock;

use flyte_task::records::{FORMAT_VERSION, Records, RecordsError, parse};
use flyte_task_tests::random::Random;

use super::settings;

const MAGIC: &[u8] = b"\x89flytask";
const HEAD: usize = 20;
/// A line, a module and a file.
const PLACE: &[u8] = b"\x01\0\0\0\x01m\x01f";

/// A program's bytes, and where its records begin and end.
type Program = (Vec<u8>, Vec<(usize, usize)>);

/// This test program, and where its records stand in it, each with its head.
fn program() -> &'static Program {
    static PROGRAM: OnceLock<Program> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let bytes = fs::read(env::current_exe().unwrap()).unwrap();
        let mut records = Vec::new();
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(MAGIC.len()).position(|window| window == MAGIC) {
            let start = at + found;
            at = start + 1;
            let len = usize::try_from(u32::from_le_bytes(bytes[start + 12..start + 16].try_into().unwrap()));
            let end = start + HEAD + len.unwrap();
            // The magic bytes stand elsewhere, too, as the constant that they are.
            if bytes[start + 8..start + 10] == FORMAT_VERSION.to_le_bytes()
                && end < bytes.len()
                && sum(bytes[start + 10], &bytes[start + HEAD..end]) == bytes[start + 16..start + 20]
            {
                records.push((start, end));
            }
        }
        assert!(records.len() > 20, "{}", records.len());
        (bytes, records)
    })
}

/// The checksum of the record of that kind; that of a task begins anew behind the JSON.
fn sum(kind: u8, body: &[u8]) -> [u8; 4] {
    let literal = body.first_chunk().map_or(0, |len| usize::try_from(u32::from_le_bytes(*len)).unwrap());
    let sum = match body.split_at_checked(literal.saturating_add(4)) {
        Some((literal, rest)) if kind == 1 => summed(summed(0x811c_9dc5, literal), rest),
        _ => summed(0x811c_9dc5, body),
    };
    sum.to_le_bytes()
}

fn summed(sum: u32, bytes: &[u8]) -> u32 {
    let words = bytes.chunks_exact(8).chain([bytes.chunks_exact(8).remainder()]);
    words.fold(sum, |sum, word| {
        let mut whole = [0; 8];
        whole[..word.len()].copy_from_slice(word);
        let sum = (u64::from(sum) ^ u64::from_le_bytes(whole)).wrapping_mul(0x0100_0000_01b3);
        u32::from_le_bytes((sum ^ (sum >> 32)).to_le_bytes()[..4].try_into().unwrap())
    })
}

/// What comes of a program with these changes; the same program is used over and over.
fn with_changes(
    program: &mut [u8],
    changes: &[(usize, u8)],
    mend: Option<(usize, usize)>,
) -> Result<Records, RecordsError> {
    let sums = mend.map(|(start, _)| (start + 16, program[start + 16..start + 20].to_vec()));
    let before: Vec<u8> = changes.iter().map(|(at, _)| program[*at]).collect();
    for (at, byte) in changes {
        program[*at] = *byte;
    }
    if let Some((start, end)) = mend {
        let sum = sum(program[start + 10], &program[start + HEAD..end]);
        program[start + 16..start + 20].copy_from_slice(&sum);
    }
    let records = parse(program);
    for ((at, _), byte) in changes.iter().zip(before).rev() {
        program[*at] = byte;
    }
    if let Some((at, sum)) = sums {
        program[at..at + 4].copy_from_slice(&sum);
    }
    records
}

#[test]
fn a_changed_byte_is_found_out() {
    let (program, records) = program();
    let mut program = program.clone();
    let mut random = Random::seeded(11);
    for _ in 0..300 {
        let (start, end) = records[random.below(records.len())];
        let at = start + random.below(end - start);
        // The fourth byte of a head's second part says nothing yet.
        if at == start + 11 {
            continue;
        }
        let bit = 1 << random.below(8);
        let changed = (at, program[at] ^ bit);
        let error = with_changes(&mut program, &[changed], None);
        let error = error.err().unwrap_or_else(|| panic!("byte {} of {start}", at - start));
        assert!(matches!(error, RecordsError::Damaged { .. } | RecordsError::Version { .. }), "{error}");
    }
}

#[test]
fn whatever_is_written_there_harms_nobody() {
    let (program, records) = program();
    let mut program = program.clone();
    let mut random = Random::seeded(12);
    let (mut refused, mut read) = (0, 0);
    for _ in 0..1500 {
        let (start, end) = records[random.below(records.len())];
        let body = start + HEAD;
        let changes: Vec<(usize, u8)> = (0..=random.below(3))
            .map(|_| (body + random.below(end - body), random.bits().to_le_bytes()[0]))
            .collect();
        match with_changes(&mut program, &changes, Some((start, end))) {
            Err(RecordsError::Damaged { .. }) => refused += 1,
            Err(other) => panic!("{other}"),
            Ok(records) => {
                read += 1;
                for task in records.tasks() {
                    let _ = task.spec(&settings("p"));
                }
            }
        }
    }
    assert!(refused > 100 && read > 100, "{refused} were refused, {read} were read");
}

#[test]
fn a_file_may_end_anywhere() {
    let (program, records) = program();
    let (first, last) = (records[0].0, records[records.len() - 1].1);
    let mut random = Random::seeded(13);
    for _ in 0..40 {
        let end = random.below(last + first);
        assert!(parse(&program[..end.min(program.len() - 1)]).is_err(), "{end}");
    }
}

#[test]
fn another_version_is_refused_by_both_numbers() {
    let (program, records) = program();
    let mut program = program.clone();
    let start = records[records.len() / 2].0;
    let error = with_changes(&mut program, &[(start + 8, 9), (start + 9, 0)], None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the records of the build have format version 9, this reader knows version 1: update this tool to the release \
         of flyte-task that the program was built with"
    );
    let error = with_changes(&mut program, &[(start + 8, 0)], None).unwrap_err().to_string();
    assert!(error.contains("version 0") && error.contains("build the program with the release"), "{error}");
}

#[test]
fn sections_may_be_hostile() {
    // A record of a type: its key, then what it consists of.
    let named = |key: u64, body: &[u8]| [&key.to_le_bytes()[..], body].concat();
    let reference = |key: u64| [&[100][..], &key.to_le_bytes()].concat();
    // A struct `S` of fields `a` and `b`, both of another type, whose size doubles with each step.
    let doubling = |next: u64| {
        let field = [&[0, 0][..], &reference(next)].concat();
        let keys = [&b"\x01S\x00\x02"[..], b"\x01a\x00\x00", b"\x01b\x00\x00"].concat();
        [&[16][..], &keys, &[0], &field, &field].concat()
    };
    let mut records: Vec<Vec<u8>> = (0..60).map(|key| record(2, &named(key, &doubling(key + 1)))).collect();
    records.push(record(2, &named(60, b"\x10\x01E\x00\x00\x00")));
    let task = |ty: &[u8]| {
        let json = br#"{"function":"f","inputs":[{"name":"a"}]}"#;
        let len = u32::try_from(json.len()).unwrap().to_le_bytes();
        record(1, &[&len[..], json, &[0], ty, &[0], PLACE].concat())
    };
    assert!(refused(&[records.concat(), task(&reference(58))].concat()).is_empty());
    let error = refused(&[records.concat(), task(&reference(0))].concat());
    assert!(error.contains("the type of `a` has more than 20000 parts"), "{error}");
    // A list of lists of lists, and a chain of references.
    let error = refused(&task(&[[8; 5000].as_slice(), &[1]].concat()));
    assert!(error.contains("types are nested more than 64 deep"), "{error}");
    let chain = |next: u64| [&b"\x10\x01S\x00\x01\x01a\x00\x00\x00\x00\x00"[..], &reference(next)].concat();
    let mut records: Vec<Vec<u8>> = (0..5000).map(|key| record(2, &named(key, &chain(key + 1)))).collect();
    records.push(record(2, &named(5000, b"\x10\x01E\x00\x00\x00")));
    let error = refused(&[records.concat(), task(&reference(0))].concat());
    assert!(error.contains("leads more than 100 types deep"), "{error}");
    // Types that hold one another, with no way out.
    let records = [record(2, &named(0, &doubling(1))), record(2, &named(1, &doubling(0)))].concat();
    assert!(refused(&[records.clone(), task(&reference(0))].concat()).is_empty());
    // A type that is missing, one that is there twice, a length that promises too much, a kind from nowhere.
    assert!(refused(&task(&reference(7))).contains("the record of a type is missing"));
    let twice = [record(2, &named(0, &doubling(0))), record(2, &named(0, &chain(0)))].concat();
    assert!(refused(&twice).contains("two types have the same key"));
    let error = refused(&record(2, &named(0, b"\x11\xff\xff\xff\xff\x0f")));
    assert!(error.contains("4294967295 are to follow in 0 bytes"), "{error}");
    assert!(refused(&record(9, b"")).contains("no record is of kind 9"));
    assert!(refused(b"\x00\x00other").contains("damaged at byte 2 of their section: "));
    // Options and words that nobody knows.
    for (json, message) in [
        (&br#"{"function":"f","colour":1}"#[..], "nothing is known of `colour`"),
        (br#"{"function":"f","options":{"retry":1}}"#, "`options`: nothing is known of `retry`"),
        (
            br#"{"function":"f","options":{"retries":-1}}"#,
            "`options`: `retries`: -1 is no number that can stand here",
        ),
        (br#"{"function":"f","options":{"code":["x"]}}"#, "nothing is known of the code `x`"),
        (br#"{"function":"f","docs":3}"#, "the text 3 is missing"),
        (b"{", "the JSON: EOF"),
    ] {
        let len = u32::try_from(json.len()).unwrap().to_le_bytes();
        let error = refused(&record(1, &[&len[..], json, &[0, 0], PLACE].concat()));
        assert!(error.contains(message), "{error}");
    }
}

fn record(kind: u8, body: &[u8]) -> Vec<u8> {
    let len = u32::try_from(body.len()).unwrap().to_le_bytes();
    [MAGIC, &FORMAT_VERSION.to_le_bytes(), &[kind, 0], &len, &sum(kind, body), body].concat()
}

/// Why the section is refused; empty if it is not.
fn refused(section: &[u8]) -> String {
    let program = super::builds::program_of(
        object::BinaryFormat::Elf,
        object::Architecture::X86_64,
        object::Endianness::Little,
        section,
    );
    parse(&program).err().map(|error| error.to_string()).unwrap_or_default()
}
