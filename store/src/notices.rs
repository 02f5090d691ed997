//! News and letters.

use crate::accounts::read_settings;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Oneself};
use domain::notices::{Letter, NoticeStore, Waiting};
use model::accounts::{NoticeKind, Settings};
use model::audit::Entry;
use model::id::{NoticeId, PersonId};
use model::notice::Notice;
use model::time::Moment;

statements! {
    ADD = "insert into notice (id, person_id, kind, what, who, href, made_at) values ($1, $2, $3, $4, $5, $6, $7)";
    SETTINGS = "select settings from person where id = $1 and shut_out_at is null";
    EVERYBODY = "select id from person where shut_out_at is null";
    NOTICES = "select id, kind, what, who, href, made_at, read_at from notice where person_id = $1 and made_at < $2 \
        order by made_at desc limit $3";
    NOTICE = "select id, kind, what, who, href, made_at, read_at from notice where person_id = $1 and id = $2";
    READ_ONE = "update notice set read_at = $3 where person_id = $1 and id = $2 and read_at is null";
    READ_ALL = "update notice set read_at = $2 where person_id = $1 and read_at is null";
    UNREAD = "select count(1) from notice where person_id = $1 and read_at is null";
    WAITING = "select p.id, p.email, p.settings, min(n.made_at), count(1), \
        cast(max(case when n.kind in ('securite', 'danger') then 1 else 0 end) as bigint) from notice n join person p on p.id = n.person_id \
        where n.read_at is null and n.mailed_at is null and p.email is not null and p.shut_out_at is null \
        group by p.id, p.email, p.settings";
    MARK_MAILED = "update notice set mailed_at = $2 where person_id = $1 and mailed_at is null";
    pub(crate) PUT_LETTER = "insert into letter (id, recipient, subject, body, made_at, send_after, tries) values ($1, $2, $3, $4, $5, $5, 0)";
    DUE = "select id, recipient, subject, body, tries from letter where send_after <= $1 and sent_at is null \
        and given_up_at is null order by send_after limit $2";
    SENT = "update letter set sent_at = $2, body = '', recipient = '' where id = $1";
    AGAIN = "update letter set tries = $2, send_after = $3 where id = $1";
    GIVE_UP = "update letter set tries = $2, given_up_at = $3, body = '', recipient = '' where id = $1";
    COUNT_WAITING = "select count(1) from letter where sent_at is null and given_up_at is null";
    COUNT_GIVEN_UP = "select count(1) from letter where given_up_at is not null";
}

/// Writes news in the transaction `$tx` of either engine; used inside `writing!`.
macro_rules! adding_notice {
    ($tx:ident, $to:expr, $notice:expr) => {{
        let notice: &Notice = $notice;
        sqlx::query(ADD)
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

type Row = (String, String, String, Option<String>, String, i64, Option<i64>);

fn notice((id, kind, what, who, href, made_at, read_at): Row) -> Option<Notice> {
    Some(Notice {
        id: NoticeId::parse(&id)?,
        kind: NoticeKind::parse(&kind)?,
        what,
        who,
        href,
        made_at: Moment(made_at),
        read_at: read_at.map(Moment),
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
                    sqlx::query(READ_ONE)
                        .bind(&person)
                        .bind(id.to_string())
                        .bind(now.0)
                        .execute(&mut *tx)
                        .await?
                }
                None => sqlx::query(READ_ALL).bind(&person).bind(now.0).execute(&mut *tx).await?,
            };
        })
    }

    async fn unread(&self, right: &Oneself) -> Result<i64, StoreError> {
        let id = right.person().to_string();
        reading!(self, |db| sqlx::query_scalar(UNREAD).bind(&id).fetch_one(db).await)
    }

    async fn waiting_for_mail(&self) -> Result<Vec<Waiting>, StoreError> {
        let rows: Vec<(String, String, String, i64, i64, i64)> =
            reading!(self, |db| sqlx::query_as(WAITING).fetch_all(db).await)?;
        let waiting = rows.into_iter().filter_map(|(id, email, settings, oldest, count, urgent)| {
            let settings = read_settings(&settings);
            let person = PersonId::parse(&id)?;
            Some(Waiting { person, email, settings, oldest: Moment(oldest), count, is_urgent: urgent != 0 })
        });
        Ok(waiting.collect())
    }

    async fn put_letter(&self, person: PersonId, letter: &Letter, now: Moment) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(MARK_MAILED).bind(person.to_string()).bind(now.0).execute(&mut *tx).await?;
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
