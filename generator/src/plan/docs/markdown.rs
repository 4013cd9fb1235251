//! Docs: Markdown that is made of the generator's own words and of quoted parts of the document, and checked when it is
//! finished.

use super::characters::{markdown_block, markdown_code, markdown_text, visible_lines};
use super::check::is_harmless;
use super::description;
use super::list_item::list_item;
use super::paragraph;

/// The docs of an item. Text of a document enters them through functions that quote it, and leaves them checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    markdown: String,
    /// The items of the crate that the docs link to.
    items: Vec<String>,
    /// The languages of code, beside `text`, that they may hold.
    languages: &'static [&'static str],
}

impl From<&'static str> for Docs {
    /// Starts docs with the generator's own Markdown, which links to no item.
    fn from(markdown: &'static str) -> Self {
        Self::default().text(markdown)
    }
}

impl Docs {
    /// Starts docs with a description of the document.
    #[must_use]
    pub fn description(markdown: Option<&str>) -> Self {
        Self { markdown: markdown.map(description::clean).unwrap_or_default(), ..Self::default() }
    }

    /// Starts docs with a page that was rendered from a template, which quoted what it has from the document. The page may
    /// show code, and links to `items`.
    #[must_use]
    pub fn page(markdown: String, items: Vec<String>) -> Self {
        Self { markdown, items, languages: &["toml", "rust,no_run", "rust,ignore"] }
    }

    /// Starts docs with a code span.
    #[must_use]
    pub fn of_code(text: &str) -> Self {
        Self::default().code(text)
    }

    /// Goes on with the generator's own Markdown.
    #[must_use]
    pub fn text(mut self, markdown: &'static str) -> Self {
        self.markdown.push_str(markdown);
        self
    }

    /// Goes on with a text of the document that is not Markdown.
    #[must_use]
    pub fn plain(mut self, text: &str) -> Self {
        self.markdown.push_str(&markdown_text(text));
        self
    }

    /// Goes on with a text of the document as a code span.
    #[must_use]
    pub fn code(mut self, text: &str) -> Self {
        self.markdown.push_str(&markdown_code(text));
        self
    }

    /// Goes on with several code spans.
    #[must_use]
    pub fn codes<'t>(mut self, texts: impl IntoIterator<Item = &'t str>, separator: &'static str) -> Self {
        for (position, text) in texts.into_iter().enumerate() {
            self = self.text(if position == 0 { "" } else { separator }).code(text);
        }
        self
    }

    /// Goes on with a link to an item of the crate, called by its path.
    #[must_use]
    pub fn link(mut self, path: &str) -> Self {
        let label = markdown_code(path);
        self.markdown.extend(["[", &label, "]"]);
        self.items.push(label);
        self
    }

    /// Goes on with a link to an item of the crate, called by its name.
    #[must_use]
    pub fn named_link(mut self, name: &str, path: &str) -> Self {
        self.markdown.extend(["[", &markdown_code(name), "](", path, ")"]);
        self.items.push(path.to_owned());
        self
    }

    /// Adds paragraphs.
    pub fn paragraph(&mut self, docs: impl Into<Self>) {
        self.block(docs.into(), "\n\n");
    }

    /// Adds paragraphs.
    #[must_use]
    pub fn and(mut self, docs: impl Into<Self>) -> Self {
        self.paragraph(docs);
        self
    }

    /// Adds a list: a name and what is said of it for each item.
    #[must_use]
    pub fn list(mut self, items: impl IntoIterator<Item = (String, Self)>) -> Self {
        for (position, (name, docs)) in items.into_iter().enumerate() {
            let markdown = list_item(&markdown_code(&name), &docs.markdown);
            self.block(Self { markdown, items: docs.items, languages: &[] }, if position == 0 { "\n\n" } else { "\n" });
        }
        self
    }

    /// Adds a list: a label of the generator's own and what belongs to it for each item.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = (&'static str, Self)>) -> Self {
        for (position, (label, docs)) in rows.into_iter().enumerate() {
            let row = Self::from("- ").text(label).followed_by(docs);
            self.block(row, if position == 0 { "\n\n" } else { "\n" });
        }
        self
    }

    fn followed_by(mut self, docs: Self) -> Self {
        self.markdown.push_str(&docs.markdown);
        self.items.extend(docs.items);
        self
    }

    /// Returns the first paragraph, if the docs begin with one.
    #[must_use]
    pub fn first_paragraph(&self) -> Self {
        let markdown = paragraph::first(&self.markdown).to_owned();
        Self { markdown, items: self.items.clone(), languages: &[] }
    }

    fn block(&mut self, docs: Self, between: &str) {
        if docs.is_empty() {
            return;
        }
        if !self.is_empty() {
            self.markdown.push_str(between);
        }
        self.markdown.push_str(&docs.markdown);
        self.items.extend(docs.items);
    }

    /// Says whether there are no docs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.markdown.is_empty()
    }

    /// Returns the finished docs. Markdown that rustdoc would run, or take HTML from, is shown as text.
    #[must_use]
    pub fn finished(&self) -> String {
        let finished = lines(&self.markdown);
        if is_harmless(&finished, &self.items, self.languages) {
            return finished;
        }
        lines(&markdown_block(&visible_lines(&self.markdown)))
    }
}

/// Lines as they can be written into comments: without hidden characters, and without white space at their ends, of which
/// rustdoc and editors think differently.
fn lines(markdown: &str) -> String {
    let visible =
        if markdown.contains('\t') { visible_lines(&markdown.replace('\t', "    ")) } else { visible_lines(markdown) };
    let mut lines = String::with_capacity(visible.len());
    for (number, line) in visible.lines().enumerate() {
        if number > 0 {
            lines.push('\n');
        }
        if !line.chars().all(char::is_whitespace) {
            lines.push_str(line.trim_end_matches(' '));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::Docs;

    #[test]
    fn finished_docs_are_checked() {
        for (docs, lines) in [
            (Docs::from("One.").and("Two."), &["One.", "", "Two."][..]),
            (Docs::from("Reads ").code("a`b").text("."), &["Reads `` a`b ``."]),
            (Docs::from("Of ").link("Client::a").text("."), &["Of [`Client::a`]."]),
            (Docs::from("As ").named_link("a", "Self::a").text("."), &["As [`a`](Self::a)."]),
            (
                Docs::from("Of:").list([("a".to_owned(), Docs::from("One.")), ("b".to_owned(), Docs::default())]),
                &["Of:", "", "- `a`: One.", "- `b`"],
            ),
            // What no function quotes does not run all the same.
            (Docs::from("~~~\nfail()\n~~~"), &["```text", "~~~", "fail()", "~~~", "```"]),
            (Docs::from("[Option]"), &["```text", "[Option]", "```"]),
            (Docs::from("```rust\na\n```"), &["````text", "```rust", "a", "```", "````"]),
        ] {
            assert_eq!(docs.finished().lines().collect::<Vec<_>>(), lines, "{docs:?}");
        }
    }
}
