//! JSON as the records of tasks hold it: what the macros write there, nothing more.

use std::fmt::Write;

/// A JSON value that has been written.
#[derive(Debug)]
pub(crate) struct Json(String);

impl Json {
    /// A text.
    pub(crate) fn text(text: &str) -> Self {
        let mut json = String::with_capacity(text.len() + 2);
        json.push('"');
        for c in text.chars() {
            match c {
                '"' => json.push_str("\\\""),
                '\\' => json.push_str("\\\\"),
                '\n' => json.push_str("\\n"),
                // Writing to a String cannot fail.
                c if u32::from(c) < 0x20 => drop(write!(json, "\\u{:04x}", u32::from(c))),
                c => json.push(c),
            }
        }
        json.push('"');
        Self(json)
    }

    /// A whole number that is not negative.
    pub(crate) fn number(number: u64) -> Self {
        Self(number.to_string())
    }

    /// True or false.
    pub(crate) fn flag(flag: bool) -> Self {
        Self(flag.to_string())
    }

    /// A list.
    pub(crate) fn list(items: impl IntoIterator<Item = Self>) -> Self {
        let items: Vec<String> = items.into_iter().map(|item| item.0).collect();
        Self(format!("[{}]", items.join(",")))
    }

    /// What was written.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// A JSON object on its way.
#[derive(Debug, Default)]
pub(crate) struct Object(String);

impl Object {
    /// Adds an entry; keys need no escapes.
    pub(crate) fn set(&mut self, key: &str, value: Json) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push('"');
        self.0.push_str(key);
        self.0.push_str("\":");
        self.0.push_str(&value.0);
    }

    /// Adds a text, if there is one.
    pub(crate) fn set_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.set(key, Json::text(text));
        }
    }

    /// Adds a flag, if it is set.
    pub(crate) fn set_flag(&mut self, key: &str, flag: bool) {
        if flag {
            self.set(key, Json::flag(true));
        }
    }

    /// Whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object as a value.
    pub(crate) fn close(self) -> Json {
        if self.is_empty() { Json("{}".to_owned()) } else { Json(self.0 + "}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        assert_eq!(Json::text("a\"b\\c\nd\te\u{1}ä").into_string(), r#""a\"b\\c\nd\u0009e\u0001ä""#);
    }

    #[test]
    fn objects_hold_what_is_there() {
        let mut object = Object::default();
        object.set("n", Json::list([Json::number(1), Json::number(2)]));
        object.set_text("missing", None);
        object.set_flag("off", false);
        object.set_flag("on", true);
        assert_eq!(object.close().into_string(), r#"{"n":[1,2],"on":true}"#);
        assert_eq!(Object::default().close().into_string(), "{}");
    }
}
