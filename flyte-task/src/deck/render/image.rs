//! Images, carried inside the page.

use std::fmt;

use super::Base64;
use crate::deck::html::{Html, ToHtml};

/// An image with a text for those who do not see it.
///
/// Scripts inside an SVG do not run.
///
/// ```
/// use flyte_task::deck::{Decks, Image};
///
/// let circle = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle cx='4' cy='4' r='4'/></svg>";
/// let image = Image::new(circle, "a black disc")?.size(90, 90);
/// Decks::new().deck("Shapes").append(image);
/// # Ok::<_, flyte_task::deck::UnknownImage>(())
/// ```
#[derive(Clone)]
pub struct Image {
    bytes: Vec<u8>,
    media_type: &'static str,
    alt: String,
    size: Option<(u32, u32)>,
}

impl Image {
    /// A PNG, JPEG or SVG image; which one, its bytes say.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn new(bytes: impl Into<Vec<u8>>, alt: impl Into<String>) -> Result<Self, UnknownImage> {
        let bytes = bytes.into();
        let media_type = media_type(&bytes).ok_or(UnknownImage)?;
        let size = match media_type {
            "image/png" => png_size(&bytes),
            "image/jpeg" => jpeg_size(&bytes),
            _ => None,
        };
        Ok(Self { bytes, media_type, alt: alt.into(), size })
    }

    /// The image in this size in CSS pixels, instead of its own; it still shrinks to the page.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = Some((width, height));
        self
    }
}

impl ToHtml for Image {
    fn to_html(&self, html: &mut Html) {
        html.raw("<p class=\"ft-image\"><img").attribute("alt", &self.alt);
        // With its size known, the page does not jump when the image is decoded.
        if let Some((width, height)) = self.size {
            html.attribute("width", width).attribute("height", height);
        }
        let uri = format_args!("data:{};base64,{}", self.media_type, Base64(&self.bytes));
        html.attribute("src", uri).raw("></p>");
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Image");
        shown.field("media_type", &self.media_type).field("bytes", &self.bytes.len());
        shown.field("alt", &self.alt).field("size", &self.size).finish()
    }
}

/// Bytes that are no image that a deck can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownImage;

impl fmt::Display for UnknownImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these bytes are no image that a deck can show; there are PNG, JPEG and SVG")
    }
}

impl std::error::Error for UnknownImage {}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(PNG) {
        return Some("image/png");
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some("image/jpeg");
    }
    // An SVG may open with a declaration, comments and a document type.
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    (text.starts_with('<') && text.contains("<svg")).then_some("image/svg+xml")
}

/// Width and height are the first two numbers of the first chunk, IHDR.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    (bytes.get(12..16)? == b"IHDR").then_some((number(16)?, number(20)?))
}

/// Height and width stand in the frame's header, after an unknown number of other segments.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        match marker {
            // A fill byte before a marker.
            0xff => at += 1,
            // SOF0 to SOF15, but for the tables that share their range.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((number(at + 7)?.into(), number(at + 5)?.into()));
            }
            _ => at += 2 + usize::from(number(at + 2)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_and_size_are_read_from_the_bytes() {
        let mut png = PNG.to_vec();
        png.extend(b"\0\0\0\x0dIHDR\0\0\x01\0\0\0\0\x20");
        assert_eq!(Image::new(png, "").unwrap().size, Some((256, 32)));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04xx\xff\xff\xc2\0\x0b\x08\0\x10\x01\0\x01";
        assert_eq!(Image::new(*jpeg, "").unwrap().size, Some((256, 16)));
        let svg = "\u{feff}<?xml version='1.0'?>\n<!-- c --><svg/>";
        assert_eq!(Image::new(svg, "").unwrap().media_type, "image/svg+xml");
        assert_eq!(Image::new("GIF89a", "").unwrap_err(), UnknownImage);
        assert_eq!(Image::new(*b"\xff\xd8\xff\xe0\xff", "cut short").unwrap().size, None);
    }

    #[test]
    fn an_image_is_one_element() {
        let mut html = Html::new();
        Image::new("<svg/>", "\"it\" <is>").unwrap().size(4, 3).to_html(&mut html);
        assert_eq!(
            html.as_str(),
            "<p class=\"ft-image\"><img alt=\"&quot;it&quot; &lt;is&gt;\" width=\"4\" height=\"3\" \
             src=\"data:image/svg+xml;base64,PHN2Zy8+\"></p>"
        );
    }
}
