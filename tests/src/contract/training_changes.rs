//! Training while something changes: lessons that come and go, questions that are others, and groups that are counted.

use super::experience::{form, refused};
use super::training::lesson;
use crate::callers::surely;
use crate::people::on_both_engines;
use domain::Error;
use domain::access::Caller;
use domain::training::CARNET;
use model::accounts::Role;

#[tokio::test]
async fn a_visitor_s_progress_stays_readable_however_often_lessons_come_and_go() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let (enter, _) = house.rights(own);
        let (platform, visitor) = (&house.platform, &Caller::Visitor);
        let slug = house.path(own, "Nos droits", &[0, 0]).await.slug;
        let mut carnet = String::new();
        let pass = async |number: u32, carnet: &str| {
            let mut fields = house.answers(&slug, number, &[]).await;
            fields.push(CARNET, carnet);
            let learner = platform.answer_quiz(visitor, &slug, number, &fields).await.unwrap().learner;
            platform.carnet(&house.seen(&slug).await, &learner).unwrap()
        };
        for number in 1..=2 {
            carnet = pass(number, &carnet).await;
        }
        let version = house.seen(&slug).await.version;
        platform.rearrange_path(&enter, &slug, version, |it| it.drop_lesson(1)).await.unwrap();
        platform.tell_lesson(&enter, &slug, None, &lesson("Une de plus")).await.unwrap();
        carnet = pass(3, &carnet).await;
        let passed = carnet.split_once('_').map(|(_mark, passed)| passed);
        assert!(passed.unwrap().starts_with("2-"), "nothing of a lesson that is gone: {carnet}");
        let now = house.seen(&slug).await;
        let learner = platform.learner(visitor, &now, &form(&[(CARNET, carnet.as_str())])).await.unwrap();
        assert_eq!(learner.progress.count(&now), 2);
    })
    .await;
}

#[tokio::test]
async fn a_group_is_counted_by_its_organisation_and_read_by_it_alone() {
    on_both_engines(async |house| {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Gao", &[]).await.id;
        let mariam = surely(house.member("Mariam", own, Role::Member).await);
        let awa = surely(house.member("Awa", other, Role::Member).await);
        let (platform, hers) = (&house.platform, mariam.host(own).unwrap());
        let it = house.path(other, "Nos droits", &[1]).await;
        let today = platform.clock().now().day().iso();
        let met = [("date", today.as_str()), ("region", "segou"), ("f-18-35", "12"), ("h-18-35", "3")];
        let group = platform.enter_path_group(&hers, &it.slug, &form(&met)).await.unwrap();
        let id = group.id.to_string();
        let wrong = form(&[("date", "2199-01-01"), ("commune", "Atlantide"), ("femmes", "-2")]);
        let wrong = refused(platform.enter_path_group(&hers, &it.slug, &wrong).await.unwrap_err());
        let names: Vec<&str> = wrong.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["date", "commune", "femmes"]);
        let unknown = form(&[("parcours", "inconnu"), ("date", "hier")]);
        let unknown = refused(platform.enter_path_group(&hers, "inconnu", &unknown).await.unwrap_err());
        let names: Vec<&str> = unknown.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["parcours", "date"], "all of it is told together");
        let seal = it.lessons[0].questions[0].seal();
        let hands = form(&[("n1-vu", seal.as_str()), ("n1-1", "11"), ("n1-2", "4")]);
        let blind = platform.count_answers(&hers, &id, 1, 1, &form(&[("n1-1", "11")])).await;
        assert!(matches!(blind, Err(Error::Conflict)), "hands for a question that nobody saw");
        platform.count_answers(&hers, &id, 1, 1, &hands).await.unwrap();
        let late = platform.count_answers(&hers, &id, 1, 1, &hands).await;
        assert!(matches!(late, Err(Error::Conflict)), "somebody else counts too");
        let many = form(&[("n1-vu", seal.as_str()), ("n1-1", "mille")]);
        let many = refused(platform.count_answers(&hers, &id, 1, 2, &many).await.unwrap_err());
        assert_eq!(many[0].0, "n1-1");
        platform.change_path_group(&hers, &id, 2, &form(&met[..3])).await.unwrap();
        let (group, path) = platform.path_group(&hers, &id).await.unwrap();
        assert_eq!(group.content.people.total(), Some(12));
        assert_eq!(group.content.tally(1, 1).unwrap().counts, [Some(11), Some(4)], "what was counted stays");
        assert_eq!(path.unwrap().id, it.id);
        // The organisation that made the path is told nothing of it.
        let theirs = awa.host(other).unwrap();
        assert!(matches!(platform.path_group(&theirs, &id).await, Err(Error::NotFound)));
        assert!(platform.path_groups_of(&theirs).await.unwrap().is_empty());
        assert!(matches!(platform.count_answers(&theirs, &id, 1, 3, &hands).await, Err(Error::NotFound)));
        assert!(platform.remove_path_group(&theirs, &id).await.is_err());
        // The path goes; what was counted stays until it is taken away.
        let (enter, librarian) = house.rights(other);
        platform.show_path(&librarian, &it.slug, false).await.unwrap();
        platform.discard_path(&enter, &it.slug).await.unwrap();
        assert!(platform.path_group(&hers, &id).await.unwrap().1.is_none());
        platform.remove_path_group(&hers, &id).await.unwrap();
        assert!(platform.path_groups_of(&hers).await.unwrap().is_empty());
    })
    .await;
}
