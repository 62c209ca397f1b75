//! placeholder
use crate::{ExtractError, Options};
use model::text::ExtractedPaper;
pub(crate) fn read(_bytes: &[u8], _options: &Options) -> Result<ExtractedPaper, ExtractError> {
    Err(ExtractError::Unsupported { found: "a PDF".to_owned() })
}
