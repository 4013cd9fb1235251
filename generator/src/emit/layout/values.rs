//! Values with several parts: arrays, structs, and what is given to macros.

use proc_macro2::Delimiter;

use super::page::Place;
use super::{Breaks, INDENT, Printer, Token};

impl Printer {
    pub(super) fn array(&mut self) {
        self.open();
        if self.is_list_of_numbers() {
            self.page.begin(INDENT, Breaks::All);
            self.page.zero();
            self.page.begin(0, Breaks::Needed);
            while !self.tokens.is_at_end() {
                self.token();
                if self.skip_comma() && !self.tokens.is_at_end() {
                    self.page.word(",");
                    self.page.space();
                }
            }
            self.page.end();
            self.page.comma(true);
            self.page.outdent(INDENT);
            self.close();
            return self.page.end();
        }
        self.page.begin(INDENT, Breaks::All);
        self.list(None, |own| {
            own.attributes();
            own.expression(false);
        });
        self.page.end();
        self.close();
    }

    fn is_list_of_numbers(&self) -> bool {
        let is_number = |by| match self.tokens.ahead(by) {
            Some(Token::Literal(literal)) => literal.to_string().bytes().all(|byte| byte.is_ascii_alphanumeric()),
            _ => false,
        };
        let mut by = 0;
        while is_number(by) && self.tokens.is_sign(by + 1, ",") {
            by += 2;
        }
        (by > 0 || is_number(0)) && matches!(self.tokens.ahead(by + usize::from(is_number(by))), Some(Token::Close(_)))
    }

    /// Sets the fields of a struct whose path was just written.
    pub(super) fn fields_of_value(&mut self, start: Place) {
        self.page.begin_at(start, -INDENT, Breaks::Needed);
        self.page.begin_at(start, INDENT, Breaks::All);
        self.page.end();
        self.page.word(" ");
        self.open();
        if !self.tokens.is_at_end() {
            self.page.space();
        }
        while !self.tokens.is_at_end() {
            let before = self.page.place();
            if self.sign("..") {
                self.expression(false);
                self.page.space();
                continue;
            }
            self.token();
            if self.tokens.is_sign(0, ":") {
                self.token();
                self.page.word(" ");
                self.page.begin(0, Breaks::Needed);
                self.expression(false);
                self.page.end();
            }
            if !self.skip_comma() && !self.tokens.is_at_end() {
                self.unknown(before);
                continue;
            }
            let is_last = self.tokens.is_at_end();
            self.page.padded_comma(is_last, 1);
        }
        self.page.outdent(INDENT);
        // A struct that is longer is easier to read with a line for each field.
        self.page.end_at_most(34);
        self.close();
    }

    /// Sets the call of a macro.
    pub(super) fn macro_call(&mut self) {
        while !self.tokens.is_at_end() && !matches!(self.tokens.next(), Some(Token::Open(..))) {
            self.token();
        }
        if self.tokens.is_at_end() {
            return;
        }
        if self.tokens.opens(0, Delimiter::Brace) {
            self.page.word(" ");
        }
        self.open();
        if !self.tokens.is_at_end() {
            self.page.begin(INDENT, Breaks::All);
            self.page.zero();
            self.page.begin(0, Breaks::Needed);
            self.row();
            self.page.end();
            self.page.zero();
            self.page.outdent(INDENT);
            self.page.end();
        }
        self.close();
    }
}
