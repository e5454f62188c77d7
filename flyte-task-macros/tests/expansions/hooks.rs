// The expansion of `#[task(task_config = PyTorch { workers: 4, max_restarts: 3 }, resolver = resolvers::MINE, cache, cache_policies(ByImage, ByEnvironment { name: "A" }), pre_execute = hooks::before, post_execute = hooks::after)]`, see src/task/tests.rs.
fn hooks(a: i64) -> i64 {
    a
}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct hooks {}
impl hooks {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    const __TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::FunctionTask {
        descriptor: &::flyte_task::__private::TaskDescriptor {
            function: "hooks",
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
            ],
            outputs: <<Self as ::flyte_task::__private::TaskFn>::Outputs as ::flyte_task::__private::Outputs>::VARIABLES,
            options: ::flyte_task::__private::TaskOptions {
                cache: true,
                task_config: ::flyte_task::__private::Option::Some(|| ::flyte_task::__private::Box::new(PyTorch {
                    workers: 4,
                    max_restarts: 3,
                })),
                cache_policies: &[
                    || ::flyte_task::__private::Box::new(ByImage),
                    || ::flyte_task::__private::Box::new(ByEnvironment { name: "A" }),
                ],
                resolver: ::flyte_task::__private::Option::Some(&resolvers::MINE),
                pre_execute: ::flyte_task::__private::Option::Some(hooks::before),
                post_execute: ::flyte_task::__private::Option::Some(|context, outputs| ::flyte_task::__private::after::<
                    Self,
                    _,
                >(outputs, context, hooks::after)),
                ..::flyte_task::__private::TaskOptions::NONE
            },
            body_digest: "460c3a93211614ac783c0f1d1bbbcb45",
            source: "",
        },
        run: ::flyte_task::__private::Run::Sync(|arguments| ::flyte_task::__private::outputs::<
            Self,
        >(
            <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::into_outputs(
                hooks(arguments.next::<i64>()?),
            ),
        )),
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
}
impl ::flyte_task::__private::Returns for hooks {
    type Return = i64;
}
impl ::flyte_task::__private::TaskFn for hooks {
    type Outputs = <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::Outputs;
    const TASK: ::flyte_task::__private::FunctionTask = Self::__TASK;
}
::flyte_task::__private::inventory::submit! {
    hooks::__TASK
}
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: ::flyte_task::__private::TaskRecord<
        173,
        { ::flyte_task::__private::splice_len(hooks::DESCRIPTOR, &[]) },
    > = ::flyte_task::__private::TaskRecord::new(
        *b"\xA9\0\0\0{\"function\":\"hooks\",\"body_digest\":\"460c3a93211614ac783c0f1d1bbbcb45\",\"inputs\":[{\"name\":\"a\"}],\"options\":{\"cache\":true,\"code\":[\"cache_policies\",\"task_config\",\"resolver\"]}}",
        3917285099,
        hooks::DESCRIPTOR,
        &[],
    );
};
