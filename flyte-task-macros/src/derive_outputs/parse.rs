//! Understands the struct: which outputs there are, and every reason why there cannot be.

use std::collections::HashSet;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, GenericParam, Generics, Type};

use crate::derive_type::{Attrs, Target};
use crate::docs::Docs;
use crate::errors::Errors;
use crate::paths::Door;

/// The struct.
pub(super) struct Model {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    /// The way to this crate's runtime half.
    pub(super) door: Door,
    pub(super) outputs: Vec<Output>,
}

/// One output.
pub(super) struct Output {
    pub(super) ident: Ident,
    pub(super) name: String,
    pub(super) docs: Docs,
    pub(super) ty: Type,
}

/// The model of the struct; what it lacks by a mistake is added to `errors`.
pub(super) fn parse(input: &DeriveInput, errors: &mut Errors) -> Model {
    for param in &input.generics.params {
        if let GenericParam::Lifetime(lifetime) = param {
            errors.on(lifetime, "a task's outputs own their data, so they cannot have a lifetime");
        }
    }
    let attrs = Attrs::parse(&input.attrs, Target::Outputs, errors);
    let outputs = match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Named(_)) && !data.fields.is_empty() => {
            outputs(&data.fields, errors)
        }
        Data::Struct(_) => {
            errors.on(
                &input.ident,
                "named outputs are the named fields of a struct; return a tuple for outputs without names, and \
                 `()` for none",
            );
            Vec::new()
        }
        _ => {
            errors.on(&input.ident, "named outputs are the named fields of a struct");
            Vec::new()
        }
    };
    Model {
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        door: Door::new(attrs.krate),
        outputs,
    }
}

fn outputs(fields: &Fields, errors: &mut Errors) -> Vec<Output> {
    let mut seen = HashSet::new();
    let mut outputs = Vec::new();
    for field in fields {
        // Only named fields come here.
        let Some(ident) = &field.ident else { continue };
        let attrs = Attrs::parse(&field.attrs, Target::Output, errors);
        let (name, at) = match &attrs.rename {
            Some(rename) => (rename.value(), rename.to_token_stream()),
            None => (ident.unraw().to_string(), ident.to_token_stream()),
        };
        if name.is_empty() || !name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
            errors.on(&at, format!("`{name}` cannot name an output: only letters, digits and `_` can"));
        }
        if !seen.insert(name.clone()) {
            errors.on(&at, format!("the output `{name}` stands twice"));
        }
        outputs.push(Output {
            ident: ident.clone(),
            name,
            docs: Docs::of(&field.attrs),
            ty: field.ty.clone(),
        });
    }
    outputs
}
