//! The load: connections that are kept open and ask again as soon as they were answered.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Who asks: a visitor, or somebody signed in.
#[derive(Clone)]
pub struct Reader {
    /// The server.
    pub address: SocketAddr,
    /// The cookie of her session.
    pub cookie: Option<Arc<str>>,
}

impl From<SocketAddr> for Reader {
    fn from(address: SocketAddr) -> Self {
        Self { address, cookie: None }
    }
}

impl Reader {
    /// A request as a browser sends it.
    fn request(&self, path: &str) -> String {
        format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\naccept-encoding: gzip, deflate, br\r\n{}\r\n",
            self.cookie_line()
        )
    }

    /// A form as a browser sends it.
    fn form(&self, path: &str, body: &str) -> String {
        format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n{}\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            self.cookie_line(),
            body.len()
        )
    }

    fn cookie_line(&self) -> String {
        self.cookie.as_ref().map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default()
    }
}

/// What one load came to.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Answers a second.
    pub per_second: f64,
    /// Half of the answers took at most so many milliseconds.
    pub p50: f64,
    /// 99 of 100 answers took at most so many milliseconds.
    pub p99: f64,
}

impl Load {
    /// The middle one by answers a second.
    pub fn median(mut loads: Vec<Self>) -> Self {
        loads.sort_by(|left, right| left.per_second.total_cmp(&right.per_second));
        loads[loads.len() / 2]
    }
}

/// One whole answer, headers included.
pub async fn fetch(reader: impl Into<Reader>, path: &str) -> io::Result<Vec<u8>> {
    let reader = reader.into();
    let mut stream = TcpStream::connect(reader.address).await?;
    let mut answer = Vec::new();
    ask(&mut stream, reader.request(path).as_bytes(), &mut answer).await?;
    if answer.starts_with(b"HTTP/1.1 200") {
        Ok(answer)
    } else {
        Err(io::Error::other(format!("{path} is not 200")))
    }
}

/// The same, to be read by us: not compressed.
pub async fn fetch_plain(reader: Reader, path: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(reader.address).await?;
    let mut answer = Vec::new();
    let request = reader.request(path).replace("accept-encoding: gzip, deflate, br\r\n", "");
    ask(&mut stream, request.as_bytes(), &mut answer).await?;
    Ok(answer)
}

/// Asks for one page with so many connections for so long.
pub async fn run(address: SocketAddr, path: &str, connections: usize, lasts: Duration) -> io::Result<Load> {
    run_over(address, Arc::from([path.to_owned()]), connections, lasts).await
}

/// Asks for one page after the other, each connection for others, and from the first again after the last.
pub async fn run_over(
    reader: impl Into<Reader>,
    paths: Arc<[String]>,
    connections: usize,
    lasts: Duration,
) -> io::Result<Load> {
    let reader = reader.into();
    let address = reader.address;
    let request = move |turn: usize| reader.request(&paths[turn % paths.len()]);
    asking(address, request, b"HTTP/1.1 200", connections, lasts).await
}

/// Replies to one topic after the other, each reply with an id of its own and kept.
pub async fn replies(
    reader: &Reader,
    topics: Arc<[String]>,
    connections: usize,
    lasts: Duration,
) -> io::Result<Load> {
    let (address, reader) = (reader.address, reader.clone());
    let request = move |turn: usize| {
        let path = format!("{}/repondre", topics[turn % topics.len()]);
        reader.form(&path, &format!("texte=Une+réponse+de+mesure,+la+{}.", letters(turn)))
    };
    asking(address, request, b"HTTP/1.1 303", connections, lasts).await
}

/// Asks with so many connections for so long; every answer must begin so.
async fn asking(
    address: SocketAddr,
    request: impl Fn(usize) -> String + Send + Sync + 'static,
    begins: &'static [u8],
    connections: usize,
    lasts: Duration,
) -> io::Result<Load> {
    let request = Arc::new(request);
    let started = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|number| {
            let request = Arc::clone(&request);
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await?;
                let (mut times, mut answer) = (Vec::new(), Vec::new());
                let mut turns = (number..).step_by(connections);
                while started.elapsed() < lasts {
                    let request = request(turns.next().unwrap_or(0));
                    let asked = Instant::now();
                    ask(&mut stream, request.as_bytes(), &mut answer).await?;
                    times.push(asked.elapsed());
                    if !answer.starts_with(begins) {
                        let line = String::from_utf8_lossy(answer.get(..40).unwrap_or(&answer)).into_owned();
                        return Err(io::Error::other(format!("an answer begins with {line}")));
                    }
                }
                io::Result::Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.map_err(io::Error::other)??);
    }
    let took = started.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |part: f64| {
        times.get((times.len() as f64 * part) as usize).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    Ok(Load { per_second: times.len() as f64 / took, p50: at(0.5), p99: at(0.99) })
}

/// Downloads a file so many times one after the other on each of so many connections; bytes a second in all.
pub async fn download(address: SocketAddr, path: &str, connections: usize, times: usize) -> io::Result<f64> {
    let started = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let request = Reader::from(address).request(path);
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await?;
                let mut bytes = 0;
                for _ in 0..times {
                    bytes += swallow(&mut stream, request.as_bytes()).await?;
                }
                io::Result::Ok(bytes)
            })
        })
        .collect();
    let mut bytes = 0;
    for task in tasks {
        bytes += task.await.map_err(io::Error::other)??;
    }
    Ok(bytes as f64 / started.elapsed().as_secs_f64())
}

/// So many live readers of one topic, each from a network of her own as a proxy of ours says it.
pub async fn listen(address: SocketAddr, topic: i64, readers: usize) -> io::Result<Vec<TcpStream>> {
    let mut streams = Vec::new();
    for number in 0..readers {
        let request = format!(
            "GET /forum/flux?sujet={topic} HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: 10.0.{}.{}\r\n\r\n",
            number / 256,
            number % 256
        );
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request.as_bytes()).await?;
        hear(&mut stream, "HTTP/1.1 200").await?;
        streams.push(stream);
    }
    Ok(streams)
}

/// Reads from a stream until these words come.
pub async fn hear(stream: &mut TcpStream, words: &str) -> io::Result<()> {
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains(words) {
        if stream.read_buf(&mut heard).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

/// Sends one reply to a topic.
pub async fn reply(reader: &Reader, topic: &str, text: &str) -> io::Result<()> {
    send(reader, &format!("{topic}/repondre"), &format!("texte={text}")).await
}

/// Sends one form, which leads to another page.
pub async fn send(reader: &Reader, path: &str, body: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(reader.address).await?;
    let mut answer = Vec::new();
    ask(&mut stream, reader.form(path, body).as_bytes(), &mut answer).await?;
    if answer.starts_with(b"HTTP/1.1 303") {
        Ok(())
    } else {
        Err(io::Error::other(format!("{path} is not 303")))
    }
}

/// Sends one request and reads one whole answer, keeping nothing of it; how many bytes it had.
async fn swallow(stream: &mut TcpStream, request: &[u8]) -> io::Result<usize> {
    stream.write_all(request).await?;
    let mut piece = vec![0; 64 * 1024];
    let mut begin = Vec::new();
    let (mut come, mut whole) = (0, None);
    while whole.is_none_or(|whole| come < whole) {
        let read = stream.read(&mut piece).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        come += read;
        if whole.is_none() {
            begin.extend_from_slice(&piece[..read]);
            whole = whole_length(&begin);
        }
    }
    if begin.starts_with(b"HTTP/1.1 200") { Ok(come) } else { Err(io::Error::other("a download is not 200")) }
}

/// So many sign-ins at once, each of a name that nobody has, which costs the same work; how long they took in all.
pub async fn sign_ins(address: SocketAddr, count: usize) -> io::Result<Duration> {
    let started = Instant::now();
    let tasks: Vec<_> = (0..count)
        .map(|number| {
            tokio::spawn(async move {
                let body = format!("nom=Personne+{}&passphrase=une+phrase+de+mesure", letters(number));
                let request = Reader::from(address).form("/connexion", &body);
                let mut answer = Vec::new();
                ask(&mut TcpStream::connect(address).await?, request.as_bytes(), &mut answer).await?;
                if answer.starts_with(b"HTTP/1.1 422") {
                    Ok(())
                } else {
                    Err(io::Error::other("not refused"))
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.map_err(io::Error::other)??;
    }
    Ok(started.elapsed())
}

/// Signs in; the cookie of the session.
pub async fn sign_in(address: SocketAddr, name: &str, passphrase: &str) -> io::Result<String> {
    let body = format!("nom={name}&passphrase={}", passphrase.replace(' ', "+"));
    let request = Reader::from(address).form("/connexion", &body);
    let mut answer = Vec::new();
    ask(&mut TcpStream::connect(address).await?, request.as_bytes(), &mut answer).await?;
    let cookie = header(&answer, "set-cookie").and_then(|it| it.split(';').next().map(str::to_owned));
    cookie.ok_or_else(|| io::Error::other("the sign-in gives no cookie"))
}

/// Sends a file of so many zeros in one piece (tus 1.0.0); how long it took.
pub async fn upload(address: SocketAddr, cookie: &str, bytes: u64) -> io::Result<Duration> {
    let started = Instant::now();
    let mut stream = TcpStream::connect(address).await?;
    let common = format!(
        "host: localhost\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\ntus-resumable: 1.0.0\r\n"
    );
    let begin =
        format!("POST /envois HTTP/1.1\r\n{common}upload-length: {bytes}\r\ncontent-length: 0\r\n\r\n");
    let mut answer = Vec::new();
    ask(&mut stream, begin.as_bytes(), &mut answer).await?;
    let place = header(&answer, "location").ok_or_else(|| io::Error::other("no upload is begun"))?;
    let head = format!(
        "PATCH {place} HTTP/1.1\r\n{common}upload-offset: 0\r\n\
         content-type: application/offset+octet-stream\r\ncontent-length: {bytes}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    tokio::io::copy(&mut tokio::io::repeat(0).take(bytes), &mut stream).await?;
    answer.clear();
    while !answer.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut answer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    if answer.starts_with(b"HTTP/1.1 204") {
        Ok(started.elapsed())
    } else {
        Err(io::Error::other("the upload is refused"))
    }
}

/// The value of a header of an answer.
fn header(answer: &[u8], name: &str) -> Option<String> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let lines = std::str::from_utf8(&answer[..end]).ok()?.lines();
    let mut values = lines.filter_map(|line| line.split_once(": ").filter(|(found, _)| *found == name));
    values.next().map(|(_, value)| value.to_owned())
}

/// A number in letters: digits would look like a telephone number.
fn letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

/// Sends one request and reads one whole answer.
async fn ask(stream: &mut TcpStream, request: &[u8], answer: &mut Vec<u8>) -> io::Result<()> {
    stream.write_all(request).await?;
    answer.clear();
    loop {
        if stream.read_buf(answer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if let Some(length) = whole_length(answer)
            && answer.len() >= length
        {
            return Ok(());
        }
    }
}

/// How long the whole answer is, once its headers have come.
fn whole_length(answer: &[u8]) -> Option<usize> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let length: usize = header(answer, "content-length")?.parse().ok()?;
    Some(end + 4 + length)
}
