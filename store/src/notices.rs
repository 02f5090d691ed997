//! News and letters.

use crate::accounts::read_settings;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::forum::author;
use crate::row::row;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Oneself};
use domain::notices::{Letter, NoticeStore, Waiting, WaitingKind};
use model::accounts::{NoticeKind, Settings};
use model::audit::Entry;
use model::forum::{TopicTitle, Visible};
use model::id::{NoticeId, PersonId, SpaceId};
use model::notice::{Notice, TopicNews};
use model::time::Moment;

/// News with the topic that they are about, the post that names her, how far she read, and whether she blocked who wrote it.
macro_rules! columns {
    () => {
        "select n.id, n.kind, n.what, n.who, n.href, n.made_at, n.read_at, n.number, t.number as topic, t.space_id, t.title, \
        t.visible as topic_visible, t.posts, r.seen, m.visible as post_visible, m.alias, m.author_id as person_id, p.name, p.icon, \
        b.since as blocked from notice n left join topic t on t.id = n.topic_id \
        left join topic_reader r on r.topic_id = n.topic_id and r.person_id = n.person_id \
        left join post m on m.topic_id = n.topic_id and m.number = n.number left join person p on p.id = m.author_id \
        left join blocked b on b.person_id = n.person_id and b.blocked_id = m.author_id and m.alias is null "
    };
}

statements! {
    pub(crate) ADD = "insert into notice (id, person_id, kind, what, who, href, made_at) values ($1, $2, $3, $4, $5, $6, $7)";
    SETTINGS = "select settings from person where id = $1 and shut_out_at is null";
    EVERYBODY = "select id from person where shut_out_at is null";
    NOTICES = concat!(columns!(), "where n.person_id = $1 and n.made_at < $2 order by n.made_at desc limit cast($3 as bigint)");
    NOTICE = concat!(columns!(), "where n.person_id = $1 and n.id = $2");
    READ_ONE = "update notice set read_at = $3 where person_id = $1 and id = $2 and read_at is null";
    READ_ALL = "update notice set read_at = $2 where person_id = $1 and read_at is null";
    /// Who read the news of replies is told of the next one.
    TELL_AGAIN = "update topic_reader set told = 0 where person_id = $1 \
        and topic_id = (select n.topic_id from notice n where n.id = $2 and n.person_id = $1 and n.number is null)";
    TELL_ALL_AGAIN = "update topic_reader set told = 0 where person_id = $1 and told = 1";
    UNREAD = "select count(1) from notice where person_id = $1 and read_at is null";
    WAITING = "select p.id, p.email, p.settings, n.kind, min(n.made_at), count(1) from notice n join person p on p.id = n.person_id \
        where n.read_at is null and n.mailed_at is null and p.email is not null and p.shut_out_at is null \
        group by p.id, p.email, p.settings, n.kind order by p.id, n.kind";
    MARK_MAILED = "update notice set mailed_at = $2 where person_id = $1 and kind = $3 and mailed_at is null";
    pub(crate) PUT_LETTER = "insert into letter (id, recipient, subject, body, made_at, send_after, tries) values ($1, $2, $3, $4, $5, $5, 0)";
    DUE = "select id, recipient, subject, body, tries from letter where send_after <= $1 and sent_at is null \
        and given_up_at is null order by send_after limit cast($2 as bigint)";
    SENT = "update letter set sent_at = $2, body = '', recipient = '' where id = $1";
    AGAIN = "update letter set tries = $2, send_after = $3 where id = $1";
    GIVE_UP = "update letter set tries = $2, given_up_at = $3, body = '', recipient = '' where id = $1";
    COUNT_WAITING = "select count(1) from letter where sent_at is null and given_up_at is null";
    COUNT_GIVEN_UP = "select count(1) from letter where given_up_at is not null";
}

/// Writes news in the transaction `$tx` of either engine; used inside `writing!`.
macro_rules! adding_notice {
    ($tx:ident, $to:expr, $notice:expr) => {{
        let notice: &model::notice::Notice = $notice;
        sqlx::query($crate::notices::ADD)
            .bind(notice.id.to_string())
            .bind($to.to_string())
            .bind(notice.kind.code())
            .bind(&notice.what)
            .bind(&notice.who)
            .bind(&notice.href)
            .bind(notice.made_at.0)
            .execute(&mut *$tx)
            .await?;
    }};
}
pub(crate) use adding_notice;

row! {
    id: String,
    kind: String,
    what: String,
    who: Option<String>,
    href: String,
    made_at: i64,
    read_at: Option<i64>,
    number: Option<i64>,
    topic: Option<i64>,
    space_id: Option<String>,
    title: Option<String>,
    topic_visible: Option<String>,
    posts: Option<i64>,
    seen: Option<i64>,
    post_visible: Option<String>,
    alias: Option<String>,
    person_id: Option<String>,
    name: Option<String>,
    icon: Option<String>,
    blocked: Option<i64>,
}

fn notice(row: Row) -> Option<Notice> {
    Some(Notice {
        id: NoticeId::parse(&row.id)?,
        kind: NoticeKind::parse(&row.kind)?,
        what: row.what.clone(),
        who: row.who.clone(),
        href: row.href.clone(),
        made_at: Moment(row.made_at),
        read_at: row.read_at.map(Moment),
        about: about(row),
    })
}

fn about(row: Row) -> Option<TopicNews> {
    let shown = |code: Option<&str>| code == Some(Visible::Shown.code());
    let (posts, seen) = (row.posts?, row.seen.unwrap_or(0));
    Some(TopicNews {
        topic: row.topic?,
        space: SpaceId::parse(&row.space_id?)?,
        title: TopicTitle::parse(&row.title?).ok()?,
        post: row.number.unwrap_or_else(|| (seen + 1).min(posts)),
        unread: (posts - seen).max(0),
        author: row.number.map(|_| author(row.alias, row.person_id, row.name, row.icon)),
        shown: shown(row.topic_visible.as_deref())
            && (row.number.is_none() || shown(row.post_visible.as_deref()))
            && row.blocked.is_none(),
    })
}

#[async_trait]
impl NoticeStore for Store {
    async fn add_notice(&self, to: PersonId, notice: &Notice) -> Result<(), StoreError> {
        writing!(self, |tx| adding_notice!(tx, to, notice))
    }

    async fn add_notice_for_all(
        &self,
        _: &Administrator,
        notices: &[(PersonId, Notice)],
        log: &Entry,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            for (to, notice) in notices {
                adding_notice!(tx, to, notice);
            }
            logging!(tx, log);
        })
    }

    async fn settings_of(&self, id: PersonId) -> Result<Option<Settings>, StoreError> {
        let json: Option<String> =
            reading!(self, |db| sqlx::query_scalar(SETTINGS).bind(id.to_string()).fetch_optional(db).await)?;
        Ok(json.map(|json| read_settings(&json)))
    }

    async fn everybody_here(&self) -> Result<Vec<PersonId>, StoreError> {
        let rows: Vec<(String,)> = reading!(self, |db| sqlx::query_as(EVERYBODY).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(|(id,)| PersonId::parse(&id)).collect())
    }

    async fn notices(&self, right: &Oneself, before: Moment, limit: i64) -> Result<Vec<Notice>, StoreError> {
        let id = right.person().to_string();
        let rows: Vec<Row> = reading!(self, |db| {
            sqlx::query_as(NOTICES).bind(&id).bind(before.0).bind(limit).fetch_all(db).await
        })?;
        Ok(rows.into_iter().filter_map(notice).collect())
    }

    async fn notice(&self, right: &Oneself, id: NoticeId) -> Result<Option<Notice>, StoreError> {
        let (person, id) = (right.person().to_string(), id.to_string());
        let row: Option<Row> =
            reading!(self, |db| sqlx::query_as(NOTICE).bind(&person).bind(&id).fetch_optional(db).await)?;
        Ok(row.and_then(notice))
    }

    async fn read_notices(
        &self,
        right: &Oneself,
        id: Option<NoticeId>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let person = right.person().to_string();
        writing!(self, |tx| {
            match id {
                Some(id) => {
                    let id = id.to_string();
                    sqlx::query(READ_ONE).bind(&person).bind(&id).bind(now.0).execute(&mut *tx).await?;
                    sqlx::query(TELL_AGAIN).bind(&person).bind(&id).execute(&mut *tx).await?;
                }
                None => {
                    sqlx::query(READ_ALL).bind(&person).bind(now.0).execute(&mut *tx).await?;
                    sqlx::query(TELL_ALL_AGAIN).bind(&person).execute(&mut *tx).await?;
                }
            }
        })
    }

    async fn unread(&self, right: &Oneself) -> Result<i64, StoreError> {
        let id = right.person().to_string();
        reading!(self, |db| sqlx::query_scalar(UNREAD).bind(&id).fetch_one(db).await)
    }

    async fn waiting_for_mail(&self) -> Result<Vec<Waiting>, StoreError> {
        let rows: Vec<(String, String, String, String, i64, i64)> =
            reading!(self, |db| sqlx::query_as(WAITING).fetch_all(db).await)?;
        let mut waiting: Vec<Waiting> = Vec::new();
        for (id, email, settings, kind, oldest, count) in rows {
            let (Some(person), Some(kind)) = (PersonId::parse(&id), NoticeKind::parse(&kind)) else {
                continue;
            };
            if waiting.last().is_none_or(|last| last.person != person) {
                let settings = read_settings(&settings);
                waiting.push(Waiting { person, email, settings, kinds: Vec::new() });
            }
            if let Some(last) = waiting.last_mut() {
                last.kinds.push(WaitingKind { kind, oldest: Moment(oldest), count });
            }
        }
        Ok(waiting)
    }

    async fn put_letter(
        &self,
        person: PersonId,
        kinds: &[NoticeKind],
        letter: &Letter,
        now: Moment,
    ) -> Result<(), StoreError> {
        let person = person.to_string();
        writing!(self, |tx| {
            for kind in kinds {
                let mailed = sqlx::query(MARK_MAILED).bind(&person).bind(now.0).bind(kind.code());
                mailed.execute(&mut *tx).await?;
            }
            sqlx::query(PUT_LETTER)
                .bind(letter.id.to_string())
                .bind(&letter.recipient)
                .bind(&letter.subject)
                .bind(&letter.body)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn letters_due(&self, now: Moment, limit: i64) -> Result<Vec<Letter>, StoreError> {
        let rows: Vec<(String, String, String, String, i64)> =
            reading!(self, |db| sqlx::query_as(DUE).bind(now.0).bind(limit).fetch_all(db).await)?;
        let letters = rows.into_iter().filter_map(|(id, recipient, subject, body, tries)| {
            Some(Letter { id: NoticeId::parse(&id)?, recipient, subject, body, tries })
        });
        Ok(letters.collect())
    }

    async fn letter_sent(&self, id: NoticeId, now: Moment) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(SENT).bind(id.to_string()).bind(now.0).execute(&mut *tx).await?;
        })
    }

    async fn letter_failed(
        &self,
        id: NoticeId,
        tries: i64,
        again_at: Option<Moment>,
        now: Moment,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            match again_at {
                Some(again) => {
                    sqlx::query(AGAIN)
                        .bind(id.to_string())
                        .bind(tries)
                        .bind(again.0)
                        .execute(&mut *tx)
                        .await?
                }
                None => {
                    sqlx::query(GIVE_UP)
                        .bind(id.to_string())
                        .bind(tries)
                        .bind(now.0)
                        .execute(&mut *tx)
                        .await?
                }
            };
        })
    }

    async fn letters_waiting(&self) -> Result<(i64, i64), StoreError> {
        let waiting = reading!(self, |db| sqlx::query_scalar(COUNT_WAITING).fetch_one(db).await)?;
        let given_up = reading!(self, |db| sqlx::query_scalar(COUNT_GIVEN_UP).fetch_one(db).await)?;
        Ok((waiting, given_up))
    }
}
