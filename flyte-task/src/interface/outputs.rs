//! What a task returns, variable by variable.

use std::any::Any;

use super::VariableDescriptor;
use crate::types::{ConversionError, FlyteType, TypeDescriptor, Writer};

/// The outputs of a task: one value, none (`()`), or several as a tuple.
///
/// Flyte names them `o0`, `o1` and so on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what a task returns",
    label = "neither a Flyte type nor several of them",
    note = "a task returns a Flyte type, a tuple of Flyte types, `()`, or a `Result` of one of these"
)]
pub trait Outputs: 'static {
    /// The variables, in order.
    const VARIABLES: &'static [VariableDescriptor];

    /// Hands every output to the sink, under its name.
    ///
    /// # Errors
    /// With the first output that cannot be said in Flyte's terms.
    fn encode(&self, sink: &mut OutputSink) -> Result<(), ConversionError>;
}

impl<T: FlyteType> Outputs for T {
    const VARIABLES: &'static [VariableDescriptor] = match T::TYPE {
        TypeDescriptor::None => &[],
        ty => &[VariableDescriptor { name: "o0", docs: "", ty, artifact: T::ARTIFACT }],
    };

    fn encode(&self, sink: &mut OutputSink) -> Result<(), ConversionError> {
        match T::TYPE {
            TypeDescriptor::None => Ok(()),
            _ => sink.output("o0", self),
        }
    }
}

macro_rules! tuple_outputs {
    ($($name:literal $T:ident $index:tt),+) => {
        impl<$($T: FlyteType),+> Outputs for ($($T,)+) {
            const VARIABLES: &'static [VariableDescriptor] =
                &[$(
                    VariableDescriptor { name: $name, docs: "", ty: $T::TYPE, artifact: $T::ARTIFACT }
                ),+];

            fn encode(&self, sink: &mut OutputSink) -> Result<(), ConversionError> {
                $(sink.output($name, &self.$index)?;)+
                Ok(())
            }
        }
    };
}

tuple_outputs!("o0" A 0, "o1" B 1);
tuple_outputs!("o0" A 0, "o1" B 1, "o2" C 2);
tuple_outputs!("o0" A 0, "o1" B 1, "o2" C 2, "o3" D 3);
tuple_outputs!("o0" A 0, "o1" B 1, "o2" C 2, "o3" D 3, "o4" E 4);
tuple_outputs!("o0" A 0, "o1" B 1, "o2" C 2, "o3" D 3, "o4" E 4, "o5" F 5);
tuple_outputs!("o0" A 0, "o1" B 1, "o2" C 2, "o3" D 3, "o4" E 4, "o5" F 5, "o6" G 6);
tuple_outputs!("o0" A 0, "o1" B 1, "o2" C 2, "o3" D 3, "o4" E 4, "o5" F 5, "o6" G 6, "o7" H 7);

/// Gathers the literals of a task's outputs.
#[derive(Debug, Default)]
pub struct OutputSink {
    literals: Vec<(String, Vec<u8>)>,
}

impl OutputSink {
    /// Adds one output.
    ///
    /// # Errors
    /// When the value cannot be said in Flyte's terms; the error names the output.
    pub fn output<T: FlyteType>(&mut self, name: &str, value: &T) -> Result<(), ConversionError> {
        self.write(name, &mut |writer| value.encode(writer))
    }

    /// Adds one output, the value of which `write` writes; like [`FlyteType::encode`], it may be called twice.
    ///
    /// # Errors
    /// With `write`'s own; the error names the output.
    pub fn write(
        &mut self,
        name: &str,
        write: &mut dyn FnMut(&mut Writer) -> Result<(), ConversionError>,
    ) -> Result<(), ConversionError> {
        let literal = Writer::output(name, write).map_err(|error| error.at_name(name))?;
        self.literals.push((name.to_owned(), literal));
        Ok(())
    }

    /// Adds an output that is a literal already.
    pub(crate) fn literal(&mut self, name: &str, literal: Vec<u8>) {
        self.literals.push((name.to_owned(), literal));
    }

    /// The literals, by name.
    pub(crate) fn into_literals(self) -> Vec<(String, Vec<u8>)> {
        self.literals
    }
}

/// Outputs whose type is known only to the task that made them.
pub trait ErasedOutputs: Any {
    /// See [`Outputs::encode`].
    ///
    /// # Errors
    /// With the first output that cannot be said in Flyte's terms.
    fn encode(&self, sink: &mut OutputSink) -> Result<(), ConversionError>;
}

impl<T: Outputs> ErasedOutputs for T {
    fn encode(&self, sink: &mut OutputSink) -> Result<(), ConversionError> {
        Outputs::encode(self, sink)
    }
}

/// A task's outputs on their way from its code to the wire.
pub type BoxOutputs = Box<dyn ErasedOutputs>;
