//! The variables of an interface, as constant data.

use crate::types::{ArtifactDescriptor, ConversionError, TypeDescriptor};

/// One output of a task.
#[derive(Debug, Clone, Copy)]
pub struct VariableDescriptor {
    /// Its name in Flyte.
    pub name: &'static str,
    /// Its documentation; empty if there is none.
    pub docs: &'static str,
    /// Its type.
    pub ty: &'static TypeDescriptor,
    /// The artifact that it becomes; inputs become none.
    pub artifact: Option<&'static ArtifactDescriptor>,
}

/// One input of a task.
#[derive(Debug, Clone, Copy)]
pub struct InputDescriptor {
    /// Its name in Flyte: the parameter's.
    pub name: &'static str,
    /// The parameter's doc comment; empty if there is none.
    pub docs: &'static str,
    /// Its type.
    pub ty: &'static TypeDescriptor,
    /// The value it takes when none is given.
    pub default: Option<DefaultDescriptor>,
}

impl InputDescriptor {
    /// Whether a run must be given this input: it has no default and cannot be none.
    pub fn is_required(&self) -> bool {
        self.default.is_none() && !self.ty.accepts_none()
    }
}

/// An input's default value.
#[derive(Debug, Clone, Copy)]
pub struct DefaultDescriptor {
    /// The expression as it stands in the source, for people.
    pub text: &'static str,
    /// The bytes of the literal that stands for it.
    pub literal: fn() -> Result<Vec<u8>, ConversionError>,
}

/// A variable given as an input has no default.
impl From<VariableDescriptor> for InputDescriptor {
    fn from(variable: VariableDescriptor) -> Self {
        Self { name: variable.name, docs: variable.docs, ty: variable.ty, default: None }
    }
}
