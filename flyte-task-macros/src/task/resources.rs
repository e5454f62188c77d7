//! `requests(..)` and `limits(..)`.

use crate::arguments::{Argument, Words, Written};
use crate::errors::Errors;
use crate::quantity::Quantity;

/// Amounts of resources.
#[derive(Debug, Default)]
pub(crate) struct Resources {
    pub(crate) cpu: Option<Written<Quantity>>,
    pub(crate) mem: Option<Written<Quantity>>,
    pub(crate) gpu: Option<Written<Quantity>>,
    pub(crate) ephemeral_storage: Option<Written<Quantity>>,
}

const WORDS: &Words<Resources> = &[
    ("cpu", |resources, argument| amount(argument, "2").map(|amount| resources.cpu = Some(amount))),
    ("mem", |resources, argument| bytes(argument).map(|amount| resources.mem = Some(amount))),
    ("gpu", |resources, argument| gpus(argument).map(|amount| resources.gpu = Some(amount))),
    ("ephemeral_storage", |resources, argument| {
        bytes(argument).map(|amount| resources.ephemeral_storage = Some(amount))
    }),
];

impl Resources {
    /// Reads the list of `requests(..)` or `limits(..)`.
    pub(crate) fn parse(argument: &Argument) -> syn::Result<Self> {
        let mut resources = Self::default();
        let mut errors = Errors::default();
        let inner = argument.inner("cpu = \"2\", mem = \"4Gi\"")?;
        Argument::apply(inner, "resource", WORDS, &mut resources, &mut errors);
        errors.into_result().map(|()| resources)
    }

    /// The amounts by name.
    pub(crate) fn named(&self) -> [(&'static str, Option<&Written<Quantity>>); 4] {
        [
            ("cpu", self.cpu.as_ref()),
            ("mem", self.mem.as_ref()),
            ("gpu", self.gpu.as_ref()),
            ("ephemeral_storage", self.ephemeral_storage.as_ref()),
        ]
    }
}

fn amount(argument: &Argument, example: &str) -> syn::Result<Written<Quantity>> {
    let Written { value, span } = argument.text_or_number(example)?;
    let value = Quantity::parse(&value).map_err(|error| syn::Error::new(span, error))?;
    Ok(Written { value, span })
}

pub(super) fn bytes(argument: &Argument) -> syn::Result<Written<Quantity>> {
    let amount = amount(argument, "4Gi")?;
    if amount.value.is_whole() {
        return Ok(amount);
    }
    let text = &amount.value.text;
    let message = match text.strip_suffix('m') {
        Some(number) => {
            format!("`{text}` is thousandths of a byte; `{number}Mi` is mebibytes, `{number}M` megabytes")
        }
        None => format!("`{text}` is not a whole number of bytes"),
    };
    Err(syn::Error::new(amount.span, message))
}

fn gpus(argument: &Argument) -> syn::Result<Written<Quantity>> {
    let amount = amount(argument, "1")?;
    if amount.value.is_whole() {
        return Ok(amount);
    }
    Err(syn::Error::new(
        amount.span,
        format!("`{}` is not a whole number of GPUs, and parts cannot be had", amount.value.text),
    ))
}
