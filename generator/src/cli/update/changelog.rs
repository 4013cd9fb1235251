//! The block of `CHANGELOG.md` with the changes since the last release: the old text in, the new one out. Everything
//! outside of the block is as people wrote it.

use std::fmt::Write as _;

use crate::evolution::{Change, Verdict};
use crate::line_ends::LineEnds;
use crate::plan::{markdown_code, markdown_text};

use super::release::Release;

/// How many changes of a kind are listed.
const LISTED: usize = 100;
const END: &str = "<!-- signet: end -->";

/// Why a changelog was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoEnd;

impl std::fmt::Display for NoEnd {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "CHANGELOG.md: the block of signet has no end: write a line `{END}` below it, or remove the block"
        )
    }
}

impl std::error::Error for NoEnd {}

/// Replaces the block for the release, or adds it above those for earlier releases.
pub(super) fn updated(old: Option<&str>, release: &Release, version: &str) -> Result<Option<String>, NoEnd> {
    let begin = format!("<!-- signet: changes since {}; what is written before the end is lost -->", release.version);
    let is_changed = release.next > release.version;
    let block = if is_changed { block(&begin, release, version) } else { String::new() };
    let Some(old) = old else {
        return Ok(is_changed.then(|| format!("# Changelog\n\n{block}")));
    };
    let ends = LineEnds::of(old);
    let new = edited(&ends.removed(old), &begin, &block)?;
    Ok(new.map(|new| ends.restored(new)))
}

/// Puts a block, which is empty if nothing has changed, into the text.
fn edited(old: &str, begin: &str, block: &str) -> Result<Option<String>, NoEnd> {
    let is_changed = !block.is_empty();
    if let Some(start) = line(old, |line| line == begin) {
        let (before, rest) = old.split_at(start);
        let length = line(rest, |line| line == END).ok_or(NoEnd)?;
        let after = rest.get(length..).and_then(|rest| rest.split_once('\n')).map_or("", |(_, after)| after);
        let after = if is_changed { after } else { after.strip_prefix('\n').unwrap_or(after) };
        return Ok(Some(format!("{before}{block}{after}")));
    }
    if !is_changed {
        return Ok(None);
    }
    // Above the newest release that people or signet described.
    let place = line(old, |line| line.starts_with("## ") || line.starts_with("<!-- signet: changes since "));
    let (before, after) = old.split_at(place.unwrap_or(old.len()));
    let above = match before {
        "" => "",
        _ if before.ends_with("\n\n") => "",
        _ if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let below = if after.is_empty() { "" } else { "\n" };
    Ok(Some(format!("{before}{above}{block}{below}{after}")))
}

/// Finds the start of the first line that is meant.
fn line(text: &str, is_meant: impl Fn(&str) -> bool) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if is_meant(line.trim_end()) {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// Writes the block. What comes from a document is escaped or in a code span.
fn block(begin: &str, release: &Release, version: &str) -> String {
    // Writing to a string cannot fail.
    let mut text = format!("{begin}\n## {version}\n");
    if release.changes.is_empty() {
        text.push_str("\n- The API is the same; the code was generated anew.\n");
    }
    for verdict in Verdict::ALL.into_iter().rev() {
        let changes = release.changes.iter().filter(|change| change.verdicts.overall() == verdict);
        let changes: Vec<&Change> = changes.collect();
        if !changes.is_empty() {
            let title = match verdict {
                Verdict::Breaking => "Breaking",
                Verdict::Risky => "Risky",
                Verdict::Compatible => "Compatible",
                Verdict::Docs => "Documentation",
            };
            let _ = write!(text, "\n### {title}\n\n");
            for change in changes.iter().take(LISTED) {
                let _ = writeln!(text, "- {}: {}", markdown_code(&change.place), markdown_text(change.rule.title()));
            }
            if changes.len() > LISTED {
                let _ = writeln!(text, "- and {} more", changes.len() - LISTED);
            }
        }
    }
    text + "\n" + END + "\n"
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::*;

    fn release(next: &str) -> Release {
        Release { version: Version::new(0, 3, 0), changes: Vec::new(), next: Version::parse(next).unwrap() }
    }

    const BLOCK: &str = "<!-- signet: changes since 0.3.0; what is written before the end is lost -->\n## 0.3.1\n\n\
                         - The API is the same; the code was generated anew.\n\n<!-- signet: end -->\n";

    #[test]
    fn what_people_wrote_stays() {
        let next = release("0.3.1");
        let updated = |old: &str| updated(Some(old), &next, "0.3.1").unwrap().unwrap();
        for (before, after) in [
            ("", ""),
            ("# Ours\n\nText.\n\n", ""),
            ("# Ours\n\n", "\n## 0.3.0\n\n- First\n"),
            ("# Ours\n\n", "\n<!-- signet: changes since 0.2.0; old -->\n## 0.3.0\n<!-- signet: end -->\n"),
        ] {
            let new = updated(&format!("{before}{}", after.trim_start_matches('\n')));
            assert_eq!(new, format!("{before}{BLOCK}{after}"));
            assert_eq!(updated(&new), new, "again");
            let edited = new.replace("- The API", "- Lost\n- The API");
            assert_eq!(updated(&edited), new);
        }
        let crlf = |text: &str| text.replace('\n', "\r\n");
        assert_eq!(updated(&crlf("# Ours\n\n## 0.3.0\n")), crlf(&format!("# Ours\n\n{BLOCK}\n## 0.3.0\n")));
        assert_eq!(updated("# Ours"), format!("# Ours\n\n{BLOCK}"));
    }

    #[test]
    fn a_block_appears_and_goes_with_the_changes() {
        let (same, next) = (release("0.3.0"), release("0.3.1"));
        assert_eq!(updated(None, &same, "0.3.0"), Ok(None));
        assert_eq!(updated(Some("# Ours\n"), &same, "0.3.0"), Ok(None));
        let first = updated(None, &next, "0.3.1").unwrap().unwrap();
        assert_eq!(first, format!("# Changelog\n\n{BLOCK}"));
        let old = format!("# Ours\n\n{BLOCK}\n## 0.3.0\n");
        assert_eq!(updated(Some(&old), &same, "0.3.0").unwrap().unwrap(), "# Ours\n\n## 0.3.0\n");
        let cut = old.replace(END, "");
        assert_eq!(updated(Some(&cut), &next, "0.3.1"), Err(NoEnd));
    }
}
