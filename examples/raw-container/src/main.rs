//! A container that knows nothing of Flyte, as a task: `cargo run -p raw-container -- serialize -o target/raw`.

use flyte_task::kwtypes;
use flyte_task::task::{ContainerTask, Resources, TaskMetadata};

// Flyte lays `a` and `b` down as a file, and picks `area` and `note` up as files.
flyte_task::register_task!(
    ContainerTask::new(
        "shapes.ellipse_area",
        "ghcr.io/flyteorg/rawcontainers-shell:v2",
        kwtypes! { a: f64, b: f64 },
        kwtypes! { area: f64, note: String },
    )
    .with_command(["./calculate-ellipse-area.sh", "{{.inputs.a}}", "{{.inputs.b}}", "/var/outputs"])
    .with_data_dirs("/var/inputs", "/var/outputs")
    .with_env("LANG", "C")
    .with_resources(Resources { cpu: "1", mem: "64Mi", ..Resources::NONE }, Resources::NONE)
    .with_metadata(TaskMetadata::default().with_retries(2))
);

flyte_task::main!();
