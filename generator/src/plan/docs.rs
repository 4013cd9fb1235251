//! Descriptions as rustdoc: Markdown that neither breaks the docs nor runs as a test.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::ir::{Codec, Direction, Field, Object, Operation, Parameter, ResponseHeader, Type, Value};
use crate::names::{ArgumentSource, OperationNames};

use super::constraints;
use super::list_item::list_item;

/// Cleans a description.
pub(super) fn text(markdown: Option<&str>) -> String {
    let Some(markdown) = markdown else { return String::new() };
    let mut in_code = false;
    let events = Parser::new(markdown).flat_map(move |event| clean(event, &mut in_code));
    let mut cleaned = String::new();
    if pulldown_cmark_to_cmark::cmark(drop_odd_links(events), &mut cleaned, Options::empty()).is_err() {
        // Nothing is lost: what cannot be written again as Markdown is shown as it came.
        cleaned = format!("```text\n{}\n```", markdown.replace("```", "'''"));
    }
    // Tabs are as wide as the reader's editor makes them, which clippy refuses in docs.
    let lines: Vec<String> = cleaned.lines().map(|line| line.trim_end().replace('\t', "    ")).collect();
    lines.join("\n").trim().to_owned()
}

/// The docs of a type or field: what it means, its limits, an example.
pub(super) fn described(ty: &Type) -> String {
    let mut docs = Docs::new(text(ty.description.as_deref()));
    for constraint in &ty.constraints {
        docs.fact(&constraints::fact(constraint));
    }
    if let Some(default) = ty.default.as_ref().filter(|_| !ty.secret) {
        docs.fact(&format!("Default, which the server assumes: {}.", span(default)));
    }
    if let Some(example) = ty.example.as_ref().filter(|example| !ty.secret && example.0 != "\"\"") {
        docs.fact(&format!("Example: {}.", span(example)));
    }
    docs.0
}

/// The docs of a field: what its type says, and which way it travels.
pub(super) fn field(field: &Field, ty: &Type) -> String {
    let mut docs = Docs::new(described(ty));
    match field.direction {
        Direction::Both => {}
        Direction::Response => docs.fact("Only in responses."),
        Direction::Request => docs.fact("Only in requests."),
    }
    docs.0
}

/// The docs of the field that keeps properties which nobody declares.
pub(super) fn additional(object: &Object, values: &Type) -> String {
    let mut docs = Docs::new("The properties that the document does not declare.".to_owned());
    if !object.undeclared.is_empty() {
        let names: Vec<String> = object.undeclared.iter().map(|name| span(&Value(name.clone()))).collect();
        docs.fact(&format!("Must be here: {}.", names.join(", ")));
    }
    docs.paragraph(&described(values));
    docs.0
}

/// The docs of what an operation may be given.
pub(super) fn parameter(parameter: &Parameter) -> String {
    let mut docs = Docs::new(text(parameter.description.as_deref()));
    if let Some(example) = &parameter.example {
        docs.fact(&format!("Example: {}.", span(example)));
    }
    docs.0
}

/// The docs of what reads a header of an answer.
pub(super) fn header(header: &ResponseHeader) -> String {
    let mut docs = Docs::new(text(header.description.as_deref()));
    docs.fact(&format!("Reads `{}` of an answer's headers.", header.name.replace('`', "'")));
    docs.0
}

/// The docs of a part of a body.
pub(super) fn part(ty: &Type, headers: &[String]) -> String {
    let mut docs = Docs::new(described(ty));
    if !headers.is_empty() {
        let names: Vec<String> = headers.iter().map(|name| format!("`{}`", name.replace('`', "'"))).collect();
        docs.fact(&format!("Headers that it may have: {}.", names.join(", ")));
    }
    docs.0
}

/// The docs of the method that calls an operation.
pub(super) fn operation(operation: &Operation, names: &OperationNames) -> String {
    let mut docs = Docs::new(text(operation.docs.summary.as_deref()));
    docs.paragraph(&text(operation.docs.description.as_deref()));
    docs.paragraph(&format!("`{}`", operation.key()));
    let successes = operation.responses.successes().filter_map(|(_, response)| response.preferred());
    let mut raw: Vec<&str> =
        successes.filter(|media| media.codec == Codec::Bytes).map(|media| &*media.content_type).collect();
    raw.dedup();
    for content_type in raw {
        docs.fact(&format!(
            "`{}` is answered as bytes; `send_stream` reads them while they arrive.",
            content_type.replace('`', "'")
        ));
    }
    let mut arguments = Vec::new();
    for (source, name) in &names.arguments {
        let told = match source {
            ArgumentSource::Parameter(position) => operation.parameters.get(*position).map(parameter),
            ArgumentSource::Body => operation.request_body.as_ref().map(|body| text(body.description.as_deref())),
        };
        arguments.push(list_item(&name.snake(), &told.unwrap_or_default()));
    }
    if !arguments.is_empty() {
        let title = if names.request.is_some() { "Fields of the request" } else { "Arguments" };
        docs.paragraph(&format!("# {title}\n\n{}", arguments.join("\n")));
    }
    docs.0
}

struct Docs(String);

impl Docs {
    const fn new(text: String) -> Self {
        Self(text)
    }

    /// Adds a paragraph.
    fn paragraph(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push_str("\n\n");
        }
        self.0.push_str(text);
    }

    /// Adds a fact: a paragraph of one line.
    fn fact(&mut self, text: &str) {
        self.paragraph(text);
    }
}

/// Shows a value as code.
pub(super) fn span(value: &Value) -> String {
    let text = serde_json::from_str::<String>(&value.0).unwrap_or_else(|_| value.0.clone());
    let text = text.replace(['\n', '\r'], " ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Makes one event harmless; `in_code` is whether a block of code is open.
fn clean<'e>(event: Event<'e>, in_code: &mut bool) -> Vec<Event<'e>> {
    match event {
        // Tags of the documentation site (`<Note>`) mean nothing here; the text between them stays.
        Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => Vec::new(),
        Event::Html(html) => match without_tags(&html).trim_end() {
            "" => Vec::new(),
            text => vec![Event::Text(CowStr::from(text.to_owned())), Event::SoftBreak],
        },
        // Code without a language would be compiled and run as a test.
        Event::Start(Tag::CodeBlock(_)) => {
            *in_code = true;
            vec![Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(CowStr::from("text"))))]
        }
        Event::End(TagEnd::CodeBlock) => {
            *in_code = false;
            vec![event]
        }
        // A last line without an end would leave the block open.
        Event::Text(text) if *in_code && !text.ends_with('\n') => vec![Event::Text(CowStr::from(format!("{text}\n")))],
        Event::Text(_) if *in_code => vec![event],
        Event::Text(text) => link_addresses(&text),
        other => vec![other],
    }
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text
}

/// Makes links of addresses that stand in the text, as rustdoc asks.
fn link_addresses(text: &str) -> Vec<Event<'static>> {
    let mut events = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, address) = rest.split_at(start);
        let end = address
            .find(|letter: char| {
                letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '\'' | '`' | ')' | ']' | '|')
            })
            .unwrap_or(address.len());
        let (address, after) = address.split_at(end);
        let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let (address, punctuation) = address.split_at(trimmed.len());
        events.push(Event::Text(CowStr::from(before.to_owned())));
        let destination = CowStr::from(address.to_owned());
        events.push(Event::Start(Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: destination.clone(),
            title: CowStr::from(""),
            id: CowStr::from(""),
        }));
        events.push(Event::Text(destination));
        events.push(Event::End(TagEnd::Link));
        events.push(Event::Text(CowStr::from(punctuation.to_owned())));
        rest = after;
    }
    events.push(Event::Text(CowStr::from(rest.to_owned())));
    events
}

/// Drops links and pictures that lead nowhere from rustdoc; their text stays.
fn drop_odd_links<'e>(events: impl Iterator<Item = Event<'e>>) -> impl Iterator<Item = Event<'e>> {
    let mut dropped = Vec::new();
    let mut inside_link = false;
    events.filter(move |event| match event {
        Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
            let nested = inside_link && *link_type == LinkType::Autolink;
            let keep = !nested && ["https://", "http://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme));
            dropped.push(!keep);
            inside_link |= keep;
            keep
        }
        Event::End(TagEnd::Link | TagEnd::Image) => {
            let keep = dropped.pop() != Some(true);
            if keep {
                inside_link = false;
            }
            keep
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn descriptions_become_harmless() {
        for (markdown, cleaned) in [
            ("<Note>Only here.</Note>", "Only here."),
            ("See https://example.com/a_b.", "See <https://example.com/a_b>."),
            ("[here](https://example.com)", "[here](https://example.com)"),
            ("[here](other-page)", "here"),
            ("[Option]", "\\[Option\\]"),
            ("    let x = 1;", "````text\nlet x = 1;\n````"),
            ("a <b", "a \\<b"),
            ("`<T>`", "`<T>`"),
            ("one\ttwo", "one    two"),
            ("One.\n\n<p>\nTwo.\n</p>", "One.\n\nTwo."),
        ] {
            assert_eq!(text(Some(markdown)), cleaned, "{markdown:?}");
        }
    }
}
