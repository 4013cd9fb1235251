//! One of several known values: an enumeration of the document goes in, one of Rust comes out.

use crate::ir::{Enumeration as IrEnumeration, Type, Values};
use crate::names::Name;

use super::docs::{self, Docs};

/// One of several known texts.
#[derive(Debug)]
pub struct Enumeration {
    /// Its name.
    pub name: String,
    /// Its docs.
    pub docs: Docs,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
    /// What its values are.
    pub values: ValuesPlan,
    /// Its values.
    pub variants: Vec<VariantPlan>,
}

/// What the values of an enumeration are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValuesPlan {
    /// Texts.
    Texts,
    /// Whole numbers.
    Integers,
    /// Any single values, by their JSON.
    Literals,
}

/// A value of an enumeration.
#[derive(Debug)]
pub struct VariantPlan {
    /// Its name.
    pub name: String,
    /// Its text on the wire.
    pub wire_name: String,
    /// Other texts on the wire that mean the same: a number may be written in several ways.
    pub spellings: Vec<String>,
    /// Its docs, beside its text.
    pub docs: Docs,
}

pub(super) fn enumerate(ty: &Type, name: &Name, enumeration: &IrEnumeration, members: &[Name]) -> Enumeration {
    let variants = enumeration.variants.iter().zip(members);
    Enumeration {
        name: name.pascal(),
        docs: docs::described(ty),
        deprecated: ty.deprecated,
        values: match enumeration.values {
            Values::Texts => ValuesPlan::Texts,
            Values::Integers => ValuesPlan::Integers,
            Values::Literals => ValuesPlan::Literals,
        },
        variants: variants
            .map(|(variant, name)| VariantPlan {
                name: name.pascal(),
                wire_name: variant.wire_name.clone(),
                spellings: spellings(enumeration.values, &variant.wire_name),
                docs: Docs::description(variant.description.as_deref()),
            })
            .collect(),
    }
}

/// Other ways to write a number, as servers in other languages do.
pub(super) fn spellings(values: Values, literal: &str) -> Vec<String> {
    // Beyond this many digits a fraction is none.
    let number = literal.parse::<f64>().ok().filter(|_| values == Values::Literals && literal.len() <= 15);
    let spelled = number.map(|number| [format!("{number}"), format!("{number:?}")]);
    let mut others: Vec<String> = spelled.into_iter().flatten().filter(|other| other != literal).collect();
    others.dedup();
    others
}
