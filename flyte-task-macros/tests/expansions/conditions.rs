// The expansion of `#[task(crate = crate::door::tasks)]`, see src/task/tests.rs.
#[doc = include_str!("docs.md")]
#[cfg(unix)]
#[cfg_attr(windows, cfg(test), must_use)]
#[deprecated]
pub fn conditions(a: Vec<i64>) -> i64 {
    0
}
#[cfg(unix)]
#[cfg_attr(windows, cfg(test))]
#[cfg_attr(not(doctest), doc = ::core::concat!(include_str!("docs.md")))]
#[non_exhaustive]
pub struct conditions {}
#[cfg(unix)]
#[cfg_attr(windows, cfg(test))]
impl conditions {
    ///What the compiler knows of the task.
    pub const DESCRIPTOR: &'static crate::door::tasks::__private::TaskDescriptor = <Self as crate::door::tasks::__private::TaskFn>::TASK
        .descriptor;
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    pub fn call(
        a: impl crate::door::tasks::__private::IntoBinding<Vec<i64>>,
    ) -> crate::door::tasks::__private::Call<
        <Self as crate::door::tasks::__private::TaskFn>::Outputs,
    > {
        crate::door::tasks::__private::call::<
            Self,
            _,
        >([crate::door::tasks::__private::IntoBinding::<Vec<i64>>::into_binding(a)])
    }
}
#[cfg(unix)]
#[cfg_attr(windows, cfg(test))]
#[allow(unused_qualifications, reason = "what the door has may be in scope already")]
const _: () = {
    use crate::door::tasks::__private as __flyte;
    impl __flyte::Returns for conditions {
        type Return = i64;
    }
    impl __flyte::TaskFn for conditions {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        #[allow(deprecated, reason = "the fn's deprecation is for its callers")]
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "conditions",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: ::core::concat!(include_str!("docs.md")),
                is_async: false,
                inputs: &[
                    __flyte::InputDescriptor {
                        name: "a",
                        docs: "",
                        ty: <Vec<i64> as __flyte::FlyteType>::TYPE,
                        default: __flyte::Option::None,
                    },
                ],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions::NONE,
                body_digest: "a00644508de97e85263c9d0cd67e63d3",
                source: "",
            },
            run: __flyte::Run::Sync(|arguments| __flyte::run_1::<
                Vec<i64>,
                _,
                _,
            >(
                arguments,
                conditions,
                <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs,
            )),
        };
    }
    __flyte::inventory::submit! {
        < conditions as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for conditions {
        const LATE: &'static [&'static str] = &[
            ::core::concat!(include_str!("docs.md")),
        ];
    }
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        111,
        { <conditions as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        conditions,
    >(
        *b"k\0\0\0{\"function\":\"conditions\",\"docs\":0,\"body_digest\":\"a00644508de97e85263c9d0cd67e63d3\",\"inputs\":[{\"name\":\"a\"}]}",
        3598087892,
    );
};
