//! Descriptions: Markdown of the document, written again without what has no place in rustdoc.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::characters::{markdown_block, visible_lines};
use super::check::{is_harmless, leads_outside};

/// How many quotes, lists and kinds of emphasis may stand in each other. Each line of a quote repeats the signs of those
/// around it, so that depth times length is what is written.
const DEPTH: usize = 12;

/// The columns by which a line may be moved in for each of those.
const COLUMNS: usize = 8;

/// How many times as long as a description what is written of it may be, and how many bytes more.
const GROWTH: (usize, usize) = (8, 1024);

/// Writes a description again; one that cannot be written as harmless Markdown is shown as text.
pub(super) fn clean(markdown: &str) -> String {
    // Both are ends of lines in Markdown, and only one is in Rust.
    let markdown = visible_lines(&markdown.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    "));
    let markdown = markdown.trim_matches('\n').trim_end_matches([' ', '\n']);
    if markdown.is_empty() {
        return String::new();
    }
    written_again(markdown).filter(|cleaned| is_harmless(cleaned, &[], &[])).unwrap_or_else(|| markdown_block(markdown))
}

/// Writes Markdown again; none: it is too deep, or cannot be written.
fn written_again(markdown: &str) -> Option<String> {
    if markdown.lines().any(is_deep) {
        return None;
    }
    let mut depth = 0_usize;
    let mut deepest = 0;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest > 2 * DEPTH {
        return None;
    }
    let mut in_code = false;
    let events = Parser::new(markdown).flat_map(move |event| clean_event(event, &mut in_code));
    let mut cleaned = String::new();
    pulldown_cmark_to_cmark::cmark(drop_odd_links(events), &mut cleaned, Options::empty()).ok()?;
    let (times, more) = GROWTH;
    (cleaned.len() <= markdown.len().saturating_mul(times).saturating_add(more))
        .then(|| visible_lines(cleaned.trim_matches('\n').trim_end_matches([' ', '\n'])))
}

/// Says whether a line starts more quotes and lists in each other than may be, or is moved in as if it did: such lines are
/// not given to the parser, which follows each of them on each line.
fn is_deep(line: &str) -> bool {
    let mut rest = line;
    let mut signs = 0;
    loop {
        let marker = rest.trim_start_matches(' ');
        let digits = marker.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let after = match marker.strip_prefix(['>', '-', '+', '*']) {
            Some(after) if marker.starts_with('>') || after.is_empty() || after.starts_with(' ') => after,
            Some(_) => return false,
            None => match digits.strip_prefix(['.', ')']) {
                Some(after) if digits.len() < marker.len() => after,
                _ => return false,
            },
        };
        signs += 1 + (rest.len() - marker.len()) / COLUMNS;
        if signs > DEPTH {
            return true;
        }
        rest = after;
    }
}

/// Makes one event harmless; `in_code` is whether a block of code is open.
fn clean_event<'e>(event: Event<'e>, in_code: &mut bool) -> Vec<Event<'e>> {
    match event {
        // Tags of the documentation site (`<Note>`) mean nothing here; the text between them stays.
        Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => Vec::new(),
        Event::Html(html) => match without_tags(&html).trim_matches([' ', '\n']) {
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
    while let Some(start) = address(rest) {
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

/// Where the first address of a text starts. What is read once is not read again for the other scheme.
fn address(text: &str) -> Option<usize> {
    let mut starts = text.match_indices("http").map(|(start, _)| start);
    starts.find(|start| {
        text.get(*start..).is_some_and(|rest| rest.starts_with("https://") || rest.starts_with("http://"))
    })
}

/// Drops pictures, which would tell another server who reads the docs, and links that lead nowhere from rustdoc; their text
/// stays.
fn drop_odd_links<'e>(events: impl Iterator<Item = Event<'e>>) -> impl Iterator<Item = Event<'e>> {
    let mut dropped = Vec::new();
    let mut inside_link = false;
    events.filter_map(move |event| match event {
        Event::Start(Tag::Image { .. }) => {
            dropped.push(true);
            None
        }
        Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
            let is_address = link_type == LinkType::Autolink;
            let keep = !(inside_link && is_address) && leads_outside(&dest_url);
            dropped.push(!keep);
            inside_link |= keep;
            // Its definition is not written again.
            let link_type = if is_address { LinkType::Autolink } else { LinkType::Inline };
            keep.then(|| Event::Start(Tag::Link { link_type, dest_url, title, id: CowStr::from("") }))
        }
        Event::End(TagEnd::Link | TagEnd::Image) => {
            let keep = dropped.pop() != Some(true);
            if keep {
                inside_link = false;
            }
            keep.then_some(event)
        }
        _ => Some(event),
    })
}

#[cfg(test)]
mod tests;
