//! Understands the item: what it is in Flyte, and every reason why it cannot be that.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, GenericParam, LitStr, parse_quote};

use super::attrs::{Attrs, Default, Target};
use super::foreign::Held;
use super::model::{DataVariant, Field, Kind, Model, Place, Struct, UnitVariant};
use crate::docs::Docs;
use crate::errors::Errors;
use crate::paths::Door;

/// The model of the item; what it lacks by a mistake is added to `errors`.
pub(crate) fn parse(input: &DeriveInput, errors: &mut Errors) -> Model {
    for param in &input.generics.params {
        if let GenericParam::Lifetime(lifetime) = param {
            errors.on(lifetime, "a Flyte type owns its data, so it cannot have a lifetime");
        }
    }
    let target = target(&input.data);
    let mut attrs = Attrs::parse(&input.attrs, target, errors);
    let door = Door::new(attrs.krate.clone());
    let kind = match &input.data {
        Data::Struct(_) | Data::Enum(_) if attrs.serde.is_some() => {
            refuse_options_inside(&input.data, errors);
            attrs.foreign(&door).map_or_else(empty, |foreign| Kind::Foreign(foreign.via))
        }
        Data::Struct(data) => match &data.fields {
            Fields::Named(_) | Fields::Unit => Kind::Struct(structure(&data.fields, &attrs, &door, errors)),
            Fields::Unnamed(fields) => {
                let mut types = fields.unnamed.iter();
                if let (Some(field), None) = (types.next(), types.next()) {
                    let mut own = Attrs::parse(&field.attrs, Target::NewtypeField, errors);
                    Kind::Newtype(Box::new(Held { ty: field.ty.clone(), foreign: own.foreign(&door) }))
                } else {
                    errors.on(fields, "the fields of a Flyte struct have names: write `{ name: Type, .. }`");
                    empty()
                }
            }
        },
        Data::Enum(data) if data.variants.is_empty() => {
            errors.on(&input.ident, "an enum without variants has no values, so it is no Flyte type");
            empty()
        }
        Data::Enum(data) if target == Target::Enum => {
            Kind::Enum(unit_variants(data.variants.iter(), &attrs, errors))
        }
        Data::Enum(data) => Kind::Union(data_variants(data.variants.iter(), &door, errors)),
        Data::Union(data) => {
            errors.on(
                data.union_token,
                "a Flyte type is a struct or an enum; a Rust union does not know its value",
            );
            empty()
        }
    };
    Model {
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        door,
        name: attrs.title.map_or_else(|| input.ident.unraw().to_string(), |title| title.value()),
        docs: Docs::of(&input.attrs),
        kind,
        digest: crate::tokens::digest(&quote::ToTokens::to_token_stream(input)),
    }
}

fn target(data: &Data) -> Target {
    match data {
        Data::Struct(data) if matches!(data.fields, Fields::Unnamed(_)) => Target::Newtype,
        Data::Struct(_) | Data::Union(_) => Target::Struct,
        Data::Enum(data) if data.variants.iter().all(|variant| variant.fields.is_empty()) => Target::Enum,
        Data::Enum(_) => Target::Union,
    }
}

fn empty() -> Kind {
    Kind::Struct(Struct { fields: Vec::new(), closed: false, default: None })
}

fn structure(fields: &Fields, attrs: &Attrs, door: &Door, errors: &mut Errors) -> Struct {
    let default = attrs.default.as_ref().map(|default| default.expression(&parse_quote!(Self), door));
    let mut names = Names::default();
    let mut parsed = Vec::new();
    for field in fields {
        // Only named fields come here.
        let Some(ident) = &field.ident else { continue };
        let mut own = Attrs::parse(&field.attrs, Target::Field, errors);
        let foreign = own.foreign(door);
        let value = own.default.as_ref().map(|default| default.expression(&field.ty, door));
        let place = if own.skip {
            refuse_on_skipped(ident, &own, errors);
            let anew = Default::Trait(ident.span()).expression(&field.ty, door);
            Place::Skipped(value.unwrap_or(anew))
        } else {
            let name = names.of(
                ident,
                own.rename.as_ref(),
                attrs.rename_all.map(|case| case.field(&plain(ident))),
                errors,
            );
            for alias in &own.aliases {
                names.add(alias, alias.value(), errors);
            }
            let aliases = own.aliases.iter().map(LitStr::value).collect();
            // What serde writes can be known only by asking it.
            let constant = own.default.as_ref().filter(|_| foreign.is_none());
            let constant = constant.and_then(|default| default.constant(&field.ty, door));
            let default = value.or_else(|| from_whole(default.as_ref(), ident));
            Place::Wire { name, aliases, default, constant }
        };
        parsed.push(Field {
            ident: ident.clone(),
            held: Held { ty: field.ty.clone(), foreign },
            docs: Docs::of(&field.attrs),
            place,
        });
    }
    Struct { fields: parsed, closed: attrs.closed, default }
}

/// Inside a type that serde tells, only serde's attributes say anything.
fn refuse_options_inside(data: &Data, errors: &mut Errors) {
    let (fields, variants): (Vec<&Fields>, Vec<&syn::Variant>) = match data {
        Data::Struct(data) => (vec![&data.fields], Vec::new()),
        Data::Enum(data) => {
            (data.variants.iter().map(|variant| &variant.fields).collect(), data.variants.iter().collect())
        }
        Data::Union(_) => return,
    };
    let of_fields = fields.into_iter().flatten().flat_map(|field| &field.attrs);
    let of_variants = variants.into_iter().flat_map(|variant| &variant.attrs);
    for attr in of_fields.chain(of_variants).filter(|attr| attr.path().is_ident("flyte")) {
        errors.on(attr, "serde tells this type as a whole, so `#[serde(..)]` says how its parts are written");
    }
}

/// A field of the struct's own default.
fn from_whole(default: Option<&TokenStream>, field: &Ident) -> Option<TokenStream> {
    default.map(|_| quote! { __default.#field })
}

fn refuse_on_skipped(ident: &Ident, attrs: &Attrs, errors: &mut Errors) {
    if attrs.rename.is_some() || !attrs.aliases.is_empty() {
        errors.on(ident, "a skipped field is not on the wire, so it has no other name there");
    }
}

fn unit_variants<'v>(
    variants: impl Iterator<Item = &'v syn::Variant>,
    attrs: &Attrs,
    errors: &mut Errors,
) -> Vec<UnitVariant> {
    let mut names = Names::default();
    variants
        .map(|variant| {
            let own = Attrs::parse(&variant.attrs, Target::UnitVariant, errors);
            let renamed = attrs.rename_all.map(|case| case.variant(&plain(&variant.ident)));
            let value = names.of(&variant.ident, own.rename.as_ref(), renamed, errors);
            UnitVariant { ident: variant.ident.clone(), value }
        })
        .collect()
}

fn data_variants<'v>(
    variants: impl Iterator<Item = &'v syn::Variant>,
    door: &Door,
    errors: &mut Errors,
) -> Vec<DataVariant> {
    let mut none: Option<&Ident> = None;
    let mut parsed = Vec::new();
    for variant in variants {
        Attrs::parse(&variant.attrs, Target::DataVariant, errors);
        let mut fields = variant.fields.iter();
        let held = match (&variant.fields, fields.next(), fields.next()) {
            (Fields::Unit, ..) => {
                if let Some(first) = none {
                    let message = format!(
                        "in a union a variant without a value is none, and `{first}` is that already; an enum of \
                         names alone has no values in any variant"
                    );
                    errors.on(&variant.ident, message);
                }
                none = Some(&variant.ident);
                None
            }
            (Fields::Unnamed(_), Some(field), None) => {
                let mut own = Attrs::parse(&field.attrs, Target::VariantField, errors);
                Some(Held { ty: field.ty.clone(), foreign: own.foreign(door) })
            }
            _ => {
                let message = format!(
                    "a variant of a union holds one value; put the fields into a struct that derives `FlyteType` \
                     and write `{}(ThatStruct)`",
                    variant.ident
                );
                errors.on(&variant.fields, message);
                None
            }
        };
        parsed.push(DataVariant { ident: variant.ident.clone(), docs: Docs::of(&variant.attrs), held });
    }
    parsed
}

fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The names on the wire, none of which may stand twice.
#[derive(std::default::Default)]
struct Names(HashSet<String>);

impl Names {
    fn of(
        &mut self,
        ident: &Ident,
        rename: Option<&LitStr>,
        rename_all: Option<String>,
        errors: &mut Errors,
    ) -> String {
        if let Some(rename) = rename {
            self.add(rename, rename.value(), errors);
            return rename.value();
        }
        let name = rename_all.unwrap_or_else(|| plain(ident));
        self.add(ident, name.clone(), errors);
        name
    }

    fn add(&mut self, tokens: impl quote::ToTokens, name: String, errors: &mut Errors) {
        if name.is_empty() {
            errors.on(&tokens, "a name cannot be empty");
        } else if self.0.contains(&name) {
            errors.on(&tokens, format!("the name `{name}` stands twice"));
        }
        self.0.insert(name);
    }
}
