// The expansion of `#[task(task_config = PyTorch { workers: 4, max_restarts: 3 }, resolver = resolvers::MINE, cache, cache_policies(ByImage, ByEnvironment { name: "A" }), pre_execute = hooks::before, post_execute = hooks::after)]`, see src/task/tests.rs.
fn hooks(a: i64) -> i64 {
    a
}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct hooks {}
impl hooks {
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
}
#[allow(unused_qualifications, reason = "what the door has may be in scope already")]
const _: () = {
    use ::flyte_task::__private as __flyte;
    impl __flyte::Returns for hooks {
        type Return = i64;
    }
    impl __flyte::TaskFn for hooks {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "hooks",
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
                ],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions {
                    cache: true,
                    task_config: __flyte::Option::Some(|| __flyte::Box::new(PyTorch {
                        workers: 4,
                        max_restarts: 3,
                    })),
                    cache_policies: &[
                        || __flyte::Box::new(ByImage),
                        || __flyte::Box::new(ByEnvironment { name: "A" }),
                    ],
                    resolver: __flyte::Option::Some(&resolvers::MINE),
                    pre_execute: __flyte::Option::Some(hooks::before),
                    post_execute: __flyte::Option::Some(|context, outputs| __flyte::after::<
                        Self,
                        _,
                    >(outputs, context, hooks::after)),
                    ..__flyte::TaskOptions::NONE
                },
                body_digest: "460c3a93211614ac783c0f1d1bbbcb45",
                source: "",
            },
            run: __flyte::Run::Sync(|arguments| __flyte::run_1::<
                i64,
                _,
                _,
            >(
                arguments,
                hooks,
                <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs,
            )),
        };
    }
    __flyte::inventory::submit! {
        < hooks as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for hooks {}
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        173,
        { <hooks as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        hooks,
    >(
        *b"\xA9\0\0\0{\"function\":\"hooks\",\"body_digest\":\"460c3a93211614ac783c0f1d1bbbcb45\",\"inputs\":[{\"name\":\"a\"}],\"options\":{\"cache\":true,\"code\":[\"cache_policies\",\"task_config\",\"resolver\"]}}",
        3917285099,
    );
};
