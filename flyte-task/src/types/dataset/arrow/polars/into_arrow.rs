//! Polars' columns as Arrow's.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::types::{
    ArrowPrimitiveType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array as _, ArrayRef, BooleanArray, LargeBinaryArray, LargeListArray, LargeStringArray, NullArray,
    PrimitiveArray, RecordBatch, RecordBatchOptions, StructArray,
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields, Schema, TimeUnit};
use polars_arrow::array as polars;
use polars_arrow::bitmap::Bitmap;
use polars_arrow::datatypes::{ArrowDataType, Field as PolarsField, TimeUnit as PolarsUnit};
use polars_arrow::offset::OffsetsBuffer;
use polars_arrow::types::NativeType;
use polars_core::frame::DataFrame;
use polars_core::prelude::CompatLevel;
use polars_core::series::Series;

use crate::error::BoxError;
use crate::types::dataset::arrow::DatasetError;

/// A batch of the frame's columns.
///
/// # Errors
/// When a column is of a type that is not written, which it names.
pub(super) fn batch(frame: &DataFrame) -> Result<RecordBatch, DatasetError> {
    let columns = frame.columns().iter().map(|column| {
        let values = self::column(column.as_materialized_series()).map_err(|cause| {
            let what =
                format!("the column `{}` (polars' {}) cannot be written", column.name(), column.dtype());
            DatasetError::caused_by(what, cause)
        })?;
        Ok((Field::new(column.name().as_str(), values.data_type().clone(), true), values))
    });
    let (fields, columns): (Vec<_>, Vec<_>) =
        columns.collect::<Result<Vec<_>, DatasetError>>()?.into_iter().unzip();
    let options = RecordBatchOptions::new().with_row_count(Some(frame.height()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), columns, &options)
        .map_err(|error| DatasetError::caused_by("the frame of polars cannot become a dataset", error))
}

fn column(series: &Series) -> Result<ArrayRef, BoxError> {
    // Whoever wrote it by Arrow's first types is read by all.
    let ty = series.dtype().try_to_arrow(CompatLevel::oldest())?;
    let field = PolarsField::new(series.name().clone(), ty, true);
    let values = series.rechunk().to_arrow_with_field(0, Cow::Owned(field), true)?;
    array(values.as_ref())
}

/// The same values in Arrow's array.
pub(super) fn array(values: &dyn polars::Array) -> Result<ArrayRef, BoxError> {
    Ok(match values.dtype() {
        ArrowDataType::Null => Arc::new(NullArray::new(values.len())),
        ArrowDataType::Boolean => {
            let values: &polars::BooleanArray = typed(values)?;
            Arc::new(BooleanArray::new(bits(values.values()), nulls(values.validity())))
        }
        ArrowDataType::Int8 => primitive::<Int8Type>(values)?,
        ArrowDataType::Int16 => primitive::<Int16Type>(values)?,
        ArrowDataType::Int32 => primitive::<Int32Type>(values)?,
        ArrowDataType::Int64 => primitive::<Int64Type>(values)?,
        ArrowDataType::UInt8 => primitive::<UInt8Type>(values)?,
        ArrowDataType::UInt16 => primitive::<UInt16Type>(values)?,
        ArrowDataType::UInt32 => primitive::<UInt32Type>(values)?,
        ArrowDataType::UInt64 => primitive::<UInt64Type>(values)?,
        ArrowDataType::Float32 => primitive::<Float32Type>(values)?,
        ArrowDataType::Float64 => primitive::<Float64Type>(values)?,
        ArrowDataType::Date32 => counts::<Int32Type>(values, &DataType::Date32)?,
        ArrowDataType::Time64(of) => counts::<Int64Type>(values, &DataType::Time64(unit(*of)))?,
        ArrowDataType::Duration(of) => counts::<Int64Type>(values, &DataType::Duration(unit(*of)))?,
        ArrowDataType::Timestamp(of, zone) => {
            let zone = zone.as_ref().map(|zone| Arc::from(zone.as_str()));
            counts::<Int64Type>(values, &DataType::Timestamp(unit(*of), zone))?
        }
        ArrowDataType::LargeUtf8 => {
            let values: &polars::Utf8Array<i64> = typed(values)?;
            let bytes = Buffer::from_vec(values.values().clone().to_vec());
            Arc::new(LargeStringArray::try_new(offsets(values.offsets()), bytes, nulls(values.validity()))?)
        }
        ArrowDataType::LargeBinary => {
            let values: &polars::BinaryArray<i64> = typed(values)?;
            let bytes = Buffer::from_vec(values.values().clone().to_vec());
            Arc::new(LargeBinaryArray::try_new(offsets(values.offsets()), bytes, nulls(values.validity()))?)
        }
        ArrowDataType::LargeList(_) => {
            let values: &polars::ListArray<i64> = typed(values)?;
            let items = array(values.values().as_ref())?;
            // As Parquet's own lists call them.
            let field = Field::new_list_field(items.data_type().clone(), true);
            let (offsets, nulls) = (offsets(values.offsets()), nulls(values.validity()));
            Arc::new(LargeListArray::try_new(Arc::new(field), offsets, items, nulls)?)
        }
        ArrowDataType::Struct(fields) => {
            let values: &polars::StructArray = typed(values)?;
            let columns = values.values().iter().map(|values| array(values.as_ref()));
            let columns = columns.collect::<Result<Vec<_>, _>>()?;
            let fields: Fields = fields
                .iter()
                .zip(&columns)
                .map(|(field, values)| Field::new(field.name.as_str(), values.data_type().clone(), true))
                .collect();
            let nulls = nulls(values.validity());
            Arc::new(StructArray::try_new_with_length(fields, columns, nulls, values.len())?)
        }
        _ => return Err("cast it to a number, text, a time, or lists or structs of them".into()),
    })
}

fn primitive<T>(values: &dyn polars::Array) -> Result<ArrayRef, BoxError>
where
    T: ArrowPrimitiveType<Native: NativeType>,
{
    let values: &polars::PrimitiveArray<T::Native> = typed(values)?;
    let numbers = values.values().clone().to_vec();
    Ok(Arc::new(PrimitiveArray::<T>::try_new(numbers.into(), nulls(values.validity()))?))
}

/// Dates and times, which both keep as numbers.
fn counts<T>(values: &dyn polars::Array, ty: &DataType) -> Result<ArrayRef, BoxError>
where
    T: ArrowPrimitiveType<Native: NativeType>,
{
    Ok(arrow_cast::cast(&primitive::<T>(values)?, ty)?)
}

fn typed<A: 'static>(values: &dyn polars::Array) -> Result<&A, BoxError> {
    values
        .as_any()
        .downcast_ref()
        .ok_or_else(|| format!("its values are not kept as {:?}", values.dtype()).into())
}

fn offsets(offsets: &OffsetsBuffer<i64>) -> OffsetBuffer<i64> {
    OffsetBuffer::new(offsets.buffer().clone().to_vec().into())
}

fn nulls(validity: Option<&Bitmap>) -> Option<NullBuffer> {
    validity.map(|validity| NullBuffer::new(bits(validity)))
}

fn bits(bitmap: &Bitmap) -> BooleanBuffer {
    let (bytes, offset, len) = bitmap.as_slice();
    BooleanBuffer::new(Buffer::from(bytes), offset, len)
}

fn unit(unit: PolarsUnit) -> TimeUnit {
    match unit {
        PolarsUnit::Second => TimeUnit::Second,
        PolarsUnit::Millisecond => TimeUnit::Millisecond,
        PolarsUnit::Microsecond => TimeUnit::Microsecond,
        PolarsUnit::Nanosecond => TimeUnit::Nanosecond,
    }
}
