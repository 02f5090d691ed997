//! What moderators of a space decide about it: that nobody writes in it for now, and how much time passes between two posts.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::NoticeKind;
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{HeldWords, SlowMode, Space};
use model::id::PersonId;
use model::moderation::{Motive, Why};

/// What a moderator decides about her space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpaceChange {
    /// Nobody but those who moderate writes in it, or everybody again.
    Lock(bool),
    /// Time passes in it between two posts of one person.
    Slow(SlowMode),
    /// These words hold a post back until a moderator has read it.
    Hold(HeldWords),
}

impl SpaceChange {
    pub(super) const fn deed(&self) -> Deed {
        match self {
            Self::Lock(true) => Deed::SpaceLocked,
            Self::Lock(false) => Deed::SpaceUnlocked,
            Self::Slow(_) => Deed::SpaceSlowed,
            Self::Hold(_) => Deed::HeldWordsChanged,
        }
    }

    /// The reasons of the list for which it is done.
    pub const fn motives(&self) -> &'static [Motive] {
        match self {
            Self::Lock(true) => Motive::CLOSING,
            Self::Lock(false) => Motive::GIVING_BACK,
            Self::Slow(_) => Motive::SLOWING,
            Self::Hold(_) => Motive::AGAINST,
        }
    }
}

impl Platform {
    /// Decides something about a space, with its reason.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who does not moderate it, `SecondFactor`, `NotFound`; `Invalid` on the reason; `Conflict` if
    /// somebody changed it in between.
    pub async fn conduct_space(
        &self,
        caller: &Caller,
        slug: &str,
        change: SpaceChange,
        fields: &Fields,
    ) -> Result<(), Error> {
        let space = self.space(caller, slug).await?;
        let right = caller.space_moderator(&space)?;
        let why = match Why::parse(fields, change.motives()) {
            // The words say by themselves what they are for.
            Err(error) if error.problem == Problem::Required && matches!(change, SpaceChange::Hold(_)) => {
                None
            }
            why => Some(why?),
        };
        let deed = change.deed();
        let new = match change {
            SpaceChange::Lock(locked) => Space { locked, ..space.clone() },
            SpaceChange::Slow(slow) => Space { slow, ..space.clone() },
            SpaceChange::Hold(held_words) => Space { held_words, ..space.clone() },
        };
        if new == space {
            return Ok(());
        }
        let log = self.entry_of_act(&right, deed, Subject::Space(space.id), why.as_ref());
        let new = Space { version: space.version + 1, ..new };
        self.stores.forum.conduct_space(&right, &new, space.version, &log).await?;
        self.doubt_spaces();
        if new.locked != space.locked || new.slow != space.slow {
            self.tell_of_conduct(&new, deed, Some(right.person())).await;
        }
        Ok(())
    }

    /// Tells the others who moderate a space what was decided about it: that nobody writes in it for now, or everybody again, or how
    /// much time passes between two posts; its log says why.
    pub(super) async fn tell_of_conduct(&self, space: &Space, deed: Deed, by: Option<PersonId>) {
        let what = match deed {
            Deed::SpaceLocked => "space_locked",
            Deed::SpaceUnlocked => "space_unlocked",
            _ => "space_slowed",
        };
        let href = format!("/forum/{}/journal", space.slug);
        for person in self.moderators_of(space).await.into_iter().filter(|it| Some(*it) != by) {
            self.tell_surely(person, NoticeKind::Decision, what, Some(space.name.as_str()), &href).await;
        }
    }
}
