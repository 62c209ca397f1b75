//! Apache Parquet: one row group after another, each of a bounded size.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::{Column, Values};

/// A row group is written after this many rows …
pub(super) const GROUP_ROWS: usize = 10_000;

/// … or this many bytes of text, whichever comes first: no more is ever kept.
const GROUP_BYTES: usize = 8_000_000;

/// Writes rows as Parquet.
pub(super) struct Writer<R: 'static, W: Write + Send> {
    file: SerializedFileWriter<W>,
    /// The values of the rows that wait.
    waiting: Vec<Waiting<R>>,
    rows: usize,
    bytes: usize,
}

impl<R, W: Write + Send> Writer<R, W> {
    pub(super) fn new(columns: &'static [Column<R>], out: W) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(Default::default()))
            .set_created_by(concat!("minutebook ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let schema = schema(columns).map_err(failed)?;
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties));
        let waiting = columns.iter().map(Waiting::new).collect();
        Ok(Writer { file: file.map_err(failed)?, waiting, rows: 0, bytes: 0 })
    }

    pub(super) fn row(&mut self, row: &R) -> io::Result<()> {
        self.bytes += self.waiting.iter_mut().map(|column| column.add(row)).sum::<usize>();
        self.rows += 1;
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.write_group().map_err(failed)?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.write_group().map_err(failed)?;
        }
        self.file.into_inner().map_err(failed)
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for column in &mut self.waiting {
            let lacks = || ParquetError::General("the schema lacks a column".to_owned());
            column.write(group.next_column()?.ok_or_else(lacks)?)?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

/// The values of a column that wait, and of each row whether it has one.
enum Waiting<R: 'static> {
    Text(fn(&R) -> Option<&str>, Vec<ByteArray>, Vec<i16>),
    Number(fn(&R) -> Option<u64>, Vec<i64>, Vec<i16>),
    Decimal(fn(&R) -> Option<f64>, Vec<f64>, Vec<i16>),
    /// And of each value whether it goes on with the list before it.
    List(fn(&R) -> &[String], Vec<ByteArray>, Vec<i16>, Vec<i16>),
}

impl<R> Waiting<R> {
    fn new(column: &Column<R>) -> Waiting<R> {
        let none = Vec::new;
        match column.values {
            Values::Text(value) => Waiting::Text(value, Vec::new(), none()),
            Values::Number(value) => Waiting::Number(value, Vec::new(), none()),
            Values::Decimal(value) => Waiting::Decimal(value, Vec::new(), none()),
            Values::List(value) => Waiting::List(value, Vec::new(), none(), none()),
        }
    }

    /// Adds a row's value; how many bytes it has.
    fn add(&mut self, row: &R) -> usize {
        match self {
            Waiting::Text(value, values, there) => {
                let value = value(row);
                there.push(value.is_some().into());
                values.extend(value.map(ByteArray::from));
                value.map_or(0, str::len)
            }
            Waiting::Number(value, values, there) => {
                let value = value(row).map(|number| i64::try_from(number).unwrap_or(i64::MAX));
                there.push(value.is_some().into());
                values.extend(value);
                size_of::<i64>()
            }
            Waiting::Decimal(value, values, there) => {
                let value = value(row);
                there.push(value.is_some().into());
                values.extend(value);
                size_of::<f64>()
            }
            Waiting::List(value, values, there, goes_on) => {
                let list = value(row);
                values.extend(list.iter().map(|text| ByteArray::from(text.as_str())));
                // An empty list takes the place of one value.
                let places = list.len().max(1);
                there.extend(std::iter::repeat_n(i16::from(!list.is_empty()), places));
                goes_on.extend((0..places).map(|place| i16::from(place > 0)));
                list.iter().map(String::len).sum()
            }
        }
    }

    /// Writes the values and forgets them.
    fn write(&mut self, mut column: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Waiting::Text(_, values, there) => {
                let (values, there) = (std::mem::take(values), std::mem::take(there));
                column.typed::<ByteArrayType>().write_batch(&values, Some(&there), None)?;
            }
            Waiting::Number(_, values, there) => {
                let (values, there) = (std::mem::take(values), std::mem::take(there));
                column.typed::<Int64Type>().write_batch(&values, Some(&there), None)?;
            }
            Waiting::Decimal(_, values, there) => {
                let (values, there) = (std::mem::take(values), std::mem::take(there));
                column.typed::<DoubleType>().write_batch(&values, Some(&there), None)?;
            }
            Waiting::List(_, values, there, goes_on) => {
                let (values, there) = (std::mem::take(values), std::mem::take(there));
                let goes_on = std::mem::take(goes_on);
                let texts = column.typed::<ByteArrayType>();
                texts.write_batch(&values, Some(&there), Some(&goes_on))?;
            }
        }
        column.close()
    }
}

/// Texts and numbers that may be missing; lists that may be empty, in the form that the
/// specification gives to lists.
fn schema<R>(columns: &[Column<R>]) -> Result<Type, ParquetError> {
    let fields = columns.iter().map(|column| field(column).map(Arc::new));
    let fields = fields.collect::<Result<_, _>>()?;
    Type::group_type_builder("minutebook").with_fields(fields).build()
}

fn field<R>(column: &Column<R>) -> Result<Type, ParquetError> {
    let optional = Repetition::OPTIONAL;
    match column.values {
        Values::Text(_) => text(column.name, optional),
        Values::Number(_) => Type::primitive_type_builder(column.name, Physical::INT64)
            .with_repetition(optional)
            .build(),
        Values::Decimal(_) => Type::primitive_type_builder(column.name, Physical::DOUBLE)
            .with_repetition(optional)
            .build(),
        Values::List(_) => {
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![Arc::new(text("element", Repetition::REQUIRED)?)])
                .build()?;
            Type::group_type_builder(column.name)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(list)])
                .build()
        }
    }
}

fn text(name: &str, repetition: Repetition) -> Result<Type, ParquetError> {
    Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
        .with_repetition(repetition)
        .with_logical_type(Some(LogicalType::String))
        .build()
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
