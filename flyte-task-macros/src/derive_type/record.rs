//! The record of a named type in the build's output, and how the type stands in the records of others.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, ExprUnary, GenericArgument, Lit, PathArguments, Type, UnOp};

use super::expand_struct::packed;
use super::model::Model;
use crate::paths::Door;
use crate::section::section;

/// Types with parameters of which it is known that they do not lead back to the type that holds them.
const CONTAINERS: [&str; 9] =
    ["Vec", "Option", "Box", "HashMap", "BTreeMap", "Annotated", "Artifact", "Hashed", "WithMetadata"];

impl Model {
    /// The key of the type's record.
    pub(super) fn key(&self) -> TokenStream {
        // No line: the key stands in the records of all that hold the type, and lines shift with every edit.
        let (door, place) = (&self.door, format!("::{}#{}", self.ident, self.digest));
        quote! {
            #door::TypeKey::new(
                ::core::concat!(::core::module_path!(), #place),
                ::core::option_env!("CARGO_PKG_VERSION"),
            )
        }
    }

    /// The way to the definition: by key where the type has a record, in full where it has parameters and ends.
    pub(super) fn definition<'t>(&self, held: impl IntoIterator<Item = &'t Type>) -> TokenStream {
        let door = &self.door;
        if !self.is_generic() {
            let key = self.key();
            return quote! { #door::Definition::keyed_of::<Self>(#key) };
        }
        match held.into_iter().find(|ty| may_lead_back(ty)) {
            None => quote! { #door::Definition::whole_of::<Self>() },
            Some(ty) => {
                let ty = crate::tokens::print(&ty.to_token_stream());
                let reason = format!(
                    "`{}` has type parameters and holds `{ty}`, which has some, too: only the program can tell whether \
                     such types end",
                    self.ident
                );
                quote! { #door::Definition::unrecorded_of::<Self>(#reason) }
            }
        }
    }

    /// The static that is the record of a type without parameters. `variant` is the one of `NamedType`.
    //
    // const _: () = {
    //     const NAMED: NamedType = NamedType::Struct(<Point as FlyteType>::TYPE, <Point as Defined<_>>::DEFINITION);
    //     #[used]
    //     #[unsafe(link_section = ".flyte.tasks")]
    //     static RECORD: TypeRecord<{ type_len(KEY, NAMED) }> = TypeRecord::new(KEY, NAMED);
    // };
    pub(super) fn record(&self, variant: &TokenStream, definition: &TokenStream) -> TokenStream {
        if self.is_generic() {
            return TokenStream::new();
        }
        let (door, ident, key, section) = (&self.door, &self.ident, self.key(), section());
        quote! {
            const _: () = {
                const KEY: #door::TypeKey = #key;
                const NAMED: #door::NamedType = #door::NamedType::#variant(
                    <#ident as #door::FlyteType>::TYPE,
                    <#ident as #door::Defined<#door::#definition>>::DEFINITION,
                );
                #section
                static RECORD: #door::TypeRecord<{ #door::type_len(KEY, NAMED) }> =
                    #door::TypeRecord::new(KEY, NAMED);
            };
        }
    }
}

/// Whether a type has parameters of which nobody here knows what becomes of them.
fn may_lead_back(ty: &Type) -> bool {
    let path = match ty {
        Type::Path(path) => &path.path,
        Type::Group(group) => return may_lead_back(&group.elem),
        Type::Paren(paren) => return may_lead_back(&paren.elem),
        _ => return false,
    };
    path.is_ident("Self")
        || path.segments.iter().any(|segment| match &segment.arguments {
            PathArguments::None => false,
            PathArguments::Parenthesized(_) => true,
            PathArguments::AngleBracketed(arguments) => {
                CONTAINERS.iter().all(|known| segment.ident != known)
                    || arguments.args.iter().any(|argument| match argument {
                        GenericArgument::Type(ty) => may_lead_back(ty),
                        _ => false,
                    })
            }
        })
}

/// The packed form of a default as a constant of type `Option<&[u8]>`, as far as it can be told from its literal.
pub(super) fn constant(value: &Expr, ty: &Type, door: &Door) -> Option<TokenStream> {
    let (literal, sign) = match value {
        Expr::Lit(ExprLit { lit, attrs }) if attrs.is_empty() => (lit, None),
        Expr::Unary(ExprUnary { op: UnOp::Neg(sign), expr, attrs }) if attrs.is_empty() => match &**expr {
            Expr::Lit(ExprLit { lit: lit @ (Lit::Int(_) | Lit::Float(_)), attrs }) if attrs.is_empty() => {
                (lit, Some(sign))
            }
            _ => return None,
        },
        Expr::Group(group) => return constant(&group.expr, ty, door),
        _ => return None,
    };
    // The literal has the field's type, which is one that literals can be of.
    let scalar = |kind: TokenStream, wide: TokenStream| {
        quote! {
            #door::Option::Some(
                const { &#door::PackedScalar::#kind({ let __value: #ty = #sign #literal; __value #wide }) }.as_slice(),
            )
        }
    };
    match literal {
        Lit::Int(number) if number.suffix().starts_with('f') => Some(scalar(quote!(float), quote!(as f64))),
        Lit::Int(_) => Some(scalar(quote!(integer), quote!(as i128))),
        Lit::Float(_) => Some(scalar(quote!(float), quote!(as f64))),
        Lit::Bool(_) => Some(scalar(quote!(boolean), TokenStream::new())),
        Lit::Str(text) => {
            let packed = proc_macro2::Literal::byte_string(&packed(&text.value()));
            Some(quote! {
                if <#ty as #door::FlyteType>::KEEPS_TEXT {
                    #door::Option::Some(#packed)
                } else {
                    #door::Option::None
                }
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_with_unknown_parameters_may_lead_back() {
        for ty in ["T", "i64", "Vec<T>", "std::collections::HashMap<String, Option<T>>", "a::Point"] {
            assert!(!may_lead_back(&syn::parse_str(ty).unwrap()), "{ty}");
        }
        for ty in ["Self", "Vec<Self>", "Tree<T>", "Option<Box<Tree<T>>>", "a::Tree<i64>"] {
            assert!(may_lead_back(&syn::parse_str(ty).unwrap()), "{ty}");
        }
    }
}
