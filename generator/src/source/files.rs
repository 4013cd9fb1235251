//! The files that documents refer to: a reference's file and where it is written go in, the tree that is meant comes out.
//!
//! A file is found by the text of the reference alone, so that nothing outside of a document's folder is even looked at,
//! unless the caller names roots.
//! Reading them is the business of `gather`.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Origin, SourceId};

use super::input::Input;
use super::node::Node;
use super::reference::percent_decode;
use super::roots::Roots;
use super::uri;

/// Which tree a node belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    /// The one of the documents, with the overlays applied.
    Root,
    /// That of a file that is referred to.
    File(usize),
}

/// The folder of a document: it may refer to what is inside.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// The same with links resolved; `None` if it does not exist.
    pub(super) real: Option<PathBuf>,
    /// What messages call it.
    shown: String,
}

/// Where a text stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// `None` for a text that was given without a path.
    pub(super) folder: Option<Arc<Folder>>,
    /// Its name as seen from the folder: `schemas/pet.yaml`; in a root, `../common/pet.yaml`. The same on each machine.
    pub(super) name: String,
}

impl Place {
    fn of(input: &Input) -> Self {
        let (shown, name) = input.name.rsplit_once('/').unwrap_or(("", &input.name));
        let path = input.path.parent().filter(|_| !input.path.as_os_str().is_empty());
        let folder = path.map(|path| {
            let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
            Arc::new(Folder { path: path.to_owned(), real: fs::canonicalize(path).ok(), shown: shown.to_owned() })
        });
        let name = if folder.is_some() { name } else { &input.name };
        Self { folder, name: name.to_owned() }
    }

    /// What messages call it; no two texts that may be referred to have the same.
    pub(super) fn shown(&self) -> String {
        match &self.folder {
            Some(folder) => join(&folder.shown, &self.name),
            None => join("", &self.name),
        }
    }

    /// The place that a file has which is called so from here.
    fn beside(&self, file: &str) -> Self {
        let folder = self.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut name = join(folder, file);
        if let Some(real) = self.folder.as_deref().and_then(|folder| folder.real.as_deref()) {
            name = returned(name, real);
        }
        Self { folder: self.folder.clone(), name }
    }

    /// Where it stands, as a URI that only relative references see.
    fn uri(&self) -> String {
        let folder = self.folder.as_deref().and_then(|folder| folder.real.as_deref());
        let folder = folder.map(|folder| folder.to_string_lossy().replace('\\', "/")).unwrap_or_default();
        let folder = uri::encode_path(folder.trim_matches('/'));
        uri::resolve(&format!("file:///{folder}/"), &uri::encode_path(&self.name))
    }

    /// Tells whether it stands outside of the folder, by its name.
    pub(super) fn is_outside(&self) -> bool {
        self.name == ".." || self.name.starts_with("../")
    }
}

/// What became of a file.
#[derive(Clone, Debug)]
enum Known {
    Read(Owner),
    Failed(Box<Diagnostic>),
}

/// All texts that may be referred to.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    /// Where each text stands, and whose it is. Overlays speak of the first document and stand where it does.
    places: HashMap<SourceId, (Place, Owner)>,
    known: HashMap<String, Known>,
    trees: Vec<(SourceId, Node)>,
    first: Option<Place>,
    pub(super) roots: Roots,
}

impl Files {
    pub(super) fn new(inputs: &[Input], roots: Roots) -> Self {
        let mut files = Self { first: inputs.first().map(Place::of), roots, ..Self::default() };
        for input in inputs {
            files.known.insert(Place::of(input).shown(), Known::Read(Owner::Root));
        }
        files
    }

    /// Notes that a text is one of the documents.
    pub(super) fn document(&mut self, source: SourceId, input: &Input) {
        self.places.insert(source, (Place::of(input), Owner::Root));
    }

    /// Adds a file that was read.
    pub(super) fn add(&mut self, place: Place, source: SourceId, root: Node) -> Owner {
        let owner = Owner::File(self.trees.len());
        self.trees.push((source, root));
        self.known.insert(place.shown(), Known::Read(owner));
        self.places.insert(source, (place, owner));
        owner
    }

    /// Notes that a file is another one under a second name.
    pub(super) fn same(&mut self, place: &Place, owner: Owner) {
        self.known.insert(place.shown(), Known::Read(owner));
    }

    /// Records why a file cannot be read; it is reported where the file is needed.
    pub(super) fn fail(&mut self, place: &Place, why: Diagnostic) {
        self.known.insert(place.shown(), Known::Failed(Box::new(why)));
    }

    /// Goes through the files that were read beside the documents.
    pub(super) fn trees(&self) -> impl Iterator<Item = (SourceId, &Node)> {
        self.trees.iter().map(|(source, root)| (*source, root))
    }

    pub(super) fn tree(&self, index: usize) -> Option<(SourceId, &Node)> {
        self.trees.get(index).map(|(source, root)| (*source, root))
    }

    /// Names a text that belongs to a file beside the documents.
    pub(super) fn name(&self, source: SourceId) -> Option<&str> {
        let (place, owner) = self.places.get(&source)?;
        (*owner != Owner::Root).then_some(&*place.name)
    }

    /// The URI of a text.
    pub(super) fn uri(&self, source: SourceId) -> String {
        self.places.get(&source).map(|(place, _)| place.uri()).unwrap_or_default()
    }

    /// Finds the tree that a reference without a file means.
    pub(super) fn owner(&self, source: SourceId) -> Owner {
        self.places.get(&source).map_or(Owner::Root, |(_, owner)| *owner)
    }

    /// Finds the tree that a reference means; `origin` is where it is written.
    pub(super) fn find(&self, file: &str, origin: &Origin) -> Result<Owner, Diagnostic> {
        let place = self.locate(file, origin.source).map_err(|refusal| refusal.diagnostic(file, origin))?;
        match self.known.get(&place.shown()) {
            Some(Known::Read(owner)) => Ok(*owner),
            Some(Known::Failed(why)) => Err(Diagnostic::clone(why).at(origin, "referenced here")),
            // A reference that no reader saw, such as one in a `mapping`.
            None => Err(Diagnostic::new(
                Code::ForeignReference,
                format!("the file `{}` is not part of the document", place.shown()),
            )
            .at(origin, "only files that `$ref` refers to are read")
            .cost("the object with this reference is skipped")),
        }
    }

    /// The place of a file that is not known yet.
    pub(super) fn unknown(&self, file: &str, source: SourceId) -> Option<Place> {
        let place = self.locate(file, source).ok()?;
        (!self.known.contains_key(&place.shown())).then_some(place)
    }

    fn locate(&self, file: &str, source: SourceId) -> Result<Place, Refusal> {
        let file = percent_decode(file);
        if file.starts_with(['/', '\\']) {
            return Err(Refusal::Absolute);
        }
        if let Some((scheme, _)) = file.split_once(':')
            && uri::is_scheme(scheme)
        {
            // A drive has one letter, and no scheme of an URL has so few.
            return Err(if scheme.len() > 1 { Refusal::Url } else { Refusal::Absolute });
        }
        let from = self.places.get(&source).map(|(place, _)| place).or(self.first.as_ref()).ok_or(Refusal::NoFolder)?;
        let place = from.beside(&file);
        // Another document may stand anywhere: it is read in any case.
        if self.known.contains_key(&place.shown()) {
            return Ok(place);
        }
        if place.folder.is_none() {
            return Err(Refusal::NoFolder);
        }
        if place.is_outside() && self.roots.is_empty() {
            return Err(Refusal::Leaves);
        }
        Ok(place)
    }
}

/// Why a reference is not followed.
enum Refusal {
    Url,
    Absolute,
    Leaves,
    NoFolder,
}

impl Refusal {
    fn diagnostic(&self, file: &str, origin: &Origin) -> Diagnostic {
        let (message, help) = match self {
            Self::Url => (
                "the reference is a URL, and signet downloads nothing",
                "save the file beside the document, and refer to the copy",
            ),
            Self::Absolute => ("the reference is an absolute path", "write the path relative to this file"),
            Self::Leaves => leaves(),
            Self::NoFolder => (
                "the reference leads to another file, and the folder of this document is unknown",
                "pass the document as a file instead of as text",
            ),
        };
        Diagnostic::new(Code::ForeignReference, message)
            .at(origin, format!("leads to `{file}`"))
            .help(help)
            .cost("the object with this reference is skipped")
    }
}

fn leaves() -> (&'static str, &'static str) {
    (
        "the reference leaves the folder of the document",
        "references may lead to files below the folder of the document, and below each root: add one by \
         `--root DIR`, or by `roots` in signet.toml",
    )
}

/// Refuses a file that is neither in the folder of the document nor in a root.
pub(super) fn refused(place: &Place) -> Diagnostic {
    let (message, help) = leaves();
    // A name inside of the folder does not show where a link leads.
    let message = if place.is_outside() { message.to_owned() } else { format!("{message} through a symbolic link") };
    Diagnostic::new(Code::ForeignReference, message).help(help)
}

/// Joins names as texts: `.` is dropped, and `..` takes the name before it away.
fn join(base: &str, file: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(file.split('/')) {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if base.starts_with('/') { format!("/{joined}") } else { joined }
}

/// Shortens a name that leaves a folder and returns to it: `../../api/v1/a.yaml` is `a.yaml`, seen from `api/v1`.
fn returned(name: String, folder: &Path) -> String {
    let up = name.split('/').take_while(|part| *part == "..").count();
    let mut left: Vec<_> = folder.components().rev().take(up).collect();
    let mut back = 0;
    for part in name.split('/').skip(up) {
        // The last part is the file.
        match left.pop() {
            Some(Component::Normal(folder)) if folder == part => back += 1,
            _ => break,
        }
    }
    if back == 0 {
        return name;
    }
    let rest = name.split('/').skip(up + back);
    std::iter::repeat_n("..", up - back).chain(rest).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{join, returned};

    #[test]
    fn a_name_that_returns_to_the_folder_is_short() {
        for (name, short) in [
            ("../../v1/a.yaml", "../../v1/a.yaml"),
            ("../../api/v1/a.yaml", "a.yaml"),
            ("../../api/v2/a.yaml", "../v2/a.yaml"),
            ("../v1/b/a.yaml", "b/a.yaml"),
            ("../../../work/api/v1/a.yaml", "a.yaml"),
            ("../../../../work/api/v1/a.yaml", "../../../../work/api/v1/a.yaml"),
            ("../../api", ".."),
            ("b/a.yaml", "b/a.yaml"),
        ] {
            assert_eq!(returned(name.to_owned(), Path::new("/work/api/v1")), short, "{name}");
        }
    }

    #[test]
    fn names_are_joined_as_texts() {
        for (base, file, joined) in [
            ("", "a.yaml", "a.yaml"),
            ("a/b", "../c.yaml", "a/c.yaml"),
            ("a", "../../c.yaml", "../c.yaml"),
            ("..", "../c.yaml", "../../c.yaml"),
            ("/a", "./b//c.yaml", "/a/b/c.yaml"),
        ] {
            assert_eq!(join(base, file), joined, "{base} {file}");
        }
    }
}
