//! The forum: who reads and who writes, and that nothing is kept twice or lost.

use crate::callers::surely;
use crate::people::{House, OWN_WORDS, on_both_engines};
use domain::Error;
use domain::access::Caller;
use domain::forum::Place;
use domain::outside::Clock as _;
use model::accounts::{Moderates, Person, Role};
use model::fields::Fields;
use model::forum::{Bookmark, POSTS_ON_A_PAGE, Space, TOPICS_ON_A_PAGE, Visible};
use model::id::OrganizationId;

/// A house with an organisation, a space of this audience and two members.
pub struct Forum<'a> {
    pub house: &'a House,
    pub organization: OrganizationId,
    pub space: Space,
    pub awa: Caller,
    pub fanta: Caller,
}

impl<'a> Forum<'a> {
    pub async fn of(house: &'a House, audience: &str) -> Self {
        let organization = house.organization("Femmes de Ségou", &[]).await;
        let fields = Fields::from([
            ("nom", "Plaidoyer"),
            ("public", audience),
            ("organisation", organization.slug.as_str()),
        ]);
        let space = house.platform.make_space(&house.right, &fields).await.unwrap();
        let awa = surely(house.member("Awa", organization.id, Role::Member).await);
        let fanta = surely(house.member("Fanta", organization.id, Role::Member).await);
        Self { house, organization: organization.id, space, awa, fanta }
    }

    pub async fn topic(&self, who: &Caller, title: &str) -> Place {
        self.house.platform.open_topic(who, &self.space.slug, &topic(title)).await.unwrap()
    }

    pub async fn reply(&self, who: &Caller, topic: i64, text: &str) -> Result<Place, Error> {
        self.house.platform.reply(who, topic, &Fields::from([("texte", text)])).await
    }

    pub fn moderator(&self, person: Person, space: &str) -> Caller {
        surely(Person { moderates: Moderates::Spaces(vec![space.to_owned()]), ..person })
    }

    pub async fn text_of(&self, who: &Caller, place: Place) -> String {
        let page = self.house.platform.topic_page(who, place.topic, place.post).await.unwrap();
        page.posts.iter().find(|it| it.number == place.post).unwrap().text.to_string()
    }
}

pub fn topic(title: &str) -> Fields {
    Fields::from([("titre", title), ("genre", "question"), ("texte", "Comment faites-vous ?")])
}

#[tokio::test]
async fn a_space_is_read_and_written_by_those_whom_it_is_for() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "organisation").await;
        let place = forum.topic(&forum.awa, "Une salle pour vendredi").await;
        let elsewhere = house.organization("Femmes de Kayes", &[]).await.id;
        let stranger = surely(house.member("Kadi", elsewhere, Role::Member).await);
        let platform = &house.platform;
        for (who, expected) in [(&Caller::Visitor, "SignIn"), (&stranger, "NotFound")] {
            let refusals = [
                platform.space_page(who, "plaidoyer", None).await.map(|_| ()),
                platform.topic_page(who, place.topic, 1).await.map(|_| ()),
                platform.open_topic(who, "plaidoyer", &topic("Je passe par là")).await.map(|_| ()),
                platform.reply(who, place.topic, &Fields::from([("texte", "Bonjour.")])).await.map(|_| ()),
                platform.thank(who, place.topic, 1, true).await.map(|_| ()),
            ];
            for refusal in refusals {
                assert_eq!(format!("{:?}", refusal.unwrap_err()), expected);
            }
            assert!(platform.forum(who).await.unwrap().is_empty());
        }
        assert_eq!(platform.forum(&forum.fanta).await.unwrap().len(), 1);
        forum.reply(&forum.fanta, place.topic, "La nôtre est libre.").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_twice_is_kept_once_also_at_the_same_moment() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let id = platform.next_post_id().to_string();
        let mut form = topic("Où trouver un séchoir");
        form.push("envoi", id.as_str());
        let (one, two) = tokio::join!(
            platform.open_topic(&forum.awa, "plaidoyer", &form),
            platform.open_topic(&forum.awa, "plaidoyer", &form)
        );
        assert_eq!(one.unwrap(), two.unwrap());
        let id = platform.next_post_id().to_string();
        let reply = Fields::from([("texte", "Chez le menuisier."), ("envoi", id.as_str())]);
        let (one, two) =
            tokio::join!(platform.reply(&forum.fanta, 1, &reply), platform.reply(&forum.fanta, 1, &reply));
        assert_eq!(one.unwrap(), two.unwrap());
        let page = platform.topic_page(&Caller::Visitor, 1, 1).await.unwrap();
        assert_eq!((page.topic.posts, page.posts.len()), (2, 2));
        let space = platform.space_page(&Caller::Visitor, "plaidoyer", None).await.unwrap();
        assert_eq!((space.total, space.topics.len()), (1, 1));
        // Somebody else's id is not a way to her post, and takes nothing of it.
        let stolen = platform.reply(&forum.awa, 1, &reply).await;
        assert!(stolen.is_err(), "{stolen:?}");
    })
    .await;
}

#[tokio::test]
async fn replies_of_many_at_once_are_all_kept_and_numbered_without_gaps() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.awa, "Qui vient samedi").await;
        let writers = (0..12).map(|number| {
            let (platform, who) = (house.platform.clone(), forum.fanta.clone());
            tokio::spawn(async move {
                let text = format!("Moi, et encore {number}.");
                platform
                    .reply(&who, place.topic, &Fields::from([("texte", text.as_str())]))
                    .await
                    .unwrap()
                    .post
            })
        });
        let mut numbers = Vec::new();
        for writer in writers.collect::<Vec<_>>() {
            numbers.push(writer.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (2..=13).collect::<Vec<_>>());
        let page = house.platform.topic_page(&forum.awa, place.topic, 1).await.unwrap();
        assert_eq!(page.posts.iter().map(|it| it.number).collect::<Vec<_>>(), (1..=13).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_a_space_visit_every_topic_once_the_last_written_in_first() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let count = 2 * TOPICS_ON_A_PAGE as i64 + 5;
        for number in 1..=count {
            // Three at a time begin in the same millisecond.
            if number % 3 == 0 {
                house.clock.advance(1);
            }
            forum.topic(&forum.awa, &format!("Sujet numéro {number}")).await;
        }
        house.clock.advance(1000);
        forum.reply(&forum.fanta, 2, "Je le remonte.").await.unwrap();
        let (mut seen, mut after): (Vec<i64>, Option<Bookmark>) = (Vec::new(), None);
        loop {
            let page = house.platform.space_page(&Caller::Visitor, "plaidoyer", after).await.unwrap();
            assert_eq!(page.total, count);
            seen.extend(page.topics.iter().map(|it| it.number));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let others = (1..=count).rev().filter(|number| *number != 2);
        assert_eq!(seen, std::iter::once(2).chain(others).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn a_post_keeps_its_number_and_its_page_whatever_is_taken_away() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.awa, "Une longue liste").await;
        for number in 2..=POSTS_ON_A_PAGE + 3 {
            forum.reply(&forum.fanta, place.topic, &format!("Message {number}")).await.unwrap();
        }
        house.platform.withdraw_post(&forum.fanta, place.topic, 5).await.unwrap();
        let page = async |post: i64| {
            let page = house.platform.topic_page(&Caller::Visitor, place.topic, post).await.unwrap();
            (page.from, page.posts.len())
        };
        for (post, expected) in [(1, (1, 20)), (20, (1, 20)), (21, (21, 3)), (999, (21, 3)), (-4, (1, 20))] {
            assert_eq!(page(post).await, expected, "{post}");
        }
        let erased = house.platform.topic_page(&Caller::Visitor, place.topic, 5).await.unwrap();
        let erased = erased.posts.iter().find(|it| it.number == 5).unwrap();
        assert_eq!((erased.visible, erased.text.as_str()), (Visible::Withdrawn, "(…)"));
    })
    .await;
}

#[tokio::test]
async fn she_alone_corrects_and_erases_what_she_wrote() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Le prix du mil").await;
        let new = Fields::from([("texte", "Comment faites-vous à Ségou ?")]);
        for act in [
            platform.edit_post(&forum.fanta, place.topic, 1, 1, &new).await,
            platform.withdraw_post(&forum.fanta, place.topic, 1).await,
        ] {
            assert!(matches!(act, Err(Error::NotFound)), "{act:?}");
        }
        house.clock.advance(60_000);
        platform.edit_post(&forum.awa, place.topic, 1, 1, &new).await.unwrap();
        assert_eq!(forum.text_of(&Caller::Visitor, place).await, "Comment faites-vous à Ségou ?");
        // On another phone she still sees the old one.
        let late = platform.edit_post(&forum.awa, place.topic, 1, 1, &new).await;
        assert!(matches!(late, Err(Error::Conflict)));
        let moderator = forum.moderator(house.known("Fanta").await, "plaidoyer");
        let (_, case) = platform.case(&moderator, place.topic, 1).await.unwrap();
        let (_, before) = platform.evidence(&moderator, &case).await.unwrap();
        assert_eq!(
            (before.len(), before[0].until, before[0].text.as_str()),
            (1, house.clock.now(), "Comment faites-vous ?")
        );
        assert!(platform.evidence(&forum.awa, &case).await.is_err());
        // What she erases is gone, with what it said before.
        platform.withdraw_post(&forum.awa, place.topic, 1).await.unwrap();
        let page = platform.topic_page(&moderator, place.topic, 1).await.unwrap();
        assert_eq!(page.posts[0].text.as_str(), "(…)");
        assert!(platform.evidence(&moderator, &case).await.unwrap().1.is_empty());
        assert!(platform.withdraw_post(&forum.awa, place.topic, 1).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn thanks_count_once_and_never_for_oneself() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Merci à toutes").await;
        for thanks in [true, true] {
            platform.thank(&forum.fanta, place.topic, 1, thanks).await.unwrap();
        }
        let page = platform.topic_page(&forum.fanta, place.topic, 1).await.unwrap();
        assert_eq!((page.posts[0].thanks, page.own.thanked.len()), (1, 1));
        assert!(platform.topic_page(&forum.awa, place.topic, 1).await.unwrap().own.thanked.is_empty());
        assert!(matches!(platform.thank(&forum.awa, place.topic, 1, true).await, Err(Error::Conflict)));
        assert!(matches!(platform.thank(&Caller::Visitor, place.topic, 1, true).await, Err(Error::SignIn)));
        for thanks in [false, false] {
            platform.thank(&forum.fanta, place.topic, 1, thanks).await.unwrap();
        }
        let page = platform.topic_page(&forum.fanta, place.topic, 1).await.unwrap();
        assert_eq!((page.posts[0].thanks, page.own.thanked.len()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn her_new_name_stands_at_once_on_what_she_wrote_and_none_once_she_is_gone() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Un nom qui change").await;
        let name = async || {
            let page = platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
            (page.posts[0].author.clone(), platform.version_with_forum().await.unwrap())
        };
        let (before, first) = name().await;
        let hers = forum.awa.oneself().unwrap();
        platform.set_profile(&hers, &Fields::from([("nom", "Awa de Kati")])).await.unwrap();
        let (renamed, second) = name().await;
        assert_ne!(before, renamed);
        assert!(format!("{renamed:?}").contains("Awa de Kati"), "{renamed:?}");
        let gone = [("sure", "1"), ("messages", "garder"), ("passphrase_actuelle", OWN_WORDS)];
        platform.delete_account(&hers, &Fields::from(gone)).await.unwrap();
        let (nobody, third) = name().await;
        assert_eq!(nobody.person(), None);
        assert!(first < second && second < third, "what was drawn for visitors is drawn anew");
    })
    .await;
}

#[tokio::test]
async fn she_who_asked_marks_the_reply_that_helped() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        let place = forum.topic(&forum.awa, "Comment écrire au maire").await;
        forum.reply(&forum.fanta, place.topic, "Trois phrases.").await.unwrap();
        let answer =
            async |who: &Caller, number: Option<i64>| platform.mark_answer(who, place.topic, number).await;
        assert!(matches!(answer(&forum.fanta, Some(2)).await, Err(Error::NotAllowed)));
        assert!(
            matches!(answer(&forum.awa, Some(1)).await, Err(Error::NotFound)),
            "the question is no answer"
        );
        assert!(matches!(answer(&forum.awa, Some(9)).await, Err(Error::NotFound)));
        answer(&forum.awa, Some(2)).await.unwrap();
        let page = platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
        assert_eq!(page.topic.answer, Some(2));
        answer(&forum.awa, None).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_leaves_chooses_whether_her_words_stay_without_her_name_or_go() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let place = forum.topic(&forum.awa, "Ce que j’ai appris").await;
        forum.reply(&forum.fanta, place.topic, "Moi aussi.").await.unwrap();
        for (who, choice) in [(&forum.awa, "garder"), (&forum.fanta, "effacer")] {
            let fields =
                Fields::from([("sure", "1"), ("messages", choice), ("passphrase_actuelle", OWN_WORDS)]);
            house.platform.delete_account(&who.oneself().unwrap(), &fields).await.unwrap();
        }
        let page = house.platform.topic_page(&Caller::Visitor, place.topic, 1).await.unwrap();
        let seen: Vec<_> =
            page.posts.iter().map(|it| (it.author.person(), it.visible, it.text.as_str())).collect();
        let kept = (None, Visible::Shown, "Comment faites-vous ?");
        assert_eq!(seen, [kept, (None, Visible::Withdrawn, "(…)")]);
    })
    .await;
}

#[tokio::test]
async fn example_topics_go_and_what_a_member_wrote_beside_them_stays() {
    on_both_engines(async |house| {
        let forum = Forum::of(house, "public").await;
        let platform = &house.platform;
        assert_eq!(platform.load_example_forum(&house.right).await.unwrap(), 0, "there is a space already");
        let fields = Fields::from([("nom", "Plaidoyer"), ("public", "public")]);
        platform.change_space(&house.right, "plaidoyer", 1, &fields).await.unwrap();
        forum.topic(&forum.awa, "Mon sujet").await;
        platform.remove_example(&house.right).await.unwrap();
        assert_eq!(platform.spaces().await.unwrap().len(), 1);
        assert_eq!(
            forum.organization,
            forum.house.platform.catalogue().await.unwrap().all().next().unwrap().id
        );
    })
    .await;
    on_both_engines(async |house| {
        let platform = &house.platform;
        platform.load_example(&house.right).await.unwrap();
        assert_eq!(platform.spaces().await.unwrap().len(), 7);
        let organization = house.organization("Femmes de Ségou", &[]).await.id;
        let awa = surely(house.member("Awa", organization, Role::Member).await);
        let mut written = 0;
        let spaces = platform.spaces().await.unwrap();
        for space in spaces.iter().filter(|it| it.is_read_by(awa.person())) {
            written += platform.space_page(&awa, &space.slug, None).await.unwrap().total;
        }
        assert_eq!(written, 40);
        platform.open_topic(&awa, "plaidoyer", &topic("Mon sujet")).await.unwrap();
        platform.remove_example(&house.right).await.unwrap();
        let spaces = platform.spaces().await.unwrap();
        assert_eq!(
            spaces.iter().map(|it| (it.slug.as_str(), it.example)).collect::<Vec<_>>(),
            [("plaidoyer", false)]
        );
        let page = platform.space_page(&Caller::Visitor, "plaidoyer", None).await.unwrap();
        assert_eq!((page.total, page.topics.len()), (1, 1));
    })
    .await;
}
