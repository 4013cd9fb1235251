//! What directs the flow, and closures: expressions with blocks of their own.

use proc_macro2::Delimiter;

use super::expressions::Shape;
use super::{Break, Breaks, INDENT, Printer};

impl Printer {
    /// Sets what a word begins that directs the flow.
    pub(super) fn control(&mut self) -> Option<Shape> {
        if self.tokens.is_word(0, "if") {
            self.choice();
        } else if self.tokens.is_word(0, "match") {
            self.page.begin(0, Breaks::Needed);
            self.keyword("match");
            self.condition();
            self.arms();
            self.page.end();
        } else if self.keyword("loop") {
            self.large_block();
        } else if self.keyword("while") {
            self.condition();
            self.large_block();
        } else if self.tokens.is_word(0, "for") {
            self.page.begin(0, Breaks::Needed);
            self.keyword("for");
            self.pattern();
            self.page.word(" ");
            self.keyword("in");
            self.page.never();
            self.condition();
            self.large_block();
            self.page.end();
        } else if self.keyword("unsafe") {
            self.page.begin(INDENT, Breaks::All);
            self.small_block();
            self.page.end();
        } else {
            return None;
        }
        Some(Shape::Block)
    }

    /// Sets a condition, and the space after it.
    fn condition(&mut self) {
        self.page.begin(0, Breaks::All);
        let is_condition = std::mem::replace(&mut self.is_condition, true);
        let shape = self.expression(false);
        self.is_condition = is_condition;
        if shape == Shape::Chain {
            self.page.space();
        } else {
            self.page.word(" ");
        }
        self.page.end();
    }

    fn choice(&mut self) {
        self.page.begin(INDENT, Breaks::All);
        let mut is_first = true;
        while self.keyword("if") {
            self.page.begin(-INDENT, Breaks::All);
            self.condition();
            self.page.end();
            let has_else = self.tokens.end_of(0).is_some_and(|end| self.tokens.is_word(end + 1, "else"));
            if is_first && !has_else && self.tokens.end_of(0).is_some_and(|end| end > 1) {
                self.open();
                self.page.line();
                self.statements();
                self.page.outdent(INDENT);
                self.close();
            } else {
                self.small_block();
            }
            is_first = false;
            if !self.tokens.is_word(0, "else") {
                break;
            }
            self.page.word(" ");
            self.keyword("else");
            if self.tokens.opens(0, Delimiter::Brace) {
                self.small_block();
                break;
            }
        }
        self.page.end();
    }

    pub(super) fn closure(&mut self) {
        self.page.begin(0, Breaks::Needed);
        self.keyword("move");
        self.page.begin(INDENT, Breaks::All);
        self.token();
        let mut is_first = true;
        while !self.tokens.is_at_end() && !self.tokens.is_sign(0, "|") {
            if std::mem::take(&mut is_first) {
                self.page.zero();
            } else {
                self.page.space();
            }
            self.single_pattern();
            if self.sign(",") {
                continue;
            }
            if !self.tokens.is_sign(0, "|") && !self.tokens.is_at_end() {
                self.token();
            }
        }
        self.sign("|");
        self.page.space();
        self.page.outdent(INDENT);
        self.page.end();
        self.page.never();
        let start = self.page.place();
        match self.expression(false) {
            Shape::Enclosed | Shape::Block | Shape::Call => {}
            Shape::Chain | Shape::Other => {
                self.page.begin_at(start, INDENT, Breaks::All);
                self.page.set_at(start.after(), Break { before: "{", ..Break::default() });
                self.page.set(Break { indent: -INDENT, after: "}", ..Break::default() });
                self.page.end();
            }
        }
        self.page.end();
    }
}
