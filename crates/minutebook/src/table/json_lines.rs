//! A JSON object a line, with the columns' names; what is not known is null.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Column, Values};

/// Writes rows as JSON Lines.
pub(super) struct Writer<R: 'static, W> {
    columns: &'static [Column<R>],
    out: W,
}

impl<R, W: Write> Writer<R, W> {
    pub(super) fn new(columns: &'static [Column<R>], out: W) -> Self {
        Writer { columns, out }
    }

    pub(super) fn row(&mut self, row: &R) -> io::Result<()> {
        let mut line = serde_json::to_vec(&Object { columns: self.columns, row })?;
        line.push(b'\n');
        self.out.write_all(&line)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(super) fn finish(self) -> W {
        self.out
    }
}

struct Object<'a, R: 'static> {
    columns: &'static [Column<R>],
    row: &'a R,
}

impl<R> Serialize for Object<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.columns.len()))?;
        for Column { name, values, .. } in self.columns {
            match values {
                Values::Text(value) => object.serialize_entry(name, &value(self.row)),
                Values::Number(value) => object.serialize_entry(name, &value(self.row)),
                Values::Decimal(value) => object.serialize_entry(name, &value(self.row)),
                Values::List(value) => object.serialize_entry(name, value(self.row)),
            }?;
        }
        object.end()
    }
}
