// The expansion of `#[task(retries = 3)]`, see src/task/tests.rs.
/// Adds.
#[must_use]
pub(crate) fn add(a: i64, b: i64) -> i64 {
    a + b
}
#[cfg_attr(not(doctest), doc = "Adds.")]
#[non_exhaustive]
pub(crate) struct add {}
impl add {
    ///What the compiler knows of the task.
    pub(crate) const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = <Self as ::flyte_task::__private::TaskFn>::TASK
        .descriptor;
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    pub(crate) fn call(
        a: impl ::flyte_task::__private::IntoBinding<i64>,
        b: impl ::flyte_task::__private::IntoBinding<i64>,
    ) -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<
            Self,
            _,
        >([
            ::flyte_task::__private::IntoBinding::<i64>::into_binding(a),
            ::flyte_task::__private::IntoBinding::<i64>::into_binding(b),
        ])
    }
    fn __default_1() -> i64 {
        1
    }
}
#[allow(unused_qualifications, reason = "what the door has may be in scope already")]
const _: () = {
    use ::flyte_task::__private as __flyte;
    impl __flyte::Returns for add {
        type Return = i64;
    }
    impl __flyte::TaskFn for add {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "add",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: "Adds.",
                is_async: false,
                inputs: &[
                    __flyte::InputDescriptor {
                        name: "a",
                        docs: "the first",
                        ty: <i64 as __flyte::FlyteType>::TYPE,
                        default: __flyte::Option::None,
                    },
                    __flyte::InputDescriptor {
                        name: "b",
                        docs: "",
                        ty: <i64 as __flyte::FlyteType>::TYPE,
                        default: __flyte::Option::Some(__flyte::DefaultDescriptor {
                            text: "1",
                            literal: || __flyte::to_literal::<i64>(&Self::__default_1()),
                        }),
                    },
                ],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions {
                    retries: 3,
                    ..__flyte::TaskOptions::NONE
                },
                body_digest: "fa08df4029be54685de47424d8244957",
                source: "",
            },
            run: __flyte::Run::Sync(|arguments| __flyte::outputs::<
                Self,
            >(
                <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs(
                    add(
                        arguments.next::<i64>()?,
                        arguments.next_or::<i64>(Self::__default_1)?,
                    ),
                ),
            )),
        };
    }
    __flyte::inventory::submit! {
        < add as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for add {}
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        180,
        { <add as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        add,
    >(
        *b"\xB0\0\0\0{\"function\":\"add\",\"docs\":\"Adds.\",\"body_digest\":\"fa08df4029be54685de47424d8244957\",\"inputs\":[{\"name\":\"a\",\"docs\":\"the first\"},{\"name\":\"b\",\"default\":\"1\"}],\"options\":{\"retries\":3}}",
        2856595903,
    );
};
