//! FFOM: begun by anybody of an organisation, told and counted on by several at once, published by who decides, and set beside earlier ones.

use super::browse::to_change;
use crate::access::{Caller, Contributor, Librarian};
use crate::directory::unique_slug;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::SwotId;
use model::projects::{ReportPart, Swot, SwotContent, SwotSaid, SwotSubject, Swots, swot_field as field};
use model::search::slug as slug_of;
use std::sync::Arc;

/// How often a form is taken anew because another one was kept in the same moment.
const TRIES: usize = 8;

/// Keeps FFOM.
#[async_trait]
pub trait SwotStore: Send + Sync {
    /// Grows with every change of what is published.
    async fn swots_version(&self) -> Result<i64, StoreError>;

    /// Every published one, in no order.
    async fn published_swots(&self) -> Result<Vec<Swot>, StoreError>;

    /// The one with this slug, published or not.
    async fn swot(&self, slug: &str) -> Result<Option<Swot>, StoreError>;

    /// The slugs that are this one or this one with a number.
    async fn swot_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError>;

    /// Those of an organisation, the last changed first.
    async fn swots_of(&self, right: &Contributor) -> Result<Vec<Swot>, StoreError>;

    /// Keeps one of the organisation that the right is about; `replaces` is the version that it takes the place of, nothing for a new one.
    /// `Conflict` if it was changed in between, if its slug is taken, or if it is published and not hers to decide about.
    async fn put_swot(
        &self,
        right: &Contributor,
        swot: &Swot,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// The same for one that its readers see from now on, or no longer.
    async fn publish_swot(
        &self,
        right: &Librarian,
        swot: &Swot,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes a draft. `Conflict` if it is none.
    async fn remove_swot(&self, right: &Contributor, id: SwotId, log: &Entry) -> Result<(), StoreError>;
}

impl Platform {
    /// Everything that is published.
    ///
    /// # Errors
    /// `Store`.
    pub async fn swots(&self) -> Result<Arc<Swots>, Error> {
        Ok(self.versioned_swots().await?.1)
    }

    pub(crate) async fn versioned_swots(&self) -> Result<(i64, Arc<Swots>), Error> {
        // Who goes takes hers along, which the version of the directory says.
        let (of_directory, _) = self.versioned_catalogue().await?;
        let ask = || async { Ok(self.stores.swots.swots_version().await?) };
        let load = || async { Ok(Swots::new(self.stores.swots.published_swots().await?)) };
        self.swots.get(self.clock.as_ref(), of_directory, ask, load).await
    }

    /// The one of this slug, if it is published or hers to work on.
    ///
    /// # Errors
    /// `NotFound`: of what is not for her nothing is told.
    pub async fn visible_swot(&self, caller: &Caller, slug: &str) -> Result<Swot, Error> {
        if let Some(it) = self.swots().await?.find(slug) {
            return Ok(it.clone());
        }
        let it = self.stores.swots.swot(slug).await?.ok_or(Error::NotFound)?;
        let reads = it.published || caller.contributor(it.organization).is_ok();
        if reads { Ok(it) } else { Err(Error::NotFound) }
    }

    /// The one of this slug as it is kept now, with the right to change it.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for what is not for her, `NotAllowed` for what is published and not hers to decide about.
    pub async fn swot_to_change(&self, caller: &Caller, slug: &str) -> Result<(Contributor, Swot), Error> {
        caller.signed_in()?;
        let it = self.stores.swots.swot(slug).await?.ok_or(Error::NotFound)?;
        Ok((to_change(caller, it.organization, it.published)?, it))
    }

    /// Those of an organisation, the last changed first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn swots_of(&self, right: &Contributor) -> Result<Vec<Swot>, Error> {
        Ok(self.stores.swots.swots_of(right).await?)
    }

    /// Those about the same as this one, it among them, the earliest first: what is published, and the drafts that she works on.
    ///
    /// # Errors
    /// `Store`.
    pub async fn swots_beside(&self, caller: &Caller, swot: &Swot) -> Result<Vec<Swot>, Error> {
        let mut all: Vec<Swot> = self.swots().await?.about_the_same(swot).cloned().collect();
        if let Ok(right) = caller.contributor(swot.organization) {
            let own = self.stores.swots.swots_of(&right).await?;
            all.retain(|it| !own.iter().any(|own| own.id == it.id));
            all.extend(own.into_iter().filter(|it| it.is_about_the_same(swot)));
        }
        if !all.iter().any(|it| it.id == swot.id) {
            all.push(swot.clone());
        }
        all.sort_by_cached_key(|it| (it.content.said.on, it.created_at, it.slug.clone()));
        Ok(all)
    }

    /// Begins one in an organisation's name, with the lines that stand in the form already; its readers do not see it yet.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn begin_swot(&self, right: &Contributor, fields: &Fields) -> Result<Swot, Error> {
        let (names, now) = (self.names_for(right).await?, self.clock.now());
        let content = names.lend(|naming| SwotContent::parse(fields, naming, now.day()))?;
        let title = address(&content.said);
        let mut swot = Swot {
            id: SwotId::new(self.chance.uuid(now)),
            slug: String::new(),
            organization: right.organization(),
            content,
            published: false,
            example: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let log = self.entry(right.person(), Deed::SwotEntered, Subject::Swot(swot.id));
        for _ in 0..TRIES {
            let taken = self.stores.swots.swot_slugs(&slug_of(&title)).await?;
            swot.slug = unique_slug(&title, |slug| taken.iter().any(|it| it == slug));
            // Whoever begins one of the same kind in the same moment may take the address.
            match self.stores.swots.put_swot(right, &swot, None, Some(&log)).await {
                Err(StoreError::Conflict) => {}
                kept => return Ok(kept.map(|()| swot)?),
            }
        }
        Err(Error::Conflict)
    }

    /// Changes what it is about and when it was made.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, `Conflict` if that was changed since the form was opened, `Invalid` with every refused field.
    pub async fn change_swot(&self, right: &Contributor, slug: &str, fields: &Fields) -> Result<(), Error> {
        let (names, today) = (self.names_for(right).await?, self.clock.now().day());
        self.told_swot(right, slug, |content| {
            let said = names.lend(|naming| content.said.told_again(fields, naming, today))?;
            let seal = names.lend(|naming| content.said.fields(naming).seal());
            if content.said != said && fields.filled(field::SEEN).is_some_and(|seen| seen != seal) {
                return Err(Error::Conflict);
            }
            content.said = said;
            Ok(())
        })
        .await
    }

    /// Takes what a facilitator sends of a square: new lines and counted hands, beside those that another one sends in the same moment.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, `Conflict` if somebody else counted a line otherwise since the form was opened, `Invalid` with every
    /// refused field. Nothing is kept then.
    pub async fn collect_square(
        &self,
        right: &Contributor,
        slug: &str,
        square: ReportPart,
        fields: &Fields,
    ) -> Result<(), Error> {
        self.told_swot(right, slug, |content| {
            if content.collect(square, fields)? { Ok(()) } else { Err(Error::Conflict) }
        })
        .await
    }

    /// Says a line otherwise.
    ///
    /// # Errors
    /// `NotFound` also for a line that is gone, `NotAllowed`, `Conflict` if it was changed since the form was opened, `Invalid`.
    pub async fn correct_swot_line(
        &self,
        right: &Contributor,
        slug: &str,
        number: u32,
        fields: &Fields,
    ) -> Result<(), Error> {
        self.told_swot(right, slug, |content| {
            let kept = content.line(number).ok_or(Error::NotFound)?;
            let seal = kept.fields().seal();
            let before = kept.clone();
            content.correct(number, fields)?;
            let is_other = content.line(number) != Some(&before);
            if is_other && fields.filled(field::SEEN).is_some_and(|seen| seen != seal) {
                return Err(Error::Conflict);
            }
            Ok(())
        })
        .await
    }

    /// Takes a line away.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, `Conflict` if it was changed since the page was opened; `Invalid` for the last line of what everybody reads.
    pub async fn remove_swot_line(
        &self,
        right: &Contributor,
        slug: &str,
        number: u32,
        fields: &Fields,
    ) -> Result<(), Error> {
        self.told_swot(right, slug, |content| {
            let seal = content.line(number).ok_or(Error::NotFound)?.fields().seal();
            if fields.filled(field::SEEN).is_some_and(|seen| seen != seal) {
                return Err(Error::Conflict);
            }
            content.remove(number);
            Ok(())
        })
        .await
    }

    /// Shows it to everybody, or takes it away from its readers; nothing is deleted. One without a line is shown to nobody.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed in between, `Invalid` if it has no line.
    pub async fn show_swot(&self, right: &Librarian, slug: &str, published: bool) -> Result<(), Error> {
        let old = self.own_swot(&right.contributor(), slug).await?;
        if old.published == published {
            return Ok(());
        }
        if published {
            has_lines(&old.content)?;
        }
        let version = old.version;
        let swot = Swot { published, updated_at: self.clock.now(), version: version + 1, ..old };
        let deed = if published { Deed::SwotPublished } else { Deed::SwotWithdrawn };
        let log = self.entry(right.person(), deed, Subject::Swot(swot.id));
        self.stores.swots.publish_swot(right, &swot, version, &log).await?;
        self.swots.doubt();
        Ok(())
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published.
    pub async fn discard_swot(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let swot = self.own_swot(right, slug).await?;
        let log = self.entry(right.person(), Deed::SwotDiscarded, Subject::Swot(swot.id));
        Ok(self.stores.swots.remove_swot(right, swot.id, &log).await?)
    }

    /// Keeps what a deed makes of it, again on what is kept by then if another form was kept in the same moment.
    async fn told_swot(
        &self,
        right: &Contributor,
        slug: &str,
        tell: impl Fn(&mut SwotContent) -> Result<(), Error> + Send + Sync,
    ) -> Result<(), Error> {
        for _ in 0..TRIES {
            let old = self.own_swot(right, slug).await?;
            if old.published && !right.decides() {
                return Err(Error::NotAllowed);
            }
            let mut content = old.content.clone();
            tell(&mut content)?;
            if content == old.content {
                return Ok(());
            }
            if old.published {
                has_lines(&content)?;
            }
            let (version, published) = (old.version, old.published);
            let swot = Swot { content, updated_at: self.clock.now(), version: version + 1, ..old };
            let log = self.entry(right.person(), Deed::SwotChanged, Subject::Swot(swot.id));
            let log = published.then_some(&log);
            match self.stores.swots.put_swot(right, &swot, Some(version), log).await {
                Err(StoreError::Conflict) => {}
                kept => {
                    self.swots.doubt();
                    return Ok(kept?);
                }
            }
        }
        Err(Error::Conflict)
    }

    async fn own_swot(&self, right: &Contributor, slug: &str) -> Result<Swot, Error> {
        let found = self.stores.swots.swot(slug).await?;
        found.filter(|it| it.organization == right.organization()).ok_or(Error::NotFound)
    }
}

fn has_lines(content: &SwotContent) -> Result<(), Error> {
    if content.lines.is_empty() {
        return Err(Error::field(field::LINES, Problem::TooFewValues { min: 1 }));
    }
    Ok(())
}

/// What its address is made of: never the name of an organisation or a project, which it would go on telling once they are hidden.
fn address(said: &SwotSaid) -> String {
    let name = match &said.subject {
        SwotSubject::Project(_) | SwotSubject::Organization => said.about().code(),
        SwotSubject::Mechanism { name, .. } => name.as_str(),
    };
    format!("{name} {}", said.on.year())
}
