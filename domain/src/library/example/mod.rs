//! Example documents: short texts of ours as PDFs, three of them with a summary to listen to, and a programme that is only heard;
//! the voice is a machine's.

mod paper;

use crate::access::Administrator;
use crate::error::Error;
use crate::files::hash_of;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::fields::Fields;
use model::id::{DocumentId, FileId};
use model::language::SpokenLanguage;
use model::library::{
    Collection, Content, Document, DocumentState, FileKind, Part, Progress, Shown, StoredFile, document_field,
};

/// A text: fields as lines, an empty line, then its parts with a form feed between them.
struct Text {
    source: &'static str,
    /// Its summary, spoken by espeak-ng and made small by ffmpeg, and how long it lasts in milliseconds.
    spoken: Option<(&'static [u8], u64)>,
    /// What is made in the same way, where it is the document itself: with a picture of ours, and what it shows.
    recorded: Option<Recorded>,
}

struct Recorded {
    sound: &'static [u8],
    milliseconds: u64,
    picture: &'static [u8],
    shows: &'static str,
}

macro_rules! data {
    ($include:ident, $name:literal, $extension:literal) => {
        $include!(concat!("../../../data/library/", $name, $extension))
    };
}

macro_rules! text {
    ($name:literal) => {
        Text { source: data!(include_str, $name, ".txt"), spoken: None, recorded: None }
    };
    ($name:literal, $milliseconds:literal) => {
        Text { spoken: Some((data!(include_bytes, $name, ".mp3"), $milliseconds)), ..text!($name) }
    };
    ($name:literal, $milliseconds:literal, $shows:literal) => {
        Text {
            recorded: Some(Recorded {
                sound: data!(include_bytes, $name, ".mp3"),
                milliseconds: $milliseconds,
                picture: data!(include_bytes, $name, ".png"),
                shows: $shows,
            }),
            ..text!($name)
        }
    };
}

/// The newest last.
const TEXTS: [Text; 11] = [
    text!("compte-rendu"),
    text!("paix"),
    text!("affiche"),
    text!("terre"),
    text!("emission", 40_176, "Un poste de radio à antenne, dessiné en blanc et bleu."),
    text!("epargne"),
    text!("radio"),
    text!("ffom"),
    text!("plaidoyer", 6_120),
    text!("ecoute", 8_100),
    text!("par", 9_396),
];

/// The example organisation that puts the kit together.
const KIT_PUBLISHER: &str = "pvf";
/// What the kit is called.
const KIT_TITLE: &str = "Boîte à outils du plaidoyer";
/// What it is for.
const KIT_SUMMARY: &str = "De quoi préparer un plaidoyer, du premier état des lieux à la réunion avec les élus : les guides, \
    les fiches et l’affiche, avec leurs résumés à écouter.";

impl Platform {
    /// Loads the example documents that are not there, of the example organisations that are; says how many were new.
    ///
    /// # Errors
    /// `Internal` if a text does not pass the form's own checks, `Store`.
    pub async fn load_example_documents(&self, right: &Administrator) -> Result<usize, Error> {
        let mut count = 0;
        for (number, text) in TEXTS.iter().enumerate() {
            let (head, body) = text.source.split_once("\n\n").unwrap_or((text.source, ""));
            let field = |name: &str| {
                let lines = head.lines().filter_map(|line| line.split_once(" = "));
                lines.into_iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
            };
            let catalogue = self.catalogue().await?;
            let shelves = self.shelves().await?;
            let Some(publisher) = catalogue.find(field("publie_par")).filter(|it| it.example) else {
                continue;
            };
            if shelves.all().any(|it| it.example && it.title.as_str() == field("titre")) {
                continue;
            }
            let mut form = Fields::default();
            for name in ["titre", "genre", "domaines", "licence", "resume"] {
                form.push(name, field(name));
            }
            form.push("langues", "fr");
            form.push("public", "public");
            let librarian = right.librarian_of(publisher.id);
            let contributor = librarian.contributor();
            let entered = self.enter_document(&contributor, &form).await?;
            let file = if let Some(Recorded { sound, milliseconds, .. }) = &text.recorded {
                let name = format!("{}.mp3", entered.slug);
                self.example_file(name, FileKind::Mp3, sound.to_vec(), None, Some(*milliseconds)).await?
            } else {
                let parts: Vec<&str> = body.split('\u{c}').collect();
                let pdf = paper::pdf(field("titre"), field("resume"), &parts, number);
                let pages = u32::try_from(parts.len() + 1).unwrap_or(u32::MAX);
                let name = format!("{}.pdf", entered.slug);
                self.example_file(name, FileKind::Pdf, pdf, Some(pages), None).await?
            };
            let log = self.entry(right.person(), Deed::DocumentChanged, Subject::Document(entered.id));
            self.stores.library.put_file(&contributor, entered.id, Part::Content, &file, &log).await?;
            if let Some((sound, milliseconds)) = text.spoken {
                let name = format!("{}-resume.mp3", entered.slug);
                let sound =
                    self.example_file(name, FileKind::Mp3, sound.to_vec(), None, Some(milliseconds)).await?;
                let french = Part::Summary(SpokenLanguage::French);
                self.stores.library.put_file(&contributor, entered.id, french, &sound, &log).await?;
            }
            if let Some(Recorded { picture, shows, .. }) = &text.recorded {
                let name = format!("{}-couverture.png", entered.slug);
                let picture = self.example_file(name, FileKind::Png, picture.to_vec(), None, None).await?;
                let picture = StoredFile { shows: Shown::parse(shows).ok(), ..picture };
                self.stores.library.put_file(&contributor, entered.id, Part::Cover, &picture, &log).await?;
            }
            let document = Document {
                example: true,
                state: DocumentState::Published,
                content: Some(Content::File(file)),
                // The order of the list is that of the texts.
                published_at: Some(log.at.plus(i64::try_from(number).unwrap_or(0))),
                version: entered.version + 1,
                ..entered
            };
            self.stores.library.put_document(&contributor, &document, Some(entered.version), None).await?;
            count += 1;
        }
        self.shelves.doubt();
        self.load_example_kit(right).await?;
        self.work.notify_one();
        Ok(count)
    }

    /// The kit that holds them all, those first that come first in the list.
    async fn load_example_kit(&self, right: &Administrator) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let documents: Vec<DocumentId> = shelves.all().filter(|it| it.example).map(|it| it.id).collect();
        let publisher = self.catalogue().await?.find(KIT_PUBLISHER).filter(|it| it.example).map(|it| it.id);
        let (false, Some(publisher)) = (shelves.collections().any(|it| it.example), publisher) else {
            return Ok(());
        };
        if documents.is_empty() {
            return Ok(());
        }
        let librarian = right.librarian_of(publisher);
        let fields =
            Fields::from([(document_field::TITLE, KIT_TITLE), (document_field::SUMMARY, KIT_SUMMARY)]);
        let begun = self.begin_collection(&librarian, &fields).await?;
        let version = begun.version;
        let kit = Collection { documents, published: true, example: true, version: version + 1, ..begun };
        self.keep_collection(&librarian, &kit, Some(version)).await
    }

    /// Removes the example documents from the index of full texts; their rows go with their publishers.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn forget_example_documents(&self) -> Result<(), Error> {
        for document in self.shelves().await?.all().filter(|it| it.example) {
            self.stores.texts.forget_text(document.number).await?;
        }
        Ok(())
    }

    /// What is ours needs no looking at; the workshop makes it light like everything else.
    async fn example_file(
        &self,
        name: String,
        kind: FileKind,
        bytes: Vec<u8>,
        pages: Option<u32>,
        duration_ms: Option<u64>,
    ) -> Result<StoredFile, Error> {
        let (blob, weight) = (hash_of(&bytes), bytes.len() as u64);
        self.stores.files.keep_bytes(&blob, bytes.into()).await?;
        Ok(StoredFile {
            id: FileId::new(self.chance.uuid(self.clock.now())),
            name,
            kind,
            blob,
            bytes: weight,
            pages,
            duration_ms,
            pixels: None,
            shows: None,
            progress: Progress::Waiting,
            problem: None,
            has_text: None,
            previews: 0,
            variants: Vec::new(),
        })
    }
}
