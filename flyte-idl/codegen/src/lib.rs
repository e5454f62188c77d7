//! Compiles flyte-idl's `.proto` files and renders them as Rust, without protoc.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use prost_build::{Config, Module, ServiceGenerator};
use prost_types::FileDescriptorSet;

/// The proto packages; the last word of each names its module and its file.
pub const PACKAGES: [&str; 4] = ["flyteidl.core", "flyteidl.event", "flyteidl.admin", "flyteidl.service"];

/// What stands at the top of every generated file.
const HEADER: &str =
    "// Generated from the files in proto/ by `cargo run -p flyte-idl-codegen`; edit those instead.\n";

/// Whatever goes wrong here is reported to a developer and ends the command.
pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Returns the folder of the `.proto` files.
pub fn proto_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto")
}

/// Returns the folder in which the generated files are checked in.
pub fn gen_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/gen")
}

/// Compiles every `.proto` file, with what they import in front.
pub fn descriptors() -> Result<FileDescriptorSet> {
    let root = proto_dir();
    let mut files = Vec::new();
    find_protos(&root, &mut files)?;
    // The order of a directory listing is the file system's; the output must not depend on it.
    files.sort();
    Ok(protox::compile(files, [root])?)
}

/// Renders all files, by name: one of messages a package, and the clients and servers of all services.
pub fn render() -> Result<BTreeMap<String, String>> {
    let descriptors = descriptors()?;
    let mut files = BTreeMap::new();
    for (module, code) in config().generate(modules(&descriptors))? {
        let name = module.parts().last().map_or("", |last| last);
        files.insert(format!("{name}.rs"), format!("{HEADER}{code}"));
    }
    for (name, client) in [("client.rs", true), ("server.rs", false)] {
        let code = render_services(&descriptors, client)?;
        files.insert(name.to_owned(), format!("{HEADER}{code}"));
    }
    Ok(files)
}

/// Writes what [`render`] returns into `folder`, and removes Rust files there that it no longer makes.
pub fn write(folder: &Path) -> Result<()> {
    let files = render()?;
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let known =
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| files.contains_key(name));
        if !known && path.extension().is_some_and(|extension| extension == "rs") {
            fs::remove_file(path)?;
        }
    }
    for (name, code) in files {
        fs::write(folder.join(name), code)?;
    }
    Ok(())
}

fn find_protos(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find_protos(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "proto") {
            found.push(path);
        }
    }
    Ok(())
}

/// All files with the module each goes to. Google's well-known types come along although prost-types has them:
/// prost-build looks into every message to learn what a message that holds it can derive, and renders nothing.
fn modules(descriptors: &FileDescriptorSet) -> Vec<(Module, prost_types::FileDescriptorProto)> {
    let files = descriptors.file.iter();
    files.map(|file| (Module::from_protobuf_package_name(file.package()), file.clone())).collect()
}

fn config() -> Config {
    let mut config = Config::new();
    // A map in key order gives the same bytes for the same value; cache keys and goldens rest on that.
    config.btree_map(["."]);
    config
}

/// Renders clients or servers alone: the messages are declared to be elsewhere, so that only services remain.
fn render_services(descriptors: &FileDescriptorSet, client: bool) -> Result<String> {
    let mut config = config();
    for package in PACKAGES {
        let module = package.trim_start_matches("flyteidl.");
        config.extern_path(format!(".{package}"), format!("crate::{module}"));
    }
    config.service_generator(service_generator(client));
    Ok(config.generate(modules(descriptors))?.into_values().collect())
}

fn service_generator(client: bool) -> Box<dyn ServiceGenerator> {
    // Without the transport there is no `connect`: callers bring the channel that suits them.
    tonic_prost_build::configure()
        .build_client(client)
        .build_server(!client)
        .build_transport(false)
        // A stand-in for flyteadmin writes the calls that it needs; the others answer UNIMPLEMENTED.
        .generate_default_stubs(true)
        .service_generator()
}
