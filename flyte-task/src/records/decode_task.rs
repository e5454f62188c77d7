//! A task out of its record.

use serde_json::Value;

use super::Unknown;
use super::cursor::{Cursor, Read};
use super::decode_options::{Fields, options, text};
use super::decode_type::{Types, artifact};
use crate::error::Failure;
use crate::interface::{DefaultDescriptor, InputDescriptor, VariableDescriptor};
use crate::task::{FunctionTask, Run, TaskDescriptor, TaskOptions};
use crate::types::ConversionError;

/// Where in the source something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) module: &'static str,
    pub(super) file: &'static str,
}

/// The task, with what only the program can tell of its options.
pub(super) fn task(mut body: Cursor, types: &mut Types) -> Read<(FunctionTask, Vec<Unknown>)> {
    let len = u32::from_le_bytes(body.array()?);
    let start = body;
    let json = body.take(usize::try_from(len).unwrap_or(usize::MAX))?;
    let json = serde_json::from_slice(json).map_err(|error| start.damage(format!("the JSON: {error}")))?;
    let written = Written::read(json).map_err(|reason| start.damage(format!("the JSON: {reason}")))?;

    let outputs = body.list(|body| {
        Ok(VariableDescriptor {
            name: body.text()?,
            docs: body.text()?,
            ty: types.read(body)?,
            artifact: if body.flag()? { Some(artifact(body)?) } else { None },
        })
    })?;
    let inputs_at = body;
    let mut tys = Vec::new();
    for _ in &written.inputs {
        tys.push(types.read(&mut body)?);
    }
    let late = body.list(Cursor::text)?;
    let docs = |docs: &Docs| match docs {
        Docs::Text(text) => Ok(*text),
        Docs::Late(number) => late
            .get(*number)
            .copied()
            .ok_or_else(|| inputs_at.damage(format!("the text {number} is missing"))),
    };
    let mut inputs = Vec::new();
    for (input, ty) in written.inputs.iter().zip(tys) {
        let default = input.default.map(|text| DefaultDescriptor { text, literal: untold });
        inputs.push(InputDescriptor { name: input.name, docs: docs(&input.docs)?, ty, default });
    }
    let (line, module, file) = (u32::from_le_bytes(body.array()?), body.text()?, body.text()?);
    if !body.is_at_end() {
        return Err(body.damage("a task is followed by something else"));
    }
    let descriptor = TaskDescriptor {
        function: written.function,
        module,
        file,
        line,
        docs: docs(&written.docs)?,
        is_async: written.is_async,
        inputs: inputs.leak(),
        outputs,
        options: written.options,
        body_digest: written.body_digest,
        // It is for reports of runs.
        source: "",
    };
    Ok((
        FunctionTask { descriptor: Box::leak(Box::new(descriptor)), run: Run::Sync(absent) },
        written.unknown,
    ))
}

/// The record of tasks made at run time: what makes them, and where.
pub(super) fn entry(body: Cursor) -> Read<(&'static str, Place)> {
    let text = utf8(body)?;
    let (what, _) = text.split_once('\n').ok_or_else(|| body.damage("a place is incomplete"))?;
    let mut rest = body;
    rest.take(what.len() + 1)?;
    Ok((what, place(rest)?))
}

fn place(body: Cursor) -> Read<Place> {
    let mut parts = utf8(body)?.splitn(3, '\n');
    let line = parts.next().and_then(|line| line.parse().ok());
    match (line, parts.next(), parts.next()) {
        (Some(line), Some(module), Some(file)) => Ok(Place { line, module, file }),
        _ => Err(body.damage("a place is incomplete")),
    }
}

fn utf8(body: Cursor) -> Read<&'static str> {
    std::str::from_utf8(body.rest()).map_err(|error| body.damage(format!("a place is not UTF-8: {error}")))
}

fn absent(_: &mut crate::interface::Arguments<'_>) -> Result<crate::interface::BoxOutputs, Failure> {
    Err(Failure::new("the task was read from a record, which holds none of its code: run the program itself"))
}

fn untold() -> Result<Vec<u8>, ConversionError> {
    Err(ConversionError::new(
        "a record has the text of a default; only the program itself can tell its value",
    ))
}

/// What the macro wrote.
struct Written {
    function: &'static str,
    docs: Docs,
    is_async: bool,
    body_digest: &'static str,
    inputs: Vec<WrittenInput>,
    options: TaskOptions,
    unknown: Vec<Unknown>,
}

struct WrittenInput {
    name: &'static str,
    docs: Docs,
    default: Option<&'static str>,
}

/// A documentation, or the number of a text that follows.
enum Docs {
    Text(&'static str),
    Late(usize),
}

impl Written {
    fn read(json: Value) -> Result<Self, String> {
        let mut fields = Fields::of(json)?;
        let (options, unknown) =
            fields.take("options", options)?.unwrap_or_else(|| (TaskOptions::NONE, Vec::new()));
        let written = Self {
            function: fields.text("function")?,
            docs: docs(&mut fields)?,
            is_async: fields.flag("is_async")?,
            body_digest: fields.text("body_digest")?,
            inputs: fields.list("inputs", |input| {
                let mut fields = Fields::of(input)?;
                let input = WrittenInput {
                    name: fields.text("name")?,
                    docs: docs(&mut fields)?,
                    default: fields.take("default", text)?,
                };
                fields.end().map(|()| input)
            })?,
            options,
            unknown,
        };
        fields.end().map(|()| written)
    }
}

fn docs(fields: &mut Fields) -> Result<Docs, String> {
    let docs = fields.take("docs", |value| match value.as_u64().map(usize::try_from) {
        Some(Ok(number)) => Ok(Docs::Late(number)),
        _ => text(value).map(Docs::Text),
    })?;
    Ok(docs.unwrap_or(Docs::Text("")))
}
