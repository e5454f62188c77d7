//! What `#[derive(FlyteType)]` knows of an item once it is understood.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Generics, Type};

use super::foreign::Held;
use crate::docs::Docs;
use crate::paths::Door;

/// The item.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    /// The way to this crate's runtime half.
    pub(crate) door: Door,
    /// The name that readers see.
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) kind: Kind,
    /// A digest of the whole item, free of layout and comments.
    pub(crate) digest: String,
}

/// What the item is in Flyte.
pub(crate) enum Kind {
    /// Named fields.
    Struct(Struct),
    /// One field without a name: the same type as that field's.
    Newtype(Box<Held>),
    /// Whatever serde tells of it, travelling as this type.
    Foreign(Type),
    /// Variants without values.
    Enum(Vec<UnitVariant>),
    /// Variants with values.
    Union(Vec<DataVariant>),
}

/// A struct with named fields.
pub(crate) struct Struct {
    pub(crate) fields: Vec<Field>,
    /// Whether unknown keys are errors.
    pub(crate) closed: bool,
    /// What missing fields are taken from, as an expression of the struct's own type.
    pub(crate) default: Option<TokenStream>,
}

/// A field of a struct.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) held: Held,
    pub(crate) docs: Docs,
    pub(crate) place: Place,
}

/// Where a field's value comes from.
pub(crate) enum Place {
    /// From the wire.
    Wire {
        name: String,
        aliases: Vec<String>,
        /// The value when the field is missing, if it may be.
        default: Option<TokenStream>,
        /// The same packed, as a constant of type `Option<&[u8]>`, if it can be told.
        constant: Option<TokenStream>,
    },
    /// Never from the wire: made anew by this expression.
    Skipped(TokenStream),
}

/// A variant without a value.
pub(crate) struct UnitVariant {
    pub(crate) ident: Ident,
    /// The string on the wire.
    pub(crate) value: String,
}

/// A variant with a value, or none.
pub(crate) struct DataVariant {
    pub(crate) ident: Ident,
    pub(crate) docs: Docs,
    /// Its value; none for a variant that stands for none.
    pub(crate) held: Option<Held>,
}

impl Struct {
    /// The fields that travel, in order.
    pub(crate) fn on_wire(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| matches!(field.place, Place::Wire { .. }))
    }
}

impl Model {
    /// `<ty as FlyteType>`, spanned so that a type that is none is blamed itself.
    pub(crate) fn trait_of(&self, ty: &Type) -> TokenStream {
        let door = &self.door;
        quote_spanned! {ty.span()=> <#ty as #door::FlyteType> }
    }

    /// Whether the type has parameters.
    pub(crate) fn is_generic(&self) -> bool {
        !self.generics.params.is_empty()
    }
}
