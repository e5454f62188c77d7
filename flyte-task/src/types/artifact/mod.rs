//! Outputs that become artifacts: named data that Flyte can find again by its partitions.

mod spec;
mod value;

pub use spec::{ArtifactDescriptor, ArtifactSpec, Granularity, PartitionBinding, TimeBinding, TimePartition};
pub use value::Artifact;
