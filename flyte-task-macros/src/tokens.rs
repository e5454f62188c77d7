//! Tokens as text that depends on nothing but the tokens: for digests, and for people.
//!
//! `TokenStream::to_string` promises no spacing and has changed it between compilers; this printer does not.

use std::fmt::Write;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use sha2::{Digest, Sha256};

/// A digest of code that changes with what is written, but not with layout, comments or documentation.
pub(crate) fn digest(code: &TokenStream) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(print(code)).iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Prints code on one line, always in the same way.
pub(crate) fn print(code: &TokenStream) -> String {
    let mut printer = Printer::default();
    printer.stream(code, false);
    printer.text
}

/// The operators of more than one sign. Those that begin with `>` are missing: only the layout of generics tells
/// `>>` from `> >`.
const OPERATORS: &[&str] = &[
    "<<=", "...", "..=", "::", "->", "=>", "&&", "||", "==", "!=", "<=", "+=", "-=", "*=", "/=", "%=", "^=",
    "&=", "|=", "..", "<<",
];

/// The operators that have two sides whenever something stands before them, and are easier to read apart from it.
const BINARY: &[&str] = &[
    "+", "-", "*", "/", "%", "^", "&", "&&", "||", "==", "!=", "=", "=>", "->", "+=", "-=", "*=", "/=", "<<",
];

#[derive(Clone, Copy, Default, PartialEq)]
enum Last {
    #[default]
    Open,
    Close,
    Word,
    Sign,
    Comma,
}

#[derive(Default)]
struct Printer {
    text: String,
    last: Last,
}

impl Printer {
    fn stream(&mut self, code: &TokenStream, drop_last_comma: bool) {
        let mut tokens: Vec<TokenTree> = without_docs(code);
        if drop_last_comma && matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ',')
        {
            tokens.pop();
        }
        let mut rest = tokens.as_slice();
        let mut after_name = false;
        while let Some((token, tail)) = rest.split_first() {
            rest = tail;
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    after_name = !is_keyword(&name);
                    self.word(&name);
                    continue;
                }
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::None => ("", ""),
                    };
                    if self.last == Last::Comma {
                        self.text.push(' ');
                    }
                    self.text.push_str(open);
                    self.last = Last::Open;
                    // A comma makes `(a,)` a tuple, but means nothing at the end of a call over many lines.
                    let droppable = group.delimiter() != Delimiter::Parenthesis
                        || after_name
                        || commas(&group.stream()) > 1;
                    self.stream(&group.stream(), droppable);
                    self.text.push_str(close);
                    self.last = Last::Close;
                }
                TokenTree::Punct(first) => {
                    let mut run = String::from(first.as_char());
                    let mut joint = first.spacing() == Spacing::Joint;
                    for token in tail {
                        let TokenTree::Punct(next) = token else { break };
                        if !joint {
                            break;
                        }
                        run.push(next.as_char());
                        joint = next.spacing() == Spacing::Joint;
                    }
                    let operator = OPERATORS.iter().find(|operator| run.starts_with(**operator));
                    let length = operator.map_or(1, |operator| operator.len());
                    let sign: String = run.chars().take(length).collect();
                    rest = tail.get(length - 1..).unwrap_or_default();
                    self.sign(&sign);
                }
            }
            after_name = false;
        }
    }

    fn word(&mut self, word: &str) {
        if matches!(self.last, Last::Word | Last::Comma) {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.last = Last::Word;
    }

    fn sign(&mut self, sign: &str) {
        if matches!(self.last, Last::Word | Last::Close) && BINARY.contains(&sign) {
            self.text.push(' ');
            self.text.push_str(sign);
            // As after a comma, a space follows.
            self.last = Last::Comma;
            return;
        }
        // Two signs side by side must not look like one operator.
        let apart = self.last == Last::Comma || (self.last == Last::Sign && sign != "::");
        if apart {
            self.text.push(' ');
        }
        self.text.push_str(sign);
        self.last = match sign {
            "," | ";" => Last::Comma,
            // Nothing that follows could be taken for a part of it.
            "::" => Last::Open,
            _ => Last::Sign,
        };
    }
}

/// The tokens without `#[doc = ".."]`, which is what the compiler makes of doc comments.
fn without_docs(code: &TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in code.clone() {
        if let TokenTree::Group(group) = &token
            && group.delimiter() == Delimiter::Bracket
            && matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc")
        {
            let sign = |token: Option<&TokenTree>, sign| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
            let inner = sign(kept.last(), '!') && sign(kept.iter().rev().nth(1), '#');
            if inner || sign(kept.last(), '#') {
                kept.truncate(kept.len() - if inner { 2 } else { 1 });
                continue;
            }
        }
        kept.push(token);
    }
    kept
}

fn commas(code: &TokenStream) -> usize {
    code.clone()
        .into_iter()
        .filter(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','))
        .count()
}

/// Whether a parenthesis after the word is no call.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "break"
            | "else"
            | "if"
            | "in"
            | "let"
            | "match"
            | "move"
            | "mut"
            | "ref"
            | "return"
            | "while"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(source: &str) -> String {
        print(&source.parse().unwrap())
    }

    #[test]
    fn people_can_read_it() {
        for source in [
            "1",
            "-1.5",
            "\"a b\"",
            "vec![1, 2]",
            "Some(\"x\")",
            "Duration::from_secs(60)",
            "HashMap::new()",
            "60 * 60",
            "-1 + f(&x)",
            "Vec::<i64>::new()",
            "|x|x.len()",
        ] {
            assert_eq!(printed(source), source);
        }
    }

    #[test]
    fn layout_comments_and_docs_do_not_matter() {
        let dense = "{let v:Vec<Vec<i64>>=vec![f(a,b),-1];fn g(){} match v{_=>x+-1}}";
        let loose = "{
            // A comment.
            let v: Vec< Vec<i64> > = vec![
                f(
                    a, /* here */
                    b,
                ),
                - 1,
            ];
            //! Inner docs.
            /// Outer docs.
            #[doc(hidden)]
            fn g() {}
            match v {
                _ => x + -1,
            }
        }";
        assert_eq!(printed(dense), printed(loose));
        assert_eq!(digest(&dense.parse().unwrap()), digest(&loose.parse().unwrap()));
    }

    #[test]
    fn what_is_written_matters() {
        let all = [
            "{ a + 1 }",
            "{ a + 2 }",
            "{ a + 1.0 }",
            "{ a - 1 }",
            "{ b + 1 }",
            "{ a && b }",
            "{ a & &b }",
            "{ (a,) }",
            "{ (a) }",
            "{ a; }",
            "{ a }",
            "{ \"a b\" }",
            "{ \"a  b\" }",
            "{ r\"a\" }",
            "{ ab }",
            "{ a b }",
            "{ return (a,) }",
            "{ return (a) }",
        ];
        let digests: std::collections::BTreeSet<_> =
            all.iter().map(|code| digest(&code.parse().unwrap())).collect();
        assert_eq!(digests.len(), all.len());
    }
}
