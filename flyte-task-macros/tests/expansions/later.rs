// The expansion of `#[task()]`, see src/task/tests.rs.
async fn later(r#type: Option<String>) -> Result<(i64, String), Error> {
    unreachable!()
}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct later {}
impl later {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    const __TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::FunctionTask {
        descriptor: &::flyte_task::__private::TaskDescriptor {
            function: "later",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            docs: "",
            is_async: true,
            inputs: &[
                ::flyte_task::__private::InputDescriptor {
                    name: "type",
                    docs: "",
                    ty: <Option<String> as ::flyte_task::__private::FlyteType>::TYPE,
                    default: ::flyte_task::__private::Option::Some(::flyte_task::__private::DefaultDescriptor {
                        text: "Some(\"x\")",
                        literal: || ::flyte_task::__private::to_literal::<
                            Option<String>,
                        >(&Self::__default_0()),
                    }),
                },
            ],
            outputs: <<Self as ::flyte_task::__private::TaskFn>::Outputs as ::flyte_task::__private::Outputs>::VARIABLES,
            options: ::flyte_task::__private::TaskOptions::NONE,
            body_digest: "08a8fa25deea2c41da7bf65baa9db079",
            source: "",
        },
        run: ::flyte_task::__private::Run::Async(|arguments| {
            ::flyte_task::__private::Result::Ok(
                ::flyte_task::__private::outputs_future::<
                    Self,
                    _,
                    _,
                >(
                    later(arguments.next_or::<Option<String>>(Self::__default_0)?),
                    <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::into_outputs,
                ),
            )
        }),
    };
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call(
        r#type: impl ::flyte_task::__private::IntoBinding<Option<String>>,
    ) -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<
            Self,
        >(
            ::flyte_task::__private::vec![
                ::flyte_task::__private::IntoBinding:: < Option < String > >
                ::into_binding(r#type)
            ],
        )
    }
    fn __default_0() -> Option<String> {
        Some(::flyte_task::__private::FromText::from_text("x"))
    }
}
impl ::flyte_task::__private::Returns for later {
    type Return = Result<(i64, String), Error>;
}
impl ::flyte_task::__private::TaskFn for later {
    type Outputs = <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::Outputs;
    const TASK: ::flyte_task::__private::FunctionTask = Self::__TASK;
}
::flyte_task::__private::inventory::submit! {
    later::__TASK
}
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: ::flyte_task::__private::TaskRecord<
        140,
        { ::flyte_task::__private::splice_len(later::DESCRIPTOR, &[]) },
    > = ::flyte_task::__private::TaskRecord::new(
        *b"\x88\0\0\0{\"function\":\"later\",\"is_async\":true,\"body_digest\":\"08a8fa25deea2c41da7bf65baa9db079\",\"inputs\":[{\"name\":\"type\",\"default\":\"Some(\\\"x\\\")\"}]}",
        2917022880,
        later::DESCRIPTOR,
        &[],
    );
};
