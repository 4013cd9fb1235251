//! Arrays whose elements differ by position: [`Json`] for tuples, and for those that go on with elements of one type.

use crate::runtime::json::{Json, ReadError, Reader, Writer};

/// Elements at the start of an array, whose types differ by position.
pub trait Positions: Sized {
    /// Reads the elements, and leaves the reader behind the last one.
    fn read_elements(reader: &mut Reader<'_>) -> Result<Self, ReadError>;

    /// Writes the elements without what surrounds them.
    fn write_elements(&self, writer: &mut Writer);
}

/// An array that starts with elements of known types and goes on with others of one type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tuple<F, R> {
    /// The elements that are always there.
    pub first: F,
    /// The elements behind them.
    pub rest: Vec<R>,
}

impl<F: Positions, R: Json> Json for Tuple<F, R> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.hold(size_of::<Self>())?;
        reader.begin_array()?;
        let first = F::read_elements(reader)?;
        let mut rest = Vec::new();
        while reader.next_element()? {
            rest.push(R::read(reader)?);
        }
        reader.release(size_of::<Self>());
        Ok(Self { first, rest })
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_array();
        self.first.write_elements(writer);
        for element in &self.rest {
            element.write(writer);
        }
        writer.end_array();
    }
}

/// Reads the element that must come next.
fn next<T: Json>(reader: &mut Reader<'_>) -> Result<T, ReadError> {
    if reader.next_element()? { T::read(reader) } else { Err(reader.too_short()) }
}

macro_rules! tuples {
    ($(($($element:ident $position:tt)*))*) => {
        $(
            impl<$($element: Json),*> Positions for ($($element,)*) {
                fn read_elements(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
                    Ok(($(next::<$element>(reader)?,)*))
                }

                fn write_elements(&self, writer: &mut Writer) {
                    $(self.$position.write(writer);)*
                }
            }

            /// Elements after the last one are ignored, as undeclared properties are.
            impl<$($element: Json),*> Json for ($($element,)*) {
                fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
                    reader.hold(size_of::<Self>())?;
                    reader.begin_array()?;
                    let elements = Self::read_elements(reader)?;
                    while reader.next_element()? {
                        reader.pass_over()?;
                    }
                    reader.release(size_of::<Self>());
                    Ok(elements)
                }

                fn write(&self, writer: &mut Writer) {
                    writer.begin_array();
                    self.write_elements(writer);
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
