//! What readers get where nothing can be made light: the same sound, film or text without what nobody sees of it.

use crate::bench::Bench;
use crate::files;
use crate::media::{FILM, TONE};
use image::ImageFormat;
use model::library::{FileKind, Role};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// What was left out may not be found again.
const SECRET: &str = "FANTA DIARRA";

/// The clean copy that a workshop without `ffmpeg` makes.
async fn cleaned(kind: FileKind, bytes: &[u8]) -> Option<Vec<u8>> {
    let bench = Bench::without_ffmpeg();
    let (made, folder) = bench.make_light(kind, bytes).await.unwrap();
    let clean = made.variants.iter().find(|it| it.role == Role::Clean)?;
    let copy = std::fs::read(folder.join(&clean.file)).unwrap();
    assert_eq!((clean.kind, clean.bytes), (kind, copy.len() as u64));
    Some(copy)
}

fn tells(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|it| it == words.as_bytes())
}

#[tokio::test]
async fn a_sound_plays_as_before_and_says_no_longer_who_speaks() {
    let bench = Bench::new();
    let title = format!("title={SECRET}");
    for (name, kind, words) in [
        ("voix.mp3", FileKind::Mp3, vec!["-b:a", "64k"]),
        ("voix.m4a", FileKind::M4a, vec!["-b:a", "64k"]),
        ("devant.m4a", FileKind::M4a, vec!["-b:a", "64k", "-movflags", "+faststart"]),
        (
            "direct.m4a",
            FileKind::M4a,
            vec!["-movflags", "empty_moov+frag_keyframe", "-frag_duration", "1000000"],
        ),
        ("voix.ogg", FileKind::Ogg, vec!["-c:a", "libopus"]),
        ("ancien.ogg", FileKind::Ogg, vec!["-c:a", "libvorbis"]),
        ("voix.webm", FileKind::WebmAudio, vec!["-c:a", "libopus"]),
    ] {
        let bytes = bench.recorded(name, &[&TONE[..], &words, &["-metadata", &title]].concat());
        assert!(tells(&bytes, SECRET), "{name}");
        let copy = cleaned(kind, &bytes).await.unwrap();
        assert!(!tells(&copy, SECRET), "{name}");
        assert!(copy.len() <= bytes.len(), "{name}");
        assert_eq!(bench.played(name, &copy), bench.played(name, &bytes), "{name}");
        let examined = bench.examine(name, &copy).await.unwrap();
        assert_eq!(examined.kind, kind, "{name}");
    }
}

#[tokio::test]
async fn a_film_plays_as_before_and_says_no_longer_where_and_when() {
    let bench = Bench::new();
    // Seconds since 1904, as films count.
    let made_at = 3_846_479_400_u32.to_be_bytes();
    for (name, kind, words) in [
        ("film.mov", FileKind::Mp4, vec!["-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("film.webm", FileKind::WebmVideo, vec!["-c:v", "libvpx", "-b:v", "600k"]),
    ] {
        let told =
            ["-metadata", "location=+12.6392-008.0029/", "-metadata", "creation_time=2025-11-20T10:10:00Z"];
        let bytes = bench.recorded(name, &[&FILM[..], &words, &told].concat());
        assert!(tells(&bytes, "12.6392"), "{name}");
        let copy = cleaned(kind, &bytes).await.unwrap();
        assert!(!tells(&copy, "12.6392") && !tells(&copy, "2025-11-20"), "{name}");
        assert!(!copy.windows(4).any(|it| it == made_at), "{name}");
        assert_eq!(copy.len(), bytes.len(), "{name}: whoever counts bytes finds them where they were");
        assert_eq!(bench.played(name, &copy), bench.played(name, &bytes), "{name}");
    }
}

#[tokio::test]
async fn what_may_hide_places_beside_sound_and_pictures_is_not_given_out() {
    let bench = Bench::new();
    let subtitles = bench.folder.join("notes.srt");
    std::fs::write(&subtitles, "1\n00:00:00,000 --> 00:00:02,000\n12.6392, -8.0029\n").unwrap();
    let words = ["-i", subtitles.to_str().unwrap(), "-c:v", "libx264", "-c:s", "mov_text"];
    let bytes = bench.recorded("film.mp4", &[&FILM[..], &words].concat());
    assert_eq!(cleaned(FileKind::Mp4, &bytes).await, None);
    for (kind, bytes) in [
        (FileKind::Ogg, &b"OggS and then nothing that a page would have"[..]),
        (FileKind::M4a, b"\0\0\0\x18ftypM4A \0\0\xff\xff"),
        (FileKind::WebmAudio, b"\x1a\x45\xdf\xa3\xff"),
    ] {
        assert_eq!(cleaned(kind, bytes).await, None, "{kind:?}");
    }
}

#[tokio::test]
async fn tags_at_both_ends_of_a_sound_are_left_out() {
    let copy = cleaned(FileKind::Mp3, &files::tagged_mp3(40, SECRET)).await.unwrap();
    assert_eq!(copy, files::mp3(40));
    // Two recordings that somebody put one behind the other.
    let two = [files::tagged_mp3(40, SECRET), files::tagged_mp3(20, SECRET)].concat();
    assert_eq!(cleaned(FileKind::Mp3, &two).await.unwrap(), files::mp3(60));
}

#[tokio::test]
async fn a_word_file_keeps_its_words_and_loses_its_author_and_where_its_photograph_was_taken() {
    let core = format!("<cp:coreProperties><dc:creator>{SECRET}</dc:creator></cp:coreProperties>");
    let photograph = files::photograph(64, 48);
    let word = files::word(&[
        ("docProps/core.xml", core.as_bytes()),
        ("docProps/app.xml", format!("<Properties><Company>{SECRET}</Company></Properties>").as_bytes()),
        ("word/media/image1.jpeg", &photograph),
    ]);
    let copy = cleaned(FileKind::Docx, &word).await.unwrap();
    let bench = Bench::new();
    assert_eq!(bench.examine("note.docx", &copy).await.unwrap().kind, FileKind::Docx);
    let mut archive = ZipArchive::new(Cursor::new(copy)).unwrap();
    let mut all = Vec::new();
    for index in 0..archive.len() {
        archive.by_index(index).unwrap().read_to_end(&mut all).unwrap();
    }
    assert!(!tells(&all, SECRET) && !tells(&all, "BAMAKO"));
    assert!(tells(&all, "<w:document/>"));
    let mut image = Vec::new();
    archive.by_name("word/media/image1.jpeg").unwrap().read_to_end(&mut image).unwrap();
    let seen = |bytes: &[u8]| image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap();
    assert_eq!(seen(&image), seen(&photograph));
}

#[tokio::test]
async fn a_table_says_no_longer_in_whose_folder_it_stood() {
    let types = files::types("vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let workbook = format!("<workbook><x15ac:absPath url=\"C:\\Users\\{SECRET}\\\"/><sheets/></workbook>");
    let parts = [("[Content_Types].xml", types.as_slice()), ("xl/workbook.xml", workbook.as_bytes())];
    let copy = cleaned(FileKind::Xlsx, &files::archive(&parts)).await.unwrap();
    let mut archive = ZipArchive::new(Cursor::new(copy)).unwrap();
    let mut text = String::new();
    archive.by_name("xl/workbook.xml").unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "<workbook><x15ac:absPath url=\"\"/><sheets/></workbook>");
    let odt = [
        ("mimetype", &b"application/vnd.oasis.opendocument.text"[..]),
        ("meta.xml", SECRET.as_bytes()),
        ("content.xml", b"<text>Bonjour</text>"),
    ];
    let copy = cleaned(FileKind::Odt, &files::archive(&odt)).await.unwrap();
    assert!(copy[30..].starts_with(b"mimetype"), "the first part says what it is");
    let mut archive = ZipArchive::new(Cursor::new(copy)).unwrap();
    let mut meta = String::new();
    archive.by_name("meta.xml").unwrap().read_to_string(&mut meta).unwrap();
    assert!(meta.contains("<office:document-meta") && !meta.contains(SECRET));
}
