-- Proposals: what somebody proposes to a working group, or to an organisation, and how its members answer until it closes.
create table proposal (
    id text not null primary key,
    space_id text references space (id) on delete cascade,
    organization_id text references organization (id) on delete cascade,
    person_id text references person (id) on delete set null,
    title text not null,
    text text,
    made_at bigint not null,
    remind_at bigint not null,
    closes_at bigint not null,
    reminded_at bigint,
    -- When it was counted or withdrawn, why it was withdrawn, and by whom.
    ended_at bigint,
    withdrawn text,
    withdrawn_by text references person (id) on delete set null,
    -- How many belonged to the circle when it was counted, and what they answered.
    members bigint,
    yeses bigint,
    abstentions bigint,
    noes bigint,
    blocks bigint,
    -- What came of it, in somebody's words.
    concluded text,
    concluded_by text references person (id) on delete set null,
    concluded_at bigint,
    example bigint not null,
    check ((space_id is null) <> (organization_id is null))
);
create index proposal_space on proposal (space_id, ended_at);
create index proposal_organization on proposal (organization_id, ended_at);
create index proposal_open on proposal (ended_at, closes_at);
create index proposal_person on proposal (person_id, made_at);
create index proposal_concluded_by on proposal (concluded_by);
create index proposal_withdrawn_by on proposal (withdrawn_by);

create table proposal_answer (
    proposal_id text not null references proposal (id) on delete cascade,
    person_id text not null references person (id) on delete cascade,
    answer text not null,
    reason text,
    -- The id under which her voice that says why is kept.
    voice_id text,
    at bigint not null,
    -- When who runs the circle took the reason out of its sight.
    hidden_at bigint,
    primary key (proposal_id, person_id)
);
create index proposal_answer_person on proposal_answer (person_id);
create index proposal_answer_voice on proposal_answer (voice_id);
