//! The programme of an activity or a meeting: days with their sessions, written one on each line as people write them on paper; who speaks
//! is told by her role.

use crate::coded::coded;
use crate::events::Hour;
use crate::failure::Problem;
use crate::search::fold;
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// What a session, or a day, is about.
pub type SessionTitle = Line<1, 200>;
/// Who speaks, by her role: *une juge*, *une représentante de la CAFO*.
pub type Speaker = Line<2, 160>;

/// The last day that a programme has.
const LAST_DAY: u8 = 60;
/// The most sessions of one programme.
const MOST_SESSIONS: usize = 80;
/// The most who speak in one session.
const MOST_SPEAKERS: usize = 20;
/// What a session of groups begins with: *Travaux de groupe*.
const GROUP_WORK: &str = "travaux";
/// What may stand behind the number of a day: *Jour 1er*.
const ORDINALS: [&str; 3] = ["er", "ème", "e"];
/// What may stand behind minutes: *8 h 30 mn*.
const MINUTES: [&str; 2] = ["min", "mn"];
/// What a line of somebody who speaks begins with.
const MARKS: [char; 4] = ['-', '–', '•', '*'];

coded!(
    /// What kind of session it is: what its line calls it.
    SessionKind {
        /// *Ouverture*.
        Opening = "ouverture",
        /// *Panel*.
        Panel = "panel",
        /// *Plénière*.
        Plenary = "pleniere",
        /// *Travaux de groupe*.
        Groups = "groupe",
        /// *Pause*.
        Break = "pause",
        /// *Clôture*.
        Closing = "cloture",
    }
);

/// One session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// When it begins.
    #[serde(default)]
    pub from: Option<Hour>,
    /// When it ends.
    #[serde(default)]
    pub to: Option<Hour>,
    /// What it is called, as it was written.
    pub title: SessionTitle,
    /// Who speaks.
    #[serde(default)]
    pub speakers: Vec<Speaker>,
}

/// A day with its sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeDay {
    /// Which day it is, if that was said.
    #[serde(default)]
    pub number: Option<u8>,
    /// What the day is about.
    #[serde(default)]
    pub title: Option<SessionTitle>,
    /// What happens in it, in its order.
    #[serde(default)]
    pub sessions: Vec<Session>,
}

/// A programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Programme {
    /// Its days.
    pub days: Vec<ProgrammeDay>,
}

impl Session {
    /// What its line calls it: a word before the colon, or the first of all.
    pub fn kind(&self) -> Option<SessionKind> {
        let (head, _) = self.title.as_str().split_once(':').unwrap_or((self.title.as_str(), ""));
        let words = fold(head);
        let mut words = words.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).peekable();
        if words.peek() == Some(&GROUP_WORK) {
            return Some(SessionKind::Groups);
        }
        let looked_at = if self.title.as_str().contains(':') { usize::MAX } else { 1 };
        words.take(looked_at).find_map(|it| SessionKind::parse(it.strip_suffix('s').unwrap_or(it)))
    }
}

impl Programme {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// Reads lines: `Jour 2`, `9 h – 10 h 30 : Panel : …`, and below a session `- une juge`.
    ///
    /// # Errors
    /// What is wrong with the first line that cannot be read: `NotAnHour`, `EndBeforeBegin`, `NotInRange` for a day that does not follow the
    /// one before it, `TooLong`, `TooManyValues`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut days: Vec<ProgrammeDay> = Vec::new();
        for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
            // Nobody speaks before something is announced: then the line announces it.
            let is_announced = days.last().is_some_and(|it| !it.sessions.is_empty());
            let line = if is_announced { line } else { line.trim_start_matches(MARKS).trim() };
            if let Some((number, title)) = day(line) {
                let next = days.iter().filter_map(|it| it.number).max().unwrap_or(0) + 1;
                let number = number.filter(|it| (next..=LAST_DAY).contains(it));
                let (min, max) = (i64::from(next), i64::from(LAST_DAY));
                let number = Some(number.ok_or(Problem::NotInRange { min, max })?);
                let title = SessionTitle::parse_optional(title)?;
                days.push(ProgrammeDay { number, title, sessions: Vec::new() });
                continue;
            }
            if days.is_empty() {
                days.push(ProgrammeDay::default());
            }
            let Some(today) = days.last_mut() else { continue };
            match today.sessions.last_mut() {
                Some(session) if line.starts_with(MARKS) => {
                    session.speakers.push(Speaker::parse(line.trim_start_matches(MARKS).trim())?);
                    if session.speakers.len() > MOST_SPEAKERS {
                        return Err(Problem::TooManyValues { max: MOST_SPEAKERS });
                    }
                }
                _ => today.sessions.push(session(line)?),
            }
            if days.iter().map(|it| it.sessions.len()).sum::<usize>() > MOST_SESSIONS {
                return Err(Problem::TooManyValues { max: MOST_SESSIONS });
            }
        }
        Ok(Self { days })
    }

    /// The lines that would say the same.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        for day in &self.days {
            if let Some(number) = day.number {
                let title = day.title.as_ref().map(|it| format!(" : {it}")).unwrap_or_default();
                lines.push(format!("Jour {number}{title}"));
            }
            for it in &day.sessions {
                let hours: Vec<String> = it.from.into_iter().chain(it.to).map(written).collect();
                let hours = if hours.is_empty() { String::new() } else { hours.join(" – ") + " : " };
                lines.push(format!("{hours}{}", it.title));
                lines.extend(it.speakers.iter().map(|it| format!("- {it}")));
            }
        }
        lines.join("\n")
    }
}

/// The number and the words of a line that begins a day; another line is none.
fn day(line: &str) -> Option<(Option<u8>, &str)> {
    let rest = line.get(..4).filter(|it| it.eq_ignore_ascii_case("jour")).map(|_| &line[4..])?;
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return None;
    }
    let (number, title) = rest.split_at(digits);
    Some((number.parse().ok(), unmarked(without_word(title, &ORDINALS))))
}

/// A session of a line: its hours, if it begins with any, and what it is.
fn session(line: &str) -> Result<Session, Problem> {
    let Some((from, after)) = hour(line) else {
        return Ok(Session { from: None, to: None, title: SessionTitle::parse(line)?, speakers: Vec::new() });
    };
    let from = Hour::parse(from)?;
    let until = after.trim_start().strip_prefix(['-', '–', '—', 'à']).and_then(|it| hour(it.trim_start()));
    let (to, rest) = match until {
        Some((to, rest)) => (Some(Hour::parse(to)?), rest),
        None => (None, after),
    };
    // What ends at midnight ends with the day.
    if to.is_some_and(|to| to <= from && (to.parts() != (0, 0) || from.parts() == (0, 0))) {
        return Err(Problem::EndBeforeBegin);
    }
    Ok(Session { from: Some(from), to, title: SessionTitle::parse(unmarked(rest))?, speakers: Vec::new() })
}

/// A text without one of these words, if it begins with it.
fn without_word<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let without = |word: &&str| {
        let begins = text.get(..word.len()).is_some_and(|it| it.to_lowercase() == **word);
        let rest = text.get(word.len()..).filter(|_| begins)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
    };
    words.iter().find_map(without).unwrap_or(text)
}

/// An hour that a text begins with, and what follows it: `9h30`, `9 h`, `9 h 30 mn` or `09:30`. A number alone is none.
fn hour(text: &str) -> Option<(&str, &str)> {
    let mut rest = text.trim_start_matches(|it: char| it.is_ascii_digit());
    if !(1..=2).contains(&(text.len() - rest.len())) {
        return None;
    }
    rest = rest.trim_start();
    let minutes = rest.strip_prefix(['h', 'H', ':'])?;
    let needs_minutes = rest.starts_with(':');
    let number = minutes.trim_start();
    let after = number.trim_start_matches(|it: char| it.is_ascii_digit());
    let has_minutes = after.len() < number.len();
    let after = if has_minutes { after } else { minutes };
    let hour = text.get(..text.len() - after.len())?;
    let after = if has_minutes {
        let rest = without_word(after.trim_start(), &MINUTES);
        if rest.len() < after.trim_start().len() { rest } else { after }
    } else {
        after
    };
    let is_word = after.starts_with(char::is_alphanumeric) || needs_minutes && !has_minutes;
    (!is_word).then_some((hour, after))
}

/// An hour as the lines have it.
fn written(hour: Hour) -> String {
    match hour.parts() {
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    }
}

/// A text without what parts it from what stood before it.
fn unmarked(text: &str) -> &str {
    text.trim_start_matches(|it: char| it.is_whitespace() || matches!(it, ':' | '-' | '–' | '—' | '|' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Jour 1 : Écouter
9 h – 9 h 30 : Ouverture
Panel 1 : Le leadership des femmes
- une juge
- une représentante de la CAFO
Jour 2
14 h : Travaux de groupe : les obstacles
L’ouverture des bureaux communaux";

    #[test]
    fn a_programme_is_read_as_it_is_written_on_paper_and_written_back() {
        let programme = Programme::parse(TEXT).unwrap();
        assert_eq!(programme.text(), TEXT);
        let kinds: Vec<_> = programme.days.iter().flat_map(|it| &it.sessions).map(Session::kind).collect();
        let (opening, panel, groups) = (SessionKind::Opening, SessionKind::Panel, SessionKind::Groups);
        assert_eq!(kinds, [Some(opening), Some(panel), Some(groups), None]);
        assert_eq!(programme.days[0].sessions[1].speakers.len(), 2);
        let hours = programme.days[1].sessions[0].from.map(Hour::iso);
        assert_eq!(hours.as_deref(), Some("14:00"));
        let json = serde_json::to_string(&programme).unwrap();
        assert_eq!(serde_json::from_str::<Programme>(&json).unwrap(), programme);
        let short = Programme::parse("09:30 à 10h15 Plénière\n 3 panels, dans la salle\n").unwrap();
        assert_eq!(short.text(), "9 h 30 – 10 h 15 : Plénière\n3 panels, dans la salle");
        assert_eq!(short.days[0].sessions[0].kind(), Some(SessionKind::Plenary));
        assert!(Programme::parse("\n \n").unwrap().is_empty());
    }

    #[test]
    fn hours_days_and_work_in_groups_are_read_as_they_are_written_by_hand() {
        for (text, read) in [
            ("08 h 30 mn – 09 h 00 mn : Ouverture", "8 h 30 – 9 h : Ouverture"),
            ("8h30mn : Accueil", "8 h 30 : Accueil"),
            ("8h30 min à 9h15MN Accueil", "8 h 30 – 9 h 15 : Accueil"),
            ("8 h 30 mnémotechnique", "8 h 30 : mnémotechnique"),
            ("20 h – 0 h : Veillée", "20 h – 0 h : Veillée"),
            ("Jour 1er : Lire", "Jour 1 : Lire"),
            ("Jour 1ER – Lire", "Jour 1 : Lire"),
            ("Jour 2ème Écrire", "Jour 2 : Écrire"),
            ("Jour 2 Erreurs", "Jour 2 : Erreurs"),
            ("- Jour 2", "Jour 2"),
        ] {
            let programme = Programme::parse(text).unwrap();
            assert_eq!(programme.text(), read, "{text}");
            assert_eq!(Programme::parse(&programme.text()).unwrap(), programme, "{text}");
        }
        for (text, kind) in [
            ("Travaux de groupe", Some(SessionKind::Groups)),
            ("14 h : TRAVAUX en groupes", Some(SessionKind::Groups)),
            ("Clôture des travaux : discours", Some(SessionKind::Closing)),
            ("Reprise des travaux : discours", None),
        ] {
            let programme = Programme::parse(text).unwrap();
            assert_eq!(programme.days[0].sessions[0].kind(), kind, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_and_marks_alone_are_nothing() {
        for (text, problem) in [
            ("25 h : Ouverture", Problem::NotAnHour),
            ("10 h – 9 h : Ouverture", Problem::EndBeforeBegin),
            ("Jour 2\nJour 1", Problem::NotInRange { min: 3, max: 60 }),
            ("Jour 99999", Problem::NotInRange { min: 1, max: 60 }),
            ("9 h", Problem::Required),
            ("Ouverture\n-", Problem::Required),
            ("- 9 h", Problem::Required),
            ("0 h – 0 h : Veillée", Problem::EndBeforeBegin),
            ("21 h – 0 h 30 : Veillée", Problem::EndBeforeBegin),
        ] {
            assert_eq!(Programme::parse(text), Err(problem), "{text}");
        }
        let long = "é".repeat(201);
        assert_eq!(Programme::parse(&long), Err(Problem::TooLong { max: 200 }));
        let many = "Une séance\n".repeat(MOST_SESSIONS + 1);
        assert_eq!(Programme::parse(&many), Err(Problem::TooManyValues { max: MOST_SESSIONS }));
        // Nobody speaks before something is announced, and every script is taken.
        let first = Programme::parse("- une juge\n- ߊ߲ ߓߘߊ߫").unwrap();
        assert_eq!((first.days[0].sessions.len(), first.days[0].sessions[0].speakers.len()), (1, 1));
        for text in ["jour", "Journée", "éé", "Jou", "h", ":", "9hharmonie"] {
            let programme = Programme::parse(text).unwrap();
            assert_eq!(Programme::parse(&programme.text()).unwrap(), programme, "{text}");
        }
    }
}
