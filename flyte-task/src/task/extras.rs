//! What a task may ask for besides a container: secrets, accelerators, shared memory.

use flyte_idl::core::gpu_accelerator::PartitionSizeValue;
use flyte_idl::core::secret::MountType;
use flyte_idl::core::{self, ExtendedResources, GpuAccelerator, SecurityContext};

/// A secret that a task is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretRequest {
    /// The group: for Kubernetes' own secrets, the secret's name.
    pub group: &'static str,
    /// The key within the group.
    pub key: &'static str,
    /// The version of the group; empty for the current one.
    pub version: &'static str,
    /// How the task finds it.
    pub mount: SecretMount,
    /// A variable of the task's choosing: the value for [`SecretMount::EnvVar`], else the file's path; or empty.
    pub env_var: &'static str,
}

/// How a secret is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecretMount {
    /// As the backend likes; today as a file.
    #[default]
    Any,
    /// As an environment variable.
    EnvVar,
    /// As a file.
    File,
}

impl SecretRequest {
    /// Nothing said; the macro fills in what it was told.
    pub const NONE: Self = Self { group: "", key: "", version: "", mount: SecretMount::Any, env_var: "" };

    /// The secret as a message.
    pub fn to_model(&self) -> core::Secret {
        let mount = match self.mount {
            SecretMount::Any => MountType::Any,
            SecretMount::EnvVar => MountType::EnvVar,
            SecretMount::File => MountType::File,
        };
        core::Secret {
            group: self.group.to_owned(),
            group_version: self.version.to_owned(),
            key: self.key.to_owned(),
            mount_requirement: mount.into(),
            env_var: self.env_var.to_owned(),
        }
    }
}

/// The context of a task that is given secrets; none for one that is not.
pub fn security_context(secrets: &[SecretRequest]) -> Option<SecurityContext> {
    (!secrets.is_empty()).then(|| SecurityContext {
        secrets: secrets.iter().map(SecretRequest::to_model).collect(),
        ..SecurityContext::default()
    })
}

/// A kind of GPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accelerator {
    /// The device, in the words of the cluster's node labels: `nvidia-tesla-t4`, `nvidia-a100-80gb` ..
    pub device: &'static str,
    /// Which part of it.
    pub partition: Partition,
}

/// Which part of a GPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Partition {
    /// Nothing said.
    #[default]
    Any,
    /// A whole one.
    Unpartitioned,
    /// A part of that size, such as `2g.10gb`.
    Size(&'static str),
}

/// Accelerator and shared memory as a message; none if neither was asked for.
///
/// Shared memory is a size as a Kubernetes quantity; empty for as much as the node has.
pub fn extended_resources(
    accelerator: Option<Accelerator>,
    shared_memory: Option<&str>,
) -> Option<ExtendedResources> {
    if accelerator.is_none() && shared_memory.is_none() {
        return None;
    }
    Some(ExtendedResources {
        gpu_accelerator: accelerator.map(|accelerator| GpuAccelerator {
            device: accelerator.device.to_owned(),
            partition_size_value: match accelerator.partition {
                Partition::Any => None,
                Partition::Unpartitioned => Some(PartitionSizeValue::Unpartitioned(true)),
                Partition::Size(size) => Some(PartitionSizeValue::PartitionSize(size.to_owned())),
            },
        }),
        shared_memory: shared_memory.map(|size| core::SharedMemory {
            mount_path: "/dev/shm".to_owned(),
            mount_name: "flyte-shared-memory".to_owned(),
            size_limit: size.to_owned(),
        }),
    })
}
