// The expansion of `#[task()]`, see src/task/tests.rs.
fn context(a: i64, run: &flyte_task::ExecutionContext, b: i64) -> i64 {
    a + b
}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct context {}
impl context {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = <Self as ::flyte_task::__private::TaskFn>::TASK
        .descriptor;
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call(
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
}
#[allow(unused_qualifications, reason = "what the door has may be in scope already")]
const _: () = {
    use ::flyte_task::__private as __flyte;
    impl __flyte::Returns for context {
        type Return = i64;
    }
    impl __flyte::TaskFn for context {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "context",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: "",
                is_async: false,
                inputs: &[
                    __flyte::InputDescriptor {
                        name: "a",
                        docs: "",
                        ty: <i64 as __flyte::FlyteType>::TYPE,
                        default: __flyte::Option::None,
                    },
                    __flyte::InputDescriptor {
                        name: "b",
                        docs: "",
                        ty: <i64 as __flyte::FlyteType>::TYPE,
                        default: __flyte::Option::None,
                    },
                ],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions::NONE,
                body_digest: "fa08df4029be54685de47424d8244957",
                source: "",
            },
            run: __flyte::Run::Sync(|arguments| __flyte::outputs::<
                Self,
            >(
                <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs(
                    context(
                        arguments.next::<i64>()?,
                        arguments.context(),
                        arguments.next::<i64>()?,
                    ),
                ),
            )),
        };
    }
    __flyte::inventory::submit! {
        < context as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for context {}
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        112,
        { <context as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        context,
    >(
        *b"l\0\0\0{\"function\":\"context\",\"body_digest\":\"fa08df4029be54685de47424d8244957\",\"inputs\":[{\"name\":\"a\"},{\"name\":\"b\"}]}",
        2259608081,
    );
};
