//! Not public API: what the macros' expansions name.

use std::any::Any;

use flyte_idl::core::BindingData;

use crate::context::ExecutionContext;

pub use inventory;
pub use std::boxed::Box;
pub use std::convert::{From, Into};
pub use std::default::Default;
pub use std::option::Option;
pub use std::result::Result;
pub use std::sync::Arc;
pub use std::time::Duration;

pub use crate::deck::DeckField;
pub use crate::error::{Failure, TaskError};
pub use crate::interface::{
    Arguments, BoxOutputs, DefaultDescriptor, InputDescriptor, OutputSink, Outputs, TaskReturn,
    VariableDescriptor,
};
pub use crate::records::{EntryRecord, NamedType, Recorded, TaskRecord, TypeRecord, type_len};
pub use crate::task::{
    Accelerator, DocsOptions, FunctionTask, OutputsFuture, Partition, Resources, Run, SecretMount,
    SecretRequest, TaskDescriptor, TaskFn, TaskOptions,
};
pub use crate::types::{
    ArtifactDescriptor, ConversionError, Defined, Definition, EnumType, FieldDefault, FieldDescriptor,
    FlyteType, PackedScalar, Reader, StructDefinition, StructKey, StructType, TypeDescriptor, TypeIdentity,
    TypeKey, UnionDefinition, UnionType, Untyped, VariantDescriptor, Writer, check_variant, decode_serde,
    decode_serde_with, encode_serde, encode_serde_with, missing_field, packed_serde, packed_serde_with,
    packed_value, to_literal,
};
pub use crate::workflow::{Call, IntoBinding};
pub use serde_core::Serialize;
pub use serde_core::de::DeserializeOwned;

pub use crate::__entry_record as entry_record;
pub use crate::__pod_template as pod_template;

/// The options of a task that was given a pod, and nothing else yet.
#[cfg(feature = "pod-any")]
#[doc(hidden)]
#[macro_export]
macro_rules! __pod_template {
    ($template:expr) => {
        $crate::__private::TaskOptions {
            pod_template: $crate::__private::Option::Some(|| $template),
            ..$crate::__private::TaskOptions::NONE
        }
    };
}

/// The record of tasks that the program makes when it runs.
#[doc(hidden)]
#[macro_export]
macro_rules! __entry_record {
    ($what:literal) => {
        const _: () = {
            const PLACE: &str = ::core::concat!(
                $what,
                "\n",
                ::core::line!(),
                "\n",
                ::core::module_path!(),
                "\n",
                ::core::file!()
            );
            #[used]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__flyte_tasks"))]
            #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".flyte.tasks"))]
            static RECORD: $crate::__private::EntryRecord<{ PLACE.len() }> =
                $crate::__private::EntryRecord::new(PLACE);
        };
    };
}

/// Pods are unknown here.
#[cfg(not(feature = "pod-any"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __pod_template {
    ($template:expr) => {
        compile_error!(
            "`pod_template` needs a feature of flyte-task: `flyte-task = { version = \"..\", features = [\"pod\"] }`"
        )
    };
}

/// What a plain task fn returned, with its type forgotten.
///
/// # Errors
/// With the error that the task returned.
pub fn outputs<T: TaskFn>(returned: Result<T::Outputs, TaskError>) -> Result<BoxOutputs, Failure> {
    crate::task::function_outputs(returned)
}

/// Fns that call a plain task fn whose inputs have no defaults, one for each number of inputs.
///
/// The compiler pays for each `?` in each body; here it does so once for all tasks.
macro_rules! runs {
    ($($name:ident($($T:ident $value:ident),*);)+) => {
        $(
            /// Calls a plain task fn with the arguments in their order.
            ///
            /// # Errors
            /// When an argument cannot be read, or with the error that the task returned.
            pub fn $name<$($T: FlyteType,)* R, O: Outputs>(
                arguments: &mut Arguments<'_>,
                function: fn($($T),*) -> R,
                convert: fn(R) -> Result<O, TaskError>,
            ) -> Result<BoxOutputs, Failure> {
                $(let $value = arguments.next::<$T>()?;)*
                crate::task::function_outputs(convert(function($($value),*)))
            }
        )+
    };
}

runs! {
    run_1(A a);
    run_2(A a, B b);
    run_3(A a, B b, C c);
    run_4(A a, B b, C c, D d);
    run_5(A a, B b, C c, D d, E e);
    run_6(A a, B b, C c, D d, E e, F f);
    run_7(A a, B b, C c, D d, E e, F f, G g);
    run_8(A a, B b, C c, D d, E e, F f, G g, H h);
}

/// The future of an async task fn, with its type forgotten.
pub fn outputs_future<T: TaskFn, R: 'static, F: Future<Output = R> + 'static>(
    future: F,
    convert: fn(R) -> Result<T::Outputs, TaskError>,
) -> OutputsFuture {
    crate::task::function_outputs_future(async move { convert(future.await) })
}

/// The outputs of a task after the hook behind it.
///
/// # Errors
/// With the error that the hook returned, or when the outputs are not those of the task.
pub fn after<T: TaskFn, R: Hooked<T::Outputs>>(
    outputs: BoxOutputs,
    context: &ExecutionContext,
    hook: fn(&ExecutionContext, T::Outputs) -> R,
) -> Result<BoxOutputs, TaskError> {
    let outputs: Box<dyn Any> = outputs;
    match outputs.downcast::<T::Outputs>() {
        Ok(outputs) => Ok(Box::new(hook(context, *outputs).into_outputs()?)),
        Err(_) => Err("the `post_execute` was given outputs that are not its task's".into()),
    }
}

/// What a hook behind a task returns: the task's outputs, good or bad.
#[diagnostic::on_unimplemented(
    message = "a `post_execute` returns its task's outputs, `{Outputs}`, or a `Result` of them",
    label = "this one returns `{Self}`"
)]
pub trait Hooked<Outputs> {
    /// The outputs, or why there are none.
    ///
    /// # Errors
    /// With the error that the hook returned.
    fn into_outputs(self) -> Result<Outputs, TaskError>;
}

#[diagnostic::do_not_recommend]
impl<R: TaskReturn> Hooked<R::Outputs> for R {
    fn into_outputs(self) -> Result<R::Outputs, TaskError> {
        TaskReturn::into_outputs(self)
    }
}

/// The call of a task, with a binding for each of its inputs.
pub fn call<T: TaskFn, const N: usize>(
    bindings: [Result<BindingData, ConversionError>; N],
) -> Call<T::Outputs> {
    Call::new(T::DESCRIPTOR, Vec::from(bindings))
}

/// What a task fn returns, good or bad: it says so once, for [`TaskFn`] and the runner to judge.
pub trait Returns {
    /// The fn's own type.
    type Return;
}

/// The list that an array is as a default.
pub fn list<T, const N: usize>(items: [T; N]) -> Vec<T> {
    Vec::from(items)
}

/// The record of a fn that was refused as a task; the program does not compile, but names what is there.
pub const REFUSED: FunctionTask = FunctionTask {
    descriptor: &TaskDescriptor {
        function: "",
        module: "",
        file: "",
        line: 0,
        docs: "",
        is_async: false,
        inputs: &[],
        outputs: &[],
        options: TaskOptions::NONE,
        body_digest: "",
        source: "",
    },
    run: Run::Sync(|_| Ok(Box::new(()))),
};

/// What an input makes of the text that is its default.
#[diagnostic::on_unimplemented(
    message = "a text cannot be the default of an input of type `{Self}`",
    label = "expected `{Self}`, found a text"
)]
pub trait FromText {
    /// The value that the text stands for.
    fn from_text(text: &'static str) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: From<&'static str>> FromText for T {
    fn from_text(text: &'static str) -> Self {
        Self::from(text)
    }
}

/// An identifier's name without the mark of raw ones.
pub const fn unraw(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}
