//! [`Json`] for the types that generated types are made of.

use std::collections::BTreeMap;

use crate::runtime::json::{Json, ReadError, Reader, Writer};

impl Json for bool {
    fn stand_in() -> Option<Self> {
        Some(false)
    }

    #[inline]
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.boolean()
    }

    #[inline]
    fn write(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }
}

impl Json for String {
    fn stand_in() -> Option<Self> {
        Some(Self::new())
    }

    #[inline]
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.string()
    }

    #[inline]
    fn write(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

macro_rules! integers {
    ($($integer:ident)*) => {
        $(impl Json for $integer {
            fn stand_in() -> Option<Self> {
                Some(0)
            }

            fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
                reader.$integer()
            }

            fn write(&self, writer: &mut Writer) {
                writer.integer(*self);
            }
        })*
    };
}
integers!(i8 i16 i32 i64 u8 u16 u32 u64);

impl Json for f64 {
    fn stand_in() -> Option<Self> {
        Some(0.0)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.f64()
    }

    fn write(&self, writer: &mut Writer) {
        writer.f64(*self);
    }
}

impl<T: Json> Json for Option<T> {
    fn absent() -> Option<Self> {
        Some(None)
    }

    fn stand_in() -> Option<Self> {
        Some(None)
    }

    #[inline]
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        if reader.take_null()? { Ok(None) } else { T::read(reader).map(Some) }
    }

    #[inline]
    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.null(),
        }
    }
}

impl<T: Json> Json for Box<T> {
    fn stand_in() -> Option<Self> {
        T::stand_in().map(Self::new)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        T::read(reader).map(Box::new)
    }

    fn write(&self, writer: &mut Writer) {
        T::write(self, writer);
    }
}

impl<T: Json> Json for Vec<T> {
    fn stand_in() -> Option<Self> {
        Some(Self::new())
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut elements = Self::new();
        reader.array(&mut elements)?;
        Ok(elements)
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_array();
        for element in self {
            element.write(writer);
        }
        writer.end_array();
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    fn stand_in() -> Option<Self> {
        Some(Self::new())
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut entries = Self::new();
        reader.object_with(&[], &mut [], &mut entries)?;
        Ok(entries)
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        for (key, value) in self {
            writer.key(key);
            value.write(writer);
        }
        writer.end_object();
    }
}
