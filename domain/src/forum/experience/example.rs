//! Example experiences, built on public facts and on invented organisations, with replies; some are good practices.

use super::Scribe;
use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::fields::Fields;
use model::forum::{
    Author, Experience, Post, PostText, Space, Step, Telling, Told, Topic, TopicKind, Visible,
    experience_field,
};
use model::id::{DocumentId, PostId, TopicId};
use model::library::{Document, DocumentState, document_field};
use model::time::Moment;

/// `= space | title`; `key = value` for place, dates, domains, figures and, of a good practice, publisher, kind and licence; `@part`
/// with what is told in it; `> reply`.
const EXPERIENCES: &str = include_str!("../../../data/example-experiences.txt");
/// Between two of them: a day and a half, in milliseconds.
const STEP: i64 = 36 * 60 * 60 * 1000;
/// Between two posts: a quarter of an hour.
const PAUSE: i64 = 15 * 60 * 1000;

impl Platform {
    /// Loads the example experiences into the example spaces, unless there are experiences already; says how many there are.
    ///
    /// # Errors
    /// `Internal` if a text does not pass the form's own checks, `Store`.
    pub async fn load_example_experiences(
        &self,
        right: &Administrator,
        scribe: Scribe<'_>,
    ) -> Result<usize, Error> {
        let spaces = self.spaces().await?;
        let there = !self.stores.experiences.experiences().await?.is_empty();
        if there || !spaces.iter().any(|it| it.example) {
            return Ok(0);
        }
        let parts: Vec<&str> = EXPERIENCES.split("\n= ").map(|it| it.trim_start_matches("= ")).collect();
        let mut at = self.clock.now().plus(-STEP * i64::try_from(parts.len()).unwrap_or(0));
        for part in &parts {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            let (slug, title) = head.split_once(" | ").ok_or_else(|| wrong(head))?;
            let Some(space) = spaces.iter().find(|it| it.slug == slug && it.example) else { continue };
            self.load_example_experience(right, space, title, body, at, scribe).await?;
            at = at.plus(STEP);
        }
        self.doubt_experiences();
        Ok(parts.len())
    }

    async fn load_example_experience(
        &self,
        right: &Administrator,
        space: &Space,
        title: &str,
        body: &str,
        at: Moment,
        scribe: Scribe<'_>,
    ) -> Result<(), Error> {
        let catalogue = self.catalogue().await?;
        let mut posts = format!("\n{body}");
        let replies = posts.split_off(posts.find("\n>").unwrap_or(posts.len()));
        let around = Telling { terms: catalogue.terms(), today: self.clock.now().day() };
        let told = told(title, &posts, &around).ok_or_else(|| wrong(title))?;
        let (title, experience) = told.whole(catalogue.terms())?;
        let first = self.example_post(&scribe(&experience, catalogue.terms()), at)?;
        let replies: Vec<&str> = replies.split("\n>").skip(1).collect();
        let last_at = at.plus(PAUSE * i64::try_from(replies.len()).unwrap_or(0));
        let id = TopicId::new(self.chance.uuid(at));
        let topic = Topic {
            last_at,
            example: true,
            ..Topic::opened(id, space.id, TopicKind::Experience, title, &first)
        };
        let writer = right.writer_in(space.id);
        self.stores.experiences.open_experience(&writer, &topic, &first, &experience).await?;
        for (number, text) in (1..).zip(replies) {
            let reply = self.example_post(text, at.plus(PAUSE * number))?;
            self.stores.forum.reply(&writer, topic.id, &reply).await?;
        }
        match value(&posts, "pratique") {
            Some(practice) => self.example_practice(right, &topic, &first, &experience, practice).await,
            None => Ok(()),
        }
    }

    fn example_post(&self, text: &str, at: Moment) -> Result<Post, Error> {
        Ok(Post {
            id: PostId::new(self.chance.uuid(at)),
            number: 1,
            author: Author::Gone,
            text: PostText::parse(text).map_err(|_| wrong(text))?,
            visible: Visible::Shown,
            thanks: 0,
            created_at: at,
            edited_at: None,
            moderated_at: None,
            version: 1,
        })
    }

    /// The document of a good practice: `publisher | kind | licence`.
    async fn example_practice(
        &self,
        right: &Administrator,
        topic: &Topic,
        post: &Post,
        it: &Experience,
        practice: &str,
    ) -> Result<(), Error> {
        let [slug, kind, licence] = practice.split(" | ").collect::<Vec<_>>()[..] else {
            return Err(wrong(practice));
        };
        let catalogue = self.catalogue().await?;
        let Some(publisher) = catalogue.find(slug).filter(|it| it.example) else { return Ok(()) };
        let librarian = right.librarian_of(publisher.id);
        let contributor = librarian.contributor();
        let mut form = Fields::from([
            (document_field::TITLE, topic.title.as_str()),
            (document_field::KIND, kind),
            (document_field::LICENCE, licence),
            (document_field::LANGUAGES, "fr"),
            (document_field::AUDIENCE, "public"),
            (document_field::REGIONS, it.place.region.slug()),
            (document_field::TEXT, post.text.as_str()),
        ]);
        it.domains.iter().for_each(|id| form.push(document_field::DOMAINS, id.as_str()));
        let entered = self.enter_document(&contributor, &form).await?;
        let document: DocumentId = entered.id;
        let published = Document {
            example: true,
            state: DocumentState::Published,
            published_at: Some(topic.last_at),
            version: entered.version + 1,
            ..entered
        };
        self.stores.library.put_document(&contributor, &published, Some(published.version - 1), None).await?;
        self.shelves.doubt();
        Ok(self.stores.experiences.mark_example(right, topic.id, topic.last_at, document).await?)
    }
}

/// What the lines before the replies tell, through the forms' own checks.
fn told(title: &str, lines: &str, around: &Telling<'_>) -> Option<Told> {
    let mut told = Told::default();
    for step in Step::ALL {
        let mut fields = Fields::default();
        match step {
            Step::Title => fields.push(experience_field::TITLE, title),
            Step::Place => fields.push_some(experience_field::COMMUNE, value(lines, "lieu")),
            Step::When => {
                fields.push_some(experience_field::FROM, value(lines, "du"));
                fields.push_some(experience_field::TO, value(lines, "au"));
            }
            Step::Domains => {
                let list = value(lines, "domaines").unwrap_or_default();
                list.split(", ").for_each(|it| fields.push(experience_field::DOMAINS, it));
            }
            Step::Figures => {
                let list = value(lines, "chiffres").unwrap_or_default();
                let figures = list.split(", ").filter_map(|it| it.split_once(' '));
                figures.for_each(|(name, count)| fields.push(name, count));
            }
            _ => fields.push_some(experience_field::TEXT, block(lines, step.code())),
        }
        told = told.tell(*step, &fields, around).ok()?;
    }
    Some(told)
}

fn value<'a>(lines: &'a str, key: &str) -> Option<&'a str> {
    lines
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .find(|(own, _)| *own == key)
        .map(|(_, value)| value)
}

fn block<'a>(lines: &'a str, part: &str) -> Option<&'a str> {
    let (_, rest) = lines.split_once(&format!("\n@{part}\n"))?;
    Some(rest.split("\n@").next().unwrap_or(rest).trim())
}

fn wrong(text: &str) -> Error {
    Error::Internal(format!("example data: {text}").into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::directory::Terms;

    #[test]
    fn parts_of_an_example_are_found_by_their_marks() {
        let lines = "\nlieu = Gao\n@fait\nUn.\n\nDeux.\n@aide\nTrois.";
        assert_eq!((value(lines, "lieu"), value(lines, "du")), (Some("Gao"), None));
        assert_eq!(block(lines, "fait"), Some("Un.\n\nDeux."));
        assert_eq!((block(lines, "aide"), block(lines, "frein")), (Some("Trois."), None));
        let around = Telling { terms: &Terms::default(), today: Moment(0).day() };
        let read = told("Trois tables", lines, &around).unwrap();
        assert_eq!(read.fields(Step::Helped).get("texte"), "Trois.");
        assert!(told("?", lines, &around).is_none(), "the forms' own checks are passed");
    }
}
