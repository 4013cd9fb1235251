//! Arrays whose elements differ by position: [`Json`] for tuples, and for those that go on with elements of one type.

use crate::runtime::json::{Json, ReadError, Reader, Writer};

/// Elements at the start of an array, whose types differ by position.
pub trait Positions: Sized {
    /// Reads the elements, and returns whether the array may have more.
    fn read_elements(reader: &mut Reader<'_>) -> Result<(Self, bool), ReadError>;

    /// Writes the elements without what surrounds them; `is_last`: none follow, so that absent ones at the end are left out.
    fn write_elements(&self, writer: &mut Writer, is_last: bool);
}

/// An array that starts with elements of known types, followed by others of one type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tuple<F, R> {
    /// The elements with types of their own.
    pub first: F,
    /// The elements behind them.
    pub rest: Vec<R>,
}

impl<F: Positions, R: Json> Json for Tuple<F, R> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.hold(size_of::<Self>())?;
        reader.begin_array()?;
        let (first, is_open) = F::read_elements(reader)?;
        let mut rest = Vec::new();
        while is_open && reader.next_element()? {
            if reader.lenient.is_some() {
                reader.push_leniently(&mut rest)?;
            } else {
                rest.push(R::read(reader)?);
            }
        }
        reader.release(size_of::<Self>());
        Ok(Self { first, rest })
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_array();
        self.first.write_elements(writer, self.rest.is_empty());
        for element in &self.rest {
            element.write(writer);
        }
        writer.end_array();
    }
}

/// Reads the next element, which may be absent at the end of the array.
fn next<T: Json>(reader: &mut Reader<'_>, is_open: &mut bool) -> Result<T, ReadError> {
    *is_open = *is_open && reader.next_element()?;
    if *is_open { T::read(reader) } else { T::absent().ok_or_else(|| reader.too_short()) }
}

macro_rules! tuples {
    ($(($($element:ident $position:tt)*))*) => {
        $(
            impl<$($element: Json),*> Positions for ($($element,)*) {
                fn read_elements(reader: &mut Reader<'_>) -> Result<(Self, bool), ReadError> {
                    let mut is_open = true;
                    Ok((($(next::<$element>(reader, &mut is_open)?,)*), is_open))
                }

                fn write_elements(&self, writer: &mut Writer, is_last: bool) {
                    let absent = [$(Json::is_absent(&self.$position)),*];
                    let kept = absent.iter().rposition(|is_absent| !(is_last && *is_absent));
                    let count = kept.map_or(0, |last| last + 1);
                    $(if $position < count {
                        self.$position.write(writer);
                    })*
                }
            }

            /// Elements after the last one are ignored, as undeclared properties are.
            impl<$($element: Json),*> Json for ($($element,)*) {
                fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
                    reader.hold(size_of::<Self>())?;
                    reader.begin_array()?;
                    let (elements, is_open) = Self::read_elements(reader)?;
                    while is_open && reader.next_element()? {
                        reader.pass_over()?;
                    }
                    reader.release(size_of::<Self>());
                    Ok(elements)
                }

                fn write(&self, writer: &mut Writer) {
                    writer.begin_array();
                    self.write_elements(writer, true);
                    writer.end_array();
                }
            }
        )*
    };
}
tuples! {
    (A 0)
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
}
