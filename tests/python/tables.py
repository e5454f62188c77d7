"""Data frames and arrays for the other side of the cross-language tests: values, types, and a notation.

A table is told as `$table`: its columns in order, each as its name, Arrow's word for its type, and its values. An
array is told as `$array`: its elements' type, its shape, and its bytes in the order of rows.
"""
import base64
import dataclasses
import datetime
import decimal
import typing

import flytekit
import numpy as np
import pandas as pd
import pyarrow as pa
from flytekit.types.schema import FlyteSchema
from flytekit.types.structured import StructuredDataset

Named = typing.Annotated[StructuredDataset, flytekit.kwtypes(i=int, name=str)]
Schema = FlyteSchema


@dataclasses.dataclass
class Inner:
    c: int
    d: typing.List[str]


Declared = typing.Annotated[
    StructuredDataset,
    flytekit.kwtypes(
        a=int, f=float, s=str, b=bool, t=datetime.datetime, d=datetime.timedelta,
        inner=Inner, l=typing.List[float], m=typing.Dict[str, int],
    ),
    "parquet",
]


@dataclasses.dataclass
class Held:
    dataset: StructuredDataset
    maybe: typing.Optional[StructuredDataset]


UTC = datetime.timezone.utc
MOMENTS = [datetime.datetime(1677, 10, 1), datetime.datetime(2024, 2, 29, 12, 30, 0, 5), None]


def frame(rows=3):
    """A pandas data frame with a column of each kind."""
    def column(values):
        return [values[k % len(values)] for k in range(rows)]

    return pd.DataFrame({
        "ints": np.array(column([-2**63, 2**63 - 1, 0]), dtype="int64"),
        "small": np.array(column([0, 255, 7]), dtype="uint8"),
        "large": np.array(column([2**64 - 1, 0, 1]), dtype="uint64"),
        "nullable": pd.array(column([1, None, -1]), dtype="Int32"),
        "floats": np.array(column([-0.0, np.nan, 5e-324]), dtype="float64"),
        "singles": np.array(column([0.1, np.inf, -1.5]), dtype="float32"),
        "flags": np.array(column([True, False, True]), dtype="bool"),
        "texts": column(["naïve 日本語 🦀", "", None]),
        "bytes": column([b"\x00\xff", b"", b"x"]),
        "moments": pd.to_datetime(pd.Series(column(MOMENTS), dtype="datetime64[us]")),
        "zoned": pd.Series(column(MOMENTS[1:2]), dtype="datetime64[us]").dt.tz_localize("Asia/Kolkata"),
        "spans": pd.Series(column([datetime.timedelta(days=-1, microseconds=1), datetime.timedelta(0)])),
        "days": column([datetime.date(1, 1, 1), datetime.date(9999, 12, 31)]),
        "kinds": pd.Categorical(column(["x", "y", "x"])),
        "lists": column([[1.5, None], [], None]),
        "a name, with. dots": column([{"k": 1, "z": None}, {"k": 2, "z": "s"}]),
    })


def table(rows=3):
    """An Arrow table of what pandas has no types for; the first columns are those that `Named` declares."""
    def column(values, ty):
        return pa.array([values[k % len(values)] for k in range(rows)], type=ty)

    return pa.table({
        "before": column([1, 2], pa.int8()),
        "name": column(["a", None, "ü"], pa.string()),
        "i": column([2**63 - 1, -2**63], pa.int64()),
        "large": column(["a" * 1000, ""], pa.large_string()),
        "fixed": column([b"abcd"], pa.binary(4)),
        "decimals": column([decimal.Decimal("-123.45"), None], pa.decimal128(12, 2)),
        "nanos": column([1, None, -1], pa.timestamp("ns", tz="UTC")),
        "seconds": column([0, 1], pa.timestamp("s")),
        "times": column([datetime.time(23, 59, 59, 999999)], pa.time64("us")),
        "spans": column([1, -1], pa.duration("ns")),
        "maps": column([[("k", 1), ("l", None)], []], pa.map_(pa.string(), pa.int64())),
        "structs": column([{"x": [1, 2], "y": None}], pa.struct([("x", pa.list_(pa.int16())), ("y", pa.bool_())])),
        "coded": column(["x", "y", None], pa.string()).dictionary_encode(),
        "nothing": pa.nulls(rows),
    })


def common(rows=3):
    """An Arrow table of the columns above whose types polars has, too."""
    there = pa.Table.from_pandas(frame(rows), preserve_index=False).drop_columns(["kinds", "spans"])
    for name in ["before", "large", "nanos", "spans", "structs", "nothing"]:
        there = there.append_column(f"arrow's {name}", table(rows)[name])
    return there


def columns(t):
    """An Arrow table of the columns that `Declared` declares."""
    ints = pa.array([1, 2], pa.int64())
    moments = pa.array([0, 1], pa.timestamp("us"))
    return pa.table({
        "a": ints, "f": pa.array([0.5, 1.5]), "s": pa.array(["x", "y"]), "b": pa.array([True, False]),
        "t": moments, "d": pa.array([1, 2], pa.duration("us")),
        "inner": pa.array([{"c": 1, "d": ["x"]}, {"c": 2, "d": []}]),
        "l": pa.array([[0.5], []]), "m": pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.int64())),
    })


def dataset(value):
    return StructuredDataset(dataframe=value)


def is_one(v):
    return isinstance(v, (pd.DataFrame, pa.Table, np.ndarray, StructuredDataset, FlyteSchema))


def notation(v, inside):
    """A table or an array in the notation; `inside` tells what they hold."""
    if isinstance(v, np.ndarray):
        return {"$array": [str(v.dtype), list(v.shape), base64.b64encode(v.tobytes()).decode()]}
    if isinstance(v, FlyteSchema):
        return notation(v.open(pd.DataFrame).all(), inside)
    if isinstance(v, StructuredDataset):
        return notation(v.open(pa.Table).all() if v.dataframe is None else v.dataframe, inside)
    if isinstance(v, pd.DataFrame):
        v = pa.Table.from_pandas(v, preserve_index=False)
    return {"$table": [[name, str(c.type), cells(c, inside)] for name, c in zip(v.column_names, v.columns)]}


def cells(column, inside):
    # Times of nanoseconds have no Python values, so all times are told as numbers beside their type.
    if pa.types.is_timestamp(column.type) or pa.types.is_duration(column.type) or pa.types.is_time(column.type):
        column = column.cast(pa.int64())
    return [cell(v, inside) for v in column.to_pylist()]


def cell(v, inside):
    if isinstance(v, decimal.Decimal):
        return str(v)
    if isinstance(v, (list, tuple)):
        return [cell(x, inside) for x in v]
    if isinstance(v, dict):
        return {k: cell(x, inside) for k, x in v.items()}
    return inside(v)
