-- The forum: spaces, topics, and what people write in them. Every list is read as a range of one index.
create table space (
    id text not null primary key,
    slug text not null unique,
    name text not null,
    about text,
    rules text,
    audience text not null,
    organization_id text references organization (id) on delete cascade,
    locked bigint not null,
    aliases bigint not null,
    position bigint not null,
    example bigint not null,
    created_at bigint not null,
    version bigint not null,
    -- How many topics are shown: counted when one comes or goes, never by reading them.
    topics bigint not null
);

create table topic (
    id text not null primary key,
    -- Its number in links.
    number bigint not null unique,
    space_id text not null references space (id) on delete cascade,
    kind text not null,
    title text not null,
    author_id text references person (id) on delete set null,
    -- The other first name under which she began it: nothing that anybody reads may then tell the author.
    alias text,
    visible text not null,
    pinned bigint not null,
    closed bigint not null,
    answer bigint,
    posts bigint not null,
    created_at bigint not null,
    last_at bigint not null,
    example bigint not null,
    version bigint not null
);
create index topic_list on topic (space_id, visible, pinned, last_at, number);
create index topic_author on topic (author_id);

create table post (
    id text not null primary key,
    topic_id text not null references topic (id) on delete cascade,
    number bigint not null,
    author_id text references person (id) on delete set null,
    -- As in topic.
    alias text,
    text text not null,
    visible text not null,
    thanks bigint not null,
    created_at bigint not null,
    edited_at bigint,
    version bigint not null,
    unique (topic_id, number)
);
create index post_author on post (author_id);

-- What a post said before it was corrected, until when.
create table post_revision (
    post_id text not null references post (id) on delete cascade,
    version bigint not null,
    until bigint not null,
    text text not null,
    primary key (post_id, version)
);

create table post_thanks (
    post_id text not null references post (id) on delete cascade,
    person_id text not null references person (id) on delete cascade,
    at bigint not null,
    primary key (post_id, person_id)
);
create index post_thanks_person on post_thanks (person_id);

insert into counter (name, value) values ('forum', 1), ('topic', 0), ('post', 0);
