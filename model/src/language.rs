//! The languages of the interface and the languages that organisations speak.

use crate::coded::coded;

coded!(
    /// A language of the interface. A locale is offered to readers only when its catalogue is complete.
    Locale {
        /// French, complete and the fallback of the others.
        French = "fr",
        /// Bambara (bamanankan).
        Bambara = "bm",
        /// English.
        English = "en",
    }
);

coded!(
    /// A language that an organisation works in: French, the thirteen national languages of Mali, and English.
    ///
    /// Codes are ISO 639-1 where there is one, else 639-3.
    SpokenLanguage {
        /// French.
        French = "fr",
        /// Bambara.
        Bambara = "bm",
        /// Maasina Fulfulde.
        Fulfulde = "ffm",
        /// Songhay (Koyraboro Senni).
        Songhay = "ses",
        /// Tamasheq.
        Tamasheq = "taq",
        /// Soninke.
        Soninke = "snk",
        /// Dogon (Toro So).
        Dogon = "dts",
        /// Syenara (Senufo).
        Syenara = "shz",
        /// Mamara (Minyanka).
        Mamara = "myk",
        /// Khassonke.
        Khassonke = "kao",
        /// Bomu.
        Bomu = "bmq",
        /// Bozo.
        Bozo = "boz",
        /// Hassaniya Arabic.
        Hassaniya = "mey",
        /// Maninkakan.
        Maninka = "mwk",
        /// English.
        English = "en",
    }
);
