//! The keys that `aws configure` leaves in a file.

use std::fs;
use std::path::PathBuf;

use object_store::aws::AwsCredential;

use crate::storage::settings::Settings;

/// The keys of the profile that the environment names, if the file has them.
pub(super) fn credentials(settings: &Settings) -> Option<AwsCredential> {
    let path = match settings.first(&["AWS_SHARED_CREDENTIALS_FILE"]) {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(settings.first(&["HOME"])?).join(".aws/credentials"),
    };
    let profile = settings.first(&["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]);
    // A file that is absent or out of reach is one that has no keys for us.
    read(&fs::read_to_string(path).ok()?, profile.as_deref().unwrap_or("default"))
}

fn read(text: &str, profile: &str) -> Option<AwsCredential> {
    let (mut inside, mut key_id, mut secret_key, mut token) = (false, None, None, None);
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            inside = name.trim() == profile;
        } else if let Some((name, value)) = line.split_once('=').filter(|_| inside) {
            let place = match name.trim() {
                "aws_access_key_id" => &mut key_id,
                "aws_secret_access_key" => &mut secret_key,
                "aws_session_token" => &mut token,
                _ => continue,
            };
            *place = Some(value.trim().to_owned());
        }
    }
    Some(AwsCredential { key_id: key_id?, secret_key: secret_key?, token })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_found_among_others() {
        let text = "[default]\naws_access_key_id = A\naws_secret_access_key = B\n# [two]\n\n\
                    [two]\naws_access_key_id=C\nregion=x\naws_secret_access_key=D=\naws_session_token = E\n";
        let keys = |profile| read(text, profile).map(|keys| (keys.key_id, keys.secret_key, keys.token));
        assert_eq!(keys("default"), Some(("A".into(), "B".into(), None)));
        assert_eq!(keys("two"), Some(("C".into(), "D=".into(), Some("E".into()))));
        assert_eq!(keys("three"), None);
    }
}
