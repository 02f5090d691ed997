-- Meetings. What is said of each is one value, as of projects (docs/decisions/0045); what the database counts by has a column beside it.
create table event (
    id text not null primary key,
    slug text not null unique,
    organization_id text not null references organization (id) on delete cascade,
    content text not null,
    -- How many places there are; none if as many come as want to.
    capacity bigint,
    starts_at bigint not null,
    ends_at bigint not null,
    -- Who was counted at the door.
    attendance text not null,
    published bigint not null,
    example bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);
create index event_organization on event (organization_id, starts_at);
create index event_published on event (published);
create index event_ends on event (ends_at);

-- Who comes: a member, or a visitor by a first name and the hash of the words with which she comes back.
create table registration (
    id text not null primary key,
    event_id text not null references event (id) on delete cascade,
    person_id text references person (id) on delete cascade,
    name text,
    needs text not null,
    code_hash text unique,
    waiting bigint not null,
    made_at bigint not null,
    reminded_at bigint,
    unique (event_id, person_id)
);
create index registration_waiting on registration (event_id, waiting, made_at, id);
create index registration_person on registration (person_id);

insert into counter (name, value) values ('event', 1);
