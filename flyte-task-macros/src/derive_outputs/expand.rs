//! From the outputs to the impl.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericParam, parse_quote};

use super::parse::{Model, Output};
use crate::paths::Door;

// impl Outputs for Stats {
//     const VARIABLES: &'static [VariableDescriptor] =
//         &[VariableDescriptor { name: "mean", docs: "", ty: <f64 as FlyteType>::TYPE, artifact: <f64 as FlyteType>::ARTIFACT }];
//     fn encode(&self, sink: &mut OutputSink) -> Result<(), ConversionError> {
//         sink.write("mean", &mut |writer| <f64 as FlyteType>::encode(&self.mean, writer))?;
//         Ok(())
//     }
// }
pub(super) fn expand(model: &Model) -> TokenStream {
    let (ident, door) = (&model.ident, &model.door);
    let mut generics = model.generics.clone();
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            param.bounds.push(parse_quote!(#door::FlyteType));
        }
    }
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let variables = model.outputs.iter().map(|output| variable(output, door));
    let writes = model.outputs.iter().map(|Output { ident, name, ty, .. }| {
        // Spelled like the variable, so that a type that is no Flyte type is blamed once.
        let trait_of = quote_spanned! {ty.span()=> <#ty as #door::FlyteType> };
        quote! { __sink.write(#name, &mut |__writer| #trait_of::encode(&self.#ident, __writer))?; }
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics #door::Outputs for #ident #ty_generics #where_clause {
            const VARIABLES: &'static [#door::VariableDescriptor] = &[#(#variables),*];

            fn encode(&self, __sink: &mut #door::OutputSink) -> #door::Result<(), #door::ConversionError> {
                #(#writes)*
                #door::Result::Ok(())
            }
        }
    }
}

fn variable(output: &Output, door: &Door) -> TokenStream {
    let Output { name, docs, ty, .. } = output;
    let trait_of = quote_spanned! {ty.span()=> <#ty as #door::FlyteType> };
    quote! { #door::VariableDescriptor { name: #name, docs: #docs, ty: #trait_of::TYPE, artifact: #trait_of::ARTIFACT } }
}
