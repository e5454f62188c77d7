// The expansion of `#[task(name = "team.options", cache, cache_version = "1", cache_serialize, cache_ignore_input_vars(a), retries = 3, timeout = "1.5s", interruptible = false, deprecated = "gone", pod_template_name = "pod", environment(A = "b", "C" = "d"), requests(cpu = 1, mem = "1Gi", gpu = 1), limits(gpu = 1, ephemeral_storage = "1G"), container_image = "image:1")]`, see src/task/tests.rs.
fn options(a: i64) {}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct options {}
impl options {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    const __TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::FunctionTask {
        descriptor: &::flyte_task::__private::TaskDescriptor {
            function: "options",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            docs: "",
            is_async: false,
            inputs: &[
                ::flyte_task::__private::InputDescriptor {
                    name: "a",
                    docs: "",
                    ty: <i64 as ::flyte_task::__private::FlyteType>::TYPE,
                    default: ::flyte_task::__private::Option::None,
                },
            ],
            outputs: <<Self as ::flyte_task::__private::TaskFn>::Outputs as ::flyte_task::__private::Outputs>::VARIABLES,
            options: ::flyte_task::__private::TaskOptions {
                name: ::flyte_task::__private::Option::Some("team.options"),
                cache: true,
                cache_version: ::flyte_task::__private::Option::Some("1"),
                cache_serialize: true,
                cache_ignore_input_vars: &["a"],
                retries: 3,
                timeout: ::flyte_task::__private::Option::Some(
                    ::flyte_task::__private::Duration::new(1, 500000000),
                ),
                interruptible: ::flyte_task::__private::Option::Some(false),
                deprecated: "gone",
                pod_template_name: "pod",
                container_image: "image:1",
                environment: &[("A", "b"), ("C", "d")],
                requests: ::flyte_task::__private::Resources {
                    cpu: "1",
                    mem: "1Gi",
                    gpu: "1",
                    ..::flyte_task::__private::Resources::NONE
                },
                limits: ::flyte_task::__private::Resources {
                    gpu: "1",
                    ephemeral_storage: "1G",
                    ..::flyte_task::__private::Resources::NONE
                },
                ..::flyte_task::__private::TaskOptions::NONE
            },
            body_digest: "44136fa355b3678a1146ad16f7e8649e",
            source: "",
        },
        run: ::flyte_task::__private::Run::Sync(|arguments| ::flyte_task::__private::outputs::<
            Self,
        >(
            <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::into_outputs(
                options(arguments.next::<i64>()?),
            ),
        )),
    };
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call(
        a: impl ::flyte_task::__private::IntoBinding<i64>,
    ) -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<
            Self,
        >(
            ::flyte_task::__private::vec![
                ::flyte_task::__private::IntoBinding:: < i64 > ::into_binding(a)
            ],
        )
    }
}
impl ::flyte_task::__private::Returns for options {
    type Return = ();
}
impl ::flyte_task::__private::TaskFn for options {
    type Outputs = <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::Outputs;
    const TASK: ::flyte_task::__private::FunctionTask = Self::__TASK;
}
::flyte_task::__private::inventory::submit! {
    options::__TASK
}
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: ::flyte_task::__private::TaskRecord<
        480,
        { ::flyte_task::__private::splice_len(options::DESCRIPTOR, &[]) },
    > = ::flyte_task::__private::TaskRecord::new(
        *b"\xDC\x01\0\0{\"function\":\"options\",\"body_digest\":\"44136fa355b3678a1146ad16f7e8649e\",\"inputs\":[{\"name\":\"a\"}],\"options\":{\"name\":\"team.options\",\"cache\":true,\"cache_version\":\"1\",\"cache_serialize\":true,\"cache_ignore_input_vars\":[\"a\"],\"retries\":3,\"timeout\":[1,500000000],\"interruptible\":false,\"deprecated\":\"gone\",\"pod_template_name\":\"pod\",\"container_image\":\"image:1\",\"environment\":[[\"A\",\"b\"],[\"C\",\"d\"]],\"requests\":{\"cpu\":\"1\",\"mem\":\"1Gi\",\"gpu\":\"1\"},\"limits\":{\"gpu\":\"1\",\"ephemeral_storage\":\"1G\"}}}",
        4195648191,
        options::DESCRIPTOR,
        &[],
    );
};
