//! Experiences: told step by step by her alone, published once, corrected with a history, erased with all that they say.

use super::forum::Forum;
use crate::callers::surely;
use crate::people::{House, on_both_engines, scribe};
use domain::Error;
use domain::access::Caller;
use domain::forum::Place;
use domain::outside::Clock as _;
use model::accounts::{Moderates, Person};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Age, Count, ExperienceDraft, MOST_DRAFTS, Part, Sex, Step, TopicKind};

pub const STEPS: [(Step, &[(&str, &str)]); 7] = [
    (Step::Title, &[("titre", "Quatre réunions de quartier")]),
    (Step::Place, &[("region", "segou"), ("commune", "Markala")]),
    (Step::When, &[("du", "juin 2025")]),
    (Step::Domains, &[("domaines", "paix")]),
    (Step::Done, &[("texte", "Nous avons tenu quatre réunions.")]),
    (Step::Figures, &[("f-18-35", "20"), ("h-18-35", "3")]),
    (Step::Helped, &[("texte", "Le thé, après le champ.")]),
];

pub fn form(pairs: &[(&str, &str)]) -> Fields {
    Fields::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

impl Forum<'_> {
    /// A draft of hers with everything that a reader needs.
    pub async fn told(&self, who: &Caller) -> ExperienceDraft {
        self.told_in(who, &self.space.slug).await
    }

    /// The same for another space.
    pub async fn told_in(&self, who: &Caller, space: &str) -> ExperienceDraft {
        let platform = &self.house.platform;
        let draft = platform.begin_experience(who, space).await.unwrap();
        for (step, pairs) in STEPS {
            platform.tell_step(who, &draft.id.to_string(), step, &form(pairs)).await.unwrap();
        }
        platform.experience_draft(who, &draft.id.to_string()).await.unwrap()
    }

    pub async fn publish(&self, who: &Caller, draft: &ExperienceDraft) -> Result<Place, Error> {
        let id = draft.id.to_string();
        self.house.platform.publish_experience(who, &id, &Fields::default(), &scribe).await
    }

    /// A published experience of hers.
    pub async fn experience(&self, who: &Caller) -> Place {
        let draft = self.told(who).await;
        self.publish(who, &draft).await.unwrap()
    }
}

pub fn refused(error: Error) -> Vec<(String, Problem)> {
    let Error::Invalid(errors) = error else { panic!("{error:?}") };
    errors.into_iter().map(|it| (it.field, it.problem)).collect()
}

pub async fn found(house: &House, who: &Caller, query: &[(&str, &str)]) -> Vec<i64> {
    let found = house.platform.find_experiences(who, &form(query)).await.unwrap();
    found.answer.items.iter().map(|it| it.topic).collect()
}

#[tokio::test]
async fn what_she_tells_is_kept_with_each_step_for_her_alone_and_published_once() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let draft = forum.told(&forum.awa).await;
        let id = draft.id.to_string();
        // On another machine, after another sign-in, it is there again.
        let next_door = house.next_door().await;
        let there = next_door.experience_drafts(&forum.awa).await.unwrap();
        assert_eq!(there, std::slice::from_ref(&draft));
        for (who, expected) in [(&forum.fanta, "NotFound"), (&Caller::Visitor, "SignIn")] {
            let refusals = [
                platform.experience_draft(who, &id).await.map(drop),
                platform.tell_step(who, &id, Step::Title, &form(&[("titre", "À moi")])).await,
                platform.publish_experience(who, &id, &Fields::default(), &scribe).await.map(drop),
                platform.discard_draft(who, &id).await,
            ];
            for refusal in refusals {
                assert_eq!(format!("{:?}", refusal.unwrap_err()), expected);
            }
        }
        assert_eq!(platform.experience_drafts(&forum.fanta).await.unwrap(), []);
        let (one, two) = tokio::join!(forum.publish(&forum.awa, &draft), forum.publish(&forum.awa, &draft));
        let place = one.unwrap();
        assert_eq!((place, forum.publish(&forum.awa, &draft).await.unwrap()), (two.unwrap(), place));
        assert_eq!(platform.experience_drafts(&forum.awa).await.unwrap(), []);
        let page = platform.space_page(&Caller::Visitor, "plaidoyer", None).await.unwrap();
        assert_eq!((page.total, page.topics[0].kind), (1, TopicKind::Experience));
        let page = platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
        let kept = platform.experience_of(&page.topic).await.unwrap().unwrap();
        let it = kept.experience;
        assert_eq!(
            (it.place.label().as_str(), it.text(Part::Helped)),
            ("Ségou > Markala", "Le thé, après le champ.")
        );
        assert_eq!(it.figures.shown(Sex::Male, Age::Young), Some(Count::Few));
        let text = page.posts[0].text.as_str();
        assert!(
            text.contains("quatre réunions") && text.contains("moins de 5") && !text.contains("23"),
            "{text}"
        );
        forum.reply(&forum.fanta, place.topic, "Nous essayons.").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_step_with_bad_values_changes_nothing_and_names_each_of_them() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let draft = forum.told(&forum.awa).await;
        let id = draft.id.to_string();
        let tell = async |step, pairs: &[(&str, &str)]| {
            refused(house.platform.tell_step(&forum.awa, &id, step, &form(pairs)).await.unwrap_err())
        };
        let elsewhere =
            Problem::PlaceElsewhere { value: "Kadiolo".to_owned(), regions: "Sikasso".to_owned() };
        let place = tell(Step::Place, &[("region", "segou"), ("commune", "Kadiolo")]).await;
        assert_eq!(place, [("commune".to_owned(), elsewhere)]);
        assert_eq!(tell(Step::When, &[("du", "31/02/2025")]).await, [("du".to_owned(), Problem::NotADate)]);
        assert_eq!(tell(Step::When, &[("du", "2027")]).await, [("du".to_owned(), Problem::InTheFuture)]);
        let figures = tell(Step::Figures, &[("f-18-35", "-1"), ("h-18-35", "1000001")]).await;
        assert_eq!(figures.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["f-18-35", "h-18-35"]);
        assert_eq!(house.platform.experience_draft(&forum.awa, &id).await.unwrap(), draft);
        let empty = house.platform.begin_experience(&forum.awa, "plaidoyer").await.unwrap();
        let missing = refused(forum.publish(&forum.awa, &empty).await.unwrap_err());
        let steps: Vec<&str> = missing.iter().map(|it| it.0.as_str()).collect();
        assert_eq!(steps, ["titre", "lieu", "date", "domaines", "fait"]);
    })
    .await;
}

#[tokio::test]
async fn two_phones_lose_nothing_of_each_other() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let draft = forum.told(&forum.awa).await;
        let id = draft.id.to_string();
        let seen = draft.told.seal(Step::Done);
        let tell = async |text: &str, seen: &str| {
            platform.tell_step(&forum.awa, &id, Step::Done, &form(&[("texte", text), ("vu", seen)])).await
        };
        tell("De la maison.", &seen).await.unwrap();
        tell("De la maison.", &seen).await.unwrap();
        assert!(matches!(tell("Du marché.", &seen).await, Err(Error::Conflict)));
        let now = platform.experience_draft(&forum.awa, &id).await.unwrap().told.seal(Step::Done);
        tell("Du marché.", &now).await.unwrap();
        // Different steps at the same moment are all kept.
        let telling = [Step::With, Step::Results, Step::Hindered, Step::Learnt].map(|step| {
            let (platform, who, id) = (platform.clone(), forum.awa.clone(), id.clone());
            tokio::spawn(async move {
                platform.tell_step(&who, &id, step, &form(&[("texte", step.code())])).await.unwrap();
            })
        });
        for one in telling {
            one.await.unwrap();
        }
        let told = platform.experience_draft(&forum.awa, &id).await.unwrap().told;
        assert_eq!(told.texts.len(), 6);
        // The other phone published meanwhile: what is told on this one becomes a correction.
        let place = forum.publish(&forum.awa, &draft).await.unwrap();
        let late = form(&[("texte", "Une phrase de plus.")]);
        platform.tell_step(&forum.awa, &id, Step::Recommended, &late).await.unwrap();
        let drafts = platform.experience_drafts(&forum.awa).await.unwrap();
        assert_eq!((drafts.len(), drafts[0].corrects), (1, Some(1)));
        assert_eq!(forum.publish(&forum.awa, &drafts[0]).await.unwrap(), place);
        assert!(forum.text_of(&forum.fanta, place).await.contains("Une phrase de plus."));
    })
    .await;
}

#[tokio::test]
async fn an_experience_is_corrected_with_the_same_steps_and_the_old_text_is_kept() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.experience(&forum.awa).await;
        for other in [&forum.fanta, &Caller::Visitor] {
            assert!(platform.begin_correction(other, place.topic).await.is_err());
        }
        let plain = form(&[("texte", "Un texte sans parties.")]);
        let by_hand = platform.edit_post(&forum.awa, place.topic, 1, 1, &plain).await;
        assert!(matches!(by_hand, Err(Error::NotFound)), "{by_hand:?}");
        let (one, two) = tokio::join!(
            platform.begin_correction(&forum.awa, place.topic),
            platform.begin_correction(&forum.awa, place.topic)
        );
        let draft = one.unwrap();
        assert_eq!(draft, two.unwrap());
        let id = draft.id.to_string();
        for (step, pairs) in [
            (Step::Title, [("titre", "Cinq réunions de quartier")]),
            (Step::Done, [("texte", "Nous avons tenu cinq réunions.")]),
        ] {
            platform.tell_step(&forum.awa, &id, step, &form(&pairs)).await.unwrap();
        }
        assert!(forum.text_of(&forum.fanta, place).await.contains("quatre"), "nothing changes before");
        house.clock.advance(1000);
        assert_eq!(forum.publish(&forum.awa, &draft).await.unwrap(), place);
        let page = platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
        assert_eq!(page.topic.title.as_str(), "Cinq réunions de quartier");
        let post = &page.posts[0];
        assert_eq!((post.version, post.edited_at), (2, Some(house.clock.now())));
        assert!(post.text.as_str().contains("cinq réunions"));
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let (_, case) = platform.case(&moderator, place.topic, 1).await.unwrap();
        let (_, before) = platform.evidence(&moderator, &case).await.unwrap();
        assert!(before.len() == 1 && before[0].text.contains("quatre réunions"), "{before:?}");
        assert_eq!(found(house, &Caller::Visitor, &[("q", "cinq ")]).await, [place.topic]);
        assert_eq!(found(house, &Caller::Visitor, &[("q", "quatre ")]).await, [0_i64; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_correction_of_what_was_corrected_since_is_told_so_and_then_taken() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.experience(&forum.awa).await;
        let first = platform.begin_correction(&forum.awa, place.topic).await.unwrap();
        let id = first.id.to_string();
        let tell = async |text: &str| {
            platform.tell_step(&forum.awa, &id, Step::Learnt, &form(&[("texte", text)])).await.unwrap();
        };
        tell("La première leçon.").await;
        forum.publish(&forum.awa, &first).await.unwrap();
        // A draft that was begun before it, as another process may have kept it.
        tell("La deuxième leçon.").await;
        let second = platform.experience_draft(&forum.awa, &id).await.unwrap();
        let stale = ExperienceDraft { corrects: Some(1), version: second.version + 1, ..second.clone() };
        let right = forum.awa.oneself().unwrap();
        let store: &dyn domain::forum::ExperienceStore = &house.store;
        store.put_draft(&right, &stale, Some(second.version)).await.unwrap();
        let refused = forum.publish(&forum.awa, &stale).await;
        assert!(matches!(refused.as_ref().map_err(Error::failure), Err(model::failure::Failure::Conflict)));
        assert!(forum.text_of(&forum.fanta, place).await.contains("La première leçon."));
        forum.publish(&forum.awa, &stale).await.unwrap();
        assert!(forum.text_of(&forum.fanta, place).await.contains("La deuxième leçon."));
    })
    .await;
}

#[tokio::test]
async fn a_space_that_was_locked_between_two_steps_costs_nobody_her_words() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let draft = forum.told(&forum.awa).await;
        let id = draft.id.to_string();
        let fields =
            form(&[("nom", "Plaidoyer"), ("public", "public"), ("ferme", "1"), ("raison", "Une pause.")]);
        platform.change_space(&house.right, "plaidoyer", 1, &fields).await.unwrap();
        platform.tell_step(&forum.awa, &id, Step::Learnt, &form(&[("texte", "À suivre.")])).await.unwrap();
        let closed = refused(forum.publish(&forum.awa, &draft).await.unwrap_err());
        assert_eq!(closed, [("espace".to_owned(), Problem::SpaceClosed)]);
        assert!(!platform.experience_draft(&forum.awa, &id).await.unwrap().told.lacks(Step::Learnt));
        let begun = platform.begin_experience(&forum.awa, "plaidoyer").await;
        assert!(matches!(begun, Err(Error::NotAllowed)), "{begun:?}");
        let other =
            platform.make_space(&house.right, &form(&[("nom", "Ailleurs"), ("public", "public")])).await;
        let chosen = form(&[("espace", other.unwrap().slug.as_str())]);
        let place = platform.publish_experience(&forum.awa, &id, &chosen, &scribe).await.unwrap();
        let page = platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
        assert_eq!(page.space.slug, "ailleurs");
        // Whoever is no member any more keeps what she told, and publishes it nowhere.
        let draft = forum.told_in(&forum.fanta, "ailleurs").await;
        let mut alone = forum.fanta.person().unwrap().clone();
        alone.affiliations.clear();
        let alone = surely(alone);
        assert_eq!(platform.experience_drafts(&alone).await.unwrap().len(), 1);
        let refusal = refused(forum.publish(&alone, &draft).await.unwrap_err());
        assert_eq!(refusal, [("espace".to_owned(), Problem::SpaceClosed)]);
    })
    .await;
}

#[tokio::test]
async fn drafts_are_thrown_away_and_are_not_without_end() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let empty = platform.begin_experience(&forum.awa, "plaidoyer").await.unwrap();
        let again = platform.begin_experience(&forum.awa, "plaidoyer").await.unwrap();
        assert_eq!(empty.id, again.id, "an empty one is taken up again");
        platform.discard_draft(&forum.awa, &empty.id.to_string()).await.unwrap();
        assert!(matches!(
            platform.discard_draft(&forum.awa, &empty.id.to_string()).await,
            Err(Error::NotFound)
        ));
        for number in 0..MOST_DRAFTS {
            let draft = platform.begin_experience(&forum.awa, "plaidoyer").await.unwrap();
            let title = format!("Expérience {number}");
            let title = form(&[("titre", title.as_str())]);
            platform.tell_step(&forum.awa, &draft.id.to_string(), Step::Title, &title).await.unwrap();
        }
        let refusal = refused(platform.begin_experience(&forum.awa, "plaidoyer").await.unwrap_err());
        assert_eq!(refusal, [("espace".to_owned(), Problem::TooManyDrafts { max: MOST_DRAFTS })]);
        let titles: Vec<_> = platform.experience_drafts(&forum.awa).await.unwrap();
        assert_eq!(titles.len(), MOST_DRAFTS);
    })
    .await;
}

/// She, as a moderator of every space.
pub fn moderates_everything(person: Person) -> Caller {
    surely(Person { moderates: Moderates::Everything, ..person })
}
