//! `#[flyte(..)]` on a type, a field or a variant; each word is declared once, in [`Word`].

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, LitStr, Path, Token, Type};

use super::case::Case;
use super::foreign::{self, Foreign, With};
use super::record::constant;
use super::serde_attrs;
use crate::errors::{Errors, unknown};
use crate::paths::Door;
use crate::task::default::lifted;

/// What an attribute stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Struct,
    Newtype,
    Enum,
    Union,
    Field,
    NewtypeField,
    UnitVariant,
    DataVariant,
    /// The value of a data variant.
    VariantField,
    /// A struct of named outputs.
    Outputs,
    /// A field of one.
    Output,
}

/// A word that the attributes know.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Alias,
    Crate,
    Default,
    DenyUnknownFields,
    Rename,
    RenameAll,
    Serde,
    Skip,
    Title,
}

/// Every word with its name and where it may stand.
const WORDS: [(Word, &str, &[Target]); 9] = [
    (Word::Alias, "alias", &[Target::Field]),
    (Word::Crate, "crate", &[Target::Struct, Target::Newtype, Target::Enum, Target::Union, Target::Outputs]),
    (Word::Default, "default", &[Target::Struct, Target::Field]),
    (Word::DenyUnknownFields, "deny_unknown_fields", &[Target::Struct]),
    (Word::Rename, "rename", &[Target::Field, Target::UnitVariant, Target::Output]),
    (Word::RenameAll, "rename_all", &[Target::Struct, Target::Enum]),
    (
        Word::Serde,
        "serde",
        &[
            Target::Struct,
            Target::Newtype,
            Target::Enum,
            Target::Union,
            Target::Field,
            Target::NewtypeField,
            Target::VariantField,
        ],
    ),
    (Word::Skip, "skip", &[Target::Field]),
    (Word::Title, "title", &[Target::Struct, Target::Enum, Target::Union]),
];

/// What the attributes of one place say.
#[derive(Default)]
pub(crate) struct Attrs {
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) krate: Option<Path>,
    pub(crate) default: Option<Default>,
    pub(crate) closed: bool,
    pub(crate) rename: Option<LitStr>,
    pub(crate) rename_all: Option<Case>,
    /// That serde tells the value.
    pub(crate) serde: Option<foreign::Word>,
    pub(crate) skip: bool,
    pub(crate) title: Option<LitStr>,
    /// The fns that serde was given for the value.
    pub(crate) with: With,
}

/// What a missing field becomes.
pub(crate) enum Default {
    /// The type's own default.
    Trait(Span),
    /// `flyte(default = expr)`.
    Value(Expr),
    /// `serde(default = "path")`, a fn.
    Fn(Path),
}

impl Target {
    /// Whether it is a whole type.
    fn is_item(self) -> bool {
        matches!(self, Self::Struct | Self::Newtype | Self::Enum | Self::Union)
    }
}

impl Attrs {
    /// Reads `#[flyte(..)]` and `#[serde(..)]`; where both say something, the former counts.
    pub(crate) fn parse(attrs: &[Attribute], target: Target, errors: &mut Errors) -> Self {
        let mut read = Self::default();
        let mut seen = Vec::new();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("flyte")) {
            let result = attr.parse_nested_meta(|meta| {
                match read.flyte_word(&meta, target, &mut seen) {
                    Ok(()) => Ok(()),
                    // What follows a word that was understood can still be checked.
                    Err(error) => {
                        errors.keep::<()>(Err(error));
                        skip_value(&meta)
                    }
                }
            });
            errors.keep(result);
        }
        if matches!(target, Target::Outputs | Target::Output) {
            // Each output is a value of its own; that the struct as a whole can be serialized is nothing to them.
            return read;
        }
        if let Some(word) = &read.serde
            && target.is_item()
        {
            // All that `#[serde(..)]` says is left to serde.
            if seen.iter().any(|word| !matches!(word, Word::Serde | Word::Crate)) {
                let message =
                    "a type that serde tells has no other options: `#[serde(..)]` says how it is written";
                errors.at(word.span, message);
            }
            return read;
        }
        let mut theirs = Self { serde: read.serde.take(), ..Self::default() };
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
            serde_attrs::parse(attr, target, &mut theirs, errors);
        }
        read.aliases.append(&mut theirs.aliases);
        Self {
            aliases: read.aliases,
            krate: read.krate,
            default: read.default.or(theirs.default),
            closed: read.closed || theirs.closed,
            rename: read.rename.or(theirs.rename),
            rename_all: read.rename_all.or(theirs.rename_all),
            serde: theirs.serde,
            skip: read.skip || theirs.skip,
            title: read.title.or(theirs.title),
            with: theirs.with,
        }
    }

    /// How serde tells the value that these stand on, if it does.
    pub(crate) fn foreign(&mut self, door: &Door) -> Option<Foreign> {
        let via = self.serde.take()?.via(door);
        Some(Foreign { via, with: std::mem::take(&mut self.with) })
    }

    fn flyte_word(
        &mut self,
        meta: &ParseNestedMeta<'_>,
        target: Target,
        seen: &mut Vec<Word>,
    ) -> syn::Result<()> {
        let found = WORDS.iter().find(|(_, name, _)| meta.path.is_ident(name));
        let Some((word, name, targets)) = found else {
            let word = meta.path.to_token_stream().to_string();
            return Err(meta.error(unknown("option", &word, &legal(target))));
        };
        if !targets.contains(&target) {
            return Err(meta.error(format!("`{name}` cannot stand here; {}", options(target))));
        }
        if *word != Word::Alias && seen.contains(word) {
            return Err(meta.error(format!("`{name}` is given twice")));
        }
        seen.push(*word);
        match word {
            Word::Alias => self.aliases.push(text(meta)?),
            Word::Crate => self.krate = Some(meta.value()?.call(Path::parse_mod_style)?),
            Word::Default if target == Target::Struct || !meta.input.peek(Token![=]) => {
                self.default = Some(Default::Trait(meta.path.span()));
            }
            Word::Default => self.default = Some(Default::Value(meta.value()?.parse()?)),
            Word::DenyUnknownFields => self.closed = true,
            Word::Rename => self.rename = Some(text(meta)?),
            Word::RenameAll => self.rename_all = Some(case(&text(meta)?)?),
            Word::Serde => {
                let span = meta.path.span();
                let via = if meta.input.peek(Token![=]) { Some(meta.value()?.parse()?) } else { None };
                self.serde = Some(foreign::Word { span, via });
            }
            Word::Skip => self.skip = true,
            Word::Title => self.title = Some(text(meta)?),
        }
        Ok(())
    }
}

impl Default {
    /// The value, as an expression of type `ty`; `door` leads to the runtime half.
    pub(crate) fn expression(&self, ty: &Type, door: &Door) -> TokenStream {
        match self {
            Self::Trait(span) => quote_spanned! {*span=> <#ty as #door::Default>::default() },
            Self::Value(value) => lifted(value, door),
            Self::Fn(path) => quote! { #path() },
        }
    }

    /// The value packed, as a constant of type `Option<&[u8]>`, if it can be told.
    pub(crate) fn constant(&self, ty: &Type, door: &Door) -> Option<TokenStream> {
        match self {
            Self::Trait(span) => Some(quote_spanned! {*span=> <#ty as #door::FlyteType>::PACKED_DEFAULT }),
            Self::Value(value) => constant(value, ty, door),
            Self::Fn(_) => None,
        }
    }
}

/// The words that may stand on a target.
fn legal(target: Target) -> Vec<&'static str> {
    WORDS.iter().filter(|(_, _, targets)| targets.contains(&target)).map(|(_, name, _)| *name).collect()
}

fn options(target: Target) -> String {
    match legal(target).as_slice() {
        [] => "no option can".to_owned(),
        words => format!("the options here are `{}`", words.join("`, `")),
    }
}

/// The text after a word's `=`.
pub(crate) fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

/// The case that a text names.
pub(crate) fn case(text: &LitStr) -> syn::Result<Case> {
    Case::named(&text.value()).map_err(|message| syn::Error::new(text.span(), message))
}

/// Passes over what follows a word, so that the next one can be read.
pub(crate) fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        meta.input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
