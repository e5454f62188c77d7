//! What the types have in common that say something about the value inside them.

/// The ways into and out of a wrapper of a value, and the traits that it has where the value has them.
macro_rules! wrapper {
    ($name:ident<T, $marker:ident>) => {
        impl<T, $marker> $name<T, $marker> {
            /// Wraps a value.
            pub const fn new(value: T) -> Self {
                Self { value, marker: std::marker::PhantomData }
            }

            /// The value.
            pub fn into_inner(self) -> T {
                self.value
            }
        }

        impl<T, $marker> From<T> for $name<T, $marker> {
            fn from(value: T) -> Self {
                Self::new(value)
            }
        }

        impl<T, $marker> std::ops::Deref for $name<T, $marker> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.value
            }
        }

        impl<T, $marker> std::ops::DerefMut for $name<T, $marker> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.value
            }
        }

        // Derived ones would ask the same of the marker, of which there are no values.
        impl<T: std::fmt::Debug, $marker> std::fmt::Debug for $name<T, $marker> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.value.fmt(f)
            }
        }

        impl<T: Clone, $marker> Clone for $name<T, $marker> {
            fn clone(&self) -> Self {
                Self::new(self.value.clone())
            }
        }

        impl<T: Default, $marker> Default for $name<T, $marker> {
            fn default() -> Self {
                Self::new(T::default())
            }
        }

        impl<T: PartialEq, $marker> PartialEq for $name<T, $marker> {
            fn eq(&self, other: &Self) -> bool {
                self.value == other.value
            }
        }
    };
}

pub(super) use wrapper;
