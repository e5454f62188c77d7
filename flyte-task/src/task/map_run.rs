//! Running a mapped task: one element in a container, all of them here.

use super::{Task, stand_in};
use crate::context::ExecutionContext;
use crate::env;
use crate::error::{Failure, TaskError};
use crate::interface::{
    Arguments, BoxOutputs, ErasedOutputs, InputDescriptor, OutputSink, VariableDescriptor,
};
use crate::types::codec::collection;
use crate::types::{ConversionError, TypeDescriptor};

/// How many elements must end well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Success {
    pub(super) min_successes: Option<u32>,
    pub(super) min_ratio: f64,
}

impl Success {
    /// Every element.
    pub(super) const ALL: Self = Self { min_successes: None, min_ratio: 1.0 };

    /// Whether an element may fail without failing the map, so that its output may be none.
    fn is_partial(self) -> bool {
        self.min_ratio < 1.0
    }

    /// The fewest of `count` elements that must end well.
    fn fewest(self, count: usize) -> usize {
        match self.min_successes {
            Some(successes) => usize::try_from(successes).unwrap_or(usize::MAX),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "the ratio is between 0 and 1, so the product is a small count"
            )]
            None => (count as f64 * self.min_ratio).ceil() as usize,
        }
    }
}

/// An input that is a list of the inner task's.
pub(super) fn list_input(input: &InputDescriptor) -> InputDescriptor {
    InputDescriptor { ty: list_of(input.ty), default: None, ..*input }
}

/// The output that gathers the inner task's.
pub(super) fn list_output(output: &VariableDescriptor, success: Success) -> VariableDescriptor {
    let element = if success.is_partial() { leaked(TypeDescriptor::Optional(output.ty)) } else { output.ty };
    // As in flytekit, a list of what would become artifacts becomes none.
    VariableDescriptor { ty: list_of(element), artifact: None, ..*output }
}

fn list_of(element: &'static TypeDescriptor) -> &'static TypeDescriptor {
    leaked(TypeDescriptor::List(element))
}

/// Descriptors live as long as the program, as the compiler's own do; a program has few maps.
fn leaked(ty: TypeDescriptor) -> &'static TypeDescriptor {
    Box::leak(Box::new(ty))
}

/// Which element this container is to do; the first if nothing says so.
pub(super) fn index() -> Result<usize, Failure> {
    let number = |name: &str| -> Result<usize, Failure> {
        match env::first(&[name]) {
            None => Ok(0),
            Some(text) => text.parse().map_err(|_| {
                Failure::system(format!("the variable {name} must hold an index, found `{text}`"))
            }),
        }
    };
    let index = match env::first(&[env::ARRAY_INDEX_VARIABLE]) {
        Some(variable) => number(&variable)?,
        None => 0,
    };
    Ok(index + number(env::ARRAY_INDEX_OFFSET)?)
}

/// Runs the inner task on one element of the lists.
pub(super) fn element(
    inner: &dyn Task,
    bound: &[String],
    index: usize,
    context: &ExecutionContext,
    arguments: &mut Arguments<'_>,
) -> Result<BoxOutputs, TaskError> {
    let double = stand_in(inner);
    let inner = double.as_deref().unwrap_or(inner);
    let bytes = arguments.element(bound, index)?;
    let interface = inner.interface();
    let mut arguments = Arguments::parse(&bytes, interface.inputs(), context)?;
    let outputs = inner.execute(context, &mut arguments)?;
    inner.post_execute(context, outputs)
}

/// Runs the inner task on all elements, one after another, and gathers what comes out.
pub(super) fn all(
    inner: &dyn Task,
    bound: &[String],
    success: Success,
    context: &ExecutionContext,
    arguments: &mut Arguments<'_>,
) -> Result<BoxOutputs, TaskError> {
    let count = arguments.element_count(bound)?;
    let output = inner.interface().outputs().first().copied();
    let (mut elements, mut failures) = (Vec::with_capacity(count), 0);
    for index in 0..count {
        match element(inner, bound, index, context, arguments) {
            Ok(outputs) => {
                let mut sink = OutputSink::default();
                outputs.encode(&mut sink).map_err(|error| error.at_index(index))?;
                elements.push(sink.into_literals().pop().map(|(_, literal)| literal));
            }
            Err(error) => {
                failures += 1;
                if count - failures < success.fewest(count) {
                    return Err(error);
                }
                elements.push(None);
            }
        }
    }
    Ok(Box::new(Gathered { output, partial: success.is_partial(), elements }))
}

/// The literals of all elements, which become one list.
#[derive(Debug)]
struct Gathered {
    output: Option<VariableDescriptor>,
    partial: bool,
    /// None where the element failed.
    elements: Vec<Option<Vec<u8>>>,
}

impl ErasedOutputs for Gathered {
    fn encode(&self, sink: &mut OutputSink) -> Result<(), ConversionError> {
        let Some(output) = self.output else { return Ok(()) };
        let optional = self.partial.then_some(output.ty);
        sink.literal(output.name, collection(&self.elements, optional)?);
        Ok(())
    }
}
