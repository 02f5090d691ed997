//! Whatever comes, changes and goes, the list is the one that a full recount makes.

use super::*;
use crate::fields::Fields;
use crate::forum::When;
use crate::projects::{Lessons, Listing, ProjectContent, Report};
use crate::time::Moment;
use uuid::Uuid;

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

const WORDS: [&str; 6] = ["paix", "marché", "école", "radio", "puits", "semences"];
const REGIONS: [&str; 3] = ["segou", "kayes", "gao"];

fn id(kind: u64, number: u64) -> String {
    Uuid::from_u64_pair(kind, number).to_string()
}

fn project(chance: &mut Chance, number: u64) -> Project {
    let title = format!("{} et {}", chance.one_of(&WORDS), chance.one_of(&WORDS));
    let parent = match chance.below(3) {
        0 => format!("\"{}\"", id(1, chance.below(12))),
        _ => "null".to_owned(),
    };
    let status = chance.one_of(&["en-cours", "termine"]);
    let json = format!(r#"{{"title":"{title}","status":"{status}","parent":{parent}}}"#);
    let mut content: ProjectContent = serde_json::from_str(&json).unwrap();
    if chance.below(4) > 0 {
        let year = 2015 + i32::try_from(chance.below(6)).unwrap();
        content.actual = crate::forum::Period::of(When::Year(year), None).ok();
    }
    Project {
        id: ProjectId::parse(&id(1, number)).unwrap(),
        slug: format!("projet-{number}"),
        organization: OrganizationId::parse(&id(3, chance.below(3))).unwrap(),
        content,
        published: chance.below(4) > 0,
        example: false,
        created_at: Moment(0),
        updated_at: Moment(0),
        version: 1,
    }
}

fn activity(chance: &mut Chance, number: u64) -> Activity {
    let mut report: Report = serde_json::from_str("{}").unwrap();
    let word = chance.one_of(&WORDS);
    report.title = format!("Atelier de {word}").parse_title();
    report.kind = super::super::step::ActivityKind::ALL.get(chance.below(4) as usize).copied();
    report.project = (chance.below(2) > 0).then(|| ProjectId::parse(&id(1, chance.below(12))).unwrap());
    report.series = (chance.below(3) == 0).then(|| word.to_owned().parse_title()).flatten();
    report.series_all = (chance.below(3) == 0).then_some(40);
    report.place = crate::place::Region::parse(chance.one_of(&REGIONS)).map(crate::place::Place::from);
    report.from = Some(When::Month(2020 + chance.below(3) as i32, 1 + chance.below(12) as u8));
    let all = chance.below(40) as u32;
    report.people = report.people.saying(None, None, (chance.below(3) > 0).then_some(all));
    report.advice =
        serde_json::from_str(&format!("[\"Soutenir {} tout de suite\"]", chance.one_of(&WORDS))).unwrap();
    Activity {
        id: ActivityId::parse(&id(2, number)).unwrap(),
        slug: format!("atelier-{number}"),
        organization: OrganizationId::parse(&id(3, chance.below(3))).unwrap(),
        report,
        published: chance.below(4) > 0,
        example: false,
        created_at: Moment(0),
        updated_at: Moment(0),
        version: 1,
    }
}

trait ParseTitle {
    fn parse_title(self) -> Option<crate::projects::ActivityTitle>;
}

impl ParseTitle for String {
    fn parse_title(self) -> Option<crate::projects::ActivityTitle> {
        crate::projects::ActivityTitle::parse(&self).ok()
    }
}

/// Everything that a reader can see of the lists under this query.
fn seen(works: &Works, directory: &Catalogue, query: &[(&str, &str)]) -> String {
    let terms = directory.terms();
    let fields = Fields::new(query.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect());
    let (filter, _) = WorkFilter::parse(&fields, Listing::Figures, terms, |_| true);
    let projects = works.browse_projects(&filter, terms);
    let names: Vec<&str> =
        projects.all.iter().map(|at| works.project_at(*at).unwrap().slug.as_str()).collect();
    let activities = works.browse_activities(&filter, terms);
    let told: Vec<&str> =
        activities.all.iter().map(|at| works.activity(*at).unwrap().0.slug.as_str()).collect();
    let lessons = Lessons::default().beside(works);
    let learnt = lessons.browse(&filter, terms, |_| true);
    let taught: Vec<String> =
        learnt.all.iter().map(|at| format!("{:?}", lessons.get(*at).unwrap())).collect();
    format!(
        "{names:?} {:?} {:?} {told:?} {:?} {:?} {:?} {taught:?} {:?}",
        projects.facets,
        projects.next,
        activities.facets,
        activities.next,
        works.sums(&activities.all),
        learnt.facets
    )
}

/// What else is asked of the lists.
fn ways(works: &Works) -> String {
    let mut lines = Vec::new();
    for number in 0..12 {
        let project = ProjectId::parse(&id(1, number)).unwrap();
        let parts: Vec<&str> = works.parts_of(project).map(|it| it.slug.as_str()).collect();
        let own: Vec<&str> = works.activities_of(project).map(|(it, _)| it.slug.as_str()).collect();
        let known = works.project(project).map(|it| works.find_project(&it.slug).is_some());
        lines.push(format!("{parts:?} {own:?} {known:?}"));
    }
    for number in 0..3 {
        let organization = OrganizationId::parse(&id(3, number)).unwrap();
        for word in WORDS {
            let name = slug(word);
            let sessions: Vec<&str> =
                works.series(organization, &name).map(|(it, _)| it.slug.as_str()).collect();
            lines.push(format!("{sessions:?} {:?}", works.series_total(organization, &name)));
        }
    }
    lines.join("\n")
}

#[test]
fn whatever_comes_changes_and_goes_the_list_is_what_a_full_recount_makes() {
    let directory = Catalogue::new(Vec::new(), Terms::default());
    for seed in 1..=8 {
        let mut chance = Chance(seed);
        let (mut projects, mut activities): (Vec<Project>, Vec<Activity>) = (Vec::new(), Vec::new());
        let mut works = Works::default();
        for step in 0..120 {
            // Many come at once now and then: an import, or another process after a while.
            let many = if chance.below(12) == 0 { 30 } else { 1 };
            let (mut some, mut others) = (Vec::new(), Vec::new());
            for _ in 0..many {
                if chance.below(3) == 0 {
                    let number = chance.below(12);
                    some.retain(|it: &Project| it.id.to_string() != id(1, number));
                    some.push(project(&mut chance, number));
                } else {
                    let number = chance.below(60);
                    others.retain(|it: &Activity| it.id.to_string() != id(2, number));
                    others.push(activity(&mut chance, number));
                }
            }
            projects.retain(|it| some.iter().all(|new| new.id != it.id));
            activities.retain(|it| others.iter().all(|new| new.id != it.id));
            projects.extend(some.iter().cloned());
            activities.extend(others.iter().cloned());
            let before = (step % 10 == 0).then(|| (works.clone(), ways(&works)));
            works = works.with(some, others, &directory);
            if let Some((old, said)) = before {
                assert_eq!(ways(&old), said, "who still reads the list of before reads that one");
            }
            if step % 5 != 4 {
                continue;
            }
            let recount = Works::new(projects.clone(), activities.clone(), &directory);
            assert_eq!(ways(&works), ways(&recount), "seed {seed}, step {step}");
            for query in [
                &[][..],
                &[("q", "marché")],
                &[("q", "atelier radio")],
                &[("region", "segou")],
                &[("annee", "2016"), ("annee", "2021")],
                &[("genre", "atelier"), ("region", "kayes")],
                &[("apres", "0.20200101.atelier-3")],
            ] {
                let (own, full) = (seen(&works, &directory, query), seen(&recount, &directory, query));
                assert_eq!(own, full, "seed {seed}, step {step}, {query:?}");
            }
        }
    }
}

#[test]
fn a_part_of_the_list_never_grows_beyond_its_size() {
    let mut chance = Chance(7);
    let mut all: Vec<Activity> = (0..2_000).map(|number| activity(&mut chance, number)).collect();
    all.iter_mut().for_each(|it| it.published = true);
    let directory = Catalogue::new(Vec::new(), Terms::default());
    let (some, others) = all.split_at(1_000);
    let works = Works::new(Vec::new(), some.to_vec(), &directory);
    let works = others.iter().fold(works, |works, it| works.with(Vec::new(), vec![it.clone()], &directory));
    assert_eq!(works.activities().count(), 2_000);
    let at = works.browse_activities(&WorkFilter::default(), directory.terms()).all;
    let slugs: Vec<&str> = at.iter().map(|at| works.activity(*at).unwrap().0.slug.as_str()).collect();
    assert_eq!(slugs, works.activities().map(|it| it.slug.as_str()).collect::<Vec<_>>());
    assert!(works.activity(2_000).is_none());
}
