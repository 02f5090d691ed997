//! Good practices: marked with a reason, said by a document of the library, and withdrawn as soon as they are not to be read.

use super::experience::{form, found, moderates_everything, refused};
use super::forum::Forum;
use crate::callers::surely;
use crate::people::{OWN_WORDS, on_both_engines, scribe};
use domain::Error;
use domain::access::Caller;
use domain::forum::TopicChange;
use model::accounts::Role;
use model::audit::Deed;
use model::fields::Fields;
use model::forum::{Part, Step};
use model::library::{Content, Document, DocumentFilter, DocumentState};
use model::moderation::Verdict;

const WHY: (&str, &str) = ("raison", "Facile à refaire ailleurs.");

fn marking(organization: &str) -> Fields {
    form(&[
        WHY,
        ("organisation", organization),
        ("genre", "guide"),
        ("licence", "cc-by-sa"),
        ("langues", "fr"),
    ])
}

impl Forum<'_> {
    /// All that staff do about what a member told and said.
    pub async fn is_looked_after(&self, staff: &Caller, publisher: &str) {
        let platform = &self.house.platform;
        let told = self.experience(&self.awa).await;
        platform.mark_practice(staff, told.topic, &marking(publisher)).await.unwrap();
        platform.lift_practice(staff, told.topic, &form(&[WHY])).await.unwrap();
        let spoken = self.spoken(&self.awa, told.topic).await;
        let line = form(&[("ligne", "Le maire promet")]);
        platform.caption_recording(staff, spoken.topic, spoken.post, None, &line).await.unwrap();
        let (at, why) = ((spoken.topic, spoken.post), form(&[WHY, ("sure", "1")]));
        let (_, case) = platform.case(staff, spoken.topic, spoken.post).await.unwrap();
        platform.decide(staff, at, case.version, Verdict::Hidden, &why).await.unwrap();
        platform.remove_post(staff, at, case.post_version + 1, &why).await.unwrap();
    }

    /// The only document of the library, whatever its state.
    async fn document(&self) -> Option<Document> {
        let shelves = self.house.platform.shelves().await.unwrap();
        let mut all = shelves.all();
        let first = all.next().cloned();
        assert!(all.next().is_none(), "one document");
        first
    }

    async fn state(&self) -> Option<DocumentState> {
        self.document().await.map(|it| it.state)
    }

    async fn is_practice(&self, topic: i64) -> bool {
        let query = form(&[("pratique", "bonne")]);
        let found = self.house.platform.find_experiences(&Caller::Visitor, &query).await.unwrap();
        found.answer.items.iter().any(|it| it.topic == topic && it.practice)
    }
}

#[tokio::test]
async fn a_moderator_marks_a_good_practice_and_the_library_has_it_until_she_takes_the_mark_back() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.experience(&forum.awa).await;
        let moderator = moderates_everything(house.known("Fanta").await);
        let elsewhere = forum.moderator(house.known("Fanta").await, "un-autre");
        for (who, expected) in
            [(&Caller::Visitor, "SignIn"), (&forum.awa, "NotAllowed"), (&elsewhere, "NotAllowed")]
        {
            let refusal = platform.mark_practice(who, place.topic, &marking("femmes-de-segou")).await;
            assert_eq!(format!("{:?}", refusal.unwrap_err()), expected);
        }
        let empty = platform.mark_practice(&moderator, place.topic, &Fields::default()).await;
        let Err(Error::Invalid(errors)) = empty else { panic!("{empty:?}") };
        assert_eq!(errors.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["raison", "organisation"]);
        let network = form(&[
            WHY,
            ("organisation", "femmes-de-segou"),
            ("genre", "affiche"),
            ("licence", "reseau-seulement"),
            ("langues", "fr"),
        ]);
        let refusal = platform.mark_practice(&moderator, place.topic, &network).await;
        assert!(matches!(refusal, Err(Error::Invalid(_))), "{refusal:?}");
        assert_eq!((forum.document().await, forum.is_practice(place.topic).await), (None, false));

        let fields = marking("femmes-de-segou");
        let (one, two) = tokio::join!(
            platform.mark_practice(&moderator, place.topic, &fields),
            platform.mark_practice(&moderator, place.topic, &fields)
        );
        assert!(one.is_ok() || two.is_ok(), "{one:?} {two:?}");
        platform.mark_practice(&moderator, place.topic, &fields).await.unwrap();
        let document = forum.document().await.unwrap();
        assert_eq!(
            (document.state, document.title.as_str()),
            (DocumentState::Published, "Quatre réunions de quartier")
        );
        let Some(Content::Text(text)) = &document.content else { panic!("a text") };
        assert!(text.as_str().contains("Le thé, après le champ.") && text.as_str().contains("moins de 5"));
        assert!(document.authors.is_empty(), "her name is not taken along");
        assert!(forum.is_practice(place.topic).await);
        let (space, topic) =
            platform.topic_of_document(&Caller::Visitor, document.id).await.unwrap().unwrap();
        assert_eq!((space.slug.as_str(), topic.number), ("plaidoyer", place.topic));
        let words = DocumentFilter { text: Some("thé ".to_owned()), ..DocumentFilter::default() };
        assert_eq!(platform.look_inside(&words).await.unwrap(), [document.number]);
        let news = platform.notices(&forum.awa.oneself().unwrap(), None).await.unwrap();
        assert!(news.iter().any(|it| it.what == "practice_marked"), "{news:?}");

        let silent = platform.lift_practice(&moderator, place.topic, &Fields::default()).await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
        platform.lift_practice(&moderator, place.topic, &form(&[WHY])).await.unwrap();
        assert_eq!(
            (forum.state().await, forum.is_practice(place.topic).await),
            (Some(DocumentState::Withdrawn), false)
        );
        assert_eq!(platform.topic_of_document(&forum.awa, document.id).await.unwrap(), None);
        let log = platform.audit(&house.right, None).await.unwrap();
        for deed in [Deed::PracticeMarked, Deed::PracticeLifted] {
            let line = log.iter().find(|it| it.deed == deed.code()).unwrap();
            assert_eq!(line.reason.as_deref(), Some(WHY.1));
        }
        // Marked again, the same document is read again, at the same address.
        platform.mark_practice(&moderator, place.topic, &fields).await.unwrap();
        let again = forum.document().await.unwrap();
        assert_eq!((again.slug, again.state), (document.slug, DocumentState::Published));
    })
    .await;
}

#[tokio::test]
async fn who_does_not_decide_for_an_organisation_proposes_the_document_to_who_does() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.experience(&forum.awa).await;
        house.organization("Femmes de Kayes", &[]).await;
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let other = platform.mark_practice(&moderator, place.topic, &marking("femmes-de-kayes")).await;
        assert!(matches!(other, Err(Error::Invalid(_))), "{other:?}");
        platform.mark_practice(&moderator, place.topic, &marking("femmes-de-segou")).await.unwrap();
        assert_eq!(forum.state().await, Some(DocumentState::Proposed));
        assert!(forum.is_practice(place.topic).await);
        let focal_point = surely(house.member("Oumou", forum.organization, Role::FocalPoint).await);
        let slug = forum.document().await.unwrap().slug;
        let librarian = focal_point.librarian(forum.organization).unwrap();
        platform.publish_document(&librarian, &slug).await.unwrap();
        assert_eq!(forum.state().await, Some(DocumentState::Published));
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_corrected_moved_or_erased_leaves_the_library_at_once() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.experience(&forum.awa).await;
        let moderator = moderates_everything(house.known("Fanta").await);
        let mark = async || {
            platform.mark_practice(&moderator, place.topic, &marking("femmes-de-segou")).await.unwrap();
            assert_eq!(forum.state().await, Some(DocumentState::Published));
        };
        let gone = async |what: &str| {
            let expected = (Some(DocumentState::Withdrawn), false);
            assert_eq!((forum.state().await, forum.is_practice(place.topic).await), expected, "{what}");
        };
        // A reader points at somebody in danger.
        mark().await;
        let reader = surely(house.member("Kadi", forum.organization, Role::Member).await);
        platform.flag_post(&reader, place.topic, 1, &form(&[("motif", "danger")])).await.unwrap();
        gone("flagged").await;
        let (_, case) = platform.case(&moderator, place.topic, 1).await.unwrap();
        platform
            .decide(&moderator, (place.topic, 1), case.version, Verdict::Kept, &form(&[WHY]))
            .await
            .unwrap();
        gone("shown again: somebody marks it again, or nobody").await;
        // A moderator hides the topic.
        mark().await;
        for hides in [true, false] {
            platform
                .moderate_topic(&moderator, place.topic, TopicChange::Hide(hides), &form(&[WHY]))
                .await
                .unwrap();
        }
        gone("hidden").await;
        // It moves to where only members read.
        mark().await;
        let members = platform
            .make_space(&house.right, &form(&[("nom", "Entre nous"), ("public", "membres")]))
            .await
            .unwrap();
        platform
            .moderate_topic(&moderator, place.topic, TopicChange::Move(members.id), &form(&[WHY]))
            .await
            .unwrap();
        assert_eq!(forum.state().await, Some(DocumentState::Withdrawn));
        platform
            .moderate_topic(
                &moderator,
                place.topic,
                TopicChange::Move(forum.space.id),
                &form(&[WHY, ("sure", "1")]),
            )
            .await
            .unwrap();
        // Its author corrects it.
        mark().await;
        let draft = platform.begin_correction(&forum.awa, place.topic).await.unwrap();
        let done = form(&[("texte", "Sans le nom du quartier.")]);
        platform.tell_step(&forum.awa, &draft.id.to_string(), Step::Done, &done).await.unwrap();
        forum.publish(&forum.awa, &draft).await.unwrap();
        gone("corrected").await;
        mark().await;
        let Some(Content::Text(text)) = forum.document().await.unwrap().content else { panic!("a text") };
        assert!(text.as_str().contains("Sans le nom du quartier."));
        // Its author erases it: nothing of it stays, in the index of full texts neither.
        platform.withdraw_post(&forum.awa, place.topic, 1).await.unwrap();
        assert_eq!(forum.document().await, None);
        let filter = DocumentFilter { text: Some("quartier ".to_owned()), ..DocumentFilter::default() };
        assert_eq!(platform.look_inside(&filter).await.unwrap(), [0_i64; 0]);
    })
    .await;
}

#[tokio::test]
async fn whatever_hides_a_good_practice_the_next_sweep_withdraws_its_document() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.experience(&forum.awa).await;
        let moderator = moderates_everything(house.known("Fanta").await);
        platform.mark_practice(&moderator, place.topic, &marking("femmes-de-segou")).await.unwrap();
        let fields = form(&[("nom", "Plaidoyer"), ("public", "membres")]);
        platform.change_space(&house.right, "plaidoyer", 1, &fields).await.unwrap();
        platform.sweep().await.unwrap();
        assert_eq!(forum.state().await, Some(DocumentState::Withdrawn));
        // With the account of its author everything goes, if she wants it.
        let fields = form(&[("nom", "Plaidoyer"), ("public", "public")]);
        platform.change_space(&house.right, "plaidoyer", 2, &fields).await.unwrap();
        platform.mark_practice(&moderator, place.topic, &marking("femmes-de-segou")).await.unwrap();
        let fields = form(&[("sure", "1"), ("messages", "effacer"), ("passphrase_actuelle", OWN_WORDS)]);
        platform.delete_account(&forum.awa.oneself().unwrap(), &fields).await.unwrap();
        assert_eq!(forum.document().await, None);
    })
    .await;
}

#[tokio::test]
async fn a_moderator_changes_the_parts_of_an_experience_with_a_trace_and_it_is_read_again_before_it_is_a_practice()
 {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.experience(&forum.awa).await;
        let moderator = moderates_everything(house.known("Fanta").await);
        platform.mark_practice(&moderator, place.topic, &marking("femmes-de-segou")).await.unwrap();
        let at = (place.topic, 1);
        let told = platform.post_to_retouch(&moderator, place.topic, 1).await.unwrap().told.unwrap().1;
        let texts: Vec<(&str, &str)> =
            told.experience.texts.iter().map(|(part, text)| (part.code(), text.as_str())).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        let words = |aide: &str, fait: &str| {
            let mut fields = form(&[WHY]);
            for (part, text) in &texts {
                let text = match *part {
                    "aide" => aide,
                    "fait" => fait,
                    _ => text,
                };
                fields.push(*part, text);
            }
            fields
        };
        let retouch = async |who: &Caller, version: i64, fields: &Fields| {
            platform.retouch_post(who, at, version, fields, &scribe).await
        };
        let version = platform.case(&moderator, place.topic, 1).await.unwrap().1.post_version;
        let done = told.experience.text(Part::Done).to_owned();
        let new = words("Le thé, chez (…).", &done);
        assert!(matches!(retouch(&forum.awa, version, &new).await, Err(Error::NotAllowed)));
        assert!(matches!(
            retouch(&moderator, version + 1, &new).await,
            Err(Error::Conflict | Error::Store(_))
        ));
        let long = "é".repeat(2_501);
        for (aide, fait, field) in [("Le thé.", "", "fait"), (&long, &done, "aide")] {
            let refusal = retouch(&moderator, version, &words(aide, fait)).await;
            assert_eq!(refused(refusal.unwrap_err())[0].0, field);
        }
        // Nothing changed, nothing is told of it.
        retouch(&moderator, version, &words("Le thé, après le champ.", &done)).await.unwrap();
        assert!(forum.is_practice(place.topic).await);

        retouch(&moderator, version, &new).await.unwrap();
        let page = platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
        let now = platform.experience_of(&page.topic).await.unwrap().unwrap();
        assert_eq!(now.experience.text(Part::Helped), "Le thé, chez (…).");
        assert_eq!(
            (&now.experience.figures, now.experience.place),
            (&told.experience.figures, told.experience.place)
        );
        assert!(page.posts[0].text.as_str().contains("chez (…)"), "search and feeds say the same");
        assert!(page.posts[0].moderated_at.is_some());
        assert_eq!(found(house, &Caller::Visitor, &[("q", "champ "), ("dans", "aide")]).await, [0_i64; 0]);
        assert_eq!(
            (forum.state().await, forum.is_practice(place.topic).await),
            (Some(DocumentState::Withdrawn), false)
        );
        // What it said is kept for her and for moderators, and she is told why.
        let (_, revisions) = platform
            .evidence(&moderator, &platform.case(&moderator, place.topic, 1).await.unwrap().1)
            .await
            .unwrap();
        assert!(revisions.iter().any(|it| it.by_moderator && it.text.contains("après le champ")));
        let news = platform.notices(&forum.awa.oneself().unwrap(), None).await.unwrap();
        assert!(news.iter().any(|it| it.what == "act_post_retouched"), "{news:?}");
        // A part may be taken out whole.
        let version = platform.case(&moderator, place.topic, 1).await.unwrap().1.post_version;
        retouch(&moderator, version, &words("", &done)).await.unwrap();
        let now = platform.experience_of(&page.topic).await.unwrap().unwrap();
        assert_eq!(now.experience.text(Part::Helped), "");
    })
    .await;
}
