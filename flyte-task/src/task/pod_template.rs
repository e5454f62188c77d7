//! The pod that a task runs in, in Kubernetes' own terms.

use std::collections::BTreeMap;

use flyte_idl::core::resources::{ResourceEntry, ResourceName};
use flyte_idl::core::{self, K8sObjectMetadata, K8sPod};
use k8s_openapi::api::core::v1::{Container, EnvVar, PodSpec, ResourceRequirements};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use serde_json::Value as Json;

use super::container::{container, image_name};
use super::pod::PRIMARY_CONTAINER_NAME;
use super::{ContainerParts, SerializationError, SerializationSettings, Task};
use crate::types::struct_from_json;

/// The pod that a task runs in: sidecars, volumes, tolerations, whatever Kubernetes knows (flytekit: `PodTemplate`).
///
/// The task runs in the primary container, which is added where the pod has none of that name. What the task says of
/// itself goes into that container: its image if the container has none, its command line always, its resources if
/// there are any, its environment before the container's own.
///
/// Needs the feature `pod`. [`k8s_openapi`] stands for exactly one version of Kubernetes in a build: `pod` chooses the
/// newest one. A library, or a program with a version of its own, takes the feature `pod-any` instead, and the
/// program names the version as a feature of `k8s-openapi`.
///
/// ```
/// use flyte_task::k8s_openapi::api::core::v1::{Container, PodSpec, Toleration};
/// use flyte_task::prelude::*;
/// use flyte_task::task::{PodTemplate, SerializationSettings, Task, TaskFn};
///
/// fn on_spot_nodes() -> PodTemplate {
///     let spot = Toleration { key: Some("spot".to_owned()), ..Toleration::default() };
///     let proxy = Container {
///         name: "proxy".to_owned(),
///         image: Some("envoyproxy/envoy:v1.31".to_owned()),
///         ..Container::default()
///     };
///     PodTemplate::new(PodSpec {
///         containers: vec![proxy],
///         tolerations: Some(vec![spot]),
///         ..PodSpec::default()
///     })
///     .with_label("team", "data")
/// }
///
/// #[task(pod_template = on_spot_nodes(), requests(cpu = 2))]
/// fn sum(values: Vec<f64>) -> f64 {
///     values.iter().sum()
/// }
///
/// let settings = SerializationSettings { image: "app:v1".to_owned(), ..SerializationSettings::default() };
/// assert_eq!(sum::TASK.container(&settings)?, None);
/// let pod = sum::TASK.k8s_pod(&settings)?.unwrap();
/// assert_eq!(pod.metadata.unwrap().labels["team"], "data");
/// assert!(pod.pod_spec.unwrap().fields.contains_key("tolerations"));
/// assert_eq!(sum::TASK.config(&settings)["primary_container_name"], "primary");
/// # Ok::<(), flyte_task::task::SerializationError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PodTemplate {
    /// The pod.
    pub pod_spec: PodSpec,
    /// The container that the task runs in; its end is the end of the task.
    pub primary_container_name: String,
    /// Labels of the pod.
    pub labels: BTreeMap<String, String>,
    /// Annotations of the pod.
    pub annotations: BTreeMap<String, String>,
}

/// A pod with nothing but the primary container.
impl Default for PodTemplate {
    fn default() -> Self {
        Self::new(PodSpec::default())
    }
}

impl PodTemplate {
    /// The name of the container that the task runs in, unless another is given.
    pub const PRIMARY_CONTAINER: &str = "primary";

    /// A template of that pod; the task runs in the container named `primary`.
    pub fn new(pod_spec: PodSpec) -> Self {
        Self {
            pod_spec,
            primary_container_name: Self::PRIMARY_CONTAINER.to_owned(),
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
        }
    }

    /// The same, with the task in the container of that name.
    pub fn with_primary_container_name(mut self, name: impl Into<String>) -> Self {
        self.primary_container_name = name.into();
        self
    }

    /// The same, with a label on the pod.
    pub fn with_label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.insert(key.into(), value.into());
        self
    }

    /// The same, with an annotation on the pod.
    pub fn with_annotation(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.annotations.insert(key.into(), value.into());
        self
    }

    /// The pod that starts this program for the task: for kinds of one's own that run in it.
    ///
    /// # Errors
    /// When a container has no image and the settings name none, or the primary container has no name.
    pub fn pod(
        self,
        task: &dyn Task,
        settings: &SerializationSettings,
        parts: &ContainerParts<'_>,
    ) -> Result<K8sPod, SerializationError> {
        self.around(&task.name(), settings, &|image| {
            container(task, settings, &ContainerParts { image: image.unwrap_or(parts.image), ..*parts })
        })
    }

    /// The pod around a container, which is made for the image that the pod has for it, if it has one.
    pub(super) fn around(
        self,
        task: &str,
        settings: &SerializationSettings,
        of_task: &dyn Fn(Option<&str>) -> Result<core::Container, SerializationError>,
    ) -> Result<K8sPod, SerializationError> {
        let Self { mut pod_spec, primary_container_name: primary, labels, annotations } = self;
        let invalid =
            |reason: &str| SerializationError::Invalid { task: task.to_owned(), reason: reason.to_owned() };
        if primary.is_empty() {
            return Err(invalid("the primary container of its pod template needs a name"));
        }
        let containers = &mut pod_spec.containers;
        if !containers.iter().any(|container| container.name == primary) {
            containers.push(Container { name: primary.clone(), ..Container::default() });
        }
        for of_pod in containers {
            if of_pod.name == primary {
                fill(of_pod, of_task(of_pod.image.as_deref())?);
            } else {
                let image = of_pod.image.as_deref().unwrap_or_default();
                of_pod.image = Some(image_name(image, task, settings)?);
            }
        }
        let Ok(Json::Object(fields)) = serde_json::to_value(&pod_spec) else {
            return Err(invalid("its pod template cannot be written as JSON"));
        };
        Ok(K8sPod {
            metadata: Some(K8sObjectMetadata { labels, annotations }),
            pod_spec: Some(struct_from_json(&fields)),
            // flytekit says it in the task's config only, where propeller looks for it.
            ..K8sPod::default()
        })
    }

    /// The config of a task with that pod: a plugin's, and where propeller finds the primary container.
    pub fn config(&self, of_plugin: BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut config = of_plugin;
        config.insert(PRIMARY_CONTAINER_NAME.to_owned(), self.primary_container_name.clone());
        config
    }
}

/// Puts what the task says of itself into the container of its pod, as flytekit does.
fn fill(of_pod: &mut Container, of_task: core::Container) {
    of_pod.image = Some(of_task.image);
    // Of a raw container what is not said is the image's.
    let is_said = |words: &Vec<String>| of_task.data_config.is_none() || !words.is_empty();
    of_pod.command = Some(of_task.command).filter(is_said);
    of_pod.args = Some(of_task.args).filter(is_said);
    let resources = of_task.resources.unwrap_or_default();
    if !resources.requests.is_empty() || !resources.limits.is_empty() {
        of_pod.resources = Some(ResourceRequirements {
            requests: Some(quantities(&resources.requests)),
            limits: Some(quantities(&resources.limits)),
            ..ResourceRequirements::default()
        });
    }
    let variable =
        |pair: core::KeyValuePair| EnvVar { name: pair.key, value: Some(pair.value), ..EnvVar::default() };
    let own = of_pod.env.take().unwrap_or_default();
    of_pod.env = Some(of_task.env.into_iter().map(variable).chain(own).collect());
}

fn quantities(entries: &[ResourceEntry]) -> BTreeMap<String, Quantity> {
    entries.iter().map(|entry| (resource(entry.name()), Quantity(entry.value.clone()))).collect()
}

/// The resource's name in flytekit's pods: `cpu`, `memory`, `gpu`, `ephemeral-storage`.
fn resource(name: ResourceName) -> String {
    name.as_str_name().to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use flyte_idl::{prost_types, value};

    use super::*;
    use crate::error::BoxError;
    use crate::kwtypes;
    use crate::task::{
        Cache, CachePolicy, ReferenceTask, Resources, TaskDescriptor, TaskOptions, VersionParameters, digest,
    };

    const PARTS: ContainerParts<'static> =
        ContainerParts { image: "", requests: Resources::NONE, limits: Resources::NONE };

    fn settings() -> SerializationSettings {
        SerializationSettings {
            image: "app:v1".to_owned(),
            program: "app".to_owned(),
            environment: vec![("A".to_owned(), "task".to_owned())],
            ..SerializationSettings::default()
        }
    }

    fn named(name: &str) -> Container {
        Container { name: name.to_owned(), ..Container::default() }
    }

    fn of_containers(containers: Vec<Container>) -> PodTemplate {
        PodTemplate::new(PodSpec { containers, ..PodSpec::default() })
    }

    fn try_pod(template: PodTemplate, parts: &ContainerParts<'_>) -> Result<K8sPod, String> {
        let task = ReferenceTask::new(["p", "d", "k.f", "v"], kwtypes! {}, kwtypes! {});
        template.pod(&task, &settings(), parts).map_err(|error| error.to_string())
    }

    /// The containers of the pod that comes out.
    fn containers(template: PodTemplate, parts: &ContainerParts<'_>) -> Vec<Json> {
        let spec = try_pod(template, parts).unwrap().pod_spec.unwrap();
        let containers = value::as_list(&spec.fields["containers"]).unwrap();
        containers.iter().map(json).collect()
    }

    fn json(of: &prost_types::Value) -> Json {
        if let Some(object) = value::as_struct(of) {
            return object.fields.iter().map(|(key, of)| (key.clone(), json(of))).collect();
        }
        match value::as_list(of) {
            Some(items) => items.iter().map(json).collect(),
            None => Json::from(value::as_str(of).unwrap()),
        }
    }

    #[test]
    fn the_primary_container_keeps_its_image_and_loses_its_command_line() {
        let primary = Container {
            image: Some("own:{{.image.default.version}}".to_owned()),
            command: Some(vec!["sh".to_owned()]),
            args: Some(vec!["-c".to_owned()]),
            ..named("primary")
        };
        let parts = ContainerParts { image: "task:v1", ..PARTS };
        let found = containers(of_containers(vec![primary]), &parts);
        assert_eq!(found[0]["image"], "own:v1");
        assert_eq!(found[0]["command"], Json::Array(Vec::new()));
        assert_eq!([&found[0]["args"][0], &found[0]["args"][1]], ["app", "execute"]);
    }

    #[test]
    fn images_that_are_missing_are_the_tasks_and_the_settings() {
        let parts = ContainerParts { image: "task:v1", ..PARTS };
        let found = containers(of_containers(vec![named("side"), named("primary")]), &parts);
        assert_eq!([&found[0]["image"], &found[1]["image"]], ["app:v1", "task:v1"]);
        assert!(found[0].get("args").is_none());
    }

    #[test]
    fn a_missing_primary_container_comes_last() {
        let template = of_containers(vec![named("primary")]).with_primary_container_name("main");
        let found = containers(template, &PARTS);
        assert_eq!([&found[0]["name"], &found[1]["name"]], ["primary", "main"]);
        assert!(found[0].get("args").is_none() && found[1].get("args").is_some());
    }

    #[test]
    fn the_tasks_resources_replace_all_or_nothing() {
        let limits = BTreeMap::from([("cpu".to_owned(), Quantity("8".to_owned()))]);
        let resources = ResourceRequirements { limits: Some(limits), ..ResourceRequirements::default() };
        let template = of_containers(vec![Container { resources: Some(resources), ..named("primary") }]);
        let found = containers(template.clone(), &PARTS);
        assert_eq!(found[0]["resources"], serde_json::json!({ "limits": { "cpu": "8" } }));
        let requests = Resources { cpu: "1", mem: "2Gi", gpu: "1", ephemeral_storage: "3Gi" };
        let found = containers(template, &ContainerParts { requests, ..PARTS });
        let all = serde_json::json!({ "cpu": "1", "memory": "2Gi", "gpu": "1", "ephemeral-storage": "3Gi" });
        assert_eq!(found[0]["resources"], serde_json::json!({ "limits": {}, "requests": all }));
    }

    // The later of two variables of one name is the one that a container sees.
    #[test]
    fn the_tasks_environment_comes_first() {
        let variable = |name: &str, value: &str| EnvVar {
            name: name.to_owned(),
            value: Some(value.to_owned()),
            ..EnvVar::default()
        };
        let env = Some(vec![variable("B", "pod"), variable("A", "pod")]);
        let found = containers(of_containers(vec![Container { env, ..named("primary") }]), &PARTS);
        let pairs = [("A", "task"), ("B", "pod"), ("A", "pod")];
        let wanted = pairs.map(|(name, value)| serde_json::json!({ "name": name, "value": value }));
        assert_eq!(found[0]["env"], Json::Array(wanted.into()));
    }

    #[test]
    fn what_cannot_be_a_pod_is_said() {
        let template = PodTemplate::default().with_primary_container_name("");
        assert!(try_pod(template, &PARTS).unwrap_err().contains("needs a name"));
        let parts = ContainerParts { image: "{{.image.none.fqn}}", ..PARTS };
        assert!(try_pod(PodTemplate::default(), &parts).unwrap_err().contains("`none`"));
    }

    #[test]
    fn a_cache_policy_sees_the_pod() {
        struct ByPod;
        impl CachePolicy for ByPod {
            fn version(&self, _: &str, parameters: &VersionParameters<'_>) -> Result<String, BoxError> {
                Ok(parameters.pod_template.ok_or("no pod")?.primary_container_name.clone())
            }
        }
        let options = TaskOptions {
            cache: true,
            cache_policies: &[|| Box::new(ByPod)],
            pod_template: Some(|| PodTemplate::default().with_primary_container_name("main")),
            ..TaskOptions::NONE
        };
        let descriptor = TaskDescriptor { options, ..*crate::__private::REFUSED.descriptor };
        let wanted = Cache::version(digest::sha256(["main".to_owned()])).unwrap();
        assert_eq!(descriptor.cache().unwrap().unwrap(), wanted);
    }

    #[test]
    fn the_config_is_the_plugins_and_names_the_container() {
        let of_plugin = BTreeMap::from([("queue".to_owned(), "fast".to_owned())]);
        let config = PodTemplate::default().with_primary_container_name("main").config(of_plugin);
        assert_eq!((config["queue"].as_str(), config[PRIMARY_CONTAINER_NAME].as_str()), ("fast", "main"));
    }
}
