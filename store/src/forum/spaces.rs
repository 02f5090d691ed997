//! Spaces: few rows, kept in memory by the domain.

use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::row::row;
use crate::statements::statements;
use domain::StoreError;
use model::audit::Entry;
use model::forum::{HeldWords, Seat, SlowMode, Space, SpaceAbout, SpaceAudience, SpaceName, SpaceRules};
use model::id::{OrganizationId, PersonId, SpaceId};
use model::language::SpokenLanguage;
use model::time::Moment;
use std::collections::HashMap;

statements! {
    ALL = "select id, slug, name, about, rules, audience, organization_id, language, locked, aliases, slow, held_words, \
        position, example, created_at, version \
        from space order by position, slug";
    TOPICS = "select topics from space where id = $1";
    INSERT = "insert into space (id, slug, name, about, rules, audience, organization_id, locked, aliases, position, example, \
        created_at, version, slow, held_words, language, topics) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0)";
    SEATS = "select space_id, person_id, organization_id from space_seat order by since, person_id";
    UPDATE = "update space set slug = $2, name = $3, about = $4, rules = $5, audience = $6, organization_id = $7, locked = $8, \
        aliases = $9, position = $10, example = $11, created_at = $12, version = $13, slow = $14, held_words = $15, \
        language = $16 where id = $1 and version = $17";
    REMOVE_EXAMPLE_TOPICS = "delete from topic where example = 1";
    REMOVE_EXAMPLES = "delete from space where example = 1 and not exists (select 1 from topic t where t.space_id = space.id) \
        and not exists (select 1 from proposal p where p.space_id = space.id)";
    KEEP_THE_OTHERS = "update space set example = 0, version = version + 1, topics = (select count(1) from topic t \
        where t.space_id = space.id and t.visible = 'montre') where example = 1";
    pub(crate) BUMP = "update counter set value = value + 1 where name = 'forum'";
}

row! {
    id: String,
    slug: String,
    name: String,
    about: Option<String>,
    rules: Option<String>,
    audience: String,
    organization_id: Option<String>,
    language: String,
    locked: i64,
    aliases: i64,
    slow: i64,
    held_words: String,
    position: i64,
    example: i64,
    created_at: i64,
    version: i64,
}

/// Every space, in order. A value that no longer parses is left out.
pub async fn all(store: &Store) -> Result<Vec<Space>, StoreError> {
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(ALL).fetch_all(db).await)?;
    let seated: Vec<(String, String, String)> =
        reading!(store, |db| sqlx::query_as(SEATS).fetch_all(db).await)?;
    let mut seats: HashMap<SpaceId, Vec<Seat>> = HashMap::new();
    for (space, person, organization) in &seated {
        let seat = PersonId::parse(person).zip(OrganizationId::parse(organization));
        if let (Some(space), Some((person, organization))) = (SpaceId::parse(space), seat) {
            seats.entry(space).or_default().push(Seat { person, organization });
        }
    }
    Ok(rows.into_iter().filter_map(|row| space(row, &mut seats)).collect())
}

fn space(row: Row, seats: &mut HashMap<SpaceId, Vec<Seat>>) -> Option<Space> {
    let id = SpaceId::parse(&row.id)?;
    Some(Space {
        id,
        seats: seats.remove(&id).unwrap_or_default().into(),
        language: SpokenLanguage::parse(&row.language)?,
        slug: row.slug,
        name: SpaceName::parse(&row.name).ok()?,
        about: row.about.and_then(|it| SpaceAbout::parse(&it).ok()),
        rules: row.rules.and_then(|it| SpaceRules::parse(&it).ok()),
        audience: SpaceAudience::parse(&row.audience)?,
        organization: row.organization_id.as_deref().and_then(OrganizationId::parse),
        locked: row.locked != 0,
        aliases: row.aliases != 0,
        slow: SlowMode::of(row.slow),
        held_words: HeldWords::parse(&row.held_words).unwrap_or_default(),
        position: row.position,
        example: row.example != 0,
        created_at: Moment(row.created_at),
        version: row.version,
    })
}

/// How many topics of a space are shown.
pub async fn topics(store: &Store, space: SpaceId) -> Result<i64, StoreError> {
    let count: Option<i64> = reading!(store, |db| {
        sqlx::query_scalar(TOPICS).bind(space.to_string()).fetch_optional(db).await
    })?;
    Ok(count.unwrap_or(0))
}

/// Keeps a space.
pub async fn put(store: &Store, it: &Space, replaces: Option<i64>, log: &Entry) -> Result<(), StoreError> {
    let id = it.id.to_string();
    let organization = it.organization.map(|own| own.to_string());
    writing!(store, |tx| {
        let statement = if replaces.is_some() { UPDATE } else { INSERT };
        let mut row = sqlx::query(statement)
            .bind(&id)
            .bind(&it.slug)
            .bind(it.name.as_str())
            .bind(it.about.as_ref().map(|it| it.as_str()))
            .bind(it.rules.as_ref().map(|it| it.as_str()))
            .bind(it.audience.code())
            .bind(&organization)
            .bind(i64::from(it.locked))
            .bind(i64::from(it.aliases))
            .bind(it.position)
            .bind(i64::from(it.example))
            .bind(it.created_at.0)
            .bind(it.version)
            .bind(it.slow.seconds())
            .bind(it.held_words.text())
            .bind(it.language.code());
        if let Some(version) = replaces {
            row = row.bind(version);
        }
        if row.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        sqlx::query(BUMP).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

/// Removes the topics that are example data, and the spaces in which nothing else was written.
pub async fn remove_examples(store: &Store) -> Result<(), StoreError> {
    writing!(store, |tx| {
        for statement in [REMOVE_EXAMPLE_TOPICS, REMOVE_EXAMPLES, KEEP_THE_OTHERS] {
            sqlx::query(statement).execute(&mut *tx).await?;
        }
        sqlx::query(BUMP).execute(&mut *tx).await?;
    })
}
