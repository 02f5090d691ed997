//! An action of a plan: what is to be done, by whom, where, by when, over which milestones, and where it comes from.

use super::follow::FollowUp;
use super::origin::{Origin, OriginKind, OriginPage};
use super::state::{ActionState, Progress};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded, unknown};
use crate::forum::{When, commune, place, plain, shortened};
use crate::place::Place;
use crate::projects::{Naming, Whom};
use crate::search::fold;
use crate::text::{Line, Paragraphs};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The most milestones of an action.
const MOST_MILESTONES: usize = 20;
/// How much of a recommendation is put into the form as what is to be done, and how much as the words that it comes from.
const MOST_WORDS: usize = 500;
const MOST_QUOTED: usize = 1_400;
/// What says in a form that a milestone was reached, before the day.
const REACHED: &str = "atteinte";
/// What stands between the seal of the words and that of the milestones that were reached.
const AND: char = '-';

/// The fields of the form.
pub mod action_field {
    /// What is to be done.
    pub const WHAT: &str = "quoi";
    /// Who does it: an organisation or a body.
    pub const WHO: &str = "qui";
    /// The region.
    pub const REGION: &str = "region";
    /// The commune.
    pub const COMMUNE: &str = "commune";
    /// By when.
    pub const DUE: &str = "echeance";
    /// The milestones, one on each line: date = what, and for those that were reached `= atteinte` and the day.
    pub const MILESTONES: &str = "etapes";
    /// What it comes from.
    pub const ORIGIN: &str = "origine";
    /// The words of that.
    pub const WORDS: &str = "origine_mots";
    /// The address of the page of this site that tells it.
    pub const PAGE: &str = "origine_page";
}
use action_field as field;

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// By when.
    pub when: When,
    /// What.
    pub what: Line<3, 200>,
    /// When it was reached.
    #[serde(default)]
    pub reached: Option<Day>,
}

/// What is said of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionContent {
    /// What is to be done.
    pub what: Paragraphs<5, 600>,
    /// Who does it: an organisation or a body, never a private person.
    pub who: Whom,
    /// Where.
    #[serde(default)]
    pub place: Option<Place>,
    /// By when.
    pub due: When,
    /// The steps on the way, the first first.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// Where it comes from.
    #[serde(default)]
    pub origin: Option<Origin>,
}

/// An action of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAction {
    /// Its number in its plan, which never changes and is given once.
    pub number: u32,
    /// What is said of it.
    pub content: ActionContent,
    /// How it went, the oldest first.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
}

/// What is known around the form of an action.
pub struct ActionContext<'a> {
    /// Names.
    pub naming: &'a Naming<'a>,
    /// Finds the page that tells where an action comes from, by its address.
    pub find_page: &'a dyn Fn(&str) -> Option<OriginPage>,
    /// The address of such a page, as far as it can be read.
    pub page: &'a dyn Fn(OriginPage) -> Option<String>,
    /// Today: nothing was reached after it.
    pub today: Day,
}

impl ActionContent {
    /// Parses all fields and reports every error, not only the first; `held` is where it was said to come from before.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(
        fields: &Fields,
        context: &ActionContext<'_>,
        held: Option<OriginPage>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let what = reader.one(field::WHAT, Paragraphs::parse);
        let who = reader.one(field::WHO, |text| Whom::parse(text, context.naming));
        let due = reader.one(field::DUE, due);
        let place = place(fields).map_err(|error| reader.errors.push(error)).ok().flatten();
        let mut milestones =
            reader.list(field::MILESTONES, MOST_MILESTONES, |it| milestone(it, context.today));
        milestones.sort_by_key(|it| it.when.first());
        let last = due.and_then(When::last_day);
        if milestones
            .iter()
            .any(|it| last.is_some_and(|last| it.when.first_day().is_some_and(|it| it > last)))
        {
            reader.wrong(field::MILESTONES, Problem::AfterTheEnd);
        }
        let origin = origin(&mut reader, context, held);
        match (what, who, due) {
            (Some(what), Some(who), Some(due)) if reader.errors.is_empty() => {
                Ok(Self { what, who, place, due, milestones, origin })
            }
            _ => Err(reader.errors),
        }
    }

    /// What the form begins with at this place.
    pub fn at(place: Option<Place>) -> Fields {
        let mut fields = Fields::default();
        fields.push_some(field::REGION, place.map(|it| it.region.slug()));
        fields.push_some(field::COMMUNE, place.and_then(commune));
        fields
    }

    /// What it begins with for a recommendation of this page.
    pub fn advised(text: &str, at: Option<Place>, page: &str) -> Fields {
        let text = plain(text);
        let mut fields = Self::at(at);
        fields.push(field::WHAT, shortened(&text, MOST_WORDS));
        fields.push(field::ORIGIN, OriginKind::Advice.code());
        fields.push(field::WORDS, shortened(&text, MOST_QUOTED));
        fields.push(field::PAGE, page);
        fields
    }

    /// The fields that would say the same.
    pub fn fields(&self, context: &ActionContext<'_>) -> Fields {
        let mut fields = Fields::from([(field::WHAT, self.what.as_str())]);
        fields.push_some(field::WHO, self.who.name(context.naming.organization));
        fields.push_some(field::REGION, self.place.map(|it| it.region.slug()));
        fields.push_some(field::COMMUNE, self.place.and_then(commune));
        fields.push(field::DUE, self.due.iso());
        for it in &self.milestones {
            let reached = it.reached.map_or(String::new(), |day| format!(" = {REACHED} {}", day.iso()));
            fields.push(field::MILESTONES, format!("{} = {}{reached}", it.when.iso(), it.what));
        }
        if let Some(origin) = &self.origin {
            fields.push(field::ORIGIN, origin.kind.code());
            fields.push(field::WORDS, origin.words.as_str());
            let page = |it| (context.page)(it).unwrap_or_else(|| it.code());
            fields.push_some(field::PAGE, origin.page.map(page));
        }
        fields
    }

    /// What stands in the seal of its form: the words, then which milestones were reached.
    pub fn seal(&self, context: &ActionContext<'_>) -> String {
        let waiting = self.milestones.iter().map(|it| Milestone { reached: None, ..it.clone() });
        let words = Self { milestones: waiting.collect(), ..self.clone() }.fields(context).seal();
        format!("{words}{AND}{}", Fields::new(milestone_pairs(&self.milestones)).seal())
    }

    /// This with what somebody changed in a form that carries this seal; nothing if somebody else changed the words since. A milestone
    /// that was reached meanwhile stays reached.
    pub fn replaced(&self, mut by: Self, seal: &str, context: &ActionContext<'_>) -> Option<Self> {
        let now = self.seal(context);
        let ((words, reached), (seen, seen_reached)) = (now.split_once(AND)?, seal.split_once(AND)?);
        if reached != seen_reached {
            for it in &mut by.milestones {
                let kept = self.milestones.iter().find(|kept| kept.when == it.when && kept.what == it.what);
                it.reached = it.reached.or_else(|| kept?.reached);
            }
        }
        (words == seen).then_some(by)
    }
}

/// Milestones by their day, their words and when they were reached.
fn milestone_pairs(milestones: &[Milestone]) -> Vec<(String, String)> {
    let reached = |it: &Milestone| it.reached.map_or(String::new(), Day::iso);
    milestones.iter().map(|it| (it.when.iso(), format!("{} = {}", it.what, reached(it)))).collect()
}

/// A day or a month: what is due in some year is late a year too late.
fn due(text: &str) -> Result<When, Problem> {
    match When::parse_any(text)? {
        When::Year(_) => Err(Problem::OnlyAYear),
        when => Ok(when),
    }
}

/// `mars 2026 = Comité formé`, or `mars 2026 = Comité formé = atteinte 2026-03-12`.
fn milestone(text: &str, today: Day) -> Result<Milestone, Problem> {
    let (when, rest) = text.split_once('=').ok_or_else(|| unknown(text))?;
    let reached = rest.rsplit_once('=').and_then(|(what, day)| {
        let day = fold(day.trim());
        let day = day.strip_prefix(REACHED)?.trim();
        Some((what, day.strip_prefix("le ").unwrap_or(day).to_owned()))
    });
    let (what, reached) = match reached {
        Some((what, day)) => (what, Some(Day::parse(&day).ok_or(Problem::NotADay)?)),
        None => (rest, None),
    };
    if reached.is_some_and(|day| day > today) {
        return Err(Problem::InTheFuture);
    }
    Ok(Milestone { when: When::parse_any(when)?, what: Line::parse(what)?, reached })
}

/// Where it comes from: the kind and the words belong together.
fn origin(reader: &mut Reader<'_>, context: &ActionContext<'_>, held: Option<OriginPage>) -> Option<Origin> {
    let kind = reader.optional(field::ORIGIN, coded(OriginKind::parse));
    let words = reader.optional(field::WORDS, Paragraphs::parse);
    let page = reader.optional(field::PAGE, |text| {
        let kept = held.filter(|it| it.code() == text);
        kept.or_else(|| (context.find_page)(text)).ok_or_else(|| unknown(text))
    });
    let has = |name: &str| reader.fields.filled(name).is_some();
    let says = has(field::WORDS) || has(field::PAGE);
    let (lacks_kind, lacks_words) = (says && !has(field::ORIGIN), has(field::ORIGIN) && !has(field::WORDS));
    if lacks_kind {
        reader.wrong(field::ORIGIN, Problem::Required);
    }
    if lacks_words {
        reader.wrong(field::WORDS, Problem::Required);
    }
    Some(Origin { kind: kind?, words: words?, page })
}

impl PlanAction {
    /// How far it is: what was said last.
    pub fn progress(&self) -> Progress {
        self.follow_ups.last().map_or(Progress::NotBegun, |it| it.progress)
    }

    /// The last day on which it is in time.
    pub fn due(&self) -> Option<Day> {
        self.content.due.last_day()
    }

    /// Where it stands.
    pub fn state(&self, today: Day) -> ActionState {
        ActionState::of(self.progress(), self.due(), today)
    }

    /// Its place among the others: what is late, then what is due soon, then by day, then what is done, the last first.
    pub fn rank(&self, today: Day) -> impl Ord + use<> {
        let state = match self.state(today) {
            ActionState::ToDo => ActionState::UnderWay,
            state => state,
        };
        let over = self.follow_ups.last().filter(|_| state >= ActionState::Done).map(|it| Reverse(it.on));
        (state, over, self.due(), self.number)
    }

    /// What stands in the seal of the form with which somebody follows it: all that was told, and the milestones that are ticked in it by
    /// their places.
    pub fn follow_seal(&self) -> String {
        let told = |it: &FollowUp| (it.on.iso(), format!("{} = {}", it.progress.code(), it.done));
        let mut pairs: Vec<(String, String)> = self.follow_ups.iter().map(told).collect();
        pairs.extend(milestone_pairs(&self.content.milestones));
        Fields::new(pairs).seal()
    }

    /// What stands in the seal of the form that takes it away: all of it.
    pub fn whole_seal(&self, context: &ActionContext<'_>) -> String {
        format!("{}{AND}{}", self.content.seal(context), self.follow_seal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(more: &[(&str, &str)]) -> Result<ActionContent, Vec<FieldError>> {
        let mut form = Fields::default();
        more.iter().for_each(|(name, value)| form.push(*name, *value));
        for (name, value) in
            [("quoi", "Former le comité"), ("qui", "Comité communal"), ("echeance", "juin 2026")]
        {
            if !form.has(name) {
                form.push(name, value);
            }
        }
        let naming = Naming::of_nothing();
        let find_page =
            |text: &str| text.strip_prefix("/forum/sujet/")?.parse().ok().map(OriginPage::Experience);
        let page = |it: OriginPage| match it {
            OriginPage::Experience(topic) if topic != 9 => Some(format!("/forum/sujet/{topic}")),
            _ => None,
        };
        let today = Day::parse("2026-11-21").unwrap();
        let context = ActionContext { naming: &naming, find_page: &find_page, page: &page, today };
        let content = ActionContent::parse(&form, &context, Some(OriginPage::Experience(9)))?;
        let again =
            ActionContent::parse(&content.fields(&context), &context, Some(OriginPage::Experience(9)));
        assert_eq!(again.as_ref(), Ok(&content), "the form says the same");
        Ok(content)
    }

    fn wrong(more: &[(&str, &str)]) -> Vec<(String, Problem)> {
        parse(more).unwrap_err().into_iter().map(|it| (it.field, it.problem)).collect()
    }

    #[test]
    fn an_action_says_what_who_when_and_by_which_steps() {
        let steps = "mai 2026 = Règles écrites\n2026-03 = Comité = dix membres = atteinte 2026-03-12";
        let it = parse(&[("etapes", steps), ("region", "sikasso"), ("commune", "Kadiolo")]).unwrap();
        assert_eq!(it.milestones[0].what.as_str(), "Comité = dix membres");
        assert_eq!(it.milestones[0].reached, Day::parse("2026-03-12"));
        assert_eq!(it.milestones[1].reached, None);
        assert_eq!(it.place.unwrap().label(), "Sikasso > Kadiolo");
        let it = parse(&[("etapes", "mars 2026 = Comité formé = Atteinte le 12/03/2026")]).unwrap();
        assert_eq!(it.milestones[0].what.as_str(), "Comité formé");
        assert_eq!(it.milestones[0].reached, Day::parse("2026-03-12"));
    }

    #[test]
    fn impossible_days_and_steps_after_the_end_are_refused() {
        assert_eq!(wrong(&[("echeance", "2026-02-31")])[0], ("echeance".into(), Problem::NotADate));
        let after = wrong(&[("etapes", "juillet 2026 = Trop tard")]);
        assert_eq!(after, [("etapes".into(), Problem::AfterTheEnd)]);
        assert!(parse(&[("etapes", "juin 2026 = Le mois même")]).is_ok());
        let reached = wrong(&[("etapes", "mai 2026 = Un pas = atteinte hier")]);
        assert_eq!(reached, [("etapes".into(), Problem::NotADay)]);
        let future = wrong(&[("etapes", "mai 2026 = Un pas = atteinte 2199-01-01")]);
        assert_eq!(future, [("etapes".into(), Problem::InTheFuture)]);
        assert_eq!(wrong(&[("echeance", "2026")]), [("echeance".into(), Problem::OnlyAYear)]);
        assert_eq!(wrong(&[("quoi", ""), ("qui", ""), ("echeance", "")]).len(), 3);
    }

    #[test]
    fn an_origin_has_its_kind_and_its_words_and_keeps_a_page_that_is_gone() {
        let words = ("origine_mots", "Former les débutantes");
        assert_eq!(wrong(&[words])[0].0, "origine");
        assert_eq!(wrong(&[("origine", "decision")])[0].0, "origine_mots");
        let gone = [("origine", "recommandation"), words, ("origine_page", "sujet:9")];
        assert_eq!(parse(&gone).unwrap().origin.unwrap().page, Some(OriginPage::Experience(9)));
        let other = [("origine", "recommandation"), words, ("origine_page", "sujet:8")];
        assert_eq!(wrong(&other)[0].0, "origine_page");
    }
}
