//! What goes wrong for a reader, and how it is said in JSON. Pages say it in [`crate::pages`].

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use minutebook::{Error, Refusal, SearchError};
use serde::Serialize;

use crate::params::BadParameter;

/// What goes wrong for a reader.
#[derive(Debug)]
pub(crate) enum AppError {
    /// An address with a parameter that is not accepted.
    BadParameter(BadParameter),
    /// A query that is not accepted.
    Refused(Refusal),
    /// Nothing is there: what was asked for, in words.
    NotFound(&'static str),
    /// Too many questions at once.
    Busy,
    /// The answer took too long.
    TimedOut,
    /// Our fault: for the operator's report only, never shown.
    Internal(String),
}

/// The shape of every error on the wire.
#[derive(Debug, Serialize)]
pub(crate) struct ErrorJson {
    pub(crate) kind: String,
    pub(crate) message: String,
    pub(crate) position: Option<[usize; 2]>,
    pub(crate) suggestion: Option<String>,
}

impl AppError {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            AppError::BadParameter(_) | AppError::Refused(_) => StatusCode::BAD_REQUEST,
            AppError::NotFound(_) => StatusCode::NOT_FOUND,
            AppError::Busy => StatusCode::SERVICE_UNAVAILABLE,
            AppError::TimedOut => StatusCode::GATEWAY_TIMEOUT,
            AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the reader is told.
    pub(crate) fn json(&self) -> ErrorJson {
        let plain = |kind: &str, message: String, suggestion: &str| ErrorJson {
            kind: kind.to_owned(),
            message,
            position: None,
            suggestion: Some(suggestion.to_owned()),
        };
        match self {
            AppError::BadParameter(bad) => ErrorJson {
                kind: bad.kind.clone(),
                message: bad.message.clone(),
                position: None,
                suggestion: bad.suggestion.clone(),
            },
            AppError::Refused(refusal) => ErrorJson {
                kind: refusal.kind.to_owned(),
                message: refusal.message.clone(),
                position: Some(refusal.position),
                suggestion: refusal.suggestion.clone(),
            },
            AppError::NotFound(what) => {
                plain("not-found", format!("there is no {what} here"), "search for its words")
            }
            AppError::Busy => {
                let message = "too many questions are being answered".to_owned();
                plain("busy", message, "try again in a few seconds")
            }
            AppError::TimedOut => {
                let message = "the answer took too long".to_owned();
                plain(
                    "timed-out",
                    message,
                    "ask for fewer or longer words, or choose an authority or a year",
                )
            }
            AppError::Internal(_) => {
                let message = "the server failed; this is its fault, not yours".to_owned();
                plain("internal", message, "try again, and tell whoever runs this server")
            }
        }
    }

    /// Adds what belongs to the status beside the body.
    pub(crate) fn finish(&self, mut response: Response) -> Response {
        *response.status_mut() = self.status();
        if matches!(self, AppError::Busy) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

impl From<BadParameter> for AppError {
    fn from(bad: BadParameter) -> AppError {
        AppError::BadParameter(bad)
    }
}

impl From<Error> for AppError {
    fn from(error: Error) -> AppError {
        match error {
            Error::OutOfTime { .. } => AppError::TimedOut,
            error => AppError::Internal(error.to_string()),
        }
    }
}

impl From<SearchError> for AppError {
    fn from(error: SearchError) -> AppError {
        match error {
            SearchError::Refused(refusal) => AppError::Refused(refusal),
            SearchError::Index(error) => error.into(),
        }
    }
}

/// The error as JSON.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let body = Json(serde_json::json!({ "error": self.json() })).into_response();
        self.finish(body)
    }
}
