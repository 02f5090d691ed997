//! Measures ("mesures") towards a person: a warning, silence for a time, suspension, the end of her sessions.

use super::{AppealWords, Motive, Why, moderation_field};
use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::forum::{Author, forum_field};
use crate::id::{MeasureId, NoteId, PersonId, SpaceId};
use crate::text::Paragraphs;
use crate::time::Moment;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// What moderators tell each other about a member.
pub type NoteWords = Paragraphs<2, 1000>;

coded!(
    /// What is done towards her.
    MeasureKind {
        /// She is told that something was not right.
        Warning = "avertissement",
        /// She writes nothing for a time, in one space or in all.
        Mute = "silence",
        /// She writes nothing anywhere for a time; she still signs in, reads, and can answer.
        Suspension = "suspension",
        /// Her sessions end: whoever was signed in with her account is no longer.
        Sessions = "sessions",
        /// Her topic stands above the others.
        TopicPinned = "sujet-epingle",
        /// Her topic stands among the others again.
        TopicUnpinned = "sujet-desepingle",
        /// Her topic was closed.
        TopicClosed = "sujet-ferme",
        /// Her topic was opened again.
        TopicReopened = "sujet-rouvert",
        /// Her topic was hidden.
        TopicHidden = "sujet-masque",
        /// Her topic was shown again.
        TopicShown = "sujet-remontre",
        /// Time passes between two posts of one person in her topic, or no longer.
        TopicSlowed = "sujet-lent",
        /// A moderator gave her topic another title.
        TopicRetitled = "titre-corrige",
        /// A moderator erased the title of her topic and gave it another one.
        TitleErased = "titre-efface",
        /// Her topic was moved to another space.
        TopicMoved = "sujet-deplace",
        /// Her topic became one with another.
        TopicMerged = "sujet-reuni",
        /// Her post stands in another topic now.
        PostMoved = "message-deplace",
        /// Her post was shown again.
        PostShown = "message-remontre",
        /// A moderator put other words in the place of hers.
        PostRetouched = "message-corrige",
        /// What her post said before it was corrected is shown to readers no more.
        FormerWithheld = "avant-retenu",
        /// A moderator erased her post for good.
        PostRemoved = "message-efface",
    }
);

coded!(
    /// For how long.
    MeasureSpan {
        /// A day.
        Day = "1",
        /// Three days.
        ThreeDays = "3",
        /// A week.
        Week = "7",
        /// Thirty days.
        Month = "30",
        /// Ninety days.
        Quarter = "90",
    }
);

impl MeasureKind {
    /// Those that are taken towards her; the others are acts on what she wrote, of which she is told alike.
    pub const TOWARDS_HER: [Self; 4] = [Self::Warning, Self::Mute, Self::Suspension, Self::Sessions];

    /// Whether it is an act on what she wrote.
    pub fn is_an_act(self) -> bool {
        !Self::TOWARDS_HER.contains(&self)
    }

    /// The reasons of the list for which it is done.
    pub const fn motives(self) -> &'static [Motive] {
        match self {
            Self::Warning
            | Self::Mute
            | Self::Suspension
            | Self::Sessions
            | Self::TopicHidden
            | Self::FormerWithheld
            | Self::PostRetouched
            | Self::PostRemoved => Motive::AGAINST,
            Self::TopicPinned => &[Motive::Useful],
            Self::TopicUnpinned => &[Motive::Past, Motive::Reread],
            Self::TopicClosed => Motive::CLOSING,
            Self::TopicReopened | Self::TopicShown | Self::PostShown => Motive::GIVING_BACK,
            Self::TopicSlowed => Motive::SLOWING,
            Self::TopicRetitled | Self::TitleErased => {
                &[Motive::Unclear, Motive::Danger, Motive::Insult, Motive::Violence, Motive::Spam]
            }
            Self::TopicMoved | Self::PostMoved => &[Motive::OffTopic],
            Self::TopicMerged => &[Motive::Twice, Motive::OffTopic],
        }
    }

    /// Whether it lasts for a time.
    pub const fn lasts(self) -> bool {
        matches!(self, Self::Mute | Self::Suspension)
    }

    /// Whether it holds everywhere or not at all, so that whoever moderates single spaces cannot take it.
    pub const fn is_everywhere(self) -> bool {
        matches!(self, Self::Suspension | Self::Sessions)
    }
}

impl MeasureSpan {
    /// In milliseconds.
    pub const fn milliseconds(self) -> i64 {
        match self {
            Self::Day => DAY,
            Self::ThreeDays => 3 * DAY,
            Self::Week => 7 * DAY,
            Self::Month => 30 * DAY,
            Self::Quarter => 90 * DAY,
        }
    }
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// What it is.
    pub kind: MeasureKind,
    /// Towards whom, as staff sees her: who wrote under another first name stays sealed.
    pub towards: Author,
    /// Where it holds; nothing stands for everywhere.
    pub space: Option<SpaceId>,
    /// What it is for, if it is one post: the numbers of its topic and of itself.
    pub post: Option<(i64, i64)>,
    /// Why, in words that she is told.
    pub reason: String,
    /// Who took it, if she is still here.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
    /// Until when it holds, if it lasts.
    pub until: Option<Moment>,
    /// When it was lifted, if it was, and by whom.
    pub lifted: Option<(Moment, Option<PersonId>)>,
    /// What she said against it; she says it once.
    pub appeal: Option<(AppealWords, Moment)>,
    /// What she was answered.
    pub answer: Option<(String, Moment)>,
    /// Whether what she said waits for an answer.
    pub waiting: bool,
    /// How often it was changed.
    pub version: i64,
}

impl Measure {
    /// Whether it keeps her from writing now.
    pub fn is_in_force(&self, now: Moment) -> bool {
        self.kind.lasts() && self.lifted.is_none() && self.until.is_some_and(|until| until > now)
    }

    /// Whether she can still say something against it.
    pub const fn can_be_appealed(&self) -> bool {
        self.appeal.is_none() && self.lifted.is_none()
    }
}

/// A measure as the form of a moderator asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureDraft {
    /// Its id, if the form carried one.
    pub id: Option<MeasureId>,
    /// What it is.
    pub kind: MeasureKind,
    /// For how long, if it lasts.
    pub span: Option<MeasureSpan>,
    /// Why.
    pub why: Why,
}

impl MeasureDraft {
    /// Reads the form.
    ///
    /// # Errors
    /// One error for each refused field: what lasts needs a time, and everything a reason.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<FieldError>> {
        let kind = MeasureKind::parse(fields.get(moderation_field::MEASURE)).filter(|it| !it.is_an_act());
        let span = MeasureSpan::parse(fields.get(moderation_field::SPAN));
        let why = Why::parse(fields, Motive::AGAINST);
        let mut errors = Vec::new();
        if kind.is_none() {
            errors.push(FieldError::new(moderation_field::MEASURE, Problem::Required));
        }
        if kind.is_some_and(MeasureKind::lasts) && span.is_none() {
            errors.push(FieldError::new(moderation_field::SPAN, Problem::Required));
        }
        match (kind, why) {
            (Some(kind), Ok(why)) if errors.is_empty() => Ok(Self {
                id: MeasureId::parse(fields.get(forum_field::ID)),
                kind,
                span: span.filter(|_| kind.lasts()),
                why,
            }),
            (_, why) => {
                errors.extend(why.err());
                Err(errors)
            }
        }
    }
}

/// A note of staff about a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberNote {
    /// Its id.
    pub id: NoteId,
    /// What it says.
    pub words: NoteWords,
    /// Who wrote it, if she is still here.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_needs_a_time_and_everything_a_reason() {
        let draft = |kind: &str, span: &str, reason: &str| {
            MeasureDraft::parse(&Fields::from([("mesure", kind), ("duree", span), ("raison", reason)]))
        };
        let wrong = |result: Result<MeasureDraft, Vec<FieldError>>| -> Vec<String> {
            result.unwrap_err().into_iter().map(|it| it.field).collect()
        };
        assert_eq!(draft("avertissement", "3", "Insultes").unwrap().span, None);
        assert_eq!(draft("silence", "3", "Insultes").unwrap().span, Some(MeasureSpan::ThreeDays));
        assert_eq!(wrong(draft("silence", "", "Insultes")), ["duree"]);
        assert_eq!(wrong(draft("suspension", "2", "")), ["duree", "motif"]);
        for kind in ["exil", "sujet-ferme"] {
            assert_eq!(wrong(draft(kind, "3", "non")), ["mesure", "raison"]);
        }
    }
}
