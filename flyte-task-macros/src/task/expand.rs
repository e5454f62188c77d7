//! The code that stands beside a task fn.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::FnArg;
use syn::spanned::Spanned;

use super::expand_options::options_record;
use super::expand_run::{default_name, runner};
use super::item::Item;
use super::options::Options;
use super::record::record;
use super::signature::{Input, Signature};
use super::source::source;
use super::types::is_context;
use crate::paths::Door;
use crate::spans::{emitted, emitted_tokens};
use crate::tokens;

/// A task's code. For `fn add(a: i64, #[default(1)] b: i64) -> i64`:
//
//     #[cfg_attr(not(doctest), doc = "Adds.")]
//     #[non_exhaustive]
//     struct add {}
//
//     impl add {
//         const DESCRIPTOR: &'static TaskDescriptor = <Self as TaskFn>::TASK.descriptor;
//         fn call(a: impl IntoBinding<i64>, b: impl IntoBinding<i64>) -> Call<<Self as TaskFn>::Outputs> { .. }
//         fn __default_1() -> i64 { 1 }
//     }
//     const _: () = {
//         use ::flyte_task::__private as __flyte;
//         impl Returns for add {
//             type Return = i64;
//         }
//         impl TaskFn for add {
//             type Outputs = <Return as TaskReturn>::Outputs;
//             const TASK: FunctionTask = FunctionTask {
//                 descriptor: &TaskDescriptor { function: "add", inputs: &[..], .. },
//                 run: Run::Sync(|arguments| outputs::<Self>(<Return as TaskReturn>::into_outputs(add(
//                     arguments.next::<i64>()?,
//                     arguments.next_or::<i64>(Self::__default_1)?,
//                 )))),
//             };
//         }
//         inventory::submit! { <add as TaskFn>::TASK }
//         static __RECORD: ..
//     };
//
// Compilers pay for every item, body and word of it, in each task anew: so there are few, and what they share is in
// the runtime half. What messages name stands outside the block, in which everything would be called `_::<impl add>`.
//
// The compiler drops an error that it has reported before, at the same place and in the same words. That is why
// record and runner stand in one constant, why all that may be wrong with the fn's type is said of one name
// (`Return`) at one place, and why the functions of the door take `Self` and bound nothing else.
pub(crate) fn task(item: &Item, signature: &Signature, options: &Options) -> TokenStream {
    let (door, inside) = (Door::new(options.krate.clone()), Door::Short);
    let beside = Beside { item, signature, options, door: &door };
    let (cfg, name, import) = (item.conditions(), beside.name(), door.import());
    let twin = beside.twin();
    let members = [beside.descriptor(), beside.call(), beside.defaults()];
    let task_fn = Beside { door: &inside, ..beside }.task_fn();
    let record = record(item, signature, options, &inside);
    quote! {
        #twin
        #cfg
        impl #name { #(#members)* }
        #cfg
        #[allow(unused_qualifications, reason = "what the door has may be in scope already")]
        const _: () = {
            #import
            #task_fn
            #inside::inventory::submit! { <#name as #inside::TaskFn>::TASK }
            #record
        };
    }
}

/// What stands in for a task whose signature is refused: uses of it must not be reported as well.
pub(crate) fn stub(item: &Item, signature: &Signature, options: &Options) -> TokenStream {
    let door = Door::new(options.krate.clone());
    let beside = Beside { item, signature, options, door: &door };
    let (cfg, name) = (item.conditions(), beside.name());
    let twin = beside.twin();
    let given = item.signature.inputs.iter().filter(|parameter| match parameter {
        FnArg::Typed(parameter) => !is_context(&parameter.ty),
        FnArg::Receiver(_) => true,
    });
    let arguments = given.map(|_| quote!(_: impl ::core::marker::Sized));
    let visibility = emitted_tokens(item.visibility.to_token_stream());
    let deprecated = beside.allow_deprecated();
    if item.signature.receiver().is_some() {
        // The fn stands in an `impl`, where no struct can.
        return TokenStream::new();
    }
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
            #visibility const DESCRIPTOR: &'static #door::TaskDescriptor = #door::REFUSED.descriptor;
            #[doc = "Nothing: the fn is refused as a task."]
            #visibility fn call(#(#arguments),*) -> ! { loop {} }
        }
        #cfg
        impl #door::TaskFn for #name {
            type Outputs = ();
            const TASK: #door::FunctionTask = #door::REFUSED;
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
            #[non_exhaustive]
            #visibility struct #name {}
        }
    }

    fn descriptor(&self) -> TokenStream {
        let (door, visibility) = (self.door, self.visibility());
        quote! {
            #[doc = "What the compiler knows of the task."]
            #visibility const DESCRIPTOR: &'static #door::TaskDescriptor =
                <Self as #door::TaskFn>::TASK.descriptor;
        }
    }

    fn task_const(&self) -> TokenStream {
        let (door, deprecated) = (self.door, self.allow_deprecated());
        let record = self.record();
        let runner = runner(&self.item.signature.ident, self.signature, door);
        quote! {
            #deprecated
            const TASK: #door::FunctionTask = #door::FunctionTask { descriptor: &#record, run: #runner };
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
        let options = options_record(self.options, door);
        let digest = tokens::digest(&item.body);
        let has_deck = self.options.enable_deck.as_ref().is_some_and(|enable| enable.value);
        let source = if has_deck { source(item) } else { String::new() };
        let span = signature.output.span();
        let there = door.at(span);
        let outputs =
            quote_spanned!(span=> <<Self as #there::TaskFn>::Outputs as #there::Outputs>::VARIABLES);
        quote! {
            #door::TaskDescriptor {
                function: #function,
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: ::core::line!(),
                docs: #docs,
                is_async: #is_async,
                inputs: &[#(#inputs),*],
                outputs: #outputs,
                options: #options,
                body_digest: #digest,
                source: #source,
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
                let there = door.at(ty.span());
                let literal = quote_spanned!(ty.span()=> || #there::to_literal::<#ty>(&Self::#value()));
                quote!(#door::Option::Some(#door::DefaultDescriptor { text: #text, literal: #literal }))
            }
        };
        let there = door.at(ty.span());
        let ty = quote_spanned!(ty.span()=> <#ty as #there::FlyteType>::TYPE);
        quote!(#door::InputDescriptor { name: #name, docs: #docs, ty: #ty, default: #default })
    }

    fn call(&self) -> TokenStream {
        let (door, visibility) = (self.door, self.visibility());
        let idents: Vec<Ident> = self.signature.inputs.iter().map(|input| emitted(&input.ident)).collect();
        let types: Vec<_> = self.signature.inputs.iter().map(|input| &input.ty).collect();
        let span = self.signature.output.span();
        let there = door.at(span);
        let call = quote_spanned!(span=> #there::Call<<Self as #there::TaskFn>::Outputs>);
        quote! {
            #[doc = "Calls the task in a workflow: every argument is a value, or a promise of one."]
            #visibility fn call(#(#idents: impl #door::IntoBinding<#types>),*)
                -> #call
            {
                #door::call::<Self, _>([#(#door::IntoBinding::<#types>::into_binding(#idents)),*])
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
        let span = output.span();
        let there = door.at(span);
        let returned = quote_spanned!(span=> type Return = #output;);
        let outputs = quote_spanned! {span=>
            type Outputs = <<Self as #there::Returns>::Return as #there::TaskReturn>::Outputs;
        };
        let task = self.task_const();
        quote! {
            impl #door::Returns for #name { #returned }
            impl #door::TaskFn for #name {
                #outputs
                #task
            }
        }
    }
}
