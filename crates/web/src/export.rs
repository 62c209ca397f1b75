//! Everything that a search finds as a file: `GET /api/v1/export`.
//!
//! Rows are written by a thread of their own while the client reads them, never more than a few
//! pieces ahead. Exports take turns to read the index, a piece each; while one waits for its client
//! it has no turn, and a client that takes nothing for a minute has it ended. A file that could not be written whole ends as a broken connection, so that no
//! client takes a part for the whole.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use minutebook::Library;
use minutebook::citation::Accessed;
use minutebook::export::{COLUMNS, Manifest};
use minutebook::request::SearchRequest;
use minutebook::table::{Format, TableWriter};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::app::App;
use crate::error::AppError;
use crate::{api, params};

/// About how many bytes a piece has.
const PIECE_BYTES: usize = 64 * 1024;

/// How many pieces may wait for a client.
const PIECES_AHEAD: usize = 2;

/// A client that takes no piece for so long has its export ended: it holds a place.
const PATIENCE: Duration = Duration::from_secs(60);

/// A part of the file, or its end.
enum Piece {
    Bytes(Bytes),
    End,
}

type Pieces = Receiver<Result<Piece, AppError>>;

/// `GET /api/v1/export`
pub(crate) async fn get(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let (request, format) = params::read_export(&query.unwrap_or_default())?;
    let disposition = format!("attachment; filename=\"{}\"", file_name(&request.text, format));
    let manifest = params::write_export(&request, format);
    let described_by = format!("<{}{manifest}>; rel=\"describedby\"", api::MANIFEST);
    let mut pieces = begin(&app, request, format)?;
    // What is refused is known before the first piece.
    let first = match pieces.recv().await {
        Some(Ok(first)) => first,
        Some(Err(error)) => return Err(app.reported(error)),
        None => return Err(app.reported(AppError::Internal("an export panicked".to_owned()))),
    };
    let (to, from) = channel(1);
    tokio::spawn(pass_on(app, first, pieces, to));
    let headers = [
        (header::CONTENT_TYPE, format.media_type()),
        (header::CONTENT_DISPOSITION, &disposition),
        (header::LINK, &described_by),
    ];
    Ok((headers, Body::new(File(from))).into_response())
}

/// `GET /api/v1/export/manifest`: what the export of the same parameters is made from.
pub(crate) async fn manifest(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<Manifest>, AppError> {
    let (request, format) = params::read_export(&query.unwrap_or_default())?;
    let day = Accessed::from(SystemTime::now());
    Ok(Json(app.study(move |library| Ok(library.manifest(&request, format, day)?)).await?))
}

/// `minutebook-foster-carers.csv`
fn file_name(query: &str, format: Format) -> String {
    /// Longer names are a nuisance.
    const MAX_LETTERS: usize = 60;
    let slug = model::normal::slug(query);
    let letters: String = slug.chars().filter(char::is_ascii).take(MAX_LETTERS).collect();
    let name = match letters.trim_matches('-') {
        "" => "passages",
        name => name,
    };
    format!("minutebook-{name}.{}", format.extension())
}

/// Starts writing on a thread of its own.
fn begin(app: &App, request: SearchRequest, format: Format) -> Result<Pieces, AppError> {
    let place = app.export_place().ok_or(AppError::Busy)?;
    let library = app.library();
    let turns = Turns { all: app.export_turns(), held: None, runtime: Handle::current() };
    let (to, pieces) = channel(PIECES_AHEAD);
    let thread = std::thread::Builder::new().name("export".to_owned()).spawn(move || {
        if let Err(error) = write(&library, &request, format, turns, &to) {
            // Nobody listens where the client has left.
            let _ = to.blocking_send(Err(error));
        }
        drop(place);
    });
    thread.map_err(|error| app.reported(AppError::Internal(error.to_string())))?;
    Ok(pieces)
}

fn write(
    library: &Arc<dyn Library>,
    request: &SearchRequest,
    format: Format,
    mut turns: Turns,
    to: &Sender<Result<Piece, AppError>>,
) -> Result<(), AppError> {
    let failed = |error: io::Error| AppError::Internal(error.to_string());
    turns.wait().map_err(failed)?;
    let out = Cutter { to: to.clone(), turns, piece: Vec::with_capacity(PIECE_BYTES) };
    let mut table = TableWriter::new(format, COLUMNS, out).map_err(failed)?;
    let mut written = Ok(());
    library.export(request, &mut |row| {
        written = table.row(&row);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written.map_err(failed)?;
    table.finish().map_err(failed)?;
    // Nobody listens where the client has left.
    let _ = to.blocking_send(Ok(Piece::End));
    Ok(())
}

/// The turn of one export to read the index.
struct Turns {
    all: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
    runtime: Handle,
}

impl Turns {
    /// Waits for a turn, after all who asked before.
    fn wait(&mut self) -> io::Result<()> {
        let turn = self.runtime.block_on(Arc::clone(&self.all).acquire_owned());
        self.held = Some(turn.map_err(io::Error::other)?);
        Ok(())
    }

    fn give_up(&mut self) {
        self.held = None;
    }
}

/// Cuts what is written into pieces, and waits while too many are on their way. It has no turn
/// while it waits, so that a slow reader keeps nobody else waiting.
struct Cutter {
    to: Sender<Result<Piece, AppError>>,
    turns: Turns,
    piece: Vec<u8>,
}

impl Write for Cutter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE_BYTES));
        self.turns.give_up();
        let sent = self.to.blocking_send(Ok(Piece::Bytes(piece.into())));
        sent.map_err(|_| io::Error::new(io::ErrorKind::BrokenPipe, "the client has left"))?;
        self.turns.wait()
    }
}

/// Passes the pieces on as the client takes them, until the end, an error or its long silence.
async fn pass_on(app: App, first: Piece, mut pieces: Pieces, to: Sender<Piece>) {
    let mut next = Some(Ok(first));
    while let Some(piece) = next {
        match piece {
            Ok(piece) => {
                let is_taken = timeout(PATIENCE, to.send(piece)).await;
                if !matches!(is_taken, Ok(Ok(()))) {
                    return;
                }
            }
            Err(error) => {
                app.reported(error);
                return;
            }
        }
        next = pieces.recv().await;
    }
}

/// The file as a body: without its end it is an error.
struct File(Receiver<Piece>);

impl http_body::Body for File {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(match ready!(self.0.poll_recv(context)) {
            Some(Piece::Bytes(bytes)) => Some(Ok(Frame::data(bytes))),
            Some(Piece::End) => {
                self.0.close();
                None
            }
            None => Some(Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the export was not written to its end",
            ))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_query() {
        let name = |query| file_name(query, Format::Csv);
        assert_eq!(name("foster carers"), "minutebook-foster-carers.csv");
        assert_eq!(
            name("\"Children’s social care\" year:2022"),
            "minutebook-childrens-social-care-year-2022.csv"
        );
        assert_eq!(name(""), "minutebook-passages.csv");
        assert_eq!(name("\";\r\nX: 1"), "minutebook-x-1.csv");
        assert_eq!(file_name("漢字", Format::JsonLines), "minutebook-passages.jsonl");
        assert_eq!(name(&"care ".repeat(100)).len(), "minutebook-.csv".len() + 59);
    }
}
