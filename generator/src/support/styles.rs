//! The styles of parameters: the rows of `lower`.

use crate::lower::STYLES;
use crate::openapi::{Dialect, Style};

use super::Fate;
use super::rows::Row;

pub(super) fn rows() -> impl Iterator<Item = Row> {
    STYLES.into_iter().map(|(style, places, _)| {
        let places: Vec<&str> = places.iter().map(|place| place.key()).collect();
        let note =
            format!("in `{}`: primitive values, arrays and objects, with and without `explode`", places.join("`, `"));
        let since = if style == Style::Cookie { Dialect::V32 } else { Dialect::V30 };
        Row::since(since, "Parameter Object", format!("`style: {}`", style.name()), Fate::Works, &note)
            .proved("wire.yaml")
    })
}
