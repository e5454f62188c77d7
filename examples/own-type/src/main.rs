//! A Flyte type written by hand, and its tests by the helpers of the feature `testing`.
//!
//! `cargo run -p own-type -- run darken --colour '#ff8000'`

mod colour;

use colour::Colour;
use flyte_task::prelude::*;

/// Halves a colour's light.
#[task]
fn darken(colour: Colour) -> Colour {
    Colour(colour.0.map(|part| part / 2))
}

/// Asks a service what the colour is called.
#[task(cache = true)]
fn name_of(colour: Colour) -> Result<String, TaskError> {
    Err(format!("there is no network to ask for {colour:?}").into())
}

flyte_task::main!();

#[cfg(test)]
mod tests {
    use flyte_task::execution::{Inputs, TaskExecution};
    use flyte_task::task::{MapTask, Task, TaskFn};
    use flyte_task::testing::{Sandbox, TaskDouble, assert_failed, assert_output};

    use super::*;

    const ORANGE: Colour = Colour([0xff, 0x80, 0]);

    #[test]
    fn values_travel_as_they_do_between_containers() {
        let inputs = Inputs::new().with("colour", &ORANGE).unwrap();
        let darkened = Sandbox::new().unwrap().run(&darken::TASK, &inputs);
        assert_output(&darkened, "o0", &Colour([0x7f, 0x40, 0]));
    }

    #[test]
    fn a_double_answers_for_the_service() {
        let sandbox = Sandbox::new().unwrap();
        let orange = Inputs::new().with("colour", &ORANGE).unwrap();
        assert_failed(&sandbox.run(&name_of::TASK, &orange), "USER:RuntimeError", "no network");

        let service = TaskDouble::of(&name_of::TASK);
        service.when(&orange).returns("orange".to_owned());
        let both = Inputs::new().with("colour", &vec![ORANGE, ORANGE]).unwrap();
        let names = sandbox.run(&MapTask::of::<name_of>(), &both);
        assert_output(&names, "o0", &vec!["orange".to_owned(), "orange".to_owned()]);
        service.assert_called(2);

        // What a double says is not kept in the local cache, although the task's own outputs would be.
        let task: &dyn Task = &name_of::TASK;
        for _ in 0..2 {
            assert_output(&task.local_execute(&orange), "o0", &"orange".to_owned());
        }
        service.assert_called(4);
        service.assert_called_with(&orange);
    }
}
