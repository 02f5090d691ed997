//! An organisation: who it is, what it does, where, and how it can be reached.

use super::term::TermId;
use crate::blob::BlobHash;
use crate::coded::coded;
use crate::failure::Problem;
use crate::id::{OrganizationId, ServiceId};
use crate::language::SpokenLanguage;
use crate::place::Place;
use crate::text::{Line, Paragraphs, PhoneNumber, WebAddress};
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};

/// An organisation's name.
pub type Name = Line<2, 160>;
/// An organisation's acronym (*sigle*).
pub type Acronym = Line<2, 24>;
/// What an organisation is for, in its own words.
pub type Mission = Paragraphs<10, 2000>;
/// Legal status, as the organisation states it.
pub type LegalStatus = Line<2, 120>;
/// Where a fact comes from, with its date.
pub type Source = Line<3, 300>;
/// The title of a service or of a document.
pub type Title = Line<2, 160>;
/// What a service is.
pub type ServiceDescription = Paragraphs<3, 1000>;

coded!(
    /// The kinds of organisation.
    OrganizationKind {
        /// *Plateforme*.
        Platform = "plateforme",
        /// *Alliance*.
        Alliance = "alliance",
        /// *Réseau*.
        Network = "reseau",
        /// A PAR whose form no source states.
        Grouping = "par",
        /// *Organisation locale (OLDDF/F)*.
        Local = "organisation-locale",
        /// An organisation that works with the PAR without being one of them.
        Partner = "partenaire",
    }
);

impl OrganizationKind {
    /// Whether it joins other organisations: *plateforme, alliance, réseau* (PAR).
    pub const fn is_par(self) -> bool {
        matches!(self, Self::Platform | Self::Alliance | Self::Network | Self::Grouping)
    }
}

coded!(
    /// Who sees an organisation's page.
    State {
        /// Being written; staff only.
        Draft = "brouillon",
        /// Everybody.
        Published = "publie",
        /// Taken off the site in one tap, nothing deleted; staff only.
        Hidden = "masque",
    }
);

/// A public telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// The number.
    pub number: PhoneNumber,
    /// Whether it answers on WhatsApp.
    pub whatsapp: bool,
}

/// A service that an organisation offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its id, kept when the organisation is edited (HSDS consumers refer to it).
    pub id: ServiceId,
    /// What it is called.
    pub title: Title,
    /// What it is.
    pub description: Option<ServiceDescription>,
    /// When somebody last made sure that it exists.
    pub verified_on: Option<Day>,
}

/// A document elsewhere on the web.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLink {
    /// Its title.
    pub title: Title,
    /// Its address.
    pub url: WebAddress,
}

impl DocumentLink {
    /// `Title = address`.
    ///
    /// # Errors
    /// `NotAWebAddress`, and as a title's.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let (title, url) =
            text.rsplit_once(" = ").or_else(|| text.rsplit_once('=')).ok_or(Problem::NotAWebAddress)?;
        Ok(Self { title: Title::parse(title)?, url: WebAddress::parse(url)? })
    }
}

/// An organisation of the directory with everything that its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// The last part of its address, unique.
    pub slug: String,
    /// Its name.
    pub name: Name,
    /// Its acronym.
    pub acronym: Option<Acronym>,
    /// Other names under which people look for it.
    pub other_names: Vec<Name>,
    /// Its kind.
    pub kind: OrganizationKind,
    /// Its mission.
    pub mission: Option<Mission>,
    /// The year in which it was founded.
    pub founded: Option<i32>,
    /// Its legal status.
    pub legal_status: Option<LegalStatus>,
    /// Its web site.
    pub web: Option<WebAddress>,
    /// The languages it works in.
    pub languages: Vec<SpokenLanguage>,
    /// Its public numbers; empty unless it said so.
    pub phones: Vec<Phone>,
    /// Whether visitors may write to it from its page.
    pub accepts_messages: bool,
    /// The PAR and federations that it belongs to.
    pub parents: Vec<OrganizationId>,
    /// Domains of intervention and target groups.
    pub terms: Vec<TermId>,
    /// Where it works.
    pub coverage: Vec<Place>,
    /// What it offers.
    pub services: Vec<Service>,
    /// Documents elsewhere.
    pub documents: Vec<DocumentLink>,
    /// Its logo, a PNG of at most 160 × 160 pixels without metadata, if it has one.
    pub logo: Option<BlobHash>,
    /// Who sees it.
    pub state: State,
    /// Whether it was loaded with the example data, which one command removes.
    pub example: bool,
    /// Where the facts come from.
    pub source: Option<Source>,
    /// When somebody last made sure that the page is true.
    pub verified_on: Option<Day>,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// Counts the changes; a change of an older version is a conflict.
    pub version: i64,
}

impl Organization {
    /// One of which nothing is known yet but its name: a draft that visitors may write to once it is published.
    pub const fn empty(id: OrganizationId, name: Name, kind: OrganizationKind, now: Moment) -> Self {
        Self {
            id,
            slug: String::new(),
            name,
            acronym: None,
            other_names: Vec::new(),
            kind,
            mission: None,
            founded: None,
            legal_status: None,
            web: None,
            languages: Vec::new(),
            phones: Vec::new(),
            accepts_messages: true,
            parents: Vec::new(),
            terms: Vec::new(),
            coverage: Vec::new(),
            services: Vec::new(),
            documents: Vec::new(),
            logo: None,
            state: State::Draft,
            example: false,
            source: None,
            verified_on: None,
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }
}

impl Organization {
    /// The acronym if there is one, else the name: for narrow places.
    pub fn short_name(&self) -> &str {
        self.acronym.as_ref().map_or(self.name.as_str(), Line::as_str)
    }

    /// Whether it is an invented organisation of the example data, which its name says (`product.md`).
    pub fn is_invented(&self) -> bool {
        self.example && self.name.as_str().ends_with("(exemple)")
    }

    /// Two letters for a logo that is not there.
    pub fn monogram(&self) -> String {
        let source = self.short_name();
        let initials: String = source
            .split(|c: char| !c.is_alphanumeric())
            .filter_map(|word| word.chars().next())
            .take(2)
            .collect();
        let letters = if initials.chars().count() == 2 && self.acronym.is_none() {
            initials
        } else {
            source.chars().filter(|c| c.is_alphanumeric()).take(2).collect()
        };
        letters.to_uppercase()
    }
}
