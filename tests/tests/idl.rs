//! Holds flyte-idl to flyteidl 1.16.8 from `PyPI`, and its checked-in Rust to its `.proto` files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use flyte_idl::prost::Message;
use flyte_idl::prost_types::field_descriptor_proto::{Label, Type};
use flyte_idl::prost_types::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet,
    OneofDescriptorProto, ServiceDescriptorProto,
};

/// Files of flyteidl that flyte-idl leaves out: services between the engine and its plugins, never called by an SDK.
const LEFT_OUT: [&str; 2] =
    ["flyteidl/service/agent.proto", "flyteidl/service/external_plugin_service.proto"];

/// A little under what flyteidl 1.16.8 has; fewer means that the comparison went blind.
const FEWEST_FACTS: usize = 1850;

#[test]
fn checked_in_rust_is_what_the_protos_give() {
    let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("flyte-idl-gen");
    flyte_idl_codegen::write(&fresh).expect("flyte-idl's protos render");
    let (checked_in, fresh) = (read_all(&flyte_idl_codegen::gen_dir()), read_all(&fresh));
    let names = checked_in.keys().chain(fresh.keys());
    let mut stale: Vec<_> = names.filter(|name| checked_in.get(*name) != fresh.get(*name)).collect();
    stale.sort();
    stale.dedup();
    assert!(
        stale.is_empty(),
        "these files in flyte-idl/src/gen are not what the protos give: {stale:?}; \
         update them with `cargo run -p flyte-idl-codegen`"
    );
}

#[test]
fn protos_say_what_flyteidl_says() {
    let ours = facts(&flyte_idl_codegen::descriptors().expect("flyte-idl's protos compile"));
    let theirs = facts(&flyteidl());
    assert!(theirs.len() >= FEWEST_FACTS, "only {} facts were read from flyteidl", theirs.len());
    let differences = differences(&ours, &theirs);
    assert!(
        differences.is_empty(),
        "flyte-idl and flyteidl differ in {} place(s):\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn every_message_enum_and_call_says_what_it_is() {
    let files = flyte_idl_codegen::descriptors().expect("flyte-idl's protos compile");
    let silent: Vec<_> = files.file.iter().filter(|file| is_ours(file)).flat_map(without_comment).collect();
    assert!(silent.is_empty(), "these lack a comment in flyte-idl/proto:\n{}", silent.join("\n"));
}

#[test]
fn a_difference_is_seen_from_either_side() {
    let one = |key: &str, fact: &str| BTreeMap::from([(key.to_owned(), fact.to_owned())]);
    let (ours, theirs) = (one("field a.B.c", "1 TYPE_INT64"), one("field a.B.c", "2 TYPE_INT64"));
    assert_eq!(
        differences(&ours, &theirs),
        ["field a.B.c: flyte-idl has `1 TYPE_INT64`, flyteidl has `2 TYPE_INT64`"]
    );
    assert_eq!(differences(&BTreeMap::new(), &theirs), ["field a.B.c: only in flyteidl (2 TYPE_INT64)"]);
    assert_eq!(differences(&ours, &BTreeMap::new()), ["field a.B.c: only in flyte-idl (1 TYPE_INT64)"]);
}

fn read_all(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("the folder of generated files is there");
    let paths = entries.map(|entry| entry.expect("its entries can be listed").path());
    paths
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a generated file is text");
            (path.file_name().expect("an entry has a name").to_string_lossy().into_owned(), text)
        })
        .collect()
}

/// The descriptors in the wheel.
fn flyteidl() -> FileDescriptorSet {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/dump_descriptors.py");
    let python = flyte_task_tests::python::venv_python();
    let output = Command::new(python).arg(&script).output().expect("the tests' Python starts");
    assert!(
        output.status.success(),
        "{} failed: {}",
        script.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    FileDescriptorSet::decode(output.stdout.as_slice()).expect("the script writes a FileDescriptorSet")
}

fn is_ours(file: &FileDescriptorProto) -> bool {
    flyte_idl_codegen::PACKAGES.contains(&file.package()) && !LEFT_OUT.contains(&file.name())
}

/// Everything that decides about bytes, JSON and calls, by what it is about; which file says it is left open.
fn facts(files: &FileDescriptorSet) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    for file in files.file.iter().filter(|file| is_ours(file)) {
        let package = file.package();
        assert_eq!(file.syntax(), "proto3", "{} is of another syntax", file.name());
        assert!(file.extension.is_empty(), "{} has extensions, which are not compared", file.name());
        for message in &file.message_type {
            message_facts(&mut facts, package, message);
        }
        for one in &file.enum_type {
            enum_facts(&mut facts, package, one);
        }
        for service in &file.service {
            service_facts(&mut facts, package, service);
        }
    }
    facts
}

fn note(facts: &mut BTreeMap<String, String>, key: &str, fact: String) {
    let before = facts.insert(key.to_owned(), fact);
    assert!(before.is_none(), "{key} is there twice");
}

fn message_facts(facts: &mut BTreeMap<String, String>, scope: &str, message: &DescriptorProto) {
    let name = format!("{scope}.{}", message.name());
    let options = message.options.clone().unwrap_or_default();
    let mut reserved: Vec<_> =
        message.reserved_range.iter().map(|range| format!("{}..{}", range.start(), range.end())).collect();
    reserved.extend(message.reserved_name.iter().cloned());
    reserved.sort();
    note(
        facts,
        &format!("message {name}"),
        format!(
            "map entry {}, deprecated {}, reserved {reserved:?}",
            options.map_entry(),
            options.deprecated()
        ),
    );
    for field in &message.field {
        note(facts, &format!("field {name}.{}", field.name()), field_fact(message, field));
    }
    for oneof in &message.oneof_decl {
        note(facts, &format!("oneof {name}.{}", oneof.name()), String::new());
    }
    for nested in &message.nested_type {
        message_facts(facts, &name, nested);
    }
    for one in &message.enum_type {
        enum_facts(facts, &name, one);
    }
}

fn field_fact(message: &DescriptorProto, field: &FieldDescriptorProto) -> String {
    let options = field.options.clone().unwrap_or_default();
    let oneof = field.oneof_index.and_then(|index| usize::try_from(index).ok());
    let oneof = oneof.and_then(|index| message.oneof_decl.get(index)).map(OneofDescriptorProto::name);
    format!(
        "{} {} {} {:?}, oneof {oneof:?}, proto3 optional {}, json {}, default {:?}, packed {:?}, deprecated {}",
        field.number(),
        Label::as_str_name(&field.label()),
        Type::as_str_name(&field.r#type()),
        field.type_name(),
        field.proto3_optional(),
        field.json_name(),
        field.default_value,
        options.packed,
        options.deprecated(),
    )
}

fn enum_facts(facts: &mut BTreeMap<String, String>, scope: &str, one: &EnumDescriptorProto) {
    let name = format!("{scope}.{}", one.name());
    let options = one.options.clone().unwrap_or_default();
    let mut reserved: Vec<_> =
        one.reserved_range.iter().map(|range| format!("{}..={}", range.start(), range.end())).collect();
    reserved.extend(one.reserved_name.iter().cloned());
    reserved.sort();
    note(
        facts,
        &format!("enum {name}"),
        format!(
            "alias {}, deprecated {}, reserved {reserved:?}",
            options.allow_alias(),
            options.deprecated()
        ),
    );
    for value in &one.value {
        let deprecated = value.options.clone().unwrap_or_default().deprecated();
        let fact = format!("{}, deprecated {deprecated}", value.number());
        note(facts, &format!("value {name}.{}", value.name()), fact);
    }
}

fn service_facts(facts: &mut BTreeMap<String, String>, scope: &str, service: &ServiceDescriptorProto) {
    let name = format!("{scope}.{}", service.name());
    note(facts, &format!("service {name}"), String::new());
    for call in &service.method {
        note(
            facts,
            &format!("call {name}.{}", call.name()),
            format!(
                "{} (stream {}) -> {} (stream {}), deprecated {}",
                call.input_type(),
                call.client_streaming(),
                call.output_type(),
                call.server_streaming(),
                call.options.clone().unwrap_or_default().deprecated()
            ),
        );
    }
}

fn differences(ours: &BTreeMap<String, String>, theirs: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (key, fact) in ours {
        match theirs.get(key) {
            None => found.push(format!("{key}: only in flyte-idl ({fact})")),
            Some(their) if their != fact => {
                found.push(format!("{key}: flyte-idl has `{fact}`, flyteidl has `{their}`"));
            }
            Some(_) => {}
        }
    }
    let missing = theirs.iter().filter(|(key, _)| !ours.contains_key(*key));
    found.extend(missing.map(|(key, fact)| format!("{key}: only in flyteidl ({fact})")));
    found
}

/// Messages, enums, services and calls of a file above which no comment stands.
fn without_comment(file: &FileDescriptorProto) -> Vec<String> {
    let info = file.source_code_info.clone().unwrap_or_default();
    let lines = info.location.iter().filter(|location| {
        // The path of a descriptor alternates field numbers of descriptor.proto with indexes.
        let is_element = matches!(
            location.path.as_slice(),
            // A message (4), enum (5) or service (6), a message (3) or enum (4) in a message, a call (2) of a service.
            [4..=6, _] | [4, _, 3 | 4, _] | [4, _, 3, _, 3 | 4, _] | [6, _, 2, _]
        );
        is_element && location.leading_comments().trim().is_empty()
    });
    let lines = lines.map(|location| location.span.first().map_or(0, |line| line + 1));
    lines.map(|line| format!("{}:{line}", file.name())).collect()
}
