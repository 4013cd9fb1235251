//! Files go in, one tree comes out. What is wrong with any of them is reported for all of them.

use std::fs::File;
use std::io::Read as _;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin, Place, SourceId};

use super::build::{Builder, Built};
use super::dialect::Dialect;
use super::events::{Both, Fault};
use super::files::Files;
use super::input::Input;
use super::limits::Limits;
use super::marks::{Marker, Marks};
use super::node::{Kind, Node};
use super::overlay::Match;
use super::page::{PageError, extract};
use super::roots::{Root, Roots};
use super::sources::{Format, Sources};
use super::tree::Tree;
use super::{extensions, gather, json, merge, overlay, yaml};

/// Reads documents and overlays into one tree.
///
/// Several documents are merged, in order; overlays are applied to the whole, in order. Returns no tree after an error:
/// a document that is half read means something else.
pub fn load(inputs: &[Input], overlays: &[Input], diagnostics: &mut Diagnostics) -> (Sources, Option<Tree>) {
    load_within(&Limits::default(), inputs, overlays, &[], diagnostics)
}

/// Reads documents and overlays that are no larger than the limits, and the files that they refer to in their folders and
/// in the roots.
pub fn load_within(
    limits: &Limits,
    inputs: &[Input],
    overlays: &[Input],
    roots: &[Root],
    diagnostics: &mut Diagnostics,
) -> (Sources, Option<Tree>) {
    load_matching(limits, inputs, overlays, roots, &mut Vec::new(), diagnostics)
}

/// Reads documents and overlays, and lists what each action of the overlays matches, in order.
pub fn load_matching(
    limits: &Limits,
    inputs: &[Input],
    overlays: &[Input],
    roots: &[Root],
    matches: &mut Vec<Match>,
    diagnostics: &mut Diagnostics,
) -> (Sources, Option<Tree>) {
    let mut reader = Reader { limits, sources: Sources::default(), bytes: 0, files: 0, identified: false };
    // Errors of earlier stages are none of ours.
    let mut found = Diagnostics::new();
    let mut documents = Vec::new();
    let roots = Roots::open(roots, &mut reader.sources, &mut found);
    let mut files = Files::new(inputs, roots);
    let mut references: Vec<(Box<str>, SourceId)> = Vec::new();
    for input in inputs {
        if let Some(mut text) = reader.read_object(input, &mut found) {
            if text.extended && !input.trust_extensions {
                extensions::strip(&mut text.root, text.source, &mut found);
            }
            files.document(text.source, input);
            references.extend(text.references.into_iter().map(|reference| (reference, text.source)));
            documents.push((text.source, text.root));
        }
    }
    if inputs.is_empty() {
        found.push(Diagnostic::new(Code::NoInput, "no document was given"));
    }
    let merged = merge::merge(documents, &mut found);
    let mut tree = merged.map(|(source, root)| Tree::new(root, source));
    for input in overlays {
        if let Some(text) = reader.read_object(input, &mut found)
            && let Some(tree) = &mut tree
        {
            references.extend(text.references.into_iter().map(|reference| (reference, text.source)));
            let overlay = Tree::new(text.root, text.source);
            overlay::apply(&overlay, input.is_lenient, tree, inputs, matches, &mut found);
        }
    }
    let tree = tree.filter(|_| !found.has_errors()).map(|mut tree| {
        gather::gather(references, &mut files, inputs, &mut reader, &mut found);
        tree.files = files;
        // A document without a version is a part of one that may have any.
        let may_identify = Dialect::of(&tree.root).is_none_or(Dialect::has_json_schema);
        tree.identified = reader.identified && may_identify;
        tree
    });
    diagnostics.extend(found);
    (reader.sources, tree)
}

/// What was read of one text.
pub(super) struct Text {
    pub(super) source: SourceId,
    pub(super) root: Node,
    /// Whether it holds keys for the generator.
    pub(super) extended: bool,
    /// The references to other files in it.
    pub(super) references: Vec<Box<str>>,
}

/// Reads texts, and remembers how much it read.
pub(super) struct Reader<'l> {
    limits: &'l Limits,
    sources: Sources,
    files: usize,
    bytes: u64,
    /// Whether any of them has a key that may name a schema.
    identified: bool,
}

impl Reader<'_> {
    /// Reads a document or an overlay, which must be an object.
    fn read_object(&mut self, input: &Input, diagnostics: &mut Diagnostics) -> Option<Text> {
        let text = self.read(input, diagnostics)?;
        if text.root.kind() == Kind::Object {
            return Some(text);
        }
        let message = match text.root.kind() {
            Kind::Null => "the document is empty".to_owned(),
            kind => format!("the document is not an object, but a value of type `{kind}`"),
        };
        let diagnostic = Diagnostic::new(Code::NotAnObject, message);
        diagnostics.push(diagnostic.at(&Origin::root(text.source), "expected an object"));
        None
    }

    /// Reads one text; an error is the last that is said of it.
    pub(super) fn read(&mut self, input: &Input, diagnostics: &mut Diagnostics) -> Option<Text> {
        let source = self.add(input, diagnostics)?;
        embedded(input, source, &mut self.sources, diagnostics)?;
        let origin = Origin::root(source);
        let (body, offset, format) = self.sources.body(source);
        let built = match build(body, source, format, self.limits) {
            Ok((built, marks)) => {
                if let Some(marks) = marks {
                    self.sources.set_marks(source, marks);
                }
                built
            }
            Err(fault) => {
                let place = Place::Bytes(fault.at.start + offset..fault.at.end + offset);
                let mut diagnostic = Diagnostic::new(fault.code, fault.message).label(&origin, place, fault.label);
                diagnostic.help = fault.help;
                diagnostics.push(diagnostic);
                return None;
            }
        };
        for duplicate in &built.duplicates {
            let name = duplicate.pointer.rsplit('/').next().unwrap_or_default();
            diagnostics.push(
                Diagnostic::new(Code::DuplicateKey, format!("duplicate key `{}`", super::tree::unescape(name)))
                    .at_key(duplicate, "this value is used")
                    .label(duplicate, Place::FirstKey, "this value is ignored"),
            );
        }
        self.identified |= built.identified;
        Some(Text { source, root: built.root, extended: built.extended, references: built.references })
    }

    /// Reads the bytes of a text.
    fn add(&mut self, input: &Input, diagnostics: &mut Diagnostics) -> Option<SourceId> {
        if let Some(text) = &input.text {
            return Some(self.sources.add(&input.name, text.clone()));
        }
        let diagnostic = match self.bytes(input) {
            Ok(text) => return Some(self.sources.add_file(&input.name, &input.path, text)),
            Err(diagnostic) => diagnostic,
        };
        let origin = Origin::root(self.sources.add_file(&input.name, &input.path, String::new()));
        diagnostics.push(diagnostic.label(&origin, Place::Whole, ""));
        None
    }

    fn bytes(&mut self, input: &Input) -> Result<String, Diagnostic> {
        let name = &input.name;
        self.files += 1;
        if self.files > self.limits.files {
            let message = format!("the document refers to more than {} files", self.limits.files);
            return Err(Diagnostic::new(Code::TooManyFiles, message).help(Limits::help("files")));
        }
        let left = self.limits.bytes.saturating_sub(self.bytes);
        let mut bytes = Vec::new();
        let read = File::open(&input.path).and_then(|file| file.take(left.saturating_add(1)).read_to_end(&mut bytes));
        let read = read.map_err(|error| Diagnostic::new(Code::Unreadable, format!("cannot read `{name}`: {error}")))?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        if read > left {
            let message =
                format!("the files have more than {} bytes together: `{name}` exceeds the limit", self.limits.bytes);
            return Err(Diagnostic::new(Code::TooManyFiles, message).help(Limits::help("bytes")));
        }
        self.bytes += read;
        String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let message = format!("`{name}` is not valid UTF-8 at byte {valid}");
            Diagnostic::new(Code::Encoding, message).help("save the file as UTF-8")
        })
    }
}

/// Reads a document in its format.
fn build(body: &str, source: SourceId, format: Format, limits: &Limits) -> Result<(Built, Option<Marks>), Fault> {
    let mut builder = Builder::new(source, limits);
    match format {
        Format::Json => {
            json::read(body, &mut builder)?;
            Ok((builder.finish(), None))
        }
        // YAML takes longer to read than to mark, and most documents have something to be said of them.
        Format::Yaml => {
            let mut both = Both(builder, Marker::new(body));
            yaml::read(body, &mut both)?;
            let Both(builder, marker) = both;
            Ok((builder.finish(), Some(marker.finish())))
        }
    }
}

/// Finds the document in a text: behind a byte order mark, or inside of a page.
fn embedded(input: &Input, source: SourceId, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<()> {
    let (text, _, _) = sources.body(source);
    if input.is_page() {
        let range = match extract(text) {
            Ok(embedded) => embedded.range,
            Err(error) => {
                diagnostics.push(page_error(error, &Origin::root(source)));
                return None;
            }
        };
        sources.set_body(source, range, Format::Yaml);
        return Some(());
    }
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = start..text.len();
    // JSON under another name is nearly YAML, but not quite: its escapes of characters beyond the first plane are not.
    let json = input.is_json() || text.get(start..).is_some_and(json::is_json);
    let format = if json { Format::Json } else { Format::Yaml };
    sources.set_body(source, body, format);
    Some(())
}

fn page_error(error: PageError, origin: &Origin) -> Diagnostic {
    match error {
        PageError::Missing => Diagnostic::new(Code::NoEmbeddedDocument, "the page contains no OpenAPI document")
            .label(origin, Place::Whole, "")
            .help("signet reads a fenced block that opens with a method and a path, like ```yaml get /pets"),
        PageError::Different { first, second, .. } => {
            Diagnostic::new(Code::SeveralEmbeddedDocuments, "the page contains OpenAPI documents that differ")
                .label(origin, Place::Bytes(second), "this document differs")
                .label(origin, Place::Bytes(first), "from this one")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Kind, Limits, Sources, Tree};
    use super::{load, load_within};
    use crate::diagnostics::{Code, Diagnostics, Place, Texts};

    fn texts(documents: &[(&str, &str)], overlays: &[&str]) -> (Sources, Option<Tree>, Diagnostics) {
        let inputs: Vec<_> = documents.iter().map(|(name, text)| Input::text(*name, *text)).collect();
        let overlays: Vec<_> = overlays.iter().map(|text| Input::text("overlay.yaml", *text)).collect();
        let mut diagnostics = Diagnostics::new();
        let (sources, tree) = load(&inputs, &overlays, &mut diagnostics);
        (sources, tree, diagnostics)
    }

    fn loaded(name: &str, text: &str) -> Tree {
        let (_, tree, diagnostics) = texts(&[(name, text)], &[]);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        tree.unwrap()
    }

    fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
        diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }

    /// The texts that origins in a tree point at, by pointer.
    fn marked(sources: &Sources, tree: &Tree, pointer: &str, place: &Place) -> String {
        let origin = tree.at(pointer).unwrap().origin();
        let span = sources.span(origin.source, &origin.pointer, place).unwrap();
        sources.text(origin.source)[span].to_owned()
    }

    #[test]
    fn scalars_of_yaml_keep_what_is_written() {
        let tree = loaded(
            "a.yaml",
            "a: =\nb: y\nc: on\nd: 2024-01-01\ne: 0x1F\nf: 1:30\ng: 1.10\nh: 0123\ni: ~\nj: 'true'\nk: 0xffffffffffffffffffffffffffffffffffffffff\n\
             200: ok\n+1: plus\ntrue: yes\n=: eq\n~: nothing\n",
        );
        let root = tree.root();
        for (key, text) in
            [("a", "="), ("b", "y"), ("c", "on"), ("d", "2024-01-01"), ("f", "1:30"), ("h", "0123"), ("j", "true")]
        {
            assert_eq!(root.get(key).unwrap().as_str(), Some(text), "{key}");
        }
        assert_eq!(root.get("e").unwrap().as_i64(), Some(31));
        assert_eq!(root.get("g").unwrap().number().unwrap().to_string(), "1.10");
        assert_eq!(root.get("k").unwrap().number().unwrap().to_string(), "0xffffffffffffffffffffffffffffffffffffffff");
        assert!(root.get("i").is_none() && root.value("i").unwrap().is_null());
        for key in ["200", "+1", "true", "=", "~"] {
            assert!(root.get(key).unwrap().is_string(), "{key}");
        }
    }

    #[test]
    fn json_keeps_integers_of_any_length() {
        let tree = loaded("a.json", r#"{"a": 123456789012345678901234567890, "b": [1, -2.50, "\ud83d\ude00"]}"#);
        assert_eq!(tree.root().get("a").unwrap().number().unwrap().to_string(), "123456789012345678901234567890");
        assert_eq!(tree.at("/b/1").unwrap().number().unwrap().to_string(), "-2.50");
        assert_eq!(tree.at("/b/2").unwrap().as_str(), Some("\u{1f600}"));
    }

    #[test]
    fn json_is_known_under_any_name_and_behind_a_byte_order_mark() {
        let tree = loaded("a.yaml", "\u{feff} {\"a\":\t\"\\ud83d\\ude00\"}");
        assert_eq!(tree.root().get("a").unwrap().as_str(), Some("\u{1f600}"));
        assert_eq!(loaded("a", "\u{feff}a: 1").root().get("a").unwrap().as_i64(), Some(1));
    }

    #[test]
    fn anchors_and_merge_keys_repeat_what_they_name() {
        let text = "base: &base {a: 1, b: 2}\none:\n  <<: *base\n  b: 3\nlist: [*base]\ntwo: {<<: [*base, {c: 4}]}\n'<<': kept\n";
        let (sources, tree, diagnostics) = texts(&[("a.yaml", text)], &[]);
        assert!(diagnostics.is_empty());
        let tree = tree.unwrap();
        assert_eq!(tree.at("/one").unwrap().to_json(), serde_json::json!({"a": 1, "b": 3}));
        assert_eq!(tree.at("/two").unwrap().to_json(), serde_json::json!({"a": 1, "b": 2, "c": 4}));
        assert_eq!(tree.at("/<<").unwrap().as_str(), Some("kept"));
        assert_eq!(tree.at("/one/a").unwrap().origin().pointer, "/one/<</a");
        for pointer in ["/one/a", "/list/0/a", "/two/a"] {
            assert_eq!(marked(&sources, &tree, pointer, &Place::Key), "a", "{pointer}");
        }
        assert_eq!(marked(&sources, &tree, "/two/c", &Place::Value), "4");
    }

    #[test]
    fn closing_brackets_may_stand_left_of_their_line() {
        let text = "a:\n  b: {\n    c: [\n    1\n  ],\n  }\n  d: |\n    {\n    }\ne: [\n]\n";
        let (sources, tree, diagnostics) = texts(&[("a.yaml", text)], &[]);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let tree = tree.unwrap();
        let expected = serde_json::json!({"a": {"b": {"c": [1]}, "d": "{\n}\n"}, "e": []});
        assert_eq!(tree.root().to_json(), expected);
        assert_eq!(marked(&sources, &tree, "/a/d", &Place::Key), "d");
        for text in ["a:\n  b: {\n  c: 1 # }\n}\n", "a: ]\n", "a:\n  - b\n}\n"] {
            assert!(texts(&[("a.yaml", text)], &[]).2.has_errors(), "{text}");
        }
    }

    #[test]
    fn marks_are_bytes_of_the_whole_text() {
        let page = "Größe\n\n````yaml get /ö\nopenapi: 3.0.3\nö:\n  - {ü: äh, 'q': \"x\"}\n````\n";
        let (sources, tree, _) = texts(&[("a.md", page)], &[]);
        let tree = tree.unwrap();
        assert_eq!(marked(&sources, &tree, "/ö/0/ü", &Place::Value), "äh");
        assert_eq!(marked(&sources, &tree, "/ö/0/q", &Place::Key), "'q'");
        assert_eq!(marked(&sources, &tree, "/ö", &Place::Value), "ö");
        let (sources, tree, _) = texts(&[("a.json", r#"{"a\"b": [ {"c": 1.5e3 }, "x\"y" ]}"#)], &[]);
        let tree = tree.unwrap();
        assert_eq!(marked(&sources, &tree, "/a\"b/0/c", &Place::Value), "1.5e3");
        assert_eq!(marked(&sources, &tree, "/a\"b/1", &Place::Value), r#""x\"y""#);
        assert_eq!(marked(&sources, &tree, "/a\"b", &Place::Key), r#""a\"b""#);
    }

    #[test]
    fn documents_are_joined_and_must_agree() {
        let first = "openapi: 3.0.3\ninfo: {title: A}\ntags: [{name: a}]\npaths:\n  /a:\n    get: {x: 1}\ncomponents: {schemas: {S: {type: string}}}\n";
        let second = "openapi: 3.0.3\ninfo: {title: B}\ntags: [{name: b}, {name: a}]\npaths:\n  /a:\n    post: {x: 2}\n  /b: {}\ncomponents: {schemas: {S: {type: string}, T: {}}}\n";
        let (sources, tree, diagnostics) = texts(&[("a.yaml", first), ("b.yaml", second)], &[]);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let tree = tree.unwrap();
        assert_eq!(
            tree.at("/paths").unwrap().to_json(),
            serde_json::json!({"/a": {"get": {"x": 1}, "post": {"x": 2}}, "/b": {}})
        );
        assert_eq!(tree.at("/tags").unwrap().len(), 2);
        assert_eq!(tree.at("/info/title").unwrap().as_str(), Some("A"));
        let origin = tree.at("/paths/~1a/post/x").unwrap().origin();
        assert_eq!((sources.name(origin.source), &*origin.pointer), ("b.yaml", "/paths/~1a/post/x"));
        let (_, tree, diagnostics) = texts(&[("a.yaml", first), ("b.yaml", &second.replace("string", "integer"))], &[]);
        assert!(tree.is_none());
        assert_eq!(codes(&diagnostics), [Code::Conflict]);
    }

    const DOCUMENT: &str = "info: {title: A, x: {deep: 1}}\ntags: [{name: a}, {name: b}, {name: c}]\npaths:\n  /a: {get: {x: 1}}\n  /b: {get: {x: 2}}\n";

    fn overlaid(actions: &str) -> (Sources, Tree) {
        let overlay = format!("overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions:\n{actions}");
        let (sources, tree, diagnostics) = texts(&[("a.yaml", DOCUMENT)], &[&overlay]);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        (sources, tree.unwrap())
    }

    #[test]
    fn overlays_merge_append_and_replace() {
        let (sources, tree) = overlaid(
            "- {target: $, update: {info: {title: B, x: {more: 2}}, tags: [{name: d}]}}\n- {target: $.tags, update: {name: e}}\n\
             - {target: '$.paths.*.get', update: {x-signet-signing: {}}}\n",
        );
        assert_eq!(tree.at("/info").unwrap().to_json(), serde_json::json!({"title": "B", "x": {"deep": 1, "more": 2}}));
        assert_eq!(tree.at("/tags").unwrap().len(), 5);
        assert_eq!(tree.at("/tags/4/name").unwrap().as_str(), Some("e"));
        assert!(tree.at("/paths/~1b/get/x-signet-signing").is_some());
        assert_eq!(sources.name(tree.at("/info/title").unwrap().origin().source), "overlay.yaml");
        assert_eq!(sources.name(tree.at("/info/x/deep").unwrap().origin().source), "a.yaml");
        assert_eq!(tree.at("/info/x/more").unwrap().origin().pointer, "/actions/0/update/info/x/more");
        assert_eq!(marked(&sources, &tree, "/tags/4/name", &Place::Value), "e");
    }

    #[test]
    fn overlays_remove_and_neighbours_keep_their_origin() {
        let (sources, tree) = overlaid(
            "- {target: '$.tags[?@.name != ''c'']', remove: true, update: {x: 1}}\n- {target: $.info.x, remove: true}\n",
        );
        assert_eq!(tree.at("/tags").unwrap().to_json(), serde_json::json!([{"name": "c"}]));
        assert_eq!(tree.at("/tags/0/name").unwrap().origin().pointer, "/tags/2/name");
        assert_eq!(marked(&sources, &tree, "/tags/0/name", &Place::Value), "c");
        assert!(tree.at("/info/x").is_none());
    }

    #[test]
    fn keys_for_the_generator_are_taken_from_documents_that_are_not_trusted() {
        let text = "a: [{x-signet-secret: true, b: 1}]\n";
        let (_, tree, diagnostics) = texts(&[("a.yaml", text)], &[]);
        assert_eq!(codes(&diagnostics), [Code::StrippedExtension]);
        assert_eq!(tree.unwrap().root().to_json(), serde_json::json!({"a": [{"b": 1}]}));
        let mut diagnostics = Diagnostics::new();
        let (_, tree) = load(&[Input::text("a.yaml", text).trusted()], &[], &mut diagnostics);
        assert!(diagnostics.is_empty());
        assert!(tree.unwrap().at("/a/0/x-signet-secret").is_some());
    }

    #[test]
    fn limits_hold() {
        let deep = |levels: usize| format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels));
        for name in ["a.json", "a.yaml"] {
            assert_eq!(loaded(name, &deep(512)).root().kind(), Kind::Object);
            assert_eq!(codes(&texts(&[(name, &deep(513))], &[]).2), [Code::TooDeep], "{name}");
        }
        let mut diagnostics = Diagnostics::new();
        let limits = Limits { nodes: 100, depth: 10, ..Limits::default() };
        let text = format!("a: &a [{}]\nb: [*a, *a]\n", "1, ".repeat(40));
        assert!(load_within(&limits, &[Input::text("a.yaml", text)], &[], &[], &mut diagnostics).1.is_none());
        assert_eq!(codes(&diagnostics), [Code::TooLarge]);
    }

    #[test]
    fn files_that_cannot_be_read_are_reported() {
        let mut diagnostics = Diagnostics::new();
        let folder = tempfile::tempdir().unwrap();
        let latin = folder.path().join("latin.yaml");
        std::fs::write(&latin, b"a: \xe4").unwrap();
        let inputs = [Input::file(folder.path().join("none.yaml")), Input::file(latin)];
        let (sources, tree) = load(&inputs, &[], &mut diagnostics);
        assert!(tree.is_none());
        assert_eq!(codes(&diagnostics), [Code::Unreadable, Code::Encoding]);
        let shown = crate::diagnostics::render_all(&diagnostics, &sources, 80, false);
        assert!(shown.contains("none.yaml") && shown.contains("not valid UTF-8 at byte 3"), "{shown}");
    }
}
