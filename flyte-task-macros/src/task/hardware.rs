//! `accelerator` and `shared_memory`.

use syn::LitStr;

use super::labels;
use super::resources::bytes;
use super::values::filled;
use crate::arguments::{Argument, Words};
use crate::errors::Errors;

/// A kind of GPU.
#[derive(Debug, Default)]
pub(crate) struct Accelerator {
    pub(crate) device: Option<LitStr>,
    pub(crate) partition: Option<LitStr>,
    pub(crate) unpartitioned: bool,
}

const EXAMPLE: &str = "device = \"nvidia-tesla-a100\", partition = \"2g.10gb\"";

const WORDS: &Words<Accelerator> = &[
    ("device", |accelerator, argument| {
        on_nodes(argument, "nvidia-tesla-t4").map(|device| accelerator.device = Some(device))
    }),
    ("partition", |accelerator, argument| {
        on_nodes(argument, "2g.10gb").map(|partition| accelerator.partition = Some(partition))
    }),
    ("unpartitioned", |accelerator, argument| {
        argument.flag().map(|flag| accelerator.unpartitioned = flag.value)
    }),
];

impl Accelerator {
    /// Reads `accelerator = ".."` or `accelerator(..)`.
    pub(super) fn parse(argument: &Argument) -> syn::Result<Self> {
        if !argument.is_list() {
            let device = Some(on_nodes(argument, "nvidia-tesla-t4")?);
            return Ok(Self { device, ..Self::default() });
        }
        let mut accelerator = Self::default();
        let mut errors = Errors::default();
        Argument::apply(
            argument.inner(EXAMPLE)?,
            "part of an accelerator",
            WORDS,
            &mut accelerator,
            &mut errors,
        );
        if errors.count() == 0 && accelerator.device.is_none() {
            errors.at(
                argument.span,
                format!("an accelerator needs its device: write `accelerator({EXAMPLE})`"),
            );
        }
        if accelerator.unpartitioned
            && let Some(partition) = &accelerator.partition
        {
            errors.at(partition.span(), "an accelerator is either `unpartitioned` or has a `partition`");
        }
        errors.into_result().map(|()| accelerator)
    }
}

/// A word that nodes are labelled with, since that is how Flyte finds them.
fn on_nodes(argument: &Argument, example: &str) -> syn::Result<LitStr> {
    let text = filled(argument, example)?;
    labels::name(&text.value()).map(|()| text.clone()).map_err(|why| {
        let message = format!("`{}` is what nodes are labelled with: {why}", argument.word);
        syn::Error::new(text.span(), message)
    })
}

/// Reads `shared_memory`: none if it is not wanted, empty for as much as there is, else a size.
pub(super) fn shared_memory(argument: &Argument) -> syn::Result<Option<String>> {
    if argument.is_text() {
        return bytes(argument).map(|size| Some(size.value.text));
    }
    match argument.flag() {
        Ok(flag) => Ok(flag.value.then(String::new)),
        Err(error) => Err(syn::Error::new(
            error.span(),
            "`shared_memory` is a size or nothing more: write `shared_memory = \"2Gi\"` or `shared_memory`",
        )),
    }
}
