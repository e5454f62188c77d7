//! `Annotated<T, A>`: a type with notes to those who read a task's interface.

use std::fmt;
use std::marker::PhantomData;

use flyte_idl::prost_types::Struct;
use serde_json::Value;

use super::wrapper::wrapper;
use super::{
    ArtifactDescriptor, ConversionError, FlyteType, Reader, TypeDescriptor, TypeIdentity, Writer,
    protobuf_struct,
};

/// Notes on a type (flytekit: `FlyteAnnotation`).
pub trait Annotation: 'static {
    /// The notes, as a JSON object.
    fn annotation() -> Value;
}

/// A value of `T` where an interface shows the notes `A` with the type; how it travels is not touched by them.
///
/// Structs, enums, maps and `()` take no notes, as in flytekit. The values that a Python task's `Literal[..]` admits
/// are such a note, too.
///
/// ```
/// use flyte_task::types::{Annotated, Annotation};
/// use serde_json::{Value, json};
///
/// struct Milliseconds;
///
/// impl Annotation for Milliseconds {
///     fn annotation() -> Value {
///         json!({"unit": "ms", "range": [0, 10]})
///     }
/// }
///
/// #[flyte_task::task]
/// fn wait(time: Annotated<i64, Milliseconds>) -> i64 {
///     *time
/// }
///
/// assert_eq!(wait(5.into()), 5);
/// ```
pub struct Annotated<T, A> {
    value: T,
    marker: PhantomData<fn() -> A>,
}

wrapper!(Annotated<T, A>);

/// A type with notes.
#[derive(Clone, Copy)]
pub struct AnnotatedType {
    /// The type itself.
    pub inner: &'static TypeDescriptor,
    /// Which type tells the notes.
    pub id: TypeIdentity,
    /// The notes, as a JSON object.
    pub annotation: fn() -> Value,
}

impl<T: FlyteType, A: Annotation> FlyteType for Annotated<T, A> {
    const TYPE: &'static TypeDescriptor = {
        assert!(
            takes_notes(T::TYPE),
            "flytekit knows no notes on structs, enums, maps, `()` and types that have notes already"
        );
        &TypeDescriptor::Annotated(AnnotatedType {
            inner: T::TYPE,
            id: TypeIdentity::of::<A>(),
            annotation: A::annotation,
        })
    };
    const ARTIFACT: Option<&'static ArtifactDescriptor> = T::ARTIFACT;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        self.value.encode(writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        T::decode(reader).map(Self::new)
    }

    fn encode_list(items: &[Self], writer: &mut Writer) -> Result<(), ConversionError> {
        writer.list(items, Self::encode)
    }
}

const fn takes_notes(ty: &TypeDescriptor) -> bool {
    !matches!(
        ty,
        TypeDescriptor::None
            | TypeDescriptor::Bytes
            | TypeDescriptor::Map(_)
            | TypeDescriptor::KeyedMap(..)
            | TypeDescriptor::Json
            | TypeDescriptor::Struct(_)
            | TypeDescriptor::Enum(_)
            | TypeDescriptor::Annotated(_)
    )
}

impl AnnotatedType {
    /// The notes as a message; what is no object is told as the note `value`.
    pub(super) fn message(&self) -> Struct {
        match (self.annotation)() {
            Value::Object(notes) => protobuf_struct::from_json(&notes),
            other => protobuf_struct::from_json(&[("value".to_owned(), other)].into_iter().collect()),
        }
    }
}

// Fn pointers cannot be compared.
impl PartialEq for AnnotatedType {
    fn eq(&self, other: &Self) -> bool {
        (self.id, self.inner) == (other.id, other.inner)
    }
}

impl fmt::Debug for AnnotatedType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnnotatedType").field("inner", self.inner).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use flyte_idl::prost::Message;
    use serde_json::json;

    use super::*;
    use crate::storage::Storage;
    use crate::types::{from_literal, hex, to_literal};

    struct Unit;

    impl Annotation for Unit {
        fn annotation() -> Value {
            json!({"unit": "ms"})
        }
    }

    type Int = Annotated<i64, Unit>;
    type Odd = Option<Annotated<Option<i64>, Unit>>;

    fn ty<T: FlyteType>() -> String {
        hex::from(&T::TYPE.literal_type().encode_to_vec())
    }

    // Each text is the type that flytekit 1.16.31 makes, serialized.
    #[test]
    fn notes_stand_where_flytekits_do() {
        const NOTE: &str = "4a100a0e0a0c0a04756e697412041a026d73";
        assert_eq!(ty::<Int>(), format!("0801{NOTE}"));
        assert_eq!(ty::<Vec<Int>>(), format!("1a140801{NOTE}"));
        assert_eq!(ty::<Option<Int>>(), format!("52290a1b0801{NOTE}5a050a03696e740a0a08005a060a046e6f6e65"));
        let option = ty::<Annotated<Option<i64>, Unit>>();
        assert!(
            option.contains(NOTE) && option.contains("52170a0908015a050a03696e740a0a08005a060a046e6f6e65")
        );
    }

    #[test]
    fn values_travel_as_without_notes() {
        let storage = Storage::new();
        assert_eq!(to_literal(&vec![Int::new(5)]).unwrap(), to_literal(&vec![5i64]).unwrap());
        for (noted, bare) in [(Some(Annotated::new(Some(5))), Some(5i64)), (None, None)] {
            let literal = to_literal::<Odd>(&noted).unwrap();
            assert_eq!(literal, to_literal(&bare).unwrap());
            let read = from_literal::<Odd>(&literal, &storage).unwrap();
            assert_eq!(read.and_then(Annotated::into_inner), bare);
        }
    }
}
