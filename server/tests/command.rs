//! The commands of the operator as they are typed: what they print, how they end, and what they leave behind.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of one test, with the database in it; it goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("musoya-command-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).expect("a file");
        path
    }

    fn musoya(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_musoya"));
        // Nothing of the machine's own settings reaches it.
        command.env_clear().current_dir(&self.0).env("MUSOYA_DATA", self.0.join("data")).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.musoya(arguments).output().expect("it starts")
    }

    /// What a command prints that ends well.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// The one line with which a command refuses.
    fn refuses(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stdout));
        one_line(&output)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// As text, with the narrow spaces of French typography as plain ones.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace(['\u{202f}', '\u{a0}'], " ")
}

fn one_line(output: &Output) -> String {
    let line = text(&output.stderr);
    assert_eq!(line.trim_end().lines().count(), 1, "{line}");
    line
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

#[test]
fn every_command_explains_itself() {
    let folder = Folder::new();
    for command in ["serve", "migrate", "example", "import", "user", "audit", "backup", "restore", "export"] {
        let help = folder.says(&[command, "--help"]);
        assert!(help.contains(&format!("musoya {command}")) && help.contains("Usage"), "{command}: {help}");
    }
    assert_eq!(folder.run(&["danse"]).status.code(), Some(2));
    assert!(!folder.0.join("data").exists(), "nothing is written to explain");
}

#[test]
fn a_wrong_setting_stops_the_start_with_one_clear_line() {
    let folder = Folder::new();
    for (name, value) in [
        ("MUSOYA_ADDRESS", "ici"),
        ("MUSOYA_DATABASE", "oracle://x"),
        ("MUSOYA_FILES", "ftp://x"),
        ("MUSOYA_SECRET", "court"),
        ("MUSOYA_TRUSTED_PROXIES", "beaucoup"),
        ("MUSOYA_PUBLIC_URL", "musoya"),
    ] {
        let output = folder.musoya(&["serve"]).env(name, value).output().expect("it starts");
        let line = one_line(&output);
        assert_eq!(output.status.code(), Some(1), "{name}");
        let setting = name.trim_start_matches("MUSOYA_").to_lowercase();
        assert!(line.starts_with("musoya: ") && line.contains(&setting), "{name}: {line}");
    }
    folder.write("musoya.toml", "adress = \"127.0.0.1:3000\"\n");
    assert!(folder.refuses(&["migrate"]).contains("adress"), "a key that nobody knows is named");
}

#[test]
fn a_folder_that_cannot_be_written_is_named_in_one_line() {
    let folder = Folder::new();
    let file = folder.write("plein", "");
    let output =
        folder.musoya(&["migrate"]).env("MUSOYA_DATA", file.join("data")).output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(one_line(&output).contains("plein"));
}

#[test]
fn an_import_says_what_it_would_do_does_it_once_and_names_what_it_refuses() {
    let folder = Folder::new();
    let good = folder.write("bon.csv", "nom,sigle,type\nFemmes de Nioro,FN,organisation locale\n");
    assert!(folder.says(&["import", shown(&good), "--preview"]).contains("1 organisation sera créée"));
    assert_eq!(folder.says(&["import", shown(&good)]), "Créées : 1. Modifiées : 0.\n");
    assert_eq!(folder.says(&["import", shown(&good)]), "Ce fichier ne change rien.\n");
    let bad = folder.write("mauvais.csv", "nom,type\nFN,réseau\nUne autre,syndicat\nEncore,\"réseau\n");
    let output = folder.run(&["import", shown(&bad)]);
    assert_eq!(output.status.code(), Some(1));
    let quote = text(&output.stdout);
    assert!(quote.starts_with("Ligne 4, colonne type : ") && quote.contains("guillemet"), "{quote}");
    let bad = folder.write("mauvais.csv", "nom,type\nFN,réseau\nUne autre,syndicat\n");
    let output = folder.run(&["import", shown(&bad)]);
    let said = text(&output.stdout);
    let lines: Vec<&str> = said.lines().collect();
    assert!(
        lines[0].starts_with("Ligne 2, colonne nom : ") && lines[0].contains("Femmes de Nioro"),
        "{said}"
    );
    assert!(
        lines[1].starts_with("Ligne 3, colonne type : ") && lines[1].contains("Organisation locale"),
        "{said}"
    );
    assert!(one_line(&output).contains("Rien n’est importé"));
    for (name, content) in [("vide.csv", ""), ("image.csv", "\0\u{1}PNG")] {
        let file = folder.write(name, content);
        assert!(folder.refuses(&["import", shown(&file)]).contains(name));
    }
    assert!(folder.refuses(&["import", "absent.csv"]).contains("absent.csv"));
}

#[test]
fn the_example_data_comes_and_goes() {
    let folder = Folder::new();
    let count = |said: String| said.split_once(' ').expect("a number").0.parse::<usize>().expect("a number");
    let loaded = count(folder.says(&["example", "load"]));
    assert!(loaded >= 40, "{loaded}");
    assert_eq!(count(folder.says(&["example", "load"])), 0, "what is there already");
    assert_eq!(count(folder.says(&["example", "remove"])), loaded);
    assert_eq!(count(folder.says(&["example", "remove"])), 0);
}

#[test]
fn a_copy_brings_everything_back_on_another_machine_and_replaces_nothing_unasked() {
    let (here, there) = (Folder::new(), Folder::new());
    here.says(&["user", "add", "Awa"]);
    let copy = here.0.join("copie.zip");
    here.says(&["backup", shown(&copy)]);
    assert!(here.refuses(&["backup", shown(&copy)]).contains("copie.zip"), "a copy is never written over");
    there.says(&["restore", shown(&copy)]);
    assert_eq!(there.says(&["user", "list"]), here.says(&["user", "list"]));
    assert_eq!(there.says(&["audit", "verify"]), here.says(&["audit", "verify"]));
    there.says(&["user", "add", "Fanta"]);
    there.refuses(&["restore", shown(&copy)]);
    assert!(there.says(&["user", "list"]).contains("Fanta"), "nothing was replaced");
    there.says(&["restore", shown(&copy), "--replace"]);
    assert!(!there.says(&["user", "list"]).contains("Fanta"));
    let bytes = std::fs::read(&copy).expect("the copy");
    let cut = there.0.join("coupee.zip");
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).expect("a file");
    there.refuses(&["restore", shown(&cut), "--replace"]);
    assert_eq!(there.says(&["user", "list"]), here.says(&["user", "list"]), "a broken copy changes nothing");
}

#[test]
fn the_site_is_written_as_files_whole_or_not_at_all_and_replaces_nothing() {
    let folder = Folder::new();
    let copy = folder.0.join("site.zip");
    assert!(folder.refuses(&["export", shown(&copy)]).contains("manifest.json"), "the site is built first");
    std::fs::create_dir_all(folder.0.join("site")).expect("a folder");
    folder.write("site/manifest.json", "{}");
    folder.write("site/critical.css", "");
    folder.says(&["example", "load"]);
    assert!(
        folder.refuses(&["export", shown(&copy), "--max-megabytes", "0"]).contains("the pages alone weigh")
    );
    let both = ["export", shown(&copy), "--max-megabytes", "1", "--without-media"];
    assert_eq!(folder.run(&both).status.code(), Some(2));
    assert!(!copy.exists());
    let said = folder.says(&["export", shown(&copy), "--without-media"]);
    assert!(
        said.contains(" pages, ") && said.contains(" files, ") && said.contains("bytes unpacked"),
        "{said}"
    );
    assert!(std::fs::read(&copy).expect("the copy").starts_with(b"PK"));
    assert!(folder.refuses(&["export", shown(&copy)]).contains("site.zip"));
    let left: Vec<_> =
        std::fs::read_dir(&folder.0).expect("the folder").flatten().map(|it| it.file_name()).collect();
    assert!(!left.iter().any(|it| it.to_string_lossy().ends_with(".coming")), "{left:?}");
}

/// A server that is stopped with the test, whatever happens.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn the_server_prints_its_address_and_the_first_passphrase_once_and_stops_when_it_is_told() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.0.join("site")).expect("a folder");
    folder.write("site/manifest.json", "{}");
    folder.write("site/critical.css", "");
    for first in [true, false] {
        let mut command = folder.musoya(&["serve"]);
        command.env("MUSOYA_ADDRESS", "127.0.0.1:0").stdout(Stdio::piped());
        let mut served = Served(command.spawn().expect("it starts"));
        let mut lines =
            BufReader::new(served.0.stdout.take().expect("its words")).lines().map_while(Result::ok);
        let mut said = Vec::new();
        let port = loop {
            let line = lines.next().unwrap_or_else(|| panic!("{said:?}"));
            if let Some(port) = line.strip_prefix("Musoya Applic: http://localhost:") {
                break port.parse::<u16>().expect("a port");
            }
            said.push(line);
        };
        assert_eq!(said.iter().any(|line| line.contains("Administratrice")), first, "{said:?}");
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        stream
            .write_all(b"GET /annuaire HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .expect("sent");
        let mut page = Vec::new();
        stream.read_to_end(&mut page).expect("an answer");
        assert!(text(&page).starts_with("HTTP/1.1 200"), "{}", text(&page));
        let stop =
            Command::new("kill").args(["-TERM", &served.0.id().to_string()]).status().expect("it is told");
        assert!(stop.success());
        assert!(served.0.wait().expect("it ends").success());
    }
}
