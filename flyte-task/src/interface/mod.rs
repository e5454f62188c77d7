//! What goes into a task and what comes out of it.

mod arguments;
#[expect(clippy::module_inception, reason = "an interface is the heart of this floor")]
mod interface;
mod outputs;
mod returns;
mod variable;

pub use arguments::Arguments;
pub use interface::Interface;
pub use outputs::{BoxOutputs, ErasedOutputs, OutputSink, Outputs};
pub use returns::TaskReturn;
pub use variable::{DefaultDescriptor, InputDescriptor, VariableDescriptor};
