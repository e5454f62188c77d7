//! Image names with parts that are filled in at registration.

use super::{SerializationError, SerializationSettings};

/// An image name, taken apart: `registry/name:tag`, `registry/name@digest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Image<'a> {
    fqn: &'a str,
    version: &'a str,
    is_digest: bool,
}

impl<'a> Image<'a> {
    fn parse(image: &'a str) -> Self {
        if let Some((name, digest)) = image.split_once('@') {
            // A tag before a digest says nothing more.
            let (fqn, _) = split_tag(name);
            return Self { fqn, version: digest, is_digest: true };
        }
        let (fqn, version) = split_tag(image);
        Self { fqn, version, is_digest: false }
    }
}

/// A colon before the last slash belongs to the registry's port.
fn split_tag(name: &str) -> (&str, &str) {
    match name.rsplit_once(':') {
        Some((fqn, tag)) if !tag.contains('/') => (fqn, tag),
        _ => (name, ""),
    }
}

/// Fills in what stands in double braces in the image of a task: `{{.image.NAME.fqn}}`, `{{.image.NAME.version}}`,
/// `{{.image.NAME}}`, where `default` is the image of all tasks and other names come from the settings.
///
/// # Errors
/// When a name is unknown, or the braces hold anything else.
pub(super) fn resolve(
    image: &str,
    task: &str,
    settings: &SerializationSettings,
) -> Result<String, SerializationError> {
    let invalid = |reason: String| SerializationError::Invalid { task: task.to_owned(), reason };
    let mut resolved = String::new();
    let mut rest = image;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, tail) = after
            .split_once("}}")
            .ok_or_else(|| invalid(format!("the image `{image}` lacks a closing `}}}}`")))?;
        let parts: Vec<&str> = inside.trim().split('.').collect();
        let (name, part) = match parts.as_slice() {
            ["", word, name] if is_image(word) => (*name, ""),
            ["", word, name, part] if is_image(word) => (*name, *part),
            _ => {
                return Err(invalid(format!(
                    "the image `{image}` may hold `{{{{.image.NAME}}}}`, `{{{{.image.NAME.fqn}}}}` and \
                     `{{{{.image.NAME.version}}}}`, found `{{{{{inside}}}}}`"
                )));
            }
        };
        let full = settings.image_named(name).ok_or_else(|| {
            let known: Vec<&str> = settings.images.keys().map(String::as_str).collect();
            invalid(format!(
                "the image `{image}` needs an image named `{name}`; known are `default`{}{}",
                if known.is_empty() { "" } else { ", " },
                known.join(", ")
            ))
        })?;
        let known = Image::parse(full);
        resolved.push_str(before);
        match part {
            "" => resolved.push_str(full),
            "fqn" => resolved.push_str(known.fqn),
            "version" => {
                // A digest goes behind an at sign.
                if known.is_digest && resolved.ends_with(':') {
                    resolved.pop();
                    resolved.push('@');
                }
                resolved.push_str(known.version);
            }
            other => {
                return Err(invalid(format!(
                    "an image has `fqn` and `version`, no `{other}` (in `{image}`)"
                )));
            }
        }
        rest = tail;
    }
    resolved.push_str(rest);
    Ok(resolved)
}

fn is_image(word: &str) -> bool {
    word.eq_ignore_ascii_case("image") || word.eq_ignore_ascii_case("images")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve_with(image: &str) -> Result<String, String> {
        let mut settings = SerializationSettings {
            image: "ghcr.io:5000/app:v9".to_owned(),
            ..SerializationSettings::default()
        };
        settings.images.insert("gpu".to_owned(), "reg/gpu@sha256:ab".to_owned());
        resolve(image, "t", &settings).map_err(|error| error.to_string())
    }

    #[test]
    fn names_and_parts_are_filled_in() {
        assert_eq!(resolve_with("plain:v1").unwrap(), "plain:v1");
        assert_eq!(
            resolve_with("{{.image.default.fqn}}-x:{{ .image.default.version }}").unwrap(),
            "ghcr.io:5000/app-x:v9"
        );
        assert_eq!(resolve_with("{{.images.gpu}}").unwrap(), "reg/gpu@sha256:ab");
        assert_eq!(resolve_with("reg/gpu:{{.image.gpu.version}}").unwrap(), "reg/gpu@sha256:ab");
    }

    #[test]
    fn what_cannot_be_filled_in_is_named() {
        assert!(resolve_with("{{.image.tpu.fqn}}").unwrap_err().contains("an image named `tpu`"));
        assert!(resolve_with("{{.image.gpu.tag}}").unwrap_err().contains("no `tag`"));
        assert!(resolve_with("{{.inputs.x}}").unwrap_err().contains("found `{{.inputs.x}}`"));
        assert!(resolve_with("a:{{.image.gpu").unwrap_err().contains("closing"));
    }
}
