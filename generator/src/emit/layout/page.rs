//! From words, breaks and boxes to lines: Oppen's algorithm, as rustc's and prettyplease's printers have it.
//!
//! A break is a place where a line may end, and a box says which of them do: where it does not fit on what is left of
//! the line, all of its own breaks, or as many as are needed.

/// How long a line may be.
const WIDTH: isize = 89;

/// How much fits on a line that is indented far.
const LEAST_WIDTH: isize = 60;

/// Wider than any line: a break that always is one.
const ENDLESS: isize = 0xffff;

/// The words of an item in a row, and what stands between them.
#[derive(Debug, Default)]
pub(super) struct Page {
    words: String,
    marks: Vec<Mark>,
}

/// A place between two words, at which a box can be opened or closed later.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    mark: usize,
    word: usize,
}

impl Place {
    /// The same behind a box or break that is set there.
    pub(super) const fn after(self) -> Self {
        Self { mark: self.mark + 1, word: self.word }
    }
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    /// The length of the words before it.
    word: usize,
    /// How much must fit on the line so that nothing after this breaks; counted when the lines are set.
    size: isize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Begin { indent: isize, breaks: Breaks },
    Break(Break),
    End { at_most: Option<isize> },
}

/// Which breaks of a box that does not fit end a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breaks {
    All,
    Needed,
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Break {
    pub indent: isize,
    /// The spaces that stand there if the line goes on.
    pub blank: isize,
    /// What is written before the line ends, and after it.
    pub before: &'static str,
    pub after: &'static str,
    /// What is written if the line goes on.
    pub unbroken: &'static str,
    /// Goes if the box ends with it.
    pub between: bool,
    pub never: bool,
    /// Leaves a line blank.
    pub gap: bool,
}

impl Page {
    /// Writes a word.
    pub(super) fn word(&mut self, word: &str) {
        self.words.push_str(word);
    }

    /// Writes what can be shown.
    pub(super) fn shown(&mut self, word: &impl std::fmt::Display) {
        use std::fmt::Write as _;
        let _ = write!(self.words, "{word}");
    }

    /// Says whether what was written last ends in something.
    pub(super) fn ends_with(&self, letter: char) -> bool {
        self.words.ends_with(letter)
    }

    /// Opens a box.
    pub(super) fn begin(&mut self, indent: isize, breaks: Breaks) {
        self.begin_at(self.place(), indent, breaks);
    }

    /// Opens a box around what was written after a place; boxes that were opened there before are in it.
    pub(super) fn begin_at(&mut self, place: Place, indent: isize, breaks: Breaks) {
        self.insert(place, Kind::Begin { indent, breaks });
    }

    /// Closes a box.
    pub(super) fn end(&mut self) {
        if let [.., before, Mark { word, kind: Kind::Break(last), .. }] = self.marks.as_slice()
            && *word == self.words.len()
        {
            if before.word == *word && matches!(before.kind, Kind::Begin { .. }) {
                self.marks.truncate(self.marks.len().saturating_sub(2));
                return;
            }
            if last.between {
                self.marks.pop();
            }
        }
        self.end_at(self.place());
    }

    /// Closes a box where something was written before.
    pub(super) fn end_at(&mut self, place: Place) {
        self.insert(place, Kind::End { at_most: None });
    }

    /// Writes no comma where the line ends last.
    pub(super) fn no_comma(&mut self) {
        if let Some(Mark { kind: Kind::Break(last), .. }) = self.marks.last_mut() {
            last.before = "";
        }
    }

    /// Leaves a line blank where the last one ended.
    pub(super) fn gap(&mut self) {
        if let Some(Mark { kind: Kind::Break(last), .. }) = self.marks.last_mut() {
            last.gap = true;
        }
    }

    /// Closes a box that does not fit if it is wider.
    pub(super) fn end_at_most(&mut self, width: isize) {
        self.insert(self.place(), Kind::End { at_most: Some(width) });
    }

    /// Sets a break.
    pub(super) fn set(&mut self, set: Break) {
        self.set_at(self.place(), set);
    }

    /// Sets a break where something was written before.
    pub(super) fn set_at(&mut self, place: Place, set: Break) {
        self.insert(place, Kind::Break(set));
    }

    /// Sets a break that is a space if the line goes on.
    pub(super) fn space(&mut self) {
        self.set(Break { blank: 1, ..Break::default() });
    }

    /// Sets a break that is nothing if the line goes on.
    pub(super) fn zero(&mut self) {
        self.set(Break::default());
    }

    /// Measures what comes next by itself.
    pub(super) fn never(&mut self) {
        self.set(Break { never: true, ..Break::default() });
    }

    /// Ends the line.
    pub(super) fn line(&mut self) {
        self.set(Break { blank: ENDLESS, ..Break::default() });
    }

    /// Ends the line if the box has anything more.
    pub(super) fn line_between(&mut self) {
        self.set(Break { blank: ENDLESS, between: true, ..Break::default() });
    }

    /// Sets a comma and a break after it; after the last of a list, only where the line ends.
    pub(super) fn comma(&mut self, is_last: bool) {
        self.padded_comma(is_last, 0);
    }

    /// The same with spaces after the last one.
    pub(super) fn padded_comma(&mut self, is_last: bool, blank: isize) {
        if is_last {
            self.set(Break { blank, before: ",", ..Break::default() });
        } else {
            self.word(",");
            self.space();
        }
    }

    /// Indents what comes after the last break by less.
    pub(super) fn outdent(&mut self, by: isize) {
        if let Some(Mark { kind: Kind::Break(last), .. }) = self.marks.last_mut() {
            last.indent -= by;
        }
    }

    /// Where the page ends now.
    pub(super) const fn place(&self) -> Place {
        Place { mark: self.marks.len(), word: self.words.len() }
    }

    /// Says whether nothing was written after a place.
    pub(super) const fn is_at(&self, place: Place) -> bool {
        self.words.len() == place.word
    }

    /// Changes how a box that was opened at a place breaks.
    pub(super) fn change_at(&mut self, place: Place, indent: isize, breaks: Breaks) {
        if let Some(Mark { kind, .. }) = self.marks.get_mut(place.mark) {
            *kind = Kind::Begin { indent, breaks };
        }
    }

    fn insert(&mut self, place: Place, kind: Kind) {
        self.marks.insert(place.mark.min(self.marks.len()), Mark { word: place.word, size: 0, kind });
    }

    /// Writes the lines, and starts anew.
    pub(super) fn write(&mut self, out: &mut String) {
        self.measure();
        let mut lines = Lines { out, room: WIDTH, indent: 0, pending: 0, boxes: Vec::new() };
        let mut written = 0;
        for mark in &self.marks {
            lines.word(self.words.get(written..mark.word).unwrap_or_default());
            written = mark.word;
            match mark.kind {
                Kind::Begin { indent, breaks } => lines.begin(indent, breaks, mark.size),
                Kind::Break(set) => lines.set(set, mark.size),
                Kind::End { .. } => lines.end(),
            }
        }
        lines.word(self.words.get(written..).unwrap_or_default());
        self.words.clear();
        self.marks.clear();
    }

    /// Counts the size of each box and break: up to the next break after it.
    fn measure(&mut self) {
        let mut blanks = 0;
        let mut open: Vec<usize> = Vec::new();
        for index in 0..self.marks.len() {
            let Some(Mark { word, kind, .. }) = self.marks.get(index).copied() else { break };
            let mut total = word.cast_signed() + blanks;
            match kind {
                Kind::Begin { .. } => {}
                Kind::Break(set) => {
                    self.close(&mut open, total);
                    blanks += set.blank;
                }
                Kind::End { at_most } => {
                    let begin = self.begin_of(&open).map_or(total, |size| -size);
                    if at_most.is_some_and(|most| total - begin > most) {
                        blanks += ENDLESS;
                        total += ENDLESS;
                    }
                }
            }
            if let Some(mark) = self.marks.get_mut(index) {
                mark.size = -total;
            }
            open.push(index);
        }
        let total = self.words.len().cast_signed() + blanks;
        self.close(&mut open, total);
    }

    /// The size, as far as it is counted, of the box that is closed next.
    fn begin_of(&self, open: &[usize]) -> Option<isize> {
        let mut depth = 1_usize;
        for index in open.iter().rev() {
            let mark = self.marks.get(*index)?;
            match mark.kind {
                Kind::End { .. } => depth += 1,
                Kind::Begin { .. } => depth -= 1,
                Kind::Break(_) => {}
            }
            if depth == 0 {
                return Some(mark.size);
            }
        }
        None
    }

    /// Ends what reaches up to a break: the boxes that were closed since the last one, and that one itself.
    fn close(&mut self, open: &mut Vec<usize>, total: isize) {
        let mut depth = 0_usize;
        while let Some(mark) = open.last().and_then(|index| self.marks.get_mut(*index)) {
            match mark.kind {
                Kind::Begin { .. } if depth == 0 => return,
                Kind::Begin { .. } => depth -= 1,
                Kind::End { .. } => depth += 1,
                Kind::Break(_) => {}
            }
            mark.size += total;
            open.pop();
            if depth == 0 && matches!(mark.kind, Kind::Break(_)) {
                return;
            }
        }
    }
}

/// Lines being written.
struct Lines<'o> {
    out: &'o mut String,
    /// What is left of this line.
    room: isize,
    indent: isize,
    /// Spaces that are written before the next word, so that no line ends in them.
    pending: isize,
    /// The open boxes: how they break, and the indent outside of those that do.
    boxes: Vec<(Breaks, Option<isize>)>,
}

impl Lines<'_> {
    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        for _ in 0..self.pending {
            self.out.push(' ');
        }
        self.pending = 0;
        self.out.push_str(word);
        self.room -= word.len().cast_signed();
    }

    fn begin(&mut self, indent: isize, breaks: Breaks, size: isize) {
        if size > self.room {
            self.boxes.push((breaks, Some(self.indent)));
            self.indent += indent;
        } else {
            self.boxes.push((breaks, None));
        }
    }

    fn end(&mut self) {
        if let Some((_, Some(outside))) = self.boxes.pop() {
            self.indent = outside;
        }
    }

    fn set(&mut self, set: Break, size: isize) {
        let goes_on = match self.boxes.last() {
            _ if set.never => true,
            Some((_, None)) => true,
            Some((Breaks::All, Some(_))) => false,
            Some((Breaks::Needed, Some(_))) | None => size <= self.room,
        };
        if goes_on {
            self.pending += set.blank;
            self.room -= set.blank;
            self.word(set.unbroken);
            return;
        }
        self.word(set.before);
        self.out.push_str(if set.gap { "\n\n" } else { "\n" });
        self.pending = self.indent + set.indent;
        self.room = (WIDTH - self.pending).max(LEAST_WIDTH);
        self.word(set.after);
    }
}
