//! The words of each reader against those of `pdftotext`.

use anyhow::Result;

use super::fold::Words;
use super::tool::Tools;
use super::{Paper, shown};
use crate::table::markdown;

/// How many of the worst files are named.
const WORST: usize = 10;

/// A table of word F1 and the worst files of ours.
pub(super) fn report(tools: &Tools, papers: &[Paper]) -> Result<String> {
    let Some(truth) = tools.pdftotext() else {
        return Ok("Words are not compared: there is no pdftotext.\n".to_owned());
    };
    let files: Vec<_> = papers.iter().map(|paper| paper.file.as_path()).collect();
    let truth: Vec<Words> = truth.texts(&files)?.iter().map(|text| Words::of(text)).collect();
    let ours = tools.ours("minutebook, furniture put back", &["--furniture"]);
    let peers = tools.peers().into_iter().filter(|peer| peer.name != "pdftotext");
    let mut rows = Vec::new();
    let mut worst = String::new();
    for tool in [ours].into_iter().chain(peers) {
        let texts = tool.texts(&files)?;
        // A file without a text layer has no words to find.
        let mut scores: Vec<(f64, usize)> = texts
            .iter()
            .zip(&truth)
            .enumerate()
            .filter(|(_, (_, truth))| truth.len() > 0)
            .map(|(at, (text, truth))| (Words::of(text).f1(truth), at))
            .collect();
        let sum: f64 = scores.iter().map(|(score, _)| score).sum();
        let poor = scores.iter().filter(|(score, _)| *score < 0.95).count();
        rows.push(vec![
            tool.name.to_owned(),
            format!("{:.4}", sum / scores.len().max(1) as f64),
            poor.to_string(),
            scores.len().to_string(),
        ]);
        if tool.is_ours {
            scores.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (score, at) in scores.iter().take(WORST) {
                worst.push_str(&format!("- {score:.4} {}\n", shown(&papers[*at].file)));
            }
        }
    }
    let table = markdown(&["reader", "word F1", "files under .95", "files"], &rows);
    Ok(format!("## Words, against pdftotext\n\n{table}\nThe worst of ours:\n\n{worst}"))
}
