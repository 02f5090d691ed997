//! What is made of a file: text by page, previews, and variants without metadata.

use crate::bench::Bench;
use crate::media::{FILM, TONE};
use crate::{files, papers};
use domain::library::workshop::{MAX_COVER_BYTES, MAX_THUMB_BYTES, PREVIEW_PAGES, Variant};
use image::{DynamicImage, ImageFormat};
use model::library::{FileKind, Pixels, Role};
use std::path::Path;

fn find(variants: &[Variant], role: Role) -> &Variant {
    variants.iter().find(|variant| variant.role == role).unwrap_or_else(|| panic!("{role:?} in {variants:?}"))
}

fn open(folder: &Path, variant: &Variant) -> DynamicImage {
    let bytes = std::fs::read(folder.join(&variant.file)).unwrap();
    assert_eq!(bytes.len() as u64, variant.bytes);
    let image = image::load_from_memory(&bytes).unwrap();
    assert_eq!(Some(Pixels { width: image.width(), height: image.height() }), variant.pixels);
    image
}

#[tokio::test]
async fn french_and_bambara_are_read_page_by_page() {
    let bench = Bench::new();
    let first = "L'évaluation à mi-parcours, où les élèves\nont été reçus : « ça va ».";
    let second = "Musow ka josariyaw bɛɛ ka kan.\nNi ɲɔgɔn dɛmɛni ŋaniya";
    let (made, _) = bench.make_light(FileKind::Pdf, &papers::written(&[first, second])).await.unwrap();
    assert_eq!(made.pages, [first.replace('\n', " "), second.replace('\n', " ")]);
    assert!(!made.has_no_text_layer());
}

#[tokio::test]
async fn words_that_are_parted_by_gaps_and_lines_are_whole_words() {
    let bench = Bench::new();
    // Gaps instead of spaces, a pair of letters moved together, a word over two lines, a bold word drawn twice.
    let drawing = b"BT /F 12 Tf 60 700 Td [(Le)-350(pl)20(aidoyer)-350(des)] TJ 0 -14 Td (organi-) Tj \
                    0 -14 Td (sations) Tj 0 -30 Td (Conclusion) Tj 0.2 0 Td (Conclusion) Tj ET";
    let (made, _) =
        bench.make_light(FileKind::Pdf, &papers::drawn(&[drawing.to_vec()], "", &[])).await.unwrap();
    assert_eq!(made.pages, ["Le plaidoyer des organisations Conclusion"]);
}

#[tokio::test]
async fn a_scan_says_that_it_has_no_text_and_can_be_leafed_through() {
    let bench = Bench::new();
    let (made, folder) = bench.make_light(FileKind::Pdf, &papers::scanned()).await.unwrap();
    assert!(made.has_no_text_layer());
    let page = open(&folder, find(&made.variants, Role::Page(1))).to_rgb8();
    assert!(page.pixels().any(|pixel| pixel.0[0] < 128), "the scan is on the page");
}

#[tokio::test]
async fn the_first_pages_are_images_of_few_bytes() {
    let bench = Bench::new();
    let text = "Les organisations de femmes de la commune se retrouvent chaque mois pour leur plaidoyer.\n"
        .repeat(45);
    let pages = vec![text.as_str(); 42];
    let (made, folder) = bench.make_light(FileKind::Pdf, &papers::written(&pages)).await.unwrap();
    assert_eq!(made.pages.len(), 42);
    let previews = made.variants.iter().filter(|variant| matches!(variant.role, Role::Page(_)));
    assert_eq!(previews.count(), PREVIEW_PAGES as usize);
    let preview = find(&made.variants, Role::Page(1));
    assert!(preview.bytes <= 40_000, "{preview:?}");
    let page = open(&folder, preview).to_luma8();
    assert!(page.get_pixel(5, 5).0[0] > 240, "paper is white");
    assert!(page.pixels().any(|pixel| pixel.0[0] < 100), "letters are black");
    let thumb = find(&made.variants, Role::Thumb);
    assert!(thumb.bytes <= MAX_THUMB_BYTES as u64, "{thumb:?}");
    open(&folder, thumb);
    open(&folder, find(&made.variants, Role::Cover));
}

#[tokio::test]
async fn the_cover_of_a_page_that_is_full_of_words_and_colours_weighs_little_too() {
    let bench = Bench::new();
    for seed in 1..=3 {
        let pdf = papers::drawn(&[papers::crowded(seed)], "", &[]);
        let (made, folder) = bench.make_light(FileKind::Pdf, &pdf).await.unwrap();
        let (thumb, cover) = (find(&made.variants, Role::Thumb), find(&made.variants, Role::Cover));
        assert!((600..=MAX_THUMB_BYTES as u64).contains(&thumb.bytes), "{thumb:?}");
        assert!((6_000..=MAX_COVER_BYTES as u64).contains(&cover.bytes), "{cover:?}");
        let seen = |variant| open(&folder, variant);
        assert!(seen(thumb).height() >= 80 && seen(cover).height() >= 320, "{thumb:?} {cover:?}");
    }
}

#[tokio::test]
async fn a_photograph_is_turned_made_small_and_forgets_where_it_was_taken() {
    let bench = Bench::new();
    let photograph = files::photograph(2_400, 1_600);
    assert!(photograph.windows(10).any(|it| it == b"BAMAKO GPS"));
    let (made, folder) = bench.make_light(FileKind::Jpeg, &photograph).await.unwrap();
    for (role, height) in [(Role::Small, 320), (Role::Medium, 800), (Role::Large, 2_048)] {
        let variant = find(&made.variants, role);
        let image = open(&folder, variant).to_rgb8();
        assert_eq!(image.height(), height);
        assert!(image.width() < height, "upright");
        // What was left for the camera is above for us.
        let [top, bottom] = [image.get_pixel(5, 5).0, image.get_pixel(5, height - 5).0];
        assert!(top[0] > 150 && bottom[2] > 150, "{role:?}: {top:?} {bottom:?}");
        let bytes = std::fs::read(folder.join(&variant.file)).unwrap();
        assert!(!bytes.windows(4).any(|it| it == b"Exif" || it == b"BAMA"), "{role:?}");
    }
    assert!(find(&made.variants, Role::Thumb).bytes <= MAX_THUMB_BYTES as u64);
}

#[tokio::test]
async fn a_small_image_is_not_blown_up() {
    let bench = Bench::new();
    let png = files::image(100, 50, ImageFormat::Png);
    let (made, _) = bench.make_light(FileKind::Png, &png).await.unwrap();
    let size = Some(Pixels { width: 100, height: 50 });
    assert!(made.variants.iter().all(|variant| variant.pixels == size), "{:?}", made.variants);
}

#[tokio::test]
async fn letters_on_a_poster_stay_sharp_in_what_is_given_out() {
    let bench = Bench::new();
    // Black lines of two pixels on white, as thin as small print.
    let lines =
        image::GrayImage::from_fn(3_000, 2_000, |x, _| image::Luma([if x % 8 < 3 { 0 } else { 255 }]));
    let mut png = Vec::new();
    lines.write_to(&mut std::io::Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let (made, folder) = bench.make_light(FileKind::Png, &png).await.unwrap();
    let large = open(&folder, find(&made.variants, Role::Large)).to_luma8();
    assert_eq!(large.width(), 2_048);
    let row: Vec<u8> = (100..140).map(|x| large.get_pixel(x, 500).0[0]).collect();
    assert!(row.iter().any(|it| *it < 70) && row.iter().any(|it| *it > 200), "{row:?}");
}

#[tokio::test]
async fn sound_is_recognised_and_becomes_a_small_m4a() {
    let bench = Bench::new();
    let sounds = [
        ("voix.m4a", FileKind::M4a, vec!["-b:a", "128k", "-metadata", "title=SECRET"]),
        ("voix.webm", FileKind::WebmAudio, vec!["-c:a", "libopus"]),
        ("voix.ogg", FileKind::Ogg, vec!["-c:a", "libopus"]),
        ("voix.mp3", FileKind::Mp3, vec!["-b:a", "128k"]),
        // What browsers record: pieces, without a duration at the front.
        (
            "direct.mp4",
            FileKind::M4a,
            vec!["-movflags", "empty_moov+frag_keyframe", "-frag_duration", "1000000"],
        ),
    ];
    for (name, kind, words) in sounds {
        let bytes = bench.recorded(name, &[&TONE[..], &words].concat());
        let examined = bench.examine(name, &bytes).await.unwrap();
        assert_eq!(examined.kind, kind, "{name}");
        let lasts = examined.duration_ms.unwrap();
        assert!((11_900..12_150).contains(&lasts), "{name}: {lasts}");
        let (made, folder) = bench.make_light(kind, &bytes).await.unwrap();
        let light = find(&made.variants, Role::Audio);
        assert!(light.bytes < 12 * 5_000, "{name}: {light:?}");
        assert!((11_900..12_150).contains(&light.duration_ms.unwrap()), "{name}: {light:?}");
        let light = std::fs::read(folder.join(&light.file)).unwrap();
        assert!(!light.windows(6).any(|it| it == b"SECRET"), "{name}");
    }
}

#[tokio::test]
async fn a_film_becomes_a_small_mp4_with_a_poster() {
    let bench = Bench::new();
    let sound = ["-f", "lavfi", "-i", "sine=duration=4", "-shortest"];
    for (name, kind, words) in [
        ("film.mp4", FileKind::Mp4, vec!["-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("film.webm", FileKind::WebmVideo, vec!["-c:v", "libvpx", "-b:v", "600k"]),
    ] {
        let words = [&FILM[..], &sound, &words].concat();
        let bytes = bench.recorded(name, &words);
        let examined = bench.examine(name, &bytes).await.unwrap();
        let size = Some(Pixels { width: 640, height: 360 });
        assert_eq!((examined.kind, examined.pixels), (kind, size), "{name}");
        assert!((3_900..4_150).contains(&examined.duration_ms.unwrap()), "{name}: {examined:?}");
        let (made, folder) = bench.make_light(kind, &bytes).await.unwrap();
        let light = find(&made.variants, Role::Video);
        assert_eq!(light.pixels, Some(Pixels { width: 480, height: 270 }), "{name}");
        assert!(light.bytes < examined.bytes.max(200_000), "{name}: {light:?}");
        open(&folder, find(&made.variants, Role::Poster));
        assert!(find(&made.variants, Role::Thumb).bytes <= MAX_THUMB_BYTES as u64);
    }
}

#[tokio::test]
async fn a_playlist_in_the_dress_of_a_sound_opens_nothing() {
    let bench = Bench::new();
    let secret = bench.file(b"a secret");
    let list = format!("#EXTM3U\n#EXTINF:10,\nfile:{}\n", secret.display());
    let (made, _) = bench.make_light(FileKind::Mp3, list.as_bytes()).await.unwrap();
    assert!(made.variants.iter().all(|it| it.bytes == 0), "{made:?}");
}
