//! The types of parameters and of what a fn returns: which can never be a task's, and which is no input.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

use crate::errors::Errors;

/// The type of the parameter that is no input.
const CONTEXT: &str = "ExecutionContext";

/// Whether the type is the context of the run, in any form.
pub(super) fn is_context(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_context(&reference.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == CONTEXT),
        Type::Paren(paren) => is_context(&paren.elem),
        Type::Group(group) => is_context(&group.elem),
        _ => false,
    }
}

/// Refuses a context in any other form than `&ExecutionContext`.
pub(super) fn check_context(ty: &Type, errors: &mut Errors) {
    match ty {
        Type::Paren(paren) => check_context(&paren.elem, errors),
        Type::Group(group) => check_context(&group.elem, errors),
        Type::Reference(reference) => {
            if let Some(token) = &reference.mutability {
                errors.on(token, "the run cannot be changed by its task: take `&ExecutionContext`");
            }
            if let Some(lifetime) = reference.lifetime.as_ref().filter(|lifetime| lifetime.ident != "_") {
                errors.on(lifetime, "the run is lent for the call and no longer: take `&ExecutionContext`");
            }
            if matches!(*reference.elem, Type::Reference(_)) {
                errors.on(reference.and_token, "one reference is enough: take `&ExecutionContext`");
            }
        }
        ty => errors.on(ty, "the run is lent to its task: take `&ExecutionContext`, which can be cloned"),
    }
}

/// Refuses the types that no implementation could save, wherever they stand inside `ty`.
pub(super) fn refuse_types(ty: &Type, verb: &str, errors: &mut Errors) {
    match ty {
        Type::Reference(reference) => errors.on(
            reference.and_token,
            format!(
                "values of a task travel between machines, so nothing can be borrowed{}: {verb} {}",
                if verb == "take" { " (but `&ExecutionContext`)" } else { "" },
                owned(&reference.elem)
            ),
        ),
        Type::ImplTrait(any) => errors.on(
            any.impl_token,
            format!("a task's interface is fixed when it is registered, so `impl` leaves too much open: {verb} one concrete type"),
        ),
        Type::Array(array) => refuse_types(&array.elem, verb, errors),
        Type::Slice(slice) => refuse_types(&slice.elem, verb, errors),
        Type::Paren(paren) => refuse_types(&paren.elem, verb, errors),
        Type::Group(group) => refuse_types(&group.elem, verb, errors),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| refuse_types(ty, verb, errors)),
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return };
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return };
            let types = arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            // The error of a result stays on its machine.
            let count = if last.ident == "Result" { 1 } else { usize::MAX };
            types.take(count).for_each(|ty| refuse_types(ty, verb, errors));
        }
        _ => {}
    }
}

/// What to write in place of a reference.
fn owned(ty: &Type) -> String {
    match ty {
        ty if is_context(ty) => "`&ExecutionContext` as a parameter of its own".to_owned(),
        Type::Path(path) if path.path.is_ident("str") => "a `String`".to_owned(),
        Type::Slice(slice) => format!("a `Vec<{}>`", crate::tokens::print(&slice.elem.to_token_stream())),
        ty => format!("`{}` itself", crate::tokens::print(&ty.to_token_stream())),
    }
}
