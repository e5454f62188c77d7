//! `Bytes`: bytes as a part of structs.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

/// Bytes, as a field of a struct or a part of one.
///
/// In Python the field is one of `bytes`. Flyte itself has no bytes: by themselves they can be no input or output of a
/// task, and flytekit would hand on a pickle in their place. What is large belongs into a
/// [`FlyteFile`](super::FlyteFile), which is not read before somebody asks for it. `Vec<u8>` is a list of numbers.
///
/// Where a struct comes or goes as JSON, bytes are text in base64.
///
/// ```
/// use flyte_task::FlyteType;
/// use flyte_task::types::Bytes;
///
/// #[derive(FlyteType)]
/// struct Message {
///     topic: String,
///     body: Bytes,
/// }
///
/// let message = Message { topic: "weather".to_owned(), body: Bytes::from(vec![0, 255]) };
/// assert_eq!(message.body.len(), 2);
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(Vec<u8>);

impl Bytes {
    /// The bytes as a vector.
    pub fn into_inner(self) -> Vec<u8> {
        self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Bytes {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Bytes> for Vec<u8> {
    fn from(bytes: Bytes) -> Self {
        bytes.0
    }
}

impl Deref for Bytes {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Bytes {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FlyteType for Bytes {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::Bytes;
    const PACKED_DEFAULT: Option<&'static [u8]> = Some(&[0xc4, 0]);

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        writer.packed_bytes(&self.0)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        reader.bytes().map(Self)
    }
}
