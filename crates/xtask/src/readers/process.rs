//! Programs run to their end, with what they printed and what they cost.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Seek};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use wait4::{ResUse, Wait4};

/// How often a running program is looked at.
const TICK: Duration = Duration::from_millis(2);

/// A program that came to its end.
pub(super) struct Ended {
    pub(super) end: End,
    pub(super) stdout: String,
    pub(super) stderr: String,
    /// User and system time of the program and of those that it waited for.
    pub(super) cpu: Duration,
    pub(super) wall: Duration,
    /// Most memory resident at one time, in bytes. The memory of this process counts when it
    /// was more at the start.
    pub(super) peak: u64,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// By itself, with this exit status.
    Code(i32),
    /// By this signal, such as 11 for a stack that overflowed.
    Signal(i32),
    /// It was ended when its time was over.
    Late,
}

impl Ended {
    pub(super) fn is_well(&self) -> bool {
        self.end == End::Code(0)
    }
}

/// What a program does with its output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    Keep,
    Discard,
}

/// Runs `program` and ends it after `limit`.
///
/// # Errors
/// Where it cannot be started.
pub(super) fn run<S: AsRef<OsStr>>(
    program: &OsStr,
    args: &[S],
    output: Output,
    limit: Duration,
) -> Result<Ended> {
    // Files and not pipes: a full pipe would make the program wait for us.
    let (mut stdout, mut stderr) = (tempfile::tempfile()?, tempfile::tempfile()?);
    let to = |file: &File| -> Result<Stdio> {
        Ok(match output {
            Output::Keep => file.try_clone()?.into(),
            Output::Discard => Stdio::null(),
        })
    };
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(to(&stdout)?)
        .stderr(to(&stderr)?)
        .spawn()
        .with_context(|| format!("cannot start `{}`", program.display()))?;
    let mut late = false;
    let used = loop {
        if let Some(used) = child.try_wait4()? {
            break used;
        }
        if !late && start.elapsed() > limit {
            late = true;
            child.kill()?;
        }
        std::thread::sleep(TICK);
    };
    let ResUse { status, rusage } = used;
    Ok(Ended {
        end: if late { End::Late } else { end(status) },
        stdout: text(&mut stdout)?,
        stderr: text(&mut stderr)?,
        cpu: rusage.utime + rusage.stime,
        wall: start.elapsed(),
        peak: rusage.maxrss,
    })
}

fn end(status: ExitStatus) -> End {
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Code(code),
        (None, signal) => End::Signal(signal.unwrap_or_default()),
    }
}

fn text(file: &mut File) -> Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, limit: Duration) -> Ended {
        run("sh".as_ref(), &["-c", script], Output::Keep, limit).unwrap()
    }

    #[test]
    fn output_and_end_of_a_program_are_kept() {
        let ended = sh("echo words; echo odd >&2; exit 3", Duration::from_secs(60));
        assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("words\n", "odd\n"));
        assert_eq!(ended.end, End::Code(3));
        assert!(ended.peak > 0);
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        assert_eq!(sh("exec sleep 60", Duration::from_millis(20)).end, End::Late);
        assert_eq!(sh("kill -11 $$", Duration::from_secs(60)).end, End::Signal(11));
    }
}
