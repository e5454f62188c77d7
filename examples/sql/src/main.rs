//! A query as a task: `cargo run -p sql -- describe by_age`.

use flyte_task::kwtypes;
use flyte_task::task::SqlTask;

flyte_task::register_task!(
    SqlTask::new(
        "users.by_age",
        "snowflake",
        "SELECT name, age
           FROM users
          WHERE age >= {{.inputs.from}} AND age < {{.inputs.to}}",
    )
    .with_inputs(kwtypes! { from: i64, to: i64 })
    .with_config("warehouse", "reports")
);

flyte_task::main!();
