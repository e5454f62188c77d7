//! `secret_requests(secret(..), ..)`: the secrets that a task is given.

use syn::LitStr;

use super::values::{filled, word};
use crate::arguments::{Argument, Words};
use crate::errors::{Errors, unknown};

/// One secret.
#[derive(Debug, Default)]
pub(crate) struct Secret {
    pub(crate) group: Option<LitStr>,
    pub(crate) key: Option<LitStr>,
    pub(crate) version: Option<LitStr>,
    /// The name of the variant.
    pub(crate) mount: Option<&'static str>,
    pub(crate) env_var: Option<LitStr>,
}

const EXAMPLE: &str = "group = \"db\", key = \"password\"";

const WORDS: &Words<Secret> = &[
    ("group", |secret, argument| filled(argument, "db").map(|text| secret.group = Some(text))),
    ("key", |secret, argument| filled(argument, "password").map(|text| secret.key = Some(text))),
    ("version", |secret, argument| word(argument, "1").map(|text| secret.version = Some(text))),
    ("mount", |secret, argument| mount(argument).map(|mount| secret.mount = Some(mount))),
    ("env_var", |secret, argument| env_var(argument).map(|text| secret.env_var = Some(text))),
];

/// Words and variants of `SecretMount`.
const MOUNTS: &[(&str, &str)] = &[("any", "Any"), ("env_var", "EnvVar"), ("file", "File")];

/// Reads the list of `secret_requests(..)`.
pub(super) fn parse(argument: &Argument) -> syn::Result<Vec<Secret>> {
    let mut errors = Errors::default();
    let mut secrets: Vec<Secret> = Vec::new();
    for argument in Argument::list(argument.inner(&format!("secret({EXAMPLE})"))?, &mut errors) {
        if argument.word != "secret" {
            errors.at(argument.span, format!("each secret is written `secret({EXAMPLE})`"));
            continue;
        }
        let Some(secret) = errors.keep(Secret::parse(&argument)) else { continue };
        if secrets.iter().any(|known| known.is_same(&secret)) {
            errors.at(argument.span, "this secret is asked for twice");
        }
        if let Some(env_var) = &secret.env_var
            && secrets.iter().any(|known| known.env_var.as_ref() == Some(env_var))
        {
            errors.at(env_var.span(), format!("`{}` is another secret's variable already", env_var.value()));
        }
        secrets.push(secret);
    }
    errors.into_result().map(|()| secrets)
}

impl Secret {
    fn parse(argument: &Argument) -> syn::Result<Self> {
        let mut secret = Self::default();
        let mut errors = Errors::default();
        Argument::apply(argument.inner(EXAMPLE)?, "part of a secret", WORDS, &mut secret, &mut errors);
        // A part that is wrong is not missing as well.
        if errors.count() == 0 && (secret.group.is_none() || secret.key.is_none()) {
            errors.at(argument.span, format!("a secret needs both group and key: write `secret({EXAMPLE})`"));
        }
        errors.into_result().map(|()| secret)
    }

    fn is_same(&self, other: &Self) -> bool {
        (&self.group, &self.key, &self.version) == (&other.group, &other.key, &other.version)
    }
}

fn mount(argument: &Argument) -> syn::Result<&'static str> {
    let text = argument.text("file")?;
    let known = MOUNTS.iter().find(|(word, _)| *word == text.value());
    known.map(|(_, variant)| *variant).ok_or_else(|| {
        let words: Vec<&str> = MOUNTS.iter().map(|(word, _)| *word).collect();
        syn::Error::new(text.span(), unknown("mount", &text.value(), &words))
    })
}

fn env_var(argument: &Argument) -> syn::Result<LitStr> {
    let text = argument.text("API_TOKEN")?;
    let name = text.value();
    let is_legal = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if is_legal {
        return Ok(text);
    }
    Err(syn::Error::new(
        text.span(),
        format!(
            "{name:?} cannot be the variable of a secret: capital letters, digits and `_`, no digit first"
        ),
    ))
}
