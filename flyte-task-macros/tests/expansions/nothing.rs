// The expansion of `#[task()]`, see src/task/tests.rs.
fn nothing() {}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct nothing {}
impl nothing {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    const __TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::FunctionTask {
        descriptor: &::flyte_task::__private::TaskDescriptor {
            function: "nothing",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            docs: "",
            is_async: false,
            inputs: &[],
            outputs: <<Self as ::flyte_task::__private::TaskFn>::Outputs as ::flyte_task::__private::Outputs>::VARIABLES,
            options: ::flyte_task::__private::TaskOptions::NONE,
            body_digest: "44136fa355b3678a1146ad16f7e8649e",
            source: "",
        },
        run: ::flyte_task::__private::Run::Sync(|arguments| ::flyte_task::__private::outputs::<
            Self,
        >(
            <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::into_outputs(
                nothing(),
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
impl ::flyte_task::__private::Returns for nothing {
    type Return = ();
}
impl ::flyte_task::__private::TaskFn for nothing {
    type Outputs = <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::Outputs;
    const TASK: ::flyte_task::__private::FunctionTask = Self::__TASK;
}
::flyte_task::__private::inventory::submit! {
    nothing::__TASK
}
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: ::flyte_task::__private::TaskRecord<
        87,
        { ::flyte_task::__private::splice_len(nothing::DESCRIPTOR, &[]) },
    > = ::flyte_task::__private::TaskRecord::new(
        *b"S\0\0\0{\"function\":\"nothing\",\"body_digest\":\"44136fa355b3678a1146ad16f7e8649e\",\"inputs\":[]}",
        3187400866,
        nothing::DESCRIPTOR,
        &[],
    );
};
