//! Papers are read back with what reads the library's PDFs.

use super::{NoPaper, pdf};
use crate::workshop::pages_of;
use app::paper::{Block, Paper, Run};
use app::t::Locale;

fn paper(title: &str, blocks: Vec<Block>) -> Paper {
    Paper {
        title: title.to_owned(),
        kind: "Atelier".to_owned(),
        by: Some("Femmes de Ségou (exemple)".to_owned()),
        logo: None,
        blocks,
        address: "https://musoya.example/projets/activites/lire-le-budget".to_owned(),
        on: "29 novembre 2026".to_owned(),
        framed: false,
        locale: Locale::French,
    }
}

/// What stands on each page, with every space as a plain one.
fn read(bytes: &[u8]) -> Vec<String> {
    let pages = pages_of(bytes).expect("a PDF");
    pages
        .into_iter()
        .map(|it| it.split(|it: char| it.is_whitespace()).collect::<Vec<_>>().join(" "))
        .collect()
}

fn made(paper: &Paper) -> Vec<u8> {
    match pdf(paper, None) {
        Ok(bytes) => bytes,
        Err(cause) => panic!("{cause:?}"),
    }
}

#[test]
fn a_paper_says_every_word_with_its_title_its_language_and_its_structure() {
    let run = |text: &str, bold| Run { text: text.to_owned(), bold };
    let table = Block::Table {
        caption: "Par sexe".to_owned(),
        heads: vec![("Personnes".to_owned(), false), ("Total".to_owned(), true)],
        rows: vec![
            vec!["Femmes et filles".to_owned(), "1\u{202f}288".to_owned()],
            vec!["Vide".to_owned(), String::new()],
        ],
    };
    let item = |depth, mark: &str, text: &str| Block::Item {
        depth,
        mark: mark.to_owned(),
        runs: vec![run(text, false)],
    };
    let blocks = vec![
        Block::Hint("Exemple.".to_owned()),
        Block::Fact("Où".to_owned(), "Ségou".to_owned()),
        Block::Heading(2, "Ce qui a été fait".to_owned()),
        Block::Text(vec![
            run("Elles ont dit : « ", false),
            run("Nous lisons", true),
            run(" » ; quoi ?", false),
        ]),
        Block::Heading(4, "Plus bas".to_owned()),
        item(0, "•", "Jɛ ka bara kɛ, ɲɛtaa, ŋana, bɛ̀ɛ"),
        item(1, "12.", "Cœur, à l’aise"),
        table,
        Block::code("https://musoya.example/attestation/ABCD", "Vérifier".to_owned()).unwrap(),
    ];
    let bytes = made(&paper("Lire le budget", blocks));
    let pages = read(&bytes);
    assert_eq!(pages.len(), 1);
    for words in [
        "Atelier",
        "Lire le budget",
        "Femmes de Ségou (exemple)",
        "Où : Ségou",
        "Ce qui a été fait",
        "Elles ont dit : « Nous lisons » ; quoi ?",
        "Jɛ ka bara kɛ, ɲɛtaa, ŋana, bɛ̀ɛ",
        "12. Cœur, à l’aise",
        "Femmes et filles 1 288",
        "https://musoya.example/projets/activites/lire-le-budget",
        "29 novembre 2026 · Page 1 sur 1",
    ] {
        assert!(pages[0].contains(words), "{words}: {}", pages[0]);
    }
    let text = String::from_utf8_lossy(&bytes);
    for mark in ["/MarkInfo", "/StructTreeRoot", "/Lang", "pdfuaid:part", "Lire le budget", "/Outlines"] {
        assert!(text.contains(mark), "{mark}");
    }
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
}

#[test]
fn a_long_paper_goes_on_and_no_heading_stands_alone() {
    let mut blocks = Vec::new();
    for number in 0..60 {
        blocks.push(Block::Heading(2, format!("Partie {number}")));
        blocks.push(Block::text(format!("Début{number} {} fin{number}", "mots et mots ".repeat(40))));
    }
    let bytes = made(&paper("Long", blocks));
    let pages = read(&bytes);
    assert!(pages.len() > 5);
    for number in 0..60 {
        let page = pages.iter().find(|it| it.contains(&format!("Partie {number} "))).expect("a heading");
        assert!(page.contains(&format!("Début{number} ")), "with what it is about");
        assert!(pages.iter().any(|it| it.contains(&format!("fin{number}"))));
    }
    assert!(pages[2].contains(&format!("Page 3 sur {}", pages.len())));
    assert!(bytes.len() < 80_000, "{} bytes", bytes.len());
}

#[test]
fn hostile_words_neither_hang_nor_leave_their_sheet() {
    let long = "a".repeat(10_000);
    for text in [
        long.clone(),
        "👩🏾‍🌾".repeat(2_000),
        "مرحبا بالعالم ".repeat(500),
        "\u{202e}\u{0}\u{300}".repeat(3_000),
        "\n".repeat(1_200),
        "x\n".repeat(1_200),
        " ".repeat(9_000),
        "\u{a0}".repeat(9_000),
        "<script>alert(1)</script> ) Tj ET endstream endobj %%EOF \\) ".repeat(100),
        "\u{10ffff}\u{e000}\u{fffe}".repeat(50),
        String::new(),
    ] {
        let blocks = vec![
            Block::Heading(2, text.chars().take(300).collect()),
            Block::text(text.clone()),
            Block::Fact(text.chars().take(200).collect(), text.clone()),
            Block::Item { depth: 200, mark: "9999999999.".to_owned(), runs: vec![Run::plain(text.clone())] },
            Block::Table {
                caption: text.chars().take(50).collect(),
                heads: vec![(text.chars().take(80).collect(), false), ("n".to_owned(), true)],
                rows: vec![vec![text.chars().take(3_000).collect(), long.chars().take(200).collect()]],
            },
        ];
        let title =
            if text.trim().is_empty() { "Titre".to_owned() } else { text.chars().take(160).collect() };
        let start = std::time::Instant::now();
        let pages = read(&made(&paper(&title, blocks)));
        assert!(start.elapsed().as_secs() < 20, "{text:.12}");
        assert!(!pages.is_empty());
    }
    let whole = read(&made(&paper("Long", vec![Block::text(long.clone())])));
    let letters: usize = whole.iter().map(|it| it.matches('a').count()).sum();
    assert!(letters >= 10_000, "every letter is on some sheet: {letters}");
}

#[test]
fn a_table_with_too_many_columns_is_lines_and_too_many_sheets_are_refused() {
    let heads = (0..40).map(|it| (it.to_string(), false)).collect();
    let rows = vec![(0..40).map(|it| it.to_string()).collect()];
    let wide = Block::Table { caption: String::new(), heads, rows };
    assert!(read(&made(&paper("Large", vec![wide])))[0].contains("0 · 1 · 2"));
    let endless = vec![Block::text("x\n".repeat(20_000))];
    assert!(matches!(pdf(&paper("Sans fin", endless), None), Err(NoPaper::TooLong)));
}

#[test]
fn what_is_hung_up_is_one_sheet_however_long_its_words_are() {
    let mut png = std::io::Cursor::new(Vec::new());
    let image = image::RgbaImage::from_pixel(160, 160, image::Rgba([200, 20, 20, 255]));
    image.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let address = "https://musoya.example/attestation/ABCD-EFGH-JKMN-PQRS";
    let blocks = vec![
        Block::text("Nous attestons que"),
        Block::Large("W".repeat(80)),
        Block::text("A participé à la rencontre"),
        Block::Large("W".repeat(160)),
        Block::text("Du 21 novembre 2026 au 22 novembre 2026"),
        Block::text("Fait le 29 novembre 2026"),
        Block::Hint(
            "Le nom est celui que la personne a écrit ; aucune pièce d’identité n’a été demandée.".to_owned(),
        ),
        Block::code(address, format!("Vérifier : {address}")).unwrap(),
    ];
    let mut it = paper("Attestation", blocks);
    it.framed = true;
    it.by = Some("Organisation des femmes de Ségou ".repeat(4));
    let pages = read(&pdf(&it, Some(png.get_ref())).unwrap());
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].matches('W').count(), 240, "every letter of it");
    assert!(pages[0].contains("ABCD-EFGH-JKMN-PQRS"));
}

#[test]
fn a_long_table_says_its_columns_on_each_sheet_and_how_many_rows_stand_on_the_page_alone() {
    let heads = vec![("Organisation".to_owned(), false), ("Personnes".to_owned(), true)];
    let rows = |count: usize| (0..count).map(|it| vec![format!("Rang{it}"), it.to_string()]).collect();
    let table = |count| Block::Table { caption: String::new(), heads: heads.clone(), rows: rows(count) };
    let pages = read(&made(&paper("Long", vec![table(150)])));
    assert!(pages.len() > 2);
    for page in &pages {
        assert!(page.contains("Organisation Personnes"), "{page}");
    }
    let pages = read(&made(&paper("Plus long", vec![table(1_002)])));
    let last = pages.last().unwrap();
    assert!(
        last.contains("Rang999") && last.contains("… et 2 autres lignes : https://musoya.example/"),
        "{last}"
    );
    // Rows of many lines end at the last sheet, not after the last row.
    let tall = vec![vec!["mot ".repeat(3_000), String::new()]; 900];
    let endless = vec![Block::Table { caption: String::new(), heads, rows: tall }];
    let start = std::time::Instant::now();
    assert!(matches!(pdf(&paper("Sans fin", endless), None), Err(NoPaper::TooLong)));
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn a_logo_stands_on_it_and_one_that_is_none_does_not_matter() {
    let mut png = std::io::Cursor::new(Vec::new());
    let image = image::RgbaImage::from_pixel(160, 80, image::Rgba([200, 20, 20, 128]));
    image.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let mut it = paper("Avec logo", vec![Block::Large("Étoile du Nord".to_owned())]);
    it.framed = true;
    let with = pdf(&it, Some(png.get_ref())).unwrap();
    assert!(with.windows(6).any(|it| it == b"/Image"));
    for broken in [&b""[..], b"not a picture", &png.get_ref()[..40]] {
        let without = pdf(&it, Some(broken)).unwrap();
        assert!(read(&without)[0].contains("Étoile du Nord"));
    }
}
