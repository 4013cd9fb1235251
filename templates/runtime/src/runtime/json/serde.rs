//! Serde's traits for generated types, through their JSON text, so that programs can store and log values.
//!
//! A derive for each type would dominate the compile time. Here one function per format does the work: [`serialize`]
//! replays JSON text as serde's data model, [`deserialize`] collects serde's data model as JSON text.

use std::cell::RefCell;
use std::fmt;

use serde_core::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Error as _, Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use crate::runtime::json::{Kind, MAX_DEPTH, ReadError, Reader, WriteError, Writer};

/// Implements `serde::Serialize` and `serde::Deserialize` for types that implement
/// [`Json`](crate::runtime::json::Json).
///
/// The caller says how it calls this module, since a path in a macro means another place wherever it is expanded.
macro_rules! json_serde {
    ($json:ident, $name:ty) => {
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $json::serialize($json::Writer::render(self), serializer)
            }
        }

        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let text = $json::deserialize(deserializer)?;
                $json::Reader::parse(&text).map_err(::serde_core::de::Error::custom)
            }
        }
    };
}
pub(crate) use json_serde;

/// Replays the JSON text of a value into a serializer.
///
/// Integers that fit into 64 bits stay integers, all other numbers become `f64`.
pub fn serialize<S: Serializer>(text: Result<Vec<u8>, WriteError>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = zeroize::Zeroizing::new(text.map_err(S::Error::custom)?);
    let reader = Reader::new(&text).map_err(S::Error::custom)?;
    Replay(RefCell::new(reader)).serialize(serializer)
}

/// The next value of a reader. Serde needs `&self` for a value, reading needs `&mut`: hence the cell.
struct Replay<'j>(RefCell<Reader<'j>>);

impl<'j> Replay<'j> {
    fn read<T, E: serde_core::ser::Error>(
        &self,
        step: impl FnOnce(&mut Reader<'j>) -> Result<T, ReadError>,
    ) -> Result<T, E> {
        match self.0.try_borrow_mut() {
            Ok(mut reader) => step(&mut reader).map_err(E::custom),
            Err(error) => Err(E::custom(error)),
        }
    }
}

impl Serialize for Replay<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.read(Reader::kind)? {
            Kind::Null => {
                self.read(Reader::take_null)?;
                serializer.serialize_unit()
            }
            Kind::Boolean => serializer.serialize_bool(self.read(Reader::boolean)?),
            Kind::String => serializer.serialize_str(&self.read(Reader::text)?),
            Kind::Number => {
                let number = self.read(Reader::number)?;
                if let Ok(number) = number.parse::<i64>() {
                    serializer.serialize_i64(number)
                } else if let Ok(number) = number.parse::<u64>() {
                    serializer.serialize_u64(number)
                } else {
                    match number.parse::<f64>() {
                        Ok(number) if number.is_finite() => serializer.serialize_f64(number),
                        _ => Err(S::Error::custom("a number is too large for 64 bits")),
                    }
                }
            }
            Kind::Array => {
                let mut elements = serializer.serialize_seq(None)?;
                self.read(Reader::begin_array)?;
                while self.read(Reader::next_element)? {
                    elements.serialize_element(self)?;
                }
                elements.end()
            }
            Kind::Object => {
                let mut entries = serializer.serialize_map(None)?;
                self.read(Reader::begin_object)?;
                while let Some(key) = self.read(|reader| reader.next_key().map(|key| key.map(str::to_owned)))? {
                    entries.serialize_entry(&key, self)?;
                }
                entries.end()
            }
        }
    }
}

/// Collects the value of a deserializer as JSON text.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<zeroize::Zeroizing<Vec<u8>>, D::Error> {
    let mut writer = Writer::new();
    Collect { writer: &mut writer, depth: 0 }.deserialize(deserializer)?;
    writer.finish().map(zeroize::Zeroizing::new).map_err(de::Error::custom)
}

struct Collect<'w> {
    writer: &'w mut Writer,
    depth: usize,
}

impl Collect<'_> {
    fn inner<E: de::Error>(&mut self) -> Result<Collect<'_>, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom("more than 128 values inside each other"));
        }
        Ok(Collect { writer: self.writer, depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Collect<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collect<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can represent")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.writer.null();
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.writer.boolean(value);
        Ok(())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.writer.integer(value);
        Ok(())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.writer.integer(value);
        Ok(())
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<(), E> {
        self.writer.integer(value);
        Ok(())
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<(), E> {
        self.writer.integer(value);
        Ok(())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.writer.f64(value);
        Ok(())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        self.writer.string(value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        self.writer.begin_array();
        while elements.next_element_seed(self.inner()?)?.is_some() {}
        self.writer.end_array();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        self.writer.begin_object();
        while entries.next_key_seed(Key(self.writer))?.is_some() {
            entries.next_value_seed(self.inner()?)?;
        }
        self.writer.end_object();
        Ok(())
    }
}

/// A key of a map. Formats whose keys are no text (integers, in some) are not readable as JSON.
struct Key<'w>(&'w mut Writer);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<(), E> {
        self.0.key(name);
        Ok(())
    }
}
