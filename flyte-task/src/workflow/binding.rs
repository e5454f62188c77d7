//! What a node's input is bound to: a value, or the output of another node.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use flyte_idl::core::{
    BindingData, BindingDataCollection, BindingDataMap, Literal, OutputReference, binding_data, literal,
};
use flyte_idl::prost::Message;

use crate::types::{ConversionError, FlyteType, to_literal};

/// An output of a node, known only when the workflow runs.
#[derive(Debug)]
pub struct Promise<T> {
    node_id: String,
    variable: String,
    value: PhantomData<fn() -> T>,
}

impl<T: FlyteType> Promise<T> {
    /// The output `variable` of the node `node_id`; an empty `node_id` means an input of the workflow.
    pub fn new(node_id: impl Into<String>, variable: impl Into<String>) -> Self {
        Self { node_id: node_id.into(), variable: variable.into(), value: PhantomData }
    }

    fn binding(&self) -> BindingData {
        let reference = OutputReference {
            node_id: self.node_id.clone(),
            var: self.variable.clone(),
            ..OutputReference::default()
        };
        BindingData { value: Some(binding_data::Value::Promise(reference)), ..BindingData::default() }
    }
}

impl<T> Clone for Promise<T> {
    fn clone(&self) -> Self {
        Self { node_id: self.node_id.clone(), variable: self.variable.clone(), value: PhantomData }
    }
}

/// What may be given for a task's input of type `T` in a workflow.
#[diagnostic::on_unimplemented(
    message = "a task input of type `{T}` cannot be given a `{Self}`",
    label = "expected `{T}` or `Promise<{T}>`"
)]
pub trait IntoBinding<T> {
    /// The binding that stands for it.
    ///
    /// # Errors
    /// When a value cannot be said in Flyte's terms.
    fn into_binding(self) -> Result<BindingData, ConversionError>;
}

impl<T: FlyteType> IntoBinding<T> for T {
    fn into_binding(self) -> Result<BindingData, ConversionError> {
        let literal = Literal::decode(to_literal(&self)?.as_slice()).map_err(|error| {
            ConversionError::new("the value was written in a form that cannot be read").caused_by(error)
        })?;
        Ok(bind(literal))
    }
}

impl<T: FlyteType> IntoBinding<T> for Promise<T> {
    fn into_binding(self) -> Result<BindingData, ConversionError> {
        Ok(self.binding())
    }
}

impl<T: FlyteType> IntoBinding<T> for &Promise<T> {
    fn into_binding(self) -> Result<BindingData, ConversionError> {
        Ok(self.binding())
    }
}

impl IntoBinding<String> for &str {
    fn into_binding(self) -> Result<BindingData, ConversionError> {
        self.to_owned().into_binding()
    }
}

/// The binding of a known value; hash and metadata of literals have no place in bindings.
fn bind(literal: Literal) -> BindingData {
    let value = literal.value.map(|value| match value {
        literal::Value::Scalar(scalar) => binding_data::Value::Scalar(*scalar),
        literal::Value::Collection(collection) => {
            let bindings = collection.literals.into_iter().map(bind).collect();
            binding_data::Value::Collection(BindingDataCollection { bindings })
        }
        literal::Value::Map(map) => {
            let bindings: BTreeMap<_, _> =
                map.literals.into_iter().map(|(key, value)| (key, bind(value))).collect();
            binding_data::Value::Map(BindingDataMap { bindings })
        }
        literal::Value::OffloadedMetadata(metadata) => binding_data::Value::OffloadedMetadata(metadata),
    });
    BindingData { value, ..BindingData::default() }
}
