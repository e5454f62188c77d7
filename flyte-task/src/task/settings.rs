//! What serialization needs to know besides the tasks.

use std::collections::BTreeMap;

/// Where tasks will be registered and what they run in.
///
/// Project, domain and version may stay empty: `flytectl register` fills them in, as it does for what
/// `pyflyte package` writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SerializationSettings {
    /// The project.
    pub project: String,
    /// The domain within the project.
    pub domain: String,
    /// The version under which the tasks are registered.
    pub version: String,
    /// The image of tasks that do not name their own.
    pub image: String,
    /// Other images by name, for tasks whose image is written with `{{.image.NAME}}`.
    pub images: BTreeMap<String, String>,
    /// The program that the container starts: the task binary's name or path inside the image.
    pub program: String,
    /// Environment variables of every task, in order; a task's own of the same name win.
    pub environment: Vec<(String, String)>,
}

impl SerializationSettings {
    /// The image of that name; `default` is the one of tasks that do not name their own.
    pub fn image_named(&self, name: &str) -> Option<&str> {
        let image = if name == "default" { Some(&self.image) } else { self.images.get(name) };
        image.map(String::as_str).filter(|image| !image.is_empty())
    }
}
