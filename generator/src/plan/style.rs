//! Styles: how the values of a parameter are written, in the runtime's terms.

use crate::ir::{Location, Style};

/// How the values of a parameter are written: a style of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StylePlan {
    /// `blue,black`
    Simple,
    /// `R=100,G=200`
    SimpleExploded,
    /// `.blue,black`
    Label,
    /// `.blue.black`
    LabelExploded,
    /// `;color=blue,black`
    Matrix,
    /// `;color=blue;color=black`
    MatrixExploded,
    /// `color=blue,black`
    Form,
    /// `color=blue&color=black`
    FormExploded,
    /// `color=blue%20black`, or another character between
    Separated(char),
    /// `color[R]=100&color[G]=200`
    DeepObject,
    /// `color=blue,black` in the `Cookie` header
    Cookie,
    /// `color=blue; color=black` in the `Cookie` header
    CookieExploded,
}

/// The runtime's style. Exploding a list apart at spaces or bars leaves nothing to tell it from an exploded form.
pub(super) const fn planned(style: Style, explode: bool, location: Location) -> StylePlan {
    match (style, explode) {
        (Style::Json, _) if matches!(location, Location::Path | Location::Header | Location::QueryString) => {
            StylePlan::Simple
        }
        (Style::Simple, false) => StylePlan::Simple,
        (Style::Simple, true) => StylePlan::SimpleExploded,
        (Style::Label, false) => StylePlan::Label,
        (Style::Label, true) => StylePlan::LabelExploded,
        (Style::Matrix, false) => StylePlan::Matrix,
        (Style::Matrix, true) => StylePlan::MatrixExploded,
        (Style::Form, false) | (Style::Json, _) => StylePlan::Form,
        (Style::Form | Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited, true) => {
            StylePlan::FormExploded
        }
        (Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited, false) => {
            StylePlan::Separated(style.separator())
        }
        (Style::DeepObject, _) => StylePlan::DeepObject,
        (Style::Cookie, false) => StylePlan::Cookie,
        (Style::Cookie, true) => StylePlan::CookieExploded,
    }
}
