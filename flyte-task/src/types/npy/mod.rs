//! `ndarray::Array`: arrays of any dimension, kept in NumPy's format (`.npy`).

mod element;
mod header;
#[cfg(test)]
mod npy_tests;

use std::io::{self, Read};

use ::ndarray::{Array, ArrayRef, Dimension, IxDyn, ShapeBuilder};

pub use element::ArrayElement;
use header::Header;

use super::codec::BlobValue;
use super::{ConversionError, FlyteType, Reader, TypeDescriptor, Writer};
use crate::context;
use crate::storage::{StorageError, shown};

/// How many bytes are read at a time.
const CHUNK: usize = 1 << 20;

/// Python's `numpy.ndarray`.
///
/// It is kept in a file among the run's raw outputs, so it can be written only in a run. The elements read must be of
/// the very type and the array of the dimensions that are asked for; [`ArrayD`](::ndarray::ArrayD) takes any
/// dimensions. Arrays of Python objects, which are pickled, are refused.
impl<T: ArrayElement, D: Dimension + 'static> FlyteType for Array<T, D> {
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::NumpyArray;

    fn encode(&self, writer: &mut Writer) -> Result<(), ConversionError> {
        let uri = writer.once(|| store(self))?;
        writer.blob(Self::TYPE, &BlobValue { uri, ..BlobValue::default() })
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, ConversionError> {
        let BlobValue { uri, .. } = reader.blob(false)?;
        let failed = |error: StorageError| {
            ConversionError::new(format!("the array cannot be fetched: {error}")).caused_by(error)
        };
        let mut file = reader.storage().open(&uri).map_err(failed)?;
        read(&mut file).map_err(|error| match error {
            Unread::Fetching(error) => failed(StorageError::io("read", &uri, &error)),
            Unread::Content(reason) => ConversionError::new(format!(
                "`{}` is not the array that is asked for: {reason}",
                shown(&uri)
            )),
        })
    }
}

/// Why an array could not be read.
enum Unread {
    Fetching(io::Error),
    Content(String),
}

fn store<T: ArrayElement, D: Dimension>(array: &ArrayRef<T, D>) -> Result<String, ConversionError> {
    let run = context::current().ok_or_else(|| {
        ConversionError::new(
            "an array can be an output of a run only: elsewhere there is no place for its file",
        )
    })?;
    // flytekit names the file at random too, and the format by the ending.
    let uri = format!("{}.npy", run.raw_outputs().file(""));
    // As in NumPy, an array whose columns lie together is written as it lies.
    let by_columns = !array.is_standard_layout() && array.t().is_standard_layout();
    let mut data = Vec::with_capacity(array.len().saturating_mul(T::SIZE));
    if by_columns {
        array.t().iter().for_each(|element| element.put(&mut data));
    } else {
        array.iter().for_each(|element| element.put(&mut data));
    }
    let header =
        Header { element: T::NAME.to_owned(), by_columns, shape: array.shape().to_vec() }.to_bytes()?;
    run.storage().write(&uri, &[&header, &data]).map_err(|error| {
        ConversionError::new(format!("the array cannot be stored: {error}")).caused_by(error)
    })?;
    Ok(uri)
}

fn read<T: ArrayElement, D: Dimension>(file: &mut impl Read) -> Result<Array<T, D>, Unread> {
    let header = Header::read(file)?;
    let swapped = T::swapped(&header.element).ok_or_else(|| {
        Unread::Content(if header.element.contains('O') {
            "it holds Python objects, which are never loaded".to_owned()
        } else {
            format!("expected elements of NumPy's type `{}`, found `{}`", T::NAME, header.element)
        })
    })?;
    if let Some(dimensions) = D::NDIM
        && dimensions != header.shape.len()
    {
        return Err(Unread::Content(format!(
            "expected an array of {dimensions} dimensions, found one of the shape {:?}",
            header.shape
        )));
    }
    let len = header.shape.iter().try_fold(1usize, |len, side| len.checked_mul(*side));
    let misfit = || Unread::Content(format!("no array has the shape {:?}", header.shape));
    let len = len.filter(|len| len.checked_mul(T::SIZE).is_some_and(|len| isize::try_from(len).is_ok()));
    let elements = elements::<T>(file, len.ok_or_else(misfit)?, swapped)?;
    let shape = IxDyn(&header.shape).set_f(header.by_columns);
    let array = Array::from_shape_vec(shape, elements).map_err(|_| misfit())?;
    array.into_dimensionality().map_err(|_| misfit())
}

/// Reads exactly so many elements, without trust in their number before they are there.
fn elements<T: ArrayElement>(file: &mut impl Read, len: usize, swapped: bool) -> Result<Vec<T>, Unread> {
    let mut elements: Vec<T> = Vec::with_capacity(len.min(CHUNK / T::SIZE));
    let mut chunk = Vec::new();
    while elements.len() < len {
        let wanted = (len - elements.len()).min(CHUNK / T::SIZE) * T::SIZE;
        chunk.clear();
        // A length fits 64 bits everywhere.
        file.take(wanted as u64).read_to_end(&mut chunk).map_err(Unread::Fetching)?;
        if chunk.len() < wanted {
            let there = elements.len() + chunk.len() / T::SIZE;
            return Err(Unread::Content(format!("it ends after {there} of {len} elements")));
        }
        if swapped {
            chunk.chunks_exact_mut(T::SIZE).for_each(<[u8]>::reverse);
        }
        elements.extend(chunk.chunks_exact(T::SIZE).filter_map(T::get));
    }
    Ok(elements)
}
