//! Training: paths entered and published, quizzes judged at once, progress that is hers alone, and groups that are counted.

use super::experience::{form, refused};
use crate::callers::surely;
use crate::people::{House, on_both_engines};
use domain::Error;
use domain::access::{Caller, Contributor};
use domain::training::{CARNET, QUIZ, SEEN};
use model::accounts::Role;
use model::certificates::certificate_field;
use model::failure::Problem;
use model::fields::Fields;
use model::id::OrganizationId;
use model::training::{MOST_QUESTIONS, Path, QuestionKind, Verdict};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The form of a path with this title.
pub fn path(title: &str) -> Fields {
    Fields::from([("titre", title), ("but", "Savoir porter une demande."), ("langue", "fr")])
}

/// The form of a lesson with this title.
pub fn lesson(title: &str) -> Fields {
    Fields::from([("titre", title), ("minutes", "10"), ("texte", "Une demande dit quoi, à qui, pour quand.")])
}

/// The form of a sentence that is true.
pub fn truth() -> Fields {
    Fields::from([
        ("question", "Une demande a une date ?"),
        ("vrai", "oui"),
        ("pourquoi", "Sans date, rien."),
    ])
}

fn order() -> Fields {
    let steps = [("reponse-1", "Saluer"), ("reponse-2", "Raconter"), ("reponse-3", "Demander")];
    let mut form = form(&steps);
    form.push("question", "Dans quel ordre parle-t-on ?");
    form
}

impl House {
    /// A published path with a lesson for each of these numbers of questions.
    pub async fn path(&self, of: OrganizationId, title: &str, lessons: &[usize]) -> Path {
        let (enter, librarian) = self.rights(of);
        let platform = &self.platform;
        let slug = platform.enter_path(&enter, &path(title)).await.unwrap().slug;
        for (number, questions) in (1..).zip(lessons) {
            let title = format!("Leçon {number}");
            assert_eq!(platform.tell_lesson(&enter, &slug, None, &lesson(&title)).await.unwrap(), number);
            for _ in 0..*questions {
                self.ask(&enter, &slug, number, QuestionKind::Truth, &truth()).await.unwrap();
            }
        }
        platform.show_path(&librarian, &slug, true).await.unwrap();
        self.seen(&slug).await
    }

    async fn ask(
        &self,
        enter: &Contributor,
        slug: &str,
        lesson: u32,
        kind: QuestionKind,
        fields: &Fields,
    ) -> Result<(), Error> {
        self.platform.tell_question(enter, slug, lesson, (None, kind), fields).await
    }

    /// The path as a visitor reads it.
    pub(super) async fn seen(&self, slug: &str) -> Path {
        self.platform.visible_path(&Caller::Visitor, slug).await.unwrap()
    }

    /// Answers to the quiz of a lesson as it is now.
    pub(super) async fn answers(&self, slug: &str, lesson: u32, pairs: &[(&str, &str)]) -> Fields {
        let mut fields = form(pairs);
        fields.push(QUIZ, self.seen(slug).await.lesson(lesson).unwrap().1.quiz_seal());
        fields
    }
}

#[tokio::test]
async fn a_member_enters_a_path_and_who_decides_for_her_organisation_shows_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let fanta = surely(house.member("Fanta", own, Role::FocalPoint).await);
        let (platform, hers) = (&house.platform, mariam.contributor(own).unwrap());
        let slug = platform.enter_path(&hers, &path("Nos droits")).await.unwrap().slug;
        assert!(matches!(platform.visible_path(&Caller::Visitor, &slug).await, Err(Error::NotFound)));
        let librarian = fanta.librarian(own).unwrap();
        let empty = refused(platform.show_path(&librarian, &slug, true).await.unwrap_err());
        assert_eq!(empty, [("lecons".to_owned(), Problem::TooFewValues { min: 1 })]);
        for title in ["Une demande", "Deux minutes", "Une promesse"] {
            platform.tell_lesson(&hers, &slug, None, &lesson(title)).await.unwrap();
        }
        house.ask(&hers, &slug, 1, QuestionKind::Truth, &truth()).await.unwrap();
        house.ask(&hers, &slug, 1, QuestionKind::Order, &order()).await.unwrap();
        platform.show_path(&librarian, &slug, true).await.unwrap();
        let seen = house.seen(&slug).await;
        assert_eq!((seen.lessons.len(), seen.minutes(), seen.lessons[0].questions.len()), (3, 30, 2));
        let found = platform.find_paths(&form(&[("q", "promesse")])).await.unwrap();
        assert_eq!(found.found.all.len(), 1, "lessons are found by their words");
        // What is published is hers to decide about no longer; others never were.
        let late = platform.tell_lesson(&hers, &slug, None, &lesson("Trop tard")).await;
        assert!(matches!(late, Err(Error::NotAllowed)));
        let (stranger, _) = house.rights(other);
        let foreign = platform.tell_lesson(&stranger, &slug, None, &lesson("Ailleurs")).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
        // Lessons are moved by who saw them as they are.
        let theirs = fanta.contributor(own).unwrap();
        let old =
            platform.rearrange_path(&theirs, &slug, seen.version - 1, |it| it.move_lesson(3, true)).await;
        assert!(matches!(old, Err(Error::Conflict)));
        platform.rearrange_path(&theirs, &slug, seen.version, |it| it.move_lesson(3, true)).await.unwrap();
        let order: Vec<u32> = house.seen(&slug).await.lessons.iter().map(|it| it.number).collect();
        assert_eq!(order, [1, 3, 2]);
        let none = platform.rearrange_path(&theirs, &slug, seen.version + 1, |it| it.drop_lesson(9)).await;
        assert!(matches!(none, Err(Error::NotFound)));
        for number in [1, 3] {
            let version = house.seen(&slug).await.version;
            platform.rearrange_path(&theirs, &slug, version, |it| it.drop_lesson(number)).await.unwrap();
        }
        let version = house.seen(&slug).await.version;
        let last = platform.rearrange_path(&theirs, &slug, version, |it| it.drop_lesson(2)).await;
        assert_eq!(refused(last.unwrap_err())[0].0, "lecons", "everybody reads it, so it keeps a lesson");
        platform.show_path(&librarian, &slug, false).await.unwrap();
        platform.discard_path(&hers, &slug).await.unwrap();
        assert!(matches!(platform.path_to_change(&fanta, &slug).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn what_two_people_write_in_one_lesson_is_told_and_what_makes_no_sense_is_named() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(own);
        let platform = &house.platform;
        let slug = house.path(own, "Nos droits", &[1]).await.slug;
        let with = |mut fields: Fields, seen: &str| {
            fields.push(SEEN, seen);
            fields
        };
        let seal = house.seen(&slug).await.lessons[0].content.fields(|_| None).seal();
        platform.tell_lesson(&enter, &slug, Some(1), &with(lesson("À nous"), &seal)).await.unwrap();
        let second = platform.tell_lesson(&enter, &slug, Some(1), &with(lesson("À vous"), &seal)).await;
        assert!(matches!(second, Err(Error::Conflict)), "what the first one wrote is not lost");
        assert_eq!(house.seen(&slug).await.lessons[0].content.title.as_str(), "À nous");
        let asked = (Some(1), QuestionKind::Truth);
        let second = platform.tell_question(&enter, &slug, 1, asked, &with(truth(), "vieux")).await;
        assert!(matches!(second, Err(Error::Conflict)));
        // Questions without a right answer, orders of one step, pictures without words or that are none.
        let pairs = [("reponse-1", "Oui"), ("reponse-2", "Non"), ("question", "Laquelle ?")];
        let wrong = house.ask(&enter, &slug, 1, QuestionKind::Choice, &form(&pairs)).await;
        assert_eq!(refused(wrong.unwrap_err()), [("juste".to_owned(), Problem::TooFewValues { min: 1 })]);
        let one = form(&[("question", "Dans quel ordre ?"), ("reponse-1", "Semer")]);
        let wrong = refused(house.ask(&enter, &slug, 1, QuestionKind::Order, &one).await.unwrap_err());
        assert_eq!(wrong, [("reponse-2".to_owned(), Problem::TooFewValues { min: 2 })]);
        house.document(own, "Un texte", &[("texte", "Un texte que tout le monde peut lire.")]).await;
        let pairs = [
            ("question", "Où est le puits ?"),
            ("image-1", "un-texte"),
            ("image-2", "inconnu"),
            ("montre-2", "Un puits"),
            ("juste", "1"),
        ];
        let wrong =
            refused(house.ask(&enter, &slug, 1, QuestionKind::Picture, &form(&pairs)).await.unwrap_err());
        let said: Vec<(&str, &Problem)> = wrong.iter().map(|(name, it)| (name.as_str(), it)).collect();
        let unknown = Problem::UnknownValue { value: "inconnu".to_owned() };
        assert_eq!(
            said,
            [("image-1", &Problem::NotAPicture), ("montre-1", &Problem::Required), ("image-2", &unknown)]
        );
        for _ in 1..MOST_QUESTIONS {
            house.ask(&enter, &slug, 1, QuestionKind::Truth, &truth()).await.unwrap();
        }
        let most = house.ask(&enter, &slug, 1, QuestionKind::Truth, &truth()).await.unwrap_err();
        assert_eq!(refused(most)[0].1, Problem::TooManyValues { max: MOST_QUESTIONS });
        let nowhere = house.ask(&enter, &slug, 77, QuestionKind::Truth, &truth()).await;
        assert!(matches!(nowhere, Err(Error::NotFound)));
        let gone = platform.tell_question(&enter, &slug, 1, (Some(99), QuestionKind::Truth), &truth()).await;
        assert!(matches!(gone, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_member_passes_a_quiz_and_keeps_it_until_there_is_more_to_know() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(own);
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let fanta = surely(house.member("Fanta", own, Role::Member).await);
        let platform = &house.platform;
        let it = house.path(own, "Nos droits", &[1, 0]).await;
        let slug = it.slug.as_str();
        let wrong = house.answers(slug, 1, &[("q1", "faux")]).await;
        let answered = platform.answer_quiz(&mariam, slug, 1, &wrong).await.unwrap();
        assert_eq!(answered.marked.of(1), Some(Verdict::Wrong));
        assert!(answered.learner.progress.is_empty(), "a wrong try leaves nothing");
        let right = house.answers(slug, 1, &[("q1", "vrai")]).await;
        let answered = platform.answer_quiz(&mariam, slug, 1, &right).await.unwrap();
        assert_eq!(answered.learner.progress.count(&it), 1);
        assert!(platform.carnet(&it, &answered.learner).is_none(), "her account keeps it");
        let first = platform.clock().now().day();
        house.clock.advance(2 * DAY);
        platform.answer_quiz(&mariam, slug, 1, &right).await.unwrap();
        let end = house.answers(slug, 2, &[]).await;
        assert!(matches!(platform.finished_path(&mariam, slug, &end).await, Err(Error::NotFound)));
        platform.answer_quiz(&mariam, slug, 2, &end).await.unwrap();
        let finished = platform.finished_path(&mariam, slug, &Fields::default()).await.unwrap();
        assert_eq!(finished.on, platform.clock().now().day(), "the day of the last one");
        assert_eq!(finished.person, Some(mariam.person().unwrap().id));
        let taken = platform.belongings(&mariam).await.unwrap();
        let (title, progress) = &taken.training[0];
        assert_eq!((title.as_str(), &progress.json()[0]), ("Nos droits", &(1, first.iso())));
        assert!(platform.belongings(&fanta).await.unwrap().training.is_empty(), "hers alone");
        let others = platform.learner(&fanta, &it, &Fields::default()).await.unwrap();
        assert!(others.progress.is_empty());
        // Other words ask nothing new; one question more does.
        let seal = house.seen(slug).await.lessons[0].questions[0].content.fields(|_| None).seal();
        let mut reworded = Fields::from([("question", "Une demande dit pour quand ?"), ("vrai", "oui")]);
        reworded.push(SEEN, seal);
        platform.tell_question(&enter, slug, 1, (Some(1), QuestionKind::Truth), &reworded).await.unwrap();
        assert!(platform.finished_path(&mariam, slug, &Fields::default()).await.is_ok());
        house.ask(&enter, slug, 1, QuestionKind::Order, &order()).await.unwrap();
        let late = platform.finished_path(&mariam, slug, &Fields::default()).await;
        assert!(matches!(late, Err(Error::NotFound)));
        let stale = platform.answer_quiz(&mariam, slug, 1, &right).await;
        assert!(matches!(stale, Err(Error::Conflict)), "answers to another quiz are not judged by this");
        // She has it forgotten, and it goes with her.
        platform.forget_path(&mariam, slug).await.unwrap();
        let now = house.seen(slug).await;
        assert!(platform.learner(&mariam, &now, &Fields::default()).await.unwrap().progress.is_empty());
        assert!(matches!(platform.forget_path(&Caller::Visitor, slug).await, Err(Error::SignIn)));
    })
    .await;
}

#[tokio::test]
async fn what_a_visitor_passed_stands_in_her_address_alone_and_nobody_else_can_write_it() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (platform, visitor) = (&house.platform, &Caller::Visitor);
        let it = house.path(own, "Nos droits", &[1, 1]).await;
        let other = house.path(own, "Nos devoirs", &[1, 1]).await;
        let right = house.answers(&it.slug, 1, &[("q1", "vrai")]).await;
        let first = platform.answer_quiz(visitor, &it.slug, 1, &right).await.unwrap();
        let carnet = platform.carnet(&it, &first.learner).unwrap();
        let mut second = house.answers(&it.slug, 2, &[("q1", "vrai")]).await;
        second.push(CARNET, carnet.as_str());
        let second = platform.answer_quiz(visitor, &it.slug, 2, &second).await.unwrap();
        let whole = platform.carnet(&it, &second.learner).unwrap();
        let carrying = |carnet: &str| form(&[(CARNET, carnet)]);
        let finished = platform.finished_path(visitor, &it.slug, &carrying(&whole)).await.unwrap();
        assert_eq!((finished.person, finished.on), (None, platform.clock().now().day()));
        let elsewhere = platform.finished_path(visitor, &other.slug, &carrying(&whole)).await;
        assert!(matches!(elsewhere, Err(Error::NotFound)), "it is good for one path");
        // Another who passed the same on the same day has her own, and neither reads nor takes back what this one was given.
        let mut hers = Vec::new();
        for name in ["Étoile", "Lune"] {
            let first = platform.answer_quiz(visitor, &it.slug, 1, &right).await.unwrap();
            let mut last = house.answers(&it.slug, 2, &[("q1", "vrai")]).await;
            last.push(CARNET, platform.carnet(&it, &first.learner).unwrap());
            let last = platform.answer_quiz(visitor, &it.slug, 2, &last).await.unwrap();
            let carnet = platform.carnet(&it, &last.learner).unwrap();
            assert!(
                platform
                    .certificate_of_path(visitor, &it.slug, &carrying(&carnet))
                    .await
                    .unwrap()
                    .1
                    .is_none()
            );
            let asks = form(&[(CARNET, carnet.as_str()), (certificate_field::NAME, name)]);
            hers.push(platform.certify_path(visitor, &it.slug, &asks).await.unwrap().id);
        }
        assert_ne!(hers[0], hers[1]);
        let (code, seal) = whole.split_once('~').unwrap();
        let forged = format!("{}~{seal}", code.replace("2-", "3-"));
        let long = format!("{}~{seal}", "1-1-2026-01-01.".repeat(10_000));
        for wrong in ["", "~", code, forged.as_str(), long.as_str(), &format!("{code}~"), &carnet] {
            let wrong = platform.finished_path(visitor, &it.slug, &carrying(wrong)).await;
            assert!(matches!(wrong, Err(Error::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_quiz_of_nobody_s_and_answers_to_nothing_come_to_nothing() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, librarian) = house.rights(own);
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let platform = &house.platform;
        let it = house.path(own, "Nos droits", &[1]).await;
        house.ask(&enter, &it.slug, 1, QuestionKind::Order, &order()).await.unwrap();
        let places = [("q1", "vrai"), ("q2-1", "1"), ("q2-2", "1"), ("q2-3", "2")];
        let doubled = house.answers(&it.slug, 1, &places).await;
        let marked = platform.answer_quiz(&mariam, &it.slug, 1, &doubled).await.unwrap().marked;
        assert_eq!((marked.of(1), marked.of(2)), (Some(Verdict::Right), Some(Verdict::Doubled)));
        let mut many = house.answers(&it.slug, 1, &[]).await;
        (0..10_000).for_each(|at| many.push("q1", at.to_string()));
        let marked = platform.answer_quiz(&mariam, &it.slug, 1, &many).await.unwrap().marked;
        assert_eq!((marked.of(1), marked.of(2)), (Some(Verdict::Senseless), Some(Verdict::Missing)));
        for (slug, lesson) in [(it.slug.as_str(), 9), ("inconnu", 1)] {
            let nothing = platform.answer_quiz(&mariam, slug, lesson, &many).await;
            assert!(matches!(nothing, Err(Error::NotFound)));
        }
        let right = house.answers(&it.slug, 1, &[]).await;
        platform.show_path(&librarian, &it.slug, false).await.unwrap();
        let hidden = platform.answer_quiz(&Caller::Visitor, &it.slug, 1, &right).await;
        assert!(matches!(hidden, Err(Error::NotFound)), "of a draft nothing is told");
    })
    .await;
}
