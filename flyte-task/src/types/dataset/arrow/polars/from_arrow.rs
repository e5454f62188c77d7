//! Arrow's columns as polars'.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, ByteArrayType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    LargeBinaryType, LargeUtf8Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_cast::{CastOptions, cast_with_options};
use arrow_schema::{DataType, Field, TimeUnit};
use polars_arrow::array::{
    Array as _, BinaryArray, BooleanArray, ListArray, NullArray, PrimitiveArray, StructArray, Utf8Array,
};
use polars_arrow::bitmap::Bitmap;
use polars_arrow::datatypes::{ArrowDataType, Field as PolarsField, TimeUnit as PolarsUnit};
use polars_arrow::offset::OffsetsBuffer;
use polars_arrow::types::NativeType;
use polars_core::error::PolarsError;
use polars_core::frame::DataFrame;
use polars_core::frame::column::Column;
use polars_core::prelude::{IdxSize, PlSmallStr, TimeZone};
use polars_core::series::Series;

use crate::error::BoxError;
use crate::types::dataset::arrow::DatasetError;

type PolarsArray = Box<dyn polars_arrow::array::Array>;

/// A frame of the batch's columns.
///
/// # Errors
/// When polars has no type for a column, or does not take the table as a frame: two columns of one name, say.
pub(in crate::types::dataset::arrow) fn frame(batch: RecordBatch) -> Result<DataFrame, DatasetError> {
    let (schema, columns, rows) = batch.into_parts();
    if IdxSize::try_from(rows).is_err() {
        return Err(DatasetError::new(format!(
            "the dataset has {rows} rows, and polars counts up to {} unless the program sets polars' feature \
             `bigidx`; take it as a `StructuredDataset` and read it in batches",
            IdxSize::MAX
        )));
    }
    let columns = schema.fields().iter().zip(columns).map(|(field, values)| {
        column(field, values).map_err(|cause| {
            let what = format!(
                "the column `{}` (Arrow's {}) cannot become one of polars'",
                field.name(),
                field.data_type()
            );
            DatasetError::caused_by(what, cause)
        })
    });
    let columns = columns.collect::<Result<_, _>>()?;
    DataFrame::new(rows, columns)
        .map_err(|error| DatasetError::caused_by("the dataset cannot become a frame of polars", error))
}

fn column(field: &Field, values: ArrayRef) -> Result<Column, BoxError> {
    let ty = taken(field.data_type())?;
    // Not the default: it makes nulls of values that do not fit.
    let strict = CastOptions { safe: false, ..CastOptions::default() };
    let values = if *field.data_type() == ty { values } else { cast_with_options(&values, &ty, &strict)? };
    let series = Series::try_from((PlSmallStr::from(field.name().as_str()), array(values)?))?;
    Ok(series.into())
}

/// The type that holds the values of `ty` and is one of those that `array` takes.
fn taken(ty: &DataType) -> Result<DataType, BoxError> {
    use DataType as Arrow;
    use TimeUnit::{Microsecond, Millisecond, Nanosecond, Second};
    Ok(match ty {
        Arrow::Null
        | Arrow::Boolean
        | Arrow::Int8
        | Arrow::Int16
        | Arrow::Int32
        | Arrow::Int64
        | Arrow::UInt8
        | Arrow::UInt16
        | Arrow::UInt32
        | Arrow::UInt64
        | Arrow::Float32
        | Arrow::Float64
        | Arrow::Date32
        | Arrow::Duration(Millisecond | Microsecond | Nanosecond) => ty.clone(),
        Arrow::Float16 => Arrow::Float32,
        Arrow::Utf8 | Arrow::LargeUtf8 | Arrow::Utf8View => Arrow::LargeUtf8,
        Arrow::Binary | Arrow::LargeBinary | Arrow::BinaryView | Arrow::FixedSizeBinary(_) => {
            Arrow::LargeBinary
        }
        Arrow::Date64 => Arrow::Timestamp(Millisecond, None),
        Arrow::Timestamp(unit, zone) => {
            // Polars would panic, inside lists, where it does not know the zone.
            TimeZone::opt_try_new(zone.as_deref())?;
            Arrow::Timestamp(if *unit == Second { Millisecond } else { *unit }, zone.clone())
        }
        Arrow::Time32(_) | Arrow::Time64(_) => Arrow::Time64(Nanosecond),
        Arrow::Duration(Second) => Arrow::Duration(Millisecond),
        Arrow::Dictionary(_, values) => taken(values)?,
        Arrow::List(item)
        | Arrow::LargeList(item)
        | Arrow::ListView(item)
        | Arrow::LargeListView(item)
        | Arrow::FixedSizeList(item, _) => Arrow::LargeList(Arc::new(taken_field(item)?)),
        Arrow::Struct(fields) => {
            Arrow::Struct(fields.iter().map(|field| taken_field(field)).collect::<Result<_, _>>()?)
        }
        other => {
            return Err(format!(
                "there is no type for {other}; take the dataset as a `RecordBatch`, or as a `StructuredDataset` \
                 whose struct names other columns"
            )
            .into());
        }
    })
}

fn taken_field(field: &Field) -> Result<Field, BoxError> {
    Ok(Field::new(field.name(), taken(field.data_type())?, true))
}

/// The same values in polars' array, without copies of buffers that no one else holds.
fn array(values: ArrayRef) -> Result<PolarsArray, BoxError> {
    Ok(match values.data_type() {
        DataType::Null => NullArray::try_new(ArrowDataType::Null, values.len())?.to_boxed(),
        DataType::Boolean => {
            let (bits, nulls) = values.as_boolean().clone().into_parts();
            BooleanArray::try_new(ArrowDataType::Boolean, bitmap(&bits)?, validity(nulls)?)?.to_boxed()
        }
        DataType::Int8 => primitive::<Int8Type>(values, ArrowDataType::Int8)?,
        DataType::Int16 => primitive::<Int16Type>(values, ArrowDataType::Int16)?,
        DataType::Int32 => primitive::<Int32Type>(values, ArrowDataType::Int32)?,
        DataType::Int64 => primitive::<Int64Type>(values, ArrowDataType::Int64)?,
        DataType::UInt8 => primitive::<UInt8Type>(values, ArrowDataType::UInt8)?,
        DataType::UInt16 => primitive::<UInt16Type>(values, ArrowDataType::UInt16)?,
        DataType::UInt32 => primitive::<UInt32Type>(values, ArrowDataType::UInt32)?,
        DataType::UInt64 => primitive::<UInt64Type>(values, ArrowDataType::UInt64)?,
        DataType::Float32 => primitive::<Float32Type>(values, ArrowDataType::Float32)?,
        DataType::Float64 => primitive::<Float64Type>(values, ArrowDataType::Float64)?,
        DataType::Date32 => counts::<Int32Type>(values, ArrowDataType::Date32)?,
        DataType::Time64(of) => {
            let ty = ArrowDataType::Time64(unit(*of));
            counts::<Int64Type>(values, ty)?
        }
        DataType::Duration(of) => {
            let ty = ArrowDataType::Duration(unit(*of));
            counts::<Int64Type>(values, ty)?
        }
        DataType::Timestamp(of, zone) => {
            let ty = ArrowDataType::Timestamp(unit(*of), zone.as_deref().map(PlSmallStr::from));
            counts::<Int64Type>(values, ty)?
        }
        DataType::LargeUtf8 => {
            let (offsets, bytes, nulls) = byte_parts::<LargeUtf8Type>(values)?;
            Utf8Array::<i64>::try_new(ArrowDataType::LargeUtf8, offsets, bytes.into(), nulls)?.to_boxed()
        }
        DataType::LargeBinary => {
            let (offsets, bytes, nulls) = byte_parts::<LargeBinaryType>(values)?;
            BinaryArray::<i64>::try_new(ArrowDataType::LargeBinary, offsets, bytes.into(), nulls)?.to_boxed()
        }
        DataType::LargeList(_) => {
            let (_, offsets, items, nulls) = values.as_list::<i64>().clone().into_parts();
            drop(values);
            let items = array(items)?;
            let ty = ListArray::<i64>::default_datatype(items.dtype().clone());
            ListArray::<i64>::try_new(ty, self::offsets(offsets)?, items, validity(nulls)?)?.to_boxed()
        }
        DataType::Struct(_) => {
            let rows = values.len();
            let (fields, columns, nulls) = values.as_struct().clone().into_parts();
            drop(values);
            let columns = columns.into_iter().map(array).collect::<Result<Vec<_>, _>>()?;
            let fields = fields.iter().zip(&columns).map(|(field, values)| {
                PolarsField::new(PlSmallStr::from(field.name().as_str()), values.dtype().clone(), true)
            });
            let ty = ArrowDataType::Struct(fields.collect());
            StructArray::try_new(ty, rows, columns, validity(nulls)?)?.to_boxed()
        }
        other => return Err(format!("there is no type for {other}").into()),
    })
}

fn primitive<T>(values: ArrayRef, ty: ArrowDataType) -> Result<PolarsArray, BoxError>
where
    T: ArrowPrimitiveType<Native: NativeType>,
{
    let typed = values.as_primitive::<T>().clone();
    drop(values);
    let (_, numbers, nulls) = typed.into_parts();
    let numbers: Vec<T::Native> = numbers.into();
    Ok(PrimitiveArray::try_new(ty, numbers.into(), validity(nulls)?)?.to_boxed())
}

/// Dates and times, which both keep as numbers.
fn counts<T>(values: ArrayRef, ty: ArrowDataType) -> Result<PolarsArray, BoxError>
where
    T: ArrowPrimitiveType<Native: NativeType>,
{
    let numbers = arrow_cast::cast(&values, &T::DATA_TYPE)?;
    drop(values);
    primitive::<T>(numbers, ty)
}

type ByteParts = (OffsetsBuffer<i64>, Vec<u8>, Option<Bitmap>);

fn byte_parts<T: ByteArrayType<Offset = i64>>(values: ArrayRef) -> Result<ByteParts, BoxError> {
    let typed = values.as_bytes::<T>().clone();
    drop(values);
    let (offsets, bytes, nulls) = typed.into_parts();
    Ok((self::offsets(offsets)?, ScalarBuffer::<u8>::from(bytes).into(), validity(nulls)?))
}

fn offsets(offsets: OffsetBuffer<i64>) -> Result<OffsetsBuffer<i64>, PolarsError> {
    OffsetsBuffer::try_from(Vec::from(offsets.into_inner()))
}

fn validity(nulls: Option<NullBuffer>) -> Result<Option<Bitmap>, PolarsError> {
    nulls.map(|nulls| bitmap(nulls.inner())).transpose()
}

fn bitmap(bits: &arrow_buffer::BooleanBuffer) -> Result<Bitmap, PolarsError> {
    // Starts at a byte's first bit, wherever the bits started.
    Bitmap::try_new(bits.sliced().to_vec(), bits.len())
}

fn unit(unit: TimeUnit) -> PolarsUnit {
    match unit {
        TimeUnit::Second => PolarsUnit::Second,
        TimeUnit::Millisecond => PolarsUnit::Millisecond,
        TimeUnit::Microsecond => PolarsUnit::Microsecond,
        TimeUnit::Nanosecond => PolarsUnit::Nanosecond,
    }
}
