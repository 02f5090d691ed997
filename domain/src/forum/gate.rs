//! The gate before which every post stands: whether its author may write here, now, and whether somebody reads it before others do.

use super::pace::Rate;
use crate::access::{Caller, Writer};
use crate::error::{Error, StoreError};
use crate::moderation::unrestrained;
use crate::platform::Platform;
use crate::trap::untouched;
use async_trait::async_trait;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{PollDraft, Post, SlowMode, Space, Topic, forum_field as field};
use model::id::{PostId, SpaceId, TopicId};
use model::moderation::{Hold, Measure};
use model::time::Moment;

const MINUTE: i64 = 60 * 1000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Shorter texts are said again in good faith: "Merci !", "Je viens."
const LONG_ENOUGH: usize = 40;

/// What is asked about the posts that somebody wrote lately, under whatever name. What is asked since no moment is not asked.
#[derive(Clone, Copy, Debug)]
pub struct Lately<'a> {
    /// The post that she is about to publish, which is kept already if its form came twice.
    pub post: PostId,
    /// When she may have written too many.
    pub windows: [Window; 2],
    /// The space, and since when a post in it makes the next one wait.
    pub in_space: (SpaceId, Option<Moment>),
    /// The topic, and since when a post in it does.
    pub in_topic: (Option<TopicId>, Option<Moment>),
    /// What she is about to say, and since when it is not said again.
    pub text: (&'a str, Option<Moment>),
}

/// A time in which somebody may write so many posts.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// When it began; nothing for no limit.
    pub since: Option<Moment>,
    /// How long it is, in milliseconds.
    pub length: i64,
    /// How many posts she may write in it.
    pub most: i64,
}

/// What somebody wrote lately, as far as it matters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recent {
    /// Whether the post is kept already.
    pub kept: bool,
    /// When she wrote the post with which each window is full: once that one leaves it, there is room again.
    pub full: [Option<Moment>; 2],
    /// When she last wrote in the space.
    pub in_space: Option<Moment>,
    /// When she last wrote in the topic.
    pub in_topic: Option<Moment>,
    /// Whether she said the same.
    pub said: bool,
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
    /// What she wrote lately, however much it is: every answer is a range of an index.
    async fn recent(&self, right: &Writer, lately: &Lately<'_>) -> Result<Recent, StoreError>;

    /// Since when she is here, and how much she wrote, counted to `most`; nothing for the command line.
    async fn acquaintance(&self, right: &Writer, most: i64) -> Result<Option<Acquaintance>, StoreError>;
}

/// How she stands who is about to write.
pub(super) struct WriterStanding {
    /// What keeps her from writing.
    restraint: Option<Measure>,
    /// How well she is known; nothing for the command line.
    known: Option<Acquaintance>,
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
    /// How many milliseconds passed since that form was made; nothing if we made none for this post.
    pub taken: Option<i64>,
}

impl Platform {
    /// How she stands who is about to write in a space.
    ///
    /// # Errors
    /// `Store`.
    pub(super) async fn writer_standing(
        &self,
        caller: &Caller,
        right: &Writer,
    ) -> Result<WriterStanding, Error> {
        let (restraint, known) =
            tokio::try_join!(self.restraining(caller, right.space()), self.acquaintance(right))?;
        Ok(WriterStanding { restraint, known })
    }

    /// Whether a new post may be kept, and what holds it back: no measure keeps its author from writing, she does not write more or
    /// faster than people do, enough time passed since her last post; with a word of the space's list, or of somebody new without a
    /// form of ours, it waits for a moderator. Who moderates here passes.
    ///
    /// # Errors
    /// `Invalid` on the text, with what is to be waited for or changed.
    pub(super) async fn gate(
        &self,
        caller: &Caller,
        right: &Writer,
        said: Said<'_>,
        standing: &WriterStanding,
    ) -> Result<Option<Hold>, Error> {
        unrestrained(standing.restraint.as_ref())?;
        if caller.space_moderator(said.space).is_ok() {
            return Ok(None);
        }
        let (pace, now) = (self.pace, said.post.created_at);
        let is_new = self.is_newcomer(standing.known, now);
        let rate = if is_new { pace.newcomer } else { pace.member };
        let away = self.away_for(right, said.fields);
        let lately = lately(&said, rate.windows(now, away.unwrap_or_default()), pace.same_for);
        let recent = self.stores.gate.recent(right, &lately).await?;
        // The same form that came twice is answered with its place, not with a refusal.
        if recent.kept {
            return Ok(None);
        }
        if let Some(minutes) = minutes_left(&lately, &recent, now) {
            return refused(Problem::TooManyPosts { minutes });
        }
        let formless = is_new && self.is_formless(&said, away)?;
        if recent.said {
            return refused(Problem::SaidAlready);
        }
        if let Some(seconds) = waits(&said, &recent) {
            return refused(Problem::TooSoon { seconds });
        }
        let text = said.post.text.as_str();
        Ok(held(said.space, &[said.title, text, &said.beside], formless))
    }

    /// Lets the post that was just kept be looked at: what holds it back is noted, and the first words of somebody new are watched.
    pub(super) async fn watched(
        &self,
        caller: &Caller,
        right: &Writer,
        post: PostId,
        standing: &WriterStanding,
        hold: Option<&Hold>,
    ) {
        if standing.known.is_some_and(|it| it.posts == 0) {
            self.watch_first(caller, right, post).await;
        }
        self.note_hold(caller, post, hold).await;
    }

    /// Notes for moderators what holds a post of hers back. It is kept and waits already, so trouble here is not told to her.
    pub(super) async fn note_hold(&self, caller: &Caller, post: PostId, hold: Option<&Hold>) {
        if let (Some(hold), Ok(right)) = (hold, caller.oneself()) {
            self.stores.moderation.note_hold(&right, post, hold).await.ok();
        }
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

    /// What holds a post of hers back once it says this. Who moderates here passes.
    ///
    /// # Errors
    /// `Invalid` on the text for a newcomer who puts many links into it afterwards.
    pub(super) async fn held_with(
        &self,
        caller: &Caller,
        right: &Writer,
        title: &str,
        text: &str,
    ) -> Result<Option<Hold>, Error> {
        let spaces = self.spaces().await?;
        let space = spaces.iter().find(|it| it.id == right.space()).ok_or(Error::NotFound)?;
        if caller.space_moderator(space).is_ok() {
            return Ok(None);
        }
        let max = self.pace.links;
        if links_in(text) > max && self.is_newcomer(self.acquaintance(right).await?, self.clock.now()) {
            return refused(Problem::TooManyLinks { max });
        }
        Ok(held(space, &[title, text], false))
    }

    /// How well she is known, as far as it matters: to be no newcomer, and to have written before.
    async fn acquaintance(&self, right: &Writer) -> Result<Option<Acquaintance>, Error> {
        Ok(self.stores.gate.acquaintance(right, self.pace.newcomer_posts.max(1)).await?)
    }

    fn is_newcomer(&self, known: Option<Acquaintance>, now: Moment) -> bool {
        let pace = self.pace;
        known.is_some_and(|it| it.posts < pace.newcomer_posts || now.0 - it.joined_at.0 < pace.newcomer_for)
    }

    /// Whether the post of somebody new came without a form that we made for it.
    ///
    /// # Errors
    /// `Invalid` for what people do not do: many links, a field that nobody sees filled in, a form filled in faster than it is read.
    fn is_formless(&self, said: &Said<'_>, away: Option<i64>) -> Result<bool, Error> {
        let pace = self.pace;
        if links_in(said.post.text.as_str()) > pace.links {
            return refused(Problem::TooManyLinks { max: pace.links });
        }
        untouched(said.fields)?;
        // A form of the outbox counts since when its phone may write.
        match said.taken.or(away) {
            _ if pace.form_takes == 0 => Ok(false),
            Some(taken) if taken < pace.form_takes => refused(Problem::TooFast),
            Some(_) => Ok(false),
            // A program leaves the form out, and so may a phone that had no network for it: neither is refused.
            None => Ok(true),
        }
    }
}

impl Rate {
    /// When somebody may have written too many. Whoever was away for so long wrote meanwhile, and sends it all at once: what she may in
    /// ten minutes she may in each ten of those, never more than in a day.
    fn windows(self, now: Moment, away: i64) -> [Window; 2] {
        let window = |most: usize, length: i64| Window {
            since: (most < usize::MAX).then(|| now.plus(-length)),
            length,
            most: i64::try_from(most).unwrap_or(i64::MAX),
        };
        let tens = (away.min(DAY) / (10 * MINUTE)).max(1);
        let in_tens = self.in_ten_minutes.saturating_mul(usize::try_from(tens).unwrap_or(1));
        [window(in_tens, 10 * MINUTE * tens), window(self.in_a_day, DAY)]
    }
}

fn lately<'a>(said: &Said<'a>, windows: [Window; 2], same_for: i64) -> Lately<'a> {
    let (text, now) = (said.post.text.as_str(), said.post.created_at);
    let waits_since = |slow: SlowMode| (slow != SlowMode::Off).then(|| now.plus(-slow.seconds() * 1000));
    let is_long = text.chars().count() >= LONG_ENOUGH;
    Lately {
        post: said.post.id,
        windows,
        in_space: (said.space.id, waits_since(said.space.slow)),
        in_topic: (said.topic.map(|it| it.id), said.topic.and_then(|it| waits_since(it.slow))),
        text: (text, (is_long && same_for > 0).then(|| now.plus(-same_for))),
    }
}

/// After how many minutes the next post may come; nothing if it may come now.
fn minutes_left(lately: &Lately<'_>, recent: &Recent, now: Moment) -> Option<i64> {
    let left = |(window, full): (Window, Option<Moment>)| Some(full?.0 + window.length - now.0);
    let left = lately.windows.into_iter().zip(recent.full).filter_map(left).max()?;
    Some((left + MINUTE - 1) / MINUTE)
}

/// What holds these texts back, if anything does.
fn held(space: &Space, texts: &[&str], formless: bool) -> Option<Hold> {
    let words = space.held_words.standing_in(texts);
    (formless || !words.is_empty()).then_some(Hold { words, formless })
}

/// How many seconds she waits yet, in the space or in the topic.
fn waits(said: &Said<'_>, recent: &Recent) -> Option<i64> {
    let left = |slow: SlowMode, last: Option<Moment>| {
        let left = last?.0 + slow.seconds() * 1000 - said.post.created_at.0;
        (left > 0).then(|| (left + 999) / 1000)
    };
    let in_topic = said.topic.and_then(|topic| left(topic.slow, recent.in_topic));
    left(said.space.slow, recent.in_space).max(in_topic)
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
