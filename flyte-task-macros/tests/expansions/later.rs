// The expansion of `#[task()]`, see src/task/tests.rs.
async fn later(r#type: Option<String>) -> Result<(i64, String), Error> {
    unreachable!()
}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct later {}
impl later {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = <Self as ::flyte_task::__private::TaskFn>::TASK
        .descriptor;
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call(
        r#type: impl ::flyte_task::__private::IntoBinding<Option<String>>,
    ) -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<
            Self,
            _,
        >([::flyte_task::__private::IntoBinding::<Option<String>>::into_binding(r#type)])
    }
    fn __default_0() -> Option<String> {
        Some(::flyte_task::__private::FromText::from_text("x"))
    }
}
#[allow(unused_qualifications, reason = "what the door has may be in scope already")]
const _: () = {
    use ::flyte_task::__private as __flyte;
    impl __flyte::Returns for later {
        type Return = Result<(i64, String), Error>;
    }
    impl __flyte::TaskFn for later {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "later",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: "",
                is_async: true,
                inputs: &[
                    __flyte::InputDescriptor {
                        name: "type",
                        docs: "",
                        ty: <Option<String> as __flyte::FlyteType>::TYPE,
                        default: __flyte::Option::Some(__flyte::DefaultDescriptor {
                            text: "Some(\"x\")",
                            literal: || __flyte::to_literal::<
                                Option<String>,
                            >(&Self::__default_0()),
                        }),
                    },
                ],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions::NONE,
                body_digest: "08a8fa25deea2c41da7bf65baa9db079",
                source: "",
            },
            run: __flyte::Run::Async(|arguments| {
                __flyte::Result::Ok(
                    __flyte::outputs_future::<
                        Self,
                        _,
                        _,
                    >(
                        later(arguments.next_or::<Option<String>>(Self::__default_0)?),
                        <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs,
                    ),
                )
            }),
        };
    }
    __flyte::inventory::submit! {
        < later as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for later {}
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        140,
        { <later as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        later,
    >(
        *b"\x88\0\0\0{\"function\":\"later\",\"is_async\":true,\"body_digest\":\"08a8fa25deea2c41da7bf65baa9db079\",\"inputs\":[{\"name\":\"type\",\"default\":\"Some(\\\"x\\\")\"}]}",
        2917022880,
    );
};
