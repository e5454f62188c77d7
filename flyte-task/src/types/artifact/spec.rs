//! What an artifact is called and where the values of its partitions come from, as constant data.

use chrono::{DateTime, Utc};
use flyte_idl::core::{self, ArtifactId, ArtifactKey, InputBindingData, LabelValue, Partitions, label_value};
use flyte_idl::prost_types::Timestamp;

/// The most partitions that an artifact may have, besides the one of time.
pub(super) const MOST_PARTITIONS: usize = 10;

/// An artifact: its name, and where the values of its partitions come from (flytekit: `Artifact(..)`, with what it is
/// called with in a task's interface).
///
/// The example of [`Artifact`](super::Artifact) has one. Two tasks that fill the partitions of one artifact in
/// different ways have a type each, of the same name.
pub trait ArtifactSpec: 'static {
    /// The artifact's name; project and domain are those of the execution that makes it.
    const NAME: &'static str;

    /// The partitions, at most ten, each with where its value comes from.
    const PARTITIONS: &'static [(&'static str, PartitionBinding)] = &[];

    /// The partition of time, if there is one.
    const TIME_PARTITION: Option<TimePartition> = None;
}

/// Where the value of a partition comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartitionBinding {
    /// From the task's input of that name (flytekit: `Inputs.name`).
    Input(&'static str),
    /// It is always this one.
    Static(&'static str),
    /// From the task as it runs: [`Artifact::with_partition`](super::Artifact::with_partition).
    Runtime,
}

/// Where the time of the partition of time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeBinding {
    /// From the task's input of that name, a datetime.
    Input(&'static str),
    /// It is always this one.
    Static(DateTime<Utc>),
    /// From the task as it runs: [`Artifact::with_time_partition`](super::Artifact::with_time_partition).
    Runtime,
}

/// The partition of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimePartition {
    /// Where its time comes from.
    pub binding: TimeBinding,
    /// How long one partition is; a day if nothing is said.
    pub granularity: Option<Granularity>,
}

impl TimePartition {
    /// A partition per day.
    pub const fn new(binding: TimeBinding) -> Self {
        Self { binding, granularity: None }
    }

    /// The same with partitions of that length.
    pub const fn by(self, granularity: Granularity) -> Self {
        Self { granularity: Some(granularity), ..self }
    }
}

/// How long a partition of time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Granularity {
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A month.
    Month,
}

/// An artifact as constant data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArtifactDescriptor {
    /// Its name.
    pub name: &'static str,
    /// The partitions, each with where its value comes from.
    pub partitions: &'static [(&'static str, PartitionBinding)],
    /// The partition of time.
    pub time_partition: Option<TimePartition>,
}

impl ArtifactDescriptor {
    /// The description of `A`, checked.
    pub(super) const fn of<A: ArtifactSpec>() -> Self {
        assert!(!A::NAME.is_empty(), "an artifact needs a name");
        assert!(
            A::PARTITIONS.len() <= MOST_PARTITIONS,
            "an artifact has more than ten partitions, which is the most that Flyte takes"
        );
        assert!(
            are_distinct(A::PARTITIONS),
            "an artifact has two partitions of the same name, or one without a name"
        );
        Self { name: A::NAME, partitions: A::PARTITIONS, time_partition: A::TIME_PARTITION }
    }

    /// The message that goes into a task's interface.
    pub(crate) fn partial_id(&self) -> ArtifactId {
        use label_value::Value;
        let runtime = || Value::RuntimeBinding(core::RuntimeBinding::default());
        let partitions = self.partitions.iter().map(|(key, binding)| {
            let value = match *binding {
                PartitionBinding::Input(name) => input(name),
                PartitionBinding::Static(value) => Value::StaticValue(value.to_owned()),
                PartitionBinding::Runtime => runtime(),
            };
            ((*key).to_owned(), label(value))
        });
        let time = self.time_partition.map(|partition| {
            let value = match partition.binding {
                TimeBinding::Input(name) => input(name),
                TimeBinding::Static(time) => Value::TimeValue(timestamp(time)),
                TimeBinding::Runtime => runtime(),
            };
            // flytekit says a day of every time that is given at run time; what was declared is what is meant.
            let granularity = partition.granularity.unwrap_or(Granularity::Day);
            core::TimePartition { value: Some(label(value)), granularity: granularity.message().into() }
        });
        ArtifactId {
            artifact_key: Some(ArtifactKey { name: self.name.to_owned(), ..ArtifactKey::default() }),
            partitions: (!self.partitions.is_empty()).then(|| Partitions { value: partitions.collect() }),
            time_partition: time,
            ..ArtifactId::default()
        }
    }

    /// The inputs that partitions take their values from, each with which partition that is.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = (String, &'static str)> {
        let partitions = self.partitions.iter().filter_map(|(key, binding)| match *binding {
            PartitionBinding::Input(name) => Some((format!("partition `{key}`"), name)),
            _ => None,
        });
        let time = self.time_partition.and_then(|partition| match partition.binding {
            TimeBinding::Input(name) => Some(("time partition".to_owned(), name)),
            _ => None,
        });
        partitions.chain(time)
    }
}

impl Granularity {
    #[cfg(feature = "records")]
    const ALL: [Self; 4] = [Self::Minute, Self::Hour, Self::Day, Self::Month];

    /// Its place among all, from one; how it stands in a record.
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Minute => 1,
            Self::Hour => 2,
            Self::Day => 3,
            Self::Month => 4,
        }
    }

    /// The one of that number.
    #[cfg(feature = "records")]
    pub(crate) fn numbered(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|granularity| granularity.number() == number)
    }

    pub(super) fn message(self) -> core::Granularity {
        match self {
            Self::Minute => core::Granularity::Minute,
            Self::Hour => core::Granularity::Hour,
            Self::Day => core::Granularity::Day,
            Self::Month => core::Granularity::Month,
        }
    }
}

pub(super) fn label(value: label_value::Value) -> LabelValue {
    LabelValue { value: Some(value) }
}

fn input(name: &str) -> label_value::Value {
    label_value::Value::InputBinding(InputBindingData { var: name.to_owned() })
}

pub(super) fn timestamp(time: DateTime<Utc>) -> Timestamp {
    // chrono tells a leap second by nanoseconds above a second; protobuf has no room for it.
    let nanos = time.timestamp_subsec_nanos().min(999_999_999).cast_signed();
    Timestamp { seconds: time.timestamp(), nanos }
}

const fn are_distinct(mut partitions: &[(&str, PartitionBinding)]) -> bool {
    while let [(key, _), rest @ ..] = partitions {
        if key.is_empty() {
            return false;
        }
        let mut others = rest;
        while let [(other, _), more @ ..] = others {
            if same(key.as_bytes(), other.as_bytes()) {
                return false;
            }
            others = more;
        }
        partitions = rest;
    }
    true
}

// Texts cannot be compared by `==` in constants.
const fn same(mut a: &[u8], mut b: &[u8]) -> bool {
    while let ([x, a_rest @ ..], [y, b_rest @ ..]) = (a, b) {
        if *x != *y {
            return false;
        }
        (a, b) = (a_rest, b_rest);
    }
    a.is_empty() && b.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Hourly;

    impl ArtifactSpec for Hourly {
        const NAME: &'static str = "hourly";
        const TIME_PARTITION: Option<TimePartition> =
            Some(TimePartition::new(TimeBinding::Static(DateTime::UNIX_EPOCH)).by(Granularity::Hour));
    }

    #[test]
    fn without_partitions_there_is_no_empty_message() {
        let id = ArtifactDescriptor::of::<Hourly>().partial_id();
        assert_eq!(id.partitions, None);
        let time = id.time_partition.unwrap();
        assert_eq!(time.granularity(), core::Granularity::Hour);
        assert_eq!(time.value, Some(label(label_value::Value::TimeValue(Timestamp::default()))));
    }

    #[test]
    fn equal_keys_are_seen_wherever_they_stand() {
        use PartitionBinding::Runtime;
        assert!(are_distinct(&[("a", Runtime), ("ab", Runtime), ("b", Runtime)]));
        assert!(!are_distinct(&[("a", Runtime), ("b", Runtime), ("a", Runtime)]));
        assert!(!are_distinct(&[("b", Runtime), ("a", Runtime), ("a", Runtime)]));
        assert!(!are_distinct(&[("", Runtime)]));
    }
}
