//! Items: structs, enumerations, implementations, functions, constants.

use proc_macro2::Delimiter;

use super::{Breaks, INDENT, Printer, Token};

impl Printer {
    /// Sets an item with its attributes, up to where the line ends.
    pub(super) fn item(&mut self) {
        self.attributes();
        let start = self.page.place();
        self.page.begin(INDENT, Breaks::All);
        self.visibility();
        if self.is_function() {
            self.function();
        } else if self.tokens.is_word(0, "impl") {
            self.implementation();
        } else if self.keyword("struct") {
            self.structure();
        } else if self.keyword("enum") {
            self.token();
            self.generics();
            self.page.word(" ");
            self.members(Self::variant);
        } else if self.keyword("type") {
            self.token();
            self.generics();
            self.value(|own| {
                own.page.begin(-INDENT, Breaks::Needed);
                own.ty();
                own.page.end();
            });
        } else if self.keyword("const") || self.keyword("static") {
            self.page.change_at(start, 0, Breaks::All);
            self.keyword("mut");
            self.token();
            if self.tokens.is_sign(0, ":") {
                self.token();
                self.page.word(" ");
                self.ty();
            }
            self.value(|own| {
                own.expression(false);
            });
        } else if self.keyword("use") {
            self.imported();
            self.sign(";");
        } else if self.is_macro() {
            self.page.change_at(start, 0, Breaks::All);
            self.macro_call();
            self.sign(";");
        } else {
            self.other();
        }
        self.page.end();
    }

    /// Says whether an item starts here, of those that stand between statements.
    pub(super) fn is_item(&self) -> bool {
        ["use", "static", "struct", "enum", "impl", "type", "pub", "mod"]
            .iter()
            .any(|word| self.tokens.is_word(0, word))
            || self.is_function()
            || (self.tokens.is_word(0, "const") && !self.tokens.opens(1, Delimiter::Brace))
    }

    fn is_macro(&self) -> bool {
        let mut by = 0;
        while matches!(self.tokens.ahead(by), Some(Token::Word(_))) && self.tokens.is_sign(by + 1, "::") {
            by += 3;
        }
        self.tokens.is_sign(by + 1, "!")
    }

    /// Sets what is imported: a path, at whose end several may stand.
    fn imported(&mut self) {
        while !self.tokens.is_at_end() && !self.tokens.is_sign(0, ",") && !self.tokens.is_sign(0, ";") {
            if self.tokens.opens(0, Delimiter::Brace) {
                self.parenthesized(Self::imported);
            } else {
                self.token();
            }
        }
    }

    fn visibility(&mut self) {
        if self.tokens.is_word(0, "pub") {
            self.token();
            if self.tokens.opens(0, Delimiter::Parenthesis) {
                self.token();
            }
            self.page.word(" ");
        }
    }

    fn is_function(&self) -> bool {
        let mut by = 0;
        while ["const", "async", "unsafe"].iter().any(|word| self.tokens.is_word(by, word)) {
            by += 1;
        }
        self.tokens.is_word(by, "fn")
    }

    fn function(&mut self) {
        while !self.keyword("fn") {
            self.token();
            self.page.word(" ");
        }
        self.token();
        self.generics();
        if !self.tokens.opens(0, Delimiter::Parenthesis) {
            return self.other();
        }
        self.open();
        self.page.never();
        self.page.begin(0, Breaks::All);
        self.list(None, |own| {
            own.attributes();
            own.pattern();
            if own.tokens.is_word(0, "self") {
                own.token();
            }
            if own.tokens.is_sign(0, ":") {
                own.token();
                own.page.word(" ");
                own.ty();
            }
        });
        self.page.end();
        self.close();
        self.page.begin(-INDENT, Breaks::All);
        self.return_type();
        self.page.end();
        if self.tokens.opens(0, Delimiter::Brace) {
            self.page.word(" ");
            self.open();
            if !self.tokens.is_at_end() {
                self.page.line();
                self.statements();
                self.page.outdent(INDENT);
            }
            self.close();
        } else {
            self.other();
        }
    }

    fn implementation(&mut self) {
        self.page.begin(-INDENT, Breaks::Needed);
        self.page.begin(INDENT, Breaks::All);
        self.token();
        self.generics();
        self.page.end();
        self.page.word(" ");
        self.sign("!");
        self.ty();
        if self.tokens.is_word(0, "for") {
            self.page.space();
            self.keyword("for");
            self.ty();
        }
        self.page.end();
        self.page.word(" ");
        self.body(|own| {
            let mut ends_block = false;
            while !own.tokens.is_at_end() {
                if ends_block {
                    own.page.gap();
                }
                own.item();
                ends_block = own.page.ends_with('}');
                own.page.line();
            }
        });
    }

    fn structure(&mut self) {
        self.token();
        self.generics();
        if self.tokens.opens(0, Delimiter::Brace) {
            self.page.word(" ");
            return self.members(Self::field);
        }
        if self.tokens.opens(0, Delimiter::Parenthesis) {
            self.open();
            self.list(None, Self::field);
            self.close();
        }
        self.other();
    }

    fn field(&mut self) {
        self.attributes();
        self.visibility();
        if self.tokens.is_sign(1, ":") && !self.tokens.is_sign(1, "::") {
            self.several(2);
            self.page.word(" ");
        }
        self.ty();
    }

    fn variant(&mut self) {
        self.attributes();
        self.token();
        if self.tokens.opens(0, Delimiter::Parenthesis) {
            self.page.begin(INDENT, Breaks::All);
            self.open();
            self.list(None, Self::field);
            self.close();
            self.page.end();
        }
    }

    /// Sets what each has a line of its own.
    fn members(&mut self, member: impl Fn(&mut Self)) {
        self.body(|own| {
            while !own.tokens.is_at_end() {
                let before = own.page.place();
                member(own);
                if !own.skip_comma() && !own.tokens.is_at_end() {
                    own.unknown(before);
                    continue;
                }
                own.page.word(",");
                own.page.line();
            }
        });
    }

    /// Sets braces, if they come next; what is between ends its own last line.
    fn body(&mut self, inside: impl FnOnce(&mut Self)) {
        if !self.tokens.opens(0, Delimiter::Brace) {
            return self.other();
        }
        self.open();
        if !self.tokens.is_at_end() {
            self.page.line();
            inside(self);
            self.page.outdent(INDENT);
        }
        self.close();
    }

    /// Sets what an item is said to be.
    fn value(&mut self, value: impl FnOnce(&mut Self)) {
        if self.tokens.is_sign(0, "=") {
            self.page.word(" = ");
            self.tokens.skip(1);
            self.page.never();
            value(self);
        }
        self.other();
    }

    /// Sets the rest of an item in a row.
    fn other(&mut self) {
        while !self.tokens.is_at_end() && !self.sign(";") {
            let ends = self.tokens.opens(0, Delimiter::Brace);
            if !matches!(self.tokens.next(), Some(Token::Sign(..))) && !self.page.ends_with(' ') {
                self.page.word(" ");
            }
            self.token();
            if ends {
                return;
            }
        }
    }
}
