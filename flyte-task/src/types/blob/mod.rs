//! What files and directories share: bytes that lie somewhere, are fetched when asked for and stored when returned.

mod json;
mod several;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{ConversionError, Reader};
use crate::context::{self, ExecutionContext};
use crate::storage::{RawOutputs, Reader as Bytes, Storage, StorageError, local_path};

pub(super) use json::{whole, write_json};
pub(super) use several::store_all;
pub use writer::FileWriter;

/// A file or a directory, and what was done with it so far. A clone is the same one.
#[derive(Debug, Clone)]
pub(super) struct Blob {
    place: Place,
    destination: Destination,
    directory: bool,
    /// The run that it was made in.
    run: Option<ExecutionContext>,
    memory: Arc<Memory>,
}

/// Where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// On this machine, and Flyte knows nothing of it yet.
    Local(PathBuf),
    /// Where others find it too.
    Stored(String),
}

/// Where it goes when it becomes part of an output.
#[derive(Debug, Clone, Default)]
enum Destination {
    /// To a new place among the raw outputs.
    #[default]
    RawOutputs,
    /// There.
    Uri(String),
    /// Nowhere: it stays where it is.
    Nowhere,
}

/// What is done at most once.
#[derive(Debug, Default)]
struct Memory {
    /// What stands in for the run, where it was made outside of any.
    stand_in: OnceLock<ExecutionContext>,
    /// Where it was fetched to.
    fetched: OnceLock<PathBuf>,
    /// Where it was stored.
    stored: OnceLock<String>,
    /// Held by whoever fetches it.
    fetching: Mutex<()>,
}

impl Blob {
    /// What lies at a path of this machine or at a URI.
    pub(super) fn new(place: PathBuf, directory: bool) -> Self {
        let remote = place.to_str().filter(|uri| !uri.is_empty() && local_path(uri).is_none());
        let place = match remote {
            Some(uri) => Place::Stored(uri.to_owned()),
            None => Place::Local(place.to_str().and_then(local_path).unwrap_or(place)),
        };
        Self::at(place, directory, context::current())
    }

    /// A new place among the raw outputs of the run at hand. Outside of runs it is one of this machine's, and nobody
    /// else knows it: a run that returns it stores it.
    pub(super) fn among_raw_outputs(directory: bool, place: impl FnOnce(RawOutputs) -> String) -> Self {
        if let Some(run) = context::current() {
            return Self::at(Place::Stored(place(run.raw_outputs())), directory, Some(run));
        }
        let path = place(ExecutionContext::local().raw_outputs());
        Self::at(Place::Local(path.into()), directory, None)
    }

    /// What an input says; a file of this machine must be there, anything else is looked at when it is asked for.
    pub(super) fn read(uri: String, directory: bool, reader: &Reader<'_>) -> Result<Self, ConversionError> {
        if let Some(path) = local_path(&uri) {
            let (right, kind) =
                if directory { (path.is_dir(), "directory") } else { (path.is_file(), "file") };
            if !right {
                let found = if path.exists() { "is none" } else { "does not exist" };
                return Err(ConversionError::new(format!("expected a {kind}, but `{uri}` {found}")));
            }
        }
        let blob = Self::at(Place::Stored(uri), directory, context::current());
        if blob.run.is_none() {
            blob.memory
                .stand_in
                .get_or_init(|| ExecutionContext::local().with_storage(reader.storage().clone()));
        }
        Ok(blob)
    }

    fn at(place: Place, directory: bool, run: Option<ExecutionContext>) -> Self {
        let memory = Arc::new(Memory::default());
        Self { place, destination: Destination::default(), directory, run, memory }
    }

    /// The same, to be stored there.
    pub(super) fn to(self, uri: String) -> Self {
        self.bound_for(Destination::Uri(uri))
    }

    /// The same, never to be stored.
    pub(super) fn not_stored(self) -> Self {
        self.bound_for(Destination::Nowhere)
    }

    fn bound_for(self, destination: Destination) -> Self {
        // It may have been stored elsewhere before.
        let memory = Memory { stand_in: self.memory.stand_in.clone(), ..Memory::default() };
        Self { destination, memory: Arc::new(memory), ..self }
    }

    /// What lies below it, at an address that came from a listing or was checked.
    pub(super) fn below(&self, uri: String, directory: bool) -> Self {
        let place = match &self.place {
            Place::Local(_) => Place::Local(uri.into()),
            Place::Stored(_) => Place::Stored(uri),
        };
        let memory = Memory { stand_in: self.memory.stand_in.clone(), ..Memory::default() };
        Self { memory: Arc::new(memory), ..Self::at(place, directory, self.run.clone()) }
    }

    /// The run that it was made in, else one of its own on this machine.
    pub(super) fn context(&self) -> &ExecutionContext {
        let stand_in = || context::current().unwrap_or_else(ExecutionContext::local);
        self.run.as_ref().unwrap_or_else(|| self.memory.stand_in.get_or_init(stand_in))
    }

    pub(super) fn storage(&self) -> &Storage {
        self.context().storage()
    }

    /// The path or URI, as storage takes it.
    ///
    /// # Errors
    /// When it is a path that is no text.
    pub(super) fn address(&self) -> Result<&str, StorageError> {
        match &self.place {
            Place::Stored(uri) => Ok(uri),
            Place::Local(path) => path.to_str().ok_or_else(|| no_text(path)),
        }
    }

    /// The URI, where it lies elsewhere.
    pub(super) fn remote(&self) -> Option<&str> {
        match &self.place {
            Place::Stored(uri) if local_path(uri).is_none() => Some(uri),
            _ => None,
        }
    }

    /// The path on this machine, if it is here already.
    pub(super) fn here(&self) -> Option<PathBuf> {
        match &self.place {
            Place::Local(path) => Some(path.clone()),
            Place::Stored(uri) => local_path(uri).or_else(|| self.memory.fetched.get().cloned()),
        }
    }

    /// The path on this machine; what lies elsewhere is fetched into the run's working directory first, once.
    pub(super) fn path(&self) -> Result<&Path, StorageError> {
        let uri = match &self.place {
            Place::Local(path) => return Ok(path),
            Place::Stored(uri) => uri,
        };
        let _held = self.memory.fetching.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(path) = self.memory.fetched.get() {
            return Ok(path);
        }
        let path = match local_path(uri) {
            Some(path) => path,
            None => self.fetch(uri)?,
        };
        Ok(self.memory.fetched.get_or_init(|| path))
    }

    fn fetch(&self, uri: &str) -> Result<PathBuf, StorageError> {
        let places = RawOutputs::new("");
        if self.directory {
            let path = scratch(self.context(), &places.folder())?;
            self.storage().download_dir(uri, &path)?;
            return Ok(path);
        }
        let path = scratch(self.context(), &places.file(file_name(uri)))?;
        self.storage().download(uri, &path)?;
        Ok(path)
    }

    /// The bytes of a file as they arrive.
    pub(super) fn open(&self) -> Result<Bytes, StorageError> {
        match self.memory.fetched.get().and_then(|path| path.to_str()) {
            Some(path) => self.storage().open(path),
            None => self.storage().open(self.address()?),
        }
    }

    /// The URI that an output says.
    ///
    /// What Flyte knows already stays where it is. A file of this machine is stored when a run returns it, once, however
    /// often the value is written; outside of runs it is told by its path.
    pub(super) fn output(&self) -> Result<String, ConversionError> {
        let path = match &self.place {
            Place::Stored(uri) => return Ok(uri.clone()),
            Place::Local(path) => path,
        };
        let failed = |error: StorageError| ConversionError::new(error.to_string()).caused_by(error);
        let context = context::current().or_else(|| self.run.clone());
        let (Some(context), Destination::RawOutputs | Destination::Uri(_)) = (context, &self.destination)
        else {
            let whole = std::path::absolute(path)
                .map_err(|error| failed(StorageError::io("find", &path.to_string_lossy(), &error)))?;
            return whole.to_str().map(str::to_owned).ok_or_else(|| failed(no_text(path)));
        };
        if let Some(uri) = self.memory.stored.get() {
            return Ok(uri.clone());
        }
        let uri = match &self.destination {
            Destination::Uri(uri) => uri.clone(),
            _ if self.directory => context.raw_outputs().folder(),
            _ => {
                let name = path.file_name().unwrap_or_default();
                context.raw_outputs().file(name.to_str().ok_or_else(|| failed(no_text(path)))?)
            }
        };
        let stored = if self.directory {
            context.storage().upload_dir(path, &uri)
        } else {
            context.storage().upload(path, &uri)
        };
        stored.map_err(failed)?;
        Ok(self.memory.stored.get_or_init(|| uri).clone())
    }
}

/// The same place; what was done with it so far makes no difference.
impl PartialEq for Blob {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place && self.directory == other.directory
    }
}

impl Eq for Blob {}

/// A new place in a run's working directory.
fn scratch(context: &ExecutionContext, name: &str) -> Result<PathBuf, StorageError> {
    let folder = context
        .working_directory()
        .map_err(|error| StorageError::io("make", "the run's working directory", &error))?;
    Ok(folder.join(name))
}

fn no_text(path: &Path) -> StorageError {
    StorageError::invalid(&path.to_string_lossy(), "its name is not Unicode, as those of objects are")
}

/// What a file is to be called here; nothing if its own name cannot be that of a file.
pub(super) fn file_name(uri: &str) -> &str {
    let path = match uri.split_once("://") {
        Some(("http" | "https", rest)) => rest.split(['?', '#']).next().unwrap_or_default(),
        _ => uri,
    };
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if name.len() > 255 || name.contains('\0') { "" } else { name }
}

/// Checks a path that is to lie below a directory.
pub(super) fn inside<'a>(directory: &str, relative: &'a str) -> Result<&'a str, StorageError> {
    let leads_out = |part: &str| part.is_empty() || part == "." || part == "..";
    if relative.contains('\0') || relative.split('/').any(leads_out) {
        return Err(StorageError::invalid(
            directory,
            &format!(
                "`{relative}` is no path below it: that is names with `/` between, none empty, `.` or `..`"
            ),
        ));
    }
    Ok(relative)
}
