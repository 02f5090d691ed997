//! A collection ("dossier"): documents in an order that somebody chose, as a kit for advocacy or a path of training.

use super::document::{DocumentTitle, Summary};
use super::draft::field;
use crate::failure::FieldError;
use crate::fields::Fields;
use crate::form::Reader;
use crate::id::{CollectionId, DocumentId, OrganizationId};
use crate::time::Moment;

/// The most documents of one collection: as many as a person can look through.
pub const MAX_COLLECTED: usize = 60;

/// Documents of any organisation that one organisation puts together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// Its id.
    pub id: CollectionId,
    /// The last part of its address, unique among collections.
    pub slug: String,
    /// Its title.
    pub title: DocumentTitle,
    /// What it is for.
    pub summary: Option<Summary>,
    /// The organisation that puts it together.
    pub publisher: OrganizationId,
    /// Whether everybody sees it; each of its documents is still seen only by its own readers.
    pub published: bool,
    /// The documents in their order, each once.
    pub documents: Vec<DocumentId>,
    /// Whether it is example data.
    pub example: bool,
    /// When it was begun.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// How often it was changed.
    pub version: i64,
}

impl Collection {
    /// The fields that would make this collection.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        fields.push(field::TITLE, self.title.as_str());
        fields.push_some(field::SUMMARY, self.summary.as_ref().map(|it| it.as_str()));
        fields
    }
}

/// What somebody says about a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionDraft {
    /// Its title.
    pub title: DocumentTitle,
    /// What it is for.
    pub summary: Option<Summary>,
}

impl CollectionDraft {
    /// Parses both fields, which are called as those of a document.
    ///
    /// # Errors
    /// One error for each refused value.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let title = reader.one(field::TITLE, DocumentTitle::parse);
        let summary = reader.optional(field::SUMMARY, Summary::parse);
        match title {
            Some(title) if reader.errors.is_empty() => Ok(Self { title, summary }),
            _ => Err(reader.errors),
        }
    }
}

/// How a collection's documents are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collect {
    /// One more, at the end.
    Add,
    /// One no longer.
    Remove,
    /// One place towards the beginning.
    Earlier,
    /// One place towards the end.
    Later,
}

impl Collect {
    /// The documents after it; where there is nothing to change they stay as they are.
    pub fn of(self, documents: &[DocumentId], one: DocumentId) -> Vec<DocumentId> {
        let mut list = documents.to_vec();
        let at = list.iter().position(|it| *it == one);
        match (self, at) {
            (Self::Add, None) => list.push(one),
            (Self::Remove, Some(at)) => drop(list.remove(at)),
            (Self::Earlier, Some(at)) if at > 0 => list.swap(at, at - 1),
            (Self::Later, Some(at)) if at + 1 < list.len() => list.swap(at, at + 1),
            _ => {}
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn documents_are_added_once_and_moved_within_the_list() {
        let [a, b, c] = [1, 2, 3].map(|number| DocumentId::new(Uuid::from_u128(number)));
        let list = Collect::Add.of(&Collect::Add.of(&[a, b], c), a);
        assert_eq!(list, [a, b, c]);
        assert_eq!(Collect::Earlier.of(&list, c), [a, c, b]);
        assert_eq!(Collect::Earlier.of(&list, a), list);
        assert_eq!(Collect::Later.of(&list, a), [b, a, c]);
        assert_eq!(Collect::Later.of(&list, c), list);
        assert_eq!(Collect::Remove.of(&list, b), [a, c]);
        assert_eq!(Collect::Remove.of(&[a], b), [a]);
    }

    #[test]
    fn a_collection_needs_a_title() {
        let errors = CollectionDraft::parse(&Fields::from([("titre", ""), ("resume", "court")])).unwrap_err();
        assert_eq!(errors.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["titre", "resume"]);
    }
}
