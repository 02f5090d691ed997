//! Pointing at a post.

use super::FlagWeight;
use crate::access::{Caller, Writer};
use crate::error::Error;
use crate::forum::Place;
use crate::platform::Platform;
use crate::trap::untouched;
use model::accounts::{Moderates, NoticeKind};
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Post, Space, Topic, Visible};
use model::id::{PersonId, PostId};
use model::moderation::{Flag, FlagReason, Motive, moderation_field as field};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// How many flags somebody gives in a day at most.
const MOST_IN_A_DAY: i64 = 20;
/// From so many flags in thirty days that pointed at nothing, hers hide nothing, do not count with those of others, and are one a day.
const UNFOUNDED: i64 = 3;

impl Platform {
    /// Points at somebody else's post. What identifies a person in danger is hidden at once, and what several readers point at,
    /// until a moderator has looked; with the post that opens a topic the whole topic, whose title says it too. Who points a second time
    /// changes nothing, unless she says now that somebody is in danger. Says where the post stands now, if it went elsewhere in the
    /// meantime.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who is no member, `NotFound`; `Conflict` for her own; `Invalid` with every refused field, or if
    /// she points at too much.
    pub async fn flag_post(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
        fields: &Fields,
    ) -> Result<Place, Error> {
        let (topic, post) = self.post_to_flag(caller, topic, number).await?;
        let number = post.number;
        let right = caller.member()?;
        untouched(fields)?;
        let now = self.clock.now();
        let flag = Flag::parse(fields, now)?;
        let moderation = &self.stores.moderation;
        let given = moderation.flags_given(&right, now.plus(-DAY), now.plus(-30 * DAY)).await?;
        let trusted = given.unfounded < UNFOUNDED;
        if given.today >= if trusted { MOST_IN_A_DAY } else { 1 } {
            return Err(Error::field(field::REASON, Problem::TooManyFlags));
        }
        let weight = FlagWeight {
            counts: trusted,
            hides: trusted && flag.reason == FlagReason::Danger,
            title_alone: post.visible.is_erased(),
        };
        let log = Entry {
            reason: Some(flag.reason.code().to_owned()),
            motive: Motive::of(flag.reason),
            ..self.entry_in(Some(topic.space), None, Deed::PostHidden, Subject::Post(topic.number, number))
        };
        if moderation.flag(&right, post.id, &flag, weight, &log).await? {
            self.written.doubt();
            self.follow_unseen_practices().await;
            self.tell_of_decision(post.id, "post_waits", None, topic.number, number).await;
            if weight.hides {
                self.tell_moderators_of_danger(&topic, number).await;
            }
        }
        Ok(Place { topic: topic.number, post: number })
    }

    /// A post that this caller may point at, with its topic, wherever they stand now. Of the one that opens a topic the title is left when
    /// its words are erased.
    ///
    /// # Errors
    /// As `flag_post`.
    pub async fn post_to_flag(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
    ) -> Result<(Topic, Post), Error> {
        let (topic, number) = self.found_at(topic, number).await?;
        let (_, topic) = self.topic_in_space(caller, topic).await?;
        let right = caller.member()?;
        let post = self.stores.forum.post(topic.id, number).await?.ok_or(Error::NotFound)?;
        if post.visible != Visible::Shown && !(number == 1 && post.visible.is_erased()) {
            return Err(Error::NotFound);
        }
        if post.author.is(right.person()) {
            return Err(Error::Conflict);
        }
        Ok((topic, post))
    }

    /// The first words of a new member are looked at by somebody, in full view: she is vouched for, and whoever waits to be heard
    /// does not come back. What she wrote is kept already, so trouble here is not told to her.
    pub(crate) async fn watch_first(&self, caller: &Caller, right: &Writer, post: PostId) {
        if caller.person().is_some_and(|it| !it.is_staff()) {
            self.stores.moderation.watch_first(right, post, self.clock.now()).await.ok();
        }
    }

    /// Tells those who moderate its space at once that a post may put somebody in danger.
    async fn tell_moderators_of_danger(&self, topic: &Topic, number: i64) {
        let Ok(spaces) = self.spaces().await else { return };
        let Some(space) = spaces.iter().find(|it| it.id == topic.space) else { return };
        let href = format!("/moderation/{}.{number}", topic.number);
        for person in self.moderators_of(space).await {
            let name = Some(space.name.as_str());
            self.tell_surely(person, NoticeKind::Danger, "danger", name, &href).await;
        }
    }

    /// Those who moderate a space, to tell them; nobody if they cannot be asked for.
    pub(crate) async fn moderators_of(&self, space: &Space) -> Vec<PersonId> {
        let moderators = self.stores.waiting.moderators().await.unwrap_or_default();
        let here = |moderates: &Moderates| match moderates {
            Moderates::Everything => true,
            Moderates::Spaces(slugs) => slugs.contains(&space.slug),
            Moderates::Nothing => false,
        };
        moderators.into_iter().filter(|(_, it)| here(it)).map(|(person, _)| person).collect()
    }

    /// Tells her whose post waits for somebody's look before others see it.
    pub(crate) async fn tell_if_held(&self, post: &Post, topic: i64, number: i64) {
        if post.visible == Visible::Hidden {
            self.tell_of_decision(post.id, "post_held", None, topic, number).await;
        }
    }

    /// Tells the author of a post what became of it.
    pub(super) async fn tell_of_decision(
        &self,
        post: PostId,
        what: &str,
        reason: Option<&str>,
        topic: i64,
        number: i64,
    ) {
        if let Ok(Some(author)) = self.stores.moderation.to_be_told(post).await {
            let href = format!("/compte/decisions/{topic}.{number}");
            self.tell(author, NoticeKind::Decision, what, reason, &href).await;
        }
    }
}
