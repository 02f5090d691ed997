//! What a file is, by its bytes.

use crate::bench::Bench;
use crate::{files, papers};
use image::ImageFormat;
use model::library::{FileKind, Pixels};

#[tokio::test]
async fn a_pdf_is_counted_weighed_and_named_by_its_sum() {
    let bench = Bench::new();
    let pdf = papers::written(&["Une page", "Une autre"]);
    let examined = bench.examine("Guide du plaidoyer.PDF", &pdf).await.unwrap();
    assert_eq!((examined.kind, examined.pages), (FileKind::Pdf, Some(2)));
    assert_eq!((examined.bytes, examined.sha256.len()), (pdf.len() as u64, 64));
    assert_eq!(bench.examine("sans extension", &pdf).await.unwrap(), examined);
}

#[tokio::test]
async fn an_image_has_the_size_that_is_seen() {
    let bench = Bench::new();
    let size = |width, height| Some(Pixels { width, height });
    let examined = bench.examine("photo.jpg", &files::photograph(64, 40)).await.unwrap();
    assert_eq!((examined.kind, examined.pixels), (FileKind::Jpeg, size(40, 64)));
    // Messengers save a WebP under the name of a JPEG.
    let webp = files::image(30, 20, ImageFormat::WebP);
    let examined = bench.examine("affiche.jpg", &webp).await.unwrap();
    assert_eq!((examined.kind, examined.pixels), (FileKind::Webp, size(30, 20)));
    let png = files::image(8, 9, ImageFormat::Png);
    assert_eq!(bench.examine("logo.png", &png).await.unwrap().pixels, size(8, 9));
}

#[tokio::test]
async fn an_office_file_is_one_by_its_parts() {
    let bench = Bench::new();
    let kind = async |name: &str, bytes: &[u8]| bench.examine(name, bytes).await.unwrap().kind;
    assert_eq!(kind("note.docx", &files::word(&[])).await, FileKind::Docx);
    let odt = files::archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ]);
    assert_eq!(kind("note.odt", &odt).await, FileKind::Odt);
    let sheet = files::types("vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert_eq!(kind("4w.xlsx", &files::archive(&[("[Content_Types].xml", &sheet)])).await, FileKind::Xlsx);
    let slides = files::types("vnd.openxmlformats-officedocument.presentationml.presentation");
    assert_eq!(kind("kit.pptx", &files::archive(&[("[Content_Types].xml", &slides)])).await, FileKind::Pptx);
}

#[tokio::test]
async fn a_sound_says_how_long_it_lasts() {
    let bench = Bench::new();
    let examined = bench.examine("emission.mp3", &files::mp3(1000)).await.unwrap();
    assert_eq!(examined.kind, FileKind::Mp3);
    // 1000 frames of 1152 samples at 44.1 kHz, measured by their weight.
    let lasts = examined.duration_ms.unwrap();
    assert!((26_000..26_200).contains(&lasts), "{lasts}");
}
