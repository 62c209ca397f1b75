//! Serving until told to stop.

use std::future::Future;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use minutebook::Library;
use tokio::sync::oneshot;

use crate::routes::router;
use crate::settings::Settings;

/// Serves `library` on `listener` until `shutdown` is ready, then lets open requests end for as
/// long as the settings allow.
///
/// # Errors
///
/// When the listener cannot be used, or the search threads cannot be started.
pub async fn serve(
    listener: TcpListener,
    library: Arc<dyn Library>,
    settings: Settings,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let drain_timeout = settings.drain_timeout;
    let router = router(library, settings)?;
    let (stop, stopped) = oneshot::channel();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        shutdown.await;
        // Nobody listens when serving has already failed.
        let _ = stop.send(());
    });
    // A client that keeps its connection open would hold a graceful end for ever.
    let drained = async {
        if stopped.await.is_ok() {
            tokio::time::sleep(drain_timeout).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        result = serving => result,
        () = drained => Ok(()),
    }
}

/// [`serve`] with a runtime of its own, for callers that do not await: blocks until `wait`,
/// called on a thread of its own, comes back and open requests have ended.
///
/// ```no_run
/// # fn library() -> std::sync::Arc<dyn minutebook::Library> { unimplemented!() }
/// let listener = std::net::TcpListener::bind("127.0.0.1:8000")?;
/// let (stop, stopped) = std::sync::mpsc::channel::<()>();
/// // Elsewhere, when the program is to end: stop.send(())
/// let settings = web::Settings::new(|problem| eprintln!("{problem}"));
/// web::run(listener, library(), settings, move || drop(stopped.recv()))?;
/// # drop(stop);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// When the runtime or the search threads cannot be started, or the listener cannot be used.
pub fn run(
    listener: TcpListener,
    library: Arc<dyn Library>,
    settings: Settings,
    wait: impl FnOnce() + Send + 'static,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("web")
        .enable_all()
        .build()?;
    let drain_timeout = settings.drain_timeout;
    let (stop, stopped) = oneshot::channel();
    std::thread::Builder::new().name("wait-for-stop".to_owned()).spawn(move || {
        wait();
        // Nobody listens when serving has already ended.
        let _ = stop.send(());
    })?;
    let result = runtime.block_on(serve(listener, library, settings, async {
        // A sender that is gone without a word means that `wait` panicked: stop too.
        let _ = stopped.await;
    }));
    runtime.shutdown_timeout(drain_timeout);
    result
}
