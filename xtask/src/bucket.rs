//! A server that speaks S3 for the length of a test run (`@20minutes/s3rver` of npm): temporary folder, free port, nothing kept.

use std::fs;
use std::net::TcpStream;

use crate::leash::Leash;
use crate::{Outcome, project, serve, tool};

/// A running server; dropping it stops it and removes its folder.
pub struct Bucket {
    url: String,
    _leash: Leash,
}

impl Bucket {
    /// Starts it with one bucket, `musoya`.
    pub fn start() -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("musoya-bucket-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
        let port = serve::free_port()?;
        let mut server = tool::command("node");
        server.arg(project::root().join("end2end/bucket.mjs")).arg(&folder).arg(port.to_string());
        let mut leash = Leash::start(&server, Some(&folder))?;
        leash.wait_until("the S3 server", || TcpStream::connect(("127.0.0.1", port)).is_ok())?;
        Ok(Self { url: format!("http://127.0.0.1:{port}"), _leash: leash })
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }
}
