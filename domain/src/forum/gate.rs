//! The gate before which every post stands: whether its author may write here, now, and whether somebody reads it before others do.

use super::pace::Rate;
use crate::access::{Caller, Writer};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{PollDraft, Post, SlowMode, Space, Topic, Visible, forum_field as field};
use model::id::{PostId, SpaceId, TopicId};
use model::time::Moment;

const MINUTE: i64 = 60 * 1000;
const DAY: i64 = 24 * 60 * MINUTE;
/// How many of her last posts are looked at, at most.
const MOST_RECENT: usize = 2000;
/// Shorter texts are said again in good faith: "Merci !", "Je viens."
const LONG_ENOUGH: usize = 40;

/// A post that somebody wrote a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecentPost {
    /// The post.
    pub id: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Its space.
    pub space: SpaceId,
    /// When she wrote it.
    pub at: Moment,
    /// Whether it says the same.
    pub same: bool,
}

/// Since when somebody is here, and how much she wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acquaintance {
    /// When she joined.
    pub joined_at: Moment,
    /// How many posts she wrote, counted as far as it matters.
    pub posts: i64,
}

/// Knows what somebody wrote lately, and how well she is known.
#[async_trait]
pub trait GateStore: Send + Sync {
    /// What she wrote after this moment, under whatever name, the newest first, and whether it says this; at most `limit`.
    async fn recent_posts(
        &self,
        right: &Writer,
        text: &str,
        since: Moment,
        limit: i64,
    ) -> Result<Vec<RecentPost>, StoreError>;

    /// Since when she is here, and how much she wrote, counted to `most`; nothing for the command line.
    async fn acquaintance(&self, right: &Writer, most: i64) -> Result<Option<Acquaintance>, StoreError>;
}

/// What somebody is about to say.
pub(super) struct Said<'a> {
    /// Where.
    pub space: &'a Space,
    /// The topic, if there is one already.
    pub topic: Option<&'a Topic>,
    /// The title, if she begins one.
    pub title: &'a str,
    /// The post.
    pub post: &'a Post,
    /// What else is read with it: the answers of its poll, and what its images show.
    pub beside: String,
    /// The form that it came with.
    pub fields: &'a Fields,
}

impl Platform {
    /// Whether a new post may be kept, and who sees it: no measure keeps its author from writing, she does not write more or faster
    /// than people do, enough time passed since her last post; and with a word of the space's list it waits for a moderator. Who
    /// moderates here passes.
    ///
    /// # Errors
    /// `Invalid` on the text, with what is to be waited for or changed.
    pub(super) async fn gate(
        &self,
        caller: &Caller,
        right: &Writer,
        said: Said<'_>,
    ) -> Result<Visible, Error> {
        self.unrestrained(caller, said.space.id).await?;
        if caller.space_moderator(said.space).is_ok() {
            return Ok(Visible::Shown);
        }
        let (text, now) = (said.post.text.as_str(), said.post.created_at);
        let most = i64::try_from(self.pace.member.in_a_day.min(MOST_RECENT)).unwrap_or(i64::MAX);
        let recent = self.stores.gate.recent_posts(right, text, now.plus(-DAY), most).await?;
        // The same form that came twice is answered with its place, not with a refusal.
        if recent.iter().any(|it| it.id == said.post.id) {
            return Ok(Visible::Shown);
        }
        self.known_enough(right, &said, &recent).await?;
        let again = |it: &RecentPost| it.same && now.0 - it.at.0 < self.pace.same_for;
        if text.chars().count() >= LONG_ENOUGH && recent.iter().any(again) {
            return refused(Problem::SaidAlready);
        }
        if let Some(seconds) = waits(&said, &recent) {
            return refused(Problem::TooSoon { seconds });
        }
        Ok(seen(said.space, &[said.title, text, &said.beside]))
    }

    /// What is read beside a new post: the question and the answers of its poll, and what its images show.
    pub(super) async fn words_beside(
        &self,
        caller: &Caller,
        post: PostId,
        poll: Option<&PollDraft>,
    ) -> Result<String, Error> {
        let pictures = self.own_pictures(caller, post).await?;
        let shown = pictures.iter().filter_map(|it| Some(it.alt.as_ref()?.as_str()));
        let question = poll.and_then(|it| it.question.as_ref()).map(|it| it.as_str());
        let options = poll.into_iter().flat_map(|it| &it.options).map(|it| it.as_str());
        Ok(shown.chain(question).chain(options).collect::<Vec<_>>().join("\n"))
    }

    /// Who sees a post of hers once it says this: others, or a moderator first. Who moderates here passes.
    ///
    /// # Errors
    /// `Invalid` on the text for a newcomer who puts many links into it afterwards.
    pub(super) async fn seen_with(
        &self,
        caller: &Caller,
        right: &Writer,
        title: &str,
        text: &str,
    ) -> Result<Visible, Error> {
        let spaces = self.spaces().await?;
        let space = spaces.iter().find(|it| it.id == right.space()).ok_or(Error::NotFound)?;
        if caller.space_moderator(space).is_ok() {
            return Ok(Visible::Shown);
        }
        let max = self.pace.links;
        if links_in(text) > max && self.is_newcomer(right, self.clock.now()).await? {
            return refused(Problem::TooManyLinks { max });
        }
        Ok(seen(space, &[title, text]))
    }

    async fn is_newcomer(&self, right: &Writer, now: Moment) -> Result<bool, Error> {
        let pace = self.pace;
        let known = self.stores.gate.acquaintance(right, pace.newcomer_posts).await?;
        Ok(known
            .is_some_and(|it| it.posts < pace.newcomer_posts || now.0 - it.joined_at.0 < pace.newcomer_for))
    }

    /// How fast somebody writes, and for newcomers how they do.
    async fn known_enough(
        &self,
        right: &Writer,
        said: &Said<'_>,
        recent: &[RecentPost],
    ) -> Result<(), Error> {
        let (pace, now) = (self.pace, said.post.created_at);
        let is_new = self.is_newcomer(right, now).await?;
        let rate = if is_new { pace.newcomer } else { pace.member };
        let away = self.away_for(right, said.fields);
        if let Some(minutes) = rate.left(recent, now, away.unwrap_or_default()) {
            return refused(Problem::TooManyPosts { minutes });
        }
        if !is_new {
            return Ok(());
        }
        if links_in(said.post.text.as_str()) > pace.links {
            return refused(Problem::TooManyLinks { max: pace.links });
        }
        if said.fields.filled(field::TRAP).is_some() {
            return Err(Error::field(field::TRAP, Problem::LeaveEmpty));
        }
        // The id was made with the form; or on a phone, whose clock says nothing: then it counts since when that phone may write.
        let taken = said.post.id.made_at().map_or(away.unwrap_or_default(), |it| now.0 - it.0);
        let with_form = PostId::parse(said.fields.get(field::ID)).is_some();
        if with_form && taken < pace.form_takes { refused(Problem::TooFast) } else { Ok(()) }
    }
}

impl Rate {
    /// After how many minutes the next post may come; nothing if it may come now. Whoever was away for so long wrote meanwhile, and
    /// sends it all at once: what she may in ten minutes she may in each ten of those, never more than in a day.
    fn left(self, recent: &[RecentPost], now: Moment, away: i64) -> Option<i64> {
        let until = |most: usize, window: i64| {
            // The newest first: when the one that makes it too many leaves the window, there is room again.
            let oldest = recent.get(most.checked_sub(1)?)?;
            Some(oldest.at.0 + window - now.0).filter(|left| *left > 0)
        };
        let tens = (away.min(DAY) / (10 * MINUTE)).max(1);
        let in_tens = self.in_ten_minutes.saturating_mul(usize::try_from(tens).unwrap_or(1));
        let left = until(in_tens, 10 * MINUTE * tens).max(until(self.in_a_day, DAY))?;
        Some((left + MINUTE - 1) / MINUTE)
    }
}

/// Whether others see these texts at once, or a moderator first.
fn seen(space: &Space, texts: &[&str]) -> Visible {
    let held = texts.iter().any(|text| space.held_words.stand_in(text));
    if held { Visible::Hidden } else { Visible::Shown }
}

/// How many seconds she waits yet, in the space or in the topic.
fn waits(said: &Said<'_>, recent: &[RecentPost]) -> Option<i64> {
    let left = |slow: SlowMode, last: Option<&RecentPost>| {
        let left = last?.at.0 + slow.seconds() * 1000 - said.post.created_at.0;
        (left > 0).then(|| (left + 999) / 1000)
    };
    let in_space = left(said.space.slow, recent.iter().find(|it| it.space == said.space.id));
    let in_topic =
        said.topic.and_then(|topic| left(topic.slow, recent.iter().find(|it| it.topic == topic.id)));
    in_space.max(in_topic)
}

fn links_in(text: &str) -> usize {
    let text = text.to_lowercase();
    let schemes = text.matches("http://").count() + text.matches("https://").count();
    let bare = text.matches("www.").count() - text.matches("://www.").count();
    schemes + bare
}

fn refused<T>(problem: Problem) -> Result<T, Error> {
    Err(Error::field(field::TEXT, problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_counted_once_however_it_is_written() {
        assert_eq!(links_in("Voir https://www.exemple.ml et HTTP://a.ml/b, ou www.c.ml"), 3);
        assert_eq!(links_in("Rien que des mots : demain, 9 h."), 0);
    }
}
