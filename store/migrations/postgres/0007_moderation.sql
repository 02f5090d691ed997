-- What readers point at. Each reader once for each post.
create table flag (
    post_id text not null references post (id) on delete cascade,
    person_id text not null references person (id) on delete cascade,
    reason text not null,
    words text,
    at bigint not null,
    -- Whether a moderator found nothing in it; nothing while nobody has looked.
    unfounded bigint,
    primary key (post_id, person_id)
);
create index flag_person on flag (person_id, at);

-- A post that waits for a decision, or had one.
create table moderation_case (
    post_id text not null primary key references post (id) on delete cascade,
    cause text not null,
    urgent bigint not null,
    flags bigint not null,
    opened_at bigint not null,
    waiting bigint not null,
    claimed_by text references person (id) on delete set null,
    claimed_at bigint,
    decided_by text references person (id) on delete set null,
    decided_at bigint,
    verdict text,
    reason text,
    -- How the post was seen before the decision, for who takes it back.
    seen_before text,
    appeal text,
    version bigint not null
);
create index moderation_case_waiting on moderation_case (waiting, urgent, opened_at);
