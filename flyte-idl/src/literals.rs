//! Makes literals of plain values, and reads the plain values back.

use prost_types::{Duration, Struct, Timestamp};

use crate::core::blob_type::BlobDimensionality;
use crate::core::{
    Binary, Blob, BlobMetadata, BlobType, Error, Literal, LiteralCollection, LiteralMap,
    LiteralOffloadedMetadata, LiteralType, Primitive, Scalar, StructuredDataset, StructuredDatasetMetadata,
    StructuredDatasetType, Union, Void, literal, primitive, scalar,
};

/// The tag of a [`Binary`] whose bytes are one `MessagePack` value, which is how Flyte sends structured values.
pub const MSGPACK_TAG: &str = "msgpack";

/// Constructors, named for what the literal holds.
impl Literal {
    /// Returns an integer.
    ///
    /// ```
    /// use flyte_idl::core::Literal;
    ///
    /// assert_eq!(Literal::integer(5).as_integer(), Some(5));
    /// ```
    pub fn integer(value: i64) -> Self {
        Self::primitive(primitive::Value::Integer(value))
    }

    /// Returns a floating-point number.
    pub fn float(value: f64) -> Self {
        Self::primitive(primitive::Value::FloatValue(value))
    }

    /// Returns a string.
    pub fn string(value: impl Into<String>) -> Self {
        Self::primitive(primitive::Value::StringValue(value.into()))
    }

    /// Returns a boolean.
    pub fn boolean(value: bool) -> Self {
        Self::primitive(primitive::Value::Boolean(value))
    }

    /// Returns a point in time.
    pub fn datetime(value: Timestamp) -> Self {
        Self::primitive(primitive::Value::Datetime(value))
    }

    /// Returns a span of time.
    pub fn duration(value: Duration) -> Self {
        Self::primitive(primitive::Value::Duration(value))
    }

    /// Returns the absent value, Python's `None`.
    pub fn none() -> Self {
        Self::scalar(scalar::Value::NoneType(Void {}))
    }

    /// Returns a list.
    pub fn collection(literals: impl IntoIterator<Item = Self>) -> Self {
        Self::of(literal::Value::Collection(literals.into_iter().collect()))
    }

    /// Returns a map from strings.
    pub fn map<K: Into<String>>(literals: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::of(literal::Value::Map(literals.into_iter().collect()))
    }

    /// Returns bytes in the encoding that the tag names.
    pub fn binary(value: impl Into<Vec<u8>>, tag: impl Into<String>) -> Self {
        Self::scalar(scalar::Value::Binary(Binary { value: value.into(), tag: tag.into() }))
    }

    /// Returns a structured value, given as the bytes of one `MessagePack` value.
    pub fn binary_msgpack(value: impl Into<Vec<u8>>) -> Self {
        Self::binary(value, MSGPACK_TAG)
    }

    /// Returns a JSON-like value, the older form of a structured one.
    pub fn generic(value: Struct) -> Self {
        Self::scalar(scalar::Value::Generic(value))
    }

    /// Returns a value of a union, with the type of the variant it is.
    ///
    /// Readers find the variant by the tag in that type's structure; see [`LiteralType::with_tag`].
    pub fn union(value: Self, variant: LiteralType) -> Self {
        let union = Union { value: Some(Box::new(value)), r#type: Some(variant) };
        Self::scalar(scalar::Value::Union(Box::new(union)))
    }

    /// Returns a file or, with [`BlobDimensionality::Multipart`], a directory.
    pub fn blob(
        uri: impl Into<String>,
        format: impl Into<String>,
        dimensionality: BlobDimensionality,
    ) -> Self {
        let r#type = BlobType { format: format.into(), dimensionality: dimensionality.into() };
        Self::scalar(scalar::Value::Blob(Blob {
            metadata: Some(BlobMetadata { r#type: Some(r#type) }),
            uri: uri.into(),
        }))
    }

    /// Returns a table that is stored at the given address.
    pub fn structured_dataset(uri: impl Into<String>, r#type: StructuredDatasetType) -> Self {
        Self::scalar(scalar::Value::StructuredDataset(StructuredDataset {
            uri: uri.into(),
            metadata: Some(StructuredDatasetMetadata { structured_dataset_type: Some(r#type) }),
        }))
    }

    /// Returns what an `on_failure` node receives: which node failed and why.
    pub fn error(failed_node_id: impl Into<String>, message: impl Into<String>) -> Self {
        let error = Error { failed_node_id: failed_node_id.into(), message: message.into() };
        Self::scalar(scalar::Value::Error(error))
    }

    /// Returns a reference to a literal that is too large to travel and is stored at the given address.
    pub fn offloaded(uri: impl Into<String>, size_bytes: u64, inferred_type: LiteralType) -> Self {
        Self::of(literal::Value::OffloadedMetadata(LiteralOffloadedMetadata {
            uri: uri.into(),
            size_bytes,
            inferred_type: Some(inferred_type),
        }))
    }

    /// Returns the literal with a hash, which then stands for its value in cache keys.
    pub fn with_hash(mut self, hash: impl Into<String>) -> Self {
        self.hash = hash.into();
        self
    }

    fn of(value: literal::Value) -> Self {
        Self { value: Some(value), ..Self::default() }
    }

    fn scalar(value: scalar::Value) -> Self {
        Self::of(literal::Value::Scalar(Box::new(Scalar { value: Some(value) })))
    }

    fn primitive(value: primitive::Value) -> Self {
        Self::scalar(scalar::Value::Primitive(Primitive { value: Some(value) }))
    }
}

/// Accessors: `None` when the literal holds something else. None of them looks into a union.
impl Literal {
    /// Returns the integer.
    pub fn as_integer(&self) -> Option<i64> {
        match self.as_primitive()? {
            primitive::Value::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the floating-point number.
    pub fn as_float(&self) -> Option<f64> {
        match self.as_primitive()? {
            primitive::Value::FloatValue(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the string.
    pub fn as_str(&self) -> Option<&str> {
        match self.as_primitive()? {
            primitive::Value::StringValue(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the boolean.
    pub fn as_boolean(&self) -> Option<bool> {
        match self.as_primitive()? {
            primitive::Value::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the point in time.
    pub fn as_datetime(&self) -> Option<Timestamp> {
        match self.as_primitive()? {
            primitive::Value::Datetime(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the span of time.
    pub fn as_duration(&self) -> Option<Duration> {
        match self.as_primitive()? {
            primitive::Value::Duration(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns whether the literal is the absent value; a literal without any value is not.
    pub fn is_none(&self) -> bool {
        matches!(self.as_scalar(), Some(scalar::Value::NoneType(_)))
    }

    /// Returns the elements of the list.
    pub fn as_collection(&self) -> Option<&[Self]> {
        match self.value.as_ref()? {
            literal::Value::Collection(list) => Some(&list.literals),
            _ => None,
        }
    }

    /// Returns the map.
    pub fn as_map(&self) -> Option<&LiteralMap> {
        match self.value.as_ref()? {
            literal::Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Returns the bytes with their tag.
    pub fn as_binary(&self) -> Option<&Binary> {
        match self.as_scalar()? {
            scalar::Value::Binary(binary) => Some(binary),
            _ => None,
        }
    }

    /// Returns the bytes if they are tagged as `MessagePack`.
    pub fn as_msgpack(&self) -> Option<&[u8]> {
        self.as_binary().filter(|binary| binary.tag == MSGPACK_TAG).map(|binary| binary.value.as_slice())
    }

    /// Returns the JSON-like value.
    pub fn as_generic(&self) -> Option<&Struct> {
        match self.as_scalar()? {
            scalar::Value::Generic(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of a union with its variant's type.
    pub fn as_union(&self) -> Option<&Union> {
        match self.as_scalar()? {
            scalar::Value::Union(union) => Some(union),
            _ => None,
        }
    }

    /// Returns the file or directory.
    pub fn as_blob(&self) -> Option<&Blob> {
        match self.as_scalar()? {
            scalar::Value::Blob(blob) => Some(blob),
            _ => None,
        }
    }

    /// Returns the table.
    pub fn as_structured_dataset(&self) -> Option<&StructuredDataset> {
        match self.as_scalar()? {
            scalar::Value::StructuredDataset(dataset) => Some(dataset),
            _ => None,
        }
    }

    /// Returns the failure.
    pub fn as_error(&self) -> Option<&Error> {
        match self.as_scalar()? {
            scalar::Value::Error(error) => Some(error),
            _ => None,
        }
    }

    /// Returns where the literal itself is stored.
    pub fn as_offloaded(&self) -> Option<&LiteralOffloadedMetadata> {
        match self.value.as_ref()? {
            literal::Value::OffloadedMetadata(metadata) => Some(metadata),
            _ => None,
        }
    }

    fn as_scalar(&self) -> Option<&scalar::Value> {
        match self.value.as_ref()? {
            literal::Value::Scalar(scalar) => scalar.value.as_ref(),
            _ => None,
        }
    }

    fn as_primitive(&self) -> Option<&primitive::Value> {
        match self.as_scalar()? {
            scalar::Value::Primitive(primitive) => primitive.value.as_ref(),
            _ => None,
        }
    }
}

impl LiteralMap {
    /// Returns the literal of that name.
    pub fn get(&self, name: &str) -> Option<&Literal> {
        self.literals.get(name)
    }
}

impl<K: Into<String>> FromIterator<(K, Literal)> for LiteralMap {
    fn from_iter<I: IntoIterator<Item = (K, Literal)>>(literals: I) -> Self {
        Self { literals: literals.into_iter().map(|(name, literal)| (name.into(), literal)).collect() }
    }
}

impl FromIterator<Literal> for LiteralCollection {
    fn from_iter<I: IntoIterator<Item = Literal>>(literals: I) -> Self {
        Self { literals: literals.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use prost::Message;

    use super::*;
    use crate::core::SimpleType;
    use crate::value;

    fn hex(literal: &Literal) -> String {
        literal.encode_to_vec().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
    }

    // literals_pb2.Literal(...).SerializeToString(deterministic=True).hex() of flyteidl 1.16.8.
    #[test]
    fn bytes_are_those_of_flyteidl() {
        let second = Duration { seconds: 1, nanos: 5 };
        let tagged = LiteralType::simple(SimpleType::Integer).with_tag("int");
        let parquet = StructuredDatasetType { format: "parquet".to_owned(), ..Default::default() };
        let none = LiteralType::simple(SimpleType::None);
        let cases = [
            (Literal::integer(0), "0a040a020800"),
            (Literal::integer(-1), "0a0d0a0b08ffffffffffffffffff01"),
            (Literal::boolean(false), "0a040a022000"),
            (Literal::string(""), "0a040a021a00"),
            (Literal::float(0.0), "0a0b0a09110000000000000000"),
            (Literal::datetime(Timestamp::default()), "0a040a022a00"),
            (Literal::duration(second), "0a080a06320408011005"),
            (Literal::none(), "0a022a00"),
            (Literal::collection([]), "1200"),
            (Literal::map::<String>([]), "1a00"),
            (
                Literal::map([("b", Literal::integer(1)), ("a", Literal::integer(0))]),
                "1a1a0a0b0a016112060a040a0208000a0b0a016212060a040a020801",
            ),
            (Literal::union(Literal::integer(5), tagged), "0a154a130a060a040a020805120908015a050a03696e74"),
            (Literal::binary_msgpack([1]), "0a0e1a0c0a010112076d73677061636b"),
            (
                Literal::blob("s3://b/k", "csv", BlobDimensionality::Single),
                "0a1512130a070a050a036373761a0873333a2f2f622f6b",
            ),
            (Literal::blob("d", "", BlobDimensionality::Multipart), "0a0b12090a040a0210011a0164"),
            (Literal::error("n0", "m"), "0a0932070a026e3012016d"),
            (Literal::offloaded("u", 9, none), "42090a017510091a020800"),
            (Literal::structured_dataset("u", parquet), "0a1242100a0175120b0a09120770617271756574"),
            (
                Literal::generic(value::structure([("a", value::number(1))])),
                "0a123a100a0e0a0161120911000000000000f03f",
            ),
        ];
        for (literal, bytes) in cases {
            assert_eq!(hex(&literal), bytes, "{literal:?}");
        }
    }

    #[test]
    fn accessors_return_what_was_put_in() {
        let second = Duration { seconds: 1, nanos: 0 };
        let moment = Timestamp { seconds: 2, nanos: 0 };
        assert_eq!(Literal::integer(7).as_integer(), Some(7));
        assert_eq!(Literal::float(1.5).as_float(), Some(1.5));
        assert_eq!(Literal::string("a").as_str(), Some("a"));
        assert_eq!(Literal::boolean(true).as_boolean(), Some(true));
        assert_eq!(Literal::datetime(moment).as_datetime(), Some(moment));
        assert_eq!(Literal::duration(second).as_duration(), Some(second));
        assert!(Literal::none().is_none());
        assert_eq!(Literal::collection([Literal::none()]).as_collection(), Some(&[Literal::none()][..]));
        assert_eq!(Literal::map([("a", Literal::none())]).as_map().unwrap().get("a"), Some(&Literal::none()));
        assert_eq!(Literal::binary_msgpack([1]).as_msgpack(), Some(&[1][..]));
        assert_eq!(Literal::binary([1], "cbor").as_msgpack(), None);
        assert_eq!(Literal::generic(Struct::default()).as_generic(), Some(&Struct::default()));
        assert_eq!(Literal::blob("u", "", BlobDimensionality::Single).as_blob().unwrap().uri, "u");
        assert_eq!(Literal::error("n", "m").as_error().unwrap().message, "m");
        let union = Literal::union(Literal::integer(1), LiteralType::simple(SimpleType::Integer));
        assert_eq!(union.as_union().unwrap().value.as_deref(), Some(&Literal::integer(1)));
        let table = Literal::structured_dataset("u", StructuredDatasetType::default());
        assert_eq!(table.as_structured_dataset().unwrap().uri, "u");
        let offloaded = Literal::offloaded("u", 9, LiteralType::default());
        assert_eq!(offloaded.as_offloaded().unwrap().size_bytes, 9);
        assert_eq!(Literal::integer(1).with_hash("h").hash, "h");
    }

    #[test]
    fn accessors_refuse_what_is_something_else() {
        assert_eq!(Literal::integer(1).as_float(), None);
        assert_eq!(Literal::none().as_integer(), None);
        assert!(!Literal::default().is_none());
        assert_eq!(Literal::collection([]).as_map(), None);
    }
}
