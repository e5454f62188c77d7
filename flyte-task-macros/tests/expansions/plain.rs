// The expansion of `#[task(retries = 3)]`, see src/task/tests.rs.
/// Adds.
#[must_use]
pub(crate) fn add(a: i64, b: i64) -> i64 {
    a + b
}
#[cfg_attr(not(doctest), doc = "Adds.")]
#[non_exhaustive]
pub(crate) struct add {}
impl add {
    ///What the compiler knows of the task.
    pub(crate) const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    const __TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::FunctionTask {
        descriptor: &::flyte_task::__private::TaskDescriptor {
            function: "add",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            docs: "Adds.",
            is_async: false,
            inputs: &[
                ::flyte_task::__private::InputDescriptor {
                    name: "a",
                    docs: "the first",
                    ty: <i64 as ::flyte_task::__private::FlyteType>::TYPE,
                    default: ::flyte_task::__private::Option::None,
                },
                ::flyte_task::__private::InputDescriptor {
                    name: "b",
                    docs: "",
                    ty: <i64 as ::flyte_task::__private::FlyteType>::TYPE,
                    default: ::flyte_task::__private::Option::Some(::flyte_task::__private::DefaultDescriptor {
                        text: "1",
                        literal: || ::flyte_task::__private::to_literal::<
                            i64,
                        >(&Self::__default_1()),
                    }),
                },
            ],
            outputs: <<Self as ::flyte_task::__private::TaskFn>::Outputs as ::flyte_task::__private::Outputs>::VARIABLES,
            options: ::flyte_task::__private::TaskOptions {
                retries: 3,
                ..::flyte_task::__private::TaskOptions::NONE
            },
            body_digest: "fa08df4029be54685de47424d8244957",
            source: "",
        },
        run: ::flyte_task::__private::Run::Sync(|arguments| ::flyte_task::__private::outputs::<
            Self,
        >(
            <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::into_outputs(
                add(
                    arguments.next::<i64>()?,
                    arguments.next_or::<i64>(Self::__default_1)?,
                ),
            ),
        )),
    };
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    pub(crate) fn call(
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
    fn __default_1() -> i64 {
        1
    }
}
impl ::flyte_task::__private::Returns for add {
    type Return = i64;
}
impl ::flyte_task::__private::TaskFn for add {
    type Outputs = <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::Outputs;
    const TASK: ::flyte_task::__private::FunctionTask = Self::__TASK;
}
::flyte_task::__private::inventory::submit! {
    add::__TASK
}
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: ::flyte_task::__private::TaskRecord<
        180,
        { ::flyte_task::__private::splice_len(add::DESCRIPTOR, &[]) },
    > = ::flyte_task::__private::TaskRecord::new(
        *b"\xB0\0\0\0{\"function\":\"add\",\"docs\":\"Adds.\",\"body_digest\":\"fa08df4029be54685de47424d8244957\",\"inputs\":[{\"name\":\"a\",\"docs\":\"the first\"},{\"name\":\"b\",\"default\":\"1\"}],\"options\":{\"retries\":3}}",
        2856595903,
        add::DESCRIPTOR,
        &[],
    );
};
