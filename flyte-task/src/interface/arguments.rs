//! The inputs of one run, handed to a task fn parameter by parameter.

use super::InputDescriptor;
use crate::context::ExecutionContext;
use crate::error::Failure;
use crate::types::codec::{LiteralMap, collection_item, collection_len, map_entry};
use crate::types::{ConversionError, FlyteType, from_literal};

/// The inputs of one run, in the order of the parameters.
#[derive(Debug)]
pub struct Arguments<'a> {
    literals: LiteralMap<'a>,
    inputs: std::slice::Iter<'a, InputDescriptor>,
    context: &'a ExecutionContext,
}

impl<'a> Arguments<'a> {
    /// The inputs in the bytes of a `LiteralMap`.
    ///
    /// # Errors
    /// When the bytes are no `LiteralMap`, or hold an input that the task does not have.
    pub(crate) fn parse(
        bytes: &'a [u8],
        inputs: &'a [InputDescriptor],
        context: &'a ExecutionContext,
    ) -> Result<Self, Failure> {
        let literals = LiteralMap::parse(bytes)
            .map_err(|error| Failure::system(format!("the inputs cannot be read: {error}")))?;
        if let Some(unknown) = literals.names().find(|name| inputs.iter().all(|input| input.name != *name)) {
            let message = format!("there is no input `{unknown}`; the inputs are {}", names(inputs));
            return Err(Failure::system(message));
        }
        Ok(Self { literals, inputs: inputs.iter(), context })
    }

    /// The value of the next parameter.
    ///
    /// # Errors
    /// When it is missing and cannot be none, or is not a value of its type.
    #[inline(never)]
    #[expect(
        clippy::should_implement_trait,
        reason = "each parameter has its own type, which no iterator can say"
    )]
    pub fn next<T: FlyteType>(&mut self) -> Result<T, Failure> {
        match self.take() {
            (name, Some(literal)) => self.decode(name, literal),
            // An option that was not given is none, as launch plans have it.
            (name, None) if T::TYPE.accepts_none() => self.decode(name, NONE),
            (name, None) => {
                Err(Failure::new(format!("the input `{name}` is missing, and it has no default")))
            }
        }
    }

    /// The value of the next parameter, or its default.
    ///
    /// # Errors
    /// When it is given but is not a value of its type.
    #[inline(never)]
    pub fn next_or<T: FlyteType>(&mut self, default: fn() -> T) -> Result<T, Failure> {
        match self.take() {
            (name, Some(literal)) => self.decode(name, literal),
            (_, None) => Ok(default()),
        }
    }

    /// The bytes of a `LiteralMap` in which lists have been replaced by their element `index`, and inputs named in
    /// `bound` are as they were.
    ///
    /// # Errors
    /// When an input that is not bound is no list, or has no such element.
    pub(crate) fn element(&self, bound: &[String], index: usize) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        for (name, literal) in self.literals.entries() {
            if bound.iter().any(|bound| bound == name) {
                bytes.extend(map_entry(name, literal.len()));
                bytes.extend_from_slice(literal);
                continue;
            }
            let item = collection_item(literal, index, self.context.storage())
                .map_err(|error| unreadable(name, error))?;
            let item =
                item.ok_or_else(|| Failure::system(format!("the input `{name}` has no element {index}")))?;
            bytes.extend(map_entry(name, item.len()));
            bytes.extend_from_slice(&item);
        }
        Ok(bytes)
    }

    /// How many elements the lists have among the inputs that are not bound.
    ///
    /// # Errors
    /// When one of them is no list, or they differ in length.
    pub(crate) fn element_count(&self, bound: &[String]) -> Result<usize, Failure> {
        let mut count: Option<(&str, usize)> = None;
        for (name, literal) in self.literals.entries() {
            if bound.iter().any(|bound| bound == name) {
                continue;
            }
            let len =
                collection_len(literal, self.context.storage()).map_err(|error| unreadable(name, error))?;
            match count {
                Some((first, other)) if other != len => {
                    return Err(Failure::new(format!(
                        "the lists to map over must be equally long: `{first}` has {other} elements, `{name}` {len}"
                    )));
                }
                _ => count = Some((name, len)),
            }
        }
        Ok(count.map_or(0, |(_, len)| len))
    }

    /// The bytes of an input's literal, whether it was read already or not.
    #[cfg(feature = "testing")]
    pub(crate) fn literal(&self, name: &str) -> Option<&'a [u8]> {
        self.literals.get(name)
    }

    /// The run that the arguments belong to.
    pub fn context(&self) -> &'a ExecutionContext {
        self.context
    }

    fn take(&mut self) -> (&'a str, Option<&'a [u8]>) {
        // A runner asks once for each parameter, and the descriptor lists the same ones.
        self.inputs.next().map_or(("", None), |input| (input.name, self.literals.get(input.name)))
    }

    fn decode<T: FlyteType>(&self, name: &str, literal: &[u8]) -> Result<T, Failure> {
        let _span = self.context.decks().timeline().span("Translate literal to Rust value");
        let _entered = tracing::debug_span!("decode", input = name).entered();
        from_literal(literal, self.context.storage()).map_err(|error| {
            let retryable = error.is_retryable();
            let failure = unreadable(name, error);
            if retryable { failure.recoverable() } else { failure }
        })
    }
}

/// The literal that says "no value".
const NONE: &[u8] = &[0x0a, 0x02, 0x2a, 0x00];

fn unreadable(name: &str, error: ConversionError) -> Failure {
    Failure::system(format!("the input `{name}` cannot be read: {error}")).caused_by(error)
}

fn names(inputs: &[InputDescriptor]) -> String {
    match inputs {
        [] => "none".to_owned(),
        _ => inputs.iter().map(|input| format!("`{}`", input.name)).collect::<Vec<_>>().join(", "),
    }
}
