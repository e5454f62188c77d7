//! Compares expansions with the ones checked in; `UPDATE_GOLDENS=1` writes them anew.

use std::path::Path;

use super::expand;

fn expansion(attribute: &str, item: &str) -> String {
    let expanded = expand(attribute.parse().unwrap(), &item.parse().unwrap());
    prettyplease::unparse(&syn::parse2(expanded).unwrap())
}

fn golden(name: &str, attribute: &str, item: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expansions").join(name).with_extension("rs");
    let found = format!(
        "// The expansion of `#[task({attribute})]`, see src/task/tests.rs.\n{}",
        expansion(attribute, item)
    );
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap();
    assert_eq!(found, wanted, "{} differs; UPDATE_GOLDENS=1 writes it anew", path.display());
}

#[test]
fn plain() {
    golden(
        "plain",
        "retries = 3",
        "/// Adds.
        #[must_use]
        pub(crate) fn add(/** the first */ a: i64, #[default(1)] b: i64) -> i64 { a + b }",
    );
}

#[test]
fn nothing_in_nothing_out() {
    golden("nothing", "", "fn nothing() {}");
}

#[test]
fn later_and_fallible() {
    golden(
        "later",
        "",
        "async fn later(#[default(Some(\"x\"))] r#type: Option<String>) -> Result<(i64, String), Error> { unreachable!() }",
    );
}

#[test]
fn every_option() {
    golden(
        "options",
        "name = \"team.options\", cache, cache_version = \"1\", cache_serialize, cache_ignore_input_vars(a), \
         retries = 3, timeout = \"1.5s\", interruptible = false, deprecated = \"gone\", pod_template_name = \"pod\", \
         environment(A = \"b\", \"C\" = \"d\"), requests(cpu = 1, mem = \"1Gi\", gpu = 1), \
         limits(gpu = 1, ephemeral_storage = \"1G\"), container_image = \"image:1\"",
        "fn options(a: i64) {}",
    );
}

#[test]
fn every_option_of_plugins_and_pods() {
    golden(
        "extras",
        "cache, cache_salt = \"1\", enable_deck, deck_fields(input, \"Source Code\"), \
         task_type = \"spark\", task_type_version = 2, \
         secret_requests(secret(group = \"db\", key = \"password\"), \
         secret(group = \"api\", key = \"token\", version = \"7\", mount = \"env_var\", env_var = \"TOKEN\")), \
         limits(gpu = 1), accelerator(device = \"nvidia-tesla-a100\", unpartitioned), shared_memory = \"2Gi\", \
         labels(team = \"data\", \"app.kubernetes.io/name\" = \"a\"), annotations(note = \"any text\"), \
         docs(source_link = \"https://example.com\", icon_link = \"https://example.com/icon.svg\"), \
         container_image = \"{{.image.gpu.fqn}}:{{.image.gpu.version}}\"",
        "fn extras() {}",
    );
}

#[test]
fn code_of_the_users() {
    golden(
        "hooks",
        "task_config = PyTorch { workers: 4, max_restarts: 3 }, resolver = resolvers::MINE, \
         cache, cache_policies(ByImage, ByEnvironment { name: \"A\" }), pre_execute = hooks::before, post_execute = hooks::after",
        "fn hooks(a: i64) -> i64 { a }",
    );
}

#[test]
fn a_pod_of_its_own() {
    golden(
        "pod",
        "pod_template = pods::with_proxy(2), pod_template_name = \"base\", accelerator = \"nvidia-l4\"",
        "fn pod() {}",
    );
}

#[test]
fn the_context_is_no_input() {
    golden(
        "context",
        "",
        "fn context(a: i64, /** the run */ run: &flyte_task::ExecutionContext, b: i64) -> i64 { a + b }",
    );
}

#[test]
fn a_future_owns_the_context() {
    golden(
        "context_later",
        "post_execute = after",
        "async fn context_later(#[default(1)] a: i64, _: &ExecutionContext) -> i64 { a }",
    );
}

#[test]
fn under_conditions() {
    golden(
        "conditions",
        "crate = crate::door::tasks",
        "#[doc = include_str!(\"docs.md\")]
        #[cfg(unix)]
        #[cfg_attr(windows, cfg(test), must_use)]
        #[deprecated]
        pub fn conditions(a: Vec<i64>) -> i64 { 0 }",
    );
}

#[test]
fn refused() {
    golden("refused", "retry = 1", "fn refused(a: &str, b: i64) -> String { a.repeat(b) }");
}

#[test]
fn the_path_that_is_given_is_the_only_one_used() {
    let attribute = "crate = renamed, timeout = \"1s\", requests(cpu = 1)";
    for item in ["fn a(#[default([\"x\"])] b: Vec<String>) -> i64 { 1 }", "async fn a(b: &str) {}"] {
        let expansion = expansion(attribute, item);
        assert!(!expansion.contains("flyte_task::"), "{expansion}");
    }
}

#[test]
fn what_is_no_fn_stays() {
    let expansion = expansion("", "pub struct Model { field: i64 }");
    assert!(expansion.contains("pub struct Model {\n    field: i64,\n}"), "{expansion}");
    assert!(expansion.contains("compile_error"), "{expansion}");
}

#[test]
fn only_what_the_fn_cannot_keep_is_taken_off() {
    let item =
        "#[inline] pub fn add(#[allow(unused)] #[doc = \"a\"] a: i64, #[default(1)] mut b: i64) -> i64 { b }";
    let expansion = expansion("retry = 1", item);
    let kept = "#[inline]\npub fn add(#[allow(unused)] a: i64, mut b: i64) -> i64 {\n    b\n}";
    assert!(expansion.starts_with(kept), "{expansion}");
}
