//! A real server on a port of its own.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use crate::client::ask_router;
use crate::fake::Fake;

#[test]
fn a_server_ends_although_a_client_keeps_its_connection_open() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let settings =
        web::Settings { drain_timeout: Duration::from_millis(1), ..web::Settings::new(|_| ()) };
    let (stop, stopped) = mpsc::channel();
    let serving = std::thread::spawn(move || {
        web::run(listener, Arc::new(Fake::new()), settings, move || stopped.recv().unwrap())
    });

    let mut client = TcpStream::connect(address).unwrap();
    client.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    let mut answer = [0; 15];
    client.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200 OK");
    // A request that never ends keeps the connection busy.
    client.write_all(b"GET / HTTP/1.1\r\n").unwrap();

    stop.send(()).unwrap();
    serving.join().unwrap().unwrap();
    assert!(TcpStream::connect(address).is_err(), "nothing listens any more");
}

#[tokio::test]
async fn searches_are_answered_however_many_studies_run_and_wait() {
    let fake = Fake::new();
    let (let_go, held) = mpsc::channel();
    *fake.held.lock().unwrap() = Some(held);
    let settings = web::Settings {
        search_threads: NonZeroUsize::MIN,
        search_queue: 0,
        study_threads: NonZeroUsize::MIN,
        study_queue: 1,
        ..web::Settings::new(|_| ())
    };
    let router = web::router(Arc::new(fake), settings).unwrap();
    let ask = |address: &'static str| ask_router(router.clone(), address, &[]);
    let beside = async {
        for address in [
            "/api/v1/compare?q=held",
            "/compare?q=held",
            "/api/v1/positions?q=carers",
            "/positions?q=carers",
            "/api/v1/concordance?q=carers",
            "/collocates?q=carers",
        ] {
            let busy = ask(address).await;
            assert_eq!((busy.status.as_u16(), busy.header("retry-after")), (503, "2"), "{address}");
        }
        assert_eq!(ask("/api/v1/search?q=carers").await.status, 200);
        drop(let_go);
    };
    let (running, waiting, ()) =
        tokio::join!(ask("/api/v1/compare?q=held"), ask("/api/v1/compare?q=held"), beside);
    assert_eq!((running.status.as_u16(), waiting.status.as_u16()), (200, 200));
}
