//! `/projets/ffom`: collected with a group in a room, with plain forms, published, printed and compared.

use super::projets::site;
use crate::people::{Site, attributes, main_of};
use axum::http::StatusCode;
use model::fields::Fields;
use server::workshop::pages_of;

const NEW: &str = "/compte/organisations/femmes-de-segou/ffom/nouveau";
const ABOUT: [(&str, &str); 4] =
    [("sujet", "mecanisme"), ("mecanisme", "Comité de veille"), ("region", "segou"), ("commune", "Markala")];

#[tokio::test]
async fn a_facilitator_collects_counts_and_the_focal_point_publishes_what_is_compared_with_last_year() {
    let (site, mariam, fanta) = site().await;
    let visitor = site.visitor();
    let last_year = [&ABOUT[..], &[("date", "2024-05-02"), ("forces", "Le thé.\nLa paix.")]].concat();
    let begun = mariam.post(NEW, &last_year).await;
    let old = "/projets/ffom/comite-de-veille-2024";
    assert_eq!(begun.header("location"), format!("{old}/modifier?enregistre=1"), "{}", begun.text());
    mariam.post(&format!("{old}/salle"), &[("case", "forces"), ("m1", "6"), ("m1-vu", "")]).await;
    fanta.post(&format!("{old}/modifier"), &[("acte", "publier")]).await;
    assert!(visitor.read(&format!("{old}/comparer")).await.contains("Il n’y a qu’un FFOM"));

    mariam.post(NEW, &[&ABOUT[..], &[("date", "2025-05-02")]].concat()).await;
    let path = "/projets/ffom/comite-de-veille-2025";
    let hall = format!("{path}/salle");
    let page = mariam.read(&hall).await;
    assert!(page.contains("Qu’est-ce qui marche bien chez nous") && page.contains("Case 1 sur 4"), "{page}");
    let said = mariam.post(&hall, &[("case", "forces"), ("nouvelles", "La radio.\nLe thé")]).await;
    assert_eq!(said.header("location"), format!("{hall}?case=forces&enregistre=1"), "{}", said.text());
    mariam.post(&hall, &[("case", "menaces"), ("nouvelles", "<b>La pluie</b>")]).await;
    let counted = [("case", "forces"), ("m1", "3"), ("m1-vu", ""), ("m2", "14"), ("m2-vu", "")];
    mariam.post(&hall, &counted).await;
    let all = mariam.read(&format!("{hall}?case=tout")).await;
    let (tea, radio) = (all.find("Le thé").unwrap(), all.find("La radio.").unwrap());
    assert!(
        tea < radio && all.contains("14 mains") && all.contains("3 mains"),
        "who works on it is told all"
    );
    let sheet = mariam.read(&format!("{path}/modifier")).await;
    assert!(sheet.contains("Le point focal de votre organisation publie ce FFOM."), "{sheet}");
    assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        mariam.post(&format!("{path}/modifier"), &[("acte", "publier")]).await.status,
        StatusCode::FORBIDDEN
    );
    let shown = fanta.post(&format!("{path}/modifier"), &[("acte", "publier")]).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text());

    let html = visitor.read(path).await;
    let main = main_of(&html);
    for said in ["Comité de veille", "Markala", "14 mains", "moins de 5 mains", "data-square=\"menaces\""] {
        assert!(main.contains(said), "{said}: {main}");
    }
    assert!(!main.contains("3 mains") && !main.contains("<b>La pluie"), "{main}");
    let compared = visitor.read(&format!("{path}/comparer")).await;
    let main = main_of(&compared);
    for said in ["Resté", "6 mains puis 14 mains", "Nouveau", "N’y est plus", "<del>La paix.</del>"] {
        assert!(main.contains(said), "{said}: {main}");
    }
    let list = visitor.read("/projets/ffom").await;
    assert!(list.contains(&format!("href=\"{path}\"")) && list.contains("Comparer dans le temps"), "{list}");
    let pdf = visitor.get(&format!("{path}/ffom.pdf")).await;
    let text = pages_of(&pdf.bytes).unwrap().join(" ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["Comité de veille", "• Le thé · 14 mains", "moins de 5 mains", "Menaces"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("· 3 mains"), "{text}");

    // A draft is marked where it stands beside what everybody reads, and stands there for who works on it alone.
    mariam.post(NEW, &[&ABOUT[..], &[("date", "2025-06-02"), ("forces", "Le thé")]].concat()).await;
    let beside = format!("{path}/comparer?avec=comite-de-veille-2025&avec=comite-de-veille-2025-2");
    let hers = mariam.read(&beside).await;
    assert!(main_of(&hers).matches("data-state=\"draft\"").count() == 2, "heading and choice: {hers}");
    assert!(main_of(&hers).contains("Cochez-en de 2 à 6"), "{hers}");
    assert!(!main_of(&visitor.read(&beside).await).contains("data-state"));

    // What is told, and what is withdrawn, is so at once: no page from before stands.
    assert!(!visitor.read(path).await.contains("Le puits."));
    fanta.post(&hall, &[("case", "forces"), ("nouvelles", "Le puits.")]).await;
    assert!(visitor.read(path).await.contains("Le puits."));
    fanta.post(&format!("{path}/modifier"), &[("acte", "retirer")]).await;
    assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND);
    for elsewhere in ["/projets/ffom", "/sitemap.xml"] {
        assert!(!visitor.read(elsewhere).await.contains(path), "{elsewhere}");
    }
    assert_eq!(visitor.get(&format!("{path}/ffom.pdf")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_of_somebody_elses_project_says_whose_it_is_and_stands_on_the_project_for_partners_alone() {
    let (site, mariam, fanta) = site().await;
    let (visitor, house) = (site.visitor(), &site.house);
    let own = house.platform.catalogue().await.unwrap().find("femmes-de-segou").unwrap().id;
    let partner = house.organization("Femmes de Mopti", &[]).await.id;
    let other = house.organization("Femmes de Gao", &[]).await.id;
    let along = [("partenaire", "Femmes de Mopti"), ("role", "realisation")];
    let project = house.project(own, "La paix au marché", &along).await;
    let mut paths = Vec::new();
    for (of, day) in [(own, "2025-05-02"), (partner, "2025-05-03"), (other, "2025-05-04")] {
        let (enter, publish) = house.rights(of);
        let form = Fields::from([
            ("sujet", "projet"),
            ("projet", project.slug.as_str()),
            ("date", day),
            ("forces", "Le thé."),
        ]);
        let slug = house.platform.begin_swot(&enter, &form).await.unwrap().slug;
        house.platform.show_swot(&publish, &slug, true).await.unwrap();
        paths.push(format!("/projets/ffom/{slug}"));
    }
    let home = format!("/projets/{}", project.slug);
    let page = visitor.read(&home).await;
    let stands: Vec<bool> =
        paths.iter().map(|path| main_of(&page).contains(&format!("href=\"{path}\""))).collect();
    assert_eq!(stands, [true, true, false], "{page}");
    let list = visitor.read("/projets/ffom").await;
    let compared = visitor.read(&format!("{}/comparer", paths[2])).await;
    assert!(main_of(&list).contains("4 mai 2025 · 1 ligne · Femmes de Gao"), "{list}");
    assert_eq!(main_of(&compared).matches("4 mai 2025 · Femmes de Gao").count(), 2, "{compared}");
    // Whoever works on the project begins one from its page, and it is chosen there; a visitor is not asked to.
    let way = format!("{NEW}?projet={}", project.slug);
    assert!(fanta.read(&home).await.contains(&way) && !page.contains("ffom/nouveau"));
    let form = mariam.read(&way).await;
    let option = form.split("<option").find(|it| it.contains("La paix au marché")).unwrap();
    assert!(option.contains("selected"), "{option}");
}

/// What a field of hands was made of.
fn seen(html: &str, number: u32) -> String {
    let begin = format!("name=\"m{number}-vu\" value=\"");
    html.split(&begin).nth(1).and_then(|it| it.split('"').next()).expect("a field of hands").to_owned()
}

#[tokio::test]
async fn a_line_that_was_corrected_meanwhile_takes_no_hands_and_lines_stand_as_they_came() {
    let (_site, mariam, fanta) = site().await;
    let lines = ("forces", "Le thé.\nLa radio.");
    mariam.post(NEW, &[&ABOUT[..], &[("date", "2025-05-02"), lines]].concat()).await;
    let path = "/projets/ffom/comite-de-veille-2025";
    let hall = format!("{path}/salle");
    let opened = mariam.read(&hall).await;
    let (first, second) = (seen(&opened, 1), seen(&opened, 2));
    let corrected = [("texte", "Le thé gratuit."), ("case", "forces"), ("mains", "")];
    fanta.post(&format!("{path}/lignes/1"), &corrected).await;
    let counted = |first: &str, second: &str| {
        let pairs = [("case", "forces"), ("m1", "9"), ("m1-vu", first), ("m2", "14"), ("m2-vu", second)];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let post = async |pairs: [(String, String); 5]| {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        mariam.post(&hall, &pairs).await
    };
    let told = post(counted(&first, &second)).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    let html = told.text();
    let said = "Le thé gratuit.\u{a0}: mains non comptées – les mots de cette ligne ont changé.";
    assert!(html.contains(said), "{html}");
    assert!(["9", "14"].iter().all(|typed| attributes(&html, "value").contains(&(*typed).to_owned())));
    let kept = post(counted(&seen(&html, 1), &seen(&html, 2))).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "she read it, and counts anew");
    // The field for what is said next comes first, and the line with fewer hands stays where it was.
    let html = mariam.read(&hall).await;
    let at = |name: &str| html.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("{name}: {html}"));
    assert!(at("nouvelles") < at("m1") && at("m1") < at("m2"), "{html}");
}

#[tokio::test]
async fn a_refused_removal_leads_to_where_it_is_said() {
    let (_site, mariam, fanta) = site().await;
    mariam.post(NEW, &[&ABOUT[..], &[("date", "2025-05-02"), ("forces", "Le thé.")]].concat()).await;
    let path = "/projets/ffom/comite-de-veille-2025";
    fanta.post(&format!("{path}/modifier"), &[("acte", "publier")]).await;
    let refused = fanta.post(&format!("{path}/lignes/1"), &[("acte", "jeter")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(html.contains("href=\"#lignes\"") && html.contains("id=\"lignes\""), "{html}");
}

#[tokio::test]
async fn the_example_says_that_it_is_one_and_goes_with_the_others() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let list = visitor.read("/projets/ffom").await;
    assert!(main_of(&list).contains("Comité de veille (exemple)"), "{list}");
    let compared = visitor.read("/projets/ffom/comite-de-veille-exemple-2025/comparer").await;
    assert!(main_of(&compared).contains("moins de 5 mains"), "{compared}");
    assert_eq!(main_of(&compared).matches("class=\"badge\"").count(), 2, "each says that it is an example");
    site.house.platform.remove_example(&site.house.right).await.unwrap();
    assert!(visitor.read("/projets/ffom").await.contains("Pas encore de FFOM"));
}

#[tokio::test]
async fn what_is_refused_or_counted_elsewhere_loses_nothing_that_she_typed() {
    let (_site, mariam, fanta) = site().await;
    let refused = mariam
        .post(NEW, &[("sujet", "mecanisme"), ("date", "2099-01-01"), ("forces", "Une idée à garder.")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(
        html.contains(">Une idée à garder.</textarea>") && html.contains("Cette date est dans le futur.")
    );
    for name in ["mecanisme", "region", "date"] {
        assert!(html.contains(&format!("href=\"#{name}\"")), "the error leads to {name}: {html}");
    }
    mariam
        .post(NEW, &[&ABOUT[..], &[("date", "2025-05-02"), ("forces", "Le thé.\nLa radio.")]].concat())
        .await;
    let path = "/projets/ffom/comite-de-veille-2025";
    let hall = format!("{path}/salle");
    let wrong = [("case", "forces"), ("m1", "beaucoup"), ("m1-vu", ""), ("nouvelles", "Le puits.")];
    let refused = mariam.post(&hall, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(
        html.contains(">Le puits.</textarea>") && html.contains("Écrivez un nombre entre 0 et"),
        "{html}"
    );
    assert!(attributes(&html, "value").contains(&"beaucoup".to_owned()));
    // Two facilitators, each with her own phone, opened the same square.
    mariam.post(&hall, &[("case", "forces"), ("m1", "12"), ("m1-vu", ""), ("m2", ""), ("m2-vu", "")]).await;
    let late = [
        ("case", "forces"),
        ("m1", "30"),
        ("m1-vu", ""),
        ("m2", "5"),
        ("m2-vu", ""),
        ("nouvelles", "Le puits."),
    ];
    let told = fanta.post(&hall, &late).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    let html = told.text();
    assert!(html.contains("Le thé.\u{a0}: 12 mains") && html.contains(">Le puits.</textarea>"), "{html}");
    let values = attributes(&html, "value");
    for typed in ["30", "5"] {
        assert!(values.contains(&typed.to_owned()), "{typed}: {html}");
    }
    let (first, second) = (seen(&html, 1), seen(&html, 2));
    assert!(first.starts_with("12."), "{first}");
    let again = [
        ("case", "forces"),
        ("m1", "30"),
        ("m1-vu", first.as_str()),
        ("m2", "5"),
        ("m2-vu", second.as_str()),
        ("nouvelles", "Le puits."),
    ];
    assert_eq!(fanta.post(&hall, &again).await.status, StatusCode::SEE_OTHER);
    let line = format!("{path}/lignes/3");
    assert!(mariam.read(&line).await.contains(">Le puits.</textarea>"));
    let short = mariam.post(&line, &[("texte", ""), ("case", "forces"), ("mains", "-2")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(attributes(&short.text(), "value").contains(&"-2".to_owned()));
    let corrected = [("texte", "Le puits neuf."), ("case", "opportunites"), ("mains", "8")];
    assert_eq!(mariam.post(&line, &corrected).await.status, StatusCode::SEE_OTHER);
    let sheet = mariam.read(&format!("{path}/modifier")).await;
    assert!(sheet.contains("Le puits neuf.") && sheet.contains("8 mains"), "{sheet}");
    assert_eq!(mariam.post(&line, &[("acte", "jeter")]).await.status, StatusCode::SEE_OTHER);
    for gone in [line.as_str(), "/projets/ffom/rien", "/projets/ffom/comite-de-veille-2025/lignes/x"] {
        assert_eq!(mariam.get(gone).await.status, StatusCode::NOT_FOUND, "{gone}");
    }
    let nowhere = mariam.post(&hall, &[("case", "fait"), ("nouvelles", "Un mot.")]).await;
    assert_ne!(nowhere.status, StatusCode::SEE_OTHER);
    let thrown = mariam.post(&format!("{path}/modifier"), &[("acte", "jeter")]).await;
    assert_eq!(thrown.header("location"), "/compte/organisations/femmes-de-segou/projets?jete=1");
}
