//! `/annuaire/{slug}`: one organisation, and who may see it.

use crate::people::{Site, attributes, main_of};
use app::t::{self, Locale};
use axum::http::StatusCode;

const LOCALE: Locale = Locale::French;

#[tokio::test]
async fn a_visitor_sees_who_what_where_and_how_to_reach_it() {
    let site = Site::empty().await;
    site.house.organization("Une alliance", &[("type", "alliance")]).await;
    let fields = [
        ("sigle", "RFT"),
        ("mission", "Faire reculer les violences."),
        ("telephones", "20 00 00 01"),
        ("whatsapp", "76 00 00 02"),
        ("zones", "Ségou"),
        ("domaines", "violences"),
        ("service_titre", "Écoute"),
        ("documents", "Rapport = https://exemple.ml/rapport.pdf"),
        ("membre_de", "Une alliance"),
        ("verifie_le", "2026-05-14"),
        ("source", "Entretien, mai 2026"),
        ("site", "https://exemple.ml/"),
    ];
    site.house.organization("Réseau des femmes de Ségou", &fields).await;
    let html = site.visitor().read("/annuaire/rft").await;
    let main = main_of(&html);
    for words in
        ["Réseau des femmes de Ségou", "Faire reculer", "Écoute", "14 mai 2026", "Entretien, mai 2026"]
    {
        assert!(main.contains(words), "{words}");
    }
    let hrefs = attributes(main, "href");
    for href in [
        "tel:+22320000001",
        "https://wa.me/22376000002",
        "/annuaire/rft/message",
        "/annuaire/rft/erreur",
        "/annuaire/rft/fiche",
        "https://exemple.ml/rapport.pdf",
        "https://exemple.ml/",
        "/annuaire/une-alliance",
        "/annuaire?region=segou",
        "/annuaire?domaine=violences",
    ] {
        assert!(hrefs.iter().any(|it| it == href), "{href}: {hrefs:?}");
    }
    assert!(html.contains("<title>Réseau des femmes de Ségou"));
    assert!(html.contains("<link rel=\"canonical\" href=\"http://musoya.test/annuaire/rft\""));
    let parent = site.visitor().read("/annuaire/une-alliance").await;
    assert!(attributes(main_of(&parent), "href").contains(&"/annuaire/rft".to_owned()));
}

#[tokio::test]
async fn what_is_not_published_is_there_for_staff_alone() {
    let site = Site::empty().await;
    for (name, state) in [("Ébauche", "brouillon"), ("Masquée", "masque")] {
        site.house.organization(name, &[("etat", state)]).await;
    }
    let (visitor, awa) = (site.visitor(), site.awa().await);
    for slug in ["ebauche", "masquee"] {
        for end in ["", "/fiche", "/message", "/erreur"] {
            let answer = visitor.get(&format!("/annuaire/{slug}{end}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{slug}{end}");
            assert!(!main_of(&answer.text()).contains("bauche") && !answer.text().contains("Masquée"));
        }
        let html = awa.read(&format!("/annuaire/{slug}")).await;
        assert!(html.contains("noindex"));
        assert!(attributes(&html, "href").contains(&format!("/admin/organisations/{slug}")));
    }
}

#[tokio::test]
async fn an_unknown_page_or_slug_is_a_404_page_with_a_way_out() {
    let site = Site::open().await;
    for path in [
        "/nulle-part",
        "/annuaire/nulle-part",
        "/annuaire/%FF%FE",
        "/annuaire/rejefpo=x",
        "/annuaire/reje%26fpo",
        "/annuaire/rejefpo/autre",
        "/logo/abc.png",
        "/logo/%00.png",
        "/pkg/rien.js",
        "/annuaire/../admin/x",
    ] {
        let answer = site.visitor().get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        if path.starts_with("/pkg") {
            assert!(!answer.header("content-type").contains("html"), "a missing file is no page");
        } else {
            assert!(answer.is_a_page(), "{path}");
        }
    }
}

#[tokio::test]
async fn what_people_write_never_becomes_markup() {
    let site = Site::empty().await;
    let evil = [
        "</title><script>alert(1)</script>",
        "</textarea><script>alert(2)</script>",
        "\"><img src=x onerror=alert(3)>",
        "</script><script>alert(4)</script>",
        "<!-- <b> & ' \" --> <svg onload=alert(5)>",
    ];
    for (number, name) in evil.iter().enumerate() {
        let service = format!("{name} {number}");
        let fields = [
            ("sigle", "<b>x"),
            ("mission", *name),
            ("autres_noms", *name),
            ("statut", *name),
            ("source", *name),
            ("service_titre", service.as_str()),
            ("service_description", *name),
            ("documents", "</script><script> = https://exemple.ml/"),
            ("zones", "Kayes"),
            ("type", "par"),
        ];
        site.house.organization(name, &fields).await;
        let member = format!("Membre {number}");
        site.house.organization(&member, &[("membre_de", *name)]).await;
    }
    let awa = site.awa().await;
    let slugs: Vec<String> =
        site.house.platform.catalogue().await.unwrap().all().map(|it| it.slug.clone()).collect();
    let mut paths: Vec<String> =
        ["/", "/annuaire", "/annuaire/reseau", "/carte?region=kayes", "/admin/organisations"]
            .map(str::to_owned)
            .into();
    for slug in slugs {
        for (before, after) in [
            ("/annuaire/", ""),
            ("/annuaire/", "/fiche"),
            ("/annuaire/", "/message"),
            ("/annuaire/", "/erreur"),
            ("/admin/organisations/", ""),
            ("/admin/organisations/", "/etat"),
        ] {
            paths.push(format!("{before}{slug}{after}"));
        }
    }
    let search = "%3C%2Fscript%3E%3Cscript%3Ealert(6)%3C%2Fscript%3E%22%3E%3Cimg";
    paths.push(format!("/annuaire?q={search}"));
    paths.push(format!("/annuaire?region={search}"));
    paths.push(format!("/connexion?suite=/{search}"));
    for path in paths {
        let html = awa.read(&path).await;
        for sign in ["<script>", "<img src=x", "<svg onload", "</title><script", "<b>x"] {
            assert!(!html.contains(sign), "{path}: {sign}");
        }
        assert_eq!(html.matches("<title>").count(), 1, "{path}");
        for (opening, closing) in
            [("<textarea", "</textarea>"), ("<script", "</script>"), ("<title", "</title>")]
        {
            assert_eq!(html.matches(opening).count(), html.matches(closing).count(), "{path}: {opening}");
        }
    }
}

#[tokio::test]
async fn what_people_write_is_shown_as_they_wrote_it() {
    let site = Site::empty().await;
    let name = "</title><script>alert(1)</script>";
    let slug = site.house.organization(name, &[("mission", name)]).await.slug;
    let html = site.visitor().read(&format!("/annuaire/{slug}")).await;
    let title = html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    assert!(crate::people::resolved(title).starts_with(name), "{title}");
    let json = html
        .split("type=\"application/ld+json\">")
        .nth(1)
        .expect("JSON-LD")
        .split("</script>")
        .next()
        .unwrap();
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON-LD is JSON");
    assert_eq!((&json["name"], &json["description"]), (&name.into(), &name.into()));
    let form = site.awa().await.read(&format!("/admin/organisations/{slug}")).await;
    let typed = form.split("name=\"mission\"").nth(1).unwrap().split_once('>').unwrap().1;
    assert_eq!(crate::people::resolved(typed.split("</textarea>").next().unwrap()), name);
}

#[tokio::test]
async fn the_printable_sheet_carries_a_code_that_leads_back() {
    let site = Site::open().await;
    let html = site.visitor().read("/annuaire/rejefpo/fiche").await;
    assert!(html.contains("class=\"qr\"") && html.contains("<svg"));
    assert!(html.contains("musoya.test/annuaire/rejefpo"));
}

#[tokio::test]
async fn an_invented_organisation_says_so_and_takes_no_messages() {
    let site = Site::open().await;
    let catalogue = site.house.platform.catalogue().await.unwrap();
    let invented = catalogue.published().find(|it| it.is_invented()).expect("one of the example data");
    let html = site.visitor().read(&format!("/annuaire/{}", invented.slug)).await;
    assert!(html.contains(t::organization::example_notice(LOCALE)));
    assert!(!attributes(main_of(&html), "href").iter().any(|href| href.ends_with("/message")));
}

#[tokio::test]
async fn the_site_says_that_it_shows_examples_for_as_long_as_it_does() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let banner = t::common::example_banner(LOCALE);
    for path in ["/", "/annuaire", "/carte", "/annuaire/qui-fait-quoi"] {
        assert!(visitor.read(path).await.contains(banner), "{path}");
    }
    site.house.platform.remove_example(&site.house.right).await.unwrap();
    for path in ["/", "/annuaire", "/carte", "/annuaire/qui-fait-quoi"] {
        assert!(!visitor.read(path).await.contains(banner), "{path}");
    }
}
