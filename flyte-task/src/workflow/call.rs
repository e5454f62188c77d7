//! A task applied to arguments, not yet run.

use std::marker::PhantomData;

use flyte_idl::core::{
    Binding, BindingData, Identifier, Node, ResourceType, TaskNode, TaskNodeOverrides, node, task_node,
};

use crate::interface::Outputs;
use crate::task::{TaskDescriptor, node_metadata};
use crate::types::ConversionError;

/// A task applied to arguments, as a workflow holds it.
///
/// `add::call(1, 2)` makes one for the task fn `add`; each argument may be a value or a
/// [`Promise`](super::Promise), and is checked against the parameter's type by the compiler.
#[must_use = "a call of a task does nothing until it is placed in a workflow"]
#[derive(Debug)]
pub struct Call<O> {
    task: &'static TaskDescriptor,
    bindings: Vec<Result<BindingData, ConversionError>>,
    outputs: PhantomData<fn() -> O>,
}

impl<O: Outputs> Call<O> {
    #[doc(hidden)]
    pub fn new(task: &'static TaskDescriptor, bindings: Vec<Result<BindingData, ConversionError>>) -> Self {
        Self { task, bindings, outputs: PhantomData }
    }

    /// The node of a workflow that makes this call, under the given id.
    ///
    /// Timeout and interruptible are copied onto the node, since Flyte reads them only there.
    ///
    /// # Errors
    /// When an argument cannot be said in Flyte's terms.
    pub fn into_node(self, id: impl Into<String>) -> Result<Node, ConversionError> {
        let mut inputs = Vec::with_capacity(self.bindings.len());
        for (input, binding) in self.task.inputs.iter().zip(self.bindings) {
            let binding = binding.map_err(|error| error.at_name(input.name))?;
            inputs.push(Binding { var: input.name.to_owned(), binding: Some(binding) });
        }
        inputs.sort_by(|a, b| a.var.cmp(&b.var));
        let mut upstream_node_ids: Vec<String> = inputs.iter().filter_map(upstream).collect();
        upstream_node_ids.sort();
        upstream_node_ids.dedup();
        let name = self.task.name();
        Ok(Node {
            id: id.into(),
            metadata: Some(node_metadata(&name, &self.task.metadata())),
            inputs,
            upstream_node_ids,
            target: Some(node::Target::TaskNode(TaskNode {
                reference: Some(task_node::Reference::ReferenceId(Identifier {
                    resource_type: ResourceType::Task.into(),
                    name,
                    ..Identifier::default()
                })),
                overrides: Some(TaskNodeOverrides::default()),
            })),
            ..Node::default()
        })
    }
}

/// The node whose output a binding takes; inputs of the workflow come from no node.
fn upstream(binding: &Binding) -> Option<String> {
    use flyte_idl::core::binding_data::Value;
    match binding.binding.as_ref()?.value.as_ref()? {
        Value::Promise(reference) if !reference.node_id.is_empty() => Some(reference.node_id.clone()),
        _ => None,
    }
}
