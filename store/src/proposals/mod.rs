//! Proposals and the answers to them, and who belongs to the circle that is asked.

mod rows;

use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::forum::recordings;
use crate::notices::adding_notice;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Oneself, Voter};
use domain::proposals::{AnswerTold, Cursor, Most, NewsFor, OwnAnswer, ProposalStore, ReasonGiven};
use model::audit::Entry;
use model::forum::Recording;
use model::id::{PersonId, PostId, ProposalId};
use model::proposals::{Answer, AnswerDraft, Circle, Conclusion, Proposal, Tally, Withdrawal, reminds_at};
use model::time::Moment;
pub(crate) use rows::STATEMENTS;
use rows::*;

#[async_trait]
impl ProposalStore for Store {
    async fn put_proposal(
        &self,
        right: &Voter,
        it: &Proposal,
        most: &Most,
        news: &NewsFor,
    ) -> Result<(), StoreError> {
        if it.circle != right.circle() {
            return Err(StoreError::Conflict);
        }
        let (id, person, (space, organization)) =
            (it.id.to_string(), right.person().to_string(), ids(it.circle));
        writing!(self, |tx| {
            let put = sqlx::query(INSERT)
                .bind(&id)
                .bind(&space)
                .bind(&organization)
                .bind(&person)
                .bind(it.title.as_str())
                .bind(it.text.as_ref().map(|it| it.as_str()))
                .bind(it.made_at.0)
                .bind(reminds_at(it.made_at, it.closes_at).0)
                .bind(it.closes_at.0)
                .bind(most.open)
                .bind(most.own_open)
                .bind(most.since.0)
                .bind(most.own_since);
            if put.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            sqlx::query(recordings::SHOW).bind(&id).bind(&person).execute(&mut *tx).await?;
            for (to, notice) in news {
                adding_notice!(tx, to, notice);
            }
        })
    }

    async fn proposal(&self, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
        let id = id.to_string();
        let row: Option<Row> = reading!(self, |db| sqlx::query_as(ONE).bind(&id).fetch_optional(db).await)?;
        Ok(row.as_ref().and_then(proposal))
    }

    async fn open_proposals(
        &self,
        right: &Oneself,
        limit: i64,
    ) -> Result<Vec<(Proposal, Option<Answer>)>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(OPEN).bind(&person).bind(limit).fetch_all(db).await)?;
        let read = |row: &Row| Some((proposal(row)?, row.answer.as_deref().and_then(Answer::parse)));
        Ok(rows.iter().filter_map(read).collect())
    }

    async fn ended_proposals(
        &self,
        right: &Oneself,
        before: Option<&Cursor>,
        limit: i64,
    ) -> Result<Vec<Proposal>, StoreError> {
        let (person, (at, id)) = (right.person().to_string(), begins(before));
        let rows: Vec<Row> = reading!(self, |db| {
            sqlx::query_as(ENDED).bind(&person).bind(at).bind(&id).bind(limit).fetch_all(db).await
        })?;
        Ok(rows.iter().filter_map(proposal).collect())
    }

    async fn tally(&self, id: ProposalId) -> Result<Tally, StoreError> {
        let id = id.to_string();
        let rows: Vec<(String, i64)> =
            reading!(self, |db| sqlx::query_as(TALLY).bind(&id).fetch_all(db).await)?;
        let members: i64 = reading!(self, |db| sqlx::query_scalar(MEMBERS).bind(&id).fetch_one(db).await)?;
        let mut answers = [0; 4];
        for (code, count) in rows {
            let at = Answer::ALL.iter().position(|it| it.code() == code);
            if let Some(place) = at.and_then(|at| answers.get_mut(at)) {
                *place = count;
            }
        }
        Ok(Tally { members, answers })
    }

    async fn own_answer(&self, right: &Oneself, id: ProposalId) -> Result<Option<OwnAnswer>, StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        let row: Option<OwnAnswerRow> = reading!(self, |db| {
            sqlx::query_as(OWN_ANSWER).bind(&id).bind(&person).fetch_optional(db).await
        })?;
        Ok(row.and_then(|(answer, reason, voice, hidden)| {
            let voice = voice.as_deref().and_then(PostId::parse);
            Some(OwnAnswer { answer: Answer::parse(&answer)?, reason, voice, hidden: hidden != 0 })
        }))
    }

    async fn reasons(
        &self,
        id: ProposalId,
        before: Option<&Cursor>,
        limit: i64,
    ) -> Result<Vec<ReasonGiven>, StoreError> {
        let (id, (at, person)) = (id.to_string(), begins(before));
        let rows: Vec<ReasonRow> = reading!(self, |db| {
            sqlx::query_as(REASONS).bind(&id).bind(at).bind(&person).bind(limit).fetch_all(db).await
        })?;
        let read = |(person, name, answer, reason, voice, at): ReasonRow| {
            Some(ReasonGiven {
                person: PersonId::parse(&person)?,
                name,
                answer: Answer::parse(&answer)?,
                reason,
                voice: voice.as_deref().and_then(PostId::parse),
                at: Moment(at),
            })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn proposal_voices(&self, id: ProposalId) -> Result<Vec<Recording>, StoreError> {
        recordings::of_proposal(self, id).await
    }

    async fn heard_in(&self, person: PersonId, spoken: PostId) -> Result<Option<Circle>, StoreError> {
        let (spoken, person) = (spoken.to_string(), person.to_string());
        let row: Option<(Option<String>, Option<String>)> = reading!(self, |db| {
            sqlx::query_as(HEARD_IN).bind(&spoken).bind(&person).fetch_optional(db).await
        })?;
        Ok(row.and_then(|(space, organization)| circle(space.as_deref(), organization.as_deref())))
    }

    async fn answer_proposal(
        &self,
        right: &Voter,
        id: ProposalId,
        draft: &AnswerDraft,
        voice: Option<PostId>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        let voice = voice.map(|it| it.to_string());
        writing!(self, |tx| {
            let open = sqlx::query(LOCK).bind(&person).bind(&id).bind(now.0).execute(&mut *tx).await?;
            if open.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            let before: Option<OwnAnswerRow> =
                sqlx::query_as(OWN_ANSWER).bind(&id).bind(&person).fetch_optional(&mut *tx).await?;
            sqlx::query(ANSWER)
                .bind(&id)
                .bind(&person)
                .bind(draft.answer.code())
                .bind(draft.reason.as_ref().map(|it| it.as_str()))
                .bind(&voice)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            if let Some(voice) = &voice {
                sqlx::query(recordings::SHOW).bind(voice).bind(&person).execute(&mut *tx).await?;
            }
            // What she said before is gone: a form that comes again with its id does not let it sound again.
            if let Some((_, _, Some(old), _)) = before.filter(|it| it.2 != voice) {
                sqlx::query(recordings::ERASE_OWN).bind(&old).bind(&person).execute(&mut *tx).await?;
            }
        })
    }

    async fn withdraw_proposal(
        &self,
        right: &Voter,
        id: ProposalId,
        reason: &Withdrawal,
        now: Moment,
        (news, log): (&NewsFor, &Entry),
    ) -> Result<(), StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let withdraw = sqlx::query(WITHDRAW)
                .bind(&person)
                .bind(&id)
                .bind(now.0)
                .bind(reason.as_str())
                .bind(i64::from(right.runs()));
            if withdraw.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
            for (to, notice) in news {
                adding_notice!(tx, to, notice);
            }
        })
    }

    async fn conclude_proposal(
        &self,
        right: &Voter,
        id: ProposalId,
        words: &Conclusion,
        now: Moment,
        news: &NewsFor,
    ) -> Result<(), StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let conclude = sqlx::query(CONCLUDE).bind(&person).bind(&id).bind(words.as_str()).bind(now.0);
            if conclude.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            for (to, notice) in news {
                adding_notice!(tx, to, notice);
            }
        })
    }

    async fn take_reason_back(&self, right: &Oneself, id: ProposalId) -> Result<(), StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let before: Option<OwnAnswerRow> =
                sqlx::query_as(OWN_ANSWER).bind(&id).bind(&person).fetch_optional(&mut *tx).await?;
            sqlx::query(TAKE_BACK).bind(&id).bind(&person).execute(&mut *tx).await?;
            if let Some((_, _, Some(voice), _)) = before {
                sqlx::query(recordings::ERASE_OWN).bind(&voice).bind(&person).execute(&mut *tx).await?;
            }
        })
    }

    async fn hide_reason(
        &self,
        right: &Voter,
        id: ProposalId,
        of: PersonId,
        now: Moment,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (id, person, of) = (id.to_string(), right.person().to_string(), of.to_string());
        writing!(self, |tx| {
            let hide = sqlx::query(HIDE_REASON).bind(&person).bind(&id).bind(&of).bind(now.0);
            if hide.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
        })
    }

    async fn proposals_over(&self, now: Moment) -> Result<Vec<ProposalId>, StoreError> {
        let ids: Vec<String> = reading!(self, |db| sqlx::query_scalar(OVER).bind(now.0).fetch_all(db).await)?;
        Ok(proposals(&ids))
    }

    async fn count_proposal(&self, id: ProposalId, now: Moment, news: &NewsFor) -> Result<bool, StoreError> {
        let id = id.to_string();
        writing!(self, |tx| {
            let ended = sqlx::query(END).bind(&id).bind(now.0).execute(&mut *tx).await?.rows_affected() == 1;
            if ended {
                sqlx::query(FORGET_LEFT).bind(&id).execute(&mut *tx).await?;
                sqlx::query(COUNT).bind(&id).execute(&mut *tx).await?;
                for (to, notice) in news {
                    adding_notice!(tx, to, notice);
                }
            }
            ended
        })
    }

    async fn reminders_of_proposals(&self, now: Moment) -> Result<Vec<ProposalId>, StoreError> {
        let ids: Vec<String> =
            reading!(self, |db| sqlx::query_scalar(REMINDERS).bind(now.0).fetch_all(db).await)?;
        Ok(proposals(&ids))
    }

    async fn remind_of_proposal(
        &self,
        id: ProposalId,
        now: Moment,
        news: &NewsFor,
    ) -> Result<bool, StoreError> {
        let id = id.to_string();
        writing!(self, |tx| {
            let first = sqlx::query(REMINDED).bind(&id).bind(now.0).execute(&mut *tx).await?;
            let first = first.rows_affected() == 1;
            if first {
                for (to, notice) in news {
                    adding_notice!(tx, to, notice);
                }
            }
            first
        })
    }

    async fn to_be_told(
        &self,
        circle: Circle,
        unanswered: Option<ProposalId>,
    ) -> Result<Vec<PersonId>, StoreError> {
        let ((space, organization), id) = (ids(circle), unanswered.map(|it| it.to_string()));
        let told: Vec<String> = reading!(self, |db| {
            sqlx::query_scalar(TO_BE_TOLD).bind(&space).bind(&organization).bind(&id).fetch_all(db).await
        })?;
        Ok(people(&told))
    }

    async fn proposals_of(&self, right: &Oneself, limit: i64) -> Result<Vec<AnswerTold>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<ToldRow> =
            reading!(self, |db| sqlx::query_as(OF).bind(&person).bind(limit).fetch_all(db).await)?;
        let read = |(
            space,
            organization,
            title,
            text,
            proposer,
            made_at,
            concluded,
            answer,
            reason,
            at,
            reads,
        ): ToldRow| {
            let proposed = proposer.as_deref() == Some(person.as_str());
            let answer = answer.as_deref().and_then(Answer::parse).zip(at);
            Some(AnswerTold {
                circle: circle(space.as_deref(), organization.as_deref())?,
                // What she wrote is hers; what others wrote she reads while she has her place.
                title: (proposed || reads != 0).then_some(title),
                proposed,
                text: text.filter(|_| proposed),
                made_at: Moment(made_at),
                concluded,
                named: None,
                answer: answer.map(|(answer, at)| (answer, reason, Moment(at))),
            })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn put_example_proposal(&self, _: &Administrator, it: &Proposal) -> Result<(), StoreError> {
        let (space, organization) = ids(it.circle);
        let counted = it.counted();
        let count = |answer| counted.map(|it| it.of(answer));
        writing!(self, |tx| {
            sqlx::query(INSERT_EXAMPLE)
                .bind(it.id.to_string())
                .bind(&space)
                .bind(&organization)
                .bind(it.title.as_str())
                .bind(it.text.as_ref().map(|it| it.as_str()))
                .bind(it.made_at.0)
                .bind(reminds_at(it.made_at, it.closes_at).0)
                .bind(it.closes_at.0)
                .bind(it.ended.as_ref().map(|it| it.0.0))
                .bind(counted.map(|it| it.members))
                .bind(count(Answer::Yes))
                .bind(count(Answer::Abstain))
                .bind(count(Answer::No))
                .bind(count(Answer::Block))
                .bind(it.concluded.as_ref().map(|it| it.words.as_str()))
                .bind(it.concluded.as_ref().map(|it| it.at.0))
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn remove_example_proposals(&self, _: &Administrator) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(REMOVE_EXAMPLES).execute(&mut *tx).await?;
        })
    }
}
