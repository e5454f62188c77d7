//! `WithMetadata<T>`: a value with cards and other metadata on its literal.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::artifact::ArtifactDescriptor;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

/// The key of the partitions that an artifact was given at run time: the base64 of a serialized `ArtifactID`.
pub const DYNAMIC_PARTITIONS: &str = "_uap";

/// The key of a model card: what an output is as a model, told to people.
pub const MODEL_CARD: &str = "_ucm";

/// The key of a data card: what an output is as data, told to people.
pub const DATA_CARD: &str = "_ucd";

/// The key that flytekit reserves for cards of no kind; nothing reads it.
pub const UNSET_CARD: &str = "_uc";

/// A value whose literal bears metadata: cards, or any keys and values.
///
/// Flyte hands the metadata on beside the value, for those who look at an execution or an artifact; tasks that read
/// the value pass over it. It stands on outputs only, and on whole ones: inside a list, a map, an option or a struct
/// it has no effect, and neither on inputs and their defaults.
///
/// ```
/// use flyte_task::types::WithMetadata;
///
/// #[flyte_task::task]
/// fn train(rounds: i64) -> WithMetadata<f64> {
///     WithMetadata::new(0.5)
///         .with_model_card(format!("# A model\nTrained for {rounds} rounds."))
///         .with_data_card("# The numbers behind it")
///         .with_metadata("owner", "ml-team")
/// }
///
/// assert_eq!(*train(3), 0.5);
/// ```
///
/// What a text depends on may be known only when it is written (flytekit: `SerializableToString`):
///
/// ```
/// use flyte_task::types::{MODEL_CARD, WithMetadata};
///
/// let model = WithMetadata::new(1)
///     .with_metadata_of(|output| (MODEL_CARD.to_owned(), format!("# The output {output}")));
/// assert_eq!(*model, 1);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct WithMetadata<T> {
    value: T,
    entries: Entries,
}

impl<T> WithMetadata<T> {
    /// Wraps a value; it has no metadata yet.
    pub const fn new(value: T) -> Self {
        Self { value, entries: Entries::NONE }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }

    fn entries(&mut self) -> &mut Entries {
        &mut self.entries
    }
}

/// The ways in which a wrapper takes metadata; it has a method `entries`.
macro_rules! takes_metadata {
    ($name:ident<T $(, $marker:ident)?>) => {
        impl<T $(, $marker)?> $name<T $(, $marker)?> {
            /// Adds a model card; one that was given before is replaced.
            pub fn with_model_card(self, card: impl Into<String>) -> Self {
                self.with_metadata($crate::types::MODEL_CARD, card)
            }

            /// Adds a data card; one that was given before is replaced.
            pub fn with_data_card(self, card: impl Into<String>) -> Self {
                self.with_metadata($crate::types::DATA_CARD, card)
            }

            /// Adds a value under a key; one that was given before is replaced.
            pub fn with_metadata(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
                self.entries().text(key.into(), value.into());
                self
            }

            /// Adds a key and a value that `make` makes from the output's name, when the output is written.
            pub fn with_metadata_of(
                mut self,
                make: impl Fn(&str) -> (String, String) + Send + Sync + 'static,
            ) -> Self {
                self.entries().made(make);
                self
            }
        }
    };
}

pub(super) use takes_metadata;

takes_metadata!(WithMetadata<T>);

impl<T: FlyteType> FlyteType for WithMetadata<T> {
    const TYPE: &'static TypeDescriptor = T::TYPE;
    const ARTIFACT: Option<&'static ArtifactDescriptor> = T::ARTIFACT;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.metadata(|output| Ok(self.entries.of(output)))?;
        self.value.encode(writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        T::decode(reader).map(Self::new)
    }
}

impl<T> From<T> for WithMetadata<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> Deref for WithMetadata<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for WithMetadata<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for WithMetadata<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Keys and values, in the order in which they were given.
#[derive(Clone, Default)]
pub(super) struct Entries(Vec<Entry>);

#[derive(Clone)]
enum Entry {
    Text(String, String),
    Made(Arc<Make>),
}

/// Makes a key and a value from the name of an output.
type Make = dyn Fn(&str) -> (String, String) + Send + Sync;

impl Entries {
    pub(super) const NONE: Self = Self(Vec::new());

    pub(super) fn text(&mut self, key: String, value: String) {
        self.0.push(Entry::Text(key, value));
    }

    pub(super) fn made(&mut self, make: impl Fn(&str) -> (String, String) + Send + Sync + 'static) {
        self.0.push(Entry::Made(Arc::new(make)));
    }

    /// What stands on the output of that name; of two values for one key the later.
    pub(super) fn of(&self, output: &str) -> BTreeMap<String, String> {
        let entry = |entry: &Entry| match entry {
            Entry::Text(key, value) => (key.clone(), value.clone()),
            Entry::Made(make) => make(output),
        };
        self.0.iter().map(entry).collect()
    }
}

// Fns cannot be compared, but what they make can.
impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.of("") == other.of("")
    }
}

#[cfg(test)]
mod tests {
    use flyte_idl::core::Literal;
    use flyte_idl::prost::Message;

    use super::*;
    use crate::interface::{OutputSink, Outputs};
    use crate::storage::Storage;
    use crate::types::{HashMethod, Hashed, from_literal, to_literal};

    struct H;

    impl<T: fmt::Debug> HashMethod<T> for H {
        fn hash(value: &T) -> String {
            format!("h{value:?}")
        }
    }

    fn outputs<T: Outputs>(value: &T) -> Vec<Literal> {
        let mut sink = OutputSink::default();
        Outputs::encode(value, &mut sink).unwrap();
        sink.into_literals()
            .into_iter()
            .map(|(name, bytes)| {
                let literal = Literal::decode(bytes.as_slice()).unwrap();
                assert_eq!(literal.encode_to_vec(), bytes, "{name} is canonical");
                literal
            })
            .collect()
    }

    fn metadata(literal: &Literal) -> Vec<(&str, &str)> {
        literal.metadata.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect()
    }

    #[test]
    fn cards_stand_sorted_on_the_literal() {
        let value = WithMetadata::new(5)
            .with_metadata("z", "1")
            .with_model_card("# model")
            .with_data_card("old")
            .with_data_card("# data")
            .with_metadata_of(|output| (UNSET_CARD.to_owned(), output.to_owned()));
        let literals = outputs(&(1_i64, value));
        assert!(metadata(&literals[0]).is_empty());
        let expected = [(UNSET_CARD, "o1"), (DATA_CARD, "# data"), (MODEL_CARD, "# model"), ("z", "1")];
        assert_eq!(metadata(&literals[1]), expected);
        assert_eq!(literals[1].as_integer(), Some(5));
    }

    #[test]
    fn readers_pass_over_it() {
        let literals = outputs(&WithMetadata::new(vec![1_i64, 2]).with_metadata("a", "b"));
        let bytes = literals[0].encode_to_vec();
        assert_eq!(from_literal::<Vec<i64>>(&bytes, &Storage::new()).unwrap(), [1, 2]);
        assert_eq!(*from_literal::<WithMetadata<Vec<i64>>>(&bytes, &Storage::new()).unwrap(), [1, 2]);
    }

    #[test]
    fn a_hash_stands_before_the_metadata_whichever_is_outside() {
        let inside = WithMetadata::new(Hashed::<i64, H>::new(1)).with_metadata("a", "b");
        let outside = Hashed::<_, H>::new(WithMetadata::new(1_i64).with_metadata("a", "b"));
        assert_eq!(outputs(&inside), outputs(&outside));
        assert_eq!(outputs(&inside)[0].hash, "h1");
    }

    #[test]
    fn only_whole_outputs_bear_it() {
        let noted = || WithMetadata::new(1_i64).with_metadata("a", "b");
        assert_eq!(outputs(&vec![noted()]), outputs(&vec![1_i64]));
        assert_eq!(outputs(&Some(noted())), outputs(&Some(1_i64)));
        assert_eq!(to_literal(&noted()).unwrap(), to_literal(&1_i64).unwrap());
    }

    #[test]
    fn the_outermost_of_two_values_counts() {
        let value =
            WithMetadata::new(WithMetadata::new(1_i64).with_metadata("a", "in").with_metadata("b", "in"))
                .with_metadata("a", "out");
        assert_eq!(metadata(&outputs(&value)[0]), [("a", "out"), ("b", "in")]);
    }
}
