//! Types, paths, generics and patterns.

use proc_macro2::Delimiter;

use super::{Break, Breaks, INDENT, Printer, Token};

/// How a path has its arguments: `A<B>`, or `A::<B>` where `<` compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathKind {
    Type,
    Value,
}

impl Printer {
    pub(super) fn ty(&mut self) {
        if self.sign("&") {
            self.lifetime_and_space();
            self.keyword("mut");
            self.ty();
        } else if self.tokens.is_sign(0, "*") {
            self.token();
            let _ = self.keyword("mut") || self.keyword("const");
            self.ty();
        } else if self.tokens.opens(0, Delimiter::Bracket) {
            self.open();
            self.ty();
            if self.tokens.is_sign(0, ";") {
                self.token();
                self.page.word(" ");
                self.expression(false);
            }
            self.close();
        } else if self.tokens.opens(0, Delimiter::Parenthesis) {
            self.tuple(Self::ty);
        } else if self.keyword("impl") || self.keyword("dyn") {
            self.bounds();
        } else if self.tokens.is_word(0, "fn") {
            self.token();
            self.parenthesized(Self::ty);
            self.return_type();
        } else if self.tokens.is_sign(0, "!") || !self.path(PathKind::Type) {
            self.token();
        }
    }

    /// Sets a list between delimiters, if they come next.
    pub(super) fn parenthesized(&mut self, element: impl FnMut(&mut Self)) {
        if !matches!(self.tokens.next(), Some(Token::Open(..))) {
            return;
        }
        self.open();
        self.page.begin(INDENT, Breaks::All);
        self.list(None, element);
        self.page.end();
        self.close();
    }

    /// Sets a tuple, or what stands in parentheses alone.
    pub(super) fn tuple(&mut self, mut element: impl FnMut(&mut Self)) {
        let is_condition = std::mem::take(&mut self.is_condition);
        self.open();
        let start = self.page.place();
        let mut is_only = true;
        while !self.tokens.is_at_end() {
            let before = self.page.place();
            element(self);
            let has_comma = self.skip_comma();
            let is_last = self.tokens.is_at_end();
            if is_only {
                is_only = false;
                if !has_comma && is_last {
                    break;
                }
                self.page.begin_at(start, INDENT, Breaks::All);
                self.page.set_at(start.after(), Break::default());
                if is_last {
                    // The comma says that it is a tuple.
                    self.page.word(",");
                    self.page.zero();
                    self.close_tuple();
                    break;
                }
            }
            if !has_comma && !is_last {
                self.unknown(before);
                continue;
            }
            self.page.comma(is_last);
            if is_last {
                self.close_tuple();
            }
        }
        self.close();
        self.is_condition = is_condition;
    }

    fn close_tuple(&mut self) {
        self.page.outdent(INDENT);
        self.page.end();
    }

    pub(super) fn return_type(&mut self) {
        if self.tokens.is_sign(0, "->") {
            self.page.word(" ");
            self.several(2);
            self.page.word(" ");
            self.ty();
        }
    }

    /// Sets traits and lifetimes with plus signs between them.
    pub(super) fn bounds(&mut self) {
        loop {
            self.sign("?");
            if !self.lifetime() && !self.path(PathKind::Type) {
                self.token();
            }
            if !self.tokens.is_sign(0, "+") {
                return;
            }
            self.page.word(" + ");
            self.tokens.skip(1);
        }
    }

    pub(super) fn lifetime(&mut self) -> bool {
        let is_next = self.tokens.is_sign(0, "'");
        if is_next {
            self.several(2);
        }
        is_next
    }

    fn lifetime_and_space(&mut self) {
        if self.lifetime() {
            self.page.word(" ");
        }
    }

    /// Sets a path; returns whether there is one.
    pub(super) fn path(&mut self, kind: PathKind) -> bool {
        if self.tokens.is_sign(0, "<") {
            self.token();
            self.ty();
            if self.tokens.is_word(0, "as") {
                self.page.word(" ");
                self.keyword("as");
                self.path(PathKind::Type);
            }
            self.sign(">");
        } else if !self.tokens.is_sign(0, "::") {
            if !matches!(self.tokens.next(), Some(Token::Word(_))) {
                return false;
            }
            self.token();
            self.arguments(kind);
        }
        while self.tokens.is_sign(0, "::") && !self.tokens.is_sign(2, "<") {
            self.several(2);
            if !matches!(self.tokens.next(), Some(Token::Word(_))) {
                break;
            }
            self.token();
            self.arguments(kind);
        }
        true
    }

    /// Sets the arguments of a segment of a path.
    pub(super) fn arguments(&mut self, kind: PathKind) {
        let colons = self.tokens.is_sign(0, "::") && self.tokens.is_sign(2, "<");
        if colons {
            self.several(2);
        } else if kind == PathKind::Value || !self.tokens.is_sign(0, "<") {
            if kind == PathKind::Type && self.tokens.opens(0, Delimiter::Parenthesis) {
                self.parenthesized(Self::ty);
                self.return_type();
            }
            return;
        }
        self.token();
        self.page.begin(INDENT, Breaks::All);
        self.list(Some(">"), |own| {
            if own.lifetime() {
                return;
            }
            if matches!(own.tokens.next(), Some(Token::Literal(_))) || own.tokens.opens(0, Delimiter::Brace) {
                return own.token();
            }
            own.ty();
            if own.tokens.is_sign(0, "=") {
                own.tokens.skip(1);
                own.page.word(" = ");
                own.ty();
            }
        });
        self.page.end();
        self.sign(">");
    }

    /// Sets the parameters of an item.
    pub(super) fn generics(&mut self) {
        if !self.tokens.is_sign(0, "<") {
            return;
        }
        self.token();
        self.page.begin(0, Breaks::All);
        self.list(Some(">"), |own| {
            own.keyword("const");
            if !own.lifetime() {
                own.token();
            }
            if own.tokens.is_sign(0, ":") {
                own.token();
                own.page.word(" ");
                own.bounds();
            }
        });
        self.page.end();
        self.sign(">");
    }

    /// Sets a pattern, of several alternatives if there are.
    pub(super) fn pattern(&mut self) {
        let start = self.page.place();
        let mut has_several = false;
        let mut is_simple = true;
        loop {
            is_simple &= matches!(self.tokens.next(), Some(Token::Literal(_))) || self.tokens.is_word(0, "_");
            self.single_pattern();
            if !self.tokens.is_sign(0, "|") || self.tokens.is_sign(0, "||") {
                break;
            }
            if !has_several {
                has_several = true;
                self.page.begin_at(start, 0, Breaks::All);
            }
            self.page.space();
            self.token();
            self.page.word(" ");
        }
        if has_several {
            if is_simple {
                self.page.change_at(start, 0, Breaks::Needed);
            }
            self.page.end();
        }
    }

    pub(super) fn single_pattern(&mut self) {
        if self.sign("&") {
            // `&'a self`.
            self.lifetime_and_space();
            self.keyword("mut");
            return self.single_pattern();
        }
        if self.tokens.opens(0, Delimiter::Parenthesis) {
            return self.tuple(Self::pattern);
        }
        self.keyword("ref");
        self.keyword("mut");
        self.sign("-");
        if matches!(self.tokens.next(), Some(Token::Literal(_))) {
            self.token();
        } else if self.path(PathKind::Value) {
            if self.tokens.opens(0, Delimiter::Parenthesis) {
                self.parenthesized(Self::pattern);
            } else if self.tokens.opens(0, Delimiter::Brace) {
                self.fields_of_pattern();
            } else if self.tokens.is_sign(0, "@") {
                self.page.word(" @ ");
                self.tokens.skip(1);
                self.single_pattern();
            }
        } else if !self.tokens.is_sign(0, "..") {
            return self.token();
        }
        if self.sign("..=") || self.sign("..") {
            self.sign("-");
            if matches!(self.tokens.next(), Some(Token::Literal(_))) {
                self.token();
            } else {
                self.path(PathKind::Value);
            }
        }
    }

    fn fields_of_pattern(&mut self) {
        self.page.begin(INDENT, Breaks::All);
        self.page.word(" ");
        self.open();
        self.page.set(Break { blank: 1, between: true, ..Break::default() });
        while !self.tokens.is_at_end() {
            let before = self.page.place();
            let is_rest = self.tokens.is_sign(0, "..");
            if self.tokens.is_sign(1, ":") && !self.tokens.is_sign(1, "::") {
                self.several(2);
                self.page.word(" ");
            }
            self.pattern();
            if !self.skip_comma() && !self.tokens.is_at_end() {
                self.unknown(before);
                continue;
            }
            if is_rest {
                self.page.space();
            } else {
                let is_last = self.tokens.is_at_end();
                self.page.padded_comma(is_last, 1);
            }
        }
        self.page.outdent(INDENT);
        self.page.end();
        self.close();
    }
}
