//! Places of inline schemas in a document, written as steps without positions in lists.

/// How long a place may be, in bytes.
const LONGEST_PLACE: usize = 1_000;

/// Shortens a place that is deeper than anybody nests, or thousands of levels would have millions of steps. Places that
/// differ stay different.
#[must_use]
pub(crate) fn shortened(place: String) -> String {
    if place.len() <= LONGEST_PLACE {
        return place;
    }
    let start = place.floor_char_boundary(LONGEST_PLACE / 2);
    let digest = crate::digest::sha256(place.as_bytes());
    format!("{}…{digest}", place.get(..start).unwrap_or_default())
}

/// Writes a name as one step of a place. Separators and reserved steps are escaped.
#[must_use]
pub(crate) fn escaped(name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    let is_reserved = name.starts_with(ITEMS) || name.starts_with(ADDITIONAL) || name.starts_with(SUBSCHEMA);
    if is_reserved || name == PART { format!("~2{name}") } else { name }
}

/// Leaves the names of path parameters, which are not sent, out of a path or a place.
#[must_use]
pub(crate) fn without_names(path: &str) -> String {
    let mut inside = false;
    let mut bare = String::with_capacity(path.len());
    for letter in path.chars() {
        inside &= letter != '}';
        if !inside {
            bare.push(letter);
        }
        inside |= letter == '{';
    }
    bare
}

/// The step to the items of a list.
pub(crate) const ITEMS: &str = "[]";
/// The step to what additional properties hold.
pub(crate) const ADDITIONAL: &str = "{}";
/// The step to one of the schemas of an `allOf`, if it is a separate type.
pub(crate) const PART: &str = "&";
/// How the step to a subschema of `oneOf` or `anyOf` begins; what tells it from the others follows.
pub(crate) const SUBSCHEMA: char = '|';
