//! Groups that go a path together in one room: counted by the organisation that brings them together, and read by it alone.

use crate::access::Host;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::fields::Fields;
use model::id::GroupId;
use model::training::{Group, GroupContent, Path};

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
    /// `NotFound` if nobody reads such a path; `Invalid` with every refused field.
    pub async fn enter_path_group(&self, right: &Host, slug: &str, fields: &Fields) -> Result<Group, Error> {
        let paths = self.paths().await?;
        let path = paths.find(slug).ok_or(Error::NotFound)?;
        let now = self.clock.now();
        let content = GroupContent::parse(fields, path.content.title.clone(), Vec::new(), now.day())?;
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
        let (title, tallies) = (old.content.title.clone(), old.content.tallies.clone());
        let content = GroupContent::parse(fields, title, tallies, self.clock.now().day())?;
        self.put_changed_group(right, Group { content, ..old }, version).await
    }

    /// Counts how many chose which answer of a lesson's quiz; `version` is the one that the person saw.
    ///
    /// # Errors
    /// As `change_path_group`; `NotFound` also if nobody reads the path any more, or it has no such lesson.
    pub async fn count_answers(
        &self,
        right: &Host,
        id: &str,
        lesson: u32,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (mut group, path) = self.path_group(right, id).await?;
        let path = path.ok_or(Error::NotFound)?;
        let (_, lesson) = path.lesson(lesson).ok_or(Error::NotFound)?;
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
