//! Connections: each has a limited time to say what it wants, and there are never more than the machine has places for.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// How long a connection may take to send the head of a request, and to be silent between two: phones on 2G send a head within
/// seconds, and who sends nothing holds a place that others need.
const HEAD: Duration = Duration::from_secs(20);
/// The most bytes of a head that are read, and how many of an answer wait for a slow phone before more of it is made: each connection
/// takes as much memory.
const BUFFER: usize = 128 * 1024;
/// The most descriptors that are asked of the system.
const DESCRIPTORS: u64 = 65_536;
/// Descriptors that are not for connections: database, files, the workshop's pipes.
const OTHERS: u64 = 256;
/// After a connection could not be taken: who asked for too much is let go meanwhile.
const PAUSE: Duration = Duration::from_millis(100);

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How long for the head of a request.
    pub head: Duration,
    /// How many at once; the next ones wait until one of them ends.
    pub connections: usize,
}

impl Bounds {
    /// As many as the system gives this process descriptors, of which it asks for more first.
    pub fn of_this_process() -> Self {
        let limit = getrlimit(Resource::Nofile);
        let wanted = limit.maximum.unwrap_or(DESCRIPTORS).min(DESCRIPTORS);
        let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
        let descriptors = match limit.current {
            Some(current) if current < wanted && setrlimit(Resource::Nofile, raised).is_err() => current,
            Some(current) => current.max(wanted),
            None => DESCRIPTORS,
        };
        // Where there are few, half of them are for connections.
        let connections = descriptors.saturating_sub(OTHERS).max(descriptors / 2);
        Self { head: HEAD, connections: usize::try_from(connections).unwrap_or(Semaphore::MAX_PERMITS) }
    }
}

/// Serves until told to stop, then until the requests under way are answered.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(bounds.connections.min(Semaphore::MAX_PERMITS)));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.head).max_buf_size(BUFFER);
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            // The semaphore is never closed.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // Answers are written whole: nothing is gained by waiting for more.
        drop(stream.set_nodelay(true));
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request.map(Body::new))
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A connection that broke concerns nobody else.
            drop(connection.await);
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::net::SocketAddr;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;

    /// A server with one place; it stops when the sender is dropped.
    async fn server() -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route(
            "/",
            get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }),
        );
        let bounds = Bounds { head: HEAD, connections: 1 };
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(listener, router, bounds, async move { drop(stopped.await) }));
        (address, stop, task)
    }

    // The clock is wound by the runtime when nothing else is to be done, so nobody waits for the limits.
    #[tokio::test(start_paused = true)]
    async fn who_never_finishes_her_request_is_let_go_and_the_next_one_is_served() {
        let (address, _stop, _) = server().await;
        let mut silent = TcpStream::connect(address).await.unwrap();
        silent.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n").await.unwrap();
        let mut next = TcpStream::connect(address).await.unwrap();
        next.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        next.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
        let mut nothing = Vec::new();
        // Closed, politely or not.
        drop(silent.read_to_end(&mut nothing).await);
        assert!(!nothing.starts_with(b"HTTP/1.1 200"));
    }

    #[tokio::test(start_paused = true)]
    async fn told_to_stop_it_stops() {
        let (address, stop, task) = server().await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
        let mut answer = [0; 12];
        idle.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
        drop(stop);
        task.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
    }

    #[test]
    fn some_descriptors_are_left_for_everything_else() {
        let bounds = Bounds::of_this_process();
        let limit = getrlimit(Resource::Nofile).current.map_or(usize::MAX, |it| usize::try_from(it).unwrap());
        assert!(bounds.connections > 0 && bounds.connections < limit, "{bounds:?}");
    }
}
