//! The files of a new crate.

use std::path::Path;

/// Each file's name and its text, in which words in double brackets stand for what is filled in.
const FILES: [(&str, &str); 9] = [
    ("Cargo.toml", include_str!("template/Cargo.toml.template")),
    ("src/main.rs", include_str!("template/main.rs.template")),
    ("src/measure.rs", include_str!("template/measure.rs.template")),
    ("tests/run.rs", include_str!("template/run.rs.template")),
    ("Dockerfile", include_str!("template/Dockerfile.template")),
    (".dockerignore", include_str!("template/dockerignore.template")),
    (".gitignore", include_str!("template/gitignore.template")),
    (".github/workflows/ci.yml", include_str!("template/ci.yml.template")),
    ("README.md", include_str!("template/README.md.template")),
];

/// The files of a crate of that name, which takes flyte-task from the folder or else from the registry.
pub(super) fn files(name: &str, source: Option<&Path>) -> Vec<(&'static str, String)> {
    let version = env!("CARGO_PKG_VERSION");
    let rust = env!("CARGO_PKG_RUST_VERSION");
    let source = source.map(|folder| folder.to_string_lossy().replace('\\', "/"));
    // The crate's siblings are needed as well, so the whole repository goes into the image.
    let repository =
        source.as_deref().and_then(|folder| folder.rsplit_once('/')).map(|(parent, _)| parent.to_owned());
    let dependency = match &source {
        Some(folder) => format!("{{ path = {folder:?} }}"),
        None => format!("{version:?}"),
    };
    let (copy, context, install) = match &repository {
        Some(folder) => (
            format!("# flyte-task, from where Cargo.toml looks for it.\nCOPY --from=flyte-task . {folder}\n"),
            format!(" --build-context flyte-task={folder}"),
            format!("cargo install --path {folder}/flyte-task --features cargo-flyte"),
        ),
        None => (
            String::new(),
            String::new(),
            format!("cargo install flyte-task --version {version} --features cargo-flyte"),
        ),
    };
    let filled = [
        ("[[name]]", name.to_owned()),
        ("[[module]]", name.replace('-', "_")),
        ("[[dependency]]", dependency),
        ("[[rust]]", rust.to_owned()),
        ("[[copy]]", copy),
        ("[[context]]", context),
        ("[[install]]", install),
    ];
    FILES
        .iter()
        .map(|(file, text)| {
            let text =
                filled.iter().fold((*text).to_owned(), |text, (word, value)| text.replace(word, value));
            (*file, text)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_filled_in() {
        for source in [None, Some(Path::new("/src/flyte/flyte-task"))] {
            for (file, text) in files("my-demo", source) {
                assert!(!text.contains("[[") || file == "Cargo.toml", "{file}: {text}");
                assert!(text.ends_with('\n'), "{file}");
            }
        }
    }

    #[test]
    fn a_folder_takes_the_registrys_place() {
        let text = |source: Option<&str>, wanted: &str| {
            let files = files("demo", source.map(Path::new));
            files.into_iter().find(|(file, _)| *file == wanted).map(|(_, text)| text).unwrap_or_default()
        };
        let source = Some("/src/flyte/flyte-task");
        assert!(text(source, "Cargo.toml").contains(r#"flyte-task = { path = "/src/flyte/flyte-task" }"#));
        assert!(text(source, "Dockerfile").contains("COPY --from=flyte-task . /src/flyte\n"));
        assert!(text(source, "README.md").contains("docker build --build-context flyte-task=/src/flyte -t"));
        let version = concat!("flyte-task = \"", env!("CARGO_PKG_VERSION"), "\"");
        assert!(text(None, "Cargo.toml").contains(version));
        assert!(!text(None, "Dockerfile").contains("--from=flyte-task"));
    }
}
