//! The languages of the interface and the languages that organisations speak.

use crate::coded::coded;
use crate::search::fold;

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

impl SpokenLanguage {
    /// The language that people mean: its code, or one of the names that it has in French; what stands in brackets after
    /// it explains only ("Peul (fulfulde)").
    pub fn read(text: &str) -> Option<Self> {
        let wanted = fold(text.split('(').next().unwrap_or_default().trim());
        Self::ALL.iter().copied().find(|it| it.code() == wanted || it.names().contains(&wanted.as_str()))
    }

    /// The names under which people write it in French, folded as [`fold`] does.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::French => &["francais"],
            Self::Bambara => &["bambara", "bamanankan", "bamanan"],
            Self::Fulfulde => &["peul", "peulh", "fulfulde", "foulfoulde", "fula"],
            Self::Songhay => &["songhai", "songhay", "sonrhai", "sonrai"],
            Self::Tamasheq => &["tamasheq", "tamachek", "tamacheq", "touareg"],
            Self::Soninke => &["soninke", "sarakole"],
            Self::Dogon => &["dogon"],
            Self::Syenara => &["senoufo", "syenara", "senufo"],
            Self::Mamara => &["minyanka", "mamara", "mianka"],
            Self::Khassonke => &["khassonke", "xaasongaxango"],
            Self::Bomu => &["bobo", "bomu", "bwa"],
            Self::Bozo => &["bozo"],
            Self::Hassaniya => &["hassaniya", "hassanya", "maure", "arabe", "arabe hassaniya"],
            Self::Maninka => &["malinke", "maninka", "maninkakan"],
            Self::English => &["anglais", "english"],
        }
    }
}
