//! Formats: what the content of a file is, as part of its type.
//!
//! `FlyteFile<Csv>` is another type than `FlyteFile<Pdf>`, to the compiler and to Flyte's console; Flyte does not look
//! into files to see whether it is so. The formats here are those that flytekit has names for; any other is made with
//! two lines:
//!
//! ```
//! use flyte_task::types::FlyteFile;
//! use flyte_task::types::formats::FileFormat;
//!
//! enum Parquet {}
//! impl FileFormat for Parquet {
//!     const NAME: &'static str = "parquet";
//! }
//!
//! #[flyte_task::task]
//! fn size(table: FlyteFile<Parquet>) -> Result<i64, flyte_task::TaskError> {
//!     Ok(i64::try_from(table.read()?.len())?)
//! }
//! ```

use super::literal_type::JSON_LINES_FORMAT;

/// A format of files, or of the files in a directory.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a format of files",
    label = "not a format",
    note = "formats such as `Csv` are in `flyte_task::types::formats`",
    note = "one of your own is a type with `impl FileFormat for .. {{ const NAME: &'static str = \"..\"; }}`"
)]
pub trait FileFormat: 'static {
    /// Flyte's word for it, usually the ending of the files' names without its dot; empty says nothing.
    const NAME: &'static str;
}

/// The name as it goes into types: flytekit drops spaces around it, and tildes and dots before it.
pub(super) const fn name_of<F: FileFormat>() -> &'static str {
    let name = without(F::NAME.trim_ascii(), b'~');
    without(name, b'.')
}

/// The text without any number of such bytes at its start.
const fn without(mut name: &'static str, byte: u8) -> &'static str {
    while let [first, ..] = name.as_bytes() {
        if *first != byte {
            break;
        }
        name = name.split_at(1).1;
    }
    name
}

macro_rules! formats {
    ($($docs:literal $name:ident $text:expr),+ $(,)?) => {
        $(
            #[doc = $docs]
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $name {}

            impl FileFormat for $name {
                const NAME: &'static str = $text;
            }
        )+
    };
}

formats! {
    "Nothing is said about the content." AnyFormat "",
    "Values separated by commas." Csv "csv",
    "HDF5: arrays and tables." Hdf5 "hdf5",
    "A web page." Html "html",
    "A Jupyter notebook." Ipynb "ipynb",
    "What Python's joblib writes." Joblib "joblib",
    "A JPEG image." Jpeg "jpeg",
    "A JSON value on each line; see also [`JsonLines`](super::JsonLines)." Jsonl JSON_LINES_FORMAT,
    "An ONNX model." Onnx "onnx",
    "A PDF document." Pdf "pdf",
    "A PNG image." Png "png",
    "What Python's pickle writes." PythonPickle "python_pickle",
    "An SVG image." Svg "svg",
    "Records of TensorFlow." TfRecord "tfrecord",
}

#[cfg(test)]
mod tests {
    use super::*;

    enum Odd {}
    impl FileFormat for Odd {
        const NAME: &'static str = " \t~.tar.gz\n";
    }

    #[test]
    fn names_are_cleaned_as_by_flytekit() {
        assert_eq!(name_of::<Odd>(), "tar.gz");
        assert_eq!(name_of::<AnyFormat>(), "");
        assert_eq!(name_of::<PythonPickle>(), "python_pickle");
    }
}
