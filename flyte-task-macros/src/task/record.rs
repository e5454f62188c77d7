//! The record of a task in the build's output: what the macro knows of it, already written, and the static that lays it
//! down with the rest.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::item::Item;
use super::options::Options;
use super::record_options::options;
use super::signature::Signature;
use crate::docs::Docs;
use crate::json::{Json, Object};
use crate::paths::Door;
use crate::section::section;
use crate::spans::emitted;
use crate::tokens;

// impl Recorded for add {}
// #[used]
// #[unsafe(link_section = ".flyte.tasks")]
// static __RECORD: TaskRecord<31, { <add as Recorded>::SPLICE.len }> =
//     TaskRecord::new::<add>(*b"\x1b\0\0\0{..}", 2166136261);
pub(super) fn record(item: &Item, signature: &Signature, given: &Options, door: &Door) -> TokenStream {
    let mut late = Late::default();
    let json = json(item, signature, given, &mut late).into_bytes();
    // What the compiler would not take is not written here either.
    let Ok(len) = u32::try_from(json.len()) else { return TokenStream::new() };
    let literal = [len.to_le_bytes().as_slice(), &json].concat();
    let (bytes, sum) = (Literal::byte_string(&literal), Literal::u32_unsuffixed(checksum(&literal)));
    let len = Literal::usize_unsuffixed(literal.len());
    let (name, section, late) = (emitted(&item.signature.ident), section(), &late.0);
    let late = (!late.is_empty()).then(|| quote!(const LATE: &'static [&'static str] = &[#(#late),*];));
    quote! {
        impl #door::Recorded for #name { #late }
        #section
        static __RECORD: #door::TaskRecord<#len, { <#name as #door::Recorded>::SPLICE.len }> =
            #door::TaskRecord::new::<#name>(*#bytes, #sum);
    }
}

/// Texts that only the compiler can read; the record counts them.
#[derive(Default)]
struct Late<'a>(Vec<&'a Docs>);

impl<'a> Late<'a> {
    /// Docs as a text, or as the number of a text that comes later.
    fn docs(&mut self, docs: &'a Docs) -> Option<Json> {
        if let Some(text) = docs.text() {
            return (!text.is_empty()).then(|| Json::text(&text));
        }
        self.0.push(docs);
        Some(Json::number(self.0.len() as u64 - 1))
    }
}

fn json<'a>(item: &Item, signature: &'a Signature, given: &Options, late: &mut Late<'a>) -> String {
    let mut json = Object::default();
    json.set("function", Json::text(&syn::ext::IdentExt::unraw(&item.signature.ident).to_string()));
    if let Some(docs) = late.docs(&signature.docs) {
        json.set("docs", docs);
    }
    json.set_flag("is_async", signature.is_async);
    json.set("body_digest", Json::text(&tokens::digest(&item.body)));
    let inputs = signature.inputs.iter().map(|input| {
        let mut json = Object::default();
        json.set("name", Json::text(&input.name));
        if let Some(docs) = late.docs(&input.docs) {
            json.set("docs", docs);
        }
        json.set_text("default", input.default.as_ref().map(|default| default.text.as_str()));
        json.close()
    });
    json.set("inputs", Json::list(inputs));
    let options = options(given);
    if !options.is_empty() {
        json.set("options", options.close());
    }
    json.close().into_string()
}

/// The sum of the part that is written here, with which the runtime half goes on: `checksum` in
/// `flyte-task/src/records/format.rs`, where the tests see whether the two agree.
fn checksum(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
    words.iter().chain([&last]).fold(0x811c_9dc5, |sum, word| {
        let sum = (u64::from(sum) ^ u64::from_le_bytes(*word)).wrapping_mul(0x0100_0000_01b3);
        let [a, b, c, d, ..] = (sum ^ (sum >> 32)).to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    })
}
