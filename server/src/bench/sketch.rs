//! Projects and reports that nobody wrote: plausible French sentences, the same in each run.

use crate::words::Chance;
use model::directory::TermId;
use model::forum::{Age, Period, Sex, When};
use model::id::{ActivityId, OrganizationId, ProjectId};
use model::place::{Place, Region};
use model::projects::{
    Activity, ActivityKind, ActivityTitle, Advice, People, Project, ProjectContent, ProjectStatus,
    ProjectTitle, ProjectWords, Report, ReportPart, ReportWords, Situation,
};
use model::time::Moment;
use std::error::Error;
use uuid::Uuid;

const DEEDS: [&str; 8] = [
    "Former des médiatrices",
    "Accompagner les transformatrices de karité",
    "Écouter les filles déplacées",
    "Ouvrir les bureaux communaux aux femmes",
    "Prévenir les conflits autour des puits",
    "Informer sur les violences faites aux femmes",
    "Soutenir les cantines scolaires",
    "Faire connaître les droits des veuves",
];
const PLACES: [&str; 6] = [
    "dans les marchés",
    "dans les villages du fleuve",
    "avec les radios locales",
    "dans les écoles",
    "avec les chefs de quartier",
    "dans les groupements de femmes",
];
const SUBJECTS: [&str; 8] = [
    "Les participantes",
    "Les responsables des groupements",
    "Les élues communales",
    "Les jeunes filles",
    "Les femmes déplacées",
    "Les animatrices de la radio",
    "Les enseignantes",
    "Les chefs de quartier",
];
const VERBS: [&str; 8] = [
    "ont débattu",
    "ont appris à parler",
    "ont demandé à la mairie de décider",
    "se sont mises d’accord",
    "ont raconté ce qu’elles savent",
    "ont écrit une lettre",
    "ont tenu une assemblée",
    "ont suivi une formation",
];
const THEMES: [&str; 8] = [
    "de l’accès à la terre",
    "du prix des semences",
    "de la sécurité sur la route du marché",
    "de la scolarisation des filles",
    "du partage de l’eau",
    "des frais de justice",
    "du calendrier des soins",
    "de la place des femmes dans les comités",
];
const HOWS: [&str; 6] = [
    "pendant deux jours",
    "avec l’appui du conseil communal",
    "en bambara et en français",
    "malgré la chaleur",
    "devant les autorités",
    "en petits groupes",
];

/// Makes them.
pub struct Sketch {
    chance: Chance,
    domains: Vec<TermId>,
    regions: Vec<Region>,
    now: Moment,
}

impl Sketch {
    /// Of these domains, told now.
    pub fn new(domains: Vec<TermId>, now: Moment) -> Self {
        Self { chance: Chance::new(11), domains, regions: Region::all().collect(), now }
    }

    /// The project of this number.
    pub fn project(&mut self, number: usize, of: OrganizationId) -> Result<Project, Box<dyn Error>> {
        let title =
            format!("{} {}", DEEDS[number % DEEDS.len()], PLACES[number / DEEDS.len() % PLACES.len()]);
        let content = ProjectContent {
            title: ProjectTitle::parse(&title).map_err(wrong)?,
            reference: None,
            lead: None,
            partners: Vec::new(),
            planned: None,
            actual: Period::of(When::Year(2015 + i32::try_from(number % 10)?), None).ok(),
            status: ProjectStatus::ALL[number % ProjectStatus::ALL.len()],
            domains: self.domain(),
            places: vec![self.place()],
            budget: None,
            parent: (!number.is_multiple_of(20)).then(|| project_id(number - number % 20)),
            general: Some(ProjectWords::parse(&self.text(6)).map_err(wrong)?),
            objectives: Some(ProjectWords::parse(&self.text(3)).map_err(wrong)?),
            targets: None,
            links: Vec::new(),
            documents: Vec::new(),
            indicators: Vec::new(),
            source: None,
        };
        Ok(Project {
            id: project_id(number),
            slug: format!("projet-de-mesure-{number}"),
            organization: of,
            content,
            published: true,
            example: false,
            created_at: self.now,
            updated_at: self.now,
            version: 1,
        })
    }

    /// The activity of this number.
    pub fn activity(
        &mut self,
        number: usize,
        of: OrganizationId,
        project: Option<ProjectId>,
    ) -> Result<Activity, Box<dyn Error>> {
        let title = format!("Atelier {} {}", THEMES[number % 8], HOWS[number / 8 % 6]);
        let mut report = Report {
            title: Some(ActivityTitle::parse(&title).map_err(wrong)?),
            kind: Some(ActivityKind::ALL[number % ActivityKind::ALL.len()]),
            project,
            domains: self.domain(),
            place: Some(self.place()),
            from: Some(When::Month(2015 + i32::try_from(number % 10)?, u8::try_from(1 + number % 12)?)),
            people: self.people(),
            ..Report::default()
        };
        for (part, sentences) in [
            (ReportPart::Done, 5),
            (ReportPart::Results, 2),
            (ReportPart::Helped, 1),
            (ReportPart::Hindered, 1),
            (ReportPart::Learnt, 1),
        ] {
            let text = ReportWords::parse(&self.text(sentences)).map_err(wrong)?;
            report.texts.insert(part, text);
        }
        report.advice = vec![Advice::parse(&self.text(1)).map_err(wrong)?];
        Ok(Activity {
            id: ActivityId::new(Uuid::from_u128(1 << 64 | number as u128)),
            slug: format!("activite-de-mesure-{number}"),
            organization: of,
            report,
            published: true,
            example: false,
            created_at: self.now,
            updated_at: self.now,
            version: 1,
        })
    }

    fn people(&mut self) -> People {
        let mut people = People::default();
        for (sex, age) in [(Sex::Female, Age::Young), (Sex::Female, Age::Older), (Sex::Male, Age::Young)] {
            let count = u32::try_from(5 + self.chance.below(40)).ok();
            people = people.with((sex, age, Situation::Other), count);
        }
        people
    }

    fn domain(&mut self) -> Vec<TermId> {
        vec![self.domains[self.chance.below(self.domains.len())].clone()]
    }

    fn place(&mut self) -> Place {
        Place { region: self.regions[self.chance.below(self.regions.len())], commune: None }
    }

    fn text(&mut self, sentences: usize) -> String {
        let mut one = |list: &[&'static str]| list[self.chance.below(list.len())];
        let sentence = |_| format!("{} {} {} {}.", one(&SUBJECTS), one(&VERBS), one(&THEMES), one(&HOWS));
        (0..sentences).map(sentence).collect::<Vec<_>>().join(" ")
    }
}

fn project_id(number: usize) -> ProjectId {
    ProjectId::new(Uuid::from_u128(1 << 65 | number as u128))
}

fn wrong(problem: model::failure::Problem) -> String {
    format!("{problem:?}")
}
