//! Items as they are set, beside prettyplease, which reads them with a parser.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;

use super::items;

/// Blank lines are where the two differ on purpose.
fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty()).collect()
}

fn set(tokens: TokenStream) -> String {
    let mut text = String::new();
    items(tokens, &mut text);
    text
}

#[test]
fn is_set_as_by_prettyplease() {
    let long = "a_rather_long_name_of_a_function(with_an_argument_too, and_another_one_behind_it)";
    let forms = [
        "pub struct A;".to_owned(),
        "pub struct A(pub String, Vec<u8>);".to_owned(),
        "pub struct A<'c, T: Clone + 'c> { pub(crate) a: &'c T, b: [u8; 4], c: Box<dyn Fn(&str) -> bool + Send> }".to_owned(),
        "#[derive(Clone, Debug)] #[non_exhaustive] pub enum A { #[doc = \" One.\"] One(String), Two }".to_owned(),
        "#[cfg(any(feature = \"a\", feature = \"b\"))] pub type A = std::result::Result<String, Box<dyn std::error::Error>>;".to_owned(),
        "pub const A: &str = \"a \\\"quoted\\\" text\\n\";".to_owned(),
        "static A: &[B] = &[B::of::<C>(1), B { a: -1, b: None }];".to_owned(),
        "impl<T: Into<String>> From<T> for A { fn from(t: T) -> Self { Self(t.into()) } }".to_owned(),
        "impl A { pub const fn a(&self) -> &str { &self.0 } #[inline] pub fn b(mut self, b: impl Into<String>) -> Self { self.b = Some(b.into()); self } }".to_owned(),
        "fn f(a: u8) -> u8 { match a { 0 => 1, 1 | 2 => { g(); 2 } 3..=9 if a > 4 && !b => a - 1, _ => { loop { break; } } } }".to_owned(),
        "fn f(a: Option<&str>) -> Result<(), E> { let Some(a) = a else { return Err(E::new()) }; if a.is_empty() { return Ok(()); } else if a < \"b\" { g(a)?; } for x in 0..10 { h(x); } while let Some(y) = next() { i(y); } Ok(()) }".to_owned(),
        "fn f() { (a,); let a = |x: u8, _| x + 1; let b = move || { g(); 1 }; let c = (1, \"a\", b'x', 1.5e3, 0xff_u8); let d = A { a, ..Default::default() }; let (e, f): (u8, _) = (1, 2); *x = y as u64 * 2 + (z << 3); vec![1, 2]; }".to_owned(),
        format!("fn f() {{ let a = {long}; let b = {long}.map(|x| x.y()).filter(|x| !x.is_empty()).collect::<Vec<_>>(); call({long}, {long}); }}"),
        format!("fn f() {{ self.a.b().map(|x| {long}).unwrap_or_default() }}"),
        format!("pub fn {long}: () {{}}").replace("(with_an_argument_too, and_another_one_behind_it): ()", "(with_an_argument_too: &str, and_another_one_behind_it: Vec<String>) -> Option<Vec<String>>"),
        "a::b!(c, D);".to_owned(),
        "pub use crate::types::{B, C};".to_owned(),
        "impl<O: Op> Call<O> { fn f<'a>(&'a mut self) -> impl Iterator<Item = &'a str> + 'a { self.0.iter().map(String::as_str) } }".to_owned(),
    ];
    for form in forms {
        let tokens: TokenStream = form.parse().expect("the form is made of tokens");
        let theirs = prettyplease::unparse(&syn::parse2(tokens.clone()).expect(&form));
        let ours = set(tokens);
        assert_eq!(lines(&ours), lines(&theirs), "{ours}");
    }
}

#[test]
fn an_attribute_has_a_line_of_its_own_in_a_list_too() {
    let tokens = "static A: &[u8] = &[#[cfg(feature = \"a\")] 1, 2];".parse().expect("tokens");
    assert_eq!(set(tokens), "\nstatic A: &[u8] = &[\n    #[cfg(feature = \"a\")]\n    1,\n    2,\n];\n");
}

/// What is left of a text without what layout adds or leaves out: spaces, a last comma, and braces around a value alone.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, ',' | '{' | '}')).collect()
}

fn any_tokens() -> impl Strategy<Value = TokenStream> {
    let words =
        "a fn if else match let pub impl for struct enum as mut move self return const dyn where in loop use static";
    let signs = ". , ; : = < > & | # ! ? + - * @ => :: -> .. ..= == != && || += >= <<";
    let word = prop::sample::select(words.split(' ').collect::<Vec<_>>());
    let sign = prop::sample::select(signs.split(' ').collect::<Vec<_>>());
    let leaf = prop_oneof![
        3 => word.prop_map(str::to_owned),
        3 => sign.prop_map(str::to_owned),
        1 => (0..9_u8).prop_map(|number| number.to_string()),
        1 => "[a-z]{0,3}".prop_map(|text| format!("{text:?}")),
    ];
    let leaf = leaf.prop_map(|text| text.parse::<TokenStream>().expect("a token"));
    let delimiter = prop::sample::select(vec![Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket]);
    let tree = leaf.prop_recursive(4, 40, 6, move |inner| {
        (delimiter.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(delimiter, trees)| TokenTree::from(Group::new(delimiter, trees.into_iter().collect())).into())
    });
    prop::collection::vec(tree, 0..12).prop_map(|trees: Vec<TokenStream>| trees.into_iter().collect())
}

proptest! {
    /// Whatever the tokens are, all of them are there in the end, and no group is open.
    #[test]
    fn keeps_all_tokens(tokens in any_tokens()) {
        let before = bare(&tokens.to_string());
        let text = set(tokens);
        prop_assert_eq!(before, bare(&text), "{}", text);
        prop_assert!(text.parse::<TokenStream>().is_ok(), "{}", text);
    }
}
