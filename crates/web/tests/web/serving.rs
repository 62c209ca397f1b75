//! A real server on a port of its own.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

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
