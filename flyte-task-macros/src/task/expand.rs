//! The code that stands beside a task fn.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::item::Item;
use super::options::Options;
use super::resources::Resources;
use super::signature::{Input, Signature};
use crate::paths::Door;
use crate::spans::{emitted, emitted_tokens};
use crate::tokens;

/// A task's code. For `fn add(a: i64, #[default(1)] b: i64) -> i64`:
//
//     #[cfg_attr(not(doctest), doc = "Adds.")]
//     struct add {}
//
//     impl add {
//         pub const DESCRIPTOR: &'static TaskDescriptor = Self::__TASK.descriptor;
//         const __TASK: FunctionTask = FunctionTask {
//             descriptor: &TaskDescriptor { function: "add", inputs: &[..], .. },
//             run: Run::Sync(|arguments| outputs::<i64>(add(
//                 arguments.next::<i64>()?,
//                 arguments.next_or::<i64>(Self::__default_1)?,
//             ))),
//         };
//         fn call(a: impl IntoBinding<i64>, b: impl IntoBinding<i64>) -> Call<<Self as TaskFn>::Outputs> { .. }
//         fn __default_1() -> i64 { 1 }
//     }
//     impl TaskFn for add {
//         type Outputs = <i64 as TaskReturn>::Outputs;
//         const DESCRIPTOR: &'static TaskDescriptor = Self::__TASK.descriptor;
//     }
//     inventory::submit! { add::__TASK }
//
// Record and runner stand in one constant so that the compiler, which checks constants one by one, reports a type
// that cannot travel once.
pub(crate) fn task(item: &Item, signature: &Signature, options: &Options) -> TokenStream {
    let door = Door::new(options.krate.clone());
    let beside = Beside { item, signature, options, door: &door };
    let (cfg, name) = (item.conditions(), beside.name());
    let twin = beside.twin();
    let members = [beside.record_const(), beside.task_const(), beside.call(), beside.defaults()];
    let task_fn = beside.task_fn();
    quote! {
        #twin
        #cfg
        impl #name { #(#members)* }
        #cfg
        #task_fn
        #cfg
        #door::inventory::submit! { #name::__TASK }
    }
}

/// What stands in for a task whose signature is refused: uses of it must not be reported as well.
pub(crate) fn stub(item: &Item, signature: &Signature, options: &Options) -> TokenStream {
    let door = Door::new(options.krate.clone());
    let beside = Beside { item, signature, options, door: &door };
    let (cfg, name) = (item.conditions(), beside.name());
    let twin = beside.twin();
    let arguments = item.signature.inputs.iter().map(|_| quote!(_: impl ::core::marker::Sized));
    let visibility = emitted_tokens(item.visibility.to_token_stream());
    let deprecated = beside.allow_deprecated();
    // The types that can be checked are, unless they may name what only the fn knows.
    let checks = signature.inputs.iter().filter(|_| !signature.is_generic).map(|input| {
        let ty = &input.ty;
        let door = door.at(ty.span());
        quote_spanned!(ty.span()=> const _: &#door::TypeDescriptor = <#ty as #door::FlyteType>::TYPE;)
    });
    quote! {
        #twin
        #cfg
        #deprecated
        impl #name {
            #[doc = "Nothing: the fn is refused as a task."]
            #visibility const DESCRIPTOR: &'static #door::TaskDescriptor = #door::REFUSED;
            #[doc = "Nothing: the fn is refused as a task."]
            #visibility fn call(#(#arguments),*) -> ! { loop {} }
        }
        #cfg
        impl #door::TaskFn for #name {
            type Outputs = ();
            const DESCRIPTOR: &'static #door::TaskDescriptor = #door::REFUSED;
        }
        #cfg
        const _: () = { #(#checks)* };
    }
}

struct Beside<'a> {
    item: &'a Item,
    signature: &'a Signature,
    options: &'a Options,
    door: &'a Door,
}

impl Beside<'_> {
    fn name(&self) -> Ident {
        emitted(&self.item.signature.ident)
    }

    fn visibility(&self) -> TokenStream {
        emitted_tokens(self.item.visibility.to_token_stream())
    }

    /// The type that bears the fn's name, in the namespace of types.
    fn twin(&self) -> TokenStream {
        let (cfg, name, visibility) = (self.item.conditions(), self.name(), self.visibility());
        let docs = if self.signature.docs.is_empty() {
            quote!("A task of Flyte: the fn of this name as data.")
        } else {
            self.signature.docs.to_token_stream()
        };
        quote! {
            #cfg
            // Examples in the docs are tested where the fn stands, and once is enough.
            #[cfg_attr(not(doctest), doc = #docs)]
            #visibility struct #name {}
        }
    }

    fn record_const(&self) -> TokenStream {
        let (door, visibility) = (self.door, self.visibility());
        quote! {
            #[doc = "What the compiler knows of the task."]
            #visibility const DESCRIPTOR: &'static #door::TaskDescriptor = Self::__TASK.descriptor;
        }
    }

    fn task_const(&self) -> TokenStream {
        let (door, deprecated) = (self.door, self.allow_deprecated());
        let (record, runner) = (self.record(), self.runner());
        quote! {
            #deprecated
            const __TASK: #door::FunctionTask = #door::FunctionTask { descriptor: &#record, run: #runner };
        }
    }

    fn allow_deprecated(&self) -> Option<TokenStream> {
        self.item
            .is_deprecated()
            .then(|| quote!(#[allow(deprecated, reason = "the fn's deprecation is for its callers")]))
    }

    fn record(&self) -> TokenStream {
        let Self { item, signature, door, .. } = self;
        let function = syn::ext::IdentExt::unraw(&item.signature.ident).to_string();
        let (docs, is_async) = (&signature.docs, signature.is_async);
        let inputs = signature.inputs.iter().enumerate().map(|(index, input)| self.input(index, input));
        let options = self.options();
        let digest = tokens::digest(&item.body);
        quote! {
            #door::TaskDescriptor {
                function: #function,
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: #docs,
                is_async: #is_async,
                inputs: &[#(#inputs),*],
                outputs: <<Self as #door::TaskFn>::Outputs as #door::Outputs>::VARIABLES,
                options: #options,
                body_digest: #digest,
            }
        }
    }

    fn input(&self, index: usize, input: &Input) -> TokenStream {
        let Input { name, docs, ty, default, .. } = input;
        let door = self.door;
        let default = match default {
            None => quote!(#door::Option::None),
            Some(default) => {
                let (text, value) = (&default.text, default_name(index));
                quote!(#door::Option::Some(#door::DefaultDescriptor {
                    text: #text,
                    literal: || #door::to_literal(&Self::#value()),
                }))
            }
        };
        let there = door.at(ty.span());
        let ty = quote_spanned!(ty.span()=> <#ty as #there::FlyteType>::TYPE);
        quote!(#door::InputDescriptor { name: #name, docs: #docs, ty: #ty, default: #default })
    }

    fn runner(&self) -> TokenStream {
        let Self { item, signature, door, .. } = self;
        let (function, output) = (&item.signature.ident, &signature.output);
        let arguments = Ident::new("arguments", Span::mixed_site());
        let values = signature.inputs.iter().enumerate().map(|(index, Input { ty, default, .. })| {
            if default.is_none() {
                return quote_spanned!(ty.span()=> #arguments.next::<#ty>()?);
            }
            let value = default_name(index);
            quote_spanned!(ty.span()=> #arguments.next_or::<#ty>(Self::#value)?)
        });
        let call = quote!(#function(#(#values),*));
        let there = door.at(output.span());
        if signature.is_async {
            let outputs = quote_spanned!(output.span()=> #there::outputs_future::<#output>);
            quote!(#door::Run::Async(|#arguments| #door::Result::Ok(#outputs(#call))))
        } else {
            let outputs = quote_spanned!(output.span()=> #there::outputs::<#output>);
            quote!(#door::Run::Sync(|#arguments| #outputs(#call)))
        }
    }

    fn call(&self) -> TokenStream {
        let (door, visibility) = (self.door, self.visibility());
        let idents: Vec<Ident> = self.signature.inputs.iter().map(|input| emitted(&input.ident)).collect();
        let types: Vec<_> = self.signature.inputs.iter().map(|input| &input.ty).collect();
        quote! {
            #[doc = "Calls the task in a workflow: every argument is a value, or a promise of one."]
            #visibility fn call(#(#idents: impl #door::IntoBinding<#types>),*)
                -> #door::Call<<Self as #door::TaskFn>::Outputs>
            {
                #door::Call::new(
                    Self::DESCRIPTOR,
                    #door::vec![#(#door::IntoBinding::<#types>::into_binding(#idents)),*],
                )
            }
        }
    }

    /// Each default once, so that a wrong one is reported once.
    fn defaults(&self) -> TokenStream {
        let inputs = self.signature.inputs.iter().enumerate();
        inputs
            .filter_map(|(index, input)| {
                let (name, ty) = (default_name(index), &input.ty);
                let value = input.default.as_ref()?.expression(self.door);
                Some(quote!(fn #name() -> #ty { #value }))
            })
            .collect()
    }

    fn task_fn(&self) -> TokenStream {
        let (door, name, output) = (self.door, self.name(), &self.signature.output);
        let there = door.at(output.span());
        let outputs = quote_spanned!(output.span()=> <#output as #there::TaskReturn>::Outputs);
        quote! {
            impl #door::TaskFn for #name {
                type Outputs = #outputs;
                const DESCRIPTOR: &'static #door::TaskDescriptor = Self::__TASK.descriptor;
            }
        }
    }

    /// Only what was given.
    fn options(&self) -> TokenStream {
        let (door, options) = (self.door, self.options);
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
            let retries = proc_macro2::Literal::u32_unsuffixed(retries.value);
            given.push(quote!(retries: #retries));
        }
        if let Some(timeout) = &options.timeout {
            let seconds = proc_macro2::Literal::u64_unsuffixed(timeout.as_secs());
            let nanos = proc_macro2::Literal::u32_unsuffixed(timeout.subsec_nanos());
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
        given.extend(self.resources("requests", &options.requests));
        given.extend(self.resources("limits", &options.limits));
        if given.is_empty() {
            return quote!(#door::TaskOptions::NONE);
        }
        quote!(#door::TaskOptions { #(#given,)* ..#door::TaskOptions::NONE })
    }

    fn resources(&self, field: &str, resources: &Resources) -> Option<TokenStream> {
        let door = self.door;
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
}

fn default_name(index: usize) -> Ident {
    format_ident!("__default_{index}")
}
