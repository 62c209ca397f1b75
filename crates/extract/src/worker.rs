//! Reading in a process of its own, which may run out of stack, memory or time and be replaced.
//!
//! A worker is the same program started again. It reads requests on its standard input, each a
//! line of JSON with the options and the size of the file and then the file, and answers each
//! with a line of JSON. It ends with its input: no worker outlives the program that started it
//! by more than the time of one file.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use model::text::ExtractedPaper;
use serde::{Deserialize, Serialize};

use crate::thread::extract_guarded;
use crate::{ExtractError, Options};

/// How long after the time of a file an answer is waited for: the worker keeps to the time
/// itself, and is killed where it cannot.
const GRACE: Duration = Duration::from_secs(5);
/// Address space that a worker needs beside its memory: the program, and stacks that are
/// reserved and hardly used.
const OVERHEAD: u64 = 512 * 1024 * 1024;
/// What a worker said when it died is kept up to this length, in bytes.
const LAST_WORDS: u64 = 4096;

/// How to start a worker: a program that calls [`work()`] with its standard input and output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Request {
    options: Options,
    /// Bytes of the file, which follow the line.
    size: u64,
}

type Answer = Result<ExtractedPaper, ExtractError>;

/// Answers requests until the input ends, or until a file was over its time: then the thread
/// that read it is still running, and ends with the process.
///
/// # Errors
/// Where the input or the output fails, or a request is none.
pub fn work(input: impl BufRead, output: impl Write) -> io::Result<()> {
    answer_all(input, output, bound_memory)
}

fn answer_all(
    mut input: impl BufRead,
    mut output: impl Write,
    bound_memory: impl Fn(u64) -> io::Result<()>,
) -> io::Result<()> {
    let mut line = String::new();
    let mut bound = None;
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let Request { options, size } = serde_json::from_str(&line)?;
        let mut bytes = Vec::new();
        input.by_ref().take(size).read_to_end(&mut bytes)?;
        if bound != Some(options.limits.memory_bytes) {
            bound_memory(options.limits.memory_bytes)?;
            bound = Some(options.limits.memory_bytes);
        }
        let answer = extract_guarded(bytes, &options);
        let is_running = matches!(answer, Err(ExtractError::TooSlow { .. }));
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")?;
        output.flush()?;
        if is_running {
            return Ok(());
        }
    }
}

/// Bounds the address space of this process, and lets it leave no core behind.
#[cfg(unix)]
fn bound_memory(bytes: u64) -> io::Result<()> {
    let (_, hard) = rlimit::Resource::AS.get()?;
    let limit = bytes.saturating_add(OVERHEAD).min(hard);
    rlimit::Resource::AS.set(limit, hard)?;
    let (_, hard) = rlimit::Resource::CORE.get()?;
    rlimit::Resource::CORE.set(0, hard)
}

/// Other systems bound no memory from inside a process; time is bounded everywhere.
#[cfg(not(unix))]
fn bound_memory(_bytes: u64) -> io::Result<()> {
    Ok(())
}

/// A process that reads, started when it is first needed and again after each death.
#[derive(Debug)]
pub(crate) struct Worker {
    command: WorkerCommand,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    input: ChildStdin,
    answers: Receiver<io::Result<String>>,
    /// It has read a file before: what it dies of may be left from that one.
    is_used: bool,
}

/// How a worker ended without an answer.
enum End {
    TooSlow,
    Died(String),
}

impl Worker {
    pub(crate) fn new(command: WorkerCommand) -> Worker {
        Worker { command, running: None }
    }

    pub(crate) fn extract(&mut self, bytes: &[u8], options: &Options) -> Answer {
        loop {
            let was_used = self.running.as_ref().is_some_and(|running| running.is_used);
            let running = self.running()?;
            let allowed = options.longest().saturating_add(GRACE);
            match running.ask(bytes, options, allowed) {
                Ok(answer) => {
                    if matches!(answer, Err(ExtractError::TooSlow { .. })) {
                        // It ends by itself after this answer.
                        self.running = None;
                    }
                    return answer;
                }
                Err(end) => {
                    let last_words = self.running.take().map(Running::end).unwrap_or_default();
                    if !(was_used && matches!(end, End::Died(_))) {
                        return Err(error(end, &last_words, options));
                    }
                }
            }
        }
    }

    fn running(&mut self) -> Result<&mut Running, ExtractError> {
        let running = match self.running.take() {
            Some(running) => running,
            None => Running::start(&self.command).map_err(|error| ExtractError::Failed {
                detail: format!("`{}` cannot be started: {error}", self.command.program.display()),
            })?,
        };
        Ok(self.running.insert(running))
    }
}

fn error(end: End, last_words: &str, options: &Options) -> ExtractError {
    match end {
        End::TooSlow => ExtractError::TooSlow { seconds: options.longest().as_secs_f64() },
        End::Died(_) if last_words.contains("memory allocation of") => {
            ExtractError::OutOfMemory { megabytes: options.limits.memory_bytes / 1_000_000 }
        }
        End::Died(_) if last_words.contains("overflowed its stack") => {
            ExtractError::Failed { detail: "it ran out of stack".to_owned() }
        }
        End::Died(detail) => ExtractError::Failed { detail },
    }
}

impl Running {
    fn start(command: &WorkerCommand) -> io::Result<Running> {
        let mut child = Command::new(&command.program)
            .args(&command.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let missing = || io::Error::other("it has no pipes");
        let input = child.stdin.take().ok_or_else(missing)?;
        let output = child.stdout.take().ok_or_else(missing)?;
        let (sender, answers) = sync_channel(1);
        std::thread::Builder::new().name("worker".to_owned()).spawn(move || {
            let mut lines = BufReader::new(output).lines();
            // Ends with the worker's output, or when nobody waits any more.
            while lines.next().is_some_and(|line| sender.send(line).is_ok()) {}
        })?;
        Ok(Running { child, input, answers, is_used: false })
    }

    fn ask(&mut self, bytes: &[u8], options: &Options, allowed: Duration) -> Result<Answer, End> {
        let died = |error: io::Error| End::Died(error.to_string());
        let request = Request { options: options.clone(), size: bytes.len() as u64 };
        let mut line = serde_json::to_vec(&request).map_err(|error| died(error.into()))?;
        line.push(b'\n');
        self.input.write_all(&line).map_err(died)?;
        self.input.write_all(bytes).and_then(|()| self.input.flush()).map_err(died)?;
        self.is_used = true;
        match self.answers.recv_timeout(allowed) {
            Ok(line) => {
                let line = line.map_err(died)?;
                serde_json::from_str(&line).map_err(|error| died(error.into()))
            }
            Err(RecvTimeoutError::Timeout) => Err(End::TooSlow),
            Err(RecvTimeoutError::Disconnected) => {
                let status = self.child.wait().map_err(died)?;
                Err(End::Died(format!("it ended with {status}")))
            }
        }
    }

    /// Ends the process; gives what it said last.
    fn end(mut self) -> String {
        // One that has ended already cannot be killed; nothing is left to do then.
        let _ = self.child.kill();
        let mut said = Vec::new();
        if let Some(errors) = self.child.stderr.take() {
            // Without its last words the cause is told by its status alone.
            let _ = errors.take(LAST_WORDS).read_to_end(&mut said);
        }
        String::from_utf8_lossy(&said).into_owned()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // As in `end`: it may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A worker that is a line of shell.
    fn shell(script: &str) -> Worker {
        Worker::new(WorkerCommand {
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
        })
    }

    fn options(milliseconds: u64) -> Options {
        let mut options = Options::USUAL;
        options.limits.time = Duration::from_millis(milliseconds);
        options
    }

    #[test]
    fn requests_are_answered_one_after_another() {
        let request = |text: &str| {
            let options = Options::USUAL;
            let request = Request { options, size: text.len() as u64 };
            format!("{}\n{text}", serde_json::to_string(&request).expect("plain data"))
        };
        let requests = request("4.1 The Panel met.") + &request("");
        let mut answers = Vec::new();
        let mut input = requests.as_bytes();
        // A bound on memory would hold for all other tests of this process.
        answer_all(&mut input, &mut answers, |_| Ok(())).expect("memory does not fail");
        let answers = String::from_utf8(answers).expect("JSON");
        let answers: Vec<Answer> =
            answers.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(answers[0].as_ref().map(|paper| paper.blocks.len()), Ok(1));
        assert_eq!(answers[1], Err(ExtractError::Empty));
    }

    #[test]
    fn a_worker_that_dies_or_hangs_costs_one_file() {
        let died = shell("exit 3").extract(b"x", &options(60_000));
        assert!(matches!(died, Err(ExtractError::Failed { .. })), "{died:?}");
        let signal = shell("read line; kill -9 $$").extract(b"x", &options(60_000));
        let Err(ExtractError::Failed { detail }) = signal else { panic!("{signal:?}") };
        assert!(detail.contains("signal: 9"), "{detail}");
        let memory = shell("read line; echo memory allocation of 9 bytes failed >&2; kill -6 $$");
        let memory = { memory }.extract(b"x", &options(60_000));
        assert_eq!(memory, Err(ExtractError::OutOfMemory { megabytes: 1000 }));
        let missing = Worker::new(WorkerCommand { program: "/nowhere".into(), arguments: vec![] })
            .extract(b"x", &Options::USUAL);
        assert!(matches!(missing, Err(ExtractError::Failed { .. })), "{missing:?}");
    }

    #[test]
    fn what_a_used_worker_dies_of_is_tried_once_more_in_a_fresh_one() {
        let answer = serde_json::to_string(&Answer::Err(ExtractError::Empty)).expect("plain data");
        // Each process answers once and dies at the second file.
        let mut worker = shell(&format!("read line; echo '{answer}'; read line"));
        for _ in 0..3 {
            assert_eq!(worker.extract(b"x\n", &options(60_000)), Err(ExtractError::Empty));
        }
    }
}
