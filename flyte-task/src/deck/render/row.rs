//! What can be a row of a table.

use std::fmt::Display;

/// A row: an array, slice or vector of one type, or a tuple of several.
///
/// ```
/// use flyte_task::deck::IntoRow;
///
/// assert_eq!(("a", 1, 0.5).into_row(), ["a", "1", "0.5"]);
/// assert_eq!([1, 2].into_row(), ["1", "2"]);
/// ```
pub trait IntoRow {
    /// The texts of the cells.
    fn into_row(self) -> Vec<String>;
}

impl<T: Display, const N: usize> IntoRow for [T; N] {
    fn into_row(self) -> Vec<String> {
        self.iter().map(T::to_string).collect()
    }
}

impl<T: Display> IntoRow for Vec<T> {
    fn into_row(self) -> Vec<String> {
        self.iter().map(T::to_string).collect()
    }
}

impl<T: Display> IntoRow for &[T] {
    fn into_row(self) -> Vec<String> {
        self.iter().map(T::to_string).collect()
    }
}

macro_rules! tuples {
    ($(($($cell:ident)+))+) => {$(
        impl<$($cell: Display),+> IntoRow for ($($cell,)+) {
            fn into_row(self) -> Vec<String> {
                #[expect(non_snake_case, reason = "a value is named after its type")]
                let ($($cell,)+) = self;
                vec![$($cell.to_string()),+]
            }
        }
    )+};
}

tuples! {
    (A)
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
    (A B C D E F G H I)
    (A B C D E F G H I J)
    (A B C D E F G H I J K)
    (A B C D E F G H I J K L)
}
