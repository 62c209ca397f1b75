//! chromedriver as a child, and a headless browser that it drives.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

/// Whether pages may run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scripts {
    On,
    Off,
}

/// chromedriver on a port of its own, killed when dropped.
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts it and comes back when it listens.
    pub(crate) fn start() -> Driver {
        let spawned = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = spawned.unwrap_or_else(|error| {
            panic!("chromedriver is missing ({error}): apt-get install chromium chromium-driver")
        });
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let port = lines.find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        // Reading on keeps it from being stopped by a full pipe.
        thread::spawn(move || lines.for_each(drop));
        let port = port.expect("chromedriver does not say its port");
        Driver { child, port }
    }

    /// Opens a browser. Close it, also when the test fails: it outlives chromedriver.
    pub(crate) async fn open(&self, scripts: Scripts) -> Client {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities(scripts));
        builder.connect(&format!("http://127.0.0.1:{}", self.port)).await.unwrap_or_else(|error| {
            panic!("no browser: apt-get install chromium chromium-driver: {error}")
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn capabilities(scripts: Scripts) -> Capabilities {
    let blocked = 2;
    let preferences = match scripts {
        Scripts::On => json!({}),
        Scripts::Off => json!({ "profile.managed_default_content_settings.javascript": blocked }),
    };
    let options = json!({
        // The sandbox of the browser does not start as root or in most containers.
        "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        "prefs": preferences,
    });
    [("browserName", json!("chrome")), ("goog:chromeOptions", options)]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}
