//! The records that the macros lay down, as constants.
//!
//! The compiler's interpreter is slow, and pays for each piece that it copies. So a record is a struct of arrays: what
//! the macro wrote comes in as it is, and only types and place are put together here.

use super::encode_type::{artifact, enumeration, structure, texts, type_of, union_of};
use super::format::{CHECKSUM, FORMAT_VERSION, HEAD, MAGIC, Tag, checksum, kind};
use super::sink::Sink;
use crate::task::{TaskDescriptor, TaskFn};
use crate::types::{EnumType, StructDefinition, TypeDescriptor, TypeKey, UnionDefinition};

/// How many bytes the usual [`Recorded::SPLICE`] has room for.
const ROOM: usize = 512;

/// What only the compiler knows of a task: types, place, and texts that only it can read.
#[derive(Debug)]
pub struct Splice {
    bytes: [u8; ROOM],
    /// How many bytes it takes.
    pub len: usize,
}

/// A task fn that has a record.
pub trait Recorded: TaskFn {
    /// The texts of which only the compiler knows what they say.
    const LATE: &'static [&'static str] = &[];

    /// What the compiler adds to the record. It is put together once, in a room that is large enough as a rule, since
    /// the length of the record's array must be known before the record is.
    const SPLICE: Splice = {
        let mut bytes = [0; ROOM];
        let mut sink = Sink::new(&mut bytes);
        spliced(&mut sink, Self::DESCRIPTOR, Self::LATE);
        let len = sink.len();
        Splice { bytes, len }
    };
}

/// The record of a task: the macro's part of `L` bytes, and `S` bytes of what only the compiler knows.
#[derive(Debug)]
#[repr(C)]
pub struct TaskRecord<const L: usize, const S: usize> {
    head: [u8; HEAD],
    literal: [u8; L],
    splice: [u8; S],
}

impl<const L: usize, const S: usize> TaskRecord<L, S> {
    /// The record, from what the macro wrote and summed; `S` is the length of the task's [`Recorded::SPLICE`].
    pub const fn new<T: Recorded>(literal: [u8; L], sum: u32) -> Self {
        let splice = if let Some(bytes) = T::SPLICE.bytes.first_chunk::<S>() {
            *bytes
        } else {
            let mut bytes = [0; S];
            spliced(&mut Sink::new(&mut bytes), T::DESCRIPTOR, T::LATE);
            bytes
        };
        Self { head: head(kind::TASK, L + S, checksum(sum, &splice)), literal, splice }
    }
}

const fn spliced(sink: &mut Sink<'_>, descriptor: &TaskDescriptor, late: &[&str]) {
    sink.count(descriptor.outputs.len());
    let mut outputs = descriptor.outputs;
    while let [output, rest @ ..] = outputs {
        sink.text(output.name);
        sink.text(output.docs);
        type_of(sink, output.ty);
        sink.flag(output.artifact.is_some());
        if let Some(of) = output.artifact {
            artifact(sink, of);
        }
        outputs = rest;
    }
    let mut inputs = descriptor.inputs;
    while let [input, rest @ ..] = inputs {
        type_of(sink, input.ty);
        inputs = rest;
    }
    texts(sink, late);
    sink.bytes(&descriptor.line.to_le_bytes());
    sink.text(descriptor.module);
    sink.text(descriptor.file);
}

/// The record of a named type, `N` bytes of body.
#[derive(Debug)]
#[repr(C)]
pub struct TypeRecord<const N: usize> {
    head: [u8; HEAD],
    body: [u8; N],
}

/// A named type with what it consists of.
#[derive(Debug, Clone, Copy)]
pub enum NamedType {
    /// A struct.
    Struct(&'static TypeDescriptor, &'static StructDefinition),
    /// An enum.
    Enum(&'static TypeDescriptor, &'static EnumType),
    /// A union.
    Union(&'static TypeDescriptor, &'static UnionDefinition),
}

impl<const N: usize> TypeRecord<N> {
    /// The record of a type under its key.
    pub const fn new(key: TypeKey, of: NamedType) -> Self {
        let mut body = [0; N];
        named(&mut Sink::new(&mut body), key, of);
        Self { head: head(kind::TYPE, N, checksum(CHECKSUM, &body)), body }
    }
}

/// How many bytes the body of the type's record takes.
pub const fn type_len(key: TypeKey, of: NamedType) -> usize {
    let mut sink = Sink::new(&mut []);
    named(&mut sink, key, of);
    sink.len()
}

const fn named(sink: &mut Sink<'_>, key: TypeKey, of: NamedType) {
    sink.bytes(&key.0.to_le_bytes());
    match of {
        NamedType::Struct(TypeDescriptor::Struct(of), definition) => {
            sink.tag(Tag::Struct);
            structure(sink, of, definition);
        }
        NamedType::Union(TypeDescriptor::Union(of), definition) => {
            sink.tag(Tag::Union);
            union_of(sink, of, definition);
        }
        NamedType::Enum(_, of) => {
            sink.tag(Tag::Enum);
            enumeration(sink, of);
        }
        // Only the derive comes here, with a type of its own making.
        _ => sink.tag(Tag::None),
    }
}

/// The record of tasks that the program makes when it runs: what they are made by, and the place.
#[derive(Debug)]
#[repr(C)]
pub struct EntryRecord<const P: usize> {
    head: [u8; HEAD],
    place: [u8; P],
}

impl<const P: usize> EntryRecord<P> {
    /// The record, from its text.
    pub const fn new(place: &str) -> Self {
        let place = array(place);
        Self { head: head(kind::ENTRY, P, checksum(CHECKSUM, &place)), place }
    }
}

const fn head(kind: u8, len: usize, sum: u32) -> [u8; HEAD] {
    let [m0, m1, m2, m3, m4, m5, m6, m7] = MAGIC;
    let [v0, v1] = FORMAT_VERSION.to_le_bytes();
    // A record that four bytes cannot measure is one that no compiler would get to the end of.
    let [l0, l1, l2, l3, ..] = len.to_le_bytes();
    let [s0, s1, s2, s3] = sum.to_le_bytes();
    [m0, m1, m2, m3, m4, m5, m6, m7, v0, v1, kind, 0, l0, l1, l2, l3, s0, s1, s2, s3]
}

const fn array<const N: usize>(text: &str) -> [u8; N] {
    match text.as_bytes().first_chunk::<N>() {
        Some(bytes) => *bytes,
        None => [0; N],
    }
}
