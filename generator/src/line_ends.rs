//! The line ends of files that people edit, which an edit keeps.

use std::borrow::Cow;

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnds {
    /// With a line feed.
    Lf,
    /// With a carriage return and a line feed.
    CrLf,
}

impl LineEnds {
    /// Finds how the first line of a text ends.
    pub(crate) fn of(text: &str) -> Self {
        let first = text.split_inclusive('\n').next().unwrap_or_default();
        if first.ends_with("\r\n") { Self::CrLf } else { Self::Lf }
    }

    /// Returns the text with a line feed at the end of each line, to be edited.
    pub(crate) fn removed(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Lf => Cow::Borrowed(text),
            Self::CrLf => Cow::Owned(text.replace("\r\n", "\n")),
        }
    }

    /// Gives an edited text its line ends again.
    pub(crate) fn restored(self, text: String) -> String {
        match self {
            Self::Lf => text,
            Self::CrLf => text.replace('\n', "\r\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_the_first_one_does() {
        for text in ["a\r\nb\r\n", "a\nb\n", "a", ""] {
            let ends = LineEnds::of(text);
            assert_eq!(ends.restored(ends.removed(text).into_owned()), text);
        }
        assert_eq!(LineEnds::of("a\r\nb\n").removed("a\r\nb\n"), "a\nb\n");
        assert_eq!(LineEnds::CrLf.restored("a\nb\n".to_owned()), "a\r\nb\r\n");
    }
}
