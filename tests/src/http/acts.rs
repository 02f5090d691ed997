//! `/forum/{space}/{topic}/moderer`, `/forum/{space}/{topic}/avant`, `/moderation/avant`: acts with plain forms, as both sides see them.

use super::measures::{TOPIC, Town};
use crate::people::main_of;
use axum::http::StatusCode;

#[tokio::test]
async fn an_act_is_done_with_a_reason_of_the_list_read_by_everybody_and_answered_once_by_her() {
    Town::of_everything(async |town| {
        let moderate = format!("{TOPIC}/moderer");
        let list = town.oumou.read(&moderate).await;
        for code in ["epingler", "fermer", "ralentir", "titre", "masquer"] {
            assert!(list.contains(&format!("/moderer?geste={code}")), "{code}: {list}");
        }
        assert!(!list.contains("geste=rouvrir"), "nothing is closed");
        let acts = [
            (
                "epingler",
                "utile",
                "Votre sujet est épinglé",
                "C’est utile à beaucoup de monde.",
                "Sujet épinglé",
            ),
            ("rouvrir", "apaise", "Votre sujet est rouvert", "Le calme est revenu.", "Sujet rouvert"),
            ("montrer", "relu", "Votre sujet est de nouveau visible", "Relu", "Sujet montré de nouveau"),
            (
                "desepingler",
                "depasse",
                "n’est plus épinglé",
                "Ce n’est plus d’actualité.",
                "Sujet désépinglé",
            ),
        ];
        for (before, why) in [("fermer", "echauffe"), ("masquer", "insulte")] {
            let done = town.oumou.post(&moderate, &[("geste", before), ("motif", why), ("raison", "")]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        }
        for (act, motive, title, sentence, line) in acts {
            let form = town.oumou.read(&format!("{moderate}?geste={act}")).await;
            assert!(form.contains(&format!("value=\"{motive}\"")), "{form}");
            let silent = town.oumou.post(&moderate, &[("geste", act)]).await;
            assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
            let own =
                town.oumou.post(&moderate, &[("geste", act), ("motif", "autre"), ("raison", "x")]).await;
            assert!(own.status == StatusCode::UNPROCESSABLE_ENTITY && own.text().contains("value=\"x\""));
            town.site.house.clock.advance(1);
            let done = town.oumou.post(&moderate, &[("geste", act), ("motif", motive), ("raison", "")]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {}", done.text());
            let mine = town.fanta.read("/compte/mesures").await;
            let at = mine.find("/compte/mesures/").expect("what was decided");
            let href = mine[at..].split('"').next().unwrap().to_owned();
            let page = town.fanta.read(&href).await;
            assert!(page.contains(title) && page.contains(sentence), "{act}: {page}");
            let answered = town.fanta.post(&href, &[("mots", "Je ne suis pas d’accord.")]).await;
            assert_eq!(answered.status, StatusCode::SEE_OTHER);
            let again = town.fanta.post(&href, &[("mots", "Encore un mot.")]).await;
            assert_eq!(again.status, StatusCode::CONFLICT);
            assert!(main_of(&again.text()).contains("<h1"), "a sentence, not a blank: {}", again.text());
            let journal = town.site.visitor().read("/forum/plaidoyer/journal").await;
            assert!(journal.contains(line) && journal.contains(sentence), "{act}: {journal}");
        }
        let news = town.fanta.read("/compte/nouvelles").await;
        assert!(news.contains("Un de vos sujets est rouvert. Raison"), "{news}");
    })
    .await;
}

#[tokio::test]
async fn a_corrected_title_says_so_and_the_address_with_the_old_words_leads_there() {
    Town::of_everything(async |town| {
        let moderate = format!("{TOPIC}/moderer");
        let form = town.oumou.read(&format!("{moderate}?geste=titre")).await;
        assert!(form.contains("value=\"Une promesse\"") && form.contains("value=\"effacer\""), "{form}");
        let short = [("geste", "titre"), ("titre", "x"), ("ancien", "effacer"), ("motif", "danger")];
        let refused = town.oumou.post(&moderate, &short).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("value=\"x\""), "{}", refused.text());
        let fields = [
            ("geste", "titre"),
            ("titre", "Une parole tenue"),
            ("ancien", "montrer"),
            ("motif", "peu-clair"),
        ];
        let done = town.oumou.post(&moderate, &fields).await;
        assert_eq!(done.header("location"), "/forum/plaidoyer/1-une-parole-tenue", "{}", done.text());
        let visitor = town.site.visitor();
        let page = visitor.read("/forum/plaidoyer/1-une-parole-tenue").await;
        assert!(page.contains("Titre corrigé par la modération"), "{page}");
        let former = visitor.read("/forum/plaidoyer/1-une-parole-tenue/avant?message=1").await;
        assert!(former.contains("<del>") && former.contains("promesse"), "{former}");
        let erased =
            [("geste", "titre"), ("titre", "Une parole"), ("ancien", "effacer"), ("motif", "danger")];
        town.oumou.post("/forum/plaidoyer/1-une-parole-tenue/moderer", &erased).await;
        let former = visitor.read("/forum/plaidoyer/1-une-parole/avant?message=1").await;
        let main = main_of(&former);
        assert!(!main.contains("promesse") && !main.contains("tenue"), "{main}");
        assert!(main.contains("Ces mots-là ne se lisent plus."), "{main}");
    })
    .await;
}

#[tokio::test]
async fn readers_read_how_words_changed_and_she_takes_that_back_with_one_button() {
    Town::of_everything(async |town| {
        let own = format!("{TOPIC}/message");
        let form = town.fanta.read(&format!("{own}?numero=1")).await;
        assert!(form.contains("name=\"sans_avant\""), "{form}");
        let corrected =
            [("geste", "corriger"), ("numero", "1"), ("version", "1"), ("texte", "Elle hésite toujours.")];
        assert_eq!(town.fanta.post(&own, &corrected).await.status, StatusCode::SEE_OTHER);
        let (visitor, path) = (town.site.visitor(), format!("{TOPIC}/avant?message=1"));
        assert!(visitor.read(TOPIC).await.contains("/avant?message=1"), "the way to it");
        let page = visitor.read(&path).await;
        assert!(page.contains("<del>") && page.contains("ment "), "{page}");
        assert!(page.contains("<ins>") && !main_of(&page).contains("retirer-avant"), "{page}");
        assert!(town.oumou.read("/moderation/1.1").await.contains("/moderation/avant/1.1"));
        assert!(town.oumou.read("/moderation/avant/1.1").await.contains("Elle ment toujours."));
        assert!(town.fanta.read(&path).await.contains("retirer-avant"));
        let gone = town.fanta.post(&own, &[("geste", "retirer-avant"), ("numero", "1")]).await;
        assert_eq!(gone.header("location"), path, "{}", gone.text());
        let page = visitor.read(&path).await;
        assert!(
            !main_of(&page).contains("ment ") && page.contains("Ces mots-là ne se lisent plus."),
            "{page}"
        );
        let late = town.oumou.post("/moderation/avant/1.1", &[("motif", "danger")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "nothing is left to withhold");
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_what_was_said_against_a_measure_is_taken_back_from_the_next_page() {
    Town::of_everything(async |town| {
        let warn = [("mesure", "avertissement"), ("motif", "insulte"), ("raison", "")];
        let taken = town.oumou.post(&town.sheet(), &warn).await;
        let staff = taken.header("location").replace("?fait=1", "");
        let own = staff.replace("/moderation/", "/compte/");
        town.fanta.post(&own, &[("mots", "Je parlais du maire.")]).await;
        let lift = [("geste", "lever"), ("version", "2"), ("raison", "Vous avez raison.")];
        let lifted = town.oumou.post(&staff, &lift).await;
        assert!(lifted.header("location").contains("fait=mesure-"), "{}", lifted.text());
        let next = town.oumou.read(lifted.header("location")).await;
        assert!(next.contains("Reprendre ma décision"), "{next}");
        let undone = town.oumou.post(&staff, &[("geste", "reprendre")]).await;
        assert_eq!(undone.header("location"), staff, "{}", undone.text());
        assert!(town.fanta.read(&own).await.contains("Une modératrice va lire votre réponse."));
        let late = town.oumou.post(&staff, &[("geste", "reprendre")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
    })
    .await;
}
