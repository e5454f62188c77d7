// The expansion of `#[task(cache, cache_salt = "1", enable_deck, deck_fields(input, "Source Code"), task_type = "spark", task_type_version = 2, secret_requests(secret(group = "db", key = "password"), secret(group = "api", key = "token", version = "7", mount = "env_var", env_var = "TOKEN")), limits(gpu = 1), accelerator(device = "nvidia-tesla-a100", unpartitioned), shared_memory = "2Gi", labels(team = "data", "app.kubernetes.io/name" = "a"), annotations(note = "any text"), docs(source_link = "https://example.com", icon_link = "https://example.com/icon.svg"), container_image = "{{.image.gpu.fqn}}:{{.image.gpu.version}}")]`, see src/task/tests.rs.
fn extras() {}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct extras {}
impl extras {
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
    impl __flyte::Returns for extras {
        type Return = ();
    }
    impl __flyte::TaskFn for extras {
        type Outputs = <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::Outputs;
        const TASK: __flyte::FunctionTask = __flyte::FunctionTask {
            descriptor: &__flyte::TaskDescriptor {
                function: "extras",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: "",
                is_async: false,
                inputs: &[],
                outputs: <<Self as __flyte::TaskFn>::Outputs as __flyte::Outputs>::VARIABLES,
                options: __flyte::TaskOptions {
                    cache: true,
                    cache_salt: "1",
                    container_image: "{{.image.gpu.fqn}}:{{.image.gpu.version}}",
                    task_type: "spark",
                    labels: &[("team", "data"), ("app.kubernetes.io/name", "a")],
                    annotations: &[("note", "any text")],
                    limits: __flyte::Resources {
                        gpu: "1",
                        ..__flyte::Resources::NONE
                    },
                    task_type_version: 2,
                    secret_requests: &[
                        __flyte::SecretRequest {
                            group: "db",
                            key: "password",
                            ..__flyte::SecretRequest::NONE
                        },
                        __flyte::SecretRequest {
                            group: "api",
                            key: "token",
                            version: "7",
                            env_var: "TOKEN",
                            mount: __flyte::SecretMount::EnvVar,
                        },
                    ],
                    accelerator: __flyte::Option::Some(__flyte::Accelerator {
                        device: "nvidia-tesla-a100",
                        partition: __flyte::Partition::Unpartitioned,
                    }),
                    shared_memory: __flyte::Option::Some("2Gi"),
                    enable_deck: true,
                    deck_fields: &[
                        __flyte::DeckField::Input,
                        __flyte::DeckField::SourceCode,
                    ],
                    docs: __flyte::DocsOptions {
                        source_link: "https://example.com",
                        icon_link: "https://example.com/icon.svg",
                    },
                    ..__flyte::TaskOptions::NONE
                },
                body_digest: "44136fa355b3678a1146ad16f7e8649e",
                source: "",
            },
            run: __flyte::Run::Sync(|arguments| __flyte::outputs::<
                Self,
            >(
                <<Self as __flyte::Returns>::Return as __flyte::TaskReturn>::into_outputs(
                    extras(),
                ),
            )),
        };
    }
    __flyte::inventory::submit! {
        < extras as __flyte::TaskFn > ::TASK
    }
    impl __flyte::Recorded for extras {}
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static __RECORD: __flyte::TaskRecord<
        710,
        { <extras as __flyte::Recorded>::SPLICE.len },
    > = __flyte::TaskRecord::new::<
        extras,
    >(
        *b"\xC2\x02\0\0{\"function\":\"extras\",\"body_digest\":\"44136fa355b3678a1146ad16f7e8649e\",\"inputs\":[],\"options\":{\"cache\":true,\"cache_salt\":\"1\",\"container_image\":\"{{.image.gpu.fqn}}:{{.image.gpu.version}}\",\"task_type\":\"spark\",\"task_type_version\":2,\"labels\":[[\"team\",\"data\"],[\"app.kubernetes.io/name\",\"a\"]],\"annotations\":[[\"note\",\"any text\"]],\"limits\":{\"gpu\":\"1\"},\"secret_requests\":[{\"group\":\"db\",\"key\":\"password\"},{\"group\":\"api\",\"key\":\"token\",\"version\":\"7\",\"env_var\":\"TOKEN\",\"mount\":\"EnvVar\"}],\"accelerator\":{\"device\":\"nvidia-tesla-a100\",\"unpartitioned\":true},\"shared_memory\":\"2Gi\",\"enable_deck\":true,\"deck_fields\":[\"Input\",\"SourceCode\"],\"docs\":{\"source_link\":\"https://example.com\",\"icon_link\":\"https://example.com/icon.svg\"}}}",
        591979796,
    );
};
