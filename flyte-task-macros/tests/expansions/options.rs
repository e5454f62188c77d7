// The expansion of `#[task(name = "team.options", cache, cache_version = "1", cache_serialize, cache_ignore_input_vars(a), retries = 3, timeout = "1.5s", interruptible = false, deprecated = "gone", pod_template_name = "pod", environment(A = "b", "C" = "d"), requests(cpu = 1, mem = "1Gi", gpu = 1), limits(gpu = 1, ephemeral_storage = "1G"), container_image = "image:1")]`, see src/task/tests.rs.
fn options(a: i64) {}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct options {}
impl options {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = <Self as ::flyte_task::__private::TaskFn>::TASK
        .descriptor;
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call(
        a: impl ::flyte_task::__private::IntoBinding<i64>,
    ) -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<
            Self,
            _,
        >([::flyte_task::__private::IntoBinding::<i64>::into_binding(a)])
    }
}
#[allow(unused_qualifications, reason = "what the door has may be in scope already")]
const _: () = {
    use ::flyte_task::__private as __flyte;
    impl __flyte::Returns for options {
        type Return = ();
    }
    impl __flyte::TaskFn for options {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "options",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: "",
                is_async: false,
                inputs: &[
                    __flyte::InputDescriptor {
                        name: "a",
                        docs: "",
                        ty: <i64 as __flyte::FlyteType>::TYPE,
                        default: __flyte::Option::None,
                    },
                ],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions {
                    name: __flyte::Option::Some("team.options"),
                    cache: true,
                    cache_version: __flyte::Option::Some("1"),
                    cache_serialize: true,
                    cache_ignore_input_vars: &["a"],
                    retries: 3,
                    timeout: __flyte::Option::Some(__flyte::Duration::new(1, 500000000)),
                    interruptible: __flyte::Option::Some(false),
                    deprecated: "gone",
                    pod_template_name: "pod",
                    container_image: "image:1",
                    environment: &[("A", "b"), ("C", "d")],
                    requests: __flyte::Resources {
                        cpu: "1",
                        mem: "1Gi",
                        gpu: "1",
                        ..__flyte::Resources::NONE
                    },
                    limits: __flyte::Resources {
                        gpu: "1",
                        ephemeral_storage: "1G",
                        ..__flyte::Resources::NONE
                    },
                    ..__flyte::TaskOptions::NONE
                },
                body_digest: "44136fa355b3678a1146ad16f7e8649e",
                source: "",
            },
            run: __flyte::Run::Sync(|arguments| __flyte::run_1::<
                i64,
                _,
                _,
            >(
                arguments,
                options,
                <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs,
            )),
        };
    }
    __flyte::inventory::submit! {
        < options as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for options {}
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        480,
        { <options as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        options,
    >(
        *b"\xDC\x01\0\0{\"function\":\"options\",\"body_digest\":\"44136fa355b3678a1146ad16f7e8649e\",\"inputs\":[{\"name\":\"a\"}],\"options\":{\"name\":\"team.options\",\"cache\":true,\"cache_version\":\"1\",\"cache_serialize\":true,\"cache_ignore_input_vars\":[\"a\"],\"retries\":3,\"timeout\":[1,500000000],\"interruptible\":false,\"deprecated\":\"gone\",\"pod_template_name\":\"pod\",\"container_image\":\"image:1\",\"environment\":[[\"A\",\"b\"],[\"C\",\"d\"]],\"requests\":{\"cpu\":\"1\",\"mem\":\"1Gi\",\"gpu\":\"1\"},\"limits\":{\"gpu\":\"1\",\"ephemeral_storage\":\"1G\"}}}",
        4195648191,
    );
};
