//! What one lock has and another has not, as the file calls it.

use toml::{Table, Value};
use toml_edit::Key;

use super::Lock;

impl Lock {
    /// Lists what another lock lacks: tables and lines by their keys, items of lists with their values.
    pub(crate) fn missing_in(&self, other: &Self) -> Vec<String> {
        let mut missing = Vec::new();
        // Only maps with keys that are not strings cannot be written, and there are none.
        if let (Ok(own), Ok(other)) = (Table::try_from(self), Table::try_from(other)) {
            tables("", &own, &other, &mut missing);
        }
        missing
    }
}

fn tables(above: &str, own: &Table, other: &Table, missing: &mut Vec<String>) {
    for (key, value) in own {
        let path = format!("{above}{}", Key::new(key));
        match (value, other.get(key)) {
            (Value::Table(own), None) if above.is_empty() => tables(&format!("{path}."), own, &Table::new(), missing),
            (_, None) => missing.push(path),
            (Value::Table(own), Some(Value::Table(other))) => tables(&format!("{path}."), own, other, missing),
            (Value::Array(own), Some(Value::Array(other))) => {
                let items = own.iter().filter(|item| !other.contains(item));
                missing.extend(items.map(|item| format!("{path}: {item}")));
            }
            (_, Some(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lock;

    #[test]
    fn lists_what_is_missing_by_its_key() {
        let lock = |text: &str| Lock::parse("signet.lock", &format!("version = 2\n{text}")).unwrap();
        let old = lock(
            "[types]\nBoat = \"boat\"\n\"GET /a\" = \"a\"\n[members.Boat]\nname = \"name\"\nsize = \"size\"\n[members.Gone]\nx = \"x\"\n[boxed]\nBoat = [\"a\", \"b\"]\n",
        );
        let new = lock("[types]\nBoat = \"ship\"\n[members.Boat]\nsize = \"size\"\n[boxed]\nBoat = [\"b\"]\n");
        assert_eq!(
            old.missing_in(&new),
            ["boxed.Boat: \"a\"", "members.Boat.name", "members.Gone", "types.\"GET /a\""]
        );
        assert!(new.missing_in(&old).is_empty());
    }
}
