//! The first rows of a data frame.

use arrow_array::{ArrayRef, RecordBatch};
use arrow_cast::cast;
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType};

use super::table::Table;
use crate::deck::html::{Html, ToHtml};

/// How many rows are shown unless told otherwise.
const ROWS: usize = 10;
/// How many columns.
const COLUMNS: usize = 100;
/// How many characters of a cell.
const CHARACTERS: usize = 200;

/// The first rows of a record batch, under the columns' names and types; nulls are left empty.
///
/// ```
/// use std::sync::Arc;
///
/// use flyte_task::arrow_array::{Int64Array, RecordBatch};
/// use flyte_task::deck::{DataFrame, Decks};
///
/// let numbers = Int64Array::from_iter_values(0..25);
/// let batch = RecordBatch::try_from_iter([("n", Arc::new(numbers) as _)]).unwrap();
/// let decks = Decks::new();
/// decks.deck("Numbers").append(DataFrame::new(&batch).caption("What came in").rows(5));
/// assert!(decks.html().contains("n: Int64"));
/// assert!(decks.html().contains("20 more rows"));
/// ```
#[derive(Debug, Clone)]
pub struct DataFrame {
    batch: RecordBatch,
    caption: Option<String>,
    rows: usize,
}

impl DataFrame {
    /// The first ten rows.
    pub fn new(batch: &RecordBatch) -> Self {
        Self { batch: batch.clone(), caption: None, rows: ROWS }
    }

    /// The frame with a line above that says what it shows.
    pub fn caption(self, caption: impl Into<String>) -> Self {
        Self { caption: Some(caption.into()), ..self }
    }

    /// The frame with at most this many rows; the others are counted.
    pub fn rows(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    fn table(&self) -> Result<Table, ArrowError> {
        let options = FormatOptions::new().with_display_error(true);
        let schema = self.batch.schema_ref();
        let mut header: Vec<String> = Vec::new();
        let mut columns = Vec::new();
        for (field, array) in schema.fields().iter().zip(self.batch.columns()).take(COLUMNS) {
            header.push(format!("{}: {}", field.name(), field.data_type()));
            columns.push(in_utc(array)?);
        }
        let columns: Vec<_> =
            columns.iter().map(|array| ArrayFormatter::try_new(array, &options)).collect::<Result<_, _>>()?;
        if self.batch.num_columns() > COLUMNS {
            header.push(format!("{} more columns", self.batch.num_columns() - COLUMNS));
        }
        let mut table = Table::new(header).limit(self.rows);
        if let Some(caption) = &self.caption {
            table = table.caption(caption);
        }
        let shown = self.rows.min(self.batch.num_rows());
        for row in 0..shown {
            table.push(columns.iter().map(|column| cut(column.value(row).to_string())).collect::<Vec<_>>());
        }
        Ok(table.and_more(self.batch.num_rows() - shown))
    }
}

impl ToHtml for DataFrame {
    fn to_html(&self, html: &mut Html) {
        match self.table() {
            Ok(table) => table.to_html(html),
            Err(error) => {
                html.raw("<p class=\"ft-note\">");
                html.text(&format!("The data frame cannot be shown: {error}")).raw("</p>");
            }
        }
    }
}

/// The column, times with a zone in UTC: the names of zones are known to a table of their own, which is large.
fn in_utc(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match array.data_type() {
        DataType::Timestamp(unit, Some(_)) => cast(array, &DataType::Timestamp(*unit, Some("+00:00".into()))),
        _ => Ok(ArrayRef::clone(array)),
    }
}

fn cut(cell: String) -> String {
    match cell.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", cell.get(..end).unwrap_or_default()),
        None => cell,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::types::Int32Type;
    use arrow_array::{
        BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array,
        ListArray, NullArray, StringArray, TimestampMicrosecondArray,
    };

    use super::*;

    fn html(frame: &DataFrame) -> String {
        let mut html = Html::new();
        frame.to_html(&mut html);
        html.into_string()
    }

    fn batch<const N: usize>(columns: [(&str, ArrayRef); N]) -> RecordBatch {
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true))).unwrap()
    }

    #[test]
    fn columns_are_named_with_their_types_and_all_is_escaped() {
        let frame = DataFrame::new(&batch([
            ("a<b", Arc::new(StringArray::from(vec![Some("<script>"), None]))),
            ("n", Arc::new(Int64Array::from(vec![None, Some(-7)]))),
        ]));
        let html = html(&frame.caption("\"rows\""));
        assert!(html.contains("<th scope=\"col\">a&lt;b: Utf8</th>"), "{html}");
        assert!(html.contains("<th scope=\"col\" class=\"ft-number\">n: Int64</th>"), "{html}");
        assert!(html.contains("<td>&lt;script&gt;</td><td class=\"ft-number\"></td>"), "{html}");
        assert!(html.contains("<td></td><td class=\"ft-number\">-7</td>"), "{html}");
        assert!(!html.contains("<script>"), "{html}");
    }

    #[test]
    fn every_kind_of_column_has_a_text() {
        let lists = ListArray::from_iter_primitive::<Int32Type, _, _>([Some([Some(1), None])]);
        let zoned = TimestampMicrosecondArray::from(vec![1_500_000]).with_timezone("Asia/Kolkata");
        let html = html(&DataFrame::new(&batch([
            ("float", Arc::new(Float64Array::from(vec![0.5]))),
            ("boolean", Arc::new(BooleanArray::from(vec![true]))),
            ("day", Arc::new(Date32Array::from(vec![1]))),
            ("time", Arc::new(TimestampMicrosecondArray::from(vec![1_500_000]))),
            ("zoned", Arc::new(zoned)),
            ("bytes", Arc::new(BinaryArray::from(vec![b"\x00\xff".as_slice()]))),
            ("decimal", Arc::new(Decimal128Array::from(vec![125]).with_precision_and_scale(5, 2).unwrap())),
            ("category", Arc::new(DictionaryArray::<Int32Type>::from_iter(["x"]))),
            ("lists", Arc::new(lists)),
            ("nothing", Arc::new(NullArray::new(1))),
        ])));
        for cell in [
            "0.5",
            "true",
            "1970-01-02",
            "1970-01-01T00:00:01.500",
            "1970-01-01T00:00:01.500Z",
            "00ff",
            "1.25",
            "x",
            "[1, ]",
            "",
        ] {
            assert!(html.contains(&format!(">{cell}</td>")), "{cell}: {html}");
        }
        assert!(!html.contains("rror"), "{html}");
    }

    #[test]
    fn rows_and_columns_and_letters_beyond_the_limits_are_left_out() {
        let long = "é".repeat(300);
        let columns = (0..150).map(|n| {
            let cells: ArrayRef = Arc::new(StringArray::from(vec![long.as_str(); 25]));
            (format!("c{n}"), cells)
        });
        let html = html(&DataFrame::new(&RecordBatch::try_from_iter(columns).unwrap()).rows(2));
        assert_eq!(html.matches("<tr>").count(), 3);
        assert_eq!(html.matches("<td").count(), 2 * 101);
        assert!(html.contains("c99: Utf8") && !html.contains("c100: Utf8"), "{html}");
        assert!(html.contains("50 more columns") && html.contains("23 more rows"), "{html}");
        assert!(html.contains(&format!("{}…<", "é".repeat(200))) && !html.contains(&"é".repeat(201)));
    }
}
