//! Records in builds of every sort: stripped, optimized as a whole, by either linker, for other machines.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use flyte_task::records::{self, RecordsError, parse};
use flyte_task_tests::python::{target_folder, workspace_root};
use object::write::{Object, StandardSegment};
use object::{Architecture, BinaryFormat, Endianness, SectionKind};

use super::binaries::compared;
use super::{read, told};

const EXAMPLE: &str = "hello";

/// Builds the example with more flags for the compiler of its last step; in a folder of its own for another profile.
fn build(arguments: &[&str], flags: &[&str]) -> Result<(), String> {
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(workspace_root()).args(["rustc", "--quiet", "--offline", "-p", EXAMPLE]);
    build.args(arguments).arg("--").args(flags);
    let output = build.output().unwrap();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// The program that a build left, out of the way of the next one.
fn taken(profile: &str, name: &str) -> PathBuf {
    let kept = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).join(EXAMPLE);
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    fs::copy(target_folder().join(profile).join(EXAMPLE), &kept).unwrap();
    kept
}

#[test]
fn either_linker_keeps_records() {
    // Only there Rust's own linker is the one that is taken if nothing is said, and the system's the other.
    if !cfg!(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64")) {
        return;
    }
    for (name, flags) in [("gnu-ld", &["-Clinker-features=-lld"][..]), ("lld", &[])] {
        build(&[], flags).unwrap_or_else(|error| panic!("{error}"));
        let program = taken("debug", name);
        let mark = b"Linker: LLD";
        let is_lld = fs::read(&program).unwrap().windows(mark.len()).any(|window| window == mark);
        assert_eq!(is_lld, name == "lld");
        compared(&program, EXAMPLE);
    }
}

#[test]
fn a_stripped_build_optimized_as_a_whole_keeps_records() {
    let plain = read(Path::new(env!("CARGO_BIN_EXE_golden-tasks")));
    assert!(!plain.tasks().is_empty());
    let options =
        ["--release", "--config", "profile.release.lto='fat'", "--config", "profile.release.opt-level='s'"];
    build(&options, &["-Cstrip=symbols"]).unwrap_or_else(|error| panic!("{error}"));
    compared(&taken("release", "fat-lto"), EXAMPLE);
}

#[test]
fn a_build_for_another_machine_is_told_alike() {
    const TARGET: &str = "aarch64-unknown-linux-musl";
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().unwrap();
    let sysroot = PathBuf::from(String::from_utf8(sysroot.stdout).unwrap().trim());
    if !sysroot.join("lib/rustlib").join(TARGET).exists() {
        println!(
            "not tested: the standard library for {TARGET} is not installed (rustup target add {TARGET})"
        );
        return;
    }
    build(&["--target", TARGET], &["-Clinker=rust-lld", "-Clink-self-contained=yes"])
        .unwrap_or_else(|error| panic!("{error}"));
    build(&[], &[]).unwrap_or_else(|error| panic!("{error}"));
    let (theirs, ours) =
        (read(&target_folder().join(TARGET).join("debug").join(EXAMPLE)), read(&taken("debug", "here")));
    assert_eq!(theirs.target().architecture, "aarch64");
    let bytes = |records| {
        told(records, EXAMPLE).into_iter().map(|(name, spec)| (name, spec.unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(bytes(&theirs), bytes(&ours));
}

/// A file that holds the section and nothing else, for any machine.
pub(super) fn program_of(
    format: BinaryFormat,
    architecture: Architecture,
    endianness: Endianness,
    records: &[u8],
) -> Vec<u8> {
    let mut program = Object::new(format, architecture, endianness);
    let (segment, name) = match format {
        BinaryFormat::MachO => (program.segment_name(StandardSegment::Data).to_vec(), "__flyte_tasks"),
        _ => (Vec::new(), ".flyte.tasks"),
    };
    let section = program.add_section(segment, name.into(), SectionKind::ReadOnlyData);
    program.append_section_data(section, records, 1);
    program.write().unwrap()
}

/// The records of this test program.
fn own_section() -> Vec<u8> {
    use object::{Object as _, ObjectSection};
    let bytes = fs::read(env::current_exe().unwrap()).unwrap();
    let file = object::File::parse(bytes.as_slice()).unwrap();
    let section = file.sections().find(|section| {
        section.name().is_ok_and(|name| name.ends_with("flyte.tasks") || name == "__flyte_tasks")
    });
    section.unwrap().data().unwrap().to_vec()
}

#[test]
fn programs_of_any_machine_are_read() {
    let records = own_section();
    let here = read(&env::current_exe().unwrap());
    let wanted: Vec<String> = here.tasks().iter().map(records::RecordedTask::name).collect();
    for (format, architecture, endianness, is) in [
        (BinaryFormat::Elf, Architecture::Aarch64, Endianness::Little, ("aarch64", "elf")),
        (BinaryFormat::Elf, Architecture::PowerPc64, Endianness::Big, ("powerpc64", "elf")),
        (BinaryFormat::Elf, Architecture::Arm, Endianness::Little, ("arm", "elf")),
        (BinaryFormat::MachO, Architecture::Aarch64, Endianness::Little, ("aarch64", "mach-o")),
        (BinaryFormat::MachO, Architecture::X86_64, Endianness::Little, ("x86_64", "mach-o")),
    ] {
        let read = parse(&program_of(format, architecture, endianness, &records)).unwrap();
        assert_eq!((read.target().architecture.as_str(), read.target().format), is);
        let names: Vec<String> = read.tasks().iter().map(records::RecordedTask::name).collect();
        assert_eq!(names, wanted);
    }
    // A universal binary: a head, where its one part is, the part.
    let part = program_of(BinaryFormat::MachO, Architecture::Aarch64, Endianness::Little, &records);
    let len = u32::try_from(part.len()).unwrap();
    let numbers = [0xcafe_babe, 1, 0x0100_000c, 0, 0x40, len, 4];
    let mut universal: Vec<u8> = numbers.iter().flat_map(|number: &u32| number.to_be_bytes()).collect();
    universal.resize(0x40, 0);
    universal.extend(part);
    assert_eq!(parse(&universal).unwrap().tasks().len(), wanted.len());
}

#[test]
fn what_is_no_program_with_tasks_is_told_so() {
    let no_tasks = PathBuf::from(env!("CARGO"));
    let error = records::read(&no_tasks).unwrap_err();
    assert!(
        matches!(error, RecordsError::NoRecords { .. })
            && error
                .to_string()
                .starts_with(&format!("`{}` has no tasks: no `#[task]` fn was linked", no_tasks.display())),
        "{error}"
    );
    let refused = |path: &Path| records::read(path).unwrap_err().to_string();
    let library = fs::read_dir(target_folder().join("debug/deps")).unwrap();
    let library = library
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "rlib"));
    assert!(refused(&library.unwrap()).contains("it is a library that is still to be linked into a program"));
    assert!(
        refused(&workspace_root().join("README.md"))
            .ends_with("is no program built with flyte-task: it is a text file")
    );
    assert!(refused(&workspace_root()).contains("it is a folder"));
    assert!(refused(Path::new("/nowhere/at-all")).starts_with("`/nowhere/at-all` cannot be read: "));
    assert!(parse(b"").unwrap_err().to_string().contains("the file is empty"));
    let headers = [&b"\x7fELF\x02\x01\x01"[..], &[0; 9], &[9; 100]].concat();
    assert!(parse(&headers).unwrap_err().to_string().contains("its headers are damaged"));
    assert!(parse(&[7; 100]).unwrap_err().to_string().contains("neither an ELF nor a Mach-O file"));
}
