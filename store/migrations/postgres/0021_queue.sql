-- A topic that became one with another knows its number; its posts stand there now.
alter table topic add column merged_into bigint;
-- Whether posts came from another topic, or went to one.
alter table topic add column mixed bigint not null default 0;
-- Where posts stood before: what was passed on leads to them for ever.
create table post_moved (
    topic bigint not null,
    number bigint not null,
    post_id text not null references post (id) on delete cascade,
    primary key (topic, number)
);
create index post_moved_post on post_moved (post_id);

-- When a moderator last changed the words of a post, and which of its former texts a moderator replaced.
alter table post add column moderated_at bigint;
alter table post_revision add column by_moderator bigint not null default 0;

-- What holds a post back in a space until a moderator has read it, a word on each line.
alter table space add column held_words text not null default '';

-- Who took what of the queue that is no post (posts have it in their case), and what somebody left to others.
create table claim (
    item text not null primary key,
    claimed_by text not null references person (id) on delete cascade,
    claimed_at bigint not null
);
create table passed (
    item text not null,
    person_id text not null references person (id) on delete cascade,
    at bigint not null,
    primary key (item, person_id)
);
create index passed_person on passed (person_id, at);

-- What was decided in the queue, for its figures, and for a minute what is needed to take it back.
create table decision (
    item text not null,
    decided_at bigint not null,
    decided_by text references person (id) on delete set null,
    -- Nothing stands for what belongs to no space.
    space_id text not null,
    took bigint not null,
    appealed bigint not null,
    changed bigint not null,
    kept text,
    primary key (item, decided_at)
);
create index decision_of_space on decision (space_id, decided_at, took);
create index decision_at on decision (decided_at);

-- Who moderates and who administers are found without reading everybody.
create index person_moderates on person (moderates);
create index person_administrator on person (administrator);
