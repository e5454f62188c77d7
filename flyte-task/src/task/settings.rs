//! What serialization needs to know besides the tasks.

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
    /// The program that the container starts: the task binary's name or path inside the image.
    pub program: String,
    /// Environment variables of every task, in order; a task's own of the same name win.
    pub environment: Vec<(String, String)>,
}
