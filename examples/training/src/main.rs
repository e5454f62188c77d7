//! A task type of a Flyte plugin: a PyTorch job of several workers, whose code is a Rust fn.
//!
//! `cargo run -p training -- describe train`

use std::collections::BTreeMap;

use flyte_task::flyte_idl::value;
use flyte_task::prelude::*;
use flyte_task::prost_types::Struct;
use flyte_task::task::{SerializationSettings, TaskConfig};

/// A job of the Kubeflow training operator: one master and some workers.
#[derive(Debug)]
struct PyTorch {
    workers: u32,
    max_restarts: u32,
}

impl TaskConfig for PyTorch {
    fn task_type(&self) -> String {
        "pytorch".to_owned()
    }

    fn task_type_version(&self) -> i32 {
        1
    }

    /// The plugin reads this as its `DistributedPyTorchTrainingTask` message.
    fn custom(&self, _: &SerializationSettings) -> Option<Struct> {
        let replicas = |count: u32| value::object([("replicas", value::number(f64::from(count)))]);
        Some(Struct {
            fields: BTreeMap::from([
                ("masterReplicas".to_owned(), replicas(1)),
                ("workerReplicas".to_owned(), replicas(self.workers)),
                (
                    "runPolicy".to_owned(),
                    value::object([("backoffLimit", value::number(f64::from(self.max_restarts)))]),
                ),
            ]),
        })
    }
}

/// Trains for some epochs; only the first worker reports.
#[task(task_config = PyTorch { workers: 4, max_restarts: 3 }, requests(cpu = "4", mem = "8Gi"), retries = 1)]
fn train(epochs: i64) -> Result<f64, TaskError> {
    // The training operator tells each worker its rank.
    let rank = std::env::var("RANK").unwrap_or_else(|_| "0".to_owned());
    let loss = (1..=epochs).fold(1.0, |loss, _| loss * 0.5);
    if rank == "0" { Ok(loss) } else { Err(IgnoreOutputs.into()) }
}

flyte_task::main!();
