// The expansion of `#[task(post_execute = after)]`, see src/task/tests.rs.
async fn context_later(a: i64, _: &ExecutionContext) -> i64 {
    a
}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct context_later {}
impl context_later {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = <Self as ::flyte_task::__private::TaskFn>::TASK
        .descriptor;
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call(
        a: impl ::flyte_task::__private::IntoBinding<i64>,
    ) -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<
            Self,
            _,
        >([::flyte_task::__private::IntoBinding::<i64>::into_binding(a)])
    }
    fn __default_0() -> i64 {
        1
    }
}
#[allow(unused_qualifications, reason = "what the door has may be in scope already")]
const _: () = {
    use ::flyte_task::__private as __flyte;
    impl __flyte::Returns for context_later {
        type Return = i64;
    }
    impl __flyte::TaskFn for context_later {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "context_later",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: "",
                is_async: true,
                inputs: &[
                    __flyte::InputDescriptor {
                        name: "a",
                        docs: "",
                        ty: <i64 as __flyte::FlyteType>::TYPE,
                        default: __flyte::Option::Some(__flyte::DefaultDescriptor {
                            text: "1",
                            literal: || __flyte::to_literal::<i64>(&Self::__default_0()),
                        }),
                    },
                ],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions {
                    post_execute: __flyte::Option::Some(|context, outputs| __flyte::after::<
                        Self,
                        _,
                    >(outputs, context, after)),
                    ..__flyte::TaskOptions::NONE
                },
                body_digest: "460c3a93211614ac783c0f1d1bbbcb45",
                source: "",
            },
            run: __flyte::Run::Async(|arguments| {
                let context = ::core::clone::Clone::clone(arguments.context());
                let value_0 = arguments.next_or::<i64>(Self::__default_0)?;
                __flyte::Result::Ok(
                    __flyte::outputs_future::<
                        Self,
                        _,
                        _,
                    >(
                        async move { context_later(value_0, &context).await },
                        <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs,
                    ),
                )
            }),
        };
    }
    __flyte::inventory::submit! {
        < context_later as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for context_later {}
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        135,
        { <context_later as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        context_later,
    >(
        *b"\x83\0\0\0{\"function\":\"context_later\",\"is_async\":true,\"body_digest\":\"460c3a93211614ac783c0f1d1bbbcb45\",\"inputs\":[{\"name\":\"a\",\"default\":\"1\"}]}",
        1512124852,
    );
};
