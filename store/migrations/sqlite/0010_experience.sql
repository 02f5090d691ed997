-- Experiences: what is told in fixed parts, beside the post that says the same as one text.
create table experience (
    post_id text not null primary key references post (id) on delete cascade,
    -- The code of a region or the key of a commune.
    place text not null,
    since text not null,
    until text,
    version bigint not null,
    -- Since when it is a good practice, and the document that was made of it.
    practice_since bigint,
    document_id text references document (id) on delete set null
);
create index experience_practice on experience (practice_since);
create index experience_document on experience (document_id);

create table experience_part (
    post_id text not null references experience (post_id) on delete cascade,
    part text not null,
    text text not null,
    primary key (post_id, part)
);

create table experience_domain (
    post_id text not null references experience (post_id) on delete cascade,
    position bigint not null,
    term_id text not null,
    primary key (post_id, position)
);

-- Counted people, never named. What is under five is read by her alone who counted.
create table experience_figure (
    post_id text not null references experience (post_id) on delete cascade,
    sex text not null,
    age text not null,
    people bigint not null,
    primary key (post_id, sex, age)
);

-- What is being told, for her alone. Its id is that of the post that it becomes, or corrects.
create table experience_draft (
    id text not null primary key,
    person_id text not null references person (id) on delete cascade,
    space_id text references space (id) on delete set null,
    corrects bigint,
    told text not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);
create index experience_draft_person on experience_draft (person_id, updated_at);

-- A voice, as a post or as a part of an experience. It belongs to a post that may not be published yet, and is heard by others
-- once it is shown.
create table recording (
    id text not null primary key,
    post_id text not null,
    part text not null,
    shown bigint not null,
    person_id text not null references person (id) on delete cascade,
    kind text not null,
    blob text not null,
    bytes bigint not null,
    duration_ms bigint,
    caption text,
    -- The queue of the workshop.
    progress text not null,
    attempts bigint not null,
    due_at bigint not null,
    problem text,
    created_at bigint not null
);
create index recording_post on recording (post_id);
create index recording_person on recording (person_id, shown);
create index recording_blob on recording (blob);
create index recording_due on recording (progress, due_at);

insert into counter (name, value) values ('experience', 1);
