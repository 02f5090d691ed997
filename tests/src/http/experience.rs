//! `/forum/brouillons` and `/forum/experiences` through HTTP: told with plain forms, read by everybody, with nothing that runs.

use super::accounts::signed_in;
use super::measures::Town;
use crate::files::mp3;
use crate::people::{OWN_WORDS, Person, Site, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;
use model::forum::Step;

/// A site with two spaces and two members who signed in.
async fn forum() -> (Site, Person, Person) {
    let site = Site::empty().await;
    let organization = site.house.organization("Femmes de Ségou", &[]).await;
    for (name, audience) in [("Partage", "public"), ("Points focaux", "membres")] {
        let fields = Fields::from([("nom", name), ("public", audience)]);
        site.house.platform.make_space(&site.house.right, &fields).await.unwrap();
    }
    for name in ["Fanta", "Mariam"] {
        site.house.member(name, organization.id, Role::Member).await;
    }
    let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    (site, fanta, mariam)
}

/// Begins in this space, and gives the address of the whole.
async fn begin(who: &Person, space: &str) -> String {
    let begun = who.post(&format!("/forum/{space}/experience"), &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    begun.header("location").strip_suffix("/titre").expect("the first step").to_owned()
}

const ANSWERS: [(&str, &[(&str, &str)]); 6] = [
    ("titre", &[("titre", "Quatre réunions")]),
    ("lieu", &[("region", "segou"), ("commune", "Markala")]),
    ("date", &[("du", "juin 2025")]),
    ("domaines", &[("domaines", "paix")]),
    ("fait", &[("texte", "Nous avons **parlé** avec @Mariam.")]),
    ("chiffres", &[("f-18-35", "20"), ("h-18-35", "3")]),
];

async fn tell(who: &Person, draft: &str) {
    for (step, answer) in ANSWERS {
        let told = who.post(&format!("{draft}/{step}"), answer).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{step}: {}", told.text());
    }
}

#[tokio::test]
async fn a_member_tells_step_by_step_goes_away_comes_back_and_publishes() {
    let (site, fanta, mariam) = forum().await;
    let draft = begin(&fanta, "partage").await;
    for (way, next) in [("suite", "lieu"), ("retour", ""), ("fiche", "")] {
        let told =
            fanta.post(&format!("{draft}/titre"), &[("titre", "Quatre réunions"), ("geste", way)]).await;
        let expected = if next.is_empty() { draft.clone() } else { format!("{draft}/{next}") };
        assert_eq!(told.header("location"), expected, "{way}");
    }
    tell(&fanta, &draft).await;
    fanta.post("/deconnexion", &[]).await;
    let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
    assert!(fanta.read("/forum/brouillons").await.contains("Quatre réunions"));
    let whole = fanta.read(&draft).await;
    assert!(whole.contains("<strong>parlé</strong>") && whole.contains("moins de 5"), "{whole}");
    for other in [&mariam, &site.visitor()] {
        for path in [draft.clone(), format!("{draft}/titre")] {
            assert_ne!(other.get(&path).await.status, StatusCode::OK, "{path}");
        }
        assert_ne!(other.post(&draft, &[("geste", "publier")]).await.header("location"), "/forum/brouillons");
    }
    assert!(!mariam.read("/forum/brouillons").await.contains("Quatre réunions"));
    let published = fanta.post(&draft, &[("geste", "publier")]).await;
    let path = "/forum/partage/1-quatre-reunions";
    assert_eq!(published.header("location"), format!("{path}#m1"), "{}", published.text());
    let again = fanta.post(&draft, &[("geste", "publier")]).await;
    assert_eq!(again.header("location"), format!("{path}#m1"), "sent twice, published once");
    assert!(fanta.read(&draft).await.contains("Cette fiche est publiée"));
    let sheet = site.visitor().read(path).await;
    for said in [
        "Ségou &gt; Markala",
        "juin 2025",
        "Paix et cohésion sociale",
        "<strong>parlé</strong>",
        "20 personnes ou plus",
    ] {
        assert!(main_of(&sheet).contains(said), "{said}: {sheet}");
    }
    assert!(!sheet.contains("23 personnes"));
    let hers = mariam.read(path).await;
    assert!(main_of(&hers).contains("<mark class=\"mention\">@Mariam</mark>"), "{hers}");
    let list = site.visitor().read("/forum/experiences").await;
    assert!(list.contains("1 fiche trouvée") && list.contains(path), "{list}");
    assert!(fanta.read("/forum/partage").await.contains("1 sujet"));
}

#[tokio::test]
async fn a_step_that_is_refused_comes_back_with_everything_typed_and_a_sentence_at_its_field() {
    let (_site, fanta, _) = forum().await;
    let draft = begin(&fanta, "partage").await;
    let long = "é".repeat(2_600);
    for (step, answer, sentence) in [
        ("titre", &[("titre", "ab")][..], "C’est trop court"),
        (
            "lieu",
            &[("region", "segou"), ("commune", "Kadiolo")],
            "Une commune de ce nom est dans\u{a0}: Sikasso.",
        ),
        ("lieu", &[("region", "segou"), ("commune", "😀")], "Nous ne connaissons pas ce lieu"),
        ("date", &[("du", "31/02/2025")], "Cette date n’existe pas"),
        ("date", &[("du", "2999"), ("au", "")], "Cette date"),
        ("date", &[("du", "06/2025"), ("au", "05/2025")], "La fin vient avant le début."),
        ("domaines", &[("domaines", "sorcellerie")], "Nous ne connaissons pas «"),
        (
            "chiffres",
            &[("f-18-35", "-3"), ("h-18-35", "99999999999999999999")],
            "Écrivez un nombre entre 0 et 1000000.",
        ),
        ("fait", &[("texte", long.as_str())], "2500 caractères au plus."),
    ] {
        let refused = fanta.post(&format!("{draft}/{step}"), answer).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        let html = refused.text();
        assert!(html.contains(sentence), "{step}: {}", main_of(&html));
        for (name, typed) in answer.iter().filter(|(name, typed)| *name != "region" && !typed.is_empty()) {
            let kept = html.contains(&format!(">{typed}</textarea>"))
                || attributes(&html, "value").contains(&(*typed).to_owned());
            assert!(kept || *name == "domaines", "{step}: {typed}");
            assert!(html.contains(&format!("id=\"{name}\"")), "{step}: the error leads to {name}");
        }
    }
    let missing = fanta.post(&draft, &[("geste", "publier")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = missing.text();
    for step in ["titre", "lieu", "date", "domaines", "fait"] {
        assert!(
            html.contains(&format!("href=\"#{step}\"")) && html.contains(&format!("id=\"{step}\"")),
            "{step}"
        );
    }
    for nowhere in ["/forum/brouillons/x", "/forum/brouillons/00000000-0000-7000-8000-000000000000/titre"] {
        assert_eq!(fanta.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
    assert_eq!(fanta.get(&format!("{draft}/inconnu")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_phone_is_noticed_and_nothing_of_either_is_lost() {
    let (_site, fanta, _) = forum().await;
    let draft = begin(&fanta, "partage").await;
    let step = format!("{draft}/aide");
    let seen = attributes(&fanta.read(&step).await, "value");
    let seen = seen.iter().find(|it| it.len() == 16).expect("the state of the step");
    fanta.post(&step, &[("texte", "Le thé."), ("vu", seen)]).await;
    let late = fanta.post(&step, &[("texte", "La radio."), ("vu", seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    assert!(html.contains(">La radio.</textarea>") && html.contains("Le thé."), "{html}");
    let now = attributes(&html, "value").into_iter().find(|it| it.len() == 16).expect("the state now");
    let taken = fanta.post(&step, &[("texte", "La radio."), ("vu", &now)]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert!(fanta.read(&step).await.contains(">La radio.</textarea>"));
}

#[tokio::test]
async fn what_is_told_runs_nowhere_and_every_script_is_read() {
    let (site, fanta, _) = forum().await;
    let draft = begin(&fanta, "partage").await;
    let evil =
        "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> 😀 تحدثنا ߞߎߡߊ";
    tell(&fanta, &draft).await;
    fanta.post(&format!("{draft}/titre"), &[("titre", "</title><script>alert(1)</script>")]).await;
    for step in ["avec", "fait", "resultats", "aide", "frein", "appris", "conseil"] {
        let told = fanta.post(&format!("{draft}/{step}"), &[("texte", evil)]).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{step}");
    }
    let place = fanta.post(&format!("{draft}/lieu"), &[("region", evil), ("commune", evil)]).await;
    assert_eq!(place.status, StatusCode::UNPROCESSABLE_ENTITY);
    let whole = fanta.read(&draft).await;
    let published = fanta.post(&draft, &[("geste", "publier")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text());
    let visitor = site.visitor();
    let path = published.header("location").split('#').next().unwrap().to_owned();
    let mut pages = vec![
        place.text(),
        whole,
        visitor.read(&path).await,
        visitor.read("/forum/experiences?q=alert").await,
    ];
    let awa = site.awa().await;
    let marked = [
        ("geste", "marquer"),
        ("raison", "<script>alert(1)</script>"),
        ("organisation", "femmes-de-segou"),
        ("genre", "rapport"),
        ("licence", "cc-by"),
        ("langues", "fr"),
    ];
    let done = awa.post(&format!("{path}/pratique"), &marked).await;
    assert_eq!(done.header("location"), path, "{}", done.text());
    let sheet = visitor.read(&path).await;
    let document =
        attributes(&sheet, "href").into_iter().find(|it| it.starts_with("/bibliotheque/")).unwrap();
    for page in [document.as_str(), "/bibliotheque", "/forum", "/forum/partage"] {
        pages.push(visitor.read(page).await);
    }
    pages.push(awa.read("/admin/journal").await);
    for html in &pages {
        for bad in ["<script>alert", "<img src=x", "href=\"javascript:"] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
    }
    assert!(sheet.contains("😀") && sheet.contains("تحدثنا") && sheet.contains("ߞߎߡߊ"));
}

#[tokio::test]
async fn a_sheet_of_members_is_neither_listed_nor_read_by_others() {
    let (site, fanta, mariam) = forum().await;
    let draft = begin(&fanta, "points-focaux").await;
    tell(&fanta, &draft).await;
    let published = fanta.post(&draft, &[("geste", "publier")]).await;
    let path = published.header("location").split('#').next().unwrap().to_owned();
    for query in ["", "?q=parl%C3%A9", "?region=segou", "?domaine=paix"] {
        let html = site.visitor().read(&format!("/forum/experiences{query}")).await;
        assert!(!html.contains("Quatre réunions") && !html.contains("1 fiche trouvée"), "{query}");
        assert!(
            mariam.read(&format!("/forum/experiences{query}")).await.contains("Quatre réunions"),
            "{query}"
        );
    }
    assert!(site.visitor().get(&path).await.header("location").starts_with("/connexion"));
    for strange in ["?apres=%F0%9F%98%80", "?region=nulle-part&dans=fait&x=y", "?q=%00", "?pratique=non"] {
        assert_eq!(
            site.visitor().get(&format!("/forum/experiences{strange}")).await.status,
            StatusCode::OK,
            "{strange}"
        );
    }
}

#[tokio::test]
async fn her_sheet_is_corrected_from_its_page_and_erased_there() {
    let (site, fanta, mariam) = forum().await;
    let draft = begin(&fanta, "partage").await;
    tell(&fanta, &draft).await;
    assert!(fanta.read(&draft).await.contains("class=\"trap\""), "of newcomers it must stay empty");
    fanta.post(&draft, &[("geste", "publier")]).await;
    let path = "/forum/partage/1-quatre-reunions";
    let own = fanta.read(&format!("{path}/message?numero=1")).await;
    assert!(own.contains("Corriger pas à pas") && !own.contains("<textarea"), "{own}");
    let message = format!("{path}/message");
    let begun = fanta.post(&message, &[("geste", "fiche"), ("numero", "1")]).await;
    assert_eq!(begun.header("location"), draft);
    let other = mariam.post(&message, &[("geste", "fiche"), ("numero", "1")]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    fanta.post(&format!("{draft}/fait"), &[("texte", "Nous avons chanté.")]).await;
    assert!(!site.visitor().read(path).await.contains("chanté"));
    assert_eq!(fanta.post(&draft, &[("geste", "publier")]).await.header("location"), format!("{path}#m1"));
    let html = site.visitor().read(path).await;
    assert!(html.contains("chanté") && html.contains("corrigé le"), "{html}");
    // An ordinary topic of that kind is not a way around the steps.
    let around = [("titre", "Une autre"), ("genre", "experience"), ("texte", "Sans parties.")];
    assert_eq!(fanta.post("/forum/partage/nouveau", &around).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let discarded = fanta.post(&begin(&fanta, "partage").await, &[("geste", "jeter")]).await;
    assert_eq!(discarded.header("location"), "/forum/brouillons?jete=1");
    fanta.post(&message, &[("geste", "effacer"), ("numero", "1")]).await;
    let html = site.visitor().read(path).await;
    assert!(html.contains("Message effacé par son auteure.") && !html.contains("chanté"), "{html}");
    assert!(!site.visitor().read("/forum/experiences").await.contains("Quatre réunions"));
}

#[tokio::test]
async fn a_moderator_changes_the_words_of_its_parts_and_her_own_form_is_not_lost() {
    Town::of_everything(async |town| {
        let draft = begin(&town.fanta, "plaidoyer").await;
        tell(&town.fanta, &draft).await;
        let path = town.fanta.post(&draft, &[("geste", "publier")]).await;
        let path = path.header("location").split('#').next().unwrap().to_owned();
        let number = path.rsplit('/').next().unwrap().split('-').next().unwrap().to_owned();
        let address = format!("/moderation/texte/{number}.1");
        assert!(town.oumou.read(&format!("/moderation/{number}.1")).await.contains(&address));
        let form = town.oumou.read(&address).await;
        let labels = ["Ce que nous avons fait", "Nous avons **parlé** avec @Mariam."];
        assert!(labels.iter().all(|it| form.contains(it)) && !form.contains("name=\"texte\""), "{form}");
        let fields = [("version", "1"), ("fait", "Nous avons parlé entre nous."), ("raison", "")];
        let silent = town.oumou.post(&address, &fields).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.text().contains("Nous avons parlé entre nous."), "{}", silent.text());
        let fields = [fields[0], fields[1], ("raison", "Elle est nommée.")];
        let done = town.oumou.post(&address, &fields).await;
        assert_eq!(done.header("location"), format!("/moderation/{number}.1"), "{}", done.text());
        let html = town.site.visitor().read(&path).await;
        for said in ["Nous avons parlé entre nous.", "Markala", "corrigé par la modération le"] {
            assert!(html.contains(said), "{said}: {html}");
        }
        assert!(!html.contains("@Mariam"));
        let case = town.oumou.read(&format!("/moderation/{number}.1")).await;
        assert!(case.contains("@Mariam") && !case.contains("Remettre ces mots"), "{case}");
        assert_eq!(town.oumou.post(&address, &fields).await.status, StatusCode::CONFLICT);
        let own = town.fanta.read("/compte/mesures").await;
        let at = own.find("/compte/mesures/").unwrap();
        let own = town.fanta.read(own[at..].split('"').next().unwrap()).await;
        assert!(own.contains("@Mariam") && own.contains("Elle est nommée."), "{own}");
        assert_eq!(town.fanta.post(&address, &fields).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn every_step_is_told_with_a_voice_and_heard_on_the_sheet() {
    let (site, fanta, mariam) = forum().await;
    let draft = begin(&fanta, "partage").await;
    let voices = |html: &str| {
        attributes(main_of(html), "src").into_iter().filter(|it| it.starts_with("/voix/")).count()
    };
    for (at, step) in Step::ALL.iter().enumerate() {
        let path = format!("{draft}/{}", step.code());
        let html = fanta.read(&path).await;
        assert!(html.contains("enctype=\"multipart/form-data\"") && html.contains("id=\"voix\""), "{path}");
        // What others find it by is chosen beside the voice.
        let chosen = match step {
            Step::Place => vec![("region", "segou")],
            Step::When => vec![("du", "juin 2025")],
            Step::Domains => vec![("domaines", "paix")],
            _ => Vec::new(),
        };
        let spoken = fanta.upload(&path, "voix", "voix.mp3", &mp3(40 + at), &chosen).await;
        assert_eq!(spoken.status, StatusCode::SEE_OTHER, "{path}: {}", spoken.text());
        assert_eq!(voices(&fanta.read(&path).await), 1, "{path}");
        assert_ne!(mariam.get(&path).await.status, StatusCode::OK, "it is hers alone");
    }
    let whole = fanta.read(&draft).await;
    assert_eq!(voices(&whole), Step::ALL.len(), "{whole}");
    let missing = fanta.post(&format!("{draft}/lieu"), &[("region", "")]).await;
    assert_eq!(missing.status, StatusCode::SEE_OTHER);
    let refused = fanta.post(&draft, &[("geste", "publier")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody would find it");
    assert_eq!(voices(&refused.text()), Step::ALL.len(), "and no voice of it is lost");
    fanta.post(&format!("{draft}/lieu"), &[("region", "segou")]).await;
    let published = fanta.post(&draft, &[("geste", "publier")]).await;
    let path = published.header("location").split('#').next().unwrap().to_owned();
    assert_eq!(path, "/forum/partage/1-paix-et-cohesion-sociale-segou-2025", "{}", published.text());
    site.house.work().await;
    let sheet = site.visitor().read(&path).await;
    assert_eq!(voices(&sheet), Step::ALL.len(), "{sheet}");
    // What is heard in a step is said in a line, and found by it.
    let line = [("numero", "1"), ("partie", "lieu"), ("ligne", "Près du barrage")];
    assert_eq!(fanta.post(&format!("{path}/voix"), &line).await.status, StatusCode::SEE_OTHER);
    assert!(site.visitor().read("/forum/experiences?q=barrage").await.contains(&path));
    assert!(site.visitor().read(&path).await.contains("Près du barrage"));
    // Corrected, a voice goes and the others stay.
    let corrects = fanta.post(&format!("{path}/message"), &[("geste", "fiche"), ("numero", "1")]).await;
    assert_eq!(corrects.status, StatusCode::SEE_OTHER, "{}", corrects.text());
    fanta.post(&format!("{draft}/lieu"), &[("region", "segou"), ("sans_voix", "1")]).await;
    let again = fanta.post(&draft, &[("geste", "publier")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    assert_eq!(voices(&site.visitor().read(&path).await), Step::ALL.len() - 1);
}
