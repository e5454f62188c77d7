//! Polars' types that are not written.

use polars_arrow::array::{DictionaryArray, PrimitiveArray, Utf8Array};
use polars_arrow::datatypes::ArrowDataType;

use super::into_arrow::array;

// Columns that hold them need features of polars that only a program sets.
#[test]
fn other_types_are_refused() {
    let categories = Utf8Array::<i64>::from_slice(["a", "b"]).boxed();
    let coded =
        DictionaryArray::try_from_keys(PrimitiveArray::from_vec(vec![0u32, 1]), categories, false).unwrap();
    let wide = PrimitiveArray::<i128>::from_vec(vec![1]);
    let decimal = wide.clone().to(ArrowDataType::Decimal(10, 2));
    for values in [coded.boxed(), wide.boxed(), decimal.boxed()] {
        let error = array(values.as_ref()).unwrap_err().to_string();
        assert_eq!(error, "cast it to a number, text, a time, or lists or structs of them");
    }
}
