//! The kinds of file that the library takes, and how each is called, sent and shown.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded!(
    /// What a file is by its bytes, whatever its name says.
    FileKind {
        /// A document of pages.
        Pdf = "pdf",
        /// A photograph.
        Jpeg = "jpeg",
        /// A drawing or a picture of a screen.
        Png = "png",
        /// The web's own image.
        Webp = "webp",
        /// MPEG audio.
        Mp3 = "mp3",
        /// AAC audio in MPEG-4: what iPhones and most recorders make.
        M4a = "m4a",
        /// Opus or Vorbis in Ogg: what messengers make.
        Ogg = "ogg",
        /// Opus in WebM: what most browsers record.
        WebmAudio = "webm-audio",
        /// Video in MPEG-4.
        Mp4 = "mp4",
        /// Video in WebM.
        WebmVideo = "webm-video",
        /// A text of Word.
        Docx = "docx",
        /// A table of Excel.
        Xlsx = "xlsx",
        /// Slides of PowerPoint.
        Pptx = "pptx",
        /// A text of LibreOffice.
        Odt = "odt",
        /// A table of LibreOffice.
        Ods = "ods",
        /// Slides of LibreOffice.
        Odp = "odp",
    }
);

coded!(
    /// How a file meets a reader.
    Family {
        /// Pages that are leafed through.
        Pages = "pages",
        /// An image that is looked at.
        Image = "image",
        /// Sound that is heard.
        Audio = "audio",
        /// Moving pictures.
        Video = "video",
        /// A file of an office program that is only downloaded.
        Office = "office",
    }
);

impl FileKind {
    /// How it meets a reader.
    pub const fn family(self) -> Family {
        match self {
            Self::Pdf => Family::Pages,
            Self::Jpeg | Self::Png | Self::Webp => Family::Image,
            Self::Mp3 | Self::M4a | Self::Ogg | Self::WebmAudio => Family::Audio,
            Self::Mp4 | Self::WebmVideo => Family::Video,
            Self::Docx | Self::Xlsx | Self::Pptx | Self::Odt | Self::Ods | Self::Odp => Family::Office,
        }
    }

    /// Its media type (RFC 6838), for `Content-Type`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Ogg => "audio/ogg",
            Self::WebmAudio => "audio/webm",
            Self::Mp4 => "video/mp4",
            Self::WebmVideo => "video/webm",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
        }
    }

    /// The extension of the name under which it is kept by a reader, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::WebmAudio | Self::WebmVideo => "webm",
            other => other.code(),
        }
    }

    /// Whether readers get it as it came. A document of pages is what its publisher made it; anything else is made anew for them,
    /// because it may tell what nobody sees: where a photograph was taken, who recorded a sound, on whose computer a text
    /// was written.
    pub const fn is_given_as_it_came(self) -> bool {
        matches!(self.family(), Family::Pages)
    }

    /// Whether a browser shows it in the page; anything else is only downloaded (`Content-Disposition: attachment`).
    pub const fn is_shown_inline(self) -> bool {
        !matches!(self.family(), Family::Office)
    }

    /// Whether a file of this kind may carry this extension. Programs and messengers mix up the extensions of
    /// images among themselves, and those of sounds and films; between families nobody does so by accident.
    pub fn goes_with(self, extension: &str) -> bool {
        const SAME: [(&[&str], &[Family]); 3] = [
            (&["pdf"], &[Family::Pages]),
            (&["jpg", "jpeg", "jpe", "jfif", "png", "webp"], &[Family::Image]),
            (
                &["mp3", "m4a", "mp4", "m4v", "mov", "aac", "ogg", "oga", "opus", "weba", "webm"],
                &[Family::Audio, Family::Video],
            ),
        ];
        let extension = extension.to_ascii_lowercase();
        match self.family() {
            Family::Office => extension == self.code(),
            family => SAME
                .iter()
                .any(|(names, families)| families.contains(&family) && names.contains(&extension.as_str())),
        }
    }
}

/// A size in pixels, as it is seen: an image that is turned by its metadata has the sides of the turned one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pixels {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_files_are_downloaded_and_all_others_are_shown() {
        let downloaded: Vec<&str> =
            FileKind::ALL.iter().filter(|kind| !kind.is_shown_inline()).map(|kind| kind.code()).collect();
        assert_eq!(downloaded, ["docx", "xlsx", "pptx", "odt", "ods", "odp"]);
    }

    #[test]
    fn nothing_that_is_shown_can_carry_a_script() {
        for kind in FileKind::ALL {
            let media_type = kind.media_type();
            assert!(!["html", "xml+", "+xml", "svg", "javascript"].iter().any(|it| media_type.contains(it)));
        }
    }

    #[test]
    fn every_kind_goes_with_its_own_extension_and_not_with_that_of_a_program() {
        for kind in FileKind::ALL {
            assert!(kind.goes_with(kind.extension()), "{kind:?}");
            assert!(!kind.goes_with("exe") && !kind.goes_with("html") && !kind.goes_with("svg"), "{kind:?}");
        }
        assert!(FileKind::Webp.goes_with("JPG") && FileKind::Ogg.goes_with("opus"));
        assert!(!FileKind::Png.goes_with("pdf") && !FileKind::Docx.goes_with("docm"));
    }
}
