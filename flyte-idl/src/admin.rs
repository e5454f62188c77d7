//! Messages of the package `flyteidl.admin`: what AdminService takes and returns, and what agents do.

#![expect(missing_docs, reason = "the field, variant or method names say what a comment would repeat")]
#![expect(clippy::doc_markdown, reason = "comments come from the .proto files, where names stand plain")]
#![expect(clippy::large_enum_variant, reason = "a oneof is as large as the largest of its messages")]
#![expect(clippy::struct_excessive_bools, reason = "the messages have as many flags as Flyte gave them")]
#[rustfmt::skip]
include!("gen/admin.rs");
