//! `container_image`: what stands in double braces must be something that registration can fill in.

use syn::LitStr;

use super::values::word;
use crate::arguments::Argument;

/// Reads the option.
pub(super) fn image(argument: &Argument) -> syn::Result<LitStr> {
    let example = "ghcr.io/me/image:1.0";
    // Spaces are right inside of braces only.
    let text = match argument.text(example) {
        Ok(text) if text.value().contains("{{") => text,
        _ => word(argument, example)?,
    };
    check(&text.value()).map(|()| text.clone()).map_err(|error| syn::Error::new(text.span(), error))
}

/// Whether registration can fill in all braces, as far as that is known without the names of its images.
fn check(image: &str) -> Result<(), String> {
    let mut rest = image;
    while let Some((_, after)) = rest.split_once("{{") {
        let (inside, tail) = after.split_once("}}").ok_or("this image lacks a closing `}}`")?;
        let parts: Vec<&str> = inside.trim().split('.').collect();
        let (word, name, part) = match parts.as_slice() {
            ["", word, name] => (*word, *name, ""),
            ["", word, name, part] => (*word, *name, *part),
            _ => ("", "", ""),
        };
        if !["image", "images"].iter().any(|known| word.eq_ignore_ascii_case(known)) || name.is_empty() {
            return Err(format!(
                "an image may hold `{{{{.image.NAME}}}}`, `{{{{.image.NAME.fqn}}}}` and \
                 `{{{{.image.NAME.version}}}}`, found `{{{{{inside}}}}}`"
            ));
        }
        if parts.len() == 4 && !matches!(part, "fqn" | "version") {
            return Err(format!("an image has `fqn` and `version`, no `{part}`"));
        }
        rest = tail;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_registration_can_fill_in_is_right() {
        for image in [
            "ghcr.io/me/image:1.0",
            "{{.image.default.fqn}}-x:{{ .image.default.version }}",
            "{{.Images.gpu}}",
            "reg/gpu:{{.image.gpu.version}}",
        ] {
            assert_eq!(check(image), Ok(()), "{image}");
        }
    }

    #[test]
    fn what_it_cannot_is_refused() {
        for (image, why) in [
            ("a:{{.image.gpu", "closing"),
            ("{{.inputs.x}}", "found `{{.inputs.x}}`"),
            ("{{.image}}", "found"),
            ("{{.image..fqn}}", "found"),
            ("{{image.x}}", "found"),
            ("{{.image.gpu.tag}}", "no `tag`"),
            ("{{.image.gpu.}}", "no ``"),
        ] {
            let error = check(image).unwrap_err();
            assert!(error.contains(why), "{image}: {error}");
        }
    }
}
