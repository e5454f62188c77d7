// The expansion of `#[task(pod_template = pods::with_proxy(2), pod_template_name = "base", accelerator = "nvidia-l4")]`, see src/task/tests.rs.
fn pod() {}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct pod {}
impl pod {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = <Self as ::flyte_task::__private::TaskFn>::TASK
        .descriptor;
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call() -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<Self, _>([])
    }
}
#[allow(unused_qualifications, reason = "what the door has may be in scope already")]
const _: () = {
    use ::flyte_task::__private as __flyte;
    impl __flyte::Returns for pod {
        type Return = ();
    }
    impl __flyte::TaskFn for pod {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "pod",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: "",
                is_async: false,
                inputs: &[],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions {
                    pod_template_name: "base",
                    accelerator: __flyte::Option::Some(__flyte::Accelerator {
                        device: "nvidia-l4",
                        partition: __flyte::Partition::Any,
                    }),
                    ..::flyte_task::__private::pod_template!(pods::with_proxy(2))
                },
                body_digest: "44136fa355b3678a1146ad16f7e8649e",
                source: "",
            },
            run: __flyte::Run::Sync(|arguments| __flyte::outputs::<
                Self,
            >(
                <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs(
                    pod(),
                ),
            )),
        };
    }
    __flyte::inventory::submit! {
        < pod as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for pod {}
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        183,
        { <pod as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        pod,
    >(
        *b"\xB3\0\0\0{\"function\":\"pod\",\"body_digest\":\"44136fa355b3678a1146ad16f7e8649e\",\"inputs\":[],\"options\":{\"pod_template_name\":\"base\",\"accelerator\":{\"device\":\"nvidia-l4\"},\"code\":[\"pod_template\"]}}",
        3933120163,
    );
};
