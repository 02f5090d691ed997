//! `/annuaire.csv`, `/annuaire.geojson`, `/sitemap.xml`, `/robots.txt`, and JSON-LD.

use crate::people::Site;
use app::door::{OpenTo, doors};
use model::directory::{Column, ImportOutcome};

/// The cells of a CSV; quotes and line ends inside cells are understood.
fn table(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            other => cell.push(other),
        }
    }
    rows
}

#[tokio::test]
async fn the_spreadsheet_has_a_header_a_row_of_hashtags_and_a_line_for_everybody() {
    let site = Site::open().await;
    let answer = site.visitor().get("/annuaire.csv").await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert!(answer.header("content-disposition").contains("annuaire.csv"));
    let table = table(&answer.text());
    assert_eq!(table.len(), 42);
    assert!(table.iter().all(|row| row.len() == table[0].len()));
    assert_eq!((table[0][0].as_str(), table[1][0].as_str()), ("nom", "#org+name"));
    assert!(table[1].iter().all(|tag| tag.starts_with('#')));
    for column in Column::ALL.iter().filter(|column| **column != Column::State) {
        assert!(table[0].iter().any(|name| name == column.code()), "{}", column.code());
    }
    let codes = table[0].iter().position(|name| name == "codes_regions").unwrap();
    assert_eq!(table[1][codes], "#adm1+code");
}

#[tokio::test]
async fn what_was_exported_is_imported_again_without_changing_anything() {
    let site = Site::open().await;
    for (name, mission) in [
        ("Avec tout", "Première ligne.\n\nDeuxième, avec \"guillemets\" ; et | barre."),
        ("=1+1", "=HYPERLINK(\"http://exemple.ml\")"),
        ("-Tiret", "-2+3 @ rien"),
        ("@Arobase", "+ plus encore"),
        ("'=Apostrophe", "'+ apostrophe"),
    ] {
        let fields = [
            ("mission", mission),
            ("telephones", "+223 20 00 00 01\n20 00 00 02"),
            ("whatsapp", "20 00 00 02"),
            ("zones", "Sikasso > Sikasso\nKolondiéba\nGao"),
            ("langues", "bm"),
            ("domaines", "violences"),
            ("publics", "femmes"),
            ("membre_de", "REJEFPO\nGP/DCF"),
            ("service_titre", "Écoute"),
            ("service_description", "Chaque mardi : de 9 h à 12 h"),
            ("service_verifie_le", "2026-05-14"),
            ("documents", "Rapport = https://exemple.ml/?a=b"),
            ("verifie_le", "2026-11-01"),
            ("messages", "non"),
        ];
        site.house.organization(name, &fields).await;
    }
    let csv = site.visitor().get("/annuaire.csv").await;
    let previewed =
        site.house.platform.preview_import(&site.house.right, "annuaire.csv", &csv.bytes).await.unwrap();
    assert_eq!(previewed.preview.refusals, []);
    let changed: Vec<_> =
        previewed.preview.lines.iter().filter(|line| line.outcome != ImportOutcome::Unchanged).collect();
    assert!(changed.is_empty(), "{changed:#?}");
    assert_eq!(previewed.preview.lines.len(), 45);
}

#[tokio::test]
async fn services_keep_their_titles_and_words_through_the_spreadsheet() {
    let site = Site::empty().await;
    let fields = [
        ("service_titre", "Écoute"),
        ("service_description", "Au local : chaque mardi @ 9 h, ou par courriel à a@exemple.ml"),
        ("service_verifie_le", ""),
        ("service_titre", "Abri @ Ségou : jour et nuit"),
        ("service_description", "Le mardi | le jeudi\nSur rendez-vous @ 12"),
        ("service_verifie_le", ""),
    ];
    site.house.organization("Une organisation", &fields).await;
    let csv = site.visitor().get("/annuaire.csv").await;
    let previewed =
        site.house.platform.preview_import(&site.house.right, "annuaire.csv", &csv.bytes).await.unwrap();
    assert_eq!(previewed.preview.refusals, []);
    assert_eq!(previewed.preview.lines[0].outcome, ImportOutcome::Unchanged, "{:?}", previewed.preview.lines);
}

#[tokio::test]
async fn no_cell_of_the_spreadsheet_is_a_formula() {
    let site = Site::empty().await;
    for name in ["=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(1)"] {
        let fields = [
            ("mission", "=cmd|' /C calc'!A0"),
            ("source", "@SUM(1+1)"),
            ("statut", "+1+cmd"),
            ("telephones", "20 00 00 01"),
        ];
        site.house.organization(name, &fields).await;
    }
    let table = table(&site.visitor().get("/annuaire.csv").await.text());
    for cell in table[2..].iter().flatten() {
        let number = cell.starts_with('+')
            && cell.chars().skip(1).all(|it| it.is_ascii_digit() || it == ' ' || it == '|');
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']) || number, "{cell}");
    }
}

#[tokio::test]
async fn the_coverage_is_a_map_of_places_and_never_of_addresses() {
    let site = Site::open().await;
    let answer = site.visitor().get("/annuaire.geojson").await;
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let map = answer.json();
    assert_eq!(map["type"], "FeatureCollection");
    let features = map["features"].as_array().unwrap();
    assert!(features.len() > 20);
    for feature in features {
        assert_eq!((&feature["type"], &feature["geometry"]["type"]), (&"Feature".into(), &"Point".into()));
        let point = feature["geometry"]["coordinates"].as_array().unwrap();
        let (longitude, latitude) = (point[0].as_f64().unwrap(), point[1].as_f64().unwrap());
        assert!((-12.5..4.5).contains(&longitude) && (10.0..25.1).contains(&latitude), "in Mali: {point:?}");
        let precision = feature["properties"]["precision"].as_str().unwrap();
        assert!(["commune", "region"].contains(&precision));
    }
}

#[tokio::test]
async fn search_engines_are_shown_every_public_page_and_no_other() {
    let site = Site::open().await;
    site.house.organization("Une ébauche", &[("etat", "brouillon")]).await;
    let visitor = site.visitor();
    let answer = visitor.get("/sitemap.xml").await;
    assert!(answer.header("content-type").starts_with("application/xml"));
    let text = answer.text();
    let addresses: Vec<&str> =
        text.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap()).collect();
    let fixed = doors().filter(|door| door.in_sitemap).count();
    let spaces = site.house.platform.spaces().await.unwrap();
    let spaces = spaces.iter().filter(|it| it.is_public()).count();
    assert!(spaces > 0);
    // Organisations, documents, projects with activities, FFOM, articles, campaigns, plans, a path and meetings of the example data.
    assert_eq!(addresses.len(), 40 + 13 + 20 + 2 + 4 + 2 + 2 + 1 + 8 + spaces + fixed);
    assert!(doors().all(|door| !door.in_sitemap || door.open_to == OpenTo::Visitor));
    for address in addresses {
        let path = address.strip_prefix("http://musoya.test").expect("our own address");
        let html = visitor.read(path).await;
        assert!(!html.contains("content=\"noindex\""), "{path}");
    }
    let robots = visitor.read("/robots.txt").await;
    assert!(robots.contains("Sitemap: http://musoya.test/sitemap.xml"));
    for combined in ["/projets/ffom?", "/projets/ffom/*/comparer?"] {
        assert!(robots.contains(&format!("Disallow: {combined}\n")), "{combined}");
    }
    assert!(robots.contains("Disallow: /admin") && !robots.lines().any(|line| line == "Disallow: /"));
}

#[tokio::test]
async fn a_host_that_is_no_host_does_not_get_into_our_addresses() {
    use axum::body::Body;
    use axum::http::Request;
    let site = Site::open().await;
    for path in ["/sitemap.xml", "/annuaire/rejefpo", "/annuaire.csv"] {
        let request = Request::get(path).header("host", "x\"><script>alert(1)</script>");
        let mut request = request.body(Body::empty()).unwrap();
        request.headers_mut().remove("cookie");
        let response = tower::ServiceExt::oneshot(site.router.clone(), request).await.unwrap();
        let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
        assert!(!String::from_utf8_lossy(&body).contains("alert(1)"), "{path}");
    }
}

#[tokio::test]
async fn the_card_of_an_organisation_is_one_file_that_says_what_its_page_says_and_runs_nothing() {
    Site::on_both_engines(async |site| {
        let fields = [
            ("mission", "Écouter <b>&</b> accompagner."),
            ("telephones", "20 00 00 01"),
            ("zones", "Kolondiéba"),
        ];
        let it = site.house.organization("Femmes <script>alert(1)</script> debout", &fields).await;
        let visitor = site.visitor();
        let answer = visitor.get(&format!("/annuaire/{}/carte.html", it.slug)).await;
        let html = answer.text();
        assert_eq!(
            answer.header("content-disposition"),
            format!("attachment; filename=\"{}.html\"", it.slug)
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        for words in [
            "Écouter &lt;b&gt;&amp;&lt;/b&gt; accompagner.",
            "tel:+22320000001",
            "Kolondiéba",
            "musoya.test/annuaire/",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        for none in ["<script", "src=", "<link", "@import", "url(", "<form"] {
            assert!(!html.contains(none), "{none}: {html}");
        }
        assert!(html.len() < 8_000, "{} bytes", html.len());
        for state in ["brouillon", "masque"] {
            let it = site.house.organization(&format!("Cachée {state}"), &[("etat", state)]).await;
            let answer = visitor.get(&format!("/annuaire/{}/carte.html", it.slug)).await;
            assert_eq!(answer.status.as_u16(), 404);
            assert!(!answer.text().contains("Cachée"));
        }
    })
    .await;
}
