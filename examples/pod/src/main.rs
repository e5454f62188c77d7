//! A task in a pod of one's own: a sidecar beside it, a volume that both see, nodes that it tolerates.
//!
//! `cargo run -p pod -- describe summarise`

use flyte_task::k8s_openapi::api::core::v1::{
    Container, ContainerPort, EmptyDirVolumeSource, EnvVar, PodSpec, ResourceRequirements, Toleration,
    Volume, VolumeMount,
};
use flyte_task::k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use flyte_task::kwtypes;
use flyte_task::prelude::*;
use flyte_task::task::{ContainerTask, MapTask, PodTemplate, Resources};

const SCRATCH: &str = "/var/scratch";

fn scratch() -> VolumeMount {
    VolumeMount { name: "scratch".to_owned(), mount_path: SCRATCH.to_owned(), ..VolumeMount::default() }
}

/// The pod: what the task says of itself is put into `main`.
fn beside_a_cache() -> PodTemplate {
    let main = Container {
        name: "main".to_owned(),
        env: Some(vec![EnvVar {
            name: "SCRATCH".to_owned(),
            value: Some(SCRATCH.to_owned()),
            ..EnvVar::default()
        }]),
        // The task's own resources take the place of all of these.
        resources: Some(ResourceRequirements {
            limits: Some([("cpu".to_owned(), Quantity("8".to_owned()))].into()),
            ..ResourceRequirements::default()
        }),
        volume_mounts: Some(vec![scratch()]),
        ..Container::default()
    };
    let cache = Container {
        name: "cache".to_owned(),
        image: Some("redis:7".to_owned()),
        ports: Some(vec![ContainerPort { container_port: 6379, ..ContainerPort::default() }]),
        volume_mounts: Some(vec![scratch()]),
        ..Container::default()
    };
    // Without an image it has the task's.
    let watcher = Container {
        name: "watcher".to_owned(),
        command: Some(vec!["watch".to_owned()]),
        ..Container::default()
    };
    PodTemplate::new(PodSpec {
        containers: vec![main, cache, watcher],
        tolerations: Some(vec![Toleration {
            key: Some("spot".to_owned()),
            operator: Some("Exists".to_owned()),
            ..Toleration::default()
        }]),
        volumes: Some(vec![Volume {
            name: "scratch".to_owned(),
            empty_dir: Some(EmptyDirVolumeSource::default()),
            ..Volume::default()
        }]),
        ..PodSpec::default()
    })
    .with_primary_container_name("main")
    .with_label("team", "data")
    .with_annotation("example.com/note", "any text")
}

/// Adds numbers up, beside a cache.
#[task(
    pod_template = beside_a_cache(),
    pod_template_name = "base",
    environment(RUST_LOG = "info"),
    requests(cpu = 2, mem = "4Gi", ephemeral_storage = "1Gi"),
    limits(gpu = 1)
)]
fn summarise(values: Vec<f64>) -> f64 {
    values.iter().sum()
}

/// Doubles a number, in a pod that has nothing of its own to say.
#[task(pod_template = PodTemplate::default())]
fn double(x: f64) -> f64 {
    2.0 * x
}

// Each element runs in such a pod.
flyte_task::register_task!(MapTask::of::<double>());

/// A program that knows nothing of Flyte, in a pod that it shares with a cache.
fn words() -> ContainerTask {
    ContainerTask::new("pod.words", "alpine:3", kwtypes! { text: String }, kwtypes! { count: i64 })
        .with_command(["sh", "-c", "wc -w /var/inputs/text > /var/outputs/count"])
        .with_data_dirs("/var/inputs", "/var/outputs")
        .with_env("LANG", "C")
        .with_resources(Resources { cpu: "1", ..Resources::NONE }, Resources::NONE)
        .with_pod_template(beside_a_cache())
}

flyte_task::register_task!(words());

flyte_task::main!();
