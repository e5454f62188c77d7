//! Unions: which variant a value is of.
//!
//! Under a tag a value is of the variant that bears it; only structs share one, and there the one that can be read
//! counts. A bare value is of the one variant that can read it. Two that can are an error, as in flytekit. Inside
//! structs values are bare by nature, and a variant is chosen as flytekit's dataclasses do it: one of exactly the
//! value's kind, else the first in order that can read it.

use super::literal::{Scalar, Shape};
use super::msgpack::Unpacker;
use super::reader::{Source, generic_atom, packed, packed_atom};
use super::{Atom, Reader};
use crate::types::named::{UnionType, VariantDescriptor};
use crate::types::{ConversionError, TypeDescriptor};

/// Reads a value as the variant at a position.
type ReadVariant<'f> = &'f mut dyn FnMut(usize, &mut Reader<'_>) -> Result<(), ConversionError>;

/// How a variant is chosen among those that can read a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// There must be only one.
    Only,
    /// The first in order.
    First,
}

impl Reader<'_> {
    /// Reads a value of a union: `variant` is called with a position and reads a value of the type there.
    ///
    /// It may be called for several positions; the last call that succeeded counts.
    ///
    /// # Errors
    /// When no variant can read the value, or when more than one can; the error names them.
    pub fn union(&mut self, ty: &TypeDescriptor, variant: ReadVariant<'_>) -> Result<(), ConversionError> {
        let TypeDescriptor::Union(of) = ty else {
            return Err(ConversionError::new("a union was to be read by a type that is none"));
        };
        let all = of.definition().variants;
        match self.source {
            Source::Literal(literal) => {
                if let Shape::Offloaded(uri) = Shape::of(literal)? {
                    return self.offloaded(uri, |reader| reader.union(ty, variant));
                }
                let Shape::Scalar(scalar) = Shape::of(literal)? else {
                    return self.choose(of, all.iter().enumerate(), Choice::Only, variant);
                };
                match Scalar::of(scalar)? {
                    Scalar::Union { value, tag: Some(tag) } => {
                        let mut tagged =
                            all.iter().enumerate().filter(|(_, v)| v.ty.answers_to(tag)).peekable();
                        if tagged.peek().is_none() {
                            return Err(ConversionError::mismatch(
                                expected(of),
                                format!("one tagged `{tag}`"),
                            ));
                        }
                        let mut reader = self.inner(Source::Literal(value), self.storage)?;
                        reader.choose(of, tagged, Choice::Only, variant)
                    }
                    Scalar::Union { tag: None, .. } => {
                        Err(ConversionError::mismatch(expected(of), "one without a tag"))
                    }
                    Scalar::Binary(binary) => {
                        let mut unpacker = Unpacker::new(packed(binary.tag, binary.value)?);
                        match exact(all, packed_atom(&mut unpacker)?) {
                            Some(index) => variant(index, self),
                            None => self.choose(of, all.iter().enumerate(), Choice::Only, variant),
                        }
                    }
                    _ => self.choose(of, all.iter().enumerate(), Choice::Only, variant),
                }
            }
            Source::Packed(mut unpacker) => match exact(all, packed_atom(&mut unpacker)?) {
                Some(index) => variant(index, self),
                None => self.choose(of, bytes_last(all), Choice::First, variant),
            },
            Source::Generic(value) => match exact(all, generic_atom(value)?) {
                Some(index) => variant(index, self),
                None => self.choose(of, bytes_last(all), Choice::First, variant),
            },
        }
    }

    fn choose<'v>(
        &mut self,
        of: &UnionType,
        candidates: impl Iterator<Item = (usize, &'v VariantDescriptor)>,
        choice: Choice,
        read: ReadVariant<'_>,
    ) -> Result<(), ConversionError> {
        let mut chosen = None;
        let mut reasons = Vec::new();
        for (index, variant) in candidates {
            let mut reader = self.inner(self.source, self.storage)?;
            match (read(index, &mut reader), chosen) {
                (Ok(()), None) => {
                    chosen = Some((variant.name, reader.source));
                    if choice == Choice::First {
                        break;
                    }
                }
                (Ok(()), Some((first, _))) => {
                    return Err(ConversionError::new(format!(
                        "ambiguous: the value can be read as `{first}` and as `{}` of `{}`; it must come \
                         under a tag",
                        variant.name, of.name
                    )));
                }
                (Err(error), _) => reasons.push((variant.name, error)),
            }
        }
        match (chosen, reasons.as_mut_slice()) {
            (Some((_, source)), _) => {
                self.source = source;
                Ok(())
            }
            // With one candidate its own error says best what is wrong.
            (None, [_]) => Err(reasons.remove(0).1),
            (None, _) => {
                let reasons: Vec<_> =
                    reasons.iter().map(|(name, error)| format!("as `{name}`: {error}")).collect();
                Err(ConversionError::new(format!(
                    "no variant of `{}` fits ({})",
                    of.name,
                    reasons.join("; ")
                )))
            }
        }
    }
}

/// The variant whose kind is exactly that of the value; text may stand for more than text, so it is of none.
fn exact(variants: &[VariantDescriptor], atom: Atom<'_>) -> Option<usize> {
    variants.iter().position(|variant| {
        matches!(
            (variant.ty.plain(), atom),
            (TypeDescriptor::None, Atom::None)
                | (TypeDescriptor::Integer, Atom::Integer(_) | Atom::Large(_))
                | (TypeDescriptor::Float, Atom::Float(_))
                | (TypeDescriptor::Boolean, Atom::Boolean(_))
                | (TypeDescriptor::Bytes, Atom::Bytes(_))
        )
    })
}

/// The variants in order, but bytes behind all others: what is text to those may be base64 to these.
fn bytes_last(variants: &[VariantDescriptor]) -> impl Iterator<Item = (usize, &VariantDescriptor)> {
    let are_bytes = |variant: &VariantDescriptor| matches!(variant.ty.plain(), TypeDescriptor::Bytes);
    let of = move |bytes| variants.iter().enumerate().filter(move |(_, variant)| are_bytes(variant) == bytes);
    of(false).chain(of(true))
}

fn expected(of: &UnionType) -> String {
    let tags: Vec<_> =
        of.definition().variants.iter().map(|variant| format!("`{}`", variant.ty.tag())).collect();
    format!("a union value of `{}`, tagged {}", of.name, tags.join(", "))
}
