//! Arrays, by the bytes that NumPy writes.

use std::fs;

use ::ndarray::{Array, Array0, Array1, Array2, ArrayD, Dimension, Ix1, Ix2, IxDyn, ShapeBuilder, array};

use super::element::ArrayElement;
use super::header::Header;
use super::{Unread, read};
use crate::ExecutionContext;
use crate::context::with_current;
use crate::storage::{RawOutputs, Storage};
use crate::types::{ConversionError, FlyteType, from_literal, hex, to_literal};

fn from_bytes<T: ArrayElement, D: Dimension>(bytes: &[u8]) -> Result<Array<T, D>, String> {
    read(&mut &*bytes).map_err(|error| match error {
        Unread::Fetching(error) => error.to_string(),
        Unread::Content(reason) => reason,
    })
}

/// A file as NumPy's `save` writes it, from its header without the padding.
fn file(header: &str, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(header.len()).unwrap();
    [b"\x93NUMPY\x01\x00".as_slice(), &len.to_le_bytes(), header.as_bytes(), data].concat()
}

// `numpy.save` of NumPy 2 writes these for `numpy.zeros(shape, order=..)` of the element.
#[test]
fn headers_have_numpys_bytes() {
    let header = |element: &str, by_columns, shape: &[usize]| {
        Header { element: element.to_owned(), by_columns, shape: shape.to_vec() }.to_bytes().unwrap()
    };
    let text = |start: &str| {
        let text = format!("{start:<117}\n");
        [b"\x93NUMPY\x01\x00\x76\x00".as_slice(), text.as_bytes()].concat()
    };
    for (element, by_columns, shape, expected) in [
        ("<f8", false, &[2, 2][..], "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }"),
        ("|b1", false, &[], "{'descr': '|b1', 'fortran_order': False, 'shape': (), }"),
        ("<i8", false, &[0], "{'descr': '<i8', 'fortran_order': False, 'shape': (0,), }"),
        ("<f4", true, &[3, 100], "{'descr': '<f4', 'fortran_order': True, 'shape': (3, 100), }"),
    ] {
        let bytes = header(element, by_columns, shape);
        assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&text(expected)));
    }
    assert!(
        Header { element: "<f8".to_owned(), by_columns: false, shape: vec![1; 30_000] }.to_bytes().is_err()
    );
}

struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Writes a value in a run, hands over what was stored, and reads it again.
fn round_trip<T: FlyteType>(value: &T, look: impl FnOnce(&[u8])) -> Result<T, ConversionError> {
    let base = std::env::temp_dir().join("flyte-task-arrays");
    let folder = Folder(RawOutputs::new(base.to_str().unwrap()).folder().into());
    let prefix = folder.0.to_str().unwrap().to_owned();
    let context = ExecutionContext::local().with_raw_output_prefix(&prefix);
    let literal = with_current(&context, || to_literal(value))?;
    let folders: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [stored] = folders.as_slice() else { panic!("stored once, not as {folders:?}") };
    let file = fs::read_dir(stored).unwrap().next().unwrap().unwrap().path();
    assert_eq!(file.extension().unwrap(), "npy");
    look(&fs::read(file).unwrap());
    from_literal(&literal, &Storage::new())
}

#[test]
fn arrays_come_back_in_every_layout() {
    let rows: Array2<i64> = array![[1, 2, 3], [4, 5, i64::MIN]];
    let back = round_trip(&rows, |bytes| assert!(bytes.ends_with(&i64::MIN.to_le_bytes())));
    assert_eq!(back.unwrap(), rows);
    // By columns.
    let columns = rows.clone().reversed_axes();
    let back = round_trip(&columns, |bytes| {
        assert!(String::from_utf8_lossy(bytes).contains("'fortran_order': True, 'shape': (3, 2)"));
    });
    assert_eq!(back.unwrap(), columns);
    // Neither.
    let mut odd = Array::from_iter(0..24u64).into_shape_with_order((2, 3, 4)).unwrap();
    odd.swap_axes(0, 1);
    assert_eq!(round_trip(&odd, |_| ()).unwrap(), odd);
    let none: Array2<f32> = Array2::zeros((0, 5));
    assert_eq!(round_trip(&none, |_| ()).unwrap(), none);
    let single: Array0<bool> = ::ndarray::arr0(true);
    assert_eq!(round_trip(&single, |_| ()).unwrap(), single);
    let any: ArrayD<f64> = array![[0.1, 0.2], [f64::MIN, 1.0]].into_dyn();
    assert_eq!(round_trip(&any, |_| ()).unwrap(), any);
    let several = vec![Some(array![1u8]), None];
    assert_eq!(round_trip(&several, |_| ()).unwrap(), several);
}

#[test]
fn every_bit_of_a_float_survives() {
    let values: Array1<f64> = array![f64::NAN, -0.0, f64::INFINITY, 5e-324, f64::MAX];
    let back = round_trip(&values, |_| ()).unwrap();
    let bits = |array: &Array1<f64>| array.mapv(f64::to_bits);
    assert_eq!(bits(&back), bits(&values));
}

#[test]
fn a_long_array_is_read_in_pieces() {
    let values: Array1<i16> = (0..30_000i16).cycle().take(1_500_000).collect();
    assert_eq!(round_trip(&values, |_| ()).unwrap(), values);
}

#[test]
fn other_writers_forms_are_read() {
    let swapped =
        file("{'descr': '>i4', 'fortran_order': False, 'shape': (2,), }", &[0, 0, 0, 1, 0, 0, 1, 0]);
    assert_eq!(from_bytes::<i32, Ix1>(&swapped).unwrap(), array![1, 256]);
    let old = file("{\"shape\":(1L,2L),\"descr\":\"|u1\",\"fortran_order\":True}\n", &[7, 8]);
    assert_eq!(from_bytes::<u8, Ix2>(&old).unwrap(), array![[7, 8]]);
    let mut second = file("{'descr': '|b1', 'fortran_order': False, 'shape': (2,)}", &[0, 3]);
    second[6] = 2;
    second.splice(10..10, [0, 0]);
    assert_eq!(from_bytes::<bool, Ix1>(&second).unwrap(), array![false, true]);
    let by_columns = Array2::from_shape_vec((2, 2).f(), vec![1u8, 2, 3, 4]).unwrap();
    let bytes = file("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2), }", &[1, 2, 3, 4]);
    assert_eq!(from_bytes::<u8, IxDyn>(&bytes).unwrap(), by_columns.into_dyn());
}

#[test]
fn what_is_not_asked_for_is_refused_with_what_it_is() {
    let refused = |header: &str, data: &[u8]| from_bytes::<f64, Ix1>(&file(header, data)).unwrap_err();
    let of = |element: &str| format!("{{'descr': {element}, 'fortran_order': False, 'shape': (1,), }}");
    assert_eq!(refused(&of("'<i8'"), &[0; 8]), "expected elements of NumPy's type `<f8`, found `<i8`");
    assert_eq!(refused(&of("'|O'"), b"\x80\x05pickle"), "it holds Python objects, which are never loaded");
    assert!(refused(&of("[('a', '<f8'), ('b', [('c', '<f8')])]"), &[]).contains("found `('a', '<f8'), "));
    let of = |shape: &str| format!("{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}");
    assert_eq!(
        refused(&of("(1, 1)"), &[0; 8]),
        "expected an array of 1 dimensions, found one of the shape [1, 1]"
    );
    assert_eq!(refused(&of("(3,)"), &[0; 17]), "it ends after 2 of 3 elements");
    // Neither is so much room asked for, nor does the number overflow.
    assert_eq!(refused(&of("(1000000000000000,)"), &[0; 16]), "it ends after 2 of 1000000000000000 elements");
    assert_eq!(refused(&of("(9223372036854775807,)"), &[]), "no array has the shape [9223372036854775807]");
    assert!(refused("{'descr': '<f8'}", &[]).starts_with("its header is not understood: "));
    assert_eq!(from_bytes::<f64, Ix1>(b"a,b,c,d,e").unwrap_err(), "it is not in NumPy's format");
    assert_eq!(from_bytes::<f64, Ix1>(b"\x93NUM").unwrap_err(), "it ends within its header");
    let many = b"\x93NUMPY\x02\x00\xff\xff\xff\xff";
    assert!(from_bytes::<f64, Ix1>(many).unwrap_err().contains("4294967295 bytes"));
}

#[test]
fn hostile_files_are_arrays_or_errors() {
    let whole = file("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }", &[1; 32]);
    for at in 0..whole.len() {
        let _ = from_bytes::<f64, IxDyn>(&whole[..at]);
        for byte in 0..=u8::MAX {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            let _ = from_bytes::<f64, IxDyn>(&bytes);
        }
    }
}

// `TypeEngine.to_literal_type(numpy.ndarray)` and of its `Optional`, in flytekit 1.16.31.
#[test]
fn the_type_is_flytekits() {
    use flyte_idl::prost::Message;
    let ty = <Array2<f64> as FlyteType>::TYPE.literal_type();
    assert_eq!(hex::from(&ty.encode_to_vec()), "2a0c0a0a4e756d70794172726179");
    assert_eq!(<Array2<f64> as FlyteType>::TYPE.tag(), "Numpy Array");
    let refused = to_literal(&array![1.0]).unwrap_err().to_string();
    assert!(refused.contains("an output of a run only"), "{refused}");
    let number = to_literal(&1i64).unwrap();
    let refused = from_literal::<Array1<f64>>(&number, &Storage::new()).unwrap_err();
    assert_eq!(refused.to_string(), "expected a file, found an integer");
}
