// The expansion of `#[task(pod_template = pods::with_proxy(2), pod_template_name = "base", accelerator = "nvidia-l4")]`, see src/task/tests.rs.
fn pod() {}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct pod {}
impl pod {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    const __TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::FunctionTask {
        descriptor: &::flyte_task::__private::TaskDescriptor {
            function: "pod",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            docs: "",
            is_async: false,
            inputs: &[],
            outputs: <<Self as ::flyte_task::__private::TaskFn>::Outputs as ::flyte_task::__private::Outputs>::VARIABLES,
            options: ::flyte_task::__private::TaskOptions {
                pod_template_name: "base",
                accelerator: ::flyte_task::__private::Option::Some(::flyte_task::__private::Accelerator {
                    device: "nvidia-l4",
                    partition: ::flyte_task::__private::Partition::Any,
                }),
                ..::flyte_task::__private::pod_template!(pods::with_proxy(2))
            },
            body_digest: "44136fa355b3678a1146ad16f7e8649e",
            source: "",
        },
        run: ::flyte_task::__private::Run::Sync(|arguments| ::flyte_task::__private::outputs::<
            Self,
        >(
            <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::into_outputs(
                pod(),
            ),
        )),
    };
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call() -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<Self>(::flyte_task::__private::vec![])
    }
}
impl ::flyte_task::__private::Returns for pod {
    type Return = ();
}
impl ::flyte_task::__private::TaskFn for pod {
    type Outputs = <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::Outputs;
    const TASK: ::flyte_task::__private::FunctionTask = Self::__TASK;
}
::flyte_task::__private::inventory::submit! {
    pod::__TASK
}
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: ::flyte_task::__private::TaskRecord<
        183,
        { ::flyte_task::__private::splice_len(pod::DESCRIPTOR, &[]) },
    > = ::flyte_task::__private::TaskRecord::new(
        *b"\xB3\0\0\0{\"function\":\"pod\",\"body_digest\":\"44136fa355b3678a1146ad16f7e8649e\",\"inputs\":[],\"options\":{\"pod_template_name\":\"base\",\"accelerator\":{\"device\":\"nvidia-l4\"},\"code\":[\"pod_template\"]}}",
        3933120163,
        pod::DESCRIPTOR,
        &[],
    );
};
