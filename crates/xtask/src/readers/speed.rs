//! Pages a second of CPU time.

use anyhow::Result;

use super::Paper;
use super::tool::Tools;
use crate::table::{markdown, median};

const ROUNDS: usize = 5;

/// A table of speeds: each the median of rounds in which every reader has its turn, so that
/// what else the machine does meets all of them.
pub(super) fn report(tools: &Tools, papers: &[Paper]) -> Result<String> {
    let files: Vec<_> = papers.iter().map(|paper| paper.file.as_path()).collect();
    let pages: usize = papers.iter().map(|paper| paper.pages).sum();
    let mut readers = vec![tools.ours("minutebook", &[])];
    readers.extend(tools.peers());
    let mut speeds = vec![Vec::new(); readers.len()];
    for _ in 0..ROUNDS {
        for (tool, speeds) in readers.iter().zip(&mut speeds) {
            let seconds = tool.cpu(&files)?.as_secs_f64();
            speeds.push(pages as f64 / seconds.max(f64::MIN_POSITIVE));
        }
    }
    let rows: Vec<Vec<String>> = readers
        .iter()
        .zip(&speeds)
        .map(|(tool, speeds)| {
            let least = speeds.iter().copied().fold(f64::INFINITY, f64::min);
            let most = speeds.iter().copied().fold(0.0, f64::max);
            let runs = if tool.takes_one() { "one a file" } else { "one" };
            vec![
                tool.name.to_owned(),
                format!("{:.0}", median(speeds.clone())),
                format!("{least:.0} to {most:.0}"),
                runs.to_owned(),
            ]
        })
        .collect();
    let table = markdown(&["reader", "pages a CPU second", "of five rounds", "processes"], &rows);
    Ok(format!(
        "## Speed\n\n{pages} pages, words alone, user and system time of the whole process, \
         its start included.\n\n{table}"
    ))
}
