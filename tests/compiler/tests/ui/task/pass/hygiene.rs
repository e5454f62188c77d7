//! Expansions find what they name, whatever the module around them calls its own things.

mod shadowed {
    #![no_implicit_prelude]
    #![allow(dead_code, unused_macros, unused_imports)]

    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct String;
    pub(super) struct Vec;
    pub(super) struct Box;
    pub(super) struct Some;
    pub(super) struct TaskDescriptor;
    pub(super) trait Sized {}
    pub(super) trait From {}
    pub(super) trait Into {}
    pub(super) trait FlyteType {}
    pub(super) trait TaskFn {}
    pub(super) fn vec() {}
    pub(super) fn outputs() {}
    pub(super) mod core {}
    pub(super) mod std {}
    pub(super) mod alloc {}
    pub(super) mod flyte_task {}
    pub(super) mod inventory {}
    macro_rules! concat {
        () => {};
    }
    macro_rules! module_path {
        () => {};
    }
    pub(super) use {concat, module_path};

    /// Joins.
    #[::flyte_task::task(cache, timeout = "1s", environment(A = "b"), requests(cpu = 1))]
    pub(super) fn join(
        /// the left
        left: ::std::string::String,
        #[default("x")] right: ::std::string::String,
        #[default(["a", "b"])] more: ::std::vec::Vec<::std::string::String>,
    ) -> ::std::result::Result<::std::string::String, ::std::string::String> {
        ::std::result::Result::Ok(::std::format!("{left}{right}{more:?}"))
    }

    #[::flyte_task::task]
    pub(super) async fn later(maybe: ::std::option::Option<i64>) -> ::std::option::Option<i64> {
        maybe
    }
}

/// Fns that bear names which expansions use, and names of their own parameters.
mod names {
    #![allow(non_snake_case)]

    use ::flyte_task::task;

    #[task]
    pub(super) fn a(a: i64, b: i64) -> i64 {
        a + b
    }

    #[task]
    pub(super) fn arguments(arguments: i64, #[default(1)] __default_0: i64) -> i64 {
        arguments + __default_0
    }

    #[task]
    pub(super) fn outputs(call: i64) -> i64 {
        call
    }

    #[task]
    pub(super) fn __flyte_run(__private: i64) -> i64 {
        __private
    }

    #[task]
    pub(super) fn call(#[default(2)] __TASK: i64) -> i64 {
        __TASK
    }

    #[task]
    pub(super) fn __default_0(#[default(3)] out: i64) -> i64 {
        out
    }

    #[task]
    pub(super) fn flyte_task() {}

    #[task]
    pub(super) fn Option(some: u8) -> u8 {
        some
    }

    #[task]
    pub(super) fn DESCRIPTOR() {}
}

fn main() {
    let left = "l".to_owned();
    assert_eq!(shadowed::join(left, "r".to_owned(), vec![]).unwrap(), "lr[]");
    assert_eq!(shadowed::join::DESCRIPTOR.inputs.len(), 3);
    assert_eq!(shadowed::join::DESCRIPTOR.docs, "Joins.");
    assert_eq!(shadowed::join::DESCRIPTOR.inputs[0].docs, "the left");
    let _ = shadowed::later(None);
    let _ = shadowed::later::call(Some(1)).into_node("n0").unwrap();

    assert_eq!(names::a(1, 2), 3);
    assert_eq!(names::arguments(1, 2), 3);
    assert_eq!(names::outputs(1), 1);
    assert_eq!(names::__flyte_run(1), 1);
    assert_eq!(names::call(1), 1);
    assert_eq!(names::__default_0(1), 1);
    assert_eq!(names::Option(1), 1);
    names::flyte_task();
    names::DESCRIPTOR();
    assert_eq!(names::DESCRIPTOR::DESCRIPTOR.function, "DESCRIPTOR");
    assert_eq!(flyte_task::task::tasks().len(), 11);
}
