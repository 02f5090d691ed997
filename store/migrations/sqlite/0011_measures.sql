-- Measures towards people: a warning, silence for a time, suspension, the end of her sessions. What is over stays as it was said.
create table measure (
    id text not null primary key,
    kind text not null,
    person_id text not null references person (id) on delete cascade,
    -- The other first name under which she wrote what it is for: nothing that staff reads may then tell the person.
    alias text,
    -- What it is for, if it is one post.
    post_id text references post (id) on delete set null,
    -- Where it holds; nothing stands for everywhere.
    space_id text references space (id) on delete cascade,
    reason text not null,
    made_by text references person (id) on delete set null,
    made_at bigint not null,
    until bigint,
    lifted_by text references person (id) on delete set null,
    lifted_at bigint,
    -- What she said against it, once, and what she was answered.
    appeal text,
    appealed_at bigint,
    answer text,
    answered_by text references person (id) on delete set null,
    answered_at bigint,
    waiting bigint not null,
    version bigint not null
);
create index measure_person on measure (person_id, kind, until);
create index measure_waiting on measure (waiting, appealed_at);

-- What moderators tell each other about a member; she does not read it.
create table member_note (
    id text not null primary key,
    person_id text not null references person (id) on delete cascade,
    words text not null,
    made_by text references person (id) on delete set null,
    made_at bigint not null
);
create index member_note_person on member_note (person_id, made_at);

-- What happened in a space of the forum is told in the space's own log, without names.
alter table audit add column space_id text;
alter table audit add column motive text;
create index audit_by_space on audit (space_id, seq);

-- How many seconds pass at least between two posts of one person, in a space and in a topic; 0 for none.
alter table space add column slow bigint not null default 0;
alter table topic add column slow bigint not null default 0;
-- What somebody wrote lately is a range of this index, and what she ever wrote too.
drop index post_author;
create index post_author on post (author_id, created_at);
