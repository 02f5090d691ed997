//! `/projets`, `/capitalisation`, `/chiffres` and what organisations enter of their work, with plain forms, and what leaves of it.

use super::accounts::signed_in;
use crate::people::{OWN_WORDS, Person, Site, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;
use model::directory::State;
use std::io::Read as _;

/// A site with an organisation, a member and its focal point, signed in.
pub(super) async fn site() -> (Site, Person, Person) {
    let site = Site::empty().await;
    let own = site.house.organization("Femmes de Ségou", &[]).await.id;
    site.house.member("Mariam", own, Role::Member).await;
    site.house.member("Fanta", own, Role::FocalPoint).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
    (site, mariam, fanta)
}

const DESK: &str = "/compte/organisations/femmes-de-segou/projets";
pub(super) const BEGIN: &str = "/compte/organisations/femmes-de-segou/activites/nouvelle";

#[tokio::test]
async fn a_member_enters_a_project_and_the_focal_point_publishes_it() {
    let (site, mariam, fanta) = site().await;
    let form = [
        ("titre", "La paix au marché"),
        ("statut", "en-cours"),
        ("partenaire", "Ambassade (exemple)"),
        ("role", "bailleur"),
        ("lieux", "Ségou > Markala"),
        ("domaines", "paix"),
        ("prevu_du", "2027"),
        ("budget", "12 500 000"),
        ("indicateur", "Conflits traités"),
        ("mesure", "nombre"),
        ("periode_du", "2026"),
        ("cible", "10"),
        ("atteint", "4"),
    ];
    let entered = mariam.post(&format!("{DESK}/nouveau"), &form).await;
    assert_eq!(
        entered.header("location"),
        "/projets/la-paix-au-marche/modifier?enregistre=1",
        "{}",
        entered.text()
    );
    let path = "/projets/la-paix-au-marche";
    assert_eq!(site.visitor().get(path).await.status, StatusCode::NOT_FOUND);
    let sheet = mariam.read(&format!("{path}/modifier")).await;
    assert!(
        sheet.contains("Le point focal de votre organisation publie") && !sheet.contains("value=\"publier\"")
    );
    let by_herself = mariam.post(&format!("{path}/modifier"), &[("acte", "publier")]).await;
    assert_eq!(by_herself.status, StatusCode::FORBIDDEN);
    let shown = fanta.post(&format!("{path}/modifier"), &[("acte", "publier")]).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text());
    let html = site.visitor().read(path).await;
    for said in ["La paix au marché", "Ambassade (exemple)", "Markala", "Conflits traités", "Bailleur"] {
        assert!(main_of(&html).contains(said), "{said}: {html}");
    }
    assert!(!html.contains("12\u{202f}500\u{202f}000"), "the budget is shown to nobody else");
    assert!(fanta.read(path).await.contains("12\u{202f}500\u{202f}000"));
    assert_eq!(mariam.get(&format!("{path}/modifier")).await.status, StatusCode::FORBIDDEN);
    let list = site.visitor().read("/projets?region=segou&statut=en-cours").await;
    assert!(list.contains("1 projet trouvé") && list.contains(path), "{list}");
    assert!(mariam.read(DESK).await.contains("La paix au marché"));
}

#[tokio::test]
async fn an_organisation_that_nobody_sees_is_named_in_no_export() {
    let (site, mariam, fanta) = site().await;
    mariam.post(&format!("{DESK}/nouveau"), &[("titre", "Un puits"), ("statut", "en-cours")]).await;
    fanta.post("/projets/un-puits/modifier", &[("acte", "publier")]).await;
    let all =
        async || site.visitor().read("/projets.json").await + &site.visitor().read("/projets.csv").await;
    assert!(all().await.contains("Femmes de Ségou"));
    let (platform, right) = (&site.house.platform, &site.house.right);
    platform.set_organization_state(right, "femmes-de-segou", State::Hidden).await.unwrap();
    let hidden = all().await;
    assert!(hidden.contains("Un puits") && !hidden.contains("Femmes de Ségou"), "{hidden}");
}

#[tokio::test]
async fn a_project_that_is_refused_or_changed_meanwhile_comes_back_with_everything_typed() {
    let (_site, mariam, _) = site().await;
    let wrong = [
        ("titre", ""),
        ("statut", "en-cours"),
        ("partenaire", ""),
        ("role", "bailleur"),
        ("reel_du", "2020"),
        ("reel_au", "2019"),
        ("lieux", "Atlantide"),
        ("description", "Des mots que je ne veux pas perdre."),
        ("indicateur", "Conflits"),
        ("cible", "-3"),
        ("budget", "beaucoup"),
        ("monnaie", "francs"),
    ];
    let refused = mariam.post(&format!("{DESK}/nouveau"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    for said in [
        "Ce champ est obligatoire.",
        "La fin vient avant le début.",
        "Nous ne connaissons pas ce lieu",
        "Une monnaie s’écrit avec trois lettres.",
        ">Des mots que je ne veux pas perdre.</textarea>",
        ">Atlantide</textarea>",
    ] {
        assert!(html.contains(said), "{said}: {}", main_of(&html));
    }
    for typed in ["2019", "Conflits", "-3", "beaucoup", "francs"] {
        assert!(attributes(&html, "value").contains(&typed.to_owned()), "{typed}");
    }
    for place in ["partenaires", "indicateurs", "lieux", "reel_au"] {
        assert!(
            html.contains(&format!("href=\"#{place}\"")) && html.contains(&format!("id=\"{place}\"")),
            "{place}"
        );
    }
    let form = |title: &'static str, version: &'static str| {
        [("titre", title), ("statut", "en-cours"), ("version", version), ("lieux", "Ségou")]
    };
    mariam.post(&format!("{DESK}/nouveau"), &form("Puits", "")).await;
    let sheet = "/projets/puits/modifier";
    mariam.post(sheet, &form("Puits de femmes", "1")).await;
    let late = mariam.post(sheet, &form("Puits et jardins", "1")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    assert!(
        html.contains("Quelqu’un d’autre a modifié ce projet") && html.contains("Puits de femmes"),
        "{html}"
    );
    assert!(
        attributes(&html, "value").contains(&"Puits et jardins".to_owned()),
        "what she wrote is still there"
    );
    let version =
        attributes(&html, "value").into_iter().find(|it| it == "2").expect("the version that is kept");
    let again = [("titre", "Puits et jardins"), ("statut", "en-cours"), ("version", version.as_str())];
    assert_eq!(mariam.post(sheet, &again).await.status, StatusCode::SEE_OTHER);
    let thrown = mariam.post(sheet, &[("acte", "jeter")]).await;
    assert_eq!(thrown.header("location"), format!("{DESK}?jete=1"));
}

#[tokio::test]
async fn what_is_told_runs_nowhere() {
    let (site, mariam, fanta) = site().await;
    let evil =
        "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> 😀 تحدثنا ߞߎߡߊ";
    let form = [
        ("titre", "</title><script>alert(1)</script>"),
        ("statut", "en-cours"),
        ("description", evil),
        ("menee_par", evil),
    ];
    let entered = mariam.post(&format!("{DESK}/nouveau"), &form).await;
    let sheet = entered.header("location").split('?').next().unwrap().to_owned();
    fanta.post(&sheet, &[("acte", "publier")]).await;
    let begin = [
        ("titre", "</title><script>alert(1)</script>"),
        ("genre", "atelier"),
        ("region", "segou"),
        ("du", "2025"),
        ("fait", evil),
        ("aide", evil),
        ("forces", evil),
        ("recommandations", evil),
        ("organisateurs", evil),
        ("serie", "<b>serie</b>"),
    ];
    let begun = mariam.post(BEGIN, &begin).await;
    let whole = begun.header("location").split("/modifier").next().unwrap().to_owned();
    let published = fanta.post(&format!("{whole}/modifier"), &[("acte", "publier")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text());
    let visitor = site.visitor();
    let project = sheet.trim_end_matches("/modifier").to_owned();
    let series = "/projets/series/femmes-de-segou/b-serie-b";
    for path in [&project, &whole, "/projets", "/projets/activites", "/capitalisation", "/chiffres", series] {
        let html = visitor.read(path).await;
        for bad in ["<script>alert", "<img src=x", "href=\"javascript:", "<b>serie"] {
            assert!(!html.contains(bad), "{bad} in {path}: {html}");
        }
    }
    let xml = visitor.get("/annuaire/femmes-de-segou/iati.xml").await.text();
    assert!(!xml.contains("<script>"));
    assert!(visitor.read(&whole).await.contains("ߞߎߡߊ"));
}

#[tokio::test]
async fn the_example_data_is_read_added_up_and_taken_along() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let list = visitor.read("/projets").await;
    assert!(list.contains("6 projets trouvés"), "{}", main_of(&list));
    let programme = visitor.read("/projets/consolidation-de-la-paix-a-la-base-au-mali").await;
    for said in [
        "Peace Direct",
        "WANEP-Mali",
        "Un thé pour la paix (exemple)",
        "Cérémonie de clôture",
        "30 avril 2019",
    ] {
        assert!(programme.contains(said), "{said}: {}", main_of(&programme));
    }
    let series = visitor.read("/projets/series/pvf/sessions-techniques-cocem").await;
    assert!(series.contains("288 personnes") && series.contains("Session technique COCEM, Gao"), "{series}");
    let figures = visitor.read("/chiffres").await;
    assert!(figures.contains("288 personnes, d’après 6 rapports"), "{}", main_of(&figures));
    let gao = visitor.read("/chiffres?region=gao").await;
    assert!(!gao.contains("288"), "how many of them came to Gao nobody knows");
    let map = visitor.read("/projets/carte").await;
    assert!(
        map.contains("Carte du Mali : nombre d’activités par région") && map.contains("class=\"matrix\"")
    );
    assert!(map.contains("href=\"/projets/activites?region=sikasso\""), "{}", main_of(&map));
    let women = visitor.read("/projets/activites/jeunes-femmes-et-politique-une-journee-d-echange").await;
    assert!(women.contains("30 personnes") && women.contains("Former et accompagner les débutantes."));
    let helped =
        visitor.read("/capitalisation?dans=aide&domaine=participation-politique&region=sikasso").await;
    assert!(helped.contains("des cailloux pour compter les millions"), "{}", main_of(&helped));
    for strange in ["?apres=%F0%9F%98%80", "?region=nulle-part&x=y", "?q=%00", "?annee=99999"] {
        for path in [
            "/projets",
            "/projets/activites",
            "/capitalisation",
            "/chiffres",
            "/projets/carte",
            "/projets.json",
        ] {
            assert_eq!(
                visitor.get(&format!("{path}{strange}")).await.status,
                StatusCode::OK,
                "{path}{strange}"
            );
        }
    }
    let csv = visitor.get("/projets.csv?region=sikasso").await;
    let text = csv.text();
    let mut lines = text.lines();
    let (head, tags) = (lines.next().unwrap(), lines.next().unwrap());
    assert!(
        head.starts_with("organisation,") && tags.starts_with("#org+name+impl,#org+code+impl,#org+type,")
    );
    assert_eq!(head.split(',').count(), tags.split(',').count());
    for tag in ["#adm1+code", "#adm3+code", "#date+start", "#reached+f+adults", "#reached+idps", "#meta+id"] {
        assert!(tags.split(',').any(|it| it == tag), "{tag}");
    }
    assert!(text.contains("Les femmes de Sikasso préparent le budget communal (exemple)"), "{text}");
    assert!(!text.contains("COCEM, Gao"), "only what was chosen");
    let sheet = visitor.get("/projets.xlsx").await;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&sheet.bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    assert!(
        xml.contains("#org+name+impl") && xml.contains("<v>30</v>") && !xml.contains("<f>"),
        "numbers, no formula"
    );
    let iati = visitor.get("/annuaire/wanep-mali/iati.xml").await.text();
    let order = [
        "<iati-identifier>",
        "<reporting-org ",
        "<title>",
        "<description type=\"1\">",
        "<participating-org ",
        "<activity-status code=\"4\"/>",
        "<activity-date type=\"2\" iso-date=\"2018-01-01\"/>",
        "<activity-date type=\"4\" iso-date=\"2019-04-30\"/>",
        "<recipient-country code=\"ML\"/>",
        "<location>",
        "<sector vocabulary=\"1\" code=\"15220\" percentage=\"100\"/>",
        "<document-link ",
        "<related-activity ",
        "<result type=\"1\">",
        "<indicator measure=\"1\">",
        "<period-start iso-date=\"2018-01-01\"/>",
        "<actual value=\"20\"/>",
    ];
    let places: Vec<usize> =
        order.iter().map(|it| iati.find(it).unwrap_or_else(|| panic!("{it}: {iati}"))).collect();
    assert!(places.is_sorted(), "the schema's order: {places:?}");
    site.house.platform.remove_example(&site.house.right).await.unwrap();
    assert!(visitor.read("/projets").await.contains("Pas encore de projet"));
    assert!(visitor.read("/projets/activites").await.contains("Pas encore d’activité"));
}
