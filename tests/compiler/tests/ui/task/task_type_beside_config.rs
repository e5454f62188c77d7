use flyte_task::prelude::*;
use flyte_task::task::TaskConfig;

#[derive(Debug)]
struct Job;

impl TaskConfig for Job {
    fn task_type(&self) -> String {
        "job".to_owned()
    }
}

#[task(task_type = "spark", task_type_version = 1, task_config = Job)]
fn add(a: i64) -> i64 {
    a
}

fn main() {}
