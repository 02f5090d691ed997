//! Every deed of staff that leaves a line in the log, done once.

use super::advocacy::campaign;
use super::events::meeting;
use super::forum::Forum;
use super::library::paper;
use super::news::article;
use super::plans::action;
use super::projects::project;
use super::reports::report;
use super::swots::swot;
use super::training;
use crate::callers::surely;
use crate::people::{House, OWN_WORDS, PIXEL, edit, scribe, sheet};
use domain::forum::{SpaceChange, TopicChange};
use domain::moderation::{Outcome, Towards};
use model::accounts::Role;
use model::directory::{Scheme, State};
use model::fields::Fields;
use model::forum::{HeldWords, SlowMode};
use model::message::MessageKind;
use model::moderation::{ItemId, MeasureKind, Verdict};
use model::projects::ReportStep;

/// All of them.
pub async fn all(house: &House) {
    look_after_the_directory(house).await;
    look_after_the_words(house).await;
    look_after_the_library(house).await;
    look_after_common_work(house).await;
    look_after_the_agenda(house).await;
    look_after_news_and_campaigns(house).await;
    look_after_training(house).await;
    look_after_certificates(house).await;
    look_after_the_forum(house).await;
    look_after_a_group(house).await;
    look_after_people(house).await;
    take_measures(house).await;
    act_together(house).await;
}

/// Everything about organisations that leaves a line.
async fn look_after_the_directory(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let it = house.organization("Femmes de Ségou", &[("etat", "brouillon")]).await;
    platform.set_organization_state(right, &it.slug, State::Published).await.unwrap();
    let changed = sheet("Femmes de Ségou", &[("mission", "Écouter et accompagner.")]);
    edit(platform, right, &it.slug, it.version + 1, &changed).await.unwrap();
    let words = Fields::from([("texte", "Bonjour à vous")]);
    for _ in 0..2 {
        platform.send_message(&it.slug, MessageKind::Contact, &words).await.unwrap();
    }
    let messages = platform.messages(right).await.unwrap();
    let desk = right.focal_point_of(it.id);
    platform.answer_message(&desk, messages[0].id, &words).await.unwrap();
    platform.finish_message(&desk, messages[1].id).await.unwrap();
    platform.set_organization_state(right, &it.slug, State::Hidden).await.unwrap();
    let (_, imported) =
        platform.import_at_once(right, "liste.csv", b"nom,type\nFemmes de Nioro,reseau\n").await.unwrap();
    platform.undo_last_import(right, imported.expect("two lines").id).await.unwrap();
    platform.load_example(right).await.unwrap();
    platform.remove_example(right).await.unwrap();
}

/// Everything about the vocabularies that leaves a line.
async fn look_after_the_words(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let fields = Fields::from([("nom", "Marché"), ("image", "d-economy")]);
    let market = platform.add_term(right, Scheme::Domain, &fields).await.unwrap();
    platform.move_term(right, &market, 1, true).await.unwrap();
    let fields = Fields::from([("nom", "Marchés"), ("image", "d-economy")]);
    platform.edit_term(right, &market, 2, &fields).await.unwrap();
    platform.retire_term(right, &market, 3, "trop précis").await.unwrap();
    platform.bring_back_term(right, &market, 4).await.unwrap();
    let fields =
        [("par", "agriculture"), ("version", "5"), ("version_par", "1"), ("raison", "la même chose")];
    platform.merge_term(right, &market, &Fields::from(fields)).await.unwrap();
}

/// Everything about documents that leaves a line.
async fn look_after_the_library(house: &House) {
    let platform = &house.platform;
    let it = house.organization("Femmes de Youwarou", &[]).await;
    let publish = house.right.librarian_of(it.id);
    let enter = publish.contributor();
    let text = [("texte", "Un texte assez long pour être lu.")];
    let draft = platform.enter_document(&enter, &paper("Un guide", &text)).await.unwrap();
    platform.change_document(&enter, &draft.slug, 1, &paper("Un autre guide", &text)).await.unwrap();
    platform.propose_document(&enter, &draft.slug).await.unwrap();
    platform
        .give_back_document(&publish, &draft.slug, &Fields::from([("raison", "Il manque la fin")]))
        .await
        .unwrap();
    platform.publish_document(&publish, &draft.slug).await.unwrap();
    platform.withdraw_document(&publish, &draft.slug).await.unwrap();
    let draft = platform.enter_document(&enter, &paper("Un essai", &text)).await.unwrap();
    platform.discard_document(&enter, &draft.slug).await.unwrap();
    let fields = Fields::from([("titre", "Un dossier")]);
    let collection = platform.begin_collection(&publish, &fields).await.unwrap();
    platform.discard_collection(&publish, &collection.slug).await.unwrap();
}

/// Everything about meetings that leaves a line.
async fn look_after_the_agenda(house: &House) {
    let platform = &house.platform;
    let it = house.organization("Femmes de Nioro", &[]).await;
    let (enter, publish) = house.rights(it.id);
    let slug = platform.enter_event(&enter, &meeting("Une réunion", &[])).await.unwrap().slug;
    platform.show_event(&publish, &slug, true).await.unwrap();
    platform.change_event(&enter, &slug, 2, &meeting("Deux réunions", &[])).await.unwrap();
    platform.cancel_event(&publish, &slug, &Fields::from([("raison", "La pluie.")])).await.unwrap();
    platform.show_event(&publish, &slug, false).await.unwrap();
    platform.discard_event(&enter, &slug).await.unwrap();
}

/// Everything about articles and campaigns that leaves a line.
async fn look_after_news_and_campaigns(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let it = house.organization("Femmes de Djenné", &[]).await;
    let (enter, publish) = house.rights(it.id);
    let slug = platform.enter_article(&enter, &article("Un puits", &[])).await.unwrap().slug;
    platform.propose_article(&enter, &slug).await.unwrap();
    let reason = Fields::from([("raison", "Il manque la date.")]);
    platform.give_back_article(&publish, &slug, &reason).await.unwrap();
    let version = platform.publish_article(&publish, &slug).await.unwrap().version;
    let corrected = article("Deux puits", &[]);
    platform.change_article(&publish.contributor(), &slug, version, &corrected).await.unwrap();
    let today = platform.clock().now().day().iso();
    let until = Fields::from([("jusque", today.as_str())]);
    platform.pin_article(right, &slug, Some(&until)).await.unwrap();
    platform.pin_article(right, &slug, None).await.unwrap();
    platform.withdraw_article(&publish, &slug).await.unwrap();
    let draft = platform.enter_article(&enter, &article("Un brouillon", &[])).await.unwrap().slug;
    platform.discard_article(&enter, &draft).await.unwrap();
    let slug = platform.enter_campaign(&enter, &campaign("De l’eau", &[])).await.unwrap().slug;
    platform.show_campaign(&publish, &slug, true).await.unwrap();
    let changed = campaign("De l’eau propre", &[]);
    platform.change_campaign(&publish.contributor(), &slug, 2, &changed).await.unwrap();
    let fanta = surely(house.member("Fanta de Djenné", it.id, Role::FocalPoint).await);
    let paper = Fields::from([("compte_le", today.as_str()), ("combien", "40")]);
    let path = house.sent("feuilles.png", &PIXEL);
    let photo = ("feuilles.png", path.as_path());
    let right = fanta.contributor(it.id).unwrap();
    platform.count_paper_with_photo(&fanta, &right, &slug, &paper, photo).await.unwrap();
    house.work().await;
    let photo = platform.visible_campaign(&fanta, &slug).await.unwrap().paper[0].photo.unwrap();
    platform.see_sheet(&fanta, &photo.to_string()).await.unwrap();
    platform.show_campaign(&publish, &slug, false).await.unwrap();
    platform.discard_campaign(&enter, &slug).await.unwrap();
}

/// Everything about certificates that leaves a line.
async fn look_after_certificates(house: &House) {
    let platform = &house.platform;
    let own = house.organization("Femmes de Tessalit", &[]).await.id;
    let who = surely(house.member("Fatoumata", own, Role::Member).await);
    let (enter, publish) = house.rights(own);
    let today = platform.clock().now().day().iso();
    let form = meeting("Une réunion", &[("du", today.as_str())]);
    let slug = platform.enter_event(&enter, &form).await.unwrap().slug;
    platform.show_event(&publish, &slug, true).await.unwrap();
    let named = Fields::from([("nom_attestation", "Awa")]);
    let id = platform.name_attendant(&who, &slug, &named).await.unwrap().id.to_string();
    let back = Fields::from([("attestation", id.as_str())]);
    platform.withdraw_given_certificate(&who.host(own).unwrap(), &who, &back).await.unwrap();
}

/// Everything about paths of training that leaves a line.
async fn look_after_training(house: &House) {
    let platform = &house.platform;
    let it = house.organization("Femmes de Bandiagara", &[]).await;
    let (enter, publish) = house.rights(it.id);
    let slug = house.path(it.id, "Nos droits", &[1]).await.slug;
    platform
        .tell_lesson(&publish.contributor(), &slug, None, &training::lesson("Une de plus"))
        .await
        .unwrap();
    platform.show_path(&publish, &slug, false).await.unwrap();
    platform.discard_path(&enter, &slug).await.unwrap();
}

/// Everything about projects and reports of activities that leaves a line.
async fn look_after_common_work(house: &House) {
    let platform = &house.platform;
    let it = house.organization("Femmes de Bankass", &[]).await;
    let (enter, publish) = house.rights(it.id);
    let slug = platform.enter_project(&enter, &project("Un puits", &[])).await.unwrap().slug;
    platform.show_project(&publish, &slug, true).await.unwrap();
    platform.change_project(&publish.contributor(), &slug, 2, &project("Deux puits", &[])).await.unwrap();
    platform.show_project(&publish, &slug, false).await.unwrap();
    platform.discard_project(&enter, &slug).await.unwrap();
    let about = swot("Un comité", "2024-05-02", &[("forces", "Le thé.")]);
    let slug = platform.begin_swot(&enter, &about).await.unwrap().slug;
    platform.show_swot(&publish, &slug, true).await.unwrap();
    platform
        .change_swot(&publish.contributor(), &slug, &swot("Un conseil", "2024-05-02", &[]))
        .await
        .unwrap();
    platform.show_swot(&publish, &slug, false).await.unwrap();
    platform.discard_swot(&enter, &slug).await.unwrap();
    let slug = platform.begin_report(&enter, &report("Une séance", &[])).await.unwrap().slug;
    platform.show_activity(&publish, &slug, true).await.unwrap();
    let when = Fields::from([("du", "2024")]);
    platform.tell_report(&publish.contributor(), &slug, ReportStep::When, &when).await.unwrap();
    platform.show_activity(&publish, &slug, false).await.unwrap();
    platform.discard_activity(&enter, &slug).await.unwrap();
    let slug = house.plan(it.id, "Un plan").await.slug;
    let decides = publish.contributor();
    platform.tell_action(&decides, &slug, None, &action("Un pas", &[])).await.unwrap();
    platform.show_plan(&publish, &slug, false).await.unwrap();
    platform.discard_plan(&enter, &slug).await.unwrap();
}

/// Everything about the forum that leaves a line.
async fn look_after_the_forum(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let it = house.organization("Femmes de Tominian", &[]).await;
    house.administrator_of("Sira", it.id).await;
    let sira = surely(house.known("Sira").await);
    let space = Fields::from([("nom", "Plaidoyer"), ("public", "public")]);
    platform.make_space(right, &space).await.unwrap();
    let other = Fields::from([("nom", "Droits"), ("public", "public")]);
    let other = platform.make_space(right, &other).await.unwrap();
    let words = Fields::from([("titre", "Un sujet"), ("genre", "discussion"), ("texte", "Bonjour à vous")]);
    let place = platform.open_topic(&sira, "plaidoyer", &words).await.unwrap();
    let why = Fields::from([("raison", "le calme")]);
    for on in [true, false] {
        for change in [TopicChange::Pin(on), TopicChange::Close(on), TopicChange::Hide(on)] {
            platform.moderate_topic(&sira, place.topic, change, &why).await.unwrap();
        }
        platform.conduct_space(&sira, "plaidoyer", SpaceChange::Lock(on), &why).await.unwrap();
    }
    for (title, old) in [("Un autre titre", "garder"), ("Encore un titre", "effacer")] {
        let fields = Fields::from([("titre", title), ("ancien", old), ("raison", "le calme")]);
        platform.retitle_topic(&sira, place.topic, &fields).await.unwrap();
    }
    let slow = TopicChange::Slow(SlowMode::Minute);
    platform.moderate_topic(&sira, place.topic, slow, &why).await.unwrap();
    let slow = SpaceChange::Slow(SlowMode::Minute);
    platform.conduct_space(&sira, "plaidoyer", slow, &why).await.unwrap();
    let words = SpaceChange::Hold(HeldWords::parse("arnaque").unwrap());
    platform.conduct_space(&sira, "plaidoyer", words, &why).await.unwrap();
    let verdict = async |verdict: Verdict| {
        let (_, case) = platform.case(&sira, place.topic, 1).await.unwrap();
        platform.decide(&sira, (place.topic, 1), case.version, verdict, &why).await.unwrap();
    };
    verdict(Verdict::Hidden).await;
    platform.undo_decision(&sira, place.topic, 1).await.unwrap();
    for each in [Verdict::Hidden, Verdict::Kept, Verdict::Kept] {
        verdict(each).await;
    }
    platform.moderate_topic(&sira, place.topic, TopicChange::Move(other.id), &why).await.unwrap();
    let member = surely(house.member("Awa de Tominian", it.id, Role::Member).await);
    platform.reply(&member, place.topic, &Fields::from([("texte", "Bonjour à vous")])).await.unwrap();
    let new = Fields::from([("texte", "Bonjour à toutes"), ("raison", "le calme")]);
    platform.edit_post(&member, place.topic, 2, 1, &new).await.unwrap();
    let words = Fields::from([("titre", "Une question"), ("genre", "question"), ("texte", "Qui le sait ?")]);
    let asked = platform.open_topic(&member, &other.slug, &words).await.unwrap();
    platform.reply(&sira, asked.topic, &Fields::from([("texte", "Moi, un peu.")])).await.unwrap();
    for answer in [Some(2), None] {
        platform.mark_answer(&sira, asked.topic, answer).await.unwrap();
    }
    platform.withhold_former(&sira, (place.topic, 2), &why).await.unwrap();
    let new = Fields::from([("texte", "Bonjour"), ("raison", "le calme")]);
    platform.retouch_post(&sira, (place.topic, 2), 2, &new, &scribe).await.unwrap();
    let chosen = Fields::from([("choix", "2"), ("titre", "Un salut"), ("raison", "le calme")]);
    let split = platform.split_topic(&sira, place.topic, &chosen).await.unwrap();
    let back = Fields::from([("vers", &*place.topic.to_string()), ("raison", "le calme")]);
    platform.merge_topics(&sira, split, &back).await.unwrap();
    let sitan = surely(house.member("Sitan", it.id, Role::Member).await);
    let forum = Forum { house, organization: it.id, space: other, awa: sitan.clone(), fanta: sitan };
    forum.is_looked_after(&sira, &it.slug).await;
}

/// A reason is hidden and a proposal withdrawn by who runs an organisation's circle.
async fn decide_together(house: &House) {
    let platform = &house.platform;
    let organization = house.organization("Femmes de Tombouctou", &[]).await.id;
    let ina = surely(house.member("Ina", organization, Role::FocalPoint).await);
    let day = platform.clock().now().plus(2 * 24 * 60 * 60 * 1000).day().iso();
    let form = Fields::from([
        ("envoi", platform.next_proposal_id().to_string().as_str()),
        ("pour", "organisation:femmes-de-tombouctou"),
        ("titre", "Une seule lettre"),
        ("texte", "Au maire."),
        ("jour", day.as_str()),
        ("heure", "9h"),
    ]);
    let id = platform.propose(&ina, &form).await.unwrap();
    let answer = Fields::from([("reponse", "non"), ("texte", "Elle dort chez Awa.")]);
    platform.answer_proposal(&ina, id, &answer).await.unwrap();
    house.clock.advance(3 * 24 * 60 * 60 * 1000);
    platform.look_after_proposals().await.unwrap();
    let of = Fields::from([("personne", ina.person().unwrap().id.to_string().as_str())]);
    platform.hide_reason(&ina, id, &of).await.unwrap();
    let why = Fields::from([("motif", "Une personne est en danger.")]);
    platform.withdraw_proposal(&ina, id, &why).await.unwrap();
}

/// Sira moderates everything, and keeps the list of a working group.
async fn look_after_a_group(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let organization = house.organization("Femmes de Diré", &[]).await;
    let binta = house.member("Binta", organization.id, Role::Member).await.id;
    let sira = surely(house.known("Sira").await);
    let group = Fields::from([("nom", "Veille"), ("public", "groupe")]);
    platform.make_space(right, &group).await.unwrap();
    let place = Fields::from([("nom", "Binta"), ("organisation", "femmes-de-dire")]);
    platform.give_seat(&sira, "veille", &place).await.unwrap();
    decide_together(house).await;
    platform.take_seat(&sira, "veille", binta).await.unwrap();
    platform.make_group_words(&sira, "veille", &Fields::from([("pour", "groupe")])).await.unwrap();
    platform.end_group_words(&sira, "veille").await.unwrap();
}

/// Everything that is decided towards people.
async fn take_measures(house: &House) {
    let platform = &house.platform;
    let it = house.organization("Femmes de Macina", &[]).await;
    let awa = house.member("Awa de Macina", it.id, Role::Member).await;
    house.administrator_of("Djénéba", it.id).await;
    let djeneba = surely(house.known("Djénéba").await);
    let mut last = None;
    for kind in MeasureKind::TOWARDS_HER {
        let fields = [("mesure", kind.code()), ("duree", "1"), ("raison", "insultes")];
        let taken =
            platform.take_measure(&djeneba, Towards::Person(awa.id), &Fields::from(fields)).await.unwrap();
        last = Some(taken);
    }
    let words = Fields::from([("mots", "Je demande pardon."), ("raison", "Merci.")]);
    let id = last.expect("a measure");
    platform.appeal_measure(&surely(awa.clone()), id, &words).await.unwrap();
    platform.decide_measure(&djeneba, id, 2, Outcome::Kept, &words).await.unwrap();
    platform.undo_item(&djeneba, ItemId::Measure(id)).await.unwrap();
    platform.decide_measure(&djeneba, id, 4, Outcome::Kept, &words).await.unwrap();
    platform.decide_measure(&djeneba, id, 5, Outcome::Lifted, &words).await.unwrap();
    platform.add_note(&djeneba, awa.id, &words).await.unwrap();
    let notes = platform.notes_about(&djeneba, awa.id).await.unwrap();
    platform.remove_note(&djeneba, awa.id, notes[0].id).await.unwrap();
}

/// Everything that two administrators do together.
async fn act_together(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let one = house.organization("Femmes de Dioïla", &[]).await;
    let other = house.organization("Femmes de Bla", &[]).await;
    let (_, first) = house.administrator_of("Aminata", one.id).await;
    let (_, second) = house.administrator_of("Rokia", other.id).await;
    let wish = Fields::from([("acte", "liste"), ("raison", "rapport annuel")]);
    let id = platform.ask_agreement(&first, &wish).await.unwrap();
    platform.agree(&second, id).await.unwrap();
    platform.export_people(&second, id).await.unwrap();
    let open = Fields::from([("nom", "Parole libre"), ("public", "public"), ("autres_prenoms", "1")]);
    platform.make_space(right, &open).await.unwrap();
    let rokia = surely(house.known("Rokia").await);
    let words =
        [("titre", "Un aveu"), ("genre", "discussion"), ("texte", "Tout bas"), ("prenom", "Une voisine")];
    let place = platform.open_topic(&rokia, "parole-libre", &Fields::from(words)).await.unwrap();
    let message = format!("{}.{}", place.topic, place.post);
    let wish = Fields::from([("acte", "prenom"), ("message", message.as_str()), ("raison", "menaces")]);
    let id = platform.ask_agreement(&first, &wish).await.unwrap();
    platform.agree(&second, id).await.unwrap();
    platform.open_alias(&first, id).await.unwrap();
    platform
        .announce(&first, &Fields::from([("texte", "Bonne fête à toutes"), ("sure", "1")]))
        .await
        .unwrap();
}

/// Everything about people that leaves a line.
async fn look_after_people(house: &House) {
    let (platform, right) = (&house.platform, &house.right);
    let one = house.organization("Femmes de Kayes", &[]).await;
    let desk = right.focal_point_of(one.id);
    let wish = Fields::from([("pour", "une"), ("role", "membre")]);
    let (invitation, _) = platform.invite(&desk, true, &wish).await.unwrap();
    platform.withdraw_invitation(&desk, invitation.id).await.unwrap();
    for (name, accepted) in [("Mariam", true), ("Fanta", false)] {
        let fields = [("nom", name), ("passphrase", OWN_WORDS), ("organisation", one.slug.as_str())];
        let person = platform.ask_to_join(&Fields::from(fields)).await.unwrap().person.id;
        let (_, awa) = house.administrator_of(&format!("Awa pour {name}"), one.id).await;
        let receiver = surely(house.known(&format!("Awa pour {name}")).await).receiver(one.id).unwrap();
        platform.decide_request(&receiver, person, accepted).await.unwrap();
        if accepted {
            platform.set_role(&awa, person, one.id, Role::FocalPoint).await.unwrap();
            platform.withdraw_member(&desk, person).await.unwrap();
        }
        let moderator = house.moderator_of(&format!("Oumou pour {name}"), one.id).await;
        platform.set_shut_out(&moderator, false, person, true, "insultes").await.unwrap();
        platform.set_shut_out(&moderator, false, person, false, "excuses").await.unwrap();
    }
    let settings = [("demandes", "non"), ("jours", "14"), ("version", "1")];
    platform.set_site_settings(right, &Fields::from(settings)).await.unwrap();
    platform.add_administrator(right, "Kadia").await.unwrap();
    platform.reset_passphrase(right, "Kadia").await.unwrap();
}
