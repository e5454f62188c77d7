//! The records of this very test program against the tasks that it has.

use std::collections::BTreeSet;
use std::env;

use flyte_task::flyte_idl::prost::Message;
use flyte_task::records::RecordsError;
use flyte_task::serialization::task_spec;

use super::{read, settings, told, unknown};

#[test]
fn specs_are_the_programs_own() {
    let records = read(&env::current_exe().unwrap());
    let told = told(&records, "own");
    let mut compared = 0;
    for task in flyte_task::task::tasks() {
        let name = task.name();
        let Some(spec) = told.get(&name) else {
            assert_eq!(name, "made.at_run_time");
            continue;
        };
        let own = task_spec(task.as_ref(), &settings("own"));
        match (spec, own) {
            (Ok(told), Ok(own)) => {
                assert_eq!(*told, own.encode_to_vec(), "{name}");
                compared += 1;
            }
            (Err(RecordsError::NeedsProgram { .. }), _) => {}
            (Err(told), Err(own)) => assert_eq!(told.to_string(), own.to_string()),
            (told, own) => panic!("{name}: {told:?}, the program says {own:?}"),
        }
    }
    assert!(compared >= 8, "only {compared} tasks were compared");
}

#[test]
fn descriptors_are_the_programs_own() {
    let records = read(&env::current_exe().unwrap());
    for own in flyte_task::__private::inventory::iter::<flyte_task::task::FunctionTask> {
        let own = own.descriptor;
        let name = own.name();
        let told = records.tasks().iter().find(|task| task.name() == name).unwrap();
        let read = told.descriptor();
        assert_eq!(
            (read.function, read.module, read.file, read.line, read.docs, read.is_async, read.body_digest),
            (own.function, own.module, own.file, own.line, own.docs, own.is_async, own.body_digest)
        );
        assert_eq!(told.task().interface().to_string(), flyte_interface(own), "{name}");
        let options = |descriptor: &flyte_task::task::TaskDescriptor| {
            let mut options = descriptor.options;
            // The rest is code.
            (options.cache_policies, options.task_config, options.resolver) = (&[], None, None);
            options.pre_execute = None;
            format!("{options:?}")
        };
        assert_eq!(options(read), options(own), "{name}");
        let docs = |descriptor: &flyte_task::task::TaskDescriptor| {
            descriptor.inputs.iter().map(|input| input.docs).collect::<Vec<_>>()
        };
        assert_eq!(docs(read), docs(own));
        if told.unknown().is_empty() {
            let prints = |descriptor: &flyte_task::task::TaskDescriptor| {
                descriptor.inputs.iter().map(|input| input.ty.fingerprint()).collect::<Vec<_>>()
            };
            assert_eq!(prints(read), prints(own), "{name}");
        }
    }
}

fn flyte_interface(descriptor: &'static flyte_task::task::TaskDescriptor) -> String {
    flyte_task::interface::Interface::new(descriptor.inputs, descriptor.outputs).to_string()
}

#[test]
fn what_only_the_program_can_tell_is_named() {
    let records = read(&env::current_exe().unwrap());
    let found: BTreeSet<String> = unknown(&records).into_iter().collect();
    let module = "records.tasks";
    let wanted = [
        format!("{module}.annotated: `a`"),
        format!("{module}.code: cache_policies"),
        format!("{module}.code: task_config"),
        format!("{module}.made_default: `a`, field `list` of `MadeDefault`"),
        format!("{module}.nested_generics: `a`"),
        format!("{module}.resolved: resolver"),
    ];
    let (entries, tasks): (BTreeSet<_>, BTreeSet<_>) =
        found.into_iter().partition(|what| what.starts_with("register_"));
    assert_eq!(tasks, wanted.into_iter().collect());
    assert_eq!(entries.len(), 2);
    let made: Vec<_> = records.entries().iter().map(|entry| (entry.made_by, entry.module)).collect();
    assert_eq!(made, [("register_resolver!", "records::tasks"), ("register_task!", "records::tasks")]);
    let error = records.task_files(&settings("own")).unwrap_err().to_string();
    assert!(
        error.starts_with("the program must be run for this: ") && error.contains("annotated"),
        "{error}"
    );
}

#[test]
fn a_type_that_holds_itself_is_refused_as_by_the_program() {
    let records = read(&env::current_exe().unwrap());
    let recursive = records.tasks().iter().find(|task| task.descriptor().function == "recursive").unwrap();
    let error = recursive.spec(&settings("own")).unwrap_err().to_string();
    assert!(error.contains("the type `Tree` holds itself (`Tree` -> `Leaves` -> `Tree`)"), "{error}");
}

#[test]
fn the_target_is_that_of_the_build() {
    let records = read(&env::current_exe().unwrap());
    assert_eq!(records.target().architecture, env::consts::ARCH);
    let format = if cfg!(target_vendor = "apple") { "mach-o" } else { "elf" };
    assert_eq!(records.target().format, format);
}
