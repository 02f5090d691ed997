//! `/projets/plans`, what organisations enter there, and what became of a recommendation, with plain forms.

use super::accounts::signed_in;
use crate::people::{OWN_WORDS, Person, Site, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;
use model::directory::State;

const DESK: &str = "/compte/organisations/femmes-de-segou/plans";
const PATH: &str = "/projets/plans/un-plan";
const SHEET: &str = "/projets/plans/un-plan/modifier";
const NEW: &str = "/projets/plans/un-plan/actions/nouvelle";
const FIRST: &str = "/projets/plans/un-plan/actions/1";

/// A site with a published report that recommends two things, the focal point of its organisation and a member.
async fn site() -> (Site, Person, Person) {
    let site = Site::empty().await;
    let own = site.house.organization("Femmes de Ségou", &[]).await.id;
    site.house.member("Mariam", own, Role::Member).await;
    site.house.member("Fanta", own, Role::FocalPoint).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
    let (enter, librarian) = site.house.rights(own);
    let advice = [("recommandations", "Former les <b>débutantes</b>.\nOuvrir les bureaux communaux.")];
    let told = crate::contract::reports::report("Une séance", &advice);
    let slug = site.house.platform.begin_report(&enter, &told).await.unwrap().slug;
    site.house.platform.show_activity(&librarian, &slug, true).await.unwrap();
    (site, mariam, fanta)
}

/// Enters and publishes a plan.
async fn plan(fanta: &Person) {
    let form = [("titre", "Un plan"), ("porteur", "mecanisme"), ("region", "segou"), ("commune", "Markala")];
    let entered = fanta.post(&format!("{DESK}/nouveau"), &form).await;
    assert_eq!(entered.header("location"), format!("{SHEET}?enregistre=1"), "{}", entered.text());
    assert_eq!(fanta.post(SHEET, &[("acte", "publier")]).await.status, StatusCode::SEE_OTHER);
}

/// What stands in a hidden field of the form that has this other field.
fn hidden(html: &str, name: &str, beside: &str) -> String {
    let form = html.split("<form").find(|it| it.contains(beside) && it.contains(&format!("name=\"{name}\"")));
    let at = form.expect("the form").split(&format!("name=\"{name}\"")).nth(1).expect("it is there");
    attributes(at, "value")[0].clone()
}

/// Tells what was done of the first action, from its page.
async fn follow(fanta: &Person, more: &[(&str, &str)]) -> crate::browser::Answer {
    let html = fanta.read(FIRST).await;
    let seal = hidden(&html, "vu", "name=\"avancement\"");
    let mut fields = vec![("acte", "suite"), ("vu", seal.as_str()), ("date", "2026-11-20")];
    fields.extend(more);
    fanta.post(FIRST, &fields).await
}

#[tokio::test]
async fn a_recommendation_becomes_an_action_that_is_followed_until_it_is_done() {
    let (site, mariam, fanta) = site().await;
    let visitor = site.visitor();
    // Nobody but who enters plans has the way into one; who has no plan yet is led to a new one, with the recommendation.
    assert!(!visitor.read("/capitalisation").await.contains("Mettre au plan d’action"));
    let html = fanta.read("/projets/activites/une-seance").await;
    let way = "/projets/plans/ajouter?rapport=une-seance&amp;conseil=2";
    assert!(html.contains(way), "{html}");
    let choice = fanta.read("/projets/plans/ajouter?rapport=une-seance&conseil=2").await;
    assert!(main_of(&choice).contains("Ouvrir les bureaux communaux."));
    assert!(choice.contains(&format!("{DESK}/nouveau?rapport=une-seance&amp;conseil=2")), "{choice}");
    let form =
        [("titre", "Un plan"), ("porteur", "organisation"), ("rapport", "une-seance"), ("conseil", "2")];
    let entered = fanta.post(&format!("{DESK}/nouveau"), &form).await;
    assert_eq!(
        entered.header("location"),
        format!("{NEW}?rapport=une-seance&conseil=2"),
        "{}",
        entered.text()
    );
    let begun = fanta.read(&format!("{NEW}?rapport=une-seance&conseil=2")).await;
    assert!(begun.contains(">Ouvrir les bureaux communaux.</textarea>"), "{begun}");
    assert!(attributes(&begun, "value").contains(&"/projets/activites/une-seance".to_owned()));
    // What is refused is typed again by nobody.
    let wrong = [
        ("quoi", "Ouvrir les bureaux communaux."),
        ("qui", ""),
        ("echeance", "31/02/2027"),
        ("etapes", "mars 2028 = Trop tard"),
        ("origine", "recommandation"),
        ("origine_mots", "Ouvrir les bureaux communaux."),
        ("origine_page", "https://musoya.ml/projets/activites/une-seance#haut"),
    ];
    let refused = fanta.post(NEW, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Cette date n’existe pas"), "{}", refused.text());
    assert!(refused.text().contains(">mars 2028 = Trop tard</textarea>"));
    let late =
        [wrong[0], ("qui", "Comité"), ("echeance", "1/2/2027"), wrong[3], wrong[4], wrong[5], wrong[6]];
    let late = fanta.post(NEW, &late).await.text();
    assert!(late.contains("Une étape vient après l’échéance."), "{late}");
    let right = [
        wrong[0],
        ("qui", "Comité"),
        ("echeance", "1/2/2027"),
        ("etapes", "janvier 2027 = Lettre"),
        wrong[4],
        wrong[5],
        wrong[6],
    ];
    let told = fanta.post(NEW, &right).await;
    assert_eq!(told.header("location"), format!("{FIRST}?enregistre=1"), "{}", told.text());
    // Of a draft nothing is seen; of what is published the recommendation tells, and leads to the action.
    assert!(!visitor.read("/capitalisation").await.contains("Dans 1 plan d’action"));
    assert_eq!(visitor.get(PATH).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mariam.post(SHEET, &[("acte", "publier")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(fanta.post(SHEET, &[("acte", "publier")]).await.status, StatusCode::SEE_OTHER);
    let learnt = visitor.read("/capitalisation").await;
    assert!(main_of(&learnt).contains("Dans 1 plan d’action, 1 action : 1 à faire"), "{learnt}");
    assert!(learnt.contains(&format!("{PATH}#action-1")));
    // Now her only plan is one touch away.
    assert!(fanta.read("/capitalisation").await.contains(&format!("{NEW}?rapport=une-seance&amp;conseil=1")));
    let wrong = follow(&fanta, &[("avancement", "125"), ("suite", "Je garde ceci.")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains(">Je garde ceci.</textarea>"));
    let done = [
        ("avancement", "fait"),
        ("suite", "Trois <script>femmes</script> sont entrées."),
        ("atteintes", "0"),
        ("preuve", "radio.ml/bureaux"),
    ];
    assert_eq!(follow(&fanta, &done).await.status, StatusCode::SEE_OTHER);
    let html = visitor.read(PATH).await;
    for said in ["Faite (100 %)", "Atteinte : 20 novembre 2026", "radio.ml", "Lire d’où cela vient", "Comité"]
    {
        assert!(main_of(&html).contains(said), "{said}: {html}");
    }
    assert!(!html.contains("<script>femmes"), "words are words");
    assert!(visitor.read("/capitalisation").await.contains("Dans 1 plan d’action, 1 action : 1 faite"));
    assert!(
        visitor
            .read("/projets/activites/une-seance")
            .await
            .contains("Dans 1 plan d’action, 1 action : 1 faite")
    );
    assert!(visitor.read("/projets/plans?etat=fait").await.contains(PATH));
    assert!(
        !main_of(&visitor.read("/projets/plans?etat=en-retard").await).contains(&format!("href=\"{PATH}\""))
    );
    assert!(visitor.read("/sitemap.xml").await.contains(PATH));
    let table = visitor.get(&format!("{PATH}/plan.csv")).await;
    assert_eq!(table.header("content-disposition"), "attachment; filename=\"un-plan.csv\"");
    assert!(
        table.text().contains("Ouvrir les bureaux communaux.") && table.text().contains("fait,100"),
        "{}",
        table.text()
    );
    assert!(visitor.read(&format!("{PATH}/plan.json")).await.contains("\"percent\":100"));
}

#[tokio::test]
async fn two_focal_points_at_one_action_are_asked_and_nothing_that_they_typed_is_lost() {
    let (site, _, fanta) = site().await;
    plan(&fanta).await;
    let action = [("quoi", "Creuser un puits"), ("qui", "Comité communal"), ("echeance", "mars 2027")];
    assert_eq!(fanta.post(NEW, &action).await.status, StatusCode::SEE_OTHER);
    let html = fanta.read(FIRST).await;
    let (seal, words) = (hidden(&html, "vu", "name=\"avancement\""), hidden(&html, "vu", "name=\"quoi\""));
    let tell = async |seal: &str, done: &str| {
        let fields = [
            ("acte", "suite"),
            ("vu", seal),
            ("date", "2026-11-20"),
            ("avancement", "commence"),
            ("suite", done),
        ];
        fanta.post(FIRST, &fields).await
    };
    assert_eq!(tell(&seal, "La terre est choisie.").await.status, StatusCode::SEE_OTHER);
    let asked = tell(&seal, "L’argent est là.").await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    let html = asked.text();
    for said in [
        "Quelqu’un d’autre vient de dire où on en est",
        "La terre est choisie.",
        ">L’argent est là.</textarea>",
    ] {
        assert!(html.contains(said), "{said}: {html}");
    }
    let again = hidden(&html, "vu", "name=\"avancement\"");
    assert_eq!(
        tell(&again, "L’argent est là.").await.status,
        StatusCode::SEE_OTHER,
        "who has read it sends hers too"
    );
    // The words of the action were not changed by that: they go on as they were read.
    let change = async |seal: &str, what: &str| {
        let fields = [("vu", seal), ("quoi", what), ("qui", "Comité communal"), ("echeance", "2027-03")];
        fanta.post(FIRST, &fields).await
    };
    assert_eq!(change(&words, "Creuser deux puits").await.status, StatusCode::SEE_OTHER);
    let asked = change(&words, "Creuser trois puits").await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    let html = asked.text();
    assert!(
        html.contains("Creuser deux puits") && html.contains(">Creuser trois puits</textarea>"),
        "{html}"
    );
    let again = hidden(&html, "vu", "name=\"quoi\"");
    assert_eq!(change(&again, "Creuser trois puits").await.status, StatusCode::SEE_OTHER);
    let html = site.visitor().read(PATH).await;
    for said in
        ["Creuser trois puits", "La terre est choisie.", "L’argent est là.", "Plan d’un mécanisme communal"]
    {
        assert!(main_of(&html).contains(said), "{said}: {html}");
    }
}

#[tokio::test]
async fn what_is_sent_twice_is_told_once_and_an_action_goes_only_as_it_was_seen() {
    let (site, _, fanta) = site().await;
    plan(&fanta).await;
    let action = [("quoi", "Creuser un puits"), ("qui", "Comité communal"), ("echeance", "mars 2027")];
    assert_eq!(fanta.post(NEW, &action).await.status, StatusCode::SEE_OTHER);
    let html = fanta.read(FIRST).await;
    let removal = hidden(&html, "vu", "value=\"retirer\"");
    let (seal, once) =
        (hidden(&html, "vu", "name=\"avancement\""), hidden(&html, "formulaire", "name=\"avancement\""));
    let tell = [
        ("formulaire", once.as_str()),
        ("acte", "suite"),
        ("vu", seal.as_str()),
        ("date", "2026-11-20"),
        ("avancement", "commence"),
        ("suite", "La voisine Awa l’a creusé."),
    ];
    for _ in 0..2 {
        let told = fanta.post(FIRST, &tell).await;
        assert_eq!(told.header("location"), format!("{FIRST}?enregistre=1"), "{}", told.text());
    }
    let read = async || site.visitor().read(PATH).await;
    assert_eq!(read().await.matches("La voisine Awa").count(), 1);
    // What nobody saw goes with no action.
    let asked = fanta.post(FIRST, &[("acte", "retirer"), ("vu", &removal)]).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.text().contains("Elle n’est pas enlevée."), "{}", asked.text());
    assert!(asked.text().contains("La voisine Awa"));
    // A line that names somebody is taken away alone, and the log says that the plan was changed.
    let html = fanta.read(FIRST).await;
    let seal = hidden(&html, "vu", "name=\"dit\"");
    let untell = [("acte", "oter"), ("dit", "0"), ("vu", seal.as_str())];
    assert_eq!(fanta.post(FIRST, &untell).await.status, StatusCode::SEE_OTHER);
    assert!(!read().await.contains("La voisine Awa"));
    let html = fanta.read(FIRST).await;
    let removal = hidden(&html, "vu", "value=\"retirer\"");
    assert_eq!(
        fanta.post(FIRST, &[("acte", "retirer"), ("vu", &removal)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(read().await.contains("Pas encore d’action dans ce plan."));
}

#[tokio::test]
async fn the_desk_shows_what_is_late_first_and_a_hidden_organisation_takes_its_plans_along() {
    let (site, mariam, fanta) = site().await;
    plan(&fanta).await;
    for (what, due) in
        [("Plus tard", "mars 2028"), ("Depuis longtemps", "janvier 2026"), ("Dans dix jours", "2026-11-28")]
    {
        let fields = [("quoi", what), ("qui", "Comité communal"), ("echeance", due)];
        assert_eq!(fanta.post(NEW, &fields).await.status, StatusCode::SEE_OTHER);
    }
    let desk = fanta.read(DESK).await;
    let at = |what: &str| main_of(&desk).find(what);
    assert!(at("Depuis longtemps") < at("Dans dix jours") && at("Plus tard").is_none(), "{desk}");
    // A member reads what is published, and changes none of it: her desk leads her to what she can open.
    let desk = mariam.read(DESK).await;
    for shut in [SHEET.to_owned(), format!("{PATH}/actions/")] {
        assert!(!main_of(&desk).contains(&shut), "{shut}: {desk}");
    }
    assert!(main_of(&desk).contains(&format!("href=\"{PATH}#action-2\"")), "{desk}");
    assert!(main_of(&desk).contains(&format!("href=\"{PATH}\"")), "{desk}");
    let year = [("quoi", "Un jour"), ("qui", "Comité communal"), ("echeance", "2028")];
    let refused = fanta.post(NEW, &year).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Une année ne suffit pas"), "{}", refused.text());
    let start = fanta.read("/compte/organisations/femmes-de-segou").await;
    assert!(start.contains("1 plan, 1 action en retard"), "{start}");
    let html = site.visitor().read(PATH).await;
    let at = |what: &str| main_of(&html).find(what).expect("it is there");
    assert!(at("Depuis longtemps") < at("Dans dix jours") && at("Dans dix jours") < at("Plus tard"));
    site.house.platform.remind_of_plans().await.unwrap();
    let news = fanta.read("/compte/nouvelles").await;
    assert!(news.contains("Quelque chose est en retard : Un plan"), "{news}");
    let (platform, right) = (&site.house.platform, &site.house.right);
    platform.set_organization_state(right, "femmes-de-segou", State::Hidden).await.unwrap();
    assert_eq!(site.visitor().get(PATH).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.visitor().get(&format!("{PATH}/plan.csv")).await.status, StatusCode::NOT_FOUND);
    assert!(site.visitor().read("/projets/plans").await.contains("Pas encore de plan d’action"));
    // She reads it still, without files that nobody gets.
    assert!(html.contains(&format!("{PATH}/plan.csv")));
    let hers = fanta.read(PATH).await;
    assert!(main_of(&hers).contains("Depuis longtemps") && !hers.contains("/plan.csv"), "{hers}");
}

#[tokio::test]
async fn the_example_plans_say_that_they_are_have_all_states_and_go_with_the_others() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let list = visitor.read("/projets/plans").await;
    assert!(main_of(&list).matches("(exemple)").count() >= 2, "{list}");
    for state in ["1 en retard", "1 bientôt à échéance", "1 à faire", "1 faite", "1 abandonnée"] {
        assert!(main_of(&list).contains(state), "{state}: {list}");
    }
    assert!(
        visitor
            .read("/capitalisation?dans=conseil")
            .await
            .contains("Dans 1 plan d’action, 1 action : 1 faite")
    );
    site.house.platform.remove_example(&site.house.right).await.unwrap();
    assert!(visitor.read("/projets/plans").await.contains("Pas encore de plan d’action"));
}
