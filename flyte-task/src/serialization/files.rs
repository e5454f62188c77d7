//! The files that registration tools read: one message each, named so that their order is kept.

use flyte_idl::prost::Message;

use super::{SerializationError, SerializationSettings, SerializedTask, serialized_tasks};

/// A serialized entity on its way to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerializedFile {
    /// `<index>_<entity name>_<kind>.pb`, where kind 1 is a task.
    pub name: String,
    /// The message.
    pub bytes: Vec<u8>,
}

/// All tasks of this program as files, in the order of their names; the layout is that of `pyflyte package`.
///
/// # Errors
/// When two tasks share a name, or one cannot be serialized.
pub fn task_files(settings: &SerializationSettings) -> Result<Vec<SerializedFile>, SerializationError> {
    Ok(files(&serialized_tasks(settings)?))
}

/// Tasks as files, in the order in which they are given.
pub fn files(tasks: &[SerializedTask]) -> Vec<SerializedFile> {
    let width = index_width(tasks.len());
    tasks
        .iter()
        .enumerate()
        .map(|(index, task)| SerializedFile {
            name: format!("{index:0width$}_{}_1.pb", task.name()),
            bytes: task.spec.encode_to_vec(),
        })
        .collect()
}

/// Enough digits that the names sort as the indexes do.
fn index_width(count: usize) -> usize {
    count.saturating_sub(1).checked_ilog10().map_or(1, |digits| digits as usize + 1)
}

#[cfg(test)]
mod tests {
    use super::index_width;

    #[test]
    fn indexes_have_the_digits_that_the_last_one_needs() {
        assert_eq!([0, 1, 2, 10, 11, 100, 101].map(index_width), [1, 1, 1, 1, 2, 2, 3]);
    }
}
