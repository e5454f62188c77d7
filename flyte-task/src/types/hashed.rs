//! `Hashed<T, H>`: a value with a hash that stands for it in cache keys.

use std::marker::PhantomData;

use super::wrapper::wrapper;
use super::{ArtifactDescriptor, ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

/// How a value is hashed (flytekit: `HashMethod`).
pub trait HashMethod<T>: 'static {
    /// The hash; equal values have equal ones.
    fn hash(value: &T) -> String;
}

/// A value whose literal bears a hash.
///
/// Flyte keys cached results by their inputs' hashes where they have some, and by the whole values where not. So a
/// value that is large, or that is never written the same way twice, can be told by less. The hash is made when the
/// value is an output; readers pass over it. It has no effect inside an option, an enum or a struct, but works on the
/// elements of lists and maps.
///
/// ```
/// use flyte_task::types::{HashMethod, Hashed};
///
/// /// A model is told by the name of its release.
/// struct ByName;
///
/// impl HashMethod<Vec<String>> for ByName {
///     fn hash(value: &Vec<String>) -> String {
///         value.first().cloned().unwrap_or_default()
///     }
/// }
///
/// #[flyte_task::task]
/// fn train() -> Hashed<Vec<String>, ByName> {
///     vec!["model-7".to_owned(), "weights".to_owned()].into()
/// }
///
/// assert_eq!(train().len(), 2);
/// ```
pub struct Hashed<T, H> {
    value: T,
    marker: PhantomData<fn() -> H>,
}

wrapper!(Hashed<T, H>);

impl<T: FlyteType, H: HashMethod<T>> FlyteType for Hashed<T, H> {
    const TYPE: &'static TypeDescriptor = T::TYPE;
    const ARTIFACT: Option<&'static ArtifactDescriptor> = T::ARTIFACT;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.hashed(|| H::hash(&self.value), |writer| self.value.encode(writer))
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        T::decode(reader).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    use super::*;
    use crate::storage::Storage;
    use crate::types::{from_literal, hex, to_literal};

    struct H;

    impl<T: Debug> HashMethod<T> for H {
        fn hash(value: &T) -> String {
            format!("h{value:?}")
        }
    }

    type Int = Hashed<i64, H>;

    fn bytes<T: FlyteType + PartialEq + Debug>(value: &T) -> String {
        let literal = to_literal(value).unwrap();
        assert_eq!(&from_literal::<T>(&literal, &Storage::new()).unwrap(), value);
        hex::from(&literal)
    }

    // Each text is `TypeEngine.to_literal(..).to_flyte_idl().SerializeToString().hex()` of flytekit 1.16.31, whose
    // hash of the value there is `h` and the value.
    #[test]
    fn hashes_stand_where_flytekits_do() {
        let list = |items: &[i64]| items.iter().copied().map(Int::new).collect::<Vec<_>>();
        assert_eq!(bytes(&Int::new(1)), "0a040a02080122026831");
        assert_eq!(bytes(&list(&[1, 2])), "12180a0a0a040a020801220268310a0a0a040a02080222026832");
        let whole = Hashed::<Vec<i64>, H>::new(vec![1, 2]);
        assert_eq!(bytes(&whole), "12100a060a040a0208010a060a040a0208022207685b312c20325d");
        let map = BTreeMap::from([("a".to_owned(), Int::new(1))]);
        assert_eq!(bytes(&map), "1a110a0f0a0161120a0a040a02080122026831");
        // Lost directly in an option, kept in a list in an option and on a whole option.
        assert_eq!(bytes(&Some(Int::new(1))), "0a154a130a060a040a020801120908015a050a03696e74");
        assert_eq!(
            bytes(&Some(list(&[1]))),
            "0a264a240a0e120c0a0a0a040a0208012202683112121a0208015a0c0a0a5479706564204c697374"
        );
        assert!(!bytes(&vec![Some(Int::new(1)), None]).contains("22026831"));
        let option = bytes(&Hashed::<Option<i64>, H>::new(Some(1)));
        assert!(option.starts_with("0a154a130a060a040a020801120908015a050a03696e7422"), "{option}");
    }

    #[test]
    fn a_hash_in_a_hashed_list_keeps_its_place() {
        let nested = Hashed::<Vec<Int>, H>::new(vec![Int::new(1), Int::new(2)]);
        let elements = "0a0a0a040a020801220268310a0a0a040a02080222026832";
        assert_eq!(bytes(&nested), format!("1218{elements}2207685b312c20325d"));
    }
}
