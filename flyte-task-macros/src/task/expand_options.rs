//! The options of a task as constant data.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::options::Options;
use super::resources::Resources;
use crate::paths::Door;

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
    ];
    for (field, text) in texts {
        if let Some(text) = text {
            let field = format_ident!("{field}");
            given.push(quote!(#field: #text));
        }
    }
    if !options.environment.is_empty() {
        let pairs = options.environment.iter().map(|(key, value)| quote!((#key, #value)));
        given.push(quote!(environment: &[#(#pairs),*]));
    }
    given.extend(resources_record("requests", &options.requests, door));
    given.extend(resources_record("limits", &options.limits, door));
    if given.is_empty() {
        return quote!(#door::TaskOptions::NONE);
    }
    quote!(#door::TaskOptions { #(#given,)* ..#door::TaskOptions::NONE })
}

fn resources_record(field: &str, resources: &Resources, door: &Door) -> Option<TokenStream> {
    let all = resources.named();
    let given: Vec<TokenStream> = all
        .iter()
        .filter_map(|(name, amount)| {
            let (name, text) = (format_ident!("{name}"), &(*amount)?.value.text);
            Some(quote!(#name: #text))
        })
        .collect();
    let field = format_ident!("{field}");
    // Where all are given nothing is left to take over, which clippy would tell the user about.
    let rest = (given.len() < all.len()).then(|| quote!(..#door::Resources::NONE));
    (!given.is_empty()).then(|| quote!(#field: #door::Resources { #(#given,)* #rest }))
}
