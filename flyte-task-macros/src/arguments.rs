//! The arguments of an attribute: `word`, `word = value`, `word(list)`.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, Lit, LitInt, LitStr, Token, token};

use crate::errors::{Errors, unknown};

/// What was written, and where.
#[derive(Debug, Clone)]
pub(crate) struct Written<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// One argument.
#[derive(Debug)]
pub(crate) struct Argument {
    /// Its word, or the text in place of one.
    pub(crate) word: String,
    /// Where the word stands.
    pub(crate) span: Span,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Flag,
    Value(TokenStream),
    List(TokenStream),
}

/// The words that a list of arguments may have, each with what it does.
pub(crate) type Words<T> = [(&'static str, fn(&mut T, &Argument) -> syn::Result<()>)];

impl Argument {
    /// Reads arguments one by one, so that a mistake in one does not hide those of the others.
    pub(crate) fn list(tokens: TokenStream, errors: &mut Errors) -> Vec<Self> {
        split(tokens).into_iter().filter_map(|part| errors.keep(syn::parse2(part))).collect()
    }

    /// Reads arguments into `target`; each must be among the words, and none may come twice.
    pub(crate) fn apply<T>(
        tokens: TokenStream,
        what: &str,
        words: &Words<T>,
        target: &mut T,
        errors: &mut Errors,
    ) {
        let mut seen: Vec<String> = Vec::new();
        for argument in Self::list(tokens, errors) {
            let Some((word, read)) = words.iter().find(|(word, _)| *word == argument.word) else {
                let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                errors.at(argument.span, unknown(what, &argument.word, &known));
                continue;
            };
            if seen.contains(&argument.word) {
                errors.at(argument.span, format!("`{word}` is given twice"));
                continue;
            }
            seen.push(argument.word.clone());
            errors.keep(read(target, &argument));
        }
    }

    fn error(&self, message: impl std::fmt::Display) -> syn::Error {
        let tokens = match &self.form {
            Form::Value(value) if !value.is_empty() => value,
            _ => return syn::Error::new(self.span, message),
        };
        syn::Error::new_spanned(tokens, message)
    }

    /// The value as a word like `true`; a bare word means true.
    pub(crate) fn flag(&self) -> syn::Result<Written<bool>> {
        let wanted =
            || self.error(format!("`{0}` is true or false: write `{0}` or `{0} = false`", self.word));
        match (&self.form, self.literal()) {
            (Form::Flag, _) => Ok(Written { value: true, span: self.span }),
            (_, Some(Lit::Bool(value))) => Ok(Written { value: value.value, span: value.span }),
            _ => Err(wanted()),
        }
    }

    /// The value as text; `example` shows one.
    pub(crate) fn text(&self, example: &str) -> syn::Result<LitStr> {
        match self.literal() {
            Some(Lit::Str(text)) => Ok(text),
            _ => Err(self.error(format!("`{0}` is a text: write `{0} = \"{example}\"`", self.word))),
        }
    }

    /// The value as a count.
    pub(crate) fn count(&self) -> syn::Result<Written<u32>> {
        if let Form::Value(value) = &self.form {
            let mut tokens = value.clone().into_iter();
            if let (Some(TokenTree::Punct(sign)), Some(TokenTree::Literal(_)), None) =
                (tokens.next(), tokens.next(), tokens.next())
                && sign.as_char() == '-'
            {
                return Err(self.error(format!("`{}` cannot be negative", self.word)));
            }
        }
        match self.literal() {
            // The wire has 32 bits, of which most readers use 31.
            Some(Lit::Int(count)) => match count.base10_parse::<u32>() {
                Ok(value) if i32::try_from(value).is_ok() => Ok(Written { value, span: count.span() }),
                _ => Err(self.error(format!("`{}` is at most {}", self.word, i32::MAX))),
            },
            _ => Err(self.error(format!("`{0}` is a whole number: write `{0} = 3`", self.word))),
        }
    }

    /// The value as text, or as a number of which the text is meant.
    pub(crate) fn text_or_number(&self, example: &str) -> syn::Result<Written<String>> {
        match self.literal() {
            Some(Lit::Str(text)) => Ok(Written { value: text.value(), span: text.span() }),
            Some(Lit::Int(number)) if plain(&number) => {
                Ok(Written { value: number.base10_digits().to_owned(), span: number.span() })
            }
            Some(Lit::Float(number)) if number.suffix().is_empty() => {
                Ok(Written { value: number.base10_digits().to_owned(), span: number.span() })
            }
            _ => Err(self.error(format!("`{0}` is an amount: write `{0} = \"{example}\"`", self.word))),
        }
    }

    /// What stands in the parentheses.
    pub(crate) fn inner(&self, example: &str) -> syn::Result<TokenStream> {
        match &self.form {
            Form::List(tokens) => Ok(tokens.clone()),
            _ => {
                Err(syn::Error::new(self.span, format!("`{0}` is a list: write `{0}({example})`", self.word)))
            }
        }
    }

    /// The value as a path; `example` shows one.
    pub(crate) fn path(&self, example: &str) -> syn::Result<syn::Path> {
        use syn::parse::Parser;

        let wanted = || self.error(format!("`{0}` is a path: write `{0} = {example}`", self.word));
        match &self.form {
            Form::Value(value) => syn::Path::parse_mod_style.parse2(value.clone()).map_err(|_| wanted()),
            _ => Err(wanted()),
        }
    }

    /// The value as an expression; `example` shows one.
    pub(crate) fn expression(&self, example: &str) -> syn::Result<Expr> {
        let wanted = || self.error(format!("`{0}` is an expression: write `{0} = {example}`", self.word));
        match &self.form {
            Form::Value(value) => syn::parse2(value.clone()).map_err(|_| wanted()),
            _ => Err(wanted()),
        }
    }

    /// The expressions in the parentheses.
    pub(crate) fn expressions(&self, example: &str) -> syn::Result<Vec<Expr>> {
        use syn::parse::Parser;
        use syn::punctuated::Punctuated;

        let inner = self.inner(example)?;
        Ok(Punctuated::<Expr, Token![,]>::parse_terminated.parse2(inner)?.into_iter().collect())
    }

    /// Whether it has parentheses.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.form, Form::List(_))
    }

    /// Whether its value is a text.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.literal(), Some(Lit::Str(_)))
    }

    /// Whether it is only a word.
    pub(crate) fn is_bare(&self) -> bool {
        matches!(self.form, Form::Flag)
    }

    fn literal(&self) -> Option<Lit> {
        match &self.form {
            Form::Value(value) => syn::parse2(value.clone()).ok(),
            _ => None,
        }
    }
}

/// Whether the number's text is what was written, in decimal and without a type.
fn plain(number: &LitInt) -> bool {
    number.suffix().is_empty()
        && !number.to_string().starts_with("0x")
        && !number.to_string().starts_with("0b")
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (word, span) = if input.peek(LitStr) {
            let text: LitStr = input.parse()?;
            (text.value(), text.span())
        } else if input.peek(Ident::peek_any) {
            let word = input.call(Ident::parse_any)?;
            (word.unraw().to_string(), word.span())
        } else {
            return Err(input.error("expected `word`, `word = value` or `word(..)`"));
        };
        let form = if input.is_empty() {
            Form::Flag
        } else if input.peek(token::Paren) {
            let inner;
            syn::parenthesized!(inner in input);
            Form::List(inner.parse()?)
        } else {
            let sign: Token![=] = input.parse().map_err(|error: syn::Error| {
                syn::Error::new(error.span(), format!("expected `{word} = ..`, `{word}(..)` or a comma"))
            })?;
            if input.is_empty() {
                return Err(syn::Error::new(sign.span, format!("`{word} =` needs a value")));
            }
            let value: TokenStream = input.parse()?;
            comma_is_missing(&value)
                .map_or(Ok(()), |span| Err(syn::Error::new(span, "a comma is missing before this")))?;
            Form::Value(value)
        };
        if !input.is_empty() {
            return Err(input.error("expected a comma"));
        }
        Ok(Self { word, span, form })
    }
}

/// Where a second value begins right after the first; paths have signs between their words, and what is an
/// expression as a whole is one value.
fn comma_is_missing(value: &TokenStream) -> Option<Span> {
    if syn::parse2::<Expr>(value.clone()).is_ok() {
        return None;
    }
    let is_sign = |token: &TokenTree| matches!(token, TokenTree::Punct(_));
    let tokens: Vec<TokenTree> = value.clone().into_iter().collect();
    let mut pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs.find(|(a, b)| !is_sign(a) && matches!(b, TokenTree::Ident(_))).map(|(_, second)| second.span())
}

/// The parts between commas; a comma at the end adds none.
pub(crate) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), Some(last)) if punct.as_char() == ',' && !last.is_empty() => {
                parts.push(TokenStream::new());
            }
            (_, Some(last)) => last.extend([token]),
            (_, None) => {}
        }
    }
    if parts.last().is_some_and(TokenStream::is_empty) {
        parts.pop();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Target {
        flag: Option<bool>,
        count: Option<u32>,
    }

    const WORDS: &Words<Target> = &[
        ("flag", |target, argument| argument.flag().map(|flag| target.flag = Some(flag.value))),
        ("count", |target, argument| argument.count().map(|count| target.count = Some(count.value))),
    ];

    fn apply(source: &str) -> (Target, Vec<String>) {
        let (mut target, mut errors) = (Target::default(), Errors::default());
        Argument::apply(source.parse().unwrap(), "word", WORDS, &mut target, &mut errors);
        let errors = errors.into_result().err().into_iter().flatten();
        (target, errors.map(|error| error.to_string()).collect())
    }

    #[test]
    fn words_are_read_in_every_form() {
        let (target, errors) = apply("flag, count = 1_000,");
        assert_eq!((target.flag, target.count, errors.len()), (Some(true), Some(1000), 0));
        let (target, _) = apply("flag = false");
        assert_eq!(target.flag, Some(false));
    }

    #[test]
    fn one_mistake_hides_no_other() {
        let (target, errors) = apply("flga, flag = 1, = 2, count(3), count = 4");
        assert_eq!(errors.len(), 5, "{errors:?}");
        assert!(errors.iter().any(|error| error.contains("did you mean `flag`?")), "{errors:?}");
        assert_eq!((target.flag, target.count), (None, None));
    }

    #[test]
    fn missing_commas_are_seen() {
        let (_, errors) = apply("count = 1 flag");
        assert_eq!(errors, ["a comma is missing before this"]);
    }
}
