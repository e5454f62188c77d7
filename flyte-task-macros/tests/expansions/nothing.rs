// The expansion of `#[task()]`, see src/task/tests.rs.
fn nothing() {}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct nothing {}
impl nothing {
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
    impl __flyte::Returns for nothing {
        type Return = ();
    }
    impl __flyte::TaskFn for nothing {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "nothing",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: "",
                is_async: false,
                inputs: &[],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions::NONE,
                body_digest: "44136fa355b3678a1146ad16f7e8649e",
                source: "",
            },
            run: __flyte::Run::Sync(|arguments| __flyte::outputs::<
                Self,
            >(
                <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs(
                    nothing(),
                ),
            )),
        };
    }
    __flyte::inventory::submit! {
        < nothing as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for nothing {}
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        87,
        { <nothing as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        nothing,
    >(
        *b"S\0\0\0{\"function\":\"nothing\",\"body_digest\":\"44136fa355b3678a1146ad16f7e8649e\",\"inputs\":[]}",
        3187400866,
    );
};
