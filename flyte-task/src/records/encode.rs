//! The records that the macros lay down, as constants.
//!
//! The compiler's interpreter is slow, and pays for each piece that it copies. So a record is a struct of arrays: what
//! the macro wrote and the place come in as they are, and only the types are put together here.

use super::encode_type::{artifact, enumeration, structure, texts, type_of, union_of};
use super::format::{CHECKSUM, FORMAT_VERSION, HEAD, MAGIC, checksum, kind, tag};
use super::sink::Sink;
use crate::task::TaskDescriptor;
use crate::types::{EnumType, StructDefinition, TypeDescriptor, TypeKey, UnionDefinition};

/// The record of a task: the macro's part of `L` bytes, `S` bytes of types, `P` bytes of the place.
#[derive(Debug)]
#[repr(C)]
pub struct TaskRecord<const L: usize, const S: usize, const P: usize> {
    head: [u8; HEAD],
    literal: [u8; L],
    splice: [u8; S],
    place: [u8; P],
}

impl<const L: usize, const S: usize, const P: usize> TaskRecord<L, S, P> {
    /// The record, from what the macro wrote and summed, from what the compiler knows of the task, and from the texts
    /// that only the compiler can read.
    pub const fn new(
        literal: [u8; L],
        sum: u32,
        descriptor: &TaskDescriptor,
        late: &[&str],
        place: &str,
    ) -> Self {
        let mut splice = [0; S];
        spliced(&mut Sink::new(&mut splice), descriptor, late);
        let place = array(place);
        let sum = checksum(checksum(sum, &splice), &place);
        Self { head: head(kind::TASK, L + S + P, sum), literal, splice, place }
    }
}

/// How many bytes the types of a task take, and the texts that only the compiler can read.
pub const fn splice_len(descriptor: &TaskDescriptor, late: &[&str]) -> usize {
    let mut sink = Sink::new(&mut []);
    spliced(&mut sink, descriptor, late);
    sink.len()
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
            sink.byte(tag::STRUCT);
            structure(sink, of, definition);
        }
        NamedType::Union(TypeDescriptor::Union(of), definition) => {
            sink.byte(tag::UNION);
            union_of(sink, of, definition);
        }
        NamedType::Enum(_, of) => {
            sink.byte(tag::ENUM);
            enumeration(sink, of);
        }
        // Only the derive comes here, with a type of its own making.
        _ => sink.byte(tag::NONE),
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
    let mut head = [0; HEAD];
    let mut sink = Sink::new(&mut head);
    sink.bytes(&MAGIC);
    sink.bytes(&FORMAT_VERSION.to_le_bytes());
    sink.byte(kind);
    sink.byte(0);
    // A record that four bytes cannot measure is one that no compiler would get to the end of.
    let [a, b, c, d, ..] = len.to_le_bytes();
    sink.bytes(&[a, b, c, d]);
    sink.bytes(&sum.to_le_bytes());
    head
}

const fn array<const N: usize>(text: &str) -> [u8; N] {
    match text.as_bytes().first_chunk::<N>() {
        Some(bytes) => *bytes,
        None => [0; N],
    }
}
