//! Topics that become one, and posts that become a topic of their own. Old addresses lead to where each post stands now.

use super::live::{Happened, Written};
use crate::access::{Caller, SpaceModerator};
use crate::error::{Error, StoreError};
use crate::moderation::Act;
use crate::platform::Platform;
use async_trait::async_trait;
use model::audit::{Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Post, Space, Topic, TopicKind, TopicTitle, Visible, forum_field as field};
use model::id::{PostId, TopicId};
use model::moderation::{MeasureKind, Why};
use std::collections::{BTreeSet, HashMap};

/// How many posts are separated from a topic at once.
const MOST_CHOSEN: usize = 200;
/// How many posts are looked at at once for one that stays.
const LOOKED_AT: i64 = 100;

/// Where a post stood before it stood here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its number here.
    pub number: i64,
    /// The number of the topic where it stood.
    pub topic: i64,
    /// Its number there.
    pub post: i64,
    /// The title of that topic, if it stands, or stood, in the same space and is not hidden.
    pub title: Option<TopicTitle>,
}

/// Which posts of a page came from elsewhere, and where those went that stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mix {
    /// Those that came, in their order.
    pub came: Vec<Origin>,
    /// Those that went, by their number: the numbers of the topic and of the post where they stand now.
    pub went: HashMap<i64, (i64, i64)>,
    /// The number of the topic that was asked for, if she was led here from one.
    pub asked: Option<i64>,
}

/// Posts that become a topic of their own.
#[derive(Clone, Debug)]
pub struct Splitting {
    /// The topic in which they stand.
    pub from: Topic,
    /// The topic that they become; its author is that of the first of them.
    pub into: Topic,
    /// Their numbers, in order, each with the id of what stays in its place.
    pub chosen: Vec<(i64, PostId)>,
}

/// Keeps topics that became one, or several.
#[async_trait]
pub trait MixStore: Send + Sync {
    /// Where a post stands that stood under these numbers; nothing if it stands there still, or never did.
    async fn place_now(&self, topic: i64, post: i64) -> Result<Option<(i64, i64)>, StoreError>;

    /// Which posts of a topic from this number on, of at most `limit`, came from elsewhere, and which went.
    async fn mix(&self, topic: &Topic, from: i64, limit: i64) -> Result<Mix, StoreError>;

    /// Puts all posts of a topic after those of another; who follows it follows the other. `Conflict` if one of the two was changed in between.
    async fn merge_topics(
        &self,
        rights: (&SpaceModerator, &SpaceModerator),
        from: &Topic,
        into: &Topic,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Makes a topic of chosen posts, and gives its number. `Conflict` if the topic was changed in between, or one of them is not
    /// there any more.
    async fn split_topic(
        &self,
        right: &SpaceModerator,
        splitting: &Splitting,
        log: &Entry,
    ) -> Result<i64, StoreError>;
}

impl Platform {
    /// Puts a topic into another (`vers`: its number or address), after what stands there. Its addresses lead there from now on.
    ///
    /// # Errors
    /// `SignIn`, `SecondFactor`, `NotFound`; `NotAllowed` for who does not moderate both spaces; `Invalid` on `vers`, also for an
    /// experience, a topic with a poll and a hidden one, which stay topics of their own, on the reason, and on `sure` if more people will read it;
    /// `Conflict` if somebody changed one of the two in between.
    pub async fn merge_topics(&self, caller: &Caller, number: i64, fields: &Fields) -> Result<i64, Error> {
        let (space, from) = self.topic_in_space(caller, number).await?;
        let right = caller.space_moderator(&space)?;
        // Its title is hers, and its address stands on paper.
        if from.kind == TopicKind::Experience {
            return Err(Error::field(field::INTO, Problem::SheetStays));
        }
        // What a moderator hid is not shown again by a merge.
        if from.visible != Visible::Shown {
            return Err(Error::field(field::INTO, Problem::HiddenStays));
        }
        // It was asked under its title, and its asker alone ends it.
        if self.stores.polls.poll(from.id).await?.is_some() {
            return Err(Error::field(field::INTO, Problem::PollStays));
        }
        let unknown = || Error::field(field::INTO, Problem::UnknownTopic);
        let wanted = fields.filled(field::INTO).ok_or(Error::field(field::INTO, Problem::Required))?;
        let wanted = number_written(wanted).ok_or_else(unknown)?;
        if wanted == from.number {
            return Err(Error::field(field::INTO, Problem::IntoItself));
        }
        let (other, into) = match self.topic_in_space(caller, wanted).await {
            Ok(found) => found,
            Err(Error::NotFound | Error::Moved { .. }) => return Err(unknown()),
            Err(error) => return Err(error),
        };
        let other_right = caller.space_moderator(&other)?;
        if into.visible != Visible::Shown {
            return Err(unknown());
        }
        self.knows_who_reads(&space, &other, fields)?;
        let kind = MeasureKind::TopicMerged;
        let why = Why::parse(fields, kind.motives())?;
        let log = self.line_of_act(&right, kind, Subject::Topic(from.number), &why);
        // Asked before: afterwards the post that opened it stands elsewhere.
        let opening = self.stores.forum.post(from.id, 1).await?;
        self.stores.mix.merge_topics((&right, &other_right), &from, &into, &log).await?;
        self.written.doubt();
        self.writings.say(Written { topic: from.number, space: other.id, happened: Happened::Merged });
        self.index_forum().await?;
        if let Some(post) = opening {
            self.tell_of_act(&other_right, Act { kind, post: post.id, why: &why }).await;
        }
        Ok(into.number)
    }

    /// Makes a topic of chosen posts (`choix`, as often as there are), with a `titre` and a `genre`; gives its number. What stood in
    /// their places leads to them.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`, `NotFound`; `Invalid` with every refused field, also if one of the two topics would show
    /// nothing; `Conflict` if somebody changed the topic in between.
    pub async fn split_topic(&self, caller: &Caller, number: i64, fields: &Fields) -> Result<i64, Error> {
        let (space, from) = self.topic_in_space(caller, number).await?;
        let right = caller.space_moderator(&space)?;
        let title = TopicTitle::parse(fields.get(field::TITLE));
        let kind = TopicKind::parse(fields.get(field::KIND)).filter(|it| *it != TopicKind::Experience);
        let kind = kind.unwrap_or(TopicKind::Discussion);
        let chosen = self.chosen(&from, fields).await?;
        let unreadable = self.shows_nothing(&from, &chosen).await?;
        let act = MeasureKind::PostMoved;
        let why = Why::parse(fields, act.motives());
        let (Ok(title), Ok(why), Some(first), None) = (&title, &why, chosen.first(), &unreadable) else {
            let mut errors = Vec::new();
            let wrong = |name: &str, problem| model::failure::FieldError::new(name, problem);
            errors.extend(title.err().map(|problem| wrong(field::TITLE, problem)));
            if chosen.is_empty() {
                errors.push(wrong(field::CHOSEN, Problem::NotThesePosts));
            }
            errors.extend(unreadable.map(|problem| wrong(field::CHOSEN, problem)));
            errors.extend(why.err());
            return Err(Error::Invalid(errors));
        };
        let now = self.clock.now();
        let last_at = chosen.iter().map(|it| it.created_at).max().unwrap_or(now);
        let into = Topic {
            id: TopicId::new(self.chance.uuid(now)),
            number: 0,
            kind,
            title: title.clone(),
            author: first.author.clone(),
            pinned: false,
            closed: false,
            answer: None,
            posts: i64::try_from(chosen.len()).unwrap_or(0),
            mixed: true,
            created_at: first.created_at,
            last_at,
            retitled_at: None,
            version: 1,
            ..from.clone()
        };
        let log = self.line_of_act(&right, act, Subject::Topic(from.number), why);
        let places = chosen.iter().map(|it| (it.number, self.next_post_id())).collect();
        let splitting = Splitting { from, into, chosen: places };
        let new = self.stores.mix.split_topic(&right, &splitting, &log).await?;
        self.written.doubt();
        self.index_forum().await?;
        for post in &chosen {
            self.tell_of_act(&right, Act { kind: act, post: post.id, why }).await;
        }
        Ok(new)
    }

    /// Where a post stands that stood under these numbers, as the answer to who asks for it there.
    pub(super) async fn now_at(&self, topic: i64, post: i64) -> Result<Option<Error>, Error> {
        let place = self.stores.mix.place_now(topic, post).await?;
        Ok(place.map(|(topic, post)| Error::Moved { topic, post }))
    }

    /// The numbers under which a post is found now that was known under these.
    pub(crate) async fn found_at(&self, topic: i64, post: i64) -> Result<(i64, i64), Error> {
        Ok(self.stores.mix.place_now(topic, post).await?.unwrap_or((topic, post)))
    }

    pub(super) async fn mix(&self, topic: &Topic, from: i64, limit: i64) -> Result<Mix, Error> {
        if topic.mixed { Ok(self.stores.mix.mix(topic, from, limit).await?) } else { Ok(Mix::default()) }
    }

    /// That a moderator knows it when what she moves is shown to more people than before.
    pub(super) fn knows_who_reads(&self, from: &Space, into: &Space, fields: &Fields) -> Result<(), Error> {
        if into.shows_to_more_than(from) && !fields.has(field::WIDER) {
            return Err(Error::field(field::WIDER, Problem::Required));
        }
        Ok(())
    }

    /// Why one of the two topics would show nothing to those who read it: the new one begins with a post that was erased or is hidden,
    /// or nothing else stays in the other.
    async fn shows_nothing(&self, from: &Topic, chosen: &[Post]) -> Result<Option<Problem>, Error> {
        let is_read = |it: &Post| it.visible == Visible::Shown;
        match chosen.first() {
            None => return Ok(None),
            Some(first) if !is_read(first) => return Ok(Some(Problem::OpensWithNothing)),
            // A topic that moderators alone see shows nothing as it is.
            Some(_) if from.visible != Visible::Shown => return Ok(None),
            Some(_) => {}
        }
        let mut at = 1;
        while at <= from.posts {
            let read = self.stores.forum.posts(from.id, at, LOOKED_AT).await?;
            if read.posts.iter().any(|it| is_read(it) && chosen.iter().all(|gone| gone.number != it.number)) {
                return Ok(None);
            }
            at += LOOKED_AT;
        }
        Ok(Some(Problem::LeavesNothing))
    }

    /// The posts that were chosen, in their order; none if they are not some replies of this topic.
    async fn chosen(&self, from: &Topic, fields: &Fields) -> Result<Vec<Post>, Error> {
        let numbers: BTreeSet<i64> =
            fields.all(field::CHOSEN).filter_map(|number| number.parse().ok()).collect();
        if numbers.contains(&1) || numbers.len() > MOST_CHOSEN {
            return Ok(Vec::new());
        }
        let mut posts = Vec::with_capacity(numbers.len());
        for number in numbers {
            let post = self.stores.forum.post(from.id, number).await?;
            let Some(post) = post.filter(|it| it.visible != Visible::Moved) else { return Ok(Vec::new()) };
            posts.push(post);
        }
        Ok(posts)
    }
}

/// The number of a topic as people pass it on: alone, or in its address.
fn number_written(text: &str) -> Option<i64> {
    let path = text.split(['?', '#']).next()?.trim_end_matches('/');
    Topic::number_in(path.rsplit('/').next()?.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_named_by_its_number_or_its_address() {
        for text in
            ["12", " 12 ", "12-le-pain", "/forum/droits/12-le-pain", "https://a.ml/forum/x/12-y?message=3#m3"]
        {
            assert_eq!(number_written(text.trim()), Some(12), "{text}");
        }
        for text in ["", "le pain", "/forum/droits", "0", "-3"] {
            assert_eq!(number_written(text), None, "{text}");
        }
    }
}
