//! What `#[task(..)]` may be told, word by word.

use std::time::Duration;

use proc_macro2::TokenStream;
use syn::{Expr, LitStr, Path};

use super::decks;
use super::documentation::Documentation;
use super::hardware::{self, Accelerator};
use super::image::image;
use super::labels;
use super::resources::Resources;
use super::secrets::{self, Secret};
use super::values::{environment, filled, inputs, name, timeout, word};
use crate::arguments::{Argument, Words, Written};
use crate::errors::Errors;

/// The options that were given.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) krate: Option<Path>,
    pub(crate) name: Option<LitStr>,
    pub(crate) cache: Option<Written<bool>>,
    pub(crate) cache_version: Option<Written<LitStr>>,
    pub(crate) cache_salt: Option<Written<LitStr>>,
    pub(crate) cache_policies: Option<Written<Vec<Expr>>>,
    pub(crate) cache_serialize: Option<Written<bool>>,
    pub(crate) cache_ignore_input_vars: Option<Written<Vec<Written<String>>>>,
    pub(crate) retries: Option<Written<u32>>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) interruptible: Option<Written<bool>>,
    pub(crate) deprecated: Option<LitStr>,
    pub(crate) pod_template_name: Option<LitStr>,
    pub(crate) pod_template: Option<Written<Expr>>,
    pub(crate) environment: Vec<(String, LitStr)>,
    pub(crate) requests: Resources,
    pub(crate) limits: Resources,
    pub(crate) container_image: Option<LitStr>,
    pub(crate) task_type: Option<Written<LitStr>>,
    pub(crate) task_type_version: Option<Written<u32>>,
    pub(crate) task_config: Option<Written<Expr>>,
    pub(crate) secret_requests: Vec<Secret>,
    pub(crate) accelerator: Option<Written<Accelerator>>,
    /// Its size, empty for as much as there is.
    pub(crate) shared_memory: Option<String>,
    pub(crate) labels: Vec<(String, LitStr)>,
    pub(crate) annotations: Vec<(String, LitStr)>,
    pub(crate) docs: Documentation,
    pub(crate) enable_deck: Option<Written<bool>>,
    pub(crate) deck_fields: Option<Written<Vec<&'static str>>>,
    pub(crate) resolver: Option<Path>,
    pub(crate) pre_execute: Option<Path>,
    pub(crate) post_execute: Option<Path>,
}

const WORDS: &Words<Options> = &[
    ("name", |options, argument| name(argument).map(|name| options.name = Some(name))),
    ("crate", |options, argument| argument.path("my_flyte_task").map(|path| options.krate = Some(path))),
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
    ("cache_salt", |options, argument| {
        let value = filled(argument, "1")?;
        options.cache_salt = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("cache_policies", |options, argument| {
        let value = argument.expressions("MyPolicy, Other { .. }")?;
        options.cache_policies = Some(Written { value, span: argument.span });
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
    ("pod_template", |options, argument| {
        let value = argument.expression("PodTemplate::new(PodSpec { .. })")?;
        options.pod_template = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("environment", |options, argument| environment(argument).map(|pairs| options.environment = pairs)),
    ("requests", |options, argument| Resources::parse(argument).map(|amounts| options.requests = amounts)),
    ("limits", |options, argument| Resources::parse(argument).map(|amounts| options.limits = amounts)),
    ("container_image", |options, argument| image(argument).map(|text| options.container_image = Some(text))),
    ("secret_requests", |options, argument| {
        secrets::parse(argument).map(|secrets| options.secret_requests = secrets)
    }),
    ("accelerator", |options, argument| {
        let value = Accelerator::parse(argument)?;
        options.accelerator = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("shared_memory", |options, argument| {
        hardware::shared_memory(argument).map(|size| options.shared_memory = size)
    }),
    ("labels", |options, argument| labels::labels(argument).map(|labels| options.labels = labels)),
    ("annotations", |options, argument| {
        labels::annotations(argument).map(|annotations| options.annotations = annotations)
    }),
    ("docs", |options, argument| Documentation::parse(argument).map(|docs| options.docs = docs)),
    ("enable_deck", |options, argument| {
        let flag = argument.flag();
        // As with the cache.
        let value = flag.as_ref().is_ok_and(|flag| flag.value) || flag.is_err();
        options.enable_deck = Some(Written { value, span: argument.span });
        flag.map(|_| ())
    }),
    ("deck_fields", |options, argument| {
        let value = decks::fields(argument)?;
        options.deck_fields = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("task_type", |options, argument| {
        let value = word(argument, "spark")?;
        options.task_type = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("task_type_version", |options, argument| {
        let Written { value, .. } = argument.count()?;
        options.task_type_version = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("task_config", |options, argument| {
        let value = argument.expression("PyTorch { workers: 4 }")?;
        options.task_config = Some(Written { value, span: argument.span });
        Ok(())
    }),
    ("resolver", |options, argument| argument.path("MY_RESOLVER").map(|path| options.resolver = Some(path))),
    ("pre_execute", |options, argument| argument.path("before").map(|path| options.pre_execute = Some(path))),
    ("post_execute", |options, argument| {
        argument.path("after").map(|path| options.post_execute = Some(path))
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
