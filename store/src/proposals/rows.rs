//! The statements about proposals, and how their rows are read.

use crate::row::row;
use crate::statements::statements;
use domain::proposals::Cursor;
use model::id::{OrganizationId, PersonId, ProposalId, SpaceId};
use model::proposals::{
    Circle, Concluded, Conclusion, Ended, Proposal, ProposalText, ProposalTitle, Tally, Withdrawal,
};
use model::time::Moment;

macro_rules! columns {
    () => {
        "select p.id, p.space_id, p.organization_id, p.person_id, o.name as proposer, p.title, p.text, p.made_at, p.closes_at, \
        p.ended_at, p.withdrawn, w.name as withdrawer, p.members, p.yeses, p.abstentions, p.noes, p.blocks, p.concluded, c.name as concluder, \
        p.concluded_at, p.example, a.answer from proposal p left join person o on o.id = p.person_id \
        left join person c on c.id = p.concluded_by left join person w on w.id = p.withdrawn_by "
    };
}

/// Who belongs to the circle of the proposal `$1`.
macro_rules! circle {
    () => {
        "(select g.person_id from space_seat g where g.space_id = (select x.space_id from proposal x where x.id = $1) \
        union select f.person_id from affiliation f where f.organization_id = (select x.organization_id from proposal x where x.id = $1))"
    };
}

/// That this person belongs to the circle of `p`: asked of her places, which are few, so that no list reads every proposal.
macro_rules! own {
    ($person:literal) => {
        concat!(
            "(p.space_id in (select g.space_id from space_seat g where g.person_id = ",
            $person,
            ") or p.organization_id in (select f.organization_id from affiliation f where f.person_id = ",
            $person,
            ")) "
        )
    };
}

statements! {
    /// Only while she has a place there, and neither the circle nor she has too many open, or she made too many since a moment. What is
    /// spoken comes with it.
    pub(super) INSERT = "insert into proposal (id, space_id, organization_id, person_id, title, text, made_at, remind_at, closes_at, example) \
        select $1, cast($2 as text), cast($3 as text), cast($4 as text), $5, cast($6 as text), cast($7 as bigint), \
        cast($8 as bigint), cast($9 as bigint), 0 where \
        (exists (select 1 from space_seat g where g.space_id = $2 and g.person_id = $4) \
        or exists (select 1 from affiliation f where f.organization_id = $3 and f.person_id = $4)) \
        and (select count(1) from proposal x where x.ended_at is null and (x.space_id = $2 or x.organization_id = $3)) < $10 \
        and (select count(1) from proposal x where x.person_id = $4 and x.ended_at is null) < $11 \
        and (select count(1) from proposal x where x.person_id = $4 and x.made_at > $12) < $13 \
        on conflict (id) do nothing";
    pub(super) INSERT_EXAMPLE = "insert into proposal (id, space_id, organization_id, title, text, made_at, remind_at, closes_at, ended_at, \
        members, yeses, abstentions, noes, blocks, concluded, concluded_at, example) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)";
    pub(super) REMOVE_EXAMPLES = "delete from proposal where example = 1";
    pub(super) ONE = concat!(columns!(), "left join proposal_answer a on 1 = 0 where p.id = $1");
    pub(super) OPEN = concat!(columns!(), "left join proposal_answer a on a.proposal_id = p.id and a.person_id = $1 \
        where p.ended_at is null and ", own!("$1"), "order by case when a.answer is null then 0 else 1 end, p.closes_at, p.id \
        limit cast($2 as bigint)");
    pub(super) ENDED = concat!(columns!(), "left join proposal_answer a on 1 = 0 where p.ended_at is not null and ", own!("$1"),
        "and (p.ended_at < $2 or p.ended_at = $2 and p.id < $3) order by p.ended_at desc, p.id desc limit cast($4 as bigint)");
    pub(super) TALLY = concat!("select a.answer, count(1) from proposal_answer a join person m on m.id = a.person_id \
        where a.proposal_id = $1 and m.shut_out_at is null and a.person_id in ", circle!(), " group by a.answer");
    pub(super) MEMBERS = concat!("select count(1) from person m where m.shut_out_at is null and m.id in ", circle!());
    pub(super) OWN_ANSWER = "select answer, reason, voice_id, cast(case when hidden_at is null then 0 else 1 end as bigint) from proposal_answer where proposal_id = $1 and person_id = $2";
    /// Once it was counted. Of those who left, whenever that was, nothing is told, nor what is hidden, nor anything of what was withdrawn.
    pub(super) REASONS = concat!("select a.person_id, m.name, a.answer, a.reason, a.voice_id, a.at from proposal_answer a \
        join person m on m.id = a.person_id join proposal p on p.id = a.proposal_id \
        where a.proposal_id = $1 and (a.reason is not null or a.voice_id is not null) \
        and p.members is not null and p.withdrawn is null and a.hidden_at is null and m.shut_out_at is null and a.person_id in ", circle!(), " \
        and (a.at < $2 or a.at = $2 and a.person_id < $3) order by a.at desc, a.person_id desc limit cast($4 as bigint)");
    /// As `REASONS`: a voice is heard where its words would be read.
    pub(super) HEARD_IN = concat!("select p.space_id, p.organization_id from proposal p where p.id = $1 and p.person_id = $2 \
        and p.withdrawn is null union all select p.space_id, p.organization_id from proposal_answer a \
        join proposal p on p.id = a.proposal_id join person m on m.id = a.person_id where a.voice_id = $1 and a.person_id = $2 \
        and p.members is not null and p.withdrawn is null and a.hidden_at is null and m.shut_out_at is null and ", own!("a.person_id"),
        "limit 1");
    /// Answering and counting come one after the other.
    pub(super) LOCK = concat!("update proposal set ended_at = null where id = $2 and ended_at is null and closes_at > $3 \
        and exists (select 1 from proposal p where p.id = $2 and ", own!("$1"), ")");
    pub(super) ANSWER = "insert into proposal_answer (proposal_id, person_id, answer, reason, voice_id, at) values ($1, $2, $3, $4, $5, $6) \
        on conflict (proposal_id, person_id) do update set answer = excluded.answer, reason = excluded.reason, \
        voice_id = excluded.voice_id, at = excluded.at";
    /// While it is open; whoever runs the circle also afterwards.
    pub(super) WITHDRAW = concat!("update proposal set ended_at = coalesce(ended_at, $3), withdrawn = $4, withdrawn_by = $1 where id = $2 \
        and withdrawn is null and (ended_at is null and closes_at > $3 or cast($5 as bigint) = 1) \
        and exists (select 1 from proposal p where p.id = $2 and ", own!("$1"), ")");
    pub(super) CONCLUDE = concat!("update proposal set concluded = $3, concluded_by = $1, concluded_at = $4 \
        where id = $2 and members is not null and withdrawn is null and concluded is null \
        and exists (select 1 from proposal p where p.id = $2 and ", own!("$1"), ")");
    pub(super) TAKE_BACK = "update proposal_answer set reason = null, voice_id = null where proposal_id = $1 and person_id = $2";
    pub(super) HIDE_REASON = concat!("update proposal_answer set hidden_at = $4 where proposal_id = $2 and person_id = $3 \
        and hidden_at is null and (reason is not null or voice_id is not null) \
        and exists (select 1 from proposal p where p.id = $2 and p.members is not null and p.withdrawn is null and ", own!("$1"), ")");
    pub(super) OVER = "select id from proposal where ended_at is null and closes_at <= $1 order by closes_at, id";
    pub(super) END = "update proposal set ended_at = closes_at where id = $1 and ended_at is null and closes_at <= $2";
    /// Their voices are forgotten with what nothing refers to.
    pub(super) FORGET_LEFT = concat!("delete from proposal_answer where proposal_id = $1 and (person_id not in ", circle!(),
        " or exists (select 1 from person m where m.id = proposal_answer.person_id and m.shut_out_at is not null))");
    pub(super) COUNT = concat!("update proposal set members = (select count(1) from person m where m.shut_out_at is null and m.id in ",
        circle!(), "), yeses = (select count(1) from proposal_answer a where a.proposal_id = $1 and a.answer = 'oui'), \
        abstentions = (select count(1) from proposal_answer a where a.proposal_id = $1 and a.answer = 'abstention'), \
        noes = (select count(1) from proposal_answer a where a.proposal_id = $1 and a.answer = 'non'), \
        blocks = (select count(1) from proposal_answer a where a.proposal_id = $1 and a.answer = 'blocage') where id = $1");
    pub(super) REMINDERS = "select id from proposal where ended_at is null and reminded_at is null and remind_at <= $1 and closes_at > $1 \
        order by remind_at, id";
    pub(super) REMINDED = "update proposal set reminded_at = $2 where id = $1 and reminded_at is null and ended_at is null and closes_at > $2";
    /// Her choices are JSON of ours.
    pub(super) TO_BE_TOLD = "select m.id from person m where m.shut_out_at is null and m.settings not like '%\"plaidoyer\":\"rien\"%' \
        and m.id in (select g.person_id from space_seat g where g.space_id = $1 \
        union select f.person_id from affiliation f where f.organization_id = $2) \
        and not exists (select 1 from proposal_answer a where a.proposal_id = $3 and a.person_id = m.id)";
    pub(super) OF = concat!("select p.space_id, p.organization_id, p.title, p.text, p.person_id, p.made_at, \
        case when p.concluded_by = $1 then p.concluded end, a.answer, a.reason, a.at, \
        cast(case when ", own!("$1"), " then 1 else 0 end as bigint) from proposal p \
        left join proposal_answer a on a.proposal_id = p.id and a.person_id = $1 \
        where a.person_id is not null or p.person_id = $1 or p.concluded_by = $1 order by p.made_at, p.id limit cast($2 as bigint)");
}

row! {
    id: String,
    space_id: Option<String>,
    organization_id: Option<String>,
    person_id: Option<String>,
    proposer: Option<String>,
    title: String,
    text: Option<String>,
    made_at: i64,
    closes_at: i64,
    ended_at: Option<i64>,
    withdrawn: Option<String>,
    withdrawer: Option<String>,
    members: Option<i64>,
    yeses: Option<i64>,
    abstentions: Option<i64>,
    noes: Option<i64>,
    blocks: Option<i64>,
    concluded: Option<String>,
    concluder: Option<String>,
    concluded_at: Option<i64>,
    example: i64,
    answer: Option<String>,
}

pub(super) type ReasonRow = (String, String, String, Option<String>, Option<String>, i64);
pub(super) type OwnAnswerRow = (String, Option<String>, Option<String>, i64);
pub(super) type ToldRow = (
    Option<String>,
    Option<String>,
    String,
    Option<String>,
    Option<String>,
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i64>,
    i64,
);

pub(super) fn circle(space: Option<&str>, organization: Option<&str>) -> Option<Circle> {
    match (space, organization) {
        (Some(id), _) => SpaceId::parse(id).map(Circle::Group),
        (None, Some(id)) => OrganizationId::parse(id).map(Circle::Organization),
        (None, None) => None,
    }
}

pub(super) fn ids(circle: Circle) -> (Option<String>, Option<String>) {
    match circle {
        Circle::Group(id) => (Some(id.to_string()), None),
        Circle::Organization(id) => (None, Some(id.to_string())),
    }
}

pub(super) fn proposal(row: &Row) -> Option<Proposal> {
    let counts = [row.yeses, row.abstentions, row.noes, row.blocks].map(Option::unwrap_or_default);
    let ended = match (row.members, row.withdrawn.as_deref()) {
        (_, Some(reason)) => {
            let (reason, by) = (Withdrawal::parse(reason).ok()?, row.withdrawer.clone());
            Some(Ended::Withdrawn { reason, by })
        }
        (Some(members), None) => Some(Ended::Counted(Tally { members, answers: counts })),
        (None, None) => None,
    };
    // Of what is withdrawn nobody reads more than its title, and why.
    let is_told = row.withdrawn.is_none();
    let concluded = row.concluded.as_deref().filter(|_| is_told).and_then(|words| {
        let words = Conclusion::parse(words).ok()?;
        Some(Concluded { words, by: row.concluder.clone(), at: Moment(row.concluded_at?) })
    });
    Some(Proposal {
        id: ProposalId::parse(&row.id)?,
        circle: circle(row.space_id.as_deref(), row.organization_id.as_deref())?,
        proposer: row.person_id.as_deref().and_then(PersonId::parse),
        proposer_name: row.proposer.clone(),
        title: ProposalTitle::parse(&row.title).ok()?,
        text: row.text.as_deref().filter(|_| is_told).and_then(|it| ProposalText::parse(it).ok()),
        made_at: Moment(row.made_at),
        closes_at: Moment(row.closes_at),
        ended: row.ended_at.map(Moment).zip(ended),
        concluded,
        example: row.example != 0,
    })
}

pub(super) fn people(ids: &[String]) -> Vec<PersonId> {
    ids.iter().filter_map(|it| PersonId::parse(it)).collect()
}

pub(super) fn proposals(ids: &[String]) -> Vec<ProposalId> {
    ids.iter().filter_map(|it| ProposalId::parse(it)).collect()
}

/// Where a list begins that goes on after nothing.
pub(super) fn begins(before: Option<&Cursor>) -> (i64, String) {
    before.map_or_else(|| (i64::MAX, String::new()), |it| (it.at.0, it.id.clone()))
}
