//! The program itself, killed while people write: what it answered with success is there when it is started again.

use crate::people::{House, OWN_WORDS, on_both_engines};
use model::accounts::Role;
use model::fields::Fields;
use std::collections::HashSet;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

/// How many write at once, and how many replies they have been told are kept when the program is killed.
const WRITERS: usize = 4;
const ENOUGH: usize = 40;

/// The program, serving this house on a port of its own.
struct Program {
    child: Child,
    port: u16,
}

impl Program {
    fn serve(house: &House, port: u16) -> Self {
        let tests = std::env::current_exe().expect("the program of the tests");
        let musoya = tests.parent().and_then(Path::parent).expect("the folder of the build").join("musoya");
        let (data, site) = (house.folder.0.join("served"), house.folder.0.join("site"));
        std::fs::create_dir_all(&site).unwrap();
        // A site of which nothing was built: pages are whole without it.
        for (name, content) in [("manifest.json", "{}"), ("critical.css", "")] {
            std::fs::write(site.join(name), content).unwrap();
        }
        let child = Command::new(musoya)
            .arg("serve")
            .env("MUSOYA_ADDRESS", format!("127.0.0.1:{port}"))
            .env("MUSOYA_DATABASE", &house.url)
            .env("MUSOYA_DATA", data)
            .env("MUSOYA_SITE", site)
            .env("MUSOYA_FFMPEG", "none")
            .env("MUSOYA_POSTS_IN_TEN_MINUTES", "0")
            .env("MUSOYA_FORM_SECONDS", "0")
            .env("MUSOYA_TRIES_PER_MINUTE", "10000")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program, built beside the tests");
        let mut program = Self { child, port };
        while ask(port, "GET", "/forum", "", "").is_none() {
            assert!(program.child.try_wait().unwrap().is_none(), "the program does not start");
            thread::sleep(Duration::from_millis(50));
        }
        program
    }

    /// No signal that it could hear: it is gone in the middle of what it did.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The whole answer; nothing if it was cut off.
fn ask(port: u16, method: &str, path: &str, cookie: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost:{port}\r\norigin: http://localhost:{port}\r\nconnection: close\r\n\
        accept: text/html\r\ncookie: {cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
        content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.starts_with("HTTP/1.1 ").then_some(answer)
}

fn is_done(answer: &str) -> bool {
    answer.starts_with("HTTP/1.1 303")
}

#[tokio::test]
async fn every_reply_that_was_answered_is_there_after_the_program_was_killed_while_people_wrote() {
    on_both_engines(async |house| {
        let organization = house.organization("Femmes de Ségou", &[]).await;
        let space = Fields::from([("nom", "Plaidoyer"), ("public", "public")]);
        house.platform.make_space(&house.right, &space).await.unwrap();
        house.member("Fanta", organization.id, Role::Member).await;
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let program = Program::serve(house, port);
        let signing_in =
            format!("nom=Fanta&passphrase={}", OWN_WORDS.replace(' ', "+").replace('à', "%C3%A0"));
        let answer = ask(port, "POST", "/connexion", "", &signing_in).unwrap();
        let cookie = answer.split("\r\nset-cookie: ").nth(1).and_then(|it| it.split(';').next());
        let cookie = cookie.unwrap_or_else(|| panic!("{answer}"));
        let topic = "titre=Sous+la+charge&genre=discussion&texte=Au+d%C3%A9but.";
        assert!(is_done(&ask(port, "POST", "/forum/plaidoyer/nouveau", cookie, topic).unwrap()));

        let kept = Mutex::new(Vec::new());
        let mut program = Some(program);
        thread::scope(|scope| {
            let write = |writer: usize| {
                let kept = &kept;
                scope.spawn(move || {
                    for number in 0.. {
                        let words = format!("mot-{writer}-{number}-fin");
                        let body = format!("texte={words}");
                        match ask(port, "POST", "/forum/plaidoyer/1/repondre", cookie, &body) {
                            Some(answer) if is_done(&answer) => kept.lock().unwrap().push(words),
                            Some(answer) => panic!("{answer}"),
                            None => return,
                        }
                    }
                })
            };
            let writers: Vec<_> = (0..WRITERS).map(write).collect();
            // A writer who was refused has panicked already.
            while kept.lock().unwrap().len() < ENOUGH && !writers.iter().any(|it| it.is_finished()) {
                thread::sleep(Duration::from_millis(5));
            }
            if let Some(program) = program.take() {
                program.kill();
            }
        });
        let kept = kept.into_inner().unwrap();
        assert!(kept.len() >= ENOUGH);

        let again = Program::serve(house, port);
        let mut read = HashSet::new();
        for page in 0..=(kept.len() + WRITERS) / 20 {
            let html =
                ask(again.port, "GET", &format!("/forum/plaidoyer/1?message={}", page * 20 + 1), "", "");
            let html = html.unwrap();
            read.extend(kept.iter().filter(|it| html.contains(it.as_str())).cloned());
        }
        let lost: Vec<_> = kept.iter().filter(|it| !read.contains(*it)).collect();
        assert!(lost.is_empty(), "answered and lost: {lost:?}");
        assert!(is_done(&ask(port, "POST", "/forum/plaidoyer/1/repondre", cookie, "texte=Encore.").unwrap()));
    })
    .await;
}
