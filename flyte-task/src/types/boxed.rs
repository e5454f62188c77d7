//! `Box<T>`, by which a type may hold itself.

use super::{ArtifactDescriptor, ConversionError, FlyteType, Reader, TypeDescriptor, Writer};

impl<T: FlyteType> FlyteType for Box<T> {
    const TYPE: &'static TypeDescriptor = T::TYPE;
    const PACKED_DEFAULT: Option<&'static [u8]> = T::PACKED_DEFAULT;
    const ARTIFACT: Option<&'static ArtifactDescriptor> = T::ARTIFACT;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        T::encode(self, writer)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        T::decode(reader).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use crate::FlyteType;
    use crate::storage::Storage;
    use crate::types::{from_literal, to_literal};

    #[derive(FlyteType, Debug, PartialEq)]
    #[flyte(crate = crate)]
    struct Chain {
        value: i64,
        next: Option<Box<Chain>>,
    }

    #[test]
    fn a_chain_survives() {
        let chain = Chain { value: 1, next: Some(Box::new(Chain { value: 2, next: None })) };
        assert_eq!(from_literal::<Chain>(&to_literal(&chain).unwrap(), &Storage::new()).unwrap(), chain);
    }
}
