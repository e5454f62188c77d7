//! Inputs and outputs together.

use std::borrow::Cow;

use super::{InputDescriptor, VariableDescriptor};
use crate::types::TypeDescriptor;

/// What goes into a task and what comes out of it.
#[derive(Debug, Clone, Default)]
pub struct Interface {
    inputs: Cow<'static, [InputDescriptor]>,
    outputs: Cow<'static, [VariableDescriptor]>,
}

impl Interface {
    /// An interface of constant data.
    pub const fn new(inputs: &'static [InputDescriptor], outputs: &'static [VariableDescriptor]) -> Self {
        Self { inputs: Cow::Borrowed(inputs), outputs: Cow::Borrowed(outputs) }
    }

    /// An interface put together at run time.
    pub fn from_parts(inputs: Vec<InputDescriptor>, outputs: Vec<VariableDescriptor>) -> Self {
        Self { inputs: Cow::Owned(inputs), outputs: Cow::Owned(outputs) }
    }

    /// The inputs, in order.
    pub fn inputs(&self) -> &[InputDescriptor] {
        &self.inputs
    }

    /// The outputs, in order.
    pub fn outputs(&self) -> &[VariableDescriptor] {
        &self.outputs
    }

    /// The type of an input (flytekit: `get_type_for_input_var`).
    pub fn input_type(&self, name: &str) -> Option<&'static TypeDescriptor> {
        self.inputs.iter().find(|input| input.name == name).map(|input| input.ty)
    }

    /// The type of an output (flytekit: `get_type_for_output_var`).
    pub fn output_type(&self, name: &str) -> Option<&'static TypeDescriptor> {
        self.outputs.iter().find(|output| output.name == name).map(|output| output.ty)
    }
}

/// `(a: int, b: int = 1) -> int`
impl std::fmt::Display for Interface {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(")?;
        for (index, input) in self.inputs.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{}: {}", input.name, input.ty)?;
            if let Some(default) = input.default {
                write!(f, " = {}", default.text)?;
            }
        }
        f.write_str(") -> ")?;
        match self.outputs.as_ref() {
            [] => f.write_str("()"),
            [only] if only.name == "o0" => write!(f, "{}", only.ty),
            several => {
                let outputs: Vec<String> =
                    several.iter().map(|output| format!("{}: {}", output.name, output.ty)).collect();
                write!(f, "({})", outputs.join(", "))
            }
        }
    }
}

/// An ordered list of names and types, for tasks that are not made from a fn (flytekit: `kwtypes`).
///
/// ```
/// use flyte_task::kwtypes;
///
/// let outputs = kwtypes! { area: f64, names: Vec<String> };
/// assert_eq!(outputs[1].name, "names");
/// assert_eq!(outputs[1].ty.to_string(), "list[str]");
/// ```
#[macro_export]
macro_rules! kwtypes {
    ($($(#[doc = $docs:expr])* $name:ident : $ty:ty),* $(,)?) => {{
        const VARIABLES: &[$crate::interface::VariableDescriptor] = &[$(
            $crate::interface::VariableDescriptor {
                name: $crate::__private::unraw(::core::stringify!($name)),
                docs: ::core::concat!($($docs)*),
                ty: <$ty as $crate::FlyteType>::TYPE,
                artifact: <$ty as $crate::FlyteType>::ARTIFACT,
            }
        ),*];
        VARIABLES
    }};
}
