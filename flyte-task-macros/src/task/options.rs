//! What `#[task(..)]` may be told, word by word.

use std::time::Duration;

use proc_macro2::TokenStream;
use syn::{LitStr, Path};

use super::resources::Resources;
use crate::arguments::{Argument, Words, Written};
use crate::duration;
use crate::errors::Errors;

/// The options that were given.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) krate: Option<Path>,
    pub(crate) name: Option<LitStr>,
    pub(crate) cache: Option<Written<bool>>,
    pub(crate) cache_version: Option<Written<LitStr>>,
    pub(crate) cache_serialize: Option<Written<bool>>,
    pub(crate) cache_ignore_input_vars: Option<Written<Vec<Written<String>>>>,
    pub(crate) retries: Option<Written<u32>>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) interruptible: Option<Written<bool>>,
    pub(crate) deprecated: Option<LitStr>,
    pub(crate) pod_template_name: Option<LitStr>,
    pub(crate) environment: Vec<(String, LitStr)>,
    pub(crate) requests: Resources,
    pub(crate) limits: Resources,
    pub(crate) container_image: Option<LitStr>,
}

const WORDS: &Words<Options> = &[
    ("name", |options, argument| name(argument).map(|name| options.name = Some(name))),
    ("crate", |options, argument| argument.path().map(|path| options.krate = Some(path))),
    ("cache", |options, argument| {
        let flag = argument.flag();
        // A flag that cannot be read was meant for something; what depends on it is not to blame.
        let value = flag.as_ref().is_ok_and(|flag| flag.value) || flag.is_err();
        options.cache = Some(Written { value, span: argument.span });
        flag.map(|_| ())
    }),
    ("cache_version", |options, argument| {
        let value = filled(argument, "1.0")?;
        options.cache_version = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("cache_serialize", |options, argument| {
        let Written { value, .. } = argument.flag()?;
        options.cache_serialize = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("cache_ignore_input_vars", |options, argument| {
        let value = inputs(argument)?;
        options.cache_ignore_input_vars = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("retries", |options, argument| argument.count().map(|count| options.retries = Some(count))),
    ("timeout", |options, argument| timeout(argument).map(|timeout| options.timeout = Some(timeout))),
    ("interruptible", |options, argument| argument.flag().map(|flag| options.interruptible = Some(flag))),
    ("deprecated", |options, argument| {
        filled(argument, "use other_task").map(|text| options.deprecated = Some(text))
    }),
    ("pod_template_name", |options, argument| {
        filled(argument, "my-template").map(|text| options.pod_template_name = Some(text))
    }),
    ("environment", |options, argument| environment(argument).map(|pairs| options.environment = pairs)),
    ("requests", |options, argument| Resources::parse(argument).map(|amounts| options.requests = amounts)),
    ("limits", |options, argument| Resources::parse(argument).map(|amounts| options.limits = amounts)),
    ("container_image", |options, argument| {
        filled(argument, "ghcr.io/me/image:1.0").map(|text| options.container_image = Some(text))
    }),
];

impl Options {
    /// Reads the attribute; what is wrong is left out.
    pub(crate) fn parse(attribute: TokenStream, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        Argument::apply(attribute, "task option", WORDS, &mut options, errors);
        options
    }
}

/// A text that says something.
fn filled(argument: &Argument, example: &str) -> syn::Result<LitStr> {
    let text = argument.text(example)?;
    if text.value().trim().is_empty() {
        return Err(syn::Error::new(
            text.span(),
            format!("`{}` is empty; leave it out if there is none", argument.word),
        ));
    }
    Ok(text)
}

/// A name that Flyte takes apart again in identifiers and addresses.
fn name(argument: &Argument) -> syn::Result<LitStr> {
    let name = filled(argument, "team.pipeline.task")?;
    let wrong = name.value().chars().find(|c| c.is_whitespace() || matches!(c, ':' | '/'));
    match wrong {
        Some(wrong) => Err(syn::Error::new(
            name.span(),
            format!(
                "a task's name cannot have {wrong:?} in it: Flyte splits identifiers at colons, slashes and spaces"
            ),
        )),
        None => Ok(name),
    }
}

fn timeout(argument: &Argument) -> syn::Result<Duration> {
    let text = argument.text("1h 30m")?;
    let timeout = duration::parse(&text.value()).map_err(|error| syn::Error::new(text.span(), error))?;
    if timeout.is_zero() {
        return Err(syn::Error::new(
            text.span(),
            "a timeout must be longer than nothing; leave it out for none",
        ));
    }
    Ok(timeout)
}

fn inputs(argument: &Argument) -> syn::Result<Vec<Written<String>>> {
    let mut errors = Errors::default();
    let mut inputs: Vec<Written<String>> = Vec::new();
    for input in Argument::list(argument.inner("\"a\", \"b\"")?, &mut errors) {
        if !input.is_bare() {
            errors.at(input.span, "here stands the name of an input, and nothing more");
        } else if inputs.iter().any(|known| known.value == input.word) {
            errors.at(input.span, format!("`{}` is given twice", input.word));
        } else {
            inputs.push(Written { value: input.word, span: input.span });
        }
    }
    errors.into_result().map(|()| inputs)
}

fn environment(argument: &Argument) -> syn::Result<Vec<(String, LitStr)>> {
    let mut errors = Errors::default();
    let mut pairs: Vec<(String, LitStr)> = Vec::new();
    for variable in Argument::list(argument.inner("KEY = \"value\"")?, &mut errors) {
        let name = &variable.word;
        let is_legal = !name.starts_with(|c: char| c.is_ascii_digit())
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !is_legal {
            let message = format!(
                "{name:?} cannot be the name of an environment variable: letters, digits and `_`, no digit first"
            );
            errors.at(variable.span, message);
        } else if pairs.iter().any(|(known, _)| known == name) {
            errors.at(variable.span, format!("`{name}` is given twice"));
        } else if let Some(value) = errors.keep(variable.text("value")) {
            pairs.push((variable.word, value));
        }
    }
    errors.into_result().map(|()| pairs)
}
