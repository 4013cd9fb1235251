//! Names that are written nearly alike, for the help of diagnostics.

/// How many names are offered.
const OFFERED: usize = 3;
/// Names less alike than this are no help.
const ALIKE: f64 = 0.5;

/// Lists the known names that are most like a wanted one: `` `A`, `B` ``. `None` if there is none that helps.
pub(crate) fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let wanted_lower = wanted.to_lowercase();
    let mut ranked: Vec<(f64, &str)> = known
        .map(|name| (strsim::normalized_damerau_levenshtein(&wanted_lower, &name.to_lowercase()), name))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    // A stable sort keeps the document's order among equals.
    ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let names: Vec<_> = ranked.iter().take(OFFERED).map(|(_, name)| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
