//! Checks, while the compiler works out constants, that the variants of a union can be told apart.

use super::TypeDescriptor;
use super::named::{StructType, VariantDescriptor};

/// Checks a variant against those before it.
///
/// # Panics
/// When a reader could take a value of one for a value of another. In a constant that is a compile error.
#[doc(hidden)]
#[track_caller]
#[expect(clippy::panic, reason = "a panic in a constant is how a compile error is made")]
pub const fn check_variant(variants: &[VariantDescriptor], index: usize) {
    let Some((mut earlier, [variant, ..])) = variants.split_at_checked(index) else { return };
    if variant.ty.is_union() {
        let text = Text::new()
            .add("`")
            .add(variant.name)
            .add("` holds an option or a union, but Flyte has no unions inside unions: ")
            .add("give this enum the inner variants themselves, and for none a variant without a value");
        panic!("{}", text.as_str());
    }
    while let [other, rest @ ..] = earlier {
        if let Some(reason) = clash(other.ty.plain(), variant.ty.plain()) {
            let text = Text::new()
                .add("a reader could not tell `")
                .add(variant.name)
                .add("` from `")
                .add(other.name)
                .add("`: ")
                .add(reason);
            panic!("{}", text.as_str());
        }
        earlier = rest;
    }
}

/// Why values of the two types cannot be told apart in a union.
const fn clash(a: &TypeDescriptor, b: &TypeDescriptor) -> Option<&'static str> {
    match (a, b) {
        (TypeDescriptor::Struct(a), TypeDescriptor::Struct(b)) if reads_as(a, b) || reads_as(b, a) => {
            Some("every field that one of the two structs needs is also a field of the other")
        }
        (TypeDescriptor::Struct(_), TypeDescriptor::Struct(_)) => None,
        _ if !same(a.tag(), b.tag()) => None,
        (TypeDescriptor::None, _) => Some("both stand for none"),
        (TypeDescriptor::Integer, _) => Some("Flyte has one type of integer"),
        (TypeDescriptor::Float, _) => Some("Flyte has one type of float"),
        (TypeDescriptor::List(_), _) => {
            Some("both are lists, and unions are told apart by their outermost type")
        }
        (TypeDescriptor::Map(_) | TypeDescriptor::KeyedMap(..) | TypeDescriptor::Json, _) => {
            Some("both are maps, and unions are told apart by their outermost type")
        }
        (TypeDescriptor::StructuredDataset(_) | TypeDescriptor::Schema(_), _) => {
            Some("both are datasets, and columns do not tell values apart")
        }
        (TypeDescriptor::Blob { .. }, _) => {
            Some("both are files, or both directories, and the format does not tell values apart")
        }
        (TypeDescriptor::Enum(_), _) => {
            Some("both are enums, and unions are told apart by their outermost type")
        }
        _ => Some("both are of the same Flyte type"),
    }
}

/// Whether a value of `written` has every field that `read` needs.
const fn reads_as(written: &StructType, read: &StructType) -> bool {
    let mut keys = read.keys;
    while let [key, rest @ ..] = keys {
        if !key.optional && !has(written, key.name) {
            return false;
        }
        keys = rest;
    }
    true
}

const fn has(of: &StructType, name: &str) -> bool {
    let mut keys = of.keys;
    while let [key, rest @ ..] = keys {
        if same(key.name, name) {
            return true;
        }
        keys = rest;
    }
    false
}

const fn same(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    while let ([first, a_rest @ ..], [second, b_rest @ ..]) = (a, b) {
        if *first != *second {
            return false;
        }
        (a, b) = (a_rest, b_rest);
    }
    a.is_empty() && b.is_empty()
}

/// Text put together by the compiler; what does not fit is left out.
struct Text {
    bytes: [u8; 400],
    len: usize,
}

impl Text {
    const fn new() -> Self {
        Self { bytes: [0; 400], len: 0 }
    }

    const fn add(mut self, text: &str) -> Self {
        if let Some((_, room)) = self.bytes.split_at_mut_checked(self.len)
            && let Some((place, _)) = room.split_at_mut_checked(text.len())
        {
            place.copy_from_slice(text.as_bytes());
            self.len += text.len();
        }
        self
    }

    const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "the variants cannot be told apart",
        }
    }
}
