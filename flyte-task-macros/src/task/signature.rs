//! What a fn's signature says of a task, or why it cannot be one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{FnArg, Pat, PatType, ReturnType, Safety, Type};

use super::default::DefaultValue;
use super::item::{Item, condition};
use super::types::{check_context, is_context, refuse_types};
use crate::docs::{Docs, is_doc};
use crate::errors::Errors;

/// A task's interface as its fn has it.
#[derive(Debug)]
pub(crate) struct Signature {
    pub(crate) docs: Docs,
    pub(crate) inputs: Vec<Input>,
    /// The parameter that is given the run, which is no input.
    pub(crate) context: Option<Context>,
    /// The names of all inputs, also of those that are refused.
    pub(crate) names: Vec<String>,
    /// The type that the fn returns.
    pub(crate) output: TokenStream,
    pub(crate) is_async: bool,
    /// Whether types may be named that exist only inside the fn.
    pub(crate) is_generic: bool,
}

/// One parameter.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) ident: Ident,
    /// The ident without `r#`.
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) ty: Type,
    pub(crate) default: Option<DefaultValue>,
}

/// The parameter that is given the run.
#[derive(Debug)]
pub(crate) struct Context {
    /// Its place among the parameters.
    pub(crate) position: usize,
    pub(crate) span: Span,
}

impl Signature {
    /// Reads the signature, and takes off the parameters what the compiler would not have there.
    pub(crate) fn parse(item: &mut Item, errors: &mut Errors) -> Self {
        refuse_kinds(&item.signature, errors);
        let mut inputs = Vec::new();
        let mut names = Vec::new();
        let mut context: Option<Context> = None;
        for (position, parameter) in item.signature.inputs.iter_mut().enumerate() {
            match parameter {
                FnArg::Receiver(receiver) => errors.at(
                    receiver.self_token.span,
                    "a task cannot take `self`: it is found by its name alone, so take what it needs as inputs",
                ),
                FnArg::Typed(parameter) if is_context(&parameter.ty) => {
                    check_context(&parameter.ty, errors);
                    refuse_on_context(parameter, errors);
                    if context.is_some() {
                        errors.on(&parameter.ty, "the run is the same for all: one `&ExecutionContext` is enough");
                    }
                    context = Some(Context { position, span: parameter.ty.span() });
                }
                FnArg::Typed(parameter) => {
                    names.extend(plain_name(&parameter.pat).map(|ident| ident.unraw().to_string()));
                    inputs.extend(input(parameter, errors));
                }
            }
        }
        if let Some(variadic) = &item.signature.variadic {
            errors
                .on(variadic.dots, "a task's inputs are fixed: take a `Vec` for as many values as there are");
        }
        let signature = &item.signature;
        let output = match &signature.output {
            ReturnType::Default => quote_spanned!(signature.ident.span()=> ()),
            ReturnType::Type(_, ty) => {
                refuse_types(ty, "return", errors);
                ty.to_token_stream()
            }
        };
        Self {
            docs: Docs::of(&item.attributes),
            inputs,
            context,
            names,
            output,
            is_async: signature.asyncness.is_some(),
            is_generic: !signature.generics.params.is_empty(),
        }
    }
}

fn refuse_kinds(signature: &syn::Signature, errors: &mut Errors) {
    if let Some(token) = &signature.constness {
        errors.on(token, "a task cannot be `const`: it runs when Flyte runs it");
    }
    if let Safety::Unsafe(token) = &signature.safety {
        errors.on(token, "a task cannot be `unsafe`: nobody could keep its promises when Flyte runs it");
    }
    if let Some(abi) = &signature.abi {
        errors.on(abi, "a task cannot be `extern`: Flyte calls it by its name, not by its address");
    }
    for parameter in &signature.generics.params {
        errors.on(
            parameter,
            "a task cannot be generic, since its interface is fixed when it is registered: make the generic part a plain fn and call it from a task",
        );
    }
    if let Some(clause) = &signature.generics.where_clause {
        errors.on(clause.where_token, "a task cannot have a `where` clause: its types are all known");
    }
}

fn input(parameter: &mut PatType, errors: &mut Errors) -> Option<Input> {
    let before = errors.count();
    let docs = Docs::of(&parameter.attrs);
    let mut default = None;
    for attribute in &parameter.attrs {
        if condition(&attribute.meta).is_some() {
            errors.on(
                attribute.path(),
                "an input cannot come and go with `cfg`: put the `cfg` on the fn, and write the task once for each case",
            );
        } else if DefaultValue::is_attribute(attribute) {
            if default.is_some() {
                errors.on(attribute.path(), "an input has one default, and this is the second");
            } else {
                default = errors.keep(DefaultValue::parse(attribute));
            }
        }
    }
    parameter.attrs.retain(|attribute| !is_doc(attribute) && !DefaultValue::is_attribute(attribute));
    refuse_types(&parameter.ty, "take", errors);
    let Some(ident) = plain_name(&parameter.pat) else {
        errors.on(
            &parameter.pat,
            "a parameter's name is the input's name in Flyte, so it must be a plain name",
        );
        return None;
    };
    let name = ident.unraw().to_string();
    if !name.is_ascii() {
        errors.at(ident.span(), "the name of an input is made of ASCII letters, digits and `_`, since Flyte refers to it by pattern");
    }
    (errors.count() == before).then(|| Input { ident, name, docs, ty: (*parameter.ty).clone(), default })
}

/// The context is no input, so nothing can be said of it.
fn refuse_on_context(parameter: &mut PatType, errors: &mut Errors) {
    for attribute in &parameter.attrs {
        if condition(&attribute.meta).is_some() {
            errors.on(attribute.path(), "a parameter cannot come and go with `cfg`: put the `cfg` on the fn");
        } else if DefaultValue::is_attribute(attribute) {
            errors.on(attribute.path(), "the run is always given, so it has no default");
        }
    }
    parameter.attrs.retain(|attribute| !is_doc(attribute) && !DefaultValue::is_attribute(attribute));
}

fn plain_name(pattern: &Pat) -> Option<Ident> {
    match pattern {
        Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(pat.ident.clone()),
        _ => None,
    }
}
