//! What waits for somebody who moderates, whatever it is: one list, one way to decide.

use super::{CLAIM_HOLDS, Case, Measure};
use crate::accounts::JoinRequest;
use crate::id::{ArticleId, DocumentId, MeasureId, OrganizationId, PersonId};
use crate::library::Document;
use crate::news::Article;
use crate::time::Moment;

/// Which thing waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemId {
    /// A post, by the numbers of its topic and of itself.
    Post(i64, i64),
    /// A measure that somebody said something against.
    Measure(MeasureId),
    /// A document that somebody would like to be published.
    Document(DocumentId),
    /// An article that somebody would like to be published.
    Article(ArticleId),
    /// Somebody who asks to join an organisation.
    Request(OrganizationId, PersonId),
}

/// What waits, with everything that one decides by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A post.
    Post(Box<Case>),
    /// A measure.
    Measure(Box<Measure>),
    /// A document.
    Document(Box<Document>),
    /// An article.
    Article(Box<Article>),
    /// A request to join.
    Request(JoinRequest),
}

/// A place in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What waits.
    pub item: Item,
    /// Who took it to decide, and when.
    pub claim: Option<(PersonId, Moment)>,
    /// Whether the reader left it to others a while ago.
    pub passed: bool,
}

impl ItemId {
    /// As it is kept, and as it stands in addresses: `message-12.3`.
    pub fn code(self) -> String {
        match self {
            Self::Post(topic, number) => format!("message-{topic}.{number}"),
            Self::Measure(id) => format!("mesure-{id}"),
            Self::Document(id) => format!("document-{id}"),
            Self::Article(id) => format!("article-{id}"),
            Self::Request(organization, person) => format!("demande-{organization}.{person}"),
        }
    }

    /// Reads what `code` wrote.
    pub fn parse(code: &str) -> Option<Self> {
        let (kind, id) = code.split_once('-')?;
        match kind {
            "message" => Case::parse(id).map(|(topic, number)| Self::Post(topic, number)),
            "mesure" => MeasureId::parse(id).map(Self::Measure),
            "document" => DocumentId::parse(id).map(Self::Document),
            "article" => ArticleId::parse(id).map(Self::Article),
            "demande" => {
                let (organization, person) = id.split_once('.')?;
                Some(Self::Request(OrganizationId::parse(organization)?, PersonId::parse(person)?))
            }
            _ => None,
        }
    }
}

impl Waiting {
    /// Which thing it is.
    pub fn id(&self) -> ItemId {
        match &self.item {
            Item::Post(case) => ItemId::Post(case.topic, case.number),
            Item::Measure(measure) => ItemId::Measure(measure.id),
            Item::Document(document) => ItemId::Document(document.id),
            Item::Article(article) => ItemId::Article(article.id),
            Item::Request(request) => ItemId::Request(request.organization, request.person),
        }
    }

    /// Since when it waits.
    pub fn since(&self) -> Moment {
        match &self.item {
            Item::Post(case) => case.opened_at,
            Item::Measure(measure) => measure.appeal.as_ref().map_or(measure.at, |(_, at)| *at),
            Item::Document(document) => document.updated_at,
            Item::Article(article) => article.updated_at,
            Item::Request(request) => request.asked_at,
        }
    }

    /// Whether somebody may be in danger by it.
    pub fn is_urgent(&self) -> bool {
        matches!(&self.item, Item::Post(case) if case.urgent)
    }

    /// Whether somebody else took it a moment ago.
    pub fn is_taken_from(&self, person: PersonId, now: Moment) -> bool {
        self.claim.is_some_and(|(by, at)| by != person && now.0 - at.0 < CLAIM_HOLDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_code_of_a_thing_that_waits_is_read_as_it_was_written() {
        let id = Uuid::from_u128(7);
        let all = [
            ItemId::Post(12, 3),
            ItemId::Measure(MeasureId::new(id)),
            ItemId::Document(DocumentId::new(id)),
            ItemId::Article(ArticleId::new(id)),
            ItemId::Request(OrganizationId::new(id), PersonId::new(id)),
        ];
        for item in all {
            assert_eq!(ItemId::parse(&item.code()), Some(item));
        }
        for wrong in ["", "message", "message-", "message-1", "autre-1.2", "demande-1.2", "12.3"] {
            assert_eq!(ItemId::parse(wrong), None, "{wrong}");
        }
    }
}
