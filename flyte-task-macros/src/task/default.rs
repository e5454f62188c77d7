//! `#[default(..)]`: the value of an input that was not given.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Token};

use crate::paths::Door;
use crate::tokens;

/// A default value.
#[derive(Debug)]
pub(crate) struct DefaultValue {
    expression: Expr,
    /// As people see it.
    pub(crate) text: String,
}

impl DefaultValue {
    /// Whether the attribute gives a default.
    pub(crate) fn is_attribute(attribute: &Attribute) -> bool {
        attribute.path().is_ident("default")
    }

    /// Reads the attribute.
    ///
    /// # Errors
    /// When it holds anything but one expression.
    pub(crate) fn parse(attribute: &Attribute) -> syn::Result<Self> {
        let Meta::List(list) = &attribute.meta else {
            return Err(syn::Error::new_spanned(&attribute.meta, "a default is written `#[default(value)]`"));
        };
        if list.tokens.is_empty() {
            return Err(syn::Error::new_spanned(list, "`#[default(..)]` needs a value"));
        }
        let expression = list
            .parse_args()
            .map_err(|error| syn::Error::new(error.span(), "a default is one expression"))?;
        Ok(Self { expression, text: tokens::print(&list.tokens) })
    }

    /// The expression, with texts becoming whatever the input makes of a text, and arrays becoming lists.
    pub(crate) fn expression(&self, door: &Door) -> TokenStream {
        lifted(&self.expression, door)
    }
}

// `"x"` => `FromText::from_text("x")`, also in `Some("x")`, `["x"]` and `vec!["x"]`.
pub(crate) fn lifted(expression: &Expr, door: &Door) -> TokenStream {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Str(text), attrs }) if attrs.is_empty() => lifted_text(text, door),
        Expr::Call(call) if call.attrs.is_empty() && is_some(&call.func) => {
            let (function, arguments) = (&call.func, lifted_all(&call.args, door));
            quote!(#function(#arguments))
        }
        Expr::Array(array) if array.attrs.is_empty() => {
            let elements = lifted_all(&array.elems, door);
            let span = array.bracket_token.span.join();
            let door = door.at(span);
            quote_spanned!(span=> #door::list([#elements]))
        }
        Expr::Macro(call) if call.mac.path.is_ident("vec") => {
            let (path, bang) = (&call.mac.path, &call.mac.bang_token);
            match call.mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
                Ok(elements) => {
                    let elements = lifted_all(&elements, door);
                    quote!(#path #bang [#elements])
                }
                Err(_) => expression.to_token_stream(),
            }
        }
        Expr::Group(group) => lifted(&group.expr, door),
        _ => expression.to_token_stream(),
    }
}

fn lifted_all(expressions: &Punctuated<Expr, Token![,]>, door: &Door) -> TokenStream {
    let lifted = expressions.iter().map(|expression| lifted(expression, door));
    quote!(#(#lifted),*)
}

fn lifted_text(text: &LitStr, door: &Door) -> TokenStream {
    let door = door.at(text.span());
    quote_spanned!(text.span()=> #door::FromText::from_text(#text))
}

fn is_some(function: &Expr) -> bool {
    match function {
        Expr::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "Some"),
        _ => false,
    }
}
