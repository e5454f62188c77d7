//! The options of a task as constant data.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::hardware::Accelerator;
use super::options::Options;
use super::resources::Resources;
use super::secrets::Secret;
use crate::arguments::Written;
use crate::paths::Door;
use crate::spans::ours;

/// The record of the options: only what was given.
pub(crate) fn options_record(options: &Options, door: &Door) -> TokenStream {
    let mut given: Vec<TokenStream> = Vec::new();
    if let Some(name) = &options.name {
        given.push(quote!(name: #door::Option::Some(#name)));
    }
    if options.cache.as_ref().is_some_and(|cache| cache.value) {
        given.push(quote!(cache: true));
    }
    if let Some(version) = &options.cache_version {
        let version = &version.value;
        given.push(quote!(cache_version: #door::Option::Some(#version)));
    }
    if let Some(salt) = &options.cache_salt {
        let salt = &salt.value;
        given.push(quote!(cache_salt: #salt));
    }
    if options.cache_serialize.as_ref().is_some_and(|serialize| serialize.value) {
        given.push(quote!(cache_serialize: true));
    }
    if let Some(ignored) = &options.cache_ignore_input_vars {
        let names = ignored.value.iter().map(|name| &name.value);
        given.push(quote!(cache_ignore_input_vars: &[#(#names),*]));
    }
    if let Some(retries) = &options.retries {
        let retries = Literal::u32_unsuffixed(retries.value);
        given.push(quote!(retries: #retries));
    }
    if let Some(timeout) = &options.timeout {
        let seconds = Literal::u64_unsuffixed(timeout.as_secs());
        let nanos = Literal::u32_unsuffixed(timeout.subsec_nanos());
        given.push(quote!(timeout: #door::Option::Some(#door::Duration::new(#seconds, #nanos))));
    }
    if let Some(interruptible) = &options.interruptible {
        let interruptible = interruptible.value;
        given.push(quote!(interruptible: #door::Option::Some(#interruptible)));
    }
    let texts = [
        ("deprecated", &options.deprecated),
        ("pod_template_name", &options.pod_template_name),
        ("container_image", &options.container_image),
        ("task_type", &options.task_type.as_ref().map(|written| written.value.clone())),
    ];
    for (field, text) in texts {
        if let Some(text) = text {
            let field = format_ident!("{field}");
            given.push(quote!(#field: #text));
        }
    }
    let pairs = [
        ("environment", &options.environment),
        ("labels", &options.labels),
        ("annotations", &options.annotations),
    ];
    for (field, pairs) in pairs {
        if !pairs.is_empty() {
            let field = format_ident!("{field}");
            let pairs = pairs.iter().map(|(key, value)| quote!((#key, #value)));
            given.push(quote!(#field: &[#(#pairs),*]));
        }
    }
    given.extend(resources_record("requests", &options.requests, door));
    given.extend(resources_record("limits", &options.limits, door));
    given.extend(extras(options, door));
    given.extend(code(options, door));
    let rest = rest(options, door);
    if given.is_empty() {
        return rest;
    }
    quote!(#door::TaskOptions { #(#given,)* ..#rest })
}

/// The options that the fields above leave out.
///
/// Only the runtime library knows whether it knows of pods, and has a field for them: the door's macro makes the
/// template an option, or an error at the option's word.
fn rest(options: &Options, door: &Door) -> TokenStream {
    let Some(Written { value, span }) = &options.pod_template else {
        return quote!(#door::TaskOptions::NONE);
    };
    let span = ours(*span);
    // A message names the macro by this path.
    let there = Door::new(options.krate.clone()).at(span);
    quote_spanned!(span=> #there::pod_template!(#value))
}

/// What the task asks for besides a container, and what people are told of it.
fn extras(options: &Options, door: &Door) -> Vec<TokenStream> {
    let mut given = Vec::new();
    if let Some(version) = &options.task_type_version {
        let version = Literal::u32_unsuffixed(version.value);
        given.push(quote!(task_type_version: #version));
    }
    if !options.secret_requests.is_empty() {
        let secrets = options.secret_requests.iter().map(|secret| secret_record(secret, door));
        given.push(quote!(secret_requests: &[#(#secrets),*]));
    }
    if let Some(accelerator) = &options.accelerator {
        let Accelerator { device, partition, unpartitioned } = &accelerator.value;
        let partition = match partition {
            Some(size) => quote!(#door::Partition::Size(#size)),
            None if *unpartitioned => quote!(#door::Partition::Unpartitioned),
            None => quote!(#door::Partition::Any),
        };
        given.push(quote! {
            accelerator: #door::Option::Some(#door::Accelerator { device: #device, partition: #partition })
        });
    }
    if let Some(size) = &options.shared_memory {
        given.push(quote!(shared_memory: #door::Option::Some(#size)));
    }
    if options.enable_deck.as_ref().is_some_and(|enable| enable.value) {
        given.push(quote!(enable_deck: true));
    }
    if let Some(fields) = &options.deck_fields {
        let fields = fields.value.iter().map(|field| format_ident!("{field}"));
        given.push(quote!(deck_fields: &[#(#door::DeckField::#fields),*]));
    }
    given.extend(record("docs", quote!(#door::DocsOptions), &options.docs.named()));
    given
}

fn secret_record(secret: &Secret, door: &Door) -> TokenStream {
    let texts = [
        ("group", &secret.group),
        ("key", &secret.key),
        ("version", &secret.version),
        ("env_var", &secret.env_var),
    ];
    let mut given: Vec<TokenStream> = texts
        .iter()
        .filter_map(|(name, text)| {
            let (name, text) = (format_ident!("{name}"), text.as_ref()?);
            Some(quote!(#name: #text))
        })
        .collect();
    if let Some(mount) = secret.mount {
        let mount = format_ident!("{mount}");
        given.push(quote!(mount: #door::SecretMount::#mount));
    }
    let rest = (given.len() < texts.len() + 1).then(|| quote!(..#door::SecretRequest::NONE));
    quote!(#door::SecretRequest { #(#given,)* #rest })
}

/// What names code of the user's; each is reported where it is written if its type is wrong.
fn code(options: &Options, door: &Door) -> Vec<TokenStream> {
    let mut given = Vec::new();
    if let Some(config) = &options.task_config {
        let config = &config.value;
        let boxed = boxed(config, door);
        given.push(quote!(task_config: #door::Option::Some(|| #boxed)));
    }
    if let Some(policies) = &options.cache_policies {
        let policies = policies.value.iter().map(|policy| boxed(policy, door));
        given.push(quote!(cache_policies: &[#(|| #policies),*]));
    }
    if let Some(resolver) = &options.resolver {
        let reference = quote_spanned!(ours(resolver.span())=> &#resolver);
        given.push(quote!(resolver: #door::Option::Some(#reference)));
    }
    if let Some(hook) = &options.pre_execute {
        given.push(quote!(pre_execute: #door::Option::Some(#hook)));
    }
    if let Some(hook) = &options.post_execute {
        let span = ours(hook.span());
        let there = door.at(span);
        given.push(quote_spanned! {span=>
            post_execute: #there::Option::Some(|context, outputs| #there::after::<Self, _>(outputs, context, #hook))
        });
    }
    given
}

/// A boxed value for a field that wants a trait object.
fn boxed(value: &Expr, door: &Door) -> TokenStream {
    // The call is ours, so that no lint has the user write it otherwise.
    let span = ours(value.span());
    let there = door.at(span);
    quote_spanned!(span=> #there::Box::new(#value))
}

fn resources_record(field: &str, resources: &Resources, door: &Door) -> Option<TokenStream> {
    let texts = resources.named().map(|(name, amount)| (name, amount.map(|amount| &amount.value.text)));
    record(field, quote!(#door::Resources), &texts)
}

/// A field that is a record of texts, if any of them is given.
fn record<T: ToTokens>(
    field: &str,
    ty: TokenStream,
    texts: &[(&'static str, Option<T>)],
) -> Option<TokenStream> {
    let given: Vec<TokenStream> = texts
        .iter()
        .filter_map(|(name, text)| {
            let (name, text) = (format_ident!("{name}"), text.as_ref()?);
            Some(quote!(#name: #text))
        })
        .collect();
    let field = format_ident!("{field}");
    // Where all are given nothing is left to take over, which clippy would tell the user about.
    let rest = (given.len() < texts.len()).then(|| quote!(..#ty::NONE));
    (!given.is_empty()).then(|| quote!(#field: #ty { #(#given,)* #rest }))
}
