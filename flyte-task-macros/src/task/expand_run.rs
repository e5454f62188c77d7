//! How a task fn is called: arguments in, outputs out.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::signature::{Input, Signature};
use crate::paths::Door;

/// The most inputs for which the door has a fn that reads all of them: `run_8`.
const MOST: usize = 8;

/// The way to call the fn. A sync one is called at once, as a rule by a fn of the door that reads all arguments:
//
//     Run::Sync(|arguments| run_1::<i64, _, _>(arguments, add, into_outputs))
//
// With a default or the context among them, or with very many, they are read one by one:
//
//     Run::Sync(|arguments| outputs::<Self>(into_outputs(add(arguments.next::<i64>()?, arguments.context()))))
//
// The future of an async one outlives the arguments, so it owns what it lends to the fn:
//
//     Run::Async(|arguments| {
//         let context = arguments.context().clone();
//         let value_0 = arguments.next::<i64>()?;
//         Ok(outputs_future::<Self, _, _>(async move { add(value_0, &context).await }, into_outputs))
//     })
pub(super) fn runner(function: &Ident, signature: &Signature, door: &Door) -> TokenStream {
    let names = Names { arguments: ident("arguments"), context: ident("context") };
    let span = signature.output.span();
    let there = door.at(span);
    let convert =
        quote_spanned!(span=> <<Self as #there::Returns>::Return as #there::TaskReturn>::into_outputs);
    let runner = Runner { function, signature, door, names, convert };
    if signature.is_async { runner.later() } else { runner.by_the_door().unwrap_or_else(|| runner.at_once()) }
}

/// The fn that makes the default of the input at `index`.
pub(super) fn default_name(index: usize) -> Ident {
    format_ident!("__default_{index}")
}

struct Runner<'a> {
    function: &'a Ident,
    signature: &'a Signature,
    door: &'a Door,
    names: Names,
    /// Makes outputs of what the fn returned.
    convert: TokenStream,
}

/// Names that cannot meet those of the user's.
struct Names {
    arguments: Ident,
    context: Ident,
}

impl Runner<'_> {
    fn by_the_door(&self) -> Option<TokenStream> {
        let Self { function, signature, door, convert, names: Names { arguments, .. } } = self;
        let inputs = &signature.inputs;
        let is_plain = signature.context.is_none() && inputs.iter().all(|input| input.default.is_none());
        if !is_plain || !(1..=MOST).contains(&inputs.len()) {
            return None;
        }
        let run = format_ident!("run_{}", inputs.len());
        let types = inputs.iter().map(|input| &input.ty);
        // What is wrong with a parameter's type is said of the fn as well: where it is said already.
        let mut function = Ident::clone(function);
        function.set_span(Span::call_site());
        Some(quote! {
            #door::Run::Sync(|#arguments| #door::#run::<#(#types,)* _, _>(#arguments, #function, #convert))
        })
    }

    fn at_once(&self) -> TokenStream {
        let Self { door, convert, names: Names { arguments, .. }, .. } = self;
        let context = |span| {
            let arguments = located(arguments, span);
            quote_spanned!(span=> #arguments.context())
        };
        let call = self.call(self.values(), context);
        quote!(#door::Run::Sync(|#arguments| #door::outputs::<Self>(#convert(#call))))
    }

    fn later(&self) -> TokenStream {
        let Self { door, convert, names: Names { arguments, context, .. }, .. } = self;
        if self.signature.context.is_none() {
            let call = self.call(self.values(), |_| TokenStream::new());
            return quote!(#door::Run::Async(|#arguments| {
                #door::Result::Ok(#door::outputs_future::<Self, _, _>(#call, #convert))
            }));
        }
        let idents: Vec<Ident> =
            (0..self.signature.inputs.len()).map(|index| ident(&format!("value_{index}"))).collect();
        let lets = idents.iter().zip(self.values()).map(|(ident, value)| quote!(let #ident = #value;));
        let lent = |span| {
            let context = located(context, span);
            quote_spanned!(span=> &#context)
        };
        let call = self.call(idents.iter().map(|ident| quote!(#ident)).collect(), lent);
        quote!(#door::Run::Async(|#arguments| {
            let #context = ::core::clone::Clone::clone(#arguments.context());
            #(#lets)*
            #door::Result::Ok(#door::outputs_future::<Self, _, _>(async move { #call.await }, #convert))
        }))
    }

    /// The values of the inputs, read in order.
    fn values(&self) -> Vec<TokenStream> {
        let arguments = &self.names.arguments;
        let inputs = self.signature.inputs.iter().enumerate();
        inputs
            .map(|(index, Input { ty, default, .. })| {
                if default.is_none() {
                    return quote_spanned!(ty.span()=> #arguments.next::<#ty>()?);
                }
                let value = default_name(index);
                quote_spanned!(ty.span()=> #arguments.next_or::<#ty>(Self::#value)?)
            })
            .collect()
    }

    /// The call of the fn, with the context where it is wanted.
    fn call(&self, mut values: Vec<TokenStream>, context: impl Fn(Span) -> TokenStream) -> TokenStream {
        let function = self.function;
        if let Some(parameter) = &self.signature.context {
            values.insert(parameter.position.min(values.len()), context(parameter.span));
        }
        quote!(#function(#(#values),*))
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The same name, with what is wrong about it reported elsewhere.
fn located(name: &Ident, span: Span) -> Ident {
    Ident::new(&name.to_string(), name.span().located_at(span))
}
