//! Entering, changing, publishing and hiding an organisation.

use crate::access::{Administrator, FocalPoint};
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::directory::{Catalogue, Draft, DraftContext, Organization, Service, State};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::id::{OrganizationId, ServiceId};
use model::search::{fold, slug};
use model::time::Moment;

/// One organisation as it shall be kept.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its new content; its `version` is already the new one.
    pub organization: Organization,
    /// The version that it replaces; nothing for a new one.
    pub replaces: Option<i64>,
    /// Whether it goes away altogether.
    pub delete: bool,
}

impl Change {
    /// A new organisation.
    pub const fn create(organization: Organization) -> Self {
        Self { organization, replaces: None, delete: false }
    }

    /// Another content for one that is there.
    pub const fn replace(mut organization: Organization, version: i64) -> Self {
        organization.version = version + 1;
        Self { organization, replaces: Some(version), delete: false }
    }

    /// One that goes away.
    pub const fn delete(organization: Organization) -> Self {
        let version = organization.version;
        Self { organization, replaces: Some(version), delete: true }
    }
}

impl Platform {
    /// Enters a new organisation.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn create_organization(
        &self,
        right: &Administrator,
        fields: &Fields,
        logo: Option<&[u8]>,
    ) -> Result<Organization, Error> {
        let catalogue = self.catalogue().await?;
        let draft = self.draft(&catalogue, fields, None)?;
        let mut organization = self.new_organization(&catalogue, draft, &[]);
        self.keep_logo(logo, &mut organization).await?;
        let log =
            self.entry(right.person(), Deed::OrganizationCreated, Subject::Organization(organization.id));
        self.apply(right, &[Change::create(organization.clone())], &log).await?;
        Ok(organization)
    }

    /// Changes an organisation; `version` is the one that the person saw. Whether it is published and whether it is an
    /// example only an administrator decides: of a focal point's form these two are as they were.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed since, `Invalid` with every refused field.
    pub async fn edit_organization(
        &self,
        right: &FocalPoint,
        by_administrator: bool,
        version: i64,
        fields: &Fields,
        logo: Option<&[u8]>,
    ) -> Result<Organization, Error> {
        let catalogue = self.catalogue().await?;
        let old = catalogue.get(right.organization()).ok_or(Error::NotFound)?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        let draft = self.draft(&catalogue, fields, Some(old.id))?;
        let mut organization = self.merged(old, draft);
        if !by_administrator {
            (organization.state, organization.example) = (old.state, old.example);
        }
        if fields.has("sans_logo") {
            organization.logo = None;
        }
        self.keep_logo(logo, &mut organization).await?;
        let change = Change::replace(organization, version);
        let log = self.entry(right.person(), Deed::OrganizationChanged, Subject::Organization(old.id));
        self.stores.directory.edit(right, &change, &log).await?;
        self.catalogue.doubt();
        Ok(change.organization)
    }

    /// Publishes an organisation, or takes it off the site, in one tap.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is changed at the same moment.
    pub async fn set_organization_state(
        &self,
        right: &Administrator,
        slug: &str,
        state: State,
    ) -> Result<(), Error> {
        let catalogue = self.catalogue().await?;
        let old = catalogue.find(slug).ok_or(Error::NotFound)?;
        let organization = Organization { state, updated_at: self.clock.now(), ..old.clone() };
        let deed =
            if state == State::Published { Deed::OrganizationPublished } else { Deed::OrganizationHidden };
        let log = self.entry(right.person(), deed, Subject::Organization(old.id));
        self.apply(right, &[Change::replace(organization, old.version)], &log).await
    }

    pub(super) async fn apply(
        &self,
        right: &Administrator,
        changes: &[Change],
        log: &Entry,
    ) -> Result<(), Error> {
        self.stores.directory.apply(right, changes, log).await?;
        self.catalogue.doubt();
        Ok(())
    }

    /// Parses a draft against the catalogue: its name must be free and it must not become its own ancestor.
    pub(super) fn draft(
        &self,
        catalogue: &Catalogue,
        fields: &Fields,
        own: Option<OrganizationId>,
    ) -> Result<Draft, Vec<FieldError>> {
        let find = |text: &str| find(catalogue, text);
        let held = own.and_then(|id| catalogue.get(id)).map_or(&[][..], |it| &it.terms);
        let today = self.clock.now().day();
        let context = DraftContext { terms: catalogue.terms(), today, find: &find, held };
        let draft = Draft::parse(fields, &context)?;
        let wanted = fold(draft.name.as_str());
        if catalogue.all().any(|other| Some(other.id) != own && fold(other.name.as_str()) == wanted) {
            return Err(vec![FieldError::new("nom", Problem::Taken)]);
        }
        if let Some(own) = own
            && draft.parents.iter().any(|parent| is_above(catalogue, own, *parent, 0))
        {
            return Err(vec![FieldError::new("membre_de", Problem::Circular)]);
        }
        Ok(draft)
    }

    /// A new organisation of this draft; its slug is taken neither in the catalogue nor among `others`.
    pub(super) fn new_organization(
        &self,
        catalogue: &Catalogue,
        draft: Draft,
        others: &[Change],
    ) -> Organization {
        let now = self.clock.now();
        let short = draft.acronym.as_ref().map_or(draft.name.as_str(), |acronym| acronym.as_str());
        let slug = unique_slug(short, |slug| {
            catalogue.find(slug).is_some() || others.iter().any(|change| change.organization.slug == slug)
        });
        let id = OrganizationId::new(self.chance.uuid(now));
        let empty = Organization::empty(id, draft.name.clone(), draft.kind, now);
        let merged = self.merged(&empty, draft);
        Organization { slug, version: 1, ..merged }
    }

    /// The organisation with the draft's content; services keep their ids by title.
    pub(super) fn merged(&self, old: &Organization, draft: Draft) -> Organization {
        let now = self.clock.now();
        let services = draft
            .services
            .into_iter()
            .map(|(title, description, verified_on)| {
                let known = old.services.iter().find(|service| service.title == title);
                let id = known.map_or_else(|| ServiceId::new(self.chance.uuid(now)), |service| service.id);
                Service { id, title, description, verified_on }
            })
            .collect();
        Organization {
            id: old.id,
            slug: old.slug.clone(),
            name: draft.name,
            acronym: draft.acronym,
            other_names: draft.other_names,
            kind: draft.kind,
            mission: draft.mission,
            founded: draft.founded,
            legal_status: draft.legal_status,
            web: draft.web,
            languages: draft.languages,
            phones: draft.phones,
            accepts_messages: draft.accepts_messages,
            parents: draft.parents,
            terms: draft.terms,
            coverage: draft.coverage,
            services,
            documents: draft.documents,
            logo: old.logo.clone(),
            state: draft.state,
            example: draft.example,
            source: draft.source,
            verified_on: draft.verified_on,
            created_at: old.created_at,
            updated_at: now,
            version: old.version,
        }
    }
}

/// The first free slug for this text: `rejefpo`, `rejefpo-2` …
pub fn unique_slug(text: &str, taken: impl Fn(&str) -> bool) -> String {
    // Words of the site's own addresses under /annuaire cannot be an organisation's.
    const RESERVED: [&str; 2] = ["qui-fait-quoi", "reseau"];
    let base = slug(text);
    let numbered = (2..).map(|number: u32| format!("{base}-{number}"));
    std::iter::once(base.clone())
        .chain(numbered)
        .find(|slug| !RESERVED.contains(&slug.as_str()) && !taken(slug))
        .unwrap_or(base)
}

/// Finds an organisation by what people write: id, slug, acronym or name.
pub(crate) fn find(catalogue: &Catalogue, text: &str) -> Option<OrganizationId> {
    let text = text.trim();
    if let Some(id) = OrganizationId::parse(text) {
        return catalogue.get(id).map(|it| it.id);
    }
    let wanted = fold(text);
    let by_slug = catalogue.find(text);
    let by_acronym =
        || catalogue.all().find(|it| it.acronym.as_ref().is_some_and(|it| fold(it.as_str()) == wanted));
    let by_name = || catalogue.all().find(|it| fold(it.name.as_str()) == wanted);
    by_slug.or_else(by_acronym).or_else(by_name).map(|it| it.id)
}

/// Whether `own` is `above` or one of its ancestors; data that already goes in a circle ends the walk.
fn is_above(catalogue: &Catalogue, own: OrganizationId, above: OrganizationId, depth: u8) -> bool {
    const DEEPEST: u8 = 20;
    own == above
        || depth > DEEPEST
        || catalogue
            .get(above)
            .is_some_and(|it| it.parents.iter().any(|parent| is_above(catalogue, own, *parent, depth + 1)))
}

/// Whether two contents are the same but for versions and times.
pub(super) fn same_content(left: &Organization, right: &Organization) -> bool {
    let timeless = |it: &Organization| Organization { version: 0, updated_at: Moment(0), ..it.clone() };
    timeless(left) == timeless(right)
}
