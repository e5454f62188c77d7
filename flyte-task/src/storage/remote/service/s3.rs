//! Amazon S3 and all that speaks its protocol.

use std::sync::Arc;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey, AwsCredential};
use object_store::{Result, StaticCredentialProvider};

use super::cloud::{MACHINE_ADDRESS, Setup, for_endpoint, machine_answers};
use super::common::{client_options, retry};
use super::profile;
use crate::env;
use crate::storage::remote::bucket::{Credentials, Store};
use crate::storage::settings::Settings;

pub(super) fn setup(bucket: &str, settings: &Settings) -> Result<Setup> {
    let endpoint = endpoint(settings);
    let given = given(settings)?;
    let known = given.is_some() || names_a_role(settings);
    let credentials = if known {
        Credentials::Given
    } else if machine_may_have_a_role(settings) {
        Credentials::OfMachine
    } else {
        Credentials::None
    };
    let plain = builder(bucket, endpoint.as_deref(), settings, given.is_some() || !known);
    let unsigned = anonymous(plain.clone());
    let make_anonymous = Box::new(move || Ok(Arc::new(unsigned.clone().build()?) as Store));
    let store = match (given, credentials) {
        (Some(keys), _) => {
            Arc::new(plain.with_credentials(Arc::new(StaticCredentialProvider::new(keys))).build()?)
        }
        (None, Credentials::None) => make_anonymous()?,
        (None, _) => Arc::new(plain.build()?),
    };
    Ok(Setup { store, credentials, make_anonymous, endpoint })
}

/// Where the server is; the one for S3 alone goes before the one for all of Amazon's services.
fn endpoint(settings: &Settings) -> Option<String> {
    let endpoint =
        settings.first(&[env::AWS_ENDPOINT, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"])?;
    let endpoint = endpoint.trim_end_matches('/');
    // botocore would refuse a bare host; it can only mean one thing.
    Some(if endpoint.contains("://") { endpoint.to_owned() } else { format!("https://{endpoint}") })
}

/// Keys that somebody gave. Flyte's are whole by themselves: a session token of `AWS_*` belongs to other keys.
fn given(settings: &Settings) -> Result<Option<AwsCredential>> {
    for (names, token) in [
        ([env::AWS_ACCESS_KEY_ID, env::AWS_SECRET_ACCESS_KEY], None),
        (["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"], Some("AWS_SESSION_TOKEN")),
    ] {
        let [id_name, secret_name] = names;
        match (settings.first(&[id_name]), settings.first(&[secret_name])) {
            (Some(key_id), Some(secret_key)) => {
                let token = token.and_then(|name| settings.first(&[name]));
                return Ok(Some(AwsCredential { key_id, secret_key, token }));
            }
            (None, None) => {}
            (Some(_), None) => return Err(half(id_name, secret_name)),
            (None, Some(_)) => return Err(half(secret_name, id_name)),
        }
    }
    // A role that the pod was given goes before a file.
    Ok(if names_a_role(settings) { None } else { profile::credentials(settings) })
}

fn half(set: &str, unset: &str) -> object_store::Error {
    object_store::Error::Generic { store: "S3", source: format!("{set} is set, but {unset} is not").into() }
}

/// A web identity or a container's service, which `object_store` knows to ask.
fn names_a_role(settings: &Settings) -> bool {
    let all = |names: &[&str]| names.iter().all(|name| settings.first(&[name]).is_some());
    all(&["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"])
        || all(&["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"])
        || all(&["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"])
}

fn machine_may_have_a_role(settings: &Settings) -> bool {
    if settings.is_true("AWS_EC2_METADATA_DISABLED") || settings.is_true("AWS_SKIP_SIGNATURE") {
        return false;
    }
    // An address that was given is meant.
    settings.first(&["AWS_METADATA_ENDPOINT"]).is_some() || machine_answers(MACHINE_ADDRESS)
}

fn builder(bucket: &str, endpoint: Option<&str>, settings: &Settings, plain_only: bool) -> AmazonS3Builder {
    let mut options = client_options();
    if let Some(endpoint) = endpoint {
        // Roles are told by Amazon over TLS, whatever the bucket's own server speaks.
        options = if plain_only { for_endpoint(options, endpoint) } else { options.with_allow_http(true) };
    }
    let mut builder = AmazonS3Builder::new().with_client_options(options);
    for (name, value) in settings.beginning_with("AWS_") {
        match name.to_ascii_lowercase().parse() {
            // These were seen to above, or are the address's.
            Ok(
                AmazonS3ConfigKey::AccessKeyId
                | AmazonS3ConfigKey::SecretAccessKey
                | AmazonS3ConfigKey::Token
                | AmazonS3ConfigKey::Endpoint
                | AmazonS3ConfigKey::S3Endpoint
                | AmazonS3ConfigKey::Bucket,
            )
            | Err(_) => {}
            Ok(key) => builder = builder.with_config(key, value),
        }
    }
    builder = builder
        .with_bucket_name(bucket)
        .with_retry(retry(settings))
        // Bulk deletion is what the fewest of S3's relatives know.
        .with_disable_bulk_delete(true);
    let is_virtual = is_virtual(bucket, endpoint.is_some(), settings);
    if let Some(is_virtual) = is_virtual {
        builder = builder.with_virtual_hosted_style_request(is_virtual);
    }
    match (endpoint, is_virtual) {
        (Some(endpoint), Some(true)) => builder.with_endpoint(with_host_of(bucket, endpoint)),
        (Some(endpoint), _) => builder.with_endpoint(endpoint),
        (None, _) => builder,
    }
}

/// Whether the bucket stands in the host's name; none where `AWS_*` has said.
///
/// botocore's `auto`: at Amazon wherever the name can be a host's, elsewhere never, since few servers are set up so.
fn is_virtual(bucket: &str, has_endpoint: bool, settings: &Settings) -> Option<bool> {
    match settings.first(&[env::AWS_ADDRESSING_STYLE]).map(|style| style.to_lowercase()).as_deref() {
        Some("path") => Some(false),
        Some("virtual") => Some(true),
        _ if settings.first(&["AWS_VIRTUAL_HOSTED_STYLE_REQUEST"]).is_some() => None,
        _ => Some(!has_endpoint && is_host_name(bucket)),
    }
}

/// A name with dots is one too, but no certificate is made out to it.
fn is_host_name(bucket: &str) -> bool {
    (3..=63).contains(&bucket.len())
        && bucket.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-'))
        && !bucket.starts_with('-')
        && !bucket.ends_with('-')
}

fn with_host_of(bucket: &str, endpoint: &str) -> String {
    match endpoint.split_once("://") {
        // Who gave the bucket's own host need not be told.
        Some((_, host)) if host.starts_with(&format!("{bucket}.")) => endpoint.to_owned(),
        Some((scheme, host)) => format!("{scheme}://{bucket}.{host}"),
        None => endpoint.to_owned(),
    }
}

fn anonymous(builder: AmazonS3Builder) -> AmazonS3Builder {
    // Credentials that are not used keep the builder from looking for some.
    let unused = AwsCredential { key_id: String::new(), secret_key: String::new(), token: None };
    builder.with_skip_signature(true).with_credentials(Arc::new(StaticCredentialProvider::new(unused)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn settings(variables: &[(&str, &str)]) -> Settings {
        let given = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Settings::given(given.collect::<HashMap<_, _>>())
    }

    #[test]
    fn flytes_variables_go_before_amazons() {
        let both = settings(&[
            ("FLYTE_AWS_ENDPOINT", "http://minio:9000/"),
            ("AWS_ENDPOINT_URL", "http://other"),
            ("FLYTE_AWS_ACCESS_KEY_ID", "flyte"),
            ("FLYTE_AWS_SECRET_ACCESS_KEY", "s1"),
            ("AWS_ACCESS_KEY_ID", "amazon"),
            ("AWS_SECRET_ACCESS_KEY", "s2"),
            ("AWS_SESSION_TOKEN", "t"),
        ]);
        assert_eq!(endpoint(&both).as_deref(), Some("http://minio:9000"));
        let keys = given(&both).unwrap().unwrap();
        assert_eq!((keys.key_id.as_str(), keys.token), ("flyte", None));
        let amazons = settings(&[
            ("AWS_ACCESS_KEY_ID", "amazon"),
            ("AWS_SECRET_ACCESS_KEY", "s2"),
            ("AWS_SESSION_TOKEN", "t"),
        ]);
        assert_eq!(given(&amazons).unwrap().unwrap().token.as_deref(), Some("t"));
    }

    #[test]
    fn half_a_pair_of_keys_names_the_other_half() {
        let Err(error) = given(&settings(&[("FLYTE_AWS_ACCESS_KEY_ID", "flyte")])) else { panic!("taken") };
        assert!(error.to_string().contains("FLYTE_AWS_SECRET_ACCESS_KEY is not"), "{error}");
    }

    #[test]
    fn the_bucket_stands_where_the_style_says() {
        let style = |style: &str, bucket: &str, has_endpoint| {
            is_virtual(bucket, has_endpoint, &settings(&[("FLYTE_AWS_ADDRESSING_STYLE", style)]))
        };
        assert_eq!(style("auto", "my-bucket", false), Some(true));
        assert_eq!(style("", "my.bucket", false), Some(false));
        assert_eq!(style("", "My_Bucket", false), Some(false));
        assert_eq!(style("auto", "my-bucket", true), Some(false));
        assert_eq!(style("virtual", "my-bucket", true), Some(true));
        assert_eq!(style("path", "my-bucket", false), Some(false));
        assert_eq!(with_host_of("b", "http://h:9"), "http://b.h:9");
        assert_eq!(with_host_of("b", "http://b.h:9"), "http://b.h:9");
    }

    #[test]
    fn the_region_is_as_said_and_has_a_default() {
        let region = |variables: &[(&str, &str)]| {
            builder("b", None, &settings(variables), true).get_config_value(&AmazonS3ConfigKey::Region)
        };
        assert_eq!(region(&[("AWS_DEFAULT_REGION", "eu-west-1")]).as_deref(), Some("eu-west-1"));
        // object_store fills in us-east-1 when it builds.
        assert_eq!(region(&[]), None);
    }
}
