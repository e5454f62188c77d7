// The expansion of `#[task()]`, see src/task/tests.rs.
fn context(a: i64, run: &flyte_task::ExecutionContext, b: i64) -> i64 {
    a + b
}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct context {}
impl context {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    const __TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::FunctionTask {
        descriptor: &::flyte_task::__private::TaskDescriptor {
            function: "context",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            docs: "",
            is_async: false,
            inputs: &[
                ::flyte_task::__private::InputDescriptor {
                    name: "a",
                    docs: "",
                    ty: <i64 as ::flyte_task::__private::FlyteType>::TYPE,
                    default: ::flyte_task::__private::Option::None,
                },
                ::flyte_task::__private::InputDescriptor {
                    name: "b",
                    docs: "",
                    ty: <i64 as ::flyte_task::__private::FlyteType>::TYPE,
                    default: ::flyte_task::__private::Option::None,
                },
            ],
            outputs: <<Self as ::flyte_task::__private::TaskFn>::Outputs as ::flyte_task::__private::Outputs>::VARIABLES,
            options: ::flyte_task::__private::TaskOptions::NONE,
            body_digest: "fa08df4029be54685de47424d8244957",
            source: "",
        },
        run: ::flyte_task::__private::Run::Sync(|arguments| ::flyte_task::__private::outputs::<
            Self,
        >(
            <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::into_outputs(
                context(
                    arguments.next::<i64>()?,
                    arguments.context(),
                    arguments.next::<i64>()?,
                ),
            ),
        )),
    };
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call(
        a: impl ::flyte_task::__private::IntoBinding<i64>,
        b: impl ::flyte_task::__private::IntoBinding<i64>,
    ) -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<
            Self,
        >(
            ::flyte_task::__private::vec![
                ::flyte_task::__private::IntoBinding:: < i64 > ::into_binding(a),
                ::flyte_task::__private::IntoBinding:: < i64 > ::into_binding(b)
            ],
        )
    }
}
impl ::flyte_task::__private::Returns for context {
    type Return = i64;
}
impl ::flyte_task::__private::TaskFn for context {
    type Outputs = <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::Outputs;
    const TASK: ::flyte_task::__private::FunctionTask = Self::__TASK;
}
::flyte_task::__private::inventory::submit! {
    context::__TASK
}
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: ::flyte_task::__private::TaskRecord<
        112,
        { ::flyte_task::__private::splice_len(context::DESCRIPTOR, &[]) },
    > = ::flyte_task::__private::TaskRecord::new(
        *b"l\0\0\0{\"function\":\"context\",\"body_digest\":\"fa08df4029be54685de47424d8244957\",\"inputs\":[{\"name\":\"a\"},{\"name\":\"b\"}]}",
        2259608081,
        context::DESCRIPTOR,
        &[],
    );
};
