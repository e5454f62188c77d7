// The expansion of `#[task(retry = 1)]`, see src/task/tests.rs.
fn refused(a: &str, b: i64) -> String {
    a.repeat(b)
}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct refused {}
impl refused {
    ///Nothing: the fn is refused as a task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = ::flyte_task::__private::REFUSED
        .descriptor;
    ///Nothing: the fn is refused as a task.
    fn call(_: impl ::core::marker::Sized, _: impl ::core::marker::Sized) -> ! {
        loop {}
    }
}
impl ::flyte_task::__private::TaskFn for refused {
    type Outputs = ();
    const TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::REFUSED;
}
const _: () = {
    const _: &::flyte_task::__private::TypeDescriptor = <i64 as ::flyte_task::__private::FlyteType>::TYPE;
};
::core::compile_error! {
    "there is no task option `retry`; did you mean `retries`?\nthere are: `name`, `crate`, `cache`, `cache_version`, `cache_salt`, `cache_policies`, `cache_serialize`, `cache_ignore_input_vars`, `retries`, `timeout`, `interruptible`, `deprecated`, `pod_template_name`, `pod_template`, `environment`, `requests`, `limits`, `container_image`, `secret_requests`, `accelerator`, `shared_memory`, `labels`, `annotations`, `docs`, `enable_deck`, `deck_fields`, `task_type`, `task_type_version`, `task_config`, `resolver`, `pre_execute`, `post_execute`"
}
::core::compile_error! {
    "values of a task travel between machines, so nothing can be borrowed (but `&ExecutionContext`): take a `String`"
}
