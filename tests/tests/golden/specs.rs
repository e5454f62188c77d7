//! Comparing a task's specification with flytekit's.

use flyte_idl::admin::{Description, DescriptionFormat, TaskSpec};
use flyte_idl::core::literal_type::Type;
use flyte_idl::core::task_template::Target;
use flyte_idl::core::{Container, LiteralType, RuntimeMetadata};

/// A place where our specifications are meant to differ from flytekit's.
struct Allowed {
    /// Why they differ.
    why: &'static str,
    /// The one case that this is about; none for all.
    only: Option<&'static str>,
    /// Whether ours is there what it is meant to be.
    ours_is_right: fn(&TaskSpec) -> bool,
    /// Takes the difference out.
    blank: fn(&mut TaskSpec),
}

/// Everything in which a specification may differ from flytekit's; all else must be equal.
const ALLOWED: &[Allowed] = &[
    Allowed {
        why: "`container` is the type that every backend runs without knowing the SDK",
        only: None,
        ours_is_right: |spec| spec.template.as_ref().is_some_and(|template| template.r#type == "container"),
        blank: |spec| spec.template.iter_mut().for_each(|template| template.r#type.clear()),
    },
    Allowed {
        why: "the container starts another program; what it is called with is seen by running it",
        only: None,
        ours_is_right: |spec| container(spec).is_some_and(|c| !c.args.is_empty() || !c.command.is_empty()),
        blank: |spec| {
            if let Some(Target::Container(container)) = spec.template.as_mut().and_then(|t| t.target.as_mut())
            {
                container.command.clear();
                container.args.clear();
            }
        },
    },
    Allowed {
        why: "another SDK, under its own version; the type stays FLYTE_SDK, or no inputs would be offloaded to it",
        only: None,
        ours_is_right: |spec| runtime(spec).is_some_and(|r| r.flavor == "rust" && !r.version.is_empty()),
        blank: |spec| {
            let metadata = spec.template.as_mut().and_then(|template| template.metadata.as_mut());
            if let Some(runtime) = metadata.and_then(|metadata| metadata.runtime.as_mut()) {
                runtime.version.clear();
                runtime.flavor.clear();
            }
        },
    },
    Allowed {
        why: "doc comments are Markdown, docstrings are reStructuredText",
        only: None,
        ours_is_right: |spec| long(spec).is_some_and(|long| long.format() == DescriptionFormat::Markdown),
        blank: |spec| {
            if let Some(long) = spec.description.as_mut().and_then(|d| d.long_description.as_mut()) {
                long.set_format(DescriptionFormat::Unknown);
            }
        },
    },
    Allowed {
        why: "pydantic words the schemas of its models otherwise than those of dataclasses are worded",
        only: Some("t27_pydantic"),
        ours_is_right: |spec| {
            let mut spec = spec.clone();
            let mut found = Vec::new();
            for_each_struct(&mut spec, |ty| found.push(ty.metadata.is_some()));
            !found.is_empty() && found.into_iter().all(|has_schema| has_schema)
        },
        blank: |spec| for_each_struct(spec, |ty| ty.metadata = None),
    },
];

/// Compares the specification of a case's task with flytekit's, and returns the differences.
pub(crate) fn differences(case: &str, golden: &TaskSpec, ours: &TaskSpec) -> Vec<String> {
    let mut found = Vec::new();
    let (mut golden, mut blanked) = (golden.clone(), ours.clone());
    for allowed in ALLOWED.iter().filter(|allowed| allowed.only.is_none_or(|only| only == case)) {
        if !(allowed.ours_is_right)(ours) {
            found.push(format!("not as it is meant to differ ({}): {ours:?}", allowed.why));
        }
        (allowed.blank)(&mut golden);
        (allowed.blank)(&mut blanked);
    }
    if golden != blanked {
        found.push(lines_apart(&format!("{golden:#?}"), &format!("{blanked:#?}")));
    }
    found
}

/// Visits the types of an interface that are structs, and those of their fields.
fn for_each_struct(spec: &mut TaskSpec, mut visit: impl FnMut(&mut LiteralType)) {
    let interface = spec.template.as_mut().and_then(|template| template.interface.as_mut());
    let Some(interface) = interface else { return };
    for side in [&mut interface.inputs, &mut interface.outputs] {
        let variables = side.iter_mut().flat_map(|side| side.variables.values_mut());
        variables
            .filter_map(|variable| variable.r#type.as_mut())
            .for_each(|ty| structs_within(ty, &mut visit));
    }
}

fn structs_within(ty: &mut LiteralType, visit: &mut impl FnMut(&mut LiteralType)) {
    if let Some(Type::CollectionType(element)) = &mut ty.r#type {
        structs_within(element, visit);
    }
    if let Some(structure) = &mut ty.structure {
        structure.dataclass_type.values_mut().for_each(|field| structs_within(field, visit));
        visit(ty);
    }
}

fn long(spec: &TaskSpec) -> Option<&Description> {
    spec.description.as_ref()?.long_description.as_ref()
}

fn container(spec: &TaskSpec) -> Option<&Container> {
    match spec.template.as_ref()?.target.as_ref()? {
        Target::Container(container) => Some(container),
        _ => None,
    }
}

fn runtime(spec: &TaskSpec) -> Option<&RuntimeMetadata> {
    spec.template.as_ref()?.metadata.as_ref()?.runtime.as_ref()
}

/// Cuts the equal beginning and end off two texts.
fn lines_apart(golden: &str, ours: &str) -> String {
    let (golden, ours): (Vec<_>, Vec<_>) = (golden.lines().collect(), ours.lines().collect());
    let start = golden.iter().zip(&ours).take_while(|(a, b)| a == b).count();
    let shorter = golden.len().min(ours.len()) - start;
    let end = golden.iter().rev().zip(ours.iter().rev()).take(shorter).take_while(|(a, b)| a == b).count();
    let middle = |lines: &[&str]| -> String {
        lines.iter().take(lines.len() - end).skip(start).flat_map(|line| [line, "\n"]).collect()
    };
    format!("flytekit's has\n{}ours has\n{}", middle(&golden), middle(&ours))
}
