//! What arrays consist of.

/// An element of an array that NumPy knows: a float, an integer or a `bool`.
#[diagnostic::on_unimplemented(
    message = "arrays of `{Self}` cannot be what a task takes or returns",
    label = "not an element that NumPy's format has",
    note = "elements are `f32`, `f64`, `bool` and integers of up to 64 bits"
)]
pub trait ArrayElement: sealed::Element {}

pub(super) mod sealed {
    /// How an element is kept.
    pub trait Element: Clone + 'static {
        /// NumPy's name of the type, bytes in little-endian order.
        const NAME: &'static str;
        /// How many bytes it takes.
        const SIZE: usize;

        /// Adds its bytes.
        fn put(&self, out: &mut Vec<u8>);

        /// The element of these bytes; none if they are too few.
        fn get(bytes: &[u8]) -> Option<Self>;

        /// Whether the bytes of a type of that name are in the other order; none if it is another type.
        fn swapped(name: &str) -> Option<bool> {
            let own = Self::NAME.trim_start_matches(['<', '|']);
            let (order, kind) = name.split_at_checked(1)?;
            match order {
                _ if kind != own => None,
                "<" | "|" => Some(false),
                // What is one byte long has no order.
                ">" => Some(Self::SIZE > 1),
                // The order of whatever machine wrote it, which is not ours to know.
                _ => None,
            }
        }
    }
}

macro_rules! numbers {
    ($($number:ty: $name:literal),*) => {$(
        impl sealed::Element for $number {
            const NAME: &'static str = $name;
            const SIZE: usize = size_of::<Self>();

            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn get(bytes: &[u8]) -> Option<Self> {
                bytes.first_chunk().map(|bytes| Self::from_le_bytes(*bytes))
            }
        }

        impl ArrayElement for $number {}
    )*};
}

numbers! {
    f64: "<f8", f32: "<f4",
    i64: "<i8", i32: "<i4", i16: "<i2", i8: "|i1",
    u64: "<u8", u32: "<u4", u16: "<u2", u8: "|u1"
}

impl sealed::Element for bool {
    const NAME: &'static str = "|b1";
    const SIZE: usize = 1;

    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn get(bytes: &[u8]) -> Option<Self> {
        bytes.first().map(|byte| *byte != 0)
    }
}

impl ArrayElement for bool {}
