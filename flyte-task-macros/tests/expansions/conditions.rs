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
    pub const DESCRIPTOR: &'static crate::door::tasks::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    #[allow(deprecated, reason = "the fn's deprecation is for its callers")]
    const __TASK: crate::door::tasks::__private::FunctionTask = crate::door::tasks::__private::FunctionTask {
        descriptor: &crate::door::tasks::__private::TaskDescriptor {
            function: "conditions",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            docs: ::core::concat!(include_str!("docs.md")),
            is_async: false,
            inputs: &[
                crate::door::tasks::__private::InputDescriptor {
                    name: "a",
                    docs: "",
                    ty: <Vec<i64> as crate::door::tasks::__private::FlyteType>::TYPE,
                    default: crate::door::tasks::__private::Option::None,
                },
            ],
            outputs: <<Self as crate::door::tasks::__private::TaskFn>::Outputs as crate::door::tasks::__private::Outputs>::VARIABLES,
            options: crate::door::tasks::__private::TaskOptions::NONE,
            body_digest: "a00644508de97e85263c9d0cd67e63d3",
            source: "",
        },
        run: crate::door::tasks::__private::Run::Sync(|arguments| crate::door::tasks::__private::outputs::<
            Self,
        >(
            <<Self as crate::door::tasks::__private::Returns>::Return as crate::door::tasks::__private::TaskReturn>::into_outputs(
                conditions(arguments.next::<Vec<i64>>()?),
            ),
        )),
    };
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    pub fn call(
        a: impl crate::door::tasks::__private::IntoBinding<Vec<i64>>,
    ) -> crate::door::tasks::__private::Call<
        <Self as crate::door::tasks::__private::TaskFn>::Outputs,
    > {
        crate::door::tasks::__private::call::<
            Self,
        >(
            crate::door::tasks::__private::vec![
                crate ::door::tasks::__private::IntoBinding:: < Vec < i64 > >
                ::into_binding(a)
            ],
        )
    }
}
#[cfg(unix)]
#[cfg_attr(windows, cfg(test))]
impl crate::door::tasks::__private::Returns for conditions {
    type Return = i64;
}
#[cfg(unix)]
#[cfg_attr(windows, cfg(test))]
impl crate::door::tasks::__private::TaskFn for conditions {
    type Outputs = <<Self as crate::door::tasks::__private::Returns>::Return as crate::door::tasks::__private::TaskReturn>::Outputs;
    const TASK: crate::door::tasks::__private::FunctionTask = Self::__TASK;
}
#[cfg(unix)]
#[cfg_attr(windows, cfg(test))]
crate::door::tasks::__private::inventory::submit! {
    conditions::__TASK
}
#[cfg(unix)]
#[cfg_attr(windows, cfg(test))]
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: crate::door::tasks::__private::TaskRecord<
        111,
        {
            crate::door::tasks::__private::splice_len(
                conditions::DESCRIPTOR,
                &[::core::concat!(include_str!("docs.md"))],
            )
        },
    > = crate::door::tasks::__private::TaskRecord::new(
        *b"k\0\0\0{\"function\":\"conditions\",\"docs\":0,\"body_digest\":\"a00644508de97e85263c9d0cd67e63d3\",\"inputs\":[{\"name\":\"a\"}]}",
        3598087892,
        conditions::DESCRIPTOR,
        &[::core::concat!(include_str!("docs.md"))],
    );
};
