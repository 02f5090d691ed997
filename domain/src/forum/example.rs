//! Example spaces with topics, written by nobody: they show what a forum is for before the first member writes.

use super::NewPicture;
use crate::access::Administrator;
use crate::error::Error;
use crate::files::hash_of;
use crate::platform::Platform;
use model::forum::{
    Author, HeldWords, POLL_DAYS, PictureAlt, PollDraft, PollOption, PollQuestion, PollStyle, Post, PostText,
    SlowMode, Space, SpaceAbout, SpaceAudience, SpaceName, SpaceRules, Topic, TopicKind, TopicTitle, Visible,
};
use model::id::{FileId, PostId, SpaceId, TopicId};
use model::language::SpokenLanguage;
use model::library::FileKind;
use model::time::Moment;
use std::sync::Arc;

/// `= slug | name | audience`, with ` | words` if there are some that hold a post back, then what it is for and its rules;
/// `* kind | title`, if there is a poll `? question | answer | …`, then the first post, and if it has the drawing `% what it shows`;
/// `> reply`, with a `!` if it is the answer that helped.
const FORUM: &str = include_str!("../../data/example-forum.txt");
/// A drawing of ours.
const DRAWING: &[u8] = include_bytes!("../../data/example-forum.png");
/// Between two posts, so that they stand in their order: a quarter of an hour, in milliseconds.
const STEP: i64 = 15 * 60 * 1000;

struct ExampleTopic<'a> {
    kind: TopicKind,
    title: &'a str,
    poll: Option<(PollQuestion, Vec<PollOption>)>,
    drawing: Option<PictureAlt>,
    posts: Vec<String>,
    answer: Option<i64>,
}

impl Platform {
    /// Loads the example spaces, unless there is a space already; says how many were new.
    ///
    /// # Errors
    /// `Internal` if a text does not pass the form's own checks, `Store`.
    pub async fn load_example_forum(&self, right: &Administrator) -> Result<usize, Error> {
        if !self.spaces().await?.is_empty() {
            return Ok(0);
        }
        let parts: Vec<&str> = FORUM.split("\n= ").map(|it| it.trim_start_matches("= ")).collect();
        let count = FORUM.matches("\n* ").count() + FORUM.matches("\n> ").count();
        let mut now = self.clock.now().plus(-STEP * i64::try_from(count + 1).unwrap_or(0));
        for (position, part) in (1..).zip(&parts) {
            let space = self.example_space(part, position)?;
            self.keep_space(right, &space, None).await?;
            for topic in topics(part)? {
                self.load_example_topic(right, space.id, &topic, &mut now).await?;
            }
        }
        self.written.doubt();
        self.load_example_proposals(right).await?;
        Ok(parts.len())
    }

    /// Removes what was loaded as an example; a space in which members wrote stays with what they wrote.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn remove_example_forum(&self, right: &Administrator) -> Result<(), Error> {
        self.stores.proposals.remove_example_proposals(right).await?;
        self.stores.forum.remove_example_spaces(right).await?;
        self.spaces.doubt();
        self.written.doubt();
        Ok(())
    }

    fn example_space(&self, part: &str, position: i64) -> Result<Space, Error> {
        let mut lines = part.lines();
        let head: Vec<&str> = lines.next().unwrap_or_default().split(" | ").collect();
        let (slug, name, audience, held) = match head[..] {
            [slug, name, audience] => (slug, name, audience, ""),
            [slug, name, audience, held] => (slug, name, audience, held),
            _ => return Err(wrong(part)),
        };
        let now = self.clock.now();
        Ok(Space {
            id: SpaceId::new(self.chance.uuid(now)),
            slug: slug.to_owned(),
            name: SpaceName::parse(name).map_err(|_| wrong(name))?,
            about: SpaceAbout::parse_optional(lines.next().unwrap_or_default()).map_err(|_| wrong(name))?,
            rules: SpaceRules::parse_optional(lines.next().unwrap_or_default()).map_err(|_| wrong(name))?,
            audience: SpaceAudience::parse(audience).ok_or_else(|| wrong(name))?,
            organization: None,
            seats: Arc::default(),
            language: SpokenLanguage::French,
            locked: false,
            aliases: true,
            slow: SlowMode::Off,
            held_words: HeldWords::parse(&held.replace(", ", "\n")).map_err(|_| wrong(name))?,
            position,
            example: true,
            created_at: now,
            version: 1,
        })
    }

    async fn load_example_topic(
        &self,
        administrator: &Administrator,
        space: SpaceId,
        example: &ExampleTopic<'_>,
        now: &mut Moment,
    ) -> Result<(), Error> {
        let right = administrator.writer_in(space);
        let mut posts = Vec::new();
        for text in &example.posts {
            *now = now.plus(STEP);
            posts.push(Post {
                id: PostId::new(self.chance.uuid(*now)),
                number: 1,
                author: Author::Gone,
                text: PostText::parse(text).map_err(|_| wrong(example.title))?,
                visible: Visible::Shown,
                thanks: 0,
                created_at: *now,
                edited_at: None,
                moderated_at: None,
                version: 1,
            });
        }
        let (Some(first), Some(last)) = (posts.first(), posts.last()) else {
            return Err(wrong(example.title));
        };
        let id = TopicId::new(self.chance.uuid(first.created_at));
        let title = TopicTitle::parse(example.title).map_err(|_| wrong(example.title))?;
        let topic = Topic {
            answer: example.answer,
            last_at: last.created_at,
            example: true,
            ..Topic::opened(id, space, example.kind, title, first)
        };
        match &example.poll {
            Some((question, options)) => {
                let poll = PollDraft {
                    style: PollStyle::Words,
                    question: Some(question.clone()),
                    options: options.clone(),
                    days: POLL_DAYS[POLL_DAYS.len() - 1],
                };
                let poll = poll.begun(topic.id, self.clock.now());
                self.stores.polls.open_topic_with_poll(&right, &topic, first, &poll).await?;
            }
            None => {
                self.stores.forum.open_topic(&right, &topic, first).await?;
            }
        }
        if let Some(shows) = &example.drawing {
            self.load_drawing(administrator, first, shows).await?;
        }
        for post in &posts[1..] {
            self.stores.forum.reply(&right, topic.id, post).await?;
        }
        Ok(())
    }

    async fn load_drawing(
        &self,
        right: &Administrator,
        post: &Post,
        shows: &PictureAlt,
    ) -> Result<(), Error> {
        let (blob, bytes) = (hash_of(DRAWING), DRAWING.len() as u64);
        self.stores.files.keep_bytes(&blob, DRAWING.to_vec().into()).await?;
        let (at, id) = (post.created_at, FileId::new(self.chance.uuid(post.created_at)));
        let picture = NewPicture { id, post: post.id, kind: FileKind::Png, blob, bytes, at };
        self.stores.pictures.show_example(right, &picture, shows).await?;
        self.work.notify_one();
        Ok(())
    }
}

fn topics(part: &str) -> Result<Vec<ExampleTopic<'_>>, Error> {
    let mut topics = Vec::new();
    for text in part.split("\n* ").skip(1) {
        let (head, body) = text.split_once('\n').ok_or_else(|| wrong(text))?;
        let (kind, title) = head.split_once(" | ").ok_or_else(|| wrong(head))?;
        let (poll, body) = match body.strip_prefix("? ") {
            Some(rest) => {
                let (asked, body) = rest.split_once('\n').ok_or_else(|| wrong(head))?;
                (Some(poll(asked).ok_or_else(|| wrong(asked))?), body)
            }
            None => (None, body),
        };
        let (body, drawing) = drawn(body)?;
        let mut posts = Vec::new();
        let mut answer = None;
        for (number, post) in (1..).zip(format!("\n{body}").split("\n>")) {
            if let Some(helped) = post.strip_prefix('!') {
                answer = Some(number);
                posts.push(helped.trim().to_owned());
            } else {
                posts.push(post.trim().to_owned());
            }
        }
        let kind = TopicKind::parse(kind).ok_or_else(|| wrong(head))?;
        topics.push(ExampleTopic { kind, title, poll, drawing, posts, answer });
    }
    Ok(topics)
}

/// What is written without the line that names the drawing, and what that shows.
fn drawn(body: &str) -> Result<(String, Option<PictureAlt>), Error> {
    let Some((before, rest)) = body.split_once("\n% ") else { return Ok((body.to_owned(), None)) };
    let (shows, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let shows = PictureAlt::parse(shows).map_err(|_| wrong(shows))?;
    Ok((format!("{before}\n{after}"), Some(shows)))
}

fn poll(asked: &str) -> Option<(PollQuestion, Vec<PollOption>)> {
    let mut parts = asked.split(" | ");
    let question = PollQuestion::parse(parts.next()?).ok()?;
    let options = parts.map(|it| PollOption::parse(it).ok()).collect::<Option<_>>()?;
    Some((question, options))
}

fn wrong(text: &str) -> Error {
    Error::Internal(format!("example data: {text}").into())
}
