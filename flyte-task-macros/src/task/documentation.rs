//! `docs(..)`: what people are told besides the doc comment.

use syn::LitStr;

use super::values::word;
use crate::arguments::{Argument, Words};
use crate::errors::Errors;

/// Links for people.
#[derive(Debug, Default)]
pub(crate) struct Documentation {
    pub(crate) source_link: Option<LitStr>,
    pub(crate) icon_link: Option<LitStr>,
}

const WORDS: &Words<Documentation> = &[
    ("source_link", |docs, argument| {
        link(argument, "https://github.com/me/tasks").map(|link| docs.source_link = Some(link))
    }),
    ("icon_link", |docs, argument| {
        link(argument, "https://example.com/icon.svg").map(|link| docs.icon_link = Some(link))
    }),
];

impl Documentation {
    /// Reads the list of `docs(..)`.
    pub(super) fn parse(argument: &Argument) -> syn::Result<Self> {
        let mut docs = Self::default();
        let mut errors = Errors::default();
        let inner = argument.inner("source_link = \"https://github.com/me/tasks\"")?;
        Argument::apply(inner, "link", WORDS, &mut docs, &mut errors);
        errors.into_result().map(|()| docs)
    }

    /// The links by name.
    pub(super) fn named(&self) -> [(&'static str, Option<&LitStr>); 2] {
        [("source_link", self.source_link.as_ref()), ("icon_link", self.icon_link.as_ref())]
    }
}

fn link(argument: &Argument, example: &str) -> syn::Result<LitStr> {
    let link = word(argument, example)?;
    if ["https://", "http://"].iter().any(|scheme| link.value().starts_with(scheme)) {
        return Ok(link);
    }
    Err(syn::Error::new(link.span(), format!("a link is a whole address: write it like `{example}`")))
}
