//! A collection to take along: what a reader gets of every file in it.

use super::Visibility;
use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::blob::BlobHash;
use model::library::{Audience, Collection, Content, Document, Reader, StoredFile};
use model::time::Moment;

/// What goes into one archive.
pub struct Package {
    /// The collection.
    pub collection: Collection,
    /// Its documents that the reader may read, in order.
    pub documents: Vec<Document>,
    /// Their files and texts.
    pub parts: Vec<Packed>,
    /// When what is in it last changed.
    pub changed_at: Moment,
    /// Who may keep a copy.
    pub visibility: Visibility,
}

/// One file of an archive.
pub struct Packed {
    /// Which of the documents it belongs to, from 0.
    pub document: usize,
    /// Its name in the archive: ASCII, in the order of the documents.
    pub name: String,
    /// What it holds.
    pub content: PackedContent,
}

/// What a file of an archive holds.
pub enum PackedContent {
    /// The bytes of a blob, and how many they are.
    Blob(BlobHash, u64),
    /// A text written here.
    Text(String),
}

impl Platform {
    /// What this caller takes along of a collection.
    ///
    /// # Errors
    /// `NotFound` if there is none for her.
    pub async fn package(&self, caller: &Caller, slug: &str) -> Result<Package, Error> {
        let shelves = self.shelves().await?;
        let collection = self.visible_collection(caller, &shelves, slug)?.clone();
        let reader = Reader::of(caller.person());
        let documents: Vec<Document> = shelves.collected(&collection, &reader).into_iter().cloned().collect();
        let mut parts = Vec::new();
        for (at, document) in documents.iter().enumerate() {
            let name = format!("{:02}-{}", at + 1, document.slug);
            let of_file = |name: String, file: &StoredFile| {
                let (blob, kind, bytes) = file.given()?;
                let name = format!("{name}.{}", kind.extension());
                Some(Packed { document: at, name, content: PackedContent::Blob(blob.clone(), bytes) })
            };
            parts.extend(
                document
                    .spoken
                    .iter()
                    .filter_map(|it| of_file(format!("{name}-resume-{}", it.language.code()), &it.file)),
            );
            match &document.content {
                Some(Content::File(file)) => parts.extend(of_file(name, file)),
                Some(Content::Text(text)) => parts.push(Packed {
                    document: at,
                    name: format!("{name}.txt"),
                    content: PackedContent::Text(text.to_string()),
                }),
                Some(Content::Link(_)) | None => {}
            }
        }
        let changed = documents.iter().map(|it| it.updated_at).max();
        let changed_at = changed.map_or(collection.updated_at, |it| it.max(collection.updated_at));
        let everybody = collection.published && documents.iter().all(|it| it.audience == Audience::Public);
        let visibility = if everybody { Visibility::Public } else { Visibility::Private };
        Ok(Package { collection, documents, parts, changed_at, visibility })
    }
}
