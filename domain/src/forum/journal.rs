//! The log of a space, for whoever reads the space: what moderators decided there, without names.

use crate::access::Caller;
use crate::audit::{AUDIT_PAGE, InSpace};
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::forum::Space;
use model::moderation::Motive;
use model::time::Moment;

/// A line of a space's log: neither who did it nor to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalLine {
    /// Its number in the whole log.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// What was done.
    pub deed: Deed,
    /// To which topic; nothing if it was done to a person or to the space, to a post, beside whose place the name of its author stands,
    /// to a topic that is hidden by it, or to what may put somebody in danger.
    pub subject: Option<Subject>,
    /// The reason of the list, if it was one and nobody could be guessed from it. Words of a moderator's own may name somebody, and
    /// stand in the log of staff alone.
    pub motive: Option<Motive>,
}

impl Platform {
    /// A page of the log of a space, from below this number, the newest first; and where the next one begins.
    ///
    /// # Errors
    /// As `space`.
    pub async fn journal(
        &self,
        caller: &Caller,
        slug: &str,
        before: Option<i64>,
    ) -> Result<(Space, Vec<JournalLine>, Option<i64>), Error> {
        let space = self.space(caller, slug).await?;
        let lines = self.stores.audit.audit_in(space.id, before.unwrap_or(i64::MAX), AUDIT_PAGE).await?;
        let is_full = i64::try_from(lines.len()).is_ok_and(|count| count == AUDIT_PAGE);
        let next = lines.last().map(|it| it.seq).filter(|_| is_full);
        Ok((space, lines.iter().filter_map(told).collect(), next))
    }
}

/// What everybody may know of a line.
fn told(line: &InSpace) -> Option<JournalLine> {
    let deed = Deed::parse(&line.deed)?;
    let subject = Some(Subject::read(&line.subject))
        .filter(|it| matches!(it, Subject::Topic(_)) && !is_about_a_person(deed));
    // What was done towards a person is told without its reason, from which she could be guessed.
    let motive = line.motive.as_deref().and_then(Motive::parse).filter(|_| !is_about_a_person(deed));
    // Where somebody is in danger nobody is shown the place, by whatever else was decided about it; and what is hidden leads nowhere.
    let is_shown = !line.endangers && motive != Some(Motive::Danger) && deed != Deed::TopicHidden;
    Some(JournalLine { seq: line.seq, at: line.at, deed, subject: subject.filter(|_| is_shown), motive })
}

/// A measure is told without its post: a post has an author.
const fn is_about_a_person(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::MemberWarned
            | Deed::MemberMuted
            | Deed::MemberSuspended
            | Deed::SessionsEnded
            | Deed::MeasureLifted
            | Deed::MeasureKept
            | Deed::AnswerUndone
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(deed: Deed, subject: &Subject, motive: Option<Motive>) -> InSpace {
        InSpace {
            seq: 1,
            at: Moment(0),
            deed: deed.code().to_owned(),
            subject: subject.code(),
            motive: motive.map(|it| it.code().to_owned()),
            endangers: false,
        }
    }

    #[test]
    fn a_line_tells_the_place_unless_somebody_is_in_danger_there_or_it_is_hidden() {
        let (topic, post) = (Subject::Topic(7), Subject::Post(7, 2));
        let place = |line: &InSpace| told(line).unwrap().subject;
        let (insult, danger) = (Some(Motive::Insult), Some(Motive::Danger));
        assert_eq!(place(&line(Deed::PostHidden, &post, insult)), None, "its author's name stands there");
        assert_eq!(place(&line(Deed::TopicClosed, &topic, None)), Some(topic.clone()));
        assert_eq!(place(&line(Deed::TopicMerged, &topic, danger)), None);
        assert_eq!(place(&line(Deed::TopicHidden, &topic, insult)), None);
        // What was found dangerous once is not shown by what was decided afterwards.
        let undone = line(Deed::TopicShown, &topic, None);
        assert_eq!(place(&undone), Some(topic.clone()));
        assert_eq!(place(&InSpace { endangers: true, ..undone }), None);
        let hidden = told(&line(Deed::TopicHidden, &topic, danger)).unwrap();
        assert_eq!(
            (hidden.deed, hidden.motive),
            (Deed::TopicHidden, danger),
            "that it was done is told, and why"
        );
    }

    #[test]
    fn what_was_done_towards_a_person_is_told_without_place_and_reason() {
        let post = Subject::Post(7, 2);
        let measures = [
            Deed::MemberWarned,
            Deed::MemberMuted,
            Deed::MemberSuspended,
            Deed::SessionsEnded,
            Deed::MeasureLifted,
            Deed::MeasureKept,
            Deed::AnswerUndone,
        ];
        for deed in measures {
            let told = told(&line(deed, &post, Some(Motive::Insult))).unwrap();
            assert_eq!((told.deed, told.subject, told.motive), (deed, None, None));
        }
    }
}
