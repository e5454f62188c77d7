//! Bytes against what flytekit 1.16.31 makes of the field of a dataclass.

use std::collections::BTreeMap;

use flyte_idl::prost::Message;
use flyte_idl::prost_types::Struct;
use serde_json::{Value, json};

use super::{Bytes, FlyteType, from_literal, hex, to_literal};
use crate::storage::Storage;

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
struct Post {
    raw: Bytes,
    many: Vec<Bytes>,
    opt: Option<Bytes>,
    #[flyte(default = Bytes::from(b"ab"))]
    d: Bytes,
}

#[derive(crate::FlyteType, Debug, PartialEq)]
#[flyte(crate = crate)]
enum Part {
    Raw(Bytes),
    Text(String),
    Number(i64),
}

fn read<T: FlyteType>(literal: &[u8]) -> Result<T, String> {
    from_literal(literal, &Storage::new()).map_err(|error| error.to_string())
}

fn post() -> Post {
    let raw = Bytes::from(vec![0, 255]);
    Post { raw, many: vec![Bytes::from(b"x")], opt: None, d: Bytes::from(b"ab") }
}

#[test]
fn bytes_in_structs_have_flytekits_bytes() {
    // msgpack.packb({"raw": b"\x00\xff", "many": [b"x"], "opt": None, "d": b"ab"})
    let packed = "84a3726177c40200ffa46d616e7991c40178a36f7074c0a164c4026162";
    let literal = to_literal(&post()).unwrap();
    assert!(hex::from(&literal).contains(packed));
    assert_eq!(read::<Post>(&literal).unwrap(), post());
}

#[test]
fn bytes_of_every_length_survive() {
    for len in [0, 1, 255, 256, 65_535, 65_536] {
        let sent = BTreeMap::from([(1_i64, Bytes::from(vec![0xc4; len]))]);
        assert_eq!(read::<BTreeMap<i64, Bytes>>(&to_literal(&sent).unwrap()).unwrap(), sent);
    }
}

#[test]
fn in_json_bytes_are_base64() {
    let json = json!({ "raw": "AP8=", "many": ["eA=="], "opt": null });
    let literal = Post::TYPE.literal_from_json(&json).unwrap();
    assert_eq!(read::<Post>(&literal).unwrap(), post());
    let mut whole = json.clone();
    whole["d"] = json!("YWI=");
    assert_eq!(Post::TYPE.json_from_literal(&literal, &Storage::new()).unwrap(), whole);
    // The forms in which others send JSON: packed as it is, and protobuf's Struct.
    assert_eq!(read::<Post>(&to_literal(&json).unwrap()).unwrap(), post());
    let generic: Struct = read(&to_literal(&json).unwrap()).unwrap();
    assert_eq!(read::<Post>(&to_literal(&generic).unwrap()).unwrap(), post());
    let wrong = json!({ "raw": "A", "many": [], "opt": null });
    assert_eq!(
        Post::TYPE.literal_from_json(&wrong).unwrap_err().to_string(),
        "at `raw`: expected bytes in base64, found the string \"A\""
    );
    assert_eq!(
        read::<Post>(&to_literal(&wrong).unwrap()).unwrap_err(),
        "at `raw`: expected bytes, or text in base64, found text that is not base64"
    );
}

#[test]
fn the_schema_is_flytekits() {
    let ty = Post::TYPE.literal_type();
    let schema: Value = {
        let metadata = ty.metadata.unwrap();
        read(&to_literal(&metadata).unwrap()).unwrap()
    };
    let base64 = json!({ "type": "string", "format": "base64" });
    let properties = json!({
        "raw": base64, "many": { "type": "array", "items": base64 },
        "opt": { "anyOf": [base64, { "type": "null" }] },
        "d": { "type": "string", "format": "base64", "default": "YWI=\n" },
    });
    assert_eq!(schema["properties"], properties);
    // LiteralType(blob=BlobType("PythonPickle", 0), metadata={"python_class_name": "<class 'bytes'>"})
    let raw = &ty.structure.unwrap().dataclass_type["raw"];
    let bytes = "2a0e0a0c507974686f6e5069636b6c6532280a260a11707974686f6e5f636c6173735f6e616d65\
                 12111a0f3c636c61737320276279746573273e";
    assert_eq!(hex::from(&raw.encode_to_vec()), bytes);
}

#[test]
fn bytes_and_text_of_a_union_are_told_apart() {
    #[derive(crate::FlyteType, Debug, PartialEq)]
    #[flyte(crate = crate)]
    struct Parts {
        parts: Vec<Part>,
    }
    let parts = vec![Part::Raw(Bytes::from(b"abcd")), Part::Text("abcd".to_owned()), Part::Number(1)];
    let sent = Parts { parts };
    assert_eq!(read::<Parts>(&to_literal(&sent).unwrap()).unwrap(), sent);
}

#[test]
fn by_themselves_bytes_are_refused() {
    let reason = "Flyte has no type for bytes by themselves: put them into a struct that derives `FlyteType`, or into \
                  a `FlyteFile`";
    let refused = |ty: &crate::types::TypeDescriptor| ty.registrable().unwrap_err().to_string();
    assert_eq!(refused(Bytes::TYPE), reason);
    assert_eq!(refused(<Vec<Option<Bytes>>>::TYPE), reason);
    assert_eq!(refused(Part::TYPE), reason);
    assert_eq!(to_literal(&Bytes::default()).unwrap_err().to_string(), reason);
    for ty in [Post::TYPE, <BTreeMap<i64, Bytes>>::TYPE, <Vec<Post>>::TYPE] {
        ty.registrable().unwrap();
    }
    // Access to a field of a struct gives what the field holds.
    let raw: BTreeMap<i64, Bytes> = BTreeMap::from([(0, Bytes::from(b"x"))]);
    assert!(read::<Bytes>(&to_literal(&raw).unwrap()).unwrap_err().contains("found a map"));
}
