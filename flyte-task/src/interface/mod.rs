//! What goes into a task and what comes out of it.

mod arguments;
mod outputs;
mod returns;
mod variable;

pub use arguments::Arguments;
pub use outputs::{BoxOutputs, ErasedOutputs, OutputSink, Outputs};
pub use returns::TaskReturn;
pub use variable::{DefaultDescriptor, InputDescriptor, VariableDescriptor};
