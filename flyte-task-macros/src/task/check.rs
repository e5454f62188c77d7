//! The rules that more than one part of a task must keep together.

use super::options::Options;
use super::signature::Signature;
use crate::errors::{Errors, unknown};

/// Checks all of them.
pub(crate) fn check(options: &Options, signature: &Signature, errors: &mut Errors) {
    cache_is_on(options, errors);
    ignored_inputs_exist(options, signature, errors);
    requests_stay_within_limits(options, errors);
    gpus_are_requested_as_limited(options, errors);
}

/// Options of the cache mean something only with the cache.
fn cache_is_on(options: &Options, errors: &mut Errors) {
    let fix = match &options.cache {
        Some(cache) if cache.value => return,
        Some(_) => "with `cache = false`: make it `cache = true`, or leave this out",
        None => "without the cache: add `cache = true`",
    };
    let given = [
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
