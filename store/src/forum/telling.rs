//! Telling of what was written: one statement for all followers of a topic, one for each name.

use crate::accounts::{PersonRow, people, person_columns, person_tables, read_settings};
use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Writer;
use domain::forum::{Happened, NewPost, TellStore, Written};
use model::accounts::{Moderates, Person, Settings};
use model::id::{NoticeId, PersonId, SpaceId};
use model::notice::Notice;
use model::time::Moment;

statements! {
    NAMED = concat!("select ", person_columns!(), ", p.settings ", person_tables!(),
        " where p.folded_name = $1 and p.shut_out_at is null");
    /// Her own words are not new to her, if all before them was not. Returns whether others follow who were not told before: mostly
    /// nobody does, and a look that finds nothing costs less than two statements.
    FOLLOW_OWN = "insert into topic_reader (person_id, topic_id, stance, seen, told, news_id, fresh_at, seen_at) \
        values ($1, $2, 'suivi', $3, 0, $4, 0, $5) on conflict (person_id, topic_id) do update set \
        stance = case when topic_reader.stance = 'muet' then 'muet' else 'suivi' end, \
        seen = case when topic_reader.seen = excluded.seen - 1 then excluded.seen else topic_reader.seen end, \
        seen_at = excluded.seen_at \
        returning cast(case when exists (select 1 from topic_reader r where r.topic_id = $2 and r.stance = 'suivi' and r.told = 0 \
        and r.person_id <> $1) then 1 else 0 end as bigint)";
    /// One row of news for each follower, made again when she has read the one before. Who may not read the space is told nothing:
    /// the domain's rule in the words of the rows, and a test holds the two together. Her choices are JSON of ours.
    TELL = "insert into notice (id, person_id, kind, what, href, made_at, topic_id) \
        select r.news_id, r.person_id, 'reponse', 'replies', '/compte/nouvelles', $2, r.topic_id \
        from topic_reader r join person p on p.id = r.person_id \
        where r.topic_id = $1 and r.stance = 'suivi' and r.told = 0 and r.person_id <> $3 and r.seen < $8 and p.shut_out_at is null \
        and not exists (select 1 from post w where w.topic_id = $1 and w.number = $8 and w.author_id = r.person_id) \
        and p.settings not like '%\"reponse\":\"rien\"%' \
        and ($4 = 'public' or p.administrator = 1 or p.moderates = $9 \
        or $4 = 'membres' and (p.moderates <> '' or exists (select 1 from affiliation a where a.person_id = p.id)) \
        or $4 = 'organisation' and ((',' || p.moderates || ',') like ('%,' || $5 || ',%') \
        or exists (select 1 from affiliation a where a.person_id = p.id and a.organization_id = $6)) \
        or $4 = 'groupe' and ((',' || p.moderates || ',') like ('%,' || $5 || ',%') \
        or exists (select 1 from space_seat g where g.space_id = $10 and g.person_id = p.id))) \
        and not exists (select 1 from blocked b where b.person_id = r.person_id and b.blocked_id = $7) \
        and not exists (select 1 from notice m where m.topic_id = $1 and m.person_id = r.person_id and m.number = $8) \
        on conflict (id) do update set made_at = excluded.made_at, read_at = null, mailed_at = null, pushed_at = null \
        where notice.read_at is not null returning person_id";
    TOLD = "update topic_reader set fresh_at = case when fresh_at = 0 then $2 else fresh_at end, \
        told = case when exists (select 1 from notice n where n.id = topic_reader.news_id and n.read_at is null) then 1 else 0 end \
        where topic_id = $1 and stance = 'suivi' and told = 0 and person_id <> $3 and seen < $4 \
        and not exists (select 1 from post w where w.topic_id = $1 and w.number = $4 and w.author_id = topic_reader.person_id)";
    TELL_NAMED = "insert into notice (id, person_id, kind, what, href, made_at, topic_id, number) \
        select $1, p.id, $3, $4, $5, $6, $7, $8 from person p where p.id = $2 \
        and not exists (select 1 from blocked b where b.person_id = p.id and b.blocked_id = $9) \
        and not exists (select 1 from topic_reader r where r.person_id = p.id and r.topic_id = $7 and r.stance = 'muet') \
        and not exists (select 1 from notice m where m.topic_id = $7 and m.person_id = p.id and m.number = $8)";
    WRITTEN_SINCE = "select number, space_id, posts from topic where last_at >= $1 and visible = 'montre' order by last_at desc limit cast($2 as bigint)";
    MERGED_SINCE = "select t.number, o.space_id from topic t join topic o on o.number = t.merged_into where t.merged_at >= $1 \
        order by t.merged_at desc limit cast($2 as bigint)";
}

/// She who wrote a post follows its topic, inside a transaction.
macro_rules! following_own {
    ($tx:ident, $person:expr, $topic:expr, $post:expr, $news:expr) => {
        sqlx::query_scalar::<_, i64>(FOLLOW_OWN)
            .bind($person)
            .bind($topic)
            .bind($post.number)
            .bind($news)
            .bind($post.at.0)
            .fetch_one(&mut *$tx)
            .await?
    };
}

/// Her columns as `person_columns!` lists them, with her choices.
type NamedRow = (String, String, String, i64, String, Option<String>, Option<String>, String);

#[async_trait]
impl TellStore for Store {
    async fn person_named(&self, folded: &str) -> Result<Option<(Person, Settings)>, StoreError> {
        let rows: Vec<NamedRow> =
            reading!(self, |db| sqlx::query_as(NAMED).bind(folded).fetch_all(db).await)?;
        let settings = rows.first().map(|row| read_settings(&row.7));
        let rows: Vec<PersonRow> = rows
            .into_iter()
            .map(|(id, name, icon, administrator, moderates, organization, role, _)| {
                (id, name, icon, administrator, moderates, organization, role)
            })
            .collect();
        Ok(people(&rows).into_iter().next().zip(settings))
    }

    async fn follow_own(&self, right: &Writer, post: &NewPost<'_>, news: NoticeId) -> Result<(), StoreError> {
        let Some(person) = right.person().map(|it| it.to_string()) else { return Ok(()) };
        let (topic, news) = (post.topic.to_string(), news.to_string());
        writing!(self, |tx| {
            following_own!(tx, &person, &topic, post, &news);
        })
    }

    async fn tell_followers(
        &self,
        right: &Writer,
        post: &NewPost<'_>,
        follows: Option<NoticeId>,
    ) -> Result<Vec<PersonId>, StoreError> {
        let topic = post.topic.to_string();
        let person = right.person().map(|it| it.to_string()).unwrap_or_default();
        let follows = follows.filter(|_| !person.is_empty()).map(|it| it.to_string());
        let told: Vec<String> = writing!(self, |tx| {
            let others = match &follows {
                Some(news) => following_own!(tx, &person, &topic, post, news),
                None => 1,
            };
            if others == 0 {
                Vec::new()
            } else {
                let told = sqlx::query_scalar(TELL)
                    .bind(&topic)
                    .bind(post.at.0)
                    .bind(&person)
                    .bind(post.space.audience.code())
                    .bind(&post.space.slug)
                    .bind(post.space.organization.map(|it| it.to_string()))
                    .bind(post.author.map(|it| it.to_string()))
                    .bind(post.number)
                    .bind(Moderates::Everything.code())
                    .bind(post.space.id.to_string())
                    .fetch_all(&mut *tx)
                    .await?;
                sqlx::query(TOLD)
                    .bind(&topic)
                    .bind(post.at.0)
                    .bind(&person)
                    .bind(post.number)
                    .execute(&mut *tx)
                    .await?;
                told
            }
        })?;
        Ok(told.iter().filter_map(|id| PersonId::parse(id)).collect())
    }

    async fn tell_mentioned(
        &self,
        _: &Writer,
        post: &NewPost<'_>,
        to: PersonId,
        notice: &Notice,
    ) -> Result<bool, StoreError> {
        let (id, to, topic) = (notice.id.to_string(), to.to_string(), post.topic.to_string());
        writing!(self, |tx| {
            let told = sqlx::query(TELL_NAMED)
                .bind(&id)
                .bind(&to)
                .bind(notice.kind.code())
                .bind(&notice.what)
                .bind(&notice.href)
                .bind(notice.made_at.0)
                .bind(&topic)
                .bind(post.number)
                .bind(post.author.map(|it| it.to_string()));
            told.execute(&mut *tx).await?.rows_affected() == 1
        })
    }

    async fn written_since(&self, since: Moment, limit: i64) -> Result<Vec<Written>, StoreError> {
        let rows: Vec<(i64, String, i64)> =
            reading!(self, |db| sqlx::query_as(WRITTEN_SINCE).bind(since.0).bind(limit).fetch_all(db).await)?;
        let read = |(topic, space, posts): (i64, String, i64)| {
            Some(Written { topic, space: SpaceId::parse(&space)?, happened: Happened::Posts(posts) })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn merged_since(&self, since: Moment, limit: i64) -> Result<Vec<Written>, StoreError> {
        let rows: Vec<(i64, String)> =
            reading!(self, |db| sqlx::query_as(MERGED_SINCE).bind(since.0).bind(limit).fetch_all(db).await)?;
        let read = |(topic, space): (i64, String)| {
            Some(Written { topic, space: SpaceId::parse(&space)?, happened: Happened::Merged })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }
}
