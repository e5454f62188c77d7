//! Doc comments as text.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The doc comment of an item or a parameter.
#[derive(Debug, Default)]
pub(crate) struct Docs {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    /// What a comment says.
    Text(String),
    /// What only the compiler can read, such as `include_str!("..")`.
    Expression(Box<Expr>),
}

impl Docs {
    /// Gathers the doc comments among the attributes.
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        Self { parts: attributes.iter().filter_map(part).collect() }
    }

    /// Whether there is nothing to read.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Text(text) if text.trim().is_empty()))
    }

    /// The whole text, if none of it is for the compiler to read.
    pub(crate) fn text(&self) -> Option<String> {
        let texts: Option<Vec<&str>> = self
            .parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => Some(text.as_str()),
                Part::Expression(_) => None,
            })
            .collect();
        texts.map(|texts| texts.join("\n").trim_matches('\n').to_owned())
    }
}

impl ToTokens for Docs {
    /// Prints an expression of type `&'static str`.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let mut pieces: Vec<TokenStream> = Vec::new();
        let mut text = String::new();
        for (index, part) in self.parts.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            match part {
                Part::Text(line) => text.push_str(line),
                Part::Expression(expression) => {
                    if !text.is_empty() {
                        let before = std::mem::take(&mut text);
                        pieces.push(quote!(#before));
                    }
                    pieces.push(expression.to_token_stream());
                }
            }
        }
        if pieces.is_empty() {
            let text = text.trim_matches('\n');
            tokens.extend(quote!(#text));
            return;
        }
        if !text.is_empty() {
            pieces.push(quote!(#text));
        }
        tokens.extend(quote!(::core::concat!(#(#pieces),*)));
    }
}

/// Whether the attribute is a doc comment, in whichever form.
pub(crate) fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

fn part(attribute: &Attribute) -> Option<Part> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => Some(match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Part::Text(unindented(&text.value())),
            expression => Part::Expression(Box::new(expression.clone())),
        }),
        // `#[doc(hidden)]` and its like say nothing.
        _ => None,
    }
}

/// The text of one comment without what its form adds: a leading space, or the stars and indentation of `/** */`.
fn unindented(text: &str) -> String {
    if !text.contains('\n') {
        return text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned();
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let rest: Vec<&str> = rest.lines().collect();
    let written = || rest.iter().filter(|line| !line.trim().is_empty());
    let starred = written().count() > 0 && written().all(|line| line.trim_start().starts_with('*'));
    let indent = written().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut lines = vec![first.trim().to_owned()];
    for line in &rest {
        let line = if starred {
            let line = line.trim_start().strip_prefix('*').unwrap_or_default();
            line.strip_prefix(' ').unwrap_or(line)
        } else {
            line.get(indent..).unwrap_or_default()
        };
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use syn::parse::Parser;

    use super::*;

    fn docs(source: &str) -> String {
        let attributes = Attribute::parse_outer.parse_str(source).unwrap();
        Docs::of(&attributes).to_token_stream().to_string()
    }

    #[test]
    fn lines_lose_one_space() {
        assert_eq!(
            docs("/// Adds.\n///\n///   indented\n#[must_use]\n///no space"),
            r#""Adds.\n\n  indented\nno space""#
        );
    }

    #[test]
    fn blocks_lose_stars_and_indentation() {
        assert_eq!(docs("/** Adds. */"), r#""Adds.""#);
        assert_eq!(docs("/**\n * Adds.\n *\n *   two\n */"), r#""Adds.\n\n  two""#);
        assert_eq!(docs("/** Adds.\n    Twice.\n      More.\n*/"), r#""Adds.\nTwice.\n  More.""#);
    }

    #[test]
    fn included_files_stay_expressions() {
        assert_eq!(
            docs("/// Adds.\n#[doc = include_str!(\"a.md\")]\n/// End."),
            r#":: core :: concat ! ("Adds.\n" , include_str ! ("a.md") , "\nEnd.")"#
        );
    }

    #[test]
    fn nothing_is_empty() {
        assert_eq!(docs("#[doc(hidden)] #[inline]"), r#""""#);
    }
}
