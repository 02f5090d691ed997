//! Making spaces and changing them.

use super::SpaceChange;
use crate::access::{Administrator, Caller};
use crate::directory::unique_slug;
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{HeldWords, SlowMode, Space, SpaceAudience, SpaceDraft, forum_field as field};
use model::id::{OrganizationId, SpaceId};
use model::moderation::Why;
use std::sync::Arc;

impl Platform {
    /// Makes a space, after the others.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn make_space(&self, right: &Administrator, fields: &Fields) -> Result<Space, Error> {
        let spaces = self.spaces().await?;
        let draft = SpaceDraft::parse(fields)?;
        let organization = self.organization_of(&draft, fields).await?;
        let now = self.clock.now();
        let space = Space {
            id: SpaceId::new(self.chance.uuid(now)),
            slug: unique_slug(draft.name.as_str(), |slug| {
                RESERVED.contains(&slug) || spaces.iter().any(|it| it.slug == slug)
            }),
            name: draft.name,
            about: draft.about,
            rules: draft.rules,
            audience: draft.audience,
            organization,
            seats: Arc::default(),
            language: draft.language,
            locked: false,
            aliases: fields.has(field::ALIASES),
            slow: SlowMode::Off,
            held_words: HeldWords::default(),
            position: spaces.iter().map(|it| it.position).max().unwrap_or(0) + 1,
            example: false,
            created_at: now,
            version: 1,
        };
        self.keep_space(right, &space, None).await?;
        Ok(space)
    }

    /// Changes what is said about a space, and who reads it; `version` is the one that the person saw. That it is closed or opened again
    /// is an act of its own, with a reason, as where its moderators do it.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed since, `Invalid` with every refused field.
    pub async fn change_space(
        &self,
        right: &Administrator,
        slug: &str,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let spaces = self.spaces().await?;
        let old = spaces.iter().find(|it| it.slug == slug).ok_or(Error::NotFound)?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        let draft = SpaceDraft::parse(fields)?;
        let organization = self.organization_of(&draft, fields).await?;
        let SpaceDraft { name, about, rules, audience, language } = draft;
        let locked = fields.has(field::LOCKED);
        let lock = SpaceChange::Lock(locked);
        let why = if locked == old.locked { None } else { Some(Why::parse(fields, lock.motives())?) };
        let aliases = fields.has(field::ALIASES);
        let mut new = Space { name, about, rules, audience, organization, language, aliases, ..old.clone() };
        if new != *old || why.is_none() {
            new.version += 1;
            self.keep_space(right, &new, Some(old.version)).await?;
        }
        if let Some(why) = why {
            let log = Entry {
                reason: Some(why.words.as_str().to_owned()),
                motive: why.motive,
                ..self.entry_in(Some(new.id), right.person(), lock.deed(), Subject::Space(new.id))
            };
            let seen = new.version;
            let new = Space { locked, version: seen + 1, ..new };
            self.stores.forum.put_space(right, &new, Some(seen), &log).await?;
            self.doubt_spaces();
            self.tell_of_conduct(&new, lock.deed(), right.person()).await;
        }
        Ok(())
    }

    /// The spaces as those who administer see them.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`, `Store`.
    pub async fn all_spaces(&self, caller: &Caller) -> Result<Vec<Space>, Error> {
        caller.administrator()?;
        Ok(self.spaces().await?.to_vec())
    }

    pub(super) async fn keep_space(
        &self,
        right: &Administrator,
        space: &Space,
        replaces: Option<i64>,
    ) -> Result<(), Error> {
        let log = self.entry_in(Some(space.id), right.person(), Deed::SpaceChanged, Subject::Space(space.id));
        self.stores.forum.put_space(right, space, replaces, &log).await?;
        self.doubt_spaces();
        Ok(())
    }

    /// The organisation whose members read the space, if it is one of an organisation.
    async fn organization_of(
        &self,
        draft: &SpaceDraft,
        fields: &Fields,
    ) -> Result<Option<OrganizationId>, Error> {
        if draft.audience != SpaceAudience::Organization {
            return Ok(None);
        }
        let slug = fields.get(field::ORGANIZATION);
        let catalogue = self.catalogue().await?;
        let found = catalogue.find(slug).map(|it| it.id);
        found.map(Some).ok_or_else(|| Error::field(field::ORGANIZATION, Problem::Required))
    }
}

/// What stands in the place of a slug in addresses of the forum.
const RESERVED: [&str; 9] = [
    "brouillon",
    "brouillons",
    "entrer",
    "experiences",
    "flux",
    "nouveau",
    "recherche",
    "semblables",
    "suivis",
];
