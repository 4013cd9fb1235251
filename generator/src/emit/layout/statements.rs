//! Statements and blocks.

use proc_macro2::Delimiter;

use super::expressions::Shape;
use super::{Break, Breaks, INDENT, Printer, Token};

impl Printer {
    /// Sets the statements of a block, a line each.
    pub(super) fn statements(&mut self) {
        let is_condition = std::mem::take(&mut self.is_condition);
        while !self.tokens.is_at_end() {
            self.statement();
            self.page.line();
        }
        self.is_condition = is_condition;
    }

    /// Sets a statement, up to where its line ends; returns whether it is the value of its block.
    fn statement(&mut self) -> bool {
        self.attributes();
        if self.tokens.is_word(0, "let") {
            self.declaration();
            return false;
        }
        if self.is_item() {
            self.item();
            return false;
        }
        self.page.begin(0, Breaks::Needed);
        let before = self.page.place();
        let shape = self.expression(true);
        let is_statement = self.sign(";");
        if !is_statement && shape != Shape::Block && !self.tokens.is_at_end() {
            self.unknown(before);
        }
        self.page.end();
        !is_statement && self.tokens.is_at_end()
    }

    fn declaration(&mut self) {
        self.page.begin(0, Breaks::Needed);
        self.keyword("let");
        self.pattern();
        if self.tokens.is_sign(0, ":") {
            self.token();
            self.page.word(" ");
            self.ty();
        }
        if self.tokens.is_sign(0, "=") {
            self.page.word(" = ");
            self.tokens.skip(1);
            self.page.never();
            self.expression(false);
            if self.tokens.is_word(0, "else") {
                self.page.space();
                self.keyword("else");
                self.page.end();
                self.page.never();
                self.page.begin(INDENT, Breaks::All);
                self.small_block();
            }
        }
        self.page.end();
        self.sign(";");
    }

    /// Sets a block in an open box: on one line if it is only a value and fits.
    pub(super) fn small_block(&mut self) {
        let is_condition = std::mem::take(&mut self.is_condition);
        if !self.tokens.opens(0, Delimiter::Brace) {
            return self.token();
        }
        self.open();
        if !self.tokens.is_at_end() {
            self.page.space();
            let is_value = self.statement();
            if is_value {
                self.page.space();
            } else {
                self.page.line();
                self.statements();
            }
            self.page.outdent(INDENT);
        }
        self.close();
        self.is_condition = is_condition;
    }

    /// Sets a block that is never on one line, with a box of its own.
    pub(super) fn large_block(&mut self) {
        if !self.tokens.opens(0, Delimiter::Brace) {
            return self.token();
        }
        self.open();
        self.page.never();
        self.page.begin(INDENT, Breaks::All);
        self.page.line_between();
        self.statements();
        self.page.outdent(INDENT);
        self.page.end();
        self.close();
    }

    /// Sets the arms of a `match`.
    pub(super) fn arms(&mut self) {
        if !self.tokens.opens(0, Delimiter::Brace) {
            return self.token();
        }
        let is_condition = std::mem::take(&mut self.is_condition);
        self.open();
        self.page.never();
        self.page.begin(INDENT, Breaks::All);
        self.page.line_between();
        while !self.tokens.is_at_end() {
            let before = self.page.place();
            self.arm();
            if !self.skip_comma() && !self.tokens.is_at_end() && self.page.is_at(before) {
                self.token();
            }
            self.page.line();
        }
        self.page.outdent(INDENT);
        self.page.end();
        self.close();
        self.is_condition = is_condition;
    }

    fn arm(&mut self) {
        self.attributes();
        self.page.begin(0, Breaks::Needed);
        self.pattern();
        if self.tokens.is_word(0, "if") {
            self.page.word(" ");
            self.keyword("if");
            self.expression(false);
        }
        if !self.tokens.is_sign(0, "=>") {
            return self.page.end();
        }
        self.page.word(" ");
        self.several(2);
        self.page.word(" ");
        if self.is_block_of_statements() {
            self.large_block();
            return self.page.end();
        }
        // Braces around a value alone are set where they help.
        let braces = self.braces();
        self.tokens.skip(braces);
        self.page.never();
        self.page.begin(INDENT, Breaks::All);
        self.page.set(Break { before: "{", ..Break::default() });
        let shape = self.expression(true);
        if braces > 0 {
            self.row();
        }
        let comma = if shape == Shape::Block { "" } else { "," };
        self.page.set(Break { indent: -INDENT, after: "}", unbroken: comma, ..Break::default() });
        self.page.end();
        self.tokens.skip(braces);
        self.page.end();
    }

    /// Says whether a block comes next that is more than a value.
    fn is_block_of_statements(&self) -> bool {
        let Some(end) = self.tokens.end_of(0).filter(|_| self.tokens.opens(0, Delimiter::Brace)) else { return false };
        let mut at = 1;
        let mut blocks = 0;
        while at < end {
            if self.tokens.is_sign(at, ";") {
                return true;
            }
            let is_block = self.tokens.opens(at, Delimiter::Brace);
            at = self.tokens.end_of(at).unwrap_or(at) + 1;
            blocks += usize::from(is_block && at < end && !self.tokens.is_word(at, "else"));
        }
        // What follows a block is another statement, or goes on with it: either way the braces stay.
        blocks > 0 || end == 1
    }

    /// How many braces stand around a value alone, each right inside of the other.
    fn braces(&self) -> usize {
        let mut count = 0;
        let mut inner = None;
        while let Some(end) = self.tokens.end_of(count).filter(|_| self.tokens.opens(count, Delimiter::Brace)) {
            let is_alone = match inner {
                None => {
                    self.tokens.is_sign(end + 1, ",") || matches!(self.tokens.ahead(end + 1), Some(Token::Close(_)))
                }
                Some(inner) => end + 1 == inner,
            };
            if !is_alone {
                break;
            }
            count += 1;
            inner = Some(end);
        }
        count
    }
}
