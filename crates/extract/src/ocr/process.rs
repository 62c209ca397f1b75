//! Running the program: a picture in, a table out, within a time.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use super::kept::MAX_TABLE_BYTES;
use super::{OcrError, Picture, Tesseract};

/// How long the program may take to say what it is.
const ASKED: Duration = Duration::from_secs(10);
/// How much of its complaints is read, in bytes.
const COMPLAINTS: u64 = 4_096;
/// How often an ending program is looked at.
const TICK: Duration = Duration::from_millis(10);

/// What the program answers to a flag, on either stream; `None` where it does not run or says no.
pub(super) fn ask(program: &Path, flag: &str) -> Option<String> {
    let mut command = Command::new(program);
    command.arg(flag);
    let ended = run(&mut command, Vec::new(), Instant::now() + ASKED).ok()?;
    ended.status.success().then(|| ended.stdout + &ended.stderr)
}

/// The table that tesseract gives for a picture.
pub(super) fn read(
    tesseract: &Tesseract,
    picture: &Picture,
    deadline: Instant,
) -> Result<String, OcrError> {
    let flags = ["-l", &tesseract.languages, "--psm", "3", "tsv"];
    on_picture(tesseract, picture, &flags, deadline)
}

/// By how many quarters clockwise text is turned; `None` where tesseract does not say.
pub(super) fn turn(
    tesseract: &Tesseract,
    picture: &Picture,
    deadline: Instant,
) -> Result<Option<u8>, OcrError> {
    let said = on_picture(tesseract, picture, &["--psm", "0"], deadline)?;
    Ok(said.lines().find_map(turn_of))
}

/// `Rotate: 90` is what to turn the picture by, clockwise, for upright text.
fn turn_of(line: &str) -> Option<u8> {
    match line.strip_prefix("Rotate:")?.trim() {
        "0" => Some(0),
        "90" => Some(3),
        "180" => Some(2),
        "270" => Some(1),
        _ => None,
    }
}

fn on_picture(
    tesseract: &Tesseract,
    picture: &Picture,
    flags: &[&str],
    deadline: Instant,
) -> Result<String, OcrError> {
    let mut command = Command::new(&tesseract.program);
    command
        .args(["stdin", "stdout", "--dpi", &picture.resolution().to_string()])
        .args(flags)
        // One thread a page: pages are read side by side, and its threads cost more than they win.
        .env("OMP_THREAD_LIMIT", "1");
    let ended = run(&mut command, picture.file(), deadline)?;
    if ended.status.success() {
        return Ok(ended.stdout);
    }
    let said = ended.stderr.lines().map(str::trim).find(|line| !line.is_empty());
    let said: String = said.unwrap_or("without a word").chars().take(200).collect();
    Err(OcrError::Failed(said))
}

struct Ended {
    status: ExitStatus,
    stdout: String,
    stderr: String,
}

/// A program that is ended when it is not waited for any more.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end and nothing to wait for.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a command on `input`. Its streams are served by threads of their own, so that no full
/// pipe stops it, and so that what it leaves behind cannot hold us up.
fn run(command: &mut Command, input: Vec<u8>, deadline: Instant) -> Result<Ended, OcrError> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = Running(command.spawn().map_err(OcrError::NotStarted)?);
    if let Some(mut stdin) = running.0.stdin.take() {
        std::thread::spawn(move || {
            // A program that ends before it has read all says why on its own streams.
            let _ = stdin.write_all(&input);
        });
    }
    let stdout = running.0.stdout.take().map(|stream| collected(stream, MAX_TABLE_BYTES));
    let stderr = running.0.stderr.take().map(|stream| collected(stream, COMPLAINTS));
    let stdout = received(stdout, deadline)?;
    let stderr = received(stderr, deadline)?;
    loop {
        if let Some(status) = running.0.try_wait().map_err(OcrError::NotStarted)? {
            return Ok(Ended { status, stdout, stderr });
        }
        if Instant::now() > deadline {
            return Err(OcrError::TooSlow);
        }
        std::thread::sleep(TICK);
    }
}

/// Reads a stream to its end on a thread of its own, and keeps its first `most` bytes.
fn collected(mut stream: impl Read + Send + 'static, most: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = sync_channel(1);
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // A stream that breaks ends there; how the program ended says the rest.
        let _ = stream.by_ref().take(most).read_to_end(&mut bytes);
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
        // Nobody listens once the time is over.
        drop(sender.send(bytes));
    });
    receiver
}

fn received(stream: Option<Receiver<Vec<u8>>>, deadline: Instant) -> Result<String, OcrError> {
    let Some(receiver) = stream else { return Ok(String::new()) };
    match receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(RecvTimeoutError::Timeout) => Err(OcrError::TooSlow),
        Err(RecvTimeoutError::Disconnected) => Ok(String::new()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, input: &[u8], time: Duration) -> Result<Ended, OcrError> {
        let mut command = Command::new("/bin/sh");
        run(command.args(["-c", script]), input.to_vec(), Instant::now() + time)
    }

    #[test]
    fn a_program_gets_its_input_and_both_streams_are_read() {
        let much = vec![b'x'; 300_000];
        let script = "wc -c; head -c 200000 /dev/zero >&2; exit 3";
        let ended = shell(script, &much, Duration::from_secs(60)).expect("it ends");
        assert_eq!((ended.stdout.trim(), ended.status.code()), ("300000", Some(3)));
        assert_eq!(ended.stderr.len() as u64, COMPLAINTS);
    }

    #[test]
    fn a_program_that_hangs_or_ignores_its_input_costs_its_time_alone() {
        let hung = shell("sleep 600", &[0; 300_000], Duration::from_millis(50));
        assert!(matches!(hung, Err(OcrError::TooSlow)));
        let deaf = shell("exit 0", &[0; 300_000], Duration::from_secs(60)).expect("it ends");
        assert!(deaf.status.success());
        assert!(ask(Path::new("/nowhere/tesseract"), "--version").is_none());
    }
}
