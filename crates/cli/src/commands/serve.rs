//! `minutebook serve`.

use std::net::TcpListener;
use std::sync::{Arc, Weak, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Context;
use minutebook::{IngestOptions, PaperIndex};

use crate::args::ServeArgs;
use crate::commands::{index, read_worker};
use crate::interrupt;
use crate::output::{self, Outcome};

/// How often another program's commits are looked for.
const FOLLOW: Duration = Duration::from_secs(1);

/// How long a study may read what it found: less than a request may take, so that a study that
/// is given up leaves its thread too.
const STUDY_LIMIT: Duration = Duration::from_secs(10);

pub(crate) fn run(args: &ServeArgs) -> anyhow::Result<Outcome> {
    // The port is taken first: a taken one is said before the work of indexing.
    let listener = TcpListener::bind((args.host, args.port)).with_context(|| {
        format!("cannot listen on {}:{}; give another --port", args.host, args.port)
    })?;
    let papers = if args.paths.is_empty() {
        index::open(&args.places)?
    } else {
        let papers = index::open_or_create(&args.places)?;
        let options = IngestOptions {
            extract: args.reading.options(),
            guard: read_worker::guard()?,
            ..IngestOptions::USUAL
        };
        output::say_missing(&options.extract.ocr);
        let summary = index::index_paths(&papers, &args.paths, &options)?;
        index::report(&summary, &options.extract.ocr);
        if summary.interrupted {
            return Ok(Outcome::Partly);
        }
        papers
    };
    let mut settings = web::Settings::new(|problem| output::say(&format!("minutebook: {problem}")));
    if let Some(threads) = args.threads {
        settings.search_threads = threads;
    }
    let (stop, stopped) = mpsc::channel();
    interrupt::on_interrupt(move || {
        // Nobody listens when serving has already ended.
        let _ = stop.send(());
    })?;
    output::say(&format!("listening on http://{}", listener.local_addr()?));
    let papers = Arc::new(papers.with_study_limit(STUDY_LIMIT));
    let follower = follow(Arc::downgrade(&papers))?;
    web::run(listener, papers, settings, move || {
        // A closed channel means the same: stop.
        let _ = stopped.recv();
    })?;
    follower.thread().unpark();
    Ok(Outcome::Done)
}

/// Shows what another program indexes while this one serves: a thread of its own looks for new
/// commits, so that no answer waits for one. It ends with the index.
fn follow(papers: Weak<PaperIndex>) -> anyhow::Result<JoinHandle<()>> {
    let look = move || {
        let mut last_problem = String::new();
        while let Some(papers) = papers.upgrade() {
            let problem = papers.follow().err().map(|error| error.to_string()).unwrap_or_default();
            if !problem.is_empty() && problem != last_problem {
                output::say(&format!("minutebook: {problem}; the last commit is still served"));
            }
            last_problem = problem;
            drop(papers);
            std::thread::park_timeout(FOLLOW);
        }
    };
    std::thread::Builder::new()
        .name("follower".to_owned())
        .spawn(look)
        .context("cannot start a thread that follows the index")
}
