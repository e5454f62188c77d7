//! `Artifact<T, A>`: a value that becomes an artifact.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use chrono::{DateTime, Utc};
use flyte_idl::core::{self, ArtifactId, Partitions, label_value};
use flyte_idl::prost::Message;

use super::spec::{ArtifactDescriptor, ArtifactSpec, Granularity, label, timestamp};
use crate::deck::Base64;
use crate::types::output_metadata::{Entries, takes_metadata};
use crate::types::{ConversionError, DYNAMIC_PARTITIONS, FlyteType, Reader, TypeDescriptor, Writer};

/// An output that Flyte keeps as the artifact `A`; the value travels as `T`.
///
/// It may be the one output of a task, one of a tuple, or a field under [`Outputs`](crate::Outputs). Inside a list, a
/// map, an option or a struct it is no more than a `T`, and so is an input.
///
/// ```
/// use flyte_task::prelude::*;
/// use flyte_task::prost_types::Timestamp;
/// use flyte_task::types::{
///     Artifact, ArtifactSpec, Granularity, PartitionBinding, TimeBinding, TimePartition,
/// };
///
/// struct Pricing;
///
/// impl ArtifactSpec for Pricing {
///     const NAME: &'static str = "pricing";
///     const PARTITIONS: &'static [(&'static str, PartitionBinding)] = &[
///         // What the input `region` is in a run,
///         ("region", PartitionBinding::Input("region")),
///         // the same in all runs,
///         ("tier", PartitionBinding::Static("gold")),
///         // and what the task says.
///         ("model", PartitionBinding::Runtime),
///     ];
///     const TIME_PARTITION: Option<TimePartition> =
///         Some(TimePartition::new(TimeBinding::Runtime).by(Granularity::Hour));
/// }
///
/// #[task]
/// fn price(region: String) -> Artifact<f64, Pricing> {
///     let _ = region;
///     Artifact::new(9.5)
///         .with_partition("model", "m7")
///         .with_time_partition(chrono::Utc::now())
///         .with_model_card("# How prices are found")
/// }
///
/// assert_eq!(price::DESCRIPTOR.outputs[0].artifact.map(|artifact| artifact.name), Some("pricing"));
/// assert_eq!(*price("eu".to_owned()), 9.5);
/// ```
///
/// An artifact has at most ten partitions, and a type that has more does not compile:
///
/// ```compile_fail
/// use flyte_task::FlyteType;
/// use flyte_task::types::{Artifact, ArtifactSpec, PartitionBinding};
///
/// struct Many;
///
/// impl ArtifactSpec for Many {
///     const NAME: &'static str = "many";
///     const PARTITIONS: &'static [(&'static str, PartitionBinding)] = &[
///         ("a", PartitionBinding::Runtime),
///         ("b", PartitionBinding::Runtime),
///         ("c", PartitionBinding::Runtime),
///         ("d", PartitionBinding::Runtime),
///         ("e", PartitionBinding::Runtime),
///         ("f", PartitionBinding::Runtime),
///         ("g", PartitionBinding::Runtime),
///         ("h", PartitionBinding::Runtime),
///         ("i", PartitionBinding::Runtime),
///         ("j", PartitionBinding::Runtime),
///         ("k", PartitionBinding::Runtime),
///     ];
/// }
///
/// let artifact = <Artifact<i64, Many> as FlyteType>::ARTIFACT;
/// # assert!(artifact.is_some());
/// ```
pub struct Artifact<T, A> {
    value: T,
    entries: Entries,
    partitions: BTreeMap<String, String>,
    time_partition: Option<DateTime<Utc>>,
    marker: PhantomData<fn() -> A>,
}

impl<T, A> Artifact<T, A> {
    /// Wraps a value (flytekit: `create_from`).
    pub const fn new(value: T) -> Self {
        Self {
            value,
            entries: Entries::NONE,
            partitions: BTreeMap::new(),
            time_partition: None,
            marker: PhantomData,
        }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Says the value of a partition; that it is one of the artifact's is checked when the output is written.
    ///
    /// As in flytekit, a partition that is to be told at run time and is not goes without a value.
    pub fn with_partition(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.partitions.insert(key.into(), value.into());
        self
    }

    /// Says the time of the partition of time; that the artifact has one is checked when the output is written.
    pub fn with_time_partition(mut self, time: DateTime<Utc>) -> Self {
        self.time_partition = Some(time);
        self
    }

    fn entries(&mut self) -> &mut Entries {
        &mut self.entries
    }
}

takes_metadata!(Artifact<T, A>);

impl<T: FlyteType, A: ArtifactSpec> Artifact<T, A> {
    const DESCRIPTOR: &'static ArtifactDescriptor = {
        assert!(T::ARTIFACT.is_none(), "one output cannot become two artifacts");
        &ArtifactDescriptor::of::<A>()
    };

    fn metadata(&self, output: &str) -> Result<BTreeMap<String, String>, ConversionError> {
        let mut metadata = self.entries.of(output);
        if let Some(id) = self.runtime_id()? {
            metadata.insert(DYNAMIC_PARTITIONS.to_owned(), Base64(&id.encode_to_vec()).to_string());
        }
        Ok(metadata)
    }

    /// What was said at run time, if anything was.
    fn runtime_id(&self) -> Result<Option<ArtifactId>, ConversionError> {
        let artifact = Self::DESCRIPTOR;
        if let Some(unknown) =
            self.partitions.keys().find(|key| artifact.partitions.iter().all(|(known, _)| known != key))
        {
            let known: Vec<_> = artifact.partitions.iter().map(|(known, _)| format!("`{known}`")).collect();
            let known = if known.is_empty() { "it has none".to_owned() } else { known.join(", ") };
            return Err(ConversionError::new(format!(
                "the artifact `{}` has no partition `{unknown}`; its partitions: {known}",
                artifact.name
            )));
        }
        let time_partition = match (self.time_partition, artifact.time_partition) {
            (None, _) => None,
            (Some(_), None) => {
                return Err(ConversionError::new(format!(
                    "the artifact `{}` has no time partition",
                    artifact.name
                )));
            }
            (Some(time), Some(declared)) => Some(core::TimePartition {
                value: Some(label(label_value::Value::TimeValue(timestamp(time)))),
                // flytekit says nothing here of the default.
                granularity: declared
                    .granularity
                    .map_or(core::Granularity::Unset, Granularity::message)
                    .into(),
            }),
        };
        let value = |value: &String| label(label_value::Value::StaticValue(value.clone()));
        let partitions = (!self.partitions.is_empty()).then(|| Partitions {
            value: self.partitions.iter().map(|(key, text)| (key.clone(), value(text))).collect(),
        });
        let said = partitions.is_some() || time_partition.is_some();
        Ok(said.then(|| ArtifactId { partitions, time_partition, ..ArtifactId::default() }))
    }
}

impl<T: FlyteType, A: ArtifactSpec> FlyteType for Artifact<T, A> {
    const TYPE: &'static TypeDescriptor = T::TYPE;
    const ARTIFACT: Option<&'static ArtifactDescriptor> = Some(Self::DESCRIPTOR);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.metadata(|output| self.metadata(output))?;
        self.value.encode(writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        T::decode(reader).map(Self::new)
    }
}

impl<T, A> From<T> for Artifact<T, A> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T, A> Deref for Artifact<T, A> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, A> DerefMut for Artifact<T, A> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

// Derived ones would ask the same of the marker, of which there are no values.
impl<T: fmt::Debug, A> fmt::Debug for Artifact<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Clone, A> Clone for Artifact<T, A> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            entries: self.entries.clone(),
            partitions: self.partitions.clone(),
            time_partition: self.time_partition,
            marker: PhantomData,
        }
    }
}

impl<T: Default, A> Default for Artifact<T, A> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq, A> PartialEq for Artifact<T, A> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
            && self.entries == other.entries
            && self.partitions == other.partitions
            && self.time_partition == other.time_partition
    }
}

#[cfg(test)]
mod tests {
    use flyte_idl::core::Literal;

    use super::*;
    use crate::interface::{OutputSink, Outputs};
    use crate::storage::Storage;
    use crate::types::{
        Annotated, Annotation, HashMethod, Hashed, PartitionBinding, TimeBinding, TimePartition,
        WithMetadata, from_literal,
    };

    struct Timed;

    impl ArtifactSpec for Timed {
        const NAME: &'static str = "timed";
        const PARTITIONS: &'static [(&'static str, PartitionBinding)] =
            &[("b", PartitionBinding::Runtime), ("a", PartitionBinding::Runtime)];
        const TIME_PARTITION: Option<TimePartition> = Some(TimePartition::new(TimeBinding::Runtime));
    }

    struct Bare;

    impl ArtifactSpec for Bare {
        const NAME: &'static str = "bare";
    }

    struct Marker;

    impl Annotation for Marker {
        fn annotation() -> serde_json::Value {
            serde_json::json!({})
        }
    }

    impl HashMethod<Artifact<i64, Bare>> for Marker {
        fn hash(_: &Artifact<i64, Bare>) -> String {
            "h".to_owned()
        }
    }

    #[derive(crate::FlyteType)]
    #[flyte(crate = crate)]
    struct Newtype(Artifact<i64, Bare>);

    #[derive(crate::Outputs)]
    #[flyte(crate = crate)]
    struct Named {
        plain: i64,
        kept: Artifact<i64, Bare>,
    }

    fn written<T: Outputs>(value: &T) -> Result<Vec<Literal>, ConversionError> {
        let mut sink = OutputSink::default();
        Outputs::encode(value, &mut sink)?;
        Ok(sink.into_literals().iter().map(|(_, bytes)| Literal::decode(bytes.as_slice()).unwrap()).collect())
    }

    fn refusal<T: Outputs>(value: &T) -> String {
        written(value).unwrap_err().to_string()
    }

    fn names<T: Outputs>() -> Vec<Option<&'static str>> {
        T::VARIABLES.iter().map(|variable| variable.artifact.map(|artifact| artifact.name)).collect()
    }

    #[test]
    fn whole_outputs_become_artifacts_however_they_are_wrapped() {
        type Kept = Artifact<i64, Bare>;
        assert_eq!(names::<Kept>(), [Some("bare")]);
        assert_eq!(names::<(i64, Kept, Artifact<String, Timed>)>(), [None, Some("bare"), Some("timed")]);
        assert_eq!(names::<Named>(), [None, Some("bare")]);
        assert_eq!(names::<(Hashed<Kept, Marker>, Annotated<Kept, Marker>)>(), [Some("bare"); 2]);
        assert_eq!(names::<(Box<Kept>, WithMetadata<Kept>, Newtype)>(), [Some("bare"); 3]);
        assert_eq!(names::<(Vec<Kept>, Option<Kept>)>(), [None; 2]);
        assert_eq!(crate::kwtypes! { kept: Kept }[0].artifact.map(|artifact| artifact.name), Some("bare"));
    }

    #[test]
    fn what_nobody_said_is_not_written() {
        let literals = written(&Named { plain: 1, kept: 2.into() }).unwrap();
        assert!(literals.iter().all(|literal| literal.metadata.is_empty()));
        let literals = written(&Newtype(Artifact::new(2).with_metadata("a", "b"))).unwrap();
        assert_eq!(literals[0].metadata["a"], "b");
    }

    // `b64encode(ArtifactID(partitions=.., time_partition=..).SerializeToString(deterministic=True))`, with what
    // `flytekit.core.artifact_utils` of flytekit 1.16.31 makes of the same partitions and time.
    #[test]
    fn what_is_said_has_flytekits_bytes() {
        let said = |artifact: Artifact<i64, Timed>| written(&artifact).unwrap()[0].metadata["_uap"].clone();
        let both = Artifact::new(1).with_partition("b", "2").with_partition("a", "é");
        assert_eq!(said(both), "GhUKCQoBYRIECgLDqQoICgFiEgMKATI=");
        let time = Artifact::new(1).with_time_partition(DateTime::UNIX_EPOCH);
        assert_eq!(said(time), "IgQKAhIA");
    }

    #[test]
    fn partitions_that_the_artifact_does_not_have_are_refused() {
        let unknown = Artifact::<i64, Timed>::new(1).with_partition("c", "2");
        assert_eq!(
            refusal(&unknown),
            "at `o0`: the artifact `timed` has no partition `c`; its partitions: `b`, `a`"
        );
        let none = Artifact::<i64, Bare>::new(1).with_partition("c", "2");
        assert!(
            refusal(&none).ends_with("the artifact `bare` has no partition `c`; its partitions: it has none")
        );
        let time = Artifact::<i64, Bare>::new(1).with_time_partition(DateTime::UNIX_EPOCH);
        assert!(refusal(&time).ends_with("the artifact `bare` has no time partition"), "{}", refusal(&time));
    }

    #[test]
    fn as_an_input_it_is_read_as_the_value() {
        let bytes =
            written(&Artifact::<i64, Timed>::new(1).with_partition("a", "2")).unwrap()[0].encode_to_vec();
        assert_eq!(*from_literal::<Artifact<i64, Timed>>(&bytes, &Storage::new()).unwrap(), 1);
    }
}
