-- Keeping up with the forum: how far somebody read a topic, and whether she is told of replies. A reply writes to those followers
-- alone who have no news of it yet, and reads nobody's posts.
create table topic_reader (
    person_id text not null references person (id) on delete cascade,
    topic_id text not null references topic (id) on delete cascade,
    stance text not null,
    -- The last post that she saw.
    seen bigint not null,
    -- Whether unread news of hers tell of replies here: one of them stands for all.
    told bigint not null,
    -- The id of these news, made with this row: so that one statement tells all followers.
    news_id text not null,
    -- When the first reply came that she has not seen, and when she was last here; 0 for a topic that she only reads: of that, nothing
    -- says when.
    fresh_at bigint not null,
    seen_at bigint not null,
    primary key (person_id, topic_id)
);
create index topic_reader_followers on topic_reader (topic_id, stance, told);
create index topic_reader_list on topic_reader (person_id, stance, fresh_at, seen_at, topic_id);

-- Since when topics that she never opened are new to her.
create table space_reader (
    person_id text not null references person (id) on delete cascade,
    space_id text not null references space (id) on delete cascade,
    since bigint not null,
    primary key (person_id, space_id)
);

-- What news of the forum are about. Titles and names are read when they are shown, by who may read them then.
alter table notice add column topic_id text references topic (id) on delete cascade;
alter table notice add column number bigint;
create index notice_by_topic on notice (topic_id, person_id);

-- What was written in the forum since a moment.
create index topic_by_moment on topic (last_at);
