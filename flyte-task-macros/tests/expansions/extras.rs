// The expansion of `#[task(cache, cache_salt = "1", enable_deck, deck_fields(input, "Source Code"), task_type = "spark", task_type_version = 2, secret_requests(secret(group = "db", key = "password"), secret(group = "api", key = "token", version = "7", mount = "env_var", env_var = "TOKEN")), limits(gpu = 1), accelerator(device = "nvidia-tesla-a100", unpartitioned), shared_memory = "2Gi", labels(team = "data", "app.kubernetes.io/name" = "a"), annotations(note = "any text"), docs(source_link = "https://example.com", icon_link = "https://example.com/icon.svg"), container_image = "{{.image.gpu.fqn}}:{{.image.gpu.version}}")]`, see src/task/tests.rs.
fn extras() {}
#[cfg_attr(not(doctest), doc = "A task of Flyte: the fn of this name as data.")]
#[non_exhaustive]
struct extras {}
impl extras {
    ///What the compiler knows of the task.
    const DESCRIPTOR: &'static ::flyte_task::__private::TaskDescriptor = Self::__TASK
        .descriptor;
    const __TASK: ::flyte_task::__private::FunctionTask = ::flyte_task::__private::FunctionTask {
        descriptor: &::flyte_task::__private::TaskDescriptor {
            function: "extras",
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: ::core::line!(),
            docs: "",
            is_async: false,
            inputs: &[],
            outputs: <<Self as ::flyte_task::__private::TaskFn>::Outputs as ::flyte_task::__private::Outputs>::VARIABLES,
            options: ::flyte_task::__private::TaskOptions {
                cache: true,
                cache_salt: "1",
                container_image: "{{.image.gpu.fqn}}:{{.image.gpu.version}}",
                task_type: "spark",
                labels: &[("team", "data"), ("app.kubernetes.io/name", "a")],
                annotations: &[("note", "any text")],
                limits: ::flyte_task::__private::Resources {
                    gpu: "1",
                    ..::flyte_task::__private::Resources::NONE
                },
                task_type_version: 2,
                secret_requests: &[
                    ::flyte_task::__private::SecretRequest {
                        group: "db",
                        key: "password",
                        ..::flyte_task::__private::SecretRequest::NONE
                    },
                    ::flyte_task::__private::SecretRequest {
                        group: "api",
                        key: "token",
                        version: "7",
                        env_var: "TOKEN",
                        mount: ::flyte_task::__private::SecretMount::EnvVar,
                    },
                ],
                accelerator: ::flyte_task::__private::Option::Some(::flyte_task::__private::Accelerator {
                    device: "nvidia-tesla-a100",
                    partition: ::flyte_task::__private::Partition::Unpartitioned,
                }),
                shared_memory: ::flyte_task::__private::Option::Some("2Gi"),
                enable_deck: true,
                deck_fields: &[
                    ::flyte_task::__private::DeckField::Input,
                    ::flyte_task::__private::DeckField::SourceCode,
                ],
                docs: ::flyte_task::__private::DocsOptions {
                    source_link: "https://example.com",
                    icon_link: "https://example.com/icon.svg",
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
                extras(),
            ),
        )),
    };
    ///Calls the task in a workflow: every argument is a value, or a promise of one.
    fn call() -> ::flyte_task::__private::Call<
        <Self as ::flyte_task::__private::TaskFn>::Outputs,
    > {
        ::flyte_task::__private::call::<Self>(::flyte_task::__private::vec![])
    }
}
impl ::flyte_task::__private::Returns for extras {
    type Return = ();
}
impl ::flyte_task::__private::TaskFn for extras {
    type Outputs = <<Self as ::flyte_task::__private::Returns>::Return as ::flyte_task::__private::TaskReturn>::Outputs;
    const TASK: ::flyte_task::__private::FunctionTask = Self::__TASK;
}
::flyte_task::__private::inventory::submit! {
    extras::__TASK
}
const _: () = {
    #[used]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
    static RECORD: ::flyte_task::__private::TaskRecord<
        710,
        { ::flyte_task::__private::splice_len(extras::DESCRIPTOR, &[]) },
    > = ::flyte_task::__private::TaskRecord::new(
        *b"\xC2\x02\0\0{\"function\":\"extras\",\"body_digest\":\"44136fa355b3678a1146ad16f7e8649e\",\"inputs\":[],\"options\":{\"cache\":true,\"cache_salt\":\"1\",\"container_image\":\"{{.image.gpu.fqn}}:{{.image.gpu.version}}\",\"task_type\":\"spark\",\"task_type_version\":2,\"labels\":[[\"team\",\"data\"],[\"app.kubernetes.io/name\",\"a\"]],\"annotations\":[[\"note\",\"any text\"]],\"limits\":{\"gpu\":\"1\"},\"secret_requests\":[{\"group\":\"db\",\"key\":\"password\"},{\"group\":\"api\",\"key\":\"token\",\"version\":\"7\",\"env_var\":\"TOKEN\",\"mount\":\"EnvVar\"}],\"accelerator\":{\"device\":\"nvidia-tesla-a100\",\"unpartitioned\":true},\"shared_memory\":\"2Gi\",\"enable_deck\":true,\"deck_fields\":[\"Input\",\"SourceCode\"],\"docs\":{\"source_link\":\"https://example.com\",\"icon_link\":\"https://example.com/icon.svg\"}}}",
        591979796,
        extras::DESCRIPTOR,
        &[],
    );
};
