//! Groups that go a path together in one room: counted by the organisation that brings them together, and read by it alone.

use crate::access::Host;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::fields::Fields;
use model::id::GroupId;
use model::training::{Group, GroupContent, Lesson, Path, Tally};
use std::collections::BTreeSet;

/// Keeps groups.
#[async_trait]
pub trait GroupOfPathStore: Send + Sync {
    /// The groups of her organisation, the last entered first.
    async fn path_groups_of(&self, right: &Host) -> Result<Vec<Group>, StoreError>;

    /// One of them.
    async fn path_group(&self, right: &Host, id: GroupId) -> Result<Option<Group>, StoreError>;

    /// Keeps one; `replaces` is the version that it takes the place of, nothing for a new one. `Conflict` if it was changed in between.
    async fn put_path_group(
        &self,
        right: &Host,
        group: &Group,
        replaces: Option<i64>,
    ) -> Result<(), StoreError>;

    /// Removes one. `Conflict` if it is not there.
    async fn remove_path_group(&self, right: &Host, id: GroupId) -> Result<(), StoreError>;
}

impl Platform {
    /// The groups of her organisation, the last entered first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn path_groups_of(&self, right: &Host) -> Result<Vec<Group>, Error> {
        Ok(self.stores.path_groups.path_groups_of(right).await?)
    }

    /// One of them, with its path as it is today if everybody reads it.
    ///
    /// # Errors
    /// `NotFound` also for what is not hers.
    pub async fn path_group(&self, right: &Host, id: &str) -> Result<(Group, Option<Path>), Error> {
        let id = GroupId::parse(id).ok_or(Error::NotFound)?;
        let group = self.stores.path_groups.path_group(right, id).await?.ok_or(Error::NotFound)?;
        let path = self.paths().await?.get(group.path).cloned();
        Ok((group, path))
    }

    /// Enters a group that goes a published path: when, where and how many.
    ///
    /// # Errors
    /// `Invalid` with every refused field; the path too, if nobody reads such a one.
    pub async fn enter_path_group(&self, right: &Host, slug: &str, fields: &Fields) -> Result<Group, Error> {
        let paths = self.paths().await?;
        let path = paths.find(slug);
        let now = self.clock.now();
        let title = path.map(|it| it.content.title.clone());
        let content = GroupContent::parse(fields, title, Vec::new(), now.day())?;
        let path = path.ok_or(Error::NotFound)?;
        let group = Group {
            id: GroupId::new(self.chance.uuid(now)),
            organization: right.organization(),
            path: path.id,
            content,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        self.stores.path_groups.put_path_group(right, &group, None).await?;
        Ok(group)
    }

    /// Changes when, where and how many; `version` is the one that the person saw.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed since, `Invalid` with every refused field.
    pub async fn change_path_group(
        &self,
        right: &Host,
        id: &str,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (old, _) = self.path_group(right, id).await?;
        let (title, tallies) = (Some(old.content.title.clone()), old.content.tallies.clone());
        let content = GroupContent::parse(fields, title, tallies, self.clock.now().day())?;
        self.put_changed_group(right, Group { content, ..old }, version).await
    }

    /// Counts how many chose which answer of a lesson's quiz; `version` is the one that the person saw. The form carries the seal of each
    /// question that it was made of: hands that were raised for other words are not taken for these.
    ///
    /// # Errors
    /// As `change_path_group`; `Conflict` also if the questions are others now, the lesson is gone, or nobody reads the path any more.
    pub async fn count_answers(
        &self,
        right: &Host,
        id: &str,
        lesson: u32,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (mut group, path) = self.path_group(right, id).await?;
        let path = path.ok_or(Error::Conflict)?;
        let (_, lesson) = path.lesson(lesson).ok_or(Error::Conflict)?;
        if !is_of_today(lesson, fields) {
            return Err(Error::Conflict);
        }
        group.content.count(lesson, fields)?;
        self.put_changed_group(right, group, version).await
    }

    /// Takes a group away.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove_path_group(&self, right: &Host, id: &str) -> Result<(), Error> {
        let id = GroupId::parse(id).ok_or(Error::NotFound)?;
        Ok(self.stores.path_groups.remove_path_group(right, id).await?)
    }

    async fn put_changed_group(&self, right: &Host, group: Group, seen: i64) -> Result<(), Error> {
        let replaces = group.version;
        if replaces != seen {
            return Err(Error::Conflict);
        }
        let group = Group { updated_at: self.clock.now(), version: replaces + 1, ..group };
        Ok(self.stores.path_groups.put_path_group(right, &group, Some(replaces)).await?)
    }
}

/// Whether a form counts the questions that a lesson asks today, and no others.
fn is_of_today(lesson: &Lesson, fields: &Fields) -> bool {
    let is_seal = |name: &str| name.starts_with('n') && name.ends_with("-vu");
    let seen = fields.pairs().iter().filter(|(name, _)| is_seal(name)).cloned().collect::<BTreeSet<_>>();
    seen == lesson.questions.iter().map(|it| (Tally::seen_field(it.number), it.seal())).collect()
}
