//! What is refused, and why; and the limits that hold.

use crate::bench::Bench;
use crate::{files, papers};
use domain::library::workshop::{MAX_MEGAPIXELS, WorkshopError};
use image::ImageFormat;
use model::failure::Problem;
use model::library::FileKind;
use server::workshop::{ChildWorkshop, Limits};
use std::path::PathBuf;
use std::time::Duration;

#[tokio::test]
async fn what_is_empty_strange_or_misnamed_is_refused() {
    let bench = Bench::new();
    assert_eq!(bench.refusal("vide.pdf", b"").await, Problem::EmptyFile);
    assert_eq!(bench.refusal("outil.pdf", b"MZ\x90\0 a program").await, Problem::NotAcceptedKind);
    assert_eq!(bench.refusal("page.html", b"<!doctype html><p>Bonjour").await, Problem::NotAcceptedKind);
    let png = files::image(8, 8, ImageFormat::Png);
    assert_eq!(bench.refusal("rapport.pdf", &png).await, Problem::WrongExtension);
    assert_eq!(bench.refusal("photo.png.exe", &png).await, Problem::WrongExtension);
    let zip = files::archive(&[("lettre.txt", b"bonjour")]);
    assert_eq!(bench.refusal("lettre.docx", &zip).await, Problem::NotAcceptedKind);
}

#[tokio::test]
async fn an_svg_with_a_script_is_refused() {
    let svg =
        b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let bench = Bench::new();
    assert_eq!(bench.refusal("dessin.svg", svg).await, Problem::Svg);
    assert_eq!(bench.refusal("dessin.png", svg).await, Problem::Svg);
}

#[tokio::test]
async fn a_file_that_is_also_another_one_is_refused() {
    let bench = Bench::new();
    let pdf = papers::written(&["Bonjour"]);
    let zip = files::archive(&[("a.txt", b"a")]);
    let png = files::image(8, 8, ImageFormat::Png);
    let page = b"<html><script>alert(1)</script></html>";
    let both = [
        [&pdf[..9], page, &pdf[9..]].concat(),
        [&pdf, &page[..]].concat(),
        [&page[..], &pdf].concat(),
        [&pdf, &zip[..]].concat(),
        [&zip, &pdf[..]].concat(),
        [&png, &zip[..]].concat(),
        [&png, &b"behind the end"[..]].concat(),
        [&files::image(8, 8, ImageFormat::Jpeg), &page[..]].concat(),
        [&files::word(&[]), &b"more"[..]].concat(),
        [&files::word(&[]), &pdf[..]].concat(),
    ];
    for (number, bytes) in both.iter().enumerate() {
        assert_eq!(bench.refusal("deux", bytes).await, Problem::SeveralInOne, "{number}");
    }
}

#[tokio::test]
async fn macros_are_refused_wherever_they_are() {
    let bench = Bench::new();
    let hidden = files::word(&[("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")]);
    assert_eq!(bench.refusal("note.docx", &hidden).await, Problem::Macros);
    let types = files::types("vnd.ms-word.document.macroEnabled");
    let docm = files::archive(&[("[Content_Types].xml", &types)]);
    assert_eq!(bench.refusal("note.docm", &docm).await, Problem::Macros);
    let text = b"application/vnd.oasis.opendocument.text";
    let basic = files::archive(&[("mimetype", text), ("Basic/Standard/Module1.xml", b"<module/>")]);
    assert_eq!(bench.refusal("note.odt", &basic).await, Problem::Macros);
}

#[tokio::test]
async fn a_zip_bomb_is_refused_by_what_it_declares_and_by_what_comes_out() {
    let bench = Bench::new();
    let zeros = vec![0; 40 * 1024 * 1024];
    let mut bomb = files::word(&[("word/media/image1.bmp", &zeros)]);
    assert_eq!(bench.refusal("note.docx", &bomb).await, Problem::SwellsUp);
    // The same with a lie: both headers say that it is small.
    let declared = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let lies: Vec<usize> =
        bomb.windows(4).enumerate().filter(|(_, it)| *it == declared).map(|(at, _)| at).collect();
    for at in lies {
        bomb[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    let problem = bench.refusal("note.docx", &bomb).await;
    assert!(matches!(problem, Problem::SwellsUp | Problem::BrokenFile), "{problem:?}");
}

/// A PNG that says it has this size and holds almost nothing.
fn pixel_bomb(side: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8], content: &[u8]| {
        png.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        let body = [name, content].concat();
        png.extend(&body);
        png.extend(crc32fast::hash(&body).to_be_bytes());
    };
    chunk(b"IHDR", &[&side.to_be_bytes()[..], &side.to_be_bytes(), &[8, 2, 0, 0, 0]].concat());
    chunk(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]);
    chunk(b"IEND", &[]);
    png
}

#[tokio::test]
async fn a_pixel_bomb_is_refused_before_it_is_decoded() {
    let bench = Bench::new();
    let problem = bench.refusal("affiche.png", &pixel_bomb(19_000)).await;
    assert_eq!(problem, Problem::TooManyPixels { max: MAX_MEGAPIXELS });
}

#[tokio::test]
async fn what_was_cut_off_is_refused() {
    let bench = Bench::new();
    let whole = [
        papers::written(&["Une page"]),
        files::image(200, 100, ImageFormat::Jpeg),
        files::image(200, 100, ImageFormat::Png),
        files::image(200, 100, ImageFormat::WebP),
        files::word(&[]),
    ];
    for (number, bytes) in whole.iter().enumerate() {
        let cut = &bytes[..bytes.len() * 3 / 5];
        assert_eq!(bench.refusal("coupé", cut).await, Problem::BrokenFile, "{number}");
    }
}

#[tokio::test]
async fn a_pdf_with_a_password_is_refused() {
    assert_eq!(Bench::new().refusal("secret.pdf", &papers::locked()).await, Problem::NeedsPassword);
}

#[tokio::test]
async fn a_pdf_that_turns_in_circles_comes_to_an_end() {
    let bench = Bench::new();
    let pdf = papers::turning_in_circles();
    match bench.examine("cercle.pdf", &pdf).await {
        Ok(examined) => {
            assert!(examined.pages < Some(100), "{examined:?}");
            bench.make_light(FileKind::Pdf, &pdf).await.unwrap();
        }
        Err(WorkshopError::Refused(_)) => {}
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_job_that_eats_time_is_ended_and_the_next_one_is_done() {
    let limits = Limits { cpu: 1, ..Limits::READING };
    let bench = Bench::within(limits);
    let refused = bench.make_light(FileKind::Pdf, &papers::endless()).await;
    assert!(matches!(refused, Err(WorkshopError::Refused(Problem::TooMuchWork))), "{refused:?}");
    assert_eq!(bench.examine("guide.pdf", &papers::written(&["Bonjour"])).await.unwrap().pages, Some(1));
}

#[tokio::test]
async fn a_job_that_takes_too_long_by_the_clock_is_ended_with_all_it_started() {
    let limits = Limits { wall: Duration::from_millis(300), ..Limits::READING };
    let bench = Bench::within(limits);
    let refused = bench.make_light(FileKind::Pdf, &papers::endless()).await;
    assert!(matches!(refused, Err(WorkshopError::Refused(Problem::TooMuchWork))), "{refused:?}");
}

#[tokio::test]
async fn a_job_that_eats_memory_is_ended_and_the_server_lives() {
    let limits = Limits { memory: 200 * 1024 * 1024, ..Limits::READING };
    let bench = Bench::within(limits);
    // It passes the limit of pixels, and takes 187 megabytes beside what the process itself needs.
    let large = files::image(7_900, 7_900, ImageFormat::Png);
    let refused = bench.make_light(FileKind::Png, &large).await;
    let refused = refused.map(|(made, _)| made.variants.len());
    assert!(matches!(refused, Err(WorkshopError::Refused(Problem::TooMuchWork))), "{refused:?}");
    assert!(bench.examine("guide.pdf", &papers::written(&["Bonjour"])).await.is_ok());
}

#[tokio::test]
async fn without_its_program_or_its_file_the_workshop_is_not_there_rather_than_wrong() {
    let bench = Bench::new();
    let nowhere = ChildWorkshop::new(PathBuf::from("/nowhere/musoya"), None);
    let file = bench.file(b"%PDF-1.7");
    use domain::library::workshop::Workshop as _;
    assert!(matches!(nowhere.examine(&file, "a.pdf").await, Err(WorkshopError::Unavailable(_))));
    let gone = bench.folder.join("gone");
    assert!(matches!(bench.workshop.examine(&gone, "a.pdf").await, Err(WorkshopError::Unavailable(_))));
}
