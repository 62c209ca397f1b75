//! `minutebook serve`.

use std::net::TcpListener;
use std::sync::{Arc, mpsc};

use anyhow::Context;
use minutebook::IngestOptions;

use crate::args::ServeArgs;
use crate::commands::index;
use crate::output::{self, Outcome};

pub(crate) fn run(args: &ServeArgs) -> anyhow::Result<Outcome> {
    // The port is taken first: a taken one is said before the work of indexing.
    let listener = TcpListener::bind((args.host, args.port)).with_context(|| {
        format!("cannot listen on {}:{}; give another --port", args.host, args.port)
    })?;
    let papers = if args.paths.is_empty() {
        index::open(&args.index)?
    } else {
        let papers = index::open_or_create(&args.index)?;
        let options = IngestOptions { extract: args.reading.options(), prune: false, workers: 0 };
        let summary = index::index_paths(&papers, &args.paths, &options)?;
        index::report(&summary);
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
    index::on_interrupt(move || {
        // Nobody listens when serving has already ended.
        let _ = stop.send(());
    })?;
    output::say(&format!("listening on http://{}", listener.local_addr()?));
    web::run(listener, Arc::new(papers), settings, move || {
        // A closed channel means the same: stop.
        let _ = stopped.recv();
    })?;
    Ok(Outcome::Done)
}
