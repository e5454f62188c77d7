//! The rules that more than one part of a task must keep together.

use super::options::Options;
use super::signature::Signature;
use crate::errors::{Errors, unknown};

/// Checks all of them.
pub(crate) fn check(options: &Options, signature: &Signature, errors: &mut Errors) {
    cache_is_on(options, errors);
    one_says_the_version(options, errors);
    decks_are_on(options, errors);
    ignored_inputs_exist(options, signature, errors);
    requests_stay_within_limits(options, errors);
    gpus_are_requested_as_limited(options, errors);
    an_accelerator_has_a_gpu(options, errors);
    one_says_the_type(options, errors);
}

/// Options of the cache mean something only with the cache.
fn cache_is_on(options: &Options, errors: &mut Errors) {
    let fix = match &options.cache {
        Some(cache) if cache.value => return,
        Some(_) => "with `cache = false`: make it `cache = true`, or leave this out",
        None => "without the cache: add `cache = true`",
    };
    let given = [
        ("cache_salt", options.cache_salt.as_ref().map(|written| written.span)),
        ("cache_policies", options.cache_policies.as_ref().map(|written| written.span)),
        ("cache_version", options.cache_version.as_ref().map(|written| written.span)),
        (
            "cache_serialize",
            options.cache_serialize.as_ref().filter(|written| written.value).map(|written| written.span),
        ),
        ("cache_ignore_input_vars", options.cache_ignore_input_vars.as_ref().map(|written| written.span)),
    ];
    for (word, span) in given {
        if let Some(span) = span {
            errors.at(span, format!("`{word}` means nothing {fix}"));
        }
    }
}

/// What derives a version means nothing where one is given.
fn one_says_the_version(options: &Options, errors: &mut Errors) {
    if options.cache_version.is_none() {
        return;
    }
    let salt = options.cache_salt.as_ref().map(|written| ("cache_salt", written.span));
    let policies = options.cache_policies.as_ref().map(|written| ("cache_policies", written.span));
    for (word, span) in salt.into_iter().chain(policies) {
        errors.at(span, format!("`{word}` means nothing beside `cache_version`, which is taken as it is"));
    }
}

/// Default decks are chosen for a report that is there.
fn decks_are_on(options: &Options, errors: &mut Errors) {
    let is_on = options.enable_deck.as_ref().is_some_and(|enable| enable.value);
    if let Some(fields) = &options.deck_fields
        && !is_on
    {
        errors.at(fields.span, "`deck_fields` means nothing without the report: add `enable_deck`");
    }
}

/// An input that the cache ignores is one of the task's.
fn ignored_inputs_exist(options: &Options, signature: &Signature, errors: &mut Errors) {
    let names: Vec<&str> = signature.names.iter().map(String::as_str).collect();
    for ignored in options.cache_ignore_input_vars.iter().flat_map(|written| &written.value) {
        if !names.contains(&ignored.value.as_str()) {
            errors.at(ignored.span, unknown("input", &ignored.value, &names));
        }
    }
}

/// A cluster refuses a pod that asks for more than it may use.
fn requests_stay_within_limits(options: &Options, errors: &mut Errors) {
    for ((name, request), (_, limit)) in options.requests.named().into_iter().zip(options.limits.named()) {
        if let (Some(request), Some(limit)) = (request, limit)
            && name != "gpu"
            && request.value.exceeds(&limit.value)
        {
            let message = format!(
                "the request for `{name}` is above its limit: {} is more than {}",
                request.value.text, limit.value.text
            );
            errors.at(request.span, message);
        }
    }
}

/// GPUs are not shared: what is asked for is what may be used.
fn gpus_are_requested_as_limited(options: &Options, errors: &mut Errors) {
    if let (Some(request), Some(limit)) = (&options.requests.gpu, &options.limits.gpu)
        && (request.value.exceeds(&limit.value) || limit.value.exceeds(&request.value))
    {
        let message = format!(
            "the request for `gpu` must equal its limit: {} is not {}",
            request.value.text, limit.value.text
        );
        errors.at(request.span, message);
    }
}

/// Flyte looks for nodes with the accelerator only if a container may use a GPU.
fn an_accelerator_has_a_gpu(options: &Options, errors: &mut Errors) {
    // A template may bring the GPU.
    if options.pod_template_name.is_some() || options.pod_template.is_some() {
        return;
    }
    let Some(accelerator) = &options.accelerator else { return };
    let amounts = [&options.requests.gpu, &options.limits.gpu];
    if !amounts.into_iter().flatten().any(|amount| !amount.value.is_zero()) {
        errors.at(
            accelerator.span,
            "an `accelerator` means nothing without a GPU, which Flyte gives only where one is asked for: \
             add `limits(gpu = 1)`",
        );
    }
}

/// The type is the plugin's or the task's own.
fn one_says_the_type(options: &Options, errors: &mut Errors) {
    let version = options.task_type_version.as_ref().map(|written| ("task_type_version", written.span));
    let given = [options.task_type.as_ref().map(|written| ("task_type", written.span)), version];
    if options.task_config.is_some() {
        for (word, span) in given.into_iter().flatten() {
            errors.at(span, format!("`task_config` says the task's type already: leave out `{word}`"));
        }
    } else if let (None, Some((word, span))) = (&options.task_type, version) {
        errors.at(span, format!("`{word}` means nothing without a type: add `task_type = \"..\"`"));
    }
}
