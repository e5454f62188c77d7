// The expansion of `#[task(post_execute = after)]`, see src/task/tests.rs.
async fn context_later(a: i64, _: &ExecutionContext) -> i64 {
    a
}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct context_later {}
impl context_later {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    const __TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::FunctionTask {
        descriptor: &::flyte_task::__private::TaskDescriptor {
            function: "context_later",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            docs: "",
            is_async: true,
            inputs: &[
                ::flyte_task::__private::InputDescriptor {
                    name: "a",
                    docs: "",
                    ty: <i64 as ::flyte_task::__private::FlyteType>::TYPE,
                    default: ::flyte_task::__private::Option::Some(::flyte_task::__private::DefaultDescriptor {
                        text: "1",
                        literal: || ::flyte_task::__private::to_literal::<
                            i64,
                        >(&Self::__default_0()),
                    }),
                },
            ],
            outputs: <<Self as ::flyte_task::__private::TaskFn>::Outputs as ::flyte_task::__private::Outputs>::VARIABLES,
            options: ::flyte_task::__private::TaskOptions {
                post_execute: ::flyte_task::__private::Option::Some(|context, outputs| ::flyte_task::__private::after::<
                    Self,
                    _,
                >(outputs, context, after)),
                ..::flyte_task::__private::TaskOptions::NONE
            },
            body_digest: "460c3a93211614ac783c0f1d1bbbcb45",
            source: "",
        },
        run: ::flyte_task::__private::Run::Async(|arguments| {
            let context = ::core::clone::Clone::clone(arguments.context());
            let value_0 = arguments.next_or::<i64>(Self::__default_0)?;
            ::flyte_task::__private::Result::Ok(
                ::flyte_task::__private::outputs_future::<
                    Self,
                    _,
                    _,
                >(
                    async move { context_later(value_0, &context).await },
                    <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::into_outputs,
                ),
            )
        }),
    };
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call(
        a: impl ::flyte_task::__private::IntoBinding<i64>,
    ) -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<
            Self,
        >(
            ::flyte_task::__private::vec![
                ::flyte_task::__private::IntoBinding:: < i64 > ::into_binding(a)
            ],
        )
    }
    fn __default_0() -> i64 {
        1
    }
}
impl ::flyte_task::__private::Returns for context_later {
    type Return = i64;
}
impl ::flyte_task::__private::TaskFn for context_later {
    type Outputs = <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::Outputs;
    const TASK: ::flyte_task::__private::FunctionTask = Self::__TASK;
}
::flyte_task::__private::inventory::submit! {
    context_later::__TASK
}
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: ::flyte_task::__private::TaskRecord<
        135,
        { ::flyte_task::__private::splice_len(context_later::DESCRIPTOR, &[]) },
    > = ::flyte_task::__private::TaskRecord::new(
        *b"\x83\0\0\0{\"function\":\"context_later\",\"is_async\":true,\"body_digest\":\"460c3a93211614ac783c0f1d1bbbcb45\",\"inputs\":[{\"name\":\"a\",\"default\":\"1\"}]}",
        1512124852,
        context_later::DESCRIPTOR,
        &[],
    );
};
