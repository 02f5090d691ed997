//! Search of the forum: posts that have all the words, the newest first, and topics whose title is like another one.

use crate::access::Caller;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::fields::Fields;
use model::forum::{
    ForumFilter, PollDraft, Post, Space, Topic, TopicDraft, forum_field, index_mark, plain, shortened,
};
use model::id::{PersonId, PostId};
use model::search::{Piece, QueryTerm, excerpt, index_terms, query_terms};
use std::collections::HashSet;

/// How many topics a page of results shows.
const TOPICS: usize = 20;
/// How many topics whose title has the words stand above the first page.
const TITLES: i64 = 5;
/// How many posts the index gives at a time.
const AT_A_TIME: i64 = 100;
/// After so many posts that fit the words and not the choices a page ends, and the next one goes on: no search takes longer for
/// having common words.
const MOST_LOOKED_AT: usize = 2_000;
/// How much of a post is shown around the words, in characters.
const EXCERPT: usize = 160;
/// The beginning of a longer word is looked for from so many letters on.
const SHORTEST_BEGINNING: usize = 4;
/// How many other posts of the same topic are named.
const OTHERS: usize = 3;
/// How many topics are shown that are like a new one, and out of how many they are taken.
const SIMILAR: usize = 4;
const NEAR: i64 = 40;
/// How many words of a title are compared, the longest first: they distinguish most.
const COMPARED: usize = 6;

/// A post that was found, with where it stands in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number in the index.
    pub serial: i64,
    /// The number of its topic.
    pub topic: i64,
    /// It.
    pub post: Post,
}

/// A topic in which something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTopic {
    /// Where it stands.
    pub space: Space,
    /// It.
    pub topic: Topic,
    /// The newest post with the words.
    pub post: Post,
    /// What it says around them.
    pub pieces: Vec<Piece>,
    /// The numbers of some other posts with the words, the newest first.
    pub others: Vec<i64>,
}

/// A page of results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Topics whose titles have the words, on the first page.
    pub titles: Vec<(Space, Topic)>,
    /// Topics with posts that have them, the newest post first.
    pub topics: Vec<FoundTopic>,
    /// Where the next page begins, if there is, or may be, more.
    pub next: Option<i64>,
}

/// The index of the forum.
#[async_trait]
pub trait ForumTextStore: Send + Sync {
    /// The posts that have all of these, below this number in the index, the newest first; at most `limit`. Whether somebody may
    /// read them is asked elsewhere.
    async fn find_posts(&self, query: &[QueryTerm], before: i64, limit: i64) -> Result<Vec<i64>, StoreError>;

    /// The numbers of the topics whose title fits one of these ways and has all of `narrowed`, the newest first.
    async fn find_titles(
        &self,
        ways: &[Vec<QueryTerm>],
        narrowed: &[QueryTerm],
        limit: i64,
    ) -> Result<Vec<i64>, StoreError>;

    /// Of these posts, those that are shown in topics that are, the newest first.
    async fn hits(&self, serials: &[i64]) -> Result<Vec<Hit>, StoreError>;

    /// Of the topics of these numbers, those that are shown, the newest first.
    async fn shown_topics(&self, numbers: &[i64]) -> Result<Vec<Topic>, StoreError>;

    /// The number that the last topic got.
    async fn last_topic(&self) -> Result<i64, StoreError>;

    /// The topics that are shown from this number on, up to this other one, in order.
    async fn topics_between(&self, from: i64, until: i64) -> Result<Vec<Topic>, StoreError>;

    /// Tells the index some posts anew that wait for it; says whether there were any.
    async fn index_what_waits(&self) -> Result<bool, StoreError>;
}

impl Platform {
    /// What this caller may read of what fits a filter. Without words nothing is found.
    ///
    /// # Errors
    /// `Store`.
    pub async fn search_forum(&self, caller: &Caller, filter: &ForumFilter) -> Result<Found, Error> {
        let spaces = self.spaces_to_search(caller, filter).await?;
        let typed = query_terms(filter.text.as_deref().unwrap_or_default());
        if typed.is_empty() || spaces.is_empty() {
            return Ok(Found::default());
        }
        let mut marks = vec![marked(spaces.iter().map(|it| it.id.to_string()))];
        marks.extend(filter.kind.map(|it| marked([it.code().to_owned()])));
        let words = self.words_that_stand_somewhere(typed, &marks).await?;
        let query = [words.as_slice(), &marks].concat();
        let titles = match filter.after {
            None => self.titles(std::slice::from_ref(&words), &marks, &spaces, filter, TITLES).await?,
            Some(_) => Vec::new(),
        };
        let blocked = self.unwanted(caller).await?;
        let mut found = Found { titles, ..Found::default() };
        let (mut before, mut looked_at) = (filter.after.unwrap_or(i64::MAX), 0);
        loop {
            let serials = self.stores.forum_texts.find_posts(&query, before, AT_A_TIME).await?;
            let ended = (serials.len() as i64) < AT_A_TIME;
            let Some(last) = serials.last().copied() else { break };
            looked_at += serials.len();
            let hits = self.stores.forum_texts.hits(&serials).await?;
            if let Some(full_at) = self.gather(&mut found, hits, &words, &spaces, filter, &blocked).await? {
                found.next = Some(full_at);
                break;
            }
            if ended {
                break;
            }
            if looked_at >= MOST_LOOKED_AT {
                found.next = Some(last);
                break;
            }
            before = last;
        }
        Ok(found)
    }

    /// Topics that this caller may read whose title is like this one, the most alike first: at least half of its words are the same.
    ///
    /// # Errors
    /// `Store`.
    pub async fn similar_topics(&self, caller: &Caller, title: &str) -> Result<Vec<(Space, Topic)>, Error> {
        let everywhere = ForumFilter::default();
        let spaces = self.spaces_to_search(caller, &everywhere).await?;
        // A space after the last word: it is whole.
        let mut words = query_terms(&format!("{title} "));
        words.sort_by_key(|it| {
            std::cmp::Reverse(it.alternatives.first().map_or(0, |word| word.chars().count()))
        });
        words.truncate(COMPARED);
        if words.is_empty() || spaces.is_empty() {
            return Ok(Vec::new());
        }
        let marks = [marked(spaces.iter().map(|it| it.id.to_string()))];
        let ways = choices_of(&words, words.len().div_ceil(2).max(words.len().min(2)));
        let mut near = self.titles(&ways, &marks, &spaces, &everywhere, NEAR).await?;
        let shared = |topic: &Topic| {
            let terms = index_terms(topic.title.as_str());
            words.iter().filter(|word| word.alternatives.iter().any(|it| terms.contains(it))).count()
        };
        near.sort_by_cached_key(|(_, topic)| std::cmp::Reverse((shared(topic), topic.number)));
        near.truncate(SIMILAR);
        Ok(near)
    }

    /// Topics that are like the one that is about to be begun, for her to look at first; none once she said that hers is another one.
    /// What is not ready to be published is refused elsewhere.
    ///
    /// # Errors
    /// As `open_topic`.
    pub async fn topics_like(
        &self,
        caller: &Caller,
        space: &str,
        fields: &Fields,
    ) -> Result<Vec<(Space, Topic)>, Error> {
        let space = self.space(caller, space).await?;
        let right = caller.writer(&space)?;
        let heard = self.is_spoken_alone(caller, PostId::parse(fields.get(forum_field::ID)), fields).await?;
        let Ok(draft) = TopicDraft::parse(fields, heard) else { return Ok(Vec::new()) };
        let sent_before = match draft.post.id {
            Some(id) => self.stores.forum.place(&right, id).await?.is_some(),
            None => false,
        };
        if fields.has(forum_field::SURE) || sent_before || PollDraft::parse(fields).is_err() {
            return Ok(Vec::new());
        }
        self.similar_topics(caller, draft.title.as_str()).await
    }

    /// Tells the index what waits for it: topics that were moved, and what is older than the index.
    ///
    /// # Errors
    /// `Store`.
    pub async fn index_forum(&self) -> Result<(), Error> {
        while self.stores.forum_texts.index_what_waits().await? {}
        Ok(())
    }

    async fn spaces_to_search(&self, caller: &Caller, filter: &ForumFilter) -> Result<Vec<Space>, Error> {
        let asked = |it: &&Space| filter.space.as_ref().is_none_or(|slug| *slug == it.slug);
        let spaces = self.spaces().await?;
        Ok(spaces.iter().filter(|it| it.is_read_by(caller.person())).filter(asked).cloned().collect())
    }

    /// The words as they were typed if they stand somewhere; else the last one may be the beginning of a longer one. Asking for each
    /// word that begins alike costs more than for one, so it is asked for only where it is needed.
    async fn words_that_stand_somewhere(
        &self,
        typed: Vec<QueryTerm>,
        marks: &[QueryTerm],
    ) -> Result<Vec<QueryTerm>, Error> {
        let whole: Vec<QueryTerm> =
            typed.iter().map(|it| QueryTerm { prefix: false, ..it.clone() }).collect();
        let begins = |it: &QueryTerm| {
            it.prefix
                && it.alternatives.first().is_some_and(|word| word.chars().count() >= SHORTEST_BEGINNING)
        };
        if !typed.last().is_some_and(begins) {
            return Ok(whole);
        }
        let query = [whole.as_slice(), marks].concat();
        let stands = !self.stores.forum_texts.find_posts(&query, i64::MAX, 1).await?.is_empty()
            || !self.stores.forum_texts.find_titles(std::slice::from_ref(&whole), marks, 1).await?.is_empty();
        Ok(if stands { whole } else { typed })
    }

    async fn titles(
        &self,
        ways: &[Vec<QueryTerm>],
        marks: &[QueryTerm],
        spaces: &[Space],
        filter: &ForumFilter,
        limit: i64,
    ) -> Result<Vec<(Space, Topic)>, Error> {
        let numbers = self.stores.forum_texts.find_titles(ways, marks, limit).await?;
        let topics = self.stores.forum_texts.shown_topics(&numbers).await?;
        let fits = |it: &Topic| fits(filter, it);
        Ok(topics.into_iter().filter(fits).filter_map(|it| Some((space_of(spaces, &it)?, it))).collect())
    }

    /// Puts hits into their topics, as far as they may be read and fit; when one more topic has no place, says after which post the
    /// next page begins.
    async fn gather(
        &self,
        found: &mut Found,
        hits: Vec<Hit>,
        words: &[QueryTerm],
        spaces: &[Space],
        filter: &ForumFilter,
        blocked: &HashSet<PersonId>,
    ) -> Result<Option<i64>, Error> {
        let numbers: HashSet<i64> = hits.iter().map(|it| it.topic).collect();
        let numbers: Vec<i64> = numbers.into_iter().collect();
        let topics = self.stores.forum_texts.shown_topics(&numbers).await?;
        for hit in hits {
            let Some(topic) = topics.iter().find(|it| it.number == hit.topic) else { continue };
            let Some(space) = space_of(spaces, topic).filter(|_| fits(filter, topic)) else { continue };
            if hit.post.author.person().is_some_and(|it| blocked.contains(&it)) {
                continue;
            }
            let is_full = found.topics.len() == TOPICS;
            match found.topics.iter_mut().find(|it| it.topic.id == topic.id) {
                Some(known) if known.others.len() < OTHERS => known.others.push(hit.post.number),
                Some(_) => {}
                None if is_full => return Ok(Some(hit.serial + 1)),
                None => {
                    let pieces = pieces(hit.post.text.as_str(), words);
                    let (topic, post) = (topic.clone(), hit.post);
                    found.topics.push(FoundTopic { space, topic, post, pieces, others: Vec::new() });
                }
            }
        }
        Ok(None)
    }

    async fn unwanted(&self, caller: &Caller) -> Result<HashSet<PersonId>, Error> {
        let Ok(right) = caller.oneself() else { return Ok(HashSet::new()) };
        Ok(self.blocked(&right).await?.into_iter().map(|it| it.id).collect())
    }
}

/// One of these marks.
fn marked(codes: impl IntoIterator<Item = String>) -> QueryTerm {
    QueryTerm { alternatives: codes.into_iter().map(|it| index_mark(&it)).collect(), prefix: false }
}

/// The index only narrows; what is true of a topic its own row says.
fn fits(filter: &ForumFilter, topic: &Topic) -> bool {
    filter.kind.is_none_or(|kind| topic.kind == kind)
        && filter.answered.is_none_or(|answered| topic.answer.is_some() == answered)
}

fn space_of(spaces: &[Space], topic: &Topic) -> Option<Space> {
    spaces.iter().find(|it| it.id == topic.space).cloned()
}

/// What a post says around the words; its beginning where they stand in the title.
fn pieces(text: &str, words: &[QueryTerm]) -> Vec<Piece> {
    let text = plain(text);
    let pieces = excerpt(&text, words, EXCERPT);
    if pieces.is_empty() { vec![Piece { text: shortened(&text, EXCERPT), found: false }] } else { pieces }
}

/// Every choice of so many of these words.
fn choices_of(words: &[QueryTerm], count: usize) -> Vec<Vec<QueryTerm>> {
    let Some((first, rest)) = words.split_first().filter(|_| count > 0) else {
        return if count == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let with_it = choices_of(rest, count - 1).into_iter().map(|mut it| {
        it.push(first.clone());
        it
    });
    with_it.chain(choices_of(rest, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_of_some_words_is_made_once() {
        let words = query_terms("mil riz eau terre paix radio ");
        assert_eq!(words.len(), 6);
        for (count, ways) in [(1, 6), (2, 15), (3, 20), (6, 1), (7, 0)] {
            let choices = choices_of(&words, count);
            assert_eq!(choices.len(), ways, "{count}");
            assert!(choices.iter().all(|it| it.len() == count));
        }
    }

    #[test]
    fn where_the_words_stand_in_the_title_alone_the_post_is_shown_from_its_beginning() {
        let pieces = pieces("> Avant.\n\nOn **sèche** à l’ombre.", &query_terms("mangue "));
        assert_eq!(pieces, [Piece { text: "Avant.\n\nOn sèche à l’ombre.".to_owned(), found: false }]);
    }
}
