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
    -- When it was counted or withdrawn, and why it was withdrawn.
    ended_at bigint,
    withdrawn text,
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
create index proposal_person on proposal (person_id);
create index proposal_concluded_by on proposal (concluded_by);

create table proposal_answer (
    proposal_id text not null references proposal (id) on delete cascade,
    person_id text not null references person (id) on delete cascade,
    answer text not null,
    reason text,
    -- The id under which her voice that says why is kept.
    voice_id text,
    at bigint not null,
    primary key (proposal_id, person_id)
);
create index proposal_answer_person on proposal_answer (person_id);
create index proposal_answer_voice on proposal_answer (voice_id);

-- What those who publish were told of pledges: that the day of one comes, and that it is over. Another day is told of anew.
create table pledge_reminder (
    campaign_id text not null references campaign (id) on delete cascade,
    number bigint not null,
    what text not null,
    due text not null,
    primary key (campaign_id, number, what, due)
);

-- The photo of sheets of paper that were signed: the image itself is one of post_picture, under this id and of nobody.
create table sheet_photo (
    id text not null primary key,
    campaign_id text not null references campaign (id) on delete cascade,
    kept_at bigint not null
);
create index sheet_photo_campaign on sheet_photo (campaign_id);
