//! The header of a `.npy` file: a Python literal that says what follows.

use std::io::Read;

use super::Unread;
use crate::types::ConversionError;

const MAGIC: &[u8] = b"\x93NUMPY";
/// What follows a header starts at a multiple of this.
const ALIGNMENT: usize = 64;
/// NumPy leaves room for the longest number in place of the side along which an array grows.
const LONGEST_SIDE: usize = 21;
/// No honest header comes near; NumPy itself refuses longer ones than a sixth of it.
const LONGEST: usize = 1 << 16;

/// What a header says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// The elements' type, such as `<f8`.
    pub(super) element: String,
    /// Whether the first index varies fastest.
    pub(super) by_columns: bool,
    /// How many elements there are along each dimension.
    pub(super) shape: Vec<usize>,
}

impl Header {
    /// The bytes that NumPy writes for it.
    ///
    /// # Errors
    /// When it has so many dimensions that a header cannot tell them.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, ConversionError> {
        let sides: Vec<_> = self.shape.iter().map(usize::to_string).collect();
        let shape = if let [side] = sides.as_slice() { format!("{side},") } else { sides.join(", ") };
        let by_columns = if self.by_columns { "True" } else { "False" };
        let mut text =
            format!("{{'descr': '{}', 'fortran_order': {by_columns}, 'shape': ({shape}), }}", self.element);
        let growing = if self.by_columns { sides.last() } else { sides.first() };
        if let Some(side) = growing {
            text.push_str(&" ".repeat(LONGEST_SIDE - side.len()));
        }
        let before = MAGIC.len() + 4;
        let padding = ALIGNMENT - (before + text.len() + 1) % ALIGNMENT;
        text.push_str(&" ".repeat(padding));
        text.push('\n');
        let len = u16::try_from(text.len()).map_err(|_| {
            ConversionError::new(format!(
                "an array of {} dimensions is more than its file can tell",
                sides.len()
            ))
        })?;
        Ok([MAGIC, &[1, 0], &len.to_le_bytes(), text.as_bytes()].concat())
    }

    /// Reads a header and leaves the elements.
    pub(super) fn read(file: &mut impl Read) -> Result<Self, Unread> {
        let mut start = [0; 8];
        exactly(file, &mut start)?;
        let len = match start.strip_prefix(MAGIC) {
            Some([1, _]) => {
                let mut len = [0; 2];
                exactly(file, &mut len)?;
                usize::from(u16::from_le_bytes(len))
            }
            Some([2 | 3, _]) => {
                let mut len = [0; 4];
                exactly(file, &mut len)?;
                usize::try_from(u32::from_le_bytes(len)).unwrap_or(usize::MAX)
            }
            Some([version, _]) => {
                return Err(Unread::Content(format!("it is of the version {version} of NumPy's format")));
            }
            _ => return Err(Unread::Content("it is not in NumPy's format".to_owned())),
        };
        if len > LONGEST {
            return Err(Unread::Content(format!("its header has {len} bytes, and no header is that long")));
        }
        let mut text = vec![0; len];
        exactly(file, &mut text)?;
        let text = String::from_utf8_lossy(&text);
        Self::parse(&text)
            .ok_or_else(|| Unread::Content(format!("its header is not understood: `{}`", text.trim())))
    }

    fn parse(text: &str) -> Option<Self> {
        let (mut element, mut by_columns, mut shape) = (None, None, None);
        let mut rest = skip(text, "{")?;
        while skip(rest, "}").is_none() {
            let (key, after) = quoted(rest)?;
            rest = skip(after, ":")?;
            match key {
                "descr" => {
                    // What has fields is a list here, and is told as it stands.
                    let (name, after) = quoted(rest).or_else(|| list(rest))?;
                    (element, rest) = (Some(name.to_owned()), after);
                }
                "fortran_order" => {
                    let truth = [("True", true), ("False", false)];
                    let (value, after) =
                        truth.into_iter().find_map(|(word, value)| Some((value, skip(rest, word)?)))?;
                    (by_columns, rest) = (Some(value), after);
                }
                "shape" => {
                    let (inside, after) = skip(rest, "(")?.split_once(')')?;
                    let sides = inside.split(',').map(str::trim).filter(|side| !side.is_empty());
                    // Python 2 marks long numbers.
                    let sides = sides.map(|side| side.trim_end_matches('L').parse().ok());
                    (shape, rest) = (Some(sides.collect::<Option<Vec<usize>>>()?), after);
                }
                _ => return None,
            }
            rest = skip(rest, ",").unwrap_or(rest);
        }
        Some(Self { element: element?, by_columns: by_columns?, shape: shape? })
    }
}

fn exactly(file: &mut impl Read, bytes: &mut [u8]) -> Result<(), Unread> {
    file.read_exact(bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => Unread::Content("it ends within its header".to_owned()),
        _ => Unread::Fetching(error),
    })
}

/// What follows a word.
fn skip<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.trim_start().strip_prefix(word)
}

/// A text in quotes, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    text.get(1..)?.split_once(quote)
}

/// A list with what it holds, and what follows it.
fn list(text: &str) -> Option<(&str, &str)> {
    let text = skip(text, "[")?;
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' if depth == 1 => return Some((text.get(..at)?, text.get(at + 1..)?)),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}
