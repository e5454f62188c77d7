//! Tasks that are any container: Flyte lays the inputs down as files and picks the outputs up as files.

#[cfg(feature = "pod-any")]
use std::collections::BTreeMap;

#[cfg(feature = "pod-any")]
use flyte_idl::core::K8sPod;
use flyte_idl::core::data_loading_config::LiteralMapFormat;
use flyte_idl::core::{Container, DataLoadingConfig, IoStrategy, Secret, SecurityContext};

#[cfg(feature = "pod-any")]
use super::PodTemplate;
use super::container::{environment, image_name, resources};
use super::{Resources, SerializationError, SerializationSettings, Task, TaskMetadata};
use crate::interface::{InputDescriptor, Interface, VariableDescriptor};

/// A container that knows nothing of Flyte (flytekit: `ContainerTask`).
///
/// Command and arguments may hold `{{.inputs.x}}`, which Flyte fills in; inputs that do not fit a word, and all
/// outputs, travel as files in the two folders.
///
/// ```
/// use flyte_task::kwtypes;
/// use flyte_task::task::{ContainerTask, Task};
///
/// let area = ContainerTask::new("shapes.area", "alpine:3", kwtypes! { side: f64 }, kwtypes! { area: f64 })
///     .with_command(["sh", "-c", "echo {{.inputs.side}} > /var/outputs/area"])
///     .with_data_dirs("/var/inputs", "/var/outputs");
/// assert_eq!(area.task_type(), "raw-container");
/// ```
#[derive(Debug, Clone)]
pub struct ContainerTask {
    name: String,
    image: String,
    interface: Interface,
    command: Vec<String>,
    args: Vec<String>,
    environment: Vec<(String, String)>,
    requests: Resources,
    limits: Resources,
    data: DataLoadingConfig,
    secrets: Vec<Secret>,
    metadata: TaskMetadata,
    #[cfg(feature = "pod-any")]
    pod_template: Option<PodTemplate>,
}

impl ContainerTask {
    /// A task that runs an image.
    pub fn new(
        name: impl Into<String>,
        image: impl Into<String>,
        inputs: &'static [VariableDescriptor],
        outputs: &'static [VariableDescriptor],
    ) -> Self {
        Self {
            name: name.into(),
            image: image.into(),
            interface: Interface::from_parts(
                inputs.iter().copied().map(InputDescriptor::from).collect(),
                outputs.to_vec(),
            ),
            command: Vec::new(),
            args: Vec::new(),
            environment: Vec::new(),
            requests: Resources::NONE,
            limits: Resources::NONE,
            data: DataLoadingConfig { enabled: true, ..DataLoadingConfig::default() },
            secrets: Vec::new(),
            metadata: TaskMetadata::default(),
            #[cfg(feature = "pod-any")]
            pod_template: None,
        }
    }

    /// The same, with the program to start instead of the image's own.
    pub fn with_command(mut self, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.command = words.into_iter().map(Into::into).collect();
        self
    }

    /// The same, with arguments for the program.
    pub fn with_args(mut self, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.args = words.into_iter().map(Into::into).collect();
        self
    }

    /// The same, with an environment variable.
    pub fn with_env(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.environment.push((key.into(), value.into()));
        self
    }

    /// The same, with resources.
    pub fn with_resources(mut self, requests: Resources, limits: Resources) -> Self {
        (self.requests, self.limits) = (requests, limits);
        self
    }

    /// The same, with the folders in which inputs are laid down and outputs picked up.
    pub fn with_data_dirs(mut self, inputs: impl Into<String>, outputs: impl Into<String>) -> Self {
        (self.data.input_path, self.data.output_path) = (inputs.into(), outputs.into());
        self
    }

    /// The same, with another format of the file that holds all inputs; JSON if nothing is said.
    pub fn with_data_format(mut self, format: LiteralMapFormat) -> Self {
        self.data.format = format.into();
        self
    }

    /// The same, with how data are moved before and after the run.
    pub fn with_io_strategy(mut self, strategy: IoStrategy) -> Self {
        self.data.io_strategy = Some(strategy);
        self
    }

    /// The same, with a secret.
    pub fn with_secret(mut self, secret: Secret) -> Self {
        self.secrets.push(secret);
        self
    }

    /// The same, treated by Flyte as said.
    pub fn with_metadata(mut self, metadata: TaskMetadata) -> Self {
        self.metadata = metadata;
        self
    }

    /// The same, in a pod of that template, whose primary container is the task's.
    #[cfg(feature = "pod-any")]
    pub fn with_pod_template(mut self, template: PodTemplate) -> Self {
        self.pod_template = Some(template);
        self
    }

    /// The task's own container; with another image where its pod has one for it.
    fn own_container(
        &self,
        settings: &SerializationSettings,
        image: Option<&str>,
    ) -> Result<Container, SerializationError> {
        // The image of the settings is the program's, and this container is of another one.
        let image = image.filter(|image| !image.is_empty()).unwrap_or(&self.image);
        if image.is_empty() {
            return Err(SerializationError::MissingImage { task: self.name() });
        }
        Ok(Container {
            image: image_name(image, &self.name, settings)?,
            command: self.command.clone(),
            args: self.args.clone(),
            resources: Some(resources(&self.requests, &self.limits)),
            env: environment(&settings.environment, &self.environment),
            data_config: Some(self.data.clone()),
            ..Container::default()
        })
    }
}

impl Task for ContainerTask {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn interface(&self) -> Interface {
        self.interface.clone()
    }

    fn task_type(&self) -> String {
        "raw-container".to_owned()
    }

    fn metadata(&self) -> TaskMetadata {
        self.metadata.clone()
    }

    fn environment(&self) -> Vec<(String, String)> {
        self.environment.clone()
    }

    fn security_context(&self) -> Option<SecurityContext> {
        (!self.secrets.is_empty())
            .then(|| SecurityContext { secrets: self.secrets.clone(), ..SecurityContext::default() })
    }

    fn container(&self, settings: &SerializationSettings) -> Result<Option<Container>, SerializationError> {
        #[cfg(feature = "pod-any")]
        if self.pod_template.is_some() {
            return Ok(None);
        }
        self.own_container(settings, None).map(Some)
    }

    #[cfg(feature = "pod-any")]
    fn k8s_pod(&self, settings: &SerializationSettings) -> Result<Option<K8sPod>, SerializationError> {
        let Some(template) = self.pod_template.clone() else { return Ok(None) };
        let pod = template.around(&self.name, settings, &|image| self.own_container(settings, image))?;
        Ok(Some(K8sPod { data_config: Some(self.data.clone()), ..pod }))
    }

    #[cfg(feature = "pod-any")]
    fn config(&self, _: &SerializationSettings) -> BTreeMap<String, String> {
        let template = self.pod_template.as_ref();
        template.map(|template| template.config(BTreeMap::new())).unwrap_or_default()
    }
}
