//! How a named type leads to what it consists of, and what it is known by.

use std::any::TypeId;
use std::fmt;
#[cfg(feature = "records")]
use std::sync::OnceLock;

/// Which type a named type is, so that one inside itself is recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeIdentity(Identity);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Identity {
    Own(TypeId),
    #[cfg(feature = "records")]
    Recorded(u64),
}

impl TypeIdentity {
    /// The identity of a Rust type.
    pub const fn of<T: 'static>() -> Self {
        Self(Identity::Own(TypeId::of::<T>()))
    }

    /// The identity of a type that was read from a record, whose number no other type of that reading has.
    #[cfg(feature = "records")]
    pub(crate) const fn recorded(number: u64) -> Self {
        Self(Identity::Recorded(number))
    }
}

/// The key under which the record of a named type stands in a build, see [`records`](crate::records).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeKey(pub(crate) u64);

impl TypeKey {
    /// The key of the type of that path and digest, in that version of a package.
    ///
    /// Two versions of a package in one program are two packages, and so their types are two types.
    pub const fn new(place: &str, version: Option<&str>) -> Self {
        let hash = hash(0xcbf2_9ce4_8422_2325, place.as_bytes());
        match version {
            Some(version) => Self(hash_more(hash, version)),
            None => Self(hash),
        }
    }
}

const fn hash_more(state: u64, text: &str) -> u64 {
    // What parts the two texts stands in neither.
    hash(hash(state, b"\n"), text.as_bytes())
}

/// FNV-1a.
const fn hash(mut state: u64, mut bytes: &[u8]) -> u64 {
    while let [byte, rest @ ..] = bytes {
        state = (state ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        bytes = rest;
    }
    state
}

/// The way to what a named type consists of.
///
/// A type may hold itself, by way of a list or a map, so that its definition cannot stand inside its own descriptor:
/// a fn leads there. Whoever lays down records works in constants, where no such fn can be called, and is told how the
/// type stands in a record.
pub struct Definition<D: 'static>(Form<D>);

/// A type that leads to what it consists of, as `#[derive(FlyteType)]` makes it.
pub trait Defined<D: 'static> {
    /// What it consists of.
    const DEFINITION: &'static D;
}

enum Form<D: 'static> {
    Fn(fn() -> &'static D, Recording<D>),
    /// Read from a record; empty only while the records are being read.
    #[cfg(feature = "records")]
    Read(&'static OnceLock<D>, Option<&'static str>),
}

/// How a named type stands in the record of a task.
pub(crate) enum Recording<D: 'static> {
    /// By the key of its own record.
    Key(TypeKey),
    /// Written out, as types with parameters are.
    Whole(&'static D),
    /// Not at all, for that reason.
    Not(&'static str),
}

impl<D> Definition<D> {
    /// Of a type that has a record of its own.
    pub const fn keyed(key: TypeKey, definition: fn() -> &'static D) -> Self {
        Self(Form::Fn(definition, Recording::Key(key)))
    }

    /// Of a type that has none, and does not hold itself.
    pub const fn whole(whole: &'static D, definition: fn() -> &'static D) -> Self {
        Self(Form::Fn(definition, Recording::Whole(whole)))
    }

    /// Of a type that no record can tell, for the reason given.
    pub const fn unrecorded(reason: &'static str, definition: fn() -> &'static D) -> Self {
        Self(Form::Fn(definition, Recording::Not(reason)))
    }

    /// The same, of a type that leads to its definition itself.
    pub const fn keyed_of<T: Defined<D>>(key: TypeKey) -> Self {
        Self::keyed(key, || T::DEFINITION)
    }

    /// The same, of a type that leads to its definition itself.
    pub const fn whole_of<T: Defined<D>>() -> Self {
        Self::whole(T::DEFINITION, || T::DEFINITION)
    }

    /// The same, of a type that leads to its definition itself.
    pub const fn unrecorded_of<T: Defined<D>>(reason: &'static str) -> Self {
        Self::unrecorded(reason, || T::DEFINITION)
    }

    /// Of a type that was read from a record; with a reason where the record could not tell it.
    #[cfg(feature = "records")]
    pub(crate) const fn read(definition: &'static OnceLock<D>, unknown: Option<&'static str>) -> Self {
        Self(Form::Read(definition, unknown))
    }

    /// How the type stands in a record.
    pub(crate) const fn recording(&self) -> Recording<D> {
        match &self.0 {
            Form::Fn(_, Recording::Key(key)) => Recording::Key(*key),
            Form::Fn(_, Recording::Whole(whole)) => Recording::Whole(whole),
            Form::Fn(_, Recording::Not(reason)) => Recording::Not(reason),
            #[cfg(feature = "records")]
            Form::Read(..) => Recording::Not("it was itself read from a record"),
        }
    }

    /// Why the record that it was read from could not tell the type, if that is so.
    #[cfg(feature = "records")]
    pub(crate) const fn unknown(&self) -> Option<&'static str> {
        match &self.0 {
            Form::Fn(..) => None,
            Form::Read(_, unknown) => *unknown,
        }
    }
}

impl<D> Definition<D> {
    /// What the type consists of; `empty` where it was read from a record that could not tell it.
    #[cfg_attr(not(feature = "records"), expect(unused_variables, reason = "nothing is read from records"))]
    pub(crate) fn get(&self, empty: &'static D) -> &'static D {
        match &self.0 {
            Form::Fn(definition, _) => definition(),
            #[cfg(feature = "records")]
            Form::Read(definition, _) => definition.get().unwrap_or(empty),
        }
    }
}

impl<D> Clone for Definition<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Definition<D> {}

impl<D> Clone for Form<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Form<D> {}

impl<D> Clone for Recording<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Recording<D> {}

// The definition may lead back to the type.
impl<D> fmt::Debug for Definition<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Definition").finish_non_exhaustive()
    }
}
