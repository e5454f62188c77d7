//! `FlyteError`: why a node failed, for the task that a workflow runs then.

use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

/// Why a node of a workflow failed.
///
/// When a workflow fails, Flyte hands it to the workflow's failure handler as the input `err`. It comes as a value of
/// a union, which `FlyteError` reads as well as `Option<FlyteError>`; only the latter also lets a person run the task.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct FlyteError {
    /// The node that failed.
    pub failed_node_id: String,
    /// What it said.
    pub message: String,
}

impl FlyteType for FlyteError {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Error;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.error(&self.failed_node_id, &self.message)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let (failed_node_id, message) = reader.error()?;
        Ok(Self { failed_node_id, message })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Storage;
    use crate::types::{from_literal, hex, to_literal};

    #[test]
    fn errors_have_flytekits_bytes() {
        let storage = Storage::new();
        let error = FlyteError { failed_node_id: "n".to_owned(), message: "m".to_owned() };
        let bare = to_literal(&error).unwrap();
        assert_eq!(hex::from(&bare), "0a0832060a016e12016d");
        assert_eq!(hex::from(&to_literal(&FlyteError::default()).unwrap()), "0a023200");
        let some = to_literal(&Some(error.clone())).unwrap();
        let bytes = "0a204a1e0a0a0a0832060a016e12016d121008085a0c0a0a466c7974654572726f72";
        assert_eq!(hex::from(&some), bytes);
        for literal in [bare, some] {
            assert_eq!(from_literal::<FlyteError>(&literal, &storage).unwrap(), error);
            assert_eq!(from_literal::<Option<FlyteError>>(&literal, &storage).unwrap(), Some(error.clone()));
        }
        let text = to_literal(&"x".to_owned()).unwrap();
        let refused = from_literal::<FlyteError>(&text, &storage).unwrap_err();
        assert_eq!(refused.to_string(), "expected an error, found a string");
    }
}
