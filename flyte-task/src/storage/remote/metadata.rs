//! What is noted on the objects that an execution writes.

use std::borrow::Cow;

use object_store::{Attribute, Attributes};

use crate::env;
use crate::storage::address::Service;
use crate::storage::settings::Settings;

/// What flytekit notes, and the variables it is found in.
const NOTES: [(&str, [&str; 2]); 5] = [
    ("flyte-execution-project", env::EXECUTION_PROJECT),
    ("flyte-execution-domain", env::EXECUTION_DOMAIN),
    ("flyte-execution-launchplan", env::EXECUTION_LAUNCHPLAN),
    ("flyte-execution-workflow", env::EXECUTION_WORKFLOW),
    ("flyte-execution-name", env::EXECUTION_ID),
];

/// The execution that writes, as far as the environment tells and unless it says not to.
pub(super) fn of_execution(settings: &Settings, service: Service) -> Attributes {
    let mut attributes = Attributes::new();
    if settings.is_false(env::ATTACH_EXECUTION_METADATA) {
        return attributes;
    }
    for (name, variables) in NOTES {
        // It travels as a header, which bears no other characters.
        let value = settings.first(&variables).filter(|value| value.chars().all(|c| matches!(c, ' '..='~')));
        if let Some(value) = value {
            // Azure wants names that C# could use.
            let name =
                if service == Service::Azure { name.replace('-', "_").into() } else { Cow::from(name) };
            attributes.insert(Attribute::Metadata(name), value.into());
        }
    }
    attributes
}

/// The same, and what the object's own name tells of its content.
pub(super) fn of_object(execution: &Attributes, key: &str) -> Attributes {
    let mut attributes = execution.clone();
    if key.rsplit_once('.').is_some_and(|(_, ending)| ending == "gz") {
        attributes.insert(Attribute::ContentEncoding, "gzip".into());
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn noted(variables: &[(&str, &str)], service: Service) -> Vec<(String, String)> {
        let given: HashMap<_, _> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let attributes = of_execution(&Settings::given(given), service);
        let mut noted: Vec<_> = attributes
            .iter()
            .map(|(name, value)| match name {
                Attribute::Metadata(name) => (name.to_string(), value.to_string()),
                other => (format!("{other:?}"), value.to_string()),
            })
            .collect();
        noted.sort();
        noted
    }

    #[test]
    fn the_execution_is_noted_unless_unwanted() {
        let mut variables = vec![
            ("FLYTE_INTERNAL_EXECUTION_PROJECT", "p"),
            ("_F_DM", "development"),
            ("FLYTE_INTERNAL_EXECUTION_ID", "f00d"),
            ("FLYTE_INTERNAL_EXECUTION_WORKFLOW", "größe"),
        ];
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            noted(&variables, Service::S3),
            [
                pair("flyte-execution-domain", "development"),
                pair("flyte-execution-name", "f00d"),
                pair("flyte-execution-project", "p"),
            ]
        );
        assert_eq!(noted(&variables, Service::Azure)[0], pair("flyte_execution_domain", "development"));
        variables.push(("FLYTE_PERSISTENCE_ATTACH_EXECUTION_METADATA", "False"));
        assert_eq!(noted(&variables, Service::S3), []);
    }

    #[test]
    fn gzipped_names_say_so() {
        assert!(of_object(&Attributes::new(), "a/b.gz").get(&Attribute::ContentEncoding).is_some());
        assert!(of_object(&Attributes::new(), "a.gz/b").get(&Attribute::ContentEncoding).is_none());
    }
}
