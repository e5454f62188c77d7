//! Pods of tasks as they are on the wire, whoever made them.

use std::collections::BTreeMap;

use flyte_idl::core::K8sPod;
use flyte_idl::prost_types::value::Kind;
use flyte_idl::prost_types::{Struct, Value};
use flyte_idl::value;

/// The key of a task's config under which Flyte looks for the container whose end is the end of the task.
pub(super) const PRIMARY_CONTAINER_NAME: &str = "primary_container_name";

/// The name of the container whose end is the end of the task.
pub(crate) fn primary_container_name<'a>(pod: &'a K8sPod, config: &'a BTreeMap<String, String>) -> &'a str {
    config.get(PRIMARY_CONTAINER_NAME).unwrap_or(&pod.primary_container_name)
}

/// The container whose end is the end of the task, as Kubernetes' JSON.
#[cfg(any(feature = "cli", test))]
pub(crate) fn primary_container<'a>(
    pod: &'a K8sPod,
    config: &BTreeMap<String, String>,
) -> Option<&'a Struct> {
    let name = primary_container_name(pod, config);
    let containers = value::as_list(pod.pod_spec.as_ref()?.fields.get("containers")?)?;
    containers.iter().filter_map(value::as_struct).find(|container| is_named(container, name))
}

/// Changes the arguments of the container whose end is the end of the task.
pub(super) fn change_args(
    pod: &mut K8sPod,
    config: &BTreeMap<String, String>,
    change: impl FnOnce(Vec<String>) -> Vec<String>,
) {
    let name = primary_container_name(pod, config).to_owned();
    let containers = pod.pod_spec.as_mut().and_then(|spec| spec.fields.get_mut("containers"));
    let Some(Kind::ListValue(containers)) = containers.and_then(|containers| containers.kind.as_mut()) else {
        return;
    };
    let container = containers.values.iter_mut().find_map(|container| match &mut container.kind {
        Some(Kind::StructValue(container)) if is_named(container, &name) => Some(container),
        _ => None,
    });
    let Some(args) = container.and_then(|container| container.fields.get_mut("args")) else { return };
    let texts = value::as_list(args).unwrap_or_default().iter().filter_map(value::as_str);
    *args = texts_value(change(texts.map(str::to_owned).collect()));
}

fn is_named(container: &Struct, name: &str) -> bool {
    container.fields.get("name").and_then(value::as_str) == Some(name)
}

fn texts_value(texts: Vec<String>) -> Value {
    value::list(texts.into_iter().map(value::string))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod() -> K8sPod {
        let container = |name: &str| {
            value::object([("name", value::string(name)), ("args", value::list([value::string("run")]))])
        };
        let spec = value::structure([("containers", value::list(["side", "main"].map(container)))]);
        K8sPod { pod_spec: Some(spec), ..K8sPod::default() }
    }

    #[test]
    fn only_the_primary_containers_arguments_change() {
        let config = BTreeMap::from([(PRIMARY_CONTAINER_NAME.to_owned(), "main".to_owned())]);
        let mut changed = pod();
        change_args(&mut changed, &config, |args| [args, vec!["fast".to_owned()]].concat());
        let args = primary_container(&changed, &config).unwrap().fields["args"].clone();
        assert_eq!(args, value::list(["run", "fast"].map(value::string)));
        // The config says it to propeller; a pod may say it of itself.
        changed.primary_container_name = "side".to_owned();
        let args = &primary_container(&changed, &BTreeMap::new()).unwrap().fields["args"];
        assert_eq!(args, &value::list([value::string("run")]));
    }

    #[test]
    fn a_pod_without_the_container_stays() {
        let mut unchanged = pod();
        change_args(&mut unchanged, &BTreeMap::new(), |_| Vec::new());
        assert_eq!(unchanged, pod());
    }
}
