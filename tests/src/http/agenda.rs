//! `/agenda` and what organisations enter of their meetings, with plain forms, and what leaves of it for calendars.

use super::accounts::signed_in;
use crate::people::{OWN_WORDS, Person, Site, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;
use model::id::OrganizationId;

pub(super) const DESK: &str = "/compte/organisations/femmes-de-segou/rencontres";

/// A published meeting of this organisation, and a draft of one.
pub(super) async fn meetings(site: &Site, own: OrganizationId) {
    let librarian = site.house.right.librarian_of(own);
    for (title, shown) in [("Une rencontre", true), ("Une rencontre à venir", false)] {
        let form = Fields::from([
            ("titre", title),
            ("genre", "atelier"),
            ("du", "2026-12-01"),
            ("region", "segou"),
            ("inscription", "oui"),
        ]);
        let entered = site.house.platform.enter_event(&librarian.contributor(), &form).await.unwrap();
        site.house.platform.show_event(&librarian, &entered.slug, shown).await.unwrap();
    }
}

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

/// A form with these fields, in ten days at Ségou unless they say otherwise.
pub(super) fn form<'a>(title: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![("titre", title)];
    form.extend(more);
    let has = |name: &str| more.iter().any(|(own, _)| *own == name);
    let usual = [("genre", "atelier"), ("region", "segou"), ("inscription", "oui")];
    form.extend(usual.into_iter().filter(|(name, _)| !has(name)));
    if !has("du") {
        form.extend([("du", "2026-12-01"), ("de_heure", "09:00"), ("a_heure", "12:30")]);
    }
    form
}

/// A published meeting with its address.
pub(super) async fn published(
    (mariam, fanta): (&Person, &Person),
    title: &str,
    more: &[(&str, &str)],
) -> String {
    let entered = mariam.post(&format!("{DESK}/nouvelle"), &form(title, more)).await;
    let sheet = entered.header("location").split('?').next().unwrap().to_owned();
    let shown = fanta.post(&sheet, &[("acte", "publier")]).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text());
    sheet.trim_end_matches("/modifier").to_owned()
}

#[tokio::test]
async fn a_member_announces_a_meeting_the_focal_point_publishes_it_and_a_visitor_finds_it() {
    let (site, mariam, fanta) = site().await;
    let more = [("salle", "Maison des femmes"), ("places", "20"), ("description", "Venez **nombreuses**.")];
    let entered = mariam.post(&format!("{DESK}/nouvelle"), &form("Lire le budget", &more)).await;
    let sheet = "/agenda/lire-le-budget/modifier";
    assert_eq!(entered.header("location"), format!("{sheet}?enregistre=1"), "{}", entered.text());
    assert_eq!(site.visitor().get("/agenda/lire-le-budget").await.status, StatusCode::NOT_FOUND);
    assert!(mariam.read(sheet).await.contains("Le point focal de votre organisation publie"));
    assert_eq!(mariam.post(sheet, &[("acte", "publier")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(fanta.post(sheet, &[("acte", "publier")]).await.status, StatusCode::SEE_OTHER);
    let html = site.visitor().read("/agenda/lire-le-budget").await;
    let main = main_of(&html);
    for said in ["1er décembre 2026, de 9 h à 12 h 30", "Ségou", "20 places", "<strong>nombreuses</strong>"]
    {
        assert!(main.contains(said), "{said}: {main}");
    }
    assert!(!html.contains("Maison des femmes"), "the exact place is told to those who register");
    assert!(html.contains("\"@type\":\"Event\"") && html.contains("\"startDate\":\"2026-12-01T09:00:00Z\""));
    let list = site.visitor().read("/agenda?region=segou&genre=atelier&mois=2026-12").await;
    assert!(list.contains("1 rencontre à venir") && list.contains("/agenda/lire-le-budget"), "{list}");
    // There is no search among meetings; who tries is not told that hers was too long.
    let searched = site.visitor().read("/agenda?q=budget").await;
    assert!(searched.contains("role=\"status\"") && !searched.contains("trop longue"), "{searched}");
    assert!(mariam.read(DESK).await.contains("Lire le budget"));
    assert!(site.visitor().read("/sitemap.xml").await.contains("/agenda/lire-le-budget</loc>"));
    // Called off: it stays, and says why.
    let silent = fanta.post(sheet, &[("acte", "annuler"), ("raison", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    fanta.post(sheet, &[("acte", "annuler"), ("raison", "La route est coupée.")]).await;
    let html = site.visitor().read("/agenda/lire-le-budget").await;
    assert!(html.contains("Cette rencontre n’a pas lieu") && html.contains("La route est coupée."), "{html}");
    assert!(html.contains("EventCancelled"));
}

#[tokio::test]
async fn a_meeting_that_is_refused_or_changed_meanwhile_comes_back_with_everything_typed() {
    let (_site, mariam, _) = site().await;
    let wrong = [
        ("titre", ""),
        ("genre", "fête"),
        ("du", "2026-02-30"),
        ("de_heure", "25h"),
        ("au", "hier"),
        ("commune", ""),
        ("lien", "javascript:alert(1)"),
        ("inscription", "oui"),
        ("places", "-3"),
        ("description", "Des mots que je ne veux pas perdre."),
    ];
    let refused = mariam.post(&format!("{DESK}/nouvelle"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    for said in [
        "Ce champ est obligatoire.",
        "Cette date n’est pas lisible.",
        "Cette heure n’est pas lisible.",
        "Écrivez un nombre entre 1 et 10000.",
        ">Des mots que je ne veux pas perdre.</textarea>",
    ] {
        assert!(html.contains(said), "{said}: {}", main_of(&html));
    }
    for typed in ["2026-02-30", "25h", "hier", "javascript:alert(1)", "-3"] {
        assert!(attributes(&html, "value").contains(&typed.to_owned()), "{typed}");
    }
    let nowhere = mariam.post(&format!("{DESK}/nouvelle"), &form("Nulle part", &[("region", "")])).await;
    assert!(nowhere.text().contains("Dites où"), "{}", main_of(&nowhere.text()));
    mariam.post(&format!("{DESK}/nouvelle"), &form("Nulle part", &[])).await;
    let sheet = "/agenda/nulle-part/modifier";
    let version = |title: &'static str| form(title, &[("version", "1")]);
    assert_eq!(mariam.post(sheet, &version("Au marché")).await.status, StatusCode::SEE_OTHER);
    let late = mariam.post(sheet, &version("À la mairie")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    assert!(
        html.contains("Au marché") && attributes(&html, "value").contains(&"À la mairie".to_owned()),
        "{html}"
    );
    let thrown = mariam.post(sheet, &[("acte", "jeter")]).await;
    assert_eq!(thrown.header("location"), format!("{DESK}?jete=1"));
}

#[tokio::test]
async fn a_calendar_follows_the_agenda_and_takes_one_meeting_along() {
    let (site, mariam, fanta) = site().await;
    let people = (&mariam, &fanta);
    let long = "Une rencontre, avec un titre; qui est bien plus long que ce qu’une seule ligne de calendrier peut tenir";
    let path = published(people, long, &[("salle", "Chez la trésorière")]).await;
    published(people, "Trois jours", &[("du", "2026-12-28"), ("au", "2026-12-30"), ("region", "gao")]).await;
    published(people, "Entre nous", &[("pour", "membres")]).await;
    let feed = site.visitor().get("/agenda.ics").await;
    assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
    let text = feed.text();
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") && text.ends_with("END:VCALENDAR\r\n")
    );
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let whole = text.replace("\r\n ", "");
    for said in [
        "DTSTART:20261201T090000Z",
        "DTEND:20261201T123000Z",
        "DTSTART;VALUE=DATE:20261228",
        "DTEND;VALUE=DATE:20261231",
        "SUMMARY:Une rencontre\\, avec un titre\\; qui",
        "STATUS:CONFIRMED",
        "LOCATION:Ségou",
    ] {
        assert!(whole.contains(said), "{said}: {whole}");
    }
    assert!(!whole.contains("Entre nous") && !whole.contains("trésorière"), "{whole}");
    let narrowed = site.visitor().read("/agenda.ics?region=gao").await;
    assert!(narrowed.contains("Trois jours") && !narrowed.contains("20261201T09"), "{narrowed}");
    let file = site.visitor().get(&format!("{path}/rencontre.ics")).await;
    assert!(file.header("content-disposition").ends_with(".ics\""));
    assert_eq!(file.text().matches("BEGIN:VEVENT").count(), 1);
    assert!(!file.text().contains("trésorière"));
    let members = site.visitor().get("/agenda/entre-nous/rencontre.ics").await;
    assert_eq!(members.status, StatusCode::NOT_FOUND);
    assert!(mariam.read("/agenda/entre-nous/rencontre.ics").await.contains("SUMMARY:Entre nous"));
    fanta.post(&format!("{path}/modifier"), &[("acte", "annuler"), ("raison", "La pluie.")]).await;
    assert!(site.visitor().read("/agenda.ics").await.contains("STATUS:CANCELLED"));
}

#[tokio::test]
async fn what_is_said_of_a_meeting_runs_nowhere_and_strange_addresses_do_no_harm() {
    let (site, mariam, fanta) = site().await;
    let evil = "</title><script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> ߞߎߡߊ";
    let more = [("description", evil), ("salle", evil), ("serie", "<b>serie</b>"), ("adresse", "tous")];
    let path = published((&mariam, &fanta), "</title><script>alert(1)</script>", &more).await;
    let visitor = site.visitor();
    for page in [&path, "/agenda", "/"] {
        let html = visitor.read(page).await;
        for bad in ["<script>alert", "<img src=x", "href=\"javascript:", "<b>serie"] {
            assert!(!html.contains(bad), "{bad} in {page}: {html}");
        }
    }
    for strange in
        ["?apres=%F0%9F%98%80", "?region=nulle-part&x=y", "?q=%00", "?mois=2026-99", "?quand=demain"]
    {
        for page in ["/agenda", "/agenda.ics"] {
            assert_eq!(
                visitor.get(&format!("{page}{strange}")).await.status,
                StatusCode::OK,
                "{page}{strange}"
            );
        }
    }
    assert_eq!(visitor.get("/agenda/inconnue").await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get("/agenda/inconnue/rencontre.ics").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_example_meetings_are_read_and_go_with_the_other_examples() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let list = visitor.read("/agenda").await;
    assert!(list.contains("2 rencontres à venir") && list.contains("(exemple)"), "{}", main_of(&list));
    let past = visitor.read("/agenda?quand=passees").await;
    assert!(
        past.contains("6 rencontres passées") && past.contains("du 17 novembre 2025 au 20 novembre 2025")
    );
    let session = visitor.read("/agenda/session-technique-cocem-kayes").await;
    assert!(session.contains("/projets/activites/session-technique-cocem-kayes"), "it leads to its report");
    site.house.platform.remove_example(&site.house.right).await.unwrap();
    assert!(visitor.read("/agenda").await.contains("Pas de rencontre annoncée"));
}

#[tokio::test]
async fn the_feeds_tell_what_was_published_last_and_no_exact_place() {
    let (site, mariam, fanta) = site().await;
    let venue = ("salle", "Maison des femmes");
    // Entered first, published last.
    let first = mariam.post(&format!("{DESK}/nouvelle"), &form("Entrée <d’abord>", &[venue])).await;
    let first = first.header("location").split('?').next().unwrap().to_owned();
    published((&mariam, &fanta), "Entre nous", &[("pour", "membres")]).await;
    published((&mariam, &fanta), "Entrée ensuite", &[venue]).await;
    site.house.clock.advance(crate::people::HOUR);
    fanta.post(&first, &[("acte", "publier")]).await;
    for who in [&site.visitor(), &fanta] {
        let feed = who.read("/agenda.atom").await;
        let at = |words: &str| feed.find(words).unwrap_or_else(|| panic!("{words}: {feed}"));
        assert!(at("Entrée &lt;d’abord&gt;") < at("Entrée ensuite"), "{feed}");
        assert!(!feed.contains("Maison des femmes") && !feed.contains("Entre nous"), "{feed}");
    }
    assert!(site.visitor().read("/agenda").await.contains("href=\"/agenda.atom\""));
    let open = Site::open().await;
    let reports = open.visitor().read("/activites.atom").await;
    assert!(!reports.contains("<published>"), "when its draft was begun is nobody's news");
    assert!(reports.matches("<entry>").count() > 3 && reports.contains("COCEM"), "{reports}");
}
