//! Example spaces with topics, written by nobody: they show what a forum is for before the first member writes.

use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::forum::{
    Author, HeldWords, Post, PostText, SlowMode, Space, SpaceAbout, SpaceAudience, SpaceName, SpaceRules,
    Topic, TopicKind, TopicTitle, Visible,
};
use model::id::{PostId, SpaceId, TopicId};
use model::time::Moment;

/// `= slug | name | audience`, with ` | words` that hold a post back, then what it is for and its rules; `* kind | title`, then the first post; `> reply`, with a `!` if it
/// is the answer that helped.
const FORUM: &str = include_str!("../../data/example-forum.txt");
/// Between two posts, so that they stand in their order: a quarter of an hour, in milliseconds.
const STEP: i64 = 15 * 60 * 1000;

struct ExampleTopic<'a> {
    kind: TopicKind,
    title: &'a str,
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
        Ok(parts.len())
    }

    /// Removes what was loaded as an example; a space in which members wrote stays with what they wrote.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn remove_example_forum(&self, right: &Administrator) -> Result<(), Error> {
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
        right: &Administrator,
        space: SpaceId,
        example: &ExampleTopic<'_>,
        now: &mut Moment,
    ) -> Result<(), Error> {
        let right = right.writer_in(space);
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
        let topic = Topic {
            id: TopicId::new(self.chance.uuid(first.created_at)),
            number: 0,
            space,
            kind: example.kind,
            title: TopicTitle::parse(example.title).map_err(|_| wrong(example.title))?,
            author: Author::Gone,
            visible: Visible::Shown,
            pinned: false,
            closed: false,
            slow: SlowMode::Off,
            answer: example.answer,
            merged_into: None,
            mixed: false,
            posts: 1,
            created_at: first.created_at,
            last_at: last.created_at,
            example: true,
            version: 1,
        };
        self.stores.forum.open_topic(&right, &topic, first).await?;
        for post in &posts[1..] {
            self.stores.forum.reply(&right, topic.id, post).await?;
        }
        Ok(())
    }
}

fn topics(part: &str) -> Result<Vec<ExampleTopic<'_>>, Error> {
    let mut topics = Vec::new();
    for text in part.split("\n* ").skip(1) {
        let (head, body) = text.split_once('\n').ok_or_else(|| wrong(text))?;
        let (kind, title) = head.split_once(" | ").ok_or_else(|| wrong(head))?;
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
        topics.push(ExampleTopic { kind, title, posts, answer });
    }
    Ok(topics)
}

fn wrong(text: &str) -> Error {
    Error::Internal(format!("example data: {text}").into())
}
