//! A Markdown page goes in, the OpenAPI document embedded in it comes out, byte for byte.
//!
//! Documentation pages carry the part of a document that they describe, in a fence whose info string names the operation:
//! `` ````yaml get /pets ``. Other fences of the page (samples of code, of configuration) are none of ours.

use std::fmt;
use std::ops::Range;

/// The methods that an info string may name.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// A document inside a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded<'a> {
    /// The info string of the fence: `yaml get /pets`.
    pub info: &'a str,
    /// The document as it stands in the page.
    pub yaml: &'a str,
    /// The bytes of the page that it is.
    pub range: Range<usize>,
}

/// Why a page gives no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// There is no fence with an OpenAPI document.
    Missing,
    /// Two fences hold documents that differ.
    Different {
        /// The bytes of the first one.
        first: Range<usize>,
        /// Its line, counted from 1.
        first_line: usize,
        /// The bytes of one that differs from it.
        second: Range<usize>,
        /// Its line, counted from 1.
        second_line: usize,
    },
}

impl fmt::Display for PageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => formatter.write_str("the page contains no OpenAPI document"),
            Self::Different { first_line, second_line, .. } => {
                write!(
                    formatter,
                    "the page contains OpenAPI documents that differ, in lines {first_line} and {second_line}"
                )
            }
        }
    }
}

impl std::error::Error for PageError {}

/// Cuts the OpenAPI document out of a page.
///
/// The same document in several fences is one document; documents that differ are an error, since nothing says which one
/// is meant.
pub fn extract(page: &str) -> Result<Embedded<'_>, PageError> {
    let mut found = Fences::new(page).filter(|fence| names_operation(fence.info) && is_openapi(fence.text));
    let Some(first) = found.next() else { return Err(PageError::Missing) };
    if let Some(other) = found.find(|other| other.text != first.text) {
        return Err(PageError::Different {
            first_line: line(page, first.range.start),
            first: first.range,
            second_line: line(page, other.range.start),
            second: other.range,
        });
    }
    Ok(Embedded { info: first.info, yaml: first.text, range: first.range })
}

/// Tells whether a file is a page, by its name.
pub(crate) fn is_name(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| ["md", "mdx", "markdown"].contains(&extension.as_str()))
}

/// `yaml get /pets`: what follows the path is the page's own.
fn names_operation(info: &str) -> bool {
    let mut words = info.split_whitespace();
    let language = words.next().unwrap_or_default();
    let method = words.next().unwrap_or_default();
    let path = words.next().unwrap_or_default();
    ["yaml", "yml"].contains(&language.to_ascii_lowercase().as_str())
        && METHODS.contains(&method.to_ascii_lowercase().as_str())
        && path.starts_with('/')
}

/// The first key of the text is the version of OpenAPI.
fn is_openapi(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---");
    first.is_some_and(|line| {
        let line = line.trim_start_matches(['"', '\'']);
        line.starts_with("openapi") || line.starts_with("swagger")
    })
}

fn line(page: &str, offset: usize) -> usize {
    1 + page.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

/// A fenced code block.
struct Fence<'a> {
    info: &'a str,
    text: &'a str,
    range: Range<usize>,
}

/// Goes through the fenced code blocks of a page, as `CommonMark` sees them; fences inside of a longer fence are its text.
///
/// A fence may open at any indentation, since it may stand in a list or a component; it closes no more than three columns
/// deeper, so that a fence in an indented text of the document does not end it.
struct Fences<'a> {
    page: &'a str,
    position: usize,
}

impl<'a> Fences<'a> {
    fn new(page: &'a str) -> Self {
        Self { page, position: 0 }
    }

    /// Takes the next line, with its end.
    fn line(&mut self) -> Option<(usize, &'a str)> {
        let start = self.position;
        let rest = self.page.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        self.position = start + length;
        Some((start, rest.get(..length)?))
    }
}

impl<'a> Iterator for Fences<'a> {
    type Item = Fence<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (_, opening) = self.line()?;
            let Some((mark, length, info)) = opening_fence(opening) else { continue };
            let deepest = indentation(opening) + 3;
            let start = self.position;
            let mut end = start;
            // A fence that is never closed goes to the end of the page.
            while let Some((line_start, line)) = self.line() {
                if indentation(line) <= deepest && closes(line, mark, length) {
                    break;
                }
                end = line_start + line.len();
            }
            return Some(Fence { info, text: self.page.get(start..end)?, range: start..end });
        }
    }
}

/// Reads the line that opens a fence: its character, its length, its info string.
fn opening_fence(line: &str) -> Option<(char, usize, &str)> {
    let line = line.trim_start_matches([' ', '\t']);
    let mark = line.chars().next().filter(|mark| ['`', '~'].contains(mark))?;
    let info = line.trim_start_matches(mark);
    let length = line.len() - info.len();
    // A backtick further on makes it inline code.
    (length >= 3 && (mark == '~' || !info.contains('`'))).then(|| (mark, length, info.trim()))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn closes(line: &str, mark: char, length: usize) -> bool {
    let line = line.trim();
    line.len() >= length && line.chars().all(|character| character == mark)
}

#[cfg(test)]
mod tests {
    use super::{PageError, extract};

    const DOCUMENT: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

    #[test]
    fn cuts_out_what_stands_between_the_fences() {
        let page = format!("# Title\n\n````yaml get /pets\n{DOCUMENT}````\n");
        let embedded = extract(&page).unwrap();
        assert_eq!(embedded.info, "yaml get /pets");
        assert_eq!(embedded.yaml, DOCUMENT);
        assert_eq!(&page[embedded.range], DOCUMENT);
    }

    #[test]
    fn other_fences_are_not_taken() {
        for fence in
            ["```yaml\n", "```yaml theme={null}\n", "```python get /pets\n", "```yaml openapi /pets\n", "get /pets\n"]
        {
            assert_eq!(extract(&format!("{fence}{DOCUMENT}```\n")), Err(PageError::Missing), "{fence}");
        }
        assert_eq!(extract("```yaml get /pets\nlimit: 3\n```\n"), Err(PageError::Missing));
    }

    #[test]
    fn a_fence_inside_a_longer_one_is_its_text() {
        let page = format!("````md\n```yaml get /pets\n{DOCUMENT}```\n````\n");
        assert_eq!(extract(&page), Err(PageError::Missing));
    }

    #[test]
    fn a_fence_in_a_text_of_the_document_does_not_end_it() {
        let document = "openapi: 3.0.3\ninfo:\n  description: |\n      text\n      ```\n      code\n      ```\n";
        let page = format!("```yaml get /pets\n{document}```\n");
        assert_eq!(extract(&page).unwrap().yaml, document);
    }

    #[test]
    fn twice_the_same_is_one_and_two_that_differ_are_none() {
        let fence = format!("````yaml get /pets\n{DOCUMENT}````\n");
        assert_eq!(extract(&format!("{fence}\n{fence}")).unwrap().yaml, DOCUMENT);
        let other = fence.replace("3.0.3", "3.0.4");
        let error = extract(&format!("{fence}\n{other}")).unwrap_err();
        assert_eq!(error.to_string(), "the page contains OpenAPI documents that differ, in lines 2 and 7");
    }

    #[test]
    fn line_ends_and_indentation_are_kept() {
        let document = "  openapi: 3.0.3\r\n  paths: {}\r\n";
        let page = format!("<Panel>\r\n  ````yaml GET /pets\r\n{document}  ````\r\n</Panel>\r\n");
        assert_eq!(extract(&page).unwrap().yaml, document);
    }

    #[test]
    fn a_fence_that_is_not_closed_goes_to_the_end() {
        let page = format!("````yaml get /pets\n{DOCUMENT}");
        assert_eq!(extract(&page).unwrap().yaml, DOCUMENT);
    }
}
