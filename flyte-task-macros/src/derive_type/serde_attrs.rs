//! `#[serde(..)]`: every word that changes what a value looks like is honoured, or refused with the reason.
//!
//! A type may be read and written by serde as well; if the two then told different stories, nobody would notice.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path, Token, parse_quote, token};

use super::attrs::{Attrs, Default, Target, case, skip_value, text};
use crate::errors::Errors;

/// Reads one attribute.
pub(crate) fn parse(attr: &Attribute, target: Target, attrs: &mut Attrs, errors: &mut Errors) {
    let result = attr.parse_nested_meta(|meta| match word(&meta, target, attrs) {
        Ok(()) => Ok(()),
        Err(error) => {
            errors.keep::<()>(Err(error));
            skip_value(&meta)
        }
    });
    errors.keep(result);
}

fn word(meta: &ParseNestedMeta<'_>, target: Target, attrs: &mut Attrs) -> syn::Result<()> {
    use Target::{DataVariant, Enum, Field, Newtype, Struct, Union, UnitVariant};
    let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
    match (name.as_str(), target) {
        ("rename", Struct | Enum | Union) => attrs.title = Some(name_of(meta)?),
        ("rename", Field | UnitVariant) => attrs.rename = Some(name_of(meta)?),
        ("rename_all", Struct | Enum) => attrs.rename_all = Some(case(&name_of(meta)?)?),
        ("alias", Field) => attrs.aliases.push(text(meta)?),
        ("default", Struct | Field) if !meta.input.peek(Token![=]) => {
            attrs.default = Some(Default::Trait(syn::spanned::Spanned::span(&meta.path)));
        }
        ("default", Struct | Field) => attrs.default = Some(Default::Fn(text(meta)?.parse::<Path>()?)),
        ("skip", Field) => attrs.skip = true,
        ("deny_unknown_fields", Struct) => attrs.closed = true,
        ("with", _) if attrs.serde.is_some() => {
            let module: Path = text(meta)?.parse()?;
            attrs.with.serialize = Some(parse_quote!(#module::serialize));
            attrs.with.deserialize = Some(parse_quote!(#module::deserialize));
        }
        ("serialize_with", _) if attrs.serde.is_some() => attrs.with.serialize = Some(text(meta)?.parse()?),
        ("deserialize_with", _) if attrs.serde.is_some() => {
            attrs.with.deserialize = Some(text(meta)?.parse()?);
        }
        // A union's value is untagged inside structs, and a newtype is its field, as Flyte has it anyway.
        ("untagged", Union) | ("transparent", Newtype) => {}
        // These say how serde's own impls are made, not what values look like.
        ("bound" | "crate" | "expecting", _) | ("rename_all" | "rename_all_fields", Union) => {
            skip_value(meta)?;
        }
        _ => return Err(meta.error(refusal(&name, target, target == DataVariant))),
    }
    Ok(())
}

/// Why a word cannot be honoured.
fn refusal(name: &str, target: Target, on_union: bool) -> String {
    let reason = match name {
        "flatten" => "Flyte describes each field under its own name; write the inner fields out",
        "tag" | "content" => "Flyte has its own tags for unions",
        "untagged" => "Flyte's enums are strings",
        "transparent" => "only a struct of one unnamed field is the same Flyte type as its field",
        "with" | "serialize_with" | "deserialize_with" | "getter" => {
            "Flyte needs to know the type that is really written: `#[flyte(serde = Type)]` on the field says it"
        }
        "from" | "try_from" | "into" | "remote" => {
            "the derive makes conversions from the fields; implement `FlyteType` by hand instead"
        }
        "skip_serializing_if" => "Flyte's structs always have all their fields; an absent option is none",
        "skip_serializing" | "skip_deserializing" => {
            "a field is on the wire both ways or not at all; `skip` leaves it out both ways"
        }
        "skip" | "other" | "alias" if matches!(target, Target::UnitVariant | Target::DataVariant) => {
            "Flyte knows every variant by one name"
        }
        "rename" if on_union => "the names of a union's variants are not on the wire",
        "borrow" => "a Flyte type owns its data",
        "default" => "only a struct or a field of one can be missing",
        _ => "it is not known to mean anything here",
    };
    format!("`serde({name})` cannot be honoured by a Flyte type: {reason}")
}

/// `= "name"`, or `(serialize = "name", deserialize = "name")` where both are the same.
fn name_of(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    if !meta.input.peek(token::Paren) {
        return text(meta);
    }
    let mut names: Vec<LitStr> = Vec::new();
    meta.parse_nested_meta(|inner| {
        names.push(text(&inner)?);
        Ok(())
    })?;
    match names.as_slice() {
        [one, other] if one.value() == other.value() => Ok(one.clone()),
        _ => Err(meta.error("Flyte writes and reads one name; give the same for both ways")),
    }
}
